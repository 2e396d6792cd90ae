"""What two countries do together: an exercise that they hold is cooperation, and a treaty binds whoever signed it."""

from __future__ import annotations

from collections.abc import Mapping

from demarche.reading.events.arguments import Grammar
from demarche.reading.events.pattern import EventFrame, Outcome
from demarche.reading.events.roles import Roles
from demarche.reading.events.tree import Tree

# What an exercise in common is; CAMEO's code of a signed treaty, in PLOVER a SUPPORT, whose roles have a direction.
_COMMON, _SIGNED = Outcome("COOPERATE", None, "062"), "057"
_AMISS = frozenset({"ACCUSE", "THREATEN", "PROTEST", "REJECT"})


class Together:
    """Finds the events whose sides stand together in one role."""

    def __init__(self, tree: Tree, grammar: Grammar, roles: Roles) -> None:
        self.tree, self.grammar, self.roles = tree, grammar, roles

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
