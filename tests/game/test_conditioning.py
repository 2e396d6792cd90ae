"""Conditioning a solved game on what was seen, against enumeration of every history with its exact beliefs."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from demarche.errors import InputError
from demarche.game import (
    Condition,
    Evidence,
    Question,
    compile_spec,
    draw_parameters,
    load_spec,
    solve_beliefs,
    solve_ensemble,
)
from demarche.game.conditioning import Solved, condition, forecast_each
from demarche.game.model import Game
from demarche.game.questions import check_question
from demarche.game.solvers.belief import check_rationality, choose_grid, sweep_back
from demarche.game.solvers.belief_policy import BeliefPolicy

SHORT = """
template: coercive-crisis
calendar: {start: 2022-02-07, periods: 2}
initial: {posture: massed}
"""
SEEN = Evidence(
    1,
    moves={
        (0, "challenge"): {"raise posture": 6.0, "stand down": 0.2},
        (0, "support"): {"support": 3.0},
        (0, "accident"): {"limited war": 40.0, "full war": 0.01},
    },
    states={0: {"normal": 0.1, "poised": 2.0}},
    types={"challenger": {"bluffing": 0.7, "bent on war": 1.4}, "target": {"firm": 1.2}},
)


@pytest.fixture(scope="module")
def game() -> Game:
    return compile_spec(load_spec(SHORT))


@pytest.fixture(scope="module")
def solved(game: Game) -> Solved:
    rationality = tuple(player.rationality for player in game.players)
    sweep = sweep_back(game, choose_grid(game, 12), rationality, 1e-9, keep=False)
    return Solved(game, sweep.layout, sweep.played)


@pytest.fixture(scope="module")
def policy(game: Game) -> BeliefPolicy:
    found = solve_beliefs(game, grid=12).detail
    assert isinstance(found, BeliefPolicy)
    return found


def enumerate_outcomes(policy: BeliefPolicy, evidence: Evidence, forced: dict[tuple[int, str], str]) -> np.ndarray:
    """Return the joint weight of profiles (in order of `itertools.product`) and outcomes, history by history."""
    game = policy.game
    sizes = [range(len(player.types)) for player in game.players]
    profiles = list(itertools.product(*sizes))
    total = np.zeros((len(profiles), len(game.outcomes)))
    prior = np.array([np.prod([p.prior[k] for p, k in zip(game.players, one, strict=True)]) for one in profiles])
    for n, player in enumerate(game.players):
        told = evidence.types.get(player.name, {})
        prior = prior * [told.get(player.types[one[n]], 1.0) for one in profiles]

    def walk(period: int, m: int, state: int, beliefs: tuple[np.ndarray, ...], weight: np.ndarray) -> None:
        if period == game.calendar.periods:
            total[:, -1] += weight
            return
        stage = game.stages[m]
        play = None if stage.player is None else policy.strategy_at(period, m, state, beliefs)
        must = forced.get((period, stage.name))
        must = must if must in stage.moves and game.legal[period, m, state, stage.moves.index(must)] else None
        for a in np.flatnonzero(game.legal[period, m, state]):
            name = stage.moves[a]
            if must is not None and must != name:
                continue
            factor = evidence.moves.get((period, stage.name), {}).get(name, 1.0)
            own = np.ones(len(profiles))
            if play is not None and must is None:
                own = np.array([play[one[stage.player], a] for one in profiles])
            after = beliefs if play is None else policy.bayes_update(period, m, state, beliefs, int(a))
            for to, odds in zip(
                game.successors[period, m, state, a], game.probabilities[period, m, state, a], strict=True
            ):
                if to < 0 or odds == 0:
                    continue
                carried = weight * own * factor * odds
                if to >= len(game.states):
                    end = game.ends[to - len(game.states)]
                    seen_end = evidence.moves.get((period, stage.name), {}).get(end, 1.0)
                    total[:, to - len(game.states)] += carried * seen_end
                    continue
                last = m + 1 == len(game.stages)
                if last:
                    seen = evidence.states.get(period, {})
                    carried = carried * np.prod([seen.get(value, 1.0) for value in game.states[to].split(" · ")])
                walk(period + last, 0 if last else m + 1, int(to), after, carried)

    walk(0, 0, game.initial, policy.prior, prior)
    return total


def by_type(game: Game, joint: np.ndarray) -> np.ndarray:
    """Return shares of types and outcomes, a row a type of a player, from weights of profiles."""
    table = joint.reshape(*[len(player.types) for player in game.players], -1) / joint.sum()
    players = range(len(game.players))
    return np.vstack([table.sum(axis=tuple(m for m in players if m != n)) for n in players])


def test_without_evidence_the_answer_is_the_course(game: Game, solved: Solved, policy: BeliefPolicy) -> None:
    """Nothing seen, nothing learned: priors and outcomes are the game's own."""
    answer = condition(solved, Question())
    prior = [share for player in game.players for share in player.prior]
    np.testing.assert_allclose(answer.types[0], prior, atol=1e-9)
    np.testing.assert_allclose(answer.log_likelihoods, 0, atol=1e-9)
    np.testing.assert_allclose(answer.by_period, policy.course.by_period, atol=1e-6)


def test_evidence_weighs_histories_as_enumeration_does(game: Game, solved: Solved, policy: BeliefPolicy) -> None:
    """Likelihood, types and outcomes given the evidence agree with every history followed by itself."""
    answer = condition(solved, Question((SEEN, Evidence(1))))
    joint = enumerate_outcomes(policy, SEEN, {})
    assert answer.log_likelihoods[0] == pytest.approx(np.log(joint.sum()), abs=2e-3)
    np.testing.assert_allclose(answer.types[0], by_type(game, joint).sum(axis=1), atol=2e-3)
    np.testing.assert_allclose(answer.by_period[-1], joint.sum(axis=0) / joint.sum(), atol=3e-3)
    np.testing.assert_allclose(answer.by_type, by_type(game, joint), atol=3e-3)
    assert answer.over.sum() + answer.standing.sum() == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize("move", ["raise posture", "wait"])
def test_a_forced_move_teaches_players_and_not_us(solved: Solved, policy: BeliefPolicy, move: str) -> None:
    """A forced move leaves our view of the types as it was; what follows agrees with enumeration."""
    forced = (("challenge", move, 1), ("support", "support", 1))
    answer = condition(solved, Question((SEEN,), (Condition(forced=forced),)))
    joint = enumerate_outcomes(policy, SEEN, {(1, stage): name for stage, name, _ in forced})
    np.testing.assert_allclose(answer.conditioned[0, -1], joint.sum(axis=0) / joint.sum(), atol=5e-3)
    np.testing.assert_allclose(answer.kept, 1, atol=1e-6)


def test_seen_and_not_seen_make_the_whole(solved: Solved) -> None:
    """Runs with and without a move, weighed by their probabilities, are all runs."""
    never = Condition(never=(("challenge", "raise posture", 1, 1),))
    only = tuple(
        ("challenge", one, 1, 1) for one in ("stand down", "wait", "accept terms", "limited attack", "full attack")
    )
    # What is over before the week cannot make the move, and is left in both: given once, to the first.
    answer = condition(solved, Question((SEEN,), (never, Condition(never=only))))
    assert 0 < answer.kept[0] < 1
    seen = answer.by_period[-1] - answer.kept[0] * answer.conditioned[0, -1]
    assert (seen > -1e-9).all()
    assert seen.sum() == pytest.approx(1 - answer.kept[0], abs=1e-9)


def test_stronger_reports_of_a_move_move_the_forecast_further(solved: Solved) -> None:
    """The surer a report of a move, the further the types move from where silence leaves them."""
    steps = []
    for likelihood in (0.4, 1.0, 3.0, 10.0, 30.0):
        seen = Evidence(1, moves={(0, "challenge"): {"raise posture": likelihood}})
        steps.append(float(condition(solved, Question((seen,))).types[0, 0]))
    assert steps in (sorted(steps), sorted(steps, reverse=True))
    assert abs(steps[-1] - steps[0]) > 1e-3


def test_many_evidences_at_once_are_as_one_by_one(solved: Solved) -> None:
    """Evidences forecast side by side give what each gives alone."""
    other = Evidence(1, moves={(0, "answer"): {"offer terms": 5.0}})
    logs, types, by_period = forecast_each(solved, (SEEN, other))
    for i, one in enumerate((SEEN, other)):
        alone = condition(solved, Question((one,)))
        assert logs[i] == pytest.approx(alone.log_likelihoods[0])
        np.testing.assert_allclose(types[i], alone.types[0], atol=1e-12)
        np.testing.assert_allclose(by_period[i], alone.by_period, atol=1e-12)


def test_an_ensemble_asks_every_draw() -> None:
    """Answers come stacked, the same for one worker and for two runs in turn, and changes after today count."""
    spec = load_spec(SHORT)
    conditions = (Condition(forced=(("support", "support", 1),)), Condition())
    question = Question((SEEN,), conditions, {"win_alone": 0.2})
    first = solve_ensemble(spec, draws=3, seed=5, workers=1, grid=2, question=question)
    again = solve_ensemble(spec, draws=3, seed=5, workers=1, grid=2, question=question)
    plain = solve_ensemble(spec, draws=3, seed=5, workers=1, grid=2, question=Question((SEEN,)))
    assert first.answer is not None
    assert again.answer is not None
    assert plain.answer is not None
    assert (first.answer.flat() == again.answer.flat()).all()
    assert first.answer.by_period.shape == (3, 1, 7)
    np.testing.assert_allclose(first.answer.log_likelihoods, plain.answer.log_likelihoods)
    np.testing.assert_allclose(first.answer.by_period, plain.answer.by_period)
    unchanged = solve_ensemble(
        spec, draws=3, seed=5, workers=1, grid=2, question=Question((SEEN,), question.conditions)
    )
    assert unchanged.answer is not None
    assert np.abs(first.answer.conditioned - unchanged.answer.conditioned).max() > 1e-4


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (Question((Evidence(2),)), "no such number of seen periods"),
        (Question((Evidence(1, moves={(0, "chalenge"): {}}),)), ""),
        (Question((Evidence(1, moves={(0, "challenge"): {"attack": 1.0}}),)), "no such move"),
        (Question((Evidence(1, moves={(1, "challenge"): {"wait": 1.0}}),)), "no seen period"),
        (Question((Evidence(1, moves={(0, "challenge"): {"wait": -1.0}}),)), "no likelihood"),
        (Question((Evidence(1, states={0: {"massed": float("nan")}}),)), "no likelihood"),
        (Question((Evidence(1, types={"challenger": {"mad": 1.0}}),)), "no such type"),
        (Question((Evidence(1),), (Condition(forced=(("challenge", "wait", 0),)),)), "no period to come"),
        (Question((Evidence(1), Evidence(0))), "different lengths"),
    ],
)
def test_a_question_without_a_place_is_refused(game: Game, question: Question, message: str) -> None:
    if not message:
        question = Question((Evidence(1, moves={(0, "chalenge"): {"wait": 1.0}}),))
        message = "no such stage"
    with pytest.raises(InputError, match=message):
        check_question(game, question)


def test_a_report_of_a_rare_move_never_speaks_against_it() -> None:
    """On a coarse grid, too, no move has a negative probability: a louder report of one is never less likely."""
    spec = load_spec(SHORT.replace("periods: 2", "periods: 4"))
    drawn = draw_parameters(spec, 4, np.random.default_rng(11))
    grid = {"challenger": 4, "patron": 2, "target": 2}
    for draw in range(4):
        game = compile_spec(spec, {name: float(values[draw]) for name, values in drawn.items()})
        sweep = sweep_back(game, choose_grid(game, grid), check_rationality(game, None), 1e-6, keep=False)
        places = [(period, stage.name, move) for period in range(3) for stage in game.stages for move in stage.moves]
        evidences = [Evidence(3, {(period, stage): {move: 2.0}}) for period, stage, move in places]
        logs, types, _ = forecast_each(Solved(game, sweep.layout, sweep.played), (Evidence(3), *evidences))
        assert logs[0] == pytest.approx(0, abs=1e-9)
        assert (logs[1:] >= logs[0] - 1e-12).all()
        assert (types <= 1 + 1e-9).all()
