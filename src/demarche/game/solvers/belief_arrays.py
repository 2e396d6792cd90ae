"""A game laid out for the belief solver: all players' types in a row of columns, all grid points in a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demarche.game.model import Game
from demarche.game.solvers.simplex import GridSettings, SimplexGrid, simplex_grid

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Layout:
    """
    Where everything stands. W columns (player 0's types, then player 1's …), G grid points (the last player's fastest).

    Parameters
    ----------
    grids : tuple of SimplexGrid, one a player
    columns : tuple of slice, one a player
    strides : tuple of int, one a player
        Grid points from one point of this player's simplex to the next.
    points : int
        G, the product of the simplexes' points.
    discounts : float array, shape (W,)
    sure : float array, shape (T, M, S, A, W)
        What a move pays: at once, and in expectation where it ends the game.
    flows : float array, shape (T, S, W)
    horizon : float array, shape (S, W)
    reached : bool array, shape (T, M + 1, S)
        Which states can be met at the stage; M is the end of the period.
    legal, live : int64 arrays, shape (T, M, S, A + 1)
        Legal moves, and those of them after which the game may go on; their number in the last place.
    """

    grids: tuple[SimplexGrid, ...]
    columns: tuple[slice, ...]
    strides: tuple[int, ...]
    points: int
    discounts: Floats
    sure: Floats
    flows: Floats
    horizon: Floats
    reached: NDArray[np.bool_]
    legal: NDArray[np.int64]
    live: NDArray[np.int64]

    def kernel_grid(self, player: int | None) -> tuple[Any, ...]:
        """Return a player's grid as the kernels take it (chance: a grid of one point)."""
        grid = simplex_grid(1, GridSettings()) if player is None else self.grids[player]
        settings = grid.settings
        return (settings.cells, settings.degree, grid.ranks, grid.shares, grid.cells)

    def rationality_at(self, period: int, player: int, rationality: float) -> float:
        """Return λ per unit of payoff as of this period; λ itself is per unit as of the start, as in the tree."""
        return float(rationality * self.discounts[self.columns[player].start] ** period)


def count_points(game: Game, settings: Sequence[GridSettings]) -> int:
    """Count the grid points of the product over players."""
    return prod(one.points(len(player.types)) for one, player in zip(settings, game.players, strict=True))


def lay_out(game: Game, settings: Sequence[GridSettings]) -> Layout:
    """Lay a game out on a grid, with settings for each player."""
    grids = tuple(simplex_grid(len(player.types), one) for player, one in zip(game.players, settings, strict=True))
    sizes = [len(grid.nodes) for grid in grids]
    ends = np.cumsum([len(player.types) for player in game.players])
    columns = tuple(
        slice(int(end) - len(player.types), int(end)) for player, end in zip(game.players, ends, strict=True)
    )
    chances = np.where(game.successors >= len(game.states), game.probabilities, 0.0)
    numbers = np.clip(game.successors - len(game.states), 0, None)
    sure = _flat(game, game.move_payoffs)
    paid_ends = _flat(game, game.end_payoffs)
    for branch in range(chances.shape[-1]) if len(game.ends) else ():
        for t in range(game.calendar.periods):
            sure[t] += chances[t, ..., branch, None] * paid_ends[t][numbers[t, ..., branch]]
    return Layout(
        grids=grids,
        columns=columns,
        strides=tuple(int(np.prod(sizes[place + 1 :], dtype=np.int64)) for place in range(len(sizes))),
        points=int(np.prod(sizes, dtype=np.int64)),
        discounts=np.repeat([p.discount for p in game.players], [len(p.types) for p in game.players]).astype(float),
        sure=sure,
        flows=_flat(game, game.state_payoffs),
        horizon=_flat(game, game.horizon_payoffs),
        reached=_reached(game),
        legal=_move_lists(game.legal),
        live=_move_lists(game.legal & live_branches(game).any(axis=-1)),
    )


def live_branches(game: Game) -> NDArray[np.bool_]:
    """Return which branches lead to a live state, shape (T, M, S, A, B)."""
    goes: NDArray[np.bool_] = (game.probabilities > 0) & (game.successors >= 0) & (game.successors < len(game.states))
    return goes


def _move_lists(chosen: NDArray[np.bool_]) -> NDArray[np.int64]:
    """List the chosen moves, and their number in the last place."""
    order = np.argsort(~chosen, axis=-1, kind="stable")
    return np.concatenate([order, chosen.sum(axis=-1, keepdims=True)], axis=-1).astype(np.int64)


def _flat(game: Game, payoffs: Floats) -> Floats:
    """Put the types of all players (last two axes) in a row, without the padding."""
    parts = [payoffs[..., i, : len(player.types)] for i, player in enumerate(game.players)]
    return np.ascontiguousarray(np.concatenate(parts, axis=-1), np.float64)


def _reached(game: Game) -> NDArray[np.bool_]:
    """Return which states can be met before each stage of each period, starting from the initial one."""
    periods, stages, states = game.legal.shape[:3]
    reached = np.zeros((periods, stages + 1, states), np.bool_)
    now = np.zeros(states, np.bool_)
    now[game.initial] = True
    for t in range(periods):
        for m in range(stages):
            reached[t, m] = now
            goes = game.legal[t, m][..., None] & (game.probabilities[t, m] > 0) & now[:, None, None]
            targets = game.successors[t, m][goes]
            now = np.zeros(states, np.bool_)
            now[targets[(targets >= 0) & (targets < states)]] = True
        reached[t, stages] = now
    return reached
