"""What a change would do to the outcomes, draw by draw with the same random numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from demarche.forecasting.model import Shift
from demarche.forecasting.outcome_words import OutcomeRow
from demarche.forecasting.outcomes import outcome_columns
from demarche.forecasting.posterior import Floats, Weights
from demarche.game import Game

_NOTHING = 1e-9
"""A change this small has no sign."""


def shift_outcomes(
    before: Floats, after: Floats, weights: Weights, rows: Sequence[OutcomeRow], game: Game
) -> tuple[Shift, ...]:
    """
    Return the change of each outcome, the largest first.

    Parameters
    ----------
    before, after : float array, shape (D, E + 1)
        Probabilities of the outcomes in each draw, without and with the change.
    weights : Weights
    rows : sequence of OutcomeRow
    game : Game

    Returns
    -------
    tuple of Shift
        `agreeing` is the weight of the draws in which the change has the sign of the mean change.
    """
    kept = weights.shares > 0
    found = []
    for row in rows:
        columns = outcome_columns(row, game)
        first, second = before[:, columns].sum(axis=1), after[:, columns].sum(axis=1)
        change = second - first
        mean = float(weights.mean(change))
        low, high = (float(one) for one in weights.quantiles(change))
        sign = np.sign(mean) if abs(mean) > _NOTHING else 0.0
        agreeing = float(weights.shares[kept] @ (np.sign(np.where(abs(change) > _NOTHING, change, 0.0)[kept]) == sign))
        found.append(
            Shift(
                row.name,
                float(weights.mean(first)),
                float(weights.mean(second)),
                mean,
                min(low, mean),
                max(high, mean),
                min(agreeing, 1.0),
            )
        )
    return tuple(sorted(found, key=lambda one: -abs(one.change)))
