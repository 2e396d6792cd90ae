"""The tagger at work: the words of sentences in, what each of them tells out, whatever stands beside a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from demarche.errors import InputError
from demarche.reading.english import MAX_PIECES, Encoded, length_batches, load_subwords, padded

if TYPE_CHECKING:
    from demarche.reading.english import Subwords

WEIGHTS = Path(__file__).parent / "weights"
Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Tagged:
    """
    What the network says of the words of one sentence.

    Attributes
    ----------
    types, modalities, kinds : float array, shape (words, classes)
        Chances of the labels in `labels`.
    foretold : float array, shape (words, 1)
        The chance that somebody predicts what the word says.
    acts, party : float arrays, shapes (words, 2 * (width + 1)) and (words, width)
        Vectors whose products say who acts and who is acted on.
    """

    types: Array
    modalities: Array
    kinds: Array
    foretold: Array
    acts: Array
    party: Array

    def parties(self, word: int) -> Array:
        """Return the chances, shape (2, words), that each word heads who acts and who is acted on."""
        width = self.party.shape[1]
        turned = self.acts[word].reshape(2, width + 1)
        scores = turned[:, :width] @ self.party.T * width**-0.5 + turned[:, width:]
        return np.asarray(1 / (1 + np.exp(-scores)))


class TaggerNetwork:
    """
    The trained network.

    Parameters
    ----------
    file : Path
        The model.
    subwords : Subwords
        The vocabulary that it was trained on.

    Raises
    ------
    InputError
        If the file is missing.
    """

    def __init__(self, file: Path, subwords: Subwords) -> None:
        if not file.is_file():
            raise InputError("the tagger's weights are missing", where=str(file), wanted="an .onnx file",
                             mend="install the package again, or make them by `python -m training.tagger`")  # fmt: skip
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
        self._subwords = subwords

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[Tagged]:
        """Return what is told of each sentence, in order; of a very long one, what is told of its first words."""
        encoded = [self._encode(words) for words in sentences]
        found: dict[int, Tagged] = {}
        for places, length in length_batches(encoded):
            found.update(zip(places, self._batch([encoded[place] for place in places], length), strict=True))
        return [found[place] for place in range(len(sentences))]

    def _encode(self, words: Sequence[str]) -> Encoded:
        room, count = MAX_PIECES - 2, 0
        for word in words:
            room -= len(self._subwords.pieces(word))
            if room < 0:
                break
            count += 1
        return self._subwords.encode(words[:count])

    def _batch(self, batch: Sequence[Encoded], length: int) -> Iterator[Tagged]:
        counts = [len(encoded.first) - 1 for encoded in batch]
        feed = {
            "pieces": padded([one.pieces for one in batch], length),
            "shapes": padded([one.shapes for one in batch], length),
            "first": padded([one.first[1:] for one in batch], max(counts)),
        }
        told = self._session.run(None, feed)
        for row, count in enumerate(counts):
            yield Tagged(*(column[row, :count] for column in told))


@lru_cache(maxsize=1)
def load_network() -> TaggerNetwork:
    """Return the package's network."""
    return TaggerNetwork(WEIGHTS / "words.onnx", load_subwords())
