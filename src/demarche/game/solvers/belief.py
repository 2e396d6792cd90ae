"""
Belief-space dynamic programming for the agent logit quantal response equilibrium of a crisis game.

Moves are public and types independent, so the product of the beliefs about each player is all that matters of the past,
and a move changes the belief about its mover alone. Backward in time, at every live state and grid point, the mover's
strategy solves σ(a | θ) ∝ exp(λ Q(a | θ, b′)), with b′ the belief that Bayes' rule makes of the move under σ and Q the
next values, interpolated on the mover's own simplex (everybody else's belief stays on its grid point). Cost is linear
in the periods and in the states.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from demarche.errors import InputError
from demarche.game.labels import label_decision
from demarche.game.model import Game
from demarche.game.solution import InfosetStrategy, Solution
from demarche.game.solvers.belief_arrays import Floats, Layout, count_points, lay_out
from demarche.game.solvers.belief_course import propagate_on_grid, stage_rules
from demarche.game.solvers.belief_policy import MOST, BeliefPolicy, next_period
from demarche.game.solvers.simplex import GridSettings

Grid = GridSettings | int
TOLERANCE = 1e-8
MEMORY_BYTES = 1_000_000_000
GRIDS = (4, 6, 8, 10, 12, 16, 20, 24, 32, 48, 64, 96, 128)
FIXED_POINTS = 400_000
"""
The default grid is the finest of `GRIDS` that has no more fixed points than this: 2 to 3 s of a core for the coercive
crisis of 26 weeks (benchmarks/game_belief.py, November 2026).
"""
TREND = 1.0
"""Of the change of payoffs from one period to the next, this share is expected again where a fixed point starts."""
CHECKS = 400
"""Grid points at which other starts are tried, over the whole game: a few percent of the work."""


@dataclass(eq=False)
class Sweep:
    """A backward pass under way: what is kept of it."""

    game: Game
    layout: Layout
    rationality: tuple[float, ...]
    tolerance: float
    starts: list[Floats]
    report: Floats
    values: list[list[Floats]]
    played: list[list[Floats]]
    keep: bool


@dataclass(frozen=True)
class Report:
    """How far a solution got: the most evaluations and the largest gap and regret of a grid point, and counts."""

    iterations: int
    residual: float
    regret: float
    unsettled: int
    points: int
    evaluations: int
    branches: int

    @classmethod
    def of(cls, report: Floats) -> Report:
        """Read the array that the sweeps write."""
        most, gap, regret, unsettled, points, evaluations, branches = report
        return cls(int(most), float(gap), float(regret), int(unsettled), int(points), int(evaluations), int(branches))


def solve_beliefs(
    game: Game,
    *,
    grid: Grid | Mapping[str, Grid] | None = None,
    rationality: float | Sequence[float] | None = None,
    tolerance: float = TOLERANCE,
    memory_bytes: int = MEMORY_BYTES,
    progress: Callable[[int, int], None] | None = None,
) -> Solution:
    """
    Solve a crisis game on a grid over beliefs.

    Parameters
    ----------
    game : Game
    grid : GridSettings or int, or a mapping from player to these, optional
        Intervals along each edge of a belief simplex; an int is rounded up to an even one (cells of degree 2). Left
        out: the finest of some grids that takes about a second, so that short games get finer ones.
    rationality : float or one a player, optional
        λ instead of the players' own. It is per unit of payoff as of the start: a discounted payoff weighs less in a
        late response, as it does in the game written out as a tree.
    tolerance : float
        Largest allowed gap between a strategy and the logit response to it, as a probability.
    memory_bytes : int
        What the solution may take.
    progress : callable, optional
        Called with the periods done and all periods.

    Returns
    -------
    Solution
        `detail` is a `BeliefPolicy`; `infosets` those of the first period, at the priors; `regret` and `residual` the
        largest over all grid points.

    Raises
    ------
    InputError
        Before any work, if the grid does not fit in memory or λ is not positive.
    """
    settings = choose_grid(game, grid)
    lambdas = check_rationality(game, rationality)
    check_memory(game, settings, memory_bytes)
    sweep = sweep_back(game, settings, lambdas, tolerance, progress=progress)
    course = propagate_on_grid(game, sweep.layout, sweep.played)
    policy = BeliefPolicy(game, sweep.layout, lambdas, tolerance, sweep.values, course)
    report = Report.of(sweep.report)
    return Solution(
        solver="belief",
        rationality=lambdas,
        converged=report.unsettled == 0,
        iterations=report.iterations,
        residual=report.residual,
        regret=report.regret,
        branch_warning=_branch_warning(report.branches),
        infosets=tuple(_first_infosets(policy)),
        outcomes=course.probabilities,
        detail=policy,
    )


def sweep_back(
    game: Game,
    settings: Sequence[GridSettings],
    rationality: tuple[float, ...],
    tolerance: float,
    *,
    progress: Callable[[int, int], None] | None = None,
    keep: bool = True,
) -> Sweep:
    """Solve all stages from the last to the first; `keep` the values of all of them, or only of the last solved."""
    layout = lay_out(game, settings)
    shapes = [stage_shape(game, layout, m) for m in range(len(game.stages))]
    starts = [np.zeros((2, *shape)) for shape in shapes]
    horizon = np.repeat(layout.horizon[:, None, :], layout.points, axis=1)
    sweep = Sweep(game, layout, rationality, tolerance, starts, np.zeros(7), [[horizon]], [], keep)
    periods = game.calendar.periods
    for period in reversed(range(periods)):
        _solve_period(sweep, period)
        if progress is not None:
            progress(periods - period, periods)
    return sweep


def stage_shape(game: Game, layout: Layout, stage: int) -> tuple[int, ...]:
    """Return the shape of a stage's strategies on the grid: states, grid points, types, moves."""
    player = game.stages[stage].player
    types = 1 if player is None else len(game.players[player].types)
    return (len(game.states), layout.points, types, game.legal.shape[3])


def _solve_period(sweep: Sweep, period: int) -> None:
    """Solve a period's stages, last first, and put its values before the later ones."""
    from demarche.game.solvers import belief_sweeps

    solve: Any = belief_sweeps.solve_stage
    game, layout = sweep.game, sweep.layout
    following = next_period(layout, period, sweep.values[0][0])
    found: list[Floats] = []
    plays: list[Floats] = []
    for stage in reversed(range(len(game.stages))):
        player = game.stages[stage].player
        values = np.zeros_like(following)
        played = np.zeros(stage_shape(game, layout, stage) if player is not None else (0, 0, 0, 0))
        solve(
            following,
            stage_rules(game, layout, period, stage),
            layout.reached[period, stage],
            -1 if player is None else layout.columns[player].start,
            1 if player is None else layout.strides[player],
            np.ones((1, 1)) if player is None else layout.grids[player].nodes,
            1.0 if player is None else layout.rationality_at(period, player, sweep.rationality[player]),
            layout.kernel_grid(player),
            sweep.starts[stage],
            (sweep.tolerance, MOST, _check_every(game, layout), TREND if len(sweep.played) > 1 else 0.0),
            values,
            played,
            sweep.report,
        )
        found.insert(0, values)
        plays.insert(0, played)
        following = values
    sweep.values = [found, *sweep.values] if sweep.keep else [found[:1]]
    sweep.played.insert(0, plays)


def _check_every(game: Game, layout: Layout) -> int:
    """Return at each how manieth grid point other starts are tried."""
    hidden = sum(stage.player is not None and len(game.players[stage.player].types) > 1 for stage in game.stages)
    total = game.calendar.periods * hidden * len(game.states) * layout.points
    return 2 * (total // CHECKS // 2) + 1


def check_rationality(game: Game, rationality: float | Sequence[float] | None) -> tuple[float, ...]:
    """Return λ of each player, or say which is wrong."""
    if rationality is None:
        lambdas = tuple(player.rationality for player in game.players)
    elif isinstance(rationality, int | float):
        lambdas = (float(rationality),) * len(game.players)
    else:
        lambdas = tuple(float(one) for one in rationality)
    if len(lambdas) != len(game.players):
        raise InputError(
            "rationality is missing", field="rationality", wanted=f"{len(game.players)} numbers", got=str(len(lambdas))
        )
    for player, one in zip(game.players, lambdas, strict=True):
        if not (np.isfinite(one) and one > 0):
            raise InputError(
                f"rationality of {player.name} is not usable", field="rationality", wanted="a number > 0", got=str(one)
            )
    return lambdas


def choose_grid(
    game: Game, grid: Grid | Mapping[str, Grid] | None, fixed_points: int = FIXED_POINTS
) -> tuple[GridSettings, ...]:
    """Return the settings of each player's grid: those asked for, else the finest that so many fixed points allow."""
    names = [player.name for player in game.players]
    if isinstance(grid, Mapping):
        for name in grid:
            if name not in names:
                raise InputError("no such player", field="grid", wanted=", ".join(names), got=name)
    asked = [grid.get(name) if isinstance(grid, Mapping) else grid for name in names]
    hidden = sum(m.player is not None and len(game.players[m.player].types) > 1 for m in game.stages)
    points = fixed_points / (game.calendar.periods * len(game.states) * max(hidden, 1))
    settings: tuple[GridSettings, ...] = ()
    for intervals in GRIDS:
        finer = tuple(
            GridSettings(intervals) if one is None else GridSettings(one) if isinstance(one, int) else one
            for one in asked
        )
        if settings and count_points(game, finer) > points:
            break
        settings = finer
    return settings


def check_memory(game: Game, settings: Sequence[GridSettings], memory_bytes: int) -> None:
    """Refuse a grid whose solution would not fit."""
    for one in settings:
        if one.intervals < 1 or not 1 <= one.degree <= 6:
            got = f"{one.intervals} intervals of degree {one.degree}"
            raise InputError("no such grid", field="grid", wanted="intervals ≥ 1, degree 1 to 6", got=got)
    points = count_points(game, settings)
    width = sum(len(player.types) for player in game.players)
    moves = game.legal.shape[3]
    plays = sum(0 if m.player is None else len(game.players[m.player].types) * moves for m in game.stages)
    each = (game.calendar.periods + 1) * (len(game.stages) * width + plays) + 2 * plays
    needed = 8 * len(game.states) * points * each
    if needed > memory_bytes:
        raise InputError(
            f"a grid of {points:,} points would not fit in memory",
            field="grid",
            wanted=f"at most {memory_bytes / 1e9:.2g} GB",
            got=f"{needed / 1e9:.3g} GB for {len(game.states)} states and {game.calendar.periods} periods",
            mend="take fewer intervals or types, or allow more memory",
        )


def _branch_warning(branches: int) -> str | None:
    """Say that other starts led elsewhere."""
    if not branches:
        return None
    return (
        f"other starts reached other fixed points in {branches} of the trials at sampled beliefs: the game may have "
        "several equilibria, and this is the one that continues from the horizon's"
    )


def _first_infosets(policy: BeliefPolicy) -> list[InfosetStrategy]:
    """Return the strategies of the first period, at the priors, in each state that its stages can meet."""
    game, found = policy.game, []
    numbers = [0] * len(game.players)
    for m, stage in enumerate(game.stages):
        if stage.player is None:
            continue
        player = game.players[stage.player]
        states = np.flatnonzero(policy.layout.reached[0, m])
        beliefs = [np.repeat(one[None], len(states), axis=0) for one in policy.prior]
        play = policy.play(0, m, states, beliefs)
        for row, state in enumerate(states):
            legal = np.flatnonzero(game.legal[0, m, state])
            for k in range(len(player.types)):
                numbers[stage.player] += 1
                found.append(
                    InfosetStrategy(
                        stage.player + 1,
                        numbers[stage.player],
                        label_decision(game, 0, m, int(state), k),
                        tuple(stage.moves[a] for a in legal),
                        tuple(float(play.strategies[row, k, a]) for a in legal),
                    )
                )
    return found
