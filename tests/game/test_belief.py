"""The belief solver: against Gambit's trees, against our own, and what it refuses."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from demarche.errors import InputError
from demarche.game.expansion import expand_positions
from demarche.game.model import Calendar, Game, Player, Stage
from demarche.game.solution import Solution
from demarche.game.solvers import belief_fixed_point, belief_sweeps
from demarche.game.solvers.belief import solve_beliefs
from demarche.game.solvers.simplex import GridSettings
from demarche.game.solvers.tree import solve_tree
from demarche.game.spec import load_game

# pygambit 16.7.0 on crisis_T4.efg: the challenger's first moves, weak and strong.
GAMBIT_T4 = {
    1: [(0.39541209, 0.40496362, 0.19962429), (0.40260616, 0.40396614, 0.19342771)],
    3: [(0.48098244, 0.44173945, 0.07727811), (0.51791044, 0.42711658, 0.05497298)],
    10: [(0.69088263, 0.27807898, 0.03103839), (0.68103800, 0.31709230, 0.00186970)],
}


def rounds(periods: int, rationality: float) -> Game:
    """Return the game of data/efg/crisis_T….efg."""
    return load_game(
        "crisis-rounds",
        set={"rounds": periods, "challenger_rationality": rationality, "target_rationality": rationality},
    )


def error(solution: Solution, wanted: list[tuple[float, ...]]) -> float:
    """Return the largest gap of the challenger's first moves."""
    own = [one.probabilities for one in solution.infosets if one.player == 1][:2]
    return float(np.abs(np.array(own) - np.array(wanted)).max())


@pytest.mark.parametrize(
    ("rationality", "intervals", "allowed"), [(1, 8, 1e-6), (3, 8, 2.5e-5), (3, 20, 2.5e-5), (10, 20, 5e-4)]
)
def test_agrees_with_gambit(rationality: int, intervals: int, allowed: float) -> None:
    """First moves are Gambit's on the tree of four rounds, closer than linear interpolation on as many points."""
    solution = solve_beliefs(rounds(4, rationality), grid=intervals)
    assert error(solution, GAMBIT_T4[rationality]) < allowed
    assert solution.converged
    assert solution.residual <= 1e-8


def test_finer_grids_are_closer() -> None:
    """The error falls with the grid, and faster for cells of degree 2 than of degree 1."""
    game = rounds(4, 10)
    linear, coarse, fine = (
        error(solve_beliefs(game, grid=grid), GAMBIT_T4[10])
        for grid in (GridSettings(24, 1), GridSettings(12, 2), GridSettings(24, 2))
    )
    assert fine < coarse / 3
    assert fine < linear


def short_crisis(periods: int, **values: float) -> Game:
    """Return the coercive crisis over a few weeks, massed from the start."""
    text = f"template: coercive-crisis\ntitle: short\ncalendar: {{periods: {periods}}}\ninitial: {{posture: massed}}\n"
    return load_game(text, set=values)


def gap_to_tree(game: Game, solution: Solution) -> float:
    """Return the largest gap to the explicit tree's outcomes and to its strategies at the first stage with types."""
    places = expand_positions(game)
    tree = solve_tree(places.tree, rationality=solution.rationality)
    assert tree.converged
    policy, gap = solution.detail, 0.0
    first = min(places.stage[(places.period == 0) & (places.type > 0)])
    for number in np.flatnonzero((places.period == 0) & (places.stage == first)):
        played = policy.strategy_at(0, int(first), int(places.state[number]))[places.type[number]]
        legal = game.legal[0, first, places.state[number]]
        gap = max(gap, float(np.abs(played[legal] - tree.strategies[number]).max()))
    wanted = dict(tree.outcomes)
    return max(gap, *(abs(probability - wanted.get(name, 0.0)) for name, probability in solution.outcomes))


@pytest.mark.parametrize(("periods", "values"), [(1, {}), (2, {"firm_share": 1.0})])
def test_the_coercive_crisis_is_the_trees(periods: int, values: dict[str, float]) -> None:
    """On the built-in crisis, first strategies and outcomes are within 1e-3 of the explicit tree's."""
    game = short_crisis(periods, **values)
    assert gap_to_tree(game, solve_beliefs(game)) < 1e-3


def test_a_policy_answers_at_any_belief() -> None:
    """Strategies between grid points solve their own fixed point: they are logit responses to their own payoffs."""
    solution = solve_beliefs(rounds(3, 4), grid=8)
    policy = solution.detail
    beliefs = [np.array([[0.123, 0.877]]), np.array([[0.61, 0.39]])]
    play = policy.play(1, 0, np.array([1]), beliefs)
    weights = np.exp(4 * (play.payoffs[0] - play.payoffs[0].max(axis=1, keepdims=True)))
    np.testing.assert_allclose(play.strategies[0], weights / weights.sum(axis=1, keepdims=True), atol=1e-7)
    chances = beliefs[0][0] @ play.strategies[0]
    np.testing.assert_allclose(play.left[0].T * chances, beliefs[0][0][:, None] * play.strategies[0], atol=1e-12)


def test_beliefs_follow_the_moves() -> None:
    """`bayes_update` changes the belief about the mover alone, and refuses a move that is not legal."""
    game = rounds(3, 4)
    policy = solve_beliefs(game, grid=4).detail
    before = policy.prior
    after = policy.bayes_update(0, 0, game.states[0], before, game.stages[0].moves[0])
    assert not np.allclose(after[0], before[0])
    np.testing.assert_array_equal(after[1], before[1])
    with pytest.raises(InputError, match="no belief about"):
        policy.strategy_at(0, 0, 0, [[0.5, 0.6], [0.5, 0.5]])
    with pytest.raises(InputError, match="no such stage"):
        policy.strategy_at(0, "nothing", 0)


def test_what_cannot_be_solved_is_refused_before_any_work() -> None:
    """A grid that does not fit, a grid that is none, and λ ≤ 0 are named with what was wanted."""
    game = load_game("coercive-crisis")
    with pytest.raises(InputError, match="would not fit in memory") as caught:
        solve_beliefs(game, grid=64)
    assert "GB" in str(caught.value)
    with pytest.raises(InputError, match="no such grid"):
        solve_beliefs(game, grid=0)
    with pytest.raises(InputError, match="no such player"):
        solve_beliefs(game, grid={"nobody": 4})
    with pytest.raises(InputError, match="not usable"):
        solve_beliefs(game, rationality=0)
    with pytest.raises(InputError, match="rationality is missing"):
        solve_beliefs(game, rationality=[1.0])


@pytest.mark.parametrize(("rationality", "several"), [(6.0, True), (0.5, False)])
def test_several_fixed_points_are_reported(rationality: float, several: bool) -> None:
    """Where words mean what they are taken to mean, other starts reach other fixed points, and the solution says so."""
    solution = solve_beliefs(cheap_talk(), grid=8, rationality=rationality)
    assert (solution.branch_warning is not None) == several


def cheap_talk() -> Game:
    """Return a game of free words: only a kind sender is worth trusting, and it gains most by being trusted."""
    players = (Player("sender", ("kind", "sly"), (0.5, 0.5)), Player("receiver", ("only",), (1.0,)))
    stages = (
        Stage("talk", 0, ("left", "right")),
        Stage("answer", 1, ("hold", "trust")),
        Stage("act", 0, ("honour", "cheat")),
    )
    successors = np.zeros((1, 3, 2, 2, 1), np.int32)
    successors[0, 1, :, :, 0] = [2, 1]
    successors[0, 2, :, :, 0] = [3, 4]
    ends = np.zeros((1, 3, 2, 2))
    ends[0, 1] = [[2.0, 0.2], [1.0, 0.0]]
    ends[0, 2] = [[-1.0, 0.4], [-1.0, 0.0]]
    return Game(
        title="cheap talk",
        players=players,
        stages=stages,
        states=("talking", "trusted"),
        ends=("held", "honoured", "cheated"),
        horizon_end="none",
        calendar=Calendar(1),
        initial=0,
        legal=np.ones((1, 3, 2, 2), bool),
        successors=successors,
        probabilities=np.ones((1, 3, 2, 2, 1)),
        move_payoffs=np.zeros((1, 3, 2, 2, 2, 2)),
        state_payoffs=np.zeros((1, 2, 2, 2)),
        end_payoffs=ends,
        horizon_payoffs=np.zeros((2, 2, 2)),
    )


def test_cached_code_is_never_stale() -> None:
    """The sweeps name the text of the file that is compiled into them, since Numba's cache does not look there."""
    text = Path(str(belief_fixed_point.__file__)).read_bytes()
    assert hashlib.sha256(text).hexdigest().startswith(belief_sweeps.INLINED)
    assert len(belief_sweeps.INLINED) == 12


def test_importing_demarche_does_not_load_numba() -> None:
    """Numba takes a moment to load: it is, where a game is solved."""
    code = "import sys, demarche, demarche.game.solvers.belief, demarche.game.run; assert 'numba' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
