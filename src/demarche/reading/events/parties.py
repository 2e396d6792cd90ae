"""
Who an event's parties are, as actors of the record, and whether they are enough for an event.

Where both sides act on each other ("A and B met"), both stand in both fields, as coders do. Where the text leaves the
target to its own country (police and protesters), the country stands on both sides.
"""

from __future__ import annotations

from typing import Any

from demarche.ontology import country_name, find_place_name
from demarche.reading.events.alone import Alone
from demarche.reading.events.fields import Circumstances
from demarche.reading.events.lexicon import Lexicon
from demarche.reading.events.pattern import EventFrame
from demarche.reading.events.roles import CastLike, Roles
from demarche.reading.events.tree import Tree
from demarche.record import Actor

# Types that need somebody who speaks or acts: with no source known there is no act to record.
_SPOKEN = frozenset(
    {
        "REQUEST",
        "ACCUSE",
        "REJECT",
        "THREATEN",
        "SUPPORT",
        "AGREE",
        "CONCEDE",
        "CONSULT",
        "AID",
        "COOPERATE",
        "MOBILIZE",
    }
)
# Types of which a verb tells whom they are for, where a passive leaves out who gives: "may be sold to Taiwan".
# What a state does to its own people alone.
_INNER = frozenset({"coup", "martial-law", "curfew", "censor", "ban"})
_GIVEN = frozenset({"AID", "SUPPORT"})
_DOMESTIC = frozenset({"COERCE", "PROTEST", "CONCEDE", "ASSAULT"})
Sides = tuple[Actor, ...]
_CROWDS = ("protester", "striker")
_STATE = ("GOV", "MIL", None)
# Whoever acts on people where they live, as armies abroad need not.
_LOCAL = ("REB", "COP", "CVL", "UAF", "CRM")
_FORCES = ("troops", "militia", "police", "crowd")
_PEOPLE = ("crowd", "person", "victim", "citizen", "captive", "leader", "medium", "party")


class Parties:
    """Resolves the roles of frames to actors."""

    def __init__(
        self, lexicon: Lexicon, tree: Tree, roles: Roles, cast: CastLike, circumstances: Circumstances
    ) -> None:
        self.lexicon, self.tree, self.roles, self.cast, self.circumstances = lexicon, tree, roles, cast, circumstances
        self._alone = Alone(lexicon, tree, roles)
        self._known: dict[int, tuple[tuple[Actor, ...], tuple[Actor, ...]]] = {}

    def of(self, frame: EventFrame) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
        """Return the sources and targets of a frame."""
        sources, targets = self._actors(frame.sources), self._actors(frame.targets)
        if not any(one.country for one in sources):
            sources = self._armed_at_home(frame, targets) or sources
        both_act = self._is_mutual(frame) and len({one.country for one in sources}) > 1
        if frame.mutual or (both_act and set(targets) <= set(sources)):
            both = tuple(dict.fromkeys((*sources, *targets)))
            return both, both
        if frame.type not in _DOMESTIC:
            targets = tuple(one for one in targets if not _is_same(one, sources))
        elif targets and len({one.country for one in sources}) == 1:
            targets = () if self._is_aimed_at_itself(frame, sources, targets) else targets
        if not targets and frame.type in ("COERCE", "PROTEST"):
            targets = self.at_home(frame, sources)
        return sources, targets

    def _is_aimed_at_itself(self, frame: EventFrame, sources: Sides, targets: Sides) -> bool:
        """
        Tell whether a country is read as acting on itself: nearly always the parser's slip, or a pronoun's.

        What a state does to its own people, towns, rebels and leaders is told by words for them.
        """
        named = getattr(self.cast, "named", None)
        if named is None or any(one.sector not in _STATE for one in (*sources, *targets)):
            return False
        if {one.country for one in targets} != {one.country for one in sources}:
            return False
        if any(one.name and one.country and one not in sources for one in targets):
            return False
        mentions = [named(frame.doc[k]) for k in frame.targets]
        return all(one is not None and self._is_country(one) for one in mentions)

    def _is_country(self, mention: Any) -> bool:
        """Tell a country named as a whole, or a pronoun for it, from a town or region of its own."""
        if mention.how == "pronoun":
            return True
        if mention.how not in ("name", "demonym", "metonym"):
            return False
        hit = find_place_name(self.tree.doc[mention.start : mention.end].text)
        return hit is not None and hit.country is not None and hit.name == country_name(hit.country)

    def is_force(self, frame: EventFrame) -> bool:
        """Tell whether those who act are troops, police, rebels or a crowd."""
        return any(self.lexicon.is_in(self.tree.lemmas[k], name) for k in frame.sources for name in _FORCES)

    def _is_local(self, frame: EventFrame) -> bool:
        """Tell whether those who act are rebels, police or a crowd."""
        return any(self.lexicon.is_in(self.tree.lemmas[k], name) for k in frame.sources for name in _FORCES[1:])

    def _armed_at_home(self, frame: EventFrame, targets: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Place troops, police, rebels and crowds of no stated country where they act, or with whom they act on."""
        if frame.type not in _DOMESTIC or not self.is_force(frame):
            return ()
        place = self.circumstances.where(frame)
        country = place.country if place is not None else None
        if frame.type != "PROTEST":
            country = country or next((one.country for one in targets if one.country), None)
        return (Actor(country, None),) if country else ()

    def is_host(self, frame: EventFrame) -> bool:
        """Tell whether the target is only where troops stand or go: "sent troops to", "a build-up in"."""
        return bool(frame.targets) and all(
            self.tree.preposition(k) in ("in", "to", "at", "into") for k in frame.targets
        )

    def _is_mutual(self, frame: EventFrame) -> bool:
        clash = frame.type == "ASSAULT" and self.lexicon.is_in(self.tree.lemmas[frame.at], "clashing")
        return self.lexicon.types[frame.type].mutual or clash

    def _actors(self, heads: list[int]) -> tuple[Actor, ...]:
        return tuple(dict.fromkeys(actor for k in heads for actor in self.roles.of(k) or self._unnamed(k)))

    def _unnamed(self, k: int) -> tuple[Actor, ...]:
        """Return whom the cast knows by kind alone: "the government", "Western countries"."""
        named = getattr(self.cast, "named", None)
        mention = named(self.tree.doc[k]) if named is not None else None
        if mention is not None:
            return (mention.actor,)
        name = self._name(k)
        return (Actor(None, None, name),) if name else ()

    def _name(self, k: int) -> str | None:
        """Return the proper name at a token that the cast knows nothing of: "the ELN", "Amnesty International"."""
        tree = self.tree
        if tree.pos[k] != "PROPN":
            return None
        parts = [j for j in tree.kids[k] if tree.deps[j] in ("compound", "flat") and tree.pos[j] == "PROPN"]
        first, last = min([k, *parts]), max([k, *parts])
        return self.tree.doc[first : last + 1].text

    def _is_agent(self, frame: EventFrame) -> bool:
        """Tell whether somebody whom the text gives no country acts in a clause of his own."""
        tree = self.tree
        return (not frame.noun or frame.anchor >= 0) and any(
            self.lexicon.is_in(tree.lemmas[k], "agentive") or k in tree.people or tree.pos[k] == "PROPN"
            for k in frame.sources
        )

    def is_domestic(self, frame: EventFrame) -> bool:
        """Tell whether a crowd and the police are the two sides, where neither is given a country."""
        sides = (frame.sources, frame.targets)
        return frame.type == "ASSAULT" and all(
            any(self.lexicon.is_in(self.tree.lemmas[k], name) for k in side for name in ("crowd", "police", "party"))
            for side in sides
        )

    def at_home(self, frame: EventFrame, sources: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Place people whom the text gives no country: where it happens, or in the country that acts there."""
        if frame.type not in _DOMESTIC:
            return ()
        home = next((one.country for one in sources if one.country), None)
        if frame.type == "PROTEST" or (frame.mode in _INNER and home):
            return (Actor(home, "GOV"),) if home else ()
        if frame.mode != "arrest" and not any(self._is_person(k) for k in self._objects(frame)):
            return ()
        place = self.circumstances.where(frame)
        if place is not None and place.country:
            return (Actor(place.country, "CVL"),)
        inner = frame.type in ("COERCE", "CONCEDE") or self.is_domestic(frame)
        inner = inner or any(one.sector in _LOCAL for one in sources) or self._is_local(frame)
        return (Actor(home, "CVL"),) if home and inner else ()

    def placed(self, frame: EventFrame, sources: Sides, targets: Sides) -> Sides:
        """Give people of no stated country on whom somebody acts the country where that happens, where it is plain."""
        if not targets or any(one.country for one in targets) or frame.type not in ("ASSAULT", "COERCE"):
            return targets
        home = self.at_home(frame, sources)
        return tuple(Actor(home[0].country, one.sector, one.name) for one in targets) if home else targets

    def _objects(self, frame: EventFrame) -> list[int]:
        return frame.targets if frame.noun else [*self.roles.grammar.of(frame.at).obj, *frame.targets]

    def _is_person(self, k: int) -> bool:
        """Tell whether a phrase is somebody, whoever it may be."""
        tree = self.tree
        return k in tree.people or any(self.lexicon.is_in(tree.lemmas[k], name) for name in (*_PEOPLE, "police"))

    def aims_at_a_stranger(self, frame: EventFrame) -> bool:
        """Tell whether violence is done to somebody whom the text gives no country: no other party is meant then."""
        return (
            frame.type == "ASSAULT"
            and not frame.noun
            and any(self._is_person(k) and not self.roles.of(k) for k in self._objects(frame))
        )

    def names(self, frame: EventFrame) -> tuple[frozenset[str], frozenset[str]]:
        """Return the countries (or else names) of sources and targets, to compare events by."""
        sources, targets = self.of(frame)
        return _keys(sources), _keys(targets)

    def count(self, frame: EventFrame) -> bool:
        """Tell whether the parties make an event: somebody with a country, and a source where somebody must speak."""
        return not self.lacking(frame)

    def lacking(self, frame: EventFrame) -> str:
        """Return what the parties lack to make an event; "" where they make one."""
        sources, targets = self.of(frame)
        alone, known = self._alone.holds(frame), any(one.country for one in (*sources, *targets))
        if not alone and not known and not (sources and self._is_agent(frame)):
            return "no country or body is named on either side"
        if not alone and self._lacks_a_speaker(frame, sources, targets):
            return f"nobody is named who does it, and {frame.type} needs somebody"
        idle = [k for k in frame.sources if self.lexicon.is_in(self.tree.lemmas[k], "unpolitical")]
        if frame.type in ("PROTEST", "RETREAT"):  # drivers and pupils are no powers, but they strike, and stop striking
            idle = [k for k in idle if not any(self.lexicon.is_in(self.tree.lemmas[k], name) for name in _CROWDS)]
        if idle:
            return "whoever does it is no party to politics"
        private = frame.type in ("REQUEST", "ACCUSE", "THREATEN", "REJECT", "SUPPORT") and self._is_private(frame)
        return "who says it is out of office: a statement, no act of a state" if private else ""

    def _is_given(self, frame: EventFrame, targets: tuple[Actor, ...]) -> bool:
        """Tell what some country is given in a clause of its own, whoever gives it; people armed are given nothing."""
        participle = self.tree.deps[frame.at] in ("acl", "amod")
        return frame.type in _GIVEN and not frame.noun and not participle and any(one.country for one in targets)

    def _lacks_a_speaker(self, frame: EventFrame, sources: Sides, targets: Sides) -> bool:
        """Tell whether nobody is named for what somebody has to say or to do."""
        if frame.type not in _SPOKEN or sources:
            return False
        return not self._is_given(frame, targets) and not self._is_agent(frame)

    def _is_private(self, frame: EventFrame) -> bool:
        """Former officials and people of no country make statements, not moves."""
        named = getattr(self.cast, "named", None)
        if named is None:
            return False
        mentions = [named(frame.doc[k]) for k in frame.sources]
        return bool(mentions) and all(one is not None and getattr(one, "former", False) for one in mentions)


def _is_same(one: Actor, others: tuple[Actor, ...]) -> bool:
    """Tell whether an actor is one of the others, or their country's government as theirs is."""
    if one in others:
        return True
    return any(one.country and one.country == other.country and one.sector in _STATE and other.sector == "GOV"
               and not (one.name and other.name) for other in others)  # fmt: skip


def _keys(actors: tuple[Actor, ...]) -> frozenset[str]:
    return frozenset(one.country or one.name or "" for one in actors) - {""}
