"""Whether a candidate is a forecast at all, and on what condition: pledges, plans, questions and abilities are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demarche.reading.clauses import ClauseFacts, Clauses, Tree, speaker_of
from demarche.reading.projections.cues import topics, voices
from demarche.reading.projections.outcomes import Outcome
from demarche.reading.projections.triggers import Candidate

if TYPE_CHECKING:
    from demarche.reading.actors import Cast

_NEGATORS = frozenset({"not", "n't", "never"})
_CONDITIONS = frozenset({"if", "unless", "provided", "providing", "should", "until", "without", "except", "lest"})
_CONDITION_PHRASES = frozenset({"in case", "in the event", "in case of", "as long as", "so long as", "on condition"})
_NOBODY = frozenset({"no", "nobody", "none", "few", "neither", "no-one"})
_DOUBT_MARKS = frozenset({"if", "unless", "whether", "why", "how"})
_FIRM = frozenset({"will", "'ll", "wo", "shall", "would", "'d", "going"})
_ARRIVING = frozenset({"arrive", "land", "dock", "reach", "complete"})
_OPEN = frozenset({"could", "may", "might"})


class Standings:
    """Judges the candidates of one report."""

    def __init__(self, tree: Tree, cast: Cast, clauses: Clauses) -> None:
        self.tree, self._cast, self._clauses = tree, cast, clauses
        self._voices = voices()

    def is_no_prose(self, start: int, end: int, title: str | None) -> bool:
        """Say whether a sentence is a question or the report's own headline."""
        words = self.tree.words
        if any(words[k] == "?" for k in range(max(start, end - 2), end)):
            return True
        return bool(title) and self.tree.text(start, end).rstrip(".") == " ".join((title or "").split()).rstrip(".")

    def objection(self, candidate: Candidate) -> str:
        """Return why the words predict nothing here (an if-clause, the past, an ability); "" where they do."""
        tree, event, head = self.tree, candidate.event, candidate.head
        if self._is_supposed(head) or self._is_supposed(event):
            return "it stands in an if-, whether- or question clause"
        if tree.deps[head] == "obj" and tree.lemmas[tree.heads[head]] in self._voices["dismissed"]:
            return f"'{tree.lemmas[tree.heads[head]]}' waves the forecast away"
        modals = {tree.words[k] for k in candidate.modals}
        if candidate.cue is None or candidate.cue.word_class == "adverb":
            return self._modal_objection(event, modals)
        if tree.tags[head] == "VBN" and any(tree.words[k] == "had" for k in tree.by(head, "aux")):
            return "the expectation is over"  # "had expected"
        if candidate.cue.flag == "inanimate":
            subject = tree.subject(head)
            if not (subject >= 0 and tree.pos[subject] == "NOUN" and not self._is_somebody(subject)):
                return f"'{candidate.cue.word}' predicts only where its subject is a thing"
        return ""

    def _modal_objection(self, event: int, modals: set[str]) -> str:
        tree = self.tree
        below = {tree.words[k] for k in tree.by(event, "aux")}
        if "have" in below and not modals & {"will", "'ll"}:
            return "'have' makes it a matter of the past"
        negated = any(tree.words[k] in _NEGATORS for k in tree.kids[event])
        if "could" in modals and negated:
            return "'could not' tells of an ability"
        if modals & {"would", "could", "may", "might", "'d"} and tree.lemmas[event] in self._voices["idle"]:
            return f"'{tree.lemmas[event]}' with such a modal is a manner of speaking"
        alone = self._clauses.attribution_of(tree.doc[event]) is None and self._stated(event) is None
        if modals == {"would"} and negated and alone and self._is_willing(event):
            return "'would not' tells of a refusal"
        if "should" in modals and not self._expects(event):
            return "this 'should' advises"
        return ""

    def _is_willing(self, event: int) -> bool:
        """Say whether somebody refuses: "Milosevic would not budge", not "the talks would not resume"."""
        subject = self.tree.subject(event)
        return subject >= 0 and (self._is_somebody(subject) or self.tree.words[subject] in ("he", "she", "they", "who"))

    def _expects(self, event: int) -> bool:
        """Tell the 'should' that expects from the one that advises: its subject is nobody who could follow advice."""
        subject = self.tree.subject(event)
        if subject < 0 or self.tree.pos[subject] not in ("NOUN", "PROPN"):
            return False
        if self.tree.lemmas[event] in _ARRIVING and self.tree.kid(event, "aux:pass") < 0:
            return True
        passive = self.tree.kid(event, "aux:pass") >= 0
        abstract = self.tree.lemmas[subject] in self._voices["abstract"] or self._names_event(subject)
        return abstract and not passive and self.tree.pos[subject] == "NOUN"

    def _is_somebody(self, subject: int) -> bool:
        # The cast lends a noun its possessor ("Han's departure"); a noun of its own is somebody only by its mention.
        return self.tree.pos[subject] == "PROPN" or self._cast.named(self.tree.doc[subject]) is not None

    def _is_supposed(self, i: int) -> bool:
        """Say whether a predicate stands in an if-, whether- or question clause."""
        tree = self.tree
        for node in (i, *tree.ancestors(i)):
            dep = tree.deps[node]
            if dep in ("advcl", "ccomp", "acl", "xcomp"):
                marks = {tree.words[k] for k in tree.by(node, "mark", "advmod") if k < node}
                if marks & _DOUBT_MARKS:
                    return True
            if dep in ("acl:relcl", "root", "parataxis"):
                return False
        return False

    def misgiving(self, candidate: Candidate, outcome: Outcome, *, dated: bool, third: bool) -> str:
        """Return why a predicted event is no forecast (one's own pledge, threat or plan, a schedule); "" if it is."""
        cue = candidate.cue
        if cue is not None and cue.flag == "dated" and not dated and not candidate.modals:
            return f"'{cue.word}' predicts only with a date, or of what will be"
        if cue is not None and cue.word == "rule_out" and not third and self._rules_out_itself(candidate.head):
            return "what a party rules out of its own acts is a reassurance"
        if cue is not None and cue.word_class != "adverb" and cue.flag != "plain":
            return ""
        facts = self._clauses.of(self.tree.doc[candidate.event])
        firm = bool({self.tree.words[k] for k in candidate.modals} & _FIRM)
        if facts.own and not third and self._is_agent(candidate) and not self._is_open(candidate):
            return "the speaker's own act: a pledge, threat or plan"
        if not firm or (cue is not None and cue.word_class == "adverb"):
            return ""
        return "" if self._is_firm_forecast(candidate, outcome, facts) else "announced or pledged: a plan, no forecast"

    def _rules_out_itself(self, head: int) -> bool:
        """Say whether a state or its officials rule something out: "Seoul ruled out the use of force"."""
        if self.tree.kid(head, "aux:pass") >= 0:
            return False
        return any(actor.country for k in [speaker_of(self.tree, head)] if k >= 0
                   for actor in self._cast.of(self.tree.doc[k]))  # fmt: skip

    def _is_firm_forecast(self, candidate: Candidate, outcome: Outcome, facts: ClauseFacts) -> bool:
        said = facts.attribution
        if said is None:
            return facts.negated or outcome.type not in self._voices["planned"]
        return said.lemma not in self._voices["pledge"] or not self._is_agent(candidate)

    def _is_agent(self, candidate: Candidate) -> bool:
        """Say whether the predicate is something that its subject does: not "sanctions will not stop us"."""
        tree, event = self.tree, candidate.event
        if tree.lemmas[event] in self._voices["state"] or tree.kid(event, "cop") >= 0:
            return False
        subject = tree.subject(event)
        return subject < 0 or self._is_somebody(subject) or tree.pos[subject] != "NOUN"

    def _is_open(self, candidate: Candidate) -> bool:
        """Say whether one's own act is only held to be possible: "parliament could hit back"."""
        return "could" in {self.tree.words[k] for k in candidate.modals}

    # --- negation

    def is_negated_apart(self, candidate: Candidate) -> bool:
        """Say whether the event's own clause is negated by a word that is not among the words that predict."""
        tree, event = self.tree, candidate.event
        if event == candidate.head:
            return False
        return any(tree.words[k] in _NEGATORS for k in tree.kids[event])

    def is_word_negated(self, candidate: Candidate) -> bool:
        """Say whether the word that predicts is itself negated ("do not expect", "no fear of")."""
        tree = self.tree
        subject = tree.subject(candidate.head)
        if subject >= 0 and any(tree.words[k] in _NOBODY for k in (subject, *tree.kids[subject])):
            return True
        return any(tree.words[k] in (*_NEGATORS, "no") for k in tree.kids[candidate.head])

    # --- condition

    def condition(self, candidate: Candidate, outcome: Outcome) -> str | None:
        """Return the text of the condition that the forecast hangs on."""
        for i in (candidate.event, candidate.head):
            facts = self._clauses.of(self.tree.doc[i])
            if facts.condition:
                return facts.condition
            stated = self._stated(i)
            if stated is not None:
                return stated
        return self._supposed_subject(candidate, outcome)

    def _stated(self, i: int) -> str | None:
        tree = self.tree
        for k in tree.kids[i]:
            if tree.deps[k] not in ("advcl", "obl"):
                continue
            if tree.deps[k] == "obl" and tree.case(k) == "until":
                continue  # a window, not a condition
            marks = {tree.words[m] for m in tree.by(k, "mark", "case")} | {tree.case(k)}
            if marks & _CONDITIONS or marks & _CONDITION_PHRASES or self._is_inverted(k):
                return tree.text(*tree.range(k))
        return None

    def _is_inverted(self, k: int) -> bool:
        """Tell "should Russia attack", "were they to attack": the auxiliary opens the clause."""
        low, _ = self.tree.range(k)
        return self.tree.words[low] in ("should", "were", "had") and self.tree.heads[low] == k and low < k

    def _supposed_subject(self, candidate: Candidate, outcome: Outcome) -> str | None:
        """Return the subject as the condition where it is itself imagined: "air strikes could harm relations"."""
        tree = self.tree
        modals = {tree.words[k] for k in candidate.modals}
        subject = tree.subject(candidate.event)
        if not modals & (_OPEN | {"would"}) or subject < 0 or tree.pos[subject] != "NOUN":
            return None
        definite = any(tree.words[k] in ("the", "this", "that", "these") for k in tree.by(subject, "det"))
        if (
            definite
            or tree.by(subject, "nmod:poss")
            or self._tells(subject, outcome.at)
            or not self._names_event(subject)
        ):
            return None
        return tree.text(*tree.range(subject))

    def _tells(self, subject: int, at: int) -> bool:
        """Say whether the subject itself names the event: "strikes could come" is not on condition of strikes."""
        low, high = self.tree.range(subject)
        return low <= at < high

    def _names_event(self, subject: int) -> bool:
        return self.tree.lemmas[subject] in topics()
