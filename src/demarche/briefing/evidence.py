"""
The record as the brief sees it: every item with a handle (E1, S1, P1), every cited span with a number (1.12).

Numbers run in the order of the reports and of the text, so that the same readings always give the same ones.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from demarche.briefing.fullnames import FullNames, find_full_names, with_full_names
from demarche.briefing.model import Citation, Count, TextPositionSelector, TextQuoteSelector
from demarche.record import Event, Projection, Reading, Refused, Report, Span, Statement, check_reading

Value = TypeVar("Value", Event, Statement, Projection)
# W3C's model leaves the length open; 32 is what Hypothesis and Apache Annotator write.
_CONTEXT_CHARACTERS = 32


@dataclass(frozen=True)
class Entry(Generic[Value]):
    """
    An item of the record with its handle, the number of its report, and the numbers of its citations.

    `raw` is the item as it was read; `value` is the same with its actors by their full names (fullnames.py).
    """

    handle: str
    report: int
    value: Value
    citations: tuple[str, ...]
    raw: Value

    @property
    def id(self) -> str:
        """The item's id in the record."""
        return self.value.id


@dataclass(frozen=True)
class Evidence:
    """All that a brief may draw on."""

    readings: tuple[Reading, ...]
    events: tuple[Entry[Event], ...]
    statements: tuple[Entry[Statement], ...]
    projections: tuple[Entry[Projection], ...]
    citations: dict[str, Citation]
    as_of: dt.date | None

    def report(self, number: int) -> Report:
        """Return a report by its number, from 1."""
        return self.readings[number - 1].report

    def quote(self, number: str) -> str:
        """Return the words of a citation."""
        return self.citations[number].exact

    def count(self, name: str, items: Sequence[Entry[Value]]) -> Count:
        """Return a number with the ids that it counts."""
        return Count(name, len(items), tuple(item.id for item in items))


def gather_evidence(readings: Sequence[Reading], as_of: dt.date | None) -> tuple[Evidence, tuple[Refused, ...]]:
    """
    Number the readings' items and citations.

    Returns
    -------
    tuple of Evidence and of Refused
        The evidence, and the readings that are not used: those published after the as-of date, and those of a report
        that was already read.

    Raises
    ------
    EvidenceError
        If a reading breaks a law of the record.
    """
    kept, refused = _keep(readings, as_of)
    latest = max((one.report.published for one in kept if one.report.published), default=None)
    events: list[Entry[Event]] = []
    statements: list[Entry[Statement]] = []
    projections: list[Entry[Projection]] = []
    citations: dict[str, Citation] = {}
    names = find_full_names(kept)
    for number, reading in enumerate(kept, start=1):
        numbers = _number_spans(number, reading)
        citations.update(_cite(reading, numbers))
        events.extend(_enter("E", number, reading.events, numbers, names, before=len(events)))
        statements.extend(_enter("S", number, reading.statements, numbers, names, before=len(statements)))
        projections.extend(_enter("P", number, reading.projections, numbers, names, before=len(projections)))
    entered = (tuple(events), tuple(statements), tuple(projections))
    return Evidence(tuple(kept), *entered, citations, as_of or latest), tuple(refused)


def _keep(readings: Sequence[Reading], as_of: dt.date | None) -> tuple[list[Reading], list[Refused]]:
    kept: dict[str, Reading] = {}
    refused: list[Refused] = []
    for reading in readings:
        report = check_reading(reading).report
        path = report.path or report.title or report.id
        if report.id in kept:
            first = kept[report.id].report
            refused.append(
                Refused(path, "brief", "the same report twice", f"as {first.path or first.title or first.id}")
            )
        elif as_of and report.published and report.published > as_of:
            refused.append(Refused(path, "brief", "published after the as-of date", report.published.isoformat()))
        else:
            kept[report.id] = reading
    return list(kept.values()), refused


def _items(reading: Reading) -> Iterator[Event | Statement | Projection]:
    yield from reading.events
    yield from reading.statements
    yield from reading.projections


def _number_spans(number: int, reading: Reading) -> dict[Span, str]:
    spans = {span for item in _items(reading) for span in item.spans}
    ordered = sorted(spans, key=lambda span: (span.start, -span.end))
    return {span: f"{number}.{place}" for place, span in enumerate(ordered, start=1)}


def _cite(reading: Reading, numbers: dict[Span, str]) -> Iterator[tuple[str, Citation]]:
    text = reading.report.text
    items: dict[Span, list[str]] = {span: [] for span in numbers}
    for item in _items(reading):
        for span in dict.fromkeys(item.spans):
            items[span].append(item.id)
    for span, number in numbers.items():
        before = text[max(0, span.start - _CONTEXT_CHARACTERS) : span.start]
        quoted = TextQuoteSelector(span.quote(text), before, text[span.end : span.end + _CONTEXT_CHARACTERS])
        where = TextPositionSelector(span.start, span.end)
        yield number, Citation(number, reading.report.id, (quoted, where), tuple(items[span]))


def _enter(
    letter: str, number: int, values: Sequence[Value], numbers: dict[Span, str], names: FullNames, *, before: int
) -> Iterator[Entry[Value]]:
    ordered = sorted(values, key=lambda value: (value.spans[0], value.id))
    for place, value in enumerate(ordered, start=before + 1):
        cited = tuple(numbers[span] for span in dict.fromkeys(value.spans))
        yield Entry(f"{letter}{place}", number, with_full_names(value, names), cited, value)
