"""Games in strategic form as trees: a table of two players, and Gambit's `.nfg` for any number."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from demarche.errors import InputError
from demarche.game.interop.tokens import Tokens, read_source
from demarche.game.tree import InformationSet, Tree


def tree_of_bimatrix(
    row: ArrayLike,
    column: ArrayLike,
    *,
    title: str = "",
    players: tuple[str, str] = ("row", "column"),
    actions: tuple[Sequence[str], Sequence[str]] | None = None,
) -> Tree:
    """
    Write a game of two players who choose at once as a tree in which the second does not see the first's choice.

    Parameters
    ----------
    row, column : float arrays, shape (m, n)
        Payoffs of the first and the second player.
    title : str
    players : pair of str
    actions : pair of sequences of str, optional
        Names of the m and n strategies; by default numbers from 1.

    Returns
    -------
    Tree
        Two information sets, 1 + m + m·n nodes.

    Raises
    ------
    InputError
        If the tables differ in shape, are empty or hold what is no finite number.

    Examples
    --------
    >>> tree_of_bimatrix([[1, 0], [0, 1]], [[0, 1], [1, 0]]).payoffs.shape
    (7, 2)
    """
    tables = np.array([row, column], np.float64) if np.shape(row) == np.shape(column) else np.zeros(0)
    if tables.ndim != 3:
        got = f"{np.shape(row)} and {np.shape(column)}"
        raise InputError("the two tables of payoffs do not fit", wanted="two tables of the same shape", got=got)
    if actions is None:
        actions = tuple(tuple(str(number + 1) for number in range(size)) for size in tables.shape[1:])  # type: ignore[assignment]
    return tree_of_table(title, players, actions, np.moveaxis(tables, 0, -1))  # type: ignore[arg-type]


def tree_of_table(
    title: str, players: Sequence[str], strategies: Sequence[Sequence[str]], payoffs: NDArray[np.float64]
) -> Tree:
    """
    Write a game in strategic form as a tree: the players choose in turn, none sees what was chosen.

    Parameters
    ----------
    title : str
    players : sequence of str, length N
    strategies : N sequences of str
    payoffs : float array, shape (strategies of player 1, …, strategies of player N, N)

    Raises
    ------
    InputError
        If the table does not fit the strategies or holds what is no finite number.
    """
    sizes = tuple(len(names) for names in strategies)
    if payoffs.shape != (*sizes, len(players)) or 0 in payoffs.shape:
        raise InputError(
            "the table of payoffs does not fit", wanted=str((*sizes, len(players))), got=str(payoffs.shape)
        )
    if not np.isfinite(payoffs).all():
        raise InputError("a payoff is not a finite number", field="payoffs")
    widths = np.cumprod((1, *sizes))
    level = np.repeat(np.arange(len(widths)), widths)
    nodes = int(widths.sum())
    within = np.arange(nodes) - np.concatenate(([0], np.cumsum(widths)))[level]
    starts = np.concatenate(([0], np.cumsum(widths)))
    size_above = np.array((1, *sizes))[level]
    parent = np.where(level > 0, starts[level - 1] + within // size_above, -1)
    paid = np.zeros((nodes, len(players)))
    paid[starts[len(players)] :] = payoffs.reshape(-1, len(players))
    return Tree(
        title,
        tuple(players),
        tuple(InformationSet(player, 1, "", tuple(names)) for player, names in enumerate(strategies)),
        np.where(level < len(players), level, -1).astype(np.int32),
        parent.astype(np.int32),
        np.where(level > 0, within % size_above, -1).astype(np.int32),
        np.ones(nodes),
        paid,
        np.full(nodes, -1, np.int32),
        (),
    )


def read_nfg(path_or_text: str | Path) -> Tree:
    """
    Read a game in strategic form from Gambit's `.nfg`, as a tree of simultaneous choices.

    Parameters
    ----------
    path_or_text : str or Path
        A path, or the text itself (which begins with `NFG`).

    Raises
    ------
    InputError
        With file, line, column, what was wanted and what was got.

    Notes
    -----
    [Gambit]: payoffs are listed with the first player's strategy changing fastest, as numbers or as outcomes.
    """
    name, text = read_source(path_or_text, "NFG")
    tokens = Tokens(text, name)
    for word in ("NFG", "1", ("R", "D")):
        if tokens.value not in word:
            raise tokens.error("this is no game in strategic form in Gambit's format", "NFG 1 R as the first words")
        tokens.advance()
    title = tokens.take_text("the title")
    players = tokens.take_texts("the players' names")
    strategies = read_strategies(tokens, players)
    if tokens.kind == "text":
        tokens.advance()
    cells = list(itertools.product(*(range(len(names)) for names in reversed(strategies))))
    rows = read_outcomes(tokens, players, len(cells)) if tokens.at_mark("{") else read_rows(tokens, players, len(cells))
    if tokens.kind != "end":
        raise tokens.error("all payoffs have been read, but the file goes on", "the end of the file")
    payoffs = np.zeros((*(len(names) for names in strategies), len(players)))
    for cell, row in zip(cells, rows, strict=True):
        payoffs[tuple(reversed(cell))] = row
    return tree_of_table(title, players, strategies, payoffs)


def read_strategies(tokens: Tokens, players: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Read the strategies: their names, or how many each player has."""
    start = tokens.start
    tokens.take_mark("{", "before the strategies")
    found: list[tuple[str, ...]] = []
    while not tokens.at_mark("}"):
        if tokens.at_mark("{"):
            found.append(tokens.take_texts("the strategies' names"))
        else:
            count = tokens.take_whole("a number of strategies, or names in braces")
            found.append(tuple(str(number + 1) for number in range(count)))
    tokens.advance()
    if len(found) != len(players) or not all(found):
        raise tokens.error("each player needs strategies", f"{len(players)} lists", f"{len(found)}", start=start)
    return found


def read_rows(tokens: Tokens, players: tuple[str, ...], cells: int) -> list[list[float]]:
    """Read the payoffs of each combination of strategies."""
    rows = []
    for _ in range(cells):
        rows.append([tokens.take_number(f"a payoff; the table needs {cells * len(players)}") for _ in players])
    return rows


def read_outcomes(tokens: Tokens, players: tuple[str, ...], cells: int) -> list[list[float]]:
    """Read a list of outcomes, then the outcome's number of each combination (0 pays nothing)."""
    tokens.take_mark("{", "before the outcomes")
    outcomes = [[0.0] * len(players)]
    while tokens.at_mark("{"):
        tokens.advance()
        tokens.take_text("the outcome's name")
        row = []
        for _ in players:
            row.append(tokens.take_number(f"a payoff, {len(players)} in all"))
            tokens.skip_comma()
        outcomes.append(row)
        tokens.take_mark("}", "after the payoffs")
    tokens.take_mark("}", "after the outcomes")
    rows = []
    for _ in range(cells):
        start = tokens.start
        number = tokens.take_whole(f"an outcome's number; the table needs {cells}")
        if not 0 <= number < len(outcomes):
            raise tokens.error("there is no such outcome", f"0 to {len(outcomes) - 1}", str(number), start=start)
        rows.append(outcomes[number])
    return rows
