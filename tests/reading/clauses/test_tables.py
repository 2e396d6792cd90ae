"""The tables of the clauses room: complete, well formed, and refused by line when they are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from demarche.errors import LexiconError
from demarche.reading.clauses import load_tables, table_rows
from demarche.reading.clauses.tables import _nouns, _verbs, _words


def test_tables_are_large_enough() -> None:
    """The package knows at least 250 embedding verbs and 60 nouns and adjectives."""
    tables = load_tables()
    assert len(tables.verbs) >= 250
    assert len(tables.nouns) + len(tables.adjectives) >= 60


@pytest.mark.parametrize(
    ("word", "frame", "plain", "negated"),
    [
        ("refuse", "to", "not", "possible"),
        ("manage", "to", "fact", "not"),
        ("deny", "that", "denied", "reported"),
        ("plan", "to", "planned", "not"),
        ("say", "that", "reported", "possible"),
        ("stop", "ing", "known", "known"),
    ],
)
def test_effects(word: str, frame: str, plain: str, negated: str) -> None:
    """Each verb has its effect, and what negation makes of it."""
    effect = load_tables().verbs[word].frames[frame]
    assert (effect.plain, effect.negated) == (plain, negated)


@pytest.mark.parametrize(
    ("reader", "line"),
    [
        (_verbs, "say\tsays"),
        (_verbs, "say\tshouts\tthat=reported"),
        (_verbs, "say\tsays\tthat=told"),
        (_nouns, "threat\tpronoun\tsays\tof=possible"),
        (_words, "if\tmark\tperhaps"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, reader: object, line: str) -> None:
    """A line that breaks the format is refused with its file and number."""
    path = tmp_path / "table.tsv"
    path.write_text(f"# a comment\n{line}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"table\.tsv:2"):
        list(reader(path))  # type: ignore[operator]  # each reader takes a path


def test_comments_and_blank_lines_are_passed_over(tmp_path: Path) -> None:
    """Only lines with fields are rows."""
    path = tmp_path / "table.tsv"
    path.write_text("# one\n\na\tb\n", encoding="utf-8")
    assert list(table_rows(path, 2)) == [("table.tsv:3", ["a", "b"])]
