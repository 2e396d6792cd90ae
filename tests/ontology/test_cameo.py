"""CAMEO's codes, and the best code for a PLOVER event."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from demarche.ontology import (
    cameo_code,
    cameo_codes,
    goldstein,
    modes_of,
    plover_contexts,
    plover_modes,
    plover_of,
    plover_types,
)

CROSSWALK = Path(__file__).parents[3] / "shared" / "gold" / "cameo2plover.jsonl"
# Roots and the types that may stand under them: CAMEO's order with the splits that PLOVER makes.
ROOTS = {
    "02": {"REQUEST"}, "03": {"AGREE"}, "04": {"CONSULT"}, "05": {"SUPPORT"}, "06": {"COOPERATE"}, "07": {"AID"},
    "08": {"CONCEDE", "RETREAT"}, "09": {"ACCUSE"}, "10": {"REQUEST"}, "11": {"ACCUSE", "SANCTION"}, "12": {"REJECT"},
    "13": {"THREATEN"}, "14": {"PROTEST"}, "15": {"MOBILIZE"}, "16": {"SANCTION"}, "17": {"COERCE", "ASSAULT"},
    "18": {"ASSAULT"}, "19": {"ASSAULT", "COERCE"}, "20": {"ASSAULT"},
}  # fmt: skip


def test_codes_are_a_tree() -> None:
    """Twenty roots; every code's parent is a code; Goldstein scores lie in -10 to 10."""
    codes = cameo_codes()
    assert {code for code in codes if len(code) == 2} == {f"{root:02}" for root in range(1, 21)}
    assert len(codes) >= 290
    for code, entry in codes.items():
        assert len(code) == 2 or code[:-1] in codes, code
        assert -10 <= entry.goldstein <= 10
        assert entry.label


def test_roots_and_types_agree() -> None:
    """Each root holds the types that it may, and 01 holds none."""
    for entry in cameo_codes().values():
        assert (entry.plover is None) == (entry.root == "01")
        if entry.plover is not None:
            assert entry.plover in ROOTS[entry.root], entry


def test_modes_and_contexts_are_valid() -> None:
    """Every mode of a code is one of its type, every context one of the list."""
    for entry in cameo_codes().values():
        assert entry.mode is None or (entry.plover, entry.mode) in plover_modes()
        assert entry.context is None or entry.context in plover_contexts()


def test_every_plover_event_has_a_code_of_its_type() -> None:
    """The code of a type, with or without mode or context, is a code of that type; resigning alone is CONCEDE's."""
    for kind in plover_types():
        for mode in (None, *modes_of(kind)):
            for context in (None, "military", "economic"):
                code = cameo_code(kind, mode, context)
                if (kind, mode) != ("RETREAT", "resign"):
                    assert cameo_codes()[code].plover == kind, (kind, mode, context, code)


@pytest.mark.parametrize(
    ("event", "code"),
    [
        (("CONSULT", "visit", None), "042"),
        (("CONSULT", "phone", None), "041"),
        (("AID", None, "military"), "072"),
        (("AID", None, "humanitarian"), "073"),
        (("COOPERATE", None, "intelligence"), "064"),
        (("REQUEST", "yield", "military"), "1056"),
        (("RETREAT", "ceasefire", None), "0871"),
        (("THREATEN", "violence", "cbrn"), "1385"),
        (("SANCTION", "restrict", "economic"), "163"),
        (("ASSAULT", "suicide-attack", None), "1831"),
        (("ASSAULT", None, None), "190"),
        (("REJECT", None, "health"), "120"),
    ],
)
def test_the_best_code(event: tuple[str, str | None, str | None], code: str) -> None:
    """Mode and context narrow the code, and a context that has none is let go."""
    assert cameo_code(*event) == code


def test_an_appeal_is_softer_than_a_demand() -> None:
    """The same request as an appeal has its code under 02, if there is one, with a higher score."""
    demand, appeal = cameo_code("REQUEST", "meet"), cameo_code("REQUEST", "meet", appeal=True)
    assert (demand, appeal) == ("106", "026")
    for mode in (None, *modes_of("REQUEST")):
        code = cameo_code("REQUEST", mode, appeal=True)
        assert code in cameo_codes()
        assert (goldstein(code) or 0) > (goldstein(cameo_code("REQUEST", mode)) or 0)
    assert cameo_code("AID", appeal=True) == cameo_code("AID")


def test_unknown_words_are_refused() -> None:
    """A type, mode or context that there is not raises KeyError."""
    for event in (("DANCE",), ("AID", "phone"), ("AID", None, "weather")):
        with pytest.raises(KeyError):
            cameo_code(*event)


def test_narrow_codes_fall_back_on_wide_ones() -> None:
    """An unknown code of four digits is read by its first three or two."""
    assert plover_of("1949").code == "194"  # type: ignore[union-attr]
    assert goldstein("99") is None


@pytest.mark.skipif(not CROSSWALK.exists(), reason="the public crosswalk is not on this machine")
def test_types_agree_with_the_public_crosswalk() -> None:
    """All types but three known departures (data/README.md) are those of the 2021 crosswalk; four fifths of modes."""
    rows = [json.loads(line) for line in CROSSWALK.read_text(encoding="utf-8").splitlines()]
    codes = cameo_codes()
    assert {row["cameo"] for row in rows} <= set(codes)
    differ = {row["cameo"] for row in rows if codes[row["cameo"]].plover != row["plover"]}
    assert differ == {"08", "116", "163"}
    same_mode = sum(codes[row["cameo"]].mode == row["mode"] for row in rows)
    assert same_mode / len(rows) > 0.8
