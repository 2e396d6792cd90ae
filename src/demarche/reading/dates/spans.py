"""Stretches of days, and arithmetic with them: the calendar's own rules, without words."""

from __future__ import annotations

import calendar as gregorian
import datetime as dt
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from demarche.reading.dates.lexicon import parts, quantities
from demarche.record import Precision, When

Tense: TypeAlias = Literal["past", "future", "none"]
# A future seen from the day on which it was told: "said on Monday that talks would resume on Thursday".
ClauseTense: TypeAlias = Tense | Literal["reported"]
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """
    A closed interval of days as the words gave it.

    `kind` says how the words look at it: point, range, around, window-before, window-by, window-within, window-past,
    window-after, until, since, first-since. `deadline` is the last day of "by X" where it is not the last of X.
    """

    start: dt.date
    end: dt.date
    precision: Precision = "day"
    kind: str = "point"
    deadline: dt.date | None = None

    def when(self) -> When:
        """Return the record's form of it."""
        return When(self.start, self.end, self.precision)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a date is read against: the day of publication, the date before it in the text, and the clause's tense."""

    published: dt.date | None
    previous: Stretch | None
    tense: Tense

    @property
    def anchor(self) -> dt.date | None:
        """The day from which relative words count; the date before stands in for a missing day of publication."""
        if self.published is not None:
            return self.published
        return self.previous.start if self.previous is not None else None

    def leaning(self, tense: Tense) -> Setting:
        """Return the same setting, with this tense where the text gave none."""
        return replace(self, tense=tense) if self.tense == "none" else self


def day(date: dt.date) -> Stretch:
    """Return a single day."""
    return Stretch(date, date)


def month_of(year: int, month: int) -> Stretch:
    """Return a whole month."""
    last = gregorian.monthrange(year, month)[1]
    return Stretch(dt.date(year, month, 1), dt.date(year, month, last), "month")


def year_of(year: int) -> Stretch:
    """Return a whole year."""
    return Stretch(dt.date(year, 1, 1), dt.date(year, 12, 31), "year")


def season_of(year: int, first_month: int) -> Stretch:
    """Return three months from `first_month`; northern hemisphere, so that the winter of 2021 ends in February 2022."""
    start = dt.date(year, first_month, 1)
    return Stretch(start, add(start, 3, "month") - ONE_DAY, "season")


def week_of(date: dt.date) -> Stretch:
    """Return the week, Monday to Sunday (ISO 8601), that a day lies in."""
    monday = date - dt.timedelta(days=date.weekday())
    return Stretch(monday, monday + dt.timedelta(days=6), "week")


def period_of(date: dt.date, unit: str) -> Stretch:  # noqa: PLR0911 - one return a case
    """Return the calendar period of a kind (day, week, month, quarter, year, decade, century) that a day lies in."""
    match unit:
        case "week" | "fortnight":
            return week_of(date)
        case "month":
            return month_of(date.year, date.month)
        case "quarter":
            start = dt.date(date.year, 3 * ((date.month - 1) // 3) + 1, 1)
            return Stretch(start, add(start, 3, "month") - ONE_DAY, "season")
        case "year":
            return year_of(date.year)
        case "decade":
            return years(date.year - date.year % 10, 10)
        case "century":
            return years(date.year - (date.year - 1) % 100, 100)
        case _:
            return day(date)


def years(first: int, count: int) -> Stretch:
    """Return `count` whole years from the first; the record has no coarser precision than a year."""
    return Stretch(dt.date(first, 1, 1), dt.date(first + count - 1, 12, 31), "year")


def add(date: dt.date, count: int, unit: str) -> dt.date:
    """Return the day `count` units after a day (before it where negative); months keep the day if they can."""
    days = {"day": 1, "week": 7, "fortnight": 14}.get(unit)
    if days is not None:
        return date + dt.timedelta(days=days * count)
    if unit in ("hour", "minute"):
        hours = count if unit == "hour" else count // 60
        return date + dt.timedelta(days=-(-hours // 24))
    months = count * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
    number = date.year * 12 + date.month - 1 + months
    year, month = divmod(number, 12)
    return dt.date(year, month + 1, min(date.day, gregorian.monthrange(year, month + 1)[1]))


def part_of(whole: Stretch, part: str) -> Stretch:
    """Return the part of a period that words like 'early' and 'the end of' mean; see data/parts.txt."""
    bounds = parts().get((_scale(whole), part))
    if bounds is None:
        return replace(whole, precision="interval")
    unit = _PART_UNITS[_scale(whole)]
    start = add(whole.start, bounds[0] - 1, unit)
    end = min(add(whole.start, bounds[1], unit) - ONE_DAY, whole.end)
    deadline = min(add(whole.start, bounds[2], unit) - ONE_DAY, whole.end)
    return Stretch(start, end, "interval", deadline=deadline)


_PART_UNITS = {"week": "day", "month": "day", "season": "month", "year": "month", "decade": "year", "century": "year"}


def _scale(whole: Stretch) -> str:
    days = (whole.end - whole.start).days + 1
    if whole.precision != "year":
        return whole.precision
    return "year" if days < 367 else "decade" if days < 4000 else "century"


def reach(stretch: Stretch) -> dt.date:
    """Return where an open window that begins with a stretch is closed; see data/quantities.txt."""
    return stretch.end + dt.timedelta(days=quantities().reach_days[stretch.precision])
