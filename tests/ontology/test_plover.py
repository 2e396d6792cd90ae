"""PLOVER's types, modes and contexts."""

from __future__ import annotations

import pytest

from demarche.ontology import cameo_codes, intensity, modes_of, plover_contexts, plover_modes, plover_types
from demarche.ontology.plover import QUADS

TYPES = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
    "COERCE ASSAULT"
)


def test_the_types_are_the_sixteen() -> None:
    """The types are those of the contract, in its order."""
    assert list(plover_types()) == TYPES.split()
    assert {kind.quad for kind in plover_types().values()} == set(QUADS)


def test_intensity_and_quad_agree() -> None:
    """Cooperation is above zero, conflict below, for types and all their modes but a call for talks."""
    for name, kind in plover_types().items():
        assert (kind.intensity < 0) == kind.is_conflict
        for mode in modes_of(name):
            assert (intensity(name, mode) < 0) == kind.is_conflict or (name, mode) == ("REQUEST", "meet")


def test_the_worst_and_the_best() -> None:
    """Violence is worst, and a threat of force is worse than a charge."""
    assert min(plover_types(), key=intensity) == "ASSAULT"
    assert intensity("THREATEN", "violence") < intensity("ACCUSE", "allege") < intensity("CONSULT") < intensity("AID")
    assert intensity("ASSAULT", "no such mode") == intensity("ASSAULT")
    with pytest.raises(KeyError):
        intensity("DANCE")


def test_modes_have_types_and_codes() -> None:
    """Every mode belongs to a type and has a CAMEO code that exists."""
    for (kind, mode), entry in plover_modes().items():
        assert kind in plover_types()
        assert mode in modes_of(kind)
        assert entry.cameo in cameo_codes(), entry
    assert all(kind.cameo in cameo_codes() for kind in plover_types().values())


def test_contexts_are_told() -> None:
    """The contexts of crises are there, each with its meaning."""
    assert {"military", "diplomatic", "economic", "election", "territory", "cbrn", "cyber"} <= set(plover_contexts())
    assert all(plover_contexts().values())
