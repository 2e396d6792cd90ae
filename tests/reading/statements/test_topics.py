"""What a statement is about: whole propositions and topics, in words that read well after "about:"."""

from __future__ import annotations

import pytest

from .test_statements import read

ABOUT = {
    "Norway called on Russia to open the archive.": "Russia to open the archive",
    "China, which claims the reef, sent a ship.": None,
    "Iran accused Israel of planning an attack on the plant.": "Israel of planning an attack on the plant",
    "North Korea called the exercise a rehearsal for invasion.": "the exercise as a rehearsal for invasion",
    "Analysts fear a conflict that could engulf the region is imminent.": "is imminent",
    "“This,” the minister said, “is the last warning.”": "is the last warning",
    "Saddam Hussein promised to withdraw from Iranian territory.": "to withdraw from Iranian territory",
    "Georgia's prime minister warned of painful measures.": "painful measures",
    "The bridge was closed, according to the mayor of Narva.": "The bridge was closed",
}
_LINKS = ("of ", "for ", "against ", "that ", "about ", "over ", ",", "and ", "which")


@pytest.fixture(scope="module")
def abouts() -> dict[str, list[str]]:
    """Return what each sentence's statements are about."""
    return {text: [one.about for one in found] for text, found in zip(ABOUT, read(list(ABOUT)), strict=True)}


@pytest.mark.parametrize("text", [text for text, wanted in ABOUT.items() if wanted])
def test_the_topic_is_whole(abouts: dict[str, list[str]], text: str) -> None:
    """The topic has the words that are wanted."""
    assert any(str(ABOUT[text]) in about for about in abouts[text]), abouts[text]


def test_no_topic_begins_with_a_link(abouts: dict[str, list[str]]) -> None:
    """No topic begins with a connecting word, or ends with a stop."""
    for found in abouts.values():
        for about in found:
            assert not about.startswith(_LINKS), about
            assert about[-1] not in ".,;:", about
