"""
The words that refer back: pronouns, 'the two leaders', 'both sides', 'the alliance', 'the North'.

Each becomes a `Phrase` whose hit says what to look for; `discourse.py` reads it in its turn.
"""

from __future__ import annotations

from functools import cache

from demarche.reading.actors.phrases import Phrase
from demarche.reading.actors.spotting import Hit
from demarche.reading.actors.tables import Phrases as Finder
from demarche.reading.actors.tables import rows, word_kinds
from demarche.reading.actors.tree import Tree

_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
_POINTERS = frozenset({"the", "both", "these", "those", "all", "each", "neither", "either"})
# "Each side" is both of them; "the side" is none.
_EACH = frozenset({"each", "neither", "either"})
# What 'the …' alone may take up; 'the countries' is as often new.
_REFERRING = frozenset({*_NUMBERS, "pair", "duo", "sides", "leaders", "presidents", "ministers",
                        "superpowers", "foreign"})  # fmt: skip
_SINGLE = frozenset({"side", "party", "army", "country", "government", "capital", "camp", "leader"})
_NOUN_AFTER = frozenset({"NOUN", "PROPN", "ADJ"})


def with_references(tree: Tree, phrases: list[Phrase]) -> list[Phrase]:
    """Return the phrases with the pronouns and definite descriptions, in order; a description ousts its nouns."""
    found = _descriptions(tree, phrases) + _halves(tree) + _pronouns(tree)
    covered = {i for phrase in found for i in range(phrase.start, phrase.end)}
    kept = [phrase for phrase in phrases if phrase.head not in covered]
    return sorted(kept + found, key=lambda phrase: (phrase.start, -phrase.end))


def _descriptions(tree: Tree, phrases: list[Phrase]) -> list[Phrase]:
    placed = {i for phrase in phrases if phrase.lands or phrase.names for i in range(phrase.start, phrase.end)}
    found: list[Phrase] = []
    for start, end in tree.sents:
        for i in range(start, end - 1):
            if tree.lower[i] not in _POINTERS:
                continue
            number = _NUMBERS.get(tree.lower[i + 1], 0)
            matched = _finder().at(tree.lower, i + 1 + (number > 2), end)
            if matched is None or not _may_refer(tree, i, matched[0] + (number > 2), end, matched[1]):
                continue
            stop = i + 1 + matched[0] + (number > 2)
            if stop - 1 in placed:
                continue
            role = f"{matched[1]}:{number}" if number > 2 and matched[1].startswith("pair") else matched[1]
            hit = Hit(i, stop, "description", role=role, plural=role.startswith("pair"))
            found.append(Phrase(i, stop, stop - 1, hit, article="the"))
    return found


def _may_refer(tree: Tree, i: int, length: int, end: int, role: str) -> bool:
    """Tell whether 'the leaders' refers back: not 'the leaders of X', not in a compound; a plural needs 'two'."""
    after = i + 1 + length
    if after < end and (
        tree.lower[after] == "of" or (tree.pos[after] in ("NOUN", "PROPN") and tree.heads[i + length] == after)
    ):
        return False
    if role == "pair" and after < end and tree.pos[after] in _NOUN_AFTER:
        return False
    first = tree.lower[i + 1]
    if tree.lower[i] in _EACH or first in _SINGLE:
        return tree.lower[i] in _EACH and first in _SINGLE
    return not role.startswith("pair") or first in _REFERRING or tree.lower[i] == "both"


def _halves(tree: Tree) -> list[Phrase]:
    words = {row[0] for row in rows_of_halves()}
    found: list[Phrase] = []
    for start, end in tree.sents:
        for i in range(start + 1, end):
            if tree.lower[i] in words and tree.is_capital(i) and tree.lower[i - 1] in ("the", "both"):
                if i + 1 < end and tree.is_capital(i + 1) and tree.words[i + 1].isalpha():
                    continue
                found.append(Phrase(i - 1, i + 1, i, Hit(i, i + 1, "half", role=tree.lower[i])))
    return found


def _pronouns(tree: Tree) -> list[Phrase]:
    kinds = word_kinds("pronouns.tsv")
    found: list[Phrase] = []
    for start, end in tree.sents:
        for i in range(start, end):
            kind = kinds.get(tree.lower[i])
            if kind in ("he", "she", "it", "they") and tree.pos[i] not in ("PROPN", "NOUN"):
                found.append(Phrase(i, i + 1, i, Hit(i, i + 1, "pronoun", role=kind, plural=kind == "they")))
    return found


@cache
def _finder() -> Finder[str]:
    finder: Finder[str] = Finder()
    for phrase, role in rows("descriptions.tsv", 2):
        finder.add(phrase, role)
    return finder


@cache
def rows_of_halves() -> tuple[tuple[str, str, str], ...]:
    """Return (word, a country of the context, whose half) from data/halves.tsv."""
    return tuple((word, context, half) for word, context, half in rows("halves.tsv", 3))
