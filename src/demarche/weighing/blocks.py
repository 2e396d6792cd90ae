"""
Which pairs of mentions are looked at: those that share a block, so that cost grows with the mentions, not their square.

A block is a type (or a pair of types that `data/pairs.tsv` lists), a week, and one of: two parties; one party, where
one of the two mentions names no other; a party with a rare word or a place in common; a place. A mention stands in
every week in which it may have happened. In a block with many members each is compared with its nearest alone, in
several orders (sorted neighbourhoods): by day and place, and by words.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from demarche.weighing.evidence import type_weights
from demarche.weighing.features import Features, Ints

Hashes = NDArray[np.uint64]
Wanted = Literal["any", "lone", "unlike"]

# Members of a block up to which all pairs are looked at, and how many neighbours each has beyond that.
WHOLE_BLOCK, NEIGHBOURS = 48, 24
_WEEK_DAYS, _SLACK_DAYS = 7, 2
_MOST_WEEKS = 12
_MIX = np.uint64(0x9E3779B97F4A7C15)
_UNKNOWN_WEEK = -1


@cache
def type_pairs(count: int = 0) -> Ints:
    """By type, the numbers of the pairs of types that it stands in; -1 fills the rows. `count` is of types."""
    linked = np.isfinite(type_weights(count))
    pairs = [pair for pair in combinations(range(len(linked)), 2) if linked[pair]]
    of = [[number for number, pair in enumerate(pairs) if kind in pair] for kind in range(len(linked))]
    width = max(map(len, of))
    return np.array([row + [-1] * (width - len(row)) for row in of], dtype=np.int32)


def candidate_pairs(features: Features) -> tuple[Ints, Ints]:
    """Return the pairs that share a block, each once, the lower number first, in order."""
    found = [pairs for pairs in _pairs(features) if len(pairs)]
    if not found:
        return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32)
    codes = np.sort(np.concatenate(found))
    codes = codes[np.r_[True, codes[1:] != codes[:-1]]]
    return (codes >> 32).astype(np.int32), (codes & 0xFFFFFFFF).astype(np.int32)


def _pairs(features: Features) -> Iterator[NDArray[np.int64]]:
    rows, weeks = _weeks(features)
    orders = _orders(features)
    lone = (features.parties[:, 1] < 0) & (features.parties[:, 0] >= 0)
    for keys, wanted in _keys(features, lone):
        member, key = _unfold(rows, weeks, keys)
        for codes in _pairs_of_blocks(member, key, orders):
            one, other = codes >> 32, codes & 0xFFFFFFFF
            if wanted == "any":
                yield codes
            elif wanted == "lone":
                yield codes[lone[one] | lone[other]]
            else:
                yield codes[features.kind[one] != features.kind[other]]


def _weeks(f: Features) -> tuple[Ints, Ints]:
    """Return (row, week) for every week in which a mention may have happened."""
    known = f.low > 0
    first = np.where(known, (f.low - _SLACK_DAYS) // _WEEK_DAYS, _UNKNOWN_WEEK)
    last = np.where(known, (f.high + _SLACK_DAYS) // _WEEK_DAYS, _UNKNOWN_WEEK)
    count = np.minimum(last - first + 1, _MOST_WEEKS)
    rows = np.repeat(np.arange(len(f), dtype=np.int32), count)
    offset = np.arange(len(rows)) - np.repeat(np.cumsum(count) - count, count)
    return rows, (last[rows] - offset).astype(np.int32)


def _keys(f: Features, lone: NDArray[np.bool_]) -> Iterator[tuple[Hashes, Wanted]]:
    """Yield grids of block keys, a row a mention (0: no key), and which pairs they are there for."""
    base = _mixed(np.ones(len(f), dtype=np.uint64), f.kind)
    yield _dyads(base, f), "any"
    singles = np.stack([_keyed(base, f.parties[:, at], 2) for at in range(f.parties.shape[1])], axis=1)
    yield _only_with_lone(singles, lone), "lone"
    yield np.concatenate([_told_alike(base, f, at) for at in range(2)], axis=1), "any"
    yield _keyed(base, f.site, 5)[:, None], "any"
    for column in type_pairs(int(f.kind.max(initial=0)) + 1).T:
        pair = column[f.kind]
        start = np.where(pair >= 0, _mixed(np.full(len(f), 7, dtype=np.uint64), pair), np.uint64(0))
        yield np.concatenate([_dyads(start, f), _told_alike(start, f, 0)], axis=1), "unlike"


def _dyads(base: Hashes, f: Features) -> Hashes:
    pairs = combinations(range(f.parties.shape[1]), 2)
    found = [_dyad(base, f.parties[:, one], f.parties[:, other]) for one, other in pairs]
    return np.stack(found, axis=1)


def _told_alike(base: Hashes, f: Features, at: int) -> Hashes:
    """Return keys of one party with the place, and with each of the rarest words."""
    place = _keyed(_keyed(base, f.parties[:, at], 3), f.site, 3)
    words = [_keyed(_keyed(base, f.parties[:, at], 4), f.words[:, column], 4) for column in range(4)]
    return np.stack([place, *words], axis=1)


def _only_with_lone(keys: Hashes, lone: NDArray[np.bool_]) -> Hashes:
    """Blank the keys that no mention with a single party has: a block of one party is there for such mentions."""
    wanted = np.unique(keys[lone])
    return np.where(np.isin(keys, wanted), keys, np.uint64(0))


def _dyad(base: Hashes, one: Ints, other: Ints) -> Hashes:
    low, high = np.minimum(one, other), np.maximum(one, other)
    return np.where((low >= 0) & (base != 0), _mixed(_mixed(base, low), high), np.uint64(0))


def _keyed(base: Hashes, value: Ints, salt: int) -> Hashes:
    return np.where((value >= 0) & (base != 0), _mixed(base + np.uint64(salt), value), np.uint64(0))


def _mixed(base: Hashes, value: Ints) -> Hashes:
    mixed = (base ^ (value.astype(np.int64).astype(np.uint64) + np.uint64(1))) * _MIX
    return mixed ^ (mixed >> np.uint64(29))


def _unfold(rows: Ints, weeks: Ints, keys: Hashes) -> tuple[Ints, Hashes]:
    """Return (member, block) for every key of a mention in every week of it."""
    grid = keys[rows]
    here = np.nonzero(grid)
    return rows[here[0]], _mixed(grid[here], weeks[here[0]])


def _orders(f: Features) -> list[Ints]:
    """Return the place of each mention in each of the orders in which neighbours are sought."""
    by_day = np.lexsort((f.words[:, 0], f.mode, f.site, f.high, f.low))
    by_word = np.lexsort((f.low, f.words[:, 1], f.words[:, 0]))
    places = []
    for order in (by_day, by_word):
        place = np.empty(len(order), dtype=np.int32)
        place[order] = np.arange(len(order), dtype=np.int32)
        places.append(place)
    return places


def _pairs_of_blocks(member: Ints, block: Hashes, orders: list[Ints]) -> Iterator[NDArray[np.int64]]:
    """Yield codes (low << 32 | high) of the pairs within blocks: neighbours in each order."""
    for number, order in enumerate(orders):
        sorting = np.lexsort((order[member], block))
        rows, key = member[sorting], block[sorting]
        starts = np.flatnonzero(np.r_[True, key[1:] != key[:-1]])
        lengths = np.diff(np.r_[starts, len(key)])
        length = np.repeat(lengths, lengths)
        if number:
            big = length > WHOLE_BLOCK
            rows, key, length = rows[big], key[big], length[big]
        reach = np.where(length > WHOLE_BLOCK, NEIGHBOURS, WHOLE_BLOCK)
        for step in range(1, min(WHOLE_BLOCK, len(key))):
            left, right = rows[:-step], rows[step:]
            together = (key[:-step] == key[step:]) & (reach[:-step] >= step) & (left != right)
            if not together.any():
                break
            low = np.minimum(left[together], right[together]).astype(np.int64)
            yield (low << 32) | np.maximum(left[together], right[together])
