"""
Heads from arc scores: the best head of each word, and where these are no tree the best tree with one root.

The maximum spanning tree is Chu and Liu's and Edmonds'; the root is so dear that no tree has two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.floating[Any]]
Heads = NDArray[np.int64]

_NEVER = -1e9
_ROOT_COST = 1e5  # more than all arcs of a sentence together: the best tree then has one root, as it must have one


def heads_of(arcs: Scores) -> Heads:
    """
    Return the head of each word, such that they form one tree with one root.

    Parameters
    ----------
    arcs : float array, shape (words, words + 1)
        Score of each head for each word; column 0 is the root, column i + 1 the word i.

    Returns
    -------
    int array, shape (words,)
        Column of each word's head: 0 for exactly one word.
    """
    words = len(arcs)
    scores = np.array(arcs, dtype=np.float64)
    scores[np.arange(words), np.arange(1, words + 1)] = _NEVER
    heads: Heads = scores.argmax(1)
    if is_tree(heads):
        return heads
    return _best_tree(scores)


def is_tree(heads: Heads) -> bool:
    """Say whether heads, counted from 1 with 0 for the root, form one tree with one root."""
    above = heads.tolist()
    if above.count(0) != 1:
        return False
    reached = [True] + [False] * len(above)
    for start in range(1, len(above) + 1):
        path, at = [], start
        while not reached[at]:
            reached[at] = True  # for good unless the path comes back to itself
            path.append(at)
            at = above[at - 1]
        if at in path:
            return False
    return True


def _best_tree(scores: Scores) -> Heads:
    square = np.full((len(scores) + 1, len(scores) + 1), _NEVER)
    square[1:] = scores
    square[1:, 0] -= _ROOT_COST
    return _spanning_tree(square)[1:]


def _spanning_tree(square: Scores) -> Heads:
    """Return the best head of each node of a graph, node 0 its root; row: dependent, column: head."""
    levels: list[_Shrunk] = []
    square = square.copy()
    while True:
        np.fill_diagonal(square, _NEVER)
        square[0] = _NEVER
        heads: Heads = square.argmax(1)
        heads[0] = -1
        cycle = _cycle_in(heads)
        if not cycle:
            break
        shrunk = _shrink(square, heads, cycle)
        levels.append(shrunk)
        square = shrunk.square
    for shrunk in reversed(levels):
        heads = shrunk.expand(heads)
    return heads


def _cycle_in(heads: Heads) -> list[int]:
    seen = [0] * len(heads)
    above = heads.tolist()
    for start in range(1, len(above)):
        at = start
        while at > 0 and seen[at] == 0:
            seen[at] = start
            at = above[at]
        if at > 0 and seen[at] == start:
            cycle = [at]
            while above[cycle[-1]] != at:
                cycle.append(above[cycle[-1]])
            return cycle
    return []


@dataclass(frozen=True)
class _Shrunk:
    """A graph with one cycle shrunk to its last node; `entered` and `left` are the cycle's nodes that arcs use."""

    square: Scores
    above: Heads
    cycle: list[int]
    rest: list[int]
    entered: Heads
    left: Heads

    def expand(self, heads: Heads) -> Heads:
        """Put the cycle back into a tree of the shrunken graph."""
        whole, last = self.above.copy(), len(self.rest)
        for place, node in enumerate(self.rest[1:], start=1):
            head = heads[place]
            whole[node] = self.cycle[self.left[place]] if head == last else self.rest[head]
        whole[self.cycle[self.entered[heads[last]]]] = self.rest[heads[last]]
        return whole


def _shrink(square: Scores, heads: Heads, cycle: list[int]) -> _Shrunk:
    inside = set(cycle)
    rest = [node for node in range(len(heads)) if node not in inside]
    smaller = np.full((len(rest) + 1, len(rest) + 1), _NEVER)
    smaller[:-1, :-1] = square[np.ix_(rest, rest)]
    entering = square[np.ix_(cycle, rest)] - square[cycle, heads[cycle]][:, None]
    leaving = square[np.ix_(rest, cycle)]
    smaller[-1, :-1], smaller[:-1, -1] = entering.max(0), leaving.max(1)
    return _Shrunk(smaller, heads, cycle, rest, entering.argmax(0), leaving.argmax(1))
