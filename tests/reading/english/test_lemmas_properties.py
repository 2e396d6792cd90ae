from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.reading.english.lemmas import KEEP, apply_edit, edit_of

WORDS = st.text(st.characters(categories=["Lu", "Ll", "Nd"], max_codepoint=0x24F), min_size=1, max_size=12)


@settings(deadline=None)
@given(WORDS, WORDS)
def test_an_edit_makes_the_lemma_that_it_was_made_of(word: str, lemma: str) -> None:
    """apply_edit(word, edit_of(word, lemma)) is the lemma."""
    assert apply_edit(word, edit_of(word, lemma)) == lemma


@settings(deadline=None)
@given(WORDS, WORDS, WORDS)
def test_no_edit_leaves_a_word_without_a_lemma(word: str, other: str, lemma: str) -> None:
    """An edit learned on one word gives something for every other."""
    assert apply_edit(word, edit_of(other, lemma))


@settings(deadline=None)
@given(WORDS)
def test_keep_keeps(word: str) -> None:
    """The edit KEEP leaves a word as it is."""
    assert apply_edit(word, KEEP) == word
