"""Random trees of perfect recall for the tests: chance inside, payoffs on the way, sets across levels, N players."""

from __future__ import annotations

import numpy as np

from demarche.game.tree import InformationSet, Tree


def random_tree(
    seed: int, *, players: int = 2, nodes: int = 40, sight: int = 2, spread: float = 1.0, inner_pay: bool = True
) -> Tree:
    """Grow a tree to about so many nodes; the smaller `sight`, the less its players see of one another."""
    dice = np.random.default_rng(seed)
    infosets: dict[tuple[object, ...], int] = {}
    made: list[InformationSet] = []
    infoset, parent, action, chance = [-1], [-1], [-1], [1.0]
    own: list[tuple[tuple[int, int], ...]] = [((-1, -1),) * players]
    numbers = [0] * players
    waiting = [0]
    while waiting:
        node = waiting.pop(int(dice.integers(len(waiting))))
        room = len(infoset) < nodes
        if not room or (node and dice.random() < 0.15):
            continue
        if dice.random() < 0.15:
            ways = int(dice.integers(2, 4))
            shares = dice.dirichlet(np.full(ways, 2.0))
            for way in range(ways):
                infoset.append(-1), parent.append(node), action.append(way), chance.append(float(shares[way]))
                own.append(own[node])
                waiting.append(len(infoset) - 1)
            continue
        mover = int(dice.integers(players))
        ways = int(dice.integers(2, 4))
        key = (mover, own[node][mover], ways, int(dice.integers(sight)))
        if key not in infosets:
            infosets[key] = len(made)
            numbers[mover] += 1
            made.append(InformationSet(mover, numbers[mover], f"p{mover} s{numbers[mover]}", tuple("abc"[:ways])))
        infoset[node] = infosets[key]
        for way in range(ways):
            infoset.append(-1), parent.append(node), action.append(way), chance.append(1.0)
            own.append((*own[node][:mover], (infosets[key], way), *own[node][mover + 1 :]))
            waiting.append(len(infoset) - 1)
    count = len(infoset)
    inner = np.isin(np.arange(count), parent)
    payoffs = np.round(dice.normal(size=(count, players)) * spread, 3)
    payoffs[inner] *= 0.3 if inner_pay else 0.0
    outcome = np.where(inner, -1, np.arange(count) % 3).astype(np.int32)
    return Tree(
        f"random {seed}",
        tuple(f"player {number}" for number in range(1, players + 1)),
        tuple(made),
        np.array(infoset, np.int32),
        np.array(parent, np.int32),
        np.array(action, np.int32),
        np.array(chance),
        payoffs,
        outcome,
        ("war", "peace", "standoff"),
    )
