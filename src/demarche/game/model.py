"""
The crisis game as arrays: a finite-horizon stochastic game with private types and public moves.

Periods t = 0…T−1. In each period the stages m = 0…M−1 come in order: at a player's stage its owner picks a move that is
legal in the public state x, at a chance stage nature does; a move leads, with probabilities, to live states or to ends.
After the last stage the state's flow is paid and the next period begins. A game that is still live after T periods
ends with the horizon's payoffs. Spec files and the builder make a `Game`; every solver takes one.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Player:
    """
    One player.

    Parameters
    ----------
    name : str
        Unique in the game.
    types : tuple of str
        Private types; one where nothing is private.
    prior : tuple of float
        Probability of each type; sums to 1. Players' types are independent.
    rationality : float
        λ > 0 of the logit response, per unit of payoff as of the start (where payoffs of later periods weigh less).
    discount : float
        Weight of a payoff one period later, in (0, 1].
    """

    name: str
    types: tuple[str, ...]
    prior: tuple[float, ...]
    rationality: float = 1.0
    discount: float = 1.0


@dataclass(frozen=True)
class Stage:
    """
    One mover's turn in every period.

    Parameters
    ----------
    name : str
        Unique in the game.
    player : int or None
        Index of the mover; None for chance, which has the single move "chance".
    moves : tuple of str
        Names of all moves of the stage; which are legal in a state says `Game.legal`.
    """

    name: str
    player: int | None
    moves: tuple[str, ...]


@dataclass(frozen=True)
class Calendar:
    """
    When the periods are.

    Parameters
    ----------
    periods : int
        T, at least 1.
    start : date or None
        First day of period 0; None where the game has no dates.
    step_days : int
        Days of a period.
    """

    periods: int
    start: dt.date | None = None
    step_days: int = 7

    def date_of(self, period: int) -> dt.date | None:
        """Return the first day of a period (T gives the day after the last)."""
        return None if self.start is None else self.start + dt.timedelta(days=self.step_days * period)


@dataclass(frozen=True, eq=False)
class Game:
    """
    A compiled game: everything a solver needs, as arrays.

    Axes: T periods, M stages, S live states, E ends, A the largest number of moves of a stage, B the largest number of
    branches of a move, N players, K the largest number of types of a player. What lies beyond a stage's moves, a
    player's types or a move's branches is padding: not legal, probability 0, payoff 0, successor −1.

    Parameters
    ----------
    title : str
    players : tuple of Player, length N
    stages : tuple of Stage, length M
    states, ends : tuples of str, lengths S and E
    horizon_end : str
        Name of the outcome "still live after T periods", e.g. standoff.
    calendar : Calendar
    initial : int
        State in which the game starts.
    legal : bool array, shape (T, M, S, A)
        A chance stage has its one move legal everywhere.
    successors : int32 array, shape (T, M, S, A, B)
        0…S−1 is a live state, S…S+E−1 is an end, −1 is padding.
    probabilities : float array, shape (T, M, S, A, B)
        Of the branches; sum to 1 for every legal move.
    move_payoffs : float array, shape (T, M, S, A, N, K)
        Paid to each player and type when the move is made.
    state_payoffs : float array, shape (T, S, N, K)
        Flow of a period, paid after its last stage in the state then reached (not where the game has ended).
    end_payoffs : float array, shape (T, E, N, K)
        Paid when the end is reached in period t.
    horizon_payoffs : float array, shape (S, N, K)
        Paid, discounted as of period T, when the game is live after T periods.

    Notes
    -----
    All payoffs of period t are worth discount**t at the start. Within a period nothing is discounted.
    """

    title: str
    players: tuple[Player, ...]
    stages: tuple[Stage, ...]
    states: tuple[str, ...]
    ends: tuple[str, ...]
    horizon_end: str
    calendar: Calendar
    initial: int
    legal: NDArray[np.bool_]
    successors: NDArray[np.int32]
    probabilities: NDArray[np.float64]
    move_payoffs: NDArray[np.float64]
    state_payoffs: NDArray[np.float64]
    end_payoffs: NDArray[np.float64]
    horizon_payoffs: NDArray[np.float64]

    @property
    def outcomes(self) -> tuple[str, ...]:
        """All names of outcomes: the ends, then the horizon's."""
        return (*self.ends, self.horizon_end)
