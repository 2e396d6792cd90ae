from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.reading.english.sentences import split_sentences

PIECES = st.sampled_from(
    [
        "He left",
        "U.S.",
        "Mr.",
        "“",
        "”",
        '"',
        "''",
        ".",
        "?",
        "!",
        "…",
        "...",
        "\n",
        "\n\n",
        " ",
        " ",
        "A.",
        "No.",
        "5",
        "[1]",
        "-",
        ")",
        "said",
        "Then",
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join))


@settings(deadline=None)
@given(TEXTS)
def test_sentences_hold_every_letter_in_order(text: str) -> None:
    """Sentences are in order, do not overlap, begin and end with a letter, and leave out white space alone."""
    spans = split_sentences(text)
    assert all(a < b and not text[a].isspace() and not text[b - 1].isspace() for a, b in spans)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    outside = "".join(text[a:b] for a, b in zip([0, *edges[1::2]], [*edges[::2], len(text)], strict=True))
    assert not outside.strip()


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_a_blank_line_always_ends_a_sentence(before: str, after: str) -> None:
    """No sentence crosses a blank line."""
    text = before + "\n\n" + after
    assert all(not a < len(before) < b for a, b in split_sentences(text))


@settings(deadline=None)
@given(TEXTS)
def test_white_space_around_a_text_changes_nothing(text: str) -> None:
    """Sentences do not depend on blank lines before the text."""
    shift = 3
    assert split_sentences("\n\n\n" + text) == [(a + shift, b + shift) for a, b in split_sentences(text)]
