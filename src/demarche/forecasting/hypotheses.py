"""Hypotheses about what actors hide, and what each item of evidence does to them: the matrix of an ACH, computed."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from demarche.forecasting.case import Case
from demarche.forecasting.inquiry import Inquiry
from demarche.forecasting.model import EvidenceWeight, Hypothesis
from demarche.forecasting.posterior import Floats, Weights
from demarche.forecasting.sighting import Sighting
from demarche.game import Answer

_NEVER = 1e-6
"""Probabilities are kept this far from 0 and 1 where their odds are taken."""


def weigh_hypotheses(case: Case, answer: Answer, weights: Weights, nothing: int) -> tuple[Hypothesis, ...]:
    """
    Return every type of every actor that hides one, before and after the evidence.

    Parameters
    ----------
    case : Case
    answer : Answer
        Of D draws.
    weights : Weights
    nothing : int
        Place of the evidence that knows nothing.
    """
    game, roles, actors = case.game, case.roles, case.scenario.roles
    found, column = [], 0
    before = np.nanmean(answer.types[:, nothing], axis=0)
    for player in game.players:
        role = roles.get(player.name, player.name)
        for kind in player.types:
            if len(player.types) > 1:
                now = weights.estimate(answer.types[:, 0, column])
                joint = weights.mean(answer.by_type[:, column])
                share = max(float(joint.sum()), _NEVER)
                found.append(
                    Hypothesis(
                        now.probability,
                        now.low,
                        now.high,
                        actor=actors.get(role, role),
                        role=role,
                        type=kind,
                        prior=float(before[column]),
                        if_true={name: float(one / share) for name, one in zip(game.outcomes, joint, strict=True)},
                    )
                )
            column += 1
    return tuple(found)


def weigh_evidence(case: Case, answer: Answer, weights: Weights, inquiry: Inquiry) -> tuple[EvidenceWeight, ...]:
    """
    Return what every item does to the hypotheses, all other evidence given; the most diagnostic first.

    The log ratio of an item is the log odds of a hypothesis with all evidence less those with all but the item; the
    draws are weighed anew without it. An item that says nothing beside a stronger one has ratios of 0.
    """
    game, roles = case.game, case.roles
    columns = [
        (n, roles.get(player.name, player.name), kind) for n, player in enumerate(game.players) for kind in player.types
    ]
    hidden = [v for v, (n, _, _) in enumerate(columns) if len(game.players[n].types) > 1]
    with_all = weights.mean(answer.types[:, 0])
    strongest: dict[str, Sighting] = {}
    for one in case.sightings:
        if one.item not in strongest or one.weight > strongest[one.item].weight:
            strongest[one.item] = one
    found = []
    for item, sighting in strongest.items():
        without = with_all
        if item in inquiry.items:
            place = inquiry.items.index(item) + 1
            anew = Weights.of(answer.log_likelihoods[:, place])
            without = with_all if anew is None else anew.mean(answer.types[:, place])
        ratios = {f"{columns[v][1]}: {columns[v][2]}": _log_odds(with_all[v]) - _log_odds(without[v]) for v in hidden}
        flips = any(
            _leader(with_all, columns, n) != _leader(without, columns, n) for n in {columns[v][0] for v in hidden}
        )
        spread = max(ratios.values(), default=0.0) - min(ratios.values(), default=0.0)
        found.append(EvidenceWeight(sighting, ratios, flips, spread))
    return tuple(sorted(found, key=lambda one: (-one.diagnosticity, one.sighting.item)))


def _leader(types: Floats, columns: Sequence[tuple[int, str, str]], player: int) -> int:
    own = [v for v, (n, _, _) in enumerate(columns) if n == player]
    return max(own, key=lambda v: types[v])


def _log_odds(probability: float) -> float:
    kept = min(max(float(probability), _NEVER), 1 - _NEVER)
    return math.log(kept / (1 - kept))
