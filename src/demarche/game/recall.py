"""
The laws of a game tree, checked before anything is solved: its arrays fit, chance sums to 1, and recall is perfect.

Recall is perfect where the members of an information set share what its owner has seen and done before: the same
own information sets in the same order, with the same actions. It is enough that they share the last of these.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from demarche.errors import InputError
from demarche.game.tree import Tree

CHANCE_SLACK = 1e-9
"""Branches of a chance node may miss 1 by so much: rounding of a few hundred terms."""


def check_tree(tree: Tree, place: Callable[[int], str] | None = None) -> None:
    """
    Check the laws of a tree.

    Parameters
    ----------
    tree : Tree
    place : function of a node's index, optional
        Says where the node stands, for errors (an `.efg` gives file, line and column).

    Raises
    ------
    InputError
        If an array has the wrong shape or is not finite, a parent does not come first, a node's branches are not all
        there, chance does not sum to 1, or recall is imperfect.
    """
    where = place or (lambda node: f"{tree.title or 'tree'}, node {node}")
    check_arrays(tree, where)
    check_branches(tree, where)
    check_recall(tree, where)


def check_arrays(tree: Tree, where: Callable[[int], str]) -> None:
    """Check shapes, ranges, and that every number is one."""
    nodes = len(tree.infoset)
    shapes = {
        "parent": (nodes,),
        "action": (nodes,),
        "chance": (nodes,),
        "outcome": (nodes,),
        "payoffs": (nodes, len(tree.players)),
    }
    for name, shape in shapes.items():
        got = getattr(tree, name).shape
        if got != shape:
            raise InputError("an array of the tree has the wrong shape", field=name, wanted=str(shape), got=str(got))
    if nodes == 0 or tree.parent[0] != -1 or np.any(tree.parent[1:] < 0):
        raise InputError("the tree has not one root", field="parent", wanted="-1 at node 0 alone")
    late: NDArray[np.bool_] = np.asarray(tree.parent >= np.arange(nodes), np.bool_)
    refuse(late, "a parent does not come before its child", where)
    refuse(np.asarray(~np.isfinite(tree.payoffs).all(axis=1)), "a payoff is not a finite number", where)
    refuse(~np.isfinite(tree.chance) | (tree.chance < 0), "a chance probability is not a number from 0 to 1", where)
    refuse((tree.infoset < -1) | (tree.infoset >= len(tree.infosets)), "there is no such information set", where)
    refuse((tree.outcome < -1) | (tree.outcome >= len(tree.outcomes)), "there is no such outcome", where)
    for number, one in enumerate(tree.infosets):
        if not 0 <= one.player < len(tree.players) or not one.actions:
            raise InputError("an information set has no such player, or no action", field=f"infosets[{number}]")


def refuse(wrong: NDArray[np.bool_], message: str, where: Callable[[int], str]) -> None:
    """Raise an error that names the first node that is wrong."""
    found = np.flatnonzero(wrong)
    if len(found):
        raise InputError(message, where=where(int(found[0])))


def check_branches(tree: Tree, where: Callable[[int], str]) -> None:
    """Check that each node has its branches once each, and chance's sum to 1."""
    nodes = len(tree.infoset)
    count = np.bincount(tree.parent[1:], minlength=nodes)
    counts = np.append(tree.action_counts, 0)[tree.infoset]
    refuse((tree.infoset >= 0) & (count != counts), "a node has not one child for each action", where)
    order = np.lexsort((tree.action[1:], tree.parent[1:]))
    parents, actions = tree.parent[1:][order], tree.action[1:][order]
    rank = np.arange(nodes - 1) - np.concatenate(([0], np.cumsum(count)))[parents]
    if np.any(actions != rank):
        child = int(order[np.flatnonzero(actions != rank)[0]]) + 1
        raise InputError("a branch is missing or there twice", where=where(child))
    random = (tree.infoset < 0) & (count > 0)
    totals = np.bincount(tree.parent[1:], tree.chance[1:], nodes)
    wrong = np.flatnonzero(random & (np.abs(totals - 1) > CHANCE_SLACK))
    if len(wrong):
        node = int(wrong[0])
        message = "the chance probabilities do not sum to 1"
        raise InputError(message, where=where(node), wanted="a sum of 1", got=f"{totals[node]:.12g}")


def check_recall(tree: Tree, where: Callable[[int], str]) -> None:
    """Check that no player forgets what it knew or did."""
    last = last_own_moves(tree)
    first: dict[int, int] = {}
    for node in np.flatnonzero(tree.infoset >= 0).tolist():
        number = int(tree.infoset[node])
        other = first.setdefault(number, node)
        if last[node] != last[other]:
            raise forgetting(tree, node, other, where)


def last_own_moves(tree: Tree) -> list[tuple[int, int]]:
    """Return each decision node's last information set of the same owner and the action there; (-1, -1) for none."""
    owners = [one.player for one in tree.infosets]
    infoset, parent, action = tree.infoset.tolist(), tree.parent.tolist(), tree.action.tolist()
    nothing = ((-1, -1),) * len(tree.players)
    known: list[tuple[tuple[int, int], ...]] = [nothing]
    for node in range(1, len(infoset)):
        before = parent[node]
        seen = known[before]
        if infoset[before] >= 0:
            owner = owners[infoset[before]]
            seen = (*seen[:owner], (infoset[before], action[node]), *seen[owner + 1 :])
        known.append(seen)
    return [seen[owners[number]] if number >= 0 else (-1, -1) for seen, number in zip(known, infoset, strict=True)]


def forgetting(tree: Tree, node: int, other: int, where: Callable[[int], str]) -> InputError:
    """Return the error of an information set whose members do not share their owner's past."""
    one = tree.infosets[tree.infoset[node]]
    name = f"information set {one.number} of player {one.player + 1}" + (f" ({one.label})" if one.label else "")
    above = int(tree.parent[node])
    while above >= 0 and tree.infoset[above] != tree.infoset[node]:
        above = int(tree.parent[above])
    if above >= 0:
        message, got = f"{name} is met twice on one path (absent-mindedness)", f"nodes at {where(above)} and here"
    else:
        message = f"the owner of {name} does not remember what it saw or did before"
        got = f"another past than at {where(other)}"
    return InputError(message, where=where(node), wanted="perfect recall: all members share the owner's past", got=got)
