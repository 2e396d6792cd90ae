"""Laws of the belief solver, on games made at random."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from demarche.game.checks import check_game
from demarche.game.model import Calendar, Game, Player, Stage
from demarche.game.run import propagate
from demarche.game.solvers.belief import solve_beliefs
from demarche.game.solvers.belief_policy import BeliefPolicy

Floats = NDArray[np.float64]
few = settings(max_examples=6, deadline=None, derandomize=True)
seeds = st.integers(0, 2**20)


def make_game(seed: int, types: tuple[int, ...] = (2, 3), periods: int = 2, rationality: float = 2.0) -> Game:
    """Return a game with random payoffs, moves, chance, and types; each player moves once a period, then chance."""
    dice = np.random.default_rng(seed)
    players, states, ends, moves = len(types), 2, 2, 3
    kinds = max(types)
    shape = (periods, players + 1, states, moves)
    legal = dice.random(shape) < 0.8
    legal[..., 0] = True
    legal[:, players] = [True, False, False]
    successors = dice.integers(0, states + ends, (*shape, 2)).astype(np.int32)
    successors[:, :, :, 0, 0] = np.arange(states)
    probabilities = dice.dirichlet([1.0, 1.0], shape)
    payoffs = [dice.normal(0, 0.5, (*lead, players, kinds)) for lead in (shape, (periods, states), (periods, ends))]
    horizon = dice.normal(0, 0.5, (states, players, kinds))
    payoffs[0][~legal] = 0.0
    payoffs[0][:, players] = 0.0
    for i, count in enumerate(types):
        for array in (*payoffs, horizon):
            array[..., i, count:] = 0.0
    successors[~legal], probabilities[~legal] = -1, 0.0
    return Game(
        title=f"random {seed}",
        players=tuple(
            Player(
                f"p{i}", tuple(f"t{k}" for k in range(count)), tuple(dice.dirichlet(np.ones(count))), rationality, 0.9
            )
            for i, count in enumerate(types)
        ),
        stages=(
            *(Stage(f"s{i}", i, ("x", "y", "z")) for i in range(players)),
            Stage("nature", None, ("chance", "-", "--")),
        ),
        states=("one", "two"),
        ends=("won", "lost"),
        horizon_end="open",
        calendar=Calendar(periods),
        initial=0,
        legal=legal,
        successors=successors,
        probabilities=probabilities,
        move_payoffs=payoffs[0],
        state_payoffs=payoffs[1],
        end_payoffs=payoffs[2],
        horizon_payoffs=horizon,
    )


def first(game: Game, **options: object) -> Floats:
    """Return the strategies of the first stage at the priors, shape (K, A)."""
    return policy_of(game, **options).strategy_at(0, 0, game.initial)


def policy_of(game: Game, **options: object) -> BeliefPolicy:
    """Solve a game."""
    solution = solve_beliefs(game, **{"grid": 6, **options})  # type: ignore[arg-type]
    assert isinstance(solution.detail, BeliefPolicy)
    return solution.detail


@few
@given(seeds)
def test_made_games_are_games(seed: int) -> None:
    """What these laws are tested on passes the checks of all games."""
    game = make_game(seed)
    stages = (*game.stages[:-1], Stage("nature", None, ("chance",)))
    check_game(replace(game, stages=stages))


@few
@given(seeds, st.floats(-3, 3), st.integers(0, 1))
def test_a_constant_changes_no_strategy(seed: int, constant: float, player: int) -> None:
    """A constant that a player is paid however the game ends leaves all strategies as they are."""
    game = make_game(seed)
    game = replace(game, players=tuple(replace(one, discount=1.0) for one in game.players))
    ends, horizon = game.end_payoffs.copy(), game.horizon_payoffs.copy()
    count = len(game.players[player].types)
    ends[..., player, :count] += constant
    horizon[..., player, :count] += constant
    shifted = replace(game, end_payoffs=ends, horizon_payoffs=horizon)
    np.testing.assert_allclose(first(shifted), first(game), atol=1e-6)


@few
@given(seeds, st.permutations(range(3)))
def test_the_order_of_types_is_a_name(seed: int, order: list[int]) -> None:
    """Types that are listed in another order play the same, on grids that cut the simplex the same way."""
    game = make_game(seed, (3, 2))
    mover = game.players[0]
    players = (replace(mover, prior=tuple(mover.prior[k] for k in order)), game.players[1])
    arrays = {}
    for name in ("move_payoffs", "state_payoffs", "end_payoffs", "horizon_payoffs"):
        array = getattr(game, name).copy()
        array[..., 0, :] = array[..., 0, order]
        arrays[name] = array
    np.testing.assert_allclose(first(replace(game, players=players, **arrays)), first(game)[order], atol=2e-3)


@few
@given(seeds)
def test_the_order_of_players_is_a_name(seed: int) -> None:
    """Players that are listed in another order play the same when they move in the same order."""
    game = make_game(seed, (2, 2))
    swapped = replace(
        game,
        players=game.players[::-1],
        stages=(replace(game.stages[0], player=1), replace(game.stages[1], player=0), game.stages[2]),
        move_payoffs=game.move_payoffs[..., ::-1, :],
        state_payoffs=game.state_payoffs[..., ::-1, :],
        end_payoffs=game.end_payoffs[..., ::-1, :],
        horizon_payoffs=game.horizon_payoffs[..., ::-1, :],
    )
    np.testing.assert_allclose(first(swapped), first(game), atol=1e-9)


@few
@given(seeds)
def test_no_rationality_is_uniform_play(seed: int) -> None:
    """As λ goes to 0, every legal move becomes as likely as the others."""
    game = make_game(seed)
    legal = game.legal[0, 0, 0]
    np.testing.assert_allclose(first(game, rationality=1e-9)[:, legal], 1 / legal.sum(), atol=1e-8)


@few
@given(seeds)
def test_one_type_each_is_backward_induction(seed: int) -> None:
    """Where nothing is private, the answer is plain backward induction with logit play."""
    game = make_game(seed, (1, 1), periods=3)
    values = game.horizon_payoffs[:, :, 0]
    strategies: Floats = np.zeros(())
    for t in reversed(range(3)):
        values = values * 0.9 + game.state_payoffs[t, :, :, 0]
        for m in reversed(range(3)):
            ended = np.concatenate([values, game.end_payoffs[t, :, :, 0]])
            paid = game.move_payoffs[t, m, ..., 0] + np.einsum(
                "sab,sabi->sai", game.probabilities[t, m], ended[game.successors[t, m]]
            )
            if m == 2:
                values = paid[:, 0]
                continue
            weights = np.exp(2.0 * 0.9**t * paid[..., m]) * game.legal[t, m]
            strategies = weights / weights.sum(axis=1, keepdims=True)
            values = np.einsum("sa,sai->si", strategies, paid)
    np.testing.assert_allclose(first(game)[0], strategies[0], atol=1e-12)


@few
@given(seeds, st.integers(0, 1))
def test_a_prior_at_a_vertex_is_that_type_alone(seed: int, kind: int) -> None:
    """A player who is surely of one type plays, and is answered, as in the game without the others."""
    game = make_game(seed, (2, 2))
    sure = replace(game.players[0], prior=(1.0 - kind, float(kind)))
    alone = replace(game.players[0], types=("only",), prior=(1.0,))
    arrays = {}
    for name in ("move_payoffs", "state_payoffs", "end_payoffs", "horizon_payoffs"):
        array = getattr(game, name).copy()
        array[..., 0, :] = np.where(np.arange(2) == 0, array[..., 0, kind, None], 0.0)
        arrays[name] = array
    one = policy_of(replace(game, players=(sure, game.players[1])))
    other = policy_of(replace(game, players=(alone, game.players[1]), **arrays))
    np.testing.assert_allclose(one.strategy_at(0, 0, 0)[kind], other.strategy_at(0, 0, 0)[0], atol=1e-7)
    np.testing.assert_allclose(one.strategy_at(0, 1, 0), other.strategy_at(0, 1, 0), atol=1e-7)


@few
@given(seeds)
def test_finer_grids_are_closer(seed: int) -> None:
    """The answer of a grid is nearer to that of a fine one than the answer of a coarse one is."""
    game = make_game(seed, (2, 2), rationality=5.0)
    fine, middle, coarse = (first(game, grid=grid) for grid in (32, 16, 4))
    assert np.abs(middle - fine).max() <= np.abs(coarse - fine).max() + 1e-4


@few
@given(seeds)
def test_outcomes_sum_to_one_and_types_keep_their_priors(seed: int) -> None:
    """Ends and horizon sum to 1, and over all outcomes each type has its prior: beliefs are a martingale."""
    game = make_game(seed)
    policy = policy_of(game)
    course = propagate(game, solve_beliefs(game, grid=6))
    prior = np.concatenate([player.prior for player in game.players])
    for one in (course, policy.course):
        assert sum(probability for _, probability in one.probabilities) == pytest.approx(1)
        total = one.ended_by_type.sum(axis=(0, 1)) + one.standing_by_type
        np.testing.assert_allclose(total, prior, atol=1e-9 if one.exact else 5e-3)


@few
@given(seeds)
def test_mass_on_the_grid_is_near_the_histories_own(seed: int) -> None:
    """Probabilities pushed through the grid are those of every history followed with its own belief."""
    game = make_game(seed)
    solution = solve_beliefs(game, grid=12)
    exact = propagate(game, solution)
    assert exact.exact
    np.testing.assert_allclose(solution.detail.course.by_period, exact.by_period, atol=2e-3)
