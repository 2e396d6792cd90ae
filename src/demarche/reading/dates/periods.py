"""What the grammar's periods mean: weeks, months, seasons, quarters, years; see `days` for how actions are called."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from demarche.reading.dates.days import short_year
from demarche.reading.dates.feasts import choose
from demarche.reading.dates.spans import (
    ONE_DAY,
    Setting,
    Stretch,
    add,
    day,
    month_of,
    part_of,
    period_of,
    season_of,
    week_of,
    year_of,
    years,
)


def month(at: Setting, month: int, year: int | None = None, which: str = "") -> Stretch | None:
    """Return the month of "October", "last October", "October 1994"."""
    if year is not None:
        return month_of(year, month)
    base = at.previous.start if which in ("following", "previous") and at.previous else at.anchor
    if base is None:
        return None
    back = (base.month - month) % 12
    match which:
        case "last" | "past" | "previous":
            return period_of(add(base.replace(day=1), -(back or 12), "month"), "month")
        case "next" | "coming" | "following":
            return period_of(add(base.replace(day=1), (12 - back) or 12, "month"), "month")
        case "this":
            return month_of(base.year, month)
        case _:
            forward = at.tense == "future" or (at.tense == "none" and (12 - back) % 12 < back)
            return period_of(add(base.replace(day=1), (12 - back) % 12 if forward else -back, "month"), "month")


def month_of_year(at: Setting, month: int, which: str) -> Stretch | None:
    """Return the month of "July last year"."""
    if at.anchor is None:
        return None
    return month_of(at.anchor.year + {"last": -1, "this": 0, "next": 1}[which], month)


def season(
    at: Setting, season: int, year: int | None = None, which: str = "", two: int | None = None
) -> Stretch | None:
    """Return three months, northern hemisphere: 'winter 2021' begins in December 2021."""
    if year is not None:
        return season_of(year, season)
    if at.anchor is None:
        return None
    base = at.previous.start if which in ("following", "previous") and at.previous else at.anchor
    near = [season_of(base.year + shift, season) for shift in (-2, -1, 0, 1)]
    match which:
        case "last" | "previous":
            return max((each for each in near if each.end < base), key=lambda each: each.start)
        case "next" | "coming" | "following":
            return min((each for each in near if each.start > base), key=lambda each: each.start)
        case "past":
            return max((each for each in near if each.start <= base), key=lambda each: each.start)
        case _:
            return clipped(choose(near, at.leaning("future") if which == "this" else at), at)


def season_of_fall(at: Setting, year: int) -> Stretch | None:
    """Return the months of "the fall of 2021"."""
    return season_of(year, 9)


def clipped(stretch: Stretch | None, at: Setting) -> Stretch | None:
    """Cut a stretch that the anchor lies in: the rest of it for the future, what has been of it for the past."""
    if stretch is None or at.anchor is None or not stretch.start <= at.anchor <= stretch.end:
        return stretch
    if at.tense == "future":
        return replace(stretch, start=at.anchor)
    return replace(stretch, end=at.anchor) if at.tense == "past" else stretch


def unit_period(at: Setting, which: str, period: str) -> Stretch | None:  # noqa: PLR0911 - one return a case
    """Return the period of "last week", "this year", "the coming month"."""
    if which in ("following", "same") or (which == "previous" and at.previous):
        return _beside_previous(at, which, period)
    if at.anchor is None:
        return None
    match which:
        case "last" | "previous":
            return period_of(add(at.anchor, -1, period), period)
        case "next":
            return period_of(add(at.anchor, 1, period), period)
        case "coming":
            return Stretch(at.anchor + ONE_DAY, add(at.anchor, 1, period), "interval", "window-within")
        case "past":
            return Stretch(add(at.anchor, -1, period), at.anchor, "interval", "window-past")
        case _:
            return clipped(period_of(at.anchor, period), at)


def _beside_previous(at: Setting, which: str, period: str) -> Stretch | None:
    if at.previous is None:
        return None
    step = {"following": 1, "same": 0, "previous": -1}[which]
    return period_of(add(at.previous.start, step, period), period)


def that_period(at: Setting, unit: str, **_: Any) -> Stretch | None:
    """Return the period of "that year"."""
    return period_of(at.previous.start, unit) if at.previous else None


def weekend(at: Setting, which: str = "") -> Stretch | None:
    """Return the two days of "the weekend", "last weekend"."""
    base = at.previous.start if which in ("following", "previous") and at.previous else at.anchor
    if base is None:
        return None
    saturday = week_of(base).start + 5 * ONE_DAY
    steps = {"last": -7, "past": -7, "previous": -7, "next": 7, "following": 7, "coming": 0}
    shift = steps.get(which)
    if shift is None:
        early = base.weekday() < (5 if at.tense == "past" else 2) and at.tense != "future" and which != "this"
        shift = -7 if early or (at.tense == "past" and saturday > base) else 0
    start = saturday + shift * ONE_DAY
    return Stretch(start, start + ONE_DAY, "interval")


def year(at: Setting, year: int) -> Stretch | None:
    """Return the year of "in 2014"."""
    return year_of(year)


def short_year_period(at: Setting, two: int) -> Stretch | None:
    """Return the year of "in '98"."""
    return year_of(short_year(two))


def decade(at: Setting, decade: int, part: str = "") -> Stretch | None:
    """Return the years of "the 1990s", "the mid-90s"."""
    if decade < 100:
        latest = at.anchor.year if at.anchor else 1999
        decade += (latest - decade) // 100 * 100
    whole = years(decade, 10)
    return part_of(whole, part) if part else whole


def decade_word(at: Setting, decades: int, part: str = "") -> Stretch | None:
    """Return the years of "the thirties"."""
    return decade(at, decades, part)


def century(at: Setting, ordno: int = 0, century: int = 0) -> Stretch | None:
    """Return the years of "the 19th century"."""
    number = ordno or century
    return years((number - 1) * 100 + 1, 100) if 1 < number < 22 else None


def quarter(at: Setting, ordinal: int, year: int) -> Stretch | None:
    """Return the months of "the second quarter of 2023"."""
    if not 1 <= ordinal <= 4:
        return None
    return period_of(dt.date(year, 3 * ordinal, 1), "quarter")


def weekday_of_week(at: Setting, weekday: int, which: str) -> Stretch | None:
    """Return the day of "Monday last week"."""
    week = unit_period(at, which, "week")
    return day(period_of(week.start, "week").start + weekday * ONE_DAY) if week else None
