"""Where a solved crisis game goes, history by history: exact, for games whose public histories are few."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from demarche.game.solvers.belief_arrays import Floats
from demarche.game.solvers.belief_course import Course, begin_course
from demarche.game.solvers.belief_policy import BeliefPolicy


@dataclass(eq=False)
class Front:
    """Histories under way: their states, their beliefs (one array a player) and their probabilities."""

    states: NDArray[np.int64]
    beliefs: list[Floats]
    mass: Floats


def propagate_exactly(policy: BeliefPolicy, *, limit: int = 20_000) -> Course | None:
    """
    Follow every public history with its own belief; None where more than `limit` different ones are under way at once.

    Histories that meet in the same state with the same beliefs (to 1e-12) are one from there on.
    """
    game, layout = policy.game, policy.layout
    course = begin_course(game, layout, exact=True)
    front = Front(np.array([game.initial]), [one[None] for one in policy.prior], np.ones(1))
    for period in range(game.calendar.periods):
        course.made.append([])
        for m in range(len(game.stages)):
            front = _merge(_step(policy, course, front, period, m))
            if len(front.mass) > limit:
                return None
    np.add.at(course.standing, front.states, front.mass)
    course.standing_by_type[:] = front.mass @ np.hstack(front.beliefs) if len(front.mass) else 0.0
    return course


def _step(policy: BeliefPolicy, course: Course, front: Front, period: int, m: int) -> Front:
    """Take all histories through a stage."""
    game = policy.game
    player, moves = game.stages[m].player, game.legal.shape[3]
    if player is None:
        share = np.zeros((len(front.mass), moves, 1))
        share[:, 0, 0] = 1.0
        left = np.ones((len(front.mass), moves, 1))
    else:
        play = policy.play(period, m, front.states, front.beliefs)
        share = front.beliefs[player][:, None, :] * play.strategies.swapaxes(1, 2)
        left = play.left
    course.made[period].append(np.einsum("r,rak->ak", front.mass, share))
    chances = game.probabilities[period, m][front.states]
    targets = game.successors[period, m][front.states]
    flow = front.mass[:, None, None] * share.sum(axis=2)[:, :, None] * np.where(targets >= 0, chances, 0.0)
    rows, made, branch = np.nonzero(flow)
    mass, to = flow[rows, made, branch], targets[rows, made, branch].astype(np.int64)
    beliefs = [left[rows, made] if i == player else one[rows] for i, one in enumerate(front.beliefs)]
    over = to >= len(game.states)
    ends = to[over] - len(game.states)
    np.add.at(course.ended[period], ends, mass[over])
    np.add.at(course.ended_by_type[period], ends, mass[over, None] * np.hstack(beliefs)[over])
    return Front(to[~over], [one[~over] for one in beliefs], mass[~over])


def _merge(front: Front) -> Front:
    """Join histories that have the same state and beliefs."""
    if not len(front.mass):
        return front
    keys = np.round(np.column_stack([front.states, *front.beliefs]), 12)
    _, first, number = np.unique(keys, axis=0, return_index=True, return_inverse=True)
    mass = np.zeros(len(first))
    np.add.at(mass, number.ravel(), front.mass)
    return Front(front.states[first], [one[first] for one in front.beliefs], mass)
