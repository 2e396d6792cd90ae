"""Laws of the gazetteer over any words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from demarche.ontology import gazetteer

TEXT = "the Russian U.S. North Korea - , prime minister Moscow 's NATO Côte d'Ivoire Guinea Bissau"
WORDS = st.lists(st.sampled_from(TEXT.split(" ")) | st.text(max_size=8), max_size=12)


@given(WORDS)
def test_hits_lie_within_the_words_and_apart(words: list[str]) -> None:
    """Hits are in order, none is empty, none overlaps another, whatever the words."""
    at = 0
    for hit in gazetteer().scan(words):
        assert at <= hit.start < hit.end <= len(words)
        at = hit.end


@given(WORDS, st.integers(0, 11))
def test_a_hit_depends_on_nothing_before_it(words: list[str], start: int) -> None:
    """What begins at a word is the same with the words before it cut off."""
    if start < len(words):
        whole, cut = gazetteer().match(words, start), gazetteer().match(words[start:], 0)
        assert (whole is None) == (cut is None)
        if whole is not None and cut is not None:
            assert (whole.kind, whole.name, whole.end - start) == (cut.kind, cut.name, cut.end)
