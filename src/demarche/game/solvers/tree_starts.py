"""Other equilibria at the same λ: where plain damped iteration settles from other starts than uniform play."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from demarche.game.solvers.tree_layout import Layout
from demarche.game.solvers.tree_sweep import new_work, respond

DAMPING = 0.5
RANDOM_STARTS = 3
LEANING = 6.0
"""Logit by which a start leans to an action: it is then played 400 times as often as another."""
NODE_PASSES = 1_500_000
"""Passes times nodes that a search may cost: .05 s on the slow core of November 2026, large trees get fewer passes."""
MOST_PASSES = 150
SETTLED = 1e-8
APART = 1e-5
"""Equilibria count as two where a probability differs by more."""


def find_others(layout: Layout, logits: NDArray[np.float64], strength: float) -> list[NDArray[np.float64]]:
    """
    Return the strategies of other equilibria that damped iteration finds.

    Parameters
    ----------
    layout : Layout
    logits : float array, shape (P,)
        Of the equilibrium that is known.
    strength : float

    Returns
    -------
    list of float arrays, shape (P,)
        One for each other equilibrium; empty where every start that settled came to the known one.
    """
    if not len(logits):
        return []
    work = new_work(layout)
    respond(layout, work, logits, strength)
    known = [work.strategy.copy()]
    starts = list(other_starts(layout))
    passes = min(MOST_PASSES, NODE_PASSES // (len(starts) * len(layout.parent)))
    for start in starts:
        settled = iterate(layout, start, strength, passes)
        if settled is None:
            continue
        respond(layout, work, settled, strength)
        if all(np.abs(work.strategy - one).max() > APART for one in known):
            known.append(work.strategy.copy())
    return known[1:]


def other_starts(layout: Layout) -> Iterator[NDArray[np.float64]]:
    """Yield logits that lean: to all first actions, to all last ones, and at random (always the same)."""
    actions, sets = int(layout.offset[-1]), len(layout.owner)
    for corner in (layout.offset[:-1], layout.offset[1:] - 1):
        logits = np.zeros(actions)
        logits[corner] = LEANING
        yield logits
    dice = np.random.default_rng(0)
    for _ in range(RANDOM_STARTS):
        logits = np.zeros(actions)
        spot = dice.integers(0, np.diff(layout.offset)) if sets else np.zeros(0, int)
        logits[layout.offset[:-1] + spot] = LEANING
        yield logits


def iterate(
    layout: Layout, start: NDArray[np.float64], strength: float, passes: int, damping: float = DAMPING
) -> NDArray[np.float64] | None:
    """Return where damped iteration settles, or None where it does not within the passes."""
    work, logits = new_work(layout), start.copy()
    for _ in range(passes):
        gap = respond(layout, work, logits, strength)
        if gap <= SETTLED:
            return logits
        logits += damping * (work.answer - logits)
    return None
