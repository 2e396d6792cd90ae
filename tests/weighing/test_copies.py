"""Copies and credits: what counts as one origin."""

from __future__ import annotations

import random

import pytest
from tests.weighing.made import Paper, reading

from demarche.record import Report
from demarche.weighing.copies import find_copies
from demarche.weighing.credits import find_credits

WORDS = [f"{a}{b}{c}" for a in "bdfgklm" for b in "aeiou" for c in ("rn", "st", "l", "nd", "ck")]


def report(text: str, source: str = "Gulf Post", published: str = "1988-04-20", kind: str = "newspaper") -> Report:
    return reading(Paper(source, kind, published, before=text)).report


def prose(seed: int, length: int = 120) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def test_an_edited_copy_is_found_and_points_at_the_first() -> None:
    """A text with every eighth word changed, and one cut to its first half, are copies of the first of the three."""
    words = prose(1).split()
    edited = " ".join(word if at % 8 else "other" for at, word in enumerate(words))
    reports = [
        report(" ".join(words[:60]), "Hill Echo", "1988-04-22"),
        report(" ".join(words), "A Wire", "1988-04-20"),
        report(edited, "Quay Post", "1988-04-21"),
        report(prose(2), "Own Line", "1988-04-21"),
    ]
    assert {(one.report, one.of) for one in find_copies(reports)} == {(0, 1), (2, 1)}


def test_the_agency_is_first_on_one_day() -> None:
    """Of two reports of one day, the agency's is what the other copies."""
    reports = [report(prose(3) + " more words here", "Quay Post"), report(prose(3), "A Wire", kind="agency")]
    assert [(one.report, one.of) for one in find_copies(reports)] == [(0, 1)]


def test_texts_by_different_hands_are_no_copies() -> None:
    """A hundred unlike texts give no copy."""
    assert find_copies([report(prose(seed), f"Paper {seed}") for seed in range(100)]) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MUSCAT, April 18 (Reuters) - Two ships were hit.", ["source:Reuters"]),
        ("Two ships were hit, Agence France-Presse reported.", ["source:Agence France-Presse"]),
        ("According to the Interfax news agency, talks went on.", ["source:Interfax"]),
        ("He told AFP that the ship was lost.", ["source:Agence France-Presse"]),
        ("The ship was lost.\nSource: TASS\n", ["source:TASS"]),
        ("The office of Reuters in Muscat was closed.", []),
        ("The Hill Echo reported two ships lost.", ["source:Hill Echo"]),
    ],
)
def test_credits_are_found_and_mere_names_are_not(text: str, expected: list[str]) -> None:
    """A source is credited where words of report go with its name, not where it is only named."""
    assert [one.source for one in find_credits(report(text), frozenset({"Hill Echo"}))] == expected
