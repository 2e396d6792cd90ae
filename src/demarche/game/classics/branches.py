"""Trees written as they are told: chance, decisions and ends, nested, and grown into a `Tree`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np

from demarche.game.tree import InformationSet, Tree


@dataclass(frozen=True)
class End:
    """An end of the game: its name, and each player's payoff."""

    name: str
    payoffs: tuple[float, ...]


@dataclass(frozen=True)
class Chance:
    """A draw by chance: for each branch its probability and what follows."""

    branches: Mapping[str, tuple[float, Branch]]


@dataclass(frozen=True)
class Decision:
    """A player's choice; decisions with the same player and `knows` are one information set."""

    player: int
    knows: str
    moves: Mapping[str, Branch]


Branch: TypeAlias = End | Chance | Decision


@dataclass
class _Growth:
    """The arrays while they grow, in the order in which nodes are met."""

    infosets: dict[tuple[int, str], tuple[int, tuple[str, ...]]] = field(default_factory=dict)
    outcomes: dict[str, int] = field(default_factory=dict)
    rows: list[tuple[int, int, int, float, tuple[float, ...] | None, int]] = field(default_factory=list)

    def add(self, branch: Branch, parent: int, action: int, chance: float) -> None:
        here = len(self.rows)
        if isinstance(branch, End):
            outcome = self.outcomes.setdefault(branch.name, len(self.outcomes))
            self.rows.append((-1, parent, action, chance, branch.payoffs, outcome))
        elif isinstance(branch, Chance):
            self.rows.append((-1, parent, action, chance, None, -1))
            for number, (probability, then) in enumerate(branch.branches.values()):
                self.add(then, here, number, probability)
        else:
            key, moves = (branch.player, branch.knows), tuple(branch.moves)
            index, known = self.infosets.setdefault(key, (len(self.infosets), moves))
            assert known == moves, f"{branch.knows}: one information set, two lists of moves"
            self.rows.append((index, parent, action, chance, None, -1))
            for number, then in enumerate(branch.moves.values()):
                self.add(then, here, number, 1.0)


def grow(title: str, players: tuple[str, ...], root: Branch) -> Tree:
    """
    Return the tree as arrays.

    Parameters
    ----------
    title : str
    players : tuple of str
    root : Chance, Decision or End

    Returns
    -------
    Tree
        Information sets in the order in which they are met, numbered from 1 for each player.
    """
    growth = _Growth()
    growth.add(root, -1, -1, 1.0)
    counts = [0] * len(players)
    infosets = []
    for (player, knows), (_, moves) in growth.infosets.items():
        counts[player] += 1
        infosets.append(InformationSet(player, counts[player], knows, moves))
    infoset, parent, action, chance, payoffs, outcome = zip(*growth.rows, strict=True)
    nothing = (0.0,) * len(players)
    return Tree(
        title=title,
        players=players,
        infosets=tuple(infosets),
        infoset=np.array(infoset, dtype=np.int32),
        parent=np.array(parent, dtype=np.int32),
        action=np.array(action, dtype=np.int32),
        chance=np.array(chance, dtype=np.float64),
        payoffs=np.array([nothing if row is None else row for row in payoffs], dtype=np.float64),
        outcome=np.array(outcome, dtype=np.int32),
        outcomes=tuple(growth.outcomes),
    )


def sketch(tree: Tree) -> str:
    """Return the tree as indented text, one line a node, with probabilities of chance and payoffs."""
    lines: list[str] = []
    depth = [0] * len(tree.parent)
    for node, parent in enumerate(tree.parent):
        depth[node] = 0 if parent < 0 else depth[parent] + 1
        lines.append("    " * depth[node] + _how(tree, node) + _what(tree, node))
    return "\n".join(lines)


def _how(tree: Tree, node: int) -> str:
    """Return how a node is reached."""
    parent = tree.parent[node]
    if parent < 0:
        return ""
    if tree.infoset[parent] < 0:
        return f"[{tree.chance[node]:.4g}] "
    return f"{tree.infosets[tree.infoset[parent]].actions[tree.action[node]]} → "


def _what(tree: Tree, node: int) -> str:
    """Return what happens at a node."""
    if tree.infoset[node] >= 0:
        infoset = tree.infosets[tree.infoset[node]]
        return f"{tree.players[infoset.player]} decides, knowing “{infoset.label}”"
    if tree.outcome[node] >= 0:
        payoffs = ", ".join(f"{payoff:.4g}" for payoff in tree.payoffs[node])
        return f"{tree.outcomes[tree.outcome[node]]} ({payoffs})"
    return "chance"


def simultaneous(
    first: tuple[str, tuple[str, ...]], second: tuple[str, tuple[str, ...]], payoffs: Mapping[tuple[str, str], End]
) -> Decision:
    """Return two moves made at the same time: the second player decides without knowing the first's move."""
    knows_1, moves_1 = first
    knows_2, moves_2 = second
    return Decision(
        0, knows_1, {one: Decision(1, knows_2, {two: payoffs[one, two] for two in moves_2}) for one in moves_1}
    )
