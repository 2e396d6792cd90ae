"""WARC, behind one adapter: warcio gives the records; responses and conversions that hold text become pages."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, NamedTuple

from demarche.reading.pages.limits import LimitError, Limits
from demarche.reading.pages.page import FOREIGN_FAULTS, AdapterError, hush

_KINDS = {
    "text/html": "html", "application/xhtml+xml": "html", "text/plain": "text", "application/pdf": "pdf",
    "application/rss+xml": "feed", "application/atom+xml": "feed",
}  # fmt: skip


class Record(NamedTuple):
    """One record that may hold a report: its number, address, kind and content, or why it could not be read."""

    number: int
    url: str | None
    kind: str
    raw: bytes | AdapterError


def read_warc(stream: io.RawIOBase, limits: Limits) -> Iterator[Record]:
    """
    Yield the records that may hold reports, in order. Requests, metadata, pictures and failures (404) are passed by.

    Raises
    ------
    AdapterError
        If the archive is damaged or ends inside a record; raised after the last record that could be read.
    LimitError
        If there are more records than `Limits.warc_records`.
    """
    from warcio.archiveiterator import ArchiveIterator  # only for WARC
    from warcio.exceptions import ArchiveLoadFailed

    hush("warcio")
    seen = 0
    try:
        archive = ArchiveIterator(stream)
        archive.INC_RECORD = ""  # its warning, written straight to standard error
        for number, record in enumerate(archive, 1):
            if number > limits.warc_records:
                raise LimitError("too many records", "warc_records", limits.warc_records)
            kind = _kind(record)
            raw = _content(record, limits) if kind else b""
            _check_whole(record)
            seen = number
            if kind:
                yield Record(number, record.rec_headers.get_header("WARC-Target-URI"), kind, raw)
    except (LimitError, AdapterError):
        raise
    except (ArchiveLoadFailed, *FOREIGN_FAULTS) as exc:
        detail = f"after record {seen}: warcio: {type(exc).__name__}: {str(exc)[:200]}"
        raise AdapterError("damaged WARC", detail) from exc
    if not seen:
        raise AdapterError("damaged WARC", "it holds no record")


def _kind(record: Any) -> str | None:
    if record.rec_type == "response" and record.http_headers is not None:
        if not str(record.http_headers.get_statuscode()).startswith("2"):
            return None
        given = record.http_headers.get_header("Content-Type") or ""
    elif record.rec_type in ("resource", "conversion"):
        given = record.rec_headers.get_header("Content-Type") or ""
    else:
        return None
    return _KINDS.get(given.split(";")[0].strip().casefold())


def _content(record: Any, limits: Limits) -> bytes | AdapterError:
    """Read a record's content, unpacked; never more than `Limits.report_bytes` of it."""
    raw = bytearray()
    stream = record.content_stream()
    while len(raw) <= limits.report_bytes and (block := stream.read(1 << 16)):
        raw += block
    if len(raw) > limits.report_bytes:
        exc = LimitError("record too large", "report_bytes", limits.report_bytes)
        return AdapterError(exc.reason, exc.detail)
    return bytes(raw)


def _check_whole(record: Any) -> None:
    """Pass over what is left of a record; raise where the file ends before the record does."""
    if record.rec_headers.get_header("Content-Length") is None:
        raise AdapterError("damaged WARC", "a record does not say how long it is")
    while record.raw_stream.read(1 << 16):
        pass
    missing = getattr(record.raw_stream, "limit", 0)
    if missing:
        raise AdapterError("damaged WARC", f"it ends inside a record, {missing:,} bytes short")
