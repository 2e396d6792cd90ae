"""
Crises with private payoffs in closed form: Signorino 1999 (logit), Lewis and Schultz 2003 (normal, all equilibria).

In Lewis and Schultz A challenges or not, B resists or concedes, A fights or backs down; A's payoffs of war and of
backing down, and B's of war, carry private normal shocks, so a challenge tells B something. Everything hangs on one
number, pR, the chance that B resists; its equilibria are the zeros of one function on (0, 1).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq, minimize_scalar
from scipy.special import expit, log_ndtr, logsumexp, ndtr

from demarche.game.classics.classic import Answer, Equilibrium

SCAN = 1500
"""Points of the scan over pR, and a third as many over its log-odds; pairs of equilibria closer than its mesh of 7e-4
are found as dips that all but touch zero."""
NODES, WEIGHTS = np.polynomial.legendre.leggauss(160)
EDGE = 1e-12
TOUCH = 1e-13
"""Gap below which a dip counts as a touch: a few units of rounding."""

Gap: TypeAlias = Callable[[NDArray[np.float64]], NDArray[np.float64]]


def logit_crisis(
    *,
    rationality: float,
    status_quo_1: float,
    capitulation_1: float,
    war_1: float,
    capitulation_2: float,
    war_2: float,
) -> Answer:
    """
    Solve Signorino's strategic crisis: 1 escalates or not, 2 resists or not, both with logit errors.

    Parameters
    ----------
    rationality : float
        λ > 0.
    status_quo_1, capitulation_1, war_1 : float
        u11, u13, u14: player 1's payoff of the status quo, of 2's capitulation, of war.
    capitulation_2, war_2 : float
        u23, u24: player 2's.

    Returns
    -------
    Answer
        escalate, resist; status quo, capitulation, war; expected payoff of escalating.

    Notes
    -----
    p = L(λ(u24 − u23)), then L(λ((1 − p)u13 + p u14 − u11)) with L the logistic function [Signorino1999].
    """
    resist = float(expit(rationality * (war_2 - capitulation_2)))
    expected = (1 - resist) * capitulation_1 + resist * war_1
    escalate = float(expit(rationality * (expected - status_quo_1)))
    quantities = {
        "escalate": escalate,
        "resist": resist,
        "status quo": 1 - escalate,
        "capitulation": escalate * (1 - resist),
        "war": escalate * resist,
        "payoff of escalating": expected,
    }
    return Answer(quantities)


def challenge_and_fight(
    cutoff: NDArray[np.float64], war_a: float | NDArray[np.float64], back_down_a: float | NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """
    Return log P(challenge) and log P(fight | challenge) for A's cutoff c*, exact far in the tails.

    Parameters
    ----------
    cutoff : float array, shape (n,)
        c*: A challenges iff its war payoff or its payoff of backing down is above it.
    war_a, back_down_a : float or float array, shape (n,)
        Means of the two payoffs, whose shocks are independent standard normal.

    Notes
    -----
    P(W >= max(a, c)) is the integral over w >= c of φ(w − W̄)Φ(w − ā), by Gauss–Legendre in logarithms: the bivariate
    normal of [LewisSchultz2003] loses all digits where a challenge is all but impossible.
    """
    fight = log_upper(cutoff, war_a, back_down_a)
    bluff = log_upper(cutoff, back_down_a, war_a)
    both = np.logaddexp(fight, bluff)
    return both, fight - both


def log_upper(
    cutoff: NDArray[np.float64], own: float | NDArray[np.float64], other: float | NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the log of the integral over w >= c of φ(w − own)Φ(w − other), shape (n,)."""
    own, other = np.broadcast_to(own, cutoff.shape), np.broadcast_to(other, cutoff.shape)
    # Where c is far below the mean, all the mass lies within 9 (or below: nothing); far above it, it dies as exp(−dz).
    low = np.maximum(cutoff, own - 9.0)
    depth = np.maximum(low - own, 0.0)
    width = np.minimum(18.0, 40.0 / np.maximum(depth, 1e-300))
    points = low[:, None] + width[:, None] * (NODES[None, :] + 1) / 2
    logs = -0.5 * (points - own[:, None]) ** 2 - 0.5 * np.log(2 * np.pi) + log_ndtr(points - other[:, None])
    total: NDArray[np.float64] = logsumexp(logs, axis=1, b=WEIGHTS[None, :]) + np.log(width / 2)
    return total


def lewis_schultz(
    *,
    prize_a: float,
    prize_b: float,
    status_quo_a: float,
    concede_b: float,
    war_a: float,
    war_b: float,
    back_down_a: float,
) -> Answer:
    """
    Find all equilibria of Lewis and Schultz's crisis.

    Parameters
    ----------
    prize_a, prize_b : float
        VA, VB: A's payoff when B concedes, B's when A backs down.
    status_quo_a, concede_b : float
        SA, CB: A's payoff of no challenge, B's of conceding.
    war_a, war_b, back_down_a : float
        Means of A's and B's payoff of war and of A's of backing down; each has a private standard normal shock.

    Returns
    -------
    Answer
        equilibria 1, 2, … by rising pR, each with resist, challenge, fight and the outcomes; number of equilibria.

    Notes
    -----
    c* = (SA − (1 − pR)VA)/pR; pR = Φ((pF·W̄B + (1 − pF)VB − CB)/pF) [LewisSchultz2003]. The scan is uniform in pR and,
    towards either end, in its log-odds; each sign change is bracketed, and each near-touch is looked into.
    """

    def gap(resist: NDArray[np.float64]) -> NDArray[np.float64]:
        cutoff = (status_quo_a - (1 - resist) * prize_a) / resist
        fight = np.exp(challenge_and_fight(cutoff, war_a, back_down_a)[1])
        pull = (prize_b - concede_b) / np.maximum(fight, 1e-300) + war_b - prize_b
        found: NDArray[np.float64] = ndtr(pull) - resist
        return found

    roots, touches = _zeros(gap)
    equilibria = tuple(
        Equilibrium(str(number), _describe(root, prize_a, status_quo_a, war_a, back_down_a))
        for number, root in enumerate(roots, start=1)
    )
    notes = tuple(f"the equilibrium at pR = {root:.6f} is a tangency: a small change removes it" for root in touches)
    regime = (
        "one equilibrium" if len(roots) == 1 else f"{len(roots)} equilibria: which is played, the model does not say"
    )
    return Answer({"equilibria": float(len(roots))}, equilibria, regime, notes)


def _describe(resist: float, prize_a: float, status_quo_a: float, war_a: float, back_down_a: float) -> dict[str, float]:
    cutoff = (status_quo_a - (1 - resist) * prize_a) / resist
    logs = challenge_and_fight(np.array([cutoff]), war_a, back_down_a)
    challenge, fight = float(np.exp(logs[0][0])), float(np.exp(logs[1][0]))
    return {
        "resist": resist,
        "challenge": challenge,
        "fight": fight,
        "status quo": 1 - challenge,
        "concession": challenge * (1 - resist),
        "backs down": challenge * resist * (1 - fight),
        "war": challenge * resist * fight,
    }


def _zeros(gap: Gap) -> tuple[list[float], list[float]]:
    """Return all zeros of a function on (0, 1), and those at which it touches without crossing."""

    def at(point: float) -> float:
        return float(gap(np.array([point]))[0])

    odds = expit(np.linspace(np.log(EDGE), -np.log(EDGE), SCAN // 3))
    grid = np.unique(np.concatenate([np.linspace(EDGE, 1 - EDGE, SCAN), odds]))
    values = gap(grid)
    # Beyond the grid's ends the sign is known (+ at 0, − at 1), so what has not crossed by then crosses within EDGE.
    roots = [float(grid[0])] * int(values[0] <= 0) + [float(grid[-1])] * int(values[-1] >= 0)
    crossings = np.flatnonzero((values[:-1] > 0) & (values[1:] <= 0) | (values[:-1] < 0) & (values[1:] >= 0))
    roots += [brentq(at, grid[left], grid[left + 1], xtol=1e-15, rtol=1e-14) for left in crossings]
    touches: list[float] = []
    for middle in _dips(values):
        crossed, touched = _look_into(at, grid[middle - 1], grid[middle + 1], float(np.sign(values[middle])))
        roots, touches = roots + crossed + touched, touches + touched
    return sorted(roots), touches


def _dips(values: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return where the function comes nearest to 0 without a change of sign."""
    near, left, right = values[1:-1], values[:-2], values[2:]
    same = (np.sign(near) == np.sign(left)) & (np.sign(near) == np.sign(right)) & (near != 0)
    found: NDArray[np.intp] = np.flatnonzero(same & (np.abs(near) <= np.minimum(np.abs(left), np.abs(right)))) + 1
    return found


def _look_into(at: Callable[[float], float], low: float, high: float, sign: float) -> tuple[list[float], list[float]]:
    """Return the two zeros, or the one touch, that a dip between two grid points may hide."""
    best = minimize_scalar(
        lambda point: sign * at(point), bounds=(low, high), method="bounded", options={"xatol": 1e-13}
    )
    if best.fun < -TOUCH:
        return [brentq(at, low, best.x, xtol=1e-15), brentq(at, best.x, high, xtol=1e-15)], []
    return [], [float(best.x)] if best.fun <= TOUCH else []
