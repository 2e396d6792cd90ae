"""Which parameters carry the answer: their rank correlation with an outcome over the posterior draws."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from demarche.forecasting.model import Sensitivity
from demarche.forecasting.posterior import Floats, Weights
from demarche.game import Spec

MOST = 10


def rank_parameters(
    spec: Spec, parameters: Mapping[str, Floats], values: Floats, weights: Weights, outcome: str
) -> tuple[Sensitivity, ...]:
    """
    Return the parameters that go most with an outcome.

    Parameters
    ----------
    spec : Spec
    parameters : mapping of str to float array, shape (D,)
    values : float array, shape (D,)
        Probability of the outcome in each draw.
    weights : Weights
    outcome : str
    """
    kept = weights.shares > 0
    if kept.sum() < 3:
        return ()
    shares, ranked = weights.shares[kept], _ranks(values[kept])
    found = []
    for name, drawn in parameters.items():
        own = drawn[kept]
        if np.ptp(own) == 0:
            continue
        ranks = _ranks(own)
        thirds = np.quantile(own, (1 / 3, 2 / 3))
        low, high = own <= thirds[0], own >= thirds[1]
        parameter = spec.parameters[name]
        found.append(
            Sensitivity(
                name,
                parameter.unit,
                outcome,
                _correlation(ranks, ranked, shares),
                _mean(values[kept], shares, low),
                _mean(values[kept], shares, high),
                parameter.source or parameter.why,
            )
        )
    return tuple(sorted(found, key=lambda one: (-abs(one.correlation), one.parameter))[:MOST])


def _ranks(values: Floats) -> Floats:
    return np.argsort(np.argsort(values, kind="stable"), kind="stable").astype(float)


def _correlation(one: Floats, other: Floats, shares: Floats) -> float:
    first, second = one - shares @ one, other - shares @ other
    spread = np.sqrt((shares @ first**2) * (shares @ second**2))
    return float(shares @ (first * second) / spread) if spread > 0 else 0.0


def _mean(values: Floats, shares: Floats, where: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> float:
    total = shares[where].sum()
    return float(shares[where] @ values[where] / total) if total > 0 else float(shares @ values)
