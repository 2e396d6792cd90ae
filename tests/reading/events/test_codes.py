"""Which CAMEO root an event has: intents, appeals, joint exercises, repression, and violence by who does it and how."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.reading.events.test_reports import events_of

DAY = dt.date(1995, 5, 2)


def coded(text: str) -> set[str]:
    """Return "ROOT SOURCES > TARGETS" of each event of a text."""
    found = set()
    for event in events_of(text, DAY):
        sides = [",".join(sorted({a.country or "" for a in side})) for side in (event.sources, event.targets)]
        found.add(f"{event.cameo[:2]} {sides[0]} > {sides[1]}")
    return found


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("The Danish queen will visit Estonia in June.", "03 DNK > EST"),
        ("Bolivia plans to sign a treaty with Paraguay.", "03 BOL > PRY"),
        ("Ghana promised to withdraw from Togo.", "03 GHA > TGO"),
        ("The Danish queen visited Estonia in April.", "04 DNK > EST"),
    ],
)
def test_what_is_meant_is_an_intent(text: str, row: str) -> None:
    """A deed for another that is announced or promised has the root of intents; one that is done has its own."""
    assert coded(text) == {row}


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("Malawi requested a loan from Zambia.", "02"),
        ("Malawi demanded a loan from Zambia.", "10"),
        ("Jordan insisted that Syria open the crossing.", "10"),
    ],
)
def test_a_request_is_an_appeal_and_what_is_insisted_on_a_demand(text: str, root: str) -> None:
    """What is requested is appealed for; what is demanded, or told in the subjunctive, is demanded."""
    assert {row[:2] for row in coded(text)} == {root}


def test_what_is_insisted_is_no_demand() -> None:
    """What somebody insists is so is no demand on whom it is about."""
    assert not [row for row in coded("Jordan insisted that Syria opens its crossings late.") if row[:2] == "10"]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Omani and Kenyan marines held a joint exercise.", "06 KEN,OMN > KEN,OMN"),
        ("Oman held a naval exercise with Kenya.", "06 KEN,OMN > KEN,OMN"),
        ("Peru and Chile signed a border treaty.", "05 CHL,PER > CHL,PER"),
    ],
)
def test_what_two_do_together_binds_both(text: str, row: str) -> None:
    """An exercise of two countries is cooperation between them, and a treaty binds whoever signed it."""
    assert coded(text) == {row}


def test_an_exercise_that_a_third_takes_amiss_is_a_show_of_force() -> None:
    """Where another country complains of it, a joint exercise is no mere cooperation."""
    rows = coded("Eritrea condemned Kenya for holding a joint exercise with Oman.")
    assert "15 KEN,OMN > ERI" in rows or not [row for row in rows if row.startswith("06")]


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("Kenyan police fired tear gas at Kenyan students.", "17"),
        ("Bolivian soldiers opened fire on Bolivian demonstrators.", "17"),
        ("Bolivian soldiers opened fire on Chilean soldiers.", "19"),
        ("Peruvian extremists bombed a Chilean bank.", "18"),
        ("Peruvian jets bombed a Chilean bridge.", "19"),
        ("A Syrian suicide bomber killed two Iraqi guards.", "18"),
        ("Greek soldiers massacred Turkish villagers.", "20"),
        ("Ethiopia attacked Eritrean trenches with mustard gas.", "20"),
    ],
)
def test_violence_by_who_and_how(text: str, root: str) -> None:
    """Police against a crowd repress, soldiers fight, terrorists bomb; massacres and poison are mass violence."""
    assert {row[:2] for row in coded(text)} == {root}
