"""
Reports of a simulated crisis, drawn so that their likelihood is exactly the one that a forecast uses.

A forecast gives each move a of a stage-week the likelihood L(a, w), relative to "nothing was reported", where a report
of weight w speaks for a, and s(a) where none does. So for each move an observer is made of two distributions over "a
report of grade g" and "none": one where the move was made, one where it was not, whose ratio is L or s. False reports
have grades by `FALSE_GRADES`; then

    P(g | not made) = φ q(g),   P(g | made) = φ q(g) L(a, w(g)),   P(none | made) = s P(none | not made),

and both sum to 1 with φ = (1 − s) / (E_q[L] − s). The probability that a move that was made is told of, φ E_q[L], is a
little above the table's detection: silence is of the move, and of rumours of it, too. A move without a trace (s = 1) is
never told of. At a stage of chance its ends stand in place of moves. After the game is over nothing is made, and
rumours go on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from demarche.errors import InputError
from demarche.forecasting import Sighting
from demarche.forecasting.moves_tables import load_moves
from demarche.forecasting.observation_evidence import evidence_of, silence
from demarche.game import Evidence, Game, Simulation

Floats = NDArray[np.float64]
FALSE_GRADES: Mapping[str, float] = {"1": 0.05, "2": 0.1, "3": 0.2, "4": 0.25, "5": 0.2, "6": 0.2}
"""
Shares of credibility grades among false reports: few are confirmed. A choice of November 2026, made before any result;
whatever it is, the likelihood is exact, and only how much is told changes.
"""
START = dt.date(2031, 1, 6)
"""A Monday of no meaning: the simulated crises have no dates of their own."""


@dataclass(frozen=True, eq=False)
class Observer:
    """
    How a move is told of.

    Parameters
    ----------
    weights : tuple of float
        Of a report, by grade.
    made, unmade : float arrays, shape (grades + 1,)
        Probability of a report of each grade, where the move was made or not; the last: of none.
    """

    weights: tuple[float, ...]
    made: Floats
    unmade: Floats

    @property
    def detection(self) -> float:
        """Probability that a move is told of, if it was made."""
        return float(1 - self.made[-1])

    @property
    def rumours(self) -> float:
        """Probability that it is told of in a week in which it was not made."""
        return float(1 - self.unmade[-1])


def likelihood_of_report(stage: str, move: str, weight: float) -> float:
    """Return the likelihood of a move that one report speaks for, as a forecast has it."""
    return evidence_of([_sighting(0, stage, move, weight)], 1).moves[0, stage][move]


@cache
def observer_of(stage: str, move: str) -> Observer | None:
    """Return the observer of a move; None for one that leaves no trace."""
    s = silence().get(stage, {}).get(move, 1.0)
    if s >= 1:
        return None
    weights = tuple(load_moves().credibility[grade] for grade in FALSE_GRADES)
    false = np.array(list(FALSE_GRADES.values()))
    loud = np.array([likelihood_of_report(stage, move, weight) for weight in weights])
    mean = float(false @ loud)
    if mean < 1:
        wanted = "at least 1 on average over the grades of false reports"
        raise InputError("no observer has such likelihoods", field=f"{stage}: {move}", wanted=wanted, got=f"{mean:.3g}")
    share = (1 - s) / (mean - s)
    return Observer(weights, np.append(share * false * loud, s * (1 - share)), np.append(share * false, 1 - share))


def observe_run(simulation: Simulation, run: int, periods: int, rng: np.random.Generator) -> tuple[Sighting, ...]:
    """Return what reports tell of the first periods of a run."""
    found = []
    for period in range(periods):
        for m, stage in enumerate(simulation.game.stages):
            made = _made_at(simulation, run, period, m)
            for name in silence().get(stage.name, {}):
                observer = observer_of(stage.name, name)
                if observer is None:
                    continue
                chances = observer.made if name == made else observer.unmade
                told = int(rng.choice(len(chances), p=chances))
                if told < len(observer.weights):
                    found.append(_sighting(period, stage.name, name, observer.weights[told]))
    return tuple(found)


def _made_at(simulation: Simulation, run: int, period: int, m: int) -> str:
    """Return the move made at a stage, or the end that chance brought there; "" for none."""
    game, move = simulation.game, int(simulation.moves[period, m, run])
    if move < 0:
        return ""
    if game.stages[m].player is not None:
        return game.stages[m].moves[move]
    last = m + 1 == len(game.stages) or simulation.moves[period, m + 1, run] < 0
    return game.outcomes[simulation.outcome[run]] if last and simulation.ended[run] == period else ""


def evidence_by(sightings: Sequence[Sighting], weeks: int, periods: int, game: Game) -> Evidence:
    """Return the evidence of the first weeks as a game of so many seen periods takes it: later ones tell nothing."""
    known = [one for one in sightings if one.period < weeks]
    return evidence_of(known, periods, game=game, periods_told=weeks)


def _sighting(period: int, stage: str, move: str, weight: float) -> Sighting:
    return Sighting(
        f"f-{period}-{stage}-{move}", "finding", "", "", period, START + dt.timedelta(days=7 * period), stage, move,
        weight=weight,
    )  # fmt: skip
