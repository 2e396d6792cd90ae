"""
The laws of the record that no type can state: `check_reading` raises `EvidenceError` at the first one broken.

1. Every span lies in its report's text, is not empty, and an item has at least one.
2. What was left out lies in the text, in order, without overlap; no citation lies wholly inside it.
3. An interval of days, a window and a range never run backwards; a probability range lies in [0, 1].
4. Ids are those that the content gives, and no two items of a report share one.
5. The digest is that of the text.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from demarche.errors import EvidenceError
from demarche.record.ids import identify, text_digest
from demarche.record.model import Event, Projection, Reading, Report, Span, Statement, When


def check_reading(reading: Reading) -> Reading:
    """
    Return the reading unchanged if it keeps every law of this module.

    Raises
    ------
    EvidenceError
        Naming the law, the report, and the item and span where there is one.
    """
    report = reading.report
    if report.sha256 != text_digest(report.text):
        raise EvidenceError("the digest is not that of the text", report=report.id)
    _check_left_out(report)
    items: tuple[Event | Statement | Projection, ...] = (*reading.events, *reading.statements, *reading.projections)
    for item in items:
        _check_spans(report, item.id, item.spans)
        if item.id != identify(item, report.id).id:
            raise EvidenceError("the id is not the one that the content gives", report=report.id, item=item.id)
    _check_unique(report.id, (item.id for item in items))
    for event in reading.events:
        _check_interval(report.id, event.id, event.when)
        if event.magnitude and (event.magnitude.low or 0) > (event.magnitude.high or float("inf")):
            raise EvidenceError("the magnitude's low exceeds its high", report=report.id, item=event.id)
    for projection in reading.projections:
        _check_projection(report.id, projection)
    return reading


def _check_left_out(report: Report) -> None:
    for one, following in pairwise(report.left_out):
        if following.start < one.end:
            raise EvidenceError("ranges left out overlap or are out of order", report=report.id)
    for one in report.left_out:
        if not 0 <= one.start < one.end <= len(report.text):
            raise EvidenceError("a range left out is not in the text", report=report.id, span=(one.start, one.end))


def _check_spans(report: Report, item: str, spans: tuple[Span, ...]) -> None:
    if not spans:
        raise EvidenceError("an item cites nothing", report=report.id, item=item)
    for span in spans:
        place = (span.start, span.end)
        if not 0 <= span.start < span.end <= len(report.text):
            raise EvidenceError("a citation is not in the text", report=report.id, item=item, span=place)
        if any(one.start <= span.start and span.end <= one.end for one in report.left_out):
            raise EvidenceError("a citation lies in what was left out", report=report.id, item=item, span=place)


def _check_unique(report: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise EvidenceError("two items share an id", report=report, item=one)
        seen.add(one)


def _check_interval(report: str, item: str, when: When | None) -> None:
    if when and when.end < when.start:
        raise EvidenceError(f"the interval runs backwards: {when.start} to {when.end}", report=report, item=item)


def _check_projection(report: str, projection: Projection) -> None:
    _check_interval(report, projection.id, projection.window)
    stated = projection.probability
    if stated and not 0 <= stated.low <= stated.high <= 1:
        raise EvidenceError(f"no probability range: {stated.low} to {stated.high}", report=report, item=projection.id)
