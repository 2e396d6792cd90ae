"""A tree in words: its players, its information sets, and what may happen where chance moves."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from demarche.game.pictures.words import number, share
from demarche.game.tree import Tree

MOST_SETS = 60
MOST_CHANCES = 12


def describe_tree(tree: Tree) -> str:
    """
    Return a tree in words, as plain text.

    Examples
    --------
    >>> from demarche.game.interop import read_efg
    >>> text = 'EFG 2 R "dare" { "A" } p "" 1 1 "" { "go" "stay" } 0 t "" 1 "gone" { 1 } t "" 0'
    >>> print(describe_tree(read_efg(text)))
    dare
    <BLANKLINE>
    1 player, 3 nodes, 1 information set, 2 ends; payoffs from 0 to 1.
    <BLANKLINE>
    A
      1.1: go or stay
    """
    return "\n".join(_lines(tree))


def _lines(tree: Tree) -> Iterator[str]:
    children = np.bincount(tree.parent[1:], minlength=len(tree.parent))
    ends = int((children == 0).sum())
    totals = _totals(tree)[children == 0]
    yield tree.title or "A tree without a title"
    yield ""
    sizes = (len(tree.players), len(tree.parent), len(tree.infosets), ends)
    counts = zip(sizes, ("player", "node", "information set", "end"), strict=True)
    told = ", ".join(f"{count:,} {word}{'' if count == 1 else 's'}" for count, word in counts)
    yield f"{told}; payoffs from {number(float(totals.min()))} to {number(float(totals.max()))}."
    if tree.comment:
        yield tree.comment
    for at, player in enumerate(tree.players):
        own = [one for one in tree.infosets if one.player == at]
        yield ""
        yield player or f"player {at + 1}"
        for one in own[:MOST_SETS]:
            label = f" ({one.label})" if one.label else ""
            yield f"  {at + 1}.{one.number}{label}: {' or '.join(one.actions)}"
        if len(own) > MOST_SETS:
            yield f"  … and {len(own) - MOST_SETS:,} more"
    chances = np.flatnonzero((tree.infoset < 0) & (children > 0))
    if len(chances):
        yield ""
        yield "Chance"
    for node in chances[:MOST_CHANCES]:
        below = np.flatnonzero(tree.parent == node)
        labels = tree.chance_labels.get(int(node)) or tuple(str(place + 1) for place in range(len(below)))
        named = zip(labels, below, strict=True)
        yield "  " + ", ".join(f"{label} {share(float(tree.chance[child]))}" for label, child in named)
    if len(chances) > MOST_CHANCES:
        yield f"  … and {len(chances) - MOST_CHANCES:,} more"


def _totals(tree: Tree) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Return the payoffs from the root to each node."""
    totals = tree.payoffs.copy()
    for node in range(1, len(totals)):
        totals[node] += totals[tree.parent[node]]
    return totals
