"""What the belief solver found: values on the grid, and from them the strategies at any belief."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from demarche.errors import InputError
from demarche.game.model import Game
from demarche.game.solvers.belief_arrays import Floats, Layout
from demarche.game.solvers.belief_course import Course, stage_rules

MOST = 1000
"""Evaluations of a fixed point before it is given up."""


@dataclass(frozen=True, eq=False)
class Play:
    """
    How a stage is played in R places, each a state with beliefs.

    Parameters
    ----------
    strategies : float array, shape (R, K, A)
    left : float array, shape (R, A, K)
        Belief about the mover that each move leaves.
    payoffs : float array, shape (R, K, A)
        Expected payoff of each move to each of the mover's types.
    gaps : float array, shape (R,)
        Bound on the gap to the logit response.
    """

    strategies: Floats
    left: Floats
    payoffs: Floats
    gaps: Floats


@dataclass(frozen=True, eq=False)
class BeliefPolicy:
    """
    Everything that the players would do, at any belief.

    Only values are kept, T × M × S × G × W numbers (some dozen megabytes for half a year of weeks on the default
    grid). Strategies between grid points are not interpolated: the mover's fixed point is solved again at the very
    belief, against the values of what follows, which is more accurate.

    Parameters
    ----------
    game : Game
    layout : Layout
    rationality : tuple of float, one a player
    tolerance : float
    values : list of lists of arrays, each of shape (S, G, W)
        ``values[t][m]``: expected payoffs of all types before stage m of period t; ``values[T][0]`` at the horizon.
    course : Course
        What happens with which probability, from the grid.
    """

    game: Game
    layout: Layout
    rationality: tuple[float, ...]
    tolerance: float
    values: list[list[Floats]]
    course: Course

    @property
    def prior(self) -> tuple[Floats, ...]:
        """The beliefs before the first move, one array a player."""
        return tuple(np.array(player.prior, np.float64) for player in self.game.players)

    def following(self, period: int, stage: int) -> Floats:
        """Return the values after a stage, as of this period, shape (S, G, W)."""
        if stage + 1 < len(self.game.stages):
            return self.values[period][stage + 1]
        return next_period(self.layout, period, self.values[period + 1][0])

    def strategy_at(
        self, period: int, stage: int | str, state: int | str, beliefs: Sequence[ArrayLike] | None = None
    ) -> Floats:
        """
        Return the mover's strategy at a belief, shape (K, A); moves that are not legal have probability 0.

        Parameters
        ----------
        period : int
        stage, state : int or str
            Number or name.
        beliefs : one array a player, optional
            Probability of each type; the priors where left out.
        """
        played: Floats = self._play_one(period, stage, state, beliefs).strategies[0]
        return played

    def bayes_update(
        self, period: int, stage: int | str, state: int | str, beliefs: Sequence[ArrayLike] | None, move: int | str
    ) -> tuple[Floats, ...]:
        """Return all beliefs after the mover made a move: Bayes' rule changes the belief about the mover alone."""
        number = self._stage(stage)
        player = self.game.stages[number].player
        now = self._beliefs(beliefs)
        if player is None:
            return now
        moves = self.game.stages[number].moves
        place = moves.index(move) if isinstance(move, str) else move
        if not self.game.legal[period, number, self._state(state), place]:
            raise InputError(f"'{moves[place]}' is no legal move there", field="move", got=moves[place])
        left = self._play_one(period, stage, state, beliefs).left[0, place]
        return (*now[:player], left, *now[player + 1 :])

    def value_at(self, period: int, state: int | str, beliefs: Sequence[ArrayLike] | None = None) -> tuple[Floats, ...]:
        """Return expected payoffs at the start of a period, one array a player over its types (interpolated)."""
        points, weights, counts = self.place([np.atleast_2d(one) for one in self._beliefs(beliefs)])
        found = self.values[period][0][self._state(state)]
        spread, share = points[0, 0, : counts[0]], weights[0, 0, : counts[0]]
        for i in range(1, len(counts)):
            spread = np.add.outer(spread, points[0, i, : counts[i]]).ravel()
            share = np.multiply.outer(share, weights[0, i, : counts[i]]).ravel()
        total = share @ found[spread]
        return tuple(total[columns] for columns in self.layout.columns)

    def play(self, period: int, stage: int, states: NDArray[np.int64], beliefs: Sequence[Floats]) -> Play:
        """
        Solve a stage in R places at once.

        Parameters
        ----------
        period, stage : int
            The stage must be a player's.
        states : int array, shape (R,)
        beliefs : float arrays, one a player, each of shape (R, K of the player)
        """
        from demarche.game.solvers import belief_sweeps

        solve: Any = belief_sweeps.play_at
        game, layout = self.game, self.layout
        player = game.stages[stage].player
        assert player is not None, "a chance stage is not played"
        own = np.ascontiguousarray(beliefs[player], np.float64)
        rows, types, moves = len(own), own.shape[1], game.legal.shape[3]
        play = Play(
            np.zeros((rows, types, moves)),
            np.zeros((rows, moves, types)),
            np.zeros((rows, types, moves)),
            np.zeros(rows),
        )
        solve(
            self.following(period, stage),
            stage_rules(game, layout, period, stage),
            layout.columns[player].start,
            player,
            layout.strides[player],
            len(layout.grids[player].nodes),
            layout.rationality_at(period, player, self.rationality[player]),
            layout.kernel_grid(player),
            np.ascontiguousarray(states, np.int64),
            own,
            self.place(beliefs),
            (self.tolerance, MOST),
            (play.strategies, play.left, play.payoffs, play.gaps),
        )
        return play

    def place(self, beliefs: Sequence[Floats]) -> tuple[NDArray[np.int64], Floats, NDArray[np.int64]]:
        """Return grid points (times their stride), weights (R, N, D) and their counts (N,) for all players' beliefs."""
        from demarche.game.solvers import belief_sweeps

        locate: Any = belief_sweeps.locate_rows
        rows, players = len(beliefs[0]), len(beliefs)
        counts = np.array([grid.shares.shape[0] for grid in self.layout.grids], np.int64)
        points = np.zeros((players, rows, counts.max()), np.int64)
        weights = np.zeros((players, rows, counts.max()))
        for i, belief in enumerate(beliefs):
            own = np.ascontiguousarray(belief, np.float64)
            locate(own, self.layout.strides[i], self.layout.kernel_grid(i), points[i], weights[i])
        return np.ascontiguousarray(points.swapaxes(0, 1)), np.ascontiguousarray(weights.swapaxes(0, 1)), counts

    def _play_one(self, period: int, stage: int | str, state: int | str, beliefs: Sequence[ArrayLike] | None) -> Play:
        """Solve a stage in one place."""
        rows = [np.atleast_2d(one) for one in self._beliefs(beliefs)]
        return self.play(period, self._stage(stage), np.array([self._state(state)]), rows)

    def _beliefs(self, beliefs: Sequence[ArrayLike] | None) -> tuple[Floats, ...]:
        """Check beliefs, one array a player."""
        if beliefs is None:
            return self.prior
        given = tuple(np.asarray(one, np.float64) for one in beliefs)
        for player, one in zip(self.game.players, given, strict=False):
            if one.shape != (len(player.types),) or (one < 0).any() or abs(one.sum() - 1) > 1e-9:
                wanted = f"{len(player.types)} probabilities that sum to 1"
                raise InputError(f"no belief about {player.name}", field="beliefs", wanted=wanted, got=str(one))
        if len(given) != len(self.game.players):
            wanted = f"{len(self.game.players)}, one a player"
            raise InputError("beliefs are missing", field="beliefs", wanted=wanted, got=str(len(given)))
        return given

    def _stage(self, stage: int | str) -> int:
        names = [one.name for one in self.game.stages]
        if isinstance(stage, str) and stage not in names:
            raise InputError("no such stage", field="stage", wanted=", ".join(names), got=stage)
        return names.index(stage) if isinstance(stage, str) else stage

    def _state(self, state: int | str) -> int:
        if isinstance(state, str) and state not in self.game.states:
            raise InputError("no such state", field="state", wanted=", ".join(self.game.states), got=state)
        return self.game.states.index(state) if isinstance(state, str) else state


def next_period(layout: Layout, period: int, values: Floats) -> Floats:
    """Return what follows a period's last stage: its flow, and the next period's values, discounted."""
    total: Floats = values * layout.discounts + layout.flows[period][:, None, :]
    return total
