"""
An independent check of strategies: the gap to the logit response, regret, and Bayes' rule.

Shares no code with the solvers: plain loops over dictionaries and Python's own numbers, its own reach, its own Bayes,
its own recursion over public histories. Slow, and meant to be read.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demarche.errors import InputError
from demarche.game.tree import Tree

SUM_SLACK = 1e-9
"""Probabilities of a set that miss 1 by more are named in the notes; they are scaled before the check."""
SUM_LIMIT = 1e-2
"""Probabilities that miss 1 by more are no strategy."""


@dataclass(frozen=True)
class Verification:
    """
    What a check found.

    Parameters
    ----------
    residual : float
        Largest gap between a probability and the logit response to all strategies.
    regret : float
        Most that a single deviation at one information set gains, in payoff.
    bayes_gap : float
        Largest gap between a belief and Bayes' rule; of a tree, whose beliefs are all made here, how far the
        probabilities of its ends miss 1.
    infosets : int
        Information sets (of a game: places in public histories, for each type) that were checked.
    worst : str
        Where the residual is largest.
    notes : tuple of str
        What was odd: probabilities that miss 1, sets that are never reached, where a check of a long game stops.
    """

    residual: float
    regret: float
    bayes_gap: float
    infosets: int
    worst: str
    notes: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the check as JSON's types."""
        return {**asdict(self), "notes": list(self.notes)}


def verify_tree(
    tree: Tree, strategies: Sequence[Sequence[float] | NDArray[np.float64]], rationality: float | Sequence[float]
) -> Verification:
    """
    Check strategies on a tree.

    Parameters
    ----------
    tree : Tree
    strategies : one sequence of probabilities for each information set, in the tree's order
    rationality : float or one for each player
        λ of the logit response.

    Raises
    ------
    InputError
        If the strategies do not fit the tree, or a probability is below 0, no number, or far from summing to 1.

    Notes
    -----
    Conditional payoffs are taken at every information set, also at those hardly ever reached; the owner's own earlier
    moves are left out of the weights of its nodes, since under perfect recall they are the same for all.
    """
    rates = list(np.broadcast_to(np.asarray(rationality, float), len(tree.players)))
    if any(not math.isfinite(rate) or rate < 0 for rate in rates):
        raise InputError("λ must be a finite number of at least 0", field="rationality", got=str(rationality))
    play, notes = checked_play(tree, strategies)
    walk = TreeWalk(tree, play)
    residual = regret = 0.0
    worst = ""
    for number, one in enumerate(tree.infosets):
        payoffs = walk.payoffs_of(number)
        response = logit([float(rates[one.player]) * payoff for payoff in payoffs])
        gap = max(abs(p - q) for p, q in zip(play[number], response, strict=True))
        if gap > residual or not worst:
            residual, worst = max(gap, residual), name_of(tree, number)
        mean = sum(p * payoff for p, payoff in zip(play[number], payoffs, strict=True))
        regret = max(regret, max(payoffs) - mean)
    if walk.unreached:
        notes.append(f"{len(walk.unreached)} information sets are never reached: their nodes count alike")
    return Verification(residual, regret, walk.missing, len(tree.infosets), worst, tuple(notes))


def checked_play(
    tree: Tree, strategies: Sequence[Sequence[float] | NDArray[np.float64]]
) -> tuple[list[list[float]], list[str]]:
    """Return strategies as lists that sum to 1, and notes on those that did not."""
    if len(strategies) != len(tree.infosets):
        got = f"{len(strategies)} strategies"
        raise InputError("strategies are missing or too many", wanted=f"{len(tree.infosets)}", got=got)
    play, notes = [], []
    for number, strategy in enumerate(strategies):
        given = [float(p) for p in strategy]
        name = name_of(tree, number)
        if len(given) != len(tree.infosets[number].actions):
            wanted = f"{len(tree.infosets[number].actions)} probabilities"
            raise InputError(f"the strategy of {name} does not fit", wanted=wanted, got=str(len(given)))
        total = sum(given)
        if not math.isfinite(total) or min(given) < 0 or abs(total - 1) > SUM_LIMIT:
            wanted = "probabilities of at least 0 that sum to 1"
            raise InputError(f"the strategy of {name} is none", wanted=wanted, got=str(given))
        if abs(total - 1) > SUM_SLACK:
            notes.append(f"the probabilities of {name} sum to {total:.10g}; they were scaled")
        play.append([p / total for p in given])
    return play, notes


def name_of(tree: Tree, number: int) -> str:
    """Return an information set in words."""
    one = tree.infosets[number]
    return f"player {one.player + 1}, information set {one.number}" + (f" ({one.label})" if one.label else "")


def logit(values: list[float]) -> list[float]:
    """Return the probabilities ∝ exp(value)."""
    top = max(values)
    weights = [math.exp(value - top) for value in values]
    return [weight / sum(weights) for weight in weights]


class TreeWalk:
    """One pass down and one up a tree under given play."""

    def __init__(self, tree: Tree, play: list[list[float]]) -> None:
        self.tree = tree
        self.owner = [one.player for one in tree.infosets]
        self.infoset, self.parent = tree.infoset.tolist(), tree.parent.tolist()
        self.child: dict[tuple[int, int], int] = {}
        self.members: dict[int, list[int]] = {}
        self.step: dict[int, float] = {0: 1.0}
        for node, action in enumerate(tree.action.tolist()):
            if self.infoset[node] >= 0:
                self.members.setdefault(self.infoset[node], []).append(node)
            if node:
                above = self.parent[node]
                self.child[above, action] = node
                decided = self.infoset[above] >= 0
                self.step[node] = play[self.infoset[above]][action] if decided else float(tree.chance[node])
        self.unreached: set[int] = set()
        self.worth = self.carry_up()
        self.others = self.carry_down()
        self.missing = abs(1.0 - self.ended)

    def carry_up(self) -> dict[int, list[float]]:
        """Return what each node is worth to each player, from its own payment on."""
        worth = {node: [float(paid) for paid in row] for node, row in enumerate(self.tree.payoffs)}
        for node in range(len(self.parent) - 1, 0, -1):
            above = worth[self.parent[node]]
            for player, value in enumerate(worth[node]):
                above[player] += self.step[node] * value
        return worth

    def carry_down(self) -> dict[int, list[float]]:
        """Return the logarithm of each node's probability without the owner's moves, for each owner."""
        players = len(self.tree.players)
        others = {0: [0.0] * players}
        full, has_child = {0: 1.0}, {above for above, _ in self.child}
        for node in range(1, len(self.parent)):
            above = self.parent[node]
            mover = self.owner[self.infoset[above]] if self.infoset[above] >= 0 else -1
            log = math.log(self.step[node]) if self.step[node] > 0 else -math.inf
            others[node] = [old if player == mover else old + log for player, old in enumerate(others[above])]
            full[node] = full[above] * self.step[node]
        self.ended = math.fsum(chance for node, chance in full.items() if node not in has_child)
        return others

    def payoffs_of(self, number: int) -> list[float]:
        """Return the owner's expected payoff of each action of a set, given that the set is reached."""
        owner, nodes = self.owner[number], self.members.get(number, [])
        logs = [self.others[node][owner] for node in nodes]
        top = max(logs, default=-math.inf)
        if top == -math.inf:
            self.unreached.add(number)
        weights = [1.0 if top == -math.inf else math.exp(log - top) for log in logs]
        return [
            sum(
                weight * self.worth[self.child[node, action]][owner]
                for weight, node in zip(weights, nodes, strict=True)
            )
            / sum(weights)
            for action in range(len(self.tree.infosets[number].actions))
        ]


def strategies_from_solution(
    tree: Tree, document: Mapping[str, Any], *, where: str = "solution"
) -> tuple[list[list[float]], list[float]]:
    """
    Return strategies and λ from the JSON that `solve --json` writes.

    Parameters
    ----------
    tree : Tree
    document : mapping
        `rationality` (a number or one a player) and `infosets` with `player`, `infoset` (numbers from 1, for an
        `.efg` the file's own) and `probabilities`.
    where : str
        Name of the file, for errors.

    Returns
    -------
    list of lists of float, list of float
        In the tree's order; λ of each player.

    Raises
    ------
    InputError
        If a set is missing, unknown or there twice, or a field is not what it should be.
    """
    if not isinstance(document, Mapping) or not isinstance(document.get("infosets"), list):
        raise InputError("this is no solution", where=where, field="infosets", wanted="the JSON of solve --json")
    place = {(one.player + 1, one.number): number for number, one in enumerate(tree.infosets)}
    found: dict[int, list[float]] = {}
    for index, entry in enumerate(document["infosets"]):
        field = f"infosets[{index}]"
        try:
            key = (int(entry["player"]), int(entry["infoset"]))
            probabilities = [float(p) for p in entry["probabilities"]]
        except (TypeError, KeyError, ValueError) as exc:
            wanted = "player, infoset and probabilities"
            raise InputError(
                "this is no strategy", where=where, field=field, wanted=wanted, got=str(entry)[:80]
            ) from exc
        if key not in place:
            message = f"the tree has no information set {key[1]} of player {key[0]}"
            raise InputError(message, where=where, field=field)
        if place[key] in found:
            raise InputError(f"{name_of(tree, place[key])} is there twice", where=where, field=field)
        found[place[key]] = probabilities
    missing = [name_of(tree, number) for number in range(len(tree.infosets)) if number not in found]
    if missing:
        more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
        message = f"strategies are missing: {'; '.join(missing[:3])}{more}"
        raise InputError(message, where=where, field="infosets", wanted=f"{len(tree.infosets)} sets")
    return [found[number] for number in range(len(tree.infosets))], rationality_of(document, tree, where)


def rationality_of(document: Mapping[str, Any], tree: Tree, where: str) -> list[float]:
    """Return λ of each player from a solution's JSON."""
    given = document.get("rationality")
    rates = given if isinstance(given, list) else [given] * len(tree.players)
    numbers = [float(rate) for rate in rates if isinstance(rate, int | float) and not isinstance(rate, bool)]
    if len(numbers) != len(tree.players) or len(rates) != len(numbers):
        wanted = f"λ: a number, or a list of {len(tree.players)}"
        raise InputError("λ is missing or no number", where=where, field="rationality", wanted=wanted, got=str(given))
    return numbers
