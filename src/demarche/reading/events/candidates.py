"""Verbs by which somebody does something to somebody and that no pattern codes: on them the second opinion is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from demarche.reading.events.arguments import Arguments, Grammar
from demarche.reading.events.lexicon import Lexicon
from demarche.reading.events.pattern import EventFrame
from demarche.reading.events.roles import Roles
from demarche.reading.events.tree import Tree
from demarche.reading.secondopinion import phrase_of

_NO_PREDICATES = frozenset({"amod", "compound", "aux", "aux:pass", "cop", "case", "mark", "fixed"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_DEEPEST = 200
_NO_TARGETS = frozenset({"in", "at", "by", "as", "since", "during", "after", "before", "until", "than"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A verb, and the heads of the phrases that act and are acted on."""

    at: int
    source: int
    target: int


class Candidates:
    """
    Finds the verbs of one report that have a known subject and a known object, and no frame.

    Parameters
    ----------
    lexicon : Lexicon
    tree, grammar, roles
        The parse, its arguments, and who they are.
    """

    def __init__(self, lexicon: Lexicon, tree: Tree, grammar: Grammar, roles: Roles) -> None:
        self.lexicon, self.tree, self.grammar, self.roles = lexicon, tree, grammar, roles

    def of(
        self, bounds: tuple[int, int], frames: Mapping[int, EventFrame], *, every: bool = False
    ) -> Iterator[Candidate]:
        """
        Yield the candidates of a sentence.

        Parameters
        ----------
        bounds : tuple of int
            The sentence's tokens.
        frames : mapping of int to EventFrame
            What the patterns found in it.
        every : bool
            Also what is told as not done, what events govern, and verbs with idioms: to learn from.
        """
        told = {i for frame in frames.values() for i in (frame.at, frame.anchor, *frame.names)}
        for i in range(*bounds):
            if self.tree.pos[i] != "VERB" or self.tree.deps[i] in _NO_PREDICATES or i in told:
                continue
            if not every and (self._has_idioms(i) or not self._is_finite(i) or self._is_below(i, told)):
                continue
            found = self._pair(i, self.grammar.of(i))
            if found is not None:
                yield found

    def _has_idioms(self, i: int) -> bool:
        """Tell a verb that the tables know to mean nothing at times ("beat Brazil"): it is left to them."""
        return any(one.type is None for one in self.lexicon.verbs.get(self.tree.lemmas[i], ()))

    def _is_finite(self, i: int) -> bool:
        """Tell a predicate with a tense of its own from infinitives and participles, which tell no act as done."""
        tree = self.tree
        if tree.tags[i] in _FINITE:
            return True
        return any(tree.deps[k] in ("aux", "aux:pass") for k in tree.kids[i]) and not tree.has(i, "mark")

    def _is_below(self, i: int, told: set[int]) -> bool:
        """Tell what another event governs: "accused … of", "said it would attack unless"."""
        for _ in range(_DEEPEST):
            if self.tree.heads[i] == i:
                return False
            i = self.tree.heads[i]
            if i in told:
                return True
        return False

    def phrases(self, one: Candidate) -> tuple[list[int], list[int]]:
        """Return the tokens of the phrases that act and are acted on."""
        source, target = (phrase_of(self.tree, head) for head in (one.source, one.target))
        shared = set(source) & set(target)
        return ([i for i in source if i == one.source or i not in shared],
                [i for i in target if i != one.source and (i == one.target or i not in shared)])  # fmt: skip

    def _pair(self, i: int, found: Arguments) -> Candidate | None:
        acting = found.preps.get("by", []) if found.passive and not found.subj else found.subj
        source = next((k for k in acting if self.roles.of(k)), None)
        if source is None:
            return None
        taken = self.roles.of(source)
        for k in self._acted_on(found):
            actors = self.roles.of(k)
            if k != source and actors and not set(actors) <= set(taken):
                return Candidate(i, source, k)
        return None

    def _acted_on(self, found: Arguments) -> list[int]:
        """Return the object, then the phrases that begin with a preposition, place and time left out."""
        heads = [*found.obj, *found.iobj]
        for table in (found.preps, found.around):
            heads += [k for name, words in table.items() if name not in _NO_TARGETS for k in words]
        return heads
