"""The projections room's tables: words that predict, what predicted verbs come to, and who is no party to a crisis."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import get_args

from demarche.errors import LexiconError
from demarche.record import EventType

WORD_CLASSES = frozenset({"adj", "verb", "noun", "adverb"})
FRAMES = frozenset(
    ["to", "that", "ing", "obj", "subj", "of", "for", "from", "on", "about", "against", "to_n", "toward", "into", "-"]
)
FLAGS = frozenset({"of", "dated", "future", "inanimate", "modal", "plain", "-"})
OUTCOME_CLASSES = frozenset({"ends", "lasts", "bars", "acts", "occurs", "causes", "averts", "is", "begs", "befalls"})
TYPES = frozenset(get_args(EventType))


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that predicts; the fields are the columns of data/cues.tsv."""

    word: str
    word_class: str
    frames: tuple[str, ...]
    as_words: str
    flag: str

    @property
    def literal(self) -> bool:
        """Whether its range is that of the words as they stand in the text."""
        return self.as_words == "="

    @property
    def silent(self) -> bool:
        """Whether it states no range of its own."""
        return self.as_words == "-"


@cache
def cues() -> dict[tuple[str, str], tuple[Cue, ...]]:
    """Return the words that predict, by lemma and word class."""
    found: dict[tuple[str, str], list[Cue]] = {}
    for where, cells in _rows("cues.tsv", 5):
        word, word_class, frames, as_words, flag = cells
        cue = Cue(word, word_class, tuple(frames.split()), as_words, flag)
        if word_class not in WORD_CLASSES or not FRAMES.issuperset(cue.frames) or flag not in FLAGS:
            raise LexiconError("unknown class, frame or flag", where=where, got="\t".join(cells))
        found.setdefault((word, word_class), []).append(cue)
    return {key: tuple(group) for key, group in found.items()}


@cache
def outcome_classes() -> dict[str, tuple[tuple[str, str | None], ...]]:
    """Return what predicted verbs come to: lemma -> its classes in the order of the table, with their type."""
    found: dict[str, list[tuple[str, str | None]]] = {}
    for where, (lemmas, name, event_type) in _rows("outcomes.tsv", 3):
        if name not in OUTCOME_CLASSES or (name in ("is", "acts", "befalls")) != (event_type in TYPES):
            raise LexiconError("unknown class or type", where=where, got=f"{name}\t{event_type}")
        for lemma in lemmas.split(","):
            found.setdefault(lemma.strip(), []).append((name, event_type if event_type in TYPES else None))
    return {lemma: tuple(dict.fromkeys(group)) for lemma, group in found.items()}


@cache
def topics() -> dict[str, str]:
    """Return the nearest type of the nouns that predictions are about."""
    found: dict[str, str] = {}
    for where, (lemmas, event_type) in _rows("topics.tsv", 2):
        if event_type not in TYPES:
            raise LexiconError("unknown type", where=where, got=event_type)
        found.update({lemma.strip(): event_type for lemma in lemmas.split(",")})
    return found


@cache
def voices() -> dict[str, frozenset[str]]:
    """Return the words of data/voices.tsv by class."""
    return {name: frozenset(words.split()) for _, (name, words) in _rows("voices.tsv", 2)}


def _rows(name: str, width: int) -> Iterator[tuple[str, list[str]]]:
    text = (files(__package__) / "data" / name).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        where = f"projections/data/{name}, line {number}"
        if len(cells) != width:
            raise LexiconError("wrong number of columns", where=where, wanted=str(width), got=str(len(cells)))
        yield where, cells
