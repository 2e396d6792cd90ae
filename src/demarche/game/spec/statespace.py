"""The public state as a product of variables, and its numbering."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demarche.game.labels import SEPARATOR


@dataclass(frozen=True)
class StateSpace:
    """
    All combinations of the variables' values, the last variable running fastest.

    Parameters
    ----------
    variables : tuple of str
    words : tuple of tuple of str
        Values of each variable, as they are written.
    numbers : tuple of float arrays
        What a value is in expressions: its code, or its number.
    is_numeric : tuple of bool
    """

    variables: tuple[str, ...]
    spelled: tuple[tuple[str, ...], ...]
    numbers: tuple[NDArray[Any], ...]
    is_numeric: tuple[bool, ...]

    @classmethod
    def of(cls, variables: Iterable[tuple[str, tuple[str, ...], tuple[float, ...]]]) -> StateSpace:
        """Build the space from (name, named values, or else numbers) of each variable."""
        every = list(variables)
        return cls(
            tuple(name for name, _, _ in every),
            tuple(values or tuple(f"{one:g}" for one in numbers) for _, values, numbers in every),
            tuple(np.arange(len(values)) if values else np.array(numbers) for _, values, numbers in every),
            tuple(not values for _, values, _ in every),
        )

    @property
    def shape(self) -> tuple[int, ...]:
        """How many values each variable has."""
        return tuple(len(one) for one in self.numbers)

    @property
    def size(self) -> int:
        """How many combinations there are; 1 where there are no variables."""
        return math.prod(self.shape)

    def stride(self, variable: str) -> int:
        """Return how far apart the numbers of two states are that differ by one step of a variable."""
        return math.prod(self.shape[self.variables.index(variable) + 1 :])

    def codes(self, variable: str) -> NDArray[np.int64]:
        """Return the variable's code in every state, shape (S,)."""
        at = self.variables.index(variable)
        return (np.arange(self.size) // self.stride(variable)) % self.shape[at]

    def columns(self) -> dict[str, NDArray[Any]]:
        """Return what each variable stands for in expressions, shape (1, S, 1)."""
        return {
            name: numbers[self.codes(name)].reshape(1, -1, 1)
            for name, numbers in zip(self.variables, self.numbers, strict=True)
        }

    def code(self, variable: str, value: float) -> int | None:
        """Return the code of a value as expressions give it; None where the variable has no such value."""
        found = self.code_of_each(variable, np.array([value]))
        return None if found[0] < 0 else int(found[0])

    def code_of_each(self, variable: str, values: NDArray[Any]) -> NDArray[np.int64]:
        """Return the codes of values as expressions give them; −1 where the variable has no such value."""
        at = self.variables.index(variable)
        numbers = self.numbers[at]
        if not self.is_numeric[at]:
            return np.where((values >= 0) & (values < len(numbers)), values, -1)
        order = np.argsort(numbers)
        after = np.searchsorted(numbers[order], values - 1e-9).clip(max=len(numbers) - 1)
        place = order[after]
        return np.where(np.abs(numbers[place] - values) <= 1e-9, place, -1)

    def words(self, variable: str) -> tuple[str, ...]:
        """Return the values of a variable as they are written."""
        return self.spelled[self.variables.index(variable)]

    def index(self, codes: Iterable[int]) -> int:
        """Return the number of the state with these codes."""
        return sum(code * self.stride(name) for name, code in zip(self.variables, codes, strict=True))

    def names(self) -> list[str]:
        """Return the names of all states: named values as they are, numbers after their variable's name."""
        if not self.variables:
            return ["start"]
        told = [
            [f"{name} {word}" if numeric or self._is_shared(word) else word for word in words]
            for name, words, numeric in zip(self.variables, self.spelled, self.is_numeric, strict=True)
        ]
        return [SEPARATOR.join(words) for words in itertools.product(*told)]

    def _is_shared(self, word: str) -> bool:
        """Whether several variables have a value of this name: then it says nothing without the variable's."""
        return sum(word in words for words in self.spelled) > 1
