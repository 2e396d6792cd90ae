"""
Accounts side by side: events of one type, between the same parties, on the same day.

They are not said to be one event (that is for weighing, which reads more than these three fields); the brief says in
how many reports such an account stands. Undated events stand alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from demarche.briefing.evidence import Entry
from demarche.record import Actor, Event

# Types in which neither side does it to the other: "A met B" is "B met A".
_MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
# The account that stands for the row: the plainest one.
_STANDING = ("asserted", "historical", "reported", "denied", "planned", "conditional", "possible")
_HYPOTHETICAL = frozenset({"planned", "conditional", "possible"})

Parties = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Parallel:
    """Accounts of one type, pair and day; `entries` in the order of the reports."""

    entries: tuple[Entry[Event], ...]

    @cached_property
    def lead(self) -> Entry[Event]:
        """The account that is printed in full: plainest modality, then most actors named, then first."""
        return min(self.entries, key=lambda entry: (_STANDING.index(entry.value.modality), -_named(entry.value)))

    @cached_property
    def reports(self) -> tuple[int, ...]:
        """Numbers of the reports that tell of it as having happened, or whatever the lead's modality is."""
        standing = self.lead.value.modality
        same = {entry.report for entry in self.entries if _kind(entry.value.modality) == _kind(standing)}
        return tuple(sorted(same))

    @property
    def denied(self) -> tuple[Entry[Event], ...]:
        """Accounts by which it did not happen."""
        return tuple(entry for entry in self.entries if entry.value.modality == "denied")

    @property
    def citations(self) -> tuple[str, ...]:
        """Numbers of all citations, the lead's first."""
        ordered = (self.lead, *self.entries)
        return tuple(dict.fromkeys(number for entry in ordered for number in entry.citations))

    @property
    def items(self) -> tuple[str, ...]:
        """Ids of all accounts."""
        return tuple(entry.id for entry in self.entries)


def find_parallels(events: Sequence[Entry[Event]]) -> tuple[Parallel, ...]:
    """Return the events in rows of parallel accounts, in the order in which each row begins."""
    rows: dict[object, list[Entry[Event]]] = {}
    for entry in events:
        rows.setdefault(_key(entry), []).append(entry)
    return tuple(Parallel(tuple(entries)) for entries in rows.values())


def parties(event: Event) -> Parties:
    """Return the countries and bodies of an event as a key: order-free where the type is mutual."""
    sources, targets = _codes(event.sources), _codes(event.targets)
    if event.type in _MUTUAL:
        return (tuple(sorted({*sources, *targets})),)
    return sources, targets


def _key(entry: Entry[Event]) -> object:
    event = entry.value
    if event.when is None or not (event.sources or event.targets):
        return entry.handle
    hypothetical = event.modality in _HYPOTHETICAL
    return event.type, parties(event), event.when.start, event.when.end, hypothetical


def _codes(actors: Sequence[Actor]) -> tuple[str, ...]:
    return tuple(sorted({actor.country or actor.name or actor.sector or "" for actor in actors}))


def _named(event: Event) -> int:
    return sum(1 for actor in (*event.sources, *event.targets) if actor.name) + (event.where is not None)


def _kind(modality: str) -> str:
    if modality in _HYPOTHETICAL or modality == "denied":
        return modality
    return "told"
