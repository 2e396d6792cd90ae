"""
A report's text with its citations marked: nested where they nest, split where they cross, none lost.

The words are never changed: the text of the marks, put together, is the text of the report. Only control characters,
which HTML cannot hold, are shown by their pictures (U+2400), one for one, so that positions stay true.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from demarche.briefing.cited import Citation
from demarche.record import LeftOut


@dataclass(frozen=True, order=True)
class Range:
    """A range to be marked. `part` is 0 for its first piece; `why` is set where it was left out."""

    start: int
    less_end: int
    part: int
    number: str
    why: str = ""

    @property
    def end(self) -> int:
        """Where it ends."""
        return -self.less_end


@dataclass(frozen=True)
class Piece:
    """A step through the text: words, or the opening or closing of a range; `last` where no piece of it follows."""

    kind: str
    text: str = ""
    range: Range | None = None
    last: bool = True


def walk_marks(
    text: str, start: int, end: int, citations: Sequence[Citation], left_out: Sequence[LeftOut] = ()
) -> Iterator[Piece]:
    """
    Yield the pieces of `text[start:end]`, properly nested.

    Parameters
    ----------
    text : str
        The report's text.
    start, end : int
        The passage; citations that do not lie in it whole are not marked.
    citations : sequence of Citation
        Of this report.
    left_out : sequence of LeftOut
        Ranges to be struck through; cut to the passage.
    """
    waiting = [*_cited(citations, start, end), *_struck(left_out, start, end)]
    heapify(waiting)
    more: dict[str, int] = {}
    stack: list[Range] = []
    place = start
    while waiting or stack:
        upto = min([one.end for one in stack] + [one.start for one in waiting[:1]])
        if upto > place:
            yield Piece("text", text[place:upto])
            place = upto
        if stack and stack[-1].end == place:
            closed = stack.pop()
            yield Piece("close", range=closed, last=not more.get(closed.number))
            continue
        opened = heappop(waiting)
        if stack and opened.end > stack[-1].end:
            cut = stack[-1].end
            heappush(waiting, Range(cut, opened.less_end, opened.part + 1, opened.number, opened.why))
            opened = Range(opened.start, -cut, opened.part, opened.number, opened.why)
            more[opened.number] = more.get(opened.number, 0) + 1
        elif opened.part:
            more[opened.number] = 0
        stack.append(opened)
        yield Piece("open", range=opened)
    if place < end:
        yield Piece("text", text[place:end])


def find_split(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """Return the numbers of citations that stand in more than one piece."""
    return tuple(
        dict.fromkeys(one.range.number for one in pieces if one.range and one.range.part and not one.range.why)
    )


def by_report(citations: Sequence[Citation]) -> Mapping[str, list[Citation]]:
    """Return the citations of each report."""
    found: dict[str, list[Citation]] = {}
    for citation in citations:
        found.setdefault(citation.report, []).append(citation)
    return found


def _cited(citations: Sequence[Citation], start: int, end: int) -> Iterator[Range]:
    for citation in citations:
        where = citation.selector[1]
        if start <= where.start and where.end <= end:
            yield Range(where.start, -where.end, 0, citation.number)


def _struck(left_out: Sequence[LeftOut], start: int, end: int) -> Iterator[Range]:
    for place, one in enumerate(left_out):
        if one.start < end and start < one.end:
            yield Range(max(one.start, start), -min(one.end, end), 0, f"left {place}", one.why)
