"""
Readings as flat tables, a row an item: what leaves as CSV, Parquet or Arrow.

Several actors in one field are joined by `;` in the order of the text. Every row carries its report's id, its span and
its sentence, so that a row can be traced without the JSON.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from demarche.record.model import Actor, Event, Projection, Reading, Refused, Report, Span, Statement, When

if TYPE_CHECKING:
    import polars

Row = dict[str, Any]


def event_row(report: Report, event: Event) -> Row:
    """Return one event as a row of plain values."""
    return {
        **_citation(report, event.id, event.spans),
        "type": event.type,
        "mode": event.mode,
        "context": event.context,
        "cameo": event.cameo,
        **_actors("source", event.sources),
        **_actors("target", event.targets),
        **_interval("when", event.when),
        "place": event.where and event.where.name,
        "place_country": event.where and event.where.country,
        "modality": event.modality,
        "attributed_to": _label(event.attributed_to),
        "condition": event.condition,
        "magnitude_kind": event.magnitude and event.magnitude.kind,
        "magnitude_low": event.magnitude and event.magnitude.low,
        "magnitude_high": event.magnitude and event.magnitude.high,
        "magnitude_unit": event.magnitude and event.magnitude.unit,
        "rule": event.rule,
    }


def statement_row(report: Report, statement: Statement) -> Row:
    """Return one statement as a row of plain values."""
    return {
        **_citation(report, statement.id, statement.spans),
        **_actors("speaker", (statement.speaker,)),
        "addressee": _label(statement.addressee),
        "kind": statement.kind,
        "stance": statement.stance,
        "about": statement.about,
        "direct": statement.direct,
    }


def projection_row(report: Report, projection: Projection) -> Row:
    """Return one projection as a row of plain values."""
    stated = projection.probability
    return {
        **_citation(report, projection.id, projection.spans),
        "forecaster_kind": projection.forecaster.kind,
        "forecaster_name": projection.forecaster.name,
        "forecaster_country": projection.forecaster.country,
        "type": projection.event.type,
        **_actors("source", projection.event.sources),
        **_actors("target", projection.event.targets),
        **_interval("window", projection.window),
        "probability_low": stated and stated.low,
        "probability_high": stated and stated.high,
        "probability_words": stated and stated.words,
        "condition": projection.condition,
    }


def report_row(item: Reading | Refused) -> Row:
    """Return one report, or one refusal, as a row of plain values."""
    if isinstance(item, Refused):
        blank = dict.fromkeys(_REPORT)
        return blank | {"path": item.path, "stage": item.stage, "reason": item.reason, "detail": item.detail}
    report = item.report
    return {
        "report": report.id,
        "path": report.path,
        "title": report.title,
        "report_source": report.source.name,
        "source_kind": report.source.kind,
        "reliability": report.source.reliability,
        "authors": ";".join(report.authors),
        "published": report.published,
        "published_inferred": report.published_inferred,
        "url": report.url,
        "sha256": report.sha256,
        "characters": len(report.text),
        "dropped": sum(one.count for one in item.dropped),
        "stage": None,
        "reason": None,
        "detail": None,
    }


def rows_of(item: Reading | Refused) -> dict[str, list[Row]]:
    """Return the rows that a reading or a refusal adds to each table."""
    if isinstance(item, Refused):
        return {"events": [], "statements": [], "projections": [], "reports": [report_row(item)]}
    return {
        "events": [event_row(item.report, one) for one in item.events],
        "statements": [statement_row(item.report, one) for one in item.statements],
        "projections": [projection_row(item.report, one) for one in item.projections],
        "reports": [report_row(item)],
    }


def table_of(kind: str, items: Iterable[Reading | Refused]) -> polars.DataFrame:
    """
    Return one kind of item as a table; any frame library can take it (Arrow PyCapsule).

    Parameters
    ----------
    kind : str
        `events`, `statements`, `projections` or `reports`.
    items : iterable of Reading or Refused
        What was read.
    """
    return frame_of(kind, [row for item in items for row in rows_of(item)[kind]])


def frame_of(kind: str, rows: list[Row]) -> polars.DataFrame:
    """Return rows of one kind as a typed table."""
    import polars  # heavy, and needed only where tables are

    return polars.DataFrame(rows, schema={name: getattr(polars, kind) for name, kind in COLUMNS[kind].items()})


def _citation(report: Report, item: str, spans: tuple[Span, ...]) -> Row:
    return {
        "report": report.id,
        "id": item,
        "report_source": report.source.name,
        "published": report.published,
        "span_start": spans[0].start,
        "span_end": spans[0].end,
        "sentence": " […] ".join(span.quote(report.text) for span in spans),
    }


def _actors(role: str, actors: tuple[Actor, ...]) -> Row:
    return {
        f"{role}_country": ";".join(actor.country or "" for actor in actors),
        f"{role}_sector": ";".join(actor.sector or "" for actor in actors),
        f"{role}_name": ";".join(actor.name or "" for actor in actors),
    }


def _interval(name: str, when: When | None) -> Row:
    return {
        f"{name}_start": when and when.start,
        f"{name}_end": when and when.end,
        f"{name}_precision": when and when.precision,
    }


def _label(actor: Actor | None) -> str | None:
    return (actor.name or actor.country) if actor else None


_TEXT, _DAY, _WHOLE, _NUMBER, _FLAG = "String", "Date", "Int64", "Float64", "Boolean"
_CITED = dict.fromkeys(("report", "id", "report_source"), _TEXT) | {"published": _DAY}
_CITED |= {"span_start": _WHOLE, "span_end": _WHOLE, "sentence": _TEXT}


def _role(role: str) -> dict[str, str]:
    return dict.fromkeys((f"{role}_country", f"{role}_sector", f"{role}_name"), _TEXT)


def _days(name: str) -> dict[str, str]:
    return {f"{name}_start": _DAY, f"{name}_end": _DAY, f"{name}_precision": _TEXT}


_EVENT = (
    _CITED
    | dict.fromkeys(("type", "mode", "context", "cameo"), _TEXT)
    | _role("source")
    | _role("target")
    | _days("when")
    | dict.fromkeys(("place", "place_country", "modality", "attributed_to", "condition", "magnitude_kind"), _TEXT)
    | {"magnitude_low": _NUMBER, "magnitude_high": _NUMBER, "magnitude_unit": _TEXT, "rule": _TEXT}
)
_STATEMENT = (
    _CITED | _role("speaker") | dict.fromkeys(("addressee", "kind", "stance", "about"), _TEXT) | {"direct": _FLAG}
)
_PROJECTION = (
    _CITED
    | dict.fromkeys(("forecaster_kind", "forecaster_name", "forecaster_country", "type"), _TEXT)
    | _role("source")
    | _role("target")
    | _days("window")
    | {"probability_low": _NUMBER, "probability_high": _NUMBER, "probability_words": _TEXT, "condition": _TEXT}
)
_REPORT = dict.fromkeys(
    ("report", "path", "title", "report_source", "source_kind", "reliability", "authors"), _TEXT
) | {
    "published": _DAY,
    "published_inferred": _FLAG,
    "url": _TEXT,
    "sha256": _TEXT,
    "characters": _WHOLE,
    "dropped": _WHOLE,
    "stage": _TEXT,
    "reason": _TEXT,
    "detail": _TEXT,
}
COLUMNS: dict[str, dict[str, str]] = {
    "events": _EVENT,
    "statements": _STATEMENT,
    "projections": _PROJECTION,
    "reports": _REPORT,
}
"""The columns of each table, with the Polars type of each."""
