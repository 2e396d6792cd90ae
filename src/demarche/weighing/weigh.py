"""
From readings to a record, in one line.

1. Unite: each reading once, in an order that hangs on content alone; with an as-of date, what came later is refused.
2. Trace: copies and credits are followed to their origins (`copies`, `credits`, `origins`).
3. Correct: what an analyst says is laid over what was read (`corrections`), and sources are graded (`grades`).
4. Cluster: mentions of one event together (`features`, `blocks`, `evidence`, `clusters`).
5. Assemble: a finding for each cluster, with its fields and grade (`findings`, `fields`, `credibility`).
6. Set against each other: statements and projections (`matters`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from demarche.record import (
    CorrectionsFile,
    Dropped,
    Projection,
    Reading,
    Record,
    RecordedDropped,
    RecordedProjection,
    RecordedStatement,
    Refused,
    SourcesFile,
    Statement,
)
from demarche.weighing.account import Account, order, unite
from demarche.weighing.blocks import candidate_pairs
from demarche.weighing.clusters import Ties, cluster
from demarche.weighing.corrections import apply_corrections
from demarche.weighing.credits import ORIGIN, report_source, source_key
from demarche.weighing.evidence import Judge
from demarche.weighing.features import features_of, mode_numbers
from demarche.weighing.findings import finding_of, mention_of
from demarche.weighing.grades import grade_sources
from demarche.weighing.matters import find_matters
from demarche.weighing.origins import find_origins


@dataclass(frozen=True)
class WeighSettings:
    """
    What weighing may be told.

    Parameters
    ----------
    as_of : date, optional
        Readings published later, or at no known date, are refused.
    progress : callable, optional
        Called with the name of each stage as it begins.
    """

    as_of: dt.date | None = None
    progress: Callable[[str], None] | None = None

    def say(self, stage: str) -> None:
        """Tell that a stage begins."""
        if self.progress is not None:
            self.progress(stage)


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

    Returns
    -------
    Record
        Its laws are those of `record.check_record`.
    """
    chosen = settings or WeighSettings()
    chosen.say("readings")
    kept, refused = unite(_known_by(readings, chosen.as_of))  # 1
    reports = [one.report for one in kept]
    read = sorted((Account(one.report, event, event) for one in kept for event in one.events), key=order)
    chosen.say("origins")
    traced = find_origins(reports, read)  # 2
    credited = set(traced.of.values()) | {group.of for group in traced.groups}
    named = credited | {report_source(report) or report.id for report in reports}
    keys = [source_key(one.removeprefix(ORIGIN)) for one in named if one.startswith(ORIGIN)]
    corrected = apply_corrections(read, corrections, keys)  # 3
    grades = grade_sources(reports, sorted(credited), sources, corrected.grades)
    chosen.say("events")
    clusters = _clusters(corrected.accounts, corrected.ties)  # 4
    chosen.say("findings")
    findings = tuple(finding_of(members, traced.of, grades) for members in clusters)  # 5
    stated, projected = tuple(_stated(kept)), tuple(_projected(kept))
    chosen.say("conflicts")
    return Record(
        reports=tuple(reports),
        findings=findings,
        statements=stated,
        projections=projected,
        conflicts=find_matters(stated, projected, findings),  # 6
        copies=traced.groups,
        sources=grades.sources,
        refused=tuple(refused),
        corrections=tuple(corrected.applied),
        dismissed=tuple(mention_of(one, traced.of) for one in corrected.dismissed),
        as_of=chosen.as_of,
        dropped=tuple(RecordedDropped(report=one.report.id, **_fields(item)) for one in kept for item in one.dropped),
    )


def _known_by(readings: Iterable[Reading | Refused], as_of: dt.date | None) -> Iterator[Reading | Refused]:
    for item in readings:
        if as_of is None or isinstance(item, Refused):
            yield item
            continue
        report = item.report
        where = report.path or report.title or report.id
        if report.published is None:
            yield Refused(where, "as-of", "no date of publication, so it cannot be shown to be early enough")
        elif report.published > as_of:
            yield Refused(where, "as-of", f"published {report.published}, after the as-of date {as_of}")
        else:
            yield item


def _clusters(accounts: Sequence[Account], ties: Ties) -> list[list[Account]]:
    """Group accounts of one event."""
    if not accounts:
        return []
    features = features_of(accounts)
    judge = Judge(features, mode_numbers(accounts))
    groups = cluster(features, candidate_pairs(features), judge, ties)
    return [[accounts[row] for row in group] for group in groups]


def _stated(kept: Sequence[Reading]) -> Iterator[RecordedStatement]:
    for one in kept:
        for said in sorted(one.statements, key=_place):
            yield RecordedStatement(report=one.report.id, **_fields(said))


def _projected(kept: Sequence[Reading]) -> Iterator[RecordedProjection]:
    for one in kept:
        for said in sorted(one.projections, key=_place):
            yield RecordedProjection(report=one.report.id, **_fields(said))


def _fields(item: Statement | Projection | Dropped) -> dict[str, Any]:
    return {name: getattr(item, name) for name in item.__struct_fields__}


def _place(item: Statement | Projection) -> tuple[int, int, str]:
    return item.spans[0].start, item.spans[0].end, item.id
