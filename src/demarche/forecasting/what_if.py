"""What if: moves forced, parameters set from the as-of date on, and what that does to the forecast."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from demarche.errors import InputError, did_you_mean
from demarche.forecasting.case import Case, answer_of, impossible, open_case, solve_case
from demarche.forecasting.inquiry import known_evidence
from demarche.forecasting.model import Forecast, WhatIf
from demarche.forecasting.outcome_words import say_move
from demarche.forecasting.posterior import Weights
from demarche.forecasting.settings import ForecastSettings
from demarche.forecasting.shifts import shift_outcomes
from demarche.game import Condition, Question
from demarche.ontology import spoken_name
from demarche.record import Record


def ask_what_if(
    record: Record,
    sets: Mapping[str, float | dt.date],
    forces: Sequence[str],
    settings: ForecastSettings | None = None,
) -> WhatIf | Forecast:
    """
    Return what changes to the crisis would do to its outcomes.

    Parameters
    ----------
    record : Record
    sets : mapping of str to float or date
        Parameters and their values from the as-of date on; the past is judged by the game as it was.
    forces : sequence of str
        "ACTOR MOVE DATE": the actor (code, name or role) makes the move in the period of the date, wherever it can.
        Players take it for chosen; what is known of the actor's intentions stays as it was.
    settings : ForecastSettings, optional

    Returns
    -------
    WhatIf or Forecast
        A `Forecast` that says why, where there is no forecast to change.

    Raises
    ------
    InputError
        If a parameter, actor, move or date does not exist, or the date is not after the as-of date.
    """
    chosen = settings or ForecastSettings()
    case = open_case(record, chosen)
    if isinstance(case, Forecast):
        return case
    values = {name: _value(case, name, value) for name, value in sets.items()}
    parsed = [parse_force(case, one) for one in forces]
    forced = tuple((stage, move, period) for stage, move, period, _ in parsed)
    ensemble = solve_case(case, Question((known_evidence(case),), (Condition(forced=forced),), values), chosen)
    answer = answer_of(ensemble)
    weights = Weights.of(answer.log_likelihoods[:, 0])
    if weights is None:
        return Forecast(case.scenario.as_of, chosen.seed, case.scenario, None, impossible(case))
    shifts = shift_outcomes(answer.by_period[:, -1], answer.conditioned[:, 0, -1], weights, case.rows, case.game)
    told = [words for *_, words in parsed] + [f"{name} = {value}" for name, value in sets.items()]
    return WhatIf("; ".join(told), values, tuple(forces), shifts)


def parse_force(case: Case, text: str) -> tuple[str, str, int, str]:
    """
    Read "ACTOR MOVE DATE".

    Returns
    -------
    tuple of str, str, int, str
        Stage, move, period, and the change in words.
    """
    words = text.split()
    field = "--force"
    if len(words) < 3:
        raise InputError("not a move to force", field=field, wanted='"ACTOR MOVE DATE"', got=text)
    try:
        day = dt.date.fromisoformat(words[-1])
    except ValueError as exc:
        raise InputError("not a date", field=field, wanted="an ISO date at the end", got=words[-1]) from exc
    role, move = _mover(case, words[:-1], field)
    stages = {
        one: stage.name
        for stage in case.game.stages
        if stage.player is not None and case.roles.get(case.game.players[stage.player].name) == role
        for one in stage.moves
    }
    if move not in stages:
        wanted = ", ".join(stages) or "a player that moves"
        raise InputError(f"the {role} has no such move", field=field, wanted=wanted, got=move,
                         mend=did_you_mean(move, stages))  # fmt: skip
    period = _period(case, day, field)
    says = say_move(stages[move], move, case.names, role)
    return stages[move], move, period, f"{says} by {case.scenario.day_after(period)}"


def _mover(case: Case, words: Sequence[str], field: str) -> tuple[str, str]:
    """Return the role that the first words name, and the rest as a move."""
    known: dict[str, str] = {}
    for role, code in case.scenario.roles.items():
        for name in (
            role,
            code,
            spoken_name(code),
            spoken_name(code).removeprefix("the "),
            case.players.get(role, role),
        ):
            known[name.casefold()] = role
    for count in range(len(words) - 1, 0, -1):
        said = " ".join(words[:count]).casefold()
        if said in known:
            return known[said], " ".join(words[count:])
    raise InputError(
        "nobody of that name plays a role", field=field, wanted=", ".join(sorted(known)), got=" ".join(words)
    )


def _period(case: Case, day: dt.date, field: str) -> int:
    scenario = case.scenario
    last = scenario.day_after(scenario.periods - 1)
    if not scenario.as_of < day <= last:
        wanted = f"a day after {scenario.as_of}, by {last}"
        raise InputError("the forecast does not reach that day", field=field, wanted=wanted, got=str(day))
    return max((day - scenario.start).days // scenario.step_days, scenario.periods_seen)


def _value(case: Case, name: str, value: float | dt.date) -> float:
    parameter = case.spec.parameters.get(name)
    if parameter is None:
        near = did_you_mean(name, case.spec.parameters)
        mend = near or f"it has {', '.join(case.spec.parameters)}"
        raise InputError("the game has no such parameter", field="--set", got=name, mend=mend)
    if isinstance(value, dt.date):
        if parameter.unit != "date":
            raise InputError(f"{name} is no date", field="--set", wanted=parameter.unit or "a number", got=str(value))
        return float((value - case.scenario.start).days)
    return float(value)
