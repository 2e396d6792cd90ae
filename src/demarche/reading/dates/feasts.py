"""Feasts and occasions: the days that a name means in a year, and which year's is meant."""

from __future__ import annotations

import datetime as dt

from demarche.reading.dates.lexicon import feasts, occasions
from demarche.reading.dates.spans import ONE_DAY, Setting, Stretch

_ISLAMIC_EPOCH = dt.date(622, 7, 18).toordinal()


def stretch_named(name: str, setting: Setting) -> Stretch | None:
    """Return the feast or occasion of this name that tense and anchor ask for; None if it cannot be told."""
    known = occasions().get(name)
    if known is not None:
        candidates = [Stretch(first, last, "day" if first == last else "interval") for first, last in known]
        if len(candidates) == 1:
            return candidates[0]
    elif setting.anchor is not None:
        near = range(setting.anchor.year - 1, setting.anchor.year + 2)
        candidates = [found for year in near for found in feast_in(name, year)]
    else:
        candidates = []
    return choose(candidates, setting)


def choose(candidates: list[Stretch], setting: Setting) -> Stretch | None:
    """
    Return the candidate that the tense asks for: the last begun (past), the next not yet over (future), or the nearest.

    A stretch that the anchor lies in is chosen whatever the tense.
    """
    anchor = setting.anchor
    if anchor is None or not candidates:
        return None
    if setting.tense == "past":
        fitting = [found for found in candidates if found.start <= anchor]
        return max(fitting, key=lambda found: found.start, default=None)
    if setting.tense == "future":
        fitting = [found for found in candidates if found.end >= anchor]
        return min(fitting, key=lambda found: found.start, default=None)
    return min(candidates, key=lambda found: (_distance(found, anchor), found.start))


def _distance(found: Stretch, anchor: dt.date) -> int:
    return max(0, (found.start - anchor).days, (anchor - found.end).days)


def feast_in(name: str, year: int) -> list[Stretch]:
    """Return the feast's days in a year: one stretch, rarely none, and two where a lunar year falls inside a year."""
    rule, arguments = feasts()[name]
    if not 1583 <= year <= 9998:
        return []
    if rule == "table":
        listed = [dt.date.fromisoformat(each) for each in arguments[1:]]
        return [_days(each, int(arguments[0])) for each in listed if each.year == year]
    if rule == "fixed":
        month, number = (int(part) for part in arguments[0].split("-"))
        return [_days(dt.date(year, month, number), int(arguments[1]) if len(arguments) > 1 else 1)]
    numbers = [int(each) for each in arguments]
    if rule == "weekday":
        return [_days(nth_weekday(year, *numbers), 1)]
    if rule == "islamic":
        return [_days(first, numbers[2]) for first in islamic_days(year, numbers[0], numbers[1])]
    sunday = easter(year) if rule == "easter" else orthodox_easter(year)
    return [_days(sunday + dt.timedelta(days=numbers[0]), numbers[1] if len(numbers) > 1 else 1)]


def _days(first: dt.date, count: int) -> Stretch:
    return Stretch(first, first + dt.timedelta(days=count - 1), "day" if count == 1 else "interval")


def nth_weekday(year: int, month: int, count: int, weekday: int) -> dt.date:
    """Return the count-th weekday (0 = Monday) of a month; the last where count is -1."""
    if count > 0:
        first = dt.date(year, month, 1)
        return first + dt.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (count - 1))
    last = dt.date(year + month // 12, month % 12 + 1, 1) - ONE_DAY
    return last - dt.timedelta(days=(last.weekday() - weekday) % 7)


def easter(year: int) -> dt.date:
    """Return Western Easter Sunday, by the anonymous Gregorian algorithm [Meeus1991]."""
    golden, century, rest = year % 19, year // 100, year % 100
    leaps, short = divmod(century, 4)
    moon = (19 * golden + century - leaps - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * short + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, number = divmod(moon + sunday - 7 * late + 114, 31)
    return dt.date(year, month, number + 1)


def orthodox_easter(year: int) -> dt.date:
    """Return Orthodox Easter Sunday as a Gregorian date, by Meeus's Julian algorithm [Meeus1991]."""
    moon = (19 * (year % 19) + 15) % 30
    sunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, number = divmod(moon + sunday + 114, 31)
    julian_lag = year // 100 - year // 400 - 2
    return dt.date(year, month, number + 1) + dt.timedelta(days=julian_lag)


def islamic_days(year: int, month: int, number: int) -> list[dt.date]:
    """
    Return the Gregorian days in a year on which a day of the tabular Islamic calendar falls.

    The tabular calendar with the astronomical epoch (15 July 622 Julian) may differ by a day from the sighted moon.
    """
    near = int((year - 622) * 33 / 32)
    found = (_islamic_day(each, month, number) for each in range(near - 1, near + 4))
    return [each for each in found if each.year == year]


def _islamic_day(year: int, month: int, number: int) -> dt.date:
    days = (year - 1) * 354 + (3 + 11 * year) // 30 + (59 * (month - 1) + 1) // 2 + number - 1
    return dt.date.fromordinal(_ISLAMIC_EPOCH + days)
