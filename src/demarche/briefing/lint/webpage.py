"""A brief as a web page: its own words by section and line, key judgements, links, marks and what is said of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from demarche.briefing.lint.model import Draft, Link, Passage, Quotation

_JUDGEMENTS = re.compile(r"\bkey judge?ments?\b", re.IGNORECASE)
_BESIDE = re.compile(r"\bpress\b.*\bours\b", re.IGNORECASE)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# What is quoted, or is no text of the brief.
_NOT_OWN = frozenset(
    {"script", "style", "template", "svg", "nav", "q", "blockquote", "mark", "pre", "code", "s", "del", "sup"}
)
_NOT_OWN_CLASSES = frozenset({"chip", "chips", "text", "handle"})
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "br", "cite", "em", "i", "kbd", "label"}
    | {"small", "span", "strong", "sub", "time", "u", "var"}
)
_DEEPEST = 200
_CUT = "…"


def read_webpage(text: str) -> Draft:
    """Return a page as a draft; what cannot be parsed gives a draft without passages."""
    from lxml import etree, html  # slow to import, and only for a page

    if not text.strip():
        return Draft("html")
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        return Draft("html")
    walked = _Walk()
    walked.down(tree.find("body") if tree.find("body") is not None else tree, 0)
    return Draft(
        form="html",
        passages=tuple(passage for passage, _ in walked.found),
        judgements=tuple(_judgements(walked)),
        links=tuple(_links(tree)),
        quotations=tuple(_quotations(tree)),
        beside=tuple(_beside(walked)),
    )


class _Walk:
    """Goes down a page and gathers its own words, block by block; each with the elements that it stands in."""

    def __init__(self) -> None:
        self.found: list[tuple[Passage, tuple[Any, ...]]] = []
        self.section = ""
        self._words: list[str] = []
        self._line = 0
        self._path: tuple[Any, ...] = ()

    def down(self, element: Any, depth: int) -> None:
        """Gather an element; a block ends what came before it."""
        if depth > _DEEPEST or not isinstance(element.tag, str) or _is_foreign(element):
            return
        block = element.tag not in _INLINE
        if block:
            self._flush()
            self._path = (*self._path, element)
        self._say(element.text, element)
        for child in element:
            self.down(child, depth + 1)
            self._say(child.tail, element)
        if element.tag in _HEADINGS:
            self.section = " ".join("".join(self._words).split())
        if element.tag == "br":
            self._words.append(" ")
        if block:
            self._flush()
            self._path = self._path[:-1]

    def _say(self, words: str | None, element: Any) -> None:
        if words:
            if not "".join(self._words).strip():
                self._line = element.sourceline or 0
            self._words.append(words)

    def _flush(self) -> None:
        text = " ".join("".join(self._words).split())
        self._words = []
        if text:
            place = f"line {self._line}" + (f", {self.section}" if self.section else "")
            self.found.append((Passage(text, place, self.section), self._path))


def _is_foreign(element: Any) -> bool:
    return element.tag in _NOT_OWN or bool(_NOT_OWN_CLASSES & set((element.get("class") or "").split()))


def _judgements(walked: _Walk) -> Iterator[tuple[Passage, ...]]:
    """Yield the passages of each key judgement: of a list's item, of a card, or of a paragraph, under their heading."""
    groups: dict[int, list[Passage]] = {}
    here = [(passage, path) for passage, path in walked.found if _JUDGEMENTS.search(passage.section)]
    here = [(passage, path) for passage, path in here if path and path[-1].tag not in _HEADINGS]
    here = [(passage, path) for passage, path in here if not any(one.get("role") == "note" for one in path)]
    has_items = any(one.tag == "li" for _, path in here for one in path)
    for passage, path in here:
        owner = _owner(path, has_items)
        if owner is not None:
            groups.setdefault(id(owner), []).append(passage)
    yield from (tuple(group) for group in groups.values())


def _owner(path: tuple[Any, ...], has_items: bool) -> Any:
    """Return the item, card or paragraph that a passage belongs to; None for a caption or a warning beside them."""
    if has_items:
        return next((one for one in path if one.tag == "li"), None)
    cards = [one for one in path if one.tag in ("div", "article", "section") and _has_siblings(one)]
    if cards:
        return cards[-1]
    return path[-1] if path[-1].tag == "p" and "caption" not in (path[-1].get("class") or "") else None


def _has_siblings(element: Any) -> bool:
    """Whether an element is one of several of its kind and class: a card among cards."""
    parent, kind = element.getparent(), (element.tag, element.get("class"))
    return bool(kind[1]) and parent is not None and sum((one.tag, one.get("class")) == kind for one in parent) > 1


def _beside(walked: _Walk) -> Iterator[Passage]:
    rows: dict[int, list[Passage]] = {}
    for passage, path in walked.found:
        row = next((one for one in path if one.tag == "tr"), None)
        if row is not None and _BESIDE.search(passage.section) and not any(one.tag == "thead" for one in path):
            rows.setdefault(id(row), []).append(passage)
    for cells in rows.values():
        yield Passage(" ; ".join(one.text for one in cells), cells[0].place, cells[0].section)


def _links(tree: Any) -> Iterator[Link]:
    targets = set(tree.xpath("//@id")) | set(tree.xpath("//a/@name"))
    for link in tree.xpath("//a[starts-with(@href, '#')]"):
        target = link.get("href")[1:]
        yield Link(f"line {link.sourceline}", f"#{target}", not target or target in targets)


def _quotations(tree: Any) -> Iterator[Quotation]:
    """Yield what each citation says that its passage says, with the words of the mark that it leads to."""
    marks = {mark.get("id"): " ".join(_mark_words(tree, mark).split()) for mark in tree.xpath("//mark[@id]")}
    for link in tree.xpath("//a[starts-with(@href, '#')][@title]"):
        title, target = link.get("title"), link.get("href")[1:]
        if target in marks and title.startswith("“") and title.endswith("”"):
            said = title[1:-1]
            cut = said.endswith(_CUT) and not marks[target].endswith(_CUT)
            stands = marks[target]
            yield Quotation(f"line {link.sourceline}", said.removesuffix(_CUT) if cut else said, stands, whole=not cut)


def _mark_words(tree: Any, mark: Any) -> str:
    """Return the words of a mark, with the pieces that an overlap has parted from it, without the links back."""
    pieces = tree.xpath("//mark[not(@id)][contains(concat(' ', @class, ' '), $name)]", name=f" p{mark.get('id')} ")
    return "".join(_without_sup(one) for one in (mark, *pieces))


def _without_sup(element: Any) -> str:
    parts = [element.text or ""]
    for child in element:
        if child.tag != "sup":
            parts.append(_without_sup(child))
        parts.append(child.tail or "")
    return "".join(parts)
