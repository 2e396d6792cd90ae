"""
The record: what many readings say together, the product of the `weighing` room and one JSON file.

A `Finding` is one event with every mention of it; `MatterConflict` holds statements or projections against each other;
`CopyGroup` tells which reports count as one origin. Every item that was read is kept whole (mentions keep their full
event), so that a record can be quoted from, and weighed again. Its laws are in `weighed_laws.py`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec

from demarche.record.corrections import AppliedCorrection
from demarche.record.model import (
    Dropped,
    Event,
    Projection,
    Reading,
    Refused,
    Reliability,
    Report,
    SourceKind,
    Statement,
    _Struct,
)

if TYPE_CHECKING:
    from polars import DataFrame as ArrowTable

Credibility = Annotated[int, msgspec.Meta(ge=1, le=6)]
FindingField = Literal["happened", "date", "place", "number", "who", "strength"]
FindingStatus = Literal["happened", "disputed", "denied", "planned", "possible"]
MatterKind = Literal["stance", "said and denied", "window", "probability", "predicted and denied"]
CopyKind = Literal["copy", "credit"]


class Mention(_Struct, frozen=True):
    """
    One event as one report tells it; `report` and `event` are ids, `account` is the event whole, its spans included.

    `origin` names whose word it is at the root: the id of the report that others copy, or `source:NAME` where a report
    credits a source by name. Mentions with the same origin count once. `corrected` is the event as an analyst's
    correction has it, None where nothing was corrected.
    """

    report: str
    event: str
    origin: str
    account: Event
    corrected: Event | None = None

    @property
    def told(self) -> Event:
        """The event that counts: as corrected, else as read."""
        return self.corrected or self.account


class Agreement(_Struct, frozen=True):
    """On one field of a finding: the value most told, and the ids of the mentions that give it, differ, say nothing."""

    field: FindingField
    value: str
    agree: tuple[str, ...]
    differ: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()


class ConflictValue(_Struct, frozen=True):
    """A value of a field in words (dates in ISO 8601), and the ids of the mentions that give it."""

    value: str
    mentions: tuple[str, ...]


class FieldConflict(_Struct, frozen=True):
    """Values of one field of a finding that cannot all be true, most told first; `why` says so in a sentence."""

    field: FindingField
    values: tuple[ConflictValue, ...]
    why: str = ""


class Finding(_Struct, frozen=True):
    """
    One event with all its mentions.

    `event` holds the values that are best supported; its id and spans are those of the first mention, the lead.
    `origins` counts independent origins of mentions by which it happened (or, where none says so, of all).
    `credibility` is the Admiralty grade 1 to 6 (6: cannot be judged), and `why` its reason.
    """

    id: str
    event: Event
    mentions: tuple[Mention, ...]
    origins: int
    agreement: tuple[Agreement, ...]
    conflicts: tuple[FieldConflict, ...]
    credibility: Credibility
    why: str
    status: FindingStatus


class RecordedStatement(Statement, frozen=True, kw_only=True):
    """A statement, with the id of its report."""

    report: str


class RecordedProjection(Projection, frozen=True, kw_only=True):
    """A projection, with the id of its report."""

    report: str


class RecordedDropped(Dropped, frozen=True, kw_only=True):
    """What a reader did not keep, with the id of its report."""

    report: str


class MatterSide(_Struct, frozen=True):
    """One side of a conflict: the stance or value in words, and the ids of what takes it."""

    stance: str
    statements: tuple[str, ...] = ()
    projections: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()


class MatterConflict(_Struct, frozen=True):
    """A matter on which statements or projections stand against each other; every side cites what takes it."""

    id: str
    kind: MatterKind
    about: str
    sides: tuple[MatterSide, ...]
    why: str = ""


class CopyGroup(_Struct, frozen=True):
    """
    Reports that count as one origin.

    `of` is the id of the report that was first, or `source:NAME` for a credited source that is not among the reports;
    `reports` are those that repeat it. `share` is the least part of a copy's words that stand in `of`, where measured.
    """

    of: str
    reports: tuple[str, ...]
    kind: CopyKind
    share: float | None
    why: str


class GradedSource(_Struct, frozen=True):
    """A source with its Admiralty grade A to F, the reason, and the ids of its reports."""

    name: str | None
    kind: SourceKind
    reliability: Reliability
    why: str
    reports: tuple[str, ...]


class Record(_Struct, frozen=True):
    """
    What the reports say together.

    `dismissed` are mentions that an analyst's correction took out, `dropped` what a reader did not keep.
    """

    reports: tuple[Report, ...]
    findings: tuple[Finding, ...] = ()
    statements: tuple[RecordedStatement, ...] = ()
    projections: tuple[RecordedProjection, ...] = ()
    conflicts: tuple[MatterConflict, ...] = ()
    copies: tuple[CopyGroup, ...] = ()
    sources: tuple[GradedSource, ...] = ()
    refused: tuple[Refused, ...] = ()
    corrections: tuple[AppliedCorrection, ...] = ()
    dismissed: tuple[Mention, ...] = ()
    as_of: dt.date | None = None
    dropped: tuple[RecordedDropped, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return plain dicts and lists, as in the JSON."""
        plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(self))
        return plain

    def to_json(self) -> str:
        """Return the record as one JSON object."""
        return msgspec.json.encode(self).decode()

    def to_arrow(self, kind: str = "findings") -> ArrowTable:
        """Return a table of `findings`, `mentions`, `conflicts` or `grid`, with the Arrow PyCapsule."""
        from demarche.record.weighed_tables import record_table

        return record_table(kind, self)

    def mentions(self) -> Iterator[tuple[Finding, Mention]]:
        """Yield every mention with its finding."""
        for finding in self.findings:
            for mention in finding.mentions:
                yield finding, mention

    def readings(self) -> tuple[Reading, ...]:
        """Return the readings that the record was made of, each item in its place; weighing them gives it again."""
        events: dict[str, list[Event]] = {report.id: [] for report in self.reports}
        for mention in (*self.dismissed, *(mention for _, mention in self.mentions())):
            events[mention.report].append(mention.account)
        statements: dict[str, list[Statement]] = {report.id: [] for report in self.reports}
        for said in self.statements:
            statements[said.report].append(_plain(said, Statement))
        projections: dict[str, list[Projection]] = {report.id: [] for report in self.reports}
        for forecast in self.projections:
            projections[forecast.report].append(_plain(forecast, Projection))
        dropped: dict[str, list[Dropped]] = {report.id: [] for report in self.reports}
        for offered in self.dropped:
            dropped[offered.report].append(_plain(offered, Dropped))
        return tuple(
            Reading(
                report,
                tuple(sorted(events[report.id], key=_place)),
                tuple(sorted(statements[report.id], key=_place)),
                tuple(sorted(projections[report.id], key=_place)),
                tuple(dropped[report.id]),
            )
            for report in self.reports
        )


def _plain(item: Any, kind: type[Any]) -> Any:
    return kind(**{name: getattr(item, name) for name in kind.__struct_fields__})


def _place(item: Event | Statement | Projection) -> tuple[int, int, str]:
    return item.spans[0].start, item.spans[0].end, item.id
