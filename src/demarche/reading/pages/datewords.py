"""
Full dates as they stand on the lines of a page (published on, datelines, bylines): strict, and English alone.

The dates inside sentences belong to `demarche.reading.dates`; this is only what a page needs to find its own date.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
MONTH_NUMBERS = {name: n for n, name in enumerate(_MONTHS, 1)}
MONTH_NUMBERS |= {name[:3]: n for n, name in enumerate(_MONTHS, 1)} | {"sept": 9}
WEEKDAYS = {
    name: n
    for n, day in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
    for name in (day, day[:3], day[:4], day[:5])
}

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)"
)
WEEKDAY = (
    r"(?:Mon(?:day)?|Tue(?:s(?:day)?)?|Wed(?:nesday)?|Thu(?:r(?:s(?:day)?)?)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:1[89]\d\d|20\d\d)"
_TH = r"(?:st|nd|rd|th)?"
# One alternative for each way of writing a date; named groups are told apart by their last letter.
_FORMS = (
    rf"(?P<ya>{_YEAR})[-/.](?P<ma>0?[1-9]|1[0-2])[-/.](?P<da>{_DAY})(?!\d)",
    rf"(?P<mb>{MONTH})\.? (?P<db>{_DAY}){_TH},?(?: (?P<yb>{_YEAR}))?(?!\d)",
    rf"(?P<dc>{_DAY}){_TH}(?: of)?[ -](?P<mc>{MONTH})\.?(?:,?[ -](?P<yc>{_YEAR}))?(?!\d)",
    rf"(?P<ld>{_DAY})[/.](?P<rd>{_DAY})[/.](?P<yd>{_YEAR})(?!\d)",
)
_FULL_DATE = re.compile(rf"(?<![\w/.-])(?:(?P<weekday>{WEEKDAY})\.?,? (?:the )?)?(?:{'|'.join(_FORMS)})(?!\w)", re.I)
_DIGIT = re.compile("[0-9]")
# For the `{date}` of the tables: the same without names.
DATE = re.sub(r"\?P<\w+>", "?:", rf"(?:{WEEKDAY}\.?,? )?(?:{'|'.join(_FORMS)})")


class PageDate(NamedTuple):
    """A date as written: the year may be missing; `weekday` counts from Monday = 0."""

    start: int
    end: int
    year: int | None
    month: int
    day: int
    weekday: int | None

    def date(self, year: int | None = None) -> dt.date | None:
        """Return the day in its own or the given year; None where there is no such day, or the weekday differs."""
        known = self.year or year
        try:
            found = dt.date(known, self.month, self.day) if known else None
        except ValueError:
            return None
        return None if found and self.weekday is not None and found.weekday() != self.weekday else found


def page_dates(text: str) -> Iterator[PageDate]:
    """
    Yield every date that names a day and a month, in order.

    Dates in figures alone are read only where one order is possible: 13/02/2022, not 12/02/2022.

    Examples
    --------
    >>> [d.date() for d in page_dates("Posted on Saturday, February 12, 2022 by admin")]
    [datetime.date(2022, 2, 12)]
    """
    if not _DIGIT.search(text):
        return
    for found in _FULL_DATE.finditer(text):
        groups = found.groupdict()
        weekday = WEEKDAYS[groups["weekday"].casefold()] if groups["weekday"] else None
        parts = _parts(groups)
        if parts:
            yield PageDate(found.start(), found.end(), *parts, weekday)


def full_date(text: str) -> dt.date | None:
    """Return the first date of a text that has a year and exists, or None."""
    return next((day for found in page_dates(text) if found.year and (day := found.date())), None)


def _parts(groups: dict[str, str | None]) -> tuple[int | None, int, int] | None:
    for form in "abc":
        month, day, year = groups["m" + form], groups["d" + form], groups["y" + form]
        if month and day:
            number = int(month) if month.isdigit() else MONTH_NUMBERS[month.casefold()]
            return int(year) if year else None, number, int(day)
    left, right, stated = int(groups["ld"] or 0), int(groups["rd"] or 0), int(groups["yd"] or 0)
    if left > 12 >= right or left == right <= 12:
        return stated, right, left
    return (stated, left, right) if right > 12 >= left else None
