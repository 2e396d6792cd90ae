"""Probabilities as they are printed: whole percent, never 0 or 100, with the word of ICD 203 for what is printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from demarche.briefing.outlook.model import Chance
from demarche.ontology import icd203_word

_LEAST, _MOST = 0.01, 0.99


class Banded(Protocol):
    """What has a probability and the band that holds 80 % of the draws."""

    @property
    def probability(self) -> float:
        """In [0, 1]."""
        ...

    @property
    def low(self) -> float:
        """Lower end of the band."""
        ...

    @property
    def high(self) -> float:
        """Upper end of the band."""
        ...


def percent(probability: float) -> str:
    """
    Return a probability in whole percent.

    Examples
    --------
    >>> percent(0.314), percent(0.0), percent(0.999)
    ('31 %', 'below 1 %', 'above 99 %')
    """
    if probability < _LEAST:
        return "below 1 %"
    return "above 99 %" if probability > _MOST else f"{round(probability * 100)} %"


def band_words(low: float, high: float) -> str:
    """
    Return a band in whole percent; an end that is nearer to 0 or 1 than a percent is marked so.

    Examples
    --------
    >>> band_words(0.17, 0.47), band_words(0.002, 0.2), band_words(0.001, 0.003), band_words(0.9, 1.0)
    ('17–47 %', '<1–20 %', '<1 %', '90–>99 %')
    """
    first, last = (_short(percent(one)) for one in (low, high))
    return first if first == last else f"{first.removesuffix(' %')}–{last}"


def _short(words: str) -> str:
    return words.replace("below ", "<").replace("above ", ">")


def word_of(probability: float) -> str:
    """
    Return the word of ICD 203 for a probability as it is printed, so that word and number agree on the page.

    Examples
    --------
    >>> word_of(0.197), word_of(0.194)
    ('unlikely', 'very unlikely')
    """
    return icd203_word(min(max(round(probability * 100), 1), 99) / 100)


def chance(of: Banded) -> Chance:
    """Return a probability with its band, and both as printed."""
    return Chance(of.probability, of.low, of.high, percent(of.probability), band_words(of.low, of.high))


def points(change: float) -> str:
    """
    Return a change of a probability in points, with its sign.

    Examples
    --------
    >>> points(-0.061), points(0.012), points(0.001)
    ('−6 points', '+1 point', '±0 points')
    """
    whole = round(change * 100)
    sign = "−" if whole < 0 else "+" if whole else "±"
    return f"{sign}{abs(whole)} point{'' if abs(whole) == 1 else 's'}"


def points_band(low: float, high: float) -> str:
    """Return the band of a change: '−11 to −1'."""
    return f"{points(low).split()[0]} to {points(high).split()[0]}"


def list_reasons(reasons: Sequence[str]) -> str:
    """Return reasons as the tail of a sentence: 'a, b and c'."""
    return reasons[0] if len(reasons) == 1 else ", ".join(reasons[:-1]) + " and " + reasons[-1]
