"""Games built in Python: the same arrays as the same game's spec, and clear refusals."""

from __future__ import annotations

import dataclasses
import datetime as dt

import numpy as np
import pytest

from demarche.errors import InputError
from demarche.game.builder import GameBuilder
from demarche.game.model import Game
from demarche.game.spec import load_game

SPEC = """
title: Rounds
calendar: {start: 2022-02-07, periods: 3}
players:
  C: {types: {weak: 0.5, strong: 0.5}, rationality: 3, discount: 0.9}
  T:
variables:
  posture: [calm, massed]
order:
  - stage: challenge
    player: C
    moves:
      raise: {when: posture == calm, then: {posture: massed}, payoffs: {C: -0.1 * (t + 1)}}
      attack: {when: posture == massed, chance: [{probability: 0.25, then: {end: won}}, {then: {end: lost}}]}
      wait:
  - stage: weather
    chance:
      - {probability: 0.5, then: {posture: calm}}
      - {}
flows: {T: "-0.01 * level(posture)"}
ends:
  won: {C: "where(type == weak, 1, 2) * (1 - t / 10)"}
  lost: {C: -1, T: 1}
horizon: {name: standoff, payoffs: {T: level(posture)}}
"""


def built() -> Game:
    return (
        GameBuilder("Rounds", periods=3, start=dt.date(2022, 2, 7))
        .player("C", types={"weak": 0.5, "strong": 0.5}, rationality=3, discount=0.9)
        .player("T")
        .states("calm", "massed")
        .end("won", lambda end, t: {"C": {"weak": 1 - t / 10, "strong": 2 - t / 5}})
        .end("lost", {"C": -1, "T": 1})
        .stage("challenge", "C")
        .move("raise", to="massed", when=["calm"], payoffs=lambda state, t: {"C": -0.1 * (t + 1)})
        .move("attack", to={"won": 0.25, "lost": 0.75}, when=lambda state, t: state == "massed")
        .move("wait")
        .chance("weather", to=lambda state, t: {"calm": 0.5, state: 0.5} if state != "calm" else {"calm": 1.0})
        .flow(lambda state, t: {"T": -0.01 * (state == "massed")})
        .horizon("standoff", lambda state, t: {"T": state == "massed"})
        .build()
    )


def test_builder_and_spec_agree() -> None:
    """The same game, built in Python and written as a spec, has the same arrays."""
    ours, theirs = built(), load_game(SPEC)
    assert (ours.players, ours.stages, ours.states, ours.ends) == (
        theirs.players,
        theirs.stages,
        theirs.states,
        theirs.ends,
    )
    for field in ("legal", "move_payoffs", "state_payoffs", "end_payoffs", "horizon_payoffs"):
        assert np.allclose(getattr(ours, field), getattr(theirs, field)), field
    assert np.allclose(expected(ours), expected(theirs))


def expected(game: Game) -> np.ndarray:
    """Probability of every target of every move: how branches are ordered, or split, does not matter."""
    total = np.zeros((*game.legal.shape, len(game.states) + len(game.ends)))
    for index in np.argwhere(game.successors >= 0):
        total[(*index[:-1], game.successors[tuple(index)])] += game.probabilities[tuple(index)]
    return total


def test_a_game_is_frozen() -> None:
    """A built game cannot be reassigned by accident."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        built().title = "other"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("build", "told"),
    [
        (lambda: GameBuilder("x", 0), "number of periods is 0"),
        (lambda: GameBuilder("x", 1).build(), "no player or no stage"),
        (lambda: GameBuilder("x", 1).player("a").player("a"), "two players are called 'a'"),
        (lambda: GameBuilder("x", 1).states("a", "a"), "not named apart"),
        (lambda: GameBuilder("x", 1).end("a").end("a"), "two ends are called 'a'"),
        (lambda: GameBuilder("x", 1).move("go"), "outside a player's stage"),
        (lambda: GameBuilder("x", 1).player("a").stage("s", "a").move("go").move("go"), "two moves are called 'go'"),
        (lambda: GameBuilder("x", 1).player("a").stage("s", "a").build(), "stage 's' has no moves"),
        (lambda: GameBuilder("x", 1).player("ann").stage("s", "anne").move("go").build(), "did you mean 'ann'"),
        (lambda: GameBuilder("x", 1).player("a").stage("s", "a").move("go", to="war").build(), "no such state or end"),
        (lambda: GameBuilder("x", 1).player("a").flow({"b": 1}).stage("s", "a").move("go").build(), "no such player"),
    ],
)
def test_slips_are_named(build: object, told: str) -> None:
    """A slip in building is refused where it is made, or at the end."""
    with pytest.raises(InputError, match=told):
        build()  # type: ignore[operator]
