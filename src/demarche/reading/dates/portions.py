"""Parts and ranges: the halves, edges and weeks of periods, and stretches between two points."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from demarche.reading.dates.days import Amount, Inner, date
from demarche.reading.dates.feasts import stretch_named
from demarche.reading.dates.periods import clipped, month, quarter
from demarche.reading.dates.spans import (
    ONE_DAY,
    Setting,
    Stretch,
    add,
    day,
    month_of,
    part_of,
    period_of,
    week_of,
    year_of,
)


def part(at: Setting, part: str, period: Inner) -> Stretch | None:
    """Return the part of "early 2022", "late January"."""
    whole = period(at)
    return part_of(whole, part) if whole else None


def edge(at: Setting, edge: str, period: Inner) -> Stretch | None:
    """Return the part of "the end of March"."""
    return part(at, edge, period)


def edge_year(at: Setting, edge: str, year: int) -> Stretch | None:
    """Return the part of "the end of 2023"."""
    return part_of(year_of(year), edge)


def part_year(at: Setting, part: str, year: int) -> Stretch | None:
    """Return the part of "mid-2023"."""
    return part_of(year_of(year), part)


def part_month(at: Setting, part: str, month: int) -> Stretch | None:
    """Return the part of "mid-February"."""
    return edge_month(at, part, month)


def edge_month(at: Setting, edge: str, month: int) -> Stretch | None:
    """Return the part of "end-March"."""
    whole = _month(at, month)
    return part_of(whole, edge) if whole else None


_month = month  # `month` is a label in the grammar, and so the name of an argument above


def edge_unit(at: Setting, edge: str, unit: str) -> Stretch | None:
    """Return an edge of the present period; of the last one where a past tense would else look ahead."""
    if at.anchor is None:
        return None
    found = part_of(period_of(at.anchor, unit), edge)
    if at.tense == "past" and found.start > at.anchor:
        return part_of(period_of(add(at.anchor, -1, unit), unit), edge)
    if at.tense == "future" and found.end < at.anchor:
        return part_of(period_of(add(at.anchor, 1, unit), unit), edge)
    return found


def part_unit(at: Setting, part: str, unit: str) -> Stretch | None:
    """Return the part of "early in the week"."""
    return edge_unit(at, part, unit)


def later_in(at: Setting, period: Inner) -> Stretch | None:
    """Return the rest of "later this month"."""
    return clipped(period(at), replace(at, tense="future"))


def earlier_in(at: Setting, period: Inner) -> Stretch | None:
    """Return what has been of "earlier this month"."""
    return clipped(period(at), replace(at, tense="past"))


def later_in_unit(at: Setting, unit: str) -> Stretch | None:
    """Return the rest of "later in the week", "within the week"."""
    return clipped(period_of(at.anchor, unit), replace(at, tense="future")) if at.anchor else None


def earlier_in_unit(at: Setting, unit: str) -> Stretch | None:
    """Return what has been of "earlier in the year"."""
    return clipped(period_of(at.anchor, unit), replace(at, tense="past")) if at.anchor else None


def sometime(at: Setting, **inner: Inner) -> Stretch | None:
    """Return the period of "sometime next spring"."""
    return (inner.get("part") or inner["period"])(at)


def rest(at: Setting, period: Inner) -> Stretch | None:
    """Return what is left of "the rest of 2022"."""
    return later_in(at.leaning("future"), period)


def rest_unit(at: Setting, unit: str) -> Stretch | None:
    """Return what is left of "the rest of the year"."""
    return later_in_unit(at, unit)


def feast_edge(at: Setting, edge: str, occasion: str) -> Stretch | None:
    """Return the first or last day of "the start of Ramadan", "the end of the Cold War"."""
    whole = stretch_named(occasion, at)
    if whole is None or edge == "middle":
        return whole
    return day(whole.end if edge == "end" else whole.start)


def quarter_of(at: Setting, ordinal: int, period: Inner) -> Stretch | None:
    """Return the months of "the first quarter of next year"."""
    whole = period(at)
    return quarter(at, ordinal, whole.end.year) if whole and whole.precision == "year" else None


def half(at: Setting, ordinal: int, period: Inner) -> Stretch | None:
    """Return the half of "the first half of March"."""
    whole = period(at)
    if whole is None or ordinal not in (1, 2):
        return None
    if whole.precision == "month":
        middle = whole.start + 14 * ONE_DAY
    elif whole.precision == "year":
        middle = add(whole.start, (whole.end.year - whole.start.year + 1) * 6, "month") - ONE_DAY
    else:
        middle = whole.start + (whole.end - whole.start) // 2
    start, end = (whole.start, middle) if ordinal == 1 else (middle + ONE_DAY, whole.end)
    return Stretch(start, end, "interval")


def half_of_year(at: Setting, ordinal: int, year: int) -> Stretch | None:
    """Return the half of "the second half of 2023"."""
    return half(at, ordinal, lambda _: year_of(year))


def week_of_period(at: Setting, period: Inner, which: str | int = 1) -> Stretch | None:
    """Return the nth seven days of a period, as 'the second week of March' is 8-14 March; its last seven for 'last'."""
    whole = period(at)
    if whole is None:
        return None
    if which == "last":
        return Stretch(whole.end - 6 * ONE_DAY, whole.end, "week")
    start = whole.start + 7 * (int(which) - 1) * ONE_DAY
    return Stretch(start, min(start + 6 * ONE_DAY, whole.end), "week") if start <= whole.end else None


def edge_day(at: Setting, period: Inner, which: str | int, count: int) -> Stretch | None:
    """Return the first or last day of a period, or its first or last `count` days."""
    whole = period(at)
    if whole is None or which not in ("last", 1):
        return None
    step = (count - 1) * ONE_DAY
    start, end = (whole.end - step, whole.end) if which == "last" else (whole.start, whole.start + step)
    return Stretch(start, end, "day" if count == 1 else "interval")


def edge_amount(at: Setting, which: str | int, amount: Amount, period: Inner) -> Stretch | None:
    """Return the days of "the first three months of 2022", "the last two weeks of March"."""
    whole = period(at)
    if whole is None or which not in ("last", 1):
        return None
    if which == "last":
        return Stretch(max(whole.start, add(whole.end + ONE_DAY, -amount.high, amount.unit)), whole.end, "interval")
    return Stretch(whole.start, min(whole.end, add(whole.start, amount.high, amount.unit) - ONE_DAY), "interval")


def edge_amount_of_year(at: Setting, which: str | int, amount: Amount, year: int) -> Stretch | None:
    """Return the days of "the first three months of 2022"."""
    return edge_amount(at, which, amount, lambda _: year_of(year))


def week_with(at: Setting, dated: Inner) -> Stretch | None:
    """Return the week of "the week of 7 February"."""
    found = dated(at)
    return week_of(found.start) if found else None


def week_ending(at: Setting, dated: Inner) -> Stretch | None:
    """Return the seven days of "the week ending 7 February"."""
    found = dated(at)
    return Stretch(found.start - 6 * ONE_DAY, found.start, "week") if found else None


# --- Ranges


def day_range(at: Setting, month: int, low: int, high: int, year: int | None = None, **_: Any) -> Stretch | None:
    """Return the days of "3-5 March"."""
    last = date(at, high, month, year)
    if last is None or not 1 <= low < high:
        return None
    return Stretch(last.start.replace(day=low), last.start, "interval", "range")


def span(at: Setting, low: Inner, high: Inner) -> Stretch | None:
    """Return from the first point to the second; the first is looked for before the second where it lies after it."""
    first = low(at)
    onward = Setting(first.start, at.previous, "future") if first and at.tense == "future" else at
    last = high(onward)
    if last is None:
        return None
    if first is None or first.start > last.start or (last.start - first.start).days > 300:
        before = low(Setting(last.start, at.previous, "past"))
        first = before if before is not None and before.start <= last.start else first
    if first is None or first.start > last.end:
        return None
    return Stretch(first.start, last.end, "interval", "range")


def year_range(at: Setting, first: int, second: int) -> Stretch | None:
    """Return the years of "1990-91"."""
    if second < 100:
        second += first - first % 100
    if not 0 < second - first < 100:
        return None
    return Stretch(dt.date(first, 1, 1), dt.date(second, 12, 31), "year", "range")


def month_range(at: Setting, first: int, second: int, year: int | None = None) -> Stretch | None:
    """Return the months of "May to July 2021"."""
    last = month(at, second, year)
    if last is None:
        return None
    start = month_of(last.start.year - (1 if first > second else 0), first)
    return Stretch(start.start, last.end, "interval", "range")
