"""The moves of a stage as arrays: where they are legal, where they lead, and with what probability."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from demarche.errors import InputError
from demarche.game.spec.payoffs import Payoffs
from demarche.game.spec.scope import Expression
from demarche.game.spec.specification import Branch, MoveSpec, StageSpec
from demarche.game.spec.statespace import StateSpace
from demarche.game.spec.terms import Frame

PROBABILITY_TOLERANCE = 1e-9


@dataclass
class StageArrays:
    """
    A stage over all combinations of the variables, before those that are not reached are dropped.

    Parameters
    ----------
    legal : bool array, shape (T, S, A)
    successors : int array, shape (T, S, A, B)
        0…S−1 a state, S…S+E−1 an end, −1 padding.
    probabilities : float array, shape (T, S, A, B)
    payoffs : list of dict
        By move: player's index → array that broadcasts to (T, S, K).
    uses_period : bool
        Whether the period decides what is legal or where moves lead.
    faults : list of Faults
        By move: what is wrong with it, and in which cells (T, S); it counts where a cell is reached and the move legal.
    """

    legal: NDArray[np.bool_]
    successors: NDArray[np.int64]
    probabilities: NDArray[np.float64]
    payoffs: list[dict[int, NDArray[np.float64]]]
    uses_period: bool
    faults: list[Faults] = field(default_factory=list)

    def settle(self, reached: NDArray[np.bool_], kept: NDArray[np.int64], stage: StageSpec, space: StateSpace) -> None:
        """
        Refuse what is wrong in cells that play can reach, and bar moves out of the game in the others.

        Every cell keeps a legal move; where play never comes and there is none, the first stays where it is.

        Parameters
        ----------
        reached : bool array, shape (T, S)
        kept : int array
            The states that play comes to at some time.
        stage : StageSpec
        space : StateSpace
        """
        for at, (move, faults) in enumerate(zip(stage.moves, self.faults, strict=True)):
            broken = np.zeros(reached.shape, dtype=np.bool_)
            for fault in faults.found:
                cells = fault.cells & self.legal[:, :, at]
                if (seen := cells & reached).any():
                    raise fault.error(move, stage, seen, space)
                broken |= cells
            if broken.any():
                self.legal[:, :, at] &= ~broken
        # Where play never comes, a move may lead to where it never comes, either; −1 is padding.
        if len(kept) < space.size:
            dropped = np.ones(max(space.size, self.successors.max() + 1) + 1, dtype=np.bool_)
            dropped[kept] = dropped[space.size :] = False
            self.legal &= ~dropped[self.successors].any(axis=3)
        self._check_any_legal(reached, stage, space)
        self.probabilities[~self.legal] = 0.0
        self.successors[~self.legal] = -1

    def _check_any_legal(self, reached: NDArray[np.bool_], stage: StageSpec, space: StateSpace) -> None:
        stuck = ~self.legal.any(axis=2)
        if not stuck.any():
            return
        if (seen := stuck & reached).any():
            period, state = np.argwhere(seen)[0]
            raise stage.place.error(
                f"stage '{stage.name}' has no legal move",
                wanted="at least one in every state that play can reach",
                got=f"none in state '{space.names()[state]}', period {period}",
            )
        periods, states = np.nonzero(stuck)
        self.legal[periods, states, 0] = True
        self.successors[periods, states, 0] = -1
        self.probabilities[periods, states, 0] = 0.0
        self.successors[periods, states, 0, 0] = states
        self.probabilities[periods, states, 0, 0] = 1.0


@dataclass
class Fault:
    """Something that is wrong with a move in some cells (T, S)."""

    cells: NDArray[np.bool_]
    branch: Branch
    message: str
    wanted: str
    values: NDArray[np.float64]

    def error(self, move: MoveSpec, stage: StageSpec, seen: NDArray[np.bool_], space: StateSpace) -> InputError:
        """Return the error that names the first cell of those that play can reach."""
        period, state = np.argwhere(seen)[0]
        source = self.branch.place if self.branch.probability is None else self.branch.probability.source.place
        value = np.broadcast_to(self.values, seen.shape)[period, state]
        where = f"in state '{space.names()[state]}', period {period}"
        called = f"move '{move.name}' of stage '{stage.name}'" if stage.player is not None else f"stage '{stage.name}'"
        return source.error(f"{called}: {self.message}", wanted=self.wanted, got=f"{value:g} {where}")


@dataclass
class Faults:
    """What is wrong with one move."""

    found: list[Fault] = field(default_factory=list)

    def note(
        self, cells: NDArray[np.bool_], branch: Branch, message: str, wanted: str, values: NDArray[np.float64]
    ) -> None:
        """Keep a fault where there is one."""
        if cells.any():
            self.found.append(Fault(cells, branch, message, wanted, values))


def compile_stage(stage: StageSpec, frame: Frame, periods: int, space: StateSpace, payoffs: Payoffs) -> StageArrays:
    """
    Evaluate a stage's moves.

    Parameters
    ----------
    stage : StageSpec
    frame : Frame
    periods : int
    space : StateSpace
    payoffs : Payoffs
        Gives what the moves pay, ends whose payoffs depend on the state included.
    """
    widest = max(len(move.branches) for move in stage.moves)
    shape = (periods, space.size, len(stage.moves))
    arrays = StageArrays(
        np.ones(shape, dtype=np.bool_),
        np.full((*shape, widest), -1, dtype=np.int64),
        np.zeros((*shape, widest)),
        [],
        _uses_period(stage),
    )
    for at, move in enumerate(stage.moves):
        if move.when is not None:
            arrays.legal[:, :, at] = _cells(move.when, frame, shape[:2])
        faults = Faults()
        _fill(arrays, (at, move), frame, space, faults)
        arrays.faults.append(faults)
        arrays.payoffs.append(payoffs.of_move(move, arrays.probabilities[:, :, at]))
    return arrays


def _uses_period(stage: StageSpec) -> bool:
    expressions = [move.when for move in stage.moves if move.when is not None]
    expressions += [one for move in stage.moves for branch in move.branches for one in branch.changes.values()]
    return any("t" in one.term.uses for one in expressions)


def _cells(expression: Expression, frame: Frame, shape: tuple[int, ...]) -> NDArray[np.float64]:
    value = np.asarray(expression.evaluate(frame))
    return np.broadcast_to(value[:, :, 0] if value.ndim else value, shape)


def _fill(arrays: StageArrays, numbered: tuple[int, MoveSpec], frame: Frame, space: StateSpace, faults: Faults) -> None:
    at, move = numbered
    shape = arrays.legal.shape[:2]
    total: NDArray[np.float64] = np.zeros(())
    for number, branch in enumerate(move.branches):
        arrays.successors[:, :, at, number] = _successors(branch, frame, space, shape, faults)
        if branch.probability is None:
            continue
        share = _cells(branch.probability, frame, shape)
        faults.note(
            ~((share >= 0.0) & (share <= 1.0 + PROBABILITY_TOLERANCE)),
            branch,
            "the probability of a branch is out of bounds",
            "0 to 1",
            share,
        )
        arrays.probabilities[:, :, at, number] = share
        total = total + share
    for number, branch in enumerate(move.branches):
        if branch.probability is None:
            arrays.probabilities[:, :, at, number] = np.maximum(1.0 - total, 0.0)
            faults.note(
                np.broadcast_to(total > 1.0 + PROBABILITY_TOLERANCE, shape),
                branch,
                "the probabilities of the branches exceed 1",
                "a sum of at most 1",
                total,
            )
            return
    faults.note(
        np.broadcast_to(np.abs(total - 1.0) > PROBABILITY_TOLERANCE, shape),
        move.branches[0],
        "the probabilities of the branches do not sum to 1",
        "a sum of 1, or one branch without any",
        total,
    )


def _successors(
    branch: Branch, frame: Frame, space: StateSpace, shape: tuple[int, ...], faults: Faults
) -> NDArray[np.int64]:
    if branch.end is not None:
        return np.full((1, 1), space.size + branch.end)
    states = np.arange(space.size).reshape(1, -1)
    for name, expression in branch.changes.items():
        value = np.asarray(expression.evaluate(frame))
        value = value[:, :, 0] if value.ndim else value.reshape(1, 1)
        codes = space.code_of_each(name, value)
        faults.note(
            np.broadcast_to(codes < 0, shape),
            Branch(None, None, {}, expression.source.place),
            f"it leads to no value of {name}",
            " or ".join(space.words(name)),
            np.asarray(value, dtype=float),
        )
        states = states + (np.maximum(codes, 0) - space.codes(name).reshape(1, -1)) * space.stride(name)
    return states
