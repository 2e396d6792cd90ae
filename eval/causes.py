"""Why a labelled event was not read: what the matcher tried on the words that carry it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from demarche.reading import PatternReader, Trace
from demarche.record import Refused
from eval import match
from eval.gold import GoldReport, Item
from eval.reading import page_of

# So many patterns of the labelled type are told for a word; more say the same.
MOST = 3


def causes(reader: PatternReader, report: GoldReport, read: Sequence[Item]) -> list[str]:
    """Return a line for each labelled event of which nothing of its type was read."""
    gold, ours = ([i for i in some if i.kind == "event"] for some in (report.items, read))
    met = {g for g, _ in match.pair(gold, ours, match.same_type)}
    missed = [item for index, item in enumerate(gold) if index not in met]
    if not missed:
        return []
    told = reader.explain(page_of(report))
    if isinstance(told, Refused):
        return [f"{told.reason}: {told.detail}"]
    trace = told.trace
    return [f"{item.label} {item.quote[:40]!r}: {'; '.join(_tried(item, trace)) or 'no word of it is known'}"
            for item in missed]  # fmt: skip


def _tried(item: Item, trace: Trace) -> Iterator[str]:
    """Tell, word by word, what fired and what became of it, or else what the patterns of its type lacked."""
    at = {a.token.i: a.token for a in trace.attempts if item.start <= a.token.idx < item.end}
    for index, token in at.items():
        attempts = [a for a in trace.attempts if a.token.i == index]
        fired = [a for a in attempts if not a.failed]
        notes = [one.text for one in trace.notes if one.kind == "event" and one.at == index and one.verdict != "kept"]
        lacking = [f"{a.rule}: {a.failed}" for a in attempts if a.type == item.label][:MOST]
        if any(a.type == item.label for a in fired):
            yield f"{token.text} fired ({fired[0].rule}), then: {', '.join(notes) or 'it was kept, elsewhere'}"
        elif fired:
            yield f"{token.text} fired as {', '.join(f'{a.type} ({a.rule})' for a in fired)}"
        elif lacking:
            yield f"{token.text} lacks {', '.join(lacking)}"
        else:
            yield f"{token.text} is never {item.label}"
