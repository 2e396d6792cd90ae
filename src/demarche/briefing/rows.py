"""The record as tables: every event, every source with its grade, everything left out, and the numbers at the head."""

from __future__ import annotations

import datetime as dt

from demarche.briefing.datewords import day_words, is_narrow, when_words
from demarche.briefing.evidence import Entry, Evidence
from demarche.briefing.model import Count, EventRow, LeftOutRow, SourceRow
from demarche.briefing.naming import name_actor, name_actors
from demarche.briefing.predictions import source_label
from demarche.briefing.sentences import event_sentence
from demarche.briefing.wording import type_words, weight
from demarche.ontology import default_reliability
from demarche.record import Event, Report

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


def tabulate_events(evidence: Evidence, most: int) -> tuple[EventRow, ...]:
    """Return all events by date, the undated last; the weightiest `most` of them are marked to be printed."""
    by_weight = sorted(evidence.events, key=_weight)
    printed = {entry.handle for entry in by_weight[:most]}
    ordered = sorted(evidence.events, key=_by_date)
    return tuple(_event_row(entry, entry.handle in printed) for entry in ordered)


def tabulate_sources(evidence: Evidence) -> tuple[SourceRow, ...]:
    """Return the reports as sources, in their order."""
    return tuple(_source_row(evidence, number) for number in range(1, len(evidence.readings) + 1))


def tabulate_left_out(evidence: Evidence) -> tuple[LeftOutRow, ...]:
    """Return every range that was not read as prose, with the beginning of its words."""
    return tuple(
        LeftOutRow(
            number, reading.report.id, one.start, one.end, _shorten(reading.report.text[one.start : one.end]), one.why
        )
        for number, reading in enumerate(evidence.readings, start=1)
        for one in reading.report.left_out
    )


def count_tallies(evidence: Evidence) -> tuple[Count, ...]:
    """Return the numbers of the brief's head: reports, events, statements, predictions."""
    reports = Count("report", len(evidence.readings), tuple(one.report.id for one in evidence.readings))
    return (
        reports,
        evidence.count("event", evidence.events),
        evidence.count("statement", evidence.statements),
        evidence.count("prediction in print", evidence.projections),
    )


def published_words(report: Report) -> str:
    """Return a report's day of publication, marked where it was inferred."""
    if report.published is None:
        return "no date"
    return day_words(report.published) + (" (inferred)" if report.published_inferred else "")


def _weight(entry: Entry[Event]) -> tuple[float, str]:
    factor = {"historical": 0.3, "possible": 0.6, "conditional": 0.6}.get(entry.value.modality, 1.0)
    return -weight(entry.value.type, entry.value.mode) * factor, entry.id


def _by_date(entry: Entry[Event]) -> tuple[bool, dt.date, dt.date, int]:
    """By the first day; an interval of many months or years by its last, which is when it was told."""
    when, place = entry.value.when, int(entry.handle[1:])
    if when is None:
        return True, dt.date.max, dt.date.max, place
    return False, when.start if is_narrow(when) else when.end, when.end, place


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
        citations=entry.citations,
        printed=printed,
    )


def _actors(event: Event) -> str:
    sources = name_actors(event.sources, full=False).text or "not named"
    if not event.targets or set(event.targets) == set(event.sources):
        return sources
    return f"{sources} → {name_actors(event.targets, full=False).text}"


def _modality(event: Event) -> str:
    words = _MODALITY_WORDS[event.modality]
    return f"{words}: {name_actor(event.attributed_to).text}" if event.attributed_to else words


def _source_row(evidence: Evidence, number: int) -> SourceRow:
    report = evidence.report(number)
    tallies = (
        evidence.count("event", [one for one in evidence.events if one.report == number]),
        evidence.count("statement", [one for one in evidence.statements if one.report == number]),
        evidence.count("prediction in print", [one for one in evidence.projections if one.report == number]),
    )
    return SourceRow(
        number=number,
        report=report.id,
        label=source_label(evidence, number),
        kind=report.source.kind,
        grade=report.source.reliability or default_reliability(report.source.kind).reliability,
        graded="given" if report.source.reliability else "by its kind alone",
        published=published_words(report),
        tallies=tallies,
    )


def _shorten(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LEFT_OUT_CHARACTERS else words[: _LEFT_OUT_CHARACTERS - 1].rstrip() + "…"
