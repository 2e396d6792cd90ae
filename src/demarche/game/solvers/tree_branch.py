"""
The principal branch of logit equilibria, followed from uniform play.

Unknowns are the logits x of all actions (centred within each information set) and the strength s; the branch is the
curve F(x, s) = x − G(x, s) = 0 through (0, 0), G the logit response. It is followed by arclength, so that it is passed
round turning points, and left at its first crossing of the strength asked for [Turocy2005]. Predictor: the cubic
through the last two points and their tangents; corrector: Newton, the equations solved densely for small trees and by
GMRES with exact directional derivatives for large ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import lu_factor, lu_solve

from demarche.game.solvers.krylov import inner, size_of, solve_gmres
from demarche.game.solvers.tree_layout import Layout
from demarche.game.solvers.tree_sweep import Work, new_work, respond, tangent

Vector = NDArray[np.float64]

DENSE_LIMIT = 120
"""Up to so many strategy probabilities the Jacobian is dense: about where LU and GMRES took the same time (crisis
trees of T=3 and 4, November 2026); larger ones also wake BLAS's threads, which wait for one another on busy cores."""
DENSE_RESCUE = 1_500
"""Up to so many, equations that GMRES does not solve are solved densely."""
BLOCK = 128
"""Columns of the dense Jacobian made in one pass: bounds memory at V·N·128 numbers."""


@dataclass(frozen=True)
class Pace:
    """
    How carefully the branch is followed; lengths are in logits, largest entry.

    Chosen on the 27 catalogue trees of Gambit and 60 random trees, November 2026: ten times finer steps give the same
    answers.
    """

    first: float = 0.3
    growth: float = 2.0
    aim: float = 0.05
    farthest: float = 0.4
    contraction: float = 0.5
    corrector: float = 1e-4
    alignment: float = 0.7
    smallest: float = 1e-9
    steps: int = 3_000


@dataclass(frozen=True, eq=False)
class Point:
    """
    A point of the branch: logits and strength in one vector of length P+1, and the unit tangent there.

    `side` is the sign of the bordered determinant, which changes where branches cross; 0 where it was not made.
    """

    at: Vector
    along: Vector
    side: float = 0.0


@dataclass(frozen=True, eq=False)
class Arrival:
    """
    Where the walk ended: logits at the strength asked for, or as far as it came.

    `turns` counts turning points, `forks` has the strengths at which other branches were crossed (in small trees).
    """

    logits: Vector
    strength: float
    reached: bool
    steps: int
    sweeps: int
    turns: int
    forks: tuple[float, ...] = ()


class System(Protocol):
    """The linearised equations at a point, bordered by a row; `side` is the sign of the determinant, or 0."""

    side: float

    def solve(self, right: Vector, precision: float) -> Vector:
        """Return z with (F′ z, row·z) = right."""


class Equations:
    """F and its derivative for one tree, with a count of passes."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.work: Work = new_work(layout)
        self.size = int(layout.offset[-1])
        self.sweeps = 0

    def gap(self, at: Vector) -> Vector:
        """Return F at a point; `work` then holds the point's pass."""
        respond(self.layout, self.work, at[:-1], at[-1])
        self.sweeps += 1
        return at[:-1] - self.work.answer

    def linearise(self, at: Vector, row: Vector) -> System:
        """Return the bordered system at the point whose pass `work` holds."""
        kind = DenseSystem if self.size <= DENSE_LIMIT else KrylovSystem
        return kind(self, float(at[-1]), row)

    def change(self, strength: float, ways: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return F′ times directions, shape (P+1, W)."""
        return ways[:-1] - tangent(self.layout, self.work, strength, np.ascontiguousarray(ways[:-1]), ways[-1].copy())


class DenseSystem:
    """The whole matrix, factored once."""

    def __init__(self, equations: Equations, strength: float, row: Vector) -> None:
        size = equations.size + 1
        matrix = np.empty((size, size))
        for start in range(0, size, BLOCK):
            ways = np.eye(size, min(BLOCK, size - start), -start)
            matrix[:-1, start : start + BLOCK] = equations.change(strength, ways)
        matrix[-1] = row
        self.factors = lu_factor(matrix, overwrite_a=True, check_finite=False)
        swaps = np.count_nonzero(self.factors[1] != np.arange(size))
        self.side = float((-1) ** swaps * np.prod(np.sign(np.diag(self.factors[0]))))

    def solve(self, right: Vector, precision: float) -> Vector:
        """Solve by the factors; as precise as the machine."""
        return np.asarray(lu_solve(self.factors, right, check_finite=False))


class KrylovSystem:
    """The matrix known by its products alone; `work` must stay as it was when this was made."""

    side = 0.0

    def __init__(self, equations: Equations, strength: float, row: Vector) -> None:
        self.equations, self.strength, self.row = equations, strength, row

    def solve(self, right: Vector, precision: float) -> Vector:
        """Solve by GMRES to a relative precision."""

        def product(way: Vector) -> Vector:
            self.equations.sweeps += 2
            top = self.equations.change(self.strength, way[:, None])[:, 0]
            return np.append(top, inner(self.row, way))

        found, good = solve_gmres(product, right, precision)
        if good or self.equations.size > DENSE_RESCUE:
            return found
        return DenseSystem(self.equations, self.strength, self.row).solve(right, precision)


def walk_branch(equations: Equations, strength: float, pace: Pace | None = None) -> Arrival:
    """
    Follow the principal branch from uniform play to its first crossing of a strength.

    Parameters
    ----------
    equations : Equations
    strength : float
        At least 0.
    pace : Pace, optional

    Returns
    -------
    Arrival
        `reached` is False where the steps ran out or became too small; then with the farthest point.
    """
    pace = pace or Pace()
    size = equations.size
    upward = np.append(np.zeros(size), 1.0)
    start = np.zeros(size + 1)
    equations.gap(start)
    system = equations.linearise(start, upward)
    point = Point(start, unit(system.solve(upward, 1e-6)), system.side)
    before, length = None, 0.0
    step = min(pace.first / max(float(np.abs(point.along[:-1]).max(initial=0.0)), 1e-300), strength / point.along[-1])
    turns, count = 0, 0
    forks: list[float] = []
    while strength > 0 and count < pace.steps and step > pace.smallest and point.at[-1] >= 0:
        count += 1
        guess = predict(before, point, length, step)
        new, distance = correct(equations, guess, point, pace)
        if new is None or overshoots(point, new, strength, step, pace):
            step *= 0.4
            continue
        turns += int(new.along[-1] * point.along[-1] < 0)
        forks += [float(new.at[-1])] if new.side * point.side < 0 else []
        before, length, point = point, size_of(new.at - point.at), new
        if point.at[-1] >= strength:
            logits, good = settle(equations, interpolate(before, point, length, strength))
            return Arrival(logits, strength, good, count, equations.sweeps, turns, tuple(forks))
        step *= min(pace.growth, max(0.3, 0.9 * (pace.aim / max(distance, 1e-12)) ** 0.25))
    reached = strength <= 0
    return Arrival(point.at[:-1], float(point.at[-1]), reached, count, equations.sweeps, turns)


def unit(vector: Vector) -> Vector:
    """Return a vector of length 1."""
    return vector / size_of(vector)


def predict(before: Point | None, point: Point, length: float, step: float) -> Vector:
    """Return where the cubic through the last two points is after a step; from the first point the tangent."""
    if before is None:
        return point.at + step * point.along
    return cubic(before, point, length, 1 + step / length)


def cubic(first: Point, second: Point, length: float, part: float) -> Vector:
    """Return the cubic that has both points (at parts 0 and 1) and their tangents."""
    p = part
    ends = (2 * p**3 - 3 * p**2 + 1) * first.at + (3 * p**2 - 2 * p**3) * second.at
    return ends + length * ((p**3 - 2 * p**2 + p) * first.along + (p**3 - p**2) * second.along)


def interpolate(first: Point, second: Point, length: float, strength: float) -> Vector:
    """Return the point between two at the strength, by bisection on the cubic."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if cubic(first, second, length, middle)[-1] < strength:
            low = middle
        else:
            high = middle
    found = cubic(first, second, length, high)
    found[-1] = strength
    return found


def overshoots(point: Point, new: Point, strength: float, step: float, pace: Pace) -> bool:
    """Whether the branch may cross the strength and turn back within this step, unseen."""
    if not (point.along[-1] > 0 > new.along[-1]) or step < 1e3 * pace.smallest:
        return False
    top = max(cubic(point, new, step, part)[-1] for part in np.linspace(0, 1, 33))
    return bool(top >= strength - 1e-3 * (top - point.at[-1]))


def correct(equations: Equations, guess: Vector, point: Point, pace: Pace) -> tuple[Point | None, float]:
    """Return the branch's point above the guess, across the last tangent, or None; and how far the guess was off."""
    at = guess
    gap = equations.gap(at)
    system = equations.linearise(at, point.along)
    moved = first = 0.0
    for number in range(8):
        change = system.solve(np.append(-gap, 0.0), 1e-2)
        size = float(np.abs(change).max())
        first = size if number == 0 else first
        if not size <= pace.farthest or (number and size > pace.contraction * moved + 0.1 * pace.corrector):
            return None, first
        at, moved = at + change, size
        gap = equations.gap(at)
        if size <= pace.corrector or float(np.abs(gap).max()) <= 0.1 * pace.corrector:
            break
        if isinstance(system, KrylovSystem):
            system = equations.linearise(at, point.along)
    else:
        return None, first
    along = turned(equations, system, at, point.along)
    cosine = 1 / size_of(along)
    ahead = inner(at - point.at, point.along) > 0
    return (Point(at, along * cosine, system.side), first) if ahead and cosine >= pace.alignment else (None, first)


def turned(equations: Equations, system: System, at: Vector, old: Vector) -> Vector:
    """Return the tangent at the point whose pass `work` holds, its part along the old tangent being 1."""
    aim = np.append(np.zeros(equations.size), 1.0)
    if isinstance(system, KrylovSystem):
        start = np.append(equations.change(float(at[-1]), old[:, None])[:, 0], 0.0)
        return old - equations.linearise(at, old).solve(start, 1e-2)
    along = system.solve(aim, 1e-2)
    for _ in range(2):  # the factors are those of the guess; two refinements make up for it
        off = np.append(equations.change(float(at[-1]), along[:, None])[:, 0], inner(old, along) - 1)
        along = along - system.solve(off, 1e-2)
    return along


def settle(equations: Equations, at: Vector) -> tuple[Vector, bool]:
    """Return the logits at a fixed strength, as exact as rounding allows, and whether Newton closed in on them."""
    upward = np.append(np.zeros(equations.size), 1.0)
    best, best_gap = at, np.inf
    for _ in range(20):
        gap = equations.gap(at)
        size = float(np.abs(gap).max(initial=0.0))
        if size < best_gap:
            best, best_gap = at.copy(), size
        if size <= 1e-13 * max(1.0, float(at[-1])) or not np.isfinite(size):
            break
        change = equations.linearise(at, upward).solve(np.append(-gap, 0.0), 1e-4)
        if float(np.abs(change[:-1]).max()) > 1e3 or size > 1e3 * best_gap:
            break
        at = at + change
    return best[:-1], best_gap <= 1e-8
