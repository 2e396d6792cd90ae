"""Trees written in Gambit's `.efg` so that its own reader takes them: exact numbers, chance that sums to just 1."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from demarche.game.tree import Tree

SMALL_DENOMINATOR = 10_000
"""A number that is a fraction with no larger denominator is written as that fraction (1/3), others by their digits."""


def write_efg(tree: Tree) -> str:
    """
    Write a tree in Gambit's format.

    Parameters
    ----------
    tree : Tree

    Returns
    -------
    str
        `EFG 2 R …`. Read again it gives the same players, information sets, payoffs and chance; names of outcomes
        stand at terminal nodes, nodes are numbered in the order of a walk.

    Notes
    -----
    Gambit refuses chance probabilities that miss 1 by the last binary digit, so these are written as fractions, and
    what is missing goes to the largest. Information sets keep their numbers where these are unique for the player.
    """
    lines = [
        f"EFG 2 R {quoted(tree.title)} {{ {' '.join(quoted(name) for name in tree.players)} }}",
        quoted(tree.comment),
        "",
    ]
    return "\n".join([*lines, *node_lines(tree)]) + "\n"


def node_lines(tree: Tree) -> Iterator[str]:
    """Yield one line a node, parents before children, branches in order."""
    children = children_of(tree)
    numbers, said = infoset_numbers(tree), Said(tree)
    labels = infoset_labels(tree, numbers)
    waiting = [0]
    chances = 0
    while waiting:
        node = waiting.pop()
        waiting.extend(reversed(children[node]))
        infoset = int(tree.infoset[node])
        if infoset >= 0:
            one = tree.infosets[infoset]
            actions = " ".join(quoted(name) for name in one.actions)
            head = f'p "" {one.player + 1} {numbers[infoset]} {quoted(labels[infoset])} {{ {actions} }}'
        elif children[node]:
            chances += 1
            head = f'c "" {chances} "" {{ {branches(tree, node, children[node])} }}'
        else:
            head = 't ""'
        yield f"{head} {said.outcome(node)}"


def children_of(tree: Tree) -> list[list[int]]:
    """Return the children of each node in the order of their branches."""
    children: list[list[int]] = [[] for _ in range(len(tree.parent))]
    order = np.lexsort((tree.action[1:], tree.parent[1:])) + 1
    parents = tree.parent.tolist()
    for child in order.tolist():
        children[parents[child]].append(child)
    return children


def infoset_numbers(tree: Tree) -> list[int]:
    """Return the sets' own numbers, or, where a player has one twice or below 1, new ones in order."""
    numbers = [one.number for one in tree.infosets]
    for player in range(len(tree.players)):
        own = [index for index, one in enumerate(tree.infosets) if one.player == player]
        if len({numbers[index] for index in own}) < len(own) or any(numbers[index] < 1 for index in own):
            for number, index in enumerate(own, start=1):
                numbers[index] = number
    return numbers


def infoset_labels(tree: Tree, numbers: list[int]) -> list[str]:
    """Return the sets' labels; Gambit wants a player's to differ, so a repeated one gets the set's number."""
    taken: set[tuple[int, str]] = set()
    labels = []
    for one, number in zip(tree.infosets, numbers, strict=True):
        label = one.label
        while label and (one.player, label) in taken:
            label += f" #{number}"
        taken.add((one.player, label))
        labels.append(label)
    return labels


class Said:
    """The outcomes of a file, numbered as they come; the same name and payoffs are one outcome."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.payoffs = [tuple(row) for row in tree.payoffs.tolist()]
        self.numbers: dict[tuple[str, tuple[float, ...]], int] = {}

    def outcome(self, node: int) -> str:
        """Return what a node's line says of its outcome."""
        index = int(self.tree.outcome[node])
        name, payoffs = self.tree.outcomes[index] if index >= 0 else "", self.payoffs[node]
        if not name and not any(payoffs):
            return "0"
        number = self.numbers.setdefault((name, payoffs), len(self.numbers) + 1)
        return f"{number} {quoted(name)} {{ {', '.join(shown(one) for one in payoffs)} }}"


def branches(tree: Tree, node: int, children: list[int]) -> str:
    """Return a chance node's labels and probabilities."""
    labels = tree.chance_labels.get(node) or tuple(str(number) for number in range(1, len(children) + 1))
    exact = exact_probabilities([float(tree.chance[child]) for child in children])
    return " ".join(f"{quoted(label)} {number_text(one)}" for label, one in zip(labels, exact, strict=True))


def exact_probabilities(values: list[float]) -> list[Fraction]:
    """Return fractions that sum to exactly 1, each the value itself but for the last binary digit."""
    exact = [as_fraction(value) for value in values]
    largest = max(range(len(exact)), key=exact.__getitem__)
    exact[largest] += 1 - sum(exact)
    return exact


def as_fraction(value: float) -> Fraction:
    """Return the simplest fraction that a number stands for: with a small denominator, or by its decimal digits."""
    simple = Fraction(value).limit_denominator(SMALL_DENOMINATOR)
    return simple if float(simple) == value else Fraction(repr(value))


def number_text(value: Fraction) -> str:
    """Return a fraction as decimal digits where they are few and exact, else as numerator/denominator."""
    decimal = repr(float(value))
    if Fraction(decimal) == value and "e" not in decimal:
        return decimal.removesuffix(".0")
    return f"{value.numerator}/{value.denominator}"


def shown(value: float) -> str:
    """Return a payoff: a whole number, a simple fraction, or digits that give the same number again."""
    if value == math.floor(value) and abs(value) < 1e15:
        return str(int(value))
    return number_text(as_fraction(value))


def quoted(text: str) -> str:
    """Return a text in quotes, with quotes and backslashes escaped."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
