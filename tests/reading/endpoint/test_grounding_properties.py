"""Laws of finding quoted words."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from demarche.reading.endpoint.grounding import Ground, plain

LETTERS = st.sampled_from("aB1 .,'\"“”’—-…\n\t\u00a0\u00adéße\u0301ﬁ½İ中\ud83d\u200b")
TEXTS = st.text(LETTERS, max_size=60)


@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_a_true_quote_is_found_where_it_stands(text: str, start: int, length: int) -> None:
    """A range that cuts no word is found, and one of the places found quotes it to the letter."""
    end = min(len(text), start + length)
    quote = text[start:end]
    if not quote.strip() or quote != quote.strip():
        return
    if (start and text[start - 1].isalnum() and quote[0].isalnum()) or (
        text[end : end + 1].isalnum() and quote[-1].isalnum()
    ):
        return
    assert any((one.start, one.end) == (start, end) for one in Ground(text).places(quote))


@given(TEXTS, st.text(LETTERS, max_size=12))
def test_what_is_found_says_what_was_quoted(text: str, words: str) -> None:
    """Every place found reads as the words quoted, but for white space and typography; it lies in the text."""
    for one in Ground(text).places(words):
        assert 0 <= one.start < one.end <= len(text)
        assert plain(one.quote(text)) == plain(words)


@given(TEXTS)
@example("1 \u200b 1")
@example("a\u200b\u0301")
def test_plain_letters_are_settled(text: str) -> None:
    """What is plain stays so."""
    assert plain(plain(text)) == plain(text)
