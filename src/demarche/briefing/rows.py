"""The record as tables: every finding, every event as read, everything left out, and the numbers at the head."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from demarche.briefing.cited import Count
from demarche.briefing.datewords import is_narrow, when_words
from demarche.briefing.evidence import Entry, Evidence
from demarche.briefing.grades import credibility_words
from demarche.briefing.model import DroppedRow, EventRow, FindingRow, LeftOutRow
from demarche.briefing.naming import name_actor, name_actors
from demarche.briefing.sentences import event_sentence
from demarche.briefing.told import Told
from demarche.briefing.wording import type_words, weight
from demarche.record import Event

_LEFT_OUT_CHARACTERS = 160
_MODALITY_WORDS = {
    "asserted": "stated as fact",
    "reported": "on someone’s word",
    "denied": "said not to be so",
    "planned": "planned",
    "possible": "possible",
    "conditional": "on a condition",
    "historical": "background",
}


def tabulate_findings(findings: Sequence[Told], most: int) -> tuple[FindingRow, ...]:
    """Return all findings by date, the undated last; the weightiest `most` of them are marked to be printed."""
    printed = {one.handle for one in sorted(findings, key=_weight)[:most]}
    return tuple(_finding_row(one, one.handle in printed) for one in sorted(findings, key=_by_date))


def tabulate_events(evidence: Evidence, findings: Sequence[FindingRow]) -> tuple[EventRow, ...]:
    """Return all events as they were read, in the order of the reports; printed with their finding."""
    printed = {mention for row in findings if row.printed for mention in row.mentions}
    return tuple(_event_row(entry, entry.id in printed) for entry in evidence.events)


def tabulate_left_out(evidence: Evidence) -> tuple[LeftOutRow, ...]:
    """Return every range that was not read as prose, with the beginning of its words."""
    return tuple(
        LeftOutRow(
            number, reading.report.id, one.start, one.end, _shorten(reading.report.text[one.start : one.end]), one.why
        )
        for number, reading in enumerate(evidence.readings, start=1)
        for one in reading.report.left_out
    )


def tabulate_dropped(evidence: Evidence) -> tuple[DroppedRow, ...]:
    """Return what a reader was offered and did not keep, by report."""
    rows = [(evidence.number[one.report], one) for one in evidence.record.dropped]
    return tuple(
        DroppedRow(number, one.report, one.kind, _shorten(one.quote), one.reason, one.count)
        for number, one in sorted(rows, key=lambda row: row[0])
    )


def count_tallies(evidence: Evidence, findings: Sequence[Told]) -> tuple[Count, ...]:
    """Return the numbers of the brief's head: reports, findings, mentions of them, statements, predictions."""
    reports = Count("report", len(evidence.readings), tuple(one.report.id for one in evidence.readings))
    return (
        reports,
        evidence.count("finding", findings),
        evidence.count("mention", evidence.events),
        evidence.count("statement", evidence.statements),
        evidence.count("prediction in print", evidence.projections),
    )


def _weight(told: Told) -> tuple[float, int]:
    factor = {"historical": 0.3, "possible": 0.6, "conditional": 0.6}.get(told.value.modality, 1.0)
    return -weight(told.value.type, told.value.mode) * factor, int(told.handle[1:])


def _by_date(told: Told) -> tuple[bool, dt.date, dt.date, int]:
    """By the first day; an interval of many months or years by its last, which is when it was told."""
    when, place = told.value.when, int(told.handle[1:])
    if when is None:
        return True, dt.date.max, dt.date.max, place
    return False, when.start if is_narrow(when) else when.end, when.end, place


def _finding_row(told: Told, printed: bool) -> FindingRow:
    event, finding = told.value, told.finding
    words = type_words(event.type)
    return FindingRow(
        handle=told.handle,
        finding=finding.id,
        event=finding.event,
        label=words.label,
        tone=words.tone,
        sentence=event_sentence(event, dated=False) + ".",
        when=when_words(event.when),
        where=event.where.name if event.where else "",
        magnitude=event.magnitude.words if event.magnitude else "",
        status=finding.status,
        credibility=finding.credibility,
        credibility_words=credibility_words(finding.credibility),
        why=finding.why,
        origins=finding.origins,
        mentions=tuple(entry.id for entry in told.mentions),
        citations=told.citations,
        printed=printed,
    )


def _event_row(entry: Entry[Event], printed: bool) -> EventRow:
    event = entry.value
    words = type_words(event.type)
    return EventRow(
        handle=entry.handle,
        report=entry.report,
        event=entry.raw,
        label=words.label,
        tone=words.tone,
        sentence=event_sentence(event, dated=False) + ".",
        actors=_actors(event),
        when=when_words(event.when),
        where=event.where.name if event.where else "",
        modality=_modality(event),
        magnitude=event.magnitude.words if event.magnitude else "",
        corrected=_is_corrected(entry),
        citations=entry.citations,
        printed=printed,
    )


def _is_corrected(entry: Entry[Event]) -> bool:
    return (entry.value.when, entry.value.where) != (entry.raw.when, entry.raw.where)


def _actors(event: Event) -> str:
    sources = name_actors(event.sources, full=False).text or "not named"
    if not event.targets or set(event.targets) == set(event.sources):
        return sources
    return f"{sources} → {name_actors(event.targets, full=False).text}"


def _modality(event: Event) -> str:
    words = _MODALITY_WORDS[event.modality]
    return f"{words}: {name_actor(event.attributed_to).text}" if event.attributed_to else words


def _shorten(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LEFT_OUT_CHARACTERS else words[: _LEFT_OUT_CHARACTERS - 1].rstrip() + "…"
