"""GMRES: linear equations from products with the matrix alone."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numba import njit
from numpy.typing import NDArray

Vector = NDArray[np.float64]
SPACE = 80
"""Directions kept before a restart: the trees tried needed at most 40 for two digits."""
RESTARTS = 4


def solve_gmres(product: Callable[[Vector], Vector], right: Vector, precision: float) -> tuple[Vector, bool]:
    """
    Solve A z = right, A known by its products.

    Parameters
    ----------
    product : function of a vector, shape (n,), that returns A times it
    right : float array, shape (n,)
    precision : float
        Of the residual's length, relative to that of `right`.

    Returns
    -------
    float array, shape (n,), bool
        The best found, and whether it is as precise as asked: 4 rounds of 80 directions may not do.

    Notes
    -----
    [SaadSchultz1986], with modified Gram–Schmidt done twice and least squares by Givens rotations.
    """
    found: Vector = np.zeros_like(right)
    residual: Vector = right
    goal = precision * size_of(right)
    for _ in range(RESTARTS):
        length = size_of(residual)
        if length <= goal or not np.isfinite(length):
            return found, length <= goal
        found = found + explore(product, residual, length, goal)
        residual = right - product(found)
    return found, size_of(residual) <= goal


def inner(one: Vector, other: Vector) -> float:
    """Return the inner product, without BLAS: its threads cost more than they gain on vectors of some thousand."""
    return float((one * other).sum())


def size_of(one: Vector) -> float:
    """Return the length of a vector."""
    return math.sqrt(inner(one, one))


def explore(product: Callable[[Vector], Vector], residual: Vector, length: float, goal: float) -> Vector:
    """Return the correction of least residual in the space of one round."""
    space = min(SPACE, len(residual))
    basis = np.empty((space + 1, len(residual)))
    triangle = np.zeros((space + 1, space))
    cosine, sine = np.zeros(space), np.zeros(space)
    target: Vector = np.zeros(space + 1)
    basis[0], target[0] = residual / length, length
    used = 0
    for column in range(space):
        basis[column + 1] = product(basis[column])
        entries = orthogonalise(basis, column)
        for k in range(column):
            entries[k], entries[k + 1] = (
                cosine[k] * entries[k] + sine[k] * entries[k + 1],
                cosine[k] * entries[k + 1] - sine[k] * entries[k],
            )
        radius = float(np.hypot(entries[column], entries[column + 1]))
        if radius == 0.0:
            break
        used, last = column + 1, entries[column + 1]
        cosine[column], sine[column] = entries[column] / radius, last / radius
        triangle[:column, column], triangle[column, column] = entries[:column], radius
        target[column + 1] = -sine[column] * target[column]
        target[column] *= cosine[column]
        if abs(target[column + 1]) <= goal or last <= 1e-14 * radius:
            break
    weights: Vector = np.asarray(np.linalg.solve(triangle[:used, :used], target[:used]), np.float64)
    total: Vector = combine(basis, weights)
    return total


@njit(cache=True)
def orthogonalise(basis: Vector, column: int) -> Vector:
    """
    Make direction column+1 orthogonal to those before it, and of length 1; return its parts and the length it had.

    Gram–Schmidt in plain loops, twice over.
    """
    entries, new = np.zeros(column + 2), basis[column + 1]
    for _ in range(2):
        for k in range(column + 1):
            part = 0.0
            for n in range(len(new)):
                part += basis[k, n] * new[n]
            for n in range(len(new)):
                new[n] -= part * basis[k, n]
            entries[k] += part
    length = 0.0
    for n in range(len(new)):
        length += new[n] * new[n]
    entries[column + 1] = np.sqrt(length)
    if length > 0.0:
        for n in range(len(new)):
            new[n] /= entries[column + 1]
    return entries


@njit(cache=True)
def combine(basis: Vector, weights: Vector) -> Vector:
    """Return the sum of directions times weights."""
    total = np.zeros(basis.shape[1])
    for k in range(len(weights)):
        for n in range(len(total)):
            total[n] += weights[k] * basis[k, n]
    return total
