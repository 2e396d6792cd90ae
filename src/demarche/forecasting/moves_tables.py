"""The tables by which a record becomes evidence: `data/moves.toml`, `roles.toml` and `windows.toml`, as structs."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import msgspec

from demarche.errors import LexiconError


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Frozen, and strict about fields that it does not know."""


class MoveRow(_Row, frozen=True):
    """
    One way in which a finding speaks to the game.

    `by` and `to` are roles (or "side", "anyone", "none", "both"); empty lists match anything. `means` is what it speaks
    for: "stage: move" or "variable = value". `parties` must all be among those who act or are acted on. `dated` is None
    where it does not matter whether a week is told, and `there` where it does not matter whether the place is in the
    target's country.
    """

    id: str
    types: tuple[str, ...]
    by: tuple[str, ...]
    to: tuple[str, ...]
    means: tuple[str, ...]
    weight: float
    why: str
    modes: tuple[str, ...] = ()
    not_modes: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    there: bool | None = None
    dated: bool | None = None


class StatementRow(_Row, frozen=True):
    """A kind of statement by a role, and how likely each of the role's types is to make it, relative to the others."""

    id: str
    kinds: tuple[str, ...]
    by: str
    likelihoods: dict[str, float]
    why: str
    source: str
    stances: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    not_words: tuple[str, ...] = ()


class Detection(_Row, frozen=True):
    """
    The probability that a move would have been told of, had it been made, and why.

    `loudness` is K of this move, where it is not the table's.
    """

    stage: str
    move: str
    detection: float
    why: str
    loudness: float | None = None


class Consistent(_Row, frozen=True):
    """How well each value of a variable fits what is reported of it, from 0 to 1."""

    variable: str
    value: str
    fits: dict[str, float]
    why: str


class MoveTable(_Row, frozen=True):
    """`data/moves.toml`: what each key means is said there."""

    loudness: float
    undated: float
    rival: float
    partly: float
    credibility: dict[str, float]
    status: dict[str, float]
    reasons: dict[str, str]
    row: tuple[MoveRow, ...]
    statement: tuple[StatementRow, ...]
    detection: tuple[Detection, ...]
    consistent: tuple[Consistent, ...]
    verbs: dict[str, str]


class RoleTable(_Row, frozen=True):
    """`data/roles.toml`: what each key means is said there."""

    floors: dict[str, float]
    tie: float
    lone: float
    body: float
    origin: float
    rival: float
    back: float
    status: dict[str, float]
    polite: tuple[str, ...]
    against: dict[str, float]
    said_against: dict[str, float]
    foretold: dict[str, float]
    hard: tuple[str, ...]
    modes: dict[str, float]
    helps: dict[str, float]
    opposes: dict[str, float]
    mediates: dict[str, float]
    answers: dict[str, tuple[str, ...]]


class Cue(_Row, frozen=True):
    """Words that make a date in their sentence a parameter of the game."""

    parameter: str
    words: tuple[str, ...]
    take: str
    why: str
    without: tuple[str, ...] = ()
    begun: bool = False


class WindowTable(_Row, frozen=True):
    """`data/windows.toml`."""

    cue: tuple[Cue, ...]


def _load(name: str, kind: type[Any]) -> Any:
    text = resources.files("demarche.forecasting").joinpath("data", name).read_bytes()
    try:
        return msgspec.toml.decode(text, type=kind)
    except (msgspec.ValidationError, msgspec.DecodeError) as exc:
        raise LexiconError("the table breaks its format", where=name, got=str(exc)) from exc


@cache
def load_moves() -> MoveTable:
    """Return the table of moves and statements."""
    table: MoveTable = _load("moves.toml", MoveTable)
    return table


def loudness_of(stage: str, move: str) -> float:
    """Return K of a move: its own, else the table's; the table's for a state, too (no stage)."""
    table = load_moves()
    row = next((row for row in table.detection if (row.stage, row.move) == (stage, move)), None)
    return row.loudness if row and row.loudness is not None else table.loudness


@cache
def load_roles() -> RoleTable:
    """Return the weights by which roles are bid for."""
    table: RoleTable = _load("roles.toml", RoleTable)
    return table


@cache
def load_windows() -> WindowTable:
    """Return the cue words of windows and deadlines."""
    table: WindowTable = _load("windows.toml", WindowTable)
    return table
