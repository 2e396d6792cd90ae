"""Which entry of the tables a governing word has, and the tie that it makes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from demarche.reading.clauses.tables import Effect, Embedder, Tables
from demarche.reading.clauses.tree import Tree

_VERBAL: Final = ("VERB", "AUX")


@dataclass(frozen=True)
class Link:
    """The tie of a clause or noun to what governs it: the governor's token and its effect."""

    host: int
    effect: Effect
    entry: Embedder | None = None
    frame: str = ""


def entry_of(tree: Tree, i: int, tables: Tables) -> Embedder | None:
    """Return the table's entry for a governing word: a verb (with its particle), noun or adjective."""
    lemma = tree.lemmas[i]
    let_known = tables.verbs.get(made_known(tree, i))
    if let_known is not None:
        return let_known
    if tree.pos[i] in _VERBAL:
        # "had to withdraw" tells what was done; "had until May to withdraw" does not.
        past = tree.tags[i] == "VBD" and tree.words[i : i + 2] == ["had", "to"]
        found = _phrasal(tree, i, lemma, tables) or tables.verbs.get("had_to" if past else lemma)
        if found is None or (tree.tags[i] in ("VBN", "VBG", "JJ") and _is_adjectival(tree, i, lemma)):
            return tables.adjectives.get(tree.words[i]) or found
        return found
    if tree.pos[i] in ("ADJ", "ADV", "ADP"):
        return tables.adjectives.get(lemma) or tables.verbs.get(lemma)
    return tables.adjectives.get(_phrase_of(tree, i)) or tables.nouns.get(lemma)


def made_known(tree: Tree, i: int) -> str:
    """Return `make_clear`, `let_known` for the word that a verb of making or letting makes of what is said; or ""."""
    head = tree.heads[i]
    if tree.deps[i] not in ("xcomp", "ccomp") or tree.lemmas[head] not in ("make", "let"):
        return ""
    return f"{tree.lemmas[head]}_{tree.words[i]}"


def _phrase_of(tree: Tree, i: int) -> str:
    """Return a predicate of several words as the table has it: `out_of_the_question`; "" for a bare noun."""
    return cased(tree, i) if tree.kid(i, "cop") >= 0 else ""


def cased(tree: Tree, i: int) -> str:
    """Return a phrase from its preposition to its noun, joined by "_", or ""."""
    cases = [k for k in tree.kids[i] if tree.deps[k] == "case" and k < i]
    return "_".join(tree.words[min(cases) : i + 1]) if cases else ""


def _phrasal(tree: Tree, i: int, lemma: str, tables: Tables) -> Embedder | None:
    """Return the entry of a verb with its particle ("rule out"), adverb ("stop short") or noun ("take place")."""
    for k in tree.kids[i]:
        if tree.deps[k] in ("compound:prt", "advmod", "obj", "advcl", "obl", "expl") and k > i:
            found = tables.verbs.get(f"{lemma}_{tree.words[k]}")
            if found is not None:
                return found
    return None


def _is_adjectival(tree: Tree, i: int, lemma: str) -> bool:
    """Say whether a participle stands as an adjective: "is committed to", "are concerned that"."""
    return tree.kid(i, "cop") >= 0 or (tree.kid(i, "obj") < 0 and tree.kid(i, "obl:agent") < 0 and lemma != "believe")


def is_passive(tree: Tree, host: int) -> bool:
    """Say whether a verb is in the passive."""
    return tree.pos[host] == "VERB" and tree.kid(host, "aux:pass") >= 0
