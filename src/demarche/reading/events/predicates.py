"""Finds the words that name events: each verb and noun of the lexicon, with the most specific pattern that fits."""

from __future__ import annotations

from collections.abc import Iterator

from demarche.ontology import cameo_code
from demarche.reading.events.arguments import Arguments, Grammar
from demarche.reading.events.lexicon import Lexicon
from demarche.reading.events.pattern import Constraint, EventFrame, Pattern
from demarche.reading.events.roles import Roles
from demarche.reading.events.trace import described
from demarche.reading.events.tree import Tree
from demarche.reading.trace import Trace
from demarche.record import Actor

_PERSONS = frozenset({"he", "him", "she", "her", "them", "they", "who", "whom"})
_PRONOUNS = _PERSONS | {"it", "us", "we", "i", "me"}
_PARTNERS = frozenset({"with", "to", "against", "toward", "towards", "between", "from"})
_HELPING = frozenset({"aux", "aux:pass", "cop", "case", "mark"})
_KIND = "_mod"  # "obj_mod": what stands before the object's head
_BEFORE = frozenset({"amod", "compound", "nmod:desc", "nmod:unmarked", "advmod"})
_NOUN_SOURCES = ("by", "poss", "mod", "from")
_VERB_SOURCES = ("subj",)
# Types whose object is the actor's own where a passive names no agent: "Russian troops were sent", "an envoy was sent".
_MOVED = frozenset({"MOBILIZE", "RETREAT", "CONSULT", "AID"})
# Types that are aimed at what binds one's own country to another: "protested against the treaty with France".
_AT_BONDS = frozenset({"PROTEST", "REJECT"})
# Types whose noun takes a country before it as its target: "the Iraq war", "the Cuba embargo".
_SUFFERED = frozenset({"ASSAULT", "COERCE", "SANCTION", "AID"})


class Matcher:
    """
    Matches the lexicon's patterns over one parse.

    Parameters
    ----------
    lexicon : Lexicon
    tree, grammar, roles
        The parse, its arguments, and who they are.
    trace : Trace, optional
        Where to write which patterns were tried and why they failed.

    Attributes
    ----------
    idioms : set of int
        The verbs so far that a pattern knows to be no event where they stand: "beat" in "beat Brazil".
    """

    def __init__(
        self, lexicon: Lexicon, tree: Tree, grammar: Grammar, roles: Roles, trace: Trace | None = None
    ) -> None:
        self.lexicon, self.tree, self.grammar, self.roles, self.trace = lexicon, tree, grammar, roles, trace
        self._agentive = lexicon.classes.get("agentive", frozenset())
        self.idioms: set[int] = set()

    def frames(self, start: int, end: int) -> Iterator[EventFrame]:
        """Yield a frame for each word of a sentence that names an event."""
        for i in range(start, end):
            frame = self.frame(i)
            if frame is not None:
                yield frame

    def frame(self, i: int) -> EventFrame | None:
        """Return the frame of the word at `i`, or None."""
        pos = self.tree.pos[i]
        if pos == "ADJ" and self.tree.deps[i] in ("obj", "nsubj", "nsubj:pass", "obl"):
            return self._noun(i)  # "launched an offensive"
        if pos in ("VERB", "AUX", "ADJ"):
            return self._verb(i)
        if pos == "NOUN" and self._is_modifier(i):
            self._pass_over(i, self.lexicon.nouns)
            return None
        return self._noun(i) if pos == "NOUN" else None

    def bare(self, i: int, event_type: str, rule: str) -> EventFrame:
        """Return a frame on a verb that no pattern codes, its roles filled from where those of the type stand."""
        context = self.lexicon.types[event_type].context
        pattern = Pattern(rule, self.tree.lemmas[i], "verb", (), event_type, None, cameo_code(event_type), context,
                          (), (), 0, "")  # fmt: skip
        return self._verb_frame(pattern, i, self.grammar.of(i))

    def _pass_over(self, i: int, table: dict[str, tuple[Pattern, ...]]) -> None:
        """Note that a word of the lexicon stands where it is no predicate: "strike group", "the defeated army"."""
        if self.trace is not None and self.tree.lemmas[i] in table and self.tree.deps[i] not in _HELPING:
            head = self.tree.doc[self.tree.heads[i]].text
            self.trace.dropped("event", i, f"not tried: it only belongs to '{head}' here ({self.tree.deps[i]})")

    def _is_modifier(self, i: int) -> bool:
        """A noun before a noun names a kind of it ("strike group"), no event, unless it is what the events are of."""
        return self.tree.deps[i] in ("compound", "flat", "fixed")

    def _verb(self, i: int) -> EventFrame | None:
        patterns = self.lexicon.verbs.get(self.tree.lemmas[i])
        if not patterns:
            return None
        if self.tree.deps[i] in ("amod", "compound", "aux", "aux:pass", "cop", "case", "mark", "fixed"):
            self._pass_over(i, self.lexicon.verbs)
            return None
        found = self.grammar.of(i)
        for pattern in patterns:
            failed = self._first_failure(pattern, i, found)
            if self.trace is not None:
                self.trace.tried(self.tree.doc[i], pattern, described(failed) if failed is not None else "")
            if failed is None and pattern.type is None:
                self.idioms.add(i)
                return None
            if failed is None:
                return self._verb_frame(pattern, i, found)
        return None

    def _noun(self, i: int) -> EventFrame | None:
        for pattern in self.lexicon.nouns.get(self.tree.lemmas[i], ()):
            failed = self._first_failure(pattern, i, None)
            if self.trace is not None:
                self.trace.tried(self.tree.doc[i], pattern, described(failed) if failed is not None else "")
            if failed is None:
                return None if pattern.type is None else self._noun_frame(pattern, i)
        return None

    def _first_failure(self, pattern: Pattern, i: int, found: Arguments | None) -> Constraint | None:
        for constraint in pattern.constraints:
            holds = self._verb_holds(constraint, i, found) if found is not None else self._noun_holds(constraint, i)
            if not holds:
                return constraint
        return None

    # -- constraints

    def _verb_holds(self, constraint: Constraint, i: int, found: Arguments) -> bool:
        slot = constraint.slot
        if constraint.sign == "+":
            return slot in found.words or slot in found.preps
        if slot.endswith(_KIND):
            heads = self.roles.slot(i, slot.removesuffix(_KIND), found)
            return self._any(constraint, self._kinds(heads)) != (constraint.sign == "-")
        if slot in ("xcomp", "inf", "ccomp", "that"):
            heads = [*found.xcomp, *found.purpose] if slot in ("xcomp", "inf") else found.ccomp
            if slot == "that":
                heads = [k for k in heads if any(self.tree.words[j] == "that" for j in self.tree.by(k, "mark"))]
            elif slot == "inf":
                heads = [k for k in heads if self.grammar.is_infinitive(k)]
            elif constraint.sign != "-" and slot == "xcomp" and not constraint.words:
                heads = found.xcomp or [k for k in found.purpose if found.obj or not found.preps]
            elif slot == "xcomp" and not heads:
                heads = self._called(found.obj)
        elif constraint.sign == "-" and slot not in ("obj", "subj"):
            heads = found.preps.get(slot, [])
        else:
            heads = self.roles.slot(i, slot, found)
        return self._any(constraint, heads) != (constraint.sign == "-")

    def _called(self, objects: list[int]) -> list[int]:
        """Return what an object is called where the parser made it a part of it: 'called the plan "unacceptable"'."""
        tree = self.tree
        after = [k for i in objects for k in tree.kids[i] if k > i and tree.deps[k] in ("acl", "amod", "appos")]
        return [k for k in after if tree.pos[k] in ("ADJ", "NOUN")]

    def _kinds(self, heads: list[int]) -> list[int]:
        """Return the words before the heads of a slot, which say what kind of thing each is: "tear gas"."""
        heads = self.tree.with_conjuncts(heads)
        heads = [*heads, *(j for k in heads for j in self.grammar.counted(k))]
        return [j for k in heads for j in self.tree.kids[k] if self.tree.deps[j] in _BEFORE]

    def _noun_holds(self, constraint: Constraint, i: int) -> bool:
        slot, tree = constraint.slot, self.tree
        if constraint.sign == "+":
            return any(tree.words[k] == slot for k in tree.kids[i])
        if slot == "pl":
            return tree.tags[i] in ("NNS", "NNPS") or tree.words[i] != tree.lemmas[i]
        if slot == "inf":
            return any(tree.deps[k] == "acl" and any(tree.words[j] == "to" for j in tree.kids[k]) and
                       (not constraint.words or tree.lemmas[k] in constraint.words) for k in tree.kids[i])  # fmt: skip
        if slot in ("that", "ccomp"):
            told = any(tree.deps[k] in ("ccomp", "acl") and tree.has(k, "nsubj", "nsubj:pass") for k in tree.kids[i])
            return told != (constraint.sign == "-")
        heads = self.roles.noun_slot(i, slot)
        if (
            slot == "mod"
            and constraint.words
            and any(tree.lemmas[k].partition("-")[0] in constraint.words for k in heads)
        ):
            return constraint.sign != "-"
        return self._any(constraint, heads) != (constraint.sign == "-")

    def _any(self, constraint: Constraint, heads: list[int]) -> bool:
        if not constraint.words and "ANY" in constraint.specials:
            return bool(heads)
        return any(self._fits(constraint, k) for k in self.tree.with_conjuncts(heads))

    def _fits(self, constraint: Constraint, k: int) -> bool:
        tree = self.tree
        if tree.lemmas[k] in constraint.words or tree.words[k] in constraint.words:
            return True
        if "PERSON" in constraint.specials and (k in tree.people or tree.words[k] in _PERSONS):
            return True
        if "ACTOR" in constraint.specials:
            known = tree.lemmas[k] in self._agentive or tree.words[k] in _PRONOUNS
            return known or self.roles.is_actor(k)
        return any(tree.lemmas[j] in constraint.words for j in self.grammar.counted(k))

    # -- frames

    def _verb_frame(self, pattern: Pattern, i: int, found: Arguments) -> EventFrame:
        sources = self.roles.filled([self.roles.slot(i, name, found) for name in pattern.sources or _VERB_SOURCES])
        sources = sources or list(found.subj if not pattern.sources else ())
        if found.passive and not sources and pattern.type in _MOVED and not self._is_given(pattern):
            moved = [k for k in found.obj if self.roles.of(k)]
            sources = moved or [k for k in found.obj if pattern.type == "MOBILIZE" and self._is_force(k)]
        names = pattern.targets or ("obj", "iobj", *self._defaults(pattern), "poss")
        targets = [
            k
            for k in self._targets(pattern, [self.roles.slot(i, name, found) for name in names], sources)
            if k not in sources
        ]
        return self._made(pattern, i, sources, targets)

    def _is_force(self, k: int) -> bool:
        return self.lexicon.is_in(self.tree.lemmas[k], "troops")

    def _is_given(self, pattern: Pattern) -> bool:
        """Tell whether a passive's subject gets what is given: "workers armed with rifles" arm nobody."""
        return pattern.type == "AID" and "obj" in pattern.targets

    def _noun_frame(self, pattern: Pattern, i: int) -> EventFrame:
        compound = ("comp",)
        names = (pattern.sources or _NOUN_SOURCES) + (() if pattern.type in _SUFFERED else compound)
        sources = self.roles.filled([self.roles.noun_slot(i, name) for name in names])
        names = (pattern.targets or self._defaults(pattern)) + (compound if pattern.type in _SUFFERED else ())
        targets = self._targets(pattern, [self.roles.noun_slot(i, name) for name in names], sources)
        frame = self._made(pattern, i, sources, targets)
        frame.noun = True
        frame.mutual = "between" in (pattern.sources or ()) and bool(self.roles.noun_slot(i, "between"))
        frame.needs = pattern.needs
        return frame

    def _targets(self, pattern: Pattern, slots: list[list[int]], sources: list[int]) -> list[int]:
        taken = tuple(actor for k in sources for actor in self.roles.of(k))
        slots = [[k for k in heads if k not in sources] for heads in slots]
        found = self.roles.filled(slots, taken)
        if not found and pattern.type in _AT_BONDS:
            found = self._partners([k for heads in slots for k in heads], taken)
        own = {actor.country for actor in taken if actor.country}
        if own and found and all(actor.country in own for k in found for actor in self.roles.of(k)):
            return self._partners(found, taken) or found
        return found

    def _partners(self, heads: list[int], taken: tuple[Actor, ...]) -> list[int]:
        """Return with whom one's own thing is shared, or against whom: "its alliance with France"."""
        tree = self.tree
        things = {tree.heads[k] if tree.deps[k] == "nmod:poss" else k for k in heads}
        beside = [k for i in things for k in tree.by(i, "nmod") if tree.preposition(k) in _PARTNERS]
        own = {actor.country for actor in taken}
        return [k for k in beside if any(actor.country not in own for actor in self.roles.of(k))]

    def _defaults(self, pattern: Pattern) -> tuple[str, ...]:
        return self.lexicon.types[pattern.type].targets if pattern.type else ()

    def _made(self, pattern: Pattern, i: int, sources: list[int], targets: list[int]) -> EventFrame:
        assert pattern.type is not None
        return EventFrame(self.tree.doc, i, pattern.type, pattern.mode, pattern.cameo, pattern.context, pattern.rule,
                          list(sources), targets)  # fmt: skip
