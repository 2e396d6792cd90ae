"""
ClearNLP-style trees, as spaCy's English models make them, turned into Universal Dependencies.

The steps, each a function over a `Tree`: prepositions hang on their objects, copulas on their predicates, people's
names on their first word, conjuncts on the first conjunct and conjunctions on the next; then the rest of the labels is
renamed. Departure from a full conversion: ellipsis, `dep`, and the subtypes of `nmod` and `obl` that no pattern of ours
asks for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

_PREPOSITIONS = {"prep", "agent", "dative"}
_OBJECTS = {"pobj", "pcomp"}
_NOMINAL = {"NOUN", "PROPN", "PRON", "NUM", "SYM"}
_PREDICATES = {"attr", "acomp"}
_PLAIN = {
    "ROOT": "root", "dobj": "obj", "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass",
    "poss": "nmod:poss", "neg": "advmod", "prt": "compound:prt", "predet": "det:predet", "preconj": "cc:preconj",
    "quantmod": "advmod", "relcl": "acl:relcl", "intj": "discourse", "meta": "dep", "oprd": "xcomp", "dative": "iobj",
    "prep": "advmod", "agent": "advmod", "attr": "xcomp", "acomp": "xcomp", "pcomp": "ccomp", "pobj": "obl", "": "dep",
}  # fmt: skip
KINDS = {"PERSON": "PER", "PER": "PER", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "ORG": "ORG"}
"""Names of OntoNotes and of CoNLL, as ours; the others (NORP, DATE, EVENT, …) are dropped."""


@dataclass
class Tree:
    """A text's words as a ClearNLP parser left them; a word that is its own head is a root."""

    words: list[str]
    pos: list[str]
    tags: list[str]
    lemmas: list[str]
    heads: list[int]
    deps: list[str]
    names: list[tuple[int, int, str]] = field(default_factory=list)

    def children(self, word: int, *deps: str) -> list[int]:
        """Return the words that hang on a word, of some relations, in order."""
        return (
            self._below().get(word, [])
            if not deps
            else [c for c in self._below().get(word, []) if self.deps[c] in deps]
        )

    def hang(self, word: int, head: int, dep: str) -> None:
        """Give a word another head; its own subtree comes along."""
        self.heads[word], self.deps[word] = head, dep
        self._index = None

    _index: dict[int, list[int]] | None = None

    def _below(self) -> dict[int, list[int]]:
        if self._index is None:
            self._index = {}
            for word, head in enumerate(self.heads):
                if word != head:
                    self._index.setdefault(head, []).append(word)
        return self._index


def to_universal(tree: Tree) -> Tree:
    """Turn a tree into Universal Dependencies, in place; return it."""
    _hang_prepositions(tree)
    _hang_copulas(tree)
    _hang_conjuncts(tree)
    _hang_names(tree)
    for word, dep in enumerate(tree.deps):
        tree.deps[word] = _renamed(tree, word, dep)
    return tree


def is_clearnlp(labels: Sequence[str]) -> bool:
    """Say whether a parser's labels are ClearNLP's."""
    return "pobj" in labels or "dobj" in labels


def _hang_prepositions(tree: Tree) -> None:
    """`landed -prep-> in -pobj-> Poland` becomes `landed -obl-> Poland -case-> in`; the innermost first."""
    for word in reversed(range(len(tree.words))):
        objects = tree.children(word, *_OBJECTS)
        if tree.deps[word] not in _PREPOSITIONS or not objects:
            continue
        object_, head = objects[0], tree.heads[word]
        is_clause = tree.deps[object_] == "pcomp" and tree.pos[object_] in {"VERB", "AUX"}
        if head == word:
            continue
        dep = _relation(tree, word, head, is_clause=is_clause)
        tree.hang(object_, head, dep)
        for child in tree.children(word):
            tree.hang(child, object_, "conj" if tree.deps[child] in _OBJECTS else tree.deps[child])
        tree.hang(word, object_, "mark" if is_clause else "case")


def _relation(tree: Tree, preposition: int, head: int, *, is_clause: bool) -> str:
    nominal = tree.pos[head] in _NOMINAL
    if is_clause:
        return "acl" if nominal else "advcl"
    if tree.deps[preposition] == "agent":
        return "obl:agent"
    # A chain ("out of Moscow") is still under way when its inner part is hung: the outer one then moves the object on.
    if tree.deps[head] in _PREPOSITIONS and not tree.children(head, *_OBJECTS):
        return "pobj"
    return "nmod" if nominal else "obl"


def _hang_copulas(tree: Tree) -> None:
    """`is -attr-> leader` becomes `leader -cop-> is`, with all that hung on the verb; with `there`, it stays a verb."""
    for word in range(len(tree.words)):
        if tree.lemmas[word] != "be" or tree.deps[word] in {"aux", "auxpass"}:
            continue
        predicates = tree.children(word, *_PREDICATES)
        if tree.children(word, "expl"):
            for predicate in predicates:
                tree.deps[predicate] = "nsubj"
        elif predicates or (predicates := _places(tree, word)):
            _swap(tree, word, predicates[-1])


def _places(tree: Tree, verb: int) -> list[int]:
    """Return the place that a bare `is` predicates (`is in Moscow`), if it has a subject and no other complement."""
    busy = tree.children(verb, "ccomp", "xcomp", "advcl", "csubj")
    return [] if busy or not tree.children(verb, "nsubj") else tree.children(verb, "obl")[:1]


def _swap(tree: Tree, verb: int, predicate: int) -> None:
    head = tree.heads[verb] if tree.heads[verb] != verb else predicate
    dep = tree.deps[verb]
    for child in tree.children(verb):
        tree.hang(child, predicate, tree.deps[child])
    tree.hang(predicate, head, dep)
    tree.hang(verb, predicate, "cop")


def _hang_conjuncts(tree: Tree) -> None:
    """Conjuncts hang on the first, not each on the one before; a conjunction on the conjunct after it."""
    for word in range(len(tree.words)):
        seen = {word}
        while tree.deps[word] == "conj" and tree.deps[tree.heads[word]] == "conj" and tree.heads[word] not in seen:
            seen.add(tree.heads[word])
            first = tree.heads[tree.heads[word]]
            for conjunction in tree.children(tree.heads[word], "cc"):
                if tree.heads[word] < conjunction < word:
                    tree.hang(conjunction, word, "cc")
            tree.hang(word, first, "conj")
    for word in range(len(tree.words)):
        if tree.deps[word] == "cc" and tree.deps[tree.heads[word]] != "conj":
            following = [c for c in tree.children(tree.heads[word], "conj") if c > word]
            if following:
                tree.hang(word, following[0], "cc")


def _hang_names(tree: Tree) -> None:
    """`Emmanuel <-compound- Macron` becomes `Emmanuel -flat-> Macron`; a title before the name hangs on the name."""
    for start, end, kind in tree.names:
        last = end - 1
        inside = range(start, last)
        if (
            kind != "PER"
            or end - start < 2
            or not all(tree.heads[w] == last and tree.deps[w] == "compound" for w in inside)
        ):
            continue
        head = start if tree.heads[last] == last else tree.heads[last]
        dep = tree.deps[last]
        for child in tree.children(last):
            if child not in inside:
                is_title = tree.deps[child] == "compound" and child < start
                tree.hang(child, start, "nmod:desc" if is_title else tree.deps[child])
        tree.hang(start, head, dep)
        for word in range(start + 1, end):
            tree.hang(word, start, "flat")


def _renamed(tree: Tree, word: int, dep: str) -> str:
    head = tree.heads[word]
    if head == word:
        return "root"
    if dep == "npadvmod":
        return "nmod:unmarked" if tree.pos[head] in _NOMINAL else "obl:unmarked"
    if dep == "aux" and tree.tags[word] == "TO":
        return "mark"
    if dep == "compound" and tree.pos[word] == "ADJ":
        return "amod"
    return _PLAIN.get(dep, dep.lower())
