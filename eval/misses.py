"""What was misread, sentence by sentence, the costliest first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eval import match
from eval.figures import YIELDING, unreal_as_fact
from eval.gold import GoldReport, Item

# What a fault costs: to code as fact what is denied or imagined is the worst that a reader can do.
COSTS = {"UNREAL": 6, "MISSED": 3, "INVENTED": 3, "TYPE": 3, "SIDES": 2, "MODALITY": 1, "DATE": 1, "FIELDS": 1}
_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])|\n+")


@dataclass(frozen=True)
class Fault:
    """One fault: its mark (a key of COSTS), what is wrong in words, and where in the text."""

    mark: str
    words: str
    at: int


def faults_of(report: GoldReport, read: Sequence[Item]) -> list[Fault]:
    """Return all that is wrong in the reading of one text."""
    if report.form == "pair":
        told = sorted(item.label for item in read)
        return [
            Fault("TYPE", f"{item.label} read as {told or 'nothing'}", 0)
            for item in report.items
            if [item.label] != told
        ]
    if report.form == "code":
        return list(_of_code(report, read))
    if report.form == "record":
        return list(_of_record(report, read))
    found = []
    for kind, stages in _STAGES.items():
        gold, ours = ([i for i in some if i.kind == kind] for some in (report.items, read))
        found += _staged(gold, ours, stages)
    events = [[i for i in some if i.kind == "event"] for some in (report.items, read)]
    return found + [Fault("UNREAL", f"{_say(g)} read as {_say(r)}", g.start) for g, r in unreal_as_fact(*events)]


def worst(reports: Sequence[GoldReport], read: Sequence[list[Item]]) -> list[tuple[int, str, str, list[Fault]]]:
    """Return (cost, id, sentence, faults), the costliest sentence first."""
    found = []
    for report, items in zip(reports, read, strict=True):
        by_sentence: dict[int, list[Fault]] = defaultdict(list)
        starts = [0, *(m.end() for m in _END.finditer(report.text))] if report.form == "report" else [0]
        for fault in faults_of(report, items):
            by_sentence[max(s for s in starts if s <= fault.at)].append(fault)
        for start, faults in by_sentence.items():
            end = min((s for s in starts if s > start), default=len(report.text))
            cost = sum(COSTS[fault.mark] for fault in faults)
            found.append((cost, report.id, report.text[start:end].strip(), faults))
    return sorted(found, key=lambda one: -one[0])


_STAGES: dict[str, tuple[tuple[str, match.Fits], ...]] = {
    "event": (("", match.same_event), ("SIDES", match.same_type), ("TYPE", match.overlaps)),
    "statement": (("", match.same_speech), ("FIELDS", match.same_speaker), ("SIDES", match.overlaps)),
    "projection": (("", match.same_type), ("FIELDS", match.overlaps)),
}


def _staged(gold: Sequence[Item], read: Sequence[Item], stages: tuple[tuple[str, match.Fits], ...]) -> Iterator[Fault]:
    """Pair by the strictest criterion first, then what is left by the next."""
    for mark, fits in stages:
        pairs = match.pair(gold, read, fits)
        for g, r in pairs:
            if mark:
                yield Fault(mark, f"{_say(gold[g])} read as {_say(read[r])}", gold[g].start)
            yield from _fields(gold[g], read[r])
        met, used = {g for g, _ in pairs}, {r for _, r in pairs}
        gold = [item for index, item in enumerate(gold) if index not in met]
        read = [item for index, item in enumerate(read) if index not in used]
    yield from (Fault("MISSED", f"{item.kind} {_say(item)}", item.start) for item in gold)
    yield from (Fault("INVENTED", f"{item.kind} {_say(item)}", item.start) for item in read)


def _fields(gold: Item, read: Item) -> Iterator[Fault]:
    if gold.modality != read.modality:
        mark = "MODALITY" if gold.kind == "event" else "FIELDS"
        yield Fault(mark, f"{gold.label} is {gold.modality}, read as {read.modality}", gold.start)
    if gold.when != read.when:
        yield Fault("DATE", f"{gold.label} is of {_days(gold)}, read as {_days(read)}", gold.start)
    if gold.low_high != read.low_high:
        yield Fault("FIELDS", f"{gold.label} has {gold.low_high}, read as {read.low_high}", gold.start)


def _of_record(report: GoldReport, read: Sequence[Item]) -> Iterator[Fault]:
    types = {item.label for item in read if item.kind == "event"}
    for item in (one for one in report.items if one.kind == "event"):
        if item.label not in types and not (item.label == "YIELD" and types & YIELDING):
            yield Fault("TYPE" if types else "MISSED", f"{item.label} read as {sorted(types) or 'nothing'}", 0)


def _of_code(report: GoldReport, read: Sequence[Item]) -> Iterator[Fault]:
    told = [item for item in read if item.kind == "event"]
    for item in report.items:
        alike = [one for one in told if one.cameo[:2] == item.cameo[:2]]
        if not any(one.sources & item.sources and one.targets & item.targets for one in alike):
            said = "; ".join(f"{one.cameo} {_say(one)}" for one in told) or "nothing"
            mark = "SIDES" if alike else "TYPE" if told else "MISSED"
            yield Fault(mark, f"{item.cameo} {_sides(item)} read as {said}", 0)


def _of_pair(report: GoldReport, read: Sequence[Item]) -> Iterator[Fault]:
    told = [item.label for item in read]
    for item in report.items:
        if item.label not in told:
            yield Fault("TYPE", f"{item.label} read as {told or 'nothing'}", 0)


def _say(item: Item) -> str:
    return f"{item.label} {_sides(item)} {item.modality} {item.quote!r}"


def _sides(item: Item) -> str:
    return f"{'+'.join(sorted(item.sources)) or '–'} > {'+'.join(sorted(item.targets)) or '–'}"


def _days(item: Item) -> str:
    return "..".join(item.when) if item.when else "no date"
