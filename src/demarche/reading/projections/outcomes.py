"""
What is predicted: the PLOVER type of a predicted predicate, and who does it to whom.

The event lexicon's own frame comes first. Where there is none, data/outcomes.tsv says what the verb comes to, and
data/topics.tsv what its nouns are about. Of what neither knows the tagger says whether it is foretold, and its type;
all else is no event of this ontology.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from demarche.reading.clauses import Tree
from demarche.reading.events import EventFrame, Frames
from demarche.reading.projections.cues import outcome_classes, topics

# Predicates whose infinitive is what is predicted; after others ("a mistake to let") it is what is judged.
_ENABLED = frozenset({"able", "unable", "ready", "willing", "forced", "free", "compelled", "prepared"})
# What ending a thing of a type comes to.
_ENDINGS = {
    "MOBILIZE": "RETREAT", "ASSAULT": "RETREAT", "COERCE": "RETREAT", "THREATEN": "RETREAT", "SANCTION": "CONCEDE",
}  # fmt: skip
_DEPTH = 4
_TARGETING = frozenset({"against", "on", "to", "with", "into", "from", "at", "toward", "towards", "between"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """A predicted event: its type, heads of the phrases that act and are acted on; `averted` where it is kept off.

    `soft` where a table or the tagger guessed the type, not the event lexicon; `at` is the word that named the event.
    """

    type: str
    sources: tuple[int, ...] = ()
    targets: tuple[int, ...] = ()
    mutual: bool = False
    averted: bool = False
    soft: bool = False
    at: int = -1


class Outcomes:
    """Finds the predicted events of one report."""

    def __init__(self, tree: Tree, frames: Frames) -> None:
        self.tree, self._frames = tree, frames
        self._classes, self._topics = outcome_classes(), topics()

    def of(self, i: int) -> Outcome | None:
        """Return what the predicate or noun at a token predicts; None if this ontology has no event for it."""
        found = self._of(i, 0) or self._learned(i)
        if found is None or found.averted or any(self._frames.roles.of(k) for k in found.sources):
            return found
        if self._subject(i) in found.targets:
            return found
        # "Beijing will respond with drills": who does it is the subject of the verb that the noun completes.
        actors = tuple(k for k in [self._subject(i)] if k >= 0)
        return replace(found, sources=actors, targets=found.targets or tuple(self._objects(i)))

    def _learned(self, i: int) -> Outcome | None:
        """Return what the tagger takes a predicate for that no table knows; a definite one identifies, as ever."""
        event_type = self._frames.foretold(i) if not self._is_definite_predicate(i) else None
        if event_type is None:
            return None
        return Outcome(event_type, tuple(k for k in [self._subject(i)] if k >= 0), tuple(self._objects(i)), soft=True,
                       at=i)  # fmt: skip

    def _of(self, i: int, depth: int) -> Outcome | None:
        if i < 0 or depth > _DEPTH:
            return None
        frame = self._frames.at(self.tree.doc[i])
        if frame is not None:
            return _framed(frame)
        if self.tree.kid(i, "cop") >= 0:
            if self._is_definite_predicate(i):
                return None
            begs = self._complements(i) if self.tree.lemmas[i] in _ENABLED else []
            about = self._about(i, depth) if self.tree.kid(i, "case") >= 0 else None
            told = (
                self._verb(i, depth)
                if self.tree.pos[i] in ("ADJ", "ADV") and self.tree.lemmas[i] in self._classes
                else None
            )
            return self._noun(i, depth) or self._first(begs, depth) or about or told
        if self.tree.pos[i] in ("NOUN", "PROPN", "PRON"):
            return self._noun(i, depth)
        return self._verb(i, depth)

    def _about(self, i: int, depth: int) -> Outcome | None:
        """Return what the subject of "forces could be in the region" is about."""
        return self._first([self._subject(i)], depth)

    def _is_definite_predicate(self, i: int) -> bool:
        """Tell "is likely to be the attack of 21 October", which identifies, from "could be a disaster"."""
        definite = any(self.tree.words[k] in ("the", "this", "that") for k in self.tree.by(i, "det"))
        return definite and self.tree.pos[i] == "NOUN" and self.tree.kid(i, "case") < 0

    def _verb(self, i: int, depth: int) -> Outcome | None:
        for name, event_type in self._classes.get(self.tree.lemmas[i], ()):
            found = self._by_class(i, name, event_type, depth)
            if found is not None:
                return found
        return self._first(self._inside(i), depth) or self._first([self._subject(i)], depth)

    def _by_class(  # noqa: PLR0911 - one return a class of the table
        self, i: int, name: str, event_type: str | None, depth: int
    ) -> Outcome | None:
        if name in ("occurs", "lasts"):
            if name == "occurs" and self.tree.by(i, "obj"):
                return None
            return self._first([self._subject(i)], depth)
        if name == "begs":
            return self._first(self._complements(i), depth)
        if name == "acts" and not any(self._frames.roles.of(k) for k in self._objects(i)):
            return None
        if name == "befalls" and event_type is not None:
            return Outcome(event_type, (), tuple(k for k in [self._subject(i)] if k >= 0), soft=True, at=i)
        if name in ("is", "acts") and event_type is not None:
            sources = tuple(k for k in [self._subject(i)] if k >= 0)
            return Outcome(event_type, sources, tuple(self._objects(i)), soft=True, at=i)
        found = self._first(self._inside(i), depth)
        if found is None and self.tree.by(i, "nsubj:pass"):
            found = self._first(self.tree.by(i, "nsubj:pass"), depth)
        if found is not None and name == "ends":
            return self._ended(i, found)
        return replace(found, averted=not found.averted) if found and name == "averts" else found

    def _ended(self, i: int, found: Outcome) -> Outcome:
        """Return what it is to end something: hostile conduct is retreated from, all else is averted."""
        turned = _ENDINGS.get(found.type)
        if turned is None:
            return replace(found, averted=not found.averted)
        return Outcome(turned, tuple(k for k in [self._subject(i)] if k >= 0), found.targets, soft=True, at=i)

    def _noun(self, i: int, depth: int) -> Outcome | None:
        classes = {name for name, _ in self._classes.get(self.tree.lemmas[i], ())}
        inside = self._first(self._below_noun(i), depth)
        if "bars" in classes and inside is not None:
            return replace(inside, averted=not inside.averted)
        parts = [k for k in self.tree.by(i, "compound", "amod") if self._topic(k)]
        event_type = self._topic(i) or (self._topic(parts[-1]) if parts else None)
        if event_type is None or (inside is not None and not inside.soft):
            return inside
        return Outcome(event_type, (i,), soft=True, at=i)

    def _topic(self, i: int) -> str | None:
        # "troops" may keep its plural as its lemma.
        lemma = self.tree.lemmas[i]
        if self.tree.pos[i] == "PROPN":
            return None  # "the Taiwan Relations Act" is about no relations
        return self._topics.get(lemma) or self._topics.get(lemma.removesuffix("s"))

    def _first(self, tokens: Iterable[int], depth: int) -> Outcome | None:
        return next((found for k in tokens if (found := self._of(k, depth + 1)) is not None), None)

    def _inside(self, i: int) -> Iterator[int]:
        yield from self._complements(i)
        yield from self.tree.by(i, "obj", "iobj")
        yield from (k for k in self.tree.kids[i] if self.tree.deps[k].startswith("obl") and self.tree.case(k) != "by")
        yield from self.tree.by(i, "nmod")

    def _complements(self, i: int) -> list[int]:
        return self.tree.by(i, "xcomp", "ccomp")

    def _below_noun(self, i: int) -> Iterator[int]:
        yield from self.tree.by(i, "nmod", "compound", "obl")
        yield from self.tree.by(i, "acl", "conj")

    def _subject(self, i: int) -> int:
        for _ in range(_DEPTH):
            subject = self.tree.subject(i)
            if subject >= 0:
                return self._antecedent(subject, i)
            if self.tree.deps[i] == "acl:relcl":
                return self.tree.heads[i]
            if self.tree.deps[i] not in ("xcomp", "conj", "advcl") or self.tree.heads[i] == i:
                return -1
            i = self.tree.heads[i]
        return -1

    def _antecedent(self, subject: int, i: int) -> int:
        relative = self.tree.words[subject] in ("which", "that", "who") and self.tree.deps[i] == "acl:relcl"
        return self.tree.heads[i] if relative else subject

    def _objects(self, i: int) -> list[int]:
        found = self.tree.by(i, "obj")
        found += [k for k in self.tree.kids[i] if self.tree.deps[k] == "obl" and self.tree.case(k) in _TARGETING]
        return found


def _framed(frame: EventFrame) -> Outcome:
    return Outcome(frame.type, tuple(frame.sources), tuple(frame.targets), mutual=frame.mutual, at=frame.at)
