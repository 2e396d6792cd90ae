"""Sentences of one length together, so that what a network says of one does not hang on its neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demarche.reading.english.subwords import Encoded

_BATCH_PIECES = 1024
_ROUND = 4
"""Lengths are rounded up to this many pieces: a sentence's padding then hangs on its own length alone."""


def length_batches(sentences: Sequence[Encoded]) -> Iterator[tuple[list[int], int]]:
    """Yield the places of sentences of one rounded length, and that length."""
    by_length: dict[int, list[int]] = {}
    for place, encoded in enumerate(sentences):
        by_length.setdefault(-(-len(encoded.pieces) // _ROUND) * _ROUND, []).append(place)
    for length, places in sorted(by_length.items()):
        size = max(1, _BATCH_PIECES // length)
        for start in range(0, len(places), size):
            yield places[start : start + size], length


def padded(rows: Sequence[list[int]], length: int) -> NDArray[Any]:
    """Return rows of numbers as one array, filled up with zeros."""
    made = np.zeros((len(rows), length), np.int64)
    for row, values in enumerate(rows):
        made[row, : len(values)] = values
    return made
