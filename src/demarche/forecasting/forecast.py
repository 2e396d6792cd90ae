"""
From a record to a forecast. Read this file first.

1. Know: nothing that came out after the as-of date is used (`build_known`).
2. Build: the crisis as a game, from the record or from a person's spec (`case`, `build`, `spec_file_reader`).
3. See: findings and statements as evidence of moves, states and types (`observation`).
4. Ask: all evidence, the evidence without each item, moves to watch and to force (`inquiry`).
5. Solve: many draws of the parameters, each solved and asked (`demarche.game.solve_ensemble`).
6. Weigh: each draw by the likelihood of the evidence in its game (`posterior`).
7. Say: hypotheses, outcomes by date, what to watch, what if, what carries the answer.
"""

from __future__ import annotations

import numpy as np

from demarche.forecasting.case import Case, answer_of, impossible, open_case, solve_case
from demarche.forecasting.hypotheses import weigh_evidence, weigh_hypotheses
from demarche.forecasting.inquiry import Inquiry, ask
from demarche.forecasting.model import Forecast, Health, Sensitivity, WhatIf
from demarche.forecasting.outcome_words import say_move
from demarche.forecasting.outcomes import compare_press, list_consequences, outcome_columns, outcomes_by_date
from demarche.forecasting.posterior import FEW_EFFECTIVE, GOOD_PARETO_K, Floats, Weights
from demarche.forecasting.sensitivity import rank_parameters
from demarche.forecasting.settings import ForecastSettings
from demarche.forecasting.shifts import shift_outcomes
from demarche.forecasting.watch import list_watch
from demarche.game import Answer, Ensemble
from demarche.record import Record

WHAT_IFS = 3
SETTLED = 0.95
"""Share of draws that must converge everywhere: the rest miss by no more than what their grid does."""
OVER = 0.02
"""Below this probability that the crisis is still on there is nothing left to watch or to change."""


def forecast_record(record: Record, settings: ForecastSettings | None = None) -> Forecast:
    """
    Say what may come next, by when, how likely and why.

    Parameters
    ----------
    record : Record
    settings : ForecastSettings, optional

    Returns
    -------
    Forecast
        Where the record fills no game, or no draw can explain what was seen, `unsaid` says why.

    Raises
    ------
    InputError
        If a spec of one's own cannot be used for the record.
    SolveError
        If no draw of its parameters makes a game.

    Examples
    --------
    >>> from demarche.record import Record
    >>> forecast_record(Record(())).unsaid
    'No report has a date of publication, so there is no day to forecast from.'
    """
    chosen = settings or ForecastSettings()
    case = open_case(record, chosen)  # 1, 2, 3
    if isinstance(case, Forecast):
        return case
    inquiry = ask(case)  # 4
    ensemble = solve_case(case, inquiry.question, chosen)  # 5
    weights = Weights.of(answer_of(ensemble).log_likelihoods[:, 0])  # 6
    if weights is None:
        return Forecast(case.scenario.as_of, chosen.seed, case.scenario, None, impossible(case))
    return _say(case, inquiry, ensemble, weights, chosen)  # 7


def _say(case: Case, inquiry: Inquiry, ensemble: Ensemble, weights: Weights, settings: ForecastSettings) -> Forecast:
    answer, scenario = answer_of(ensemble), case.scenario
    live = 1 - float(weights.mean(answer.over).sum())
    is_on = live > OVER
    return Forecast(
        as_of=scenario.as_of,
        seed=settings.seed,
        scenario=scenario,
        health=_health(case, ensemble, weights),
        horizon=scenario.day_after(scenario.periods - 1),
        live=min(max(live, 0.0), 1.0),
        hypotheses=weigh_hypotheses(case, answer, weights, inquiry.nothing),
        evidence=weigh_evidence(case, answer, weights, inquiry),
        outcomes=outcomes_by_date(case, answer, weights),
        watch=list_watch(case, answer, weights, inquiry) if is_on else (),
        press=compare_press(case, answer, weights),
        what_if=_what_ifs(case, inquiry, answer, weights) if is_on else (),
        sensitivity=_sensitivity(case, ensemble, answer, weights),
        consequences=list_consequences(case.spec),
    )


def _what_ifs(case: Case, inquiry: Inquiry, answer: Answer, weights: Weights) -> tuple[WhatIf, ...]:
    """Return the forced moves of the next period that change most."""
    found = []
    first = case.scenario.periods_seen
    for c, one in enumerate(inquiry.watched):
        after = answer.conditioned[:, len(inquiry.watched) + c, -1]
        shifts = shift_outcomes(answer.by_period[:, -1], after, weights, case.rows, case.game)
        words = f"{say_move(one.stage, one.move, case.names, one.role)} by {case.scenario.day_after(first)}"
        force = f"{case.scenario.roles.get(one.role, one.role)} {one.move} {case.scenario.day_after(first)}"
        found.append(WhatIf(words, {}, (force,), shifts))
    lead = case.rows[0].name
    found.sort(key=lambda item: -abs(next(shift.change for shift in item.shifts if shift.outcome == lead)))
    return tuple(found[:WHAT_IFS])


def _sensitivity(case: Case, ensemble: Ensemble, answer: Answer, weights: Weights) -> tuple[Sensitivity, ...]:
    lead = case.rows[0]
    values: Floats = answer.by_period[:, -1, outcome_columns(lead, case.game)].sum(axis=1)
    return rank_parameters(case.spec, ensemble.parameters, values, weights, lead.name)


def _health(case: Case, ensemble: Ensemble, weights: Weights) -> Health:
    solved = ~np.isnan(ensemble.by_period[:, 0, 0])
    converged = float(ensemble.converged[solved].mean()) if solved.any() else 0.0
    warnings = [*case.scenario.warnings]
    draws = len(weights.shares)
    if draws < FEW_EFFECTIVE:
        warnings.append(f"Only {draws} draws were made: bands are rough. More (--draws) would help.")
    elif weights.effective < FEW_EFFECTIVE:
        warnings.append(
            f"Only {weights.effective:.0f} of {draws} draws count (effective sample size): bands are rough. More draws "
            "(--draws) would help."
        )
    if weights.pareto_k is not None and weights.pareto_k > GOOD_PARETO_K:
        warnings.append(
            f"A few draws carry the answer (Pareto k {weights.pareto_k:.2f}, good below {GOOD_PARETO_K}): the evidence "
            "is far from what the game expects."
        )
    if converged < SETTLED:
        warnings.append(f"{1 - converged:.0%} of the draws did not converge everywhere.")
    if ensemble.refused:
        first = next(iter(ensemble.refused.values()))
        warnings.append(f"{len(ensemble.refused)} of {len(weights.shares)} draws make no game: {first}")
    return Health(
        draws=len(weights.shares),
        refused=len(ensemble.refused),
        converged_share=converged,
        effective_sample_size=weights.effective,
        pareto_k=weights.pareto_k,
        evidence_log_likelihood=weights.log_mean,
        residual=float(ensemble.residual[solved].max(initial=0.0)),
        warnings=tuple(warnings),
    )
