"""The fitted network into the package: quantised model, label scorer, vocabulary and classes."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from functools import partial
from pathlib import Path

import onnx
import torch

from demarche.reading.english.subwords import MAX_PIECES, Subwords
from training.export import Exporter, inputs_of, label_model
from training.fit import Classes, Encoding, Settings, batches, run
from training.network import Network
from training.treebanks import Sentence

_CALIBRATION_SENTENCES = 300
_INFLECTED = frozenset({"VBD", "VBG", "VBN", "VBP", "VBZ", "NNS", "JJR", "JJS", "RBR", "RBS"})


def load_fitted(path: Path) -> tuple[Network, Classes, list[str]]:
    """Return the network that `fit` left, its classes, and the pieces of its vocabulary."""
    saved = torch.load(path)
    classes = Classes(**saved["classes"])
    network = Network(len(saved["pieces"]), classes.sizes)
    network.load_state_dict(saved["state"])
    return network.eval(), classes, saved["pieces"]


def blend(older: Path, newer: Path, share: float, target: Path) -> None:
    """Leave at `target` a network whose weights are `share` of the newer fit's and the rest of the older one's."""
    first, saved = torch.load(older), torch.load(newer)
    if first["classes"] != saved["classes"] or first["pieces"] != saved["pieces"]:
        raise SystemExit(f"{older} and {newer} tell other classes apart: only fits of the same data can be blended")
    saved["state"] = {name: torch.lerp(first["state"][name], value, share) for name, value in saved["state"].items()}
    torch.save(saved, target)


def known_lemmas(sentences: Iterable[Sentence]) -> dict[str, str]:
    """Return the usual lemma of each inflected word of the treebanks, by "word TAG"."""
    seen: dict[str, Counter[str]] = {}
    for sentence in sentences:
        for word, tag, lemma in zip(sentence.words, sentence.xpos, sentence.lemmas, strict=bool(sentence.xpos)):
            if tag in _INFLECTED and word.isalpha() and lemma.isalpha() and lemma.islower():
                seen.setdefault(f"{word.lower()} {tag}", Counter())[lemma] += 1
    return {key: lemmas.most_common(1)[0][0] for key, lemmas in sorted(seen.items())}


def package(fitted: Path, sentences: list[Sentence], folder: Path, *, eight_bit: bool = True) -> None:
    """
    Write the files that `demarche.reading.english` runs on.

    Parameters
    ----------
    fitted : Path
        The file that `fit` left.
    sentences : list of Sentence
        Training sentences, of which some set the scales of the activations.
    folder : Path
        Where the files go.
    eight_bit : bool
        False keeps the linear layers in full precision, to see what quantising costs.
    """
    network, classes, pieces = load_fitted(fitted)
    encoding, dice = Encoding(Subwords(pieces), classes), random.Random(0)
    chosen = [encoding.example(s, s) for s in dice.sample(sentences, min(len(sentences), _CALIBRATION_SENTENCES))]
    short = [example for example in chosen if len(example.encoded.pieces) <= MAX_PIECES]
    runs = ((batch.mask, partial(run, network, batch)) for batch in batches(short, Settings(), dice))
    inputs = inputs_of(network.encoder, runs) if eight_bit else None
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(Exporter(network, inputs).model(), folder / "network.onnx")
    labels = label_model(network.label.detach().numpy(), classes.deps.index("root"))
    onnx.save(labels, folder / "labels.onnx")
    (folder / "vocabulary.txt").write_text("\n".join(pieces) + "\n", encoding="utf-8")
    known = "".join(f"{key}\t{lemma}\n" for key, lemma in known_lemmas(sentences).items())
    (folder / "lemmas.tsv").write_text(known, encoding="utf-8")
    (folder / "classes.json").write_text(json.dumps(asdict(classes), indent=0), encoding="utf-8")
