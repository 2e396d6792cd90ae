"""
The tables of `data/`: what embedding verbs, nouns, adjectives and small words do to a clause.

The format stands at the head of each file, so that a researcher can change a table without reading code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from demarche.errors import LexiconError
from demarche.reading.clauses.forms import form_index, noun_index

EFFECTS: Final = frozenset(
    {
        "fact",
        "known",
        "not",
        "denied",
        "reported",
        "planned",
        "possible",
        "conditional",
        "historical",
        "temporal",
        "topic",
    }
)
VOICES: Final = frozenset({"says", "announces", "thinks", "-"})
_UNDER_NEGATION: Final = {
    "fact": "not", "known": "known", "not": "possible", "denied": "reported", "reported": "possible",
    "planned": "not", "possible": "possible", "conditional": "possible", "historical": "known",
    "temporal": "known", "topic": "topic",
}  # fmt: skip


@dataclass(frozen=True)
class Effect:
    """What a word does to its complement: plainly, and when the word itself is negated."""

    plain: str
    negated: str


@dataclass(frozen=True)
class Embedder:
    """A word that takes clauses: whose voice it is, and its effect by frame."""

    word: str
    voice: str = "-"
    frames: Mapping[str, Effect] = field(default_factory=dict)

    @property
    def speaks(self) -> bool:
        """Whether what depends on it stands on its subject's word, or in its mind."""
        return self.voice != "-"


@dataclass(frozen=True)
class Tables:
    """All the tables of this room."""

    verbs: Mapping[str, Embedder]
    nouns: Mapping[str, Embedder]
    adjectives: Mapping[str, Embedder]
    words: Mapping[str, Mapping[str, str]]
    verb_forms: Mapping[str, str] = field(default_factory=dict)
    noun_forms: Mapping[str, str] = field(default_factory=dict)

    def word(self, kind: str, word: str) -> str | None:
        """Return the effect of a small word of a class, or None where it is not listed."""
        return self.words[kind].get(word)


@cache
def load_tables() -> Tables:
    """
    Load the tables that the package carries.

    Raises
    ------
    LexiconError
        If a line breaks the format that its file documents; it names file and line.
    """
    folder = files("demarche.reading.clauses") / "data"
    nouns = list(_nouns(folder / "nouns.tsv"))
    verbs = dict(_verbs(folder / "verbs.tsv"))
    return Tables(
        verbs=verbs,
        nouns={entry.word: entry for kind, entry in nouns if kind == "noun"},
        adjectives={entry.word: entry for kind, entry in nouns if kind == "adj"},
        words=_words(folder / "words.tsv"),
        verb_forms=form_index(verbs),
        noun_forms=noun_index(entry.word for kind, entry in nouns if kind == "noun"),
    )


def table_rows(path: Traversable, columns: int) -> Iterator[tuple[str, list[str]]]:
    """Yield `(place, fields)` of every line of a table, blank lines and `#` comments left out."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = [part.strip() for part in line.split("\t")]
        if len(fields) != columns:
            raise LexiconError(
                "a line of a table has the wrong number of columns",
                where=f"{path.name}:{number}", wanted=f"{columns} columns parted by tabs", got=repr(line),
            )  # fmt: skip
        yield f"{path.name}:{number}", fields


def _verbs(path: Traversable) -> Iterator[tuple[str, Embedder]]:
    for place, (word, voice, frames) in table_rows(path, 3):
        yield word, _embedder(place, word, voice, frames)


def _nouns(path: Traversable) -> Iterator[tuple[str, Embedder]]:
    for place, (word, kind, voice, frames) in table_rows(path, 4):
        if kind not in ("noun", "adj"):
            raise LexiconError("unknown class of word", where=place, wanted="noun or adj", got=kind)
        yield kind, _embedder(place, word, voice, frames)


def _embedder(place: str, word: str, voice: str, frames: str) -> Embedder:
    if voice not in VOICES:
        raise LexiconError("unknown voice", where=place, wanted=", ".join(sorted(VOICES)), got=voice)
    return Embedder(word, voice, dict(_frame(place, part) for part in frames.split()))


def _frame(place: str, text: str) -> tuple[str, Effect]:
    name, _, effects = text.partition("=")
    plain, _, negated = effects.partition("/")
    for effect in (plain, negated or plain):
        if effect not in EFFECTS:
            raise LexiconError("unknown effect", where=place, wanted=", ".join(sorted(EFFECTS)), got=text)
    return name, Effect(plain, negated or _UNDER_NEGATION[plain])


def effect(name: str) -> Effect:
    """Return an effect by name, with what negation makes of it by default."""
    return Effect(name, _UNDER_NEGATION[name])


def _words(path: Traversable) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {
        kind: {} for kind in ("modal", "mark", "prep", "adverb", "adj", "negator", "aside", "false", "setting")
    }
    for place, (word, kind, plain) in table_rows(path, 3):
        if kind not in found or plain not in EFFECTS:
            raise LexiconError("unknown class or effect", where=place, wanted=", ".join(found), got=f"{kind} {plain}")
        found[kind][word] = plain
    return found
