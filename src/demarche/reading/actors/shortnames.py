"""
Short names of bodies that the report names in full: 'the Tigers', 'the AMS'.

A known body's name lends its rarer words ('the Liberation Tigers of Tamil Eelam … the Tigers'); the first letters of
any other name that begins or ends a phrase ('the Association of Muslim Scholars (AMS)') are looked up where they stand
alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from demarche.reading.actors.spotting import Hit, Spots
from demarche.reading.actors.tables import word_kinds
from demarche.reading.actors.tree import Tree

_BODIES = frozenset({"org", "body", "group"})
_LEAST = 5  # letters of a word that can stand for a body's name
_LINKS = frozenset({"of", "the", "for", "and", "in", "to", "de", "du"})
_LETTERS = range(2, 7)


def find_short_names(spots: Spots) -> None:
    """Lay a known body's hit over the later words of its name that stand alone after 'the', and mark initials."""
    tree, known = spots.tree, dict[str, Hit]()
    for start, end in tree.sents:
        for i in range(start, end):
            hit = spots.at[i]
            if hit is not None:
                if hit.kind in _BODIES and hit.end - hit.start > 1 and i == hit.start:
                    known.update((word, hit) for word in _rare_words(hit.name or spots.text(hit.start, hit.end), tree))
            elif i > start and _stands_alone(tree, i, end):
                spots.at[i] = _short(tree, i, known)


def initials_of(tree: Tree, start: int, end: int) -> Iterator[str]:
    """
    Yield the first letters of the capitalised words around a body's noun, where they can be its short name.

    Parameters
    ----------
    tree : Tree
    start, end : int
        The tokens of the phrase; its name may go on after it ('Association' of 'Muslim Scholars').
    """
    first = next((i for i in range(start, end) if tree.is_capital(i) and tree.lower[i] not in _LINKS), end)
    letters, i, stop = "", first, tree.sents[tree.sent_of[start]][1] if tree.sent_of[start] >= 0 else end
    while i < stop and (tree.is_capital(i) or tree.lower[i] in _LINKS):
        if tree.is_capital(i):
            letters += tree.words[i][0]
            if i >= end - 1 and len(letters) in _LETTERS:
                yield letters
        i += 1


def _rare_words(name: str, tree: Tree) -> Iterator[str]:
    common = word_kinds("commonwords.tsv")
    for word in name.split():
        if word[:1].isupper() and len(word) >= _LEAST and word.lower() not in common:
            yield word


def _stands_alone(tree: Tree, i: int, end: int) -> bool:
    """Tell whether a capitalised word is a name by itself, with 'the' before it or all in capitals."""
    word = tree.words[i]
    if tree.pos[i] not in ("PROPN", "NOUN", "X") or not word.isalpha() or not tree.is_capital(i):
        return False
    if i + 1 < end and tree.is_capital(i + 1) and tree.words[i + 1].isalpha():
        return False
    return tree.lower[i - 1] == "the" or _is_initials(word)


def _is_initials(word: str) -> bool:
    return word.isupper() and len(word) in _LETTERS


def _short(tree: Tree, i: int, known: dict[str, Hit]) -> Hit | None:
    full = known.get(tree.words[i])
    if full is not None:
        return replace(full, start=i, end=i + 1)
    return Hit(i, i + 1, "initials", name=tree.words[i]) if _is_initials(tree.words[i]) else None
