"""How predicates stand: a table of sentences (sentences.txt) with what may be recorded of each predicate."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from spacy.tokens import Doc, Token

from demarche.reading.actors import read_cast
from demarche.reading.clauses import Clauses, read_clauses
from demarche.reading.english import ParseInput, load_pipeline

PUBLISHED = dt.date(2022, 2, 12)
TABLE = Path(__file__).with_name("sentences.txt")


def rows() -> list[tuple[str, str, str]]:
    """Return `(sentence, predicate, modality)` of every expectation of the table."""
    found = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            sentence, _, expected = line.partition(" | ")
            for part in expected.split(", "):
                predicate, _, modality = part.partition(" = ")
                found.append((sentence.strip(), predicate.strip(), modality.strip()))
    return found


@pytest.fixture(scope="module")
def parsed() -> dict[str, Clauses]:
    """Return the clauses of each sentence of the table."""
    sentences = list(dict.fromkeys(row[0] for row in rows()))
    docs = load_pipeline().parse([ParseInput(sentence) for sentence in sentences])
    return {
        sentence: read_clauses(doc, read_cast(doc, published=PUBLISHED), PUBLISHED)
        for sentence, doc in zip(sentences, docs, strict=True)
    }


def find(doc: Doc, predicate: str) -> Token:
    """Return the token of a predicate; "#2" means the second of that text."""
    word, _, number = predicate.partition("#")
    return [token for token in doc if token.text == word][int(number or 1) - 1]


def test_the_table_is_large_enough() -> None:
    """The table holds at least 150 sentences."""
    assert len({row[0] for row in rows()}) >= 150


@pytest.mark.parametrize(("sentence", "predicate", "modality"), rows())
def test_modality(parsed: dict[str, Clauses], sentence: str, predicate: str, modality: str) -> None:
    """What may be recorded of a predicate follows from all that it is embedded in."""
    clauses = parsed[sentence]
    assert clauses.of(find(clauses.doc, predicate)).modality == modality
