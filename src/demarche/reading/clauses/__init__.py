"""Clauses: tense, modality, negation, condition and attribution of every predicate of a report."""

from __future__ import annotations

from demarche.reading.clauses.attribution import ActorFinder, Attribution
from demarche.reading.clauses.entries import made_known
from demarche.reading.clauses.facts import ClauseFacts, Clauses, read_clauses
from demarche.reading.clauses.forms import form_index, verb_forms
from demarche.reading.clauses.quotations import MARKS
from demarche.reading.clauses.speakers import addressee_of, speaker_of
from demarche.reading.clauses.tables import Embedder, Tables, load_tables, table_rows
from demarche.reading.clauses.tree import Tree

__all__ = [
    "MARKS",
    "ActorFinder",
    "Attribution",
    "ClauseFacts",
    "Clauses",
    "Embedder",
    "Tables",
    "Tree",
    "addressee_of",
    "form_index",
    "load_tables",
    "made_known",
    "read_clauses",
    "speaker_of",
    "table_rows",
    "verb_forms",
]
