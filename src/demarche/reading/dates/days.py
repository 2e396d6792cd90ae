"""
What the grammar's days mean: each action turns the words' values into a stretch of days, or None.

An action gets the setting, then the values that its rule labels; a nested date comes as an `Inner`, which the action
resolves in a setting of its choice. Names and labels are those of data/grammar.txt; so it is in `periods`, `portions`
and `windows`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from demarche.reading.dates.feasts import choose, stretch_named
from demarche.reading.dates.lexicon import quantities
from demarche.reading.dates.spans import (
    ONE_DAY,
    Setting,
    Stretch,
    add,
    day,
    period_of,
    week_of,
)

Inner: TypeAlias = Callable[[Setting], Stretch | None]
# A yearless day against the direction of its tense is taken when it is this near, and the other a year off.
_NEAR_DAYS, _FAR_DAYS = 45, 320


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity of time: from `low` to `high` units."""

    low: int
    high: int
    unit: str
    vague: bool = False


# --- Values that hang on no setting


def vague_number(word: str, **_: Any) -> tuple[int, int]:
    """Return what "a few" or "several" means: the least and the most."""
    return quantities().numbers[word]


def amount(low: Any = None, high: Any = None, unit: str = "", units: str = "", **_: Any) -> Amount:
    """Return the quantity that "two or three weeks" or a bare "weeks" means."""
    name = units or unit
    if low is None:
        least, most, _recent = quantities().units[name]
        return Amount(least, most, name, vague=True)
    first, last = low if isinstance(low, tuple) else (low, low)
    if high is not None:
        last = high[1] if isinstance(high, tuple) else high
    return Amount(first, max(first, last), name, vague=isinstance(low, tuple) and first != last)


def short_year(two: int) -> int:
    """Return the year of "'98"."""
    return two + (1900 if two >= 30 else 2000)


# --- Days


def date(at: Setting, day: int, month: int, year: int | None = None, **_: Any) -> Stretch | None:
    """Return the day of "February 7th" or "7 February 2022"; without a year, the one that the tense asks for."""
    if isinstance(day, int) and not 1 <= day <= 31:
        return None
    if year is not None:
        return _day_of(year, month, day)
    if at.anchor is None:
        return None
    candidates = [found for each in range(-1, 2) if (found := _day_of(at.anchor.year + each, month, day))]
    if not candidates:
        leap = [found for each in range(-4, 5) if (found := _day_of(at.anchor.year + each, month, day))]
        return choose(leap, at)
    return _sensible(choose(candidates, at), candidates, at.anchor)


def _day_of(year: int, month: int, number: int) -> Stretch | None:
    try:
        return day_(dt.date(year, month, number))
    except ValueError:
        return None


day_ = day  # `day` is a label in the grammar, and so the name of an argument above


def _sensible(chosen: Stretch | None, candidates: list[Stretch], anchor: dt.date) -> Stretch | None:
    nearest = min(candidates, key=lambda found: abs((found.start - anchor).days))
    if chosen is None or abs((chosen.start - anchor).days) < _FAR_DAYS:
        return chosen or nearest
    return nearest if abs((nearest.start - anchor).days) <= _NEAR_DAYS else chosen


def weekday_date(at: Setting, weekday: int, dated: Inner) -> Stretch | None:
    """Return the day of "Friday, 17 August"; the date decides, whatever the weekday."""
    return dated(at)


def bare_day(at: Setting, day: int, **_: Any) -> Stretch | None:
    """Return the nearest such day of a month, in the direction of the tense."""
    if at.anchor is None or not 1 <= day <= 31:
        return None
    months = [period_of(add(at.anchor, shift, "month"), "month").start for shift in (-2, -1, 0, 1, 2)]
    return choose([found for each in months if (found := _day_of(each.year, each.month, day))], at)


def iso(at: Setting, iso: str) -> Stretch | None:
    """Return the day of "2022-02-07"."""
    year, month, number = (int(part) for part in iso.split("-"))
    return _day_of(year, month, number) if year else None


def slashed(at: Setting, slashed: str) -> Stretch | None:
    """Return the day of a numeric date where one order alone makes sense; dots mean day first, as in Russian."""
    if "." in slashed:
        first, second, year = (int(part) for part in slashed.split("."))
        return _day_of(year, second, first) if year else None
    first, second, year = (int(part) for part in slashed.split("/"))
    orders = {found for found in (_day_of(year or 1, second, first), _day_of(year or 1, first, second)) if found}
    return orders.pop() if len(orders) == 1 else None


def feast(at: Setting, named: str = "", occasion: str = "") -> Stretch | None:
    """Return the days of "Christmas" or "the Winter Olympics"."""
    return stretch_named(named or occasion, at)


def deictic(at: Setting, offset: int, **_: Any) -> Stretch | None:
    """Return the day of "today", "yesterday", "the day after tomorrow"."""
    return day(at.published + offset * ONE_DAY) if at.published else None


def dressed_deictic(at: Setting, deixis: str, **_: Any) -> Stretch | None:
    """Return the day of "the morning of yesterday"."""
    return deictic(at, {"yesterday": -1, "today": 0, "tomorrow": 1}[deixis])


def overnight(at: Setting) -> Stretch | None:
    """Return the day of publication and its eve."""
    if at.published is None:
        return None
    return Stretch(at.published - ONE_DAY, at.published, "interval")


def dressed(at: Setting, **inner: Any) -> Stretch | None:
    """Return the day itself: the hour or the part of the day that dresses it does not move it."""
    bare: Inner = inner.get("wday") or inner.get("dated") or inner["point"]
    return bare(at)


def same_day(at: Setting, here: int = 0, **_: Any) -> Stretch | None:
    """Return the day of "that day"; with `here`, of "later in the day", which may also be that of publication."""
    if at.previous is not None and at.previous.start == at.previous.end:
        return at.previous
    return day(at.published) if here and at.published else None


def from_previous(at: Setting, unit: str, count: int, **_: Any) -> Stretch | None:
    """Return the day of "the next day", "the day before"."""
    if at.previous is None:
        return None
    return day(add(at.previous.end if count > 0 else at.previous.start, count, unit))


def weekday(at: Setting, weekday: int, which: str = "") -> Stretch | None:
    """Return the day of "Monday", "last Monday", "next Monday"."""
    base = at.previous.start if which in ("following", "previous", "that") and at.previous else at.anchor
    if base is None:
        return None
    ahead, back = (weekday - base.weekday()) % 7, (base.weekday() - weekday) % 7
    match which:
        case "last" | "past" | "previous":
            return day(base - (back or 7) * ONE_DAY)
        case "next" | "coming" | "following":
            return day(base + (ahead or 7) * ONE_DAY)
        case "this" if at.tense == "none":
            return day(week_of(base).start + weekday * ONE_DAY)
        case _:
            forward = at.tense == "future" or (at.tense == "none" and ahead < back)
            return day(base + ahead * ONE_DAY) if forward else day(base - back * ONE_DAY)


def week_from(at: Setting, weekday: int) -> Stretch | None:
    """Return the day of "a week from Monday"."""
    if at.anchor is None:
        return None
    return day(at.anchor + (7 + (weekday - at.anchor.weekday()) % 7) * ONE_DAY)


# --- Days reckoned by quantities


def shifted(origin: dt.date, amount: Amount, sign: int) -> Stretch:
    """Return what lies an amount away: a day for days and weeks, else the calendar period; a vague amount spreads."""
    if amount.low != amount.high:
        ends = sorted(add(origin, sign * count, amount.unit) for count in (amount.low, amount.high))
        return Stretch(ends[0], ends[1], "interval")
    there = add(origin, sign * amount.low, amount.unit)
    if amount.unit in ("week", "fortnight"):
        return Stretch(there, there, "week")
    if amount.unit in ("month", "quarter"):
        return period_of(there, amount.unit)
    return day(there) if amount.unit in ("day", "hour", "minute") else period_of(there, "year")


def ago(at: Setting, amount: Amount) -> Stretch | None:
    """Return what "two weeks ago" means."""
    return shifted(at.published, amount, -1) if at.published else None


def ahead(at: Setting, amount: Amount | None = None, counted: Amount | None = None) -> Stretch | None:
    """Return what "two weeks from now" means."""
    span = amount or counted
    return shifted(at.published, span, 1) if at.published and span else None


def ahead_if_future(at: Setting, counted: Amount) -> Stretch | None:
    """Return what "in three weeks" means under a future; elsewhere it is how long something took."""
    # "in three weeks" looks ahead only under a future; elsewhere it is how long something took.
    return ahead(at, counted) if at.tense == "future" else None


def away(at: Setting, amount: Amount) -> Stretch | None:
    """Return the window or day that 'weeks away' means; hours are distances, and years no window at all."""
    if at.published is None or amount.unit not in ("day", "week", "fortnight", "month"):
        return None
    if not amount.vague:
        return shifted(at.published, amount, 1)
    return Stretch(at.published, add(at.published, amount.high, amount.unit), "interval", "window-within")


def from_previous_by(at: Setting, amount: Amount, sign: int) -> Stretch | None:
    """Return what "two days later" means."""
    if at.previous is None:
        return None
    return shifted(at.previous.end if sign > 0 else at.previous.start, amount, sign)


def offset_from(at: Setting, amount: Amount, point: Inner, sign: int, **_: Any) -> Stretch | None:
    """Return what "three days before Christmas" means."""
    origin = point(at)
    return shifted(origin.end if sign > 0 else origin.start, amount, sign) if origin else None
