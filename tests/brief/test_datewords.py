"""Dates in words."""

from __future__ import annotations

import datetime as dt

import pytest

from demarche.briefing.datewords import interval_words, when_phrase, when_words, window_words
from demarche.record import When


def when(start: str, end: str, precision: str = "interval") -> When:
    return When(dt.date.fromisoformat(start), dt.date.fromisoformat(end), precision)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "end", "words", "phrase"),
    [
        ("2022-02-07", "2022-02-07", "7 February 2022", "on 7 February 2022"),
        ("2022-02-07", "2022-02-20", "7–20 February 2022", "between 7 and 20 February 2022"),
        ("2022-02-07", "2022-03-20", "7 February – 20 March 2022", "between 7 February and 20 March 2022"),
        (
            "2021-12-31",
            "2022-01-02",
            "31 December 2021 – 2 January 2022",
            "between 31 December 2021 and 2 January 2022",
        ),
        ("2022-02-01", "2022-02-28", "February 2022", "in February 2022"),
        ("2021-12-01", "2022-02-28", "December 2021 – February 2022", "in December 2021 – February 2022"),
        ("2022-06-01", "2022-08-31", "June–August 2022", "in June–August 2022"),
        ("1914-01-01", "1914-12-31", "1914", "in 1914"),
        ("1914-01-01", "1918-12-31", "1914–1918", "in 1914–1918"),
    ],
)
def test_intervals(start: str, end: str, words: str, phrase: str) -> None:
    """An interval says no month or year twice."""
    interval = when(start, end)
    assert interval_words(interval.start, interval.end) == words
    assert when_phrase(interval) == phrase


def test_week() -> None:
    """A week is called by its first day."""
    assert when_words(when("2022-02-07", "2022-02-13", "week")) == "week of 7 February 2022"
    assert when_phrase(when("2022-02-07", "2022-02-13", "week")) == "in the week of 7 February 2022"


def test_open_window() -> None:
    """A window that is open at the as-of date is told by its end; a month to come by its name; none as none."""
    as_of = dt.date(2022, 2, 12)
    assert window_words(when("2022-02-12", "2022-02-20"), as_of) == "by 20 February 2022"
    assert window_words(when("2022-04-01", "2022-04-30", "month"), as_of) == "April 2022"
    assert window_words(None, as_of) == "no date given"
