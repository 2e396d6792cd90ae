"""
What a reading did on its way: which rules were tried, which fired, and what became of what they found.

A `Trace` is handed down the stages of a reading, which write into it as they decide; without one they write nothing.
So what is explained is what was read, by the same code. Tokens are named by their index in the report's parse.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from demarche.reading.actors import Cast
    from demarche.reading.clauses import Clauses
    from demarche.reading.dates import Calendar
    from demarche.record import Actor, Event, Projection, Statement

    Sides = tuple[tuple[Actor, ...], tuple[Actor, ...]]

Kind = Literal["event", "statement", "projection"]
Verdict = Literal["found", "changed", "weighed", "dropped", "kept"]
Shape = tuple[object, ...]


class FrameLike(Protocol):
    """What a trace asks of an event's frame: `demarche.reading.events.EventFrame`."""

    @property
    def at(self) -> int:
        """The token that names it."""
        ...

    @property
    def type(self) -> str:
        """Its type so far."""
        ...

    @property
    def mode(self) -> str | None:
        """Its mode so far."""
        ...

    @property
    def rule(self) -> str:
        """What made it."""
        ...

    @property
    def sources(self) -> list[int]:
        """Who acts."""
        ...

    @property
    def targets(self) -> list[int]:
        """Who is acted on."""
        ...

    @property
    def coded(self) -> bool:
        """Whether it is an event of its own."""
        ...

    @property
    def forced(self) -> str | None:
        """The modality that the construction gives."""
        ...


@dataclass(frozen=True, slots=True)
class Attempt:
    """One pattern tried on one word; `failed` is the first demand that did not hold, or "" where it fired."""

    token: Token
    rule: str
    type: str
    line: str
    failed: str


@dataclass(frozen=True, slots=True)
class Note:
    """
    One step of a stage.

    Parameters
    ----------
    kind : {"event", "statement", "projection"}
        What was read.
    at : int
        The token that it hangs on.
    verdict : {"found", "changed", "weighed", "dropped", "kept"}
        What the step did.
    text : str
        Why, in a few words.
    item : Event, Statement or Projection, optional
        What stands in the reading, for `kept`.
    """

    kind: Kind
    at: int
    verdict: Verdict
    text: str
    item: Event | Statement | Projection | None = None


@dataclass(slots=True)
class Trace:
    """
    The steps of one reading, in their order.

    Attributes
    ----------
    attempts : list of Attempt
        The patterns of the event lexicon that were tried.
    notes : list of Note
        What the stages found, changed, dropped and kept.
    doc, cast, calendar, clauses
        The parse, and what was known of it before any rule was tried.
    """

    attempts: list[Attempt] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    doc: Doc | None = None
    cast: Cast | None = None
    calendar: Calendar | None = None
    clauses: Clauses | None = None

    def begin(self, doc: Doc, cast: Cast, calendar: Calendar, clauses: Clauses) -> None:
        """Keep what the rules were asked over."""
        self.doc, self.cast, self.calendar, self.clauses = doc, cast, calendar, clauses

    def tried(self, token: Token, pattern: PatternLike, failed: str) -> None:
        """Note a pattern that was tried; `failed` is the demand that did not hold, "" where all did."""
        self.attempts.append(Attempt(token, pattern.rule, pattern.type or "no event", pattern.line, failed))

    def found(self, kind: Kind, at: int, text: str) -> None:
        """Note what a stage saw first."""
        self.notes.append(Note(kind, at, "found", text))

    def changed(self, kind: Kind, at: int, text: str) -> None:
        """Note what a later step made of it."""
        self.notes.append(Note(kind, at, "changed", text))

    def weighed(self, kind: Kind, at: int, text: str) -> None:
        """Note what was only asked, and changed nothing."""
        self.notes.append(Note(kind, at, "weighed", text))

    def dropped(self, kind: Kind, at: int, text: str) -> None:
        """Note why it is not in the reading."""
        self.notes.append(Note(kind, at, "dropped", text))

    def kept(self, kind: Kind, at: int, item: Event | Statement | Projection, text: str = "") -> None:
        """Note that it is in the reading, and as what."""
        self.notes.append(Note(kind, at, "kept", text, item))

    def items(self, kind: Kind) -> tuple[Event | Statement | Projection, ...]:
        """Return what was kept of a kind, in the order in which it was read."""
        return tuple(one.item for one in self.notes if one.kind == kind and one.item is not None)

    def filled(self, at: int, before: Sides, after: Sides) -> None:
        """Note the parties that the rest of the text gives an event whose own words name too few."""
        for side, one, other in (("sources", before[0], after[0]), ("targets", before[1], after[1])):
            if one != other:
                self.changed("event", at, f"{side} from context: {actor_words(other)}")

    def asked(
        self, at: int, side: str, choices: Mapping[str, Mapping[str, float]], chances: Mapping[str, float]
    ) -> None:
        """Note how likely each country stands on a side that an event's words leave open; "" is nobody."""
        best = sorted(chances, key=lambda one: -chances[one])[:3]
        told = ", ".join(f"{one or 'nobody'} {min(max(chances[one], 0.01), 0.99):.2f}" for one in best)
        self.weighed("event", at, f"the {side} is left open; of {len(choices)} choices: {told}")

    # -- frames, before and after a step

    @staticmethod
    def shapes(frames: Iterable[FrameLike]) -> dict[int, Shape]:
        """Return what frames are like now, to compare them with what a step makes of them."""
        return {id(one): _shape(one) for one in frames}

    def watch(self, step: Callable[[], object], frames: Collection[FrameLike], doc: Doc, cause: str) -> None:
        """Take a step, and note what it changed in frames."""
        before = self.shapes(frames)
        step()
        self.compare(before, frames, doc, cause)

    def compare(self, before: dict[int, Shape], frames: Iterable[FrameLike], doc: Doc, cause: str) -> None:
        """Note what a step changed in frames."""
        for one in frames:
            if id(one) not in before:
                self.found("event", one.at, f"{cause}: {one.type} ({one.rule})")
            elif before[id(one)] != _shape(one):
                self._told(one, before[id(one)], doc, cause)

    def _told(self, frame: FrameLike, before: Shape, doc: Doc, cause: str) -> None:
        was_type, was_mode, was_coded, was_forced, was_sources, was_targets, _ = before
        if was_coded and not frame.coded:
            self.dropped("event", frame.at, f"{cause}: no event of its own")
            return
        told = []
        if (was_type, was_mode) != (frame.type, frame.mode):
            told.append(f"becomes {frame.type}{f'/{frame.mode}' if frame.mode else ''}")
        if was_forced != frame.forced:
            told.append(str(frame.forced))
        if was_sources != tuple(frame.sources):
            told.append(f"by {_words(doc, frame.sources)}")
        if was_targets != tuple(frame.targets):
            told.append(f"to {_words(doc, frame.targets)}")
        self.changed("event", frame.at, f"{cause}: {', '.join(told) or f'called {frame.rule}'}")


class PatternLike(Protocol):
    """What a trace asks of a pattern."""

    @property
    def rule(self) -> str:
        """Its name."""
        ...

    @property
    def type(self) -> str | None:
        """What it codes; None for an idiom that is no event."""
        ...

    @property
    def line(self) -> str:
        """Where it stands: file and line."""
        ...


def _shape(one: FrameLike) -> Shape:
    return one.type, one.mode, one.coded, one.forced, tuple(one.sources), tuple(one.targets), one.rule


def _words(doc: Doc, heads: list[int]) -> str:
    return " and ".join(doc[i].text for i in heads) or "nobody"


def actor_words(actors: Iterable[Actor]) -> str:
    """
    Return actors in short: "FRA GOV Emmanuel Macron, RUS GOV"; "nobody" for none.

    Examples
    --------
    >>> from demarche.record import Actor
    >>> actor_words([Actor("FRA", "GOV", "Emmanuel Macron"), Actor("RUS", "GOV")]), actor_words([])
    ('FRA GOV Emmanuel Macron, RUS GOV', 'nobody')
    """
    told = [" ".join(part for part in (one.country, one.sector, one.name) if part) or "somebody" for one in actors]
    return ", ".join(told) or "nobody"
