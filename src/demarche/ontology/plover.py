"""
PLOVER: the 16 types of event, their modes, and the contexts [PLOVER2023].

`intensity` is this project's own scale from -10 (worst conflict) to 10 (best cooperation), judged type by type and
mode by mode so that order agrees with the Goldstein scores of the CAMEO codes; it is no measurement.
"""

from __future__ import annotations

from functools import cache

import msgspec

from demarche.ontology.tables import Row, once, read_table

QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
LARGEST_INTENSITY = 10.0


class PloverType(msgspec.Struct, frozen=True):
    """A type of event; `quad` is one of QUADS, `cameo` its code where neither mode nor context says more."""

    type: str
    quad: str
    intensity: float
    cameo: str
    description: str

    @property
    def is_conflict(self) -> bool:
        """True for verbal and material conflict."""
        return self.quad.endswith("conflict")


class PloverMode(msgspec.Struct, frozen=True):
    """A mode of a type; `extension` tells that it is this project's, not the codebook's."""

    type: str
    mode: str
    cameo: str
    intensity: float
    extension: bool
    description: str


@cache
def plover_types() -> dict[str, PloverType]:
    """The 16 types, by name, from AGREE to ASSAULT."""
    columns = ("type", "quad", "intensity", "cameo", "description")
    return {row.text("type"): _type(row) for row in once(read_table("plover.tsv", columns), "type")}


def _type(row: Row) -> PloverType:
    quad = row.choice("quad", frozenset(QUADS))
    return PloverType(row.text("type"), quad, _intensity(row), row.text("cameo"), row.text("description"))


def _intensity(row: Row) -> float:
    value = row.number("intensity")
    if not -LARGEST_INTENSITY <= value <= LARGEST_INTENSITY:
        raise row.fault("intensity", "out of range", wanted="-10 to 10", got=str(value))
    return value


@cache
def plover_modes() -> dict[tuple[str, str], PloverMode]:
    """All modes, by type and mode."""
    columns = ("type", "mode", "cameo", "intensity", "extension", "description")
    rows = once(read_table("modes.tsv", columns), "mode", lambda row: row.text("type") + " " + row.text("mode"))
    return {(row.text("type"), row.text("mode")): _mode(row) for row in rows}


def _mode(row: Row) -> PloverMode:
    kind = row.choice("type", frozenset(plover_types()))
    flag = row.flag("extension")
    return PloverMode(kind, row.text("mode"), row.text("cameo"), _intensity(row), flag, row.text("description"))


@cache
def modes_of(event_type: str) -> tuple[str, ...]:
    """
    Return the modes that a type may have, in the order of the table.

    Examples
    --------
    >>> modes_of("REQUEST")
    ('assist', 'change', 'yield', 'meet')
    """
    return tuple(mode for kind, mode in plover_modes() if kind == event_type)


@cache
def plover_contexts() -> dict[str, str]:
    """Contexts and what each covers."""
    rows = once(read_table("contexts.tsv", ("context", "description")), "context")
    return {row.text("context"): row.text("description") for row in rows}


def intensity(event_type: str, mode: str | None = None) -> float:
    """
    Return how conflictual or cooperative an event is, from -10 to 10.

    Raises
    ------
    KeyError
        If there is no such type.

    Examples
    --------
    >>> intensity("ASSAULT") < intensity("THREATEN", "violence") < intensity("CONSULT", "phone")
    True
    """
    narrower = plover_modes().get((event_type, mode)) if mode else None
    return narrower.intensity if narrower else plover_types()[event_type].intensity
