"""Solved games run forward: simulation, exact histories, mass on the grid and the explicit tree say the same."""

from __future__ import annotations

import numpy as np
import pytest

from demarche.errors import InputError
from demarche.game.expansion import expand
from demarche.game.model import Game
from demarche.game.run import propagate, simulate
from demarche.game.solution import Solution
from demarche.game.solvers.belief import solve_beliefs
from demarche.game.solvers.tree import solve_tree
from demarche.game.spec import load_game

RUNS = 4_000


@pytest.fixture(scope="module")
def crisis() -> Game:
    text = "template: coercive-crisis\ntitle: short\ncalendar: {periods: 2}\ninitial: {posture: massed}\n"
    return load_game(text, set={"firm_share": 1.0})


@pytest.fixture(scope="module")
def solution(crisis: Game) -> Solution:
    return solve_beliefs(crisis, grid=8)


def test_histories_give_the_trees_outcomes(crisis: Game, solution: Solution) -> None:
    """Every history followed with its own belief leads to the explicit tree's outcomes."""
    course = propagate(crisis, solution)
    assert course.exact
    wanted = dict(solve_tree(expand(crisis), rationality=solution.rationality).outcomes)
    for name, probability in course.probabilities:
        assert probability == pytest.approx(wanted.get(name, 0.0), abs=1e-4)


def test_the_grid_gives_the_histories_outcomes(crisis: Game, solution: Solution) -> None:
    """Where histories are too many, mass is merged on the grid, and the answer stays within the grid's error."""
    exact, merged = propagate(crisis, solution), propagate(crisis, solution, limit=10)
    assert not merged.exact
    np.testing.assert_allclose(merged.by_period, exact.by_period, atol=1e-3)
    for stages, other in zip(merged.made, exact.made, strict=True):
        for made, wanted in zip(stages, other, strict=True):
            np.testing.assert_allclose(made, wanted, atol=1e-3)


def test_runs_come_out_as_they_should(crisis: Game, solution: Solution) -> None:
    """Frequencies of outcomes by period, and of moves by type, are within sampling error of the probabilities."""
    course = propagate(crisis, solution)
    runs = simulate(crisis, solution, runs=RUNS, rng=np.random.default_rng(3))
    error = np.sqrt(course.by_period * (1 - course.by_period) / RUNS)
    assert (np.abs(runs.by_period - course.by_period) <= 4.5 * error + 1e-3).all()
    made = course.made[0][3]
    np.testing.assert_allclose(runs.moves_by_type(3)[0], (made / made.sum(axis=0)).T, atol=0.06)
    for (name, share, spread), (_, wanted) in zip(runs.probabilities, course.probabilities, strict=True):
        assert abs(share - wanted) <= 4.5 * max(spread, 5e-4), name


def test_the_same_seed_gives_the_same_runs(crisis: Game, solution: Solution) -> None:
    """Runs depend on the generator's state alone."""
    one, other = (simulate(crisis, solution, runs=50, rng=np.random.default_rng(1)) for _ in range(2))
    np.testing.assert_array_equal(one.moves, other.moves)
    np.testing.assert_array_equal(one.outcome, other.outcome)


def test_types_can_be_fixed(crisis: Game, solution: Solution) -> None:
    """With a type fixed, the runs are those of that type, and what it does differs from what others do."""
    fixed = {"challenger": "bent on war"}
    runs = simulate(crisis, solution, runs=1_000, rng=np.random.default_rng(1), types=fixed)
    assert set(runs.types[:, 0]) == {2}
    course = propagate(crisis, solution)
    column = solution.detail.layout.columns[0].start + 2
    wanted = course.ended_by_type[:, :, column].sum(axis=0) / crisis.players[0].prior[2]
    np.testing.assert_allclose(runs.outcomes_by_type(0)[2, :-1], wanted, atol=0.06)
    assert np.isnan(runs.outcomes_by_type(0)[0]).all()
    with pytest.raises(InputError, match="no such type"):
        simulate(crisis, solution, runs=1, rng=np.random.default_rng(1), types={"challenger": "kind"})


def test_a_path_is_a_story(crisis: Game, solution: Solution) -> None:
    """A path's moves are legal where they are made, and it ends when the run does."""
    runs = simulate(crisis, solution, runs=20, rng=np.random.default_rng(5))
    for run in range(20):
        path = runs.path(run)
        assert path[0][1] == crisis.states[crisis.initial]
        last = crisis.calendar.periods - 1
        assert path[-1][0] == min(runs.ended[run], last)
        for period, state, stage, move in path:
            m = [one.name for one in crisis.stages].index(stage)
            a = crisis.stages[m].moves.index(move)
            assert crisis.legal[period, m, crisis.states.index(state), a]


def test_a_solution_of_another_game_is_refused(crisis: Game, solution: Solution) -> None:
    """A policy is run on the game that it was solved for, and a tree's solution has none."""
    other = load_game("crisis-rounds")
    with pytest.raises(InputError, match="another game"):
        propagate(other, solution)
    with pytest.raises(InputError, match="nothing to simulate"):
        simulate(crisis, solution, runs=0, rng=np.random.default_rng(1))
