"""What the event lexicon knows of a word out of context: the types that its patterns code, its effects, its classes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

YIELDING = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
"""The edition of the codebook that marked pairs follow has one type for both."""
_VERBAL = frozenset({"VERB", "AUX"})
_NOMINAL = frozenset({"NOUN", "ADJ"})
_MANY = 3  # a word of more types says too little of any; chosen by hand, 2026-11


class PatternLike(Protocol):
    """What is asked of a pattern."""

    @property
    def type(self) -> str | None:
        """What it codes."""
        ...


class OperatorLike(Protocol):
    """What is asked of an operator."""

    @property
    def effect(self) -> str:
        """What it does to the event below it."""
        ...


class LexiconLike(Protocol):
    """What is asked of `demarche.reading.events.Lexicon`."""

    @property
    def verbs(self) -> Mapping[str, Iterable[PatternLike]]:
        """Patterns by verb."""
        ...

    @property
    def nouns(self) -> Mapping[str, Iterable[PatternLike]]:
        """Patterns by event noun."""
        ...

    @property
    def operators(self) -> Mapping[str, Iterable[OperatorLike]]:
        """Operators by verb."""
        ...

    @property
    def classes(self) -> Mapping[str, frozenset[str]]:
        """Words by class."""
        ...


class Senses:
    """
    The senses of words by one lexicon.

    Parameters
    ----------
    lexicon : LexiconLike
        A researcher's own verbs are known by it, too.
    """

    def __init__(self, lexicon: LexiconLike) -> None:
        self._verbs, self._nouns = _types_of(lexicon.verbs), _types_of(lexicon.nouns)
        self._effects = {lemma: sorted({o.effect for o in found}) for lemma, found in lexicon.operators.items()}
        classes: dict[str, list[str]] = {}
        for name, words in sorted(lexicon.classes.items()):
            for word in words:
                classes.setdefault(word, []).append(name)
        self._classes = classes

    def types(self, lemma: str, pos: str) -> list[str]:
        """Return the types that a verb or noun is coded as by one pattern or another."""
        if pos in _VERBAL:
            return self._verbs.get(lemma, [])
        return self._nouns.get(lemma, []) if pos in _NOMINAL else []

    def effects(self, lemma: str) -> list[str]:
        """Return what a verb does to the event that it governs: `refuse`, `threaten`, `begin`."""
        return self._effects.get(lemma, [])

    def described(self, lemma: str, pos: str) -> tuple[tuple[str, float], ...]:
        """Return the senses of a word with their weights: rarer is heavier."""
        if pos not in _VERBAL and pos not in _NOMINAL:
            return ()
        types = self.types(lemma, pos)
        found = [(f"#t{one}", 0.8 / len(types) ** 0.5) for one in types if len(types) <= _MANY]
        found += [(f"#o{one}", 0.8) for one in self.effects(lemma)]
        if pos in _NOMINAL:
            classes = self._classes.get(lemma, [])
            found += [(f"#c{one}", 0.7 / len(classes) ** 0.5) for one in classes]
        return tuple(found)


def _types_of(table: Mapping[str, Iterable[PatternLike]]) -> dict[str, list[str]]:
    return {
        lemma: sorted({YIELDING.get(one.type, one.type) for one in patterns if one.type})
        for lemma, patterns in table.items()
    }
