"""The meaning of words as short vectors: the parser's encoder's static ones, projected and quantised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

PLACES = ("top", "path", "kids", "between")
"""Where in a pair's sentence words are looked up; `Evidence.words` has the same names."""


class WordVectors:
    """
    Vectors of words.

    Parameters
    ----------
    words : sequence of str
        Lower-case lemmas.
    table : int8 array, shape (words, width)
        The vector of each, up to its length.
    """

    def __init__(self, words: Sequence[str], table: NDArray[np.int8]) -> None:
        self._row = {word: row for row, word in enumerate(words)}
        self._table = table
        self.width: int = table.shape[1]

    def means(self, words: Mapping[str, Sequence[str]]) -> NDArray[np.float32]:
        """
        Return the mean of unit vectors at each of `PLACES`, one after the other; zeros where no word is known.

        Returns
        -------
        float32 array, shape (4 * width,)
        """
        found = np.zeros((len(PLACES), self.width), np.float32)
        for place, name in enumerate(PLACES):
            rows = [self._row[word] for word in words[name] if word in self._row]
            if rows:
                vectors = self._table[rows].astype(np.float32)
                lengths = np.sqrt((vectors * vectors).sum(axis=1, keepdims=True))
                found[place] = (vectors / np.maximum(lengths, 1.0)).mean(axis=0)
        return found.ravel()
