"""
A spec file as a tree of nodes that know their line, read without recursion and within limits.

YAML is read by its 1.2 rules (`no` and `off` are words, not false), because moves and states have such names. What a
spec has no use for is refused by name: tags, several documents in a file, keys given twice. Aliases are allowed, but
what they unfold to counts, so that a file of a few lines cannot fill the memory.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from demarche.errors import InputError, MissingInputError

LARGEST_FILE_BYTES = 1_000_000
"""The coercive crisis has 30 kB; a game of fifty times its text is no text of a person."""
MOST_NODES = 20_000
"""The coercive crisis has about 1,500."""
DEEPEST = 30

_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z|[-+]?\.(inf|Inf|INF)\Z|\.(nan|NaN|NAN)\Z")
_WORDS: dict[str, Any] = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NOTHING = {"", "~", "null", "Null", "NULL"}


@dataclass(frozen=True)
class Place:
    """
    Where something stands in a spec.

    Parameters
    ----------
    file : str
        Name of the file, or "spec" for a text.
    line : int
        From 1.
    field : str
        Dotted path, e.g. `order[2].moves.raise.payoffs.target`.
    """

    file: str
    line: int
    field: str

    def error(self, message: str, *, wanted: str = "", got: str = "", mend: str = "") -> InputError:
        """Return the error that names this place."""
        return InputError(
            message, where=f"{self.file}, line {self.line}", field=self.field, wanted=wanted, got=got, mend=mend
        )


@dataclass
class Node:
    """
    One value of a spec file.

    Parameters
    ----------
    kind : str
        `map`, `list`, `text`, `number`, `truth` or `nothing`.
    place : Place
    value : object
        Of a scalar: str, float, int, bool or None.
    raw : str
        A scalar as it was written.
    entries : dict of str to Node
        Of a map, in the order of the file.
    items : list of Node
        Of a list.
    """

    kind: str
    place: Place
    value: Any = None
    raw: str = ""
    entries: dict[str, Node] = field(default_factory=dict)
    items: list[Node] = field(default_factory=list)

    def get(self, key: str) -> Node | None:
        """Return a map's entry; None where it is missing or null."""
        found = self.entries.get(key)
        return None if found is None or found.kind == "nothing" else found

    def plain(self) -> Any:
        """Return the value as builtins, as a JSON Schema sees it."""
        if self.kind == "map":
            return {key: one.plain() for key, one in self.entries.items()}
        return [one.plain() for one in self.items] if self.kind == "list" else self.value


@dataclass
class _Raw:
    """A node before it has a path: an alias stands at several."""

    kind: str
    line: int
    value: Any = None
    raw: str = ""
    keys: list[tuple[str, int]] = field(default_factory=list)
    items: list[_Raw] = field(default_factory=list)


def read_text(source: str | Path) -> tuple[str, str]:
    """
    Return the text and the name of a spec given as a path or as the text itself.

    A str is the text where it has a line break, or a colon and a space, in it.

    Raises
    ------
    MissingInputError, InputError
        If there is no such file, it is too large, or it is no UTF-8.
    """
    if isinstance(source, str) and ("\n" in source or ": " in source or source.lstrip().startswith("{")):
        _refuse_if_large(len(source.encode("utf-8", "replace")), "spec")
        return source, "spec"
    path = Path(source)
    try:
        if path.is_file():
            _refuse_if_large(path.stat().st_size, path.name)
        return path.read_bytes().decode("utf-8-sig"), path.name
    except FileNotFoundError as exc:
        raise MissingInputError("there is no such file", where=str(source), wanted="a game's spec (.yaml)") from exc
    except UnicodeDecodeError as exc:
        raise InputError(
            "the file is not UTF-8", where=path.name, wanted="a text in UTF-8", got=f"byte {exc.start} is no part of it"
        ) from exc
    except (OSError, ValueError) as exc:
        raise InputError("the file cannot be read", where=str(source), got=str(exc)) from exc


def _refuse_if_large(size: int, name: str) -> None:
    if size > LARGEST_FILE_BYTES:
        raise InputError(
            "the file is too large for a spec",
            where=name,
            wanted=f"at most {LARGEST_FILE_BYTES:,} bytes",
            got=f"{size:,} bytes",
        )


def read_document(text: str, file: str) -> Node:
    """
    Read YAML into a tree of nodes.

    Raises
    ------
    InputError
        If it is no YAML, is empty, repeats a key, or is beyond the limits of size and depth.
    """
    try:
        root = _Builder(file).build(yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
    except yaml.MarkedYAMLError as exc:
        mark = exc.problem_mark or exc.context_mark
        where = file if mark is None else f"{file}, line {mark.line + 1}, column {mark.column + 1}"
        problem = ", ".join(part for part in (exc.context, exc.problem) if part)
        raise InputError("this is no YAML", where=where, got=problem) from exc
    except yaml.YAMLError as exc:  # a character that YAML does not allow
        raise InputError("this is no YAML", where=file, got=" ".join(str(exc).split())) from exc
    if root is None or root.kind == "nothing":
        raise InputError("the spec is empty", where=file, wanted="a map with the keys of a game")
    return _Placer(file).place(root, "")


class _Builder:
    """Turns the parser's events into raw nodes, with a stack of its own instead of recursion."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.anchors: dict[str, _Raw] = {}
        self.open: list[tuple[_Raw, str | None]] = []
        self.root: _Raw | None = None

    def build(self, events: Any) -> _Raw | None:
        documents = 0
        for event in events:
            line = event.start_mark.line + 1
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self.error(line, "the file holds several documents", wanted="one, with no line '---' in it")
            elif isinstance(event, yaml.AliasEvent):
                self.add(self.referred(event.anchor, line), line)
            elif isinstance(event, yaml.ScalarEvent):
                self.refuse_tag(event, line)
                self.add(self.keep(event.anchor, _scalar(event, line)), line)
            elif isinstance(event, yaml.CollectionStartEvent):
                self.refuse_tag(event, line)
                self.open.append(
                    (_Raw("map" if isinstance(event, yaml.MappingStartEvent) else "list", line), event.anchor)
                )
                if len(self.open) > DEEPEST:
                    raise self.error(line, "the file is nested too deeply", wanted=f"at most {DEEPEST} levels")
            elif isinstance(event, yaml.CollectionEndEvent):
                done, anchor = self.open.pop()
                self.add(self.keep(anchor, done), done.line)
        return self.root

    def add(self, node: _Raw, line: int) -> None:
        if not self.open:
            self.root = node
            return
        parent = self.open[-1][0]
        if parent.kind == "map" and len(parent.keys) == len(parent.items):
            if node.kind in {"map", "list"}:
                raise self.error(line, "a key is a map or a list", wanted="a name before the colon")
            before = next((where for key, where in parent.keys if key == node.raw), None)
            if before is not None:
                raise self.error(line, f"the key '{node.raw}' is given twice", got=f"first in line {before}")
            parent.keys.append((node.raw, line))
        else:
            parent.items.append(node)

    def keep(self, anchor: str | None, node: _Raw) -> _Raw:
        if anchor:
            self.anchors[anchor] = node
        return node

    def referred(self, anchor: str | None, line: int) -> _Raw:
        if anchor is None or anchor not in self.anchors:  # not there, or still open: an alias inside what it names
            raise self.error(
                line, f"the alias '*{anchor}' names nothing complete", wanted="an anchor earlier in the file"
            )
        return self.anchors[anchor]

    def refuse_tag(self, event: Any, line: int) -> None:
        if event.tag and event.tag != "!":
            raise self.error(line, "tags are not read", got=str(event.tag), mend="leave the tag out")

    def error(self, line: int, message: str, **details: str) -> InputError:
        return InputError(message, where=f"{self.file}, line {line}", **details)


def _scalar(event: Any, line: int) -> _Raw:
    raw = str(event.value)
    if not event.implicit[0]:
        return _Raw("text", line, raw, raw)
    if raw in _NOTHING:
        return _Raw("nothing", line, None, raw)
    if raw in _WORDS:
        return _Raw("truth", line, _WORDS[raw], raw)
    if _INTEGER.match(raw) and len(raw) < 20:
        return _Raw("number", line, int(raw), raw)
    if _NUMBER.match(raw):
        return _Raw("number", line, float(raw.replace(".inf", "inf").replace(".nan", "nan")), raw)
    return _Raw("text", line, raw, raw)


class _Placer:
    """Gives every node its path; what aliases unfold to counts against the limit."""

    def __init__(self, file: str) -> None:
        self.file, self.left = file, MOST_NODES

    def place(self, raw: _Raw, path: str, line: int | None = None) -> Node:
        self.left -= 1
        if self.left < 0:
            raise InputError(
                "the file unfolds to too many values",
                where=self.file,
                wanted=f"at most {MOST_NODES:,}, aliases unfolded",
            )
        node = Node(raw.kind, Place(self.file, line or raw.line, path), raw.value, raw.raw)
        if raw.kind == "map":
            for (key, key_line), item in zip(raw.keys, raw.items, strict=True):
                node.entries[key] = self.place(item, f"{path}.{key}" if path else key, key_line)
        elif raw.kind == "list":
            node.items = [self.place(item, f"{path}[{number}]") for number, item in enumerate(raw.items)]
        return node
