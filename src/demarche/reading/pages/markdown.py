"""Markdown to the text that a reader sees, with what its marks say is no prose."""

from __future__ import annotations

import re

from demarche.reading.pages.page import Draft
from demarche.record import LeftOut

_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(?P<words>.*?)[ \t]*#*")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_TABLE = re.compile(r" {0,3}\|.*\|[ \t]*")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*")
_IMAGE_LINE = re.compile(r"\s*!\[(?P<words>[^\]]*)\]\([^)]*\)\s*")
_QUOTE = re.compile(r" {0,3}> ?")
# Marks within a line, and what remains of each. Bounded, so that no line takes long.
_INLINE = (
    (re.compile(r"!\[([^\]\n]{0,500})\]\([^)\n]{0,2000}\)"), r"\1"),
    (re.compile(r"\[([^\]\n]{1,500})\]\([^)\n]{0,2000}\)"), r"\1"),
    (re.compile(r"\[([^\]\n]{1,500})\]\[[^\]\n]{0,100}\]"), r"\1"),
    (re.compile(r"<(https?://[^>\s]{1,2000})>"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)([^\n]{1,2000}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,2000}?)(?<=[^\s*])\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<!\w)_(?=[^\s_])([^_\n]{1,2000}?)(?<=[^\s_])_(?!\w)"), r"\1"),
    (re.compile(r"`([^`\n]{1,500})`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|>-])"), r"\1"),
)


def read_markdown(text: str) -> Draft:
    r"""
    Return the text without its marks; headings, code, tables and pictures are marked as no prose.

    Examples
    --------
    >>> read_markdown("# Talks\n\n**Macron** met [Putin](https://example.org).").text
    'Talks\n\nMacron met Putin.'
    """
    out: list[str] = []
    whys: list[str | None] = []
    fenced = False
    for raw in text.split("\n"):
        line, why = raw, None
        if _FENCE.match(raw):
            fenced = not fenced
            line = ""
        elif fenced:
            why = "code"
        elif _UNDERLINE.fullmatch(raw) and out and out[-1].strip() and whys[-1] is None and len(out[-1]) < 200:
            whys[-1], line = "headline", ""
        else:
            line, why = _read_line(raw)
        out.append(line)
        whys.append(why)
    return Draft("\n".join(out), _spans(out, whys))


def _read_line(line: str) -> tuple[str, str | None]:
    if heading := _HEADING.fullmatch(line):
        return _plain(heading["words"]), "headline"
    if _TABLE.fullmatch(line):
        return line, "table"
    if _RULE.fullmatch(line):
        return "", None
    if image := _IMAGE_LINE.fullmatch(line):
        return image["words"], "caption"
    return _plain(_QUOTE.sub("", line, count=1)), None


def _plain(line: str) -> str:
    if not any(mark in line for mark in "[*_`\\<"):
        return line
    for pattern, remains in _INLINE:
        line = pattern.sub(remains, line)
    return line


def _spans(lines: list[str], whys: list[str | None]) -> tuple[LeftOut, ...]:
    spans, start = [], 0
    for line, why in zip(lines, whys, strict=True):
        bare = line.strip()
        if why and bare:
            begin = start + line.index(bare[0])
            spans.append(LeftOut(begin, begin + len(bare), why))
        start += len(line) + 1
    return tuple(spans)
