"""
Who and what stands around a predicate: subject, object, prepositions, complements.

Passives, relative clauses, participles, control ("sent envoys to meet") and coordination ("condemned X and urged Y")
are undone here, so that a pattern is written once, for the active clause.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from demarche.reading.events.tree import NOMINAL, SUBJECTS, VERBAL, Tree

_RELATIVE = frozenset({"who", "which", "that", "whom"})
# Verbs whose infinitive is done by their subject even though an object stands between: "promised Kyiv to send".
_SUBJECT_CONTROL = frozenset(
    {"promise", "vow", "threaten", "pledge", "agree", "offer", "use", "swear", "refuse", "need"}
)
_DEPTH = 6
_DASHES = frozenset({"-", "--", "–", "—", ":"})
TIMES = frozenset(
    [
        "day",
        "week",
        "month",
        "year",
        "hour",
        "minute",
        "time",
        "today",
        "tomorrow",
        "yesterday",
        "night",
        "morning",
        "evening",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "weekend",
        "century",
        "decade",
        "summer",
        "winter",
        "spring",
        "autumn",
    ]
)
# Particles that parsers take for prepositions of the object: "called off talks".
_REPORTING = frozenset({"report", "confirm", "list", "find", "count", "leave", "see", "know", "believe", "fear"})
_PARTICLES = frozenset({"off", "up", "down", "back"})


@dataclass(slots=True)
class Arguments:
    """What stands around one predicate, by slot; every list holds heads of phrases."""

    subj: list[int] = field(default_factory=list)
    obj: list[int] = field(default_factory=list)
    iobj: list[int] = field(default_factory=list)
    preps: dict[str, list[int]] = field(default_factory=dict)
    around: dict[str, list[int]] = field(default_factory=dict)  # prepositions within the object's own phrase
    nested: dict[str, list[int]] = field(default_factory=dict)  # prepositions within the other phrases
    words: set[str] = field(default_factory=set)
    xcomp: list[int] = field(default_factory=list)
    ccomp: list[int] = field(default_factory=list)
    purpose: list[int] = field(default_factory=list)
    passive: bool = False


class Grammar:
    """Reads the arguments of a Doc's predicates; each predicate is read once."""

    def __init__(self, tree: Tree, measures: frozenset[str] = frozenset()) -> None:
        self.tree, self.measures = tree, measures
        self._seen: dict[int, Arguments] = {}

    def of(self, i: int) -> Arguments:
        """Return the arguments of the predicate at `i`."""
        if i not in self._seen:
            self._seen[i] = self._read(i)
        return self._seen[i]

    def counted(self, i: int) -> list[int]:
        """Return what a word of number or measure counts: the troops of "thousands of troops", "all of the troops"."""
        tree = self.tree
        if tree.lemmas[i] not in self.measures and tree.pos[i] not in ("DET", "NUM"):
            return []
        return [k for k in tree.by(i, "nmod") if tree.preposition(k) == "of"]

    def antecedent(self, i: int) -> int:
        """Return what a relative pronoun stands for; any other token stands for itself."""
        tree = self.tree
        if tree.words[i] not in _RELATIVE or tree.pos[i] not in ("PRON", "DET", "SCONJ"):
            return i
        here = i
        for _ in range(_DEPTH):
            if tree.deps[here] == "acl:relcl":
                return self._nearest_name(i, tree.heads[here])
            if tree.heads[here] == here:
                return i
            here = tree.heads[here]
        return i

    def _nearest_name(self, i: int, noun: int) -> int:
        """Return the name right before ", which" or ", who" where the parser hung the clause on a noun above it."""
        tree = self.tree
        name = i - 2 if i > noun + 2 and tree.words[i - 1] == "," else -1
        while name > noun and tree.deps[name] in ("flat", "compound"):
            name = tree.heads[name]
        return name if name > noun and tree.pos[name] == "PROPN" and tree.is_under(name, noun) else noun

    def _read(self, i: int) -> Arguments:
        found = Arguments(passive=self.is_passive(i))
        for k in self.tree.kids[i]:
            self._place(found, k)
        self._mend(found, i)
        self._agents(found, i)
        if not found.subj:
            found.subj = [] if found.passive else self.subject_of(i)
        self._patients(found, i)
        found.subj = [self.antecedent(k) for k in found.subj]
        found.obj = [self.antecedent(k) for k in found.obj]
        found.obj += [j for k in found.obj for j in self.counted(k) if j not in found.obj]
        inner = [j for k in found.obj for j in self._of_phrase(k)]
        for k in (*found.obj, *inner):
            for j in self.tree.by(k, "nmod", "nmod:poss", "obl"):
                found.around.setdefault(self.tree.preposition(j) or "poss", []).append(j)
        for heads in found.preps.values():
            for k in heads:
                for j in self.tree.by(k, "nmod", "nmod:poss"):
                    found.nested.setdefault(self.tree.preposition(j) or "poss", []).append(j)
        return found

    def _of_phrase(self, k: int) -> list[int]:
        """Return what a noun is of: "a contingent of special forces in Ukraine"."""
        return [j for j in self.tree.by(k, "nmod") if self.tree.preposition(j) == "of" and self.tree.pos[j] in NOMINAL]

    def _mend(self, found: Arguments, i: int) -> None:
        """Mend the parser's usual slips with objects: a second subject, an indirect object alone, a phrase unmarked."""
        if found.passive:
            return
        before = [k for k in found.subj if k < i]
        if len(before) > 1:  # a dateline, or a topic, taken for a second subject
            found.subj = [k for k in found.subj if k > i or k == before[-1]]
        found.subj = [self._after_dateline(k, i) for k in found.subj]
        after = [k for k in found.subj if k > i]
        if after and len(after) < len(found.subj):
            found.subj = [k for k in found.subj if k < i]
            found.obj = found.obj or after
        if not found.obj and found.iobj:
            found.obj, found.iobj = found.iobj, []
        if not found.obj:
            found.obj = [k for k in found.preps.get("", ()) if self.tree.deps[k] == "obl" and self._is_thing(k)][:1]
        if not found.obj:
            near = {self.tree.words[i + 1]} & _PARTICLES if i + 1 < len(self.tree) else set()
            found.obj = [k for particle in near for k in found.preps.get(particle, ())]

    def _after_dateline(self, k: int, i: int) -> int:
        """Return the subject after a dateline that was taken for it: "HANOI, Vietnam (AP) — The minister said"."""
        if k > i or not self.tree.doc[k].text.isupper() or not any(word in _DASHES for word in self.tree.words[k:i]):
            return k
        below = self.tree.by(k, "appos", "parataxis", "list", "dep", "conj", "nmod")
        late = [j for j in below if j < i and any(word in _DASHES for word in self.tree.words[k:j])]
        return late[-1] if late else k

    def _is_thing(self, k: int) -> bool:
        ent = self.tree.doc[k].ent_type_
        return self.tree.pos[k] in ("NOUN", "PROPN") and ent != "DATE" and self.tree.lemmas[k] not in TIMES

    def _place(self, found: Arguments, k: int) -> None:
        """Put one dependent into its slot."""
        tree, dep = self.tree, self.tree.deps[k]
        if dep in SUBJECTS:
            (found.obj if dep == "nsubj:pass" else found.subj).append(k)
        elif dep == "obj":
            found.obj.append(k)
        elif dep == "iobj":
            found.iobj.append(k)
        elif dep.startswith("obl") or (dep in ("nmod", "advmod") and tree.has(k, "case")):
            preposition = tree.preposition(k)
            timed = tree.lemmas[k] in TIMES and bool(preposition)
            # "Fight on" is not "fight on Friday".
            found.words.update([tree.lemmas[k]] if timed else (tree.lemmas[k], preposition.split("_")[0]))
            if not timed:
                found.preps.setdefault(preposition, []).append(self.antecedent(k))
        elif dep == "xcomp":
            found.xcomp.append(k)
            found.words.add(tree.lemmas[k])
        elif dep in ("ccomp", "csubj"):
            found.ccomp.append(k)
        elif dep == "advcl":
            (found.purpose if self.is_infinitive(k) else found.preps.setdefault(self._marker(k), [])).append(k)
        elif dep in ("compound:prt", "advmod", "advcl:relcl", "case", "mark"):
            found.words.add(tree.words[k])

    def _marker(self, k: int) -> str:
        return next((self.tree.words[j] for j in self.tree.by(k, "mark", "case")), "")

    def is_infinitive(self, k: int) -> bool:
        """Tell whether a verb has "to" before it."""
        return any(self.tree.words[j] == "to" for j in self.tree.by(k, "mark", "aux"))

    def is_passive(self, i: int) -> bool:
        """Tell whether a verb is passive: by its auxiliary or subject, or as a participle after its noun."""
        tree = self.tree
        if tree.has(i, "aux:pass", "nsubj:pass", "obl:agent"):
            return True
        if tree.tags[i] != "VBN" or tree.has(i, "aux"):
            return False
        if tree.deps[i] in ("acl", "amod"):
            return not tree.has(i, "obj")
        if tree.deps[i] == "advcl":
            return not tree.has(i, "obj", "nsubj")
        if tree.deps[i] == "xcomp" and self.is_reported_state(i):
            return True
        return tree.deps[i] == "conj" and not tree.has(i, "obj", "nsubj") and self.is_passive(tree.heads[i])

    def is_reported_state(self, i: int) -> bool:
        """Tell a participle that says what was done to the object above it: "reported 50 people killed"."""
        above = self.tree.heads[i]
        return self.tree.lemmas[above] in _REPORTING and not self.tree.has(i, "obj", "nsubj", "mark")

    def _agents(self, found: Arguments, i: int) -> None:
        """A passive's agent is its subject; what `by` introduces is one unless it is a time or an amount."""
        if not found.passive:
            return
        agents = [k for k in found.preps.get("by", []) if self.tree.pos[k] in NOMINAL]
        if agents:
            found.subj = [*agents]

    def subject_of(self, i: int, depth: int = 0) -> list[int]:
        """Return the subject of a predicate that has none of its own, from the clause that controls it."""
        tree = self.tree
        own = self._own_subjects(i, ("nsubj", "nsubj:outer"))
        if own or depth > _DEPTH or tree.heads[i] == i:
            return own
        head, dep = tree.heads[i], tree.deps[i]
        if dep == "acl" and tree.tags[i] != "VBN":
            return self._of_noun(i, head, depth)
        if dep == "ccomp":
            between = [k for k in tree.by(head, "nsubj", "obj") if head < k < i]
            if between:  # "feels the US must hold off", where the parser gave the subject to the verb above
                return between
        if dep == "xcomp":
            return self._controller(head) or self._agent_or_subject(head, depth)
        if (dep == "conj" and tree.is_clause(head)) or (dep in ("advcl", "ccomp") and self._is_controlled(i)):
            return self._agent_or_subject(head, depth)
        return []

    def _own_subjects(self, i: int, deps: Collection[str]) -> list[int]:
        """Return the subject beside a predicate; of several before it the nearest, since the others are datelines."""
        found = [k for k in self.tree.kids[i] if self.tree.deps[k] in deps]
        before = [k for k in found if k < i]
        if len(before) > 1:
            found = [k for k in found if k > i or k == before[-1]]
        return [self.antecedent(self._after_dateline(k, i)) for k in found]

    def _controller(self, head: int) -> list[int]:
        """Return the object that does what a verb's infinitive says: "urged Kyiv to talk", "called on Kyiv to talk"."""
        tree = self.tree
        if tree.lemmas[head] in _SUBJECT_CONTROL:
            return []
        if tree.pos[head] in ("ADJ", "NOUN"):
            return [k for k in tree.kids[head] if tree.preposition(k) == "for"]
        if tree.lemmas[head] in ("call", "appeal"):
            asked = [k for k in tree.kids[head] if tree.preposition(k) in ("on", "upon", "to")]
            if asked:
                return asked
        return [self.antecedent(k) for k in tree.kids[head] if tree.deps[k] in ("obj", "iobj", "nsubj:pass")]

    def _agent_or_subject(self, i: int, depth: int) -> list[int]:
        """Return who does what the clause at `i` tells, or whom it tells of where it is passive."""
        tree = self.tree
        own = self._own_subjects(i, SUBJECTS)
        if tree.pos[i] not in VERBAL and not own and not tree.has(i, "cop"):
            return [] if tree.pos[i] != "NOUN" else self._of_noun(i, i, depth)
        return own or self.subject_of(i, depth + 1)

    def _of_noun(self, i: int, head: int, depth: int) -> list[int]:
        """An infinitive after a noun is done by the noun's possessor or its clause's subject; else by the noun."""
        tree = self.tree
        if not self.is_infinitive(i) and not tree.has(i, "case", "mark"):
            return [head]
        owners = tree.by(head, "nmod:poss")
        if owners or tree.heads[head] == head or depth > _DEPTH:
            return owners
        clause = tree.heads[head]
        return self._agent_or_subject(clause, depth + 1) if tree.is_clause(clause) else []

    def _is_controlled(self, i: int) -> bool:
        """Tell whether an adverbial clause leaves its subject to its main clause: to-infinitives, -ing, -ed."""
        return self.is_infinitive(i) or self.tree.tags[i] in ("VBG", "VBN")

    def _patients(self, found: Arguments, i: int) -> None:
        """Find the object that a participle, a relative clause or a shared passive leaves out."""
        tree, dep = self.tree, self.tree.deps[i]
        if found.obj:
            return
        if found.passive:
            if dep in ("acl", "amod"):
                found.obj = [tree.heads[i]]
            elif dep == "conj":
                found.obj = [self.antecedent(k) for k in tree.by(tree.heads[i], "nsubj:pass")] or list(
                    self.of(tree.heads[i]).obj
                )
            elif dep == "xcomp" and self.is_reported_state(i):
                found.obj = [k for k in tree.kids[tree.heads[i]] if tree.deps[k] in ("obj", "nsubj:pass")]
            elif dep in ("advcl", "xcomp"):
                found.obj = self._agent_or_subject(tree.heads[i], 0)
        elif dep == "acl:relcl" and tree.has(i, "nsubj") and self._lacks_object(i):
            found.obj = [tree.heads[i]]

    def _lacks_object(self, i: int) -> bool:
        """A relative clause without a relative pronoun, or with one that is no subject, is about its noun as object."""
        tree = self.tree
        below = [k for k in tree.kids[i] if tree.words[k] in _RELATIVE]
        stranded = tree.has(i, "ccomp", "xcomp")
        return not stranded and not any(tree.deps[k] in SUBJECTS for k in below)
