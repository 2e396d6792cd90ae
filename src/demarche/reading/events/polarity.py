"""
What negation makes of an event: "will not negotiate" is a refusal, "did not attack" an attack that did not happen.

Also what the clause's own words ask for: "said Israel must end the strikes" is a request.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from demarche.reading.events.arguments import Grammar
from demarche.reading.events.lexicon import Lexicon
from demarche.reading.events.pattern import EventFrame
from demarche.reading.events.roles import Roles
from demarche.reading.events.tree import Tree

if TYPE_CHECKING:
    from demarche.reading.events.reader import ClausesLike

# What one grants another: to deny it for the future is to refuse it.
_GRANTED = frozenset({"CONSULT", "AGREE", "CONCEDE", "RETREAT", "COOPERATE", "AID", "SUPPORT"})
# What a stance is: to deny it for the present is the opposite stance.
_STANCES = frozenset({"SUPPORT", "AGREE", "COOPERATE"})
_WILLING = frozenset({"will", "would", "wo", "'ll", "can", "ca", "could", "shall", "'d"})


class Polarity:
    """Turns frames whose negation is a refusal."""

    def __init__(self, lexicon: Lexicon, tree: Tree, grammar: Grammar, roles: Roles, clauses: ClausesLike) -> None:
        self.lexicon, self.tree, self.grammar, self.roles, self.clauses = lexicon, tree, grammar, roles, clauses

    def turned(self, frames: list[EventFrame]) -> list[EventFrame]:
        """Return the frames, those that a negation makes a refusal turned into one."""
        for frame in frames:
            if not frame.turned and frame.type in _GRANTED and self._is_refused(frame):
                frame.turn(self.lexicon.types[frame.type].outcomes["refused"], f"not.{frame.rule}")
                frame.turned = True
        return frames

    def _is_refused(self, frame: EventFrame) -> bool:
        if frame.noun and frame.anchor < 0:
            return False
        if not frame.sources or not self.clauses.of(frame.doc[frame.clause]).negated:
            return False
        tree, i = self.tree, frame.clause
        auxiliaries = {tree.words[k] for k in tree.by(i, "aux")}
        if auxiliaries & _WILLING:
            return True
        return frame.type in _STANCES and bool(auxiliaries & {"does", "do"})
