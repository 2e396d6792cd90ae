"""
What a clause's own words make of an event: refusals out of negations, requests and accusations out of reported speech.

"Will not negotiate" is a refusal, "did not attack" an attack that did not happen; "said Israel must end the strikes" is
a request, "said Russia had failed to keep its word" an accusation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from demarche.reading.events.arguments import Grammar
from demarche.reading.events.lexicon import Lexicon
from demarche.reading.events.pattern import EventFrame, Outcome
from demarche.reading.events.roles import Roles
from demarche.reading.events.tree import Tree

if TYPE_CHECKING:
    from demarche.reading.events.reader import ClausesLike, FactsLike

# What one grants another: to deny it for the future is to refuse it.
_GRANTED = frozenset({"CONSULT", "AGREE", "CONCEDE", "RETREAT", "COOPERATE", "AID", "SUPPORT"})
# What one does for another: CAMEO codes what is only meant to be done by its root of intents, 03.
_MEANT = frozenset({"04", "05", "06", "07", "08"})
# What a stance is: to deny it for the present is the opposite stance.
_STANCES = frozenset({"SUPPORT", "AGREE", "COOPERATE"})
_WILLING = frozenset({"will", "would", "wo", "'ll", "can", "ca", "could", "shall", "'d"})
_SHALL = frozenset({"will", "would", "'ll", "shall", "'d"})
_LEAVE = frozenset({"allow", "permit", "let"})  # who has leave to do a thing has it from somebody
_GIVEN = frozenset({"up", "in", "way", "ground", "inch"})
_NOBODY = frozenset({"nobody", "none", "one", "no-one", "nothing"})
_REQUEST, _ACCUSE = Outcome("REQUEST", None, "100"), Outcome("ACCUSE", "allege", "112")
_REJECT, _THREATEN = Outcome("REJECT", None, "120"), Outcome("THREATEN", None, "130")
_DAMN = Outcome("ACCUSE", "disapprove", "111")


class Polarity:
    """Turns frames whose negation is a refusal or whose deed is only meant, and finds what reported speech asks for."""

    def __init__(self, lexicon: Lexicon, tree: Tree, grammar: Grammar, roles: Roles, clauses: ClausesLike) -> None:
        self.lexicon, self.tree, self.grammar, self.roles, self.clauses = lexicon, tree, grammar, roles, clauses

    def turned(self, frames: list[EventFrame]) -> list[EventFrame]:
        """Return the frames: those that a negation makes a refusal turned into one, plans with CAMEO's code of them."""
        for frame in frames:
            if (not frame.turned and frame.type in _GRANTED and self._is_refused(frame)) or self._is_unready(frame):
                frame.turn(self.lexicon.types[frame.type].outcomes["refused"], f"not.{frame.rule}")
                frame.turned = True
            if frame.cameo[:2] in _MEANT and not frame.turned and self._is_planned(frame):
                frame.cameo = self.lexicon.types[frame.type].outcomes["promised"].cameo
        return frames

    def _is_unready(self, frame: EventFrame) -> bool:
        """Tell who says that he is not ready, willing or prepared to do something."""
        is_said = frame.type == "AGREE" and self.tree.pos[frame.at] == "ADJ" and bool(frame.sources)
        return is_said and self.clauses.of(frame.doc[frame.at]).negated

    def _is_planned(self, frame: EventFrame) -> bool:
        """Tell whether an event is announced for the time to come: "will visit", "plans to sign"."""
        facts = self.clauses.of(frame.doc[frame.clause])
        if facts.negated or frame.forced in ("asserted", "reported"):
            return False
        if frame.noun and frame.anchor >= 0 and self.clauses.of(frame.doc[frame.at]).modality == "planned":
            return True  # "announced a withdrawal"
        return facts.modality == "planned" or (frame.forced == "planned" and facts.modality in ("asserted", "reported"))

    def _is_refused(self, frame: EventFrame) -> bool:
        if frame.noun and frame.anchor < 0:
            return False
        if not frame.sources or not self.clauses.of(frame.doc[frame.clause]).negated:
            return False
        tree, i = self.tree, frame.clause
        auxiliaries = {tree.words[k] for k in tree.by(i, "aux")}
        if auxiliaries & _WILLING or tree.lemmas[frame.at] in _LEAVE:
            return True
        if tree.deps[i] == "acl" and self.lexicon.is_in(tree.lemmas[tree.heads[i]], "intention"):
            return True
        return frame.type in _STANCES and bool(auxiliaries & {"does", "do"})

    def spoken(self, start: int, end: int, frames: dict[int, EventFrame]) -> list[EventFrame]:
        """Return the requests and accusations of a sentence's reported speech, and drop what they are made of."""
        found = []
        for i in range(start, end):
            if self.tree.pos[i] not in ("VERB", "ADJ", "NOUN"):
                continue
            outcome = self._outcome(i) or self._stance(i, frames)
            frame = self._frame(i, outcome, start, end) if outcome is not None else None
            if frame is not None and not self._is_told(frame, frames):
                inner = frames.get(i)
                if inner is not None and outcome is _REQUEST:
                    frame.turn(self.lexicon.types[inner.type].outcomes["requested"], frame.rule)
                if inner is not None and (outcome is _REQUEST or inner.type in _GRANTED):
                    inner.coded = False
                found.append(frame)
        return found

    def _outcome(self, i: int) -> Outcome | None:
        tree, lemma = self.tree, self.tree.lemmas[i]
        if any(self.lexicon.is_in(tree.lemmas[k], "duty") for k in tree.by(i, "aux")) or self._is_subjunctive(i):
            return _REQUEST
        negated = any(tree.words[k] in ("not", "n't", "never") for k in tree.kids[i])
        if self.lexicon.is_in(lemma, "kept"):
            return _ACCUSE if negated else None
        return _ACCUSE if self.lexicon.is_in(lemma, "wrongdoing") and not negated else None

    def _stance(self, i: int, frames: dict[int, EventFrame]) -> Outcome | None:
        """Return what one does by saying that one will not yield, will strike back, or that a deed is a crime."""
        tree, lemma = self.tree, self.tree.lemmas[i]
        inner = frames.get(i)
        if inner is not None and inner.coded and (inner.type not in _GRANTED or inner.sources):
            return None
        auxiliaries = {tree.words[k] for k in tree.by(i, "aux")}
        gives = lemma == "give" and any(tree.words[k] in _GIVEN for k in tree.kids[i])
        if tree.pos[i] == "VERB" and (gives or self.lexicon.is_in(lemma, "yielding")) and auxiliaries & _WILLING:
            return _REJECT if self.clauses.of(tree.doc[i]).negated else None
        if tree.pos[i] == "VERB" and self.lexicon.is_in(lemma, "reprisal") and auxiliaries & _SHALL:
            return None if self.clauses.of(tree.doc[i]).negated else _THREATEN
        if tree.has(i, "cop", "aux:pass") and self.lexicon.is_in(lemma, "damning") and not auxiliaries:
            return None if self.clauses.of(tree.doc[i]).negated else _DAMN
        return None

    def _is_subjunctive(self, i: int) -> bool:
        """Tell what is insisted on from what is insisted: "that Syria take" and not "takes"."""
        tree = self.tree
        if not self.lexicon.is_in(tree.lemmas[tree.heads[i]], "insistent") or tree.deps[i] != "ccomp":
            return False
        subject = tree.by(i, "nsubj")
        bare = tree.tags[i] in ("VB", "VBP") and tree.words[i] == tree.lemmas[i] and not tree.has(i, "aux")
        single = all(tree.tags[k] in ("NN", "NNP") or tree.words[k].endswith("states") for k in subject)
        return bare and bool(subject) and single and not any(tree.has(k, "conj") for k in subject)

    def _frame(self, i: int, outcome: Outcome, start: int, end: int) -> EventFrame | None:
        facts: FactsLike = self.clauses.of(self.tree.doc[i])
        said = facts.attribution
        speaker = getattr(said, "speaker", None)
        if said is None or speaker is None:
            return None
        subject = [k for k in self.grammar.of(i).subj if self.roles.of(k)]
        addressed = {actor.country for k in subject for actor in self.roles.of(k)}
        own = {actor.country for actor in said.actors}
        if outcome in (_REJECT, _THREATEN):
            if not own - {None} or not (facts.own or self._is_nobody(i)):
                return None
            subject = []
            if self.lexicon.is_in(getattr(said, "lemma", ""), "warning"):
                outcome = _THREATEN  # "warned that it would not tolerate a coup"
        elif outcome is _DAMN:
            subject = subject or self._whose(i)
            addressed = {actor.country for k in subject for actor in self.roles.of(k)}
            deeds = [k for k in self.grammar.of(i).subj if self._is_deed(k)]
            if not own - {None} or own & addressed or not (addressed - {None} or deeds):
                return None
        elif not own - {None} or not addressed - {None} or own & addressed:
            return None
        name = self.tree.lemmas[i]
        rule = f"said.{'must' if outcome is _REQUEST else f'not.{name}' if outcome is _REJECT else name}"
        verb = self._verb(said, i, start, end)
        return EventFrame(
            self.tree.doc, i, outcome.type, outcome.mode, outcome.cameo, "diplomatic", rule,
            [speaker.i], subject, anchor=verb, turned=True, forced="asserted",
        )  # fmt: skip

    def _is_nobody(self, i: int) -> bool:
        """Tell what nobody will do from what one side will not: "vowed that nobody would be allowed through"."""
        subject = [*self.tree.by(i, "nsubj", "nsubj:pass")]
        return any(self.tree.words[k] in _NOBODY for k in subject)

    def _whose(self, i: int) -> list[int]:
        """Return whose deed a clause's subject is: "China's drills are", "the ruling of the Italian court is"."""
        tree = self.tree
        near = [j for k in self.grammar.of(i).subj for j in tree.kids[k]]
        return [j for j in near if tree.deps[j] in ("nmod:poss", "amod", "nmod") and self.roles.of(j)]

    def _is_deed(self, k: int) -> bool:
        """Tell a deed or word, which somebody answers for, from a thing."""
        classes = ("policy", "view", "attack", "deal", "opinion", "sanction", "drill", "accusation", "offer")
        return any(self.lexicon.is_in(self.tree.lemmas[k], name) for name in classes)

    def _verb(self, said: object, i: int, start: int, end: int) -> int:
        verb = getattr(said, "verb", None)
        return verb.i if verb is not None and start <= verb.i < end and self.tree.is_under(i, verb.i) else -1

    def _is_told(self, frame: EventFrame, frames: dict[int, EventFrame]) -> bool:
        """Tell whether another frame already says that the speaker asks or accuses: "demanded that X must"."""
        return any(one.coded and one.type in ("REQUEST", "ACCUSE", "THREATEN", "REJECT") and one.at == frame.anchor
                   for one in frames.values())  # fmt: skip
