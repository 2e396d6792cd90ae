"""
Which mentions are of one event: clusters of highest mean evidence, that never join what cannot be one.

Pairs with evidence above 0 link mentions into components. Within one, all pairs are scored, and the two clusters whose
pairs have the highest mean evidence are joined, again and again, while that mean is above 0 and no pair across them is
ruled out: so a chain of likenesses does not glue what is unlike at its ends. Ties fall by the order of the accounts,
which hangs on content alone. Mentions that are told alike to the letter count as one, with their number as its weight.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from demarche.weighing.evidence import Judge, Scores
from demarche.weighing.features import Features, Ints

# A component with more members than this is cut at its weakest links first: all pairs of it are held in memory.
LARGEST_COMPONENT = 1200
_CUT_STEP = 0.5
_BATCH_PAIRS = 100_000


@dataclass(frozen=True)
class Ties:
    """What an analyst ties by hand: pairs (numbers of accounts) that are one event, and pairs that are not."""

    same: tuple[tuple[int, int], ...] = ()
    different: tuple[tuple[int, int], ...] = ()

    def members(self) -> frozenset[int]:
        """Return the accounts that are tied in any way."""
        return frozenset(number for pair in (*self.same, *self.different) for number in pair)


class Forest:
    """Union and find over numbers, where the root of a set is its lowest number."""

    def __init__(self, members: Iterable[int] = ()) -> None:
        self.parent = {member: member for member in members}

    def find(self, one: int) -> int:
        """Return the root of a member; a number that is new is its own."""
        parent = self.parent
        parent.setdefault(one, one)
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    def join(self, one: int, other: int) -> None:
        """Make the two sets one."""
        low, high = sorted((self.find(one), self.find(other)))
        self.parent[high] = low

    def sets(self) -> list[list[int]]:
        """Return the sets, members in order, by their lowest member."""
        found: dict[int, list[int]] = {}
        for one in sorted(self.parent):
            found.setdefault(self.find(one), []).append(one)
        return [found[root] for root in sorted(found)]


def cluster(features: Features, pairs: tuple[Ints, Ints], judge: Judge, ties: Ties | None = None) -> list[list[int]]:
    """
    Return the clusters, each a list of row numbers in order, by their first member.

    Parameters
    ----------
    features : Features
        The mentions.
    pairs : tuple of array
        The pairs that are looked at (`blocks.candidate_pairs`).
    judge : Judge
        Scores pairs.
    ties : Ties, optional
        What is tied by hand; it stands, whatever the evidence says.
    """
    held = ties or Ties()
    unit = _alike(features, judge, held.members())
    weight = np.bincount(unit, minlength=len(features)).astype(np.float64)
    one, other = unit[pairs[0]], unit[pairs[1]]
    apart = one != other
    codes = np.unique((one[apart].astype(np.int64) << 32) | other[apart])
    one, other = (codes >> 32).astype(np.int32), (codes & 0xFFFFFFFF).astype(np.int32)
    scores = judge.score(one, other)
    linked = scores > 0
    tied = _tied(held, unit)
    forest = Forest(range(len(features)))
    for row, first in enumerate(unit):
        forest.join(row, int(first))
    for members, matrix in _matrices(_components(one[linked], other[linked], scores[linked], tied), judge):
        for group in _join_within(members, matrix, weight, tied):
            for row in group[1:]:
                forest.join(group[0], row)
    return forest.sets()


def _alike(f: Features, judge: Judge, apart: frozenset[int]) -> Ints:
    """Return for each row the first that is told alike to the letter, if the evidence joins them."""
    fields = (
        f.kind, f.mode, f.world, f.dated, f.start, f.end, f.low, f.high, f.sources, f.targets, f.full, f.persons,
        f.site, f.size_kind, f.size_low, f.size_high, f.words,
    )  # fmt: skip
    table = np.concatenate([np.asarray(field).reshape(len(f), -1).astype(np.float64) for field in fields], axis=1)
    alone = np.zeros((len(f), 1))
    alone[list(apart), 0] = np.array(list(apart)) + 1.0 if apart else 0.0
    table = np.ascontiguousarray(np.concatenate([table, alone], axis=1))
    keys = table.view(np.dtype((np.void, table.dtype.itemsize * table.shape[1]))).ravel()
    _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    unit = first[inverse].astype(np.int32)
    rows = np.flatnonzero(unit != np.arange(len(f)))
    rows = rows[judge.score(unit[rows], rows.astype(np.int32)) <= 0]
    unit[rows] = rows
    return unit


def _tied(ties: Ties, unit: Ints) -> Ties:
    """Return the ties in numbers of first rows."""
    return Ties(
        tuple((int(unit[one]), int(unit[other])) for one, other in ties.same),
        tuple((int(unit[one]), int(unit[other])) for one, other in ties.different),
    )


def _components(one: Ints, other: Ints, scores: Scores, ties: Ties) -> Iterator[list[int]]:
    """Yield sets of two rows or more that links hold together, none larger than may be held in memory."""
    pending = [(one, other, scores, np.float32(0))]
    while pending:
        left, right, link, floor = pending.pop()
        forest = Forest()
        for a, b in zip(left.tolist(), right.tolist(), strict=True):
            forest.join(a, b)
        for a, b in ties.same:
            forest.join(a, b)
        large: set[int] = set()
        for members in forest.sets():
            if len(members) > LARGEST_COMPONENT and len(left):
                large.update(members)
            elif len(members) > 1:
                yield members
        if large:
            kept = np.isin(left, np.fromiter(large, dtype=np.int32)) & (link > floor + _CUT_STEP)
            pending.append((left[kept], right[kept], link[kept], np.float32(floor + _CUT_STEP)))


def _matrices(components: Iterable[list[int]], judge: Judge) -> Iterator[tuple[list[int], NDArray[np.float64]]]:
    """Yield each component with the evidence between all its members; many small ones are scored at once."""
    batch: list[list[int]] = []
    pairs = 0
    for members in components:
        batch.append(members)
        pairs += len(members) ** 2 // 2
        if pairs > _BATCH_PAIRS:
            yield from _scored(batch, judge)
            batch, pairs = [], 0
    yield from _scored(batch, judge)


def _scored(batch: Sequence[list[int]], judge: Judge) -> Iterator[tuple[list[int], NDArray[np.float64]]]:
    if not batch:
        return
    corners = [np.triu_indices(len(members), 1) for members in batch]
    rows = [np.array(members, dtype=np.int32) for members in batch]
    left = [row[corner[0]] for row, corner in zip(rows, corners, strict=True)]
    right = [row[corner[1]] for row, corner in zip(rows, corners, strict=True)]
    scores = judge.score(np.concatenate(left), np.concatenate(right))
    at = 0
    for members, corner in zip(batch, corners, strict=True):
        matrix = np.full((len(members), len(members)), -np.inf)
        matrix[corner] = scores[at : at + len(corner[0])]
        at += len(corner[0])
        yield members, np.maximum(matrix, matrix.T)


def _join_within(
    members: Sequence[int], matrix: NDArray[np.float64], weight: NDArray[np.float64], ties: Ties
) -> list[list[int]]:
    """Return the clusters of one component."""
    place = {row: at for at, row in enumerate(members)}
    same = [(place[a], place[b]) for a, b in ties.same if a in place]
    different = [(place[a], place[b]) for a, b in ties.different if a in place and b in place]
    if len(members) == 2 and not same and not different:
        return [list(members)] if matrix[0, 1] > 0 else [[one] for one in members]
    groups = join(matrix, weight[list(members)], same, different)
    return [[members[at] for at in group] for group in groups]


def join(
    evidence: NDArray[np.float64],
    weight: NDArray[np.float64],
    same: Sequence[tuple[int, int]] = (),
    different: Sequence[tuple[int, int]] = (),
) -> list[list[int]]:
    """
    Join the rows of a matrix of evidence into clusters of highest mean evidence.

    Parameters
    ----------
    evidence : float array, shape (n, n)
        Symmetric; minus infinity where two rows cannot be in one cluster.
    weight : float array, shape (n,)
        How many mentions each row stands for.
    same, different : sequence of pairs
        Rows that are in one cluster, and rows that are not, whatever the evidence.

    Examples
    --------
    >>> import numpy as np
    >>> chain = np.array([[-np.inf, 2, -np.inf], [2, -np.inf, 1], [-np.inf, 1, -np.inf]])
    >>> join(chain, np.ones(3))
    [[0, 1], [2]]
    """
    size = len(evidence)
    barred = ~np.isfinite(evidence)
    np.fill_diagonal(barred, True)
    total = np.where(barred, 0.0, evidence) * weight[:, None] * weight[None, :]
    groups: dict[int, list[int]] = {at: [at] for at in range(size)}
    mass = weight.astype(np.float64).copy()
    state = _State(total, barred, mass, groups)
    for a, b in sorted((min(pair), max(pair)) for pair in same):
        state.merge(*sorted((state.home(a), state.home(b))), by_hand=True)
    for a, b in different:
        one, other = state.home(a), state.home(b)
        barred[one, other] = barred[other, one] = True
    state.run()
    return [sorted(groups[at]) for at in sorted(groups, key=lambda at: min(groups[at]))]


@dataclass
class _State:
    """Sums of evidence between clusters, which are named by their lowest row."""

    total: NDArray[np.float64]
    barred: NDArray[np.bool_]
    mass: NDArray[np.float64]
    groups: dict[int, list[int]]

    def home(self, row: int) -> int:
        return next(at for at, members in self.groups.items() if row in members)

    def run(self) -> None:
        mean = np.where(self.barred, -np.inf, self.total / np.outer(self.mass, self.mass))
        gone = [at for at in range(len(mean)) if at not in self.groups]
        mean[gone, :] = mean[:, gone] = -np.inf
        best = mean.argmax(1)
        value = mean[np.arange(len(mean)), best]
        while True:
            one = int(value.argmax())
            if not value[one] > 0:
                return
            one, other = sorted((one, int(best[one])))
            self.merge(one, other)
            row = np.where(self.barred[one], -np.inf, self.total[one] / (self.mass[one] * self.mass))
            mean[one] = mean[:, one] = row
            mean[other] = mean[:, other] = -np.inf
            value[other] = -np.inf
            stale = np.flatnonzero((best == one) | (best == other) | (row > value))
            for at in {one, *stale.tolist()}:
                best[at] = int(mean[at].argmax())
                value[at] = mean[at, best[at]]

    def merge(self, one: int, other: int, *, by_hand: bool = False) -> None:
        if one == other:
            return
        self.total[one] += self.total[other]
        self.total[:, one] = self.total[one]
        # What is tied by hand may join whatever either may join: the evidence against the tie counts for nothing else.
        both = self.barred[one] & self.barred[other] if by_hand else self.barred[one] | self.barred[other]
        self.barred[one] = both
        self.barred[one, one] = True
        self.barred[:, one] = self.barred[one]
        self.barred[other] = self.barred[:, other] = True
        self.mass[one] += self.mass[other]
        self.groups[one] += self.groups.pop(other)
