"""
One name for a person across reports: 'Putin' in one is 'Vladimir Putin' where another names him in full.

Only a bare surname is filled in, and only where all reports together name one person of that surname and country: for
reading alone, the record keeps what each report says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

import msgspec

from demarche.record import Actor, Event, Projection, Reading, Statement

Value = TypeVar("Value", Event, Statement, Projection)
FullNames = Mapping[tuple[str, str], str]


def find_full_names(readings: Sequence[Reading]) -> FullNames:
    """Return the full name for each country and surname of which the readings know just one."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for actor in _actors(readings):
        words = (actor.name or "").split()
        if actor.country and len(words) > 1:
            found.setdefault((actor.country, words[-1].casefold()), {})[actor.name or ""] = None
    return {key: next(iter(names)) for key, names in found.items() if len(names) == 1}


def with_full_names(value: Value, names: FullNames) -> Value:
    """Return an item with its actors by their full names; the id stays."""
    if isinstance(value, Event):
        sources, targets = _fill_all(value.sources, names), _fill_all(value.targets, names)
        told_by = _fill(value.attributed_to, names) if value.attributed_to else None
        return msgspec.structs.replace(value, sources=sources, targets=targets, attributed_to=told_by)
    if isinstance(value, Statement):
        addressee = _fill(value.addressee, names) if value.addressee else None
        return msgspec.structs.replace(value, speaker=_fill(value.speaker, names), addressee=addressee)
    event = value.event
    sources, targets = _fill_all(event.sources, names), _fill_all(event.targets, names)
    return msgspec.structs.replace(value, event=msgspec.structs.replace(event, sources=sources, targets=targets))


def _actors(readings: Sequence[Reading]) -> Iterator[Actor]:
    for reading in readings:
        for event in reading.events:
            yield from (*event.sources, *event.targets)
        for statement in reading.statements:
            yield statement.speaker


def _fill(actor: Actor, names: FullNames) -> Actor:
    full = names.get((actor.country or "", (actor.name or "").casefold()))
    return msgspec.structs.replace(actor, name=full) if full else actor


def _fill_all(actors: tuple[Actor, ...], names: FullNames) -> tuple[Actor, ...]:
    return tuple(_fill(actor, names) for actor in actors)
