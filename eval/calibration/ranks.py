"""
Ranks of truths among forecasts, and whether they are flat: simulation-based calibration, [Talts2018].

If truth and draws come from the same prior, and the draws are weighed by the right likelihood, the truth's rank among
them is uniform, for every parameter and for every quantity that depends on parameters and evidence, [Modrak2023].
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import binom, chi2

from eval.calibration.observer import Floats
from eval.calibration.study import Study

PARAMETERS = ("rationality", "full_cost_bent", "mediation_success", "leverage", "bent_weight")
"""Chosen before any result: two that carry most of the answer (λ, leverage), two of one player, one of the types."""
ATTACK_NAME = "P(attack by the horizon)"
BINS = 10
POINTS = 100
"""At which the distribution of ranks is compared with the uniform one."""
SIMULATIONS = 1000


@dataclass(frozen=True, eq=False)
class Flatness:
    """Ranks of one quantity, each in [0, 1], with two tests of uniformity."""

    name: str
    ranks: Floats
    chi_square_p: float
    ecdf_p: float

    @property
    def counts(self) -> list[int]:
        """Ranks by tenth."""
        return [int(one) for one in np.histogram(self.ranks, BINS, (0.0, 1.0))[0]]


def rank_all(study: Study, *, with_truth: bool, rng: np.random.Generator) -> list[Flatness]:
    """
    Return the ranks of the probability of an attack, of each hidden type's, and of parameters.

    Parameters
    ----------
    study : Study
    with_truth : bool
        True: the truth's draw is one of the forecaster's. The pool is then the whole prior, and ranks are uniform
        whatever the number of draws: this tests the filter and the weights. False: the forecaster has only the other
        draws, as in the product, and ranks are uniform but for the error of a finite pool.
    rng : Generator
        Breaks ties, and gives the simulations of the tests.
    """
    shares = _shares(study, with_truth)
    quantities = {ATTACK_NAME: (study.attack, study.own_attack)}
    quantities |= {
        f"P({name})": (study.types[:, :, column], study.own_types[:, column]) for column, _, name in study.columns
    }
    quantities |= {name: (study.parameters[name][:, None], study.parameters[name][study.truth]) for name in PARAMETERS}
    uniform = Uniform.of(len(study.truth), rng)
    mine = shares[study.truth, np.arange(len(study.truth))]
    return [
        flatness_of(name, _ranks(values, true, shares, mine, rng), uniform)
        for name, (values, true) in quantities.items()
    ]


def _shares(study: Study, with_truth: bool) -> Floats:
    """Return the weights of the draws, shape (N, R)."""
    logs = study.logs.copy()
    if not with_truth:
        logs[study.truth, np.arange(len(study.truth))] = -np.inf
    raw = np.exp(logs - logs.max(axis=0))
    shares: Floats = raw / raw.sum(axis=0)
    return shares


def _ranks(values: Floats, true: Floats, shares: Floats, mine: Floats, rng: np.random.Generator) -> Floats:
    """Return the share of the weights below the truth and a random part of the truth's own (`mine`), shape (R,)."""
    below = np.where(values < true, shares, 0.0).sum(axis=0)
    alike = values == true
    # Where the truth is not among the draws it counts as one more, of the effective number that there are.
    extra = np.where(mine > 0, 0.0, 1 / (1 + 1 / (shares**2).sum(axis=0)))
    level = np.where(alike, shares, 0.0).sum(axis=0)
    ranks: Floats = (1 - extra) * (below + rng.random(len(true)) * level) + extra * rng.random(len(true))
    return ranks


@dataclass(frozen=True, eq=False)
class Uniform:
    """
    What uniform ranks look like, for a test of whether some are.

    Parameters
    ----------
    tails : float array, shape (R + 1, points)
        Two-sided tail of so many of R ranks below each point.
    smallest : float array, shape (simulations,)
        Smallest tail over the points of simulated uniform ranks.
    """

    tails: Floats
    smallest: Floats

    @classmethod
    def of(cls, count: int, rng: np.random.Generator) -> Uniform:
        """Simulate uniform ranks."""
        points, table = np.arange(1, POINTS) / POINTS, np.arange(count + 1)[:, None]
        tails = 2 * np.minimum(binom.cdf(table, count, points), binom.sf(table - 1, count, points))
        return cls(tails, np.array([_smallest_tail(rng.random(count), tails) for _ in range(SIMULATIONS)]))

    def p_value(self, ranks: Floats) -> float:
        """
        Return the p-value of the most extreme point of the distribution function, [Sailynoja2022].

        At each point the count below it is binomial; of the points' two-sided tails the smallest is compared with that
        of simulated uniform ranks, which is what makes a simultaneous band. The simulations count the ranks themselves,
        too, so that it is never 0.
        """
        own = _smallest_tail(ranks, self.tails)
        return float((1 + (self.smallest <= own).sum()) / (1 + len(self.smallest)))


def flatness_of(name: str, ranks: Floats, uniform: Uniform) -> Flatness:
    """Test ranks against the uniform distribution by χ² over tenths, and by their distribution's whole course."""
    counts = np.histogram(ranks, BINS, (0.0, 1.0))[0]
    expected = len(ranks) / BINS
    square = float(((counts - expected) ** 2 / expected).sum())
    return Flatness(name, ranks, float(chi2.sf(square, BINS - 1)), uniform.p_value(ranks))


def _smallest_tail(ranks: Floats, tails: Floats) -> float:
    points = np.arange(1, POINTS) / POINTS
    below = np.searchsorted(np.sort(ranks), points, side="right")
    return float(tails[below, np.arange(len(points))].min())
