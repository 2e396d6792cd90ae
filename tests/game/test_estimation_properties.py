"""Laws of the fits: scores are derivatives, data drawn from a model give its parameters back, units do not matter."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.game.classics import load_classic
from demarche.game.estimation import EgameSettings, fit_egame, fit_logit_game
from demarche.game.estimation.crisis_signaling import _Crisis
from demarche.game.estimation.strategic import log_probabilities

MODELS = [EgameSettings("probit", "agent"), EgameSettings("probit", "private"), EgameSettings("logit", "agent")]
payoff = st.floats(-4, 4)


@pytest.mark.parametrize("model", MODELS, ids=str)
@settings(max_examples=40, deadline=None)
@given(payoffs=st.tuples(payoff, payoff, payoff, payoff))
def test_slopes_are_derivatives(model: EgameSettings, payoffs: tuple[float, ...]) -> None:
    """Probabilities sum to 1, and each slope is the central difference of its log probability."""
    at = np.array(payoffs)[:, None]
    logs, slopes = log_probabilities(list(at), model)
    assert np.exp(logs).sum() == pytest.approx(1)
    for index in range(4):
        step = np.zeros((4, 1))
        step[index] = 1e-6
        up, down = (log_probabilities(list(at + sign * step), model)[0] for sign in (1, -1))
        np.testing.assert_allclose(slopes[0, :, index], (up - down)[0] / 2e-6, atol=2e-5, rtol=1e-5)


def test_private_probabilities_are_those_of_drawn_errors() -> None:
    """Drawing the private payoffs' errors and letting both choose gives the formula's probabilities."""
    rng = np.random.default_rng(8)
    u11, u13, u14, u24 = 0.3, 0.8, -0.6, -0.2
    e11, e13, e14, e23, e24 = rng.normal(size=(5, 1_000_000))
    resists = u24 + e24 > e23
    p = resists.mean()
    acts = (1 - p) * (u13 + e13) + p * (u14 + e14) > u11 + e11
    drawn = [1 - acts.mean(), (acts & ~resists).mean(), (acts & resists).mean()]
    logs, _ = log_probabilities([np.array([value]) for value in (u11, u13, u14, u24)], MODELS[1])
    np.testing.assert_allclose(np.exp(logs[0]), drawn, atol=3e-3)


@pytest.mark.parametrize("shift", [-1.5, 0.0, 2.5])
def test_crisis_scores_are_derivatives(shift: float) -> None:
    """In the signalling game the four outcomes' probabilities sum to 1, and every score is a central difference."""
    rng = np.random.default_rng(1)
    columns = tuple(np.column_stack([np.ones(5), rng.normal(size=5)]) for _ in range(7))
    model = _Crisis(columns, rng.uniform(0.2, 0.9, 5), rng.uniform(0.2, 0.9, 5))
    theta = rng.normal(size=14) * 0.5
    theta[0] += shift
    logs, scores = model.contributions(theta)
    assert np.exp(logs).reshape(-1, 4).sum(axis=1) == pytest.approx(1)
    for index in range(14):
        step = np.eye(14)[index] * 1e-6
        slope = (model.contributions(theta + step)[0] - model.contributions(theta - step)[0]) / 2e-6
        np.testing.assert_allclose(scores[:, index], slope, rtol=1e-4, atol=1e-5)


def draw(model: EgameSettings, rows: int, seed: int) -> dict[str, np.ndarray[Any, Any]]:
    """Draw regressors, payoffs 0.5x | 0 | 1 − y | 0.4 + z and outcomes."""
    rng = np.random.default_rng(seed)
    x, y, z = rng.normal(size=(3, rows))
    logs, _ = log_probabilities([0.5 * x, 0 * x, 1 - y, 0.4 + z], model)
    outcome = (rng.uniform(size=(rows, 1)) > np.exp(logs).cumsum(axis=1)[:, :2]).sum(axis=1)
    return {"x": x, "y": y, "z": z, "outcome": outcome}


@pytest.mark.parametrize("model", MODELS, ids=str)
def test_parameters_are_found_again(model: EgameSettings) -> None:
    """With many drawn crises all estimates are within four standard errors of the truth, whichever kind of these."""
    data = draw(model, 3000, 2)
    found = fit_egame("outcome ~ x - 1 | 0 | y | z", data, settings=model)
    truth = np.array([0.5, 1, -1, 0.4, 1])
    assert (np.abs(found.params - truth) < 4 * found.bse).all()
    errors = [np.sqrt(np.diag(found.cov_params(kind))) for kind in ("information", "bhhh", "robust")]
    np.testing.assert_allclose(errors[1], errors[0], rtol=0.2)
    np.testing.assert_allclose(errors[2], errors[0], rtol=0.2)


def test_units_and_order_do_not_matter() -> None:
    """Measuring a regressor in other units, or shuffling rows, changes its estimate accordingly and nothing else."""
    data = draw(MODELS[0], 800, 4)
    plain = fit_egame("outcome ~ x - 1 | 0 | y | z", data)
    mixed = np.random.default_rng(0).permutation(800)
    other = {name: column[mixed] for name, column in data.items()}
    other["x"] = other["x"] * 1e4
    scaled = fit_egame("outcome ~ x - 1 | 0 | y | z", other)
    assert scaled.llf == pytest.approx(plain.llf, abs=1e-8)
    assert scaled["u11: x"] * 1e4 == pytest.approx(plain["u11: x"], rel=1e-5)
    np.testing.assert_allclose(scaled.bse[1:], plain.bse[1:], rtol=1e-5)


def test_words_are_columns_of_their_own() -> None:
    data = draw(MODELS[0], 600, 5)
    data["regime"] = np.where(data["x"] > 0.5, "mixed", np.where(data["x"] < -0.5, "autocracy", "democracy"))
    data["dem"], data["mix"] = (data["regime"] == "democracy") * 1.0, (data["regime"] == "mixed") * 1.0
    words, columns = (fit_egame(f"outcome ~ {term} | 0 | y | z", data) for term in ("regime", "dem + mix"))
    np.testing.assert_allclose(words.params, columns.params, atol=1e-8)
    assert words.names[1] == "u11: regime[democracy]"


@settings(max_examples=3, deadline=None)
@given(rationality=st.floats(0.5, 6), strong=st.floats(0.1, 0.8))
def test_exact_shares_give_rationality_back(rationality: float, strong: float) -> None:
    """Counts in proportion to the equilibrium's probabilities are fitted by the λ that made them."""
    classic = load_classic("bluffing")
    tree = classic.tree(pi=strong)
    found = classic.solve({"pi": strong, "lambda": rationality}).flat()
    counts = {}
    for infoset in tree.infosets:
        first = found[f"logit: {infoset.label}: {infoset.actions[0]}"]
        counts[infoset.label] = [500 * first, 500 * (1 - first)]
    fitted = fit_logit_game(classic, counts, values={"pi": strong})
    assert fitted["rationality"] == pytest.approx(rationality, rel=1e-4)
