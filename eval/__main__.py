"""
Score the reader on labelled reports.

    python -m eval ../shared/gold/reports.jsonl            the figures
    python -m eval ../shared/gold/reports.jsonl --misses   and every miss and every invention, with its words
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections import Counter
from pathlib import Path

from demarche.reading import load_reader, page_from_text
from demarche.record import Actor, Reading, Span
from eval.gold import GoldReport, Item, load
from eval.match import overlaps, pair, same_event, same_place, same_speaker, same_type

CRITERIA = {
    "events: type": ("event", same_type),
    "events: type, sources, a target": ("event", same_event),
    "statements: place": ("statement", same_place),
    "statements: speaker, place": ("statement", same_speaker),
    "projections: place": ("projection", same_place),
    "projections: type": ("projection", same_type),
}


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--pipeline", default="demarche")
    options = parser.parse_args()
    reports = [report for file in options.files for report in load(file)]
    readings = _read(reports)
    read = [_kept(report, _items(reading)) for report, reading in zip(reports, readings, strict=True)]
    for name, (kind, fits) in CRITERIA.items():
        _print_figures(name, kind, fits, reports, read)
    _print_fields(reports, read)
    if options.misses:
        for report, items in zip(reports, read, strict=True):
            _print_misses(report, items)


def _read(reports: list[GoldReport]) -> list[Reading]:
    reader = load_reader()
    pages = []
    for report in reports:
        published = dt.date.fromisoformat(report.meta["published"]) if report.meta["published"] else None
        page = page_from_text(
            report.text, title=report.meta["title"], published=published, source=report.meta["source"]
        )
        pages.append(page)
    readings = list(reader.read(pages))
    broken = [reading for reading in readings if not isinstance(reading, Reading)]
    if broken:
        raise SystemExit(f"not read: {broken}")
    return readings


def _countries(actors: tuple[Actor, ...]) -> frozenset[str]:
    return frozenset(actor.country for actor in actors if actor.country)


def _range(spans: tuple[Span, ...]) -> tuple[int, int]:
    return spans[0].start, spans[-1].end


def _items(reading: Reading) -> list[Item]:
    text, found = reading.report.text, []
    for e in reading.events:
        start, end = _range(e.spans)
        when = (e.when.start.isoformat(), e.when.end.isoformat()) if e.when else None
        sides = _countries(e.sources), _countries(e.targets)
        found.append(Item("event", e.type, *sides, start, end, e.modality, when, None, f"[{e.rule}] {text[start:end]}"))
    for s in reading.statements:
        start, end = _range(s.spans)
        found.append(
            Item("statement", s.kind, _countries((s.speaker,)), frozenset(), start, end, quote=text[start:end])
        )
    for p in reading.projections:
        start, end = _range(p.spans)
        when = (p.window.start.isoformat(), p.window.end.isoformat()) if p.window else None
        sides = _countries(p.event.sources), _countries(p.event.targets)
        stated = (p.probability.low, p.probability.high) if p.probability else None
        kind = p.forecaster.kind
        found.append(Item("projection", p.event.type, *sides, start, end, kind, when, stated, text[start:end]))
    return found


def _kept(report: GoldReport, items: list[Item]) -> list[Item]:
    """Drop what stands in ranges that were not annotated."""
    return [i for i in items if not any(start <= (i.start + i.end) // 2 < end for start, end in report.ignored)]


def _print_figures(name: str, kind: str, fits: object, reports: list[GoldReport], read: list[list[Item]]) -> None:
    gold_count = read_count = hits = 0
    for report, items in zip(reports, read, strict=True):
        gold = [i for i in report.items if i.kind == kind]
        ours = [i for i in items if i.kind == kind]
        gold_count, read_count = gold_count + len(gold), read_count + len(ours)
        hits += len(pair(gold, ours, fits))  # type: ignore[arg-type]
    precision, recall = hits / max(1, read_count), hits / max(1, gold_count)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(
        f"{name:34} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}   gold {gold_count}  read {read_count}  hit {hits}"
    )


def _print_fields(reports: list[GoldReport], read: list[list[Item]]) -> None:
    counts: Counter[str] = Counter()
    confused: Counter[tuple[str, str]] = Counter()
    types: Counter[tuple[str, str]] = Counter()
    for report, items in zip(reports, read, strict=True):
        gold, ours = ([i for i in some if i.kind == "event"] for some in (report.items, items))
        for g, r in pair(gold, ours, same_event):
            counts["events"] += 1
            counts["modality"] += gold[g].modality == ours[r].modality
            counts["when"] += gold[g].when == ours[r].when
            confused[gold[g].modality, ours[r].modality] += gold[g].modality != ours[r].modality
        for g, r in pair(gold, ours, overlaps):
            types[gold[g].label, ours[r].label] += gold[g].label != ours[r].label
        gold, ours = ([i for i in some if i.kind == "projection"] for some in (report.items, items))
        for g, r in pair(gold, ours, same_place):
            counts["projections"] += 1
            counts["window"] += gold[g].when == ours[r].when
            counts["range"] += gold[g].low_high == ours[r].low_high
            counts["forecaster"] += gold[g].modality == ours[r].modality
        gold, ours = ([i for i in some if i.kind == "statement"] for some in (report.items, items))
        for g, r in pair(gold, ours, same_speaker):
            counts["statements"] += 1
            counts["kind"] += gold[g].label == ours[r].label
    print("fields of what was paired:", dict(counts))
    print("modality confused (gold, read):", {k: n for k, n in confused.most_common(8) if n})
    print("types confused (gold, read):", {k: n for k, n in types.most_common(10) if n})


def _print_misses(report: GoldReport, items: list[Item]) -> None:
    fits = {"event": same_event, "statement": same_speaker, "projection": same_place}
    print(f"\n=== {report.id} {report.meta['title']}")
    for kind, criterion in fits.items():
        gold, ours = ([i for i in some if i.kind == kind] for some in (report.items, items))
        pairs = pair(gold, ours, criterion)
        met, used = {g for g, _ in pairs}, {r for _, r in pairs}
        for mark, some, seen in (("MISSED", gold, met), ("INVENTED", ours, used)):
            for index, item in enumerate(some):
                if index not in seen:
                    sides = f"{sorted(item.sources)} > {sorted(item.targets)}"
                    print(f"  {mark:8} {kind:10} {item.label:9} {sides} [{item.modality}] {item.quote!r}")


if __name__ == "__main__":
    main()
