"""What a solver returns: strategies and outcomes, and always how far it got."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class InfosetStrategy:
    """
    What is played at one information set.

    Parameters
    ----------
    player, infoset : int
        Numbers from 1; for an `.efg` the file's own.
    label : str
        For a crisis spec: player, type, period, stage and state, in words.
    actions : tuple of str
    probabilities : tuple of float
    """

    player: int
    infoset: int
    label: str
    actions: tuple[str, ...]
    probabilities: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Solution:
    """
    An agent logit quantal response equilibrium, or what a solver reached of it.

    Parameters
    ----------
    solver : str
        `belief` or `tree`.
    rationality : tuple of float
        λ of each player.
    converged : bool
        Whether the residual is within the tolerance everywhere.
    iterations : int
        Of the tree's solver: all; of the belief solver: the most at any grid point.
    residual : float
        Largest gap between a strategy and the logit response to it, as the solver sees it.
    regret : float
        Largest gain, in payoff, of a single deviation at an information set (logit players have some).
    branch_warning : str or None
        Where several fixed points were found from several starts.
    infosets : tuple of InfosetStrategy
        All of a tree's; of a crisis spec those of the first period at the prior.
    outcomes : tuple of (name, probability)
    strategies : list of arrays, optional
        The tree solver's: one array of probabilities for each information set of the `Tree`, in its order.
    values : array, optional
        Of the tree solver: shape (V, N), expected payoffs from each node on.
    detail : object, optional
        The belief solver's whole policy (see `demarche.game.solvers.belief`).
    """

    solver: str
    rationality: tuple[float, ...]
    converged: bool
    iterations: int
    residual: float
    regret: float
    branch_warning: str | None
    infosets: tuple[InfosetStrategy, ...]
    outcomes: tuple[tuple[str, float], ...]
    strategies: list[NDArray[np.float64]] = field(default_factory=list, repr=False)
    values: NDArray[np.float64] | None = field(default=None, repr=False)
    detail: Any = field(default=None, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the contract's JSON object."""
        return {
            "solver": self.solver,
            "rationality": self.rationality[0] if len(set(self.rationality)) == 1 else list(self.rationality),
            "converged": self.converged,
            "iterations": self.iterations,
            "residual": self.residual,
            "regret": self.regret,
            "branch_warning": self.branch_warning,
            "infosets": [msgspec.to_builtins(one) for one in self.infosets],
            "outcomes": [{"name": name, "probability": probability} for name, probability in self.outcomes],
        }

    def to_json(self) -> str:
        """Return `to_dict` as indented JSON."""
        return msgspec.json.format(msgspec.json.encode(self.to_dict()), indent=2).decode()
