"""
A solved game conditioned on what was seen of it: the forward filter of a hidden Markov model.

Somebody outside saw something of the first periods: reports of moves and states, each with a likelihood. Probability is
pushed forward on the solver's grid, at every stage weighed by the likelihood of what was seen given the move. What is
left after the last seen period is, scaled, the distribution over states, beliefs and types now, and its sum is the
likelihood of all that was seen. From there the same push, unweighed, says what comes. What is known of the types alone
(a statement) multiplies their weights: players are not taken to have learned from it.

Several evidences (all of it; all but one item) and several conditions on the future (a move is never made; a move is
forced) go through the same push side by side, as channels.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demarche.game.labels import SEPARATOR
from demarche.game.model import Game
from demarche.game.questions import Answer, Condition, Evidence, Question, find_stage
from demarche.game.solvers.belief_arrays import Floats, Layout
from demarche.game.solvers.belief_course import beliefs_on_grid, prior_mass, stage_rules
from demarche.game.solvers.simplex import GridSettings, SimplexGrid, simplex_grid

Integers = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Solved:
    """A game with its strategies on the grid: ``played[t][m]`` of shape (S, G, K, A), empty for chance."""

    game: Game
    layout: Layout
    played: list[list[Floats]]


def condition(solved: Solved, question: Question, changed: Solved | None = None) -> Answer:
    """
    Answer a question for one solved game.

    Parameters
    ----------
    solved : Solved
    question : Question
        Checked by `check_question`.
    changed : Solved, optional
        The game as it is played under the conditions from the end of the seen periods on, of the same states, types and
        grid; without conditions nothing is played so.
    """
    seen = _filter(solved, question.evidences)
    total, types = seen.known()
    with np.errstate(divide="ignore"):
        logs = np.log(total)
        scale = np.where(total[0] > 0, 1 / total[0], np.nan)
    standing = seen.by_state()[:, 0] * scale
    first, conditions = question.evidences[0].periods, question.conditions
    ahead = _look_ahead(seen, conditions if changed is None else (), _Push.of(solved))
    by_period, by_type = ahead.run(first)
    if changed is not None:
        ahead = _look_ahead(seen, conditions, _Push.of(changed))
    conditioned_by = by_period if changed is None else ahead.run(first)[0]
    kept, conditioned = _gather(ahead.owners, conditioned_by[:, :, 1:], len(conditions))
    return Answer(
        log_likelihoods=logs,
        types=types,
        over=(seen.ended[:, 0] * scale).clip(0),
        standing=standing.clip(0),
        by_period=_clean(by_period[:, :, 0] * scale),
        by_type=(by_type * scale).clip(0),
        kept=(kept * scale).clip(0, 1),
        conditioned=conditioned,
    )


def forecast_each(solved: Solved, evidences: Sequence[Evidence]) -> tuple[Floats, Floats, Floats]:
    """
    Return what follows from each of many evidences, side by side: for studies of how well forecasts hold.

    Returns
    -------
    tuple of float arrays
        Log likelihoods, shape (I,); probabilities of types, shape (I, W); outcomes by period, shape (I, H, E + 1).
    """
    channels = _filter(solved, evidences)
    total, types = channels.known()
    ahead = _Ahead(**(vars(channels) | {"push": _Push.of(solved)}), conditions=(), owners=[])
    by_period, _ = ahead.run(evidences[0].periods)
    with np.errstate(divide="ignore"):
        return np.log(total), types, _clean(by_period.transpose(2, 0, 1))


def _clean(shares: Floats) -> Floats:
    """Set the negative probabilities that interpolation leaves to 0 and scale the others."""
    positive = shares.clip(0)
    with np.errstate(invalid="ignore"):
        cleaned: Floats = positive / positive.sum(axis=-1, keepdims=True)
    return cleaned


@dataclass(frozen=True, eq=False)
class _Steering:
    """
    How each channel goes through a stage.

    Parameters
    ----------
    tracked : int array, shape (C, N)
        Column of the type that a player is of; −1 for any.
    forced : int array, shape (C,)
        Move that is made where it is legal; −1 for none.
    factors : float array, shape (A, C)
        What a move's probability is multiplied with.
    """

    tracked: Integers
    forced: Integers
    factors: Floats


@dataclass(frozen=True, eq=False)
class _Push:
    """What pushing mass through a solved game needs, besides the channels."""

    solved: Solved
    layout: Layout
    everyone: Floats
    owners: Integers

    @classmethod
    def of(cls, solved: Solved, *, linear: bool = False) -> _Push:
        """
        Prepare a push that splits a belief among the grid points by the solver's polynomials, or linearly.

        The solver's are more accurate, but some of their weights are negative, and so may come out the probability of
        a rare move. What is a likelihood must not: a report of the move would then speak against it.
        """
        layout = solved.layout
        if linear:
            layout = replace(layout, grids=tuple(_linear(grid) for grid in layout.grids))
        widths = [len(player.types) for player in solved.game.players]
        return cls(solved, layout, beliefs_on_grid(layout), np.repeat(np.arange(len(widths)), widths))


def _linear(grid: SimplexGrid) -> SimplexGrid:
    """Return the grid with the same points and cells of degree 1."""
    settings = GridSettings(grid.settings.cells * grid.settings.degree, 1)
    return simplex_grid(grid.nodes.shape[1], settings)


@dataclass(eq=False)
class _Channels:
    """
    Mass under way, and what has ended of it. C channels, of which the first C' are counted by type.

    Parameters
    ----------
    push : _Push
    mass : float array, shape (S, G, C)
    tilts : float array, shape (C, W)
        Likelihoods of the types.
    tracked : int array, shape (C, N)
    ended : float array, shape (E, C)
    typed : float array, shape (E, C', W)
    """

    push: _Push
    mass: Floats
    tilts: Floats
    tracked: Integers
    ended: Floats
    typed: Floats

    def take(self, period: int, m: int, steering: _Steering) -> None:
        """Take all channels through a stage."""
        from demarche.game.solvers import belief_sweeps

        push: Any = belief_sweeps.push_channels
        solved = self.push.solved
        game, layout = solved.game, self.push.layout
        player = game.stages[m].player
        onward = np.zeros_like(self.mass)
        start = -1 if player is None else layout.columns[player].start
        column = np.full(len(self.tracked), -1, np.int64) if player is None else self.tracked[:, player]
        push(
            np.ascontiguousarray(self.mass),
            self.push.everyone,
            self.push.owners,
            solved.played[period][m],
            stage_rules(game, layout, period, m),
            start,
            1 if player is None else layout.strides[player],
            np.ones((1, 1)) if player is None else layout.grids[player].nodes,
            layout.kernel_grid(player),
            (np.where(column >= 0, column - start, -1), steering.forced, steering.factors, self.tracked),
            self.tilts,
            onward,
            self.ended,
            self.typed,
        )
        self.mass = onward

    def live(self) -> tuple[Floats, Floats]:
        """Return the weight of what is live, shape (C,), and by type for the first channels, shape (C', W)."""
        means = self._means()
        total = np.einsum("sgc,cg->c", self.mass, means.prod(axis=0))
        counted = self.typed.shape[1]
        typed = np.zeros((counted, len(self.push.owners)))
        for v, owner in enumerate(self.push.owners):
            others = np.delete(means, owner, axis=0).prod(axis=0)[:counted]
            own = self.tilts[:counted, v, None] * self.push.everyone[:, v]
            typed[:, v] = np.einsum("sgc,cg->c", self.mass[:, :, :counted], others * own)
        return total, typed

    def known(self) -> tuple[Floats, Floats]:
        """Return the weight of all that went on or ended, shape (C,), and the shares of types, shape (C', W)."""
        live, typed = self.live()
        total = (live + self.ended.sum(axis=0)).clip(0)
        with np.errstate(divide="ignore", invalid="ignore"):
            shares = (typed + self.typed.sum(axis=0)) / total[: typed.shape[0], None]
        return total, shares.clip(0)

    def by_state(self) -> Floats:
        """Return the weight of each live state, shape (S, C)."""
        weighed: Floats = np.einsum("sgc,cg->sc", self.mass, self._means().prod(axis=0))
        return weighed

    def _means(self) -> Floats:
        """Return each player's mean likelihood by what is believed of it, shape (N, C, G)."""
        players, width = self.tracked.shape[1], len(self.push.owners)
        means = np.zeros((players, len(self.tracked), len(self.push.everyone)))
        for v in range(width):
            n = self.push.owners[v]
            free = self.tracked[:, n] < 0
            means[n] += np.where(free[:, None], self.tilts[:, v, None] * self.push.everyone[:, v], 0.0)
            means[n][self.tracked[:, n] == v] = self.tilts[self.tracked[:, n] == v, v, None]
        return means


def _filter(solved: Solved, evidences: Sequence[Evidence]) -> _Channels:
    """Push the prior through the seen periods, a channel for each evidence."""
    push = _Push.of(solved, linear=evidences[0].periods > 0)
    game, layout = solved.game, push.layout
    items, width = len(evidences), len(push.owners)
    mass = np.zeros((len(game.states), layout.points, items))
    mass[game.initial] = prior_mass(game, layout)[:, None]
    anyone = np.full((items, len(game.players)), -1, np.int64)
    ends = len(game.ends)
    seen = _Channels(
        push, mass, _tilts(game, evidences), anyone, np.zeros((ends, items)), np.zeros((ends, items, width))
    )
    free = np.full(items, -1, np.int64)
    for period in range(evidences[0].periods):
        for m, stage in enumerate(game.stages):
            factors, of_ends = np.ones((game.legal.shape[3], items)), np.ones((ends, items))
            for i, evidence in enumerate(evidences):
                for name, likelihood in evidence.moves.get((period, stage.name), {}).items():
                    if name in stage.moves:
                        factors[stage.moves.index(name), i] = likelihood
                    else:
                        of_ends[game.ends.index(name), i] = likelihood
            before, typed_before = seen.ended.copy(), seen.typed.copy()
            seen.take(period, m, _Steering(anyone, free, factors))
            seen.ended += (seen.ended - before) * (of_ends - 1)
            seen.typed += (seen.typed - typed_before) * (of_ends - 1)[:, :, None]
        for i, evidence in enumerate(evidences):
            if period in evidence.states:
                seen.mass[:, :, i] *= _state_factors(game, evidence.states[period])[:, None]
    return seen


def _tilts(game: Game, evidences: Sequence[Evidence]) -> Floats:
    """Return the likelihoods of all types, shape (I, W)."""
    return np.array(
        [
            [one.types.get(player.name, {}).get(kind, 1.0) for player in game.players for kind in player.types]
            for one in evidences
        ]
    )


@dataclass(eq=False)
class _Ahead(_Channels):
    """
    Channels on their way into the future: the forecast in channel 0, then every condition in one or more.

    A condition that forces moves is followed by type of each player that it forces, since what the players learn from
    a forced move is not what is known of its mover. `owners` are the conditions that the channels 1… belong to.
    """

    conditions: tuple[Condition, ...]
    owners: list[int]

    def run(self, first: int) -> tuple[Floats, Floats]:
        """Push to the horizon; return outcomes by period, shape (H, E + 1, C), and by type, shape (W, E + 1)."""
        game = self.push.solved.game
        rows, live_typed = [], np.zeros((1, len(self.push.owners)))
        for period in range(first, game.calendar.periods):
            for m in range(len(game.stages)):
                self.take(period, m, self._steering(period, m))
            live, live_typed = self.live()
            rows.append(np.vstack([self.ended, live]))
        return np.array(rows), np.vstack([self.typed[:, 0], live_typed]).T

    def _steering(self, period: int, m: int) -> _Steering:
        """Return what is forced, and what is never done, at a stage."""
        stage = self.push.solved.game.stages[m]
        forced = np.full(len(self.tracked), -1, np.int64)
        factors = np.ones((self.push.solved.game.legal.shape[3], len(self.tracked)))
        for c, owner in enumerate(self.owners, start=1):
            one = self.conditions[owner]
            for name, move, since, until in one.never:
                if name == stage.name and since <= period <= until:
                    factors[stage.moves.index(move), c] = 0.0
            for name, move, when in one.forced:
                if name == stage.name and when == period:
                    forced[c] = stage.moves.index(move)
        return _Steering(self.tracked, forced, factors)


def _look_ahead(seen: _Channels, conditions: tuple[Condition, ...], push: _Push) -> _Ahead:
    """Begin with what the first evidence left, once for the forecast and for each channel of a condition."""
    game, layout = push.solved.game, push.solved.layout
    owners, tracked = [], [[-1] * len(game.players)]
    for number, one in enumerate(conditions):
        columns = _columns_to_track(game, layout, one)
        owners += [number] * len(columns)
        tracked += columns
    table = np.array(tracked, np.int64)
    mass = np.repeat(seen.mass[:, :, :1], len(table), axis=2)
    ended = np.repeat(seen.ended[:, :1], len(table), axis=1)
    for c, columns in enumerate(table):
        # What is over is not followed by type: it stays with the first channel of its condition.
        if c > 1 and owners[c - 1] == owners[c - 2]:
            ended[:, c] = 0.0
        for column in columns[columns >= 0]:
            mass[:, :, c] *= push.everyone[:, column]
    tilts = np.repeat(seen.tilts[:1], len(table), axis=0)
    return _Ahead(push, mass, tilts, table, ended, seen.typed[:, :1].copy(), conditions, owners)


def _gather(owners: Sequence[int], by_channel: Floats, conditions: int) -> tuple[Floats, Floats]:
    """Sum channels (H, E + 1, C) to conditions: the probability of each, and outcomes given it (C, H, E + 1)."""
    summed = np.zeros((conditions, *by_channel.shape[:2]))
    for c, owner in enumerate(owners):
        summed[owner] += by_channel[:, :, c]
    return summed.sum(axis=2)[:, -1], _clean(summed)


def _columns_to_track(game: Game, layout: Layout, one: Condition) -> list[list[int]]:
    """Return the types to follow, one row a channel and one column a player; −1 where a player's need not be."""
    movers = {find_stage(game, stage)[1].player for stage, _, _ in one.forced}
    choices = [
        list(range(columns.start, columns.stop)) if n in movers and len(game.players[n].types) > 1 else [-1]
        for n, columns in enumerate(layout.columns)
    ]
    return [list(row) for row in itertools.product(*choices)]


def _state_factors(game: Game, likelihoods: Mapping[str, float]) -> Floats:
    values = [name.split(SEPARATOR) for name in game.states]
    return np.array([np.prod([likelihoods.get(value, 1.0) for value in parts]) for parts in values])
