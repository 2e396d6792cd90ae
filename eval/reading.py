"""The reader's own output, reduced to what is compared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from demarche.reading import Page, Reader, page_from_text
from demarche.record import Actor, Reading, Refused, Span, When
from eval.gold import GoldReport, Interval, Item
from eval.opinions import read_opinions


def read_items(reader: Reader, reports: Sequence[GoldReport]) -> list[list[Item]]:
    """Return what the reader finds in each text, without what stands in ranges that were not annotated."""
    opinions = read_opinions(reader, reports)
    if reports and reports[0].form == "pair":
        return opinions
    readings = list(reader.read([page_of(report) for report in reports]))
    return [
        _kept(report, items_of(reading)) + opinion
        for report, reading, opinion in zip(reports, readings, opinions, strict=True)
    ]


def page_of(report: GoldReport) -> Page:
    """A whole report takes the way of any page; a sentence alone is not looked through for boilerplate."""
    published = dt.date.fromisoformat(report.published) if report.published else None
    if report.form != "report":
        return Page(report.text, report.id, published=published)
    page = page_from_text(report.text, title=report.title, published=published, source=report.source)
    if isinstance(page, Refused):
        raise SystemExit(f"{report.id} is refused: {page.reason}")
    return page


def items_of(reading: Reading | Refused) -> list[Item]:
    """Return what a reading holds, as what is compared."""
    if isinstance(reading, Refused):
        raise SystemExit(f"not read: {reading.path}: {reading.detail}")
    text, found = reading.report.text, []
    for e in reading.events:
        place, sides = _range(e.spans), (_countries(e.sources), _countries(e.targets))
        words = f"[{e.rule}] {text[slice(*place)]}"
        found.append(Item("event", e.type, *sides, *place, e.modality, _days(e.when), None, words, e.cameo))
    for s in reading.statements:
        place = _range(s.spans)
        speaker = _countries((s.speaker,))
        found.append(Item("statement", s.kind, speaker, frozenset(), *place, quote=text[slice(*place)]))
    for p in reading.projections:
        place, sides = _range(p.spans), (_countries(p.event.sources), _countries(p.event.targets))
        low_high = (p.probability.low, p.probability.high) if p.probability else None
        window, words = _days(p.window), text[slice(*place)]
        found.append(Item("projection", p.event.type, *sides, *place, p.forecaster.kind, window, low_high, words))
    return found


def _range(spans: tuple[Span, ...]) -> tuple[int, int]:
    return spans[0].start, spans[-1].end


def _countries(actors: tuple[Actor, ...]) -> frozenset[str]:
    return frozenset(actor.country for actor in actors if actor.country)


def _days(when: When | None) -> Interval | None:
    return (when.start.isoformat(), when.end.isoformat()) if when else None


def _kept(report: GoldReport, items: list[Item]) -> list[Item]:
    return [i for i in items if not any(start <= (i.start + i.end) // 2 < end for start, end in report.ignored)]
