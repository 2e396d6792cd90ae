"""Which kind of statement an utterance makes, and its stance: by its word of speech first, then by what is said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from demarche.reading.clauses import ClauseFacts, Clauses
from demarche.reading.statements.contents import Contents
from demarche.reading.statements.tables import SpeechTables
from demarche.reading.statements.utterances import Utterance
from demarche.record import Stance, StatementKind

_NEGATIONS: Final = frozenset({"not", "n't", "no", "never", "without", "neither", "nor"})
_NEGATIVE: Final = frozenset({"threat", "accusation", "denial"})
_POSITIVE: Final = frozenset({"confidence", "reassurance"})
_INSISTING: Final = frozenset({"insist", "maintain", "assert"})
_INTENDING: Final = frozenset({"intend", "plan", "aim", "mean"})
_THINKING: Final = frozenset({"expect", "think", "believe", "foresee", "reckon", "anticipate", "guess", "hope", "fear"})
_FEELINGS: Final = frozenset({"condolence", "sympathy", "congratulation", "apology", "regret", "thanks", "solidarity"})
_READY: Final = frozenset({"ready", "prepared", "willing", "determined", "committed", "resolved"})
_CENSURES: Final = frozenset({"oppose", "find", "consider", "regard", "deem", "see", "condemn", "reject", "view"})
# Which of two kinds of one statement is told.
_WEIGHT: Final = {"threat": 5, "accusation": 5, "denial": 4, "demand": 4, "pledge": 3, "reassurance": 3,
                  "confidence": 2, "assessment": 1}  # fmt: skip


class Kinds(Contents):
    """
    Settles the kind and stance of the utterances of one report.

    `origins` has the countries of speakers whom the cast places in none, by their tokens.
    `because` is the cue that settled the kind of the one asked about last.
    """

    def __init__(self, clauses: Clauses, tables: SpeechTables, origins: Mapping[int, str] | None = None) -> None:
        super().__init__(clauses, tables, origins)
        self.because = ""

    def of(self, one: Utterance) -> tuple[StatementKind, Stance]:
        """Return kind and stance."""
        kind = self._kind(one)
        for part in one.parts:
            before, said = self.because, self._kind(part)
            if _WEIGHT.get(said, 0) > _WEIGHT.get(kind, 0):
                kind = said
            else:
                self.because = before
        return kind, self._stance(one, kind)

    def _kind(self, one: Utterance) -> StatementKind:  # noqa: PLR0911 - one return a cue
        named = one.speech.kind if one.speech is not None else "content"
        facts = self._facts(one)
        if self._discredits(one):
            return self._for("denial", "it says that another's word is untrue")
        settle = {
            "content": self._by_content, "warn": self._warned, "assessment": self._judged, "worry": self._worried,
            "scorn": self._scorned,
        }.get(named)  # fmt: skip
        if settle is not None:
            return settle(one, facts)
        if named == "pledge" and one.head >= 0 and self.tree.lemmas[one.head] in _FEELINGS:
            return self._for("claim", "what is offered is a feeling")
        if named == "confidence" and self._is_unsure(one):
            return self._for("assessment", "it is not sure of it")
        if named == "pledge" and self._harms(one):
            return self._for("threat", "what is promised does harm")
        if self._rejects_charge(one):
            return self._for("denial", "what is rejected is a charge")
        hoped = named == "claim" and one.speech is not None and one.speech.word == "hope"
        if hoped and (self._has(one, "calm") or (facts is not None and facts.modal is not None)):
            return self._for("confidence", "what is hoped for is calm, or what others will do")
        if named == "claim" and one.speech is not None and one.speech.word == "rule_out" and self._harms(one):
            return self._for("reassurance", "what is ruled out does harm")
        kind: StatementKind = named  # type: ignore[assignment]  # the table's loader admits only kinds here
        return self._for(kind, f"its word of speech, '{one.speech.word if one.speech else ''}'")

    def _for(self, kind: StatementKind, why: str) -> StatementKind:
        self.because = why
        return kind

    def _worried(self, one: Utterance, facts: ClauseFacts | None) -> StatementKind:
        if facts is not None:
            return self._for("assessment", "what is feared is told in a clause")
        return self._for("claim", "a worry is voiced")

    def _scorned(self, one: Utterance, facts: ClauseFacts | None) -> StatementKind:
        del facts
        return self._for("denial", "another's word is laughed at")

    def _judged(self, one: Utterance, facts: ClauseFacts | None) -> StatementKind:
        judged = one.direct and one.speech is not None and one.speech.word in ("find", "consider", "regard")
        if judged and self._blames(one, facts):
            return self._for("accusation", "it judges, and lays a wrong to another")
        return self._for("assessment", "its word of speech judges")

    def _by_content(  # noqa: PLR0911 - one return a cue
        self, one: Utterance, facts: ClauseFacts | None
    ) -> StatementKind:
        if facts is None:
            return self._of_others(one, facts, own=False)
        thought = self._own_thought(one)
        if thought is not None:
            return self._for(thought, "the speaker's side thinks or hopes it")
        if self._none_such(one, facts):
            return self._for("denial", "it says that there is no such thing")
        if facts.own and self._clears(one, facts):
            return self._for("denial", "the speaker's own side is said not to have done, or to mean, harm")
        if self._assures(one, facts):
            return self._for("pledge", "nobody is to doubt the speaker's side")
        if self._demands(one, facts, own=facts.own):
            return self._for("demand", "it says what others must do")
        if self._makes_terms(one, facts):
            return self._for("demand", "it says what must come first")
        if self._menaces(one, facts, own=facts.own):
            return self._for("threat", "it holds out harm")
        if self._soothes(one, facts):
            return self._for("reassurance", "it says that nothing is to be feared")
        own = facts.own and not self._befalls(one, facts)
        performed = self._performed(one, facts) if own and not self._is_press(one) else None
        return performed or self._of_others(one, facts, own=own)

    def _performed(self, one: Utterance, facts: ClauseFacts) -> StatementKind | None:
        """Return the kind of what a speaker says of the own side: an act of speech, an announcement, a protest."""
        if facts.tense == "present" or (one.direct and facts.modal == "would"):
            performed = self.tables.words["verb"].get(self.tree.lemmas[facts.predicate.i])
            if performed is not None and performed.kind in ("accusation", "demand", "denial"):
                self.because = f"what is said does it: '{performed.word}'"
                return performed.kind  # type: ignore[return-value]  # one of the three
            if self.tree.lemmas[facts.predicate.i] in _CENSURES and self._censures(one):
                return self._for("accusation", "it names a wrong and whose it is")
        if self.tree.words[facts.predicate.i] in _READY and not facts.negated:
            ready: StatementKind = "threat" if self._harms(one) else "pledge"
            return self._for(ready, "the speaker's side is ready for it")
        if self._announces(facts) or (self.tree.lemmas[facts.predicate.i] in _INTENDING and not facts.negated
                                      and self.tree.kid(facts.predicate.i, "xcomp") >= 0):  # fmt: skip
            return self._for(self._own_future(one, facts), "the speaker's side tells what it will do")
        if one.lemma in _INSISTING and self._has(one, "calm"):
            return self._for("denial", f"to {one.lemma} that all is calm is to deny the charge")
        return None

    def _of_others(self, one: Utterance, facts: ClauseFacts | None, *, own: bool) -> StatementKind:
        if self._is_expert(one) and facts is not None:
            return self._for("assessment", "the speaker judges and is no party")
        if self._blames(one, facts):
            return self._for("accusation", "a wrong is laid to another")
        if facts is not None and not own and self._weighs(one, facts):
            return self._for("assessment", "a danger or chance is said to be there")
        foreseen = facts is not None and facts.modality in ("possible", "conditional", "planned")
        judged = facts is not None and (facts.modal is not None or self._has(one, "judge"))
        likened = one.speech is not None and one.speech.alone == "rated" and self._has(one, "wrong")
        if likened and one.head >= 0 and not self.tree.is_clause(one.head):
            return self._for("accusation", "it calls something wrong")
        if foreseen and judged and not own:
            return self._for("assessment", "it weighs what others may do")
        return self._for("claim", "nothing in it says more")

    def _own_thought(self, one: Utterance) -> StatementKind | None:
        """Return the kind of a thought told as the speaker's own: "said he did not expect an invasion"."""
        head = one.head if one.head >= 0 else self._top(one)
        if head < 0 or not self.tree.is_clause(head) or self.tree.lemmas[head] not in _THINKING:
            return None
        facts = self.clauses.of(self.tree.doc[head])
        if not facts.own or self._demands(one, facts, own=True):
            return None
        if self.tree.lemmas[head] == "hope":
            finite = self.tree.kid(head, "ccomp") >= 0
            return "confidence" if finite else None
        return "assessment"

    def _menaces(self, one: Utterance, facts: ClauseFacts, *, own: bool) -> bool:
        """Say whether harm is held out: another "will pay dearly", one's own side "may" do it."""
        if self._is_expert(one) or facts.negated:
            return False
        subject = self.tree.subject(facts.predicate.i)
        others = one.direct and subject >= 0 and self.tree.words[subject] in ("they", "he", "she", "it")
        if own and not others:
            hinted = one.lemma in ("hint", "warn") or self._harms(one) or self._answers(facts)
            return facts.modal in ("may", "might", "could") and hinted
        return self._would_suffer(one, facts)

    def _own_future(self, one: Utterance, facts: ClauseFacts) -> StatementKind:
        if facts.negated and self._harms(one):
            return "reassurance"
        if self._has(one, "calm") and not self._harms(one):
            return "reassurance" if facts.negated else "pledge"
        return "threat" if self._harms(one) or self._answers(facts) else "pledge"

    def _warned(self, one: Utterance, facts: ClauseFacts | None) -> StatementKind:
        if self._is_expert(one):
            return self._for("assessment", "a warning by one who judges and is no party")
        if self._demands(one, facts, own=facts is not None and facts.own):
            return self._for("demand", "the warning says what others must do")
        if facts is not None and self._would_suffer(one, facts):
            return self._for("threat", "it says what others will suffer")
        if facts is not None and not facts.own and self._is_others_deed(one, facts):
            return self._for("assessment", "it warns of what a third party may do")
        if self._harms(one) or (facts is not None and (facts.own or facts.condition is not None)):
            return self._for("threat", "the warning is of harm, of an act of one's own, or on a condition")
        return self._for("assessment", "the warning threatens nobody")

    def _stance(self, one: Utterance, kind: StatementKind) -> Stance:
        stance = one.speech.stance if one.speech is not None else "content"
        if kind in _NEGATIVE:
            return "negative"
        if kind in _POSITIVE:
            return "positive"
        if stance != "content":
            return stance  # type: ignore[return-value]  # the table's loader admits only stances here
        score = self._score(one)
        if score == 0 and kind == "pledge":
            return "positive"
        return "positive" if score > 0 else "negative" if score < 0 else "neutral"

    def _score(self, one: Utterance) -> int:
        """Count words for and against in the content; one after a negation counts the other way."""
        if one.content is None:
            return 0
        score, negated = 0, 0
        for word in self.tree.words[slice(*one.content)]:
            if word in _NEGATIONS:
                negated = 6
            value = (word in self.tables.signs["good"]) - (word in self.tables.signs["bad"])
            score += -value if negated > 0 else value
            negated -= 1
        return score
