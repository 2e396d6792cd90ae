"""When and where an event is: the date that modifies its predicate, and the place that the text states for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from demarche.reading.events.arguments import Grammar
from demarche.reading.events.pattern import EventFrame
from demarche.reading.events.roles import CastLike
from demarche.reading.events.tree import Tree

if TYPE_CHECKING:
    from spacy.tokens import Token

    from demarche.record import Place, When

_LOCATIVE = (
    "in",
    "at",
    "near",
    "inside",
    "outside",
    "on",
    "off",
    "over",
    "around",
    "across",
    "along",
    "through",
    "into",
    "within",
)
_GOALS = ("to", "into", "in", "at")  # for a visit or a deployment the goal is the place
_TO_PLACE = frozenset({"CONSULT/visit", "MOBILIZE/troops", "ASSAULT/None"})


_SPOKEN = frozenset({"REJECT", "THREATEN", "REQUEST", "ACCUSE", "SUPPORT"})
_ORDINALS = frozenset({"first", "second", "third", "fourth", "fifth", "only", "sole", "unprecedented"})
_COMPARED = 14  # words between "the biggest" and its "since"; more is another phrase


class DateLike(Protocol):
    """What events ask of a date mention."""

    @property
    def when(self) -> When:
        """The interval that it means."""
        ...

    @property
    def start(self) -> int:
        """Where its words begin, in code points."""
        ...

    @property
    def kind(self) -> str:
        """How it looks at its days: `since` for what lasts from them on."""
        ...


class CalendarLike(Protocol):
    """What events ask of `demarche.reading.dates.Calendar`."""

    def of(self, token: Token) -> DateLike | None:
        """Return the date that modifies a predicate."""
        ...


class Circumstances:
    """Reads time and place for the frames of one report."""

    def __init__(self, tree: Tree, grammar: Grammar, cast: CastLike, calendar: CalendarLike) -> None:
        self.tree, self.grammar, self.cast, self.calendar = tree, grammar, cast, calendar

    def when(self, frame: EventFrame) -> When | None:
        """Return the interval that the text gives: the event word's own, or its verb's."""
        for i in self._tellers(frame):
            found = self.calendar.of(frame.doc[i])
            if found is not None and not (found.kind == "since" and self._compares(i, found.start)):
                return found.when
        return self._said_when(frame)

    def _said_when(self, frame: EventFrame) -> When | None:
        """Return the day on which it was said, for what is done by saying it: "vowed on Saturday it would defy"."""
        tree, i = self.tree, frame.clause
        if frame.type not in _SPOKEN:
            return None
        said = [tree.heads[i]] if tree.deps[i] == "ccomp" else tree.by(i, "parataxis")
        dates = [self.calendar.of(frame.doc[k]) for k in said if tree.pos[k] == "VERB"]
        return next((found.when for found in dates if found is not None and found.kind != "since"), None)

    def _compares(self, i: int, start: int) -> bool:
        """Tell whether "since" goes with "the biggest", "the first": when its like was last, not when it began."""
        tree = self.tree
        span = tree.doc.char_span(start, start + 1, alignment_mode="expand")
        k = span.start - 1 if span is not None else -1
        for _ in range(_COMPARED):
            if k < 0 or k == i or tree.tags[k] in ("VBD", "VBZ", "VBP", "MD"):
                return False
            if tree.tags[k] in ("JJS", "RBS") or tree.words[k] in _ORDINALS:
                return True
            k -= 1
        return False

    def _tellers(self, frame: EventFrame) -> list[int]:
        tellers = [frame.at]
        if frame.clause != frame.at:
            tellers.append(frame.clause)
        return tellers

    def where(self, frame: EventFrame) -> Place | None:
        """Return the place of a locative phrase, the goal of a visit, or the place that is attacked."""
        names = (*_GOALS, *_LOCATIVE) if f"{frame.type}/{frame.mode}" in _TO_PLACE else _LOCATIVE
        phrases = self._phrases(frame)
        for name in names:
            for k in phrases.get(name, ()):
                place = self.cast.place(frame.doc[k])
                if place is not None:
                    return place
        return self._object_place(frame)

    def _phrases(self, frame: EventFrame) -> dict[str, list[int]]:
        """Return the phrases around an event's word and its verb, by preposition."""
        found: dict[str, list[int]] = {}
        for i in dict.fromkeys((frame.at, frame.clause)):
            if self.tree.pos[i] in ("NOUN", "PROPN"):
                for k in self.tree.by(i, "nmod", "obl"):
                    found.setdefault(self.tree.preposition(k), []).append(k)
                continue
            arguments = self.grammar.of(i)
            for slots in (arguments.preps, arguments.around):
                for name, heads in slots.items():
                    found.setdefault(name, []).extend(heads)
            for name, heads in arguments.nested.items():
                found.setdefault(name, []).extend(k for k in heads if self.tree.heads[k] in self.tree.people)
        return found

    def _object_place(self, frame: EventFrame) -> Place | None:
        """A place that is visited, invaded, bombed or seized is where it happens."""
        if frame.type not in ("ASSAULT", "COERCE") and frame.mode != "visit":
            return None
        for k in frame.targets:
            place = self.cast.place(frame.doc[k])
            if place is not None:
                return place
        return None
