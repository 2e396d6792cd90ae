"""The learned second opinion: which type a source's act towards a target has, by what was learned from marked pairs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from demarche.errors import InputError
from demarche.reading.secondopinion.vectors import WordVectors

if TYPE_CHECKING:
    from collections.abc import Sequence

WEIGHTS = Path(__file__).parent / "weights" / "pairs.npz"
VECTORS_COUNT = 0.3
"""How much the vectors count beside the traits, whose length is 1; chosen on held-out pairs of our own, 2026-11."""
_TABLES = ("traits", "words", "vectors", "types", "weights", "scales")


@dataclass(frozen=True)
class Opinion:
    """
    What was learned says of one pair.

    Parameters
    ----------
    probabilities : mapping of str to float
        Of each type; the sum is 1.
    """

    probabilities: Mapping[str, float]

    @property
    def type(self) -> str:
        """The likeliest type."""
        return max(self.probabilities, key=lambda one: self.probabilities[one])

    @property
    def probability(self) -> float:
        """Its probability."""
        return max(self.probabilities.values())

    def told(self, most: int = 2) -> str:
        """
        Return the likeliest types with their probabilities.

        Examples
        --------
        >>> Opinion({"ACCUSE": 0.81, "AID": 0.12, "AGREE": 0.07}).told()
        'ACCUSE .81, AID .12'
        """
        best = sorted(self.probabilities.items(), key=lambda one: (-one[1], one[0]))[:most]
        return ", ".join(f"{name} {_two(value)}" for name, value in best)


class SecondOpinion:
    """
    The learned weights.

    Parameters
    ----------
    table : mapping of str to array
        `traits` (V names), `words` and `vectors` (int8), `types` (K names), `weights` (int8,
        V + 4 × width rows, K columns) and `scales` (float16, of each row); names are UTF-8 bytes, one a line.

    Notes
    -----
    Multinomial logistic regression: p ∝ exp(W x), x the pair's traits (to length 1) and the means of word vectors
    (times `VECTORS_COUNT`).
    """

    def __init__(self, table: Mapping[str, NDArray[Any]]) -> None:
        self.types = _names(table["types"])
        self._row = {name: row for row, name in enumerate(_names(table["traits"]))}
        self._weights = table["weights"].astype(np.float32) * table["scales"].astype(np.float32)[:, None]
        self.vectors = WordVectors(_names(table["words"]), table["vectors"])

    def of(self, traits: Mapping[str, float], words: Mapping[str, Sequence[str]]) -> Opinion:
        """Return the opinion on a pair, by its `Evidence`: the traits, and the words at each place."""
        rows, values = self.rows_of(traits)
        scores = values @ self._weights[rows]
        scores += VECTORS_COUNT * self.vectors.means(words) @ self._weights[len(self._row) :]
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        return Opinion(dict(zip(self.types, shares.tolist(), strict=True)))

    def rows_of(self, traits: Mapping[str, float]) -> tuple[list[int], NDArray[np.float32]]:
        """Return the rows of the traits that were learned, and their weights scaled to length 1."""
        known = [(self._row[name], weight) for name, weight in traits.items() if name in self._row]
        values = np.array([weight for _, weight in known], np.float32)
        return [row for row, _ in known], values / max(float(np.sqrt(values @ values)), 1e-9)

    def reasons(self, traits: Mapping[str, float], type_name: str, most: int = 5) -> list[tuple[str, float]]:
        """Return the traits that speak most for a type against the mean of all types, the strongest first."""
        rows, values = self.rows_of(traits)
        names = [name for name in traits if name in self._row]
        weights = self._weights[rows]
        gains = values * (weights[:, self.types.index(type_name)] - weights.mean(axis=1))
        best = sorted(zip(names, gains.tolist(), strict=True), key=lambda one: (-one[1], one[0]))
        return best[:most]


@lru_cache(maxsize=2)
def load_opinion(path: Path = WEIGHTS) -> SecondOpinion:
    """
    Load the weights; those of the package are kept.

    Raises
    ------
    InputError
        If the file is missing or lacks a table.
    """
    if not path.is_file():
        raise InputError("the weights of the second opinion are missing", where=str(path), wanted="an .npz file",
                         mend="install the package again, or make them by `python -m training.heads`")  # fmt: skip
    with np.load(path, allow_pickle=False) as file:
        lacking = [name for name in _TABLES if name not in file.files]
        if lacking:
            raise InputError("the weights of the second opinion are not whole", where=str(path),
                             wanted=", ".join(_TABLES), got=f"no {', '.join(lacking)}")  # fmt: skip
        return SecondOpinion({name: file[name] for name in _TABLES})


def pack_names(names: Iterable[str]) -> NDArray[np.uint8]:
    """Return names as the bytes in which the file keeps them."""
    return np.frombuffer("\n".join(names).encode("utf-8"), np.uint8)


def _two(value: float) -> str:
    """Return a probability in two places; nothing is rounded to sure or to impossible."""
    return f"{min(max(value, 0.01), 0.99):.2f}".removeprefix("0")


def _names(packed: NDArray[Any]) -> list[str]:
    return bytes(packed).decode("utf-8").split("\n")
