"""
The record as the brief sees it: every item with a handle (E1, S1, P1), every cited span with a number (1.12).

Numbers run in the order of the reports and of the text, so that the same readings always give the same ones.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Generic, Protocol, TypeVar

import msgspec

from demarche.briefing.cited import Citation, Count, TextPositionSelector, TextQuoteSelector
from demarche.briefing.fullnames import FullNames, find_full_names, with_full_names
from demarche.errors import EvidenceError
from demarche.record import Event, Projection, Reading, Record, Report, Span, Statement, check_reading

Value = TypeVar("Value", Event, Statement, Projection)


class Counted(Protocol):
    """What has an id that a count can name."""

    @property
    def id(self) -> str:
        """Its id in the record."""
        ...


# W3C's model leaves the length open; 32 is what Hypothesis and Apache Annotator write.
_CONTEXT_CHARACTERS = 32


@dataclass(frozen=True)
class Entry(Generic[Value]):
    """
    An item of the record with its handle, the number of its report, and the numbers of its citations.

    `raw` is the item as it was read; `value` is the same as corrected, with its actors by their full names
    (fullnames.py).
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
    """All that a brief may draw on: the record's items, and its mentions by id."""

    record: Record
    readings: tuple[Reading, ...]
    events: tuple[Entry[Event], ...]
    statements: tuple[Entry[Statement], ...]
    projections: tuple[Entry[Projection], ...]
    citations: dict[str, Citation]
    names: FullNames
    as_of: dt.date | None

    def report(self, number: int) -> Report:
        """Return a report by its number, from 1."""
        return self.readings[number - 1].report

    def quote(self, number: str) -> str:
        """Return the words of a citation."""
        return self.citations[number].exact

    def count(self, name: str, items: Sequence[Counted]) -> Count:
        """Return a number with the ids that it counts."""
        return Count(name, len(items), tuple(item.id for item in items))

    @cached_property
    def mention(self) -> dict[str, Entry[Event]]:
        """The entries of events, by id."""
        return {entry.id: entry for entry in self.events}

    @cached_property
    def number(self) -> dict[str, int]:
        """The numbers of the reports, by id."""
        return {reading.report.id: place for place, reading in enumerate(self.readings, start=1)}


def gather_evidence(record: Record, beside: Sequence[tuple[str, Span]] = ()) -> Evidence:
    """
    Number the record's items and citations; reports in the record's order.

    Parameters
    ----------
    record : Record
        What the reports say together.
    beside : sequence of (str, Span)
        Spans of reports (by id) that are cited beside the record's items, as a forecast's dates are.

    Raises
    ------
    EvidenceError
        If a reading breaks a law of the record, or a span beside it lies in no report.
    """
    readings = tuple(_laid_over(record))
    latest = max((one.report.published for one in readings if one.report.published), default=None)
    read = {event.id: event for reading in record.readings() for event in reading.events}
    events: list[Entry[Event]] = []
    statements: list[Entry[Statement]] = []
    projections: list[Entry[Projection]] = []
    citations: dict[str, Citation] = {}
    names = find_full_names(readings)
    for number, reading in enumerate(readings, start=1):
        also = [span for report, span in beside if report == reading.report.id]
        numbers = _number_spans(number, reading, also)
        citations.update(_cite(reading, numbers))
        events.extend(_enter("E", number, reading.events, numbers, names, before=len(events)))
        statements.extend(_enter("S", number, reading.statements, numbers, names, before=len(statements)))
        projections.extend(_enter("P", number, reading.projections, numbers, names, before=len(projections)))
    as_read = tuple(replace(entry, raw=read[entry.id]) for entry in events)
    entered = (as_read, tuple(statements), tuple(projections))
    return Evidence(record, readings, *entered, citations, names, record.as_of or latest)


def _laid_over(record: Record) -> Iterator[Reading]:
    """Yield the readings with an analyst's corrections in place, without what one dismissed."""
    corrected = {mention.event: mention.told for _, mention in record.mentions()}
    for reading in record.readings():
        check_reading(reading)
        events = tuple(corrected[event.id] for event in reading.events if event.id in corrected)
        yield msgspec.structs.replace(reading, events=events)


def _items(reading: Reading) -> Iterator[Event | Statement | Projection]:
    yield from reading.events
    yield from reading.statements
    yield from reading.projections


def _number_spans(number: int, reading: Reading, also: Sequence[Span]) -> dict[Span, str]:
    for span in also:
        if not 0 <= span.start < span.end <= len(reading.report.text):
            raise EvidenceError(
                "a citation lies outside its report", report=reading.report.id, span=(span.start, span.end)
            )
    spans = {span for item in _items(reading) for span in item.spans} | set(also)
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
