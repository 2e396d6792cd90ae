"""The laws of a game's arrays: each broken in turn, and named."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import pytest

from demarche.errors import InputError
from demarche.game.builder import GameBuilder
from demarche.game.checks import check_game
from demarche.game.model import Calendar, Game, Player, Stage


def lawful() -> Game:
    return (
        GameBuilder("Entry", periods=2)
        .player("entrant", types={"weak": 0.5, "strong": 0.5}, rationality=2)
        .player("incumbent")
        .states("outside", "inside")
        .end("fight", {"entrant": {"weak": -1, "strong": 0.5}, "incumbent": -1})
        .end("share", {"entrant": 1})
        .stage("entry", "entrant")
        .move("enter", to="inside", when=["outside"], payoffs={"entrant": -0.1})
        .move("wait")
        .stage("answer", "incumbent")
        .move("fight", to={"fight": 0.75, "outside": 0.25}, when=["inside"])
        .move("share", to="share", when=["inside"])
        .move("rest", when=["outside"])
        .chance("luck", to={"inside": 0.1, "outside": 0.9})
        .horizon("nothing", {"incumbent": 2})
        .build()
    )


def with_array(name: str, cell: tuple[int, ...], value: Any) -> Game:
    game = lawful()
    array = getattr(game, name).copy()
    array[cell] = value
    return dataclasses.replace(game, **{name: array})


def with_player(**changes: Any) -> Game:
    game = lawful()
    return dataclasses.replace(game, players=(dataclasses.replace(game.players[0], **changes), game.players[1]))


@pytest.mark.parametrize(
    ("game", "told"),
    [
        (with_player(prior=(0.5, 0.4)), "priors do not sum to 1.*0.5 \\+ 0.4 = 0.9"),
        (with_player(prior=(1.2, -0.2)), "prior of type 'strong' is no probability"),
        (with_player(prior=(math.nan, 1.0)), "prior of type 'weak' is no probability"),
        (with_player(prior=(1.0,)), "not one prior a type"),
        (with_player(types=("weak", "weak")), "type of entrant 'weak'"),
        (with_player(rationality=0.0), "rationality is out of bounds"),
        (with_player(rationality=math.inf), "rationality is out of bounds"),
        (with_player(rationality=math.nan), "rationality is out of bounds"),
        (with_player(discount=1.01), "discount is out of bounds"),
        (with_player(discount=0.0), "discount is out of bounds"),
        (with_player(name="incumbent"), "two are called alike: player 'incumbent'"),
        (dataclasses.replace(lawful(), states=("inside", "inside")), "state 'inside'"),
        (dataclasses.replace(lawful(), horizon_end="fight"), "outcome 'fight'"),
        (dataclasses.replace(lawful(), initial=5), "initial state does not exist"),
        (dataclasses.replace(lawful(), calendar=Calendar(0)), "number of periods is 0"),
        (dataclasses.replace(lawful(), calendar=Calendar(3)), "legal: the array has the wrong shape"),
        (dataclasses.replace(lawful(), stages=(*lawful().stages[:2], Stage("luck", 7, ("chance",)))), "does not exist"),
        (with_array("legal", (0, 0, 0), False), "no legal move.*stage 'entry', state 'outside', period 0"),
        (with_array("legal", (0, 0, 0, 2), True), "does not exist is legal"),
        (with_array("successors", (1, 1, 1, 1), -1), "probability of a branch|no successor"),
        (with_array("successors", (0, 0, 0, 0, 0), 9), "a successor does not exist"),
        (with_array("probabilities", (0, 1, 1, 0, 0), 0.5), "do not sum to 1.*0.75 for move 'fight'"),
        (with_array("probabilities", (0, 1, 1, 0, 0), -0.5), "out of bounds"),
        (with_array("probabilities", (0, 1, 1, 0, 0), math.nan), "out of bounds"),
        (with_array("move_payoffs", (1, 0, 0, 0, 0, 1), math.nan), "not finite.*to entrant for move 'enter'"),
        (with_array("state_payoffs", (1, 0, 0, 0), math.inf), "state_payoffs: the payoff is not finite"),
        (with_array("end_payoffs", (1, 0, 0, 0), -math.inf), "end_payoffs: the payoff is not finite"),
        (with_array("horizon_payoffs", (1, 1, 0), math.nan), "horizon_payoffs: the payoff is not finite"),
    ],
)
def test_a_broken_law_is_named(game: Game, told: str) -> None:
    """Whatever is wrong with a game's arrays is refused before any work, in words."""
    check_game(lawful())
    with pytest.raises(InputError, match=told):
        check_game(game)


def test_unreachable_states_and_ends_are_named() -> None:
    """A state or an end that no move leads to is refused."""
    builder = GameBuilder("x", 1).player("one").states("here", "there").stage("turn", "one").move("stay")
    with pytest.raises(InputError, match="state 'there' cannot be reached"):
        builder.build()
    builder = GameBuilder("x", 1).player("one").end("peace").stage("turn", "one").move("stay")
    with pytest.raises(InputError, match="end 'peace' cannot be reached"):
        builder.build()


def test_a_move_without_successor_is_named() -> None:
    """A move that is legal but leads nowhere is refused."""
    with pytest.raises(InputError, match=r"a legal move has no successor.*move 'go'"):
        GameBuilder("x", 1).player("one").stage("turn", "one").move("stay").move(
            "go", to=lambda state, period: {}
        ).build()


def test_player_is_checked_alone() -> None:
    """A player of the builder is checked when it is added."""
    with pytest.raises(InputError, match="priors do not sum to 1"):
        GameBuilder("x", 1).player("one", types={"a": 0.5, "b": 0.6})
    assert Player("one", ("a",), (1.0,)).discount == 1.0
