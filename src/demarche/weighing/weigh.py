"""
From readings to a record, in one line.

1. Unite: each reading once, in an order that hangs on content alone.
2. Cluster: mentions of one event together.
3. Assemble: a finding for each cluster.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from demarche.ontology import default_reliability
from demarche.record import (
    CorrectionsFile,
    Finding,
    FindingStatus,
    GradedSource,
    Mention,
    Projection,
    Reading,
    Record,
    RecordedProjection,
    RecordedStatement,
    Refused,
    Report,
    SourcesFile,
    Statement,
    finding_id,
)
from demarche.weighing.account import UNREAL, Account, order, unite
from demarche.weighing.blocks import candidate_pairs
from demarche.weighing.clusters import cluster
from demarche.weighing.evidence import Judge
from demarche.weighing.features import features_of, mode_numbers


@dataclass(frozen=True)
class WeighSettings:
    """
    What weighing may be told.

    Parameters
    ----------
    as_of : date, optional
        Readings published later, or at no known date, are refused.
    """

    as_of: dt.date | None = None


def weigh_readings(
    readings: Iterable[Reading | Refused],
    settings: WeighSettings | None = None,
    *,
    sources: SourcesFile | None = None,
    corrections: CorrectionsFile | None = None,
) -> Record:
    """
    Weigh many readings into one record.

    Parameters
    ----------
    readings : iterable of Reading or Refused
        In any order; a reading that comes twice counts once.
    settings : WeighSettings, optional
        How to weigh.
    sources : SourcesFile, optional
        The user's grades of sources, over the defaults by kind.
    corrections : CorrectionsFile, optional
        An analyst's corrections, laid on top.
    """
    chosen = settings or WeighSettings()
    kept, refused = unite(readings)  # 1
    accounts = sorted((Account(one.report, event, event) for one in kept for event in one.events), key=order)
    clusters = _clusters(accounts)  # 2
    findings = tuple(_finding(members) for members in clusters)  # 3
    return Record(
        reports=tuple(one.report for one in kept),
        findings=findings,
        statements=tuple(_stated(kept)),
        projections=tuple(_projected(kept)),
        sources=tuple(_graded(kept)),
        refused=tuple(refused),
        as_of=chosen.as_of,
    )


def _stated(kept: Sequence[Reading]) -> Iterator[RecordedStatement]:
    for one in kept:
        for said in sorted(one.statements, key=_place):
            yield RecordedStatement(report=one.report.id, **_fields(said))


def _projected(kept: Sequence[Reading]) -> Iterator[RecordedProjection]:
    for one in kept:
        for said in sorted(one.projections, key=_place):
            yield RecordedProjection(report=one.report.id, **_fields(said))


def _fields(item: Statement | Projection) -> dict[str, Any]:
    return {name: getattr(item, name) for name in item.__struct_fields__}


def _place(item: Statement | Projection) -> tuple[int, int, str]:
    return item.spans[0].start, item.spans[0].end, item.id


def _clusters(accounts: Sequence[Account]) -> list[list[Account]]:
    """Group accounts of one event."""
    if not accounts:
        return []
    features = features_of(accounts)
    judge = Judge(features, mode_numbers(accounts))
    groups = cluster(features, candidate_pairs(features), judge)
    return [[accounts[row] for row in group] for group in groups]


def _finding(members: list[Account]) -> Finding:
    mentions = tuple(Mention(one.report.id, one.event.id, one.report.id, one.event) for one in members)
    modalities = {one.told.modality for one in members}
    status: FindingStatus = "happened"
    if modalities <= UNREAL:
        status = "planned" if "planned" in modalities else "possible"
    elif "denied" in modalities:
        status = "denied" if modalities <= UNREAL | {"denied"} else "disputed"
    origins = len({mention.origin for mention in mentions})
    why = "It has not been graded."
    return Finding(finding_id(members[0].event.id), members[0].told, mentions, origins, (), (), 6, why, status)


def _graded(kept: Sequence[Reading]) -> list[GradedSource]:
    found: list[GradedSource] = []
    for one in kept:
        report: Report = one.report
        default = default_reliability(report.source.kind)
        grade = report.source.reliability or default.reliability
        found.append(GradedSource(report.source.name, report.source.kind, grade, default.reason, (report.id,)))  # type: ignore[arg-type]
    return found
