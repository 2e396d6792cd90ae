"""Which states play can be in, by period and stage."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from demarche.game.spec.moves import StageArrays
from demarche.game.spec.schema import listed
from demarche.game.spec.specification import Spec
from demarche.game.spec.statespace import StateSpace


@dataclass(frozen=True)
class Reach:
    """
    What play can come to.

    Parameters
    ----------
    stages : bool array, shape (T, M, S)
        Whether play can be in a state when a stage begins.
    horizon : bool array, shape (S,)
        Whether it can be in a state when the periods are over.
    ends : bool array, shape (E,)
    """

    stages: NDArray[np.bool_]
    horizon: NDArray[np.bool_]
    ends: NDArray[np.bool_]

    def kept(self) -> NDArray[np.int64]:
        """Return the numbers of the states that play can be in at any time."""
        return np.flatnonzero(self.stages.any(axis=(0, 1)) | self.horizon)


def reach(stages: list[StageArrays], initial: int, states: int, ends: int) -> Reach:
    """
    Follow play forward from the initial state.

    Every legal move and every branch counts, those of probability 0 included: which states a game has shall not hang
    on a parameter that happens to be 0.
    """
    periods = stages[0].legal.shape[0]
    steady = not any(stage.uses_period for stage in stages)
    reached = np.zeros((periods, len(stages), states), dtype=np.bool_)
    now = np.zeros(states + ends, dtype=np.bool_)
    ended = np.zeros(ends, dtype=np.bool_)
    now[initial] = True
    for period in range(periods):
        if steady and period and np.array_equal(reached[period - 1, 0], now[:states]):
            reached[period:] = reached[period - 1]  # the same from here on
            break
        for at, stage in enumerate(stages):
            reached[period, at] = now[:states]
            here = np.flatnonzero(now[:states])
            targets = stage.successors[period, here][stage.legal[period, here]]
            now = np.zeros(states + ends, dtype=np.bool_)
            now[targets[targets >= 0]] = True
            ended |= now[states:]
    return Reach(reached, now[:states], ended)


def check_coverage(spec: Spec, space: StateSpace, found: Reach) -> None:
    """
    Refuse a variable's value, or an end, that no play comes to: it is most often a slip of the pen.

    Raises
    ------
    InputError
    """
    kept = found.kept()
    for variable in spec.variables:
        if variable.bounds is not None:
            continue
        codes = set(space.codes(variable.name)[kept].tolist())
        missing = [word for code, word in enumerate(space.words(variable.name)) if code not in codes]
        if missing:
            raise variable.place.error(
                f"play never comes to {listed(missing)} of {variable.name}",
                wanted="only values that some move or branch leads to from the initial state",
            )
    for end, seen in zip(spec.ends, found.ends, strict=True):
        if not seen:
            raise end.place.error(
                f"play never comes to the end '{end.name}'", wanted="a move or branch that leads there"
            )
