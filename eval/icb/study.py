"""The study: what is fitted to which crises, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eval.icb.crises import VIOLENCE, Crisis
from eval.icb.features import Feature, load_features, load_sets, matrix
from eval.icb.logits import PRIOR_DEVIATION, Floats, Levels, fit_ordered_logit
from eval.icb.rates import Interval, wilson_interval
from eval.icb.rivalries import rivalries
from eval.icb.validation import (
    Bin,
    Gain,
    OutOfFold,
    brier_scores,
    calibration,
    gain_of,
    log_scores,
    permuted_share,
    predict_out_of_fold,
    ranked_scores,
)

OUTCOMES = (("any violence", 1), ("serious clashes or war", 2), ("full-scale war", 3))
"""Yes/no questions, by the lowest level that is a yes."""
BIN_EDGES = (0.0, 0.15, 0.3, 0.45, 0.6, 0.75, 1.0)
RESAMPLES = 4000
FORWARD_YEAR = 1976
"""Half of the crises come before it."""


@dataclass(frozen=True)
class Effort:
    """Repeats of the cross-validation, shuffles of the permutation check, the seed, and the prior of coefficients."""

    repeats: int = 10
    shuffles: int = 99
    seed: int = 2026
    prior_deviation: float = PRIOR_DEVIATION


@dataclass(frozen=True)
class Comparison:
    """One set of features on one sample: Brier by outcome, and the ordered levels by two scores."""

    name: str
    brier: tuple[Gain, ...]
    ranked: Gain
    log: Gain


def levels_of(crises: Sequence[Crisis]) -> Levels:
    """Return the level of violence of each crisis, from 0."""
    return np.array([one.violence for one in crises], dtype=np.int64)


def _predict(x: Floats, levels: Levels, count: int, groups: Levels, effort: Effort) -> OutOfFold:
    """Predict out of the fold, with the same folds for all that is asked about the same crises."""
    rng = np.random.default_rng(effort.seed)
    return predict_out_of_fold(
        x, levels, count, groups, repeats=effort.repeats, rng=rng, prior_deviation=effort.prior_deviation
    )


def compare_sets(crises: Sequence[Crisis], effort: Effort) -> list[Comparison]:
    """Score each set of `columns.toml` against the base rate."""
    return [compare(name, features, crises, effort) for name, features in load_sets().items()]


def compare(name: str, features: Sequence[Feature], crises: Sequence[Crisis], effort: Effort) -> Comparison:
    """Score a set of features on crises, with the same folds as any other set."""
    x, levels, groups = matrix(features, crises)[1], levels_of(crises), rivalries(crises)

    def fresh() -> np.random.Generator:
        return np.random.default_rng(effort.seed)

    def brier(least: int) -> Gain:
        yes = (levels >= least).astype(np.int64)
        found = _predict(x, yes, 2, groups, effort)
        model, base = brier_scores(found.model, yes), brier_scores(found.base, yes)
        return gain_of(model, base, groups, resamples=RESAMPLES, rng=fresh())

    ordered = _predict(x, levels, len(VIOLENCE), groups, effort)
    ranked, log = (
        gain_of(score(ordered.model, levels), score(ordered.base, levels), groups, resamples=RESAMPLES, rng=fresh())
        for score in (ranked_scores, log_scores)
    )
    return Comparison(name, tuple(brier(least) for _, least in OUTCOMES), ranked, log)


def compare_alone(crises: Sequence[Crisis], effort: Effort, *, least: int) -> list[tuple[Feature, Gain]]:
    """Score each feature by itself on one yes/no question; those that do not vary are left out."""
    yes, groups = (levels_of(crises) >= least).astype(np.int64), rivalries(crises)
    found = []
    for feature in load_features().values():
        if not _varies(feature, crises):
            continue
        x = matrix([feature], crises)[1]
        fold = _predict(x, yes, 2, groups, effort)
        model, base = brier_scores(fold.model, yes), brier_scores(fold.base, yes)
        rng = np.random.default_rng(effort.seed)
        found.append((feature, gain_of(model, base, groups, resamples=RESAMPLES, rng=rng)))
    return found


def _varies(feature: Feature, crises: Sequence[Crisis]) -> bool:
    values = feature.columns(crises)[1]
    return any(np.unique(column[~np.isnan(column)]).size > 1 for column in values.T)


def calibrate(name: str, crises: Sequence[Crisis], effort: Effort, *, least: int) -> list[Bin]:
    """Return what a set gave out of the fold, averaged over the repeats, against what happened."""
    yes = (levels_of(crises) >= least).astype(np.int64)
    x = matrix(load_sets()[name], crises)[1]
    found = _predict(x, yes, 2, rivalries(crises), effort)
    return calibration(found.model[..., 1].mean(axis=0), yes == 1, BIN_EDGES)


def check_permutation(name: str, crises: Sequence[Crisis], effort: Effort, *, least: int) -> tuple[float, float]:
    """Return `permuted_share` of a set on one yes/no question."""
    yes = (levels_of(crises) >= least).astype(np.int64)
    x = matrix(load_sets()[name], crises)[1]
    rng = np.random.default_rng(effort.seed)
    return permuted_share(x, yes, rivalries(crises), shuffles=effort.shuffles, rng=rng)


def check_forward(name: str, crises: Sequence[Crisis], effort: Effort, *, least: int) -> tuple[int, int, Gain]:
    """Fit on crises before `FORWARD_YEAR` and score on those since: how many were fitted, how many scored, and how."""
    past = np.array([(one.crisis["yrtrig"] or 0) < FORWARD_YEAR for one in crises])
    yes = (levels_of(crises) >= least).astype(np.int64)
    # Periods are left out: the last ones have no crises to be fitted on.
    x = matrix([one for one in load_sets()[name] if one.name != "period"], crises)[1]
    given = fit_ordered_logit(x[past], yes[past], 2, effort.prior_deviation).probabilities(x[~past])
    base = np.broadcast_to(np.array([1 - yes[past].mean(), yes[past].mean()]), given.shape)
    model, alone = brier_scores(given[None], yes[~past]), brier_scores(base[None], yes[~past])
    rng = np.random.default_rng(effort.seed)
    gain = gain_of(model, alone, rivalries(crises)[~past], resamples=RESAMPLES, rng=rng)
    return int(past.sum()), int((~past).sum()), gain


@dataclass(frozen=True)
class LevelRate:
    """The crises at one level of a feature: how many, and the share of each outcome with its 95 % interval."""

    name: str
    trials: int
    hits: tuple[int, ...]

    @property
    def intervals(self) -> tuple[Interval, ...]:
        """Wilson's, by outcome."""
        return tuple(wilson_interval(hits, self.trials) for hits in self.hits)


def rates_by_level(feature: Feature, crises: Sequence[Crisis]) -> list[LevelRate]:
    """Return the outcomes at each level of a feature that has levels, the baseline last, without empty levels."""
    named = [*feature.levels, ("otherwise", tuple({feature.code(one) for one in crises} - set(_coded(feature))))]
    found = []
    for name, codes in named:
        here = levels_of([one for one in crises if feature.code(one) in codes])
        if here.size:
            found.append(LevelRate(name, here.size, tuple(int((here >= least).sum()) for _, least in OUTCOMES)))
    return found


def _coded(feature: Feature) -> list[int]:
    return [code for _, codes in feature.levels for code in codes]
