"""
The number that a clause gives for its event: troops, deaths, prisoners, money, distance, weapons.

Numbers in digits and words, vague ones ("dozens", "tens of thousands") and bounded ones ("at least 12", "up to
3,000") become a range; which nouns count for what is data (`data/quantities.tsv`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import get_args

from demarche.errors import LexiconError
from demarche.reading.events.tables import DATA, read_rows
from demarche.record import Magnitude, MagnitudeKind

# What each type counts first; a clause with several numbers gives the first kind of its type's list that it has.
_WANTED: dict[str, tuple[str, ...]] = {
    "ASSAULT": ("deaths", "injured", "weapons", "troops", "displaced", "people"),
    "AID": ("money", "weapons", "troops", "people"),
    "MOBILIZE": ("troops", "weapons", "distance"),
    "RETREAT": ("troops", "distance", "weapons", "people"),
    "PROTEST": ("people", "deaths"),
    "COERCE": ("people", "troops", "weapons", "money"),
    "CONCEDE": ("people", "money", "troops"),
    "SANCTION": ("money", "percent", "people"),
    "AGREE": ("money", "troops", "people"),
    "COOPERATE": ("money", "troops", "weapons"),
}
_ONES = dict(
    zip(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
        range(20),
        strict=True,
    )
)
_TENS = dict(
    zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True)  # noqa: SIM905
)
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "m": 1e6, "mn": 1e6,
           "bn": 1e9, "k": 1e3, "tn": 1e12}  # fmt: skip
# The longest first, and whole: "sixty" and "sixteen" begin with "six".
_WORD = "|".join(sorted((*_ONES, *_TENS), key=len, reverse=True))
_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?|(?:{_WORD})\b(?:[- ](?:{_WORD})\b)?"
_SCALE = r"(?:\s*-?(?:hundred|thousand|million|billion|trillion|mn|bn|tn|k|m)\b){0,2}"
_VAGUE = (
    r"tens of thousands|hundreds of thousands|tens of millions|thousands|hundreds|dozens|scores|millions|billions"
    r"|half a million|a (?:dozen|hundred|thousand|million|billion)|several (?:dozen|hundred|thousand)"
    r"|a few (?:hundred|thousand)"
)
_FLOOR = r"at least|more than|over|upwards of|in excess of|as many as at least|no fewer than|no less than|above"
_CEILING = r"up to|as many as|fewer than|less than|under|at most|no more than"
_ABOUT = (
    r"about|around|some|nearly|almost|roughly|approximately|an estimated|close to|an additional|another|a further"
    r"|only|just|a total of"
)
_QUANTITY = re.compile(
    rf"(?<![\w.,-])(?:(?P<floor>{_FLOOR})\s+|(?P<ceiling>{_CEILING})\s+|(?:{_ABOUT})\s+)?(?:(?:US|A|C)?(?P<sign>[$€£¥])\s?)?"
    rf"(?:(?P<vague>{_VAGUE})|(?:between\s+)?(?P<low>{_NUMBER})(?P<scale>{_SCALE})(?:(?:\s+(?:to|and|or)\s+|\s?[-–]\s?)(?P<high>\d[\d,.]*)(?P<scale2>{_SCALE}))?)"
    rf"(?P<percent>\s*(?:%|percent|per cent))?",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)"
)
_MONTH_AFTER = re.compile(rf"(?:st|nd|rd|th)?(?: of)?\s+{_MONTH}\b")
_MONTH_BEFORE = re.compile(rf"\b{_MONTH}\.?\s+$")
_CURRENCY = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
_TOKEN = re.compile(r"[\w$%'’.-]+")
_PERSONS = ("people", "troops")
_REACH = 6  # words after a number in which its noun stands


@dataclass(frozen=True, slots=True)
class _Tables:
    vague: dict[str, tuple[float, float]]
    nouns: dict[str, tuple[str, str | None]]
    verbs: dict[str, str]


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    tables = _Tables({}, {}, {})
    for row in read_rows(DATA / "quantities.tsv", ("words", "kind", "unit", "low", "high")):
        kind = row.cells["kind"]
        if kind not in (*get_args(MagnitudeKind), "vague", "verb:deaths", "verb:injured", "verb:displaced"):
            raise row.fault("kind", "there is no such kind", wanted=", ".join(get_args(MagnitudeKind)), got=kind)
        for word in row.list("words", ","):
            if kind == "vague":
                tables.vague[word] = _range(row.cells["low"]), _range(row.cells["high"])
            elif kind.startswith("verb:"):
                tables.verbs[word] = kind.removeprefix("verb:")
            else:
                tables.nouns[word] = kind, row.cells["unit"] or None
    return tables


def _range(cell: str) -> float:
    try:
        return float(cell)
    except ValueError as exc:
        raise LexiconError("this is no number", where="quantities.tsv", field="low, high", got=cell) from exc


def find_magnitude(text: str, event_type: str) -> Magnitude | None:
    """
    Return the number that an event's clause gives for it, or None.

    Parameters
    ----------
    text : str
        The clause.
    event_type : str
        PLOVER type: it decides which of several numbers is the event's (deaths for ASSAULT, money for AID).

    Examples
    --------
    >>> find_magnitude("Russia massed more than 100,000 troops near the border", "MOBILIZE").low
    100000.0
    >>> found = find_magnitude("an air strike killed dozens of people", "ASSAULT")
    >>> found.kind, found.low, found.high
    ('deaths', 24.0, 99.0)
    """
    wanted = _WANTED.get(event_type)
    if wanted is None:
        return None
    found = [one for match in _QUANTITY.finditer(text) if (one := _magnitude(match, text)) is not None]
    found.sort(key=lambda one: wanted.index(one.kind) if one.kind in wanted else len(wanted))
    return found[0] if found and found[0].kind in wanted else None


def _is_day(match: re.Match[str], text: str) -> bool:
    """Whether a number is the day of a month: "on 5 June killed", "June 5 killed"."""
    if not re.fullmatch(r"\d{1,2}", match[0].strip()):
        return False
    return bool(_MONTH_AFTER.match(text, match.end()) or _MONTH_BEFORE.search(text[: match.start()]))


def _magnitude(match: re.Match[str], text: str) -> Magnitude | None:
    if _is_day(match, text):
        return None
    low, high = _bounds(match)
    if low is None and high is None:
        return None
    kind, unit, end = _kind(match, text)
    if kind is None:
        return None
    return Magnitude(kind, low, high, unit, text[match.start() : end].strip())  # type: ignore[arg-type]


def _bounds(match: re.Match[str]) -> tuple[float | None, float | None]:
    if match["vague"]:
        low, high = _tables().vague[match["vague"].lower()]
    else:
        scale = match["scale"] or (match["scale2"] if match["high"] else "")
        low = _value(match["low"], scale)
        high = _value(match["high"].rstrip(".,"), match["scale2"] or match["scale"]) if match["high"] else low
    if match["floor"]:
        return low, None
    return (None, high) if match["ceiling"] else (low, high)


def _value(number: str, scale: str) -> float:
    parts = [part for part in re.split(r"[- ]", number.lower()) if part]
    value = float(sum(_ONES.get(part, _TENS.get(part, 0)) for part in parts))
    if number[0].isdigit():
        value = float(number.replace(",", ""))
    for word in re.findall(r"[a-z]+", (scale or "").lower()):
        value *= _SCALES.get(word, 1)
    return value


def _kind(match: re.Match[str], text: str) -> tuple[str | None, str | None, int]:
    """Return what a number counts, its unit, and where its words end."""
    if match["sign"]:
        return "money", _CURRENCY[match["sign"]], match.end()
    if match["percent"]:
        return "percent", None, match.end()
    tables = _tables()
    end, verb = match.end(), _verb_before(text[: match.start()])
    counted: tuple[str, str | None, int] | None = None
    for number, word in enumerate(_TOKEN.finditer(text, match.end())):
        bare = word[0].lower().strip(".'’-")
        if number >= _REACH or any(mark in text[end : word.start()] for mark in ",;:("):
            break
        end = word.end()
        if bare in tables.verbs and (counted is None or counted[0] in _PERSONS):
            return tables.verbs[bare], None, counted[2] if counted else end
        if counted is None and bare in tables.nouns:
            counted = *tables.nouns[bare], end
    if counted is not None:
        return (verb, None, counted[2]) if verb and counted[0] in _PERSONS else counted
    return (verb, None, match.end()) if verb else (None, None, end)


def _verb_before(text: str) -> str | None:
    """Return what the verb right before a number makes it count: "killed 12", "displaced two million"."""
    words = _TOKEN.findall(text.lower())[-2:]
    return next((found for word in reversed(words) if (found := _tables().verbs.get(word))), None)
