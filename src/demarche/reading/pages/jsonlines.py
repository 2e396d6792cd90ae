"""JSON Lines of articles, streamed: one line, one article; a line that is none is refused by its number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any, NamedTuple

import msgspec

from demarche.errors import InputError
from demarche.reading.pages.decoding import normalise
from demarche.reading.pages.fields import read_fields
from demarche.reading.pages.limits import LimitError, Limits
from demarche.reading.pages.page import AdapterError, Colophon, Draft

_DECODER = msgspec.json.Decoder()
_OTHER_NAMES = ("body", "content", "article", "full_text", "article_text")


class Article(NamedTuple):
    """One line: an article, or why it is none."""

    line: int
    draft: Draft | AdapterError
    colophon: Colophon


def read_json_lines(stream: IO[bytes], where: str, limits: Limits) -> Iterator[Article]:
    """Yield one article for each line that is not blank; never more than one line is held."""
    for number, raw in _lines(stream, limits.report_bytes):
        bare = raw.strip() if raw is not None else b" "
        if bare:
            yield _article(number, raw, f"{where}:{number}", limits)


def _article(number: int, raw: bytes | None, where: str, limits: Limits) -> Article:
    try:
        if raw is None:
            raise LimitError("line too large", "report_bytes", limits.report_bytes)
        return Article(number, *read_article(_decoded(raw), where))
    except LimitError as exc:
        return Article(number, AdapterError(exc.reason, exc.detail), Colophon())
    except AdapterError as exc:
        return Article(number, exc, Colophon())


def _decoded(raw: bytes) -> object:
    try:
        return _DECODER.decode(raw.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as exc:
        raise AdapterError("not JSON", str(exc)[:200]) from exc


def read_article(given: object, where: str) -> tuple[Draft, Colophon]:
    """
    Return the text and the metadata of one article.

    Raises
    ------
    AdapterError
        If it is no object, has no `text`, or one of its fields has a bad value.
    """
    if not isinstance(given, dict):
        raise AdapterError("not an article", f"wanted an object with a text, got {_kind(given)}")
    text = given.get("text")
    if not isinstance(text, str):
        other = next((name for name in _OTHER_NAMES if isinstance(given.get(name), str)), None)
        got = f"no field text (rename {other!r}?)" if "text" not in given and other else _got_text(given)
        raise AdapterError("not an article", f"wanted a field text with a string, got {got}")
    try:
        return Draft(normalise(text)), read_fields(given, where)
    except InputError as exc:
        raise AdapterError("bad field", str(exc)) from exc


def _got_text(given: dict[str, Any]) -> str:
    return _kind(given["text"]) if "text" in given else "no field text"


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")


def _lines(stream: IO[bytes], most: int) -> Iterator[tuple[int, bytes | None]]:
    """Yield (number, line); None for a line longer than `most`, which is skipped without being held."""
    number = 0
    while line := stream.readline(most + 1):
        number += 1
        if len(line) <= most:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(most)
        yield number, None
