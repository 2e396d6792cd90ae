"""The busiest pairs, each on the timeline's own axis: small multiples of conflictual and cooperative acts."""

from __future__ import annotations

from demarche.briefing.datewords import is_narrow
from demarche.briefing.dyads import DONE, directed_pairs
from demarche.briefing.evidence import Entry, Evidence
from demarche.briefing.model import Pair, Timeline
from demarche.briefing.naming import bare, country_words
from demarche.briefing.sentences import event_sentence
from demarche.briefing.timeline import mark_days
from demarche.briefing.wording import type_words
from demarche.record import Event

_MOST_PAIRS = 6


def list_pairs(evidence: Evidence, timeline: Timeline | None) -> tuple[Pair, ...]:
    """Return the pairs with most acts told as having happened; marks are those that lie on the timeline."""
    pairs: dict[frozenset[str], list[Entry[Event]]] = {}
    for entry in evidence.events:
        if entry.value.modality in DONE:
            for key in dict.fromkeys(frozenset(pair) for pair in directed_pairs(entry.value)):
                pairs.setdefault(key, []).append(entry)
    ordered = sorted(pairs, key=lambda key: (-len(pairs[key]), sorted(key)))
    return tuple(_pair(key, pairs[key], timeline) for key in ordered[:_MOST_PAIRS])


def _pair(key: frozenset[str], entries: list[Entry[Event]], timeline: Timeline | None) -> Pair:
    one, other = sorted(bare(country_words(code)) for code in key)
    conflictual = [entry for entry in entries if type_words(entry.value.type).tone == "conflictual"]
    cooperative = [entry for entry in entries if type_words(entry.value.type).tone == "cooperative"]
    shown = (
        mark for some in (conflictual, cooperative) for mark in mark_days([e for e in some if _is_on(e, timeline)])
    )
    dated = [entry for entry in entries if is_narrow(entry.value.when)]
    latest = max(dated, key=lambda entry: (entry.value.when.end, entry.report, entry.id), default=None)  # type: ignore[union-attr]
    return Pair(
        names=(one, other),
        conflictual=tuple(entry.id for entry in conflictual),
        cooperative=tuple(entry.id for entry in cooperative),
        latest=event_sentence(latest.value) + "." if latest else "",
        latest_citations=latest.citations if latest else (),
        marks=tuple(shown),
    )


def _is_on(entry: Entry[Event], timeline: Timeline | None) -> bool:
    when = entry.value.when
    return bool(timeline and when and timeline.start <= when.start and when.end <= timeline.end)
