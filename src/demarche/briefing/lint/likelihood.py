"""Rules on likelihood and confidence in the brief's own sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from demarche.briefing.lint.model import Breach, Draft
from demarche.briefing.lint.wording import (
    Number,
    Word,
    find_numbers,
    find_words,
    own_words,
    says_confidence,
    split_sentences,
)
from demarche.ontology import Band, icd203_word

# Sections whose percentages are probabilities, whatever their sentences say.
_FORESEEING = re.compile(r"judge?ment|outcome|hypothes|watch|what if|bottom line|forecast", re.IGNORECASE)
_ABOUT_CHANCE = re.compile(r"\bchance|\bprobab|\blikel|\bodds\b|\brisk\b", re.IGNORECASE)
_RIGHT_BEHIND = re.compile(r"[\s,;.(:\[]*(?:band|range)?[\s:]*", re.IGNORECASE)
_RIGHT_BEFORE = re.compile(r"[\s:;,·(\u2013\u2014-]*(?:that is|i\.e\.|or|meaning)?[\s:,]*", re.IGNORECASE)
# "40 % of the fleet", "rose by 40 %" are no probabilities; "a 40 % chance of war" is one.
_SHARE_OF = re.compile(r"\s+of\b(?!\s+\w+ing\b)", re.IGNORECASE)
_CHANGE_BY = re.compile(
    r"\b(?:rose|rise|fell|fall|grew|grow|cut|dropp?\w*|up|down|(?:in|de)creas\w*)(?: by| of)?\s*$", re.IGNORECASE
)
_AROUND_CHARACTERS = 40
_EPSILON = 1e-9


def check_words(draft: Draft) -> Iterator[Breach]:
    """A word of likelihood and the number beside it say the same: the number lies in the word's band of ICD 203."""
    for passage in draft.passages:
        for sentence in split_sentences(passage.text):
            for word, number in pair_words(sentence):
                if not _agree(word.band, number):
                    right = icd203_word(min(max(number.middle, 0.0), 1.0))
                    wanted = f"“{right}” for {number.text}, or {_band(word.band)} for “{word.text}”"
                    yield Breach("word-number", passage.place, wanted, _around(sentence, word.start))


def check_extremes(draft: Draft) -> Iterator[Breach]:
    """No probability is 0 or 100 %: nothing is certain; below 1 % and above 99 % may be said."""
    for passage in draft.passages:
        for sentence in split_sentences(passage.text):
            if not (
                _FORESEEING.search(passage.section) or find_words(sentence) or _ABOUT_CHANCE.search(own_words(sentence))
            ):
                continue
            for number in find_chances(sentence):
                if number.low <= 0.0 or number.high >= 1.0:
                    yield Breach(
                        "never-certain", passage.place, "a number from 1 to 99 %, or below 1 %, above 99 %", number.text
                    )


def check_apart(draft: Draft) -> Iterator[Breach]:
    """Confidence and likelihood never share a sentence."""
    for passage in draft.passages:
        for sentence in split_sentences(passage.text):
            confidence, words, numbers = says_confidence(sentence), find_words(sentence), find_numbers(sentence)
            if confidence and (words or numbers):
                likelihood = words[0].text if words else numbers[0].text
                yield Breach(
                    "confidence-apart",
                    passage.place,
                    "confidence in a sentence of its own",
                    f"“{confidence}” beside “{likelihood}”: {_around(sentence, 0)}",
                )


def check_bands(draft: Draft) -> Iterator[Breach]:
    """A number that stands before its range lies within it."""
    for passage in draft.passages:
        for sentence in split_sentences(passage.text):
            for number, band in pair_bands(sentence):
                if not band.low - _EPSILON <= number.middle <= band.high + _EPSILON:
                    yield Breach("within-band", passage.place, f"a number within {band.text}", number.text)


def pair_words(sentence: str) -> Iterator[tuple[Word, Number]]:
    """Yield each word of likelihood with its number: one right before it, else the first up to the next word."""
    words, numbers = find_words(sentence), find_chances(sentence)
    for place, word in enumerate(words):
        until = words[place + 1].start if place + 1 < len(words) else len(sentence)
        after = [one for one in numbers if word.end <= one.start < until]
        before = [one for one in numbers if _RIGHT_BEFORE.fullmatch(sentence[one.end : word.start])]
        if before and not (place and pairs_with(words[place - 1], before[0], sentence)):
            yield word, before[0]
        elif after:
            yield word, after[0]


def pairs_with(word: Word, number: Number, sentence: str) -> bool:
    """Return whether a number belongs to a word before it: in brackets right behind it, or at the end of its clause."""
    return word.end <= number.start and sentence[word.end : number.start].strip() in ("(", ",", ":", "")


def find_chances(sentence: str) -> tuple[Number, ...]:
    """Return the percentages of a sentence that may be probabilities: no shares of something, no growth."""
    return tuple(
        one
        for one in find_numbers(sentence)
        if not _SHARE_OF.match(sentence[one.end :]) and not _CHANGE_BY.search(sentence[: one.start])
    )


def pair_bands(sentence: str) -> Iterator[tuple[Number, Number]]:
    """Yield each single number with the range that stands right behind it: '31 %, 17–47 %', '31 % (17–47 %)'."""
    numbers = find_numbers(sentence)
    for number, band in pairwise(numbers):
        between = sentence[number.end : band.start]
        if not number.is_range and band.is_range and _RIGHT_BEHIND.fullmatch(between):
            yield number, band


def _agree(band: Band, number: Number) -> bool:
    """Whether a number lies in a band; on a boundary it may be called by either word."""
    low = 0.0 if band.low <= 0.01 else band.low
    high = 1.0 if band.high >= 0.99 else band.high
    return low - _EPSILON <= number.middle <= high + _EPSILON


def _band(band: Band) -> str:
    return f"{round(band.low * 100)}–{round(band.high * 100)} %"


def _around(sentence: str, at: int) -> str:
    start = max(0, at - _AROUND_CHARACTERS)
    cut = sentence[start : at + 2 * _AROUND_CHARACTERS]
    return f"{'…' if start else ''}{cut}{'…' if at + 2 * _AROUND_CHARACTERS < len(sentence) else ''}"
