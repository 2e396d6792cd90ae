"""
Days: a model's words for them must stand in the text, and its reckoning must agree with the words.

The project's own grammar of dates reckons first, and its days are kept where the model's meet them. Where the grammar
knows the words not, the model's days are kept if year, month and weekday are those of the words.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Literal

from demarche.reading.dates import find_dates
from demarche.record import Precision, When

Look = Literal["past", "future"]

_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(
    r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?\b"
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ONE_WEEKDAY = re.compile(
    rf"(?:(?:on|late|early|last|this|next)\s+)*({'|'.join(_WEEKDAYS)})(?:\s+(?:morning|afternoon|evening|night))?",
    re.IGNORECASE,
)
_LATEST_PAST_DAYS = 1  # it may be tomorrow already where the act was


def settle_days(words: str, start: dt.date, end: dt.date, *, published: dt.date | None, look: Look) -> When | str:
    """
    Return the days that a text's words come to, or why a model's reckoning is not kept.

    Parameters
    ----------
    words : str
        The text's own words.
    start, end : date
        What the model makes of them.
    published : date or None
        The day from which words such as "Friday" count.
    look : {"past", "future"}
        Whether what is dated has happened.

    Examples
    --------
    >>> saturday = dt.date(2022, 2, 12)
    >>> settle_days("on Friday", dt.date(2022, 2, 11), dt.date(2022, 2, 11), published=saturday, look="past").start
    datetime.date(2022, 2, 11)
    >>> settle_days("on Friday", dt.date(2022, 2, 9), dt.date(2022, 2, 9), published=saturday, look="past")
    'the days are not those of the words'
    """
    if end < start:
        return "the days run backwards"
    if look == "past" and published and start > published + dt.timedelta(days=_LATEST_PAST_DAYS):
        return "told as past, but dated after publication"
    found = find_dates(words, published=published, tense=look)
    if len(found) == 1:
        reckoned = found[0].when
        meets = start <= reckoned.end and reckoned.start <= end
        return reckoned if meets else "the days are not those of the words"
    if published is None:
        return "nothing in the report fixes these days"
    if not _agree(words, start, end):
        return "the days are not those of the words"
    return When(start, end, _precision(start, end))


def _agree(words: str, start: dt.date, end: dt.date) -> bool:
    """Whether days keep the year, the month and the weekday that the words name."""
    years = [int(year) for year in _YEAR.findall(words)]
    if years and not any(start.year <= year <= end.year for year in years):
        return False
    months = {_MONTHS.index(month.lower()) for month in _MONTH.findall(words)}
    if months and not months & _months_of(start, end):
        return False
    weekday = _ONE_WEEKDAY.fullmatch(words.strip())
    return not (weekday and start == end and _WEEKDAYS[start.weekday()] != weekday[1].lower())


def _months_of(start: dt.date, end: dt.date) -> set[int]:
    """Return the months, from 0, that an interval touches."""
    length = (end.year - start.year) * 12 + end.month - start.month + 1
    return {(start.month - 1 + step) % 12 for step in range(min(length, 12))}


def _precision(start: dt.date, end: dt.date) -> Precision:
    """Return how precise an interval is, by the calendar's own units."""
    if start == end:
        return "day"
    if start.weekday() == 0 and (end - start).days == 6:
        return "week"
    if start.day == 1 and (start.year, start.month) == (end.year, end.month):
        return "month" if end.day == calendar.monthrange(end.year, end.month)[1] else "interval"
    whole_year = (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year
    return "year" if whole_year else "interval"
