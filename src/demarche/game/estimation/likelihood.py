"""Maximising a likelihood: from contributions and their scores to an optimum that shows how it was reached."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh
from scipy.optimize import minimize
from scipy.special import expit

from demarche.errors import SolveError

Vector: TypeAlias = NDArray[np.float64]
Matrix: TypeAlias = NDArray[np.float64]

DECREMENT = 1e-9
"""Converged where a Newton step would raise the log-likelihood by less than half of this."""
NEWTON_STEPS = 40
FLAT = 1e-11
"""Smallest eigenvalue of the scaled information, relative to the largest, at which parameters count as identified."""


@dataclass(frozen=True, eq=False)
class Likelihood:
    """
    A log-likelihood as a sum of contributions.

    Parameters
    ----------
    names : tuple of str, length k
    start : float array, shape (k,)
    contributions : callable
        From parameters, shape (k,), to log probabilities, shape (n,), and their derivatives, shape (n, k).
    weights : float array, shape (n,)
        How often each was observed.
    low, high : float arrays, shape (k,)
        Open bounds of each parameter; infinite where there are none.
    scale : float array, shape (k,)
        A change of each parameter that matters: unit of the search and of numerical derivatives.
    step : float
        Of numerical derivatives of the score, in units of `scale`.
    """

    names: tuple[str, ...]
    start: Vector
    contributions: Callable[[Vector], tuple[Vector, Matrix]]
    weights: Vector
    low: Vector
    high: Vector
    scale: Vector
    step: float = 1e-5

    def value(self, theta: Vector) -> tuple[float, Vector]:
        """Return the log-likelihood and its gradient, shape (k,)."""
        logs, scores = self.contributions(theta)
        return float(self.weights @ logs), self.weights @ scores

    def information(self, theta: Vector) -> Matrix:
        """Return minus the second derivatives, shape (k, k), by central differences of the score."""
        size = len(theta)
        second = np.empty((size, size))
        for index in range(size):
            room = min(theta[index] - self.low[index], self.high[index] - theta[index])
            change = np.zeros(size)
            change[index] = min(self.step * self.scale[index], room / 4)
            second[index] = (self.value(theta + change)[1] - self.value(theta - change)[1]) / (2 * change[index])
        return -(second + second.T) / 2

    def outer_product(self, theta: Vector) -> Matrix:
        """Return the sum of outer products of the scores, shape (k, k) [BHHH1974]."""
        scores = self.contributions(theta)[1]
        product: Matrix = (scores * self.weights[:, None]).T @ scores
        return product


@dataclass(frozen=True, eq=False)
class Optimum:
    """Where the search ended, the log-likelihood step by step, and whether the end is a maximum."""

    theta: Vector
    llf: float
    decrement: float
    iterations: int
    trace: tuple[float, ...]
    converged: bool


@dataclass(eq=False)
class _Search:
    """The likelihood in unbounded, scaled coordinates, with some parameters held fixed."""

    likelihood: Likelihood
    free: NDArray[np.intp]
    base: Vector
    trace: list[float] = field(default_factory=list)

    def theta(self, z: Vector) -> Vector:
        full = self.base.copy()
        full[self.free] = _outward(z, *self._bounds())
        return full

    def coordinates(self, theta: Vector) -> Vector:
        return _inward(theta[self.free], *self._bounds())

    def loss(self, z: Vector) -> tuple[float, Vector]:
        theta = self.theta(z)
        value, gradient = self.likelihood.value(theta)
        if not (np.isfinite(value) and np.isfinite(gradient).all()):
            return 1e300, np.zeros(len(z))
        slope = _slope(theta[self.free], *self._bounds())
        return -value, -gradient[self.free] * slope

    def curvature(self, z: Vector) -> Matrix:
        steps = 1e-5 * np.eye(len(z)) * max(self.likelihood.step / 1e-5, 1.0)
        rows = [(self.loss(z + one)[1] - self.loss(z - one)[1]) / (2 * one.max()) for one in steps]
        second = np.array(rows)
        symmetric: Matrix = (second + second.T) / 2
        return symmetric

    def _bounds(self) -> tuple[Vector, Vector, Vector]:
        one = self.likelihood
        return one.low[self.free], one.high[self.free], one.scale[self.free]


def maximise(
    likelihood: Likelihood, *, fixed: Mapping[int, float] | None = None, start: Vector | None = None
) -> Optimum:
    """
    Return the maximum of a likelihood.

    Parameters
    ----------
    likelihood : Likelihood
    fixed : mapping of index to value, optional
        Parameters that are held there.
    start : float array, shape (k,), optional

    Returns
    -------
    Optimum
        Quasi-Newton steps (BFGS) on the exact gradient, then Newton steps until the decrement is at most 1e-9.

    Raises
    ------
    SolveError
        If the likelihood is not finite at the start.
    """
    held = fixed or {}
    base = (likelihood.start if start is None else start).copy()
    for index, number in held.items():
        base[index] = number
    free = np.array([index for index in range(len(base)) if index not in held], dtype=np.intp)
    if not np.isfinite(likelihood.value(base)[0]):
        raise SolveError("the log-likelihood is not finite at the starting values", reached=base)
    if len(free) == 0:
        value = likelihood.value(base)[0]
        return Optimum(base, value, 0.0, 0, (value,), True)
    search = _Search(likelihood, free, base)
    first = minimize(
        search.loss, search.coordinates(base), jac=True, method="BFGS", options={"gtol": 1e-5, "maxiter": 500},
        callback=lambda z: search.trace.append(-search.loss(z)[0]),
    )  # fmt: skip
    z, decrement, steps = _newton(search, first.x)
    return Optimum(
        theta=search.theta(z),
        llf=-search.loss(z)[0],
        decrement=decrement,
        iterations=int(first.nit) + steps,
        trace=tuple(search.trace),
        converged=decrement <= DECREMENT,
    )


def _newton(search: _Search, z: Vector) -> tuple[Vector, float, int]:
    """Return the end of Newton's method with halved steps, its decrement, and the number of steps."""
    value, gradient = search.loss(z)
    decrement = np.inf
    for number in range(NEWTON_STEPS):
        values, vectors = eigh(search.curvature(z))
        # Along directions of the wrong curvature, or of none, the step is one of descent.
        bent = np.maximum(np.abs(values), 1e-10 * max(float(np.abs(values).max()), 1e-300))
        step = -vectors @ ((vectors.T @ gradient) / bent)
        decrement = float(-gradient @ step)
        if decrement <= DECREMENT and values.min() > 0:
            return z, decrement, number
        length = 1.0
        while length > 1e-8:
            new, slope = search.loss(z + length * step)
            if new < value - 1e-4 * length * decrement:
                break
            length /= 2
        else:
            return z, decrement, number
        z, value, gradient = z + length * step, new, slope
        search.trace.append(-value)
    return z, decrement, NEWTON_STEPS


def covariance(likelihood: Likelihood, theta: Vector, kind: str) -> Matrix:
    """
    Return the covariance matrix of the estimates.

    Parameters
    ----------
    likelihood : Likelihood
    theta : float array, shape (k,)
    kind : str
        `information` (inverse of the observed information), `bhhh` (inverse of the outer product of the scores) or
        `robust` (the sandwich of both).

    Raises
    ------
    SolveError
        If the information is singular: the data do not tell some parameters apart; they are named.
    """
    bread = inverse(likelihood.information(theta), likelihood)
    if kind == "information":
        return bread
    outer = likelihood.outer_product(theta)
    if kind == "bhhh":
        return inverse(outer, likelihood)
    return bread @ outer @ bread


def inverse(information: Matrix, likelihood: Likelihood) -> Matrix:
    """Return the inverse of an information matrix, or raise a `SolveError` that names what is not identified."""
    scale = 1 / np.sqrt(np.maximum(np.abs(np.diag(information)), 1e-300))
    values, vectors = eigh(information * np.outer(scale, scale))
    if values[0] <= FLAT * values[-1]:
        weak = np.abs(vectors[:, 0]) > 0.1 * np.abs(vectors[:, 0]).max()
        names = ", ".join(name for name, bad in zip(likelihood.names, weak, strict=True) if bad)
        raise SolveError(f"the data do not identify {names}: the likelihood is flat there", reached=information)
    found: Matrix = np.outer(scale, scale) * ((vectors / values) @ vectors.T)
    return found


def _outward(z: Vector, low: Vector, high: Vector, scale: Vector) -> Vector:
    """From unbounded coordinates to parameters: exp above a lower bound, logistic between two, else linear."""
    between, above = np.isfinite(low) & np.isfinite(high), np.isfinite(low) & ~np.isfinite(high)
    safe_low, safe_high = np.where(np.isfinite(low), low, 0.0), np.where(np.isfinite(high), high, 1.0)
    inside = safe_low + (safe_high - safe_low) * expit(z)
    return np.where(between, inside, np.where(above, safe_low + np.exp(np.minimum(z, 300.0)), z * scale))


def _inward(theta: Vector, low: Vector, high: Vector, scale: Vector) -> Vector:
    between, above = np.isfinite(low) & np.isfinite(high), np.isfinite(low) & ~np.isfinite(high)
    safe_low, safe_high = np.where(np.isfinite(low), low, theta - 1), np.where(np.isfinite(high), high, theta + 1)
    odds = np.log((theta - safe_low) / (safe_high - theta))
    return np.where(between, odds, np.where(above, np.log(theta - safe_low), theta / scale))


def _slope(theta: Vector, low: Vector, high: Vector, scale: Vector) -> Vector:
    """Return dθ/dz."""
    between, above = np.isfinite(low) & np.isfinite(high), np.isfinite(low) & ~np.isfinite(high)
    safe_low, safe_high = np.where(np.isfinite(low), low, theta - 1), np.where(np.isfinite(high), high, theta + 1)
    inside = (theta - safe_low) * (safe_high - theta) / (safe_high - safe_low)
    return np.where(between, inside, np.where(above, theta - safe_low, scale))
