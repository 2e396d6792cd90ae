"""Sentences as the date grammar sees them: words, each with the marks that rules ask for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from demarche.reading.dates.lexicon import Name, Value, names, word_classes

# Numbers with separators are one token, so that "1,000", "3.5" and "04:30" never lend a digit to a date.
_TOKEN = re.compile(
    r"(?P<iso>\d{4}-\d{2}-\d{2}(?!\d))"
    r"|(?P<slashed>\d{1,2}/\d{1,2}/\d{4}(?!\d)|\d{1,2}\.\d{1,2}\.\d{4}(?!\d)|9/11(?!\d))"
    r"|(?P<time>\d{1,2}[:.]\d{2}(?::\d{2})?\s?(?:[ap]\.m\.|[ap]m\b)|\d{1,2}:\d{2}(?::\d{2})?(?!\d)|\d{1,2}\s?(?:[ap]\.m\.|[ap]m\b))"
    r"|(?P<ordinal>\d{1,2}(?:st|nd|rd|th)\b)"
    r"|(?P<decade>(?:1[5-9]|20)\d0['’]?s\b|['’‘]?[1-9]0s\b)"
    r"|(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<other>\S)"
)
# A currency sign before or a percent sign after makes a number no date.
_CURRENCY = frozenset("$€£¥₽₴₹#№")
_APOSTROPHES = {"’": "'", "‘": "'", "`": "'", "ʼ": "'", "–": "-", "—": "-", "‐": "-", "‑": "-"}
_DASHES = frozenset("-–—‐‑")


@dataclass(slots=True)
class Word:
    """One token: its half-open range of the text, and its marks (class -> value), shared and never changed."""

    start: int
    end: int
    marks: dict[str, Value]


# What stands before the first word and after the last: no rule names its mark.
BOUND = Word(0, 0, {"BOUND": "bound"})


def split_words(text: str, start: int, end: int) -> list[Word]:
    """Return the words of `text[start:end]` with their marks; names of several words are one word."""
    words = []
    previous_end = -1
    for match in _TOKEN.finditer(text, start, end):
        first, last = match.span()
        marks = _marks(match.lastgroup or "other", match.group())
        if first == previous_end:
            marks = {**marks, "GLUED": "glued"}
        previous_end = last
        words.append(Word(first, last, marks))
    return _join_names(_without_money(text, words))


@lru_cache(maxsize=1 << 14)
def _marks(kind: str, token: str) -> dict[str, Value]:
    if kind == "word":
        return _word_marks(token)
    plain = _APOSTROPHES.get(token, token)
    marks: dict[str, Value] = {plain: plain}
    if kind == "number":
        marks.update(_number_marks(token))
    elif kind == "ordinal":
        marks["ORDNO"] = int(token[:-2])
        marks["ORDINAL"] = int(token[:-2])
    elif kind in ("iso", "slashed", "time"):
        marks[kind.upper()] = token
    elif kind == "decade":
        value = int("".join(c for c in token if c.isdigit()))
        marks["DECADE" if value >= 1000 else "SHORTDECADE"] = value
    elif token in _DASHES:
        marks["DASH"] = "-"
    return marks


def _word_marks(token: str) -> dict[str, Value]:
    any_case, capital = word_classes()
    lower = token.lower()
    marks: dict[str, Value] = {lower: lower}
    marks.update(any_case.get(lower, {}))
    if token[0].isupper():
        marks.update(capital.get(lower, {}))
        marks["CAPITAL"] = lower
    elif "FUNCTION" not in marks:
        marks["NOUN"] = lower
    return marks


def _number_marks(token: str) -> dict[str, Value]:
    if not token.isascii() or not token.isdigit():
        return (
            {"FIGURE": token}
            if not token.replace(",", "").isdigit()
            else {"FIGURE": token, "NUMBER": _thousands(token)}
        )
    value = int(token[:9])
    marks: dict[str, Value] = {"FIGURE": token}
    if len(token) <= 3:
        marks["NUMBER"] = value
    if len(token) <= 2:
        marks["TWO"] = value
        if 1 <= value <= 31:
            marks["DAYNO"] = value
    if len(token) == 4 and 1000 <= value <= 2199:
        marks["YEAR"] = value
    return marks


def _thousands(token: str) -> int:
    # A count in a duration never needs more than this: larger ones are no dates.
    return min(int("".join(c for c in token if c.isdigit())[:6] or "0"), 100_000)


def _without_money(text: str, words: list[Word]) -> list[Word]:
    for index, word in enumerate(words):
        if "FIGURE" not in word.marks:
            continue
        before = text[word.start - 1] if word.start else " "
        after = text[word.end : word.end + 1]
        if before in _CURRENCY or before == "_" or after in ("%", "°", "_") or _is_code(words, index):
            words[index] = Word(word.start, word.end, {"FIGURE": word.marks["FIGURE"]})
    return words


def _is_code(words: list[Word], index: int) -> bool:
    """Tell "F-16", "Mi-8" and "S400": a letter or a letter and a hyphen run into the number."""
    if "GLUED" not in words[index].marks or index == 0:
        return False
    before = words[index - 1].marks
    if "q" in before:  # "Q1 2023" is a quarter
        return False
    if "DASH" not in before:
        return "CAPITAL" in before or "NOUN" in before
    letters = words[index - 2].marks if index > 1 and "GLUED" in before else {}
    return ("CAPITAL" in letters or "NOUN" in letters) and not _MONTHLIKE & letters.keys()


_MONTHLIKE = frozenset({"MONTH", "MON", "PART", "WEEKDAY"})


def _join_names(words: list[Word]) -> list[Word]:
    known = names()
    joined: list[Word] = []
    index = 0
    while index < len(words):
        name = _name_at(words, index, known) if next(iter(words[index].marks)) in known else None
        if name is None:
            joined.append(words[index])
            index += 1
            continue
        last = words[index + len(name.words) - 1]
        mark = "OCCASION" if name.framed else "NAMED"
        joined.append(Word(words[index].start, last.end, {mark: name.key}))
        index += len(name.words)
    return joined


def _name_at(words: list[Word], index: int, known: dict[str, tuple[Name, ...]]) -> Name | None:
    marks = words[index].marks
    first = next(iter(marks))
    for name in known[first]:
        # "tet" and "christmas" are names only with a capital; so is the first word of every name but "9/11".
        if name.words[0].isalpha() and "CAPITAL" not in marks:
            continue
        ends = index + len(name.words)
        if ends <= len(words) and all(part in words[index + n].marks for n, part in enumerate(name.words)):
            return name
    return None
