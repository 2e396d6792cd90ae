"""Names from tag scores: the best sequence of B-, I- and O that breaks no rule (Viterbi)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

_NEVER = -1e4
Name = tuple[int, int, str]


def decode_tags(scores: NDArray[np.floating[Any]], counts: Sequence[int], tags: Sequence[str]) -> list[list[Name]]:
    """
    Return the names of each sentence of a batch.

    Parameters
    ----------
    scores : float array, shape (sentences, words, tags)
        Log-probability of each tag for each word; rows past a sentence's count are padding.
    counts : sequence of int
        Words of each sentence.
    tags : sequence of str
        What the columns stand for: "O", "B-PER", "I-PER", …

    Returns
    -------
    list of lists of (int, int, str)
        First word, word after the last, kind.
    """
    moves, starts = _rules(tuple(tags))
    best = scores[:, 0] + starts
    history, ends = [], [best]
    for word in range(1, scores.shape[1]):
        paths = best[:, :, None] + moves
        history.append(paths.argmax(1))
        best = paths.max(1) + scores[:, word]
        ends.append(best)
    found = []
    for row, count in enumerate(counts):
        state = int(ends[count - 1][row].argmax())
        path = [state]
        for step in reversed(history[: count - 1]):
            path.append(int(step[row, path[-1]]))
        found.append(_names([tags[state] for state in reversed(path)]))
    return found


@lru_cache(maxsize=4)
def _rules(tags: tuple[str, ...]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """I-PER may follow B-PER and I-PER alone; no sentence begins with an I."""
    moves = np.zeros((len(tags), len(tags)), np.float32)
    starts = np.zeros(len(tags), np.float32)
    for column, tag in enumerate(tags):
        if tag.startswith("I-"):
            starts[column] = _NEVER
            moves[[row for row, before in enumerate(tags) if before[2:] != tag[2:]], column] = _NEVER
    return moves, starts


def _names(tags: Sequence[str]) -> list[Name]:
    found: list[Name] = []
    for place, tag in enumerate(tags):
        if tag.startswith("B-"):
            found.append((place, place + 1, tag[2:]))
        elif tag.startswith("I-"):
            start, _, kind = found[-1]
            found[-1] = (start, place + 1, kind)
    return found
