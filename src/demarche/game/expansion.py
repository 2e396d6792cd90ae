"""
A crisis game written out as a tree: chance draws the types, then every public history has its own nodes.

All moves and all chance is public, so the histories form one public tree, which is built once; the tree has a copy of
it for each profile of types. An information set is a player, its own type and a public history. Moves that are
the only legal one are made without a node, branches that lead to the same state are one, and what has probability 0 is
left out.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from demarche.errors import InputError
from demarche.game.labels import label_decision
from demarche.game.model import Game
from demarche.game.public_tree import PublicTree, count_nodes, grow_public_tree
from demarche.game.tree import InformationSet, Tree

NODE_LIMIT = 2_000_000
"""Nodes that are built without being asked twice: about a gigabyte with what a solver adds."""


@dataclass(frozen=True, eq=False)
class Expansion:
    """
    A game's tree, and where in the game each of its information sets is.

    Parameters
    ----------
    tree : Tree
    period, stage, state, type : int arrays, shape (information sets,)
        Indices into the game's periods, stages, live states and the owner's types.
    """

    tree: Tree
    period: NDArray[np.int64]
    stage: NDArray[np.int64]
    state: NDArray[np.int64]
    type: NDArray[np.int64]


def count_tree(game: Game) -> float:
    """Return how many nodes `expand` would build, by dynamic programming; inf where floats overflow."""
    profiles = len(profiles_of(game))
    return profiles * (1 + count_nodes(game)) + (profiles > 1)


def expand(game: Game, *, limit: int = NODE_LIMIT) -> Tree:
    """
    Write a game out as a tree.

    Parameters
    ----------
    game : Game
    limit : int
        Most nodes that may be built.

    Returns
    -------
    Tree
        Of perfect recall, payoffs worth what they are at the start (discount**period), ends as outcomes. Types of
        prior 0 are left out.

    Raises
    ------
    InputError
        If the tree would have more nodes, counted before any is built.
    """
    return expand_positions(game, limit=limit).tree


def expand_positions(game: Game, *, limit: int = NODE_LIMIT) -> Expansion:
    """Write a game out as a tree, as `expand` does, and keep where in the game each information set is."""
    nodes = count_tree(game)
    if nodes > limit:
        raise InputError(
            f"the tree of {game.title or 'this game'} would have {nodes:.3g} nodes",
            field="periods",
            wanted=f"at most {limit:,}",
            mend="take fewer periods, or the belief solver",
        )
    public, profiles = grow_public_tree(game), profiles_of(game)
    owners = np.array([-1 if one.player is None else one.player for one in game.stages])
    deciding = np.flatnonzero(public.deciding)
    kinds = [sorted(set(column)) for column in zip(*profiles, strict=True)]
    owner = owners[public.stage[deciding]]
    own_types = np.array([len(one) for one in kinds])[owner]
    base = np.concatenate(([0], np.cumsum(own_types)))
    place = np.repeat(deciding, own_types)
    rank = np.arange(base[-1]) - np.repeat(base[:-1], own_types)
    kind = np.array([kinds[o][r] for o, r in zip(np.repeat(owner, own_types), rank, strict=True)], np.int64)
    first = np.full(len(public.parent), -1)
    first[deciding] = base[:-1]
    tree = Tree(
        game.title,
        tuple(one.name for one in game.players),
        name_infosets(game, public, place, kind),
        *copy_profiles(game, public, profiles, infosets_at(public, profiles, kinds, first, owners)),
    )
    return Expansion(tree, public.period[place], public.stage[place], public.state[place], kind)


def profiles_of(game: Game) -> list[tuple[int, ...]]:
    """Return the profiles of types that can be drawn, the last player's changing fastest."""
    profiles: list[tuple[int, ...]] = [()]
    for player in game.players:
        likely = [kind for kind, prior in enumerate(player.prior) if prior > 0]
        profiles = [(*profile, kind) for profile in profiles for kind in likely]
    return profiles


def infosets_at(
    public: PublicTree,
    profiles: list[tuple[int, ...]],
    kinds: list[list[int]],
    first: NDArray[np.int64],
    owners: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Return the information set of each public node and profile, shape (P, profiles); −1 where nobody decides."""
    ranks = np.array([[kinds[i].index(kind) for i, kind in enumerate(profile)] for profile in profiles])
    owner = np.where(first >= 0, owners[public.stage], 0)
    return np.where(first[:, None] >= 0, first[:, None] + ranks[:, owner].T, -1)


def copy_profiles(
    game: Game, public: PublicTree, profiles: list[tuple[int, ...]], infosets: NDArray[np.int64]
) -> tuple[
    NDArray[np.int32],
    NDArray[np.int32],
    NDArray[np.int32],
    NDArray[np.float64],
    NDArray[np.float64],
    NDArray[np.int32],
    tuple[str, ...],
    dict[int, tuple[str, ...]],
]:
    """Return the tree's arrays from `infoset` on: the public tree once for each profile, under a draw of types."""
    copies, size = len(profiles), len(public.parent)
    above = int(copies > 1)
    nodes = above + size * copies
    index = above + np.arange(size)[:, None] * copies + np.arange(copies)
    names = tuple(dict.fromkeys(game.outcomes))
    outcome_names = np.array([names.index(one) for one in game.outcomes])
    infoset, parent, action = (np.full(nodes, -1, np.int32) for _ in range(3))
    chance, payoffs, outcome = np.ones(nodes), np.zeros((nodes, len(game.players))), np.full(nodes, -1, np.int32)
    infoset[index] = infosets
    inner = public.parent >= 0
    parent[index[inner]] = index[public.parent[inner]]
    action[index] = public.action[:, None]
    chance[index] = public.chance[:, None]
    kinds = np.array(profiles)
    for player in range(len(game.players)):
        payoffs[index, player] = public.payoffs[:, player, kinds[:, player]]
    ended = public.outcome >= 0
    outcome[index[ended]] = outcome_names[public.outcome[ended]][:, None]
    labels = {
        int(node): public.labels[place] for place in np.flatnonzero(public.random).tolist() for node in index[place]
    }
    if above:
        parent[index[0]], action[index[0]] = 0, np.arange(copies)
        chance[index[0]] = prior_of(game, profiles)
        several = [player for player in range(len(game.players)) if len(game.players[player].types) > 1]
        labels[0] = tuple(
            ", ".join(game.players[player].types[profile[player]] for player in several) for profile in profiles
        )
    return infoset, parent, action, chance, payoffs, outcome, names, labels


def prior_of(game: Game, profiles: list[tuple[int, ...]]) -> NDArray[np.float64]:
    """Return the probability of each profile, scaled to sum to 1."""
    priors = [math.prod(one.prior[kind] for one, kind in zip(game.players, p, strict=True)) for p in profiles]
    return np.array(priors) / math.fsum(priors)


def name_infosets(
    game: Game, public: PublicTree, place: NDArray[np.int64], kind: NDArray[np.int64]
) -> tuple[InformationSet, ...]:
    """Return the information sets with labels such as `challenger[bluffing] week 2: massed, none`."""
    numbers = [0] * len(game.players)
    found = []
    for node, own in zip(place.tolist(), kind.tolist(), strict=True):
        stage, state, period = int(public.stage[node]), int(public.state[node]), int(public.period[node])
        owner = game.stages[stage].player
        assert owner is not None  # only a player's stage has deciding nodes
        numbers[owner] += 1
        legal = np.flatnonzero(game.legal[period, stage, state, : len(game.stages[stage].moves)])
        found.append(
            InformationSet(
                owner,
                numbers[owner],
                label_decision(game, period, stage, state, own),
                tuple(game.stages[stage].moves[move] for move in legal),
            )
        )
    return tuple(found)
