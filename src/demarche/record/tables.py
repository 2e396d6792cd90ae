"""
Readings as flat tables, a row an item: what leaves as CSV, Parquet or Arrow.

Several actors in one field are joined by `;` in the order of the text. Every row carries its report's id, its span and
its sentence, so that a row can be traced without the JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from demarche.record.model import Actor, Event, Projection, Reading, Report, Span, Statement, When

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


def events_table(readings: Iterable[Reading]) -> polars.DataFrame:
    """Return all events as a table; any frame library can take it (Arrow PyCapsule)."""
    return _table((event_row(r.report, item) for r in readings for item in r.events), _EVENT)


def statements_table(readings: Iterable[Reading]) -> polars.DataFrame:
    """Return all statements as a table."""
    return _table((statement_row(r.report, item) for r in readings for item in r.statements), _STATEMENT)


def projections_table(readings: Iterable[Reading]) -> polars.DataFrame:
    """Return all projections as a table."""
    return _table((projection_row(r.report, item) for r in readings for item in r.projections), _PROJECTION)


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
RowMaker = Callable[..., Row]
COLUMNS: dict[str, dict[str, str]] = {"events": _EVENT, "statements": _STATEMENT, "projections": _PROJECTION}


def _table(rows: Iterable[Row], columns: dict[str, str]) -> polars.DataFrame:
    import polars  # heavy, and needed only where tables are

    schema = {name: getattr(polars, kind) for name, kind in columns.items()}
    return polars.DataFrame(list(rows), schema=schema)
