"""
Agent logit quantal response equilibria of an explicit game tree, along the principal branch.

Each information set is an agent of its own; it plays each action with probability ∝ exp(λ Q), Q its owner's expected
payoff of the action given that the set is reached [McKelveyPalfrey1998]. Of several equilibria the one returned is the
one that the branch from uniform play at λ = 0 meets first, as in Gambit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from demarche.errors import InputError
from demarche.game.recall import check_tree
from demarche.game.solution import InfosetStrategy, Solution
from demarche.game.solvers.tree_branch import Arrival, Equations, settle, walk_branch
from demarche.game.solvers.tree_layout import Layout, Scaling, all_lagged, lay_out
from demarche.game.solvers.tree_starts import find_others, iterate
from demarche.game.solvers.tree_sweep import Work, new_work, respond
from demarche.game.tree import Tree

FALLBACK_PASSES = 2_000


def solve_tree(
    tree: Tree,
    *,
    rationality: float | Sequence[float],
    tolerance: float = 1e-10,
    start: Sequence[NDArray[np.float64]] | None = None,
) -> Solution:
    """
    Solve a tree of perfect recall for its agent logit quantal response equilibrium.

    Parameters
    ----------
    tree : Tree
    rationality : float or one for each player
        λ ≥ 0 per unit of payoff; where players differ, their ratio is kept along the branch.
    tolerance : float
        Of the residual, at or below which the solution counts as converged.
    start : list of arrays, optional
        Strategies near the equilibrium wanted, one array an information set: Newton's method then starts there, and
        the branch is followed only where that fails.

    Returns
    -------
    Solution
        With `converged` False, and what was reached, where the branch could not be followed to λ.

    Raises
    ------
    InputError
        If λ is no finite number of at least 0, the tree breaks a law or has imperfect recall, or `start` does not fit.

    Notes
    -----
    Gambit's `logit_solve_lambda` gives the same strategies to 1e-9 on the trees tried. Where chance never leads to an
    information set its members count alike, as in Gambit.
    """
    rates = spread_rationality(rationality, len(tree.players))
    check_tree(tree)
    layout, scaling = lay_out(tree, rates)
    equations = Equations(layout)
    found = approach(equations, scaling.strength, start, tree)
    return finish(Problem(tree, rates, layout, scaling), found, tolerance)


@dataclass(frozen=True, eq=False)
class Problem:
    """A tree with its λ and the arrays that the solver walks."""

    tree: Tree
    rates: NDArray[np.float64]
    layout: Layout
    scaling: Scaling


@dataclass(frozen=True, eq=False)
class Approach:
    """The logits that a search came to, what it cost, and what it has to say."""

    logits: NDArray[np.float64]
    passes: int
    warning: str | None


def spread_rationality(rationality: float | Sequence[float], players: int) -> NDArray[np.float64]:
    """Return λ of each player, checked."""
    rates = np.atleast_1d(np.asarray(rationality, np.float64))
    rates = np.repeat(rates, players) if rates.shape == (1,) else rates
    if rates.shape != (players,):
        raise InputError("wrong number of rationalities", wanted=f"one, or {players}", got=str(rates.size))
    if not (np.isfinite(rates).all() and (rates >= 0).all()):
        raise InputError(
            "rationality λ must be a finite number of at least 0", field="rationality", got=str(rationality)
        )
    return rates


def approach(
    equations: Equations, strength: float, start: Sequence[NDArray[np.float64]] | None, tree: Tree
) -> Approach:
    """Come to an equilibrium: from a start if that works, else along the branch, else by damped iteration."""
    if start is not None:
        at = np.append(start_logits(start, tree), strength)
        logits, good = settle(equations, at)
        if good:
            return Approach(logits, equations.sweeps, None)
    arrival = walk_branch(equations, strength)
    if arrival.reached:
        return Approach(arrival.logits, equations.sweeps, describe_way(arrival, strength))
    part = 100 * arrival.strength / strength
    settled = iterate(equations.layout, arrival.logits, strength, FALLBACK_PASSES, damping=0.2)
    equations.sweeps += FALLBACK_PASSES
    beyond = "these strategies are an equilibrium that damped iteration found beyond"
    found = "these strategies are no equilibrium" if settled is None else beyond
    warning = f"the principal branch could be followed to {part:.3g} % of λ only; {found}"
    return Approach(arrival.logits if settled is None else settled, equations.sweeps, warning)


def describe_way(arrival: Arrival, strength: float) -> str | None:
    """Return what a user should know of the way to λ: turning points, and branches that were crossed."""
    said = []
    if arrival.turns:
        said.append(f"the branch turns {arrival.turns} times on its way; this is its first crossing of λ")
    if arrival.forks:
        parts = ", ".join(f"{100 * fork / strength:.2g} %" for fork in arrival.forks)
        said.append(f"other branches cross the principal one at about {parts} of λ; it was followed straight on")
    return "; ".join(said) or None


def start_logits(start: Sequence[NDArray[np.float64]], tree: Tree) -> NDArray[np.float64]:
    """Return the centred logits of strategies."""
    if [np.shape(one) for one in start] != [(len(one.actions),) for one in tree.infosets]:
        wanted = "one array for each information set, one probability for each action"
        raise InputError("the start does not fit the tree", field="start", wanted=wanted)
    logits = [np.log(np.maximum(np.asarray(one, np.float64), 1e-300)) for one in start]
    return np.concatenate([one - one.mean() for one in logits]) if logits else np.zeros(0)


def finish(problem: Problem, found: Approach, tolerance: float) -> Solution:
    """Report what was found: strategies, values, outcomes, and how exact they are."""
    tree, layout, scaling = problem.tree, problem.layout, problem.scaling
    work = new_work(layout)
    respond(all_lagged(layout), work, found.logits, scaling.strength)
    residual = float(np.abs(work.strategy - work.response).max(initial=0.0))
    others = find_others(layout, found.logits, scaling.strength)
    plural = "another equilibrium" if len(others) == 1 else f"{len(others)} other equilibria"
    more = f"other starts settle at {plural} of the same λ" if others else None
    bounds = layout.offset.tolist()
    strategies = [work.strategy[bounds[h] : bounds[h + 1]].copy() for h in range(len(tree.infosets))]
    return Solution(
        "tree",
        tuple(problem.rates.tolist()),
        residual <= tolerance,
        found.passes,
        residual,
        largest_regret(layout, work, scaling),
        "; ".join(one for one in (found.warning, more) if one) or None,
        tuple(
            InfosetStrategy(one.player + 1, one.number, one.label, one.actions, tuple(play.tolist()))
            for one, play in zip(tree.infosets, strategies, strict=True)
        ),
        outcome_probabilities(tree, np.exp(work.reach)),
        strategies,
        work.value * scaling.spread + scaling.shift,
    )


def largest_regret(layout: Layout, work: Work, scaling: Scaling) -> float:
    """Return the most that an owner gains, in payoff, by the best action of one set instead of its strategy."""
    if not len(layout.owner):
        return 0.0
    starts = layout.offset[:-1]
    best = np.maximum.reduceat(work.gain, starts)
    mean = np.add.reduceat(work.gain * work.strategy, starts)
    return float(np.max((best - mean) * scaling.spread[layout.owner]))


def outcome_probabilities(tree: Tree, reach: NDArray[np.float64]) -> tuple[tuple[str, float], ...]:
    """Return each named outcome with the probability that play ends there."""
    named = tree.outcome >= 0
    totals = np.bincount(tree.outcome[named], reach[named], len(tree.outcomes))
    return tuple(zip(tree.outcomes, totals.tolist(), strict=True))
