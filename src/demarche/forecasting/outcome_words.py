"""Outcomes and moves in words, groups of outcomes, and which projections speak of which: `data/outcomes.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

import msgspec

from demarche.game import Game
from demarche.ontology import spoken_name


class OutcomeRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An outcome, or a group of them: a clause for it, and the projections that foretell it."""

    name: str
    says: str
    types: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


class MoveWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A move of a stage as a clause."""

    stage: str
    name: str
    says: str


class OutcomeTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file."""

    group: tuple[OutcomeRow, ...]
    end: tuple[OutcomeRow, ...]
    move: tuple[MoveWords, ...]


@cache
def load_outcomes() -> OutcomeTable:
    """Read the table."""
    text = resources.files("demarche.forecasting").joinpath("data", "outcomes.toml").read_bytes()
    return msgspec.toml.decode(text, type=OutcomeTable)


def outcome_rows(game: Game) -> tuple[OutcomeRow, ...]:
    """Return the outcomes of a game, groups first; a game of one's own has the groups all of whose ends it has."""
    table = load_outcomes()
    known = {row.name: row for row in table.end}
    groups = tuple(row for row in table.group if set(row.members) <= set(game.outcomes))
    return groups + tuple(known.get(name, OutcomeRow(name, f"it ends in {name}")) for name in game.outcomes)


def name_players(roles: Mapping[str, str]) -> dict[str, str]:
    """Return the names of a game's players for sentences, by role: "Russia", "the United States", "the patron"."""
    return {role: f"the {role}" if code == role else spoken_name(code) for role, code in roles.items()}


def say_outcome(row: OutcomeRow, names: Mapping[str, str]) -> str:
    """Return an outcome as a clause."""
    return row.says.format_map({"challenger": "the challenger", "target": "the target", **names})


def say_move(stage: str, move: str, names: Mapping[str, str], mover: str) -> str:
    """Return a move as a clause."""
    words = next((row.says for row in load_outcomes().move if (row.stage, row.name) == (stage, move)), "")
    known = {"challenger", "target", "patron", "mediator"} <= names.keys()
    return words.format_map(names) if words and known else f"{names.get(mover, mover)}: {move}"
