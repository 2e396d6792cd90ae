"""Whole forecasts of small crises, with few draws and weeks: what must hold of any forecast."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pytest

from demarche.errors import InputError
from demarche.forecasting import DRAWS, Forecast, ForecastSettings, WhatIf, ask_what_if, forecast_record
from demarche.forecasting import inquiry as inquiry_module
from demarche.forecasting.case import Case, open_case, solve_case
from demarche.forecasting.inquiry import ask
from demarche.forecasting.posterior import Weights
from demarche.game import Evidence
from demarche.record import Reading, Record
from demarche.weighing import weigh_readings

SMALL = ForecastSettings(draws=6, horizon_weeks=3, workers=1, seed=3)
Records = Callable[[str], Record]
Readings = Callable[[str], tuple[Reading, ...]]


@pytest.fixture(scope="module")
def kuwait(records: Records) -> Forecast:
    return forecast_record(records("KUWAIT"), SMALL)


def test_the_parts_agree_with_one_another(kuwait: Forecast) -> None:
    """Outcomes make up 1 on every day and only grow, bands hold what they are of, types make up 1."""
    assert kuwait.unsaid == ""
    assert kuwait.scenario is not None
    assert kuwait.scenario.roles["challenger"] == "IRQ"
    assert kuwait.scenario.roles["target"] == "KWT"
    ends = [one for one in kuwait.outcomes if not one.members]
    assert len(ends[0].by) >= 3
    for at in zip(*(one.by for one in ends), strict=True):
        assert sum(one.probability for one in at) == pytest.approx(1)
        assert len({one.date for one in at}) == 1
    for one in kuwait.outcomes:
        steps = [at.probability for at in one.by]
        assert steps == sorted(steps, reverse=one.name == "standoff")
        assert all(0 <= at.low <= at.probability <= at.high <= 1 for at in one.by)
    for role in ("challenger", "patron", "target"):
        own = [one for one in kuwait.hypotheses if one.role == role]
        assert sum(one.probability for one in own) == pytest.approx(1)
        assert sum(one.prior for one in own) == pytest.approx(1)
        assert all(sum(one.if_true.values()) == pytest.approx(1) for one in own)


def test_a_group_is_the_sum_of_its_ends(kuwait: Forecast) -> None:
    """An attack is a limited, a full or a wider war."""
    attack = kuwait.outcome("attack")
    assert attack is not None
    members = [kuwait.outcome(name) for name in attack.members]
    for week, at in enumerate(attack.by):
        assert at.probability == pytest.approx(sum(one.by[week].probability for one in members if one is not None))


def test_what_is_watched_for_makes_up_the_forecast(kuwait: Forecast) -> None:
    """Seen and not seen, weighed by how likely each is, give the forecast again; information is never negative."""
    assert kuwait.watch
    bits = [one.information_bits for one in kuwait.watch]
    assert bits == sorted(bits, reverse=True)
    assert min(bits) >= 0
    for item in kuwait.watch:
        for name, seen in item.if_seen.items():
            outcome = kuwait.outcome(name)
            assert outcome is not None
            whole = item.probability * seen + (1 - item.probability) * item.if_not[name]
            assert whole == pytest.approx(outcome.by[-1].probability, abs=1e-6)


def test_evidence_is_listed_with_what_it_does(kuwait: Forecast, records: Records) -> None:
    """Every sighting's item is there, most telling first, and the ratios of an actor's types have both signs."""
    record = records("KUWAIT")
    known = {one.id for one in record.findings} | {one.id for one in record.statements}
    assert {one.sighting.item for one in kuwait.evidence} <= known
    spread = [one.diagnosticity for one in kuwait.evidence]
    assert spread == sorted(spread, reverse=True)
    first = kuwait.evidence[0].log_ratios
    own = [ratio for name, ratio in first.items() if name.startswith("challenger")]
    assert min(own) <= 0 <= max(own)
    assert spread[0] > 0


def test_the_json_has_the_contracts_names(kuwait: Forecast) -> None:
    """Outside programs find what they rely on."""
    plain = kuwait.to_dict()
    for name in ("as_of", "draws", "effective_sample_size", "converged_share", "hypotheses", "evidence", "outcomes",
                 "watch", "press"):  # fmt: skip
        assert name in plain
    assert {"actor", "type", "prior", "posterior", "low", "high"} <= plain["hypotheses"][0].keys()
    assert {"finding", "log_ratios", "flips"} <= plain["evidence"][0].keys()
    assert {"date", "probability", "low", "high"} == plain["outcomes"][0]["by"][0].keys()
    wanted = {"move", "actor", "by", "probability", "information_bits", "if_seen", "if_not"}
    assert wanted <= plain["watch"][0].keys()
    assert plain["draws"] == 6
    assert msgspec.json.decode(kuwait.to_json()) == plain
    for kind in ("outcomes", "hypotheses", "evidence", "watch"):
        assert len(kuwait.to_arrow(kind)) > 0
    with pytest.raises(InputError, match="no such table"):
        kuwait.to_arrow("outcome")


def test_same_seed_same_bytes_whatever_the_order(kuwait: Forecast, readings: Readings) -> None:
    """The order in which reports came does not matter, and nothing is random but by the seed."""
    turned = weigh_readings(tuple(reversed(readings("KUWAIT"))))
    assert forecast_record(turned, SMALL).to_json() == kuwait.to_json()
    other = forecast_record(turned, replace(SMALL, seed=4))
    assert other.outcomes != kuwait.outcomes


def test_a_run_that_was_stopped_goes_on(kuwait: Forecast, records: Records, tmp_path: Path) -> None:
    """Draws that were kept are not solved again, and the result is that of one run."""
    kept = tmp_path / "draws.jsonl"
    forecast_record(records("KUWAIT"), replace(SMALL, draws=2, resume_from=kept))
    done: list[int] = []
    resumed = forecast_record(
        records("KUWAIT"), replace(SMALL, resume_from=kept, progress=lambda one, _: done.append(one))
    )
    assert done == [3, 4, 5, 6]
    assert resumed.to_json() == kuwait.to_json()


def test_what_came_later_moves_nothing(readings: Readings) -> None:
    """With an as-of date a record with later reports gives the forecast of one without them, to the byte."""
    early, late = readings("KUWAIT"), readings("KUWAIT_LATER")
    day = max(one.report.published for one in early if one.report.published)
    assert all(one.report.published and one.report.published > day for one in late)
    settings = replace(SMALL, as_of=day)
    alone = forecast_record(weigh_readings(early), settings)
    planted = forecast_record(weigh_readings((*early, *late)), settings)
    assert planted.to_json() == alone.to_json()


def test_a_copy_moves_nothing(kuwait: Forecast, readings: Readings) -> None:
    """A wire story printed again is no second witness."""
    copied = forecast_record(weigh_readings((*readings("KUWAIT"), *readings("KUWAIT_COPY"))), SMALL)
    for one, other in zip(kuwait.outcomes, copied.outcomes, strict=True):
        assert [at.probability for at in one.by] == pytest.approx([at.probability for at in other.by], abs=1e-12)


def opened(record: Record, settings: ForecastSettings = SMALL) -> Case:
    case = open_case(record, settings)
    assert isinstance(case, Case)
    return case


def test_without_evidence_the_forecast_is_the_prior(records: Records) -> None:
    """Nothing seen and nothing told: every draw weighs the same, types and outcomes are the game's own."""
    case = replace(opened(records("KUWAIT")), sightings=(), told=0)
    ensemble = solve_case(case, ask(case).question, SMALL)
    assert ensemble.answer is not None
    weights = Weights.of(ensemble.answer.log_likelihoods[:, 0])
    assert weights is not None
    assert weights.effective == pytest.approx(6)
    np.testing.assert_allclose(ensemble.answer.types[:, 0], ensemble.answer.types[:, -1], atol=1e-12)
    own = ensemble.by_period[:, case.scenario.periods_seen :]
    # What is seen is followed with weights that are never negative, the course with the solver's: on so coarse a grid
    # they differ by its error, on a finer one they do not (test_forecast_properties).
    np.testing.assert_allclose(ensemble.answer.by_period, own, atol=0.02)


def test_a_record_that_fills_no_game_says_so(records: Records) -> None:
    """No roles, no forecast: the reason stands in it, and no number."""
    found = forecast_record(records("TRADE"), SMALL)
    assert found.unsaid
    assert found.health is None
    assert not found.outcomes
    assert found.to_dict()["unsaid"] == found.unsaid


def test_impossible_evidence_is_told(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no draw could have made what was seen there is no forecast, and the moves are named."""
    case = opened(records("KUWAIT"))
    moves = {(0, stage.name): dict.fromkeys(stage.moves, 0.0) for stage in case.game.stages if stage.player is not None}
    monkeypatch.setattr(inquiry_module, "evidence_of", lambda *_, **__: Evidence(case.scenario.periods_seen, moves))
    found = forecast_record(records("KUWAIT"), SMALL)
    assert "In no draw" in found.unsaid
    assert "IRQ raise posture" in found.unsaid


def test_few_effective_draws_are_a_warning(kuwait: Forecast) -> None:
    """Six draws cannot carry a band, and the forecast says so."""
    assert kuwait.health is not None
    assert any("Only 6 draws were made" in one for one in kuwait.health.warnings)
    assert DRAWS >= 200


def test_what_if_changes_what_it_should(records: Records) -> None:
    """More support deters in most draws; a change that nothing hangs on changes nothing; both come with a band."""
    record = records("KUWAIT")
    case = opened(record)
    day = case.scenario.as_of + dt.timedelta(days=3)
    asked = ask_what_if(record, {"target_election": 3000.0}, (), SMALL)
    assert isinstance(asked, WhatIf)
    assert all(abs(one.change) < 1e-9 for one in asked.shifts)
    forced = ask_what_if(record, {}, (f"Kuwait concede {day}",), SMALL)
    assert isinstance(forced, WhatIf)
    end = next(one for one in forced.shifts if one.outcome == "capitulation")
    assert end.after > 0.9
    assert end.low <= end.change <= end.high
    assert end.agreeing == pytest.approx(1)
    assert "Kuwait concedes" in forced.words


@pytest.mark.parametrize(
    ("sets", "force", "message"),
    [
        ({"win_aloen": 0.5}, "", "no such parameter"),
        ({"win_alone": dt.date(2022, 1, 1)}, "", "is no date"),
        ({}, "Iraq attack", "not a move to force"),
        ({}, "Iraq full attack tomorrow", "not a date"),
        ({}, "Iraq negotiate 1990-08-02", "no such move"),
        ({}, "Norway mediate 1990-08-02", "plays a role"),
        ({}, "Iraq full attack 1990-07-01", "does not reach that day"),
    ],
)
def test_a_change_that_cannot_be_is_refused(
    records: Records, sets: dict[str, float | dt.date], force: str, message: str
) -> None:
    with pytest.raises(InputError, match=message):
        ask_what_if(records("KUWAIT"), sets, (force,) if force else (), SMALL)


@pytest.mark.slow
def test_workers_change_nothing(kuwait: Forecast, records: Records) -> None:
    """Two processes give the bytes of one."""
    assert forecast_record(records("KUWAIT"), replace(SMALL, workers=2)).to_json() == kuwait.to_json()
