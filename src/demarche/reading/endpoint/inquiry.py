"""
One report, asked about piece by piece, and its reading put together.

A piece whose answer is cut at the limit of tokens is asked about again in halves. Where one piece of a report stays
without an answer, the report is refused: half a reading would pass for a whole one.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from demarche.reading.endpoint.answer import ItemGiven, Offered, answer_schema, offered_in
from demarche.reading.endpoint.client import NOT_ASKED, Client, Completion, Failure
from demarche.reading.endpoint.conversion import Conversion, DropError, Item
from demarche.reading.endpoint.drops import DropBook
from demarche.reading.endpoint.pieces import Piece, cut_pieces
from demarche.reading.endpoint.prompt import messages_for
from demarche.record import Event, Projection, Reading, Refused, Report, Statement, check_reading

STAGE = "model"
# More in one sentence than any that annotators coded; what goes beyond is an answer run wild.
_MOST_A_SENTENCE = {"event": 10, "statement": 8, "projection": 8}
_BROKEN_ANSWER = Failure("the model's answer is not of the form that was asked for")
_CUT_ANSWER = Failure("the model's answer was cut at the limit of tokens, even for one sentence")
_ANSWER_TRIES = 2


@dataclass(frozen=True)
class Told:
    """What the model offers in one piece."""

    piece: Piece
    offered: tuple[Offered, ...]


Answer = list[Told] | Failure


class Inquiry:
    """
    One report that a model is asked about.

    Parameters
    ----------
    report : Report
        The report.
    client : Client
        The endpoint.
    """

    def __init__(self, report: Report, client: Client) -> None:
        self.report, self._client = report, client
        self.pieces = cut_pieces(report, client.settings.piece_characters)
        self._failed = threading.Event()

    def ask(self, piece: Piece) -> Answer:
        """Ask about a piece; safe to call for several at once. After a first failure the others are not asked."""
        if self._failed.is_set():
            return NOT_ASKED
        told = self._asked(piece)
        if isinstance(told, Failure):
            self._failed.set()
        return told

    def stop(self) -> None:
        """Let nothing more be asked: nobody waits for it."""
        self._failed.set()

    def _asked(self, piece: Piece) -> Answer:
        messages = messages_for(self.report.text, piece, self.report.published)
        for _ in range(_ANSWER_TRIES):
            answer = self._client.ask(messages, answer_schema(), self._failed.is_set)
            if isinstance(answer, Failure):
                return answer
            if answer.is_cut:
                return self._in_halves(piece)
            offered = self._offered(answer, piece)
            if offered is not None:
                return [Told(piece, offered)]
        return _BROKEN_ANSWER

    def _in_halves(self, piece: Piece) -> Answer:
        halves = piece.halves()
        if not halves:
            return _CUT_ANSWER
        told: list[Told] = []
        for half in halves:
            found = self._asked(half)
            if isinstance(found, Failure):
                return found
            told += found
        return told

    def _offered(self, answer: Completion, piece: Piece) -> tuple[Offered, ...] | None:
        found = offered_in(answer.text)
        return None if found is None else tuple(_within_measure(found, piece))

    def conclude(self, answers: Iterable[Answer]) -> Reading | Refused:
        """
        Return the reading that the answers to all pieces give, or the refusal of the report.

        Parameters
        ----------
        answers : iterable
            What `ask` returned for each of `pieces`, in order.
        """
        everything = list(answers)
        failures = [one for one in everything if isinstance(one, Failure)]
        if failures:
            first = next((one for one in failures if one != NOT_ASKED), failures[0])
            where = self.report.path or self.report.title or self.report.id
            return Refused(where, STAGE, first.reason, first.detail)
        return self._reading(told for one in everything if not isinstance(one, Failure) for told in one)

    def _reading(self, answers: Iterable[Told]) -> Reading:
        book = DropBook(self._client.settings.redact)
        conversion = Conversion(self.report, self._client.settings.rule)
        kept: dict[str, Item] = {}
        for told in answers:
            for offered in told.offered:
                item = _converted(offered, conversion, told.piece, book)
                if item is not None and kept.setdefault(item.id, item) is not item:
                    book.add(offered.kind, "the same item twice", _quote(offered))
        ordered = sorted(kept.values(), key=lambda one: (one.spans, one.id))
        return check_reading(
            Reading(
                self.report,
                tuple(one for one in ordered if isinstance(one, Event)),
                tuple(one for one in ordered if isinstance(one, Statement)),
                tuple(one for one in ordered if isinstance(one, Projection)),
                book.rows(),
            )
        )


def _converted(offered: Offered, conversion: Conversion, piece: Piece, book: DropBook) -> Item | None:
    reason = offered.reason
    if offered.item is not None and not reason:
        try:
            return conversion.convert(offered.item, piece)
        except DropError as exc:
            reason = str(exc)
    book.add(offered.kind, reason, offered.quote or _quote(offered))
    return None


def _within_measure(found: Iterator[Offered], piece: Piece) -> Iterator[Offered]:
    """Yield an answer's items; those beyond the measure of one sentence lose the item and get the reason."""
    counts: Counter[tuple[str, int]] = Counter()
    numbers = {one.number for one in piece.sentences}
    for offered in found:
        item = offered.item
        if item is None:
            yield offered
            continue
        number = item.sentence if item.sentence in numbers else 0  # sentences that are none share one measure
        counts[offered.kind, number] += 1
        if counts[offered.kind, number] > _MOST_A_SENTENCE[offered.kind]:
            yield Offered(offered.kind, None, "too many items in one sentence", _first_quote(item))
        else:
            yield offered


def _quote(offered: Offered) -> str:
    return _first_quote(offered.item) if offered.item is not None else ""


def _first_quote(item: ItemGiven) -> str:
    return item.quotes[0] if item.quotes else ""
