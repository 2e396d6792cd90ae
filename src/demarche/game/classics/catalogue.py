"""The catalogue of classics: one file of data each under `entries/`, and the functions that solve them."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

from demarche.errors import InputError
from demarche.game.classics import attrition, bargaining, coercion, nash, signaling, trees, trust
from demarche.game.classics.branches import sketch
from demarche.game.classics.classic import Answer, Classic, Domain, Parameter, Published
from demarche.game.classics.logit import solve_classic_tree
from demarche.game.tree import Tree

SOLVERS: Mapping[str, Callable[..., Answer]] = MappingProxyType(
    {
        "fearon1995": bargaining.fearon_uniform,
        "fearon1995-types": bargaining.fearon_types,
        "fearon1995-preventive": bargaining.fearon_preventive,
        "powell1996": bargaining.powell_parity,
        "fearon1994": attrition.audience_crisis,
        "attrition-static": attrition.attrition_static,
        "attrition-dynamic": attrition.attrition_dynamic,
        "slantchev2005": coercion.military_threat,
        "kydd2005": trust.trust,
        "signorino1999": signaling.logit_crisis,
        "lewis-schultz2003": signaling.lewis_schultz,
    }
)
"""Models in closed form, or solved by a method of their own."""

TREES: Mapping[str, tuple[Callable[..., Tree], Callable[..., nash.Nash]]] = MappingProxyType(
    {
        "bluffing": (trees.bluffing_tree, nash.bluffing_nash),
        "schultz1998": (trees.opposition_tree, nash.opposition_nash),
        "poker": (trees.poker_tree, nash.poker_nash),
        "myerson-cards": (trees.card_tree, nash.card_nash),
        "selten-horse": (trees.horse_tree, nash.horse_nash),
        "centipede": (trees.centipede_tree, nash.centipede_nash),
        "matching-pennies": (trees.pennies_tree, nash.pennies_nash),
        "constant-sum": (trees.constant_sum_tree, nash.constant_sum_nash),
    }
)
"""Models that are finite trees: how to build them, and their Nash equilibria."""


@cache
def classics() -> tuple[Classic, ...]:
    """Return all classics, in the order of their names."""
    folder = files("demarche.game.classics") / "entries"
    entries = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".yaml")), key=lambda entry: entry.name
    )
    return tuple(_classic(yaml.safe_load(entry.read_text(encoding="utf-8"))) for entry in entries)


def load_classic(name: str) -> Classic:
    """
    Return a classic by name.

    Raises
    ------
    InputError
        If there is none of that name; with the nearest ones.

    Examples
    --------
    >>> round(load_classic("fearon1995").solve(p=0.5, cA=0.1, C=0.5).quantities["war"], 6)
    0.4
    """
    known = {one.name: one for one in classics()}
    if name not in known:
        near = difflib.get_close_matches(name, known, n=3, cutoff=0.4) or list(known)
        raise InputError(f"there is no classic {name}", field="name", wanted=", ".join(near), got=name)
    return known[name]


def _classic(entry: Mapping[str, Any]) -> Classic:
    name = entry["name"]
    parameters = tuple(_parameter(key, row) for key, row in entry["parameters"].items())
    builder, solver = None, SOLVERS.get(name)
    picture = entry.get("picture", "")
    if name in TREES:
        builder, equilibria = TREES[name]
        solver = solve_classic_tree(builder, equilibria)
        picture = picture or sketch(builder(**{one.name: one.default for one in parameters}))
    assert solver is not None, f"{name}: an entry without a solver"
    return Classic(
        name=name,
        title=entry["title"],
        source=entry["source"],
        story=entry["story"].strip(),
        picture=picture.rstrip(),
        result=entry["result"].strip(),
        suggestions=tuple(entry["try"]),
        parameters=parameters,
        meanings=entry.get("quantities", {}),
        known=tuple(_published(block, parameters) for block in entry.get("published", [])),
        solver=solver,
        builder=builder,
    )


def _parameter(name: str, row: Mapping[str, Any]) -> Parameter:
    return Parameter(name, row.get("symbol", name), float(row["default"]), Domain.of(row["domain"]), row["meaning"])


def _published(block: Mapping[str, Any], parameters: tuple[Parameter, ...]) -> Published:
    names = {one.symbol: one.name for one in parameters} | {one.name: one.name for one in parameters}
    at = {names[key]: float(value) for key, value in block["at"].items()}
    values = {key: float(value) for key, value in block["values"].items()}
    return Published(block["where"], at, values, 0.5 * 10.0 ** -block["digits"])
