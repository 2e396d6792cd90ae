"""
Regular grids over beliefs, and interpolation of any order on them.

The beliefs about a player of K types form a simplex. Its edge is cut into cells, the simplex into the smaller ones of
Freudenthal and Kuhn [Lovejoy1991], and each of those carries the nodes of a polynomial of degree d: together a regular
grid with cells × degree intervals along an edge. Degree 1 is the usual piecewise linear interpolation. Values of a
logit game are smooth in the beliefs, so a few nodes of degree 4 do what hundreds do of degree 1.

Grid points are enumerated by their tail sums X₁ ≥ X₂ ≥ … ≥ X_{K−1} (X_k intervals belong to types k, k+1, …), whose
rank is Σ C(X_k + K−1−k, K−k): a point's number is a sum of K−1 table look-ups.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations_with_replacement, permutations
from math import comb, factorial

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class GridSettings:
    """
    How finely beliefs are cut.

    Parameters
    ----------
    intervals : int
        Along each edge of a simplex, at least 1; rounded up to a multiple of the degree.
    degree : int
        Of the polynomial inside a cell, 1 (linear) to 6.
    """

    intervals: int = 8
    degree: int = 2

    @property
    def cells(self) -> int:
        """Cells along an edge."""
        return max(1, -(-self.intervals // self.degree))

    def points(self, types: int) -> int:
        """Count the grid points of a simplex of so many types (one type: one point)."""
        return comb(self.cells * self.degree + types - 1, types - 1)


@dataclass(frozen=True, eq=False)
class SimplexGrid:
    """
    The grid over one player's beliefs.

    P points, K types, C cells, D nodes a cell.

    Parameters
    ----------
    nodes : float array, shape (P, K)
        Beliefs at the grid points; rows sum to 1.
    cells : int32 array, shape (C, D)
        Grid points of each cell's nodes. A cell's number is the rank of its lowest corner times (K−1)! plus the
        rank of its permutation.
    shares : int32 array, shape (D, K)
        Of each node of a cell: how many of the `degree` steps lie at each corner.
    ranks : int32 array, shape (L, K)
        ``ranks[X, k]``: what tail sum X at place k adds to a point's rank at the scale of the cells.
    settings : GridSettings
    """

    nodes: NDArray[np.float64]
    cells: NDArray[np.int32]
    shares: NDArray[np.int32]
    ranks: NDArray[np.int32]
    settings: GridSettings


def simplex_grid(types: int, settings: GridSettings) -> SimplexGrid:
    """Make the grid for a player of so many types; one type has one point."""
    if types == 1:
        settings = GridSettings(1, 1)
    cells, degree = settings.cells, settings.degree
    tails = _tail_sums(types, cells * degree)
    shares = _shares(types, degree)
    return SimplexGrid(
        nodes=_beliefs(tails, cells * degree),
        cells=_cells(types, cells, shares),
        shares=shares,
        ranks=np.array(
            [[_rank_term(size, place, types) for place in range(types)] for size in range(cells + 2)], np.int32
        ),
        settings=settings,
    )


def _tail_sums(types: int, intervals: int) -> NDArray[np.int64]:
    """Return all tail sums X₁ ≥ … ≥ X_{K−1}, in the order of their rank, shape (P, K−1)."""
    rising = combinations_with_replacement(range(intervals + 1), types - 1)
    tails = sorted(tuple(reversed(one)) for one in rising)
    return np.array(tails, np.int64).reshape(len(tails), types - 1)


def _beliefs(tails: NDArray[np.int64], intervals: int) -> NDArray[np.float64]:
    """Turn tail sums into beliefs."""
    whole = np.full((len(tails), 1), intervals)
    none = np.zeros((len(tails), 1), np.int64)
    counts = -np.diff(np.hstack([whole, tails, none]), axis=1)
    if tails.shape[1] == 0:
        return np.ones((len(tails), 1))
    beliefs: NDArray[np.float64] = counts / intervals
    return beliefs


def _rank_term(size: int, place: int, types: int) -> int:
    """Return C(X + K−1−k, K−k), what tail sum X at place k adds to the rank; place 0 (the whole) adds nothing."""
    return 0 if place == 0 else comb(size + types - 1 - place, types - place)


def _rank(tails: tuple[int, ...]) -> int:
    """Return the rank of a point."""
    return sum(_rank_term(size, place, len(tails) + 1) for place, size in enumerate(tails, start=1))


def _shares(types: int, degree: int) -> NDArray[np.int32]:
    """Return all ways to share `degree` steps among a cell's corners, shape (D, K)."""
    picks = combinations_with_replacement(range(types), degree)
    return np.array([[pick.count(corner) for corner in range(types)] for pick in picks], np.int32)


def _cells(types: int, cells: int, shares: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return each cell's grid points; numbers that belong to no cell of the simplex are filled with 0."""
    places = types - 1
    orders = list(permutations(range(places)))
    table = np.zeros((comb(cells + places, places) * factorial(places), len(shares)), np.int32)
    for low in _tail_sums(types, cells):
        for number, order in enumerate(orders):
            corners = np.repeat(low[None], types, axis=0)
            for step, place in enumerate(order, start=1):
                corners[step:, place] += 1
            if corners.max(initial=0) > cells or (np.diff(corners, axis=1) > 0).any():
                continue
            row = _rank(tuple(int(one) for one in low)) * len(orders) + number
            table[row] = [_rank(tuple(int(one) for one in share @ corners)) for share in shares]
    return table
