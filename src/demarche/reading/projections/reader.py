"""
The projections of one report. The stages, sentence by sentence:

1. find the words that predict, and what they predict (`triggers`);
2. leave out what only looks like a forecast: pledges, plans, questions, conditions, abilities (`standing`);
3. name the predicted event (`outcomes`);
4. give it its range, window, condition, forecaster and span; each forecast is told once.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from demarche.ontology import complement, probability_range
from demarche.reading.clauses import Clauses
from demarche.reading.dates import Calendar, DateMention
from demarche.reading.events import Frames, load_lexicon
from demarche.reading.projections.forecasters import Forecasters
from demarche.reading.projections.outcomes import Outcome, Outcomes
from demarche.reading.projections.standing import Standings
from demarche.reading.projections.triggers import Candidate, Triggers
from demarche.record import (
    Actor,
    Forecaster,
    ProbabilityRange,
    ProjectedEvent,
    Projection,
    Report,
    Span,
    When,
    identify,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from demarche.reading.actors import Cast

_PAST_KINDS = frozenset({"since", "first-since", "window-past"})
_CLOSING = frozenset({"before", "until", "till"})
_NEAR_WORDS = 7  # words that predict, further apart than this, are not quoted as one phrase
_CONFIDENT_NOT = (0.05, 0.20)  # "confident he would not": gold rule of the annotation guide, docs/sources.md [ICD203]


def read_projections(  # noqa: PLR0917 - the reader's rooms, in their order
    doc: Doc,
    cast: Cast,
    clauses: Clauses,
    calendar: Calendar,
    report: Report,
    frames: Frames | None = None,
) -> tuple[Projection, ...]:
    """
    Return the predictions of a report, in the order of the text.

    Parameters
    ----------
    doc : Doc
        The parse; `doc.text` is the report's text.
    cast, clauses, calendar
        Who is named, how each clause stands, which days are meant.
    report : Report
        Its publication date opens the windows; its id goes into the projections' ids.
    frames : Frames, optional
        What each word names as an event; by default read here, with the package's lexicon.

    Returns
    -------
    tuple of Projection
        One for each predicted event and clause; `probability` is that of the event, so that a forecast that
        something will not come has the complement of its words' range.
    """
    return Projecting(doc, cast, clauses, calendar, report, frames or Frames(doc, cast, load_lexicon())).read()


class Projecting:
    """Reads the projections of one report; see `read_projections`."""

    def __init__(  # noqa: PLR0917 - as `read_projections`
        self, doc: Doc, cast: Cast, clauses: Clauses, calendar: Calendar, report: Report, frames: Frames
    ) -> None:
        self.doc, self.cast, self.clauses, self.calendar, self.report = doc, cast, clauses, calendar, report
        self.tree, self.trace = clauses.tree, frames.trace
        self._triggers = Triggers(self.tree)
        self._standings = Standings(self.tree, cast, clauses)
        self._outcomes = Outcomes(self.tree, frames)
        self._forecasters = Forecasters(self.tree, report)

    def read(self) -> tuple[Projection, ...]:
        """Return the report's projections."""
        found: dict[str, Projection] = {}
        for start, end in self.tree.sentences:
            for projection in self._sentence(start, end):
                found.setdefault(projection.id, projection)
        return tuple(found.values())

    def _sentence(self, start: int, end: int) -> list[Projection]:
        if self._standings.is_no_prose(start, end, self.report.title):
            return []
        kept: list[tuple[Candidate, Projection]] = []
        for candidate in self._triggers.find(start, end):
            projection = self._project(candidate)
            if projection is not None:
                kept.append((candidate, projection))
        return self._noted(kept, _once(kept))

    def _noted(self, found: list[tuple[Candidate, Projection]], kept: list[Projection]) -> list[Projection]:
        """Return what is kept of a sentence, and note it."""
        if self.trace is not None:
            for candidate, one in found:
                if one in kept:
                    self.trace.kept("projection", candidate.event, one, self._because(candidate))
                else:
                    self.trace.dropped("projection", candidate.event, "a forecast around it of the same type tells it")
        return kept

    def _because(self, candidate: Candidate) -> str:
        """Return what predicts: the row of the table, or the modal alone."""
        cue = candidate.cue
        if cue is None:
            return f"its modal, '{' '.join(self.tree.words[i] for i in sorted(candidate.modals))}'"
        return f"'{cue.word}' ({cue.word_class}{f', {candidate.frame}' if candidate.frame else ''}) of cues.tsv"

    def _no(self, candidate: Candidate, why: str) -> Projection | None:
        """Return no projection, and note why not."""
        if self.trace is not None:
            self.trace.dropped("projection", candidate.event, f"{self._because(candidate)}: {why}")
        return None

    def _project(self, candidate: Candidate) -> Projection | None:
        if objection := self._standings.objection(candidate):
            return self._no(candidate, objection)
        outcome = self._outcomes.of(candidate.event) or self._joined(candidate.event)
        window = self._window(candidate)
        if outcome is None:
            return self._no(candidate, f"'{self.doc[candidate.event].text}' names no event that can be coded")
        forecaster = self._forecaster(candidate)
        third = forecaster.kind == "third-party"
        if misgiving := self._standings.misgiving(candidate, outcome, dated=window is not None, third=third):
            return self._no(candidate, misgiving)
        if outcome.soft and outcome.type != "ASSAULT" and not self._names_anyone(candidate):
            return self._no(candidate, f"{outcome.type} is a guess, and nobody is named near it")
        projection = Projection(
            id="",
            forecaster=forecaster,
            event=self._event(outcome),
            window=window,
            probability=self._probability(candidate, outcome),
            condition=self._standings.condition(candidate, outcome),
            spans=(self._span(candidate),),
        )
        return identify(projection, self.report.id)

    def _joined(self, event: int) -> Outcome | None:
        """Return what a verb joined to the predicted one predicts: "will claim victory and withdraw"."""
        for k in self.tree.by(event, "conj"):
            if self.tree.kid(k, "nsubj", "aux") < 0 and self.tree.is_clause(k):
                found = self._outcomes.of(k)
                if found is not None:
                    return found
        return None

    def _forecaster(self, candidate: Candidate) -> Forecaster:
        """Return whose forecast it is: of the word that predicts, of who is quoted, else the author's."""
        cue, head = candidate.cue, candidate.head
        if cue is not None and cue.word_class == "verb" and head != candidate.event:
            subject = self.tree.kid(head, "nsubj")
            if subject >= 0 and "that" in cue.frames and candidate.frame != "subj":
                return self._forecasters.by(self.doc[subject], self.cast.of(self.doc[subject]))
        attribution = self.clauses.attribution_of(self.doc[candidate.event])
        raised = cue is not None and (
            candidate.frame == "subj" or (cue.word_class == "adj" and candidate.frame == "to")
        )
        raised = raised or (cue is not None and cue.flag == "inanimate")
        if attribution is None or (raised and attribution.verb is not None and attribution.verb.i == head):
            attribution = self.clauses.attribution_of(self.doc[head])
        return self._forecasters.of(attribution)

    def _names_anyone(self, candidate: Candidate) -> bool:
        """Say whether this sentence or those beside it name a country; without, "prices could fall" is no crisis."""
        number = self.tree.sentence[candidate.event]
        near = self.tree.sentences[max(0, number - 2) : number + 2]
        return any(one.actor.country and near[0][0] <= one.start < near[-1][1] for one in self.cast.mentions)

    def _event(self, outcome: Outcome) -> ProjectedEvent:
        sources, targets = self._actors(outcome.sources), self._actors(outcome.targets)
        if outcome.mutual or (outcome.type == "CONSULT" and not targets):
            sources = targets = tuple(dict.fromkeys((*sources, *targets)))
        return ProjectedEvent(outcome.type, sources, targets)

    def _actors(self, heads: tuple[int, ...]) -> tuple[Actor, ...]:
        return tuple(dict.fromkeys(actor for i in heads for actor in self.cast.of(self.doc[i])))

    def _probability(self, candidate: Candidate, outcome: Outcome) -> ProbabilityRange | None:
        words = self._quoted(candidate.words, candidate.head)
        bounds = self._bounds(candidate, words)
        if bounds is None:
            return None
        negated = self._standings.is_negated_apart(candidate)
        if negated and candidate.cue is not None and candidate.cue.word in ("confident", "confidence"):
            bounds = _CONFIDENT_NOT
        elif negated != outcome.averted:
            bounds = complement(bounds)
        return ProbabilityRange(*bounds, words)

    def _bounds(self, candidate: Candidate, words: str) -> tuple[float, float] | None:
        cue = candidate.cue
        if cue is None or cue.word_class == "adverb":
            return probability_range(words)
        if cue.literal:
            return probability_range(
                self._quoted(candidate.words - set(self.tree.kids[candidate.event]), candidate.head)
            )
        if cue.as_words == "0":
            return None
        if not cue.silent:
            found = probability_range(cue.as_words)
            turned = self._standings.is_word_negated(candidate)
            if turned and cue.word == "rule_out":
                return probability_range("possible")
            return complement(found) if found and turned else found
        graded = probability_range(words) if cue.word_class == "noun" and len(candidate.words) > 1 else None
        return graded or (probability_range(self._quoted(candidate.modal_words)) if candidate.modals else None)

    def _quoted(self, tokens: set[int], around: int = -1) -> str:
        """Return the words as they stand in the text: of the group that a token stands in, or the first group."""
        groups: list[list[int]] = []
        for i in sorted(tokens):
            if groups and i - groups[-1][-1] <= _NEAR_WORDS:
                groups[-1].append(i)
            else:
                groups.append([i])
        if not groups:
            return ""
        chosen = next((group for group in groups if around in group), groups[0])
        return self.tree.text(chosen[0], chosen[-1] + 1)

    def _window(self, candidate: Candidate) -> When | None:
        """Return the days that the text gives the event, from the day of publication on."""
        for mention in self._mentions(candidate.event):
            if self._is_ahead(mention) and any(self._stands_in(i, mention) for i in candidate.words):
                return self._opened(candidate, mention)
        for i in self._dated_words(candidate):
            held = self.calendar.of(self.doc[i])
            if held is not None and self._is_ahead(held):
                return self._opened(candidate, held)
        inside = self._mentions_inside(candidate)
        return self._opened(candidate, inside[0]) if inside else None

    def _opened(self, candidate: Candidate, mention: DateMention) -> When:
        """Return the window of a date; a date before which it is to be closes it: "before the talks end in May"."""
        when, published = _from(mention, self.report.published), self.report.published
        if published is None or mention.kind.startswith("window") or not self._closes(candidate, mention):
            return when
        return When(published, when.end, "interval") if when.end > published else when

    def _closes(self, candidate: Candidate, mention: DateMention) -> bool:
        tree, (start, end) = self.tree, self.tree.sentences[self.tree.sentence[candidate.event]]
        at = next((i for i in range(start, end) if self.doc[i].idx >= mention.start), candidate.event)
        for node in (at, *tree.ancestors(at)):
            if node in (candidate.event, candidate.head):
                return False
            if any(tree.words[k] in _CLOSING for k in tree.by(node, "mark", "case")):
                return True
        return False

    def _mentions(self, i: int) -> tuple[DateMention, ...]:
        start, end = self.tree.sentences[self.tree.sentence[i]]
        return self.calendar.mentions(self.doc[start:end])

    def _stands_in(self, i: int, mention: DateMention) -> bool:
        return mention.start <= self.doc[i].idx < mention.end

    def _dated_words(self, candidate: Candidate) -> list[int]:
        """Return the words whose date is the event's: not that of who predicts it ("predicted on Monday that")."""
        head = candidate.head
        speaks = self.tree.pos[head] == "VERB" and self.tree.kid(head, "nsubj") >= 0 and head != candidate.event
        return [candidate.event] if speaks else list(dict.fromkeys((candidate.event, head)))

    def _mentions_inside(self, candidate: Candidate) -> list[DateMention]:
        """Return the dates that stand inside the event's own phrase, and look ahead."""
        low, high = self._phrase(candidate.event)
        start, end = self.doc[low].idx, self.doc[high - 1].idx + len(self.doc[high - 1])
        found = self._mentions(candidate.event)
        return [each for each in found if start <= each.start and each.end <= end and self._is_ahead(each)]

    def _is_ahead(self, mention: DateMention) -> bool:
        published = self.report.published
        if mention.kind in _PAST_KINDS:
            return False
        return published is None or mention.when.end >= published

    def _phrase(self, i: int) -> tuple[int, int]:
        """Return the range of a predicate's phrase, less coordinated clauses that have a modal of their own."""
        low, high = self.tree.range(i)
        for k in self.tree.by(i, "conj", "parataxis"):
            if self.tree.kid(k, "aux", "nsubj") >= 0 and i < k:
                high = min(high, self.tree.range(k)[0])
        return low, max(high, i + 1)

    def _span(self, candidate: Candidate) -> Span:
        """Return the clause that predicts: the event's phrase, the words that predict it, and their subject."""
        low, high = self._phrase(candidate.event)
        ends = [(low, high), *((i, i + 1) for i in candidate.words)]
        for i in (candidate.event, candidate.head):
            subject = self._triggers.subject_of(i)
            if subject >= 0:
                ends.append(self.tree.range(subject))
        first, last = min(a for a, _ in ends), max(b for _, b in ends)
        while first < last - 1 and self.tree.pos[first] in ("PUNCT", "CCONJ", "SCONJ"):
            first += 1
        while last - 1 > first and self.tree.pos[last - 1] == "PUNCT":
            last -= 1
        token = self.doc[last - 1]
        return Span(self.doc[first].idx, token.idx + len(token))


def _from(mention: DateMention, published: dt.date | None) -> When:
    """Cut a period that has begun at the day of publication; a window opens where its words say."""
    when = mention.when
    if published is None or when.start >= published or mention.kind.startswith("window"):
        return when
    return When(published, when.end, when.precision)


def _once(found: list[tuple[Candidate, Projection]]) -> list[Projection]:
    """Leave out a forecast that lies inside another of the same type: the outer one tells it."""
    kept = []
    for _, one in found:
        inside = any(
            other is not one and other.event.type == one.event.type and _covers(other.spans[0], one.spans[0])
            for _, other in found
        )
        if not inside:
            kept.append(one)
    return kept


def _covers(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end and outer != inner
