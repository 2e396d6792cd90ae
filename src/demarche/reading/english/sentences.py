"""
The sentence splitter for raw text: stops, closing quotes and brackets, abbreviations, lines and paragraphs.

A blank line ends a sentence always. A single line break ends one where lines are paragraphs of their own, and, in text
that was wrapped, after a headline-like line and before a list mark. Rules are matched on letters; the lists that they
use are in `data/abbreviations.txt`, where each kind is explained.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

_ABBREVIATIONS = Path(__file__).parent / "data" / "abbreviations.txt"
_BREAK = re.compile(r"[^\S\n]*(?:\n[^\S\n]*)+|[\u2028\u2029\f\v\x85\r]+")
_CLOSERS = r"(?:''|[\"'”’»›)\]}*_]|\s?\[\d{1,3}\])*"
_STOP = re.compile(
    rf"(?P<mark>[.!?…‽]+|[。！？؟۔।])(?P<closers>{_CLOSERS})(?:(?P<space>\s+)(?P<late>[\"”’»)\]]+(?=\s|$))?|$|(?<=[。！？؟۔।]))"
)
_GLUED = re.compile(r"(?<=[a-z]{2})[.!?][\"”’)]*(?=[A-Z][a-z]+[ ,])")
_WORD_BEFORE = re.compile(r"[^\s\"“”‘(\[{—–/]*$")
_NEXT_WORD = re.compile(r"[\"'“‘«‹(\[{`*_]*(?P<word>[^\s\"“”‘’()\[\],;:]*)")
_NUMERAL = re.compile(r"[\"'“(]*(?:\d|[IVXLC]+\b)")
_LIST_MARK = re.compile(r"\s*(?:[-*•‣▪●◦–—·]\s|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]\s)")
_SAID_AFTER = re.compile(
    r"(?:[A-Z][\w.'’-]*\.?\s+){1,4}(?P<verb>[a-z]+)\b|(?P<pronoun>I|He|She|They|We)\s+(?P<verb2>[a-z]+)\b"
)
_DAY_OR_ZONE = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z]{2,4}\b|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
)
_ENDS_CLOSED = re.compile(rf"[.!?…:;,‽。！？؟]{_CLOSERS}\s*$")

_LIST_NUMBER = re.compile(r"\d{1,3}|[A-Za-z]")
_SMALL = frozenset({"etc", "al", "mr", "mrs", "ms", "dr", "est"})  # bind without a capital, too

_WRAPPED_AT = 120  # lines longer than this are paragraphs; typewriter and mail wrap at 60 to 100
_SHORT_LINE = 0.7  # of the longest line of its block: a line that ends there was ended on purpose


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """
    Return the sentences of a range of a text.

    Parameters
    ----------
    text : str
        Raw text.
    start, end : int
        Half-open range to split, in code points.

    Returns
    -------
    list of (int, int)
        Half-open ranges in order, without white space at their ends; together they hold every letter of the range.

    Examples
    --------
    >>> text = 'Gen. Smith left. "Will it hold?" Mr. Low asked.'
    >>> [text[a:b] for a, b in split_sentences(text)]
    ['Gen. Smith left.', '"Will it hold?" Mr. Low asked.']
    """
    end = len(text) if end is None else end
    found: list[tuple[int, int]] = []
    for line_start, line_end in _lines(text, start, end):
        begin = line_start
        for cut in _cuts(text, line_start, line_end):
            found += _trimmed(text, begin, cut)
            begin = cut
        found += _trimmed(text, begin, line_end)
    return found


def _trimmed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return [(start, end)] if start < end else []


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield stretches that no sentence crosses: paragraphs, list items, headlines."""
    for block_start, block_end in _blocks(text, start, end):
        lines = _pieces(text, block_start, block_end)
        longest = max(b - a for a, b in lines)
        begin = block_start
        for (line_start, line_end), (next_start, next_end) in pairwise(lines):
            if _ends_at_break(text[line_start:line_end], text[next_start:next_end], longest):
                yield begin, line_end
                begin = next_start
        yield begin, block_end


def _blocks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for gap in _BREAK.finditer(text, start, end):
        if gap.group().count("\n") != 1:
            if gap.start() > begin:
                yield begin, gap.start()
            begin = gap.end()
    if end > begin:
        yield begin, end


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    lines, begin = [], start
    for gap in _BREAK.finditer(text, start, end):
        lines.append((begin, gap.start()))
        begin = gap.end()
    return [*lines, (begin, end)]


def _ends_at_break(line: str, following: str, longest: int) -> bool:
    if _LIST_MARK.match(following):
        return True
    opener = next((letter for letter in following if letter.isalnum()), "")
    if opener.islower():
        return False
    if longest > _WRAPPED_AT:
        return True
    return len(line) < _SHORT_LINE * longest and not line.rstrip().endswith((",", ";", "-"))


def _cuts(text: str, start: int, end: int) -> list[int]:
    """Return the places inside a stretch where a sentence ends, in order."""
    cuts = [glued.end() for glued in _GLUED.finditer(text, start, end)]
    for stop in _STOP.finditer(text, start, end):
        if stop["late"] and not _opens_there(text, stop.start("late"), end):
            cut = stop.end("late")
        else:
            cut = stop.end("closers")
        if cut < end and _ends_sentence(text, start, end, stop, cut):
            cuts.append(cut)
    return sorted(cuts)


def _opens_there(text: str, place: int, end: int) -> bool:
    """Say whether a straight quote alone after a stop opens the next sentence: never, if white space follows."""
    return place + 1 < end and not text[place + 1].isspace()


def _ends_sentence(text: str, start: int, end: int, stop: re.Match[str], cut: int) -> bool:
    rest_at = cut
    while rest_at < end and text[rest_at].isspace():
        rest_at += 1
    if rest_at >= end:
        return False
    rest = text[rest_at : min(end, rest_at + 80)]
    following = _NEXT_WORD.match(rest)
    word = following["word"] if following else ""
    if word[:1].islower() and not _is_brand(word):
        return False
    mark, closers = stop["mark"], stop["closers"]
    if closers and mark[-1] in "!?…" and _goes_on_with_speech(rest):
        return False
    if mark != "." or closers:
        return not (mark.startswith(("..", "…")) and word[:1].islower())
    before = _WORD_BEFORE.search(text, max(start, stop.start() - 40), stop.start())
    return _ends_after(
        before.group() if before else "", word, rest, at_start=before is not None and before.start() == start
    )


def _is_brand(word: str) -> bool:
    """Names such as iPhone and eBay begin with a small letter and hold a capital."""
    return any(letter.isupper() for letter in word[1:3])


def _goes_on_with_speech(rest: str) -> bool:
    match = _SAID_AFTER.match(rest)
    return match is not None and (match["verb"] or match["verb2"]) in _lists()["speech"]


def _ends_after(before: str, word: str, rest: str, *, at_start: bool) -> bool:
    """Say whether a stop after the word `before` ends a sentence when `rest` follows, which begins with `word`."""
    kind = "list mark" if at_start and _LIST_NUMBER.fullmatch(before) else _kind_of(before)
    opens = word.lower().rstrip(".,") in _lists()["openers"]
    ends = {
        "list mark": False,
        "title": False,
        "inner": False,
        "number": not _NUMERAL.match(rest),
        "initial": opens,
        "month": opens and not rest[:1].isdigit(),
        "clock": not _DAY_OR_ZONE.match(rest) and not rest[:1].isdigit(),
        "closing": opens,
        "word": True,
    }
    return ends[kind]


def _kind_of(before: str) -> str:
    """Return how the word before a stop binds; names of kinds are those of the list. Most bind with a capital alone."""
    lists, short = _lists(), before.lower().lstrip("('’")
    is_upper = before.lstrip("('’")[:1].isupper()
    if len(before) == 1 and is_upper and before != "I":
        return "initial"
    for kind in ("inner", "number", "clock"):
        if short in lists[kind]:
            return kind
    for kind in ("title", "month", "closing"):
        if short in lists[kind] and (is_upper or "." in short or short in _SMALL):
            return kind
    return "closing" if _is_dotted(before) else "word"


def _is_dotted(word: str) -> bool:
    """U.S.S.R and the like: single letters with stops between."""
    letters = word.split(".")
    return len(letters) > 1 and all(len(letter) <= 2 and letter.isalpha() for letter in letters) and word[:1].isupper()


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    kinds: dict[str, set[str]] = {}
    kind = ""
    for line in _ABBREVIATIONS.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            kind = line.strip("[]")
        elif line and not line.startswith("#"):
            kinds.setdefault(kind, set()).update(line.split())
    return {name: frozenset(words) for name, words in kinds.items()}
