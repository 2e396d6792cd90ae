"""Dates in words: a day, a month, a season or an interval as an analyst would write it."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from demarche.record import When

_NARROW_DAYS = 92
_ISO_DATE = re.compile(r"\b\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b")
_MONTHS = tuple(calendar.month_name)


def day_words(day: dt.date) -> str:
    """Return '7 February 2022'."""
    return f"{day.day} {_MONTHS[day.month]} {day.year}"


def worded_dates(text: str) -> str:
    """
    Return a text with its ISO dates in words, and a space before its percent signs, as on a brief's page.

    Examples
    --------
    >>> worded_dates("12% of the draws up to 2022-02-07.")
    '12 % of the draws up to 7 February 2022.'
    """
    worded = _ISO_DATE.sub(lambda found: day_words(dt.date.fromisoformat(found.group())), text)
    return re.sub(r"(?<=\d)%", " %", worded)


def interval_words(start: dt.date, end: dt.date) -> str:
    """Return '7–9 February 2022', 'February 2022', '2022', or both ends in full, with no month or year said twice."""
    if start == end:
        return day_words(start)
    if _is_whole_months(start, end):
        return _month_words(start, end)
    if start.year != end.year:
        return f"{day_words(start)} – {day_words(end)}"
    if start.month == end.month:
        return f"{start.day}–{end.day} {_MONTHS[end.month]} {end.year}"
    return f"{start.day} {_MONTHS[start.month]} – {day_words(end)}"


def _month_words(start: dt.date, end: dt.date) -> str:
    if (start.month, end.month) == (1, 12):
        return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    if start.year != end.year:
        return f"{_MONTHS[start.month]} {start.year} – {_MONTHS[end.month]} {end.year}"
    if start.month == end.month:
        return f"{_MONTHS[end.month]} {end.year}"
    return f"{_MONTHS[start.month]}–{_MONTHS[end.month]} {end.year}"


def when_words(when: When | None) -> str:
    """Return an event's date for a table: 'no date given' where the text gives none, and its precision where coarse."""
    if when is None:
        return "no date given"
    words = interval_words(when.start, when.end)
    return f"week of {day_words(when.start)}" if when.precision == "week" and _is_week(when) else words


def when_phrase(when: When | None) -> str:
    """
    Return an event's date as the end of a sentence, with its preposition; '' where the text gives none.

    Examples
    --------
    >>> when_phrase(When(dt.date(2022, 2, 7), dt.date(2022, 2, 7)))
    'on 7 February 2022'
    >>> when_phrase(When(dt.date(2022, 2, 1), dt.date(2022, 2, 28), "month"))
    'in February 2022'
    """
    if when is None:
        return ""
    if when.start == when.end:
        return "on " + day_words(when.start)
    if when.precision == "week" and _is_week(when):
        return "in the week of " + day_words(when.start)
    if _is_whole_months(when.start, when.end):
        return "in " + interval_words(when.start, when.end)
    return f"between {_between(when)}"


def window_words(window: When | None, as_of: dt.date | None) -> str:
    """Return a prediction's window: 'by …' where it is open at the as-of date, else the interval in full."""
    if window is None:
        return "no date given"
    if as_of and window.start <= as_of < window.end and window.precision in ("interval", "week"):
        return "by " + day_words(window.end)
    return when_words(window)


def is_narrow(when: When | None) -> bool:
    """Return whether an interval is close enough, a season at most, to say when something happened."""
    return when is not None and (when.end - when.start).days <= _NARROW_DAYS


def _between(when: When) -> str:
    start, end = when.start, when.end
    if start.year != end.year:
        return f"{day_words(start)} and {day_words(end)}"
    if start.month != end.month:
        return f"{start.day} {_MONTHS[start.month]} and {day_words(end)}"
    return f"{start.day} and {day_words(end)}"


def _is_whole_months(start: dt.date, end: dt.date) -> bool:
    return start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]


def _is_week(when: When) -> bool:
    return (when.end - when.start).days == 6
