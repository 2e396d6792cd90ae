"""The sections of a spec that need no expressions of the state: the calendar, the parameters, the consequences."""

from __future__ import annotations

import datetime as dt
import math
import re

from demarche.game.parameters import Parameter
from demarche.game.spec.document import Node
from demarche.game.spec.schema import listed, shown, suggestion
from demarche.game.spec.specification import Consequence, EndSpec

STEP_DAYS = {"day": 1, "week": 7, "month": 30}
"""A month is 30 days: the periods of a game are all of one length."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


def read_calendar(node: Node) -> tuple[dt.date | None, int]:
    """Return the calendar's start and the days of a period."""
    start, step = node.get("start"), node.get("step")
    days = 7
    if step is not None:
        days = STEP_DAYS.get(step.value) or int(step.value.split()[0])
        if days < 1:
            raise step.place.error("a period has no length", wanted="at least 1 day", got=shown(step))
    return (None if start is None else read_date(start)), days


def read_date(node: Node) -> dt.date:
    """Return a date given as YYYY-MM-DD."""
    try:
        return dt.date.fromisoformat(str(node.value))
    except ValueError as exc:
        raise node.place.error("there is no such date", wanted="a date like 2022-02-07", got=shown(node)) from exc


def read_quantity(node: Node, start: dt.date | None, unit: str) -> float:
    """Return a parameter's number; a date becomes days after the calendar's start."""
    if node.kind == "number":
        number = float(node.value)
        if not math.isfinite(number):
            raise node.place.error("this is no finite number", wanted="a number", got=shown(node))
        return number
    if not _DATE.match(str(node.value)) or unit != "date":
        wanted = "a date like 2022-02-07, or days after the start" if unit == "date" else "a number"
        raise node.place.error("this is no value for the parameter", wanted=wanted, got=shown(node))
    if start is None:
        raise node.place.error("a date is used, but the calendar has no start", mend="give calendar.start")
    return float((read_date(node) - start).days)


def read_parameters(node: Node | None, start: dt.date | None) -> dict[str, Parameter]:
    """Return the parameters by name."""
    return {} if node is None else {name: _parameter(name, one, start) for name, one in node.entries.items()}


def _parameter(name: str, node: Node, start: dt.date | None) -> Parameter:
    if node.kind == "number":
        return Parameter(name, read_quantity(node, start, ""))
    words = {key: str(found.value) for key in ("unit", "source", "why") if (found := node.get(key))}
    unit = words.get("unit", "")
    default = node.entries["default"]
    value, limits = read_quantity(default, start, unit), node.get("range")
    low, high = (None, None) if limits is None else (read_quantity(one, start, unit) for one in limits.items)
    given = node.get("distribution")
    distribution = given.value if given is not None else "fixed" if limits is None else "uniform"
    parameter = Parameter(name, value, low=low, high=high, distribution=distribution, **words)
    _check_parameter(parameter, node)
    return parameter


def _check_parameter(one: Parameter, node: Node) -> None:
    limits = node.get("range")
    place = node.place if limits is None else limits.place
    if one.distribution in {"uniform", "triangular", "normal", "lognormal", "beta"} and limits is None:
        raise place.error(f"the distribution {one.distribution} needs a range", wanted="range: [low, high]")
    if one.low is not None and one.high is not None:
        got = f"[{one.low:g}, {one.high:g}] around {one.default:g}"
        if one.low > one.high:
            raise place.error("the range is upside down", wanted="low before high", got=got)
        if not one.low <= one.default <= one.high and "default" in node.entries:
            raise place.error("the default is outside the range", got=got)
        if one.distribution == "lognormal" and one.low <= 0:
            raise place.error("a lognormal is above 0", wanted="a range above 0", got=got)
        if one.distribution == "gamma" and one.low < 0:
            raise place.error("a gamma is above 0", wanted="a range from 0 on", got=got)
    if one.distribution == "gamma" and one.default <= 0:
        raise place.error("the shape of a gamma is above 0", wanted="a default above 0", got=f"{one.default:g}")


def read_consequences(
    node: Node | None, ends: tuple[EndSpec, ...], horizon: EndSpec
) -> dict[str, tuple[Consequence, ...]]:
    """Return the consequences by end (the horizon's outcome may have some, too)."""
    known = [*(end.name for end in ends), horizon.name]
    result = {}
    for end, listing in node.entries.items() if node is not None else ():
        if end not in known:
            mend = suggestion(end, known)
            raise listing.place.error("there is no such end", wanted=listed(known), got=f"'{end}'", mend=mend)
        result[end] = tuple(_consequence(name, one) for name, one in listing.entries.items())
    return result


def _consequence(name: str, node: Node) -> Consequence:
    held = node.entries["value"] if node.kind == "map" else node
    words = {key: str(found.value) for key in ("unit", "source", "why") if (found := node.get(key))}
    if held.kind == "list":
        low, high = (float(one.value) for one in held.items)
        if not low <= high:
            raise held.place.error("the range is upside down", wanted="low before high", got=f"[{low:g}, {high:g}]")
        return Consequence(name, (low, high), **words)
    return Consequence(name, float(held.value) if held.kind == "number" else str(held.value), **words)
