"""The profile likelihood of one parameter, and the interval that it gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import brentq
from scipy.special import chdtri

from demarche.errors import InputError
from demarche.game.estimation.likelihood import Likelihood, Optimum, Vector, maximise


@dataclass(frozen=True, eq=False)
class Profile:
    """
    The log-likelihood along one parameter, the others fitted anew at each point.

    Parameters
    ----------
    name : str
    values, llf : float arrays, shape (m,)
    low, high : float
        Ends of the interval; infinite (or the parameter's bound) where the likelihood never falls so far.
    alpha : float
        One minus the coverage of the interval.
    """

    name: str
    values: Vector
    llf: Vector
    low: float
    high: float
    alpha: float

    def to_dict(self) -> dict[str, Any]:
        """Return plain dicts and lists."""
        ends = {"low": self.low, "high": self.high, "alpha": self.alpha}
        return {"name": self.name, "values": self.values.tolist(), "log_likelihood": self.llf.tolist(), **ends}


def profile_likelihood(
    likelihood: Likelihood, optimum: Optimum, bse: Vector, index: int, *, values: Sequence[float] | None, alpha: float
) -> Profile:
    """
    Profile one parameter of a fitted likelihood.

    Raises
    ------
    InputError
        If alpha is no probability, or a value is out of the parameter's bounds.
    """
    if not 0 < alpha < 1:
        raise InputError("alpha is no probability", field="alpha", wanted="a number in (0, 1)", got=str(alpha))
    low, high = float(likelihood.low[index]), float(likelihood.high[index])
    best, spread = float(optimum.theta[index]), float(bse[index])
    points = np.array(values if values is not None else best + spread * np.linspace(-3, 3, 21), dtype=np.float64)
    if values is None:
        points = points[(points > low) & (points < high)]
    elif not ((points > low) & (points < high)).all():
        raise InputError(
            "a value is out of bounds", field="values", wanted=f"in ({low:g}, {high:g})", got=str(list(points))
        )

    def height(value: float) -> float:
        return maximise(likelihood, fixed={index: value}, start=optimum.theta).llf

    floor = optimum.llf - chdtri(1, alpha) / 2
    return Profile(
        name=likelihood.names[index],
        values=points,
        llf=np.array([height(float(point)) for point in points]),
        low=_crossing(height, floor, best, -spread, low),
        high=_crossing(height, floor, best, spread, high),
        alpha=alpha,
    )


def _crossing(height: Any, floor: float, best: float, step: float, bound: float) -> float:
    """Return where the profile falls to the floor, going out in growing steps (halfway to a bound, if one is near)."""
    inside, outside = best, best + step
    for _ in range(12):
        if (outside - bound) * step >= 0:
            outside = (inside + bound) / 2
        if height(outside) < floor:
            return float(
                brentq(lambda value: height(value) - floor, inside, outside, xtol=1e-9 * abs(step), rtol=1e-12)
            )
        inside, outside = outside, outside + 2 * (outside - best)
    return bound
