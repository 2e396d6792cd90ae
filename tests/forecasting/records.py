"""Records made by hand: one report a finding or statement, each with the grade and the day that a test wants."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from demarche.forecasting.scenario import Scenario
from demarche.record import (
    Actor,
    Event,
    Finding,
    Magnitude,
    Mention,
    Place,
    Record,
    RecordedStatement,
    Report,
    Source,
    Span,
    When,
    text_digest,
)

AS_OF = dt.date(2031, 1, 31)
START = dt.date(2031, 1, 4)  # four weeks
ROLES = {"challenger": "RUS", "patron": "USA", "target": "EST", "mediator": "FIN"}


def a_report(text: str, published: dt.date = AS_OF) -> Report:
    digest = text_digest(f"{text}{published}")
    return Report(f"r-{digest[:16]}", None, Source("Post"), published, False, None, "en", digest, text)


def a_finding(
    kind: str,
    sources: Sequence[str],
    targets: Sequence[str],
    day: dt.date | None = None,
    *,
    mode: str | None = None,
    grade: int = 2,
    status: str = "happened",
    place: str | None = None,
    published: dt.date = AS_OF,
    magnitude: Magnitude | None = None,
    by: str | None = None,
    until: dt.date | None = None,
) -> tuple[Finding, Report]:
    """Return a finding and its report."""
    text = f"{' and '.join(sources)} {kind} {mode} {' and '.join(targets)} {day} {status} {place}."
    report = a_report(text, published)
    digest = report.sha256[:16]
    modality = {"happened": "asserted", "disputed": "asserted"}.get(status, status)
    event = Event(
        f"e-{digest}", kind, mode, "", _actors(sources), _actors(targets),
        When(day, until or day) if day else None, Place("there", place) if place else None,
        modality, magnitude, (Span(0, len(text)),), "by.hand",
        attributed_to=Actor(by, "GOV") if by else None,
    )  # type: ignore[arg-type]  # fmt: skip
    mention = Mention(report.id, event.id, report.id, event)
    return Finding(f"f-{digest}", event, (mention,), 1, (), (), grade, "", status), report  # type: ignore[arg-type]


def a_statement(
    kind: str, speaker: str, about: str, *, stance: str = "negative", to: str | None = None, published: dt.date = AS_OF
) -> tuple[RecordedStatement, Report]:
    """Return a statement and its report."""
    report = a_report(f"{speaker} {kind}: {about}.", published)
    said = RecordedStatement(
        id=f"s-{report.sha256[:16]}", speaker=Actor(speaker, "GOV"), addressee=Actor(to, "GOV") if to else None,
        kind=kind, stance=stance, about=about, spans=(Span(0, len(report.text)),), report=report.id,
    )  # type: ignore[arg-type]  # fmt: skip
    return said, report


def a_record(*items: tuple[Finding | RecordedStatement, Report]) -> Record:
    """Return a record of findings and statements."""
    reports = {report.id: report for _, report in items}
    return Record(
        tuple(reports.values()),
        tuple(one for one, _ in items if isinstance(one, Finding)),
        tuple(one for one, _ in items if isinstance(one, RecordedStatement)),
    )


def a_scenario(**changes: object) -> Scenario:
    """Return a scenario of four seen weeks between Russia and Estonia."""
    fields: dict[str, object] = {
        "spec_text": "template: coercive-crisis\n", "origin": "record", "as_of": AS_OF, "start": START, "step_days": 7,
        "periods_seen": 4, "periods": 20, "roles": ROLES, "initial": {"posture": "massed", "support": "none"},
    }  # fmt: skip
    return Scenario(**{**fields, **changes})  # type: ignore[arg-type]


def _actors(codes: Sequence[str]) -> tuple[Actor, ...]:
    return tuple(Actor(code, "GOV") for code in codes)
