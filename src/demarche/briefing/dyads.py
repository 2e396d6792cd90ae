"""Who acts towards whom: a matrix of countries and bodies, with conflictual and cooperative acts counted apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from demarche.briefing.cited import Count
from demarche.briefing.evidence import Evidence
from demarche.briefing.model import DyadCell, Dyads
from demarche.briefing.naming import bare, country_words
from demarche.briefing.told import Told
from demarche.briefing.wording import type_words, weight
from demarche.record import Event, ProjectedEvent

_MOST_ROWS = 8
# Acts that did not happen, or have not yet, are no acts between two parties.
DONE = frozenset({"asserted", "reported", "historical"})

Pair = tuple[str, str]


def count_dyads(evidence: Evidence, findings: Sequence[Told]) -> Dyads | None:
    """Return the matrix of the most active senders and receivers; None where no act has both."""
    pairs: dict[Pair, list[Told]] = {}
    for entry in findings:
        if entry.value.modality not in DONE:
            continue
        for pair in dict.fromkeys(directed_pairs(entry.value)):
            pairs.setdefault(pair, []).append(entry)
    if not pairs:
        return None
    senders = _most_active(pairs, 0)
    receivers = _most_active(pairs, 1)
    cells = tuple(tuple(cell_of(pairs.get((one, other), [])) for other in receivers) for one in senders)
    largest = max(len(cell.conflictual) + len(cell.cooperative) for row in cells for cell in row)
    return Dyads(
        tuple(bare(country_words(code)) for code in senders),
        tuple(bare(country_words(code)) for code in receivers),
        cells,
        largest,
        _others(evidence, pairs, senders, receivers),
    )


def main_dyad(evidence: Evidence) -> Pair | None:
    """
    Return the two countries between which the record has most weight of conflict, the sender of more of it first.

    Predictions count as their type does. Where there is no conflictual act, any act counts.
    """
    weights: defaultdict[Pair, float] = defaultdict(float)
    for event, factor in _weighted(evidence):
        words = type_words(event.type)
        tone = 1.0 if words.tone == "conflictual" else 0.25
        heaviness = weight(event.type) * tone * factor
        for pair in directed_pairs(event):
            weights[pair] += heaviness
    if not weights:
        return None
    both: defaultdict[frozenset[str], float] = defaultdict(float)
    for pair, heaviness in weights.items():
        both[frozenset(pair)] += heaviness
    top = max(both, key=lambda key: (both[key], sorted(key)))
    one, other = sorted(top)
    return (one, other) if weights[one, other] >= weights[other, one] else (other, one)


def _weighted(evidence: Evidence) -> Iterator[tuple[Event | ProjectedEvent, float]]:
    for finding in evidence.record.findings:
        if finding.event.modality != "denied":
            yield finding.event, 1.0 if finding.event.modality in DONE else 0.5
    for projection in evidence.projections:
        yield projection.value.event, 1.0


def directed_pairs(event: Event | ProjectedEvent) -> Iterator[Pair]:
    """Yield (sender, receiver) for every country or body on either side, once for each way that they are named."""
    for source in event.sources:
        for target in event.targets:
            if source.country and target.country and source.country != target.country:
                yield source.country, target.country


def _most_active(pairs: dict[Pair, list[Told]], side: int) -> tuple[str, ...]:
    counted: Counter[str] = Counter()
    for pair, entries in pairs.items():
        counted[pair[side]] += len(entries)
    ordered = sorted(counted, key=lambda code: (-counted[code], code))
    return tuple(ordered[:_MOST_ROWS])


def cell_of(entries: Sequence[Told]) -> DyadCell:
    """Return findings as conflictual and cooperative ones, by id."""
    conflictual = tuple(entry.id for entry in entries if type_words(entry.value.type).tone == "conflictual")
    cooperative = tuple(entry.id for entry in entries if type_words(entry.value.type).tone == "cooperative")
    return DyadCell(conflictual, cooperative)


def _others(
    evidence: Evidence, pairs: dict[Pair, list[Told]], senders: tuple[str, ...], receivers: tuple[str, ...]
) -> Count:
    left = {
        entry.id: entry
        for pair, entries in pairs.items()
        if pair[0] not in senders or pair[1] not in receivers
        for entry in entries
    }
    return evidence.count("acts between parties beyond the matrix", list(left.values()))
