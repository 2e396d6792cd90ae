"""
What is done together: an exercise that two countries hold is cooperation, a treaty binds whoever signed it, and what
an attack or a crowd does in one breath is one event.
"""

from __future__ import annotations

from collections.abc import Mapping

from demarche.reading.events.arguments import Grammar
from demarche.reading.events.lexicon import Lexicon
from demarche.reading.events.pattern import EventFrame, Outcome
from demarche.reading.events.roles import Roles
from demarche.reading.events.standing import FORCE
from demarche.reading.events.tree import SUBJECTS, Tree

# What an exercise in common is; CAMEO's code of a signed treaty, in PLOVER a SUPPORT, whose roles have a direction.
_COMMON, _SIGNED = Outcome("COOPERATE", None, "062"), "057"
_AMISS = frozenset({"ACCUSE", "THREATEN", "PROTEST", "REJECT"})


class Together:
    """Finds the events whose sides stand together in one role."""

    def __init__(self, lexicon: Lexicon, tree: Tree, grammar: Grammar, roles: Roles) -> None:
        self.lexicon, self.tree, self.grammar, self.roles = lexicon, tree, grammar, roles

    def bind(self, frame: EventFrame, frames: Mapping[int, EventFrame]) -> None:
        """Make a frame an act of its sources on each other where it is one."""
        countries = self._countries(frame)
        if len(countries) < 2:
            return
        if frame.cameo == _SIGNED and not any(self.roles.of(k) for k in frame.targets):
            frame.mutual = True
        if frame.mode == "exercise" and not self._is_aimed(frame, countries, frames):
            frame.turn(_COMMON, frame.rule)
            frame.targets = []

    def above(self, frame: EventFrame, frames: Mapping[int, EventFrame]) -> EventFrame | None:
        """Return the deed that a clause only goes on to tell: "shelled the town, killing two", "jeered and hooted"."""
        tree, i = self.tree, frame.at
        while_so = tree.deps[i] == "advcl" and tree.tags[i] == "VBG"
        if frame.type not in FORCE or frame.noun or not frame.coded or tree.has(i, *SUBJECTS):
            return None
        deed = frames.get(tree.heads[i])
        if deed is None or deed is frame or deed.noun or not deed.coded or deed.type != frame.type:
            return None
        noted = self.lexicon.is_in(tree.lemmas[i], "beside")
        if frame.type == "ASSAULT":
            return deed if while_so and noted else None
        return deed if while_so or (tree.deps[i] == "conj" and noted) else None

    def _is_aimed(self, frame: EventFrame, countries: set[str], frames: Mapping[int, EventFrame]) -> bool:
        """Tell whether an exercise is against somebody, taken amiss by a third country, or known already ("their")."""
        if any(self.tree.preposition(k) == "against" for k in frame.targets):
            return True
        if any(one.type in _AMISS and one.coded and self._countries(one) - countries for one in frames.values()):
            return True
        things = [frame.at] if frame.noun else self.grammar.of(frame.at).obj
        return any(self.tree.has(k, "nmod:poss") for k in things)

    def _countries(self, frame: EventFrame) -> set[str]:
        return {actor.country for k in frame.sources for actor in self.roles.of(k) if actor.country}
