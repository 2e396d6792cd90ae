"""
A researcher's own types and modes of event: `types.toml` of the folder given by `--lexicon`.

A table `[NAME]` that is no PLOVER type defines a new one, and says what it is; what it leaves out it takes from the
PLOVER type that it is `like`. `[NAME.modes.MODE]` defines a mode, of a new type or of PLOVER's.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from demarche.errors import LexiconError, did_you_mean
from demarche.ontology.cameo import cameo_codes
from demarche.ontology.plover import LARGEST_INTENSITY, QUADS, plover_contexts, plover_modes, plover_types

FILE = "types.toml"
# What an event does unless it says otherwise; `demarche.reading.events` reads these.
BEHAVIOUR = ("context", "mutual", "targets", "halted", "refused", "requested", "promised", "threatened")
_WORDS = ("many", "noun", "verb", "together")
_MEANING = ("name", "description", "quad", "intensity", "cameo", "like")
_MODE = ("description", "intensity", "cameo", "verb")
_NAME = re.compile(r"[A-Z][A-Z0-9_]{1,31}$")
_MODE_NAME = re.compile(r"[a-z][a-z0-9-]{0,30}$")
# Whose ways a type of each quad takes where it names no other; the plainest of its quad.
_PLAINEST = dict(zip(QUADS, ("AGREE", "COOPERATE", "ACCUSE", "COERCE"), strict=True))
_VERB_FORMS, _NOUN_FORMS = 5, 4


class OwnMode(msgspec.Struct, frozen=True):
    """A mode of a researcher's own; `verb` as in the brief's table of wording, () where the type's serves."""

    type: str
    mode: str
    description: str
    intensity: float
    cameo: str
    verb: tuple[str, ...] = ()


class OwnType(msgspec.Struct, frozen=True):
    """
    A type of a researcher's own.

    `quad`, `intensity` and `cameo` ("" for none) are as in `PloverType`; `like` is the PLOVER type from which it takes
    what it does not say. `many`, `noun`, `verb` and `together` are words for the brief, empty where not given.
    """

    type: str
    name: str
    description: str
    quad: str
    intensity: float
    cameo: str
    like: str
    many: str = ""
    noun: tuple[str, ...] = ()
    verb: tuple[str, ...] = ()
    together: str = ""

    @property
    def is_conflict(self) -> bool:
        """True for verbal and material conflict."""
        return self.quad.endswith("conflict")


class TypesFile:
    """
    One `types.toml`, read and checked.

    Parameters
    ----------
    path : Path
        The file; one that is not there holds nothing.

    Raises
    ------
    LexiconError
        If it is no TOML, or a type or mode breaks its format; the error names file, line and field.
    """

    def __init__(self, path: Path) -> None:
        self.where = f"{path.parent.name}/{path.name}"
        self._text = path.read_text(encoding="utf-8") if path.is_file() else ""
        try:
            self.tables: Mapping[str, Any] = tomllib.loads(self._text)
        except tomllib.TOMLDecodeError as exc:
            raise LexiconError(f"the file is no TOML: {exc}", where=self.where) from exc
        for name, cells in self.tables.items():
            if not isinstance(cells, dict):
                raise self.fault("", name, "this stands outside of any type", wanted="[TYPE] above it")

    def types(self) -> tuple[OwnType, ...]:
        """Return the new types, in the order of the file."""
        return tuple(self._type(name) for name in self.tables if name not in plover_types())

    def modes(self) -> tuple[OwnMode, ...]:
        """Return the new modes, in the order of the file."""
        return tuple(self._mode(name, mode) for name in self.tables for mode in self._table(name, "modes"))

    def fault(
        self, name: str, field: str, message: str, *, wanted: str = "", got: str = "", mend: str = ""
    ) -> LexiconError:
        """Return (not raise) the error for a field of a table."""
        where = f"{self.where}, line {self._line(name, field)}"
        return LexiconError(message, where=where, field=field, wanted=wanted, got=got, mend=mend)

    def check_keys(self, name: str, cells: Iterable[str], known: Iterable[str]) -> None:
        """Raise LexiconError at the first key that nobody reads."""
        for key in cells:
            if key not in known:
                hint = did_you_mean(key, known)
                raise self.fault(name, key, "there is no such field", wanted=", ".join(known), got=key, mend=hint)

    def _line(self, name: str, field: str) -> int:
        """Return the line of a field, else of its table, else 1."""
        line, inside = 1, not name
        for count, text in enumerate(self._text.splitlines(), 1):
            if text.strip().startswith("["):
                inside = text.strip().startswith((f"[{name}]", f"[{name}."))
                line = count if text.strip().startswith(f"[{name}]") else line
            elif inside and re.match(rf"\s*[\"']?{re.escape(field)}[\"']?\s*=", text):
                return count
        return line

    def _table(self, name: str, field: str) -> Mapping[str, Any]:
        found = self.tables[name].get(field, {})
        if not isinstance(found, dict):
            raise self.fault(name, field, "this is no table", wanted=f"[{name}.{field}.MODE]", got=repr(found))
        return found

    def _type(self, name: str) -> OwnType:
        cells = self.tables[name]
        if "description" not in cells:
            hint = did_you_mean(name, plover_types()) or "a type of your own needs at least description and quad"
            wanted = ", ".join(plover_types())
            raise self.fault(name, "type", "there is no such PLOVER type", wanted=wanted, got=name, mend=hint)
        if not _NAME.match(name) or name == "NONE":
            raise self.fault(name, "type", "this is no name of a type", wanted="capitals, digits and _", got=name)
        self.check_keys(name, cells, (*_MEANING, *BEHAVIOUR, *_WORDS, "modes"))
        quad = self._choice(name, "quad", QUADS)
        like = self._choice(name, "like", plover_types(), _PLAINEST[quad])
        return OwnType(
            type=name,
            name=self._text_of(name, "name", name.replace("_", " ").capitalize()),
            description=self._text_of(name, "description"),
            quad=quad,
            intensity=self._intensity(name, cells, plover_types()[like].intensity),
            cameo=self._cameo(name, cells),
            like=like,
            many=self._text_of(name, "many", ""),
            noun=self._forms(name, cells, "noun", _NOUN_FORMS),
            verb=self._forms(name, cells, "verb", _VERB_FORMS),
            together=self._text_of(name, "together", ""),
        )

    def _mode(self, name: str, mode: str) -> OwnMode:
        cells = self._table(name, "modes")[mode]
        if not isinstance(cells, dict) or not _MODE_NAME.match(mode):
            raise self.fault(name, mode, "this is no mode", wanted=f"[{name}.modes.in-small-letters]", got=mode)
        if (name, mode) in plover_modes():
            raise self.fault(name, mode, "PLOVER has this mode already", got=mode, mend="give yours another name")
        self.check_keys(name, cells, _MODE)
        own = {one.type: one.intensity for one in self.types()}
        usual = plover_types()[name].intensity if name in plover_types() else own[name]
        described = str(cells.get("description", ""))
        verb = self._forms(name, cells, "verb", _VERB_FORMS)
        return OwnMode(name, mode, described, self._intensity(name, cells, usual), self._cameo(name, cells), verb)

    def _choice(self, name: str, field: str, known: Iterable[str], default: str = "") -> str:
        given = self.tables[name].get(field, default)
        if given not in known:
            hint = did_you_mean(str(given), known)
            raise self.fault(name, field, "unknown value", wanted=" | ".join(known), got=repr(given), mend=hint)
        return str(given)

    def _text_of(self, name: str, field: str, default: str | None = None) -> str:
        given = self.tables[name].get(field, default)
        if not isinstance(given, str) or (default is None and not given.strip()):
            raise self.fault(name, field, "not a text", wanted='words in quotes: "…"', got=repr(given))
        return given

    def _forms(self, name: str, cells: Mapping[str, Any], field: str, count: int) -> tuple[str, ...]:
        given = cells.get(field, [])
        fits = isinstance(given, list) and len(given) in (0, count) and all(isinstance(one, str) for one in given)
        if not fits:
            raise self.fault(
                name, field, "not the words of the brief", wanted=f"a list of {count} texts", got=repr(given)
            )
        return tuple(given)

    def _intensity(self, name: str, cells: Mapping[str, Any], default: float) -> float:
        given = cells.get("intensity", default)
        fits = isinstance(given, int | float) and not isinstance(given, bool) and abs(given) <= LARGEST_INTENSITY
        if not fits:
            raise self.fault(name, "intensity", "out of range", wanted="a number from -10 to 10", got=repr(given))
        return float(given)

    def _cameo(self, name: str, cells: Mapping[str, Any]) -> str:
        given = cells.get("cameo", "")
        if given != "" and given not in cameo_codes():
            wanted = 'a code of two to four digits in quotes, or "" for none'
            raise self.fault(name, "cameo", "this is no CAMEO code", wanted=wanted, got=repr(given))
        return str(given)


def check_context(file: TypesFile, name: str, given: object) -> str:
    """Return a context, or raise LexiconError where PLOVER has none such."""
    if given not in plover_contexts():
        hint = did_you_mean(str(given), plover_contexts())
        wanted = ", ".join(plover_contexts())
        raise file.fault(name, "context", "there is no such context", wanted=wanted, got=str(given), mend=hint)
    return str(given)
