"""Laws of the marked text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from demarche.briefing.cited import Citation, TextPositionSelector, TextQuoteSelector
from demarche.briefing.marks import Piece, walk_marks
from demarche.record import LeftOut


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, int, int, list[Citation], list[LeftOut]]:
    text = draw(st.text(min_size=1, max_size=60))
    place = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(place, place).filter(lambda pair: pair[0] < pair[1]), max_size=8, unique=True))
    citations = [
        Citation(f"1.{number}", "r", (TextQuoteSelector(text[one:two], "", ""), TextPositionSelector(one, two)), ())
        for number, (one, two) in enumerate(sorted(spans), start=1)
    ]
    cuts = sorted(draw(st.lists(place, max_size=4, unique=True)))
    left_out = [LeftOut(one, two, "caption") for one, two in zip(cuts[::2], cuts[1::2], strict=False)]
    start, end = sorted(draw(st.tuples(place, place)))
    return text, start, end, citations, left_out


def walk(case: tuple[str, int, int, list[Citation], list[LeftOut]]) -> list[Piece]:
    return list(walk_marks(*case))


@given(marked_texts())
def test_text_is_kept(case: tuple[str, int, int, list[Citation], list[LeftOut]]) -> None:
    """The pieces, put together, are the passage."""
    text, start, end, _, _ = case
    assert "".join(piece.text for piece in walk(case)) == text[start:end]


@given(marked_texts())
def test_marks_nest(case: tuple[str, int, int, list[Citation], list[LeftOut]]) -> None:
    """What opens last closes first, and everything closes."""
    stack = []
    for piece in walk(case):
        if piece.kind == "open":
            stack.append(piece.range)
        elif piece.kind == "close":
            assert stack.pop() == piece.range
    assert not stack


@given(marked_texts())
def test_every_citation_is_marked_whole(case: tuple[str, int, int, list[Citation], list[LeftOut]]) -> None:
    """The pieces of a citation, put together, are its words; it begins once and ends once."""
    _, start, end, citations, _ = case
    words: dict[str, str] = {}
    begun: list[str] = []
    ended: list[str] = []
    open_: list[str] = []
    for piece in walk(case):
        if piece.range is None:
            for number in open_:
                words[number] = words.get(number, "") + piece.text
        elif piece.kind == "open":
            open_.append(piece.range.number)
            if not piece.range.part:
                begun.append(piece.range.number)
        else:
            open_.remove(piece.range.number)
            if piece.last:
                ended.append(piece.range.number)
    whole = {
        one.number: one.exact for one in citations if start <= one.selector[1].start and one.selector[1].end <= end
    }
    assert {number: text for number, text in words.items() if not number.startswith("left")} == whole
    assert sorted(begun) == sorted(ended)
    assert len(set(begun)) == len(begun)
