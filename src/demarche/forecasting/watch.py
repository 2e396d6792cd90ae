"""What to watch: the moves that would tell most about the outcome, if they were seen by a date and if they were not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from demarche.forecasting.case import Case
from demarche.forecasting.inquiry import Inquiry
from demarche.forecasting.model import WatchItem
from demarche.forecasting.outcome_words import OutcomeRow, say_move
from demarche.forecasting.outcomes import outcome_columns
from demarche.forecasting.posterior import Floats, Weights
from demarche.game import Answer, Game

_RARE = 1e-4
"""A move this unlikely to be seen (or not) tells nothing that could be put in numbers."""


def list_watch(case: Case, answer: Answer, weights: Weights, inquiry: Inquiry) -> tuple[WatchItem, ...]:
    """
    Return the moves worth watching for, the most telling first.

    The information of a move is the mutual information between "seen by the date" and the outcome at the horizon,
    H(O) − P(seen) H(O | seen) − P(not) H(O | not), in bits, with all draws put together by their weights.
    """
    actors, rows, game = case.scenario.roles, case.rows, case.game
    whole = weights.mean(answer.by_period[:, -1])
    found = []
    for c, one in enumerate(inquiry.watched):
        kept = answer.kept[:, c]
        missing = float(weights.mean(kept))
        without = weights.mean(kept[:, None] * answer.conditioned[:, c, -1])
        seen = (whole - without).clip(0)
        probability = 1 - missing
        if not _RARE < probability < 1 - _RARE or seen.sum() <= 0:
            continue
        if_not, if_seen = without / without.sum(), seen / seen.sum()
        bits = _entropy(whole) - missing * _entropy(if_not) - probability * _entropy(if_seen)
        found.append(
            WatchItem(
                move=say_move(one.stage, one.move, case.names, one.role),
                actor=actors.get(one.role, one.role),
                role=one.role,
                by=one.by,
                probability=probability,
                information_bits=max(bits, 0.0),
                if_seen=_named(if_seen, rows, game),
                if_not=_named(if_not, rows, game),
            )
        )
    return tuple(sorted(found, key=lambda item: -item.information_bits))


def _entropy(shares: Floats) -> float:
    positive = shares[shares > 0] / shares.sum()
    return float(-(positive * np.log2(positive)).sum())


def _named(shares: Floats, rows: Sequence[OutcomeRow], game: Game) -> dict[str, float]:
    return {row.name: float(min(shares[outcome_columns(row, game)].sum(), 1.0)) for row in rows}
