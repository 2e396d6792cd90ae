"""How much of anything is read before it is refused, so that no input can stop a batch."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """
    The most of each thing that is read. Every refusal names the limit that it met.

    Parameters
    ----------
    file_bytes : int
        Size of a file that must be held whole (text, HTML, PDF, e-mail, feed), unpacked. JSON Lines and WARC files
        are streamed and may be of any size.
    report_bytes : int
        Size of one line of JSON Lines, or of one record of a WARC file.
    report_characters : int
        Length of one report's text, in code points.
    line_characters : int
        Length of one line of a report's text, in code points: prose has line ends, dumps have none.
    report_seconds : float
        Time spent on one file that must be held whole; checked between its pages, parts and entries.
    unpacked_ratio : float
        How many times its packed size a gzip file may grow (prose: 3 to 5), once it passes `unpacked_free_bytes`.
    html_depth, html_elements, html_bytes : int
        Nesting, elements and size of a web page. Extraction takes about 10 ms for 1,000 elements (November 2026), and
        up to three times as much where they are made to hinder it.
    pdf_pages, feed_entries, mail_parts, warc_records : int
        Pages of a PDF, entries of a feed, parts of an e-mail, records of a WARC file.
    """

    file_bytes: int = 64 * MEGABYTE
    report_bytes: int = 16 * MEGABYTE
    report_characters: int = 2_000_000
    line_characters: int = 200_000
    report_seconds: float = 60.0
    unpacked_ratio: float = 200.0
    unpacked_free_bytes: int = 4 * MEGABYTE
    pdf_pages: int = 500
    html_depth: int = 240
    html_elements: int = 60_000
    html_bytes: int = 8 * MEGABYTE
    feed_entries: int = 10_000
    mail_parts: int = 100
    warc_records: int = 10_000_000


class LimitError(ValueError):
    """A limit was met. Never leaves this room: the opener turns it into a refusal."""

    def __init__(self, reason: str, limit: str, value: float, found: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        shown = f"{value:,.0f}"
        self.detail = f"{found + '; ' if found else ''}the limit {limit} is {shown}: raise it to read this input"


class Stopwatch:
    """Raises `LimitError` once a report has taken too long; a stopwatch alone, so that results never depend on it."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds, self._clock = limits.report_seconds, clock
        self._start = clock()

    def check(self) -> None:
        """Raise `LimitError` if the time is up."""
        if self._clock() - self._start > self._seconds:
            raise LimitError("took too long", "report_seconds", self._seconds)
