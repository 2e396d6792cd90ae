"""
A solved crisis game, run forward: what comes out, when, and what each type does.

`propagate` gives probabilities, exact where the public histories are few; `simulate` draws runs with a seed, each with
types, moves and dates, and says how far its frequencies may be off.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from demarche.errors import InputError, SolveError
from demarche.game.model import Game
from demarche.game.solution import Solution
from demarche.game.solvers.belief_arrays import Floats
from demarche.game.solvers.belief_course import Course
from demarche.game.solvers.belief_histories import propagate_exactly
from demarche.game.solvers.belief_policy import BeliefPolicy

Integers = NDArray[np.int64]
HISTORIES = 20_000
"""Public histories under way at once that `propagate` still follows one by one: some seconds of work."""


def propagate(game: Game, solution: Solution, *, limit: int = HISTORIES) -> Course:
    """
    Return the distribution over outcomes, by period and by type.

    Parameters
    ----------
    game : Game
    solution : Solution
        Of `solve_beliefs`.
    limit : int
        Up to so many histories under way at once are followed one by one, each with its own beliefs; where there are
        more, beliefs are merged on the solver's grid (`Course.exact` is False; the error is of the solution's order).
    """
    policy = policy_of(game, solution)
    course = propagate_exactly(policy, limit=limit) if limit > 0 else None
    return policy.course if course is None else course


def policy_of(game: Game, solution: Solution) -> BeliefPolicy:
    """Return the policy of a belief solution of this very game."""
    policy = solution.detail
    if not isinstance(policy, BeliefPolicy):
        raise InputError(
            "this solution has no policy to run", field="solution", wanted="one of solve_beliefs", got=solution.solver
        )
    if policy.game is not game:
        raise InputError("this solution is of another game", field="solution", wanted=game.title, got=policy.game.title)
    return policy


@dataclass(frozen=True, eq=False)
class Simulation:
    """
    R runs of a game.

    Parameters
    ----------
    game : Game
    types : int array, shape (R, N)
        The players' types.
    outcome : int array, shape (R,)
        Index into `Game.outcomes`.
    ended : int array, shape (R,)
        Period in which it ended; T where the horizon came first.
    moves : int8 array, shape (T, M, R)
        Move made at the stage; −1 where the game was over.
    states : int16 array, shape (T, M, R)
        State before the stage; −1 where the game was over.
    """

    game: Game
    types: Integers
    outcome: Integers
    ended: Integers
    moves: NDArray[np.int8]
    states: NDArray[np.int16]

    @property
    def probabilities(self) -> tuple[tuple[str, float, float], ...]:
        """Outcomes, their shares of the runs, and the shares' standard errors."""
        shares = np.bincount(self.outcome, minlength=len(self.game.outcomes)) / len(self.outcome)
        errors = np.sqrt(shares * (1 - shares) / len(self.outcome))
        named = zip(self.game.outcomes, shares, errors, strict=True)
        return tuple((name, float(share), float(error)) for name, share, error in named)

    @property
    def by_period(self) -> Floats:
        """Share of runs that have ended so by the end of a period, shape (T, E + 1); the last: still live."""
        periods, ends = self.game.calendar.periods, len(self.game.ends)
        over = self.ended < periods
        counts = np.zeros((periods, ends))
        np.add.at(counts, (self.ended[over], self.outcome[over]), 1.0)
        ended = np.cumsum(counts, axis=0) / len(self.outcome)
        shares: Floats = np.column_stack([ended, 1 - ended.sum(axis=1)])
        return shares

    def outcomes_by_type(self, player: int) -> Floats:
        """Return the share of outcomes among the runs with each type, shape (K, outcomes); NaN where none has it."""
        kinds, names = len(self.game.players[player].types), len(self.game.outcomes)
        counts = np.zeros((kinds, names))
        np.add.at(counts, (self.types[:, player], self.outcome), 1.0)
        totals = counts.sum(axis=1, keepdims=True)
        shares: Floats = np.divide(counts, totals, out=np.full_like(counts, np.nan), where=totals > 0)
        return shares

    def moves_by_type(self, stage: int) -> Floats:
        """Return how often each type makes each move, by period, shape (T, K, A); NaN where it never came to move."""
        game, player = self.game, self.game.stages[stage].player
        kinds = np.zeros(len(self.outcome), np.int64) if player is None else self.types[:, player]
        shape = (game.calendar.periods, 1 if player is None else len(game.players[player].types), game.legal.shape[3])
        counts = np.zeros(shape)
        made = self.moves[:, stage]
        period, run = np.nonzero(made >= 0)
        np.add.at(counts, (period, kinds[run], made[period, run]), 1.0)
        totals = counts.sum(axis=2, keepdims=True)
        shares: Floats = np.divide(counts, totals, out=np.full_like(counts, np.nan), where=totals > 0)
        return shares

    def path(self, run: int) -> list[tuple[int, str, str, str]]:
        """Return one run as (period, state, stage, move), as long as the game was live."""
        steps = []
        for period, m in np.argwhere(self.moves[:, :, run] >= 0):
            stage = self.game.stages[m]
            state = self.game.states[self.states[period, m, run]]
            steps.append((int(period), state, stage.name, stage.moves[self.moves[period, m, run]]))
        return steps


def simulate(
    game: Game,
    solution: Solution,
    *,
    runs: int,
    rng: np.random.Generator,
    types: Mapping[str, str] | None = None,
) -> Simulation:
    """
    Draw runs of a solved game; every belief on the way is exact, and its fixed point is solved anew.

    Parameters
    ----------
    game : Game
    solution : Solution
        Of `solve_beliefs`.
    runs : int
    rng : Generator
        The same state gives the same runs.
    types : mapping from player to type, optional
        Types that are fixed; the others are drawn from the priors. Beliefs start from the priors in any case.
    """
    if runs < 1:
        raise InputError("nothing to simulate", field="runs", wanted="at least 1", got=str(runs))
    policy = policy_of(game, solution)
    crowd = _Crowd.begin(policy, _draw_types(game, runs, rng, types or {}))
    periods, stages = game.calendar.periods, len(game.stages)
    moves = np.full((periods, stages, runs), -1, np.int8)
    states = np.full((periods, stages, runs), -1, np.int16)
    outcome, ended = np.full(runs, len(game.ends)), np.full(runs, periods)
    for period in range(periods):
        for m in range(stages):
            draws = rng.random((2, runs))
            live = crowd.runs
            states[period, m, live] = crowd.states[crowd.group]
            made, to = crowd.step(policy, period, m, draws)
            moves[period, m, live] = made
            over = to >= len(game.states)
            outcome[live[over]] = to[over] - len(game.states)
            ended[live[over]] = period
    return Simulation(game, crowd.types, outcome, ended, moves, states)


def _draw_types(game: Game, runs: int, rng: np.random.Generator, fixed: Mapping[str, str]) -> Integers:
    """Draw the types of all players, shape (R, N)."""
    names = [player.name for player in game.players]
    for name, kind in fixed.items():
        if name not in names:
            raise InputError("no such player", field="types", wanted=", ".join(names), got=name)
        known = game.players[names.index(name)].types
        if kind not in known:
            raise InputError(f"{name} has no such type", field="types", wanted=", ".join(known), got=kind)
    drawn = np.empty((runs, len(names)), np.int64)
    for i, player in enumerate(game.players):
        chosen = _pick(np.broadcast_to(np.array(player.prior), (runs, len(player.types))), rng.random(runs))
        drawn[:, i] = player.types.index(fixed[player.name]) if player.name in fixed else chosen
    return drawn


def _pick(probabilities: Floats, draws: Floats) -> Integers:
    """Pick an index in each row by its probabilities; never one of probability 0."""
    edges = np.cumsum(probabilities, axis=1)
    last = probabilities.shape[1] - 1 - np.argmax(probabilities[:, ::-1] > 0, axis=1)
    picked: Integers = np.minimum((draws[:, None] * edges[:, -1:] >= edges).sum(axis=1), last)
    return picked


@dataclass(eq=False)
class _Crowd:
    """Runs under way, in groups that share their public history: a group's fixed point is solved once."""

    types: Integers
    runs: Integers
    group: Integers
    states: Integers
    beliefs: list[Floats]

    @classmethod
    def begin(cls, policy: BeliefPolicy, types: Integers) -> _Crowd:
        """Put all runs into one group at the start."""
        runs = np.arange(len(types))
        return cls(types, runs, np.zeros_like(runs), np.array([policy.game.initial]), [p[None] for p in policy.prior])

    def step(self, policy: BeliefPolicy, period: int, m: int, draws: Floats) -> tuple[Integers, Integers]:
        """Take the live runs through a stage; return their moves and where these led."""
        game, player = policy.game, policy.game.stages[m].player
        moves, branches = game.legal.shape[3], game.successors.shape[4]
        if not len(self.runs):
            return self.runs, self.runs
        left = None
        if player is None:
            made = np.zeros_like(self.runs)
        else:
            play = policy.play(period, m, self.states, self.beliefs)
            if (play.gaps > 1e3 * policy.tolerance).any():
                raise SolveError(f"a fixed point in period {period} was not reached", reached=float(play.gaps.max()))
            left = play.left
            made = _pick(play.strategies[self.group, self.types[self.runs, player]], draws[0, self.runs])
        now = self.states[self.group]
        branch = _pick(game.probabilities[period, m][now, made], draws[1, self.runs])
        to = game.successors[period, m][now, made, branch].astype(np.int64)
        on = to < len(game.states)
        keys, first, group = np.unique(
            (self.group[on] * moves + made[on]) * branches + branch[on], return_index=True, return_inverse=True
        )
        before, move = keys // branches // moves, keys // branches % moves
        beliefs = [one[before] for one in self.beliefs]
        if player is not None and left is not None:
            beliefs[player] = left[before, move]
        self.runs, self.group, self.states, self.beliefs = self.runs[on], group.ravel(), to[on][first], beliefs
        return made, to
