"""
The passes of the tree solver: logit responses to logits, and how they change with the logits.

`respond`: strategies from logits, reach forward, beliefs within information sets, values and responses backward.
`tangent`: the derivative of the same, for many directions at once. Reach is kept in logarithms, so that beliefs are
right in information sets that are hardly ever reached. Compiled loops take each array by itself: reached through a
tuple, every use of an array costs Numba a count of references, nine tenths of the time.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from demarche.game.solvers.tree_layout import LOG_ZERO, Layout

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]


class Work(NamedTuple):
    """What a pass leaves behind: all that the derivative and the report need."""

    strategy: Floats
    response: Floats
    used: Floats
    belief: Floats
    reach: Floats
    value: Floats
    gain: Floats
    answer: Floats


def new_work(layout: Layout) -> Work:
    """Return room for a pass: P strategies, responses and gains, V beliefs and values."""
    actions, nodes = int(layout.offset[-1]), len(layout.parent)
    flat = [np.zeros(actions) for _ in range(5)]
    beliefs, reach, values = np.zeros(nodes), np.zeros(nodes), np.zeros(layout.payoffs.shape)
    return Work(flat[0], flat[1], flat[2], beliefs, reach, values, flat[3], flat[4])


def respond(layout: Layout, work: Work, logits: Floats, strength: float) -> float:
    """
    Fill `work` with the response to logits at a strength (0 is uniform play).

    `answer` holds the response's logits, centred within each set, `gain` the centred payoffs of the actions. Returns
    the largest gap between `answer` and `logits`.
    """
    one, two = layout, work
    play(one.offset, one.lagged, logits, two.strategy, two.used, two.answer)
    believe(one.parent, one.slot, one.log_chance, one.member_start, one.members, two.answer, two.reach, two.belief)
    largest: float = answer_backward(
        one.slot, one.chance, one.child_start, one.children, one.member_start, one.members, one.offset, one.owner,
        one.rate, one.payoffs, one.steps, one.lagged, two.belief, logits, strength, two.used, two.value, two.gain,
        two.answer, two.response,
    )  # fmt: skip
    return largest


def tangent(layout: Layout, work: Work, strength: float, logits_by: Floats, strength_by: Floats) -> Floats:
    """
    Return how `answer` changes along W directions: of the logits, shape (P, W), and of the strength, shape (W,).

    `work` must hold the pass of `respond` at the point.
    """
    one, two = layout, work
    log_by = play_by(one.offset, two.strategy, logits_by)
    belief_by = believe_by(one.parent, one.slot, one.member_start, one.members, two.reach, two.belief, log_by)
    changes: Floats = answer_backward_by(
        one.slot, one.chance, one.child_start, one.children, one.member_start, one.members, one.offset, one.owner,
        one.rate, one.steps, one.lagged, two.belief, two.strategy, two.response, two.used, two.value, two.gain,
        belief_by, log_by, strength, strength_by,
    )  # fmt: skip
    return changes


@njit(cache=True)
def play(  # noqa: PLR0917 -- arrays of one pass, here and below
    offset: Ints, lagged: NDArray[np.bool_], logits: Floats, strategy: Floats, used: Floats, log_strategy: Floats
) -> None:
    """Fill in strategies from logits."""
    for one in range(len(lagged)):
        first, last = offset[one], offset[one + 1]
        top = logits[first]
        for place in range(first + 1, last):
            top = max(top, logits[place])
        total = 0.0
        for place in range(first, last):
            strategy[place] = np.exp(logits[place] - top)
            total += strategy[place]
        for place in range(first, last):
            strategy[place] /= total
            log_strategy[place] = logits[place] - top - np.log(total)
            if lagged[one]:
                used[place] = strategy[place]


@njit(cache=True)
def believe(  # noqa: PLR0917
    parent: Ints,
    slot: Ints,
    log_chance: Floats,
    member_start: Ints,
    members: Ints,
    log_strategy: Floats,
    reach: Floats,
    belief: Floats,
) -> None:
    """Fill in the logarithm of each node's probability, and a member's probability within its information set."""
    reach[0] = 0.0
    for node in range(1, len(parent)):
        step = log_strategy[slot[node]] if slot[node] >= 0 else log_chance[node]
        reach[node] = reach[parent[node]] + step
    for one in range(len(member_start) - 1):
        first, last = member_start[one], member_start[one + 1]
        top = reach[members[first]]
        for place in range(first + 1, last):
            top = max(top, reach[members[place]])
        total = 0.0
        for place in range(first, last):
            # Where chance never comes, all members count alike, as in Gambit.
            weight = np.exp(reach[members[place]] - top) if top > LOG_ZERO / 2 else 1.0
            belief[members[place]] = weight
            total += weight
        for place in range(first, last):
            belief[members[place]] /= total


@njit(cache=True)
def answer_backward(  # noqa: PLR0917
    slot: Ints,
    chance: Floats,
    child_start: Ints,
    children: Ints,
    member_start: Ints,
    members: Ints,
    offset: Ints,
    owner: Ints,
    rate: Floats,
    payoffs: Floats,
    steps: Ints,
    lagged: NDArray[np.bool_],
    belief: Floats,
    logits: Floats,
    strength: float,
    used: Floats,
    value: Floats,
    gain: Floats,
    answer: Floats,
    response: Floats,
) -> float:
    """Fill in values, what actions gain, and the responses, in the layout's order; return the largest gap."""
    largest = 0.0
    for step in steps:
        if step >= 0:
            for player in range(payoffs.shape[1]):
                value[step, player] = payoffs[step, player]
            for branch in range(child_start[step], child_start[step + 1]):
                child = children[branch]
                weight = used[slot[child]] if slot[child] >= 0 else chance[child]
                for player in range(payoffs.shape[1]):
                    value[step, player] += weight * value[child, player]
            continue
        one = -1 - step
        first, last = offset[one], offset[one + 1]
        mean = 0.0
        for action in range(last - first):
            worth = 0.0
            for place in range(member_start[one], member_start[one + 1]):
                node = members[place]
                worth += belief[node] * value[children[child_start[node] + action], owner[one]]
            gain[first + action] = worth
            mean += worth / (last - first)
        top, total = -np.inf, 0.0
        for place in range(first, last):
            gain[place] -= mean
            answer[place] = strength * rate[one] * gain[place]
            largest = max(largest, abs(answer[place] - logits[place]))
            top = max(top, answer[place])
        for place in range(first, last):
            response[place] = np.exp(answer[place] - top)
            total += response[place]
        for place in range(first, last):
            response[place] /= total
            if not lagged[one]:
                used[place] = response[place]
    return largest


@njit(cache=True)
def play_by(offset: Ints, strategy: Floats, logits_by: Floats) -> Floats:
    """Return how the logarithms of the strategies change."""
    log_by, mean = np.empty(logits_by.shape), np.empty(logits_by.shape[1])
    for one in range(len(offset) - 1):
        mean[:] = 0.0
        for place in range(offset[one], offset[one + 1]):
            for way in range(len(mean)):
                mean[way] += strategy[place] * logits_by[place, way]
        for place in range(offset[one], offset[one + 1]):
            for way in range(len(mean)):
                log_by[place, way] = logits_by[place, way] - mean[way]
    return log_by


@njit(cache=True)
def believe_by(  # noqa: PLR0917
    parent: Ints, slot: Ints, member_start: Ints, members: Ints, reach: Floats, belief: Floats, log_by: Floats
) -> Floats:
    """Return how each member's belief changes; shape (V, W), of other nodes their log reach."""
    width = log_by.shape[1]
    reach_by, mean = np.zeros((len(parent), width)), np.empty(width)
    for node in range(1, len(parent)):
        place, above = slot[node], parent[node]
        for way in range(width):
            reach_by[node, way] = reach_by[above, way]
        if place >= 0:
            for way in range(width):
                reach_by[node, way] += log_by[place, way]
    for one in range(len(member_start) - 1):
        mean[:] = 0.0
        top = -np.inf
        for number in range(member_start[one], member_start[one + 1]):
            node = members[number]
            top = max(top, reach[node])
            for way in range(width):
                mean[way] += belief[node] * reach_by[node, way]
        for number in range(member_start[one], member_start[one + 1]):
            node = members[number]
            weight = belief[node] if top > LOG_ZERO / 2 else 0.0
            for way in range(width):
                reach_by[node, way] = weight * (reach_by[node, way] - mean[way])
    return reach_by


@njit(cache=True)
def answer_backward_by(  # noqa: PLR0912, PLR0917
    slot: Ints,
    chance: Floats,
    child_start: Ints,
    children: Ints,
    member_start: Ints,
    members: Ints,
    offset: Ints,
    owner: Ints,
    rate: Floats,
    steps: Ints,
    lagged: NDArray[np.bool_],
    belief: Floats,
    strategy: Floats,
    response: Floats,
    used: Floats,
    value: Floats,
    gain: Floats,
    belief_by: Floats,
    log_by: Floats,
    strength: float,
    strength_by: Floats,
) -> Floats:
    """Return how the responses' logits change, going backward in the layout's order; `log_by` is used up."""
    players, width = value.shape[1], log_by.shape[1]
    answer_by, mean = np.zeros(log_by.shape), np.empty(width)
    value_by = np.zeros((len(slot), players, width))
    used_by = log_by
    for one in range(len(lagged)):
        for place in range(offset[one], offset[one + 1]):
            for way in range(width):
                used_by[place, way] *= strategy[place]
    for step in steps:
        if step >= 0:
            for branch in range(child_start[step], child_start[step + 1]):
                child = children[branch]
                place = slot[child]
                weight = used[place] if place >= 0 else chance[child]
                for player in range(players):
                    worth = value[child, player]
                    for way in range(width):
                        value_by[step, player, way] += weight * value_by[child, player, way]
                    if place >= 0:
                        for way in range(width):
                            value_by[step, player, way] += worth * used_by[place, way]
            continue
        one = -1 - step
        first, last = offset[one], offset[one + 1]
        mean[:] = 0.0
        for action in range(last - first):
            for number in range(member_start[one], member_start[one + 1]):
                node = members[number]
                child = children[child_start[node] + action]
                worth, weight = value[child, owner[one]], belief[node]
                for way in range(width):
                    change = worth * belief_by[node, way] + weight * value_by[child, owner[one], way]
                    answer_by[first + action, way] += change
                    mean[way] += change / (last - first)
        for place in range(first, last):
            for way in range(width):
                change = strength * (answer_by[place, way] - mean[way]) + strength_by[way] * gain[place]
                answer_by[place, way] = rate[one] * change
        if lagged[one]:
            continue
        mean[:] = 0.0
        for place in range(first, last):
            for way in range(width):
                mean[way] += response[place] * answer_by[place, way]
        for place in range(first, last):
            for way in range(width):
                used_by[place, way] = response[place] * (answer_by[place, way] - mean[way])
    return answer_by
