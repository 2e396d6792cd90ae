"""The table of wording (data/wording.toml): how each kind of event and actor is called in the brief."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib import resources

import msgspec

from demarche.briefing.model import Tone
from demarche.errors import LexiconError
from demarche.ontology import Body, OwnMode, OwnType, intensity, plover_types

Verb = tuple[str, str, str, str, str]
_UNTOLD = 3.0  # how much an act weighs of which no table tells: about as much as an accusation; a judgement, 2026-11


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
    deed: bool = False


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole table."""

    types: dict[str, TypeWords]
    modes: dict[str, dict[str, Verb]]
    sectors: dict[str, tuple[str, str, str]]
    stop: frozenset[str]
    at: frozenset[str]
    measures: frozenset[str]
    contexts: dict[str, str]
    cameo: dict[str, Verb] = {}
    intensities: dict[str, float] = {}
    bodies: dict[str, str] = {}


# The table of the brief that is being written, where a researcher's own types are in it: set for the length of one
# build, since what words a type has is asked for in every sentence and by every section.
_SPOKEN: ContextVar[Wording | None] = ContextVar("wording", default=None)


@contextmanager
def speaking_of(types: Sequence[OwnType], modes: Sequence[OwnMode], bodies: Sequence[Body]) -> Iterator[None]:
    """Let a researcher's own types, modes and bodies have words of their own while a brief is built."""
    token = _SPOKEN.set(_with_own(_packaged(), types, modes, bodies))
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def load_wording() -> Wording:
    """Return the table of wording: the package's, with the words that the brief at hand adds."""
    return _SPOKEN.get() or _packaged()


@cache
def _packaged() -> Wording:
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
    own = load_wording().intensities
    if type_ in plover_types():
        return abs(own.get(f"{type_} {mode}", intensity(type_, mode)))
    return abs(own.get(f"{type_} {mode}", own.get(type_, _UNTOLD)))


def type_words(type_: str) -> TypeWords:
    """Return the wording of a type; a plain one for a type that no table at hand tells of."""
    return load_wording().types.get(type_) or _plain_words(type_.replace("_", " ").lower(), "conflictual")


def _plain_words(name: str, tone: Tone) -> TypeWords:
    noun = f"a case of {name}"
    verb = ("carry", "carried", "carried", f"out {noun} towards {{t}}", f"out {noun}")
    return TypeWords(tone, name.capitalize(), f"cases of {name}", (noun, "by", "towards", "is"), verb)


def _with_own(table: Wording, types: Sequence[OwnType], modes: Sequence[OwnMode], bodies: Sequence[Body]) -> Wording:
    """Return a table with a researcher's own types, modes and bodies in it."""
    verbs = {kind: dict(known) for kind, known in table.modes.items()}
    for mode in modes:
        if mode.verb:
            verbs.setdefault(mode.type, {})[mode.mode] = msgspec.convert(mode.verb, Verb)
    heavy = {one.type: one.intensity for one in types}
    heavy |= {f"{one.type} {one.mode}": one.intensity for one in modes}
    words = {**table.types, **{one.type: _own_words(one) for one in types}}
    names = {body.id: body.name for body in bodies}
    return msgspec.structs.replace(table, types=words, modes=verbs, intensities=heavy, bodies=names)


def _own_words(one: OwnType) -> TypeWords:
    plain = _plain_words(one.name.lower(), "conflictual" if one.is_conflict else "cooperative")
    return msgspec.structs.replace(
        plain,
        label=one.name,
        many=one.many or plain.many,
        noun=one.noun or plain.noun,
        verb=one.verb or plain.verb,
        together=one.together or None,
        deed=one.quad == "material conflict",
    )
