"""Shares with their sampling errors, and quartiles."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import beta, norm


@dataclass(frozen=True)
class Interval:
    """Bounds of a share."""

    low: float
    high: float

    def holds(self, share: float) -> bool:
        """Whether a share lies between the bounds."""
        return self.low <= share <= self.high


def wilson_interval(hits: int, trials: int, level: float = 0.95) -> Interval:
    """
    Return Wilson's score interval of a share, [Wilson1927].

    Examples
    --------
    >>> found = wilson_interval(81, 263)
    >>> round(found.low, 4), round(found.high, 4)
    (0.2553, 0.3662)
    """
    _check(hits, trials, level)
    z = float(norm.ppf((1 + level) / 2))
    share = hits / trials
    middle = (share + z**2 / (2 * trials)) / (1 + z**2 / trials)
    half = z / (1 + z**2 / trials) * math.sqrt(share * (1 - share) / trials + z**2 / (4 * trials**2))
    return Interval(max(middle - half, 0.0), min(middle + half, 1.0))


def exact_interval(hits: int, trials: int, level: float = 0.95) -> Interval:
    """Return the exact interval of a share by the tails of the binomial, [ClopperPearson1934]."""
    _check(hits, trials, level)
    tail = (1 - level) / 2
    low = float(beta.ppf(tail, hits, trials - hits + 1)) if hits else 0.0
    high = float(beta.ppf(1 - tail, hits + 1, trials - hits)) if hits < trials else 1.0
    return Interval(low, high)


def _check(hits: int, trials: int, level: float) -> None:
    if not 0 <= hits <= trials or trials == 0 or not 0 < level < 1:
        raise ValueError(f"no share: {hits} of {trials} at level {level}")


def quartiles(values: Sequence[float]) -> tuple[float, float, float]:
    """Return the lower quartile, the median and the upper quartile."""
    low, middle, high = np.quantile(np.asarray(values, dtype=float), (0.25, 0.5, 0.75))
    return float(low), float(middle), float(high)
