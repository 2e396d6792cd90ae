"""
Parameters of a game and draws of them.

Every parameter has a stream of random numbers of its own, named by a hash of its name, and every draw is the quantile
of one uniform number. So draw i of a parameter depends neither on the other parameters nor on how many draws are made,
and two games that share a parameter share its draws (common random numbers).
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy import special

RANGE_DEVIATIONS = 4.0
"""A range is read as two standard deviations to either side: what an expert gives as "almost surely" (about 95 %)."""
PERT_WEIGHT = 4.0
"""Weight of the most likely value in a PERT distribution, [Malcolm1959]."""


@dataclass(frozen=True)
class Parameter:
    """
    A number that a game depends on, and what is known of it.

    Parameters
    ----------
    name : str
    default : float
        For the unit "date": days after the calendar's start.
    unit : str
    low, high : float or None
        The range.
    distribution : str
        fixed; uniform on the range; triangular on it with its peak at the default; beta (PERT: the same, smoother);
        normal with mean default, the range as ±2 standard deviations, truncated to the range; lognormal, the same of
        the logarithm with median default; gamma with shape default and scale 1 (weights that are normalised to sum
        to 1 are then Dirichlet), truncated to the range where there is one.
    source, why : str
    """

    name: str
    default: float
    unit: str = ""
    low: float | None = None
    high: float | None = None
    distribution: str = "fixed"
    source: str = ""
    why: str = ""

    def quantile(self, probability: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the values below which the distribution has these probabilities."""
        if self.distribution == "fixed":
            return np.full_like(probability, self.default)
        if self.distribution == "gamma":
            low = special.gammainc(self.default, self.low or 0.0)
            high = 1.0 if self.high is None else special.gammainc(self.default, self.high)
            return np.asarray(special.gammaincinv(self.default, low + probability * (high - low)))
        if self.low is None or self.high is None or self.low == self.high:
            return np.full_like(probability, self.default)
        return _ON_A_RANGE[self.distribution](probability, self.low, self.default, self.high)


class HasParameters(Protocol):
    """What parameters can be drawn for, e.g. a `Spec`."""

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        """The parameters by name."""


def draw_parameters(spec: HasParameters, draws: int, rng: np.random.Generator) -> dict[str, NDArray[np.float64]]:
    """
    Draw sets of parameters.

    Parameters
    ----------
    spec : Spec
    draws : int
        At least 1.
    rng : Generator
        Gives one number, from which every parameter's own stream is made.

    Returns
    -------
    dict of str to float array, shape (draws,)
        In the order of the spec; fixed parameters are constant.
    """
    seed = int(rng.integers(2**63))
    return {name: one.quantile(_stream(name, seed).random(draws)) for name, one in spec.parameters.items()}


def _stream(name: str, seed: int) -> np.random.Generator:
    digest = hashlib.sha256(name.encode()).digest()
    return np.random.Generator(np.random.Philox(np.random.SeedSequence([seed, int.from_bytes(digest[:8], "little")])))


def _uniform(probability: NDArray[np.float64], low: float, default: float, high: float) -> NDArray[np.float64]:
    return low + probability * (high - low)


def _triangular(probability: NDArray[np.float64], low: float, default: float, high: float) -> NDArray[np.float64]:
    width, rise, fall = high - low, default - low, high - default
    below = low + np.sqrt(probability * width * rise)
    above = high - np.sqrt((1.0 - probability) * width * fall)
    return np.where(probability * width < rise, below, above)


def _beta(probability: NDArray[np.float64], low: float, default: float, high: float) -> NDArray[np.float64]:
    peak = (default - low) / (high - low)
    return low + (high - low) * np.asarray(
        special.betaincinv(1.0 + PERT_WEIGHT * peak, 1.0 + PERT_WEIGHT * (1.0 - peak), probability)
    )


def _normal(probability: NDArray[np.float64], low: float, default: float, high: float) -> NDArray[np.float64]:
    deviation = (high - low) / RANGE_DEVIATIONS
    first, last = special.ndtr((low - default) / deviation), special.ndtr((high - default) / deviation)
    value = default + deviation * special.ndtri(first + probability * (last - first))
    return np.asarray(value.clip(low, high))


def _lognormal(probability: NDArray[np.float64], low: float, default: float, high: float) -> NDArray[np.float64]:
    value = _normal(probability, math.log(low), math.log(default), math.log(high))
    return np.asarray(np.exp(value).clip(low, high))


_ON_A_RANGE = {
    "uniform": _uniform,
    "triangular": _triangular,
    "beta": _beta,
    "normal": _normal,
    "lognormal": _lognormal,
}
