"""
Events of one report. The stages, sentence by sentence:

1. match the lexicon's patterns (`predicates`);
2. combine light verbs, refusals, promises, threats and what they govern (`composition`);
   of words that no pattern codes, ask the tagger (`advice`);
3. let negation turn what is not granted into a refusal (`polarity`);
4. ask the cast who the parties are (`parties`) and join double namings (`dedupe`);
5. give each event its modality, time, place, number and span.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from demarche.reading.events.advice import Advice
from demarche.reading.events.arguments import Grammar
from demarche.reading.events.composition import Composition
from demarche.reading.events.dedupe import joined
from demarche.reading.events.fields import CalendarLike, Circumstances
from demarche.reading.events.lexicon import Lexicon, load_lexicon
from demarche.reading.events.magnitude import find_magnitude
from demarche.reading.events.parties import Parties
from demarche.reading.events.pattern import EventFrame
from demarche.reading.events.polarity import Polarity
from demarche.reading.events.predicates import Matcher
from demarche.reading.events.roles import CastLike, Roles
from demarche.reading.events.sides import Sides
from demarche.reading.events.spans import event_span
from demarche.reading.events.timeline import Timeline
from demarche.reading.events.tree import Tree
from demarche.reading.trace import Trace
from demarche.record import Actor, Event, Modality, Place, Report, When, identify

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


BothSides = tuple[tuple[Actor, ...], tuple[Actor, ...]]
Standing = tuple[When | None, Place | None, Modality]
_WAITING = frozenset({"until", "till", "unless", "if"})
_SPOKEN = frozenset({"REQUEST", "REJECT", "ACCUSE", "THREATEN"})
_BACKGROUND_DAYS = 45  # what was over so long before publication is background, as in `clauses`; a judgement, 2026


class AttributionLike(Protocol):
    """What events ask of an attribution."""

    @property
    def actors(self) -> tuple[Actor, ...]:
        """Who says it."""
        ...


class FactsLike(Protocol):
    """What events ask of `demarche.reading.clauses.ClauseFacts`."""

    @property
    def negated(self) -> bool:
        """Whether its own words, or those it hangs on, say that it is not so."""
        ...

    @property
    def own(self) -> bool:
        """Whether it tells of the side of whoever says it."""
        ...

    @property
    def tense(self) -> str:
        """`past`, `present`, `future` or `none`."""
        ...

    @property
    def modal(self) -> str | None:
        """Its modal auxiliary."""
        ...

    @property
    def perfect(self) -> bool:
        """Whether it is told in the perfect: "has backed"."""
        ...

    @property
    def progressive(self) -> bool:
        """Whether it is told as going on: "is sending"."""
        ...

    @property
    def condition(self) -> str | None:
        """The text of the if- or unless-clause that it hangs on."""
        ...

    @property
    def modality(self) -> Modality:
        """What may be recorded of it."""
        ...

    @property
    def attribution(self) -> AttributionLike | None:
        """On whose word the clause stands."""
        ...


class ClausesLike(Protocol):
    """What events ask of `demarche.reading.clauses.Clauses`."""

    def of(self, token: Token) -> FactsLike:
        """Return how a predicate's clause stands."""
        ...


def read_events(  # noqa: PLR0917 - the rooms before it, in their order
    doc: Doc,
    cast: CastLike,
    clauses: ClausesLike,
    calendar: CalendarLike,
    report: Report,
    lexicon: Lexicon | None = None,
) -> tuple[Event, ...]:
    """
    Return the events of a report, in the order of the text.

    Parameters
    ----------
    doc : Doc
        The parse; `doc.text` is the report's text.
    cast, clauses, calendar
        Who is named, how each clause stands, which days are meant.
    report : Report
        Its id goes into the events' ids.
    lexicon : Lexicon, optional
        The package's own by default.

    Returns
    -------
    tuple of Event
        One entry for each distinct event in each sentence; every span lies in `doc.text`.
    """
    return Frames(doc, cast, lexicon or load_lexicon()).events(clauses, calendar, report)


def event_at(token: Token, cast: CastLike | None = None, lexicon: Lexicon | None = None) -> EventFrame | None:
    """
    Return the event that a word names, whatever its modality, or None.

    For words of a whole report make one `Frames` and ask its `at`; this reads the token's Doc anew.
    """
    return Frames(token.doc, cast, lexicon or load_lexicon()).at(token)


class Frames:
    """
    The frames of one report: what each word names, before anything is known of its modality.

    Parameters
    ----------
    doc : Doc
    cast : CastLike, optional
        Without it no roles are filled.
    lexicon : Lexicon
    trace : Trace, optional
        Filled with what was tried.
    """

    def __init__(self, doc: Doc, cast: CastLike | None, lexicon: Lexicon, trace: Trace | None = None) -> None:
        self.doc, self.cast, self.lexicon, self.trace = doc, cast, lexicon, trace
        self.tree = Tree(doc, lexicon)
        self.grammar = Grammar(self.tree, lexicon.classes.get("measure", frozenset()))
        self.roles = Roles(self.tree, self.grammar, cast)
        self.matcher = Matcher(lexicon, self.tree, self.grammar, self.roles, trace)
        self.composition = Composition(lexicon, self.tree, self.grammar, self.roles, trace)
        self.advice = Advice(lexicon, self.tree, self.matcher, self.roles, trace)
        self._sentences: dict[tuple[int, int], dict[int, EventFrame]] = {}

    def sentence(self, bounds: tuple[int, int]) -> dict[int, EventFrame]:
        """Return the frames of a sentence by the token that names them, combined."""
        if not self._sentences:
            self._sentences = {each: self.by_patterns(each) for each in self.tree.sentences}
            self.advice.give(self._sentences)
        return self._sentences[bounds]

    def by_patterns(self, bounds: tuple[int, int]) -> dict[int, EventFrame]:
        """Return what the patterns alone make of a sentence, anew at each call: what the second opinion learns from."""
        frames = {frame.at: frame for frame in self.matcher.frames(*bounds)}
        self.composition.compose(frames, *bounds)
        return frames

    def at(self, token: Token) -> EventFrame | None:
        """Return the event that a word names, or None: the frame on it, or that of the event it helps to tell."""
        bounds = self._bounds(token.i)
        if bounds is None:
            return None
        frames = self.sentence(bounds)
        if token.i in frames:
            return frames[token.i]
        return next(
            (one for one in frames.values() if one.coded and (token.i == one.anchor or token.i in one.names)), None
        )

    def foretold(self, i: int) -> str | None:
        """Return the type of what a word foretells that no pattern codes, where the tagger finds it foretold."""
        bounds = self._bounds(i)
        return self.advice.foretold(i, bounds) if bounds is not None else None

    def _bounds(self, i: int) -> tuple[int, int] | None:
        return next(((a, b) for a, b in self.tree.sentences if a <= i < b), None)

    def events(self, clauses: ClausesLike, calendar: CalendarLike, report: Report) -> tuple[Event, ...]:
        """Return the events of the report."""
        if self.cast is None:
            return ()
        circumstances = Circumstances(self.tree, self.grammar, self.cast, calendar)
        parties = Parties(self.lexicon, self.tree, self.roles, self.cast, circumstances)
        polarity = Polarity(self.lexicon, self.tree, self.grammar, self.roles, clauses)
        timeline, sides = Timeline(report.published), Sides(self.lexicon, self.tree, self.cast, parties, self.trace)
        told = []
        for number, bounds in enumerate(self.tree.sentences):
            for frame in self._frames(bounds, polarity, parties, circumstances):
                told.append((number, bounds, frame))
                sides.tell(number, frame)
        found: dict[str, Event] = {}
        for number, bounds, frame in told:
            facts, when = clauses.of(self.doc[frame.clause]), circumstances.when(frame)
            if _is_only_supposed(frame, facts):
                self._drop(frame, "an if-clause supposes that it does not happen")
                continue
            speakers = facts.attribution.actors if facts.attribution is not None else ()
            stated = _dated(_modality(frame, facts), frame, when, report)
            is_dated_back = stated == "historical" and when is not None
            both = sides.of(number, bounds, frame, speakers, is_dated_back=is_dated_back)
            modality = _modality(frame, facts)
            if not self._is_held_back(frame):
                modality = _done_by_speaking(modality, frame, facts, both[0])
            modality = _dated(modality, frame, when, report)
            when = timeline.of(frame, when, facts, modality, number)
            where = circumstances.where(frame)
            event = self._event(frame, facts, both, (when, where, modality), report)
            if event.id in found:
                self._drop(frame, "the same event is told already, in the same words")
            elif self.trace is not None:
                self.trace.kept("event", frame.at, event)
            found.setdefault(event.id, event)
        return tuple(found.values())

    def _is_held_back(self, frame: EventFrame) -> bool:
        """Tell what waits for something else: "will not sign until there is agreement"."""
        tree = self.tree
        clauses = tree.by(frame.clause, "advcl")
        return any(tree.words[j] in _WAITING for k in clauses for j in tree.by(k, "mark"))

    def _drop(self, frame: EventFrame, why: str) -> None:
        if self.trace is not None:
            self.trace.dropped("event", frame.at, why)

    def _frames(
        self, bounds: tuple[int, int], polarity: Polarity, parties: Parties, circumstances: Circumstances
    ) -> list[EventFrame]:
        """Return the frames of a sentence that are events, each once; copies, since `at` answers from the frames."""
        told = {i: frame.copy() for i, frame in self.sentence(bounds).items()}
        before = self.trace.shapes(told.values()) if self.trace is not None else {}
        spoken = polarity.spoken(*bounds, told)
        frames = [frame for frame in told.values() if frame.coded]
        frames = polarity.turned(sorted((*frames, *spoken), key=lambda frame: frame.at))
        if self.trace is not None:
            self.trace.compare(before, (*told.values(), *spoken), self.doc, "what is said or denied")
            for frame in frames:
                self._count(frame, parties)
        frames = [frame for frame in frames if parties.count(frame)]
        kept = joined(frames, self.tree, parties.names, circumstances.when)
        if self.trace is not None:
            self._twins(frames, kept)
        return kept

    def _count(self, frame: EventFrame, parties: Parties) -> None:
        if lacking := parties.lacking(frame):
            self._drop(frame, lacking)

    def _twins(self, frames: list[EventFrame], kept: list[EventFrame]) -> None:
        """Note which frames were joined to another that tells the same event."""
        for frame in frames:
            if not any(frame is one for one in kept):
                twin = next((one for one in kept if frame.at in one.names and one.type == frame.type), None)
                self._drop(frame, f"told with '{twin.token.text}'" if twin is not None else "told by another word")

    def _event(
        self, frame: EventFrame, facts: FactsLike, parties: BothSides, standing: Standing, report: Report
    ) -> Event:
        span = event_span(frame, self.tree)
        (sources, targets), (when, where, modality) = parties, standing
        speakers = facts.attribution.actors if facts.attribution is not None else ()
        event = Event(
            id="",
            type=frame.type,
            mode=frame.mode,
            cameo=frame.cameo,
            sources=sources,
            targets=targets,
            when=when,
            where=where,
            modality=modality,
            magnitude=find_magnitude(report.text[span.start : span.end], frame.type),
            spans=(span,),
            rule=frame.rule,
            context=frame.context or None,
            attributed_to=speakers[0] if speakers and modality in ("reported", "denied") else None,
            condition=facts.condition if modality == "conditional" else None,
        )
        return identify(event, report.id)


def _modality(frame: EventFrame, facts: FactsLike) -> Modality:
    """Return how the event stands: as its clause does, unless the construction says more or negation was used up."""
    stated = facts.modality
    if frame.turned and stated == "denied":
        stated = "reported" if facts.attribution is not None and facts.attribution.actors else "asserted"
    if frame.forced == "asserted" and (frame.turned or stated != "denied"):
        return "asserted"
    if frame.forced == "planned" and stated in ("asserted", "reported"):
        return "planned"
    if frame.forced == "possible" and stated in ("asserted", "reported", "planned"):
        return "possible"
    if frame.forced == "reported" and stated == "asserted":
        return "reported"
    if stated in ("asserted", "reported") and facts.negated and not frame.turned:
        return "denied"
    return stated


def _done_by_speaking(modality: Modality, frame: EventFrame, facts: FactsLike, sources: tuple[Actor, ...]) -> Modality:
    """Who says that he asks, refuses or accuses does so by saying it: "said it would never bow"."""
    said = facts.attribution
    if frame.type not in _SPOKEN or said is None or facts.perfect or facts.condition is not None:
        return modality
    speakers = {one.country for one in said.actors if one.country}
    own = bool(speakers & {one.country for one in sources})
    promised = modality == "planned" and facts.modal in ("will", "would", "'ll", "'d", "wo")
    return "asserted" if own and (modality == "reported" or promised) else modality


def _dated(modality: Modality, frame: EventFrame, when: When | None, report: Report) -> Modality:
    """What is dated long before publication is background ("invaded … in 1974"), after it a plan ("meet on Monday")."""
    if when is None or report.published is None or modality not in ("asserted", "reported"):
        return modality
    if when.start > report.published:
        return modality if frame.type in _SPOKEN else "planned"
    if modality == "reported":
        return modality
    return "historical" if (report.published - when.end).days > _BACKGROUND_DAYS else modality


def _is_only_supposed(frame: EventFrame, facts: FactsLike) -> bool:
    """Tell what an if-clause supposes not to happen, "if Pakistan does not withdraw": that is told of nothing."""
    return facts.modality == "conditional" and facts.negated and facts.condition is None and not frame.turned
