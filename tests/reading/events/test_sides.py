"""Sides that an event's own words leave open: whom the rest of the report gives them."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.reading.events.test_reports import events_of

DAY = dt.date(2011, 3, 9)


def sides(text: str, words: str, kind: str) -> tuple[set[str], set[str]]:
    """Return the countries on both sides of the event of a type that is told at some words."""
    at = text.index(words)
    (found,) = [
        one for one in events_of(text, DAY) if one.type == kind and one.spans[0].start <= at < one.spans[-1].end
    ]
    return (
        {one.country for one in found.sources if one.country},
        {one.country for one in found.targets if one.country},
    )


@pytest.mark.parametrize(
    ("text", "words", "kind", "expected"),
    [
        (
            "Chadian troops attacked a Sudanese garrison at dawn on Monday. The attack came without a warning.",
            "The attack",
            "ASSAULT",
            ({"TCD"}, {"SDN"}),
        ),
        (
            "Peru attacked Ecuador on Monday. Wednesday's fighting went on until dark.",
            "fighting",
            "ASSAULT",
            ({"PER", "ECU"}, {"PER", "ECU"}),
        ),
        (
            "Ethiopia withdrew its troops from Eritrea on Monday. Kenya condemned the withdrawal.",
            "Kenya condemned",
            "ACCUSE",
            ({"KEN"}, {"ETH"}),
        ),
        (
            "Thailand shelled Cambodia on Friday. Phnom Penh said that its patrols had been ambushed at the temple.",
            "ambushed",
            "ASSAULT",
            ({"THA"}, {"KHM"}),
        ),
        (
            "Thailand shelled Cambodia on Friday, and Cambodia shelled Thailand. Indonesia has been mediating since.",
            "mediating",
            "CONSULT",
            ({"IDN"}, {"THA", "KHM"}),
        ),
        (
            "Thailand shelled Cambodia on Friday. Cambodia shelled Thailand on Saturday. Each side accused the other.",
            "accused",
            "ACCUSE",
            ({"THA", "KHM"}, {"THA", "KHM"}),
        ),
        (
            "Greece and Turkey are at odds. Turkey threatened Greece with war on Monday. Athens accused its neighbour.",
            "accused",
            "ACCUSE",
            ({"GRC"}, {"TUR"}),
        ),
    ],
)  # fmt: skip
def test_open_sides(text: str, words: str, kind: str, expected: tuple[set[str], set[str]]) -> None:
    """What the words leave open, the report tells."""
    assert sides(text, words, kind) == expected


def test_nobody_who_fights_now_did_it_long_ago() -> None:
    """A dated deed of the past is not laid at the door of today's enemy."""
    text = "Vietnam shelled China on Monday. A Chinese pilot was shot down over the coast in 1967."
    assert sides(text, "shot down", "ASSAULT")[0] == set()


def test_no_one_meets_himself() -> None:
    """Who meets officials of nobody's country does not meet his own, where the report tells of no quarrel within."""
    assert sides("Italy's foreign minister met several officials on Monday.", "met", "CONSULT")[1] == set()
