"""What the rules look for in a sentence: words of ICD 203, percentages and ranges, dates, confidence, a criterion."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from demarche.ontology import Band, icd203_bands

# Not the end of a sentence.
_ABBREVIATIONS = (
    *("U.S.", "U.K.", "U.N.", "E.U.", "Mr.", "Mrs.", "Ms.", "Dr.", "Gen.", "Col.", "No.", "St.", "vs.", "e.g.", "i.e."),
    *("cf.", "approx.", "p.", "a.m.", "p.m.", "Jan.", "Feb.", "Mar.", "Apr.", "Jun.", "Jul.", "Aug.", "Sep.", "Sept."),
    *("Oct.", "Nov.", "Dec."),
)
_END = re.compile(r"(?<=[.!?])[\"”’)\]]*\s+(?=[“\"'(\[]?[A-Z0-9])")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
# Admiralty grades use words of likelihood too: "2 probably true", "5 improbable".
_GRADES = re.compile(r"\b[1-6] (?:probably|possibly) true\b|\b[1-6] improbable\b|\b(?:probably|possibly) true\b")
_PERCENT = r"\s?(?:%|percent\b|per cent\b|pct\b)"
_RANGE = re.compile(rf"[<>]?(\d+(?:\.\d+)?)(?:{_PERCENT})?\s?(?:–|-|—|to)\s?[<>]?(\d+(?:\.\d+)?){_PERCENT}")
_BEYOND = re.compile(rf"\b(below|under|less than|above|over|more than) (\d+(?:\.\d+)?){_PERCENT}")
_SINGLE = re.compile(rf"(\d+(?:\.\d+)?){_PERCENT}")
_MONTHS = {name.lower(): place for place, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name[:3].lower(): place for name, place in list(_MONTHS.items())} | {"sept": 9}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = re.compile(
    rf"\b(\d{{4}})-(\d\d)-(\d\d)\b|\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTH})\b\.?,?(?: (\d{{4}}))?"
    rf"|\b({_MONTH})\.? (\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (\d{{4}}))?",
    re.IGNORECASE,
)
_YEAR = r"(?:19|20)\d\d"
_CALENDAR = re.compile(rf"\b{_YEAR}\b|\b(?:winter|spring|summer|autumn)\b", re.IGNORECASE)
_DEADLINE = re.compile(
    rf"\b(?:{_MONTH}|winter|spring|summer|autumn|quarter)(?: of)? {_YEAR}\b|\b(?:by|before|in|of|during) {_YEAR}\b",
    re.IGNORECASE,
)
_LEVEL = r"low|moderate|medium|high"
_CONFIDENCE = re.compile(
    rf"\b(?:{_LEVEL})(?:(?:\s*(?:to|or|-)\s*)(?:{_LEVEL}))?[- ]confidence\b"
    rf"|\bconfidence(?: level)?(?: is|:|,| remains)?\s+"
    rf"(?:very )?(?:{_LEVEL})\b",
    re.IGNORECASE,
)
_CRITERION = re.compile(
    r"\bcriteri(?:on|a)\b|\bwould count\b|\bcounts? (?:as|if|when)\b|\bresolve[sd]?\b|\bis met (?:if|when)\b"
    r"|\bdefined as\b|\bmeasured by\b|\bjudged (?:by|if|in)\b|\bhappens if\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Word:
    """A word of likelihood in a sentence, its band, and where it stands."""

    text: str
    band: Band
    start: int
    end: int


@dataclass(frozen=True)
class Number:
    """A percentage or range in a sentence, as probabilities; `text` as it stands there."""

    text: str
    low: float
    high: float
    start: int
    end: int

    @property
    def is_range(self) -> bool:
        """Whether it has two ends."""
        return self.low != self.high

    @property
    def middle(self) -> float:
        """The probability that it stands for: of a range, its middle."""
        return (self.low + self.high) / 2


@dataclass(frozen=True)
class Day:
    """A date in a sentence; `year` None where it is not said."""

    text: str
    year: int | None
    month: int
    day: int

    def differs(self, other: Day) -> bool:
        """Whether two dates cannot be one day."""
        years = self.year is not None and other.year is not None and self.year != other.year
        return years or (self.month, self.day) != (other.month, other.day)


def split_sentences(text: str) -> list[str]:
    """
    Return the sentences of a passage.

    Examples
    --------
    >>> split_sentences("It is likely. The U.S. Navy left at 3.5 knots. Confidence is low.")
    ['It is likely.', 'The U.S. Navy left at 3.5 knots.', 'Confidence is low.']
    """
    found: list[str] = []
    for part in _END.split(text):
        if found and found[-1].endswith(_ABBREVIATIONS):
            found[-1] += " " + part
        else:
            found.append(part)
    return [one.strip() for one in found if one.strip()]


def own_words(text: str) -> str:
    """Return a text without what it quotes and without Admiralty grades, letter for letter as long."""
    for pattern in (_QUOTED, _GRADES):
        text = pattern.sub(lambda found: "·" * len(found[0]), text)
    return text


def find_words(text: str) -> tuple[Word, ...]:
    """Return the words of ICD 203 in a text, the longest where several begin at one place."""
    bands = {word: band for band in icd203_bands() for word in band.words}
    return tuple(
        Word(found[0], bands[" ".join(found[0].lower().replace("-", " ").split())], *found.span())
        for found in _words().finditer(own_words(text))
    )


def find_numbers(text: str) -> tuple[Number, ...]:
    """Return the percentages of a text: ranges, 'below 1 %', single ones."""
    return tuple(sorted(_numbers(own_words(text)), key=lambda one: one.start))


def find_days(text: str) -> tuple[Day, ...]:
    """Return the dates of a text: '20 February 2022', 'February 20th', '2022-02-20'."""
    found = []
    for one in _DATE.finditer(text):
        if one[1]:
            found.append(Day(one[0], int(one[1]), int(one[2]), int(one[3])))
        elif one[4]:
            found.append(Day(one[0], int(one[6]) if one[6] else None, _MONTHS[one[5].lower()], int(one[4])))
        else:
            found.append(Day(one[0], int(one[9]) if one[9] else None, _MONTHS[one[7].lower()], int(one[8])))
    return tuple(found)


def says_confidence(text: str) -> str:
    """Return the words by which a text states a level of confidence, "" where it does not."""
    found = _CONFIDENCE.search(own_words(text))
    return found[0] if found else ""


def says_date(text: str) -> bool:
    """Return whether a text gives a day, or a month, season or year as one would set a deadline."""
    return bool(find_days(text) or _DEADLINE.search(text))


def says_window(text: str) -> bool:
    """Return whether a text gives a day, a season or a year."""
    return bool(find_days(text) or _CALENDAR.search(text))


def says_criterion(text: str) -> bool:
    """Return whether a text says what would count."""
    return bool(_CRITERION.search(text))


@cache
def _words() -> re.Pattern[str]:
    known = sorted((word for band in icd203_bands() for word in band.words), key=lambda word: (-len(word), word))
    return re.compile(
        rf"\b(?:{'|'.join(re.escape(one).replace(chr(92) + ' ', r'[ -]+') for one in known)})\b", re.IGNORECASE
    )


def _numbers(text: str) -> Iterator[Number]:
    taken: list[tuple[int, int]] = []
    for pattern in (_BEYOND, _RANGE, _SINGLE):
        for found in pattern.finditer(text):
            start, end = found.span()
            if any(start < other[1] and other[0] < end for other in taken):
                continue
            taken.append((start, end))
            ends = [float(one) / 100 for one in found.groups() if one and one[0].isdigit()]
            yield Number(found[0], min(ends), max(ends), start, end)
