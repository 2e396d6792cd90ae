"""HTML, behind one adapter: trafilatura finds the article and its metadata; where it finds none, a plain walk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from demarche.reading.pages.decoding import decode_markup, normalise
from demarche.reading.pages.fields import read_date
from demarche.reading.pages.limits import LimitError, Limits
from demarche.reading.pages.masthead import is_nobody
from demarche.reading.pages.page import FOREIGN_FAULTS, AdapterError, Colophon, Draft, hush
from demarche.record import LeftOut

# Elements that nest only where the page means it; `p`, `li`, `td` close by themselves.
_NESTING = re.compile(
    rb"<(/?)(?:div|span|section|article|main|aside|table|ul|ol|dl|blockquote|b|i|u|em|strong|font|a|small|big|center"
    rb"|form|fieldset|figure|header|footer|nav|details|object|svg|g|math)\b",
    re.I,
)
_ELEMENT = re.compile(rb"<[a-zA-Z]")
_BLOCKS = frozenset({
    "p", "div", "section", "article", "main", "aside", "header", "footer", "nav", "h1", "h2", "h3", "h4", "h5", "h6",
    "li", "ul", "ol", "dl", "dt", "dd", "table", "tr", "blockquote", "pre", "figure", "figcaption", "form", "fieldset",
    "address", "center", "hr", "body", "title",
})  # fmt: skip
_SKIPPED = frozenset({
    "script", "style", "noscript", "template", "svg", "math", "head", "iframe", "object", "embed", "button", "select",
    "option", "textarea", "nav",
})  # fmt: skip
_TABLE_WHYS = {"head": "headline", "table": "table", "code": "code", "row": "table"}
# Nothing on the web was published before; a date after this is a slip. Fixed, so that no clock is read.
_DATES = {"original_date": True, "extensive_search": False, "min_date": "1990-01-01", "max_date": "2100-01-01"}


def read_html(raw: bytes | str, limits: Limits, url: str | None = None) -> tuple[Draft, Colophon]:
    """
    Return the text and the metadata of a web page. Nothing is executed or fetched.

    Raises
    ------
    LimitError
        If the markup is larger, has more elements or nests deeper than `Limits` allow.
    AdapterError
        If there is no text in it.
    """
    check_markup(raw if isinstance(raw, bytes) else raw.encode("utf-8", "replace"), limits)
    markup, notes = (raw, ()) if isinstance(raw, str) else decode_markup(raw)
    markup = normalise(markup)
    document = _extracted(markup, url)
    blocks = list(_document_blocks(document)) if document is not None else []
    if not blocks:
        blocks = [(words, None) for words in html_paragraphs(markup)]
    if not blocks:
        raise AdapterError("no text", "the page holds markup alone")
    return _draft(blocks, notes), _colophon(document, markup, url)


def check_markup(markup: bytes, limits: Limits) -> None:
    """Raise `LimitError` if a page is too large, has too many elements or nests too deeply, before it is parsed."""
    if len(markup) > limits.html_bytes:
        raise LimitError("HTML too large", "html_bytes", limits.html_bytes, f"{len(markup):,} bytes")
    depth = 0
    for tag in _NESTING.finditer(markup):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > limits.html_depth:
            raise LimitError("HTML nested too deeply", "html_depth", limits.html_depth)
    elements = sum(1 for _ in _ELEMENT.finditer(markup))
    if elements > limits.html_elements:
        raise LimitError("HTML of too many elements", "html_elements", limits.html_elements, f"{elements:,} elements")


def html_paragraphs(markup: str) -> list[str]:
    """Return the paragraphs of a page or fragment in order, by a plain walk over its elements."""
    from lxml import etree, html  # slow to import, and only for HTML

    try:
        root = html.fromstring(f"<div>{_without_declaration(markup)}</div>")
    except (etree.LxmlError, *FOREIGN_FAULTS) as exc:
        raise AdapterError("damaged HTML", str(exc)[:200]) from exc
    found: list[str] = []
    words: list[str] = []
    skipping = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else "script"
        start = event == "start"
        if tag in _BLOCKS or (tag == "br" and not start):
            found.append(" ".join("".join(words).split()))
            words = []
        if tag in _SKIPPED or tag == "script":
            skipping += 1 if start else -1
        if skipping == 0:
            words.append((element.text if start and tag not in _SKIPPED else None if start else element.tail) or "")
    found.append(" ".join("".join(words).split()))
    return [one for one in found if one]


def _without_declaration(markup: str) -> str:
    return re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", markup)


def _extracted(markup: str, url: str | None) -> Any | None:
    import trafilatura  # 0.3 s to import, and only for HTML

    hush("trafilatura", "htmldate", "courlan", "justext", "dateparser")
    try:
        return trafilatura.bare_extraction(
            markup, url=url, include_comments=False, with_metadata=True, date_extraction_params=dict(_DATES)
        )
    except FOREIGN_FAULTS:
        return None  # the plain walk stands in


def _document_blocks(document: Any) -> Iterator[tuple[str, str | None]]:
    """Yield (words, why) of the blocks of trafilatura's tree, lists and tables taken apart."""
    pending = list(reversed(list(document.body))) if document.body is not None else []
    while pending:
        element = pending.pop()
        if element.tag in ("list", "table", "row", "quote", "div") and len(element):
            if element.text and element.text.strip():
                yield " ".join(element.text.split()), None
            pending.extend(reversed(list(element)))
            continue
        words = " ".join("".join(element.itertext()).split())
        if words:
            yield words, "table" if element.tag == "cell" and len(words) < 120 else _TABLE_WHYS.get(element.tag)
        if element.tail and element.tail.strip():
            yield " ".join(element.tail.split()), None


def _draft(blocks: list[tuple[str, str | None]], notes: tuple[str, ...]) -> Draft:
    parts: list[str] = []
    spans: list[LeftOut] = []
    at = 0
    for words, why in blocks:
        parts.append(words)
        if why:
            spans.append(LeftOut(at, at + len(words), why))
        at += len(words) + 2
    return Draft("\n\n".join(parts), tuple(spans), notes)


def _colophon(document: Any | None, markup: str, url: str | None) -> Colophon:
    if document is None:
        found = re.search(r"<title[^>]*>([^<]{1,500})</title", markup, re.I)
        return Colophon(title=" ".join(found[1].split()) or None if found else None, url=url)
    names = [name.strip() for name in (document.author or "").split(";")]
    authors = tuple(name for name in names if name and not is_nobody(name))
    return Colophon(
        title=document.title or None, source_name=document.sitename or document.hostname or None, authors=authors,
        published=read_date(document.date or ""), url=document.url or url, language=document.language or None,
    )  # fmt: skip
