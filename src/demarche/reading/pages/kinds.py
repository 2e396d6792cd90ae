"""What kind of input some bytes are: by their content first, then by the name."""

from __future__ import annotations

import re
from pathlib import PurePath

HEAD_BYTES = 1 << 16
_NAMES = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html",
    ".xhtml": "html", ".pdf": "pdf", ".eml": "mail", ".rss": "feed", ".atom": "feed", ".jsonl": "jsonl",
    ".ndjson": "jsonl", ".json": "json", ".warc": "warc", ".wet": "warc",
}  # fmt: skip
# What people drop in by mistake: named in the refusal, so that they know what to do.
_MAGIC = (
    (b"PK\x03\x04", "a ZIP archive or an Office file"), (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"),
    (b"RIFF", "a picture or a sound"),
    (b"7z\xbc\xaf", "a 7-Zip archive"), (b"Rar!", "a RAR archive"), (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"), (b"(\xb5/\xfd", "a zstd file"), (b"\x7fELF", "a program"), (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"), (b"PAR1", "a Parquet file"), (b"{\\rtf", "an RTF file"),
    (b"ID3", "a sound"), (b"OggS", "a sound"), (b"%!PS", "a PostScript file"),
)  # fmt: skip
_OTHER_NAMES = {".css": "a style sheet", ".js": "a script", ".py": "a program", ".csv": "a table", ".tsv": "a table"}
_MAIL_HEADER = re.compile(rb"(?im)^(?:message-id|mime-version|received|return-path|delivered-to|x-mailer):")
_MAIL_START = re.compile(rb"(?i)^(?:[\w-]{2,40}:[^\n]{0,1000}\n(?:[ \t][^\n]{0,1000}\n)*){2}")
_MARK = b"\xef\xbb\xbf \t\r\n"


def kind_of(head: bytes, name: str) -> str:
    """
    Return the kind of an input: text, markdown, html, pdf, mail, feed, jsonl, json, warc, or `other: …`.

    Parameters
    ----------
    head : bytes
        The first bytes, unpacked; at most `HEAD_BYTES` of them are looked at.
    name : str
        The file's name without `.gz`; empty for standard input.

    Examples
    --------
    >>> kind_of(b"%PDF-1.7", "report.txt"), kind_of(b"Talks went on.", "report.md")
    ('pdf', 'markdown')
    """
    head = head[:HEAD_BYTES]
    suffix = PurePath(name).suffix.casefold()
    by_name = _NAMES.get(suffix)
    bare = _narrowed(head).lstrip(_MARK)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"WARC/"):
        return "warc"
    for magic, what in _MAGIC:
        if head.startswith(magic):
            return f"other: {what}"
    if by_name in ("jsonl", "json", "mail", "warc", "pdf"):
        return by_name
    by_content = _markup_kind(bare) or _json_kind(bare) or _mail_kind(bare)
    if suffix in _OTHER_NAMES and not by_content:
        return f"other: {_OTHER_NAMES[suffix]}"
    return by_content or by_name or "text"


def _narrowed(head: bytes) -> bytes:
    """Take the zeros out of UTF-16, so that markup in it is recognised."""
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff")) or head[:64].count(0) > 16
    return head.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\x00", b"") if wide else head


def _markup_kind(bare: bytes) -> str | None:
    if not bare.startswith(b"<"):
        return None
    start = bare[:4096].lower()
    if re.search(rb"<(?:rss|rdf:rdf|feed)\b", start):
        return "feed"
    if re.search(rb"<!doctype\s+html|<html\b|<head\b|<body\b|<(?:div|p|article|h1|table|meta|span)\b", start):
        return "html"
    return "feed" if start.startswith(b"<?xml") else None


def _json_kind(bare: bytes) -> str | None:
    first = bare.split(b"\n", 1)[0].strip()
    looks = re.match(rb"\{\s*\"[\w -]{1,60}\"\s*:", first)
    return "jsonl" if looks and (first.endswith(b"}") or len(first) > 2000) else None


def _mail_kind(bare: bytes) -> str | None:
    block = re.split(rb"\r?\n\r?\n", bare[:20000], maxsplit=1)[0].replace(b"\r\n", b"\n") + b"\n"
    return "mail" if _MAIL_START.match(block) and _MAIL_HEADER.search(block) else None
