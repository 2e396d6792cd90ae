"""
How well levels of violence are predicted out of the fold, against the base rate of the same training crises.

Folds keep rivalries whole. Scores of a crisis are means over the repeats; a difference is the model's score less the
base rate's, negative where the model is better, and its interval is a bootstrap over rivalries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from eval.icb.logits import PRIOR_DEVIATION, Floats, Levels, fit_ordered_logit
from eval.icb.rates import Interval

FOLDS = 5
Integers = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, eq=False)
class OutOfFold:
    """Probabilities of levels for crises that the fit did not see, shape (repeats, n, L), and the base rates there."""

    model: Floats
    base: Floats
    levels: Levels


@dataclass(frozen=True)
class Gain:
    """A score of the model and of the base rate, and their difference with its 95 % interval."""

    model: float
    base: float
    difference: float
    interval: Interval

    @property
    def is_clear(self) -> bool:
        """Whether the interval of the difference leaves out 0."""
        return not self.interval.holds(0.0)


def grouped_folds(groups: Integers, folds: int, rng: np.random.Generator) -> Integers:
    """Return a fold for each crisis; a group lies wholly in one, and folds are about as large as each other."""
    names, sizes = np.unique(groups, return_counts=True)
    filled, placed = np.zeros(folds, dtype=np.int64), {}
    order = rng.permutation(len(names))
    # The largest first, so that they do not fall on top of one another; ties in random order.
    for at in order[np.argsort(-sizes[order], kind="stable")]:
        least = np.flatnonzero(filled == filled.min())
        fold = int(rng.choice(least))
        placed[int(names[at])] = fold
        filled[fold] += sizes[at]
    return np.array([placed[int(group)] for group in groups], dtype=np.int64)


def predict_out_of_fold(
    x: Floats,
    levels: Levels,
    count: int,
    groups: Integers,
    *,
    repeats: int,
    rng: np.random.Generator,
    prior_deviation: float = PRIOR_DEVIATION,
) -> OutOfFold:
    """Fit on all folds but one and predict that one, in turn, `repeats` times with new folds."""
    model = np.empty((repeats, len(levels), count))
    base = np.empty_like(model)
    for repeat in range(repeats):
        fold_of = grouped_folds(groups, FOLDS, rng)
        for fold in range(FOLDS):
            held, kept = fold_of == fold, fold_of != fold
            fit = fit_ordered_logit(x[kept], levels[kept], count, prior_deviation)
            model[repeat, held] = fit.probabilities(x[held])
            base[repeat, held] = (np.bincount(levels[kept], minlength=count) + 0.5) / (kept.sum() + count / 2)
    return OutOfFold(model, base, levels)


def brier_scores(probabilities: Floats, levels: Levels) -> Floats:
    """Return (p - o)², [Brier1950], of two levels, for each crisis; p is the upper level's. Shape (..., n)."""
    found: Floats = (probabilities[..., 1] - (levels == 1)) ** 2
    return found


def ranked_scores(probabilities: Floats, levels: Levels) -> Floats:
    """Return the ranked probability score, [Epstein1969], over L - 1, so that it lies in [0, 1]. Shape (..., n)."""
    count = probabilities.shape[-1]
    happened = levels[:, None] <= np.arange(count - 1)
    found: Floats = ((probabilities.cumsum(axis=-1)[..., :-1] - happened) ** 2).sum(axis=-1) / (count - 1)
    return found


def log_scores(probabilities: Floats, levels: Levels) -> Floats:
    """Return minus the binary logarithm of what was given to what happened, in bits. Shape (..., n)."""
    given = np.take_along_axis(probabilities, np.broadcast_to(levels[:, None], (*probabilities.shape[:-1], 1)), axis=-1)
    found: Floats = -np.log2(np.maximum(given[..., 0], 1e-12))
    return found


def gain_of(model: Floats, base: Floats, groups: Integers, *, resamples: int, rng: np.random.Generator) -> Gain:
    """
    Compare scores, shape (repeats, n), with the interval of their difference over rivalries.

    The bootstrap draws rivalries with replacement; the predictions are not made anew, so that what another training
    set would have fitted is not in it.
    """
    differences = (model - base).mean(axis=0)
    interval = grouped_interval(differences, groups, resamples=resamples, rng=rng)
    return Gain(float(model.mean()), float(base.mean()), float(differences.mean()), interval)


def grouped_interval(
    values: np.ndarray[Any, Any], groups: Integers, *, resamples: int = 4000, rng: np.random.Generator
) -> Interval:
    """Return the 95 % bootstrap interval of a mean, groups drawn with replacement as wholes."""
    numbers = np.unique(groups, return_inverse=True)[1]
    totals, sizes = np.bincount(numbers, weights=values.astype(float)), np.bincount(numbers)
    drawn = rng.integers(0, len(sizes), size=(resamples, len(sizes)))
    means = totals[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return Interval(float(low), float(high))


@dataclass(frozen=True)
class Bin:
    """Crises to which about the same was given: how many, how much on average, and how often it happened."""

    trials: int
    stated: float
    hits: int


def calibration(
    probability: Floats, happened: np.ndarray[Any, np.dtype[np.bool_]], edges: Sequence[float]
) -> list[Bin]:
    """Return the bins between the edges that hold any crisis."""
    at = np.clip(np.searchsorted(np.asarray(edges), probability, side="right") - 1, 0, len(edges) - 2)
    return [
        Bin(int((at == one).sum()), float(probability[at == one].mean()), int(happened[at == one].sum()))
        for one in range(len(edges) - 1)
        if (at == one).any()
    ]


def permuted_share(
    x: Floats, levels: Levels, groups: Integers, *, shuffles: int, rng: np.random.Generator
) -> tuple[float, float]:
    """
    Return the Brier difference of one cross-validation, and the share of shuffled outcomes that do as well or better.

    Outcomes are shuffled over all crises; the share counts the true order, too, so it is never 0.
    """

    def difference(outcome: Levels) -> float:
        found = predict_out_of_fold(x, outcome, 2, groups, repeats=1, rng=rng)
        return float((brier_scores(found.model, outcome) - brier_scores(found.base, outcome)).mean())

    own = difference(levels)
    as_good = sum(difference(rng.permutation(levels)) <= own for _ in range(shuffles))
    return own, (1 + as_good) / (1 + shuffles)
