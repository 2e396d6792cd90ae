"""The laws of a game's arrays, checked before any work: for games built by hand as much as for compiled ones."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demarche.errors import InputError
from demarche.game.model import Game, Player

SUM_TOLERANCE = 1e-9
"""How far a sum of probabilities may be from 1: a thousand roundings of doubles, and far below what a person writes."""
LONGEST_GAME_PERIODS = 10_000


def check_game(game: Game) -> None:
    """
    Check every law of `Game`.

    Raises
    ------
    InputError
        At the first that is broken, naming the player, stage, move, state and period.
    """
    _check_names("player", [player.name for player in game.players])
    for player in game.players:
        check_player(player)
    _check_names("stage", [stage.name for stage in game.stages])
    for stage in game.stages:
        _check_names(f"move of stage '{stage.name}'", stage.moves)
        if stage.player is not None and not 0 <= stage.player < len(game.players):
            raise InputError("the stage's player does not exist", field=f"stages.{stage.name}", got=str(stage.player))
        if stage.player is None and len(stage.moves) != 1:
            raise InputError("chance has one move", field=f"stages.{stage.name}", got=", ".join(stage.moves))
    _check_names("state", game.states)
    _check_names("outcome", game.outcomes)
    _check_calendar(game)
    _check_shapes(game)
    _check_moves(game)
    _check_payoffs(game)
    _check_reached(game)


def check_player(player: Player) -> None:
    """
    Check a player's types, priors, rationality and discount.

    Raises
    ------
    InputError
    """
    field = f"players.{player.name}"
    _check_names(f"type of {player.name}", player.types)
    if len(player.prior) != len(player.types):
        raise InputError(
            "there is not one prior a type", field=field, wanted=f"{len(player.types)}", got=f"{len(player.prior)}"
        )
    for name, prior in zip(player.types, player.prior, strict=True):
        if not prior >= 0.0:
            raise InputError(
                f"the prior of type '{name}' is no probability", field=field, wanted="0 to 1", got=f"{prior:g}"
            )
    total = math.fsum(player.prior)
    if not abs(total - 1.0) <= SUM_TOLERANCE:
        got = " + ".join(f"{one:g}" for one in player.prior) + f" = {total:.10g}"
        raise InputError("the priors do not sum to 1", field=field, wanted="a sum of 1", got=got)
    if not 0.0 < player.rationality < math.inf:
        raise InputError(
            "the rationality is out of bounds", field=field, wanted="a number above 0", got=f"{player.rationality:g}"
        )
    if not 0.0 < player.discount <= 1.0:
        raise InputError(
            "the discount is out of bounds", field=field, wanted="above 0, at most 1", got=f"{player.discount:g}"
        )


def _check_names(what: str, names: Sequence[str]) -> None:
    if not names and what in {"player", "stage", "state"}:
        raise InputError(f"the game has no {what}")
    for name in names:
        if not name:
            raise InputError(f"a {what} has no name")
        if names.count(name) > 1:
            raise InputError(f"two are called alike: {what} '{name}'", wanted="names that differ")


def check_calendar_length(periods: int, start: dt.date | None, step_days: int) -> str:
    """Return what is wrong with a calendar, in words; an empty text where nothing is."""
    if not 1 <= periods <= LONGEST_GAME_PERIODS:
        return f"the number of periods is {periods}, not 1 to {LONGEST_GAME_PERIODS:,}"
    if step_days < 1:
        return f"a period has {step_days} days, not 1 or more"
    if start is not None and start.toordinal() + periods * step_days > dt.date.max.toordinal():
        return f"{periods} periods of {step_days} days from {start} end after the year 9999"
    return ""


def _check_calendar(game: Game) -> None:
    calendar = game.calendar
    if fault := check_calendar_length(calendar.periods, calendar.start, calendar.step_days):
        raise InputError(fault, field="calendar")


def _check_shapes(game: Game) -> None:
    periods, states, ends = game.calendar.periods, len(game.states), len(game.ends)
    stages, players = len(game.stages), len(game.players)
    moves, types = max(len(one.moves) for one in game.stages), max(len(one.types) for one in game.players)
    branches = game.successors.shape[-1] if game.successors.ndim == 5 else 1
    cells = (periods, stages, states, moves)
    wanted = {
        "legal": cells,
        "successors": (*cells, branches),
        "probabilities": (*cells, branches),
        "move_payoffs": (*cells, players, types),
        "state_payoffs": (periods, states, players, types),
        "end_payoffs": (periods, ends, players, types),
        "horizon_payoffs": (states, players, types),
    }
    for name, shape in wanted.items():
        found = getattr(game, name).shape
        if found != shape:
            raise InputError("the array has the wrong shape", field=name, wanted=str(shape), got=str(found))
    if not 0 <= game.initial < states:
        raise InputError(
            "the initial state does not exist", field="initial", wanted=f"0 to {states - 1}", got=str(game.initial)
        )


def _cell(game: Game, index: Sequence[int]) -> str:
    period, stage, state = index[:3]
    text = f"stage '{game.stages[stage].name}', state '{game.states[state]}', period {period}"
    if len(index) > 3 and index[3] < len(game.stages[stage].moves):
        return f"move '{game.stages[stage].moves[index[3]]}' of {text}"
    return text


def _first(mask: Any) -> list[int] | None:
    return [int(one) for one in np.argwhere(mask)[0]] if mask.any() else None


def _check_moves(game: Game) -> None:
    counts = np.array([len(stage.moves) for stage in game.stages])
    padding = np.arange(game.legal.shape[3]) >= counts[:, None]
    if cell := _first(game.legal & padding[None, :, None, :]):
        raise InputError(
            "a move that does not exist is legal", field="legal", got=f"move {cell[3]} of {_cell(game, cell[:3])}"
        )
    if cell := _first(~game.legal.any(axis=3)):
        raise InputError(
            "there is no legal move", field="legal", wanted="at least one", got=f"none at {_cell(game, cell)}"
        )
    last = len(game.states) + len(game.ends)
    if cell := _first((game.successors < -1) | (game.successors >= last)):
        raise InputError(
            "a successor does not exist",
            field="successors",
            wanted=f"−1 to {last - 1}",
            got=f"{game.successors[tuple(cell)]} for {_cell(game, cell)}",
        )
    is_branch = game.successors >= 0
    if cell := _first(game.legal & ~is_branch.any(axis=4)):
        raise InputError("a legal move has no successor", field="successors", got=_cell(game, cell))
    share = game.probabilities
    if cell := _first(~((share >= 0.0) & (share <= 1.0 + SUM_TOLERANCE)) | ((share != 0.0) & ~is_branch)):
        raise InputError(
            "the probability of a branch is out of bounds",
            field="probabilities",
            wanted="0 to 1, and 0 where there is no branch",
            got=f"{share[tuple(cell)]:g} for {_cell(game, cell)}",
        )
    total = share.sum(axis=4)
    if cell := _first(game.legal & (np.abs(total - 1.0) > SUM_TOLERANCE)):
        raise InputError(
            "the probabilities of the branches do not sum to 1",
            field="probabilities",
            wanted="a sum of 1",
            got=f"{total[tuple(cell)]:.10g} for {_cell(game, cell)}",
        )


def _check_payoffs(game: Game) -> None:
    for name in ("move_payoffs", "state_payoffs", "end_payoffs", "horizon_payoffs"):
        array: NDArray[np.float64] = getattr(game, name)
        if cell := _first(~np.isfinite(array)):
            player = game.players[cell[-2]].name
            where = _cell(game, cell) if name == "move_payoffs" else f"index {tuple(cell)}"
            raise InputError(
                "the payoff is not finite",
                field=name,
                wanted="a number",
                got=f"{array[tuple(cell)]} to {player} for {where}",
            )


def _check_reached(game: Game) -> None:
    """Every state and every end can be come to by some legal move, whatever its probability."""
    states = len(game.states)
    now = np.zeros(states + len(game.ends), dtype=np.bool_)
    now[game.initial] = True
    seen = now.copy()
    for period in range(game.calendar.periods):
        for stage in range(len(game.stages)):
            here = np.flatnonzero(now[:states])
            targets = game.successors[period, stage, here][game.legal[period, stage, here]]
            now = np.zeros_like(now)
            now[targets[targets >= 0]] = True
            seen |= now
    if not seen.all():
        missing = int(np.argmin(seen))
        kind, name = ("state", game.states[missing]) if missing < states else ("end", game.ends[missing - states])
        raise InputError(
            f"the {kind} '{name}' cannot be reached", field=f"{kind}s", mend="leave it out, or lead a move to it"
        )
