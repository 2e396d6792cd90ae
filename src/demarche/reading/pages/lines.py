"""Lines of a text as a writer would see them: a paragraph that was wrapped by a machine is one line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

_SPACE = re.compile(r"\s+")
_BULLET = re.compile(r"(?:[-*•–—]|\(?\d{1,3}[.)])\s")
# Widths that machines wrap at: typescript, terminals, mail. A paragraph longer than this on one line is not wrapped.
_NARROWEST, _WIDEST = 40, 100


class Line(NamedTuple):
    """A logical line: a half-open range of the text, and its words with white space collapsed."""

    start: int
    end: int
    words: str


@dataclass(frozen=True)
class _Wrapping:
    """How a text is wrapped: the width, or None where lines end where the writer ended them."""

    width: int | None

    def joins(self, line: str, following: str) -> bool:
        """Tell whether the first word of `following` would not have fitted on `line`, so that a machine broke it."""
        if self.width is None or _BULLET.match(following):
            return False
        first = following.split(None, 1)[0]
        return len(line) + 1 + len(first) > self.width


def logical_lines(text: str) -> list[Line]:
    r"""
    Return the lines of a text that are not blank, with machine-made line breaks undone.

    Examples
    --------
    >>> [line.words for line in logical_lines("One.\n\n  Two\tthree.\n")]
    ['One.', 'Two three.']
    """
    return list(_joined(text, _physical(text)))


def _physical(text: str) -> list[tuple[int, int, bool]]:
    """Return (start, end, follows a line directly) of every line that is not blank, stripped."""
    found, start, direct = [], 0, False
    for raw in text.split("\n"):
        bare = raw.strip()
        if bare:
            begin = start + raw.index(bare[0])
            found.append((begin, begin + len(bare), direct))
        direct = bool(bare)
        start += len(raw) + 1
    return found


def _joined(text: str, physical: list[tuple[int, int, bool]]) -> Iterator[Line]:
    wrapping = _wrapping([(text[start:end], direct) for start, end, direct in physical])
    pending: tuple[int, int] | None = None
    for start, end, direct in physical:
        if pending is not None:
            last = text[pending[0] : pending[1]].rsplit("\n", 1)[-1]
            if direct and wrapping.joins(last, text[start:end]):
                pending = (pending[0], end)
                continue
            yield _line(text, *pending)
        pending = (start, end)
    if pending is not None:
        yield _line(text, *pending)


def _wrapping(lines: list[tuple[str, bool]]) -> _Wrapping:
    """
    Find the width at which a text was wrapped.

    It is wrapped where hardly a line is wider than 100 characters, and most line ends inside blocks stand in
    mid-sentence: the next line goes on in lower case, or the line before has no stop.
    """
    lengths = sorted(len(line) for line, _ in lines)
    if len(lengths) < 4:
        return _Wrapping(None)
    width = lengths[int(0.97 * (len(lengths) - 1))]
    inside = [(a, b) for (a, _), (b, direct) in pairwise(lines) if direct]
    if not inside or not _NARROWEST <= width <= _WIDEST:
        return _Wrapping(None)
    broken = sum(1 for a, b in inside if b[0].islower() or (len(a) > 0.6 * width and a[-1] not in ".!?:\"”’'…)"))
    return _Wrapping(width if broken >= 3 and broken >= 0.4 * len(inside) else None)


def _line(text: str, start: int, end: int) -> Line:
    words = text[start:end]
    return Line(start, end, _SPACE.sub(" ", words) if "\n" in words or "  " in words or "\t" in words else words)
