"""The golden sentences: every event that a sentence tells is read, and idioms, sport, business and weather tell none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from demarche.reading.actors import read_cast
from demarche.reading.clauses import read_clauses
from demarche.reading.dates import Calendar
from demarche.reading.english import ParseInput, load_pipeline
from demarche.reading.events import load_lexicon, read_events
from demarche.record import Event, Report, Source
from tests.reading.events.golden import Case, described, read_cases

CASES = read_cases()


def report_of(case: Case) -> Report:
    """Return the report whose text is the case's sentence."""
    return Report(f"r{case.line}", None, Source(), case.published, False, None, "en", "0" * 64, case.text)


def events_of(cases: list[Case]) -> Iterator[tuple[Case, tuple[Event, ...]]]:
    """Parse the cases' sentences, a report each, and yield the events read."""
    lexicon = load_lexicon()
    docs = load_pipeline().parse(ParseInput(case.text) for case in cases)
    for case, doc in zip(cases, docs, strict=True):
        cast, calendar = read_cast(doc), Calendar(doc, case.published)
        clauses = read_clauses(doc, cast, case.published)
        yield case, read_events(doc, cast, clauses, calendar, report_of(case), lexicon)


@pytest.fixture(scope="module")
def read() -> dict[int, tuple[Event, ...]]:
    """All golden sentences, read once."""
    return {case.line: events for case, events in events_of(CASES)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"line{case.line}")
def test_sentence(case: Case, read: dict[int, tuple[Event, ...]]) -> None:
    """A sentence tells the events that are written beside it."""
    events = read[case.line]
    shown = "\n".join(described(event) for event in events) or "nothing"
    if not case.wanted:
        assert not events, f"{case.text}\n{shown}"
    for wanted in case.wanted:
        assert any(wanted.fits(event) for event in events), f"{case.text}\nwanted {wanted}\nread {shown}"


def test_breadth() -> None:
    """The golden sentences cover all sixteen types and at least forty that tell nothing or deny."""
    types = {wanted.type for case in CASES for wanted in case.wanted}
    assert len(CASES) >= 250
    assert len(types - {"?"}) == 16


def test_few_inventions(read: dict[int, tuple[Event, ...]]) -> None:
    """On sentences whose events are all written down, at most a fifth more are read."""
    wanted = sum(len(case.wanted) for case in CASES)
    assert sum(len(events) for events in read.values()) <= 1.2 * wanted
