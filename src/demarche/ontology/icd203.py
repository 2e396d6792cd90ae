"""
Words of probability and what they mean as ranges: ICD 203's seven bands, and the press's own words [ICD203].

Where a phrase holds several words, one that says a degree counts before one that says none ("may well be likely"), and
both before a plain "will". Numbers ("a 60 percent chance", "one in five") count before all words.
"""

from __future__ import annotations

import re
from functools import cache

import msgspec

from demarche.ontology.tables import Row, once, pieces, read_table

Range = tuple[float, float]
# Nothing is certain: no range leaves these bounds (ICD 203 never says 0 or 100 percent).
LOWEST, HIGHEST = 0.01, 0.99
WIDEST: Range = (0.20, 0.80)
_PLAIN_FUTURE: frozenset[Range] = frozenset({(0.80, 0.99), (0.01, 0.20)})
# "t" is what remains of "n't" after its apostrophe.
_NEGATIONS = frozenset({"not", "t", "never", "hardly", "scarcely", "neither", "nor"})

_SPELLED = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred"
)
_NUMBERS = dict(zip(_SPELLED.split(), (*range(21), 30, 40, 50, 60, 70, 80, 90, 100), strict=True))
_PARTS = {"half": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "tenth": 10}
_NUMBER = rf"(?:\d+(?:\.\d+)?|(?:{'|'.join(_NUMBERS)})(?:-(?:one|two|three|four|five|six|seven|eight|nine))?)"
_PERCENT = r"\s*(?:%|percent|per cent|per-cent|pct)"
_SPAN = rf"({_NUMBER})(?:{_PERCENT})?(?:\s+(?:to|and|or)\s+|(?<=\d|%)\s*[-–]\s*(?=\d))({_NUMBER}){_PERCENT}"
_SHARE = rf"({_NUMBER})[\s-]*{_PERCENT}"
_IN = rf"\b({_NUMBER})[\s-]+(?:in|out[\s-]of)[\s-]+(?:a[\s-]+)?({_NUMBER})\b"
_PART = rf"\b({_NUMBER}|a)[\s-]+({'|'.join(_PARTS)})\b"
_ODDS = rf"\b({_NUMBER})(?:[\s-]+to[\s-]+|-)({_NUMBER})\s+(?:odds\s+)?(on|against)\b"
_TOLD_AS_CHANCE = r"chance|probab|likel|odds|certain|\brisk|possib|\bsure\b|confiden"
_FLOOR = r"at least|more than|over|greater than|above|upward of|upwards of|no less than|better than"
_CEILING = r"at most|less than|under|fewer than|below|no more than|up to|lower than"

# Compiled when first needed: most commands never read a number.
_compiled = cache(re.compile)


class Band(msgspec.Struct, frozen=True):
    """One of the seven bands: the word of the directive, its range, and the words that fall under it."""

    word: str
    low: float
    high: float
    words: tuple[str, ...]


class ProbabilityWords(msgspec.Struct, frozen=True):
    """Words of probability in the press: their range, and on what it rests."""

    words: str
    low: float
    high: float
    note: str


@cache
def icd203_bands() -> tuple[Band, ...]:
    """The seven bands, from almost no chance to almost certain; each begins where the one before ends."""
    rows = once(read_table("icd203.tsv", ("word", "low", "high", "words")), "word")
    return tuple(Band(row.text("word"), *_bounds(row), row.many("words")) for row in rows)


@cache
def probability_words() -> tuple[ProbabilityWords, ...]:
    """The table of words of probability."""
    rows = once(read_table("probability.tsv", ("words", "low", "high", "note")), "words")
    return tuple(ProbabilityWords(row.text("words"), *_bounds(row), row.text("note")) for row in rows)


def _bounds(row: Row) -> Range:
    low, high = row.number("low"), row.number("high")
    if not LOWEST <= low < high <= HIGHEST:
        raise row.fault("low", "no range", wanted=f"{LOWEST} <= low < high <= {HIGHEST}", got=f"{low}, {high}")
    return low, high


def icd203_word(probability: float) -> str:
    """
    Return the word of ICD 203 for a probability.

    Parameters
    ----------
    probability : float
        In [0, 1]. A boundary belongs to the band above it.

    Raises
    ------
    ValueError
        Outside [0, 1].

    Examples
    --------
    >>> icd203_word(0.6), icd203_word(0.05), icd203_word(1.0)
    ('likely', 'very unlikely', 'almost certain')
    """
    if not 0.0 <= probability <= 1.0:
        raise ValueError(f"a probability must be in [0, 1], got {probability}")
    bands = icd203_bands()
    return next((band.word for band in bands if probability < band.high), bands[-1].word)


def complement(bounds: Range) -> Range:
    """
    Return the range of the contrary event.

    Examples
    --------
    >>> complement((0.20, 0.45))
    (0.55, 0.8)
    """
    low, high = bounds
    return round(1.0 - high, 4), round(1.0 - low, 4)


def probability_range(words: str) -> Range | None:
    """
    Return the range that words of probability stand for, or None where there are none.

    Parameters
    ----------
    words : str
        A phrase or clause, as it stands in the text. A negation before a word of probability turns its range.

    Examples
    --------
    >>> probability_range("will likely"), probability_range("a 60 percent chance"), probability_range("one in five")
    ((0.55, 0.8), (0.6, 0.6), (0.2, 0.2))
    """
    text = words.lower().replace("’", "'").replace(" n't", "n't")
    number = _number_range(text)
    if number is not None:
        return number
    found = _worded_ranges(text)
    if not found:
        return None
    degrees = [bounds for bounds in found if bounds != WIDEST and bounds not in _PLAIN_FUTURE]
    vague = [bounds for bounds in found if bounds == WIDEST]
    return (degrees or vague or found)[0]


@cache
def _patterns() -> dict[str, list[tuple[tuple[str, ...], Range]]]:
    index: dict[str, list[tuple[tuple[str, ...], Range]]] = {}
    for entry in probability_words():
        key = pieces(entry.words)
        index.setdefault(key[0], []).append((key, (entry.low, entry.high)))
    for found in index.values():
        found.sort(key=lambda pattern: -len(pattern[0]))
    return index


def _worded_ranges(text: str) -> list[Range]:
    row = tuple(part for word in re.findall(r"[\w'/.-]+", text) for part in pieces(word))
    found: list[Range] = []
    at = 0
    while at < len(row):
        hit = next((entry for entry in _patterns().get(row[at], ()) if row[at : at + len(entry[0])] == entry[0]), None)
        if hit is None:
            at += 1
            continue
        key, bounds = hit
        negated = bool(_NEGATIONS.intersection(row[max(0, at - 2) : at]))
        found.append(_negated(bounds) if negated else bounds)
        at += len(key)
    return found


def _negated(bounds: Range) -> Range:
    """Turn a range; but to deny a certainty says only that the matter is open."""
    return WIDEST if bounds[0] >= 0.95 else complement(bounds)


def _number_range(text: str) -> Range | None:
    bare = len(text.split()) <= 6
    if not (bare or _compiled(_TOLD_AS_CHANCE).search(text)):
        return None
    if odds := _compiled(_ODDS).search(text):
        first, second = _value(odds[1]), _value(odds[2])
        share = first / (first + second)
        return _clamped(share, share) if odds[3] == "on" else _clamped(1 - share, 1 - share)
    if span := _compiled(_SPAN).search(text):
        low, high = sorted((_value(span[1]) / 100, _value(span[2]) / 100))
        return _clamped(low, high)
    share_found = _share(text)
    if share_found is None:
        return None
    if _compiled(_FLOOR).search(text):
        return _clamped(share_found, HIGHEST)
    return _clamped(LOWEST, share_found) if _compiled(_CEILING).search(text) else _clamped(share_found, share_found)


def _share(text: str) -> float | None:
    if percent := _compiled(_SHARE).search(text):
        return _value(percent[1]) / 100
    if ratio := _compiled(_IN).search(text):
        whole = _value(ratio[2])
        return _value(ratio[1]) / whole if 1 < whole <= 1000 and _value(ratio[1]) <= whole else None
    if (part := _compiled(_PART).search(text)) and _compiled(_TOLD_AS_CHANCE).search(text):
        return (1 if part[1] == "a" else _value(part[1])) / _PARTS[part[2]]
    return None


def _value(number: str) -> float:
    if number[0].isdigit():
        return float(number)
    return float(sum(_NUMBERS[part] for part in number.split("-")))


def _clamped(low: float, high: float) -> Range:
    return round(min(max(low, LOWEST), HIGHEST), 4), round(min(max(high, LOWEST), HIGHEST), 4)
