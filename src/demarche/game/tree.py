"""The explicit game tree: an extensive-form game of perfect recall, as arrays in which parents come before children."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class InformationSet:
    """
    What one player cannot tell apart.

    Parameters
    ----------
    player : int
        Index of the owner, 0…N−1.
    number : int
        The file's own number (an `.efg` numbers from 1 for each player).
    label : str
    actions : tuple of str
    """

    player: int
    number: int
    label: str
    actions: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Tree:
    """
    An extensive-form game.

    V nodes, parents before children; node 0 is the root.

    Parameters
    ----------
    title : str
    players : tuple of str, length N
    infosets : tuple of InformationSet
    infoset : int32 array, shape (V,)
        Index of a decision node's information set; −1 at chance nodes and terminal nodes.
    parent : int32 array, shape (V,)
        −1 at the root.
    action : int32 array, shape (V,)
        Index of the action (or chance branch) at the parent that leads here; −1 at the root.
    chance : float array, shape (V,)
        Probability of the branch that leads here where the parent is a chance node; 1 elsewhere.
    payoffs : float array, shape (V, N)
        Paid when the node is reached; payoffs add up along a path (an `.efg` may pay before the end).
    outcome : int32 array, shape (V,)
        Index into `outcomes` at terminal nodes that carry a name; −1 elsewhere.
    outcomes : tuple of str
        Names of outcomes.
    chance_labels : dict of int to tuple of str
        Names of the branches of chance nodes; a node may be missing, its branches then go by number.
    comment : str
    """

    title: str
    players: tuple[str, ...]
    infosets: tuple[InformationSet, ...]
    infoset: NDArray[np.int32]
    parent: NDArray[np.int32]
    action: NDArray[np.int32]
    chance: NDArray[np.float64]
    payoffs: NDArray[np.float64]
    outcome: NDArray[np.int32]
    outcomes: tuple[str, ...]
    chance_labels: dict[int, tuple[str, ...]] = field(default_factory=dict, repr=False)
    comment: str = ""

    @property
    def action_counts(self) -> NDArray[np.int64]:
        """How many actions each information set has."""
        return np.array([len(one.actions) for one in self.infosets], np.int64)
