"""
Who most likely stands on a side that the words of an event leave open.

Coders fill such a side from the rest of the report: the other country of the quarrel, whoever suffered last, the one
whose spokesman complains. Each country that the report names, and nobody, are weighed by a conditional logit over what
the report has told (`data/likely.json`, fitted by `python -m training.sides`); what the rules of `context` and
`retold` answer is one trait among the others.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from demarche.reading.events.context import Context
from demarche.reading.events.lexicon import Lexicon
from demarche.reading.events.pattern import EventFrame
from demarche.reading.events.tree import Tree
from demarche.record import Actor

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from demarche.reading.trace import Trace

Traits = dict[str, float]
SOURCE, TARGET = "source", "target"
_FORCE = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST"})
_WORDS = frozenset({"ACCUSE", "THREATEN", "REJECT", "SANCTION", "REQUEST"})
_HOSTILE = frozenset({"ASSAULT", "COERCE", "THREATEN", "SANCTION", "ACCUSE", "REJECT", "MOBILIZE"})
_KINDS = ("troops", "militia", "police", "crowd", "weapon", "citizen", "person")
_LOCAL = frozenset({"militia", "police", "crowd", "citizen", "person"})
_INNER = frozenset({"ASSAULT", "COERCE", "PROTEST", "CONCEDE"})
# How much likelier than the rules' answer another must be; chosen of 1, 1.5, 2 and 3 on reports not fitted on, 2026-11.
_RULED = 1.5
NOBODY = ""
WEIGHTS = Path(__file__).parent / "data" / "likely.json"
"""The weight of each trait, by role."""


@dataclass(frozen=True, slots=True)
class Asked:
    """
    A side that the words of an event leave open.

    Parameters
    ----------
    role : str
        `SOURCE` or `TARGET`.
    frame : EventFrame
    known, ruled : set of str
        The countries of the other side, and those that the rules give this one.
    speakers : set of str
        The countries on whose word the clause stands.
    here : str, optional
        In which country it happens, where the text says so.
    """

    role: str
    frame: EventFrame
    known: set[str]
    ruled: set[str]
    speakers: set[str]
    here: str | None

    @property
    def heads(self) -> list[int]:
        """The phrases that the words give for the side, although not whose they are."""
        return self.frame.sources if self.role == SOURCE else self.frame.targets


class Likely:
    """
    Weighs the countries of one report for the open sides of its events.

    Parameters
    ----------
    lexicon : Lexicon
    tree : Tree
    context : Context
        Who is named where, and what has been told of whom.
    trace : Trace, optional
        Told what was weighed.
    """

    def __init__(self, lexicon: Lexicon, tree: Tree, context: Context, trace: Trace | None = None) -> None:
        self.lexicon, self.tree, self.context, self.trace = lexicon, tree, context, trace
        self._mentions = Counter(actor.country for _, actor, place in context.named if actor.country and not place)
        self._places = Counter(actor.country for _, actor, place in context.named if actor.country and place)
        self._named: defaultdict[str, list[int]] = defaultdict(list)
        for at, actor, place in context.named:
            if actor.country and not place:
                self._named[actor.country].append(at)
        self._most = max(self._mentions.values(), default=1)

    def fill(self, asked: Asked, ruled: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """
        Return the actors of a side that the words leave open.

        Parameters
        ----------
        asked : Asked
        ruled : tuple of Actor
            What the rules answer; kept where it has the likeliest country.
        """
        choices = self.choices(asked)
        chances = _chances(choices, load_weights()[asked.role])
        rule = asked.ruled or {NOBODY}
        best = max(chances, key=lambda one: chances[one] * (_RULED if one in rule else 1.0))
        if self.trace is not None:
            self.trace.asked(asked.frame.at, asked.role, choices, chances)
        if best == NOBODY:
            return tuple(one for one in ruled if not one.country)
        return ruled if any(one.country == best for one in ruled) else (Actor(best, "GOV"),)

    def choices(self, asked: Asked) -> Mapping[str, Traits]:
        """Return the traits of each country that the report names, and of nobody (`NOBODY`)."""
        kind = "force" if asked.frame.type in _FORCE else "words" if asked.frame.type in _WORDS else "deal"
        found: dict[str, Traits] = {NOBODY: self._of_nobody(asked, kind)}
        told, who = self._told(asked.frame, asked.known), self._kinds(asked)
        inner = self._is_inner(asked, who)
        for country in dict.fromkeys((*self._mentions, *self._places)):
            if country in asked.known - asked.ruled and not inner:
                continue
            plain = self._of(country, asked) | told.get(country, {})
            found[country] = plain | {f"{kind}:{name}": value for name, value in plain.items()}
            for name in ("same", "here", "main_foe"):
                found[country].update({f"{one}:{name}": plain.get(name, 0.0) for one in who})
        return found

    def _is_inner(self, asked: Asked, who: list[str]) -> bool:
        """Tell whether a country may have acted on its own: the report tells of such deeds, or of its people."""
        within = any(one.source == one.target and one.source in asked.known for one in self.context.deeds)
        return within or (asked.frame.type in _INNER and any(name in _LOCAL for name in who))

    def _kinds(self, asked: Asked) -> list[str]:
        """Return what kinds of people the words name on the side."""
        heads = asked.heads
        return [name for name in _KINDS if any(self.lexicon.is_in(self.tree.lemmas[k], name) for k in heads)]

    def _of_nobody(self, asked: Asked, kind: str) -> Traits:
        tree, heads, frame = self.tree, asked.heads, asked.frame
        traits = {"nobody": 1.0, f"nobody:{kind}": 1.0, f"nobody:{frame.type}": 1.0}
        traits["nobody:ruled"] = float(not asked.ruled)
        traits["nobody:named"] = float(any(tree.pos[k] == "PROPN" for k in heads))
        traits["nobody:said"] = float(bool(heads))
        traits["nobody:plain"] = float(any(k in tree.people for k in heads))
        traits["nobody:alone"] = float(not asked.known)
        traits["nobody:noun"] = float(frame.noun)
        traits["nobody:weapons"] = float(frame.mode == "weapons")
        return traits

    def _of(self, country: str, asked: Asked) -> Traits:
        """Return the traits of a country that hang on where it is named."""
        known, frame = asked.known, asked.frame
        share = self._mentions[country] / self._most
        rest = [one for one in self._mentions if one not in known]
        first = max(rest, key=lambda one: self._mentions[one], default=None)
        traits = {"share": share, "first": float(country == first), "ruled": float(country in asked.ruled)}
        traits["same"] = float(country in known)
        traits[f"same:{frame.type}"] = float(country in known)
        traits["body"] = float(country.startswith("IGO:"))
        traits["speaks"] = float(country in asked.speakers)
        traits["here"] = float(country == asked.here)
        traits["place"] = float(not self._mentions[country])
        start, end = next(((a, b) for a, b in self.tree.sentences if a <= frame.at < b), (0, 0))
        named = self._named[country]
        inside = [at for at in named if start <= at < end]
        traits["beside"] = float(bool(inside))
        traits["clause"] = float(any(self.context.is_beside(at, frame) for at in inside))
        before = [at for at in named if at < start]
        last = max(before, default=-1)
        gap = sum(1 for a, _ in self.tree.sentences if last < a <= start) if before else 9
        traits["near"] = 1.0 / gap if gap else 1.0
        return traits

    def _told(self, frame: EventFrame, known: set[str]) -> dict[str, Traits]:
        """Return the traits of countries that hang on what the report tells of them."""
        deeds = self.context.deeds
        found: dict[str, Traits] = {}

        def add(country: str, name: str, value: float = 1.0) -> None:
            traits = found.setdefault(country, {})
            traits[name] = traits.get(name, 0.0) + value

        for one in deeds:
            hostile = "foe" if one.type in _HOSTILE else "friend"
            if one.source in known and one.target not in known:
                add(one.target, f"{hostile}_of")
            if one.target in known and one.source not in known:
                add(one.source, f"{hostile}_to")
            if one.type in _HOSTILE and one.source != one.target:
                add(one.source, "does")
                add(one.target, "suffers")
            if one.source == one.target:
                add(one.source, "within")
            if one.type == frame.type and one.source != one.target:
                add(one.source, "does_such")
                add(one.target, "suffers_such")
        found = {country: {name: math.log1p(value) for name, value in traits.items()}
                 for country, traits in found.items()}  # fmt: skip
        before = [one for one in deeds if one.at < frame.at]
        for name, some in (("last", before), ("last_such", [one for one in before if one.type == frame.type])):
            if some:
                found.setdefault(some[-1].source, {})[f"{name}_source"] = 1.0
                found.setdefault(some[-1].target, {})[f"{name}_target"] = 1.0
        foes = Counter(one.target for one in deeds if one.type in _HOSTILE and one.source in known)
        foes.update(one.source for one in deeds if one.type in _HOSTILE and one.target in known)
        _only(foes, known)
        for country in _best(foes):
            found.setdefault(country, {})["main_foe"] = 1.0
        return found


def _only(count: Counter[str], known: Iterable[str]) -> None:
    for country in known:
        del count[country]


def _best(count: Counter[str]) -> list[str]:
    most = max(count.values(), default=0)
    best = [country for country, number in count.items() if number == most]
    return best if len(best) == 1 else []


def _chances(choices: Mapping[str, Traits], weights: Mapping[str, float]) -> dict[str, float]:
    scores = {one: sum(weights.get(name, 0.0) * value for name, value in choices[one].items()) for one in choices}
    top = max(scores.values())
    worth = {one: math.exp(score - top) for one, score in scores.items()}
    return {one: value / sum(worth.values()) for one, value in worth.items()}


@cache
def load_weights() -> dict[str, dict[str, float]]:
    """Return the weight of each trait, by role."""
    weights: dict[str, dict[str, float]] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return weights
