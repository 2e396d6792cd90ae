"""Laws of specs: what no spec may change by being written otherwise."""

from __future__ import annotations

import contextlib
import dataclasses
import json
from typing import Any

import jsonschema
import numpy as np
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.game.specs import reordered, specs

from demarche.errors import InputError
from demarche.game.checks import check_game
from demarche.game.model import Game
from demarche.game.spec import compile_spec, load_game, load_spec, spec_schema

LAW = settings(max_examples=12, deadline=None)
ARRAYS = [field.name for field in dataclasses.fields(Game) if "NDArray" in str(field.type)]


def text(spec: dict[str, Any]) -> str:
    return yaml.safe_dump(spec, sort_keys=False, allow_unicode=True)


@given(specs())
@LAW
def test_compiled_games_are_lawful(spec: dict[str, Any]) -> None:
    """A spec that loads compiles to a game that breaks no law, with probabilities that sum to 1."""
    game = load_game(text(spec))
    check_game(game)
    sums = game.probabilities.sum(axis=4)
    assert np.allclose(sums[game.legal], 1.0)
    assert (sums[~game.legal] == 0.0).all()


@given(specs())
@LAW
def test_renaming_a_player_changes_nothing(spec: dict[str, Any]) -> None:
    """A game's arrays do not depend on what the players are called."""
    renamed = json.loads(json.dumps(spec).replace('"one"', '"ONE-1"').replace("turn of one", "first turn"))
    game, other = load_game(text(spec)), load_game(text(renamed))
    assert other.players[0].name == "ONE-1"
    for name in ARRAYS:
        assert np.array_equal(getattr(game, name), getattr(other, name)), name


@given(specs(), st.data())
@LAW
def test_the_order_of_keys_changes_order_alone(spec: dict[str, Any], data: st.DataObject) -> None:
    """Shuffling the keys of every map changes the order of names, and nothing else."""
    game, other = load_game(text(spec)), load_game(text(reordered(spec, data.draw)))
    assert told(game) == told(other)


def told(game: Game) -> dict[str, Any]:
    """A game's facts by name."""
    facts: dict[str, Any] = {}
    names = [*[frozenset(one.split(" · ")) for one in game.states], *game.ends]
    facts["initial"] = names[game.initial]
    for index in np.argwhere(game.legal):
        period, at, state, number = map(int, index)
        stage = game.stages[at]
        cell = (period, stage.name, names[state], stage.moves[number])
        branches = zip(game.successors[tuple(index)], game.probabilities[tuple(index)], strict=True)
        leads: dict[Any, float] = {}
        for to, share in branches:
            if to >= 0:
                leads[names[to]] = round(leads.get(names[to], 0.0) + float(share), 12)
        facts[cell] = leads
        facts[(*cell, "pays")] = paid(game, game.move_payoffs[tuple(index)])
    for state, name in enumerate(names[: len(game.states)]):
        facts["flow", name] = [paid(game, one) for one in game.state_payoffs[:, state]]
        facts["horizon", name] = paid(game, game.horizon_payoffs[state])
    for end, name in enumerate(game.ends):
        facts["end", name] = [paid(game, one) for one in game.end_payoffs[:, end]]
    return facts


def paid(game: Game, array: np.ndarray) -> dict[str, dict[str, float]]:
    return {
        player.name: {kind: round(float(array[number, at]), 12) for at, kind in enumerate(player.types)}
        for number, player in enumerate(game.players)
    }


@given(specs())
@LAW
def test_json_is_a_spec(spec: dict[str, Any]) -> None:
    """A spec may be written as JSON, and fits the published schema."""
    jsonschema.validate(spec, spec_schema())
    assert told(load_game(json.dumps(spec, indent=1))) == told(load_game(text(spec)))


@given(specs(), st.floats(0.1, 2), st.floats(-1, 1))
@LAW
def test_setting_a_parameter_is_writing_it(spec: dict[str, Any], a: float, b: float) -> None:
    """Compiling with a value gives the game of the file that has it as its default."""
    written = spec | {"parameters": {"a": a, "b": b}}
    assert told(compile_spec(load_spec(text(spec)), {"a": a, "b": b})) == told(load_game(text(written)))


@given(st.text(max_size=200))
@settings(max_examples=50, deadline=None)
def test_any_text_is_loaded_or_refused(noise: str) -> None:
    """No text brings the loader down: it is a game or a clear refusal."""
    with contextlib.suppress(InputError):
        load_spec(noise + "\n")


@given(specs(), st.data())
@settings(max_examples=30, deadline=None)
def test_any_change_of_a_spec_is_loaded_or_refused(spec: dict[str, Any], data: st.DataObject) -> None:
    """A spec with one value replaced by anything is a game or a clear refusal."""
    place: Any = spec
    while True:
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        if isinstance(place[key], dict | list) and place[key] and data.draw(st.booleans()):
            place = place[key]
            continue
        place[key] = data.draw(
            st.one_of(
                st.none(), st.booleans(), st.integers(-9, 9), st.floats(), st.text(max_size=9), st.just([]), st.just({})
            )
        )
        break
    with contextlib.suppress(InputError):
        check_game(load_game(json.dumps(spec, indent=1) if data.draw(st.booleans()) else text(spec)))
