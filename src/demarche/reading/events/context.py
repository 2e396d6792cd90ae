"""
The party that a sentence leaves out: whom the rest of the sentence, or the report so far, opposes to the one it names.

"The North warned that dialogue will not resume unless the South …" threatens the South; "Washington suspended the
talks" those with whom it last dealt; "the European Union condemned the violence" whoever did it. Coders fill such roles
from context; here the nearest other country fills them, and only where one stands out.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from demarche.reading.events.pattern import EventFrame
from demarche.reading.events.tree import Tree
from demarche.record import Actor

if TYPE_CHECKING:
    from demarche.reading.events.lexicon import Lexicon
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
_VIOLENT = frozenset({"ASSAULT", "COERCE"})
# What outsiders do about a deed that the report has just told, and what they do beside one another.
Sides = tuple[tuple[Actor, ...], tuple[Actor, ...]]
_ANSWERS = frozenset({"ACCUSE", "THREATEN", "SANCTION"})
# What one joins in or prepares for without a word of whom it is about: "Britain sent a frigate, too".
_JOINED = frozenset({"MOBILIZE", "SANCTION", "AID"})
_MEDIATION = ("045", "0256", "028", "035")
_KINDLY = frozenset({"AID", "SUPPORT"})
_UNFILLED_MODES = frozenset({"weapons", "resign"})
_REACH = 3  # sentences back to the last dealing of the same party; a judgement, 2026-11


@dataclass(frozen=True, slots=True)
class _Deed:
    """What one country did to another, or to its own people."""

    sentence: int
    at: int
    type: str
    source: str
    target: str


class Context:
    """What has been read so far of who deals with whom, and who is named in each sentence."""

    def __init__(self, tree: Tree, cast: CastLike, lexicon: Lexicon) -> None:
        self.tree, self.lexicon = tree, lexicon
        self.named: list[tuple[int, Actor, bool]] = [
            (mention.start, mention.actor, mention.how == "place")
            for mention in getattr(cast, "mentions", ())
            if mention.actor.country is not None
        ]
        self._dealings: list[tuple[int, bool, str, Actor]] = []
        self._armed: list[tuple[str, str]] = []
        self.deeds: list[_Deed] = []

    def remember(
        self, sentence: int, frame: EventFrame, sources: tuple[Actor, ...], targets: tuple[Actor, ...]
    ) -> None:
        """Note who dealt with whom, and in what kind of event."""
        hostile = frame.type in _CONFLICT
        armed = frame.type == "ASSAULT" or (frame.type, frame.mode) == ("MOBILIZE", "troops")
        for one in sources:
            for other in targets:
                if not one.country or not other.country:
                    continue
                self.deeds.append(_Deed(sentence, frame.at, frame.type, one.country, other.country))
                if one.country != other.country:
                    self._dealings.append((sentence, hostile, one.country, other))
                    self._dealings.append((sentence, hostile, other.country, one))
                    if armed:
                        self._armed.append((one.country, other.country))

    def target(
        self, frame: EventFrame, bounds: tuple[int, int], sentence: int, sources: tuple[Actor, ...]
    ) -> tuple[Actor, ...]:
        """Return the target that context gives, or ()."""
        own = {one.country for one in sources if one.country}
        if not own:
            return self._field(frame, sentence)
        if frame.type not in _FILLED or frame.mode in _UNFILLED_MODES or self._meets_itself(frame):
            return ()
        hostile = frame.type in _ADVERSE
        beside = self._beside(frame, bounds, own, hostile)
        if self._answers(frame):
            return self._beheld(frame, sentence, own) or beside
        if frame.type == "ASSAULT" and not beside:
            beside = tuple(Actor(country, "GOV") for country, _ in self._foes(own).most_common(1))
        if frame.cameo.startswith(_MEDIATION) and not beside and (quarrel := self._quarrel(own)):
            return quarrel
        if frame.type == "RETREAT" and len(own) > 1 and not beside:
            return sources
        found = beside or self._before(frame, sentence, own) or self._beheld(frame, sentence, own)
        return found or (self._troubled(own) if frame.type in _JOINED else ())

    def forces(self, frame: EventFrame, sentence: int, unnamed: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Return unnamed crowds and police as those of the last deed of a country against its own people, if any."""
        near = [one for one in self.deeds if 0 <= sentence - one.sentence <= _REACH and one.at != frame.at]
        inner = [one.source for one in near if one.source == one.target]
        return (Actor(inner[-1], None),) if inner else unnamed

    def _field(self, frame: EventFrame, sentence: int) -> tuple[Actor, ...]:
        """Return on whom the last violence was told, for more of it on what has no country: "the hospital was hit"."""
        near = [one for one in self.deeds if 0 <= sentence - one.sentence <= _REACH and one.at < frame.at]
        struck = [one.target for one in near if one.type == "ASSAULT"]
        return (Actor(struck[-1], None),) if struck and frame.type == "ASSAULT" else ()

    def told_before(self, frame: EventFrame, doer: set[str], victim: set[str], *, whole: bool) -> Sides | None:
        """
        Return the sides of the last deed of a frame's type told before it, where they fit what is known of it.

        Of a `whole` crisis they are those of the pair of which most such deeds are told.
        """
        fits = [one for one in self.deeds if one.type == frame.type and one.at < frame.at
                and (not doer or one.source in doer) and (not victim or one.target in victim)]  # fmt: skip
        if not fits:
            return None
        last = _meant(fits, whole=whole)
        first, second = (dict.fromkeys(getattr(one, side) for one in last) for side in ("source", "target"))
        return tuple(Actor(one, None) for one in first), tuple(Actor(one, None) for one in second)

    def doer(self, types: frozenset[str], whole: bool, at: int, own: set[str]) -> tuple[Actor, ...]:
        """Return who did the last deed of one of these types told before a word, unless it is one of its own; or ()."""
        fits = [one for one in self.deeds if one.type in types and one.at < at]
        last = dict.fromkeys(one.source for one in _meant(fits, whole=whole))
        return () if own & set(last) else tuple(Actor(country, "GOV") for country in last)

    def foes(self, own: set[str]) -> Counter[str]:
        """Count whom the report tells that a party attacks or masses troops against, and who does so to it."""
        foes = Counter(one for one, other in self._armed if other in own and one not in own)
        return foes + Counter(other for one, other in self._armed if one in own and other not in own)

    def assailant(self, victim: set[str]) -> tuple[Actor, ...]:
        """Return with whom a country fights, where one stands out and it does not fight within itself; or ()."""
        if any(one.source == one.target and one.source in victim and one.type in _VIOLENT for one in self.deeds):
            return ()
        best = self.foes(victim).most_common(2)
        if not best:
            return self.only_adversary(victim)
        return (Actor(best[0][0], None),) if len(best) == 1 or best[0][1] > best[1][1] else ()

    def adversary(self, sources: tuple[Actor, ...], host: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Return against whom troops stand in a host's country: the report's adversary of whoever sends them, or ()."""
        own = {one.country for one in sources if one.country}
        foes = Counter(other.country for _, hostile, country, other in self._dealings if hostile and country in own)
        if not foes or any(one.country in foes for one in host):
            return ()
        named = Counter(actor.country for _, actor, _ in self.named)
        return (Actor(max(foes, key=lambda country: (foes[country], named[country])), "GOV"),)

    def _quarrel(self, own: set[str]) -> tuple[Actor, ...]:
        """Return the two between whom the report tells of most conflict, for a mediator who is neither; or ()."""
        deeds = {(one.at, frozenset({one.source, one.target})) for one in self.deeds if one.type in _CONFLICT}
        count = Counter(pair for _, pair in deeds if len(pair) > 1 and not pair & own)
        best = count.most_common(2)
        stands_out = bool(best) and (len(best) == 1 or best[0][1] > best[1][1])
        return tuple(Actor(country, "GOV") for country in sorted(best[0][0])) if stands_out else ()

    def _troubled(self, own: set[str]) -> tuple[Actor, ...]:
        """Return whom most hostile deeds of the report are on, for what a party does beside the others; or ()."""
        count = Counter(one.target for one in self.deeds if one.type in _CONFLICT | {"MOBILIZE"})
        best = count.most_common(2)
        stands_out = bool(best) and (len(best) == 1 or best[0][1] > best[1][1]) and best[0][0] not in own
        return (Actor(best[0][0], "GOV"),) if stands_out else ()

    def _meets_itself(self, frame: EventFrame) -> bool:
        """A cabinet or parliament that meets does so on its own."""
        subjects = [*frame.sources, *frame.targets]
        return frame.type == "CONSULT" and any(self.lexicon.is_in(self.tree.lemmas[k], "assembly") for k in subjects)

    def _beheld(self, frame: EventFrame, sentence: int, own: set[str]) -> tuple[Actor, ...]:
        """Return whom an outsider answers: the doer of the last deed, or whom the outsider before it dealt with."""
        for one in reversed(self.deeds):
            if one.at >= frame.at or sentence - one.sentence > _REACH:
                continue
            side = None
            if frame.type in _ANSWERS and one.type in _VIOLENT:
                side = [each.source for each in self.deeds if each.at == one.at]
            elif (frame.type in _ANSWERS and one.type in _ANSWERS) or self._is_kindly(frame, one):
                side = [each.target for each in self.deeds if each.at == one.at]
            if side and not own & set(side):
                return tuple(Actor(country, "GOV") for country in dict.fromkeys(side))
        return ()

    def _answers(self, frame: EventFrame) -> bool:
        """Tell whether it is about a deed that the report has told: "condemned the strikes"."""
        objects = self.tree.by(frame.at, "obj")
        return frame.type == "ACCUSE" and any(self.lexicon.is_in(self.tree.lemmas[k], "attack") for k in objects)

    def _is_kindly(self, frame: EventFrame, deed: _Deed) -> bool:
        """Tell whether both are about help: given, or refused by another ("declined to send weapons")."""
        refused = frame.type == "REJECT" and frame.mode == "assist"
        return deed.type in _KINDLY and (frame.type in _KINDLY or refused)

    def _beside(self, frame: EventFrame, bounds: tuple[int, int], own: set[str], hostile: bool) -> tuple[Actor, ...]:
        """
        Return the other country that the sentence names; of several the one with which the party deals most.

        Whom an attack is on must be named in its own clause, or be an adversary already: "an invasion will come before
        the Games in Beijing end" is on nobody in Beijing.
        """
        inside = [one for one in self.named if bounds[0] <= one[0] < bounds[1] and one[1].country not in own]
        if frame.type == "ASSAULT":
            foes = self._foes(own)
            inside = [one for one in inside if one[1].country in foes or self.is_beside(one[0], frame)]
        others = [(actor, place) for _, actor, place in inside]
        others = [one for one in others if not one[1]] or others
        others = [(_state_of(actor), place) for actor, place in others]
        countries = {actor.country for actor, _ in others}
        if len(countries) <= 1:
            return (others[0][0],) if others else ()
        near = [other for _, _, country, other in self._of(own, hostile) if other.country in countries]
        best = Counter(other.country for other in near).most_common(1)
        return next(((actor,) for actor, _ in others if best and actor.country == best[0][0]), ())

    def is_beside(self, at: int, frame: EventFrame) -> bool:
        """Tell whether a word stands in the clause that tells an event."""
        tree = self.tree
        while tree.pos[at] not in ("VERB", "AUX") and tree.heads[at] != at and at not in (frame.at, frame.clause):
            at = tree.heads[at]
        return at in (frame.at, frame.clause)

    def _foes(self, own: set[str]) -> Counter[str]:
        """Count whom the report tells that a party attacks, or masses troops against."""
        return Counter(other for country, other in self._armed if country in own)

    def _of(self, own: set[str], hostile: bool) -> list[tuple[int, bool, str, Actor]]:
        """Return the dealings of a party; for a hostile act its conflicts, where it has any."""
        mine = [one for one in self._dealings if one[2] in own]
        return ([one for one in mine if one[1]] if hostile else []) or mine

    def _before(self, frame: EventFrame, sentence: int, own: set[str]) -> tuple[Actor, ...]:
        """Return with whom the party deals in the sentences around; or its one adversary in the report."""
        hostile = frame.type in _ADVERSE
        dealings = [
            (number, other) for number, foe, _, other in self._of(own, hostile) if foe or frame.type != "ASSAULT"
        ]
        near = [one for one in dealings if abs(sentence - one[0]) <= _REACH]
        if not near:
            return self.only_adversary(own) if hostile else ()
        count = Counter(other.country for _, other in near)
        best = max(near, key=lambda one: (count[one[1].country], one[0]))[1]
        return () if best.country in own else (Actor(best.country, "GOV"),)

    def answered(
        self, sentence: int, frame: EventFrame, sources: tuple[Actor, ...], targets: tuple[Actor, ...]
    ) -> None:
        """Note a deed whose target context gave, so that the next outsider is read beside this one."""
        pairs = [(one.country, other.country) for one in sources for other in targets]
        self.deeds += [_Deed(sentence, frame.at, frame.type, one, other) for one, other in pairs if one and other]
        self.deeds.sort(key=lambda deed: deed.at)

    def only_adversary(self, own: set[str]) -> tuple[Actor, ...]:
        """Return with whom a party is most at odds in the report, where one stands out; or ()."""
        foes = Counter(other.country for _, hostile, country, other in self._dealings if hostile and country in own)
        best = foes.most_common(2)
        stands_out = bool(best) and (len(best) == 1 or best[0][1] > best[1][1])
        return (Actor(best[0][0], "GOV"),) if stands_out else ()


def _state_of(actor: Actor) -> Actor:
    """Return whom an act is on by what the context says: a state or body, not whoever spoke for it or reported it."""
    is_body = actor.country is None or actor.country.startswith("IGO:")
    return actor if is_body else Actor(actor.country, "GOV")


def _meant(deeds: list[_Deed], *, whole: bool) -> list[_Deed]:
    """Return the last deed, country by country; or of a whole crisis a deed of the pair of which most are told."""
    if not deeds:
        return []
    if not whole:
        return [one for one in deeds if one.at == deeds[-1].at]
    count = Counter((one.source, one.target) for one in deeds)
    return [max(reversed(deeds), key=lambda one: count[one.source, one.target])]
