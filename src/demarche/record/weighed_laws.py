"""
The laws of a weighed record: `check_record` raises `EvidenceError` at the first one broken.

1. Every reading that it was made of keeps the laws of a reading (`laws.py`).
2. Every mention stands in exactly one finding, or was dismissed by a correction; no finding is empty.
3. A finding's id is that of one of its mentions (with `f-`); its event has the lead's id and spans.
4. Agreement and conflicts cite mentions of their own finding; a conflict has two values at least, none twice.
5. Origins are at least one, and no more than the finding's mentions have.
6. A conflict of matters has two sides at least; each cites statements, projections or findings of the record.
7. Copies name reports of the record, each at most once, and no report copies itself.
"""

from __future__ import annotations

from collections.abc import Iterable

from demarche.errors import EvidenceError
from demarche.record.laws import check_reading
from demarche.record.weighed import Finding, Record

FINDING_LETTER, EVENT_LETTER = "f", "e"


def finding_id(event: str) -> str:
    """
    Return the id of the finding that is named after a mention.

    Examples
    --------
    >>> finding_id("e-00112233445566aa")
    'f-00112233445566aa'
    """
    return FINDING_LETTER + event.removeprefix(EVENT_LETTER)


def check_record(record: Record) -> Record:
    """
    Return the record unchanged if it keeps every law of this module.

    Raises
    ------
    EvidenceError
        Naming the law and the item.
    """
    _check_unique("two reports share an id", (report.id for report in record.reports))
    known = {report.id for report in record.reports}
    told = [mention for _, mention in record.mentions()] + list(record.dismissed)
    for mention in told:
        if mention.report not in known:
            raise EvidenceError("a mention of no report", report=mention.report, item=mention.event)
        if mention.event != mention.account.id:
            raise EvidenceError("a mention has not its event's id", report=mention.report, item=mention.event)
    _check_unique("a mention stands twice", (mention.event for mention in told))
    _check_unique("two findings share an id", (finding.id for finding in record.findings))
    for finding in record.findings:
        _check_finding(finding)
    for reading in record.readings():
        check_reading(reading)
    _check_matters(record)
    _check_copies(record)
    return record


def _check_finding(finding: Finding) -> None:
    ids = [mention.event for mention in finding.mentions]
    if not ids:
        raise EvidenceError("a finding without mentions", item=finding.id)
    if finding.id not in map(finding_id, ids):
        raise EvidenceError("a finding's id is none of its mentions'", item=finding.id)
    lead = finding.mentions[0]
    if (finding.event.id, finding.event.spans) != (lead.event, lead.account.spans):
        raise EvidenceError("a finding's event does not cite its lead", item=finding.id)
    if not 1 <= finding.origins <= len({mention.origin for mention in finding.mentions}):
        raise EvidenceError(f"{finding.origins} origins cannot be", item=finding.id)
    for agreement in finding.agreement:
        cited = (*agreement.agree, *agreement.differ, *agreement.silent)
        if sorted(cited) != sorted(ids):
            raise EvidenceError("agreement does not place each mention once", item=finding.id)
    for conflict in finding.conflicts:
        cited = tuple(one for value in conflict.values for one in value.mentions)
        if len(conflict.values) < 2 or not all(value.mentions for value in conflict.values):
            raise EvidenceError("a conflict has fewer than two cited values", item=finding.id)
        if not set(cited) <= set(ids) or len(set(cited)) < len(cited):
            raise EvidenceError("a conflict cites a mention twice, or another finding's", item=finding.id)


def _check_matters(record: Record) -> None:
    known = {one.id for one in record.statements} | {one.id for one in record.projections}
    known |= {one.id for one in record.findings}
    for conflict in record.conflicts:
        if len(conflict.sides) < 2:
            raise EvidenceError("a conflict has fewer than two sides", item=conflict.id)
        for side in conflict.sides:
            cited = {*side.statements, *side.projections, *side.findings}
            if not cited or not cited <= known:
                raise EvidenceError("a side cites nothing, or what is not in the record", item=conflict.id)


def _check_copies(record: Record) -> None:
    known = {report.id for report in record.reports}
    for group in record.copies:
        if not group.reports or not set(group.reports) <= known or group.of in group.reports:
            raise EvidenceError("copies are of no report, or of themselves", item=group.of)
        _check_unique("a report stands twice among the copies of one", group.reports)


def _check_unique(law: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise EvidenceError(law, item=one)
        seen.add(one)
