"""Random small specs, as Hypothesis makes them; every one of them is lawful."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

Payoff = st.sampled_from(
    ["0", "1", "-0.5", "a", "b * t", "steps - a", "where(mood == low, a, b)", "level(mood) / 2", "worth"]
)
Condition = st.sampled_from(["True", "mood == low", "steps < 2", "t < 1 or mood != high", "a > b"])


@st.composite
def specs(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a spec as builtins: two players with types, two variables, two stages of moves, one of chance."""
    typed = draw(st.floats(0.05, 0.95))
    players = {
        "one": {"types": {"meek": typed, "bold": 1 - typed}, "rationality": draw(st.sampled_from(["a", 1, 5]))},
        "two": {"discount": draw(st.sampled_from([1, 0.9]))},
    }
    return {
        "title": "a random game",
        "calendar": {"periods": draw(st.integers(1, 4))},
        "parameters": {"a": draw(st.floats(0.1, 2)), "b": draw(st.floats(-1, 1))},
        "formulas": {"worth": "max(a, b)", "hope": "where(type == meek, a, 2 * a)"},
        "variables": {"mood": ["low", "high"], "steps": {"from": 0, "to": 8}},
        "players": players,
        "order": [draw(stage("one")), draw(stage("two")), draw(chance())],
        "flows": {name: draw(Payoff) for name in players} | {"one": "hope * 0.1"},
        "ends": {name: {player: draw(Payoff) for player in players} for name in ("peace", "war")},
        "horizon": {"name": "standoff", "payoffs": {"one": draw(Payoff)}},
    }


@st.composite
def stage(draw: st.DrawFn, player: str) -> dict[str, Any]:
    """Draw a stage: one move is always legal; steps never outrun their range."""
    moves: dict[str, Any] = {"wait": None}
    moves["shift"] = {"when": draw(Condition), "then": {"mood": draw(st.sampled_from(["low", "high"]))}}
    moves["step"] = {
        "when": f"steps < 8 and ({draw(Condition)})",
        "then": {"steps": "steps + 1"},
        "payoffs": {player: draw(Payoff)},
    }
    moves["end it"] = {"chance": draw(branches()), "payoffs": {player: draw(Payoff)}}
    return {"stage": f"turn of {player}", "player": player, "moves": moves}


@st.composite
def branches(draw: st.DrawFn) -> list[dict[str, Any]]:
    share = draw(st.floats(0, 0.5))
    first = {"probability": share, "then": {"end": draw(st.sampled_from(["peace", "war"]))}}
    return [
        first,
        {"probability": 0.25, "then": {"mood": "high"}},
        {"then": {"end": draw(st.sampled_from(["peace", "war"]))}},
    ]


@st.composite
def chance(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a stage of chance that leads to every value and end, so that none is out of reach."""
    share = draw(st.floats(0, 0.2))
    ends = [{"probability": share, "then": {"end": name}} for name in ("peace", "war")]
    return {
        "chance": [
            *ends,
            {"probability": share, "then": {"mood": "high"}},
            {"then": {"mood": "low"}},
        ]
    }


def reordered(value: Any, draw: Any) -> Any:
    """Shuffle the keys of every map; lists keep their order."""
    if isinstance(value, dict):
        keys = draw(st.permutations(list(value)))
        return {key: reordered(value[key], draw) for key in keys}
    return [reordered(one, draw) for one in value] if isinstance(value, list) else value
