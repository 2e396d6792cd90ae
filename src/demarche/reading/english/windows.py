"""Which tokens are parsed together: sentences of the prose, cut where they are longer than the network reads."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from demarche.reading.english.sentences import split_sentences
from demarche.reading.english.subwords import MAX_PIECES

_CUT_AFTER = frozenset(";:,—–-.!?…")
_CUT_FROM = 0.6  # of a window: a mark of punctuation later than this ends it before its time


@dataclass(frozen=True, slots=True)
class Window:
    """Token numbers that are parsed together; `opens` is False for the later windows of one long sentence."""

    tokens: list[int]
    opens: bool


def prose_ranges(length: int, left_out: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the ranges of a text of a length that are not left out, in order; ranges may overlap or lie outside."""
    ranges, begin = [], 0
    for start, end in sorted((min(max(0, a), length), min(b, length)) for a, b in left_out if a < b):
        if start > begin:
            ranges.append((begin, start))
        begin = max(begin, end)
    if begin < length:
        ranges.append((begin, length))
    return ranges


def windows_of(
    text: str,
    left_out: Iterable[tuple[int, int]],
    tokens: Sequence[str],
    starts: Sequence[int],
    pieces: Callable[[str], Sequence[int]],
) -> list[Window]:
    """
    Return the windows of a text's prose, in order.

    Parameters
    ----------
    text : str
        The whole text.
    left_out : iterable of (int, int)
        Ranges of it that are not parsed.
    tokens, starts : sequences
        The text's tokens, white space among them, and where each begins.
    pieces : callable
        A word's pieces of the network's vocabulary.
    """
    windows: list[Window] = []
    for range_start, range_end in prose_ranges(len(text), left_out):
        for start, end in split_sentences(text, range_start, range_end):
            low, high = bisect_left(starts, start), bisect_left(starts, end)
            words = [i for i in range(low, high) if not tokens[i].isspace() and starts[i] + len(tokens[i]) <= range_end]
            lengths = [len(pieces(tokens[i])) for i in words]
            windows += _cut(words, [tokens[i] for i in words], lengths)
    return windows


def _cut(words: list[int], forms: list[str], lengths: list[int]) -> list[Window]:
    """Cut a sentence into windows of at most MAX_PIECES with their end marks, after punctuation where there is some."""
    windows, begin, room = [], 0, MAX_PIECES - 2
    while begin < len(words):
        end, used = begin, 0
        while end < len(words) and used + lengths[end] <= room:
            used += lengths[end]
            end += 1
        if end < len(words):
            earliest = begin + int((end - begin) * _CUT_FROM)
            end = next((i for i in range(end, earliest, -1) if forms[i - 1] in _CUT_AFTER), end)
        windows.append(Window(words[begin:end], opens=begin == 0))
        begin = end
    return windows
