"""
Both sides of an event: who is named in its own words, and whom the rest of the report gives it.

First every event's own words are read, so that what the report tells of who deals with whom is known as a whole; then
each open side is filled: by the rules of `context` and `retold`, and by what is likeliest of all that is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from demarche.reading.events.context import Context
from demarche.reading.events.likely import SOURCE, TARGET, Asked, Likely
from demarche.reading.events.parties import Parties
from demarche.reading.events.pattern import EventFrame
from demarche.reading.events.retold import Retold
from demarche.reading.events.roles import CastLike
from demarche.record import Actor

if TYPE_CHECKING:
    from demarche.reading.events.lexicon import Lexicon
    from demarche.reading.events.tree import Tree
    from demarche.reading.trace import Trace

_REPORT = 3  # sentences from which on a text has a rest that can tell whom one of them means
Actors = tuple[Actor, ...]
Bounds = tuple[int, int]


class Sides:
    """
    The sides of the events of one report.

    Parameters
    ----------
    lexicon : Lexicon
    tree : Tree
    cast : CastLike
    parties : Parties
        Who is named in an event's own words.
    trace : Trace, optional
        Told what an open side was filled with.
    """

    def __init__(
        self, lexicon: Lexicon, tree: Tree, cast: CastLike, parties: Parties, trace: Trace | None = None
    ) -> None:
        self.lexicon, self.tree, self.parties, self.trace = lexicon, tree, parties, trace
        self._context = Context(tree, cast, lexicon)
        self._retold = Retold(lexicon, tree, self._context)
        self._likely = Likely(lexicon, tree, self._context, trace)

    def tell(self, number: int, frame: EventFrame) -> None:
        """Note what the words of an event in sentence `number` tell of who deals with whom."""
        sources, targets = self.parties.of(frame)
        self._context.remember(number, frame, sources, targets or self.parties.at_home(frame, sources))
        self._retold.accused(frame, sources)

    def of(
        self, number: int, bounds: Bounds, frame: EventFrame, speakers: Actors, *, is_dated_back: bool
    ) -> tuple[Actors, Actors]:
        """
        Return the sources and targets of an event.

        Parameters
        ----------
        number, bounds
            Its sentence.
        frame : EventFrame
        speakers : tuple of Actor
            On whose word its clause stands.
        is_dated_back : bool
            Whether the text dates it long before: then those who fight now did not do it.
        """
        named, aimed = self.parties.of(frame)
        sources, targets = self._ruled(number, bounds, frame, self._spoken_for(frame, speakers, named), aimed)
        if not is_dated_back:
            sources = self._retold.assailed(frame, sources, targets)
            said, place = _states(speakers), self.parties.circumstances.where(frame)
            here = place.country if place is not None else None
            told = len(self.tree.sentences) >= _REPORT
            if told and not _states(aimed):
                asked = Asked(TARGET, frame, _states(sources), _states(targets), said, here)
                targets = self._likely.fill(asked, targets)
            if told and not _states(named):
                asked = Asked(SOURCE, frame, _states(targets), _states(sources), said, here)
                sources = self._likely.fill(asked, sources)
        if (sources, targets) != (named, aimed):
            self._context.answered(number, frame, sources, targets)
            if self.trace is not None:
                self.trace.filled(frame.at, (named, aimed), (sources, targets))
        return sources, targets

    def _ruled(
        self, number: int, bounds: Bounds, frame: EventFrame, sources: Actors, aimed: Actors
    ) -> tuple[Actors, Actors]:
        """Return the sides as the rules fill them."""
        context, parties = self._context, self.parties
        if parties.is_force(frame) and not _states(sources):
            sources = context.forces(frame, number, sources)
        sources, targets = self._retold.sides(frame, sources, aimed)
        if frame.type == "MOBILIZE" and frame.mode == "troops" and parties.is_host(frame):
            targets = context.adversary(sources, aimed) or aimed
        if not targets and parties.is_domestic(frame):
            targets = parties.at_home(frame, sources)
        if not targets and not parties.aims_at_a_stranger(frame):
            targets = context.target(frame, bounds, number, sources)
        targets = targets or parties.at_home(frame, sources)
        return sources, parties.placed(frame, sources, targets)

    def _spoken_for(self, frame: EventFrame, speakers: Actors, sources: Actors) -> Actors:
        """Take the speaker's country for a body of his that the text gives none: "lawmakers warned that parliament"."""
        known = [one for one in speakers if one.country]
        if _states(sources) or not frame.sources or not known:
            return sources
        bodies = any(self.lexicon.is_in(self.tree.lemmas[k], "organ") for k in frame.sources)
        return (Actor(known[0].country, "GOV"),) if bodies else sources


def _states(actors: Actors) -> set[str]:
    return {one.country for one in actors if one.country}
