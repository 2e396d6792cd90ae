"""
The second opinion on marked pairs: `python -m training.heads`; training/README.md says what comes out.

1. gather the examples (`examples`) and the words' vectors;
2. fit a multinomial logistic regression (convex, from zero: no seed is needed);
3. round to 8 bits, write the file into the package, print what is reached on what was kept for test.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, hstack

from demarche.reading.english import load_pipeline
from demarche.reading.events import load_lexicon
from demarche.reading.secondopinion import VECTORS_COUNT, WEIGHTS, WordVectors, pack_names
from training.examples import Example, Marks, Teller, events_of, read_corpus, read_marked

PAIR_TYPES = ("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
              "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")  # fmt: skip
OTHERWISE = frozenset({"AGREE", "SUPPORT", "SANCTION", "COERCE"})
"""Types whose borders the corpus' guideline draws otherwise than the codebook: its events of them teach no pairs."""
WIDTH = 32
_WORD = re.compile("[a-z]{3,}")


@dataclass(frozen=True)
class Settings:
    """
    What was chosen on marked pairs kept for test and on the corpus, crisis by crisis, 2026-11.

    `ridge` is half the weight of the squared weights; `corpus` what an event of the corpus counts beside a marked pair.
    """

    ridge: float = 0.2
    corpus: float = 0.5
    rounds: int = 60
    seen: int = 2


@dataclass(frozen=True)
class Head:
    """Fitted weights, shape (traits + 4 × width, types)."""

    types: tuple[str, ...]
    weights: NDArray[np.float64]


class Design:
    """
    Examples as rows of numbers.

    Parameters
    ----------
    examples : sequence of Example
        Those that are fitted on: a trait counts where `seen` of them have it.
    vectors : WordVectors
    """

    def __init__(self, examples: Sequence[Example], vectors: WordVectors, seen: int) -> None:
        counts = Counter(name for one in examples for name in one.traits)
        self.traits = sorted(name for name, count in counts.items() if count >= seen)
        self._row = {name: row for row, name in enumerate(self.traits)}
        self.vectors = vectors

    def rows(self, examples: Sequence[Example]) -> csr_matrix:
        """Return traits to length 1, and beside them the means of vectors times `VECTORS_COUNT`."""
        columns, values, ends = [], [], [0]
        for one in examples:
            known = [(self._row[name], weight) for name, weight in one.traits.items() if name in self._row]
            weights = np.array([weight for _, weight in known])
            columns += [column for column, _ in known]
            values += (weights / max(float(np.sqrt(weights @ weights)), 1e-9)).tolist()
            ends.append(len(columns))
        sparse = csr_matrix((values, columns, ends), shape=(len(examples), len(self.traits)))
        dense = np.array([self.vectors.means(one.words) for one in examples], np.float64)
        rows = hstack([sparse, csr_matrix(dense * VECTORS_COUNT)]).tocsr()
        rows.sort_indices()
        return rows


def fit(
    rows: csr_matrix, shares: NDArray[np.float64], weights: NDArray[np.float64], settings: Settings
) -> NDArray[Any]:
    """
    Return the weights of a multinomial logistic regression with soft labels.

    Parameters
    ----------
    rows : sparse array, shape (n, d)
    shares : float array, shape (n, k)
        How far each example is of each type; rows sum to 1.
    weights : float array, shape (n,)
        What each example counts.
    """
    turned, wide = rows.T.tocsr(), (rows.shape[1], shares.shape[1])

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        now = flat.reshape(wide)
        scores = rows @ now
        scores -= scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        slope = turned @ ((np.exp(logs) - shares) * weights[:, None]) + settings.ridge * now
        value = -(weights * (logs * shares).sum(axis=1)).sum() + settings.ridge / 2 * (flat @ flat)
        return float(value), slope.ravel()

    start = np.zeros(wide[0] * wide[1])
    return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": settings.rounds}).x.reshape(wide)


def shares_of(examples: Sequence[Example], types: Sequence[str]) -> NDArray[np.float64]:
    """Return each example's type as a row with a one; the corpus' CONCEDE and RETREAT are the pairs' YIELD."""
    found = np.zeros((len(examples), len(types)))
    for row, one in enumerate(examples):
        found[row, types.index(one.type if one.type in types else "YIELD")] = 1
    return found


def fit_pairs(design: Design, examples: Sequence[Example], settings: Settings) -> Head:
    """Fit the head of marked pairs."""
    used = [one for one in examples if one.kind == "pair" or (one.kind == "event" and one.type not in OTHERWISE)]
    counts = np.array([1.0 if one.kind == "pair" else settings.corpus for one in used])
    return Head(PAIR_TYPES, fit(design.rows(used), shares_of(used, PAIR_TYPES), counts, settings))


def vectors_of(width: int = WIDTH) -> tuple[list[str], NDArray[np.int8]]:
    """Return the encoder's whole words, and their static vectors on the `width` main axes, in 8 bits."""
    from training.vocabulary import load_pretrained  # needs torch, which fitting alone does not

    published = load_pretrained()
    whole = published.tensors["embeddings.word_embeddings.weight"].float().numpy()[published.rows]
    whole = whole - whole.mean(axis=0)
    _, _, axes = np.linalg.svd(whole[::7], full_matrices=False)
    axes *= np.sign(axes[np.arange(len(axes)), np.abs(axes).argmax(axis=1)])[:, None]
    rows = [row for row, piece in enumerate(published.pieces) if _WORD.fullmatch(piece)]
    short = whole[rows] @ axes[:width].T
    scale = 127 / np.abs(short).max(axis=1, keepdims=True)
    return [published.pieces[row] for row in rows], np.round(short * scale).astype(np.int8)


def pack(path: Path, design: Design, words: Sequence[str], table: NDArray[np.int8], head: Head) -> None:
    """Write the file of the package: weights in 8 bits, each row with its scale."""
    found: dict[str, Any] = {"traits": pack_names(design.traits), "words": pack_names(words), "vectors": table}
    scales = (np.abs(head.weights).max(axis=1) / 127).astype(np.float16)
    steps = np.maximum(scales.astype(np.float64), 1e-7)[:, None]
    found["types"], found["scales"] = pack_names(head.types), scales
    found["weights"] = np.clip(np.round(head.weights / steps), -127, 127).astype(np.int8)
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **found)


def accuracy(head: Head, design: Design, examples: Sequence[Example]) -> float:
    """Return the share of examples whose likeliest type is theirs."""
    best = (design.rows(examples) @ head.weights).argmax(axis=1)
    return float((shares_of(examples, head.types)[np.arange(len(best)), best] > 0).mean())


def main() -> None:
    """Gather, fit, pack, print."""
    parser = argparse.ArgumentParser(prog="python -m training.heads", description=__doc__)
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="where the weights go")
    wanted = parser.parse_args()
    settings = Settings()
    examples = gather(Teller(load_pipeline(), load_lexicon()))
    fitted = [one for one in examples if not one.test]
    words, table = vectors_of()
    design = Design(fitted, WordVectors(words, table), settings.seen)
    head = fit_pairs(design, fitted, settings)
    pack(wanted.out, design, words, table, head)
    kept = {kind: [one for one in examples if one.test and one.kind == kind] for kind in ("pair", "event")}
    figures = {kind: accuracy(head, design, found) for kind, found in kept.items() if found}
    print(json.dumps({"traits": len(design.traits), "words": len(words), "kept for test": figures}, indent=2))


def gather(teller: Teller) -> list[Example]:
    """Return all examples, those kept for test among them."""
    corpus, test = read_corpus()
    events: list[Marks] = events_of(corpus, test)
    return [*teller.marked(read_marked()), *teller.marked(events, "event")]


if __name__ == "__main__":
    main()
