"""Weights of draws: means, quantiles, bands, effective sample size, tail."""

from __future__ import annotations

import numpy as np
import pytest

from demarche.forecasting.posterior import Weights


def test_even_weights_count_every_draw() -> None:
    """Draws of equal likelihood all count; the mean is the plain mean."""
    weights = Weights.of(np.full(40, -3.0))
    assert weights is not None
    assert weights.effective == pytest.approx(40)
    assert weights.log_mean == pytest.approx(-3)
    assert weights.pareto_k is None
    assert weights.mean(np.arange(40.0)) == pytest.approx(19.5)


def test_quantiles_follow_the_weights() -> None:
    """A draw with three times the weight counts as three draws."""
    doubled = Weights.of(np.log([1.0, 3.0, 1.0, 1.0]))
    plain = Weights.of(np.zeros(6))
    assert doubled is not None
    assert plain is not None
    assert doubled.effective == pytest.approx(36 / 12)
    values, repeated = np.array([0.1, 0.2, 0.6, 0.9]), np.array([0.1, 0.2, 0.2, 0.2, 0.6, 0.9])
    assert doubled.mean(values) == pytest.approx(plain.mean(repeated))
    # Midpoints of the cumulated weights: 1/12, 5/12, 9/12, 11/12.
    assert doubled.quantiles(values, (1 / 12, 5 / 12, 11 / 12)) == pytest.approx([0.1, 0.2, 0.9])


def test_a_band_holds_its_mean() -> None:
    """Where the mean of a skewed distribution lies outside the central band, the band is widened to it."""
    weights = Weights.of(np.zeros(100))
    assert weights is not None
    values = np.zeros(100)
    values[-5:] = 1.0
    at = weights.estimate(values)
    assert (at.low, at.probability, at.high) == (0.0, pytest.approx(0.05), pytest.approx(0.05))


def test_refused_draws_have_no_weight() -> None:
    """A draw that makes no game is left out, also of the mean likelihood; one that cannot be is not."""
    weights = Weights.of(np.array([np.nan, 0.0, -np.inf, 0.0]))
    assert weights is not None
    assert weights.shares == pytest.approx([0, 0.5, 0, 0.5])
    assert weights.log_mean == pytest.approx(np.log(2 / 3))
    assert weights.mean(np.array([np.nan, 0.2, np.nan, 0.4])) == pytest.approx(0.3)


def test_nothing_possible_has_no_weights() -> None:
    """No weights where no draw can explain what was seen."""
    assert Weights.of(np.array([-np.inf, np.nan])) is None


def test_a_heavy_tail_is_told() -> None:
    """Few draws that carry all make for a Pareto shape above .7; many alike for one below."""
    rng = np.random.default_rng(1)
    heavy, light = Weights.of(6 * rng.normal(size=400)), Weights.of(0.3 * rng.normal(size=400))
    assert heavy is not None
    assert light is not None
    assert heavy.pareto_k is not None
    assert light.pareto_k is not None
    assert light.pareto_k < 0.7 < heavy.pareto_k
    assert heavy.effective < 20 < 300 < light.effective
