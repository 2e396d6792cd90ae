"""
The payoffs of a spec as arrays.

An end's payoff may depend on the state in which it is reached, a `Game`'s may not. So where it does, it is paid by the
move that leads to the end, weighed by the branch's probability: expected payoffs, and so strategies, are the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from demarche.game.spec.scope import Expression
from demarche.game.spec.specification import EndSpec, MoveSpec, Spec
from demarche.game.spec.statespace import StateSpace
from demarche.game.spec.terms import Frame

if TYPE_CHECKING:
    from demarche.game.spec.moves import StageArrays


class Payoffs:
    """Evaluates payoffs in a frame; refuses what is not finite, with its place in the spec and in the game."""

    def __init__(self, spec: Spec, frame: Frame, periods: int, space: StateSpace) -> None:
        self.spec, self.frame, self.periods, self.space = spec, frame, periods, space
        self.types = [frame.types[player.role] for player in spec.players]
        self.wide = max(one.shape[2] for one in self.types)
        self.of_the_state = [self._by_state(end) for end in spec.ends]

    def _by_state(self, end: EndSpec) -> dict[int, NDArray[np.float64]]:
        return {player: self.values(one, player) for player, one in end.payoffs.items() if "state" in one.term.uses}

    def values(self, expression: Expression, player: int) -> NDArray[np.float64]:
        """Return a player's payoff, shape (T or 1, S or 1, K or 1)."""
        value = np.asarray(expression.evaluate(self.frame), dtype=np.float64)
        if value.ndim == 0:
            value = value.reshape(1, 1, 1)
        if not np.isfinite(value).all():
            self._refuse(expression, player, value)
        return value

    def _refuse(self, expression: Expression, player: int, value: NDArray[np.float64]) -> None:
        cell = tuple(int(one) for one in np.argwhere(~np.isfinite(value))[0])
        culprit, source = expression.term.culprit(self.frame, (cell[0], cell[1], cell[2]), expression.source)
        kind = self.spec.players[player].types[int(self.types[player].reshape(-1)[cell[2]])]
        where = [f"period {cell[0]}"] if value.shape[0] > 1 else []
        where += [f"state '{self.space.names()[cell[1]]}'"] if value.shape[1] > 1 else []
        where += [f"type '{kind}'"] if value.shape[2] > 1 else []
        raise expression.source.place.error(
            f"the payoff is not finite{' in ' if where else ''}{', '.join(where)}",
            wanted="a number",
            got=f"{value[cell]} from '{source.value}', line {source.place.line}, column {culprit.column} of it",
        )

    def of_move(self, move: MoveSpec, probabilities: NDArray[np.float64]) -> dict[int, NDArray[np.float64]]:
        """Return what a move pays, by player; `probabilities` of its branches have shape (T, S, B)."""
        result = {player: self.values(one, player) for player, one in move.payoffs.items()}
        for number, branch in enumerate(move.branches):
            if branch.end is None:
                continue
            for player, value in self.of_the_state[branch.end].items():
                paid = probabilities[:, :, number, None] * value
                result[player] = result[player] + paid if player in result else paid
        return result

    def of_moves(self, stages: list[StageArrays], kept: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the moves' payoffs, shape (T, M, S kept, A, N, K)."""
        moves = max(len(one.payoffs) for one in stages)
        paid = np.zeros((self.periods, len(stages), len(kept), moves, len(self.types), self.wide))
        for at, stage in enumerate(stages):
            for number, by_player in enumerate(stage.payoffs):
                for player, value in by_player.items():
                    chosen = value if value.shape[1] == 1 else value[:, kept]
                    paid[:, at, :, number, player, : self.count(player)] = chosen
            legal = stage.legal[:, kept]
            paid[:, at, :, : legal.shape[2]] *= legal[:, :, :, None, None]
        return paid

    def count(self, player: int) -> int:
        """Return how many types a player has in the game."""
        return int(self.types[player].shape[2])

    def of_states(self, kept: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the flows, shape (T, S kept, N, K)."""
        return self._by_player(self.spec.flows, (self.periods, len(kept)), kept)

    def of_ends(self) -> NDArray[np.float64]:
        """Return the ends' payoffs, as far as they do not depend on the state, shape (T, E, N, K)."""
        paid = np.zeros((self.periods, len(self.spec.ends), len(self.types), self.wide))
        for at, end in enumerate(self.spec.ends):
            for player, one in end.payoffs.items():
                if "state" not in one.term.uses:
                    paid[:, at, player, : self.count(player)] = self.values(one, player)[:, 0]
        return paid

    def of_horizon(self, kept: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the horizon's payoffs, shape (S kept, N, K); `t` is T there, and `date` the day after the last."""
        after, keep = float(self.periods), self.frame
        self.frame = Frame(
            keep.parameters,
            np.full((1, 1, 1), after),
            np.full((1, 1, 1), after * self.spec.step_days),
            keep.start,
            keep.states,
            keep.types,
        )
        paid: NDArray[np.float64] = self._by_player(self.spec.horizon.payoffs, (1, len(kept)), kept)[0]
        self.frame = keep
        return paid

    def _by_player(
        self, payoffs: Mapping[int, Expression], shape: tuple[int, int], kept: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        paid = np.zeros((*shape, len(self.types), self.wide))
        for player, one in payoffs.items():
            value = self.values(one, player)
            paid[:, :, player, : self.count(player)] = value if value.shape[1] == 1 else value[:, kept]
        return paid
