"""A small builder for games written in Python rather than in a spec file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demarche.errors import InputError
from demarche.game.checks import check_calendar_length, check_game, check_player
from demarche.game.model import Calendar, Game, Player, Stage
from demarche.game.spec.schema import listed, suggestion

Paid = Mapping[str, float | Mapping[str, float]]
"""By player: a number, or a number a type."""
Payoffs = Paid | Callable[[str, int], Paid]
"""The same in every state and period, or a function of both."""
Target = str | Mapping[str, float] | Callable[[str, int], str | Mapping[str, float]]
"""A state or end, or the probability of each; the same everywhere, or a function of state and period."""
When = Collection[str] | Callable[[str, int], bool]


@dataclass
class _Move:
    name: str
    to: Target
    when: When | None
    payoffs: Payoffs


@dataclass
class _Stage:
    name: str
    player: str | None
    moves: list[_Move] = field(default_factory=list)


class GameBuilder:
    """
    Collects players, states, ends and moves, and makes a `Game` of them.

    Parameters
    ----------
    title : str
    periods : int
    start : date, optional
    step_days : int

    Examples
    --------
    >>> game = (
    ...     GameBuilder("Entry", periods=1)
    ...     .player("entrant", types={"weak": 0.5, "strong": 0.5}, rationality=2)
    ...     .player("incumbent")
    ...     .states("outside", "inside")
    ...     .end("fight", {"entrant": {"weak": -1, "strong": 0.5}, "incumbent": -1})
    ...     .end("share", {"entrant": 1, "incumbent": 0})
    ...     .stage("entry", "entrant")
    ...     .move("enter", to="inside")
    ...     .move("stay out")
    ...     .stage("answer", "incumbent")
    ...     .move("fight", to="fight", when=["inside"])
    ...     .move("share", to="share", when=["inside"])
    ...     .move("rest", when=["outside"])
    ...     .horizon("nothing", {"incumbent": 2})
    ...     .build()
    ... )
    >>> game.outcomes
    ('fight', 'share', 'nothing')
    """

    def __init__(self, title: str, periods: int, *, start: dt.date | None = None, step_days: int = 7) -> None:
        if fault := check_calendar_length(periods, start, step_days):
            raise InputError(fault, field="calendar")
        self._title, self._calendar = title, Calendar(periods, start, step_days)
        self._players: list[Player] = []
        self._states: tuple[str, ...] = ("start",)
        self._initial: str | None = None
        self._ends: dict[str, Payoffs] = {}
        self._stages: list[_Stage] = []
        self._flow: Payoffs = {}
        self._horizon: tuple[str, Payoffs] = ("horizon", {})

    def player(
        self, name: str, types: Mapping[str, float] | None = None, *, rationality: float = 1.0, discount: float = 1.0
    ) -> GameBuilder:
        """Add a player; `types` gives the prior probability of each."""
        if any(one.name == name for one in self._players):
            raise InputError(f"two players are called '{name}'", field="players")
        prior = {"only": 1.0} if types is None else types
        one = Player(name, tuple(prior), tuple(float(share) for share in prior.values()), rationality, discount)
        check_player(one)
        self._players.append(one)
        return self

    def states(self, *names: str, initial: str | None = None) -> GameBuilder:
        """Name the live states; the game starts in the first unless told otherwise."""
        if len(set(names)) < len(names) or not names:
            raise InputError("the states are not named apart", field="states", got=listed(names))
        self._states, self._initial = names, initial
        return self

    def end(self, name: str, payoffs: Payoffs | None = None) -> GameBuilder:
        """Add an end; a function of its payoffs is given the end's name and the period."""
        if name in self._ends:
            raise InputError(f"two ends are called '{name}'", field="ends")
        self._ends[name] = payoffs or {}
        return self

    def stage(self, name: str, player: str) -> GameBuilder:
        """Begin a player's stage; the moves that follow are its own."""
        self._stages.append(_Stage(name, player))
        return self

    def move(
        self, name: str, to: Target | None = None, *, when: When | None = None, payoffs: Payoffs | None = None
    ) -> GameBuilder:
        """Add a move to the last stage; without `to` the state stays, without `when` it is legal everywhere."""
        if not self._stages or self._stages[-1].player is None:
            raise InputError(
                "a move stands outside a player's stage", field=f"moves.{name}", mend="call stage(...) first"
            )
        if any(one.name == name for one in self._stages[-1].moves):
            raise InputError(f"two moves are called '{name}'", field=f"stages.{self._stages[-1].name}")
        self._stages[-1].moves.append(_Move(name, to or _stays, when, payoffs or {}))
        return self

    def chance(self, name: str, to: Target, *, payoffs: Payoffs | None = None) -> GameBuilder:
        """Add a stage of chance."""
        self._stages.append(_Stage(name, None, [_Move("chance", to, None, payoffs or {})]))
        return self

    def flow(self, payoffs: Payoffs) -> GameBuilder:
        """Set what is paid after the last stage of every period."""
        self._flow = payoffs
        return self

    def horizon(self, name: str, payoffs: Payoffs | None = None) -> GameBuilder:
        """Name the outcome after the last period, and set what it pays."""
        self._horizon = (name, payoffs or {})
        return self

    def build(self) -> Game:
        """
        Make the game.

        Raises
        ------
        InputError
            If a name is unknown or a law of `Game` is broken (see `check_game`).
        """
        if not self._players or not self._stages:
            raise InputError("the game has no player or no stage", wanted="at least one of each")
        for stage in self._stages:
            if not stage.moves:
                raise InputError(f"stage '{stage.name}' has no moves", field="stages", wanted="at least one")
        game = Game(
            title=self._title,
            players=tuple(self._players),
            stages=tuple(
                Stage(
                    one.name, None if one.player is None else self._player(one.player), tuple(m.name for m in one.moves)
                )
                for one in self._stages
            ),
            states=self._states,
            ends=tuple(self._ends),
            horizon_end=self._horizon[0],
            calendar=self._calendar,
            initial=0 if self._initial is None else _index(self._states, self._initial, "state"),
            **self._moves(),
            state_payoffs=self._over(self._states, self._flow),
            end_payoffs=self._ends_paid(),
            horizon_payoffs=self._over(self._states, self._horizon[1], self._calendar.periods)[0],
        )
        check_game(game)
        return game

    def _player(self, name: str) -> int:
        return _index([one.name for one in self._players], name, "player")

    def _blank(self, *shape: int) -> NDArray[np.float64]:
        return np.zeros((*shape, len(self._players), max(len(one.types) for one in self._players)))

    def _pay(self, array: NDArray[np.float64], payoffs: Payoffs, state: str, period: int) -> None:
        """Add payoffs into an array of shape (N, K)."""
        paid = payoffs(state, period) if callable(payoffs) else payoffs
        for name, value in paid.items():
            player = self._player(name)
            types = self._players[player].types
            if isinstance(value, Mapping):
                for kind, number in value.items():
                    array[player, _index(types, kind, f"type of {name}")] += number
            else:
                array[player, : len(types)] += value

    def _over(self, names: tuple[str, ...], payoffs: Payoffs, only: int | None = None) -> NDArray[np.float64]:
        periods = range(self._calendar.periods) if only is None else [only]
        array = self._blank(len(periods), len(names))
        for at, period in enumerate(periods):
            for number, name in enumerate(names):
                self._pay(array[at, number], payoffs, name, period)
        return array

    def _ends_paid(self) -> NDArray[np.float64]:
        array = self._blank(self._calendar.periods, len(self._ends))
        for period in range(self._calendar.periods):
            for number, (name, payoffs) in enumerate(self._ends.items()):
                self._pay(array[period, number], payoffs, name, period)
        return array

    def _moves(self) -> dict[str, Any]:
        reached = {cell: found for cell in self._cells() if (found := self._branches(*cell)) is not None}
        shape = (self._calendar.periods, len(self._stages), len(self._states), max(len(s.moves) for s in self._stages))
        widest = max((len(found) for found in reached.values()), default=1)
        legal = np.zeros(shape, dtype=np.bool_)
        successors = np.full((*shape, widest), -1, dtype=np.int32)
        probabilities = np.zeros((*shape, widest))
        payoffs = self._blank(*shape)
        names = [*self._states, *self._ends]
        for cell, found in reached.items():
            period, at, state, number = cell
            legal[cell] = True
            for branch, (target, share) in enumerate(found.items()):
                successors[cell][branch] = _index(names, target, "state or end")
                probabilities[cell][branch] = share
            self._pay(payoffs[cell], self._stages[at].moves[number].payoffs, self._states[state], period)
        return {"legal": legal, "successors": successors, "probabilities": probabilities, "move_payoffs": payoffs}

    def _cells(self) -> list[tuple[int, int, int, int]]:
        return [
            (period, at, state, number)
            for period in range(self._calendar.periods)
            for at, stage in enumerate(self._stages)
            for state in range(len(self._states))
            for number in range(len(stage.moves))
        ]

    def _branches(self, period: int, at: int, state: int, number: int) -> Mapping[str, float] | None:
        """Where a move leads, with probabilities; None where it is not legal."""
        move, name = self._stages[at].moves[number], self._states[state]
        if callable(move.when):
            legal = move.when(name, period)
        else:
            legal = move.when is None or name in {self._states[_index(self._states, one, "state")] for one in move.when}
        if not legal:
            return None
        to = move.to(name, period) if callable(move.to) else move.to
        return {to: 1.0} if isinstance(to, str) else to


def _stays(state: str, period: int) -> str:
    return state


def _index(known: Collection[str], name: str, what: str) -> int:
    every = list(known)
    if name not in every:
        raise InputError(
            f"there is no such {what}", wanted=listed(every), got=f"'{name}'", mend=suggestion(name, every)
        )
    return every.index(name)
