"""The network at work: encoded sentences in, classes and trees out, for each the same whatever stands beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from demarche.errors import InputError
from demarche.reading.english.batching import length_batches, padded
from demarche.reading.english.lemmas import Lemmatiser
from demarche.reading.english.names import decode_tags
from demarche.reading.english.subwords import Encoded, Subwords
from demarche.reading.english.trees import heads_of

WEIGHTS = Path(__file__).parent / "weights"
_FILES = ("network.onnx", "labels.onnx", "vocabulary.txt", "classes.json", "lemmas.tsv")

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the network read off one sentence, as numbers of classes; `heads` count from 1, 0 is the root."""

    upos: Array
    xpos: Array
    feats: Array
    edits: Array
    heads: Array
    deps: Array
    names: list[tuple[int, int, str]]


class Network:
    """
    The trained network.

    Parameters
    ----------
    folder : Path
        Holds `network.onnx`, `labels.onnx`, `vocabulary.txt`, `classes.json` and `lemmas.tsv`.

    Raises
    ------
    InputError
        If a file is missing.
    """

    def __init__(self, folder: Path = WEIGHTS) -> None:
        missing = [name for name in _FILES if not (folder / name).is_file()]
        if missing:
            raise InputError(
                "the English pipeline's weights are missing",
                where=str(folder), wanted=", ".join(_FILES), got=f"no {', '.join(missing)}",
                mend="install the package again, or make them as training/README.md says",
            )  # fmt: skip
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session, self._labels = (
            onnxruntime.InferenceSession(str(folder / name), options, providers=["CPUExecutionProvider"])
            for name in ("network.onnx", "labels.onnx")
        )
        self.subwords = Subwords.from_file(folder / "vocabulary.txt")
        self.classes: dict[str, list[str]] = json.loads((folder / "classes.json").read_text(encoding="utf-8"))
        lines = (folder / "lemmas.tsv").read_text(encoding="utf-8").splitlines()
        known = {key: lemma for key, _, lemma in (line.partition("\t") for line in lines)}
        self.lemmatiser = Lemmatiser(self.classes["edits"], known)
        self._root = self.classes["deps"].index("root")

    def parse(self, sentences: Sequence[Encoded]) -> list[Parsed]:
        """Parse sentences, each of at least one word; the result is in their order."""
        found: list[Parsed | None] = [None] * len(sentences)
        for places, length in length_batches(sentences):
            for place, parsed in zip(places, self._parse_batch([sentences[p] for p in places], length), strict=True):
                found[place] = parsed
        return [parsed for parsed in found if parsed is not None]

    def _parse_batch(self, batch: Sequence[Encoded], length: int) -> Iterator[Parsed]:
        counts = [len(encoded.first) - 1 for encoded in batch]
        words = max(counts) + 1
        feed = {
            "pieces": padded([e.pieces for e in batch], length),
            "shapes": padded([e.shapes for e in batch], length),
            "first": padded([e.first for e in batch], words),
            "word_shapes": padded([e.word_shapes for e in batch], words),
        }
        upos, xpos, feats, edits, arcs, dependents, governors, tags = self._session.run(None, feed)
        heads = [heads_of(arcs[row, :count, : count + 1]) for row, count in enumerate(counts)]
        names = decode_tags(tags, counts, self.classes["tags"])
        deps = self._label(dependents, governors, heads)
        for row, count in enumerate(counts):
            pos, tag, feat, edit = (column[row, :count] for column in (upos, xpos, feats, edits))
            yield Parsed(pos, tag, feat, edit, heads[row], deps[row], names[row])

    def _label(self, dependents: Array, governors: Array, heads: Sequence[Array]) -> list[Array]:
        """Name the relation of each word to its head, all sentences of a batch at once."""
        pairs = [
            np.concatenate(
                [vectors[row, above] if of_heads else vectors[row, : len(above)] for row, above in enumerate(heads)]
            )
            for vectors, of_heads in ((dependents, False), (governors, True))
        ]
        # A single row would take another path through the matrix product, with another rounding.
        doubled = [np.repeat(rows, 2, axis=0) if len(rows) == 1 else rows for rows in pairs]
        (deps,) = self._labels.run(None, {"dependents": doubled[0], "governors": doubled[1]})
        every = np.concatenate(heads)
        deps = np.where(every == 0, self._root, deps[: len(every)])
        return np.split(deps, np.cumsum([len(above) for above in heads])[:-1])
