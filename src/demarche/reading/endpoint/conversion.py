"""
From what a model gives to what the record keeps.

An item is kept whole or not at all: nothing in it is mended. Each of its quotes, names and phrases must stand in the
text; codes must be of the tables and of the countries that the report names; days must agree with their words. Numbers,
ranges of probability, CAMEO codes and ids are worked out here, from the text's own words.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from math import isfinite

from demarche.ontology import cameo_code, modes_of, plover_contexts, probability_range, sectors
from demarche.reading.endpoint.answer import (
    ActorGiven,
    DaysGiven,
    EventGiven,
    ForecasterGiven,
    ItemGiven,
    PlaceGiven,
    ProjectionGiven,
    StatementGiven,
)
from demarche.reading.endpoint.days import Look, settle_days
from demarche.reading.endpoint.grounding import Ground
from demarche.reading.endpoint.named import NamedCountries, is_code
from demarche.reading.endpoint.pieces import Piece, Sentence
from demarche.reading.events import find_magnitude
from demarche.record import (
    Actor,
    Event,
    EventType,
    Forecaster,
    Magnitude,
    Place,
    ProbabilityRange,
    ProjectedEvent,
    Projection,
    Report,
    Span,
    Statement,
    When,
    identify,
)

_MOST_QUOTES, _MOST_QUOTE_LETTERS, _FEWEST_WORDS = 4, 1_200, 2
_MOST_ACTORS = 12
_MOST_NAME_LETTERS = 120
_AHEAD = frozenset({"planned", "possible", "conditional"})

Item = Event | Statement | Projection


class DropError(ValueError):
    """An item that is not kept, with the reason. Never leaves this room: the book of what was dropped has it."""


class Conversion:
    """
    Turns items of one report into the record's.

    Parameters
    ----------
    report : Report
        The report.
    rule : str
        What events name as their rule.
    """

    def __init__(self, report: Report, rule: str) -> None:
        self.report, self.rule = report, rule

    @cached_property
    def ground(self) -> Ground:
        """The report's text, ready to be searched."""
        return Ground(self.report.text)

    @cached_property
    def named(self) -> NamedCountries:
        """The countries that the report names."""
        return NamedCountries(self.report)

    def convert(self, given: ItemGiven, piece: Piece) -> Item:
        """
        Return the item as the record keeps it.

        Raises
        ------
        DropError
            With the reason for which it is not kept.
        """
        spans = self._spans(given.quotes, given.sentence, piece)
        told = self._told(spans, piece)
        if not told:
            raise DropError("a quote is in none of the sentences")
        try:
            if isinstance(given, EventGiven):
                return identify(self._event(given, spans, told, piece), self.report.id)
            if isinstance(given, StatementGiven):
                return identify(self._statement(given, spans, told), self.report.id)
            return identify(self._projection(given, spans, told, piece), self.report.id)
        except UnicodeEncodeError as exc:
            raise DropError("its words hold half a letter, which no file can carry") from exc

    def _event(self, given: EventGiven, spans: tuple[Span, ...], told: Sequence[Sentence], piece: Piece) -> Event:
        if given.mode is not None and given.mode not in modes_of(given.type):
            raise DropError("the mode is of another type")
        if given.context is not None and given.context not in plover_contexts():
            raise DropError("there is no such context")
        return Event(
            id="",
            type=given.type,
            mode=given.mode,
            cameo=cameo_code(given.type, given.mode, given.context),
            sources=self._actors(given.sources),
            targets=self._actors(given.targets),
            when=self._days(given.when, self._look(given), piece),
            where=self._place(given.where),
            modality=given.modality,
            magnitude=self._magnitude(given.type, spans),
            spans=spans,
            rule=self.rule,
            context=given.context,
            attributed_to=self._actor(given.attributed_to) if given.attributed_to else None,
            condition=self._phrase(given.condition, told),
        )

    def _statement(self, given: StatementGiven, spans: tuple[Span, ...], told: Sequence[Sentence]) -> Statement:
        return Statement(
            id="",
            speaker=self._actor(given.speaker),
            addressee=self._actor(given.addressee) if given.addressee else None,
            kind=given.kind,
            stance=given.stance,
            about=self._quoted(given.about, told),
            spans=spans,
            direct=given.direct,
        )

    def _projection(
        self, given: ProjectionGiven, spans: tuple[Span, ...], told: Sequence[Sentence], piece: Piece
    ) -> Projection:
        return Projection(
            id="",
            forecaster=self._forecaster(given.forecaster),
            event=ProjectedEvent(given.type, self._actors(given.sources), self._actors(given.targets)),
            window=self._days(given.window, "future", piece),
            probability=self._probability(given.probability, told) if given.probability is not None else None,
            condition=self._phrase(given.condition, told),
            spans=spans,
        )

    def _spans(self, quotes: Sequence[str], number: int, piece: Piece) -> tuple[Span, ...]:
        """Return where the quotes stand in the piece's own sentences, in the order of the text."""
        if not quotes:
            raise DropError("it quotes nothing")
        if len(quotes) > _MOST_QUOTES:
            raise DropError("it quotes too much")
        named = next((one for one in piece.sentences if one.number == number), None)
        return tuple(sorted({self._span(quote, named, piece) for quote in quotes}))

    def _span(self, quote: str, named: Sentence | None, piece: Piece) -> Span:
        if len(quote) > _MOST_QUOTE_LETTERS:
            raise DropError("it quotes too much")
        if sum(any(letter.isalnum() for letter in word) for word in quote.split()) < _FEWEST_WORDS:
            raise DropError("a quote of one word says too little")
        span = self.ground.nearest(quote, named, piece.sentences)
        if span is None:
            raise DropError(self._why_nowhere(quote, piece))
        if any(one.start < span.end and span.start < one.end for one in self.report.left_out):
            raise DropError("a quote is in what was left out")
        return span

    def _why_nowhere(self, quote: str, piece: Piece) -> str:
        if self.ground.places(quote, piece.sentences[0].start, piece.sentences[-1].end):
            return "a quote stands in several places"
        if self.ground.first(quote):
            return "a quote is from outside the piece that was asked about"
        return "a quote is not in the text"

    def _told(self, spans: Sequence[Span], piece: Piece) -> list[Sentence]:
        """Return the sentences that the quotes touch."""
        return [one for one in piece.sentences if any(s.start < one.end and one.start < s.end for s in spans)]

    def _phrase(self, words: str | None, told: Sequence[Sentence]) -> str | None:
        return None if words is None else self._quoted(words, told)

    def _quoted(self, words: str, within: Sequence[Sentence]) -> str:
        """Return words as they stand in some sentences, on one line."""
        if not words.strip() or len(words) > _MOST_QUOTE_LETTERS:
            raise DropError("words that are none, or too many")
        found = self.ground.places(words, within[0].start, within[-1].end)
        if not found:
            raise DropError("its words are not in the sentences that it quotes")
        return " ".join(found[0].quote(self.report.text).split())

    def _name(self, name: str) -> str:
        """Return a name as the text has it, wherever it stands."""
        found = self.ground.first(name) if len(name) <= _MOST_NAME_LETTERS else None
        if found is None or not any(letter.isalpha() for letter in name):
            raise DropError("a name is not in the text")
        return " ".join(found.quote(self.report.text).split())

    def _actors(self, given: Sequence[ActorGiven]) -> tuple[Actor, ...]:
        if len(given) > _MOST_ACTORS:
            raise DropError("too many actors")
        return tuple(dict.fromkeys(self._actor(one) for one in given))

    def _actor(self, given: ActorGiven) -> Actor:
        if given.country is None and given.name is None:
            raise DropError("an actor with neither a country nor a name")
        if given.sector is not None and given.sector not in sectors():
            raise DropError("there is no such sector")
        name = self._name(given.name) if given.name is not None else None
        return Actor(self._code(given.country, name), given.sector, name)

    def _code(self, code: str | None, name: str | None) -> str | None:
        if code is None:
            return None
        if not is_code(code):
            raise DropError("there is no such country")
        doubt = self.named.doubt(code, name)
        if doubt:
            raise DropError(doubt)
        return code

    def _place(self, given: PlaceGiven | None) -> Place | None:
        if given is None:
            return None
        name = self._name(given.name)
        return Place(name, self._code(given.country, name))

    def _days(self, given: DaysGiven | None, look: Look, piece: Piece) -> When | None:
        if given is None:
            return None
        words = self._quoted(given.words, (*piece.before, *piece.sentences))
        settled = settle_days(words, given.start, given.end, published=self.report.published, look=look)
        if isinstance(settled, str):
            raise DropError(settled)
        return settled

    def _probability(self, words: str, told: Sequence[Sentence]) -> ProbabilityRange:
        stated = self._quoted(words, told)
        try:
            bounds = probability_range(stated)
        except ZeroDivisionError:  # "odds of 0 to 0"
            bounds = None
        if bounds is None:
            raise DropError("these are no words of probability")
        return ProbabilityRange(*bounds, stated)

    def _forecaster(self, given: ForecasterGiven) -> Forecaster:
        if given.kind != "author":
            actor = self._actor(ActorGiven(given.country, None, given.name))
            return Forecaster(given.kind, actor.name, actor.country)
        authors = self.report.authors
        if given.country is not None or (given.name is not None and given.name not in authors):
            raise DropError("the author is not so named")
        return Forecaster("author", given.name or (authors[0] if authors else None))

    def _look(self, given: EventGiven) -> Look:
        """Return whether what is told lies ahead; what is denied may be either."""
        published = self.report.published
        denied_ahead = given.modality == "denied" and given.when and published and given.when.start > published
        return "future" if given.modality in _AHEAD or denied_ahead else "past"

    def _magnitude(self, kind: EventType, spans: Sequence[Span]) -> Magnitude | None:
        """Return the number that the quoted words give, read by the project's own rules."""
        found = (find_magnitude(span.quote(self.report.text), kind) for span in spans)
        return next((one for one in found if one and isfinite(one.low or 0) and isfinite(one.high or 0)), None)
