"""The golden cases: whom the words of mini reports denote, 1900 to today, every region."""

from __future__ import annotations

from functools import cache

import pytest
from spacy.tokens import Doc

from demarche.reading.actors import Cast, read_cast

from .cases import Case, actors_of, frozen_docs, read_cases, token_of

CASES = {case.name: case for case in read_cases()}


@cache
def docs() -> dict[str, Doc]:
    return frozen_docs()


def failures(case: Case, doc: Doc) -> list[str]:
    """Return the lines of a case that a reading of the Doc does not meet."""
    cast = read_cast(doc, published=case.published)
    return [f"{word}: wanted {wanted}, got {cast.of(token_of(doc, word))}" for word, wanted in case.wanted
            if not meets(cast, doc, word, wanted)]  # fmt: skip


def meets(cast: Cast, doc: Doc, word: str, wanted: str) -> bool:
    """Tell whether the cast gives a word the actors, and the mention the way of naming, that a line wants."""
    token, how = token_of(doc, word), wanted.partition(" | ")[2]
    if set(cast.of(token)) != set(actors_of(wanted)):
        return False
    mention = cast.named(token)
    if how == "former":
        return mention is not None and mention.former
    return not how or (mention is not None and mention.how == how)


@pytest.mark.parametrize("name", sorted(CASES))
def test_every_word_of_a_golden_case_denotes_whom_it_says(name: str) -> None:
    """Every listed word of a golden mini report denotes exactly the actors listed."""
    assert failures(CASES[name], docs()[name]) == []


def test_the_golden_set_is_wide() -> None:
    """The golden set has at least 120 reports, from 1914 to 2023."""
    assert len(CASES) >= 120
    years = {case.published.year for case in CASES.values()}
    assert min(years) < 1920
    assert max(years) > 2020


def test_the_frozen_trees_are_those_of_the_cases() -> None:
    """Every golden case has a frozen tree of exactly its own text."""
    assert {name: doc.text for name, doc in docs().items()} == {case.name: case.text for case in CASES.values()}
