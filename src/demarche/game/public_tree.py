"""The public histories of a crisis game as a tree, grown stage by stage, and counted before that."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from demarche.game.model import Game


@dataclass(frozen=True, eq=False)
class PublicTree:
    """
    P nodes, parents before children; node 0 is the start.

    Parameters
    ----------
    parent, action : int arrays, shape (P,)
        −1 at the start.
    chance : float array, shape (P,)
    payoffs : float array, shape (P, N, K)
        Paid when the node is reached, by player and type, worth what they are at the start.
    outcome : int array, shape (P,)
        Index into the game's outcomes; −1 where play goes on.
    period, stage, state : int arrays, shape (P,)
        Of decision and chance nodes; −1 elsewhere.
    deciding, random : bool arrays, shape (P,)
    labels : dict of int to tuple of str
        Names of the branches of chance nodes.
    """

    parent: NDArray[np.int64]
    action: NDArray[np.int64]
    chance: NDArray[np.float64]
    payoffs: NDArray[np.float64]
    outcome: NDArray[np.int64]
    period: NDArray[np.int64]
    stage: NDArray[np.int64]
    state: NDArray[np.int64]
    deciding: NDArray[np.bool_]
    random: NDArray[np.bool_]
    labels: dict[int, tuple[str, ...]]


def merge_branches(game: Game, period: int, stage: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return successors and probabilities, shape (S, A, B), with equal successors as one and the impossible at −1."""
    to = game.successors[period, stage].astype(np.int64)
    chance = np.where(to >= 0, game.probabilities[period, stage], 0.0)
    for later in range(1, to.shape[-1]):
        for former in range(later):
            same = (to[..., later] == to[..., former]) & (chance[..., later] > 0)
            chance[..., former] += np.where(same, chance[..., later], 0.0)
            chance[..., later] = np.where(same, 0.0, chance[..., later])
    legal = game.legal[period, stage]
    return np.where((chance > 0) & legal[..., None], to, -1), np.where(legal[..., None], chance, 0.0)


def count_nodes(game: Game) -> float:
    """Return how many nodes come after the start, in floats."""
    states = len(game.states)
    after = np.zeros(states)  # nodes below a position, by state
    with np.errstate(over="ignore"):
        for period in reversed(range(game.calendar.periods)):
            for stage in reversed(range(len(game.stages))):
                to, _ = merge_branches(game, period, stage)
                below = np.where((to >= 0) & (to < states), after[np.clip(to, 0, states - 1)], 0.0).sum(axis=-1)
                ways = (to >= 0).sum(axis=-1)
                moves = game.legal[period, stage]
                own = np.where(ways > 1, ways, 0) + (moves.sum(axis=-1) > 1)[:, None]
                after = np.where(moves, below + own, 0.0).sum(axis=-1)
    return float(after[game.initial])


class Growth:
    """A public tree while it grows: arrays of nodes with room, and the positions that play goes on from."""

    def __init__(self, game: Game) -> None:
        self.game = game
        size = int(count_nodes(game)) + 1
        players, kinds = game.end_payoffs.shape[2:]
        self.count = 1
        self.numbers = {
            name: np.full(size, -1, np.int64) for name in ("parent", "action", "outcome", "period", "stage", "state")
        }
        self.chance, self.payoffs = np.ones(size), np.zeros((size, players, kinds))
        self.deciding, self.random = np.zeros(size, np.bool_), np.zeros(size, np.bool_)
        self.labels: dict[int, tuple[str, ...]] = {}
        self.nodes, self.states = np.zeros(1, np.int64), np.full(1, game.initial)
        discounts = np.array([one.discount for one in game.players])
        self.worth = discounts[None, :, None] ** np.arange(game.calendar.periods + 1)[:, None, None]

    def add(self, parents: NDArray[np.int64], action: int | NDArray[np.int64]) -> NDArray[np.int64]:
        """Add one child to each parent and return the children."""
        children = np.arange(self.count, self.count + len(parents))
        self.count += len(parents)
        self.numbers["parent"][children], self.numbers["action"][children] = parents, action
        return children

    def mark(self, nodes: NDArray[np.int64], states: NDArray[np.int64], period: int, stage: int) -> None:
        """Note where in the game nodes are."""
        self.numbers["period"][nodes], self.numbers["stage"][nodes], self.numbers["state"][nodes] = (
            period,
            stage,
            states,
        )

    def play_stage(self, period: int, stage: int) -> None:
        """Let every position make every legal move of a stage."""
        to, chance = merge_branches(self.game, period, stage)
        legal = self.game.legal[period, stage]
        choices = legal.sum(axis=-1)[self.states] > 1
        nodes, states = self.nodes, self.states
        self.deciding[nodes[choices]] = True
        self.mark(nodes[choices], states[choices], period, stage)
        arrived: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
        rank = np.cumsum(legal, axis=-1) - 1
        for move in range(legal.shape[-1]):
            able = legal[states, move]
            here, at = nodes[able].copy(), states[able]
            chosen = choices[able]
            here[chosen] = self.add(here[chosen], rank[at[chosen], move])
            paid = self.game.move_payoffs[period, stage, at, move]
            self.payoffs[here] += self.worth[period] * paid
            arrived += self.branch(here, at, to[:, move], chance[:, move], (period, stage))
        self.nodes = np.concatenate([one for one, _ in arrived])
        self.states = np.concatenate([one for _, one in arrived])
        self.end(period)

    def branch(
        self,
        nodes: NDArray[np.int64],
        states: NDArray[np.int64],
        to: NDArray[np.int64],
        chance: NDArray[np.float64],
        when: tuple[int, int],
    ) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
        """Go on to the successors of a move, with a chance node where there are several."""
        ways = (to >= 0).sum(axis=-1)[states]
        sure = ways == 1
        only = to.max(axis=-1)
        arrived = [(nodes[sure], only[states[sure]])]
        nodes, states = nodes[~sure], states[~sure]
        self.random[nodes] = True
        self.mark(nodes, states, *when)
        names = (*self.game.states, *self.game.ends)
        shown = [tuple(names[one] for one in row if one >= 0) for row in to]
        self.labels.update((node, shown[state]) for node, state in zip(nodes.tolist(), states.tolist(), strict=True))
        rank = np.cumsum(to >= 0, axis=-1) - 1
        for way in range(to.shape[-1]):
            open_ = to[states, way] >= 0
            at = states[open_]
            children = self.add(nodes[open_], rank[at, way])
            self.chance[children] = chance[at, way]
            arrived.append((children, to[at, way]))
        return arrived

    def end(self, period: int) -> None:
        """Pay and close what has reached an end; the rest plays on."""
        live = len(self.game.states)
        over = self.states >= live
        ends = self.states[over] - live
        self.numbers["outcome"][self.nodes[over]] = ends
        self.payoffs[self.nodes[over]] += self.worth[period] * self.game.end_payoffs[period, ends]
        self.nodes, self.states = self.nodes[~over], self.states[~over]


def grow_public_tree(game: Game) -> PublicTree:
    """Return the tree of all public histories of a game; see `count_nodes` for its size."""
    growth = Growth(game)
    for period in range(game.calendar.periods):
        for stage in range(len(game.stages)):
            growth.play_stage(period, stage)
        growth.payoffs[growth.nodes] += growth.worth[period] * game.state_payoffs[period, growth.states]
    growth.payoffs[growth.nodes] += growth.worth[-1] * game.horizon_payoffs[growth.states]
    growth.numbers["outcome"][growth.nodes] = len(game.ends)
    numbers = growth.numbers
    # A chance node of probabilities that miss 1 by rounding is scaled, so that Gambit and the checks take it.
    total = np.bincount(numbers["parent"][1:], growth.chance[1:], len(growth.chance))
    drawn = growth.random[numbers["parent"]] & (numbers["parent"] >= 0)
    scaled = np.where(drawn, growth.chance, 1.0)
    scaled[drawn] /= total[numbers["parent"][drawn]]
    return PublicTree(
        numbers["parent"], numbers["action"], scaled, growth.payoffs, numbers["outcome"],
        numbers["period"], numbers["stage"], numbers["state"], growth.deciding, growth.random, growth.labels,
    )  # fmt: skip
