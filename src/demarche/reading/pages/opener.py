"""
Paths to pages, one after another, never more than one file (or one record of a stream) held.

1. all paths are looked up, so that a missing one is told before anything is read;
2. gzip is unpacked, whatever the name;
3. the kind is told by content, then by name;
4. the adapter of the kind gives drafts;
5. each draft becomes a page, or a refusal.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO

import msgspec

from demarche.errors import InputError
from demarche.reading.pages.assembly import check_length, make_page
from demarche.reading.pages.decoding import DecodingError, decode, decode_markup, normalise
from demarche.reading.pages.feed import read_feed
from demarche.reading.pages.frontmatter import read_front_matter
from demarche.reading.pages.jsonlines import read_article, read_json_lines
from demarche.reading.pages.kinds import HEAD_BYTES, kind_of
from demarche.reading.pages.limits import LimitError, Limits
from demarche.reading.pages.mail import Attachment, read_mail
from demarche.reading.pages.markdown import read_markdown
from demarche.reading.pages.packing import GZIP_MAGIC, PackingError, Unpacked, read_whole
from demarche.reading.pages.page import AdapterError, Colophon, Draft, Page, refuse
from demarche.reading.pages.paths import STANDARD_INPUT, check_paths, folder_files
from demarche.reading.pages.pdf import read_pdf
from demarche.reading.pages.warc import read_warc
from demarche.reading.pages.webpage import read_html
from demarche.record import Refused

Found = Page | Refused
_DEFAULTS = Limits()
_DEEPEST = 3  # gzip within gzip, mail within mail


def open_pages(
    paths: Sequence[str | Path], limits: Limits = _DEFAULTS, *, stdin: IO[bytes] | None = None
) -> Iterator[Found]:
    """
    Return the pages of files, folders and `-` (standard input), in order; what cannot be read is a `Refused`.

    Parameters
    ----------
    paths : sequence of str or Path
        A folder is walked in sorted order, hidden files passed by; one without any file gives a `Refused` of its own.
    limits : Limits
        How much of anything is read.
    stdin : binary stream, optional
        What `-` stands for; the process's standard input otherwise.

    Raises
    ------
    MissingInputError
        If a path does not exist; raised at once, before anything is read.
    """
    return _pages(check_paths(paths), limits, stdin)


def page_from_text(text: str, *, path: str = "", limits: Limits = _DEFAULTS, **meta: object) -> Found:
    """
    Return the page of a text at hand, with or without front matter.

    Parameters
    ----------
    text : str
        The text; line ends are normalised.
    path : str
        Where it came from, for messages.
    **meta
        Fields of contract.md, Input: `title`, `source`, `source_kind`, `reliability`, `authors`, `published`, `url`,
        `language`, `id`. They outrank the front matter.

    Raises
    ------
    InputError
        If a field is unknown or has a bad value.
    """
    from demarche.reading.pages.fields import FIELDS, read_fields

    unknown = sorted(set(meta) - FIELDS - {"source_name"})
    if unknown:
        raise InputError("there is no such field", field=unknown[0], wanted=", ".join(sorted(FIELDS - {"text"})))
    given = {("source" if key == "source_name" else key): value for key, value in meta.items()}
    colophon = read_fields(given, path or "the text's fields")
    reader = _Opener(limits)
    return next(reader.guarded(path, lambda: iter([reader.page_of_text(normalise(text), path, "", colophon)])))


def _pages(paths: Sequence[str | Path], limits: Limits, stdin: IO[bytes] | None) -> Iterator[Found]:
    opener = _Opener(limits)
    for path in paths:
        if str(path) == STANDARD_INPUT:
            stream = stdin if stdin is not None else sys.stdin.buffer
            yield from opener.guarded("-", lambda stream=stream: opener.stream_pages(stream, "-", ""))  # type: ignore[misc]
        elif Path(path).is_dir():
            yield from _folder_pages(opener, Path(path))
        else:
            yield from opener.file_pages(Path(path))


def _folder_pages(opener: _Opener, folder: Path) -> Iterator[Found]:
    empty = True
    for file in folder_files(folder):
        empty = False
        yield from opener.file_pages(file)
    if empty:
        yield refuse(str(folder), "folder without readable files", "it holds no file that is not hidden")


class _Opener:
    """Knows the limits; opens one input after another."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits

    def file_pages(self, path: Path) -> Iterator[Found]:
        """Yield the pages of one file."""
        try:
            stream = path.open("rb")
        except OSError as exc:
            yield refuse(str(path), "cannot be opened", exc.strerror or str(exc))
            return
        with stream:
            yield from self.guarded(str(path), lambda: self.stream_pages(stream, str(path), path.name))

    def guarded(self, path: str, pages: Callable[[], Iterator[Found]]) -> Iterator[Found]:
        """Yield the pages; an error of this room ends them with a refusal that says why."""
        try:
            yield from pages()
        except (LimitError, DecodingError, AdapterError) as exc:
            yield refuse(path, exc.reason, exc.detail)
        except PackingError as exc:
            yield refuse(path, "damaged gzip", str(exc))
        except InputError as exc:
            yield refuse(path, "bad field" if exc.field else "bad front matter", str(exc))
        except OSError as exc:
            yield refuse(path, "cannot be read", exc.strerror or str(exc))

    def stream_pages(self, stream: IO[bytes], path: str, name: str, depth: int = 0) -> Iterator[Found]:
        """Unpack, tell the kind, and hand the stream to the adapter."""
        head = _read_head(stream)
        if not head:
            yield refuse(path, "empty file", "there is not one byte in it")
            return
        chained = _Chained(head, stream)
        whole = io.BufferedReader(chained)
        if head.startswith(GZIP_MAGIC):
            if depth >= _DEEPEST:
                raise LimitError("packed too deeply", "depth of gzip", _DEEPEST)
            inner = name[:-3] if name.casefold().endswith(".gz") else name
            unpacked = io.BufferedReader(Unpacked(whole, self.limits))
            yield from self.stream_pages(unpacked, path, inner, depth + 1)
            return
        kind = kind_of(head, name)
        if kind in ("jsonl", "warc"):
            # A buffer would lose the last whole records of a damaged archive: warcio reads from the stream itself.
            yield from self._article_pages(whole, path) if kind == "jsonl" else self._warc_pages(chained, path)
            return
        if kind.startswith("other"):
            raise AdapterError("unknown kind of file", f"it is {kind.removeprefix('other: ')}, which is not read")
        yield from self.held_pages(read_whole(whole, self.limits), kind, path, depth=depth)

    def held_pages(self, raw: bytes, kind: str, path: str, url: str | None = None, depth: int = 0) -> Iterator[Found]:
        """Yield the pages of a file that must be held whole."""
        if kind in ("text", "markdown"):
            decoded = decode(raw)
            notes = () if decoded.encoding.startswith("utf") else (f"read as {decoded.encoding}",)
            yield self.page_of_text(normalise(decoded.text), path, kind, Colophon(url=url), notes)
        elif kind == "html":
            yield make_page(*read_html(raw, self.limits, url), path, self.limits)
        elif kind == "pdf":
            draft, colophon = read_pdf(raw, self.limits)
            yield make_page(draft, colophon.over(Colophon(url=url)), path, self.limits)
        elif kind == "mail":
            yield from self._mail_pages(raw, path, depth)
        elif kind == "feed":
            for entry in read_feed(raw, self.limits):
                yield self._page_of(entry.draft, entry.colophon, f"{path}#{entry.number}")
        else:
            yield from self._json_pages(raw, path)

    def page_of_text(self, text: str, path: str, kind: str, known: Colophon, notes: tuple[str, ...] = ()) -> Found:
        """Return the page of plain text or Markdown, front matter taken off."""
        check_length(text, self.limits)
        front = read_front_matter(text, path or "text")
        if front:
            known, notes, text = known.over(front.colophon), notes + front.notes, text[front.end :]
        draft = read_markdown(text) if kind == "markdown" else Draft(text)
        return make_page(Draft(draft.text, draft.left_out, notes), known, path, self.limits)

    def _page_of(self, draft: Draft | AdapterError, colophon: Colophon, path: str) -> Found:
        if isinstance(draft, AdapterError):
            return refuse(path, draft.reason, draft.detail)
        return make_page(draft, colophon, path, self.limits)

    def _article_pages(self, stream: IO[bytes], path: str) -> Iterator[Found]:
        for article in read_json_lines(stream, path, self.limits):
            yield self._page_of(article.draft, article.colophon, f"{path}:{article.line}")

    def _json_pages(self, raw: bytes, path: str) -> Iterator[Found]:
        """Read one JSON file: a list of articles, one article, or lines under the wrong name."""
        try:
            given = msgspec.json.decode(decode_markup(raw)[0])
        except (msgspec.DecodeError, RecursionError):
            yield from self._article_pages(io.BytesIO(raw), path)
            return
        for number, one in enumerate(given if isinstance(given, list) else [given], 1):
            here = f"{path}#{number}" if isinstance(given, list) else path
            try:
                yield self._page_of(*read_article(one, here), here)
            except AdapterError as exc:
                yield refuse(here, exc.reason, exc.detail)

    def _mail_pages(self, raw: bytes, path: str, depth: int) -> Iterator[Found]:
        mail = read_mail(raw, self.limits)
        read: list[Attachment] = []
        unread: list[Attachment] = []
        for attachment in mail.attachments:
            (read if depth < _DEEPEST and _is_readable(attachment) else unread).append(attachment)
        if mail.draft is not None:
            notes = tuple(f"the attachment {one.name!r} was not read" for one in unread)
            draft = Draft(mail.draft.text, mail.draft.left_out, mail.draft.notes + notes)
            yield make_page(draft, mail.colophon, path, self.limits)
        elif not read:
            yield refuse(path, "e-mail without text", "it has neither a text nor an attachment that is read")
        for one in read:
            stream = io.BytesIO(one.raw)
            here = f"{path}/{one.name}"
            yield from self.guarded(here, lambda s=stream, h=here, n=one.name: self.stream_pages(s, h, n, depth + 1))  # type: ignore[misc]

    def _warc_pages(self, stream: io.RawIOBase, path: str) -> Iterator[Found]:
        for record in read_warc(stream, self.limits):
            here = f"{path}#{record.number}"
            if isinstance(record.raw, AdapterError):
                yield refuse(here, record.raw.reason, record.raw.detail)
            else:
                yield from self.guarded(here, lambda r=record, h=here: self.held_pages(r.raw, r.kind, h, r.url))  # type: ignore[misc]


def _is_readable(attachment: Attachment) -> bool:
    """Tell whether an attachment is of a kind that is read, by a name or a content that say so."""
    head = attachment.raw[:HEAD_BYTES]
    if head.startswith(GZIP_MAGIC):
        return True
    kind = kind_of(head, attachment.name)
    return not kind.startswith("other") and (kind != "text" or attachment.name.casefold().endswith((".txt", ".text")))


def _read_head(stream: IO[bytes]) -> bytes:
    """Read enough to tell the kind; of a damaged stream, what it still gives (the damage is met again later)."""
    head = b""
    read = getattr(stream, "read1", stream.read)
    try:
        while len(head) < HEAD_BYTES and (block := read(HEAD_BYTES - len(head))):
            head += block
    except PackingError:
        if not head:
            raise
    return head


class _Chained(io.RawIOBase):
    """A stream whose head was read already, whole again."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]  # io's buffer is wider
        block = self._head[: len(buffer)] if self._head else self._rest.read(len(buffer))
        self._head = self._head[len(buffer) :]
        buffer[: len(block)] = block
        return len(block)
