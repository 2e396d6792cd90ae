"""Dates in English news as closed intervals of days, by an interval grammar of the project's own."""

from demarche.reading.dates.calendar import Calendar
from demarche.reading.dates.finder import DateMention, find_dates

__all__ = ["Calendar", "DateMention", "find_dates"]
