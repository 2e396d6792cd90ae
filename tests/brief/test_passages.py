"""The sentence around a clause."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from demarche.briefing.passages import find_sentence


@given(st.text(alphabet='aB. !\n"', min_size=1, max_size=80), st.data())
def test_sentence_holds_the_span(text: str, data: st.DataObject) -> None:
    """The sentence lies in the text, holds the span, and is no longer than is asked unless the span is."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    first, last = find_sentence(text, start, end, 30)
    assert 0 <= first <= start < end <= last <= len(text)
    assert last - first <= max(30, end - start)


def test_a_clause_reads_as_its_sentence() -> None:
    """A clause is shown in its sentence, closing quotation mark and all; a very long sentence is not taken whole."""
    text = 'Oman was calm.\nIran denied "that it struck." Then Gen. Safavi spoke.'
    start = text.index("it struck")
    first, last = find_sentence(text, start, start + 9)
    assert text[first:last] == 'Iran denied "that it struck."'
    long = "word " * 200
    assert find_sentence(long, 500, 504) == (500, 504)
