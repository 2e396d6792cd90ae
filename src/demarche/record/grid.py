"""
The claim × report grid: what each report says of each finding. It is computed from the record, never stored.

- `says`: the report tells that it happens, with no value that conflicts;
- `other`: it tells so, but with another value on a field in conflict (`fields`);
- `denies`, `plans` (planned, possible or conditional): so it is put there;
- `silent`: it says nothing of it, though it could; `before`: it was published before the event began.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from demarche.record.model import Report, _Struct
from demarche.record.weighed import Finding, FindingField, Mention, Record

Answer = Literal["says", "other", "denies", "plans", "silent", "before"]
_UNREAL = frozenset({"planned", "possible", "conditional"})


class GridCell(_Struct, frozen=True):
    """What one report says of one finding; `fields` name where its values differ, `mentions` cite it."""

    finding: str
    report: str
    answer: Answer
    fields: tuple[FindingField, ...] = ()
    mentions: tuple[str, ...] = ()


def claim_grid(record: Record, findings: Iterable[str] | None = None) -> Iterator[tuple[GridCell, ...]]:
    """
    Yield a row of cells a finding, a cell a report, in the record's order.

    Parameters
    ----------
    record : Record
        The record.
    findings : iterable of str, optional
        Ids of the findings wanted; all by default (the grid of a big record is big: findings × reports).
    """
    wanted = None if findings is None else set(findings)
    for finding in record.findings:
        if wanted is None or finding.id in wanted:
            yield grid_row(finding, record.reports)


def grid_row(finding: Finding, reports: Iterable[Report]) -> tuple[GridCell, ...]:
    """Return what each report says of one finding."""
    told: dict[str, list[Mention]] = {}
    for mention in finding.mentions:
        told.setdefault(mention.report, []).append(mention)
    differs = _differing(finding)
    return tuple(_cell(finding, report, told.get(report.id, []), differs) for report in reports)


def _differing(finding: Finding) -> dict[str, list[FindingField]]:
    """Map the ids of mentions to the fields on which they depart from the value most told."""
    found: dict[str, list[FindingField]] = {}
    for conflict in finding.conflicts:
        for value in conflict.values[1:]:
            for mention in value.mentions:
                found.setdefault(mention, []).append(conflict.field)
    return found


def _cell(
    finding: Finding, report: Report, mentions: list[Mention], differs: dict[str, list[FindingField]]
) -> GridCell:
    if not mentions:
        return GridCell(finding.id, report.id, "before" if _is_before(report, finding) else "silent")
    ids = tuple(mention.event for mention in mentions)
    modalities = {mention.told.modality for mention in mentions}
    real = modalities - _UNREAL - {"denied"}
    fields = tuple(dict.fromkeys(field for one in ids for field in differs.get(one, ()) if field != "happened"))
    answer: Answer = "plans"
    if "denied" in modalities and not real:
        answer = "denies"
    elif real:
        answer = "other" if fields else "says"
    return GridCell(finding.id, report.id, answer, fields, ids)


def _is_before(report: Report, finding: Finding) -> bool:
    when = finding.event.when
    return report.published is not None and when is not None and report.published < when.start
