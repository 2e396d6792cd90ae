"""
A report's prose, cut into sentences, and the sentences into pieces that fit into one question.

A sentence keeps its place in the report, so that what is found in a piece is found in the report.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from demarche.reading.english import split_sentences
from demarche.record import LeftOut, Report

# A "sentence" without a stop (a table, a list of names) is cut at a space.
_LONGEST_SENTENCE = 1_500
# Sentences shown before a piece, so that "he" and "the talks" can be understood; nothing is read in them.
_CONTEXT_SENTENCES = 4
# A piece that is this full ends where a paragraph does.
_FULL_ENOUGH = 0.6


@dataclass(frozen=True)
class Sentence:
    """A sentence by its number in the report, from 1, and its half-open range of the text."""

    number: int
    start: int
    end: int

    def words(self, text: str) -> str:
        """Return the sentence on one line."""
        return " ".join(text[self.start : self.end].split())


@dataclass(frozen=True)
class Piece:
    """Sentences that are asked about together, and those before them that are only shown."""

    sentences: tuple[Sentence, ...]
    before: tuple[Sentence, ...] = ()

    def halves(self) -> tuple[Piece, ...]:
        """Return the piece in two, or nothing if it is one sentence."""
        middle = len(self.sentences) // 2
        if not middle:
            return ()
        first, second = self.sentences[:middle], self.sentences[middle:]
        return Piece(first, self.before), Piece(second, first[-_CONTEXT_SENTENCES:])


def cut_pieces(report: Report, piece_characters: int) -> tuple[Piece, ...]:
    """
    Return a report's prose in pieces.

    Parameters
    ----------
    report : Report
        What was left out of it is in no piece.
    piece_characters : int
        The most characters in a piece; a longer sentence is cut.
    """
    ranges = _prose(report.text, report.left_out)
    cut = [part for start, end in ranges for part in _sentences(report.text, start, end, piece_characters)]
    sentences = [Sentence(number, start, end) for number, (start, end) in enumerate(cut, start=1)]
    return tuple(_pieces(report.text, sentences, piece_characters))


def _pieces(text: str, sentences: Sequence[Sentence], most: int) -> Iterator[Piece]:
    begin = 0
    size = 0
    for at, sentence in enumerate(sentences):
        length = sentence.end - sentence.start
        if at > begin and (size + length > most or (size > most * _FULL_ENOUGH and _opens(text, sentences, at))):
            yield _piece(sentences, begin, at)
            begin, size = at, 0
        size += length
    if begin < len(sentences):
        yield _piece(sentences, begin, len(sentences))


def _piece(sentences: Sequence[Sentence], begin: int, end: int) -> Piece:
    return Piece(tuple(sentences[begin:end]), tuple(sentences[max(0, begin - _CONTEXT_SENTENCES) : begin]))


def _opens(text: str, sentences: Sequence[Sentence], at: int) -> bool:
    """Whether a sentence opens a paragraph."""
    return text.count("\n", sentences[at - 1].end, sentences[at].start) > 1


def _prose(text: str, left_out: Sequence[LeftOut]) -> Iterator[tuple[int, int]]:
    at = 0
    for one in left_out:
        if one.start > at:
            yield at, one.start
        at = max(at, one.end)
    if at < len(text):
        yield at, len(text)


def _sentences(text: str, start: int, end: int, most: int) -> Iterator[tuple[int, int]]:
    for begin, stop in split_sentences(text, start, end):
        at = begin
        while stop - at > min(_LONGEST_SENTENCE, most):
            reach = at + min(_LONGEST_SENTENCE, most)
            cut = text.rfind(" ", at + 1, reach)
            cut = cut if cut > at else reach
            yield at, cut
            at = cut
            while at < stop and text[at].isspace():
                at += 1
        if at < stop:
            yield at, stop
