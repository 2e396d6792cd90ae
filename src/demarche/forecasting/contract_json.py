"""A forecast as the JSON that outside programs rely on, and as flat tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from demarche.errors import InputError
from demarche.forecasting.model import Comparison, EvidenceWeight, Forecast, Hypothesis, WhatIf

if TYPE_CHECKING:
    import polars

Row = dict[str, Any]


def forecast_json(forecast: Forecast) -> Row:
    """Return a forecast as plain dicts and lists, with the contract's names first."""
    health = forecast.health
    plain = _plain(forecast)
    rest = {name: plain[name] for name in ("horizon", "live", "what_if", "sensitivity", "consequences", "scenario")}
    return {
        "as_of": plain["as_of"],
        "seed": forecast.seed,
        "draws": health.draws if health else 0,
        "effective_sample_size": health.effective_sample_size if health else 0.0,
        "converged_share": health.converged_share if health else 0.0,
        "pareto_k": health.pareto_k if health else None,
        "unsaid": forecast.unsaid,
        "warnings": list(health.warnings) if health else [],
        "hypotheses": [_hypothesis(one) for one in forecast.hypotheses],
        "evidence": [_evidence(one) for one in forecast.evidence],
        "outcomes": [
            {"name": row["name"], "by": row["by"], "phrase": row["phrase"], "members": row["members"]}
            for row in plain["outcomes"]
        ],
        "watch": plain["watch"],
        "press": [_comparison(one) for one in forecast.press],
        **rest,
        "health": plain["health"],
    }


def what_if_json(asked: WhatIf) -> Row:
    """Return a what-if as plain dicts and lists."""
    return _plain(asked)


def _plain(item: msgspec.Struct) -> Row:
    decoded: Row = msgspec.json.decode(msgspec.json.encode(item))
    return decoded


def _hypothesis(one: Hypothesis) -> Row:
    return {
        "actor": one.actor,
        "role": one.role,
        "type": one.type,
        "prior": one.prior,
        "posterior": one.probability,
        "low": one.low,
        "high": one.high,
        "if_true": one.if_true,
    }


def _evidence(one: EvidenceWeight) -> Row:
    return {
        "finding": one.sighting.item,
        "log_ratios": one.log_ratios,
        "flips": one.flips,
        "diagnosticity": one.diagnosticity,
        "sighting": _plain(one.sighting),
    }


def _comparison(one: Comparison) -> Row:
    plain = _plain(one)
    ours = plain.pop("ours")
    return {"projection": plain.pop("projection"), "ours": ours, **plain}


def forecast_table(kind: str, forecast: Forecast) -> polars.DataFrame:
    """
    Return a table of a forecast.

    Parameters
    ----------
    kind : str
        `outcomes` (a row an outcome and date), `hypotheses`, `evidence` (a row an item and hypothesis), `watch` (a row
        a move and outcome).
    forecast : Forecast

    Raises
    ------
    InputError
        If there is no such kind.
    """
    if kind not in _TABLES:
        raise InputError("there is no such table", field="kind", wanted=", ".join(_TABLES), got=kind)
    import polars

    return polars.DataFrame(list(_TABLES[kind](forecast)), infer_schema_length=None)


def _outcomes(forecast: Forecast) -> Iterator[Row]:
    for one in forecast.outcomes:
        for at in one.by:
            yield {"outcome": one.name, "date": at.date, "probability": at.probability, "low": at.low, "high": at.high}


def _hypotheses(forecast: Forecast) -> Iterator[Row]:
    for one in forecast.hypotheses:
        row = _hypothesis(one)
        del row["if_true"]
        yield row


def _weights(forecast: Forecast) -> Iterator[Row]:
    for one in forecast.evidence:
        for hypothesis, ratio in one.log_ratios.items():
            yield {
                "item": one.sighting.item,
                "words": one.sighting.words,
                "date": one.sighting.date,
                "hypothesis": hypothesis,
                "log_ratio": ratio,
                "flips": one.flips,
            }


def _watch(forecast: Forecast) -> Iterator[Row]:
    for one in forecast.watch:
        for outcome, seen in one.if_seen.items():
            yield {
                "move": one.move,
                "actor": one.actor,
                "by": one.by,
                "probability": one.probability,
                "information_bits": one.information_bits,
                "outcome": outcome,
                "if_seen": seen,
                "if_not": one.if_not[outcome],
            }


_TABLES: dict[str, Callable[[Forecast], Iterator[Row]]] = {
    "outcomes": _outcomes,
    "hypotheses": _hypotheses,
    "evidence": _weights,
    "watch": _watch,
}
