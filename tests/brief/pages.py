"""What the tests look at in a page: parsed with lxml, marks put together again."""

from __future__ import annotations

from lxml import html

from demarche.briefing import Brief


def parse(page: str) -> html.HtmlElement:
    """Return the page as a tree."""
    return html.document_fromstring(page)


def quotations(tree: html.HtmlElement) -> dict[str, str]:
    """Return the words of every mark that has a fragment, its pieces put together, without the links back."""
    found: dict[str, str] = {}
    for mark in tree.iter("mark"):
        if mark.get("id"):
            found[mark.get("id")] = _words(mark)
    for mark in tree.iter("mark"):
        piece_of = (mark.get("class") or "")[1:]
        if not mark.get("id") and piece_of:
            found[piece_of] += _words(mark)
    return found


def report_text(tree: html.HtmlElement, number: int) -> str:
    """Return a report's text as the page prints it, without the links back."""
    (text,) = tree.xpath(f"//article[@id='r-{number}']//div[contains(@class, 'text')]")
    return _words(text)


def expected_quotations(brief: Brief) -> dict[str, str]:
    """Return what the marks have to say."""
    texts = {page.report.id: page.report.text for page in brief.reports}
    found = {}
    for citation in brief.citations:
        where = citation.selector[1]
        found[citation.anchor] = texts[citation.report][where.start : where.end]
    return found


def _words(element: html.HtmlElement) -> str:
    parts = [element.text or ""]
    for child in element:
        if child.tag != "sup":
            parts.append(_words(child))
        parts.append(child.tail or "")
    return "".join(parts)
