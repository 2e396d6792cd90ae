"""
The party that a sentence leaves out: whom the rest of the sentence, or the report so far, opposes to the one it names.

"The North warned that dialogue will not resume unless the South …" threatens the South; "Washington suspended the
talks" those with whom it last dealt. Coders fill such roles from context; here the nearest other country fills them,
and only where one stands out.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from demarche.reading.events.pattern import EventFrame
from demarche.reading.events.tree import Tree
from demarche.record import Actor

if TYPE_CHECKING:
    from demarche.reading.events.roles import CastLike

# Types whose target a coder takes from context; tests of weapons and domestic acts have none to take.
_FILLED = frozenset(
    [
        "REJECT",
        "ACCUSE",
        "THREATEN",
        "REQUEST",
        "CONCEDE",
        "SANCTION",
        "CONSULT",
        "AGREE",
        "MOBILIZE",
        "SUPPORT",
        "RETREAT",
        "AID",
        "ASSAULT",
    ]
)
_CONFLICT = frozenset({"ASSAULT", "COERCE", "THREATEN", "SANCTION", "ACCUSE", "REJECT"})
_ADVERSE = _CONFLICT | {"MOBILIZE", "REQUEST", "CONCEDE", "RETREAT"}
_UNFILLED_MODES = frozenset({"weapons", "resign"})
_REACH = 3  # sentences back to the last dealing of the same party; a judgement, 2026-11


class Context:
    """What has been read so far of who deals with whom, and who is named in each sentence."""

    def __init__(self, tree: Tree, cast: CastLike) -> None:
        self.tree = tree
        self._named: list[tuple[int, Actor, bool]] = [
            (mention.start, mention.actor, mention.how == "place")
            for mention in getattr(cast, "mentions", ())
            if mention.actor.country is not None
        ]
        self._dealings: list[tuple[int, bool, str, Actor]] = []

    def remember(self, sentence: int, kind: str, sources: tuple[Actor, ...], targets: tuple[Actor, ...]) -> None:
        """Note who dealt with whom, and in what kind of event."""
        for one in sources:
            for other in targets:
                if one.country and other.country and one.country != other.country:
                    self._dealings.append((sentence, kind in _CONFLICT, one.country, other))
                    self._dealings.append((sentence, kind in _CONFLICT, other.country, one))

    def target(
        self, frame: EventFrame, bounds: tuple[int, int], sentence: int, sources: tuple[Actor, ...]
    ) -> tuple[Actor, ...]:
        """Return the target that context gives, or ()."""
        own = {one.country for one in sources if one.country}
        if frame.type not in _FILLED or frame.mode in _UNFILLED_MODES or not own:
            return ()
        hostile = frame.type in _ADVERSE
        return self._beside(bounds, own, hostile) or self._before(sentence, own, hostile)

    def adversary(self, sources: tuple[Actor, ...], host: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Return against whom troops stand in a host's country: the report's adversary of whoever sends them, or ()."""
        own = {one.country for one in sources if one.country}
        foes = Counter(other.country for _, hostile, country, other in self._dealings if hostile and country in own)
        if not foes or any(one.country in foes for one in host):
            return ()
        named = Counter(actor.country for _, actor, _ in self._named)
        return (Actor(max(foes, key=lambda country: (foes[country], named[country])), "GOV"),)

    def _beside(self, bounds: tuple[int, int], own: set[str], hostile: bool) -> tuple[Actor, ...]:
        """Return the other country that the sentence names; of several the one with which the party deals most."""
        others = [(actor, place) for start, actor, place in self._named
                  if bounds[0] <= start < bounds[1] and actor.country not in own]  # fmt: skip
        others = [one for one in others if not one[1]] or others
        countries = {actor.country for actor, _ in others}
        if len(countries) <= 1:
            return (others[0][0],) if others else ()
        near = [other for _, _, country, other in self._of(own, hostile) if other.country in countries]
        best = Counter(other.country for other in near).most_common(1)
        return next(((actor,) for actor, _ in others if best and actor.country == best[0][0]), ())

    def _of(self, own: set[str], hostile: bool) -> list[tuple[int, bool, str, Actor]]:
        """Return the dealings of a party; for a hostile act its conflicts, where it has any."""
        mine = [one for one in self._dealings if one[2] in own]
        return ([one for one in mine if one[1]] if hostile else []) or mine

    def _before(self, sentence: int, own: set[str], hostile: bool) -> tuple[Actor, ...]:
        near = [(number, other) for number, _, _, other in self._of(own, hostile) if abs(sentence - number) <= _REACH]
        if not near:
            return ()
        count = Counter(other.country for _, other in near)
        best = max(near, key=lambda one: (count[one[1].country], one[0]))[1]
        return () if best.country in own else (Actor(best.country, "GOV"),)
