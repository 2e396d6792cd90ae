"""Draws of the coercive crisis, each solved once: played as a truth, and asked what follows from all evidences."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from demarche.errors import InputError
from demarche.forecasting import Sighting
from demarche.game import (
    BeliefPolicy,
    Evidence,
    Game,
    Solution,
    compile_spec,
    draw_parameters,
    load_spec,
    simulate,
)
from demarche.game.conditioning import Solved, forecast_each
from demarche.game.ensemble import TOLERANCE
from demarche.game.solvers.belief import Report, check_rationality, choose_grid, sweep_back
from demarche.game.solvers.belief_course import propagate_on_grid
from eval.calibration.observer import Floats, evidence_by, observe_run

ATTACK = ("limited war", "full war", "wider war")
SPEC = """
template: coercive-crisis
calendar: {{start: 2031-01-06, periods: {periods}}}
initial: {{posture: massed}}
"""


@dataclass(frozen=True)
class Design:
    """
    What a study is of.

    Parameters
    ----------
    pool : int
        Draws of the parameters, of which a truth is one and the forecaster's are the others.
    replicates : int
        Truths: a draw picked at random each, its types, moves and reports.
    weeks, horizon : int
        Seen, and forecast.
    seed : int
    told : tuple of int
        The evidences of each replicate are of so many first weeks; the last must be `weeks`.
    intervals : pair of int
        Of the belief grids of players of three types, and of two; those that a forecast has, if not given otherwise.
    """

    pool: int = 100
    replicates: int = 320
    weeks: int = 4
    horizon: int = 8
    seed: int = 2026
    told: tuple[int, ...] = (4,)
    intervals: tuple[int, int] = (4, 2)

    @property
    def periods(self) -> int:
        """Weeks in all."""
        return self.weeks + self.horizon

    def parameters(self) -> dict[str, Floats]:
        """Return the pool's parameters by name."""
        return draw_parameters(_spec(self), self.pool, np.random.default_rng(self.seed))

    def game(self, member: int) -> Game:
        """Compile a member of the pool."""
        return compile_spec(_spec(self), {name: float(row[member]) for name, row in self.parameters().items()})

    def truths(self) -> list[int]:
        """Return the member of the pool that each replicate's truth is."""
        rng = np.random.default_rng([self.seed, 1])
        return sorted(int(one) for one in rng.integers(self.pool, size=self.replicates))


@dataclass(frozen=True)
class Replicate:
    """A truth as it went: its draw and types, how and when it ended, and what was told of it."""

    member: int
    types: tuple[int, ...]
    attacked: bool
    ended: int
    sightings: tuple[Sighting, ...]
    evidences: tuple[Evidence, ...]


@dataclass(frozen=True, eq=False)
class Played:
    """A member of the pool after its solution: its replicates, and how far the solver got."""

    replicates: tuple[Replicate, ...]
    unsettled: int
    refused: str = ""


def play_member(design: Design, member: int, folder: Path) -> Played:
    """Solve a member, keep its strategies in a file, and play the replicates whose truth it is, with exact beliefs."""
    runs = design.truths().count(member)
    try:
        game = design.game(member)
    except InputError as error:
        return Played((), 0, str(error))
    names = {player.name: design.intervals[0 if len(player.types) > 2 else 1] for player in game.players}
    lambdas = check_rationality(game, None)
    sweep = sweep_back(game, choose_grid(game, names), lambdas, TOLERANCE, keep=runs > 0)
    solved, report = Solved(game, sweep.layout, sweep.played), Report.of(sweep.report)
    with _file(folder, member).open("wb") as file:
        pickle.dump(solved, file, protocol=5)
    if not runs:
        return Played((), report.unsettled)
    course = propagate_on_grid(game, sweep.layout, sweep.played)
    policy = BeliefPolicy(game, sweep.layout, lambdas, TOLERANCE, sweep.values, course)
    solution = Solution(
        "belief", lambdas, report.unsettled == 0, report.iterations, report.residual, report.regret, None, (),
        course.probabilities, detail=policy,
    )  # fmt: skip
    rng = np.random.default_rng([design.seed, 2, member])
    return Played(tuple(_replicates(design, member, solution, rng, runs)), report.unsettled)


def _replicates(
    design: Design, member: int, solution: Solution, rng: np.random.Generator, runs: int
) -> list[Replicate]:
    game: Game = solution.detail.game
    simulation = simulate(game, solution, runs=runs, rng=rng)
    attack = [game.outcomes.index(name) for name in ATTACK]
    found = []
    for run in range(runs):
        sightings = observe_run(simulation, run, design.weeks, rng)
        evidences = tuple(evidence_by(sightings, weeks, design.weeks, game) for weeks in design.told)
        types = tuple(int(kind) for kind in simulation.types[run])
        attacked = int(simulation.outcome[run]) in attack
        found.append(Replicate(member, types, attacked, int(simulation.ended[run]), sightings, evidences))
    return found


def forecast_member(folder: Path, member: int, evidences: tuple[Evidence, ...]) -> tuple[Floats, Floats, Floats]:
    """
    Ask a member what follows from all evidences.

    Returns
    -------
    tuple of float arrays
        Log likelihoods, shape (I,); probabilities of types, shape (I, W); of an attack by the horizon, shape (I,).
    """
    with _file(folder, member).open("rb") as file:
        solved: Any = pickle.load(file)
    logs, types, by_period = forecast_each(solved, evidences)
    attack = [solved.game.outcomes.index(name) for name in ATTACK]
    return logs, types, by_period[:, -1, attack].sum(axis=1)


def _spec(design: Design) -> Any:
    return load_spec(SPEC.format(periods=design.periods))


def _file(folder: Path, member: int) -> Path:
    return folder / f"member-{member}.pickle"
