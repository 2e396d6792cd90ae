"""How likely an adjective says that something is: "thinks war unlikely", "thought it impossible that …"."""

from __future__ import annotations

from demarche.reading.clauses.entries import Link, cased, entry_of
from demarche.reading.clauses.tables import Embedder, Tables
from demarche.reading.clauses.tree import Tree


def judged_as(tree: Tree, i: int, tables: Tables) -> Link | None:
    """
    Return the adjective that a subject or object is put under: "thinks war unlikely", "a landing seemed improbable".

    What is judged by an adjective that the tables do not know was so if it is a given thing ("the raid illegal"), else
    it is only thought of.
    """
    dep, verb = tree.deps[i], tree.heads[i]
    if verb == i or dep in ("root", "ccomp", "parataxis"):  # a headline: "Attack on Iran improbable, diplomats say"
        return next((link for k in _postposed(tree, i) if (link := _judgement(tree, k, i, tables))), None)
    if dep not in ("obj", "nsubj", "nsubj:pass"):
        return None
    entry = entry_of(tree, verb, tables)
    judges = entry is not None and "judged" in entry.frames
    if dep == "nsubj" and not judges:
        return None
    for k in (*tree.by(verb, "xcomp", "obl", "advcl", "ccomp"), *_postposed(tree, i)):
        judgement = _judgement(tree, k, i, tables)
        if judgement is not None:
            return judgement
        if judges and entry is not None and tree.pos[k] == "ADJ" and tree.deps[k] in ("xcomp", "amod"):
            return Link(verb, entry.frames["judged"], entry, "judged")
    return None


def _judgement(tree: Tree, k: int, i: int, tables: Tables) -> Link | None:
    """Return the tie to an adjective, or to a phrase such as "out of the question", that says how likely it is."""
    if k < i and tree.deps[k] != "xcomp":
        return None
    entry = entry_of(tree, k, tables) if tree.pos[k] in ("ADJ", "ADV") else None
    entry = entry or tables.adjectives.get(cased(tree, k))
    return Link(k, entry.frames["subj"], entry, "subj") if entry is not None and "subj" in entry.frames else None


def _postposed(tree: Tree, i: int) -> list[int]:
    """Return the adjectives after a noun that the parser took for its own: "found a blockade conceivable"."""
    return [k for k in tree.by(i, "amod", "acl", "appos") if k > i and tree.pos[k] in ("ADJ", "ADV")]


def verdict(tree: Tree, i: int, host: int, tables: Tables) -> tuple[int, Embedder] | None:
    """Return the adjective of "thought it unlikely that …" where the parser hung the clause on the verb."""
    for k in tree.by(host, "xcomp"):
        entry = entry_of(tree, k, tables) if k < i and tree.pos[k] == "ADJ" else None
        if entry is not None and any(tree.words[m] == "it" and m < k for m in tree.kids[host] + tree.kids[k]):
            return k, entry
    return None
