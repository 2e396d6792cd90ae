"""Phrases seen as places, and reading across line breaks."""

from __future__ import annotations

import datetime as dt

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from demarche.reading.actors import read_cast
from demarche.record import Actor, Place

from .cases import frozen_docs, token_of

DOCS = frozen_docs()


@pytest.mark.parametrize(
    ("case", "word", "place"),
    [
        ("titled-pair", "Moscow", Place("Moscow", "RUS")),
        ("turkish-jet", "border", Place("Syrian border", "SYR")),
        ("kosovo-1999", "Kosovo", Place("Kosovo", "XKX")),
        ("cuba-1962", "Cuba", Place("Cuba", "CUB")),
        ("titled-pair", "Macron", None),
        ("demands", "demands", None),
    ],
)
def test_a_phrase_is_a_place_where_it_names_one(case: str, word: str, place: Place | None) -> None:
    """Countries, cities and ground that a country modifies are places; persons and acts are none."""
    doc = DOCS[case]
    assert read_cast(doc, published=dt.date(2000, 1, 1)).place(token_of(doc, word)) == place


def test_a_line_break_cuts_no_title() -> None:
    """A title that a line break cuts is one title, and white space denotes nobody."""
    words = ["Secretary", "of", "State", "\n", "Dean", "Rusk", "spoke", "."]
    doc = Doc(
        Vocab(),
        words=words,
        spaces=[True, True, False, False, True, True, False, False],
        pos=["PROPN", "ADP", "PROPN", "SPACE", "PROPN", "PROPN", "VERB", "PUNCT"],
        heads=[6, 2, 0, 2, 0, 4, 6, 6],
        deps=["nsubj", "case", "nmod", "dep", "flat", "flat", "root", "punct"],
    )
    cast = read_cast(doc)
    assert cast.of(doc[0]) == (Actor("USA", "GOV", "Dean Rusk"),)
    assert cast.of(doc[3]) == ()
    assert (cast.mentions[0].start, cast.mentions[0].end) == (0, 6)


def test_all_mentions_of_a_person_give_one_actor() -> None:
    """The name, the office and the pronoun of one person give the same actor."""
    doc = DOCS["titled-pair"]
    cast = read_cast(doc, published=dt.date(2022, 2, 8))
    given = [cast.of(token_of(doc, word)) for word in ("Macron", "president", "he")]
    assert given[0] == given[1] == given[2] == (Actor("FRA", "GOV", "Emmanuel Macron"),)


def test_nobody_is_made_up_where_nobody_is_named() -> None:
    """People whom nobody names are mentions without a country, and denote no actor."""
    doc = DOCS["officials"]
    cast = read_cast(doc, published=dt.date(2022, 2, 11))
    mention = cast.named(token_of(doc, "Officials"))
    assert mention is not None
    assert (mention.how, mention.actor.country) == ("generic", None)
    assert cast.of(token_of(doc, "Officials")) == ()
