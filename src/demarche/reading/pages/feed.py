"""RSS and Atom, behind one adapter: feedparser gives the entries, each of which is a page."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from demarche.reading.pages.decoding import decode_markup, normalise
from demarche.reading.pages.limits import LimitError, Limits, Stopwatch
from demarche.reading.pages.page import FOREIGN_FAULTS, AdapterError, Colophon, Draft
from demarche.reading.pages.webpage import check_markup, html_paragraphs

_ENTITY = re.compile(r"<!ENTITY|<!DOCTYPE[^>\[]{0,500}\[", re.I)
_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,2000}>|&(?:#\d+|\w+);")


class Entry(NamedTuple):
    """One entry of a feed, or why it could not be read."""

    number: int
    draft: Draft | AdapterError
    colophon: Colophon


def read_feed(raw: bytes, limits: Limits) -> Iterator[Entry]:
    """
    Yield the entries of a feed, in its order.

    Raises
    ------
    AdapterError
        If the XML declares entities (they can grow without end, or name files), or there is no entry.
    LimitError
        If there are more entries than `Limits.feed_entries`; raised after the last that is read.
    """
    markup = normalise(decode_markup(raw)[0])
    if _ENTITY.search(markup):
        raise AdapterError("XML entities", "the file declares entities of its own, which are never expanded here")
    feed = _parsed(markup)
    if not feed.entries:
        fault = str(feed.get("bozo_exception") or "it is XML, but no entry of RSS or Atom is in it")
        raise AdapterError("feed without entries", fault[:200])
    watch = Stopwatch(limits)
    for number, entry in enumerate(feed.entries, 1):
        if number > limits.feed_entries:
            raise LimitError("too many entries", "feed_entries", limits.feed_entries, f"{len(feed.entries):,} entries")
        watch.check()
        yield Entry(number, _draft(entry, limits), _colophon(entry, feed.feed))


def _parsed(markup: str) -> Any:
    import feedparser  # slow to import, and only for feeds

    # Bytes, never a string: feedparser would fetch a string that is an address, or open one that names a file.
    # The text is decoded already, and the header outranks the encoding that the file declares.
    headers = {"content-type": "application/xml; charset=utf-8"}
    try:
        return feedparser.parse(io.BytesIO(markup.encode("utf-8", "replace")), response_headers=headers)
    except FOREIGN_FAULTS as exc:
        raise AdapterError("damaged feed", f"feedparser: {type(exc).__name__}: {str(exc)[:200]}") from exc


def _draft(entry: Any, limits: Limits) -> Draft | AdapterError:
    """Return the longest of what an entry offers as its text."""
    offered = [str(part.get("value") or "") for part in entry.get("content", [])] + [str(entry.get("summary") or "")]
    markup = max(offered, key=len)
    if not _TAG.search(markup):
        return Draft(normalise(markup))
    try:
        check_markup(markup.encode("utf-8", "replace"), limits)
        return Draft("\n\n".join(html_paragraphs(normalise(markup))))
    except LimitError as exc:
        return AdapterError(exc.reason, exc.detail)
    except AdapterError as exc:
        return exc


def _colophon(entry: Any, feed: Any) -> Colophon:
    names = [str(one.get("name") or "") for one in entry.get("authors", [])] or [str(entry.get("author") or "")]
    source = entry.get("source") or {}
    return Colophon(
        title=_words(entry.get("title")), source_name=_words(source.get("title")) or _words(feed.get("title")),
        authors=tuple(name for one in names if (name := _words(one))),
        published=_day(entry.get("published_parsed")) or _day(entry.get("updated_parsed")),
        url=_words(entry.get("link")), given_id=None, language=_words(feed.get("language")),
    )  # fmt: skip


def _words(value: object) -> str | None:
    """Return a title as plain words: markup in it is dropped only where it is markup (`<b>`), not where it is text."""
    return " ".join(normalise(value).split()) or None if isinstance(value, str) else None


def _day(moment: Any) -> dt.date | None:
    try:
        return dt.date(moment.tm_year, moment.tm_mon, moment.tm_mday) if moment else None
    except (ValueError, AttributeError):
        return None
