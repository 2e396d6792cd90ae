"""Expressions of a spec: what they mean, for all periods, states and types at once."""

from __future__ import annotations

import numpy as np
import pytest

from demarche.errors import InputError
from demarche.game.spec.document import Place
from demarche.game.spec.expressions import read_expression
from demarche.game.spec.scope import Scope, Source
from demarche.game.spec.terms import Domain, Frame

PLACE = Place("test", 1, "payoff")
POSTURE = Domain("posture", ("calm", "massed", "on alert", "é"))
SCOPE = Scope(
    parameters=("a", "b"),
    formulas={"twice": Source("2 * a", PLACE), "own": Source("where(type == bold, 1, 0)", PLACE)},
    variables={"posture": POSTURE, "steps": None},
    player="sender",
    types=Domain("type", ("meek", "bold")),
)
FRAME = Frame(
    parameters={"a": np.float64(3), "b": np.float64(0)},
    periods=np.arange(4.0).reshape(-1, 1, 1),
    days=7 * np.arange(4.0).reshape(-1, 1, 1),
    start=np.datetime64("2022-02-07").astype("datetime64[D]").astype(int) + 719163,
    states={"posture": np.array([0, 1, 2]).reshape(1, -1, 1), "steps": np.array([0.0, 5.0, 10.0]).reshape(1, -1, 1)},
    types={"sender": np.array([0, 1]).reshape(1, 1, -1)},
)


def value(text: str | float, kind: str = "number") -> np.ndarray:
    scope = Scope(**vars(SCOPE))
    with np.errstate(all="ignore"):
        return np.asarray(read_expression(Source(text, PLACE), scope, kind=kind).evaluate(FRAME))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2 + 3 * a", 11),
        ("-a ** 2", -9),
        ("(7 % 4) / 2", 1.5),
        ("1e-3", 0.001),
        ("min(a, 2, 5)", 2),
        ("max(a, 2, 5)", 5),
        ("clip(a, 0, 1)", 1),
        ("exp(log(a))", 3),
        ("sqrt(abs(-9))", 3),
        ("floor(2.9)", 2),
        ("logistic(0)", 0.5),
        ("twice + 1", 7),
        ("a if b == 0 else 1", 3),
        ("where(a < 1, 10, a < 5, 20, 30)", 20),
        ("(a > 1) + (a > 2)", 2),
        ("0 < a < 3", 0),
        ("not (a > 1 and b > 1) or False", 1),
        ("2022-02-14", 7),
        ("2022-02-14 - 2022-02-07", 7),
    ],
)
def test_arithmetic(text: str, wanted: float) -> None:
    """Arithmetic means what it means in Python; conditions count 1 or 0, dates days after the start."""
    assert float(value(text, "any")) == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("posture == massed", [0, 1, 0]),
        ("posture != massed", [1, 0, 1]),
        ("massed == posture", [0, 1, 0]),
        ("posture == on_alert", [0, 0, 1]),
        ("posture == 'on alert'", [0, 0, 1]),
        ("posture in (calm, 'on alert')", [1, 0, 1]),
        ("posture not in (calm, massed)", [0, 0, 1]),
        ("posture >= massed", [0, 1, 1]),
        ("next(posture) == massed", [1, 0, 0]),
        ("previous(posture) == massed", [0, 0, 1]),
        ("level(posture) * 2", [0, 2, 4]),
        ("steps / 5", [0, 1, 2]),
        ("5 < steps", [0, 0, 1]),
    ],
)
def test_states(text: str, wanted: list[float]) -> None:
    """Named values are compared, in the order in which they are listed; numeric variables are numbers."""
    kind = "condition" if any(sign in text for sign in ("=", "<", " in ")) else "number"
    assert value(text, kind).reshape(-1).tolist() == wanted


def test_periods_and_dates() -> None:
    """`t` counts periods and `date` is the first day of one."""
    assert value("t").reshape(-1).tolist() == [0, 1, 2, 3]
    assert value("date >= 2022-02-21", "condition").reshape(-1).tolist() == [False, False, True, True]
    assert value("before(date, 2022-02-21)", "condition").reshape(-1).tolist() == [True, True, False, False]


def test_types() -> None:
    """`type` is the type of the player whose payoff it is, in formulas, too."""
    assert value("type == bold", "condition").reshape(-1).tolist() == [False, True]
    assert value("own * 5").reshape(-1).tolist() == [0, 5]


def test_shapes_broadcast() -> None:
    """A value has length 1 along every axis that it does not depend on."""
    assert value("t + a").shape == (4, 1, 1)
    assert value("where(posture == calm, t, own)").shape == (4, 3, 2)


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os')",
        "a.real",
        "[x for x in (1, 2)]",
        "lambda: 1",
        "a := 2",
        "f'{a}'",
        "a[0]",
        "min(*a)",
        "exp(x=1)",
        "a if a else b",
        "{1: 2}",
        "a is b",
        "a @ b",
        "~a",
        "1j",
        "'calm'",
        "posture",
        "type + 1",
        "posture == type",
        "posture == 1",
        "where(a > 1, 2)",
        "next(a)",
        "calm",
        "",
        "a; b",
        "a = 2",
        "2022-13-01",
    ],
)
def test_everything_else_is_refused(text: str) -> None:
    """What is no arithmetic of the language is refused with the place and the column."""
    with pytest.raises(InputError, match=r"column|wrong kind") as caught:
        value(text)
    assert caught.value.field == "payoff"


@pytest.mark.parametrize("text", ["a / b", "log(b - 1)", "exp(1000 * a)", "a ** 10000"])
def test_what_is_not_finite_flows_on(text: str) -> None:
    """Division by zero is no error by itself: it may stand in the branch that is not taken."""
    assert not np.isfinite(value(text))
    assert value(f"where(b == 0, 1, {text})") == 1


def test_columns_count_characters() -> None:
    """A column counts characters, not bytes, and dates do not shift it."""
    with pytest.raises(InputError, match="column 20"):
        value("(posture == 'é') + oops")
    with pytest.raises(InputError, match="column 14"):
        value("2022-02-14 + oops")
