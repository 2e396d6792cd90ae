"""Outcomes by date with their bands, what the press foretold beside them, and what follows from each."""

from __future__ import annotations

import datetime as dt

import numpy as np

from demarche.forecasting.case import Case
from demarche.forecasting.model import Comparison, ConsequenceRow, DatedEstimate, Outcome
from demarche.forecasting.outcome_words import OutcomeRow, say_outcome
from demarche.forecasting.posterior import Floats, Weights
from demarche.forecasting.scenario import Scenario
from demarche.game import Answer, Game, Spec
from demarche.record import RecordedProjection


def outcome_columns(row: OutcomeRow, game: Game) -> list[int]:
    """Return the columns of an outcome: its own, or those of a group's members."""
    return [game.outcomes.index(name) for name in row.members or (row.name,)]


def outcomes_by_date(case: Case, answer: Answer, weights: Weights) -> tuple[Outcome, ...]:
    """
    Return every outcome's probability of having come by the end of each period to come, and of each deadline's day.

    Within a period probability is taken to come evenly.
    """
    scenario = case.scenario
    days = {scenario.day_after(period) for period in range(scenario.periods_seen, scenario.periods)}
    last = max(days)
    days |= {window.date for window in scenario.windows if scenario.as_of < window.date < last}
    found = []
    for row in case.rows:
        by = []
        for day in sorted(days):
            at = weights.estimate(_by_day(row, case, answer, day))
            by.append(DatedEstimate(at.probability, at.low, at.high, date=day))
        found.append(Outcome(row.name, say_outcome(row, case.names), row.members, tuple(by)))
    return tuple(found)


def compare_press(case: Case, answer: Answer, weights: Weights) -> tuple[Comparison, ...]:
    """
    Set the press's projections beside ours of the same outcome in the same days.

    Only a projection with a range of probability, a window that ends after the as-of date and by the horizon, and an
    event that an outcome speaks of can be compared. Within a period probability is taken to come evenly.
    """
    scenario = case.scenario
    horizon = scenario.day_after(scenario.periods - 1)
    found = []
    for one in case.record.projections:
        row = next((row for row in case.rows if _foretells(one, row, scenario)), None)
        if row is None or one.probability is None or one.window is None:
            continue
        until = one.window.end
        if not scenario.as_of < until <= horizon:
            continue
        ours = _by_day(row, case, answer, until)
        if one.window.start > scenario.as_of + dt.timedelta(days=1):
            ours = ours - _by_day(row, case, answer, one.window.start - dt.timedelta(days=1))
        mine = weights.estimate(ours)
        low, high = one.probability.low, one.probability.high
        found.append(Comparison(one.id, row.name, until, low, high, mine, mine.high < low or mine.low > high))
    return tuple(sorted(found, key=lambda one: (one.by, one.projection)))


def _foretells(one: RecordedProjection, row: OutcomeRow, scenario: Scenario) -> bool:
    """Whether a projection speaks of an outcome: its type, and whoever it names in the right place."""
    event = one.event
    if event.type not in row.types:
        return False
    by = {actor.country for actor in event.sources if actor.country}
    to = {actor.country for actor in event.targets if actor.country}
    named = by | to
    if "both" in row.by:
        pair = {scenario.roles.get("challenger"), scenario.roles.get("target")}
        return pair <= named
    acting = {code for role in row.by for code in (scenario.roles.get(role), *scenario.partners.get(role, ()))}
    acted_on = {scenario.roles.get(role) for role in row.to}
    return bool(named) and by <= acting and (not acted_on or to <= acted_on)


def _by_day(row: OutcomeRow, case: Case, answer: Answer, day: dt.date) -> Floats:
    """Return the probability in each draw that an outcome has come by the end of a day after the as-of date."""
    scenario, columns = case.scenario, outcome_columns(row, case.game)
    ended = [column for column in columns if column < len(case.game.ends)]
    still = 1 - answer.over.sum(axis=1) if len(ended) < len(columns) else 0.0
    now = answer.over[:, ended].sum(axis=1) + still
    table = np.column_stack([now, answer.by_period[:, :, columns].sum(axis=2)])
    at = (day - scenario.as_of).days / scenario.step_days
    before = min(int(at), table.shape[1] - 2)
    share = min(at - before, 1.0)
    probability: Floats = (1 - share) * table[:, before] + share * table[:, before + 1]
    return probability


def list_consequences(spec: Spec) -> tuple[ConsequenceRow, ...]:
    """Return what follows from each end besides payoffs, as the spec has it."""
    return tuple(
        ConsequenceRow(end, one.name, _shown(one.value, one.unit), one.source or one.why)
        for end, several in spec.consequences.items()
        for one in several
    )


def _shown(value: float | str | tuple[float, float], unit: str) -> str:
    if isinstance(value, str):
        return value
    numbers = value if isinstance(value, tuple) else (value,)
    if unit == "probability":
        return " to ".join(f"{100 * one:.0f} %" for one in numbers)
    return f"{' to '.join(f'{one:,.0f}' if abs(one) >= 10 else f'{one:g}' for one in numbers)} {unit}".strip()
