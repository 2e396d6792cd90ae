"""
Where what was learned decides: on verbs that no pattern codes, and on the type where both that was learned differ from
the pattern.

The tagger says whether a verb carries an event and of which type; the second opinion on the pair
has to agree, unless the tagger is all but sure. The event's parties are read off the parse as for
any event of its type; where the parse gives nobody, the tagger says which phrase acts or is acted on. Its rule is
"<verb>+head".

A coded event takes another type where the second opinion on its pair and the tagger, asked apart, name the same other
one ("support refugees with food" gives aid). Its rule is the pattern's with "+head".

What a word of prediction governs ("will soon be filled") is a forecast although no pattern codes it, where the tagger
finds it foretold; its type is the tagger's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from demarche.ontology import cameo_code
from demarche.reading.events.lexicon import Lexicon
from demarche.reading.events.pattern import EventFrame, Outcome
from demarche.reading.events.predicates import Matcher
from demarche.reading.events.roles import Roles
from demarche.reading.events.tree import Tree
from demarche.reading.secondopinion import Evidence, Opinion, load_opinion, make_pair, phrase_of
from demarche.reading.tagger import NO_EVENT, SOURCE, TARGET, TYPES, Label, TextTags, tag_sentences
from demarche.reading.trace import Trace

Frames = dict[int, EventFrame]
Bounds = tuple[int, int]
LEAST = 0.5
"""The chance from which a verb without a pattern is an event; chosen on our own sentences and on reports, 2026-11."""
SURE = 0.85
"""The chance from which that is so although the second opinion on the pair does not agree, or there is no pair."""
CERTAIN = 0.95
"""The same of a verb that the tables know to mean nothing at times."""
TURNING = 0.4
"""The chance from which each of the two has to name another type for a coded event to take it."""
FORETOLD = 0.65
"""The chance from which what a word of prediction governs is foretold, although no pattern codes it."""
_PARTY = 0.5
_SHOWN = 0.25
_LIKELY = 0.5
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_HELPING = frozenset({"aux", "aux:pass", "cop", "case", "mark", "fixed", "amod", "compound"})
_NAMING = frozenset({"PROPN", "NOUN", "PRON", "ADJ"})
_SILENT = frozenset({"say", "tell", "add", "be", "have", "do", "warn", "caution", "note"})
# What the marked pairs call an act that is only announced; here the modality tells that, and the type stays the act's.
_INTENDED = frozenset({"AGREE", "THREATEN"})
# Troops sent are no aid, whatever the pair; of a researcher's own types nothing was learned.
_TURNED = frozenset(TYPES) - {NO_EVENT, "MOBILIZE"}
_NEGATORS = frozenset({"not", "n't", "never"})
_YIELDING = frozenset({"CONCEDE", "RETREAT"})
_HOSTILE = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SANCTION"})
_FORCING = frozenset({"SANCTION", "COERCE"})


class Advice:
    """
    Asks what was learned on the sentences of one report.

    Parameters
    ----------
    lexicon : Lexicon
    tree, matcher, roles
        The parse, what makes frames of it, and who the phrases are.
    trace : Trace, optional
        With one, the opinions on every coded event are noted, too.
    """

    def __init__(
        self, lexicon: Lexicon, tree: Tree, matcher: Matcher, roles: Roles, trace: Trace | None = None
    ) -> None:
        self.lexicon, self.tree, self.matcher, self.roles, self.trace = lexicon, tree, matcher, roles, trace
        self._tags: dict[Bounds, TextTags] = {}

    def give(self, found: Mapping[Bounds, Frames]) -> None:
        """
        Turn frames of a doubtful type, and add those of verbs that no pattern codes, where what was learned is sure.

        Parameters
        ----------
        found : mapping of (int, int) to frames
            What the patterns made of each sentence; the tagger is asked of those alone in which somebody is named and
            some verb has no frame, or a frame's type is in doubt; with a trace, of all.
        """
        verbs = {each: self._verbs(frames, each) for each, frames in found.items()}
        doubts = {each: self._doubts(frames, each) for each, frames in found.items()}
        asked = [each for each in found
                 if self.trace is not None or doubts[each] or (verbs[each] and self._names_anyone(each))]  # fmt: skip
        tags = tag_sentences(self.tree.doc, asked)
        self._tags = dict.fromkeys(asked, tags)
        for bounds in asked:
            for frame, opinion in doubts[bounds]:
                self._turn(frame, opinion, tags)
            self._advise(found[bounds], bounds, verbs[bounds], tags)

    def foretold(self, i: int, bounds: Bounds) -> str | None:
        """Return the type that the tagger gives to what is foretold by a word that no pattern codes, or None.

        Parameters
        ----------
        i : int
            The word, which a word of prediction governs.
        bounds : (int, int)
            Its sentence.
        """
        if bounds not in self._tags:
            self._tags[bounds] = tag_sentences(self.tree.doc, [bounds])
        tags = self._tags[bounds]
        label, chance = tags.type(i), tags.foretold(i)
        if self.trace is not None:
            says = "decides" if chance >= FORETOLD else "is unsure"
            told = f"no pattern codes it; the tagger {says}: foretold {_two(chance)}, {label.name} {_two(label.chance)}"
            self.trace.weighed("projection", i, told)
        return label.name if chance >= FORETOLD else None

    def _doubts(self, frames: Frames, bounds: Bounds) -> list[tuple[EventFrame, Opinion]]:
        """Return the coded frames on whose pair the second opinion is another type; a researcher's own are let be."""
        coded = list(frames.values())
        open_ = [frame for frame in coded if frame.coded and not frame.turned and frame.type in _TURNED]
        opinions = [(frame, self._opinion(bounds, coded, frame)) for frame in open_]
        return [(frame, one) for frame, one in opinions
                if one is not None and one.probability >= TURNING and one.type not in _INTENDED
                and not _is_like(one.type, frame.type)]  # fmt: skip

    def _turn(self, frame: EventFrame, opinion: Opinion, tags: TextTags) -> None:
        """Give a frame the type that the tagger, too, names in place of the pattern's."""
        label = tags.type(frame.at)
        if label.chance < TURNING or not _is_like(opinion.type, label.name):
            return
        said = f"the tagger and the second opinion turn {frame.type} into {label.name}: {_said(tags, frame.at)}"
        frame.turn(Outcome(label.name, None, cameo_code(label.name)), f"{frame.rule}+head")
        frame.turned = self._is_refusal(frame.at, label.name)
        self._note(frame.at, f"{said}; of the pair: {opinion.told()}")

    def _verbs(self, frames: Frames, bounds: Bounds) -> list[int]:
        """Return the verbs with a tense of their own that no pattern codes; infinitives and participles tell no act."""
        told, tree = {i for frame in frames.values() for i in (frame.at, frame.anchor, *frame.names)}, self.tree
        return [i for i in range(*bounds) if tree.pos[i] == "VERB" and tree.deps[i] not in _HELPING and i not in told
                and tree.lemmas[i] not in _SILENT and i not in self.matcher.idioms and self._is_finite(i)]  # fmt: skip

    def _has_idioms(self, i: int) -> bool:
        """Tell a verb that the tables know to mean nothing at times ("beat Brazil")."""
        return any(one.type is None for one in self.lexicon.verbs.get(self.tree.lemmas[i], ()))

    def _is_finite(self, i: int) -> bool:
        tree = self.tree
        if tree.tags[i] in _FINITE:
            return True
        return any(tree.deps[k] in ("aux", "aux:pass") for k in tree.kids[i]) and not tree.has(i, "mark")

    def _names_anyone(self, bounds: Bounds) -> bool:
        return any(self.tree.pos[i] in _NAMING and self.roles.actors(i) for i in range(*bounds))

    def _advise(self, frames: Frames, bounds: Bounds, verbs: Sequence[int], tags: TextTags) -> None:
        coded = list(frames.values())
        if self.trace is not None:
            self._show(coded, bounds, tags, self.trace)
        least = LEAST if self.trace is None else _SHOWN
        for i in verbs:
            label = tags.type(i)
            if label.chance < (CERTAIN if self._has_idioms(i) else least):
                continue
            frame = self._frame(i, label, tags)
            opinion = self._opinion(bounds, coded, frame)
            if _decides(label, opinion) and self._has_party(frame):
                frames[i] = frame
                self._note(i, f"no pattern codes it; the tagger decides: {_said(tags, i)}")
            elif self.trace is not None:
                beside = f"; of the pair: {opinion.told()}" if opinion is not None else ""
                told = f"no pattern codes it; the tagger is unsure: {_said(tags, i)}{beside}"
                self.trace.dropped("event", i, told)

    def _has_party(self, frame: EventFrame) -> bool:
        """Tell whether it is known who acts; of what is done to somebody, on whom is enough: "were seized"."""
        known = frame.sources if frame.type not in _HOSTILE else [*frame.sources, *frame.targets]
        return any(self.roles.of(k) for k in known)

    def _frame(self, i: int, label: Label, tags: TextTags) -> EventFrame:
        frame = self.matcher.bare(i, label.name, f"{self.tree.lemmas[i]}+head")
        frame.turned = self._is_refusal(i, label.name)
        frame.sources = frame.sources or self._parties(tags.parties(i, SOURCE), frame.targets)
        frame.targets = frame.targets or self._parties(tags.parties(i, TARGET), frame.sources)
        return frame

    def _is_refusal(self, i: int, event_type: str) -> bool:
        """Tell whether a negation makes the refusal and is used up: "will not accept" is no refusal denied."""
        return event_type == "REJECT" and any(self.tree.words[k] in _NEGATORS for k in self.tree.kids[i])

    def _parties(self, likely: Sequence[tuple[int, float]], taken: list[int]) -> list[int]:
        """Return the phrases that likely fill a role and are somebody, but for those of the other role."""
        return [k for k, chance in likely if chance >= _PARTY and k not in taken and self.roles.of(k)]

    def _opinion(self, bounds: tuple[int, int], coded: Iterable[EventFrame], frame: EventFrame) -> Opinion | None:
        """Return the second opinion on a frame's parties, where there are two."""
        source, target = ([k for head in heads for k in phrase_of(self.tree, head)]
                          for heads in (frame.sources, frame.targets))  # fmt: skip
        target = [k for k in target if k not in source]
        if not source or not target:
            return None
        evidence = Evidence(self.tree, self.lexicon.senses, make_pair(self.tree, bounds, source, target), coded)
        return load_opinion().of(evidence.traits, evidence.words())

    def _note(self, at: int, text: str) -> None:
        if self.trace is not None:
            self.trace.found("event", at, text)

    def _show(self, coded: Sequence[EventFrame], bounds: Bounds, tags: TextTags, trace: Trace) -> None:
        """Note what was learned of what the patterns decide: coded events, statements, and what is foretold."""
        for frame in coded:
            if frame.coded:
                opinion = self._opinion(bounds, coded, frame)
                beside = f"; of the pair: {opinion.told()}" if opinion is not None else ""
                trace.weighed(
                    "event", frame.at, f"the tagger, which does not decide here: {_said(tags, frame.at)}{beside}"
                )
        for i in range(*bounds):
            kind, foretold = tags.kind(i), tags.foretold(i)
            if kind.name != NO_EVENT and kind.chance >= _LIKELY:
                trace.weighed(
                    "statement", i, f"the tagger, which does not decide here: {kind.name} {_two(kind.chance)}"
                )
            if foretold >= _LIKELY:
                trace.weighed("projection", i, f"the tagger, which does not decide here: foretold {_two(foretold)}")


def _decides(label: Label, opinion: Opinion | None) -> bool:
    agreed = opinion is not None and _is_like(opinion.type, label.name)
    return label.chance >= (LEAST if agreed else SURE)


def _said(tags: TextTags, i: int) -> str:
    label, stands = tags.type(i), tags.modality(i)
    how = f" ({stands.name} {_two(stands.chance)})" if stands is not None else ""
    return f"{label.name} {_two(label.chance)}{how}, no event {_two(tags.nothing(i))}"


def _two(chance: float) -> str:
    """Return a chance in two places; nothing is rounded to sure or to impossible."""
    return f"{min(max(chance, 0.01), 0.99):.2f}".removeprefix("0")


def _is_like(pair_type: str, event_type: str) -> bool:
    """Tell whether two types agree; the pairs have one type for giving way and going back, and draw no clear line
    between forcing and cutting off.
    """
    if pair_type == "YIELD":
        return event_type in _YIELDING
    return pair_type == event_type or {pair_type, event_type} <= _FORCING
