"""
Formulas for strategic models: `outcome ~ x + y - 1 | 1 | 0 | log(z)`, one part for each payoff.

A term is a column, `sqrt`, `log` or `exp` of one, or a product `a:b`; each part has a constant unless it says `- 1` or
`0`; `0` alone is a payoff of nothing. Columns are numbers; columns of words become a 0/1 column for each word but the
first in the alphabet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from demarche.errors import InputError

FUNCTIONS = {"sqrt": np.sqrt, "log": np.log, "exp": np.exp}
NAME = re.compile(r"[A-Za-z_.][A-Za-z0-9_.]*$")
CALL = re.compile(r"(\w+)\((.+)\)$")


@dataclass(frozen=True, eq=False)
class Part:
    """
    The regressors of one payoff.

    Parameters
    ----------
    names : tuple of str, length k
        `(constant)` for the constant.
    columns : float array, shape (n, k)
    """

    names: tuple[str, ...]
    columns: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Design:
    """What a formula makes of data: the names and columns on the left, and one `Part` for each payoff on the right."""

    left: tuple[str, ...]
    response: tuple[NDArray[Any], ...]
    parts: tuple[Part, ...]


def read_formula(formula: str, data: Mapping[str, ArrayLike], payoffs: tuple[str, ...]) -> Design:
    """
    Return the design of a formula.

    Parameters
    ----------
    formula : str
        Left-hand columns joined by `+`, `~`, then as many parts, joined by `|`, as there are payoffs.
    data : mapping of str to array, or a data frame
        Columns of one length, n.
    payoffs : tuple of str
        Names of the payoffs, for messages.

    Raises
    ------
    InputError
        If the formula does not parse, a column is missing, has not the common length, holds NaN, or is no number.
    """
    left, tilde, right = formula.partition("~")
    if not tilde:
        raise InputError(
            "the formula has no ~", field="formula", wanted="outcome ~ " + " | ".join(payoffs), got=formula
        )
    sides = right.split("|")
    if len(sides) != len(payoffs):
        wanted = f"{len(payoffs)} parts: {' | '.join(payoffs)}"
        raise InputError(
            "the formula has the wrong number of parts", field="formula", wanted=wanted, got=f"{len(sides)}"
        )
    names = tuple(part.strip() for part in left.split("+"))
    response = tuple(fetch(name, data) for name in names)
    count = len(response[0])
    for name, column in zip(names, response, strict=True):
        if len(column) != count:
            raise InputError("columns differ in length", field=name, wanted=str(count), got=str(len(column)))
    parts = tuple(_part(side, data, count, payoff) for side, payoff in zip(sides, payoffs, strict=True))
    return Design(names, response, parts)


def complete_rows(formula: str, data: Mapping[str, ArrayLike]) -> tuple[dict[str, NDArray[Any]], int]:
    """
    Return the formula's columns with the rows in which none of them is missing (NaN, None, an empty word), and how many
    rows were left out.

    Raises
    ------
    InputError
        If a column is not there, columns differ in length, or no row is complete.
    """
    words = re.findall(r"[A-Za-z_.][A-Za-z0-9_.]*(?!\w*\()", formula)
    columns = {name: fetch(name, data) for name in dict.fromkeys(words)}
    lengths = {len(column) for column in columns.values()}
    if len(lengths) != 1:
        raise InputError("columns differ in length", field="formula", wanted="one length", got=str(sorted(lengths)))
    whole = np.ones(lengths.pop(), dtype=bool)
    for column in columns.values():
        whole &= np.array([str(value) not in ("", "nan", "NaN", "None", "NaT") for value in column])
    if not whole.any():
        raise InputError("no row is complete", field="formula", wanted="rows without missing values", got="none")
    return {name: column[whole] for name, column in columns.items()}, int((~whole).sum())


def fetch(name: str, data: Mapping[str, ArrayLike]) -> NDArray[Any]:
    """Return a column as an array of one dimension, or raise an `InputError` that lists the columns there are."""
    columns = list(data.keys()) if hasattr(data, "keys") else list(getattr(data, "columns", []))
    if name not in columns:
        shown = ", ".join(str(column) for column in columns[:20])
        raise InputError(f"there is no column {name}", field="formula", wanted=shown, got=name)
    column = np.asarray(data[name])
    if column.ndim != 1 or len(column) == 0:
        raise InputError("a column is no list of values", field=name, wanted="one dimension", got=str(column.shape))
    return column


def _part(side: str, data: Mapping[str, ArrayLike], count: int, payoff: str) -> Part:
    constant, terms = _terms(side, payoff)
    names: list[str] = ["(constant)"] if constant else []
    columns: list[NDArray[np.float64]] = [np.ones(count)] if constant else []
    for term in terms:
        for name, column in _columns(term, data):
            if len(column) != count:
                raise InputError("columns differ in length", field=name, wanted=str(count), got=str(len(column)))
            names.append(name)
            columns.append(column)
    matrix = np.column_stack(columns) if columns else np.empty((count, 0))
    _check_rank(matrix, names, payoff)
    return Part(tuple(names), matrix)


def _terms(side: str, payoff: str) -> tuple[bool, list[str]]:
    """Return whether there is a constant, and the terms."""
    pieces = re.findall(r"[+-]?[^+-]+", side.replace(" ", ""))
    constant, terms = True, []
    for piece in pieces:
        sign, term = (piece[0], piece[1:]) if piece[0] in "+-" else ("+", piece)
        if term in ("0", "1"):
            constant = (sign == "+") == (term == "1")
        elif sign == "-":
            raise InputError("only a constant can be left out", field=payoff, wanted="- 1", got=f"- {term}")
        else:
            terms.append(term)
    if not pieces:
        raise InputError("a part of the formula is empty", field=payoff, wanted="terms, 1 or 0", got="nothing")
    return constant, terms


def _columns(term: str, data: Mapping[str, ArrayLike]) -> list[tuple[str, NDArray[np.float64]]]:
    """Return the columns of one term, with their names."""
    if ":" in term:
        first, second = term.split(":", 1)
        return [(f"{a}:{b}", x * y) for a, x in _columns(first, data) for b, y in _columns(second, data)]
    call = CALL.match(term)
    if call:
        return [(f"{call[1]}({name})", _apply(call[1], column, term)) for name, column in _columns(call[2], data)]
    if not NAME.match(term):
        wanted = "a column, sqrt(x), log(x), exp(x) or a:b"
        raise InputError("a term of the formula is not understood", field="formula", wanted=wanted, got=term)
    column = fetch(term, data)
    if column.dtype.kind in "UOS" and not _is_numeric(column):
        levels = sorted({str(value) for value in column})
        return [(f"{term}[{level}]", (column.astype(str) == level).astype(np.float64)) for level in levels[1:]]
    return [(term, numbers(term, column))]


def _apply(function: str, column: NDArray[np.float64], term: str) -> NDArray[np.float64]:
    if function not in FUNCTIONS:
        raise InputError("unknown function in the formula", field=term, wanted=", ".join(FUNCTIONS), got=function)
    with np.errstate(all="ignore"):
        return numbers(term, FUNCTIONS[function](column))


def numbers(name: str, column: NDArray[Any]) -> NDArray[np.float64]:
    """Return a column as finite numbers, or raise an `InputError` that names the first row at fault."""
    found = column.astype(np.float64)
    wrong = np.flatnonzero(~np.isfinite(found))
    if len(wrong):
        mend = f"{len(wrong)} of {len(found)} rows: leave them out or fill them in"
        got = f"{found[wrong[0]]} in row {wrong[0] + 1}"
        raise InputError("a column has missing or infinite values", field=name, wanted="numbers", got=got, mend=mend)
    return found


def _is_numeric(column: NDArray[Any]) -> bool:
    try:
        column.astype(np.float64)
    except (TypeError, ValueError):
        return False
    return True


def _check_rank(matrix: NDArray[np.float64], names: list[str], payoff: str) -> None:
    """Raise an `InputError` where the columns of a payoff are linearly dependent, naming those."""
    if not names:
        return
    scaled = matrix / np.maximum(np.linalg.norm(matrix, axis=0), 1e-300)
    values, vectors = np.linalg.eigh(scaled.T @ scaled)
    if values[0] < 1e-12 * max(values[-1], 1e-300):
        involved = [name for name, weight in zip(names, vectors[:, 0], strict=True) if abs(weight) > 1e-6]
        message = "the columns of a payoff are linearly dependent (or one is 0)"
        raise InputError(message, field=payoff, wanted="independent columns", got=", ".join(involved))
