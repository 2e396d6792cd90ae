"""A brief as Markdown: its own words by heading and line, key judgements, footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from demarche.briefing.lint.model import Draft, Link, Passage

_JUDGEMENTS = re.compile(r"\bkey judge?ments?\b", re.IGNORECASE)
_BESIDE = re.compile(r"\bpress\b.*\bours\b", re.IGNORECASE)
_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*$")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+(.*)$")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_RULE = re.compile(r"^\s*\|?[\s:|-]+\|[\s:|-]*$")
_FOOTNOTE = re.compile(r"^\[\^([^\]]+)\]:")
_REFERENCE = re.compile(r"\[\^([^\]]+)\](?!:)")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_STRUCK = re.compile(r"~~.*?~~")
_CODE = re.compile(r"`[^`]*`")
_EMPHASIS = re.compile(r"(?<!\\)[*_]{1,3}")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_QUOTED_SECTION = re.compile(r"^(?:quotations|footnotes)$", re.IGNORECASE)


def read_markdown(text: str) -> Draft:
    """Return a Markdown text as a draft."""
    lines = text.splitlines()
    passages = tuple(_passages(lines))
    judged = [one for one in passages if _JUDGEMENTS.search(one.section)]
    return Draft(
        form="md",
        passages=passages,
        judgements=tuple(_judgements(judged, lines)),
        links=tuple(_links(lines)),
        beside=tuple(_beside(lines)),
    )


def _passages(lines: list[str]) -> Iterator[Passage]:
    """Yield paragraphs, items and cells; the lines of a paragraph together, at its first line."""
    words: list[str] = []
    section, first = "", 0
    for number, line, kind in _own_lines(lines):
        heading = _HEADING.match(line)
        ends = bool(heading) or kind != "text" or bool(_ITEM.match(line)) or not line.strip()
        if ends and words:
            yield Passage(plain(" ".join(words)), _place(first, section), section)
            words = []
        if heading:
            section = plain(heading[2])
            yield Passage(section, _place(number, section), section)
        elif kind == "row":
            for cell in _cells(line):
                yield Passage(cell, _place(number, section), section)
        elif line.strip():
            first = first if words else number
            item = _ITEM.match(line)
            words.append(item[1] if item else line.lstrip("> ").strip())
    if words:
        yield Passage(plain(" ".join(words)), _place(first, section), section)


def _own_lines(lines: list[str]) -> Iterator[tuple[int, str, str]]:
    """Yield the lines that are the brief's own words, with their number and kind: no code, no footnotes, no rules."""
    fence, section = "", ""
    for number, line in enumerate(lines, start=1):
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
            continue
        heading = _HEADING.match(line)
        section = plain(heading[2]) if heading else section
        if fence or _FOOTNOTE.match(line) or (_QUOTED_SECTION.match(section) and not heading):
            continue
        if _is_row(line):
            if not _RULE.match(line):
                yield number, line, "row"
            continue
        yield number, line, "text"


def plain(text: str) -> str:
    r"""
    Return Markdown as a reader sees it, without footnote marks, code and what is struck out.

    Examples
    --------
    >>> plain("**Likely** (58 %)[^1-2], see [this](#a) and ~~old~~ \\<b\\>")
    'Likely (58 %), see this and  <b>'
    """
    for pattern in (_REFERENCE, _STRUCK, _CODE):
        text = pattern.sub("", text)
    return _ESCAPED.sub(r"\1", _EMPHASIS.sub("", _LINK.sub(r"\1", text))).strip()


def _judgements(judged: list[Passage], lines: list[str]) -> Iterator[tuple[Passage, ...]]:
    """Yield each item of the list under the heading as a judgement; where there is no list, each paragraph."""
    body = [one for one in judged if not _HEADING.match(lines[_line(one) - 1])]
    items = [one for one in body if _ITEM.match(lines[_line(one) - 1])]
    for start, one in enumerate(body):
        if one in items:
            rest = [other for other in body[start + 1 :] if other not in items and _belongs(other, one, items, lines)]
            yield (one, *rest)
        elif not items:
            yield (one,)


def _belongs(other: Passage, item: Passage, items: list[Passage], lines: list[str]) -> bool:
    """Whether a paragraph goes on with an item: indented, before the next item."""
    later = [_line(one) for one in items if _line(one) > _line(item)]
    indented = lines[_line(other) - 1].startswith(("  ", "\t"))
    return indented and _line(other) < min(later, default=len(lines) + 1)


def _links(lines: list[str]) -> Iterator[Link]:
    notes = {found[1] for line in lines if (found := _FOOTNOTE.match(line))}
    for number, line, _ in _own_lines(lines):
        for found in _REFERENCE.finditer(line):
            yield Link(f"line {number}", f"footnote {found[1]}", found[1] in notes)


def _beside(lines: list[str]) -> Iterator[Passage]:
    section, head = "", True
    for number, line, kind in _own_lines(lines):
        heading = _HEADING.match(line)
        if heading:
            section, head = plain(heading[2]), True
        elif kind == "row" and _BESIDE.search(section):
            if not head:
                yield Passage(" ; ".join(_cells(line)), _place(number, section), section)
            head = False


def _cells(line: str) -> list[str]:
    return [cell for one in re.split(r"(?<!\\)\|", line.strip().strip("|")) if (cell := plain(one))]


def _is_row(line: str) -> bool:
    return line.lstrip().startswith("|")


def _place(number: int, section: str) -> str:
    return f"line {number}" + (f", {section}" if section else "")


def _line(passage: Passage) -> int:
    return int(passage.place.partition(",")[0].removeprefix("line "))
