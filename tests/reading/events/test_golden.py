"""The golden sentences: what a sentence tells is read; idioms, sport, business and weather tell nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.reading.events.golden import Case, described, read_cases

from demarche.reading.actors import read_cast
from demarche.reading.clauses import read_clauses
from demarche.reading.dates import Calendar
from demarche.reading.english import ParseInput, load_pipeline
from demarche.reading.events import load_lexicon, read_events
from demarche.record import Event, Report, Source

CASES = read_cases()
FLOOR = 0.95


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


def _shown(cases: list[Case], read: dict[int, tuple[Event, ...]]) -> str:
    rows = []
    for case in cases:
        got = "; ".join(described(event) for event in read[case.line]) or "nothing"
        rows.append(f"line {case.line}: {case.text}\n    wanted {case.wanted}\n    read {got}")
    return "\n".join(rows)


def test_told(read: dict[int, tuple[Event, ...]]) -> None:
    """Sentences tell the events that are written beside them; a parser's slips may cost a few in a hundred."""
    cases = [case for case in CASES if case.wanted]
    missed = [case for case in cases if not all(any(w.fits(e) for e in read[case.line]) for w in case.wanted)]
    assert len(missed) <= (1 - FLOOR) * len(cases), _shown(missed, read)


def test_untold(read: dict[int, tuple[Event, ...]]) -> None:
    """Idioms, sport, business and weather tell no event."""
    cases = [case for case in CASES if not case.wanted]
    invented = [case for case in cases if read[case.line]]
    assert len(invented) <= (1 - FLOOR) * len(cases), _shown(invented, read)


def test_denied_is_never_asserted(read: dict[int, tuple[Event, ...]]) -> None:
    """No event that a sentence denies, or puts under a condition, is coded as asserted."""
    for case in CASES:
        for wanted in case.wanted:
            if wanted.modality in ("denied", "conditional", "possible", "planned"):
                wrong = [e for e in read[case.line] if e.type == wanted.type and e.modality == "asserted"]
                assert not wrong, f"{case.text}\n{wrong}"


def test_breadth() -> None:
    """The golden sentences cover all sixteen types and at least forty that tell nothing or deny."""
    types = {wanted.type for case in CASES for wanted in case.wanted}
    assert len(CASES) >= 250
    assert len(types - {"?"}) == 16


def test_few_inventions(read: dict[int, tuple[Event, ...]]) -> None:
    """On sentences whose events are all written down, at most a fifth more are read."""
    wanted = sum(len(case.wanted) for case in CASES)
    assert sum(len(events) for events in read.values()) <= 1.2 * wanted
