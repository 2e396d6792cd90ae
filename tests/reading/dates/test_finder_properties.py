"""Laws of the date grammar, for texts and anchors that nobody thought of."""

from __future__ import annotations

import datetime as dt
import time
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from demarche.reading.dates.finder import DateMention, find_dates
from demarche.reading.dates.spans import Tense

TABLE = (Path(__file__).parent / "expressions.txt").read_text(encoding="utf-8").splitlines()
SENTENCES = [line.split("|")[2].strip() for line in TABLE if line and not line.startswith("#")]
WORDS = sorted({word for sentence in SENTENCES for word in sentence.split()} | {"last", "of", "31", "0", "May", "-"})
TENSES = st.sampled_from(["past", "future", "none"])
ANCHORS = st.dates(dt.date(1900, 1, 1), dt.date(2050, 12, 31))
SALAD = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)


def _checked(text: str, found: list[DateMention]) -> None:
    assert all(each.when.start <= each.when.end for each in found)
    assert all(text[each.start : each.end] == each.words for each in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(SALAD, ANCHORS, TENSES)
def test_intervals_and_spans_hold(text: str, anchor: dt.date, tense: Tense) -> None:
    """Every date starts before it ends, quotes the text, and overlaps no other, whatever the words."""
    _checked(text, find_dates(text, published=anchor, previous=anchor, tense=tense))


@given(st.text(max_size=80), st.none() | st.dates(), st.none() | st.dates())
def test_any_text_is_read(text: str, published: dt.date | None, previous: dt.date | None) -> None:
    """No text and no anchor, however odd, raises."""
    _checked(text, find_dates(text, published=published, previous=previous))


@given(SALAD, st.sampled_from([dt.date.min, dt.date.max]), TENSES)
def test_ends_of_the_calendar(text: str, anchor: dt.date, tense: Tense) -> None:
    """At the ends of Python's calendar dates are dropped, not raised over."""
    _checked(text, find_dates(text, published=anchor, tense=tense))


SHIFTING = [
    "today", "yesterday", "the day after tomorrow", "two days ago", "three weeks ago", "within days",
    "within two weeks", "in the next 48 hours", "in recent weeks", "for the past ten days", "in the coming weeks",
    "overnight", "days away", "two weeks from now",
]  # fmt: skip


@given(st.sampled_from(SHIFTING), ANCHORS, st.integers(0, 4000))
def test_relative_dates_move_with_the_anchor(words: str, anchor: dt.date, days: int) -> None:
    """A date reckoned in days and weeks moves by as many days as its anchor."""
    by = dt.timedelta(days=days)
    (first,) = find_dates(f"It is {words}.", published=anchor, tense="future")
    (second,) = find_dates(f"It is {words}.", published=anchor + by, tense="future")
    assert (second.when.start - first.when.start, second.when.end - first.when.end) == (by, by)


@given(st.sampled_from(["last Monday", "on Friday", "next week", "last week", "this weekend"]), ANCHORS, TENSES)
def test_weekdays_move_by_weeks(words: str, anchor: dt.date, tense: Tense) -> None:
    """A weekday or a week moves by a week when its anchor does."""
    week = dt.timedelta(days=7)
    (first,) = find_dates(f"It is {words}.", published=anchor, tense=tense)
    (second,) = find_dates(f"It is {words}.", published=anchor + week, tense=tense)
    assert second.when.start - first.when.start == week


@given(st.dates(dt.date(1000, 1, 1), dt.date(2199, 12, 31)), st.none() | ANCHORS, TENSES)
def test_full_dates_stand(day: dt.date, anchor: dt.date | None, tense: Tense) -> None:
    """A date with its year means the same day whatever the anchor and tense, in every notation."""
    month = day.strftime("%B")
    forms = (f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}", day.isoformat())
    for form in forms:
        (found,) = find_dates(f"Dated {form}.", published=anchor, tense=tense)
        assert (found.when.start, found.when.end, found.words) == (day, day, form)


@given(ANCHORS, st.integers(0, 6))
def test_tense_turns_weekdays(anchor: dt.date, weekday: int) -> None:
    """A past weekday is at most six days back, a future one at most six days on, and both are that weekday."""
    name = (dt.date(2022, 2, 7) + dt.timedelta(days=weekday)).strftime("%A")
    (past,) = find_dates(f"They met on {name}.", published=anchor, tense="past")
    (future,) = find_dates(f"They meet on {name}.", published=anchor, tense="future")
    assert past.when.start.weekday() == future.when.start.weekday() == weekday
    assert 0 <= (anchor - past.when.start).days <= 6
    assert 0 <= (future.when.start - anchor).days <= 6


def test_time_is_linear() -> None:
    """Ten times the text takes about ten times the time: the memo keeps the parse linear."""
    short = " ".join(SENTENCES[:40])
    anchor = dt.date(2022, 2, 12)

    def cost(text: str) -> float:
        begin = time.process_time()
        find_dates(text, published=anchor)
        return time.process_time() - begin

    cost(short)
    assert min(cost(short * 20) for _ in range(2)) < 20 * 3 * max(0.002, min(cost(short) for _ in range(3)))
