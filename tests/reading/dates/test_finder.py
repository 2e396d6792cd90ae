"""Dates found in sentences and resolved: the table of expressions, the negatives, and cases of their own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest

from demarche.reading.dates.finder import find_dates
from demarche.reading.dates.spans import Tense

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Row:
    """A line of expressions.txt."""

    anchor: dt.date | None
    previous: dt.date | None
    tense: Tense
    sentence: str
    words: str
    days: tuple[str, str, str]


def _lines(name: str) -> list[str]:
    text = (HERE / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _row(line: str) -> Row:
    anchors, tense, sentence, words, start, end, precision = (cell.strip() for cell in line.split("|"))
    anchor, _, previous = anchors.partition("<")
    return Row(_date(anchor), _date(previous), cast(Tense, tense), sentence, words, (start, end, precision))


def _date(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text not in ("", "-") else None


ROWS = [_row(line) for line in _lines("expressions.txt")]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.words)
def test_expression(row: Row) -> None:
    """Every expression of the table is found with these words, and means these days."""
    found = find_dates(row.sentence, published=row.anchor, previous=row.previous, tense=row.tense)
    means = {each.words: (str(each.when.start), str(each.when.end), str(each.when.precision)) for each in found}
    assert means.get(row.words) == row.days, means


def test_table_is_whole() -> None:
    """The table holds at least 150 expressions."""
    assert len(ROWS) >= 150


@pytest.mark.parametrize("sentence", _lines("negatives.txt"))
def test_no_date(sentence: str) -> None:
    """A sentence that only tempts gives no date, whatever the tense."""
    for tense in ("past", "future", "none"):
        found = find_dates(sentence, published=dt.date(2022, 2, 12), tense=cast(Tense, tense))
        assert [each.words for each in found] == []
