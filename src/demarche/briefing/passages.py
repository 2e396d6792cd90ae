"""The sentence around a cited clause, so that a quotation reads: exact text, found by punctuation alone."""

from __future__ import annotations

import re

# The end of a sentence: a stop that does not close an initial or a title, or the end of a line.
_END = re.compile(
    r"(?<![A-Z])(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bGen)(?<!\bSen)(?<!\bCol)(?<!\bNo)"
    r"[.!?][\"'”’)]*(?=\s|$)|\n"
)
_MOST_CHARACTERS = 260


def find_sentence(text: str, start: int, end: int, most: int = _MOST_CHARACTERS) -> tuple[int, int]:
    """
    Return the range of the sentence around a span, or the span itself where the sentence is longer than `most`.

    Examples
    --------
    >>> text = "It rained. Mr. Lavrov met the U.S. envoy in Geneva. Then he left."
    >>> one, two = find_sentence(text, 18, 45)
    >>> text[one:two]
    'Mr. Lavrov met the U.S. envoy in Geneva.'
    """
    reach = max(0, start - most)
    before = [found.end() for found in _END.finditer(text, reach, start)]
    first = before[-1] if before else reach
    closing = _END.search(text, max(start, end - 1), end + most)
    last = closing.end() if closing else end
    if not before and reach > 0:
        return start, end
    while first < start and text[first].isspace():
        first += 1
    last = max(end, last - (len(text[:last]) - len(text[:last].rstrip())) if last > end else end)
    return (first, last) if last - first <= most else (start, end)
