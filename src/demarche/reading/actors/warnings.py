"""
Whom a pronoun means inside a warning: the one who is warned pays, and the one who is warned would do the deed.

"The EU warned Russia that it would face costs if it attacked" has Russia twice; "Russia warned NATO that it would
answer if it deployed missiles" has Russia, then NATO; "sanctions against Iran if it goes on" has Iran. Nearness alone
finds none of these.
"""

from __future__ import annotations

from functools import cache

from demarche.reading.actors.tables import rows
from demarche.reading.actors.tree import SUBJECTS, Tree

_IF = frozenset({"if", "unless", "lest", "until", "once", "should"})
_AGAINST = frozenset({"against", "on", "at", "with", "for", "to"})
_DUTY = frozenset({"must", "should", "ought"})
_CONTENT = frozenset({"ccomp", "parataxis", "xcomp", "conj"})
_OBJECTS = frozenset({"obj", "iobj"})
_DEPTH = 6


def warned_at(tree: Tree, place: int) -> int | None:
    """
    Return the token of the party that a warning's pronoun most likely means, or None where no warning is near.

    Parameters
    ----------
    tree : Tree
        The report's parse.
    place : int
        The pronoun's token: a subject, or it means nothing here.
    """
    if tree.deps[place] not in SUBJECTS:
        return None
    clause, conditional = tree.heads[place], False
    deed = clause
    for _ in range(_DEPTH):
        above = tree.heads[clause]
        if above == clause:
            break
        condition = tree.deps[clause] == "advcl" and _is_condition(tree, clause)
        conditional = conditional or condition
        if "told" in _classes(tree.lemmas[above]) and (conditional or tree.deps[clause] in _CONTENT):
            return _of_telling(tree, above, deed, conditional)
        if condition and (found := _sufferer(tree, above, place)) is not None:
            return found
        clause = above
    return None


def _sufferer(tree: Tree, clause: int, place: int) -> int | None:
    """Return who is to suffer by a clause, else its subject where that is a name or noun before the pronoun."""
    subject = tree.subject_of(clause)
    named = subject is not None and subject < place and tree.pos[subject] in ("PROPN", "NOUN")
    harmed = _harmed(tree, clause)
    return harmed if harmed is not None else subject if named else None


def _of_telling(tree: Tree, verb: int, deed: int, conditional: bool) -> int | None:
    """Return the hearer for a condition's doer or who has to bear something, else the speaker; None if nobody hears."""
    hearer = next((c for c in tree.children[verb] if tree.deps[c] in _OBJECTS and c < deed), None)
    if hearer is None:
        return _harmed(tree, verb) if conditional else None
    passive = any(tree.deps[c] in ("aux:pass", "nsubj:pass") for c in tree.children[deed])
    if conditional:
        return tree.subject_of(verb) if passive else hearer
    duty = any(tree.deps[c] == "aux" and tree.lower[c] in _DUTY for c in tree.children[deed])
    have_to = tree.lemmas[deed] in ("have", "need")
    return hearer if passive or duty or have_to or "burden" in _classes(tree.lemmas[deed]) else tree.subject_of(verb)


def _is_condition(tree: Tree, clause: int) -> bool:
    """Tell whether an adverbial clause is a condition: 'if it …', 'should it …'."""
    marks = [c for c in tree.children[clause] if tree.deps[c] in ("mark", "aux", "advmod") and c < clause]
    return any(tree.lower[c] in _IF for c in marks)


def _harmed(tree: Tree, verb: int) -> int | None:
    """Return who is to suffer: the object of an act of harm, or the name in 'sanctions against X'."""
    if "harm" in _classes(tree.lemmas[verb]):
        for child in tree.children[verb]:
            if tree.deps[child] in _OBJECTS and tree.pos[child] == "PROPN":
                return child
    nouns = [c for c in tree.children[verb] if tree.deps[c] in ("obj", "obl", "nsubj", "nsubj:pass", "xcomp", "ccomp")]
    for holder in (verb, *nouns):
        if "harm" not in _classes(tree.lemmas[holder]) and holder != verb:
            continue
        for child in tree.children[holder]:
            if tree.deps[child] in ("nmod", "obl") and tree.pos[child] == "PROPN" and _is_against(tree, child, holder):
                return child
    return None


def _is_against(tree: Tree, noun: int, holder: int) -> bool:
    """Tell whether a preposition puts the harm on a noun; after a verb that harms nobody only 'against' does."""
    words = {tree.lower[c] for c in tree.children[noun] if tree.deps[c] == "case"}
    return "against" in words or ("harm" in _classes(tree.lemmas[holder]) and not words.isdisjoint(_AGAINST))


def _classes(lemma: str) -> frozenset[str]:
    return _table().get(lemma, frozenset())


@cache
def _table() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for lemma, kind in rows("warnings.tsv", 2):
        found[lemma] = found.get(lemma, frozenset()) | {kind}
    return found
