"""
How a clause or an event noun stands: its own operators, and what it is embedded in, up to the root.

The walk goes from the word to its governor and composes what each tie does: "may refuse to resume talks" makes the
talks denied if the refusal is sure, possible if the refusal only may be.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from demarche.reading.clauses.asides import breaks_off, is_act_of_speech, teller_of
from demarche.reading.clauses.entries import Link, entry_of
from demarche.reading.clauses.frames import (
    clause_link,
    equated,
    is_indefinite,
    is_inverted_condition,
    mark_of,
    noun_link,
)
from demarche.reading.clauses.operators import (
    Operators,
    clause_operators,
    is_imperative,
    is_question,
)
from demarche.reading.clauses.tables import Tables
from demarche.reading.clauses.tree import Tree

ACTUAL, PLANNED, POSSIBLE, CONDITIONAL = range(4)
_FORCE: Final = {"planned": PLANNED, "possible": POSSIBLE, "conditional": CONDITIONAL}
_DEEPEST: Final = 40


@dataclass
class Standing:
    """What has been gathered of a predicate: `force` is ACTUAL … CONDITIONAL; `supposed` is in an if-clause.

    `mooted` is held unreal by no more than an adjective before it: "the planned strike", which may yet be told to come.
    """

    operators: Operators
    force: int = ACTUAL
    negated: bool = False
    denied: bool = False
    reported: bool = False
    historical: bool = False
    foreseen: bool = False
    supposed: bool = False
    mooted: bool = False
    condition: tuple[int, int] | None = None
    embedder: int = -1
    frame: str = ""

    def raise_to(self, force: int) -> None:
        """Let the force be at least this."""
        self.force = max(self.force, force)


class Standings:
    """The standings of one report's predicates, each worked out once, when it is first asked for."""

    def __init__(self, tree: Tree, tables: Tables) -> None:
        self.tree, self.tables = tree, tables
        self._known: dict[int, Standing] = {}
        self._depth = 0

    def of(self, i: int) -> Standing:
        """Return how the clause or noun that token `i` heads stands."""
        found = self._known.get(i)
        if found is None:
            found = Standing(clause_operators(self.tree, i, self.tables))
            self._known[i] = found  # before the walk, so that a cycle in a broken parse ends
            self._depth += 1
            if self._depth <= _DEEPEST:
                self._own(i, found)
                self._embedded(i, found)
            self._depth -= 1
        return found

    # the word's own clause

    def _own(self, i: int, found: Standing) -> None:
        tree, tables = self.tree, self.tables
        modal = tables.word("modal", found.operators.modal) if found.operators.modal else None
        found.raise_to(_FORCE.get(modal or "", ACTUAL))
        found.foreseen = found.operators.modal in ("will", "shall", "would")
        found.negated = found.operators.negated or self._is_no_noun(i) or self._is_held_by_few(i)
        if found.operators.is_to:
            found.raise_to(PLANNED)
        self._modifiers(i, found)
        self._own_condition(i, found)
        self._inverted(i, found)
        if is_question(tree, i) or is_imperative(tree, i):
            found.raise_to(POSSIBLE)
        found.raise_to(self._setting(i, found))
        self._equated(i, found)

    def _is_no_noun(self, i: int) -> bool:
        tree = self.tree
        if tree.pos[i] not in ("NOUN", "PROPN"):
            return False
        if any(tree.words[k] in ("no", "neither") and tree.deps[k] == "det" for k in tree.kids[i]):
            return True
        # "little sign of", "hardly any evidence that": of what bears witness, little is as good as none
        start = tree.range(i)[0]
        scarce = any(
            tree.words[k] in _SCARCE and tree.deps[k] in ("amod", "det", "advmod", "nummod") for k in tree.kids[i]
        )
        scarce |= tree.words[start] in _HARDLY and start < i
        return scarce and tree.words[start] != "a" and entry_of(tree, i, self.tables) is not None

    def _is_held_by_few(self, i: int) -> bool:
        """Say whether hardly anybody says or thinks it: "few believed that"."""
        tree, subject = self.tree, self.tree.subject(i)
        entry = entry_of(tree, i, self.tables) if subject >= 0 and tree.pos[i] == "VERB" else None
        if entry is None or not entry.speaks:
            return False
        first = tree.words[tree.range(subject)[0]]
        return first in _HARDLY or (first == "few" and (tree.words[subject] == "few" or entry.voice == "thinks"))

    def _equated(self, i: int, found: Standing) -> None:
        """Apply what the subject noun says of its predicate clause: "the danger is that Serbia attacks"."""
        effect = equated(self.tree, i, self.tables)
        if effect is None:
            return
        if effect.plain in _FORCE:
            found.raise_to(_FORCE[effect.plain])
        found.negated |= effect.plain == "not"
        found.denied |= effect.plain == "denied"
        found.reported |= effect.plain == "reported"

    def _setting(self, i: int, found: Standing) -> int:
        """Return the force of what the clause is set in, before its subject: "in the novel, …", "under the plan …"."""
        tree, subject = self.tree, self.tree.subject(i)
        for k in tree.by(i, "obl", "obl:unmarked", "nmod"):
            effect = self.tables.word("setting", f"{tree.case(k)} {tree.lemmas[k]}") if k < subject else None
            if effect is None or any(tree.case(m) == "of" for m in tree.by(k, "nmod")):
                continue  # "in a game of nerves" is no game
            if effect == "possible" or found.operators.tense == "present":
                return _FORCE[effect]
        return ACTUAL

    def _modifiers(self, i: int, found: Standing) -> None:
        """Apply adverbs ("reportedly"), and adjectives before an event noun ("alleged", "planned")."""
        tree, nominal = self.tree, self.tree.pos[i] in ("NOUN", "PROPN")
        for k in tree.kids[i]:
            effect: str | None = None
            if tree.deps[k] == "advmod":
                effect = self.tables.word("adverb", tree.words[k])
            elif nominal and k > i and tree.deps[k] == "acl" and tree.tags[k] == "VBN" and self._is_mooted(i, k):
                found.mooted, effect = True, "possible"
            elif nominal and k < i and tree.deps[k] in ("amod", "acl", "compound", "det", "advmod"):
                effect = self.tables.word("adj", tree.words[k])
                if effect is None and tree.range(k)[1] == k + 1:
                    effect = self.tables.word("adj", "".join(tree.words[slice(*tree.range(k))]))
                found.mooted |= _FORCE.get(effect or "", ACTUAL) > found.force
            if effect is not None:
                self._apply_word(found, effect, negated=tree.has_word(k, _ADVERBIAL, _NOT))

    def _is_mooted(self, i: int, k: int) -> bool:
        """Say whether a participle after a noun tells that it is only asked for or feared: "sanctions urged by"."""
        entry = self.tables.verbs.get(self.tree.lemmas[k])
        wished = (
            entry is not None and entry.speaks and "noun" in entry.frames and entry.frames["noun"].plain == "possible"
        )
        return wished and is_indefinite(self.tree, i)

    @staticmethod
    def _apply_word(found: Standing, effect: str, *, negated: bool) -> None:
        if effect == "not":
            found.negated = True
        elif effect == "reported":
            found.reported = True
        elif effect == "historical":
            found.historical = True
        elif not negated or effect == "possible":
            found.raise_to(_FORCE.get(effect, ACTUAL))

    def _own_condition(self, i: int, found: Standing) -> None:
        """Look for an if- or unless-clause, wherever the parser hung it: as adverbial, subject or complement."""
        tree = self.tree
        for k in tree.kids[i]:
            if not tree.deps[k].startswith(("advcl", "csubj", "ccomp", "parataxis", "dislocated", "obl")):
                continue
            word, effect = mark_of(tree, k, self.tables)
            conditional = effect == "conditional" or is_inverted_condition(tree, k)
            if tree.deps[k].startswith("ccomp") and (not conditional or k > i):
                continue
            if word in ("until", "till") and found.operators.negated:
                conditional = True
            if tree.deps[k] == "obl":
                conditional = tree.case(k) in ("in case of", "in the event of", "in event of")
            if conditional and not self._belongs_to_content(i, k):
                found.condition = tree.range(k)
                if found.force or not found.operators.finite or found.operators.tense != "past":
                    found.raise_to(CONDITIONAL)

    def _inverted(self, i: int, found: Standing) -> None:
        """Take "should talks fail, …" for the condition that it is where the parser made a main clause of it."""
        tree, head = self.tree, self.tree.heads[i]
        if is_question(tree, i):
            return
        if is_inverted_condition(tree, i):
            found.raise_to(CONDITIONAL)
        elif head < i and tree.deps[i] in ("parataxis", "ccomp") and is_inverted_condition(tree, head):
            start, end = tree.range(head)[0], tree.range(i)[0]
            found.condition = (start, end - (tree.words[end - 1] == ","))
            found.raise_to(CONDITIONAL)

    def _belongs_to_content(self, i: int, k: int) -> bool:
        """Say whether an if-clause hung on a verb of speech belongs to what is said: "said it would, if …"."""
        entry = entry_of(self.tree, i, self.tables)
        if entry is None or not entry.speaks:
            return False
        content = self.tree.kid(i, "ccomp", "xcomp")
        return 0 <= content < k or (content >= 0 and k < content and self.tree.subject(i) < k)

    # what it is embedded in

    def _embedded(self, i: int, found: Standing) -> None:
        tree = self.tree
        if breaks_off(tree, i, self.tables):
            return
        if tree.deps[i] in ("conj", "appos", "fixed", "flat", "list", "parataxis", "orphan", "reparandum"):
            self._beside(i, found)
            return
        teller = teller_of(tree, i, self.tables)
        if teller >= 0:
            self._inherit(self.of(teller), found, force=True)
            return
        link = clause_link(tree, i, self.tables) if tree.is_clause(i) else noun_link(tree, i, self.tables)
        if link is None:
            return
        found.embedder, found.frame = link.host, link.frame
        host = self.of(link.host)
        if tree.is_clause(i):
            self._condition_of_host(i, link, found)
            self._apply(link, host, found, indefinite=tree.deps[i] == "csubj" and tree.tags[i] == "VBG")
        else:
            self._apply(link, host, found, indefinite=is_indefinite(tree, i))

    def _beside(self, i: int, found: Standing) -> None:
        """Take over the embedding of the word that this one is joined to."""
        tree, host = self.tree, self.of(self.tree.heads[i])
        if tree.deps[i] == "parataxis":
            return
        if tree.is_clause(i) and tree.is_clause(tree.heads[i]):
            first = self.tree.heads[i]
            if self.breaks_out(i, first):
                return
            if breaks_off(tree, first, self.tables):
                self._inherit(host, found, force=False)
                return
            found.negated |= any(tree.words[k] == "than" for k in tree.by(i, "mark", "cc", "case"))
            link = clause_link(tree, first, self.tables)
            if tree.deps[first] == "conj":
                found.embedder, found.frame = host.embedder, host.frame
                self._inherit(host, found, force=found.operators.modal is None and not self._own_tense(i))
            elif link is not None:
                found.embedder, found.frame = link.host, link.frame
                self._apply(link, self.of(link.host), found, indefinite=False)
                self._condition_of_host(first, link, found)
            if found.force and host.condition and not found.condition:
                found.condition = host.condition
                found.raise_to(host.force)
        elif not tree.is_clause(i):
            self._inherit(host, found, force=True)
            found.negated |= host.negated or self._is_spurned(i)
            found.embedder, found.frame = host.embedder, host.frame

    def _is_spurned(self, i: int) -> bool:
        """Say whether the second of two is the one not taken: "talks rather than war"."""
        return any(self.tables.word("prep", self.tree.fixed(k)) == "not" for k in self.tree.by(i, "cc"))

    def breaks_out(self, i: int, first: int) -> bool:
        """
        Say whether a clause only looks joined to one that is embedded, by its own tense.

        "Able to bomb, and did"; "denies that it fired and blames", "denied that it had fired, and charged".
        """
        tree, tag = self.tree, self.tree.tags[i]
        auxiliaries = tree.by(i, "aux", "aux:pass")
        if tree.tags[first] == "VB" and tree.by(first, "mark") and not tree.is_finite(first):
            return any(tree.tags[k] in ("VBD", "VBZ", "VBP") for k in auxiliaries)
        if tree.deps[first] != "ccomp" or tag != tree.tags[tree.heads[first]] or auxiliaries or tree.subject(i) >= 0:
            return False
        said = self.of(first).operators
        if tag == "VBZ":
            return said.tense == "past"
        shifted = said.past_perfect or said.modal is not None
        spoken = is_act_of_speech(tree, i) and not is_act_of_speech(tree, first)
        return tag == "VBD" and tree.heads[first] < first and (spoken or (shifted and "," in tree.words[first:i]))

    def _own_tense(self, i: int) -> bool:
        return self.tree.is_finite(i)

    def _condition_of_host(self, i: int, link: Link, found: Standing) -> None:
        """Give what is said the if-clause that the parser hung on the verb of saying."""
        tree, host = self.tree, link.host
        if tree.deps[i] not in ("ccomp", "xcomp") or found.condition is not None:
            return
        for k in tree.kids[host]:
            if tree.deps[k].startswith(("advcl", "csubj")) and self._belongs_to_content(host, k):
                _, effect = mark_of(tree, k, self.tables)
                if effect == "conditional" or is_inverted_condition(tree, k):
                    found.condition = tree.range(k)
                    found.raise_to(CONDITIONAL)

    def _inherit(self, host: Standing, found: Standing, *, force: bool) -> None:
        found.denied |= host.denied
        found.reported |= host.reported
        if force:
            found.raise_to(host.force)
            found.foreseen |= host.foreseen
            found.condition = found.condition or host.condition

    def _apply(self, link: Link, host: Standing, found: Standing, *, indefinite: bool) -> None:
        effect = link.effect.negated if host.negated or host.denied else link.effect.plain
        effect = self._settled(effect, host, found, indefinite=indefinite)
        if effect == "known":
            found.reported |= host.reported
        else:
            self._inherit(host, found, force=False)
        if effect == "fact":
            self._inherit(host, found, force=True)
            if found.mooted and _has_come(host):
                found.force = ACTUAL
        elif effect == "known":
            if indefinite and host.force >= POSSIBLE:
                found.raise_to(POSSIBLE if host.force == POSSIBLE else host.force)
        elif effect in ("not", "denied"):
            self._negate(effect, host, found, sure=link.effect.plain != "fact")
        elif effect == "reported":
            found.reported = True
            if host.force >= POSSIBLE:
                found.raise_to(POSSIBLE)
        else:
            found.raise_to(_FORCE[effect])
            found.supposed |= effect == "conditional"
            if host.force >= POSSIBLE:
                found.raise_to(POSSIBLE)

    @staticmethod
    def _settled(effect: str, host: Standing, found: Standing, *, indefinite: bool) -> str:
        """Turn an effect that hangs on the host's standing into a plain one."""
        if effect == "topic":
            return "possible" if indefinite else "known"
        if effect == "temporal":
            irrealis = host.force >= PLANNED and found.operators.tense != "past"
            return "conditional" if irrealis and host.force == CONDITIONAL else "planned" if irrealis else "known"
        return effect

    @staticmethod
    def _negate(effect: str, host: Standing, found: Standing, *, sure: bool) -> None:
        if found.negated and effect == "denied":
            found.negated = False  # "denied that it had not": said to be so
            found.reported = True
            return
        found.negated = True
        found.denied |= effect == "denied"
        if host.force:
            found.raise_to(host.force)
            found.condition = found.condition or host.condition


def _has_come(host: Standing) -> bool:
    """Say whether a verb of coming about tells of what did: "the long-feared attack began"."""
    return host.operators.tense == "past" and host.force == ACTUAL and not (host.negated or host.denied)


_ADVERBIAL: Final = frozenset({"advmod", "neg"})
_SCARCE: Final = frozenset({"little", "few", "scant", "scarce", "zero", "slim", "slender", "faint"})
_HARDLY: Final = frozenset({"hardly", "scarcely", "barely"})
_NOT: Final = frozenset({"not", "n't", "never"})
