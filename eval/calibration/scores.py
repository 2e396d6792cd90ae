"""Bands that hold or not, forecasts against what came, and types that are found out."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from demarche.forecasting.posterior import Weights
from eval.calibration.observer import Floats
from eval.calibration.study import Study
from eval.icb.rates import Interval, wilson_interval
from eval.icb.validation import Bin, Gain, calibration, gain_of, grouped_interval

EDGES = (0.0, 0.05, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9, 1.0)
EFFECTIVE = (0.0, 0.25, 0.5, 0.75, 1.0)
"""Bounds of the effective sample size as a share of the draws, between which coverage is told apart."""
RESAMPLES = 4000
_STEEPEST = 100.0
_NEVER = 1e-4
"""Forecasts are kept this far from 0 and 1 where their odds are taken."""


@dataclass(frozen=True)
class Coverage:
    """How many of so many bands held the truth."""

    name: str
    held: int
    bands: int
    width: float

    @property
    def share(self) -> float:
        """Of bands that held."""
        return self.held / self.bands

    @property
    def interval(self) -> Interval:
        """Wilson's, 95 %."""
        return wilson_interval(self.held, self.bands)


@dataclass(frozen=True, eq=False)
class Bands:
    """Ends of the 80 % bands of the probability of an attack, shape (R,) each; `wide` as the product widens them."""

    low: Floats
    high: Floats
    wide_low: Floats
    wide_high: Floats
    true: Floats

    @classmethod
    def of(cls, study: Study) -> Bands:
        """Return the bands of all replicates."""
        rows = []
        for r, weights in enumerate(study.weights):
            values = study.attack[study.others(r), r]
            wide = weights.estimate(values)
            rows.append((*weights.quantiles(values), wide.low, wide.high))
        low, high, wide_low, wide_high = np.array(rows).T
        return cls(low, high, wide_low, wide_high, study.own_attack)

    def cover(self, name: str, chosen: NDArray[np.bool_], *, widened: bool) -> Coverage:
        """Count the bands of the chosen replicates that hold the truth."""
        low, high = (self.wide_low, self.wide_high) if widened else (self.low, self.high)
        held = (low <= self.true) & (self.true <= high)
        return Coverage(name, int(held[chosen].sum()), int(chosen.sum()), float((high - low)[chosen].mean()))


def coverages(study: Study, *, widened: bool) -> list[Coverage]:
    """Return coverage of all, of truths that are not over and that are, and by effective sample size."""
    bands = Bands.of(study)
    everything = np.ones(len(study.truth), bool)
    groups = {"all": everything, "not over by then": ~study.over, "over by then": study.over}
    groups |= {"no end reported": study.quiet, "an end reported": ~study.quiet}
    shares = np.array([one.effective / len(one.shares) for one in study.weights])
    for low, high in pairwise(EFFECTIVE):
        groups[f"effective draws {100 * low:.0f}–{100 * high:.0f} %"] = (low < shares) & (shares <= high)
    return [bands.cover(name, chosen, widened=widened) for name, chosen in groups.items() if chosen.any()]


@dataclass(frozen=True)
class Slope:
    """Of outcomes on the log odds of forecasts, with its 95 % interval, and the intercept: 1 and 0 where they hold."""

    slope: float
    interval: Interval
    intercept: float


def calibration_slope(probability: Floats, happened: NDArray[np.bool_]) -> Slope:
    """
    Fit a logistic regression of outcomes on log odds, by Newton's method; the interval is Wald's, [Cox1958].

    Where a threshold parts what came from what did not there is no finite slope, and it is NaN.
    """
    kept = probability.clip(_NEVER, 1 - _NEVER)
    x = np.column_stack([np.ones(len(kept)), np.log(kept / (1 - kept))])
    beta = np.zeros(2)
    for _ in range(200):
        mean = expit(x @ beta)
        information = (x * (mean * (1 - mean))[:, None]).T @ x
        if np.abs(beta).max() > _STEEPEST or information[0, 0] * information[1, 1] <= information[0, 1] ** 2:
            break
        step = np.linalg.solve(information, x.T @ (happened - mean))
        beta = beta + step / max(1.0, float(np.abs(step).max()))  # a step of at most 1: far from the peak it overshoots
        if np.abs(step).max() < 1e-9:
            half = 1.96 * float(np.sqrt(np.linalg.inv(information)[1, 1]))
            return Slope(float(beta[1]), Interval(float(beta[1]) - half, float(beta[1]) + half), float(beta[0]))
    return Slope(np.nan, Interval(np.nan, np.nan), np.nan)


def compare_with_prior(study: Study, chosen: NDArray[np.bool_], rng: np.random.Generator) -> Gain:
    """Return the Brier scores of forecast and prior; the interval of their difference draws whole truths' draws."""
    model, base = ((one[chosen] - study.attacked[chosen])[None] ** 2 for one in (study.forecast, study.prior))
    return gain_of(model, base, study.truth[chosen], resamples=RESAMPLES, rng=rng)


def reliability(study: Study) -> list[Bin]:
    """Return what was given against what came."""
    return calibration(study.forecast, study.attacked, EDGES)


@dataclass(frozen=True)
class Found:
    """What a player's true type was given, on average, after so many weeks, with its 95 % interval over draws."""

    player: str
    weeks: int
    given: float
    interval: Interval
    gain: float
    gain_interval: Interval


def recovery(study: Study, rng: np.random.Generator) -> list[Found]:
    """Return the probability of the true types by weeks told, none first, and what each step adds."""
    found = []
    starts = np.cumsum([0, *(len(player.types) for player in study.game.players)])
    for n, player in enumerate(study.game.players):
        if len(player.types) < 2:
            continue
        true = np.array([starts[n] + one.types[n] for one in study.replicates])
        steps = [(0, np.zeros_like(study.logs), study.prior_types[:, None].repeat(len(true), axis=1))]
        steps += list(zip(study.design.told, study.earlier_logs, study.earlier_types, strict=True))
        before = None
        for weeks, logs, types in steps:
            given = _given(study, logs, types, true)
            gain = given - (given if before is None else before)
            intervals = [grouped_interval(one, study.truth, resamples=RESAMPLES, rng=rng) for one in (given, gain)]
            found.append(Found(player.name, weeks, float(given.mean()), intervals[0], float(gain.mean()), intervals[1]))
            before = given
    return found


def _given(study: Study, logs: Floats, types: Floats, true: NDArray[np.int64]) -> Floats:
    """Return what the other draws give each replicate's true type, shape (R,)."""
    given = []
    for r, column in enumerate(true):
        others = study.others(r)
        weights = Weights.of(logs[others, r])
        assert weights is not None
        given.append(float(weights.mean(types[others, r, column])))
    return np.array(given)
