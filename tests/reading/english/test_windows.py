from __future__ import annotations

from demarche.reading.english.subwords import MAX_PIECES
from demarche.reading.english.windows import prose_ranges, windows_of


def windows(text: str, left_out: tuple[tuple[int, int], ...] = (), pieces_a_word: int = 1) -> list[str]:
    tokens, starts, at = [], [], 0
    for part in text.split(" "):
        tokens.append(part)
        starts.append(at)
        at += len(part) + 1
    found = windows_of(text, left_out, tokens, starts, lambda word: [0] * pieces_a_word)
    return [" ".join(tokens[i] for i in window.tokens) for window in found]


def test_prose_is_what_is_not_left_out() -> None:
    """Ranges may overlap, touch the ends or lie outside; the rest is prose, in order."""
    assert prose_ranges(10, [(2, 4), (3, 6)]) == [(0, 2), (6, 10)]
    assert prose_ranges(10, [(8, 99), (-5, 1)]) == [(1, 8)]
    assert prose_ranges(3, [(0, 3)]) == []
    assert prose_ranges(3, []) == [(0, 3)]


def test_sentences_do_not_cross_what_is_left_out() -> None:
    """A left-out range ends a sentence, and its words are in no window."""
    assert windows("Troops left ADVERT HERE on Monday .", ((12, 23),)) == ["Troops left", "on Monday ."]


def test_a_long_sentence_is_cut_at_punctuation() -> None:
    """A sentence that the network cannot hold is cut after a mark in its last part, and no word is lost."""
    text = " ".join(["word"] * 150 + [","] + ["word"] * 300)
    found = windows(text)
    assert found[0].endswith(",")
    assert " ".join(found) == text
    assert all(len(window.split()) <= MAX_PIECES - 2 for window in found)


def test_a_long_sentence_without_punctuation_is_cut_anyway() -> None:
    """Windows are full where nothing better offers."""
    found = windows(" ".join(["word"] * 1000), pieces_a_word=10)
    assert {len(window.split()) for window in found[:-1]} == {(MAX_PIECES - 2) // 10}
