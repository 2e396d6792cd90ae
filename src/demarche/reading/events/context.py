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
    "REJECT ACCUSE THREATEN REQUEST CONCEDE SANCTION CONSULT AGREE MOBILIZE SUPPORT RETREAT AID ASSAULT".split()
)
_UNFILLED_MODES = frozenset({"weapons", "resign"})
_REACH = 3  # sentences back to the last dealing of the same party; chosen on the labelled reports, 2026-11


class Context:
    """What has been read so far of who deals with whom, and who is named in each sentence."""

    def __init__(self, tree: Tree, cast: CastLike) -> None:
        self.tree = tree
        self._named: list[tuple[int, Actor, bool]] = [
            (mention.start, mention.actor, mention.how == "place")
            for mention in getattr(cast, "mentions", ())
            if mention.actor.country is not None
        ]
        self._dealings: list[tuple[int, str, Actor]] = []

    def remember(self, sentence: int, sources: tuple[Actor, ...], targets: tuple[Actor, ...]) -> None:
        """Note who dealt with whom."""
        for one in sources:
            for other in targets:
                if one.country and other.country and one.country != other.country:
                    self._dealings.append((sentence, one.country, other))
                    self._dealings.append((sentence, other.country, one))

    def target(
        self, frame: EventFrame, bounds: tuple[int, int], sentence: int, sources: tuple[Actor, ...]
    ) -> tuple[Actor, ...]:
        """Return the target that context gives, or ()."""
        own = {one.country for one in sources if one.country}
        if frame.type not in _FILLED or frame.mode in _UNFILLED_MODES or not own:
            return ()
        return self._beside(bounds, own) or self._before(sentence, own)

    def _beside(self, bounds: tuple[int, int], own: set[str]) -> tuple[Actor, ...]:
        """Return the other country that the sentence names; of several the one with which the party deals most."""
        others = [(start, actor, place) for start, actor, place in self._named
                  if bounds[0] <= start < bounds[1] and actor.country not in own]  # fmt: skip
        others = [one for one in others if not one[2]] or others
        countries = {actor.country for _, actor, _ in others}
        if len(countries) <= 1:
            return (others[0][1],) if others else ()
        count = Counter(
            other.country for _, country, other in self._dealings if country in own and other.country in countries
        )
        best = count.most_common(1)
        return next(((actor,) for _, actor, _ in others if best and actor.country == best[0][0]), ())

    def _before(self, sentence: int, own: set[str]) -> tuple[Actor, ...]:
        near = [(number, other) for number, country, other in self._dealings
                if country in own and abs(sentence - number) <= _REACH]  # fmt: skip
        if not near:
            return ()
        count = Counter(other.country for _, other in near)
        best = max(near, key=lambda one: (count[one[1].country], one[0]))[1]
        return () if best.country in own else (Actor(best.country, "GOV"),)
