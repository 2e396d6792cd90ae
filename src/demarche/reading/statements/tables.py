"""The tables of `data/`: words of speech with the kind and stance they give, words of content that tell the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from demarche.errors import LexiconError
from demarche.reading.clauses import form_index, table_rows, verb_forms

KINDS: Final = frozenset(
    {"claim", "assessment", "pledge", "demand", "threat", "denial", "confidence", "reassurance", "accusation"}
)
_SETTLED: Final = frozenset({"content", "warn", "worry", "scorn"})  # what is said decides
_STANCES: Final = frozenset({"positive", "negative", "neutral", "content"})
_CLASSES: Final = frozenset({"verb", "noun", "adj"})
_SIGNS: Final = frozenset(
    [
        "good",
        "bad",
        "harm",
        "wrong",
        "calm",
        "demand",
        "duty",
        "judge",
        "expert",
        "loose",
        "untrue",
        "local",
        "foreign",
        "paper",
    ]
)


@dataclass(frozen=True)
class Speech:
    """A word of speech: its kind ("content" and "warn": what is said decides), stance, and if it needs no clause."""

    word: str
    kind: str
    stance: str
    alone: str


@dataclass(frozen=True)
class SpeechTables:
    """
    The tables: `words[class][word]`, and `signs[sign]`, the words that carry it, in all their forms.

    `forms` gives a verb by any of its forms; `first_words` are the words that open an entry.
    """

    words: Mapping[str, Mapping[str, Speech]]
    signs: Mapping[str, frozenset[str]]
    forms: Mapping[str, str]
    first_words: frozenset[str]


@cache
def load_speech() -> SpeechTables:
    """
    Load the tables that the package carries.

    Raises
    ------
    LexiconError
        If a line breaks the format that its file documents; it names file and line.
    """
    folder = files("demarche.reading.statements") / "data"
    speech = _speech(folder / "speech.tsv")
    first = frozenset(word.partition("_")[0] for words in speech.values() for word in words)
    return SpeechTables(speech, _signs(folder / "content.tsv"), form_index(speech["verb"]), first)


def _speech(path: Traversable) -> dict[str, dict[str, Speech]]:
    found: dict[str, dict[str, Speech]] = {name: {} for name in _CLASSES}
    for place, (word, kind_of_word, kind, stance, alone) in table_rows(path, 5):
        wrong = [
            value
            for value, allowed in (
                (kind_of_word, _CLASSES),
                (kind, KINDS | _SETTLED),
                (stance, _STANCES),
                (alone, {"yes", "no", "rated"}),
            )
            if value not in allowed
        ]
        if wrong or word in found[kind_of_word]:
            raise LexiconError("a word of speech is listed twice, or has an unknown value", where=place, got=str(wrong))
        found[kind_of_word][word] = Speech(word, kind, stance, alone)
    return found


def _signs(path: Traversable) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {sign: set() for sign in _SIGNS}
    for place, (word, sign) in table_rows(path, 2):
        if sign not in _SIGNS:
            raise LexiconError("unknown class of content", where=place, wanted=", ".join(sorted(_SIGNS)), got=sign)
        found[sign].add(word)
    return {sign: frozenset(form for word in words for form in _forms(word)) for sign, words in found.items()}


def _forms(word: str) -> Iterator[str]:
    yield from (word, f"{word}s", *verb_forms(word))
