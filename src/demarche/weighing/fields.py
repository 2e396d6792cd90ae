"""
Agreement and conflict, field by field: who gives which value, who differs, who is silent.

The values of a field are put in rows of accounts that agree with each other; the row with most origins stands first.
Two values conflict only where they cannot both be true: dates that do not meet, places neither of which may lie in the
other, numbers that rounding does not explain, persons of one country of whom none is shared, and told against denied.
A difference that falls short of that (another mode of much the same force) is no conflict.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from demarche.ontology import intensity, plover_types
from demarche.record import Agreement, ConflictValue, Event, FieldConflict, FindingField, When
from demarche.weighing.account import UNREAL, Account
from demarche.weighing.evidence import mode_pairs
from demarche.weighing.features import MUTUAL
from demarche.weighing.names import actor_key
from demarche.weighing.sites import CITY, site_of

# Numbers that differ by less than this part of the larger are one number, rounded.
ROUNDING = 0.1
# Steps of PLOVER intensity (-10 to 10) from which two modes differ in strength.
STRENGTH_STEPS = 3.0
_REASONS: dict[FindingField, str] = {
    "happened": "One side says that it happened, the other denies it.",
    "date": "The days do not meet.",
    "place": "Neither place lies in the other, as far as is known.",
    "number": "The numbers differ by more than rounding.",
    "who": "They name different parties.",
    "strength": "They put the act in words of different force.",
}


@dataclass(frozen=True)
class Field:
    """
    How a field is read and compared.

    `value` gives an account's value in words, None where it is silent; `agree` tells whether two accounts agree;
    `clash` whether their values cannot both be true.
    """

    name: FindingField
    value: Callable[[Event], str | None]
    agree: Callable[[Event, Event], bool]
    clash: Callable[[Event, Event], bool]


def compare(
    accounts: Sequence[Account], origins: Mapping[str, str]
) -> tuple[tuple[Agreement, ...], tuple[FieldConflict, ...]]:
    """Return for each field of which an account speaks who agrees, and the conflicts."""
    agreements, conflicts = [], []
    for field in FIELDS:
        spoken = [one for one in accounts if field.value(one.told) is not None]
        if not spoken:
            continue
        rows = _rows(field, spoken, origins)
        agreements.append(_agreement(field, rows, accounts, spoken))
        if len(rows) > 1 and (conflict := _conflict(field, rows)):
            conflicts.append(conflict)
    return tuple(agreements), tuple(conflicts)


def _rows(field: Field, spoken: Sequence[Account], origins: Mapping[str, str]) -> list[list[Account]]:
    """Put accounts into rows: each with the row whose every value it agrees with, those with most origins first."""
    alike: dict[str, list[Account]] = {}
    for one in spoken:
        alike.setdefault(str(field.value(one.told)), []).append(one)
    weight = {value: len({origins[one.event.id] for one in members}) for value, members in alike.items()}
    rows: list[list[str]] = []
    for value in sorted(alike, key=lambda value: (-weight[value], _breadth(alike[value][0].told), value)):
        lead = alike[value][0].told
        home = next((row for row in rows if all(field.agree(lead, alike[other][0].told) for other in row)), None)
        if home is None:
            rows.append([value])
        else:
            home.append(value)
    found = [[one for value in row for one in alike[value]] for row in rows]
    return sorted(found, key=lambda row: (-len({origins[one.event.id] for one in row}), -len(row)))


def _breadth(event: Event) -> int:
    """Return how many days an event's date spans: of two dates told as often, the narrower stands first."""
    return (event.when.end - event.when.start).days if event.when else 0


def _agreement(
    field: Field, rows: Sequence[Sequence[Account]], accounts: Sequence[Account], spoken: Sequence[Account]
) -> Agreement:
    said = {one.event.id for one in spoken}
    silent = tuple(one.event.id for one in accounts if one.event.id not in said)
    differ = tuple(one.event.id for row in rows[1:] for one in row)
    return Agreement(field.name, _said(field, rows[0]), tuple(one.event.id for one in rows[0]), differ, silent)


def _conflict(field: Field, rows: Sequence[Sequence[Account]]) -> FieldConflict | None:
    """Return the first row and those that clash with it, if any does."""
    lead = rows[0]
    against = [row for row in rows[1:] if all(field.clash(lead[0].told, one.told) for one in row)]
    if not against:
        return None
    values = [ConflictValue(_said(field, row), tuple(one.event.id for one in row)) for row in (lead, *against)]
    return FieldConflict(field.name, tuple(values), _REASONS[field.name])


def _said(field: Field, row: Sequence[Account]) -> str:
    return str(field.value(row[0].told))


def _happened(event: Event) -> str | None:
    if event.modality in UNREAL:
        return None
    return "denied" if event.modality == "denied" else "happened"


def _same_happened(one: Event, other: Event) -> bool:
    return _happened(one) == _happened(other)


def _date(event: Event) -> str | None:
    if event.when is None:
        return None
    return _days(event.when)


def _days(when: When) -> str:
    return str(when.start) if when.start == when.end else f"{when.start}/{when.end}"


def _dates_meet(one: Event, other: Event) -> bool:
    if one.when is None or other.when is None:
        return True
    return one.when.start <= other.when.end and other.when.start <= one.when.end


def _place(event: Event) -> str | None:
    return event.where.name if event.where else None


def _places_meet(one: Event, other: Event) -> bool:
    here, there = site_of(one.where), site_of(other.where)
    return here is None or there is None or here.meets(there)


def _places_clash(one: Event, other: Event) -> bool:
    """Two cities, or places of two countries; an unknown country says nothing."""
    here, there = site_of(one.where), site_of(other.where)
    if here is None or there is None or here.meets(there):
        return False
    if here.country is not None and there.country is not None and here.country != there.country:
        return True
    return here.country == there.country and here.level == there.level == CITY and here.country is not None


def _number(event: Event) -> str | None:
    size = event.magnitude
    return f"{size.words} ({size.kind})" if size else None


def _numbers_meet(one: Event, other: Event) -> bool:
    here, there = one.magnitude, other.magnitude
    if here is None or there is None:
        return True
    if (here.kind, here.unit) != (there.kind, there.unit):
        return False
    low = max(_low(here.low), _low(there.low))
    high = min(_high(here.high), _high(there.high))
    return low <= high or low - high <= ROUNDING * abs(low)


def _numbers_clash(one: Event, other: Event) -> bool:
    here, there = one.magnitude, other.magnitude
    comparable = here is not None and there is not None and (here.kind, here.unit) == (there.kind, there.unit)
    return comparable and not _numbers_meet(one, other)


def _low(value: float | None) -> float:
    return float("-inf") if value is None else value


def _high(value: float | None) -> float:
    return float("inf") if value is None else value


def _who(event: Event) -> str | None:
    named = [actor.name or actor.country or actor.sector for actor in (*event.sources, *event.targets)]
    return ", ".join(name for name in named if name) or None


def _people(event: Event) -> dict[str, set[frozenset[str]]]:
    """Return by country the persons named, each as the pieces of the name."""
    found: dict[str, set[frozenset[str]]] = {}
    for actor in (*event.sources, *event.targets):
        key = actor_key(actor)
        if key and key.person:
            found.setdefault(key.country, set()).add(frozenset(key.person.casefold().split()))
    return found


def _people_clash(one: Event, other: Event) -> bool:
    """For one country each names persons, and no name of one fits into a name of the other."""
    here, there = _people(one), _people(other)
    for country in here.keys() & there.keys():
        if not any(a <= b or b <= a for a in here[country] for b in there[country]):
            return True
    return _sides_clash(one, other)


def _sides_clash(one: Event, other: Event) -> bool:
    """Each names who did it, and no doer of one is a party to the other; those acted on may be told in part."""
    if one.type in MUTUAL:
        return False
    left = {key.country for actor in one.sources if (key := actor_key(actor))}
    right = {key.country for actor in other.sources if (key := actor_key(actor))}
    targets = {key.country for actor in (*one.targets, *other.targets) if (key := actor_key(actor))}
    return bool(left and right) and not (left & right) and not ((left | right) & targets)


def _strength(event: Event) -> str | None:
    return f"{event.type} {event.mode}" if event.mode else None


def _same_force(one: Event, other: Event) -> bool:
    if one.type not in plover_types() or other.type not in plover_types():
        return True  # of a researcher's own types no table says how strong each mode is
    return abs(intensity(one.type, one.mode) - intensity(other.type, other.mode)) < STRENGTH_STEPS


def _force_clashes(one: Event, other: Event) -> bool:
    if one.type != other.type or one.mode is None or other.mode is None or one.mode == other.mode:
        return False
    listed = mode_pairs().get((one.type, one.mode, other.mode))
    return not _same_force(one, other) and (listed is None or listed < 0)


FIELDS = (
    Field("happened", _happened, _same_happened, lambda one, other: not _same_happened(one, other)),
    Field("date", _date, _dates_meet, lambda one, other: not _dates_meet(one, other)),
    Field("place", _place, _places_meet, _places_clash),
    Field("number", _number, _numbers_meet, _numbers_clash),
    Field("who", _who, lambda one, other: not _people_clash(one, other), _people_clash),
    Field("strength", _strength, _same_force, _force_clashes),
)
