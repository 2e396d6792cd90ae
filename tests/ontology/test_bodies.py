"""International bodies, armed groups, organisations."""

from __future__ import annotations

import pytest

from demarche.ontology import bodies, body_ids, groups, organisations

WANTED = """
UN NATO EU AU LAS COMMONWEALTH CSTO OSCE ASEAN IAEA ICC ICJ IMF WB G7 G20 BRICS SCO GCC OIC OAS ECOWAS SADC IGAD OPEC
WTO WHO CIS LON WPACT QUAD AUKUS
"""


def test_the_bodies_of_crises_are_there() -> None:
    """Each body that reports of crises name has its id."""
    assert {f"IGO:{key}" for key in WANTED.split()} <= body_ids()


def test_a_name_belongs_to_one_body() -> None:
    """No name or organ stands for two bodies."""
    names = [name for body in bodies() for name in (*body.names, *body.organs)]
    assert len(set(names)) == len(names)


def test_there_are_groups_and_organisations_enough() -> None:
    """At least 120 groups and 150 organisations, each name in one row."""
    assert len(groups()) >= 120
    assert len(organisations()) >= 150
    for table in (groups(), organisations()):
        names = [name for entry in table for name in entry.names]
        assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("name", "country", "sector"),
    [
        ("Hezbollah", "LBN", "REB"), ("Houthis", "YEM", "REB"), ("Viet Cong", "VNM", "REB"), ("M23", "COD", "REB"),
        ("Polisario", "ESH", "REB"), ("UNITA", "AGO", "REB"), ("KLA", "XKX", "REB"), ("Wagner Group", "RUS", "UAF"),
        ("Khmer Rouge", "KHM", "REB"), ("RSF", "SDN", "REB"), ("PKK", "TUR", "REB"), ("ISIS", None, "IMG"),
    ],
)  # fmt: skip
def test_groups_act_in_their_country(name: str, country: str | None, sector: str) -> None:
    """A group has the country that it acts in, or none, and its sector."""
    entry = next(group for group in groups() if name in group.names)
    assert (entry.country, entry.sector) == (country, sector)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Somali National Movement", "United Somali Congress"), ("Chechen rebels", "Kadyrovtsy"),
        ("Real IRA", "Provisional IRA"), ("Irgun", "Haganah"), ("FARC", "ELN"), ("YPG", "PYD"),
        ("MLC", "RCD"), ("ZANU", "ZAPU"), ("Arakan Army", "Karen National Union"), ("Interahamwe", "FDLR"),
    ],
)  # fmt: skip
def test_two_groups_are_not_one(one: str, other: str) -> None:
    """Groups that fought beside or against each other stand in rows of their own."""
    row_of = {name: entry.name for entry in groups() for name in entry.names}
    assert row_of[one] != row_of[other]


def test_no_group_is_named_by_a_country_and_a_plain_noun() -> None:
    """'Somali pirates', 'Syrian rebels' are read word by word: no row gives them the name of one group."""
    names = {name for entry in groups() for name in entry.names}
    assert names.isdisjoint({"Somali pirates", "Syrian rebels", "Libyan rebels", "Chechen fighters", "Afghan rebels"})
