"""The fitted tagger into the package: one quantised model."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import onnx

from training.export import EncoderExporter, inputs_of
from training.graph import FLOAT, INT
from training.tagger.examples import Example
from training.tagger.fit import SETTINGS, batches
from training.tagger.model import Tagger

_CALIBRATION_SENTENCES = 300


class TaggerExporter(EncoderExporter):
    """Writes the tagger as a graph."""

    def model(self) -> onnx.ModelProto:
        """Return the model: pieces and shapes in; chances and the vectors of the parties out, for each word."""
        g = self.graph
        at = g.add("Unsqueeze", "first", g.constant(np.array([2])))
        words = g.add("GatherND", self._encoder()[-1], at, batch_dims=1)
        inner = g.add("Gelu", self._plain(words, "inner"), domain="com.microsoft")
        for head in ("types", "modalities", "kinds"):
            g.add("Softmax", self._plain(inner, head), axis=-1, outputs=[head])
        g.add("Sigmoid", self._plain(inner, "foretold"), outputs=["foretold"])
        for vectors in ("acts", "party"):
            g.add("Identity", self._plain(words, vectors), outputs=[vectors])
        rows = {"pieces": ["b", "s"], "shapes": ["b", "s"], "first": ["b", "w"]}
        told = ("types", "modalities", "kinds", "foretold", "acts", "party")
        return g.model([(name, INT, shape) for name, shape in rows.items()], [(name, FLOAT) for name in told])


def package(tagger: Tagger, examples: Sequence[Example], folder: Path) -> None:
    """
    Write the file that `demarche.reading.tagger` runs on.

    Parameters
    ----------
    tagger : Tagger
    examples : sequence of Example
        Of them some set the scales of the activations.
    folder : Path
        Where `words.onnx` goes.
    """
    dice = random.Random(0)
    taught = [one for one in examples if not one.test]
    chosen = [replace(one, choices=[]) for one in dice.sample(taught, min(len(taught), _CALIBRATION_SENTENCES))]
    runs = (
        (batch.mask, partial(tagger, batch.pieces, batch.shapes, batch.mask, batch.first))
        for batch in batches(chosen, SETTINGS, dice)
    )
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(TaggerExporter(tagger, inputs_of(tagger.encoder, runs)).model(), folder / "words.onnx")
