"""
A tree as the solver walks it: flat arrays, and an order in which each information set comes after all that it leads to.

Going backward in that order, an information set's response already knows the responses that follow it, so only beliefs
have to be iterated. Where sets wait for one another (each has a member below the other: the tree cannot be put in
time), one is `lagged`: its old strategy stands in until all its members' children are known.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from demarche.game.tree import Tree

LOG_ZERO = -1e4
"""Logarithm that stands for a chance of 0: far below what strategies reach, and exact beside their digits."""


class Layout(NamedTuple):
    """
    The arrays of one tree, V nodes, H information sets, P actions in all, N players.

    `slot` is the place of the branch that leads to a node among all P actions, −1 after chance; `steps` says in which
    order to work backward: v ≥ 0 is the value of node v, −1−h the response at information set h.
    """

    parent: NDArray[np.int32]
    infoset: NDArray[np.int32]
    slot: NDArray[np.int32]
    chance: NDArray[np.float64]
    log_chance: NDArray[np.float64]
    child_start: NDArray[np.int32]
    children: NDArray[np.int32]
    member_start: NDArray[np.int32]
    members: NDArray[np.int32]
    offset: NDArray[np.int32]
    owner: NDArray[np.int32]
    rate: NDArray[np.float64]
    payoffs: NDArray[np.float64]
    steps: NDArray[np.int32]
    lagged: NDArray[np.bool_]


class Scaling(NamedTuple):
    """How the solver's payoffs come from the tree's: (payoffs − shift at terminal nodes) / spread, for each player."""

    shift: NDArray[np.float64]
    spread: NDArray[np.float64]
    strength: float


def lay_out(tree: Tree, rationality: NDArray[np.float64]) -> tuple[Layout, Scaling]:
    """
    Return a tree's arrays, with payoffs scaled to [−½, ½] along every path and centred.

    Parameters
    ----------
    tree : Tree
        Parents before children, every branch there once (`demarche.game.recall.check_tree`).
    rationality : float array, shape (N,)
        λ of each player.

    Returns
    -------
    Layout, Scaling
        `rate` of an information set is its owner's λ·spread as a part of the largest, `strength`, so that the path
        runs from 0 to `strength` with one parameter for all players.
    """
    nodes, sets = len(tree.infoset), len(tree.infosets)
    parent, infoset = tree.parent.astype(np.int32), tree.infoset.astype(np.int32)
    offset = np.concatenate(([0], np.cumsum(tree.action_counts))).astype(np.int32)
    above = np.where(parent >= 0, infoset[parent], -1)
    slot = np.where(above >= 0, offset[above] + tree.action, -1).astype(np.int32)
    children = (np.lexsort((tree.action[1:], parent[1:])) + 1).astype(np.int32)
    child_start = starts_of(parent[1:], nodes)
    deciding = np.flatnonzero(infoset >= 0)
    members = deciding[np.argsort(infoset[deciding], kind="stable")].astype(np.int32)
    member_start = starts_of(infoset[deciding], sets)
    owner = np.array([one.player for one in tree.infosets], np.int32).reshape(sets)
    payoffs, scaling = scale_payoffs(tree.payoffs, parent, child_start, rationality)
    chance = np.ascontiguousarray(tree.chance, np.float64)
    with np.errstate(divide="ignore"):
        log_chance = np.maximum(np.log(chance), LOG_ZERO)
    rate = (rationality * scaling.spread / (scaling.strength or 1.0))[owner]
    steps, lagged = order_backward(parent, infoset, child_start, member_start, members)
    layout = Layout(
        parent, infoset, slot, chance, log_chance, child_start, children, member_start, members,
        offset, owner, rate, payoffs, steps, lagged,
    )  # fmt: skip
    return layout, scaling


def starts_of(keys: NDArray[np.int32], groups: int) -> NDArray[np.int32]:
    """Return where each group starts when the keys are sorted; one more for the end."""
    return np.concatenate(([0], np.cumsum(np.bincount(keys, minlength=groups)))).astype(np.int32)


def scale_payoffs(
    payoffs: NDArray[np.float64],
    parent: NDArray[np.int32],
    child_start: NDArray[np.int32],
    rationality: NDArray[np.float64],
) -> tuple[NDArray[np.float64], Scaling]:
    """Return payoffs whose sums along paths lie in [−½, ½], and how they were made."""
    sums = path_sums(np.ascontiguousarray(payoffs), parent)
    terminal = child_start[1:] == child_start[:-1]
    low, high = sums[terminal].min(axis=0), sums[terminal].max(axis=0)
    spread = np.where(high > low, high - low, 1.0)
    shift = (low + high) / 2
    scaled = payoffs - np.where(terminal[:, None], shift, 0.0)
    strength = float(np.max(rationality * np.where(high > low, high - low, 0.0), initial=0.0))
    return np.ascontiguousarray(scaled / spread), Scaling(shift, spread, strength)


def all_lagged(layout: Layout) -> Layout:
    """Return a layout that answers every strategy as it stands: all values first, then all responses."""
    nodes, sets = len(layout.parent), len(layout.owner)
    steps = np.concatenate((np.arange(nodes - 1, -1, -1), -1 - np.arange(sets))).astype(np.int32)
    return layout._replace(steps=steps, lagged=np.ones(sets, np.bool_))


@njit(cache=True)
def path_sums(payoffs: NDArray[np.float64], parent: NDArray[np.int32]) -> NDArray[np.float64]:
    """Return what has been paid on the way to each node, the node included."""
    sums = payoffs.copy()
    for node in range(1, len(parent)):
        for player in range(payoffs.shape[1]):
            sums[node, player] += sums[parent[node], player]
    return sums


@njit(cache=True)
def order_backward(  # noqa: PLR0912, PLR0915 -- one compiled loop
    parent: NDArray[np.int32],
    infoset: NDArray[np.int32],
    child_start: NDArray[np.int32],
    member_start: NDArray[np.int32],
    members: NDArray[np.int32],
) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    """
    Return the steps of a backward pass and which sets are lagged.

    A node's value waits for its children's and for its own set's response; the response waits for the children of all
    members. Where all wait, the set with the fewest members still waiting is lagged.
    """
    nodes, sets = len(parent), len(member_start) - 1
    steps = np.empty(nodes + sets, np.int32)
    lagged = np.zeros(sets, np.bool_)
    ready = np.zeros(nodes, np.bool_)
    waiting = np.empty(nodes, np.int32)
    short = np.empty(sets, np.int32)
    stack = np.empty(nodes, np.int32)
    height, count = 0, 0
    for node in range(nodes):
        waiting[node] = child_start[node + 1] - child_start[node]
        if waiting[node] == 0:
            stack[height] = node
            height += 1
    for one in range(sets):
        short[one] = member_start[one + 1] - member_start[one]
    valued = 0
    while valued < nodes:
        if height == 0:
            pick, fewest = -1, nodes + 1
            for one in range(sets):
                if short[one] > 0 and not lagged[one]:
                    some = short[one] < member_start[one + 1] - member_start[one]
                    if some and short[one] < fewest:
                        pick, fewest = one, short[one]
            lagged[pick] = True
            for place in range(member_start[pick], member_start[pick + 1]):
                if ready[members[place]]:
                    stack[height] = members[place]
                    height += 1
            continue
        height -= 1
        node = stack[height]
        steps[count] = node
        count += 1
        valued += 1
        above = parent[node]
        if above < 0:
            continue
        waiting[above] -= 1
        if waiting[above] > 0:
            continue
        ready[above] = True
        one = infoset[above]
        if one < 0:
            stack[height] = above
            height += 1
            continue
        short[one] -= 1
        if lagged[one]:
            stack[height] = above
            height += 1
        if short[one] == 0:
            if lagged[one]:
                steps[count] = -1 - one
                count += 1
                continue
            steps[count] = -1 - one
            count += 1
            for place in range(member_start[one], member_start[one + 1]):
                stack[height] = members[place]
                height += 1
    return steps, lagged
