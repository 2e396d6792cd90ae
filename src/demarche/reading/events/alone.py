"""
What is an event although nobody's country is known, since its own words leave no doubt: "two towns were seized".

The lexicon asks who leaves, who is freed and what is burnt; where a pattern for such a deed fits, the text tells of an
event, whoever it was, and the rest of the report or the reader may know.
"""

from __future__ import annotations

from demarche.reading.events.lexicon import Lexicon
from demarche.reading.events.pattern import EventFrame
from demarche.reading.events.roles import Roles
from demarche.reading.events.standing import FORCE, Standing
from demarche.reading.events.tree import Tree

# Types whose verbs tell an act although only the kind of those who act is told: "the ministers conferred".
_OF_ENVOYS = frozenset({"CONSULT", "AGREE", "COOPERATE"})
TOLD_ALONE = FORCE | _OF_ENVOYS | {"RETREAT", "CONCEDE", "ACCUSE", "REJECT", "MOBILIZE", "COERCE", "SANCTION"}
"""Types whose events may come without any party."""
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_FORCES = ("troops", "militia", "police", "crowd")
# What shows a verb of coercion to tell a deed: "captured the hill", and not "the mood".
_COERCED = ("troops", "militia", "police", "crowd", "person", "captive", "leader", "party", "medium", "territory",
            "target", "port", "road", "system", "warship", "council")  # fmt: skip
_PERSONS = frozenset({"he", "him", "she", "her", "they", "them", "those", "who", "we", "us"})


class Alone:
    """
    Judges the frames of one report in which no country is known.

    Parameters
    ----------
    lexicon : Lexicon
    tree, roles
        The parse, and who the phrases are.
    """

    def __init__(self, lexicon: Lexicon, tree: Tree, roles: Roles) -> None:
        self.lexicon, self.tree, self.grammar = lexicon, tree, roles.grammar
        self._standing = Standing(lexicon, tree, roles)

    def holds(self, frame: EventFrame) -> bool:
        """Tell whether a frame is an event although nobody's country is known."""
        if frame.type in FORCE:
            return frame.noun or self._is_force(frame)
        if frame.noun and self._standing.is_pointed_at(frame):
            return True
        if frame.type in _OF_ENVOYS:
            return self._standing.takes_place(frame) if frame.noun else self._are(frame.sources, ("principal",))
        return not frame.noun and (self._is_move(frame) or self._is_deed(frame))

    def _is_force(self, frame: EventFrame) -> bool:
        """Tell whether a verb tells of force or of protest."""
        tree, i = self.tree, frame.at
        if "." in frame.rule:
            return True  # a pattern with constraints knows whom it is about
        if self.grammar.is_infinitive(i) or tree.deps[i] == "xcomp":
            return False
        found = self.grammar.of(i)
        heads = tree.with_conjuncts([*found.subj, *found.obj, *frame.targets])
        heads += [j for k in heads for j in self.grammar.counted(k)]
        warlike = any(self.lexicon.is_in(tree.lemmas[k], "warlike") for k in heads)
        return warlike or any(tree.pos[k] == "PROPN" or tree.words[k] in _PERSONS for k in heads)

    def _is_move(self, frame: EventFrame) -> bool:
        """Tell who leaves, who is freed and who accuses, each in a clause of its own."""
        if frame.mode == "resign":
            return False
        passive = self.grammar.of(frame.at).passive
        if frame.type == "CONCEDE":
            return passive and self._is_finite(frame.at)
        if passive:
            return False
        if frame.type == "REJECT":
            pronouns = [self.tree.words[k] in ("he", "she", "they") for k in frame.sources]
            return self._is_finite(frame.at) and bool(pronouns) and all(pronouns)
        if not any(self.tree.pos[k] in ("NOUN", "ADJ", "NUM") for k in frame.sources):
            return False
        return frame.type == "RETREAT" or (frame.type == "ACCUSE" and self._is_finite(frame.at))

    def _is_deed(self, frame: EventFrame) -> bool:
        """Tell what is massed, seized or taken: "the fleet is mobilised"."""
        if frame.mode is None or self.tree.deps[frame.at] in ("acl", "csubj"):
            return False
        if frame.type == "MOBILIZE":
            return True
        if frame.type == "SANCTION":
            return self.grammar.of(frame.at).passive and self._is_finite(frame.at)
        tree, found = self.tree, self.grammar.of(frame.at)
        done = [k for k in tree.with_conjuncts(found.obj) if tree.pos[k] == "PROPN" or k in tree.people]
        return frame.type == "COERCE" and bool(done or self._are(found.obj, _COERCED) or self._are(found.subj, _FORCES))

    def _is_finite(self, i: int) -> bool:
        tree = self.tree
        return tree.tags[i] in _FINITE or any(tree.tags[k] in (*_FINITE, "MD") for k in tree.by(i, "aux", "aux:pass"))

    def _are(self, heads: list[int], kinds: tuple[str, ...]) -> bool:
        """Tell whether any of the phrases is of one of these classes."""
        tree = self.tree
        return any(self.lexicon.is_in(tree.lemmas[k], name) for k in tree.with_conjuncts(heads) for name in kinds)
