"""The Admiralty code: grades of sources (A to F) and of claims (1 to 6), and the grade that a source starts with."""

from __future__ import annotations

from functools import cache

import msgspec

from demarche.ontology.tables import Row, once, read_table

RELIABILITIES = ("A", "B", "C", "D", "E", "F")
CREDIBILITIES = ("1", "2", "3", "4", "5", "6")
# These are no low grades: they say that no judgement can be made.
CANNOT_BE_JUDGED = frozenset({"F", "6"})


class Grade(msgspec.Struct, frozen=True):
    """A grade of the Admiralty code: its letter or digit, its name, and what it says."""

    grade: str
    name: str
    meaning: str


class SourceKindGrade(msgspec.Struct, frozen=True):
    """The reliability that a source of a kind starts with, and the reason."""

    kind: str
    reliability: str
    reason: str


@cache
def admiralty_grades() -> dict[str, Grade]:
    """All grades: A to F for sources, 1 to 6 for claims."""
    rows = once(read_table("admiralty.tsv", ("grade", "name", "meaning")), "grade")
    return {row.text("grade"): Grade(row.text("grade"), row.text("name"), row.text("meaning")) for row in rows}


@cache
def source_kinds() -> dict[str, SourceKindGrade]:
    """The kinds of source, with the grade that each starts with."""
    rows = once(read_table("source_kinds.tsv", ("kind", "reliability", "reason")), "kind")
    return {row.text("kind"): _kind(row) for row in rows}


def _kind(row: Row) -> SourceKindGrade:
    grade = row.choice("reliability", frozenset(RELIABILITIES))
    return SourceKindGrade(row.text("kind"), grade, row.text("reason"))


def default_reliability(kind: str) -> SourceKindGrade:
    """
    Return the grade that a source of this kind starts with; an unknown kind cannot be judged.

    Examples
    --------
    >>> default_reliability("blog").reliability, default_reliability("rumour mill").reliability
    ('C', 'F')
    """
    return source_kinds().get(kind) or source_kinds()["unknown"]
