"""
The two compiled passes of the tree solver: logit responses to logits, and how they change with the logits.

`respond`: strategies from logits, reach forward, beliefs within information sets, values and responses backward.
`tangent`: the derivative of the same, for many directions at once. Reach is kept in logarithms, so that beliefs are
right in information sets that are hardly ever reached.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from demarche.game.solvers.tree_layout import LOG_ZERO, Layout


class Work(NamedTuple):
    """What a pass leaves behind: all that the derivative and the report need."""

    strategy: NDArray[np.float64]
    response: NDArray[np.float64]
    used: NDArray[np.float64]
    belief: NDArray[np.float64]
    reach: NDArray[np.float64]
    value: NDArray[np.float64]
    gain: NDArray[np.float64]
    answer: NDArray[np.float64]


def new_work(layout: Layout) -> Work:
    """Return room for a pass: P strategies, responses and gains, V beliefs and values."""
    actions, nodes = int(layout.offset[-1]), len(layout.parent)
    flat = [np.zeros(actions) for _ in range(5)]
    beliefs, reach, values = np.zeros(nodes), np.zeros(nodes), np.zeros(layout.payoffs.shape)
    return Work(flat[0], flat[1], flat[2], beliefs, reach, values, flat[3], flat[4])


@njit(cache=True)
def respond(layout: Layout, work: Work, logits: NDArray[np.float64], strength: float) -> float:
    """
    Fill `work` with the response to logits at a strength (0 is uniform play).

    `answer` holds the response's logits, centred within each set, `gain` the centred payoffs of the actions. Returns
    the largest gap between `answer` and `logits`.
    """
    play(layout, work, logits)
    believe(layout, work)
    largest = 0.0
    for step in layout.steps:
        if step >= 0:
            value_node(layout, work, step)
            continue
        one = -1 - step
        weigh_actions(layout, work, one)
        first, last = layout.offset[one], layout.offset[one + 1]
        top, total = -np.inf, 0.0
        for place in range(first, last):
            work.answer[place] = strength * layout.rate[one] * work.gain[place]
            largest = max(largest, abs(work.answer[place] - logits[place]))
            top = max(top, work.answer[place])
        for place in range(first, last):
            work.response[place] = np.exp(work.answer[place] - top)
            total += work.response[place]
        for place in range(first, last):
            work.response[place] /= total
            if not layout.lagged[one]:
                work.used[place] = work.response[place]
    return largest


@njit(inline="always")
def play(layout: Layout, work: Work, logits: NDArray[np.float64]) -> None:
    """Fill in strategies from logits, and the logarithm of the probability that each node is reached."""
    parent, slot, offset = layout.parent, layout.slot, layout.offset
    log_strategy = work.answer  # free until the responses are known
    for one in range(len(layout.owner)):
        first, last = offset[one], offset[one + 1]
        top = logits[first]
        for place in range(first + 1, last):
            top = max(top, logits[place])
        total = 0.0
        for place in range(first, last):
            work.strategy[place] = np.exp(logits[place] - top)
            total += work.strategy[place]
        for place in range(first, last):
            work.strategy[place] /= total
            log_strategy[place] = logits[place] - top - np.log(total)
            if layout.lagged[one]:
                work.used[place] = work.strategy[place]
    work.reach[0] = 0.0
    for node in range(1, len(parent)):
        step = log_strategy[slot[node]] if slot[node] >= 0 else layout.log_chance[node]
        work.reach[node] = work.reach[parent[node]] + step


@njit(inline="always")
def believe(layout: Layout, work: Work) -> None:
    """Fill in each node's probability within its information set."""
    members = layout.members
    for one in range(len(layout.owner)):
        first, last = layout.member_start[one], layout.member_start[one + 1]
        top = work.reach[members[first]]
        for place in range(first + 1, last):
            top = max(top, work.reach[members[place]])
        total = 0.0
        for place in range(first, last):
            # Where chance never comes, all members count alike, as in Gambit.
            weight = np.exp(work.reach[members[place]] - top) if top > LOG_ZERO / 2 else 1.0
            work.belief[members[place]] = weight
            total += weight
        for place in range(first, last):
            work.belief[members[place]] /= total


@njit(inline="always")
def value_node(layout: Layout, work: Work, node: int) -> None:
    """Fill in what a node is worth to each player, its children's worth known."""
    for player in range(layout.payoffs.shape[1]):
        work.value[node, player] = layout.payoffs[node, player]
    for branch in range(layout.child_start[node], layout.child_start[node + 1]):
        child = layout.children[branch]
        place = layout.slot[child]
        weight = work.used[place] if place >= 0 else layout.chance[child]
        for player in range(layout.payoffs.shape[1]):
            work.value[node, player] += weight * work.value[child, player]


@njit(inline="always")
def weigh_actions(layout: Layout, work: Work, one: int) -> None:
    """Fill in what each action of a set is worth to its owner, less the mean of the set's actions."""
    first, last, owner = layout.offset[one], layout.offset[one + 1], layout.owner[one]
    mean = 0.0
    for action in range(last - first):
        gain = 0.0
        for place in range(layout.member_start[one], layout.member_start[one + 1]):
            node = layout.members[place]
            gain += work.belief[node] * work.value[layout.children[layout.child_start[node] + action], owner]
        work.gain[first + action] = gain
        mean += gain / (last - first)
    for place in range(first, last):
        work.gain[place] -= mean


@njit(cache=True)
def tangent(  # noqa: PLR0912 -- one compiled pass
    layout: Layout, work: Work, strength: float, logits_by: NDArray[np.float64], strength_by: NDArray[np.float64]
) -> NDArray[np.float64]:
    """
    Return how `answer` changes along W directions: of the logits, shape (P, W), and of the strength, shape (W,).

    `work` must hold the pass of `respond` at the point.
    """
    offset, width = layout.offset, logits_by.shape[1]
    used_by, mean = np.zeros(logits_by.shape), np.zeros(width)
    for one in range(len(layout.owner)):  # used_by: of log strategies, until the backward pass
        mean[:] = 0.0
        for place in range(offset[one], offset[one + 1]):
            for way in range(width):
                mean[way] += work.strategy[place] * logits_by[place, way]
        for place in range(offset[one], offset[one + 1]):
            for way in range(width):
                used_by[place, way] = logits_by[place, way] - mean[way]
    belief_by = believe_by(layout, work, used_by)
    for one in range(len(layout.owner)):
        for place in range(offset[one], offset[one + 1] if layout.lagged[one] else offset[one]):
            for way in range(width):
                used_by[place, way] *= work.strategy[place]
    answer_by = np.zeros(logits_by.shape)
    value_by = np.zeros((len(layout.parent), layout.payoffs.shape[1], width))
    for step in layout.steps:
        if step >= 0:
            value_node_by(layout, work, step, used_by, value_by)
            continue
        one = -1 - step
        weigh_actions_by(layout, work, one, belief_by, value_by, answer_by)
        mean[:] = 0.0
        for place in range(offset[one], offset[one + 1]):
            for way in range(width):
                answer_by[place, way] = layout.rate[one] * (
                    strength * answer_by[place, way] + strength_by[way] * work.gain[place]
                )
                mean[way] += work.response[place] * answer_by[place, way]
        if not layout.lagged[one]:
            for place in range(offset[one], offset[one + 1]):
                for way in range(width):
                    used_by[place, way] = work.response[place] * (answer_by[place, way] - mean[way])
    return answer_by


@njit(inline="always")
def believe_by(layout: Layout, work: Work, log_strategy_by: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how each member's belief changes; shape (V, W), of other nodes their log reach."""
    nodes, width = len(layout.parent), log_strategy_by.shape[1]
    reach_by, mean = np.zeros((nodes, width)), np.zeros(width)
    for node in range(1, nodes):
        place, above = layout.slot[node], layout.parent[node]
        for way in range(width):
            reach_by[node, way] = reach_by[above, way]
            if place >= 0:
                reach_by[node, way] += log_strategy_by[place, way]
    for one in range(len(layout.owner)):
        mean[:] = 0.0
        top = -np.inf
        for number in range(layout.member_start[one], layout.member_start[one + 1]):
            node = layout.members[number]
            top = max(top, work.reach[node])
            for way in range(width):
                mean[way] += work.belief[node] * reach_by[node, way]
        for number in range(layout.member_start[one], layout.member_start[one + 1]):
            node = layout.members[number]
            belief = work.belief[node] if top > LOG_ZERO / 2 else 0.0
            for way in range(width):
                reach_by[node, way] = belief * (reach_by[node, way] - mean[way])
    return reach_by


@njit(inline="always")
def value_node_by(
    layout: Layout, work: Work, node: int, used_by: NDArray[np.float64], value_by: NDArray[np.float64]
) -> None:
    """Fill in how a node's worth changes."""
    width = used_by.shape[1]
    for branch in range(layout.child_start[node], layout.child_start[node + 1]):
        child = layout.children[branch]
        place = layout.slot[child]
        weight = work.used[place] if place >= 0 else layout.chance[child]
        for player in range(layout.payoffs.shape[1]):
            worth = work.value[child, player]
            for way in range(width):
                value_by[node, player, way] += weight * value_by[child, player, way]
            if place >= 0:
                for way in range(width):
                    value_by[node, player, way] += worth * used_by[place, way]


@njit(inline="always")
def weigh_actions_by(  # noqa: PLR0917 -- arrays of one pass
    layout: Layout,
    work: Work,
    one: int,
    belief_by: NDArray[np.float64],
    value_by: NDArray[np.float64],
    answer_by: NDArray[np.float64],
) -> None:
    """Fill in how the worth of a set's actions changes, less the mean of the set's actions."""
    first, last, owner, width = layout.offset[one], layout.offset[one + 1], layout.owner[one], answer_by.shape[1]
    mean = np.zeros(width)
    for action in range(last - first):
        for number in range(layout.member_start[one], layout.member_start[one + 1]):
            node = layout.members[number]
            child = layout.children[layout.child_start[node] + action]
            worth, belief = work.value[child, owner], work.belief[node]
            for way in range(width):
                answer_by[first + action, way] += worth * belief_by[node, way] + belief * value_by[child, owner, way]
        for way in range(width):
            mean[way] += answer_by[first + action, way] / (last - first)
    for place in range(first, last):
        for way in range(width):
            answer_by[place, way] -= mean[way]
