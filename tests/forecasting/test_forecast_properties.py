"""Laws of the forecast: no evidence no change, order and copies do not matter, better reports never move it less."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.forecasting.test_observation_properties import _reprinted

from demarche.forecasting.build import build_scenario
from demarche.forecasting.moves_tables import load_moves
from demarche.forecasting.observation import observe, told_periods
from demarche.forecasting.observation_evidence import evidence_of, silence
from demarche.forecasting.posterior import Weights
from demarche.forecasting.scenario import Scenario
from demarche.forecasting.sighting import Sighting
from demarche.game import Evidence, Question, compile_spec, draw_parameters, load_spec, solve_ensemble
from demarche.game.conditioning import Solved, forecast_each
from demarche.game.solvers.belief import check_rationality, choose_grid, sweep_back
from demarche.record import Reading, Record
from demarche.weighing import weigh_readings

SEEN, WEEKS, DRAWS = 2, 4, 4
START = dt.date(2031, 1, 6)
SPEC = load_spec(f"""
template: coercive-crisis
calendar: {{start: {START}, periods: {WEEKS}}}
initial: {{posture: massed}}
""")
ATTACK = ("limited war", "full war", "wider war")
BOUND = 1e-9
"""Of rounding, in a probability."""
GRID_ERROR = 0.005
"""Of four intervals for three types and two for two, in a probability; with twelve and eight a twentieth of it."""
quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def sighting(
    place: tuple[str, str],
    period: int,
    weight: float,
    number: int,
    *,
    state: tuple[str, str] = ("", ""),
    row: str = "",
    role: str = "",
    types: dict[str, float] | None = None,
) -> Sighting:
    kind = "statement" if types else "finding"
    day = START + dt.timedelta(days=7 * period)
    return Sighting(f"f-{number}", kind, role, role, period, day, *place, *state, weight, types or {}, "", "", row)  # type: ignore[arg-type]


weights = st.floats(0, 1)
told = [(stage, move) for stage, row in silence().items() for move, value in row.items() if value < 1]
sightings = st.builds(
    sighting, st.sampled_from(told), st.integers(0, SEEN - 1), weights, st.integers(0, 99),
)  # fmt: skip
states = st.builds(
    lambda place, period, weight, number: sighting(("", ""), period, weight, number, state=place),
    st.sampled_from([(row.variable, row.value) for row in load_moves().consistent]), st.integers(0, SEEN - 1), weights,
    st.integers(0, 99),
)  # fmt: skip
said = st.builds(
    lambda row, period, weight, number: sighting(("", ""), period, weight, number, row=row.id, role=row.by,
                                                 types={k: v**weight for k, v in row.likelihoods.items()}),
    st.sampled_from(load_moves().statement), st.integers(0, SEEN - 1), weights, st.integers(0, 99),
)  # fmt: skip
seen = st.lists(sightings | states | said, max_size=8)


@pytest.fixture(scope="module")
def pool() -> list[Solved]:
    """A few draws of a short crisis, on a coarse grid."""
    drawn = draw_parameters(SPEC, DRAWS, np.random.default_rng(11))
    found = []
    for draw in range(DRAWS):
        game = compile_spec(SPEC, {name: float(values[draw]) for name, values in drawn.items()})
        sweep = sweep_back(game, choose_grid(game, 2), check_rationality(game, None), 1e-6, keep=False)
        found.append(Solved(game, sweep.layout, sweep.played))
    return found


def forecasts(pool: Sequence[Solved], evidences: Sequence[Evidence]) -> tuple[np.ndarray, np.ndarray]:
    """Return log likelihoods, (D, I), and types with the outcomes at the horizon, (D, I, W + E + 1)."""
    answers = [forecast_each(one, evidences) for one in pool]
    numbers = [np.concatenate([types, by_period[:, -1]], axis=1) for _, types, by_period in answers]
    return np.array([logs for logs, _, _ in answers]), np.array(numbers)


def ensemble_means(logs: np.ndarray, numbers: np.ndarray) -> np.ndarray:
    """Return what all draws say together, weighed as the forecast weighs them, (I, W + E + 1)."""
    means = []
    for i in range(logs.shape[1]):
        found = Weights.of(logs[:, i])
        assert found is not None
        means.append(found.mean(numbers[:, i]))
    return np.array(means)


def test_without_evidence_a_forecast_is_the_prior() -> None:
    """Where no report can tell of any week, draws weigh the same, types have their priors, outcomes are the course."""
    nothing = evidence_of((), SEEN, periods_told=0)
    ensemble = solve_ensemble(
        SPEC,
        draws=3,
        seed=3,
        workers=1,
        grid={"challenger": 4, "patron": 2, "target": 2},
        question=Question((nothing,)),
    )
    answer = ensemble.answer
    assert answer is not None
    weights = Weights.of(answer.log_likelihoods[:, 0])
    assert weights is not None
    np.testing.assert_allclose(weights.shares, 1 / 3, atol=BOUND)
    assert weights.log_mean == pytest.approx(0, abs=BOUND)
    # What is seen is followed with linear weights, the course with the solver's: they differ by the grid's error.
    np.testing.assert_allclose(answer.by_period, ensemble.by_period[:, SEEN:], atol=GRID_ERROR)
    np.testing.assert_allclose(answer.over, ensemble.by_period[:, SEEN - 1, :-1], atol=GRID_ERROR)
    for draw in range(3):
        game = compile_spec(SPEC, {name: float(values[draw]) for name, values in ensemble.parameters.items()})
        prior = [share for player in game.players for share in player.prior]
        np.testing.assert_allclose(answer.types[draw, 0], prior, atol=BOUND)
    mean = weights.mean(ensemble.by_period[:, -1])
    np.testing.assert_allclose(weights.mean(answer.by_period[:, -1]), mean, atol=GRID_ERROR)


@quick
@given(seen, st.integers(0, 2**32))
def test_the_order_of_sightings_does_not_matter(pool: list[Solved], items: list[Sighting], seed: int) -> None:
    """Sightings in any order, and the same one told again, are the same evidence and give the same forecast."""
    mixed = random.Random(seed).sample(items, len(items))
    game = pool[0].game
    plain, other, twice = (evidence_of(one, SEEN, game=game) for one in (items, mixed, [*items, *mixed]))
    assert other.moves == plain.moves == twice.moves
    assert other.states == plain.states == twice.states
    logs, numbers = forecasts(pool[:2], (plain, other, twice))
    for i in (1, 2):
        np.testing.assert_allclose(logs[:, i], logs[:, 0], atol=BOUND)
        np.testing.assert_allclose(numbers[:, i], numbers[:, 0], atol=BOUND)


@quick
@given(seen, sightings, weights)
def test_a_better_report_never_moves_a_hypothesis_less(
    pool: list[Solved], others: list[Sighting], item: Sighting, lower: float
) -> None:
    """A report with more weight takes types and outcomes the same way and no less far, in each draw and in all."""
    weights = sorted((lower, item.weight))
    graded = [sighting((item.stage, item.move), item.period, weight, 100) for weight in weights]
    evidences = [evidence_of(others, SEEN, game=pool[0].game)]
    evidences += [evidence_of([*others, one], SEEN, game=pool[0].game) for one in graded]
    logs, numbers = forecasts(pool, evidences)
    for without, worse, better in (*numbers, ensemble_means(logs, numbers)):
        moved, further = worse - without, better - without
        assert (np.abs(further) >= np.abs(moved) - 1e-7).all()
        assert (further * moved >= -1e-7).all()


@pytest.mark.parametrize(("stage", "move"), told)
def test_better_grades_move_further(pool: list[Solved], stage: str, move: str) -> None:
    """From credibility 5 to 1, a report alone moves every hypothesis ever further, and one of them by something."""
    table = load_moves().credibility
    evidences = [evidence_of((), SEEN, game=pool[0].game)]
    for grade in "54321":
        one = sighting((stage, move), SEEN - 1, table[grade], 1)
        evidences.append(evidence_of([one], SEEN, game=pool[0].game))
    logs, numbers = forecasts(pool, evidences)
    means = ensemble_means(logs, numbers)
    moved = np.abs(means - means[0])
    assert (np.diff(moved, axis=0) >= -1e-7).all()
    # An accident that draws in the patron has a chance of a few in ten million: even that moves something.
    assert moved[-1].max() > 1e-6


@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(copies=st.sampled_from([1, 10]))
def test_ten_copies_move_no_more_than_one(readings: Callable[[str], tuple[Reading, ...]], copies: int) -> None:
    """A report that ten outlets print again leaves likelihoods, types and outcomes where one leaves them."""
    once = weigh_readings(readings("KUWAIT"))
    more = [_reprinted(readings("KUWAIT")[0], n) for n in range(copies)]
    many = weigh_readings([*readings("KUWAIT"), *more])
    assert len(many.reports) == len(once.reports) + copies
    scenario = build_scenario(once)
    assert isinstance(scenario, Scenario)
    game = compile_spec(load_spec(scenario.spec_text))
    sweep = sweep_back(game, choose_grid(game, 2), check_rationality(game, None), 1e-6, keep=False)
    evidences = [_evidence(record, scenario) for record in (once, many)]
    assert evidences[0].moves
    nothing = Evidence(scenario.periods_seen)
    logs, types, by_period = forecast_each(Solved(game, sweep.layout, sweep.played), (*evidences, nothing))
    assert logs[1] == pytest.approx(logs[0], abs=BOUND)
    np.testing.assert_allclose(types[1], types[0], atol=BOUND)
    np.testing.assert_allclose(by_period[1], by_period[0], atol=BOUND)
    assert np.abs(types[0] - types[2]).max() > 1e-3


def _evidence(record: Record, scenario: Scenario) -> Evidence:
    told = told_periods(record, scenario)
    return evidence_of(observe(record, scenario), scenario.periods_seen, periods_told=told)
