"""Long reports: pieces within the budget, every sentence in one, every span where it stands in the report."""

from __future__ import annotations

import json
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tests.reading.endpoint.asking import LEAD, ask
from tests.reading.endpoint.server import Handler, Request, answer, envelope, event, good_answer, sentences_of

from demarche.reading.endpoint.pieces import cut_pieces
from demarche.record import LeftOut, Report, Source, text_digest

LONG = "\n\n".join(f"Note {n}: the weather stayed as it was over the hills. {LEAD}" for n in range(60))


def report(text: str, left_out: tuple[LeftOut, ...] = ()) -> Report:
    return Report("r", None, Source(), None, False, None, "en", text_digest(text), text, left_out)


def test_a_long_report_is_asked_about_in_pieces_and_read_whole() -> None:
    """Each of sixty meetings is found, at its own place."""

    def act(handler: Handler, request: Request) -> None:
        handler.reply(200, envelope(json.dumps(good_answer(request))))

    asked = ask(act, text=LONG, PIECE="1500")
    assert len(asked.desk.requests) > 5
    starts = [one.spans[0].start for one in asked.reading.events]
    assert starts == [at + LEAD.index("Greek") for at in range(len(LONG)) if LONG.startswith(LEAD, at)]


def test_nothing_is_read_in_what_is_only_shown() -> None:
    """The sentences before a piece help to understand it; items in them are dropped, for another piece has them."""

    def act(handler: Handler, request: Request) -> None:
        first = min(sentences_of(request))
        shown = event(first - 1, "the weather stayed as it was over the ridge", "AID", [], [])
        handler.reply(200, envelope(json.dumps(answer([shown]))))

    text = LONG.replace("hills", "ridge", 1)
    asked = ask(act, text=text, PIECE="1500", AT_ONCE="1")
    assert len(asked.reading.events) == 1  # in the first piece, whose own sentence it is
    assert {one.reason for one in asked.reading.dropped} == {"a quote is from outside the piece that was asked about"}


def test_a_cut_answer_is_asked_for_in_halves() -> None:
    """Where the tokens run out, smaller pieces are asked about until they suffice."""

    def act(handler: Handler, request: Request) -> None:
        cut = len(sentences_of(request)) > 3
        text = json.dumps(good_answer(request))
        handler.reply(200, envelope(text[:40] if cut else text, "length" if cut else "stop"))

    asked = ask(act, text=f"{LEAD} " * 8)
    assert len(asked.reading.events) == 8
    assert len(asked.desk.requests) == 7


def test_one_sentence_that_cannot_be_answered_is_a_refusal() -> None:
    """Halving ends."""
    asked = ask(lambda handler, _: handler.reply(200, envelope("{", "length")), text=f"{LEAD} {LEAD}")
    assert asked.refused.reason == "the model's answer was cut at the limit of tokens, even for one sentence"


def test_half_a_report_is_none() -> None:
    """Where one piece stays without an answer, the report is refused, and its other pieces are not asked about."""
    asked = ask(lambda handler, _: handler.reply(404, b"{}"), text=LONG, PIECE="1500", AT_ONCE="1")
    assert asked.refused.reason == "the endpoint refused the request"
    assert len(asked.desk.requests) == 1


def test_pieces_end_where_paragraphs_do() -> None:
    """A piece that is full enough ends at the end of a paragraph."""
    pieces = cut_pieces(report(LONG), 1_500)
    for piece in pieces[:-1]:
        assert LONG[piece.sentences[-1].end :].startswith("\n\n")


@given(
    st.lists(
        st.sampled_from(["A b. ", "Iran said no! ", "\n\n", "x" * 700 + " ", "y" * 2_000, "é “q” \u2028", "U.S. "]),
        max_size=30,
    ),
    st.integers(500, 3_000),
    st.integers(0, 60),
    st.integers(1, 40),
)
def test_every_sentence_is_in_one_piece(parts: list[str], most: int, at: int, length: int) -> None:
    """Every letter of the prose is in one piece, in order, and no piece is longer than the budget."""
    text = "".join(parts)
    left_out = (LeftOut(at, at + length, "caption"),) if at + length <= len(text) else ()
    pieces = cut_pieces(report(text, left_out), most)
    sentences = [one for piece in pieces for one in piece.sentences]
    assert [one.number for one in sentences] == list(range(1, len(sentences) + 1))
    covered = {place for one in sentences for place in range(one.start, one.end)}
    out = {place for one in left_out for place in range(one.start, one.end)}
    assert covered == {n for n, letter in enumerate(text) if n not in out and (not letter.isspace() or n in covered)}
    assert not covered & out
    assert all(sum(one.end - one.start for one in piece.sentences) <= most for piece in pieces)
    assert all(a.end <= b.start for a, b in pairwise(sentences))
