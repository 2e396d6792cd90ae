"""
Parties of a deed that is told again, or told by whoever suffered it.

"The attack" is the attack told before, and has its sides; who "condemned the withdrawal" condemns whoever withdrew;
what one is accused of was done to the accuser, unless the text says to whom; and patrols that "were ambushed" were
ambushed by those with whom the report tells that their country fights.
"""

from __future__ import annotations

from demarche.reading.events.arguments import TIMES
from demarche.reading.events.context import Context
from demarche.reading.events.lexicon import Lexicon
from demarche.reading.events.pattern import EventFrame
from demarche.reading.events.tree import Tree
from demarche.record import Actor

Sides = tuple[tuple[Actor, ...], tuple[Actor, ...]]
_POINTING = frozenset({"the", "this", "that", "these", "those"})
_RETOLD = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "RETREAT", "PROTEST"})
_ANSWERS = frozenset({"ACCUSE", "SUPPORT", "REQUEST"})
# What a whole crisis is about, and not the last deed alone.
_WHOLE = frozenset({"invasion", "intervention", "offensive", "war", "campaign", "occupation", "operation", "conflict"})
_OTHERS = frozenset({"neighbour", "neighbor", "rival", "foe", "enemy", "adversary", "opponent", "antagonist"})
_SUFFERED = frozenset({"ASSAULT", "COERCE", "SANCTION", "THREATEN", "MOBILIZE"})


class Retold:
    """
    Fills the sides of the frames of one report from deeds told before.

    Parameters
    ----------
    lexicon : Lexicon
    tree : Tree
    context : Context
        The deeds that have been told.
    """

    def __init__(self, lexicon: Lexicon, tree: Tree, context: Context) -> None:
        self.lexicon, self.tree, self.context = lexicon, tree, context
        self._accusers: dict[int, tuple[Actor, ...]] = {}

    def accused(self, frame: EventFrame, sources: tuple[Actor, ...]) -> None:
        """Note who accuses somebody in a frame."""
        if frame.type == "ACCUSE":
            self._accusers.update(dict.fromkeys((frame.at, *frame.names), sources))

    def sides(self, frame: EventFrame, sources: tuple[Actor, ...], targets: tuple[Actor, ...]) -> Sides:
        """Return the sides of a frame, the missing ones filled."""
        doer, victim = _states(sources), _states(targets)
        if not (doer and victim) and self._is_again(frame):
            before = self.context.told_before(frame, doer, victim, whole=self.tree.lemmas[frame.at] in _WHOLE)
            if before is not None:
                if self.lexicon.is_in(self.tree.lemmas[frame.at], "clashing"):
                    both = tuple(dict.fromkeys((*before[0], *before[1])))
                    return both, both
                sources, targets = sources if doer else before[0], targets if victim else before[1]
                doer, victim = _states(sources), _states(targets)
        if not targets and len(doer) > 1 and any(self.tree.lemmas[k] == "other" for k in self._acted_on(frame)):
            return sources, sources
        if doer and self._names_the_other(frame):
            targets = self.context.only_adversary(doer) or targets
            victim = _states(targets)
        if not victim and doer and frame.type in _SUFFERED:
            foes = self.context.foes(doer)
            targets = tuple(one for one in self._accuser(frame) if one.country in foes) or targets
        if doer and not targets and frame.type in _ANSWERS:
            targets = self.context.doer(*self._deeds_in(frame), frame.at, doer)
        return sources, targets

    def assailed(self, frame: EventFrame, sources: tuple[Actor, ...], targets: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Return the sources of a frame; where the text names nobody, whom the victim fights."""
        if frame.type != "ASSAULT" or _states(sources) or self._is_somebody(frame):
            return sources
        return self.context.assailant(_states(targets)) or sources

    def _is_again(self, frame: EventFrame) -> bool:
        """Tell a noun that points back: "the attack", "Saturday's bombardment"."""
        if not frame.noun or frame.type not in _RETOLD:
            return False
        tree = self.tree
        if any(tree.words[k] in _POINTING for k in tree.by(frame.at, "det")):
            return True
        return any(tree.lemmas[k] in TIMES or tree.words[k] in TIMES for k in tree.by(frame.at, "nmod:poss"))

    def _names_the_other(self, frame: EventFrame) -> bool:
        """Tell whether it is on "its neighbour", "their rival": the one with whom the report sees it at odds."""
        tree = self.tree
        heads = tree.by(frame.at, "obj") or self._acted_on(frame)
        return any(tree.lemmas[k] in _OTHERS and tree.has(k, "nmod:poss") and not tree.has(k, "appos") for k in heads)

    def _acted_on(self, frame: EventFrame) -> list[int]:
        return [*frame.targets, *self.tree.by(frame.at, "obj", "obl")]

    def _is_somebody(self, frame: EventFrame) -> bool:
        """Tell whether the text says who did it, although not whose they are."""
        tree = self.tree
        return any(k in tree.people or tree.pos[k] in ("PROPN", "PRON") for k in frame.sources)

    def _deeds_in(self, frame: EventFrame) -> tuple[frozenset[str], bool]:
        """Return the types of the deeds that somebody speaks of: "condemned the withdrawal", "an end to the raids"."""
        tree, heads = self.tree, self.tree.by(frame.at, "obj", "obl")
        heads = heads + [k for i in heads for k in tree.by(i, "nmod")]
        heads = [k for k in heads if any(tree.words[j] in _POINTING for j in tree.by(k, "det"))]
        found = {one.type for k in heads for one in self.lexicon.nouns.get(tree.lemmas[k], ())}
        return frozenset(one for one in found if one in _RETOLD), any(tree.lemmas[k] in _WHOLE for k in heads)

    def _accuser(self, frame: EventFrame) -> tuple[Actor, ...]:
        """Return who accuses somebody of what a frame tells."""
        i = frame.clause
        for _ in range(4):
            i = self.tree.heads[i]
            if i in self._accusers:
                return self._accusers[i]
        return ()


def _states(actors: tuple[Actor, ...]) -> set[str]:
    return {one.country for one in actors if one.country}
