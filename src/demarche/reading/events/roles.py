"""
Which words fill a predicate's roles, and which actors they denote.

The cast says who a phrase is; here it is asked about phrases that are somebody's (a city's country, a ship's flag, the
possessor of a demand) when the phrase itself is nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from demarche.reading.events.arguments import TIMES, Arguments, Grammar
from demarche.reading.events.tree import Tree

if TYPE_CHECKING:
    from spacy.tokens import Token

    from demarche.record import Actor, Place

# Prepositions after a noun that say whose or where it is: "the residents of Aleppo", "a base in Syria".
_OWNING = frozenset({"of", "from", "in", "at", "near", "inside", "across", "around", "outside", "on", "off", "along"})
_MODIFIERS = ("nmod:poss", "amod", "compound", "nmod", "appos", "flat", "nmod:unmarked", "nmod:desc")
_SHARED = frozenset({"border", "frontier", "boundary", "line"})


class CastLike(Protocol):
    """What events ask of `demarche.reading.actors.Cast`."""

    def of(self, token: Token) -> tuple[Actor, ...]:
        """Return the actors that the phrase headed by a token denotes."""
        ...

    def place(self, token: Token) -> Place | None:
        """Return the same phrase seen as a place."""
        ...


class Roles:
    """
    The roles of one report.

    Parameters
    ----------
    tree : Tree
    grammar : Grammar
    cast : CastLike, optional
        Without one, proper nouns and pronouns count as actors, and `actors` is always empty.
    """

    def __init__(self, tree: Tree, grammar: Grammar, cast: CastLike | None) -> None:
        self.tree, self.grammar, self.cast = tree, grammar, cast
        self._actors: dict[int, tuple[Actor, ...]] = {}
        self._owned: dict[int, tuple[Actor, ...]] = {}

    def actors(self, i: int) -> tuple[Actor, ...]:
        """Return the actors that the phrase headed by `i` denotes, as the cast says."""
        if self.cast is None:
            return ()
        if i not in self._actors:
            here = self.grammar.antecedent(i)
            self._actors[i] = self._apposed(here) or self.cast.of(self.tree.doc[here])
        return self._actors[i]

    def _apposed(self, i: int) -> tuple[Actor, ...]:
        """Return whom a name beside a common noun denotes: "its arch enemy Britain" is Britain, not whose enemy."""
        tree = self.tree
        if self.cast is None or tree.pos[i] != "NOUN" or not tree.has(i, "nmod:poss"):
            return ()
        names = [k for k in tree.kids[i] if tree.deps[k] in ("appos", "flat", "nmod:desc") and tree.pos[k] == "PROPN"]
        return tuple(actor for k in names for actor in self.cast.of(tree.doc[k]))

    def of(self, i: int) -> tuple[Actor, ...]:
        """Return the actors of a phrase, or else of whoever owns it or holds the place it stands in."""
        found = self.actors(i)
        if found:
            return found
        if i not in self._owned:
            self._owned[i] = ()
            self._owned[i] = self._owner(i)
        return self._owned[i]

    def _owner(self, i: int) -> tuple[Actor, ...]:
        tree = self.tree
        if tree.lemmas[i] in TIMES:
            return ()
        for dep in _MODIFIERS:
            for k in tree.kids[i]:
                if tree.deps[k] != dep or (dep == "nmod" and not self._owns(i, k)):
                    continue
                found = self.actors(k) or (self._owner(k) if dep in ("nmod", "nmod:poss", "appos") else ())
                if found:
                    return found
        return self._conjunct(i) or self._maker(i)

    def _maker(self, i: int) -> tuple[Actor, ...]:
        """Return who made what acts: "adopted a resolution which imposes", "signed a decree that bars"."""
        tree = self.tree
        if tree.deps[i] != "obj" or tree.pos[i] != "NOUN" or not tree.has(i, "acl:relcl", "acl"):
            return ()
        return tuple(actor for k in self.grammar.of(tree.heads[i]).subj if k != i for actor in self.actors(k))

    def _owns(self, i: int, k: int) -> bool:
        preposition = self.tree.preposition(k)
        return preposition in _OWNING or (preposition == "with" and self.tree.lemmas[i] in _SHARED)

    def _conjunct(self, i: int) -> tuple[Actor, ...]:
        found: list[Actor] = []
        for k in self.tree.kids[i]:
            if self.tree.deps[k] == "conj" and self.tree.pos[k] in ("NOUN", "PROPN"):
                found.extend(one for one in self.of(k) if one not in found)
        return tuple(found)

    def is_actor(self, i: int) -> bool:
        """Tell whether a phrase denotes somebody, or belongs to somebody that the cast knows."""
        if self.of(i):
            return True
        tree = self.tree
        return tree.pos[i] == "PROPN" if self.cast is None else i in tree.people

    def slot(self, i: int, name: str, found: Arguments) -> list[int]:
        """Return the heads that stand in a verb's slot, or in several joined by "+"."""
        if "+" in name:
            return [k for part in name.split("+") for k in self.slot(i, part, found)]
        if name in ("subj", "obj", "iobj"):
            return list(getattr(found, name))
        if name in ("xcomp", "ccomp"):
            return self._below(found, name)
        if name == "poss":
            return [k for j in found.obj for k in self._owners(j)]
        if name == "obj_of":
            return found.around.get("of", [])
        return [*found.preps.get(name, ()), *found.around.get(name, ())] or found.nested.get(name, [])

    def _below(self, found: Arguments, name: str) -> list[int]:
        """Return whom the complement clause is about: its object and target, or for a that-clause its subject."""
        heads: list[int] = []
        for k in (*found.xcomp, *found.purpose) if name == "xcomp" else found.ccomp:
            inner = self.grammar.of(k)
            if name == "ccomp":
                heads.extend(inner.subj if not inner.passive else [])
            heads.extend(inner.obj)
            for preposition in ("against", "with", "to", "from", "on", "in", "into"):
                heads.extend(inner.preps.get(preposition, ()))
                heads.extend(inner.around.get(preposition, ()))
        return heads

    def _owners(self, i: int) -> list[int]:
        tree = self.tree
        return [
            k
            for k in tree.kids[i]
            if tree.deps[k] == "nmod:poss" or (tree.deps[k] in ("amod", "compound") and self.actors(k))
        ]

    def noun_slot(self, i: int, name: str) -> list[int]:
        """Return the heads that stand in a noun's slot, or in several joined by "+"."""
        if "+" in name:
            return [k for part in name.split("+") for k in self.noun_slot(i, part)]
        tree = self.tree
        if name in ("poss", "det"):
            return tree.by(i, "nmod:poss" if name == "poss" else "det")
        if name == "subj":
            return [self.grammar.antecedent(k) for k in tree.by(i, "nsubj")] if tree.has(i, "cop") else []
        if name in ("mod", "comp"):
            found = [k for k in tree.kids[i] if tree.deps[k] in ("amod", "compound", "nmod:desc", "nmod:unmarked")]
            return [k for k in found if self._is_adjectival(k) == (name == "mod")]
        if name == "ccomp":
            below = [k for k in tree.kids[i] if tree.deps[k] in ("ccomp", "acl") and tree.has(k, "nsubj")]
            return [j for k in below for j in self.grammar.of(k).subj]
        phrases = tree.by(i, "nmod", "obl", "obl:agent", "acl")
        return [k for k in phrases if tree.preposition(k) == name]

    def _is_adjectival(self, k: int) -> bool:
        """Tell "Israeli strikes", "US strikes" (who strikes) from "the Gaza strikes", "the Iraq war" (where)."""
        if self.tree.deps[k] == "amod" or self.tree.pos[k] != "PROPN" or k in self.tree.people:
            return True
        text = self.tree.doc[k].text
        if text.replace(".", "").isupper():
            return True
        named = getattr(self.cast, "named", None)
        mention = named(self.tree.doc[k]) if named is not None else None
        return mention is None or mention.how not in ("name", "place")

    def filled(self, slots: list[list[int]], taken: tuple[Actor, ...] = ()) -> list[int]:
        """Return the first slot whose phrases denote actors other than those `taken`; else the first with any."""
        fallback: list[int] = []
        for heads in slots:
            known = [k for k in heads if self.of(k)]
            if known and all(set(self.of(k)) <= set(taken) for k in known):
                fallback = fallback or known
            elif known:
                return known
        return fallback
