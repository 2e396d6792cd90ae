"""
Heads from arc scores: the best head of each word, and where these are no tree the best tree with one root.

The maximum spanning tree is Chu and Liu's and Edmonds', with the root tried at the most likely words where it comes out
with several.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.floating[Any]]
Heads = NDArray[np.int64]

_NEVER = -1e9
_ROOTS_TRIED = 5


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
    return heads if is_tree(heads) else _best_tree(scores)


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
    heads: Heads = _spanning_tree(square)[1:]
    if int((heads == 0).sum()) == 1:
        return heads
    best, best_score = heads, -np.inf
    for root in np.argsort(-scores[:, 0], kind="stable")[:_ROOTS_TRIED]:
        tried = square.copy()
        tried[1:, 0] = _NEVER
        tried[root + 1, 0] = 0.0
        found = _spanning_tree(tried)[1:]
        score = float(scores[np.arange(len(scores)), found].sum())
        if score > best_score:
            best, best_score = found, score
    return best


def _spanning_tree(square: Scores) -> Heads:
    """Return the best head of each node of a graph, node 0 its root; row: dependent, column: head."""
    levels = []
    square = square.copy()
    while True:
        np.fill_diagonal(square, _NEVER)
        square[0] = _NEVER
        heads = square.argmax(1)
        heads[0] = -1
        cycle = _cycle_in(heads)
        if not cycle:
            break
        levels.append((heads, cycle, *_contract(square, heads, cycle)[1:]))
        square = _contract(square, heads, cycle)[0]
    for above, cycle, rest, entered, left in reversed(levels):
        heads = _expand(heads, above, cycle, rest, entered, left)
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


def _contract(square: Scores, heads: Heads, cycle: list[int]) -> tuple[Scores, list[int], Heads, Heads]:
    """Shrink a cycle to one last node; also say which of its nodes each arc enters and leaves by."""
    inside = set(cycle)
    rest = [node for node in range(len(heads)) if node not in inside]
    smaller = np.full((len(rest) + 1, len(rest) + 1), _NEVER)
    smaller[:-1, :-1] = square[np.ix_(rest, rest)]
    entering = square[np.ix_(cycle, rest)] - square[cycle, heads[cycle]][:, None]
    leaving = square[np.ix_(rest, cycle)]
    smaller[-1, :-1], smaller[:-1, -1] = entering.max(0), leaving.max(1)
    return smaller, rest, entering.argmax(0), leaving.argmax(1)


def _expand(heads: Heads, above: Heads, cycle: list[int], rest: list[int], entered: Heads, left: Heads) -> Heads:
    """Put a shrunken cycle back into the tree that was found without it."""
    whole, last = above.copy(), len(rest)
    for place, node in enumerate(rest[1:], start=1):
        head = heads[place]
        whole[node] = cycle[left[place]] if head == last else rest[head]
    whole[cycle[entered[heads[last]]]] = rest[heads[last]]
    return whole
