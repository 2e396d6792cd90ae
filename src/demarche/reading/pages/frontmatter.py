"""The block between `---` lines that plain text and Markdown may begin with: a strict line parser, no YAML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from demarche.errors import InputError
from demarche.reading.pages.fields import FIELDS, read_fields
from demarche.reading.pages.page import Colophon

_FENCE = re.compile(r"-{3,}[ \t]*")
_KEY = re.compile(r"(?P<key>[A-Za-z_][\w -]{0,40}?)[ \t]*:(?:[ \t]+(?P<value>.*))?")
_ITEM = re.compile(r"[ \t]*-[ \t]+(?P<value>.+)")
_LONGEST_BLOCK = 60


class _Field(NamedTuple):
    line: int
    value: str | list[str]


@dataclass(frozen=True)
class FrontMatter:
    """What the block says, the notes on it, and where the text after it starts."""

    colophon: Colophon
    notes: tuple[str, ...]
    end: int


def read_front_matter(text: str, where: str) -> FrontMatter | None:
    """
    Return what a text's front matter says, or None where it has none.

    A first line `---` that no second one answers within 60 lines, or whose next line is no `key: value`, is a rule
    in the text and no front matter.

    Raises
    ------
    InputError
        If a line of the block is no `key: value`, or a field has a bad value; it names file and line.
    """
    lines = text[:20_000].split("\n")
    if not _FENCE.fullmatch(lines[0]):
        return None
    close = next((i for i, line in enumerate(lines[1 : _LONGEST_BLOCK + 2], 1) if _FENCE.fullmatch(line)), None)
    if close is None or not any(_KEY.fullmatch(line.strip()) for line in lines[1:3]):
        return None
    fields = _fields(lines[1:close], where)
    colophon, notes = Colophon(), []
    for key, field in fields.items():
        if key in FIELDS - {"text", "left_out", "sha256"}:
            colophon = colophon.over(read_fields({key: field.value}, f"{where}:{field.line}"))
        else:
            notes.append(f"line {field.line}: front matter has no field {key!r}; it was not used")
    return FrontMatter(colophon, tuple(notes), min(len(text), sum(len(line) + 1 for line in lines[: close + 1])))


def _fields(lines: list[str], where: str) -> dict[str, _Field]:
    fields: dict[str, _Field] = {}
    last = ""
    for number, line in enumerate(lines, 2):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        item, pair = _ITEM.fullmatch(line), _KEY.fullmatch(line.rstrip())
        if item and last:
            before = fields[last].value
            items = before if isinstance(before, list) else []
            fields[last] = _Field(fields[last].line, [*items, _unquoted(item["value"])])
        elif pair:
            last = re.sub(r"[ -]", "_", pair["key"].casefold())
            fields[last] = _Field(number, _value(pair["value"] or ""))
        else:
            raise InputError(
                "a line of the front matter cannot be read", where=f"{where}:{number}", wanted="key: value",
                got=repr(line[:60]),
            )  # fmt: skip
    return fields


def _value(written: str) -> str | list[str]:
    bare = written.strip()
    if bare.startswith("[") and bare.endswith("]"):
        return [_unquoted(one) for one in bare[1:-1].split(",") if one.strip()]
    return _unquoted(bare)


def _unquoted(written: str) -> str:
    bare = written.strip()
    if len(bare) >= 2 and bare[0] == bare[-1] and bare[0] in "\"'":
        return bare[1:-1]
    return bare
