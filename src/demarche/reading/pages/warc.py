"""WARC, behind one adapter: warcio gives the records; responses and conversions that hold text become pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any, NamedTuple

from demarche.reading.pages.limits import LimitError, Limits
from demarche.reading.pages.page import FOREIGN_FAULTS, AdapterError

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


def read_warc(stream: IO[bytes], limits: Limits) -> Iterator[Record]:
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

    seen = 0
    try:
        for number, record in enumerate(ArchiveIterator(stream, no_record_parse=False), 1):
            if number > limits.warc_records:
                raise LimitError("too many records", "warc_records", limits.warc_records)
            seen = number
            kind = _kind(record)
            if kind:
                yield Record(number, record.rec_headers.get_header("WARC-Target-URI"), kind, _content(record, limits))
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
    left = getattr(record.raw_stream, "limit", 0)
    if left and record.http_headers is not None and not raw:
        return AdapterError("truncated record", f"{left:,} bytes of it are missing")
    return bytes(raw)
