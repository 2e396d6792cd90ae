"""Forecasts where the game is right: bands hold, ranks are flat, types are found out; wrong forecasters are caught."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from eval.calibration.__main__ import LATE, main
from eval.calibration.breaks import BREAKS, CHANGES
from eval.calibration.crises import Design
from eval.calibration.observer import FALSE_GRADES, likelihood_of_report, observer_of
from eval.calibration.ranks import ATTACK_NAME, Flatness, Uniform, flatness_of, rank_all
from eval.calibration.report import summarise, tell
from eval.calibration.scores import calibration_slope, compare_with_prior, coverages, recovery
from eval.calibration.study import Study, run_changed, run_study

from demarche.forecasting.moves_tables import load_moves
from demarche.forecasting.observation_evidence import silence

SMALL = Design(pool=14, replicates=100, weeks=2, horizon=1, told=(2,), intervals=(2, 2))
"""On a coarse grid and few draws: 80 % bands of 13 draws hold 74 % of truths, their ends being midpoints."""
FAIR = (0.62, 0.9)
"""Where the share of 100 bands that hold lies in more than 99 of 100 studies of this size."""
TWICE = "all is counted twice"


@pytest.fixture(scope="module")
def studies() -> tuple[Study, ...]:
    """A small study, and the same by a forecaster who counts everything twice."""
    return run_changed(SMALL, (lambda evidence: evidence, CHANGES[TWICE]))


def ranks_of(study: Study) -> dict[str, Flatness]:
    found = rank_all(study, with_truth=True, rng=np.random.default_rng(1))
    return {one.name: one for one in found}


def passes(study: Study) -> bool:
    """Whether bands hold about as often as they say, and no rank is clearly uneven."""
    low, high = FAIR
    smallest = min(one.ecdf_p for one in ranks_of(study).values())
    return low <= coverages(study, widened=False)[0].share <= high and smallest > 0.001


def test_a_small_study_is_calibrated(studies: tuple[Study, ...]) -> None:
    """Bands hold, ranks are even, the forecast beats the prior, and the true types gain: on 100 simulated crises."""
    study = studies[0]
    assert study.refused == 0
    assert passes(study)
    everything = np.ones(len(study.truth), bool)
    gain = compare_with_prior(study, everything, np.random.default_rng(2))
    assert gain.interval.high < 0
    slope = calibration_slope(study.forecast, study.attacked)
    assert slope.interval.holds(1.0)
    found = {one.player: one.gain for one in recovery(study, np.random.default_rng(3)) if one.weeks}
    assert found["challenger"] > 0
    assert sum(found.values()) > 0.03


@pytest.mark.parametrize("name", [*BREAKS, TWICE])
def test_a_wrong_forecaster_is_caught(studies: tuple[Study, ...], name: str) -> None:
    """Evidence ignored, mixed up or counted twice, and bands too narrow, each fail what the right forecaster passes."""
    wrong = studies[1] if name == TWICE else BREAKS[name](studies[0])
    assert not passes(wrong)


def test_the_truth_does_not_hang_on_the_forecaster(studies: tuple[Study, ...]) -> None:
    """A forecaster who changes the evidence is held against what follows from the evidence as it was."""
    right, wrong = studies
    np.testing.assert_array_equal(wrong.own_attack, right.own_attack)
    assert np.abs(wrong.attack - right.attack).max() > 0.01
    own = right.attack[right.truth, np.arange(len(right.truth))]
    np.testing.assert_array_equal(own, right.own_attack)


@pytest.mark.parametrize(("stage", "move"), [(s, m) for s, row in silence().items() for m in row])
def test_reports_are_drawn_with_the_likelihood_that_is_used(stage: str, move: str) -> None:
    """Of each move, the chances of a report of each grade, and of none, have the forecast's likelihoods as ratios."""
    s = silence()[stage][move]
    observer = observer_of(stage, move)
    if observer is None:
        assert s == 1
        return
    for chances in (observer.made, observer.unmade):
        assert chances.sum() == pytest.approx(1)
        assert (chances > 0).all()
    weights = [load_moves().credibility[grade] for grade in FALSE_GRADES]
    likelihoods = [likelihood_of_report(stage, move, weight) for weight in weights]
    np.testing.assert_allclose(observer.made / observer.unmade, [*likelihoods, s])
    assert 1 - s <= observer.detection <= 1 - s + 0.06  # of silence, the share that rumours break
    assert observer.rumours < observer.detection / 2


def test_reports_come_as_often_as_they_should() -> None:
    """Of moves that were made about the table's share is told of, and each week has few rumours."""
    study = run_study(Design(pool=2, replicates=100, weeks=2, horizon=1, told=(2,), intervals=(2, 2), seed=5))
    told = [one for each in study.replicates for one in each.sightings]
    per_week = len(told) / len(study.replicates) / 2
    rumours = sum(one.rumours for s, row in silence().items() for m in row if (one := observer_of(s, m)))
    assert rumours * 0.8 < per_week < rumours + 4  # a move of each of four stages at most
    assert all(0 <= one.period < 2 for one in told)


def test_even_ranks_pass_and_uneven_ones_fail() -> None:
    """Both tests give uniform ranks p-values that are uniform, and slanted, bunched or spread ones small p-values."""
    rng = np.random.default_rng(7)
    uniform, larger = (Uniform.of(count, rng) for count in (100, 300))
    even = [flatness_of("even", rng.random(100), uniform) for _ in range(40)]
    for p in ([one.ecdf_p for one in even], [one.chi_square_p for one in even]):
        assert sum(value < 0.1 for value in p) <= 11
        assert sum(value < 0.5 for value in p) >= 10
    for wrong in (rng.beta(1.6, 1, 300), rng.beta(2, 2, 300), rng.beta(0.5, 0.5, 300)):
        found = flatness_of("uneven", wrong, larger)
        assert found.ecdf_p < 0.01
        assert found.chi_square_p < 0.01
        assert sum(found.counts) == 300


def test_the_slope_is_that_of_the_odds() -> None:
    """Forecasts that hold have slope 1; twice too sure ones a half; ones that part all outcomes none."""
    rng = np.random.default_rng(8)
    odds = rng.normal(0, 1.5, 20_000)
    happened = rng.random(20_000) < 1 / (1 + np.exp(-odds))
    assert calibration_slope(1 / (1 + np.exp(-odds)), happened).slope == pytest.approx(1, abs=0.06)
    assert calibration_slope(1 / (1 + np.exp(-2 * odds)), happened).slope == pytest.approx(0.5, abs=0.03)
    assert np.isnan(calibration_slope(np.array([0.1, 0.2, 0.8, 0.9]), np.array([False, False, True, True])).slope)


def test_the_command_writes_numbers_and_figures(tmp_path: Path) -> None:
    """The command writes JSON or Markdown, and figures that are well-formed."""
    size = ["--pool", "3", "--replicates", "6", "--weeks", "1", "--horizon", "1", "--one", "--workers", "1"]
    main([*size, "--figures", str(tmp_path), "-o", str(tmp_path / "report.json")])
    report = json.loads((tmp_path / "report.json").read_text())
    assert report["studies"][0]["pool"] == 3
    assert sum(report["ranks"][0]["counts"]) == 6
    for name in ("ranks", "reliability"):
        page = ElementTree.parse(tmp_path / f"calibration-{name}.svg").getroot()
        assert page.tag.endswith("svg")


def test_the_tables_have_a_row_for_each_number(studies: tuple[Study, ...]) -> None:
    """Tables tell each rank, band, score and break, in rows as wide as their heads."""
    lines = tell(summarise(studies[0]))
    for words in (ATTACK_NAME, "rationality", "not over by then", "challenger", *BREAKS):
        assert any(line.startswith(f"| {words} |") for line in lines), words
    width = 0
    for line in lines:
        if line.startswith("|"):
            width = width or line.count(" | ")
            assert line.count(" | ") == width
        else:
            width = 0


@pytest.mark.slow
def test_the_study_of_the_docs_is_calibrated() -> None:
    """At the size of docs/calibration.md the bands hold 75 to 85 of 100 truths, and no rank is uneven."""
    study = run_study(Design(), workers=2)
    assert 0.75 <= coverages(study, widened=False)[0].share <= 0.85
    ranks = ranks_of(study)
    assert ranks[ATTACK_NAME].ecdf_p > 0.01
    assert ranks[ATTACK_NAME].chi_square_p > 0.01
    assert min(one.ecdf_p for one in ranks.values()) > 0.01 / len(ranks)  # of so many, one would fall below .01 by luck
    assert calibration_slope(study.forecast, study.attacked).interval.holds(1.0)


@pytest.mark.slow
def test_true_types_are_found_out_as_weeks_are_told() -> None:
    """The longer a crisis is told of, the more the challenger's true type is given."""
    found = [
        one for one in recovery(run_study(LATE, workers=2), np.random.default_rng(3)) if one.player == "challenger"
    ]
    given = [one.given for one in found]
    assert given == sorted(given)
    assert given[-1] > given[0] + 0.05
