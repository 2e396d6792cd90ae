"""
Many draws of a game's parameters, each solved: what is known of the outcome when the parameters are not.

Draw i is the same whatever else is drawn (common random numbers), the results come in order, and a draw is solved by
one process from start to end: the same seed gives the same bytes whatever the number of workers.
"""

from __future__ import annotations

import hashlib
import math
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np

from demarche.errors import InputError, SolveError
from demarche.game.conditioning import Solved, condition
from demarche.game.ensemble_file import VERSION, DrawResult, Header, ResultsFile
from demarche.game.model import Game
from demarche.game.parameters import draw_parameters
from demarche.game.questions import Answer, Question, check_question, stack_answers
from demarche.game.solvers.belief import (
    Grid,
    Report,
    check_memory,
    check_rationality,
    choose_grid,
    sweep_back,
)
from demarche.game.solvers.belief_arrays import Floats
from demarche.game.solvers.belief_course import propagate_on_grid
from demarche.game.spec import Spec, compile_spec

TOLERANCE = 1e-6
"""Of an ensemble's fixed points: a hundredth of the error of the grids that one can afford a thousand times."""
FIXED_POINTS = 100_000
"""Of a draw's default grid: a few tenths of a second on one core of 2024."""
MEMORY_BYTES = 500_000_000
"""What one worker's solution may take."""


@dataclass(frozen=True, eq=False)
class Ensemble:
    """
    D draws of a game.

    Parameters
    ----------
    outcomes : tuple of str
        The ends, then the horizon's.
    parameters : mapping from name to float array, shape (D,)
    by_period : float array, shape (D, T, E + 1)
        Probability that the game has ended so by the end of a period; the last: still live. NaN where refused.
    converged : bool array, shape (D,)
    iterations : int array, shape (D,)
    residual : float array, shape (D,)
    branches : int array, shape (D,)
        Trials from other starts that reached other fixed points.
    refused : mapping from draw to reason
        Draws whose parameters make no game.
    answer : Answer or None
        To the question that was asked, with a first axis over the D draws; NaN where refused.
    """

    outcomes: tuple[str, ...]
    parameters: Mapping[str, Floats]
    by_period: Floats
    converged: np.ndarray[tuple[int], np.dtype[np.bool_]]
    iterations: np.ndarray[tuple[int], np.dtype[np.int64]]
    residual: Floats
    branches: np.ndarray[tuple[int], np.dtype[np.int64]]
    refused: Mapping[int, str]
    answer: Answer | None = None

    @property
    def probabilities(self) -> Floats:
        """Probabilities of the outcomes over the whole horizon, shape (D, E + 1)."""
        return self.by_period[:, -1]

    def quantiles(self, levels: tuple[float, ...] = (0.05, 0.5, 0.95)) -> Floats:
        """Return quantiles over the draws that were solved, shape (levels, T, E + 1)."""
        solved = self.by_period[~np.isnan(self.by_period[:, 0, 0])]
        found: Floats = np.quantile(solved, levels, axis=0)
        return found


@dataclass(frozen=True, eq=False)
class _Task:
    """What a worker needs to solve any draw."""

    spec: Spec
    parameters: dict[str, Floats]
    grid: Grid | Mapping[str, Grid] | None
    tolerance: float
    question: Question | None

    def game(self, draw: int, changed: Mapping[str, float] | None = None) -> Game:
        """Compile a draw, or a draw with some parameters changed."""
        values = {name: float(values[draw]) for name, values in self.parameters.items()}
        return compile_spec(self.spec, values | dict(changed or {}))

    def solve(self, draw: int) -> DrawResult:
        """Solve a draw; one whose parameters make no game is refused, not raised."""
        try:
            solved, report = self._sweep(self.game(draw))
            changed = None
            if self.question is not None and self.question.changed:
                changed, after = self._sweep(self.game(draw, self.question.changed))
                report = max(report, after, key=lambda one: one.residual)
        except InputError as error:
            return DrawResult(draw=draw, refused=str(error))
        course = propagate_on_grid(solved.game, solved.layout, solved.played)
        answer = () if self.question is None else condition(solved, self.question, changed).flat().tolist()
        return DrawResult(
            draw=draw,
            converged=report.unsettled == 0,
            iterations=report.iterations,
            residual=report.residual,
            regret=report.regret,
            branches=report.branches,
            by_period=tuple(tuple(float(one) for one in row) for row in course.by_period),
            answer=tuple(one if math.isfinite(one) else None for one in answer),
        )

    def _sweep(self, game: Game) -> tuple[Solved, Report]:
        settings = choose_grid(game, self.grid, FIXED_POINTS)
        sweep = sweep_back(game, settings, check_rationality(game, None), self.tolerance, keep=False)
        return Solved(game, sweep.layout, sweep.played), Report.of(sweep.report)


_worker: list[_Task] = []
"""The task of this process: set once in each worker before its first draw, as a pool's initializer must."""


def _begin_worker(task: _Task) -> None:
    _worker[:] = [task]


def _solve_in_worker(draw: int) -> DrawResult:
    return _worker[0].solve(draw)


def solve_ensemble(
    spec: Spec,
    *,
    draws: int,
    seed: int,
    workers: int | None = None,
    grid: Grid | Mapping[str, Grid] | None = None,
    tolerance: float = TOLERANCE,
    set: Mapping[str, float] | None = None,  # noqa: A002 - the word users know
    question: Question | None = None,
    progress: Callable[[int, int], None] | None = None,
    resume_from: Path | str | None = None,
) -> Ensemble:
    """
    Solve a game for many draws of its parameters.

    Parameters
    ----------
    spec : Spec
    draws : int
    seed : int
        Draw i depends on the seed, its number and the parameter's name alone.
    workers : int, optional
        Processes; one a core where left out. They are spawned, so that a script that calls this needs the usual
        ``if __name__ == "__main__"``; with 1 everything is done in this process.
    grid : as of `solve_beliefs`
    tolerance : float
    set : mapping of str to float, optional
        Parameters held at a value in every draw; what the others are drawn as does not change.
    question : Question, optional
        Asked of every draw: what was seen of the game, and what then comes.
    progress : callable, optional
        Called with the draws done and all draws.
    resume_from : path, optional
        Results are appended here one by one; draws that it holds already are not solved again, and it may be asked
        for more draws later.

    Raises
    ------
    InputError
        Before any work, if the grid does not fit in memory or the file is of another ensemble.
    """
    if draws < 1:
        raise InputError("nothing to draw", field="draws", wanted="at least 1", got=str(draws))
    game = compile_spec(spec, set)  # refuses what `set` may not name
    drawn = draw_parameters(spec, draws, np.random.default_rng(seed))
    held = {name: np.full(draws, value) for name, value in (set or {}).items()}
    task = _Task(spec, drawn | held, grid, tolerance, question)
    if question is not None:
        check_question(game, question)
        _check_changed(game, compile_spec(spec, {**(set or {}), **question.changed}))
    check_memory(game, choose_grid(game, grid, FIXED_POINTS), MEMORY_BYTES)
    header = Header(
        ensemble=VERSION, digest=_digest(task, game, seed), outcomes=game.outcomes, periods=game.calendar.periods
    )
    with ExitStack() as stack:
        file = stack.enter_context(ResultsFile(Path(resume_from), header)) if resume_from is not None else None
        results = list(file.results[:draws]) if file else []
        for result in _solve_all(task, range(len(results), draws), workers or os.cpu_count() or 1):
            if file:
                file.append(result)
            results.append(result)
            if progress is not None:
                progress(len(results), draws)
    return _gather(task, game, results)


def _solve_all(task: _Task, todo: range, workers: int) -> Iterator[DrawResult]:
    """Solve draws in order; the first here, so that the machine code lies compiled on disk before workers start."""
    alone = todo if workers == 1 else todo[:1]
    for draw in alone:
        yield task.solve(draw)
    rest = todo[len(alone) :]
    if not rest:
        return
    pool = ProcessPoolExecutor(
        min(workers, len(rest)),
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_begin_worker,
        initargs=(task,),
    )
    try:
        with _deaf_to_interrupts():
            results = pool.map(_solve_in_worker, rest)
        yield from results
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Let processes that start here take no notice of Ctrl-C: this one hears it, and ends them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _check_changed(game: Game, changed: Game) -> None:
    """Refuse a change after which belief and state would have no meaning."""
    types = [player.types for player in game.players]
    if game.states != changed.states or types != [player.types for player in changed.players]:
        raise InputError(
            "a change during the crisis may not change who there is or what can be",
            field="changed",
            wanted="the same types and states",
            mend="set it in the spec instead, for the whole of the crisis",
        )


def _digest(task: _Task, game: Game, seed: int) -> str:
    """Name an ensemble by what it is of: the game at its defaults, its parameters, seed, grid and tolerance."""
    digest = hashlib.sha256(repr((VERSION, seed, task.tolerance, choose_grid(game, task.grid, FIXED_POINTS))).encode())
    digest.update(repr((game.players, game.stages, game.states, game.outcomes, game.calendar, game.initial)).encode())
    digest.update(repr(sorted(task.spec.parameters.items())).encode())
    digest.update(repr(task.question).encode())
    first: dict[str, float] = {name: float(values[0]) for name, values in task.parameters.items()}
    digest.update(msgspec.json.encode(first, order="sorted"))
    for array in (
        *(game.legal, game.successors, game.probabilities, game.move_payoffs),
        *(game.state_payoffs, game.end_payoffs, game.horizon_payoffs),
    ):
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()


def _gather(task: _Task, game: Game, results: list[DrawResult]) -> Ensemble:
    """Put the results into arrays."""
    by_period = np.full((len(results), game.calendar.periods, len(game.outcomes)), np.nan)
    for row, result in enumerate(results):
        if result.by_period:
            by_period[row] = result.by_period
    return Ensemble(
        outcomes=game.outcomes,
        parameters=task.parameters,
        by_period=by_period,
        converged=np.array([one.converged for one in results]),
        iterations=np.array([one.iterations for one in results]),
        residual=np.array([one.residual for one in results]),
        branches=np.array([one.branches for one in results]),
        refused={one.draw: one.refused for one in results if one.refused},
        answer=_gather_answers(task.question, game, results),
    )


def _gather_answers(question: Question | None, game: Game, results: list[DrawResult]) -> Answer | None:
    if question is None:
        return None
    width = max((len(one.answer) for one in results), default=0)
    if width == 0:
        raise SolveError(f"no draw makes a game; the first: {results[0].refused}", reached=len(results))
    nothing = (math.nan,) * width
    rows = [[math.nan if x is None else x for x in one.answer or nothing] for one in results]
    return stack_answers(game, question, rows)
