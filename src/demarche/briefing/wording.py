"""The table of wording (data/wording.toml): how each kind of event and actor is called in the brief."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

import msgspec

from demarche.briefing.model import Tone
from demarche.errors import LexiconError
from demarche.ontology import intensity

Verb = tuple[str, str, str, str, str]


class TypeWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The wording of one PLOVER type; data/wording.toml says what each field means."""

    tone: Tone
    label: str
    many: str
    noun: tuple[str, str, str, str]
    verb: Verb
    together: str | None = None
    mutual: tuple[str, ...] = ()
    speech: bool = False


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole table."""

    types: dict[str, TypeWords]
    modes: dict[str, dict[str, Verb]]
    sectors: dict[str, tuple[str, str, str]]
    articles: frozenset[str]
    letters: frozenset[str]
    stop: frozenset[str]
    at: frozenset[str]
    measures: frozenset[str]
    contexts: dict[str, str]
    cameo: dict[str, Verb] = {}


@cache
def load_wording() -> Wording:
    """
    Return the package's table of wording.

    Raises
    ------
    LexiconError
        If the data file breaks its format.
    """
    text = resources.files("demarche.briefing").joinpath("data/wording.toml").read_text(encoding="utf-8")
    try:
        return msgspec.convert(tomllib.loads(text), Wording)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as exc:
        raise LexiconError(str(exc), where="brief/data/wording.toml") from exc


_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?|\d+")


def main_words(matter: str) -> frozenset[str]:
    """Return the words of a matter that tell it from another, in lower case."""
    stop = load_wording().stop
    return frozenset(word.casefold() for word in _WORD.findall(matter)) - stop


def weight(type_: str, mode: str | None = None) -> float:
    """Return how much an act of this type weighs, 0 to 10: the size of the ontology's intensity."""
    return abs(intensity(type_, mode))


def type_words(type_: str) -> TypeWords:
    """Return the wording of a PLOVER type."""
    return load_wording().types[type_]
