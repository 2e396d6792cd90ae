"""Specs: what a file means, as arrays; the schema that it is checked against; the template form."""

from __future__ import annotations

import datetime as dt
import pickle
import time
from pathlib import Path

import jsonschema
import numpy as np
import pytest
import yaml

from demarche.errors import InputError
from demarche.game.checks import check_game
from demarche.game.parameters import draw_parameters
from demarche.game.spec import compile_spec, load_game, load_spec, spec_schema, template_names, template_text

SPEC = """
title: A border incident
calendar: {start: 2022-02-07, step: 10 days, periods: 3}
parameters:
  cost: {default: 0.3, range: [0.1, 0.5], distribution: beta, unit: stake}
  summit: {default: 2022-02-20, unit: date}
players:
  sender: {types: {weak: 0.75, strong: 0.25}, rationality: 4, discount: 0.9}
  receiver:
variables:
  posture: [calm, massed]
  steps: {from: 0, to: 2}
formulas:
  pain: cost * where(type == weak, 2, 1) + where(date < summit, 1, 0)
order:
  - stage: threat
    player: sender
    moves:
      wait:
      mass: {when: posture == calm and steps < 2, then: {posture: massed, steps: steps + 1}}
      calm down: {when: posture == massed, then: {posture: calm}}
      attack:
        when: posture == massed
        chance:
          - {probability: 1 / 4, then: {end: peace}}
          - {then: {end: war}}
        payoffs: {sender: -pain}
  - stage: weather
    chance:
      - {probability: 0.1 * t, then: {posture: calm}}
      - {}
    payoffs: {receiver: 0.5}
flows: {sender: -0.01 * steps}
ends:
  peace: {sender: 1, receiver: -0.5 * t}
  war: {sender: steps, receiver: -1}
horizon: {name: standoff, payoffs: {receiver: level(posture)}}
consequences:
  war:
    deaths: {value: [10, 100], unit: people, why: a guess}
    sanctions: likely
"""


def test_players_and_calendar() -> None:
    """Players, priors, λ, discounts and the calendar are those of the file."""
    game = load_game(SPEC)
    sender, receiver = game.players
    assert (sender.types, sender.prior, sender.rationality, sender.discount) == (
        ("weak", "strong"),
        (0.75, 0.25),
        4,
        0.9,
    )
    assert (receiver.types, receiver.prior, receiver.rationality) == (("only",), (1.0,), 1.0)
    assert game.calendar.date_of(1) == dt.date(2022, 2, 17)
    assert game.outcomes == ("peace", "war", "standoff")


def test_states_are_those_that_play_reaches() -> None:
    """Combinations that no play comes to are dropped; numbers are told by their variable's name."""
    game = load_game(SPEC)
    assert game.states[game.initial] == "calm · steps 0"
    assert set(game.states) == {
        "calm · steps 0",
        "massed · steps 1",
        "calm · steps 1",
        "massed · steps 2",
        "calm · steps 2",
    }


def test_moves_lead_where_the_file_says() -> None:
    """Legality, successors and probabilities follow the conditions and branches."""
    game = load_game(SPEC)
    calm, massed = game.states.index("calm · steps 0"), game.states.index("massed · steps 1")
    assert game.legal[0, 0, calm].tolist() == [True, True, False, False]
    assert game.successors[0, 0, calm, 1, 0] == massed
    assert game.successors[0, 0, massed, 3].tolist() == [len(game.states), len(game.states) + 1]
    assert game.probabilities[0, 0, massed, 3].tolist() == [0.25, 0.75]
    assert game.probabilities[2, 1, massed, 0] == pytest.approx([0.2, 0.8])
    assert game.successors[2, 1, massed, 0].tolist() == [game.states.index("calm · steps 1"), massed]
    assert (game.successors[:, :, :, :, 0][~game.legal] == -1).all()


def test_payoffs_are_those_of_type_date_and_state() -> None:
    """Payoffs depend on type, period, date and state; an end's that depends on the state is paid by the move."""
    game = load_game(SPEC)
    massed = game.states.index("massed · steps 1")
    attack = game.move_payoffs[:, 0, massed, 3]
    assert attack[0, 0] == pytest.approx([-1.6 + 0.75, -1.3 + 0.75])  # before the summit; war pays 1 in three of four
    assert attack[2, 0] == pytest.approx([-0.6 + 0.75, -0.3 + 0.75])
    assert game.move_payoffs[1, 1, massed, 0, 1, 0] == 0.5
    assert game.end_payoffs[2, 0, :, 0].tolist() == [1, -1]
    assert game.end_payoffs[2, 1, 0].tolist() == [0, 0]
    assert game.state_payoffs[0, massed, 0].tolist() == [-0.01, -0.01]
    assert game.horizon_payoffs[massed, 1].tolist() == [1, 0]


def test_parameters_are_set() -> None:
    """`set` puts values in the place of defaults; an unknown name is refused with the nearest."""
    game = load_game(SPEC, set={"cost": 0, "summit": -1})
    massed = game.states.index("massed · steps 1")
    assert game.move_payoffs[0, 0, massed, 3, 0] == pytest.approx([0.75, 0.75])
    with pytest.raises(InputError, match="did you mean 'cost'"):
        load_game(SPEC, set={"csot": 1})
    with pytest.raises(InputError, match="finite"):
        load_game(SPEC, set={"cost": float("nan")})


def test_rationality_can_be_given() -> None:
    """A λ that is given counts for all players."""
    game = compile_spec(load_spec(SPEC), rationality=7)
    assert [player.rationality for player in game.players] == [7, 7]


def test_a_type_with_prior_zero_is_left_out() -> None:
    """A type whose prior is exactly 0 is not in the game; expressions may still name it."""
    game = load_game(SPEC.replace("{weak: 0.75, strong: 0.25}", "{weak: 0, strong: 1}"))
    massed = game.states.index("massed · steps 1")
    assert game.players[0].types == ("strong",)
    assert game.move_payoffs[2, 0, massed, 3, 0] == pytest.approx([-0.3 + 0.75])


def test_consequences_are_kept() -> None:
    """Consequences are read, with what they are based on."""
    deaths, sanctions = load_spec(SPEC).consequences["war"]
    assert (deaths.value, deaths.unit, deaths.why) == ((10.0, 100.0), "people", "a guess")
    assert sanctions.value == "likely"


def test_a_spec_travels() -> None:
    """A spec that is pickled compiles to the same game."""
    spec = load_spec(SPEC)
    again = compile_spec(pickle.loads(pickle.dumps(spec)))
    assert np.array_equal(compile_spec(spec).move_payoffs, again.move_payoffs)


def test_yaml_words_are_words() -> None:
    """`no`, `off` and `on` are names, as in YAML 1.2."""
    spec = """
calendar: {periods: 1}
players: {one: }
variables: {alert: [off, on]}
order: [{player: one, moves: {no: , yes: {when: alert == off, then: {alert: on}}}}]
"""
    game = load_game(spec)
    assert game.states == ("off", "on")
    assert game.stages[0].moves == ("no", "yes")


@pytest.mark.parametrize("name", template_names())
def test_templates_compile(name: str) -> None:
    """Every template compiles to a lawful game, and its text fits the published schema."""
    check_game(load_game(name))
    assert_fits(template_text(name))


def test_the_published_schema_accepts_what_the_loader_accepts() -> None:
    """A spec that loads fits the JSON Schema, as another program reads YAML and checks it."""
    assert_fits(SPEC)
    assert_fits("template: coercive-crisis\nset: {firm_share: 1}\nplayers: {patron: USA}\n")
    jsonschema.Draft202012Validator.check_schema(spec_schema())


@pytest.mark.parametrize("case", ["unknown-key", "wrong-kind", "unknown-distribution", "number-as-title", "a-list"])
def test_the_published_schema_refuses_too(case: str) -> None:
    """What the loader refuses for its form, the schema refuses as well."""
    text = (Path(__file__).parents[1] / "golden" / "game-errors" / f"{case}.yaml").read_text(encoding="utf-8")
    with pytest.raises(jsonschema.ValidationError):
        assert_fits(text)


def assert_fits(text: str) -> None:
    loader = type("Loader", (yaml.SafeLoader,), {})
    dates = "tag:yaml.org,2002:timestamp"  # JSON has none
    loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in rules if tag != dates]
        for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    jsonschema.validate(yaml.load(text, Loader=loader), spec_schema(), jsonschema.Draft202012Validator)


def test_schema_uses_only_keywords_that_the_walk_knows() -> None:
    """The loader's own walk knows every keyword of the published schema."""
    known = {
        "$schema",
        "$ref",
        "$defs",
        "title",
        "description",
        "type",
        "properties",
        "required",
        "additionalProperties",
    }
    known |= {"propertyNames", "minProperties", "maxProperties", "items", "minItems", "maxItems", "anyOf", "enum"}
    known |= {"pattern", "maxLength"}

    def walk(rule: object, is_rule: bool = True) -> None:
        if isinstance(rule, list):
            for one in rule:
                walk(one)
        elif isinstance(rule, dict):
            for key, value in rule.items():
                assert not is_rule or key in known, key
                walk(value, not (is_rule and key in {"properties", "$defs"}))

    walk(spec_schema())


def test_template_form() -> None:
    """A short file renames players and sets dates, states and parameters of a template."""
    spec = load_spec(
        """
template: coercive-crisis
title: Over the river
calendar: {start: 2022-02-07, periods: 5}
players: {challenger: RUS, target: UKR}
initial: {posture: massed, support: pledged}
set: {games_end: 2022-02-20, divider_weight: 2, games_cost: 0.25}
"""
    )
    game = compile_spec(spec)
    assert game.title == "Over the river"
    assert [player.name for player in game.players] == ["RUS", "patron", "UKR", "mediator"]
    assert game.players[0].types[-1] == "divider"
    assert game.states[game.initial] == "massed · pledged · terms none"
    assert spec.parameters["games_end"].default == 13
    attack = game.stages[3].moves.index("limited attack")
    assert game.move_payoffs[1, 3, game.initial, attack, 0, 0] == pytest.approx(
        game.move_payoffs[2, 3, game.initial, attack, 0, 0] - 0.25
    )


def test_what_a_template_file_sets_is_drawn_no_more() -> None:
    """A parameter that was set is known: its draws are constant."""
    spec = load_spec("template: coercive-crisis\nset: {settlement_share: 0.37}\n")
    drawn = draw_parameters(spec, 3, np.random.default_rng(0))
    assert drawn["settlement_share"].tolist() == [0.37] * 3
    assert len(set(drawn["inertia"].tolist())) == 3


def test_what_a_template_file_sets_can_be_out_of_bounds() -> None:
    """A value that leads out of bounds is refused with the template's place where it does."""
    with pytest.raises(InputError, match="probability of a branch is out of bounds") as caught:
        load_spec("template: coercive-crisis\nset: {mediation_success: 1.5}\n")
    assert caught.value.field == "order[0].moves.mediate.chance[0].probability"
    assert caught.value.where.startswith("coercive-crisis.yaml, line ")


def test_the_crisis_has_its_parts() -> None:
    """The coercive crisis has the players, types, states, moves and ends of the design."""
    game = load_game("coercive-crisis")
    assert [(player.name, len(player.types)) for player in game.players] == [
        ("challenger", 3),
        ("patron", 2),
        ("target", 2),
        ("mediator", 1),
    ]
    assert (len(game.states), game.calendar.periods, game.horizon_end) == (18, 26, "standoff")
    assert [stage.player for stage in game.stages] == [3, 1, 2, 0, None]
    assert game.stages[3].moves == (
        "stand down",
        "wait",
        "accept terms",
        "raise posture",
        "limited attack",
        "full attack",
    )
    assert game.ends == ("stand-down", "settlement", "capitulation", "limited war", "full war", "wider war")
    assert load_game("coercive-crisis", set={"firm_share": 1}).players[2].types == ("firm",)


def test_every_parameter_of_the_crisis_is_explained() -> None:
    """Each parameter of the coercive crisis has a unit, and a source or a reason; what is drawn has its range."""
    for name, one in load_spec("coercive-crisis").parameters.items():
        assert one.unit, name
        assert one.source or one.why, name


def test_the_crisis_holds_over_all_its_ranges() -> None:
    """Every draw of the coercive crisis's parameters compiles to a lawful game."""
    spec = load_spec("coercive-crisis")
    drawn = draw_parameters(spec, 12, np.random.default_rng(5))
    for number in range(12):
        check_game(compile_spec(spec, {name: values[number] for name, values in drawn.items()}))


@pytest.mark.slow
def test_compiling_is_quick() -> None:
    """The coercive crisis compiles in at most 15 ms of processor time: it is compiled for every draw."""
    spec = load_spec("coercive-crisis")
    taken = []
    for _ in range(20):
        before = time.process_time()
        compile_spec(spec)
        taken.append(time.process_time() - before)
    assert min(taken) < 0.015
