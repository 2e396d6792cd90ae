"""
Where a solved crisis game goes: probability mass pushed forward through its states and beliefs.

Each public history arrives with a belief of its own, so the exact distribution is over ever more beliefs (see
`belief_histories` for games whose histories are few). Here each belief is split among the grid points around it, with
the weights that the solver interpolates values with. That is the transpose of interpolating the outcomes'
probabilities backward, so its error is of the solver's own order, and it costs less than the solution.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demarche.game.model import Game
from demarche.game.solvers.belief_arrays import Floats, Layout


@dataclass(frozen=True, eq=False)
class Course:
    """
    The distribution over what happens.

    Parameters
    ----------
    outcomes : tuple of str
        The ends, then the horizon's.
    ended : float array, shape (T, E)
        Probability that the game ends so in a period; rows and `standing` sum to 1.
    ended_by_type : float array, shape (T, E, W)
        The same, jointly with each type of each player (W as in `Layout.columns`).
    standing : float array, shape (S,)
        Probability of each state after the last period.
    standing_by_type : float array, shape (W,)
        Probability that the game is live after the last period, jointly with each type.
    made : list of lists of float arrays, each of shape (A, K)
        ``made[t][m]``: probability that the mover is of type k and makes move a.
    exact : bool
        False where mass was split among grid points.
    clipped : float
        Negative probability that the weights of interpolation left and that was set to 0, the rest scaled down to sum
        to 1: a coarse grid shows in it.
    """

    outcomes: tuple[str, ...]
    ended: Floats
    ended_by_type: Floats
    standing: Floats
    standing_by_type: Floats
    made: list[list[Floats]]
    exact: bool
    clipped: float = 0.0

    @property
    def probabilities(self) -> tuple[tuple[str, float], ...]:
        """Outcomes and their probabilities over the whole horizon."""
        totals = [*self.ended.sum(axis=0), self.standing.sum()]
        return tuple((name, float(total)) for name, total in zip(self.outcomes, totals, strict=True))

    @property
    def by_period(self) -> Floats:
        """Probability that the game has ended so by the end of a period, shape (T, E + 1); the last: still live."""
        ended = np.cumsum(self.ended, axis=0)
        by_now: Floats = np.column_stack([ended, 1 - ended.sum(axis=1)])
        return by_now


def propagate_on_grid(game: Game, layout: Layout, played: list[list[Floats]]) -> Course:
    """
    Push the prior through all stages on the grid.

    Parameters
    ----------
    played : list of lists of arrays, each of shape (S, G, K, A)
        Strategies at the grid points by period and stage; empty for chance.
    """
    from demarche.game.solvers import belief_sweeps

    push: Any = belief_sweeps.push_stage
    everyone = beliefs_on_grid(layout)
    course, mass = begin_course(game, layout), np.zeros((len(game.states), layout.points))
    mass[game.initial] = prior_mass(game, layout)
    for period in range(game.calendar.periods):
        course.made.append([])
        ended = np.zeros((len(game.ends), everyone.shape[1] + 1))
        for m, stage in enumerate(game.stages):
            player = stage.player
            types = 1 if player is None else len(game.players[player].types)
            onward, made = np.zeros_like(mass), np.zeros((game.legal.shape[3], types))
            push(
                mass,
                everyone,
                played[period][m],
                stage_rules(game, layout, period, m),
                -1 if player is None else layout.columns[player].start,
                1 if player is None else layout.strides[player],
                np.ones((1, 1)) if player is None else layout.grids[player].nodes,
                layout.kernel_grid(player),
                onward,
                ended,
                made,
            )
            mass = onward
            course.made[period].append(made)
        course.ended_by_type[period] = ended[:, :-1]
        course.ended[period] = ended[:, -1]
    course.standing[:] = mass.sum(axis=1)
    course.standing_by_type[:] = mass.sum(axis=0) @ everyone
    return _clip(course)


def _clip(course: Course) -> Course:
    """Set negative probabilities to 0 and scale the others."""
    ended, standing = course.ended.clip(0), course.standing.clip(0)
    total = ended.sum() + standing.sum()
    return replace(
        course,
        ended=ended / total,
        ended_by_type=course.ended_by_type.clip(0),
        standing=standing / total,
        standing_by_type=course.standing_by_type.clip(0),
        made=[[made.clip(0) for made in stages] for stages in course.made],
        clipped=float(total - course.ended.sum() - course.standing.sum()),
    )


def beliefs_on_grid(layout: Layout) -> Floats:
    """Return the beliefs about all players at the grid points, shape (G, W)."""
    parts = []
    for grid, stride in zip(layout.grids, layout.strides, strict=True):
        number = np.arange(layout.points) // stride % len(grid.nodes)
        parts.append(grid.nodes[number])
    return np.ascontiguousarray(np.concatenate(parts, axis=1))


def prior_mass(game: Game, layout: Layout) -> Floats:
    """Split the prior among the grid points, shape (G,)."""
    from demarche.game.solvers import belief_sweeps

    locate: Any = belief_sweeps.locate_rows
    mass = np.ones(1)
    for i, player in enumerate(game.players):
        grid = layout.grids[i]
        points = np.zeros((1, grid.shares.shape[0]), np.int64)
        weights = np.zeros((1, grid.shares.shape[0]))
        locate(np.array([player.prior], np.float64), 1, layout.kernel_grid(i), points, weights)
        own = np.zeros(len(grid.nodes))
        np.add.at(own, points[0], weights[0])
        mass = np.multiply.outer(mass, own).ravel()
    return mass


def begin_course(game: Game, layout: Layout, exact: bool = False) -> Course:
    """Make an empty course."""
    periods, ends, width = game.calendar.periods, len(game.ends), len(layout.discounts)
    return Course(
        game.outcomes,
        np.zeros((periods, ends)),
        np.zeros((periods, ends, width)),
        np.zeros(len(game.states)),
        np.zeros(width),
        [],
        exact,
    )


def stage_rules(game: Game, layout: Layout, period: int, stage: int) -> tuple[NDArray[Any], ...]:
    """Return a stage as the sweeps take it: sure payoffs, legal and live moves, successors, their probabilities."""
    return (
        layout.sure[period, stage],
        layout.legal[period, stage],
        layout.live[period, stage],
        np.ascontiguousarray(game.successors[period, stage], np.int32),
        np.ascontiguousarray(game.probabilities[period, stage], np.float64),
    )
