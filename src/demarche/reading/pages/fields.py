"""The fields that a user may give with a text (front matter, JSON Lines), checked one by one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, cast, get_args

from demarche.errors import InputError
from demarche.reading.pages.datewords import full_date
from demarche.reading.pages.outlets import SOURCE_KINDS, source_kind
from demarche.reading.pages.page import Colophon
from demarche.record import Reliability

_ISO = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ].*)?")
_LONGEST = 2000
FIELDS = frozenset({
    "text", "id", "title", "source", "source_kind", "reliability", "authors", "author", "published", "date", "url",
    "language", "left_out", "sha256",
})  # fmt: skip


def read_fields(given: Mapping[str, Any], where: str) -> Colophon:
    """
    Return the colophon that a mapping of fields states. Keys that are no fields are not looked at.

    Parameters
    ----------
    given : mapping
        Fields of contract.md, Input: `title`, `source`, `source_kind`, `reliability`, `authors`, `published` or
        `date`, `url`, `language`, `id`. `source` may also be a mapping with `name`, `kind` and `reliability`.
    where : str
        The file and line, for messages.

    Raises
    ------
    InputError
        If a value is not of its kind; it names the field, what was wanted and what was got.
    """
    flat = _flat(given)
    stated: dict[str, Any] = {}
    for key, (name, read, wanted) in _READERS.items():
        value = flat.get(key)
        if value is None or value == "" or name in stated:
            continue
        got = read(value)
        if got is None:
            shown = repr(value) if len(repr(value)) < 80 else repr(value)[:77] + "…"
            raise InputError("a field has a bad value", where=where, field=key, wanted=wanted, got=shown)
        stated[name] = got
    return replace(Colophon(), **stated)


def _flat(given: Mapping[str, Any]) -> dict[str, Any]:
    source = given.get("source")
    if not isinstance(source, Mapping):
        return dict(given)
    nested = {"source": source.get("name"), "source_kind": source.get("kind"), "reliability": source.get("reliability")}
    return {**nested, **{key: value for key, value in given.items() if key != "source"}}


def _text(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    words = " ".join(str(value).split())
    return words if words and len(words) <= _LONGEST else None


def _authors(value: object) -> tuple[str, ...] | None:
    if isinstance(value, str):
        value = re.split(r"\s*(?:,|;| and )\s*", value)
    if not isinstance(value, list | tuple):
        return None
    names = [name for one in value if (name := _text(one))]
    return tuple(names) if len(names) == len([one for one in value if one != ""]) else None


def read_date(value: object) -> dt.date | None:
    """Return the day of an ISO date or time, a timestamp's day, or a full date in words; None where it is neither."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if not isinstance(value, str):
        return None
    found = _ISO.fullmatch(value.strip())
    if not found:
        return full_date(value) if len(value) < 60 else None
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _reliability(value: object) -> Reliability | None:
    grade = value.strip().upper() if isinstance(value, str) else ""
    return cast(Reliability, grade) if grade in get_args(Reliability) else None


_Reader = Callable[[Any], object | None]
_READERS: dict[str, tuple[str, _Reader, str]] = {
    "id": ("given_id", _text, "text or a whole number"),
    "title": ("title", _text, f"text of at most {_LONGEST} characters"),
    "source": ("source_name", _text, "the name of the outlet"),
    "source_kind": ("source_kind", lambda v: source_kind(v) if isinstance(v, str) else None, SOURCE_KINDS),
    "reliability": ("reliability", _reliability, "an Admiralty grade from A to F"),
    "authors": ("authors", _authors, "a list of names"),
    "author": ("authors", _authors, "a name"),
    "published": ("published", read_date, "a date such as 2022-02-12"),
    "date": ("published", read_date, "a date such as 2022-02-12"),
    "url": ("url", _text, "an address"),
    "language": ("language", _text, "a language code such as en"),
}
