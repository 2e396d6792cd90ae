"""
Draws of a game's parameters, weighed by how well each explains what was seen.

Every draw comes from the prior, so its weight is the likelihood of the evidence in its game (importance sampling).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demarche.forecasting.model import Estimate

Floats = NDArray[np.float64]
BAND = (0.1, 0.9)
"""Quantiles of the posterior draws that bound an 80 % band."""
FEWEST_FOR_TAIL = 25
"""Draws below which a shape of the weights' tail says nothing."""
GOOD_PARETO_K = 0.7
"""Above it the largest weights carry the estimate, and its error is larger than it looks, [Vehtari2024]."""
FEW_EFFECTIVE = 50.0
"""Fewer effective draws than this leave the ends of an 80 % band to five draws on each side."""


@dataclass(frozen=True, eq=False)
class Weights:
    """
    Weights of D draws.

    Parameters
    ----------
    shares : float array, shape (D,)
        Sum to 1; 0 for a draw that was refused or cannot explain the evidence.
    log_mean : float
        Logarithm of the mean likelihood over all draws that make a game.
    pareto_k : float or None
        Shape of the weights' tail; None where too few draws tell.
    """

    shares: Floats
    log_mean: float
    pareto_k: float | None

    @classmethod
    def of(cls, log_likelihoods: Floats) -> Weights | None:
        """Return the weights of draws with these log likelihoods (NaN: refused); None where none is possible."""
        logs = np.where(np.isnan(log_likelihoods), -np.inf, log_likelihoods)
        top = logs.max(initial=-np.inf)
        if not np.isfinite(top):
            return None
        raw = np.exp(logs - top)
        made = np.isfinite(log_likelihoods) | (log_likelihoods == -np.inf)
        return cls(raw / raw.sum(), float(top + np.log(raw.sum() / made.sum())), _tail_shape(logs[np.isfinite(logs)]))

    @property
    def effective(self) -> float:
        """Kish's effective sample size, (Σw)² / Σw²."""
        return float(1 / (self.shares**2).sum())

    def mean(self, values: Floats) -> Floats:
        """Return the weighted mean over the first axis; what is NaN in a draw of no weight does not matter."""
        kept = self.shares > 0
        averaged: Floats = np.tensordot(self.shares[kept], values[kept], axes=1)
        return averaged

    def quantiles(self, values: Floats, levels: tuple[float, ...] = BAND) -> Floats:
        """Return weighted quantiles of one number a draw, shape (levels,): midpoints of the cumulated weights."""
        kept = self.shares > 0
        order = np.argsort(values[kept], kind="stable")
        ordered, weights = values[kept][order], self.shares[kept][order]
        middles = np.cumsum(weights) - weights / 2
        found: Floats = np.interp(levels, middles, ordered)
        return found

    def estimate(self, values: Floats) -> Estimate:
        """
        Return the mean of probabilities with the 80 % band.

        The mean of a skewed distribution may lie outside its central band: the band is then widened to hold it.
        """
        mean = float(np.clip(self.mean(values), 0.0, 1.0))
        low, high = (float(np.clip(one, 0.0, 1.0)) for one in self.quantiles(values))
        return Estimate(mean, min(low, mean), max(high, mean))


def _tail_shape(logs: Floats) -> float | None:
    """Return the Pareto shape of the largest weights, None where all are equal or too few."""
    if len(logs) < FEWEST_FOR_TAIL or np.ptp(logs) < 1e-9:
        return None
    # Loads scipy.stats, which takes a second; nothing else on the path needs it.
    from arviz_stats.base.array import array_stats

    smooth: Any = array_stats.psislw
    shape = float(smooth(logs)[1])
    return shape if np.isfinite(shape) else None
