"""What the text calls false: claims that are dismissed, false reports, people who are wrongly accused."""

from __future__ import annotations

from typing import Final

from demarche.reading.clauses.entries import Link, entry_of, is_passive
from demarche.reading.clauses.tables import Effect, Tables
from demarche.reading.clauses.tree import Tree

_DENIED: Final = Effect("denied", "reported")
_GROUNDS: Final = frozenset({"truth", "basis", "foundation", "substance", "ground", "merit", "validity", "support"})
_LACKING: Final = frozenset({"no", "little", "without", "zero", "scant"})
_NEGATIONS: Final = frozenset({"advmod", "neg"})
_NOT: Final = frozenset({"not", "n't", "never"})


def falsely(tree: Tree, host: int, link: Link, tables: Tables) -> Link:
    """Let what is said be denied where the text says that it is said falsely: "wrongly accused of bombing"."""
    wrong = link.effect.plain == "reported" and any(
        tables.word("false", tree.words[k]) for k in tree.by(host, "advmod")
    )
    return Link(host, _DENIED, link.entry, link.frame) if wrong else link


def told(tree: Tree, noun: int, link: Link, tables: Tables) -> Link:
    """Let what a noun of speech says be denied where the text calls it false: "false claims", "dismissed reports"."""
    says = link.entry is not None and link.entry.speaks and link.effect.plain == "reported"
    return Link(noun, _DENIED, link.entry, link.frame) if says and _is_called_false(tree, noun, tables) else link


def _is_called_false(tree: Tree, noun: int, tables: Tables) -> bool:  # noqa: PLR0911 - one return a way
    """Say whether a claim or report is called false by its adjective, its verb or its predicate."""
    verb, dep = tree.heads[noun], tree.deps[noun]
    if any(tables.word("false", tree.words[k]) for k in tree.by(noun, "amod", "compound")):
        return True
    if dep == "nmod" and tree.lemmas[verb] in _GROUNDS:  # "no truth in reports that"
        return any(tree.words[k] in _LACKING for k in (*tree.by(verb, "det", "amod", "case"), verb))
    if dep not in ("obj", "nsubj:pass", "nsubj") or verb == noun:
        return False
    if dep == "obj" and tables.word("false", tree.words[verb]):
        return True  # "rejected as baseless the charge", hung on the adjective
    if dep == "nsubj" and not is_passive(tree, verb):
        said = any(tables.word("false", tree.lemmas[k]) for k in (verb, *tree.by(verb, "xcomp")))
        return said and not tree.has_word(verb, _NEGATIONS, _NOT)
    entry = entry_of(tree, verb, tables)
    if entry is not None and "claim" in entry.frames:
        return not tree.has_word(verb, _NEGATIONS, _NOT)
    low, high = verb, tree.range(verb)[1]
    after = [k for k in range(low, high) if k > noun and tables.word("false", tree.lemmas[k])]
    named = entry is not None and ("as" in entry.frames or "judged" in entry.frames)
    return named and any(tree.heads[k] in (verb, noun) or tree.deps[k] in ("xcomp", "obj", "obl") for k in after)
