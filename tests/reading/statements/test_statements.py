"""Statements: a table of sentences (sentences.txt) with who makes what kind of statement in each."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from demarche.reading.actors import read_cast
from demarche.reading.clauses import read_clauses
from demarche.reading.english import ParseInput, load_pipeline
from demarche.reading.statements import read_statements
from demarche.record import Report, Source, Statement

PUBLISHED = dt.date(2022, 2, 12)
TABLE = Path(__file__).with_name("sentences.txt")


def report(text: str) -> Report:
    """Return a bare report of a text."""
    return Report("r-1", None, Source(), PUBLISHED, False, None, "en", "", text)


def read(texts: list[str]) -> list[tuple[Statement, ...]]:
    """Return the statements of each text."""
    found = []
    for text, doc in zip(texts, load_pipeline().parse([ParseInput(text) for text in texts]), strict=True):
        cast = read_cast(doc, published=PUBLISHED)
        found.append(read_statements(doc, cast, read_clauses(doc, cast, PUBLISHED), report(text)))
    return found


def rows() -> list[tuple[str, str]]:
    """Return `(sentence, what is expected)`."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    pairs = [line.split(" | ") for line in lines if line.strip() and not line.startswith("#")]
    return [(sentence, expected) for sentence, expected in pairs]


@pytest.fixture(scope="module")
def statements() -> dict[str, tuple[Statement, ...]]:
    """Return what is read in each sentence of the table."""
    sentences = [sentence for sentence, _ in rows()]
    return dict(zip(sentences, read(sentences), strict=True))


def fits(statement: Statement, expected: str) -> bool:
    """Say whether a statement is what the table wants."""
    speaker, kind, stance = expected.split()
    got = (statement.speaker.country or "-", statement.kind, statement.stance)
    return all(want in ("*", have) for want, have in zip((speaker, kind, stance), got, strict=True))


def test_the_table_is_large_enough() -> None:
    """The table holds at least 100 sentences, a fifth of them without a statement."""
    assert len(rows()) >= 100
    assert sum(1 for _, expected in rows() if expected == "none") >= 20


@pytest.mark.parametrize(("sentence", "expected"), rows())
def test_sentence(statements: dict[str, tuple[Statement, ...]], sentence: str, expected: str) -> None:
    """Each sentence makes the statements that the table lists, and no other."""
    found = statements[sentence]
    wanted = [] if expected == "none" else expected.split("; ")
    assert len(found) == len(wanted), found
    assert all(fits(one, want) for one, want in zip(found, wanted, strict=True)), found
