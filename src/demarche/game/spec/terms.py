"""
What an expression is once it is understood: a tree of terms, evaluated for all periods, states and types at once.

Every value broadcasts to [T periods, S states, K types of the player]; a term that does not use the period, the state
or the type has length 1 there, so that most of the arithmetic is done on few numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Value = Any
"""A NumPy scalar, or an array of three axes [T or 1, S or 1, K or 1]."""


@dataclass(frozen=True)
class Domain:
    """
    The named values of a state variable or of `type`, in order.

    Parameters
    ----------
    name : str
        The variable, or "type".
    values : tuple of str
    """

    name: str
    values: tuple[str, ...]

    def code(self, word: str) -> int | None:
        """Return the position of a value; in expressions blanks and hyphens may be written as underscores."""
        for code, value in enumerate(self.values):
            if word in {value, value.replace(" ", "_").replace("-", "_")}:
                return code
        return None


@dataclass
class Frame:
    """
    What the names in expressions stand for in one compilation.

    Parameters
    ----------
    parameters : mapping of str to float
    periods : float array, shape (T, 1, 1)
        0…T−1.
    days : float array, shape (T, 1, 1)
        First day of each period, in days after the start.
    start : int or None
        Ordinal of the calendar's start; None where the game has no dates.
    states : dict of str to array of shape (1, S, 1)
        Numbers of a numeric variable, codes of a named one.
    types : dict of str to int array of shape (1, 1, K)
        By player, codes of the types that are in the game.
    """

    parameters: Mapping[str, float]
    periods: NDArray[np.float64]
    days: NDArray[np.float64]
    start: int | None
    states: dict[str, NDArray[Any]] = field(default_factory=dict)
    types: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    formulas: dict[tuple[str, str | None], Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Term:
    """
    One operation, or one name or number.

    Parameters
    ----------
    kind : str
        `number`, `condition`, or `value` (of the named values of `domain`).
    column : int
        Where it begins in the text of its expression, from 1.
    uses : frozenset of str
        Of "t", "state" and "type": what it depends on besides parameters.
    parts : tuple of Term
    apply : callable
        Of the parts' values; of the frame where there are no parts.
    domain : Domain or None
    formula : pair of Term and object, or None
        What a formula's name stands for, and its source.
    """

    kind: str
    column: int
    uses: frozenset[str]
    parts: tuple[Term, ...]
    apply: Callable[..., Value]
    domain: Domain | None = None
    formula: tuple[Term, Any] | None = None

    def evaluate(self, frame: Frame) -> Value:
        """Return the value; what is not finite is left in it, to be refused where it counts."""
        if not self.parts:
            return self.apply(frame)
        return self.apply(*[part.evaluate(frame) for part in self.parts])

    def culprit(self, frame: Frame, cell: tuple[int, int, int], source: Any) -> tuple[Term, Any]:
        """Return the innermost term that is not finite at a cell though its parts are, and the source it stands in."""
        for part in self.parts:
            if not np.isfinite(_at(part.evaluate(frame), cell)):
                return part.culprit(frame, cell, source)
        if self.formula is not None:
            return self.formula[0].culprit(frame, cell, self.formula[1])
        return self, source


def _at(value: Value, cell: tuple[int, int, int]) -> float:
    array = np.asarray(value, dtype=float)
    if array.ndim == 0:
        return float(array)
    return float(array[tuple(place if size > 1 else 0 for place, size in zip(cell, array.shape, strict=True))])


def select(*values: Value) -> Value:
    """Choose by condition: where(c1, v1, c2, v2, …, otherwise)."""
    result = values[-1]
    for condition, value in zip(values[-3::-2], values[-2::-2], strict=True):
        result = np.where(condition, value, result)
    return result


def _least(*values: Value) -> Value:
    result = values[0]
    for value in values[1:]:
        result = np.minimum(result, value)
    return result


def _most(*values: Value) -> Value:
    result = values[0]
    for value in values[1:]:
        result = np.maximum(result, value)
    return result


def _logistic(value: Value) -> Value:
    return 0.5 * (1.0 + np.tanh(0.5 * value))


@dataclass(frozen=True)
class Function:
    """A function of the language: how many numbers it takes (least, most) and what it gives."""

    least: int
    most: int
    apply: Callable[..., Value]
    gives: str = "number"


FUNCTIONS: dict[str, Function] = {
    "min": Function(2, 20, _least),
    "max": Function(2, 20, _most),
    "clip": Function(3, 3, lambda value, low, high: np.minimum(np.maximum(value, low), high)),
    "abs": Function(1, 1, np.abs),
    "exp": Function(1, 1, np.exp),
    "log": Function(1, 1, np.log),
    "sqrt": Function(1, 1, np.sqrt),
    "floor": Function(1, 1, np.floor),
    "logistic": Function(1, 1, _logistic),
    "before": Function(2, 2, np.less, "condition"),
    "after": Function(2, 2, np.greater, "condition"),
}
"""Beside these: where (conditions and values in turn), level, next and previous (of a named variable)."""
