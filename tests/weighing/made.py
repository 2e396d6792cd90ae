"""Readings made by hand for tests: each mention is a sentence of its report, and every law of a reading holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from demarche.ontology import cameo_code
from demarche.record import (
    Actor,
    Event,
    Magnitude,
    Place,
    Reading,
    Report,
    Source,
    Span,
    Statement,
    When,
    check_reading,
    identify,
    identify_report,
    text_digest,
)


@dataclass
class Told:
    """A mention: its words, type and mode, who to whom, and what else is told."""

    words: str
    kind: str
    sources: Sequence[Actor] = ()
    targets: Sequence[Actor] = ()
    day: str | None = None
    end: str | None = None
    place: Place | None = None
    modality: str = "asserted"
    mode: str | None = None
    size: Magnitude | None = None
    by: Actor | None = None


@dataclass
class Said:
    """A statement: its words, whose, its kind and stance, and what it is about."""

    words: str
    speaker: Actor
    about: str
    kind: str = "claim"
    stance: str = "positive"


def actor(text: str) -> Actor:
    """Read `FRA`, `RUS.MIL` or `FRA:Emmanuel Macron`."""
    country, _, name = text.partition(":")
    code, _, sector = country.partition(".")
    return Actor(code or None, sector or "GOV", name or None)


@dataclass
class Paper:
    """What a report is made of."""

    source: str | None = "Gulf Post"
    kind: str = "newspaper"
    published: str | None = "1988-04-20"
    grade: str | None = None
    items: list[Told | Said] = field(default_factory=list)
    before: str = ""
    after: str = ""


def reading(paper: Paper) -> Reading:
    """Return the reading of a report that says these things, in this order."""
    text, spans = paper.before, []
    for item in paper.items:
        text += (" " if text else "") + item.words
        spans.append(Span(len(text) - len(item.words), len(text)))
        text += "."
    text += paper.after
    source: Any = Source(paper.source, paper.kind, paper.grade)  # type: ignore[arg-type]
    published = dt.date.fromisoformat(paper.published) if paper.published else None
    report = identify_report(Report("", None, source, published, False, None, "en", text_digest(text), text))
    events: dict[str, Event] = {}
    statements: dict[str, Statement] = {}
    for item, span in zip(paper.items, spans, strict=True):
        if isinstance(item, Told):
            event = identify(_event(item, span), report.id)
            events[event.id] = event
        else:
            said = Statement("", item.speaker, None, item.kind, item.stance, item.about, (span,))  # type: ignore[arg-type]
            said = identify(said, report.id)
            statements[said.id] = said
    return check_reading(Reading(report, tuple(events.values()), tuple(statements.values())))


def _event(told: Told, span: Span) -> Event:
    when = None
    if told.day:
        start, end = dt.date.fromisoformat(told.day), dt.date.fromisoformat(told.end or told.day)
        when = When(start, end, "day" if start == end else "interval")
    return Event(
        id="",
        type=told.kind,  # type: ignore[arg-type]
        mode=told.mode,
        cameo=cameo_code(told.kind, told.mode),
        sources=tuple(told.sources),
        targets=tuple(told.targets),
        when=when,
        where=told.place,
        modality=told.modality,  # type: ignore[arg-type]
        magnitude=told.size,
        spans=(span,),
        rule="made",
        attributed_to=told.by,
    )
