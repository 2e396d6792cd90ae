"""What the coercive crisis says before any evidence, against what became of past crises."""

from __future__ import annotations

import numpy as np
import pytest

from demarche.game import Ensemble, load_game, load_spec, propagate, solve_beliefs, solve_ensemble

# [ICB14]: the 206 crises that began by an outside act without violence and outside a war; docs/history.md, and
# `python -m eval.icb` where the data are at hand.
CRISES = 206
BASE_RATES = {"no violence": 108, "clashes": 80, "full-scale war": 18}
INTERVALS = {"no violence": (0.454, 0.594), "clashes": (0.321, 0.459), "full-scale war": (0.053, 0.134)}
"""Exact, 95 %."""
PEACEFUL, OVER_HALF_A_YEAR = 108, 26
DRAWS = 60
ENDS = {
    "no violence": ("stand-down", "settlement", "capitulation", "standoff"),
    "clashes": ("limited war",),
    "full-scale war": ("full war", "wider war"),
}
MASSED = "template: coercive-crisis\ntitle: massed\ninitial: {posture: massed}\n"


@pytest.fixture(scope="module")
def prior() -> Ensemble:
    """Draws from the template's ranges, massed from the start: a minute on one core."""
    return solve_ensemble(load_spec(MASSED), draws=DRAWS, seed=0, workers=1, grid=4)


def test_the_intervals_are_those_of_the_counts() -> None:
    """The bounds below are the exact intervals of the counts."""
    from eval.icb.rates import exact_interval

    assert sum(BASE_RATES.values()) == CRISES
    for name, hits in BASE_RATES.items():
        found = exact_interval(hits, CRISES)
        assert (found.low, found.high) == pytest.approx(INTERVALS[name], abs=6e-4)


@pytest.mark.slow
@pytest.mark.parametrize("group", BASE_RATES)
def test_the_prior_reproduces_the_base_rates(prior: Ensemble, group: str) -> None:
    """Before any evidence, violence is as frequent as it was in such crises, within their sampling error."""
    assert not prior.refused
    columns = [prior.outcomes.index(end) for end in ENDS[group]]
    low, high = INTERVALS[group]
    assert low <= float(prior.probabilities[:, columns].sum(axis=1).mean()) <= high


@pytest.mark.slow
def test_the_prior_lasts_as_long_as_peaceful_crises_did(prior: Ensemble) -> None:
    """Of the crises that stay peaceful, as many outlast the half year as did, within sampling error."""
    from eval.icb.rates import exact_interval

    shares = prior.probabilities.mean(axis=0)
    peaceful = sum(shares[prior.outcomes.index(end)] for end in ENDS["no violence"])
    assert exact_interval(OVER_HALF_A_YEAR, PEACEFUL).holds(float(shares[prior.outcomes.index("standoff")] / peaceful))


def test_types_do_as_their_names_say() -> None:
    """Bluffers seldom come to violence, those bent on war mostly do, and the prior lies between."""
    game = load_game(MASSED)
    course = propagate(game, solve_beliefs(game, grid=4))
    violent = [game.outcomes.index(end) for end in (*ENDS["clashes"], *ENDS["full-scale war"])]
    shares = {}
    for column, name in enumerate(game.players[0].types):
        joint = np.append(course.ended_by_type[:, :, column].sum(axis=0), course.standing_by_type[column])
        shares[name] = joint[violent].sum() / joint.sum()
    assert shares["bluffing"] < 0.12
    assert shares["bluffing"] < shares["limited"] < shares["bent on war"]
    assert shares["bent on war"] > 0.75
