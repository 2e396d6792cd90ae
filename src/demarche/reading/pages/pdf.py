"""PDF, behind one adapter: pypdf gives the lines of each page; here they become paragraphs again."""

from __future__ import annotations

import io
import re
from collections import Counter
from typing import Any

from demarche.reading.pages.decoding import normalise
from demarche.reading.pages.limits import LimitError, Limits, Stopwatch
from demarche.reading.pages.page import FOREIGN_FAULTS, AdapterError, Colophon, Draft, hush

_PAGE_NUMBER = re.compile(r"(?i)(?:page |p\. ?)?[-–—|[(]? ?(?:\d{1,4}|[ivxl]{1,6}) ?[-–—|\])]?(?: ?(?:of|/) ?\d{1,4})?")
_DIGITS = re.compile(r"\d+")
_EDGE_LINES = 3
_STOPS = ".!?:;\"”’'…)]"


def read_pdf(raw: bytes, limits: Limits) -> tuple[Draft, Colophon]:
    """
    Return the text and the metadata of a PDF.

    Raises
    ------
    LimitError
        If it has more pages than `Limits.pdf_pages`, or takes longer than `Limits.report_seconds`.
    AdapterError
        If it is encrypted, damaged, or has no text (pages that are pictures).
    """
    import pypdf  # 0.1 s to import, and only for PDF
    from pypdf.errors import PyPdfError

    hush("pypdf")
    try:
        reader = pypdf.PdfReader(io.BytesIO(raw), strict=False)
        _unlock(reader)
        pages = _page_lines(reader, limits)
        colophon = _colophon(reader)
    except (LimitError, AdapterError):
        raise
    except (PyPdfError, *FOREIGN_FAULTS) as exc:
        raise AdapterError("damaged PDF", f"pypdf: {type(exc).__name__}: {str(exc)[:200]}") from exc
    if not any(pages):
        raise AdapterError("PDF without text", f"{len(pages)} pages of pictures alone; run it through OCR first")
    body, dropped = _without_running_lines(pages)
    notes = (f"{dropped} running headers, footers and page numbers were dropped",) if dropped else ()
    return Draft(_paragraphs(body), notes=notes), colophon


def _unlock(reader: Any) -> None:
    """Open a PDF that is locked for its owner alone; refuse one that asks its reader for a password."""
    from pypdf.errors import DependencyError

    if not reader.is_encrypted:
        return
    try:
        opened = bool(reader.decrypt(""))
    except DependencyError as exc:
        raise AdapterError("encrypted PDF", f"its cipher needs the package cryptography ({exc})") from exc
    except NotImplementedError as exc:
        raise AdapterError("encrypted PDF", f"its cipher is not supported ({exc})") from exc
    if not opened:
        raise AdapterError("encrypted PDF", "it asks for a password; save a copy without one")


def _page_lines(reader: Any, limits: Limits) -> list[list[str]]:
    count = len(reader.pages)
    if count > limits.pdf_pages:
        raise LimitError("too many pages", "pdf_pages", limits.pdf_pages, f"{count:,} pages")
    if count == 0:
        raise AdapterError("damaged PDF", "it has no pages")
    watch, pages, size = Stopwatch(limits), [], 0
    for page in reader.pages:
        watch.check()
        text = normalise(page.extract_text() or "")
        size += len(text)
        if size > limits.report_characters:
            raise LimitError("report too long", "report_characters", limits.report_characters)
        pages.append([line.strip() for line in text.split("\n") if line.strip()])
    return pages


def _without_running_lines(pages: list[list[str]]) -> tuple[list[list[str]], int]:
    """Drop page numbers, and lines that stand at the head or foot of at least three pages and of half of them."""
    counts = Counter(key for lines in pages for key in {_key(line) for line in _edges(lines)})
    running = {key for key, count in counts.items() if count >= max(3, len(pages) / 2)}
    kept, dropped = [], 0
    for lines in pages:
        body = [
            line
            for i, line in enumerate(lines)
            if not (_is_edge(i, lines) and (_key(line) in running or (len(pages) > 1 and _PAGE_NUMBER.fullmatch(line))))
        ]
        dropped += len(lines) - len(body)
        kept.append(body)
    return kept, dropped


def _key(line: str) -> str:
    return _DIGITS.sub("#", line.casefold())


def _is_edge(i: int, lines: list[str]) -> bool:
    return i < _EDGE_LINES or i >= len(lines) - _EDGE_LINES


def _edges(lines: list[str]) -> list[str]:
    return [line for i, line in enumerate(lines) if _is_edge(i, lines) and len(line) < 150]


def _paragraphs(pages: list[list[str]]) -> str:
    """
    Join wrapped lines into paragraphs, over page ends too, and words that a hyphen broke.

    A line goes on in the next unless it ends a sentence and falls short of the usual width, or is a short line before
    one that starts anew (a heading).
    """
    lines = [line for page in pages for line in page]
    widths = sorted(len(line) for line in lines)
    width = widths[int(0.8 * (len(widths) - 1))] if widths else 0
    paragraphs: list[str] = []
    last = ""
    for line in lines:
        if last and _goes_on(last, line, width):
            paragraphs[-1] = _joined(paragraphs[-1], line)
        else:
            paragraphs.append(line)
        last = line
    return "\n\n".join(paragraphs)


def _goes_on(last: str, line: str, width: int) -> bool:
    if line[0].islower() or (last.endswith(("-", ",", "\u00ad")) and last[-2:-1].isalnum()):
        return True
    short = len(last) < 0.75 * width
    return not short and (last[-1] not in _STOPS or len(last) >= 0.9 * width)


def _joined(paragraph: str, line: str) -> str:
    """Join a line on; a hyphen between two small letters at a line's end is taken for the printer's."""
    if paragraph.endswith("\u00ad"):
        return paragraph[:-1] + line
    if paragraph.endswith("-") and paragraph[-2:-1].islower() and line[0].islower():
        return paragraph[:-1] + line
    return paragraph + ("" if paragraph.endswith("-") and paragraph[-2:-1].isalnum() else " ") + line


def _colophon(reader: Any) -> Colophon:
    """Return title, author and date of the document information, where they say something."""
    from pypdf.errors import PyPdfError

    try:
        info = reader.metadata or {}
        title, author = str(info.get("/Title") or ""), str(info.get("/Author") or "")
    except (PyPdfError, *FOREIGN_FAULTS):
        return Colophon()
    title = " ".join(normalise(title).split())
    useless = re.fullmatch(
        r"(?i)(?:untitled.*|microsoft word.*|.*\.(?:docx?|pdf|indd|qxd|tex|rtf)|document\d*|)", title
    )
    authors = (author.strip(),) if " " in author.strip() and len(author) < 100 else ()
    return Colophon(title=None if useless else title, authors=authors)
