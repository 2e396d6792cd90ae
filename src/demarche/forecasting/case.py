"""A crisis ready to be solved: its record as known, its game, and what was seen of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from demarche.forecasting.build import build_scenario
from demarche.forecasting.build_known import date_of, known_by
from demarche.forecasting.model import Forecast
from demarche.forecasting.observation import observe, told_periods
from demarche.forecasting.outcome_words import OutcomeRow, name_players, outcome_rows
from demarche.forecasting.scenario import NoScenario, Scenario
from demarche.forecasting.settings import ForecastSettings
from demarche.forecasting.sighting import Sighting
from demarche.forecasting.spec_file_reader import player_names, read_scenario
from demarche.game import Answer, Ensemble, Game, Question, Spec, compile_spec, load_spec, solve_ensemble
from demarche.record import Record

TOLERANCE = 1e-5
"""
Of the fixed points: outcomes of 12 draws of a crisis of 17 weeks moved by less than 1e-5 against a tenth of it, for
an eighth less time (November 2026); the draws themselves differ by tenths.
"""


@dataclass(frozen=True, eq=False)
class Case:
    """
    A crisis ready to be solved.

    Parameters
    ----------
    record : Record
        As it was known on the as-of date.
    scenario : Scenario
    spec : Spec
    game : Game
        At the parameters' defaults: its names, states and calendar.
    players : dict of str to str
        The players' names in the game by role; those without a role in the template keep their own.
    sightings : tuple of Sighting
    told : int
        Periods of which any report can tell.
    """

    record: Record
    scenario: Scenario
    spec: Spec
    game: Game
    players: Mapping[str, str]
    sightings: tuple[Sighting, ...]
    told: int

    @property
    def roles(self) -> dict[str, str]:
        """The players' roles by name."""
        return {name: role for role, name in self.players.items()}

    @property
    def names(self) -> dict[str, str]:
        """The actors' names in a sentence by role."""
        return name_players(self.scenario.roles)

    @property
    def rows(self) -> tuple[OutcomeRow, ...]:
        """The outcomes and their groups."""
        return outcome_rows(self.game)


def open_case(record: Record, settings: ForecastSettings) -> Case | Forecast:
    """Make a crisis ready to be solved; a `Forecast` that says why, where the record fills no game."""
    day = date_of(record, settings.as_of)
    if day is None or settings.draws < 1:
        reason = "No report has a date of publication, so there is no day to forecast from." if day is None else ""
        return Forecast(day or dt.date.min, settings.seed, None, None, reason or "No draws were asked for.")
    if not record.reports:
        return Forecast(day, settings.seed, None, None, "There are no reports.")
    known = known_by(record, day)
    if settings.game is None:
        built: Scenario | NoScenario = build_scenario(known, day, horizon_weeks=settings.horizon_weeks)
    else:
        built = read_scenario(settings.game, known, day)
    if isinstance(built, NoScenario):
        return Forecast(day, settings.seed, None, None, built.reason)
    spec = load_spec(built.spec_text)
    sightings = observe(known, built)
    game = compile_spec(spec)
    return Case(known, built, spec, game, player_names(built), sightings, told_periods(known, built))


def solve_case(case: Case, question: Question, settings: ForecastSettings) -> Ensemble:
    """Solve all draws of a crisis and ask each."""
    return solve_ensemble(
        case.spec,
        draws=settings.draws,
        seed=settings.seed,
        workers=settings.workers,
        grid={player.name: _intervals(len(player.types)) for player in case.game.players},
        tolerance=TOLERANCE,
        question=question,
        progress=settings.progress,
        resume_from=settings.resume_from,
    )


def answer_of(ensemble: Ensemble) -> Answer:
    """Return the answer of draws that were asked."""
    assert ensemble.answer is not None, "the draws were asked nothing"
    return ensemble.answer


def impossible(case: Case) -> str:
    """Say that nothing in the game could have made what was seen, and what that is."""
    moves = sorted({f"{one.actor} {one.move} ({one.date})" for one in case.sightings if one.move})
    return "In no draw could the game have gone as the reports tell" + (f": {', '.join(moves)}." if moves else ".")


def _intervals(types: int) -> int:
    """
    Return the intervals of a player's grid.

    Chosen in November 2026 on the coercive crisis, massed, 19 weeks: against four intervals for everyone the
    probability of an attack moves by less than .001 in two draws of three and by .03 in the third, where the draws
    themselves differ by .3; it takes a third of the time.
    """
    return 4 if types > 2 else 2
