"""Questions to a game whose beginning somebody saw: evidence, conditions on what comes, and the form of answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from demarche.errors import InputError
from demarche.game.model import Game, Stage
from demarche.game.solvers.belief_arrays import Floats


@dataclass(frozen=True)
class Evidence:
    """
    What was seen of the first periods. All numbers are likelihoods up to a factor; what is left out counts 1.

    Parameters
    ----------
    periods : int
        How many periods were seen, at least 0.
    moves : mapping of (period, stage) to mapping of move to float
        Likelihood of what was seen at a stage, given the move made there; at a stage of chance, given the end that it
        leads to.
    states : mapping of period to mapping of value to float
        Likelihood of what was seen of the public state at the end of a period, by the values of its variables. A value
        that play cannot come to does not matter.
    types : mapping of player to mapping of type to float
        Likelihood of what a player said, by its type.
    """

    periods: int
    moves: Mapping[tuple[int, str], Mapping[str, float]] = field(default_factory=dict)
    states: Mapping[int, Mapping[str, float]] = field(default_factory=dict)
    types: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class Condition:
    """
    A condition on what comes after the seen periods.

    Parameters
    ----------
    never : tuple of (stage, move, first period, last period)
        Moves that are not made in these periods: runs in which they are drop out.
    forced : tuple of (stage, move, period)
        Moves made wherever they are legal, whatever the mover's type. Players take them for chosen and learn from them;
        whoever forces them does not.
    """

    never: tuple[tuple[str, str, int, int], ...] = ()
    forced: tuple[tuple[str, str, int], ...] = ()


@dataclass(frozen=True)
class Question:
    """
    What is asked of every draw.

    Parameters
    ----------
    evidences : tuple of Evidence, at least one
        All of the same number of periods; the forecast follows from the first.
    conditions : tuple of Condition
    changed : mapping of str to float
        Parameters that have other values under every condition, from the end of the seen periods on; `by_period` and
        the rest of the answer are those of the game as it is.
    """

    evidences: tuple[Evidence, ...] = (Evidence(0),)
    conditions: tuple[Condition, ...] = ()
    changed: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Answer:
    """
    What a draw says. I evidences, W types (player 0's, then player 1's …), H periods to come, C conditions.

    Parameters
    ----------
    log_likelihoods : float array, shape (I,)
        Of each evidence; −inf where it cannot be.
    types : float array, shape (I, W)
        Probability of each type of each player, given each evidence.
    over : float array, shape (E,)
        Probability that the game had ended so by the end of the seen periods, given the first evidence.
    standing : float array, shape (S,)
        Probability of each state then; with `over` it sums to 1.
    by_period : float array, shape (H, E + 1)
        Probability of having ended so by the end of each period to come; the last: still live.
    by_type : float array, shape (W, E + 1)
        Outcomes over the whole horizon, jointly with the type.
    kept : float array, shape (C,)
        Probability that each condition's `never` holds.
    conditioned : float array, shape (C, H, E + 1)
        Outcomes by period under each condition.
    """

    log_likelihoods: Floats
    types: Floats
    over: Floats
    standing: Floats
    by_period: Floats
    by_type: Floats
    kept: Floats
    conditioned: Floats

    def flat(self) -> Floats:
        """Return all numbers in a row."""
        return np.concatenate([np.ravel(getattr(self, name)) for name in _PARTS])


_PARTS = ("log_likelihoods", "types", "over", "standing", "by_period", "by_type", "kept", "conditioned")


def answer_shapes(game: Game, question: Question) -> dict[str, tuple[int, ...]]:
    """Return the shapes of the parts of an `Answer`."""
    items, kept = len(question.evidences), len(question.conditions)
    width = sum(len(player.types) for player in game.players)
    ahead, outcomes = game.calendar.periods - question.evidences[0].periods, len(game.outcomes)
    return {
        "log_likelihoods": (items,),
        "types": (items, width),
        "over": (len(game.ends),),
        "standing": (len(game.states),),
        "by_period": (ahead, outcomes),
        "by_type": (width, outcomes),
        "kept": (kept,),
        "conditioned": (kept, ahead, outcomes),
    }


def stack_answers(game: Game, question: Question, rows: Sequence[Sequence[float]]) -> Answer:
    """Put flat answers of D draws into one `Answer` whose parts have a first axis of D."""
    shapes = answer_shapes(game, question)
    table = np.array(rows, np.float64).reshape(len(rows), -1)
    cuts = np.cumsum([int(np.prod(shape)) for shape in shapes.values()])[:-1]
    parts = np.split(table, cuts, axis=1)
    return Answer(
        **{name: part.reshape(len(table), *shape) for (name, shape), part in zip(shapes.items(), parts, strict=True)}
    )


def check_question(game: Game, question: Question) -> None:
    """
    Refuse what this game has no place for.

    Raises
    ------
    InputError
        If a period, stage, move, value, player or type does not exist.
    """
    seen = {evidence.periods for evidence in question.evidences}
    if len(seen) != 1:
        raise InputError("evidence of different lengths", field="evidences", got=str(sorted(seen)))
    periods = seen.pop()
    if not 0 <= periods < game.calendar.periods:
        wanted = f"0 to {game.calendar.periods - 1}, so that something is left to come"
        raise InputError("no such number of seen periods", field="periods", wanted=wanted, got=str(periods))
    for evidence in question.evidences:
        _check_evidence(game, evidence)
    for condition in question.conditions:
        for stage, move, first, last in condition.never:
            _move_at(game, stage, move)
            _check_period(game, first, periods, "never")
            _check_period(game, last, first, "never")
        for stage, move, period in condition.forced:
            _move_at(game, stage, move)
            _check_period(game, period, periods, "forced")


def find_stage(game: Game, name: str) -> tuple[int, Stage]:
    """Return a stage by its name, with its number."""
    for m, stage in enumerate(game.stages):
        if stage.name == name:
            return m, stage
    wanted = ", ".join(stage.name for stage in game.stages)
    raise InputError("the game has no such stage", field="stage", wanted=wanted, got=name)


def _move_at(game: Game, stage: str, move: str) -> None:
    moves = find_stage(game, stage)[1].moves
    if move not in moves:
        raise InputError(f"stage {stage} has no such move", field="move", wanted=", ".join(moves), got=move)


def _check_period(game: Game, period: int, first: int, what: str) -> None:
    if not first <= period < game.calendar.periods:
        wanted = f"{first} to {game.calendar.periods - 1}"
        raise InputError("no period to come", field=what, wanted=wanted, got=str(period))


def _check_evidence(game: Game, evidence: Evidence) -> None:
    for (period, stage), moves in evidence.moves.items():
        if not 0 <= period < evidence.periods:
            raise InputError("no seen period", field="moves", wanted=f"0 to {evidence.periods - 1}", got=str(period))
        for move, likelihood in moves.items():
            if find_stage(game, stage)[1].player is not None or move not in game.ends:
                _move_at(game, stage, move)
            _check_likelihood(likelihood, f"{stage}, {move}")
    for likelihoods in evidence.states.values():
        for value, likelihood in likelihoods.items():
            _check_likelihood(likelihood, value)
    players = {player.name: player.types for player in game.players}
    for player, likelihoods in evidence.types.items():
        if player not in players:
            raise InputError("no such player", field="types", wanted=", ".join(players), got=player)
        for kind, likelihood in likelihoods.items():
            if kind not in players[player]:
                wanted = ", ".join(players[player])
                raise InputError(f"{player} has no such type", field="types", wanted=wanted, got=kind)
            _check_likelihood(likelihood, f"{player}, {kind}")


def _check_likelihood(value: float, where: str) -> None:
    if not (np.isfinite(value) and value >= 0):
        raise InputError("this is no likelihood", field=where, wanted="a number of 0 or more", got=str(value))
