"""
Where the second opinion is asked: of verbs that no pattern codes it decides; on coded events it is only shown.

Its events carry the rule "<verb>+head". It decides nothing else: on real reports, letting it turn or strike what the
patterns had coded cost more than it won (docs/second-opinion.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from demarche.ontology import cameo_code
from demarche.reading.events.arguments import Grammar
from demarche.reading.events.candidates import Candidate, Candidates
from demarche.reading.events.lexicon import Lexicon
from demarche.reading.events.pattern import EventFrame
from demarche.reading.events.roles import Roles
from demarche.reading.events.tree import Tree
from demarche.reading.secondopinion import NONE, Evidence, Opinion, load_opinion, make_pair, phrase_of
from demarche.reading.trace import Trace

Frames = dict[int, EventFrame]
LEAST = 0.8
"""
The probability from which a verb without a pattern is an event. Of what passed it in three folds of the corpus by
crisis, 6 of 10 had the labelled type and 8 some event; of what passes .6 only 12 and 22 of 31 (2026-11).
"""


class Advice:
    """
    Asks the second opinion on the sentences of one report.

    Parameters
    ----------
    lexicon : Lexicon
    tree, grammar, roles
        The parse, its arguments, and who they are.
    trace : Trace, optional
        With one, the opinion on every coded event is noted, too.
    """

    def __init__(
        self, lexicon: Lexicon, tree: Tree, grammar: Grammar, roles: Roles, trace: Trace | None = None
    ) -> None:
        self.lexicon, self.tree, self.trace = lexicon, tree, trace
        self._candidates = Candidates(lexicon, tree, grammar, roles)

    def give(self, frames: Frames, bounds: tuple[int, int]) -> None:
        """Add the frames of a sentence's verbs that no pattern codes, where the opinion is sure enough."""
        if self.trace is not None:
            self._show(frames, bounds, self.trace)
        coded = list(frames.values())
        for one in list(self._candidates.of(bounds, frames)):
            opinion = self._opinion(bounds, coded, *self._candidates.phrases(one))
            if opinion.type != NONE and opinion.probability >= LEAST:
                frames[one.at] = self._frame(one, opinion.type)
                self._note(one.at, f"no pattern codes it; the second opinion decides: {opinion.told()}")
            elif self.trace is not None:
                self.trace.dropped(
                    "event", one.at, f"no pattern codes it; the second opinion is unsure: {opinion.told()}"
                )

    def _opinion(
        self, bounds: tuple[int, int], coded: Iterable[EventFrame], source: Sequence[int], target: Sequence[int]
    ) -> Opinion:
        pair = make_pair(self.tree, bounds, source, target)
        evidence = Evidence(self.tree, self.lexicon.senses, pair, coded)
        return load_opinion("reader").of(evidence.traits, evidence.words())

    def _frame(self, one: Candidate, event_type: str) -> EventFrame:
        context, rule = self.lexicon.types[event_type].context, f"{self.tree.lemmas[one.at]}+head"
        return EventFrame(self.tree.doc, one.at, event_type, None, cameo_code(event_type), context, rule,
                          [one.source], [one.target])  # fmt: skip

    def _note(self, at: int, text: str) -> None:
        if self.trace is not None:
            self.trace.found("event", at, text)

    def _show(self, frames: Frames, bounds: tuple[int, int], trace: Trace) -> None:
        """Note the opinion on what the patterns coded; they have decided already."""
        for frame in frames.values():
            source, target = ([k for head in heads for k in phrase_of(self.tree, head)]
                              for heads in (frame.sources, frame.targets))  # fmt: skip
            target = [k for k in target if k not in source]
            if frame.coded and source and target:
                opinion = self._opinion(bounds, frames.values(), source, target)
                trace.weighed("event", frame.at, f"the second opinion, which does not decide here: {opinion.told()}")
