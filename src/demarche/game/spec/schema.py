"""
The shape of a spec: a JSON Schema as data, and the check of a document against it.

The published schema is the one that the loader itself walks, so that the two cannot drift apart. Of JSON Schema the
walk knows the keywords that `schema.json` uses; a keyword that it does not know is an error of ours, found by a test.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any

from demarche.errors import InputError
from demarche.game.spec.document import Node

_KINDS = {"object": "map", "array": "list", "string": "text", "number": "number", "boolean": "truth", "null": "nothing"}
_SPOKEN = {"map": "a map", "list": "a list", "text": "a text", "number": "a number", "truth": "true or false"}
LONGEST_TEXT_SHOWN = 60


def spec_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a spec file."""
    schema: dict[str, Any] = json.loads(
        resources.files(__package__).joinpath("schema.json").read_text(encoding="utf-8")
    )
    return schema


@cache
def _schema() -> dict[str, Any]:
    return spec_schema()


def check_shape(root: Node) -> None:
    """
    Check a document against the schema.

    Raises
    ------
    InputError
        At the first place that does not fit.
    """
    _check(root, _schema())


def suggestion(name: str, known: Iterable[str]) -> str:
    """Return "did you mean 'x'?" for the known name most like this one, or an empty text."""
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"did you mean '{near[0]}'?" if near else ""


def listed(names: Iterable[str]) -> str:
    """Return names as "a, b or c", the first twenty of them."""
    every = list(names)
    if not every:
        return "nothing"
    shown = every if len(every) <= 20 else [*every[:20], "…"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"


def shown(node: Node) -> str:
    """Return what a node holds, short enough for an error."""
    if node.kind == "nothing":
        return "nothing"
    if node.kind in {"map", "list"}:
        return _SPOKEN[node.kind]
    text = node.raw if len(node.raw) <= LONGEST_TEXT_SHOWN else node.raw[: LONGEST_TEXT_SHOWN - 1] + "…"
    return f"'{text}'" if node.kind == "text" else text


def _resolved(rule: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in rule:
        rule = _schema()["$defs"][rule["$ref"].rsplit("/", 1)[1]]
    return rule


def _check(node: Node, rule: dict[str, Any], title: str = "") -> None:
    rule = _resolved(rule)
    title = rule.get("title", title)
    if "anyOf" in rule:
        _check(node, _alternative(node, rule["anyOf"], title), title)
        return
    if "enum" in rule:
        _check_choice(node, rule["enum"], title)
    if "type" in rule and node.kind not in _kinds(rule):
        raise _misfit(node, title)
    if node.kind == "map":
        _check_map(node, rule)
    elif node.kind == "list":
        _check_list(node, rule, title)
    elif node.kind == "text":
        _check_text(node, node.value, rule, title)


def _kinds(rule: dict[str, Any]) -> set[str]:
    types = rule["type"] if isinstance(rule["type"], list) else [rule["type"]]
    return {_KINDS[one] for one in types}


def _misfit(node: Node, title: str) -> InputError:
    if node.kind == "nothing":
        mend = "inside { }, a text with a comma needs quotes"
        return node.place.error("a value is missing", wanted=title, mend=mend)
    return node.place.error("this has the wrong form", wanted=title, got=shown(node))


def _alternative(node: Node, rules: list[dict[str, Any]], title: str) -> dict[str, Any]:
    """The first rule of the node's kind whose required keys are there; else the last of its kind."""
    fitting = [rule for rule in map(_resolved, rules) if node.kind in _all_kinds(rule)]
    if not fitting:
        raise _misfit(node, title)
    whole = [rule for rule in fitting if set(rule.get("required", ())) <= set(node.entries)]
    return (whole or fitting[-1:])[0]


def _all_kinds(rule: dict[str, Any]) -> set[str]:
    if "anyOf" in rule:
        return set().union(*(_all_kinds(_resolved(one)) for one in rule["anyOf"]))
    return _kinds(rule) if "type" in rule else set(_KINDS.values())


def _check_map(node: Node, rule: dict[str, Any]) -> None:
    known = rule.get("properties", {})
    other = rule.get("additionalProperties", True)
    for key, value in node.entries.items():
        if key in known:
            _check(value, known[key])
        elif other is False:
            mend = suggestion(key, known)
            raise value.place.error("there is no such key here", wanted=listed(known), got=f"'{key}'", mend=mend)
        elif isinstance(other, dict):
            if "propertyNames" in rule:
                name = _resolved(rule["propertyNames"])
                _check_text(value, key, name, name["title"])
            _check(value, other)
    for key in rule.get("required", ()):
        if key not in node.entries:
            raise node.place.error(
                f"the key '{key}' is missing", wanted=listed(rule["required"]).replace(" or ", " and ")
            )
    size = len(node.entries)
    if not rule.get("minProperties", 0) <= size <= rule.get("maxProperties", size):
        least, most = rule.get("minProperties", 0), rule.get("maxProperties", "any number")
        raise node.place.error("wrong number of entries", wanted=f"{least} to {most}", got=str(size))


def _check_list(node: Node, rule: dict[str, Any], title: str) -> None:
    size = len(node.items)
    if not rule.get("minItems", 0) <= size <= rule.get("maxItems", size):
        raise node.place.error("the list has the wrong length", wanted=title, got=f"{size} entries")
    for item in node.items:
        _check(item, rule.get("items", {}))


def _check_text(node: Node, text: str, rule: dict[str, Any], title: str) -> None:
    short = len(text) <= rule.get("maxLength", len(text))
    if not short or ("pattern" in rule and not re.search(rule["pattern"], text)):
        raise node.place.error(
            "this is not written as it should be", wanted=title, got=f"'{text[:LONGEST_TEXT_SHOWN]}'"
        )


def _check_choice(node: Node, choices: list[str], title: str) -> None:
    if node.value not in choices:
        mend = suggestion(node.raw, choices)
        raise node.place.error(f"this is not {title}", wanted=listed(choices), got=shown(node), mend=mend)
