"""What the content of an utterance says of the speaker's side and of others: harm, blame, demands, terms, denials."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from demarche.reading.clauses import ClauseFacts, Clauses, speaker_of
from demarche.reading.statements.tables import SpeechTables
from demarche.reading.statements.utterances import Utterance

_MUST: Final = frozenset({"must", "should", "ought"})
_INSISTING: Final = frozenset({"insist", "maintain", "assert"})
# What one who is accused rejects: to reject it is to deny it.
_CHARGES: Final = frozenset({"accusation", "allegation", "charge", "claim", "report", "suggestion", "rumour", "rumor",
                             "blame", "responsibility", "involvement", "insinuation", "assertion"})  # fmt: skip
_REJECTING: Final = frozenset({"reject", "dismiss", "brush", "brush_off", "refute", "rebut", "shrug_off", "wave_away",
                               "deny", "dispute", "repudiate"})  # fmt: skip
_NO: Final = frozenset({"no"})
_DET: Final = frozenset({"det"})
_PLANS: Final = frozenset({"plan", "intention", "intent", "desire", "wish", "design"})
_MENACES: Final = frozenset({"pay", "regret", "suffer", "face", "burn", "perish", "bear"})
_BRINGING: Final = frozenset({"have", "carry", "bring", "entail", "mean", "invite", "provoke", "cause", "draw"})
_OUTCOMES: Final = frozenset({"consequence", "repercussion", "retaliation", "response", "punishment", "price", "cost"})
_ANSWERING: Final = frozenset({"respond", "answer", "react", "retaliate", "reply", "hit"})
_STEPS: Final = frozenset({"measure", "step", "action", "response"})
_HARSH: Final = frozenset({"necessary", "appropriate", "decisive", "tough", "tougher", "harsh", "severe", "adequate",
                           "reciprocal", "retaliatory", "military", "punitive", "further", "firm", "strong", "stern",
                           "corresponding", "proportionate", "forceful", "resolute", "drastic",
                           "unilateral"})  # fmt: skip
_HARMLESS: Final = frozenset({"unaffected", "unharmed", "unhurt", "unchanged"})
_FEARED: Final = frozenset({"threat", "danger", "alarm", "panic", "fear", "worry", "affect", "aim", "direct",
                            "endanger",
                            "jeopardise", "jeopardize", "stop", "prevent", "harm", "hurt", "target", "threaten",
                            "escalation", "attack", "war", "abandon", "waver"})  # fmt: skip
_NEEDING: Final = frozenset({"have", "need"})
_BONDS: Final = frozenset({"treaty", "pact", "agreement", "accord", "convention", "alliance", "commonwealth", "union",
                           "organisation", "organization", "league", "bloc", "council"})  # fmt: skip
_LEAVING: Final = frozenset({"leave", "quit", "abandon", "withdraw", "exit", "scrap", "renounce", "breach", "violate",
                             "exceed", "denounce"})  # fmt: skip
_DOUBTING: Final = frozenset({"doubt", "question", "underestimate", "misjudge", "mistake", "test"})
_FIRST: Final = frozenset({"if", "when", "once", "after", "on"})
_TRUE: Final = frozenset({"true", "correct", "accurate", "reality", "truth", "basis", "foundation", "fact"})


class Contents:
    """
    Answers what the utterances of one report say.

    `origins` has the countries of speakers whom the cast places in none, by their tokens.
    """

    def __init__(self, clauses: Clauses, tables: SpeechTables, origins: Mapping[int, str] | None = None) -> None:
        self.origins = origins if origins is not None else {}
        self.clauses, self.tree, self.tables = clauses, clauses.tree, tables

    def _is_unsure(self, one: Utterance) -> bool:
        return one.verb >= 0 and any(
            self.tree.words[k] in ("not", "n't", "less", "never") for k in self.tree.by(one.verb, "advmod")
        )

    def _befalls(self, one: Utterance, facts: ClauseFacts) -> bool:
        """Say whether one of no party tells what will befall something: "a diplomat said it would be taken"."""
        i = facts.predicate.i
        suffered = self.tree.kid(i, "aux:pass") >= 0 and self.tree.kid(i, "obl:agent") < 0
        return suffered and not self._countries(one.speaker) - {None}

    def _rejects_charge(self, one: Utterance) -> bool:
        """Say whether an accusation or report is rejected: "rejected accusations that", "brushed off reports"."""
        if one.speech is None or one.speech.word not in _REJECTING or one.verb < 0:
            return False
        return any(self.tree.lemmas[k] in _CHARGES for k in self.tree.by(one.verb, "obj", "nsubj:pass"))

    def _discredits(self, one: Utterance) -> bool:
        """Say whether another's word is said to be untrue: "dismissed the report as theatre", "the charge is false"."""
        if one.content is None or one.speech is None or one.speech.kind not in ("content", "claim", "accusation"):
            return False
        start, end = one.content
        if one.speech.word in _REJECTING or one.speech.alone == "rated":
            low = min(start, one.verb) if one.verb >= 0 else start
            return self._untrue(range(low, max(end, self.tree.range(one.verb)[1] if one.verb >= 0 else end)))
        head = self._core(one)
        if head < 0 or not self.tree.is_clause(head):
            return False
        facts = self.clauses.of(self.tree.doc[head])
        near = [head, *self.tree.by(head, "obj", "obl", "xcomp", "nsubj")]
        if facts.negated:
            return facts.modal is None and any(self.tree.lemmas[k] in _TRUE for k in near)
        named = self.tree.subject(head)
        return self._untrue([head]) and (self.tree.kid(head, "cop") >= 0 or named >= 0)

    def _untrue(self, tokens: Iterable[int]) -> bool:
        return any(self.tree.words[k] in self.tables.signs["untrue"] for k in tokens)

    def _none_such(self, one: Utterance, facts: ClauseFacts) -> bool:
        """Say whether it is said that there is none: "no such plane was lost", "not one soldier is on their soil"."""
        words = self.tree.words[slice(*(one.content or one.span))]
        such = any(a in ("no", "not") and b in ("such", "one", "single") for a, b in itertools.pairwise(words))
        return such and facts.modal is None and not self._is_expert(one) and bool(self._countries(one.speaker) - {None})

    def _soothes(self, one: Utterance, facts: ClauseFacts) -> bool:
        """Say whether nothing is to be feared: "no plans to attack", "is not aimed at", "operations are unaffected"."""
        i, tree = facts.predicate.i, self.tree
        if self._is_expert(one) or not self._countries(one.speaker) - {None} or self._is_press(one):
            return False
        if tree.words[i] in _HARMLESS and not facts.negated:
            return True
        near = [i, *tree.by(i, "obj", "nsubj", "xcomp")]
        none = [k for k in near[1:] if tree.has_word(k, _DET, _NO)]
        if any(tree.lemmas[k] in _PLANS for k in none):
            return self._has(one, "harm")
        if facts.modal in _MUST or facts.perfect or (facts.tense == "past" and one.direct):
            return False
        return any(tree.lemmas[k] in _FEARED for k in (near if facts.negated else none))

    def _assures(self, one: Utterance, facts: ClauseFacts) -> bool:
        """Say whether nobody is to doubt the speaker's side: "no one should doubt our resolve"."""
        subject = self.tree.subject(facts.predicate.i)
        if subject < 0 or self.tree.lemmas[facts.predicate.i] not in _DOUBTING:
            return False
        return self.tree.words[subject] in ("nobody", "none", "one", "noone") and facts.modal in (*_MUST, "can")

    def _makes_terms(self, one: Utterance, facts: ClauseFacts) -> bool:
        """Say whether it tells what must come first: "will not sign until", "only when the troops have gone"."""
        if facts.modal not in ("will", "would", "can", "could", "shall") or self._is_expert(one) or one.content is None:
            return False
        if not self._countries(one.speaker) - {None} or self._is_press(one):
            return False
        words = self.tree.words[slice(*one.content)]
        only = any(a == "only" and b in _FIRST for a, b in itertools.pairwise(words))
        return only or (facts.negated and any(word in ("until", "unless", "till") for word in words))

    def _clears(self, one: Utterance, facts: ClauseFacts) -> bool:
        """Say whether the speaker's side is said not to have done, or not to mean, a harm."""
        i = facts.predicate.i
        thing = self.tree.kid(i, "obj")
        if thing >= 0 and self.tree.lemmas[thing] in _PLANS and self.tree.has_word(thing, _DET, _NO):
            return self._has(one, "harm")
        past = facts.tense == "past" or facts.perfect
        if one.lemma in _INSISTING and facts.negated and past and facts.modal is None:
            return True
        return facts.negated and past and facts.modal is None and (self._has(one, "harm") or self._has(one, "wrong"))

    def _would_suffer(self, one: Utterance, facts: ClauseFacts) -> bool:
        """Say whether another will suffer for it: "will pay", "would face arrest", "would have grave consequences"."""
        if facts.modal not in ("will", "would", "shall") or not self._countries(one.speaker) - {None} or facts.negated:
            return False
        i = facts.predicate.i
        return self.tree.lemmas[i] in _MENACES or (
            self.tree.lemmas[i] in _BRINGING and any(self.tree.lemmas[k] in _OUTCOMES for k in self.tree.by(i, "obj"))
        )

    def _censures(self, one: Utterance) -> bool:
        """Say whether a wrong is named together with someone else who does it."""
        others = self._named_in(one) - self._countries(one.speaker) - {None}
        return self._has(one, "wrong") and bool(others)

    def _weighs(self, one: Utterance, facts: ClauseFacts) -> bool:
        """Say whether a danger or chance is said to be there: "there was a danger of war"."""
        there = any(self.tree.deps[k] == "expl" for k in self.tree.kids[facts.predicate.i])
        return there and self._has(one, "judge")

    def _answers(self, facts: ClauseFacts) -> bool:
        """Say whether a blow is to be answered: "will respond", "will not hesitate to", "will take harsh steps"."""
        i, tree = facts.predicate.i, self.tree
        if tree.lemmas[i] == "hesitate":
            return facts.negated
        if tree.lemmas[i] in _ANSWERING and not facts.negated:
            return tree.kid(i, "obj") < 0
        if tree.lemmas[i] == "stand" and facts.negated:
            return any(tree.words[k] in ("by", "idle", "idly", "aside") for k in tree.kids[i])
        if tree.lemmas[i] in _LEAVING and not facts.negated:
            left = tree.by(i, "obj", "obl")
            named = any(str(c).startswith("IGO:") for k in left for c in self._countries(k))
            return (
                named
                or tree.lemmas[i] in ("breach", "violate", "exceed")
                or any(tree.lemmas[k] in _BONDS for k in left)
            )
        taken = [k for k in tree.by(i, "obj") if tree.lemmas[k] in _STEPS]
        return any(tree.lemmas[m] in _HARSH for k in taken for m in tree.by(k, "amod", "compound"))

    def _is_others_deed(self, one: Utterance, facts: ClauseFacts) -> bool:
        """Say whether a third party is warned of: "that Russia could attack", not "that Russia would pay"."""
        i = facts.predicate.i
        if self.tree.lemmas[i] in _MENACES or self.tree.kid(i, "aux:pass") >= 0:
            return False
        doers = self._countries(speaker_of(self.tree, i))
        return bool(doers) and not doers & self._countries(one.speaker)

    def _facts(self, one: Utterance) -> ClauseFacts | None:
        head = self._core(one)
        if head < 0 or not self.tree.is_clause(head):
            return None
        facts = self.clauses.of(self.tree.doc[head])
        placed = one.speaker in self.origins and self._countries(speaker_of(self.tree, head)) == {
            self.origins[one.speaker]
        }
        return replace(facts, own=True) if placed and not facts.own else facts

    def _core(self, one: Utterance) -> int:
        """Return the clause that says it: of "that Russia feels the US must wait", the waiting."""
        head = one.head if one.head >= 0 else self._top(one)
        for _ in range(3):
            inner = self.tree.kid(head, "ccomp") if head >= 0 else -1
            made = self.clauses.tables.verbs.get(self.tree.lemmas[head]) if inner >= 0 else None
            if made is None or not made.speaks or one.content is None or not one.content[0] <= inner < one.content[1]:
                break
            head = inner
        return head

    def _top(self, one: Utterance) -> int:
        """Return the clause that heads a quotation: the highest in its range."""
        if one.content is None:
            return -1
        start, end = one.content
        for i in range(start, end):
            if self.tree.is_clause(i) and not start <= self.tree.heads[i] < end:
                return i
        return next((i for i in range(start, end) if self.tree.is_clause(i) and self.tree.heads[i] == i), -1)

    def _demands(self, one: Utterance, facts: ClauseFacts | None, *, own: bool) -> bool:
        if facts is None:
            return False
        if facts.modal in _MUST and not facts.perfect and not own and not self._is_expert(one):
            return True
        i = facts.predicate.i
        must = self.tree.lemmas[i] in _NEEDING and self.tree.kid(i, "xcomp") >= 0 and facts.tense == "present"
        if (
            must
            and not own
            and not facts.negated
            and not self._is_expert(one)
            and self._countries(one.speaker) - {None}
        ):
            return True
        if one.direct and self.tree.lemmas[i] == "let" and self.tree.tags[i] == "VB" and self.tree.subject(i) < 0:
            return True
        wants = {"need": ("xcomp", "obj"), "want": ("obj",), "demand": ("obj", "ccomp"), "call": ("obl",)}
        if own and self.tree.lemmas[i] == "expect" and self.tree.kid(i, "obj") >= 0 and self.tree.kid(i, "xcomp") >= 0:
            return True
        return own and self.tree.kid(i, *wants.get(self.tree.lemmas[i], ("-",))) >= 0

    @staticmethod
    def _announces(facts: ClauseFacts) -> bool:
        """Say whether the speaker's side will do, or will not do, what is said."""
        if facts.modal in ("will", "would", "shall"):
            return facts.predicate.pos_ not in ("ADJ", "NOUN")
        return facts.modality == "planned"

    def _harms(self, one: Utterance) -> bool:
        """Say whether what is done harms: by the verb that says it, its complements and their objects."""
        head = self._core(one)
        if head < 0 or not self.tree.is_clause(head):
            return self._has(one, "harm")
        near = [head, *self.tree.by(head, "obj", "obl", "xcomp", "conj", "nsubj:pass")]
        near += [k for i in near[1:] for k in self.tree.by(i, "obj", "obl", "xcomp")]
        return any(self.tree.words[i] in self.tables.signs["harm"] for i in near)

    def _blames(self, one: Utterance, facts: ClauseFacts | None) -> bool:
        """Say whether a wrong is laid to someone else: a breach, and a doer who is not of the speaker's side."""
        if facts is None or facts.own or facts.modality == "possible":
            return False
        broken = facts.negated and self._has(one, "duty")
        if not broken and (facts.negated or not self._has(one, "wrong")):
            return False
        doers = self._countries(speaker_of(self.tree, facts.predicate.i)) or self._named_in(one)
        return bool(doers - self._countries(one.speaker))

    def _named_in(self, one: Utterance) -> set[str | None]:
        """Return the countries that the content names."""
        start, end = one.content or one.span
        return set().union(*(self._countries(i) for i in range(start, end) if self.tree.pos[i] == "PROPN"))

    def _countries(self, i: int) -> set[str | None]:
        if i in self.origins:
            return {self.origins[i]}
        return {actor.country for actor in self.clauses.cast.of(self.tree.doc[i])} if i >= 0 else set()

    def _is_press(self, one: Utterance) -> bool:
        """Say whether a paper or agency speaks: of a country, it announces nothing for it."""
        actors = self.clauses.cast.of(self.tree.doc[one.speaker]) if one.speaker >= 0 else ()
        return any(actor.sector == "MED" for actor in actors)

    def _is_expert(self, one: Utterance) -> bool:
        """Say whether the speaker judges and is no party: by the nouns of the phrase that names them."""
        start, end = self.tree.range(one.speaker)
        words = self.tree.words[start : min(end, start + 25)]
        return any(word in self.tables.signs["expert"] for word in words)

    def _has(self, one: Utterance, sign: str) -> bool:
        if one.content is None:
            return False
        signs = self.tables.signs[sign]
        return any(word in signs for word in self.tree.words[slice(*one.content)])
