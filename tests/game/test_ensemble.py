"""Ensembles: the same bytes whatever the number of workers, and a killed run goes on where it stopped."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from demarche.errors import InputError
from demarche.game.ensemble import Ensemble, solve_ensemble
from demarche.game.parameters import draw_parameters
from demarche.game.solvers.belief import solve_beliefs
from demarche.game.spec import Spec, compile_spec, load_spec

SPEC = "template: coercive-crisis\ntitle: short\ncalendar: {periods: 2}\ninitial: {posture: massed}\n"


@pytest.fixture(scope="module")
def spec() -> Spec:
    return load_spec(SPEC)


def solve(spec: Spec, path: Path | None = None, **options: object) -> Ensemble:
    return solve_ensemble(spec, **{"draws": 6, "seed": 7, "workers": 1, "grid": 4, "resume_from": path, **options})  # type: ignore[arg-type]


def test_workers_change_no_byte(spec: Spec, tmp_path: Path) -> None:
    """One process and two write the same file."""
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    alone, together = solve(spec, one, draws=4), solve(spec, two, draws=4, workers=2)
    assert one.read_bytes() == two.read_bytes()
    np.testing.assert_array_equal(alone.by_period, together.by_period)


def test_a_killed_run_goes_on(spec: Spec, tmp_path: Path) -> None:
    """Cut off in the middle of a line, a file is taken up after its last whole one; nothing is solved twice."""
    whole, cut = tmp_path / "whole.jsonl", tmp_path / "cut.jsonl"
    solve(spec, whole)
    lines = whole.read_bytes().splitlines(keepends=True)
    cut.write_bytes(b"".join(lines[:4]) + lines[4][:20])
    seen: list[tuple[int, int]] = []
    solve(spec, cut, progress=lambda done, of: seen.append((done, of)))
    assert cut.read_bytes() == whole.read_bytes()
    assert seen == [(4, 6), (5, 6), (6, 6)]


def test_more_draws_can_be_asked_for_later(spec: Spec, tmp_path: Path) -> None:
    """A file of few draws is the beginning of one of many."""
    path = tmp_path / "some.jsonl"
    few = solve(spec, path, draws=3)
    many = solve(spec, path, draws=5)
    np.testing.assert_array_equal(many.by_period[:3], few.by_period)
    assert len(many.by_period) == 5


def test_a_held_parameter_leaves_the_other_draws(spec: Spec) -> None:
    """A parameter that is set has its value in every draw, the others are drawn as before, and the answer moves."""
    name = next(iter(draw_parameters(spec, 1, np.random.default_rng(7))))
    free = solve(spec, draws=3)
    value = float(free.parameters[name][0]) + 0.01
    held = solve(spec, draws=3, set={name: value})
    assert held.parameters[name].tolist() == [value] * 3
    for other in free.parameters.keys() - {name}:
        np.testing.assert_array_equal(held.parameters[other], free.parameters[other])
    assert not np.array_equal(held.by_period, free.by_period)
    with pytest.raises(InputError, match="nothing"):
        solve(spec, draws=1, set={"nothing": 1.0})


def test_a_file_of_another_ensemble_is_refused(spec: Spec, tmp_path: Path) -> None:
    """Another seed, grid or game is another ensemble, and the file stays as it was."""
    path = tmp_path / "some.jsonl"
    solve(spec, path, draws=1)
    before = path.read_bytes()
    other = load_spec(SPEC.replace("massed", "poised"))
    for refused in (lambda: solve(spec, path, seed=8), lambda: solve(spec, path, grid=6), lambda: solve(other, path)):
        with pytest.raises(InputError, match="another game, seed, grid"):
            refused()
    assert path.read_bytes() == before
    path.write_bytes(before + b"no result\n")
    with pytest.raises(InputError, match="no result in a results file"):
        solve(spec, path)


def test_a_draw_is_its_own_game_solved(spec: Spec) -> None:
    """Each row is what the solver says of the game with that draw's parameters."""
    ensemble = solve(spec, draws=2)
    drawn = draw_parameters(spec, 2, np.random.default_rng(7))
    game = compile_spec(spec, {name: float(values[1]) for name, values in drawn.items()})
    course = solve_beliefs(game, grid=4, tolerance=1e-6).detail.course
    np.testing.assert_allclose(ensemble.by_period[1], course.by_period, atol=1e-12)
    assert ensemble.converged.all()
    np.testing.assert_allclose(ensemble.probabilities.sum(axis=1), 1.0)
    assert ensemble.quantiles((0.5,)).shape == (1, 2, len(ensemble.outcomes))


def test_draws_that_make_no_game_are_refused_one_by_one() -> None:
    """A draw out of bounds is a row of its own with a reason, and stops nothing."""
    spec = load_spec(GAMBLE)
    ensemble = solve(spec, draws=20, grid=4)
    assert 0 < len(ensemble.refused) < 20
    for draw, reason in ensemble.refused.items():
        assert reason
        assert np.isnan(ensemble.by_period[draw]).all()
        assert not ensemble.converged[draw]
    assert np.isfinite(ensemble.quantiles()).all()


GAMBLE = """
title: a gamble
calendar: {periods: 1}
parameters:
  share: {default: 0.5, range: [0.0, 1.6], distribution: uniform, unit: share, why: to go too far}
players:
  one: {types: {hot: share, cold: 1 - share}}
  two:
variables:
  mood: [calm]
initial: {mood: calm}
order:
  - stage: move
    player: one
    moves:
      wait:
      push: {then: {end: clash}, payoffs: {one: "where(type == hot, 1, -1)"}}
ends:
  clash: {two: -1}
horizon: {name: quiet}
"""
