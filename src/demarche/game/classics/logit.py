"""A tree classic, solved: the logit equilibrium at λ, its limit along the principal branch, and Nash beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from demarche.errors import SolveError
from demarche.game.classics.classic import Answer, Equilibrium
from demarche.game.classics.nash import Nash
from demarche.game.solvers.tree import solve_tree
from demarche.game.tree import Tree

FAR = 2000.0
"""λ times the spread of payoffs up to which the branch is followed: the extrapolated limits of all classics are then
within 1e-5 of Nash at the defaults (measured 2026-11); much beyond it a mixed strategy drowns in rounding."""
STRIDE = 1.8
"""Growth of λ from one point of the branch to the next, where Newton's method starts from the last."""


def solve_classic_tree(builder: Callable[..., Tree], nash: Callable[..., Nash]) -> Callable[..., Answer]:
    """
    Return the solver of a classic that is a tree.

    Parameters
    ----------
    builder : callable
        From the parameters to the tree.
    nash : callable
        From the parameters, λ left out, to the Nash equilibria.

    Returns
    -------
    callable
        From the parameters, with `rationality`, to an `Answer` with the equilibria `logit`, `limit` and Nash's. Each
        gives the probability of the first action at every information set, of each end, and the expected payoffs.
    """

    def solve(rationality: float, **parameters: float) -> Answer:
        tree = builder(**parameters)
        regime, known = nash(**parameters)
        strategies = play(tree, rationality)
        limit, reached = follow_to_limit(tree, rationality, strategies)
        equilibria = [
            describe(tree, "logit", strategies),
            describe(tree, "limit", limit),
            *(describe(tree, name, as_arrays(tree, first)) for name, first in known.items()),
        ]
        note = f"limit: the branch of logit equilibria, followed to λ = {reached:.4g} and extrapolated in 1/λ"
        return Answer(equilibria=tuple(equilibria), regime=regime, notes=(note,))

    return solve


def play(tree: Tree, rationality: float) -> list[NDArray[np.float64]]:
    """
    Return the strategies of the logit equilibrium.

    Raises
    ------
    SolveError
        If the branch could not be followed to λ.
    """
    solution = solve_tree(tree, rationality=rationality)
    if not solution.converged:
        message = f"{tree.title}: the branch was not followed to λ = {rationality:g} (residual {solution.residual:.2g})"
        raise SolveError(message, reached=solution)
    return solution.strategies


def follow_to_limit(
    tree: Tree, rationality: float, strategies: list[NDArray[np.float64]]
) -> tuple[list[NDArray[np.float64]], float]:
    """
    Return the limit of the branch as λ grows, and the λ up to which it was followed.

    Notes
    -----
    A mixed strategy nears its limit as 1/λ; the last two points are extrapolated in 1/λ and kept within [0, 1].
    """
    far = max(FAR / (float(np.ptp(tree.payoffs)) or 1.0), 4 * rationality)
    reached, before = rationality, (rationality, strategies)
    while reached < far:
        target = min(reached * STRIDE, far)
        solution = solve_tree(tree, rationality=target, start=strategies)
        if not solution.converged:
            break
        before, strategies, reached = (reached, strategies), solution.strategies, target
    if reached == before[0]:
        return strategies, reached
    weight = before[0] / (reached - before[0])
    limit = [new + weight * (new - old) for new, old in zip(strategies, before[1], strict=True)]
    kept = [np.clip(one, 0, 1) for one in limit]
    return [one / one.sum() for one in kept], reached


def as_arrays(tree: Tree, first: Mapping[str, float]) -> list[NDArray[np.float64]]:
    """Return strategies as arrays from the probabilities of the first of two actions."""
    chances = [first[f"{one.label}: {one.actions[0]}"] for one in tree.infosets]
    return [np.array([chance, 1 - chance]) for chance in chances]


def describe(tree: Tree, name: str, strategies: list[NDArray[np.float64]]) -> Equilibrium:
    """Return an equilibrium's quantities: what is played first, what is believed, how the game ends, what it pays."""
    quantities = {
        f"{one.label}: {one.actions[0]}": float(strategy[0])
        for one, strategy in zip(tree.infosets, strategies, strict=True)
    }
    reach = reach_probabilities(tree, strategies)
    quantities.update(beliefs(tree, reach))
    for index, outcome in enumerate(tree.outcomes):
        quantities[f"ends in {outcome}"] = float(reach[tree.outcome == index].sum())
    for index, player in enumerate(tree.players):
        quantities[f"payoff of {player}"] = float(reach @ tree.payoffs[:, index])
    return Equilibrium(name, quantities)


def reach_probabilities(tree: Tree, strategies: list[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Return the probability of each node."""
    reach = np.ones(len(tree.parent))
    for node in range(1, len(tree.parent)):
        parent = tree.parent[node]
        infoset = tree.infoset[parent]
        step = tree.chance[node] if infoset < 0 else strategies[infoset][tree.action[node]]
        reach[node] = reach[parent] * step
    return reach


def beliefs(tree: Tree, reach: NDArray[np.float64]) -> dict[str, float]:
    """
    Return, at each information set of several nodes, the probability of each, named by the decision before it.

    Where no such set is reached, or the decisions before are one information set themselves, there is nothing to tell.
    """
    found: dict[str, float] = {}
    for index, infoset in enumerate(tree.infosets):
        members = np.flatnonzero(tree.infoset == index)
        before = [tree.infoset[tree.parent[node]] for node in members]
        if len(members) < 2 or min(before) < 0 or len(set(before)) < len(members) or reach[members].sum() <= 0:
            continue
        for node, origin in zip(members, before, strict=True):
            share = reach[node] / reach[members].sum()
            found[f"{infoset.label}: belief in {tree.infosets[origin].label}"] = float(share)
    return found
