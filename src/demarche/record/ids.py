"""
Ids derived from content: the same report, read twice, gives the same ids, and two different items never share one.

An id is a letter for the kind, a hyphen, and the first 16 hex digits of a SHA-256: over the text's own digest and the
fields that tell two reports apart, or over the report's id and the item's whole content.
"""

from __future__ import annotations

import hashlib
from typing import TypeVar

import msgspec

from demarche.record.model import Event, Projection, Report, Statement

Item = TypeVar("Item", bound=Event | Statement | Projection)

_DIGITS = 16
_LETTERS: dict[type, str] = {Event: "e", Statement: "s", Projection: "p", Report: "r"}


def text_digest(text: str) -> str:
    """Return the SHA-256 of a text's UTF-8 bytes, in hex; lone surrogates are kept apart, not refused."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def identify_report(report: Report) -> Report:
    """
    Return the report with the id that its content gives.

    The id hangs on the text, the source's name, the date and the url, so that one wire story in two papers is two
    reports, and on nothing that a later guess might change (title, language, what was left out, the path).
    """
    published = "" if report.published is None else report.published.isoformat()
    parts = (report.sha256, report.source.name or "", published, report.url or "")
    return msgspec.structs.replace(report, id=_digest("r", msgspec.json.encode(parts)))


def identify(item: Item, report: str) -> Item:
    """
    Return an event, statement or projection with the id that its report and content give.

    Parameters
    ----------
    item : Event, Statement or Projection
        Whatever id it carries is ignored.
    report : str
        Id of the report in which it stands.

    Examples
    --------
    >>> from demarche.record import Actor, Span, Statement
    >>> said = Statement("", Actor("FRA"), None, "confidence", "positive", "talks", (Span(0, 9),))
    >>> identify(said, "r-1").id == identify(identify(said, "r-1"), "r-1").id
    True
    """
    blank = msgspec.structs.replace(item, id="")
    content = msgspec.json.encode((report, blank))
    return msgspec.structs.replace(item, id=_digest(_LETTERS[type(item)], content))


def _digest(letter: str, content: bytes) -> str:
    return f"{letter}-{hashlib.sha256(content).hexdigest()[:_DIGITS]}"
