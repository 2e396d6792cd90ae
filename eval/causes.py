"""Why a labelled event was not read: what the matcher tried on the words that carry it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from demarche.reading import PatternReader
from demarche.reading.actors import read_cast
from demarche.reading.english import ParseInput
from demarche.reading.events import Trace, explain
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
    page = page_of(report)
    left_out = tuple((one.start, one.end) for one in page.left_out)
    (doc,) = reader.pipeline.parse([ParseInput(page.text, left_out)])
    trace = explain(doc, read_cast(doc, published=page.published), reader.lexicon)
    return [f"{item.label} {item.quote[:40]!r}: {'; '.join(_tried(item, trace)) or 'no word of it is known'}"
            for item in missed]  # fmt: skip


def _tried(item: Item, trace: Trace) -> Iterator[str]:
    """Tell, word by word, what fired and what became of it, or else what the patterns of its type lacked."""
    at = {a.token.i: a.token for a in trace.attempts if item.start <= a.token.idx < item.end}
    for index, token in at.items():
        attempts = [a for a in trace.attempts if a.token.i == index]
        fired = [a for a in attempts if not a.failed]
        notes = [text for noted, text in trace.notes if noted.i == index]
        lacking = [f"{a.rule}: {a.failed}" for a in attempts if a.type == item.label][:MOST]
        if any(a.type == item.label for a in fired):
            yield f"{token.text} fired and was dropped: {', '.join(notes) or fired[0].rule}"
        elif fired:
            yield f"{token.text} fired as {', '.join(f'{a.type} ({a.rule})' for a in fired)}"
        elif lacking:
            yield f"{token.text} lacks {', '.join(lacking)}"
        else:
            yield f"{token.text} is never {item.label}"
