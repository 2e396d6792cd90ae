"""
What a regression is given of each crisis: columns of numbers, by the table `columns.toml`.

Where a number is missing, its column has NaN and a yes/no column beside it says so; the regression puts the mean of
its training crises there.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from demarche.errors import InputError
from eval.icb.crises import Crisis, Row

TABLE = Path(__file__).with_name("columns.toml")
Floats = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Feature:
    """A column of the data; `levels` names groups of codes, `number` is '', 'plain' or 'log'."""

    name: str
    column: str
    file: str
    known: str
    why: str
    levels: tuple[tuple[str, tuple[int, ...]], ...] = ()
    number: str = ""

    def columns(self, crises: Sequence[Crisis]) -> tuple[list[str], Floats]:
        """Return names and values, shape (crises, columns)."""
        codes = [self.code(one) for one in crises]
        if self.number:
            return self._numbers(codes)
        return [name for name, _ in self.levels], np.array(
            [[float(code in group) for _, group in self.levels] for code in codes]
        ).reshape(len(codes), len(self.levels))

    def code(self, crisis: Crisis) -> int | None:
        """Return the code of a crisis; None where missing."""
        row: Row = crisis.crisis if self.file == "crises" else crisis.first
        return row.get(self.column)

    def _numbers(self, codes: Sequence[int | None]) -> tuple[list[str], Floats]:
        values = np.array([np.nan if code is None else float(code) for code in codes])
        if self.number == "log":
            values = np.sign(values) * np.log1p(np.abs(values))
        missing = np.isnan(values)
        if not missing.any():
            return [self.name], values[:, None]
        return [self.name, f"{self.name} missing"], np.column_stack([values, missing.astype(float)])


@cache
def load_features() -> dict[str, Feature]:
    """Return the features of the table by name."""
    found = {}
    for entry in _table()["feature"]:
        levels = tuple((name, tuple(codes)) for name, codes in entry.pop("levels", {}).items())
        found[entry["name"]] = Feature(levels=levels, **entry)
    return found


@cache
def load_sets() -> dict[str, tuple[Feature, ...]]:
    """Return what is compared: the features of each named set."""
    features = load_features()
    return {entry["name"]: tuple(features[name] for name in entry["features"]) for entry in _table()["set"]}


def _table() -> dict[str, Any]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def matrix(features: Sequence[Feature], crises: Sequence[Crisis]) -> tuple[list[str], Floats]:
    """
    Return the columns of several features side by side, without those that do not vary.

    Raises
    ------
    InputError
        If nothing varies.
    """
    names, parts = [], []
    for feature in features:
        labels, values = feature.columns(crises)
        for label, column in zip(labels, values.T, strict=True):
            if np.unique(column[~np.isnan(column)]).size > 1:
                names.append(label)
                parts.append(column)
    if not parts:
        raise InputError(
            "nothing varies", field="features", wanted="a column with two values", got=f"{len(crises)} crises"
        )
    return names, np.column_stack(parts)
