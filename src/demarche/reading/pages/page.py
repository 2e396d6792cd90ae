"""What every adapter hands on: a page (the raw material of a report), and what the page's own metadata say."""

from __future__ import annotations

import datetime as dt
import logging
import struct
import zlib
from dataclasses import dataclass, fields, replace

from demarche.record import LeftOut, Refused, Reliability, SourceKind

STAGE = "page"


def refuse(path: str, reason: str, detail: str = "") -> Refused:
    """Return the refusal of one input at this stage, with the reason in a few words and the detail in a sentence."""
    return Refused(path=path, stage=STAGE, reason=reason, detail=detail)


@dataclass(frozen=True)
class Colophon:
    """
    What is known of a page beside its text; None where nothing is.

    `language` is a hint alone: the language of a page is decided from its prose.
    """

    title: str | None = None
    source_name: str | None = None
    source_kind: SourceKind | None = None
    reliability: Reliability | None = None
    authors: tuple[str, ...] = ()
    published: dt.date | None = None
    published_inferred: bool = False
    url: str | None = None
    language: str | None = None
    given_id: str | None = None

    def over(self, other: Colophon) -> Colophon:
        """Return this colophon, with what it lacks taken from `other`."""
        lacking = {f.name: getattr(other, f.name) for f in fields(self) if not getattr(self, f.name)}
        if self.published is not None:
            lacking.pop("published_inferred", None)
        return replace(self, **lacking)


@dataclass(frozen=True)
class Draft:
    """
    The text that an adapter took from its format, before furniture is looked for.

    Parameters
    ----------
    text : str
        The text as it will stand in the report.
    left_out : tuple of LeftOut
        Ranges that the format itself marks as no prose (headings, tables, code).
    notes : tuple of str
        What the reader of the brief should know of the way in which the text was read.
    furniture : bool
        Whether to look for furniture at all; False where every line is known to be the writer's own.
    """

    text: str
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()
    furniture: bool = True


@dataclass(frozen=True)
class Page:
    """
    One report as it was found, before anything in it is understood.

    Parameters
    ----------
    text : str
        All that was read, boilerplate included, line ends as line feeds. Spans of `left_out` are half-open ranges of
        it in code points, in order, without overlap.
    path : str
        Where it came from: `file.txt`, `corpus.jsonl:17` (line), `feed.xml#3` (entry), `crawl.warc.gz#3` (record).
    published_inferred : bool
        True where the date was worked out from the text (see `publication.py`), not stated by metadata.
    notes : tuple of str
        Warnings that do not hinder reading: unknown front matter keys, characters that were replaced, …
    """

    text: str
    path: str
    title: str | None = None
    source_name: str | None = None
    source_kind: SourceKind = "unknown"
    reliability: Reliability | None = None
    authors: tuple[str, ...] = ()
    published: dt.date | None = None
    published_inferred: bool = False
    url: str | None = None
    language: str = "en"
    left_out: tuple[LeftOut, ...] = ()
    given_id: str | None = None
    notes: tuple[str, ...] = ()


# What parsers of other hands raise on hostile input, beyond their own errors. Caught only round a call of theirs, at
# the border, and turned into a refusal that names the parser.
FOREIGN_FAULTS = (
    ValueError, TypeError, LookupError, AttributeError, ArithmeticError, AssertionError, RecursionError, OSError,
    EOFError, MemoryError, NotImplementedError, StopIteration, zlib.error, struct.error, SyntaxError,
)  # fmt: skip


class AdapterError(ValueError):
    """A format that could not be read. Never leaves this room: the opener turns it into a refusal."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.reason, self.detail = reason, detail


def hush(*names: str) -> None:
    """Keep loggers of libraries from writing to standard error by themselves; a program's handler still hears."""
    for name in names:
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
