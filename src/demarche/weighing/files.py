"""Reads the analyst's files, corrections and grades of sources (YAML); an error names file, line, field and values."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from demarche.errors import InputError, MissingInputError
from demarche.record import Correction, CorrectionsFile, DateIs, SourceEntry, SourcesFile

Kind = TypeVar("Kind")
_MOST_CHARACTERS = 5_000_000


def load_corrections(path: str | Path) -> CorrectionsFile:
    """
    Return the corrections of a file.

    Raises
    ------
    InputError
        If the file is no YAML, a field is missing, unknown or of the wrong kind, or a date's end is before its start.
    """
    root = _root(path, ("corrections", "by"))
    found: list[Correction] = []
    for number, node in enumerate(_items(path, root, "corrections")):
        one: Any = _convert(path, node, Correction, f"corrections[{number}]")
        if isinstance(one, DateIs) and one.end is not None and one.end < one.start:
            raise _fault(
                path, node, f"corrections[{number}].end", "the end is before the start", str(one.start), str(one.end)
            )
        found.append(one)
    by = _plain(_child(root, "by")) if _child(root, "by") is not None else None
    if by is not None and not isinstance(by, str):
        raise _fault(path, root, "by", "not a name", "text", repr(by))
    return CorrectionsFile(tuple(found), by)


def load_sources(path: str | Path) -> SourcesFile:
    """
    Return the grades of sources in a file.

    Raises
    ------
    InputError
        As `load_corrections`; also where two entries have one name.
    """
    root = _root(path, ("sources", "kinds"))
    found: list[SourceEntry] = []
    seen: set[str] = set()
    for number, node in enumerate(_items(path, root, "sources")):
        entry = _convert(path, node, SourceEntry, f"sources[{number}]")
        for name in (entry.name, *entry.names):
            if name.casefold() in seen:
                raise _fault(path, node, f"sources[{number}].name", "stands twice", "each name once", name)
            seen.add(name.casefold())
        found.append(entry)
    kinds = _child(root, "kinds")
    table: Any = _convert(path, kinds, dict, "kinds") if kinds is not None else {}
    whole = _checked(path, kinds or root, {"kinds": table}, SourcesFile, "kinds")
    return SourcesFile(tuple(found), whole.kinds)


def _root(path: str | Path, fields: tuple[str, ...]) -> yaml.MappingNode:
    place = Path(path)
    if not place.is_file():
        raise MissingInputError("no such file", where=str(path))
    try:
        text = place.read_text(encoding="utf-8-sig")
        if len(text) > _MOST_CHARACTERS:
            raise InputError("too long", where=str(path), wanted=f"at most {_MOST_CHARACTERS:,} characters")
        root = yaml.compose(text, yaml.SafeLoader)
    except UnicodeDecodeError as exc:
        raise InputError("not UTF-8", where=str(path), mend="save it as UTF-8") from exc
    except yaml.YAMLError as exc:
        mark = getattr(exc, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        problem = getattr(exc, "problem", None) or "not YAML"
        raise InputError(str(problem), where=f"{path}{line}", wanted="YAML") from exc
    except RecursionError as exc:
        raise InputError("nested too deeply", where=str(path)) from exc
    if not isinstance(root, yaml.MappingNode):
        raise InputError("not a table of fields", where=f"{path}, line 1", wanted=" and ".join(fields))
    for key, _ in root.value:
        if key.value not in fields:
            raise _fault(path, key, str(key.value), "unknown field", " or ".join(fields), str(key.value))
    return root


def _child(node: yaml.MappingNode, field: str) -> yaml.Node | None:
    return next((value for key, value in node.value if key.value == field), None)


def _items(path: str | Path, root: yaml.MappingNode, field: str) -> list[yaml.Node]:
    node = _child(root, field)
    if node is None or (isinstance(node, yaml.ScalarNode) and node.value in ("", "null", "~")):
        return []
    if not isinstance(node, yaml.SequenceNode):
        raise _fault(path, node, field, "not a list", "a list, each item after a hyphen", str(node.value)[:40])
    return list(node.value)


def _plain(node: yaml.Node | None) -> Any:
    loader = yaml.SafeLoader("")
    try:
        return loader.construct_object(node, deep=True) if node is not None else None
    finally:
        loader.dispose()


def _convert(path: str | Path, node: yaml.Node, kind: Any, field: str) -> Any:
    try:
        value = _plain(node)
    except (yaml.YAMLError, ValueError, TypeError) as exc:
        raise _fault(path, node, field, "cannot be read", "plain YAML", str(exc).splitlines()[0]) from exc
    return _checked(path, node, value, kind, field)


def _checked(path: str | Path, node: yaml.Node, value: Any, kind: Any, field: str) -> Any:
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as exc:
        message, _, inner = str(exc).partition(" - at `$")
        inside = inner.rstrip("`")
        name = inside.lstrip(".").split(".")[0].split("[")[0]
        child = _child(node, name) if isinstance(node, yaml.MappingNode) and name else None
        got = _plain(child) if child is not None else value
        raise _fault(path, child or node, field + inside, message, "", repr(got)[:80]) from exc


def _fault(  # noqa: PLR0917 - the parts of an error
    path: str | Path, node: yaml.Node, field: str, message: str, wanted: str, got: str
) -> InputError:
    return InputError(message, where=f"{path}, line {node.start_mark.line + 1}", field=field, wanted=wanted, got=got)
