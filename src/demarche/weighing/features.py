"""
Mentions as arrays: what the evidence for one event is worked out from, a row a mention.

Every number stands for a name in this corpus alone (-1: none) and is compared for equality only, or is a day count
(`date.toordinal`). Rows keep the order of the accounts.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from demarche.ontology import gazetteer
from demarche.record import Event, Magnitude
from demarche.weighing import tables
from demarche.weighing.account import Account
from demarche.weighing.names import ActorKey, actor_key, full_names
from demarche.weighing.sites import site_of

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]

TOLD, DENIED, PLANNED, SUPPOSED = range(4)
WORLDS = {
    "asserted": TOLD, "reported": TOLD, "historical": TOLD, "denied": DENIED, "planned": PLANNED,
    "possible": SUPPOSED, "conditional": SUPPOSED,
}  # fmt: skip
MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
# An undated deed is taken to lie in the days before its report came out; an interval wider than two months is searched
# for near the day of publication, if that lies in it, else at its end.
UNDATED_DAYS, WIDEST_DAYS = 10, 62
_SIDE, _UNION, _PERSONS, _WORDS = 4, 6, 4, 8
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# The name of a thing (a ship, an aircraft, an operation) tells an event better than a word does.
_NAME_WEIGHT = 2.0
_NEVER = -(10**6)


@dataclass(frozen=True)
class Features:
    """Arrays over mentions; `low` and `high` are the days in which a mention is looked for."""

    kind: Ints
    mode: Ints
    world: Ints
    dated: NDArray[np.bool_]
    start: Ints
    end: Ints
    low: Ints
    high: Ints
    published: Ints
    sources: Ints
    targets: Ints
    parties: Ints
    full: Ints
    persons: Ints
    person_country: Ints
    site: Ints
    site_country: Ints
    level: Ints
    size_kind: Ints
    size_low: Floats
    size_high: Floats
    words: Ints
    word_weight: Floats
    things: Flags
    report: Ints
    sentence: Ints

    def __len__(self) -> int:
        return len(self.kind)


class Numbering:
    """Gives each thing a number of its own, in the order in which they come."""

    def __init__(self) -> None:
        self.numbers: dict[object, int] = {}

    def of(self, thing: object) -> int:
        """Return the number of a thing; -1 of None."""
        return -1 if thing is None else self.numbers.setdefault(thing, len(self.numbers))


def features_of(accounts: Sequence[Account]) -> Features:
    """Return the accounts as arrays."""
    events = [one.told for one in accounts]
    kinds = tables.all_kinds(event.type for event in events)
    keys = [(_keys(event.sources), _keys(event.targets)) for event in events]
    actors, persons, modes, places, sizes, reports = (Numbering() for _ in range(6))
    fullest = full_names((key.country, key.person) for sides in keys for key in chain(*sides) if key.person is not None)
    sides = [_sides(event, *pair, actors) for event, pair in zip(events, keys, strict=True)]
    people = [_people(pair, fullest, actors, persons) for pair in keys]
    days = [_days(one) for one in accounts]
    sites = [site_of(event.where) for event in events]
    words, weights, things = _words(accounts, {piece for name in fullest for piece in name[1].casefold().split()})
    return Features(
        kind=_ints(kinds[event.type] for event in events),
        mode=_ints(modes.of(event.mode and (event.type, event.mode)) for event in events),
        world=_ints(WORLDS[event.modality] for event in events),
        dated=np.array([event.when is not None for event in events], dtype=bool),
        start=_ints(day[0] for day in days),
        end=_ints(day[1] for day in days),
        low=_ints(day[2] for day in days),
        high=_ints(day[3] for day in days),
        published=_ints(_published(one) for one in accounts),
        sources=_grid((side[0] for side in sides), _SIDE),
        targets=_grid((side[1] for side in sides), _SIDE),
        parties=_grid((side[2] for side in sides), _UNION),
        full=_grid((side[3] for side in sides), _UNION),
        persons=_grid((who[0] for who in people), _PERSONS),
        person_country=_grid((who[1] for who in people), _PERSONS),
        site=_ints(places.of(site and (site.name, site.country)) for site in sites),
        site_country=_ints(actors.of(site and site.country) for site in sites),
        level=_ints(site.level if site else -1 for site in sites),
        size_kind=_ints(sizes.of(event.magnitude and (event.magnitude.kind, event.magnitude.unit)) for event in events),
        size_low=np.array([_bound(event.magnitude, "low", -math.inf) for event in events], dtype=np.float32),
        size_high=np.array([_bound(event.magnitude, "high", math.inf) for event in events], dtype=np.float32),
        words=words,
        word_weight=weights,
        things=things,
        report=_ints(reports.of(one.report.id) for one in accounts),
        sentence=_ints(_sentence(one) for one in accounts),
    )


def mode_numbers(accounts: Sequence[Account]) -> dict[tuple[str, str], int]:
    """Return the number that `features_of` gives each (type, mode)."""
    modes = Numbering()
    for one in accounts:
        if one.told.mode:
            modes.of((one.told.type, one.told.mode))
    return modes.numbers  # type: ignore[return-value]


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int32)


def _grid(rows: Iterable[Sequence[int]], width: int) -> Ints:
    blank = (-1,) * width
    cells = chain.from_iterable((*row[:width], *blank[len(row) :]) for row in rows)
    return np.fromiter(cells, dtype=np.int32).reshape(-1, width)


def _keys(actors: Sequence[object]) -> tuple[ActorKey, ...]:
    return tuple(key for actor in actors if (key := actor_key(actor)) is not None)  # type: ignore[arg-type]


def _sides(
    event: Event, sources: Sequence[ActorKey], targets: Sequence[ActorKey], actors: Numbering
) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    one = tuple(dict.fromkeys(actors.of(key.country) for key in sources))
    other = tuple(dict.fromkeys(actors.of(key.country) for key in targets))
    both = tuple(dict.fromkeys((*one, *other)))
    full = tuple(dict.fromkeys(actors.of((key.country, key.group)) for key in (*sources, *targets)))
    return (both, both, both, full) if event.type in MUTUAL else (one, other, both, full)


def _people(
    sides: tuple[Sequence[ActorKey], Sequence[ActorKey]],
    fullest: dict[tuple[str, str], str | None],
    actors: Numbering,
    persons: Numbering,
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    found: dict[int, int] = {}
    for key in chain(*sides):
        name = fullest[key.country, key.person] if key.person else None
        if name is not None:
            found[persons.of((key.country, name))] = actors.of(key.country)
    return tuple(found), tuple(found.values())


def _published(account: Account) -> int:
    published = account.report.published
    return published.toordinal() if published else -1


def _days(account: Account) -> tuple[int, int, int, int]:
    """Return start and end as told (-1 where undated), and the days in which the mention is looked for."""
    event, published = account.told, _published(account)
    if event.when is None:
        if published < 0 or event.modality == "historical":
            return -1, -1, _NEVER, _NEVER
        return -1, -1, published - UNDATED_DAYS, published + (UNDATED_DAYS if WORLDS[event.modality] > DENIED else 0)
    start, end = event.when.start.toordinal(), event.when.end.toordinal()
    if end - start <= WIDEST_DAYS:
        return start, end, start, end
    if published >= 0 and start <= published <= end + UNDATED_DAYS:
        return start, end, min(published - UNDATED_DAYS, end), min(published, end)
    return start, end, end - WIDEST_DAYS, end


def _bound(size: Magnitude | None, which: str, otherwise: float) -> float:
    value = getattr(size, which) if size else None
    return otherwise if value is None else float(value)


def _sentence(account: Account) -> int:
    """Return where the sentence begins, roughly: at the last full stop before the span."""
    text, start = account.report.text, account.event.spans[0].start
    return max(text.rfind(mark, 0, start) for mark in (". ", ".\n", "\n\n", "? ", "! ")) + 1


@lru_cache(maxsize=262144)
def stem(word: str) -> str | None:
    """Return a word cut to what its forms share, or None for one that tells no event from another."""
    folded = word.casefold().replace("’", "'").removesuffix("'s")
    if folded in tables.words("commonwords.txt") or (word[0].isupper() and gazetteer().find(word) is not None):
        return None
    for ending in ("ing", "ed", "es", "s", "e"):
        if len(folded) - len(ending) >= 4 and folded.endswith(ending):
            return folded[: -len(ending)]
    return folded


def _words(accounts: Sequence[Account], names: set[str]) -> tuple[Ints, Floats, Flags]:
    """Return the numbers of each mention's rarest words, what each weighs, and which are names of things."""
    told = [_stems(account, names) for account in accounts]
    counts = Counter(chain.from_iterable(told))
    numbers = {word: number for number, word in enumerate(sorted(counts))}
    total = math.log(len(accounts) + 2)
    weights = {word: 1 - math.log(max(count - 1, 1)) / total for word, count in counts.items()}
    rows, cells, flags = [], [], []
    for stems in told:
        rarest = sorted(stems, key=lambda word: (not stems[word], counts[word], word))[:_WORDS]
        rows.append([numbers[word] for word in rarest])
        blank = [0.0] * (_WORDS - len(rarest))
        cells.extend([*(weights[word] * (_NAME_WEIGHT if stems[word] else 1) for word in rarest), *blank])
        flags.extend([*(stems[word] for word in rarest), *(False for _ in blank)])
    shape = (-1, _WORDS)
    return _grid(rows, _WORDS), np.array(cells, dtype=np.float32).reshape(shape), np.array(flags).reshape(shape)


def _stems(account: Account, names: set[str]) -> dict[str, bool]:
    """Return the stems of the words of a mention, and which of them are capitalised within the sentence."""
    found: dict[str, bool] = {}
    for span in account.event.spans:
        text = span.quote(account.report.text)
        for hit in _WORD.finditer(text):
            word = hit[0]
            if word.casefold().removesuffix("'s") not in names and (cut := stem(word)):
                is_name = (
                    word[0].isupper() and hit.start() > 0 and text[hit.start() - 2 : hit.start()] not in (". ", "? ")
                )
                found[cut] = found.get(cut, False) or is_name
    return found
