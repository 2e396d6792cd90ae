"""Feasts against published calendars."""

from __future__ import annotations

import datetime as dt

import pytest

from demarche.reading.dates.feasts import easter, feast_in, islamic_days, nth_weekday, orthodox_easter, stretch_named
from demarche.reading.dates.lexicon import feasts, names, occasions
from demarche.reading.dates.spans import Setting


# Western and Orthodox Easter as published by the US Census Bureau and the Ecumenical Patriarchate.
@pytest.mark.parametrize(
    ("year", "western", "eastern"),
    [(1962, "04-22", "04-29"), (1991, "03-31", "04-07"), (2000, "04-23", "04-30"), (2016, "03-27", "05-01"),
     (2022, "04-17", "04-24"), (2025, "04-20", "04-20")],
)  # fmt: skip
def test_easter(year: int, western: str, eastern: str) -> None:
    """Both Easters are those of the published tables."""
    assert (easter(year).isoformat()[5:], orthodox_easter(year).isoformat()[5:]) == (western, eastern)


@pytest.mark.parametrize(
    ("month", "number", "day"),
    [(9, 1, "2022-04-02"), (10, 1, "2022-05-02"), (9, 1, "2006-09-24"), (12, 10, "1990-07-02")],
)
def test_islamic_days(month: int, number: int, day: str) -> None:
    """A day of the tabular calendar lies within a day of the observed one."""
    observed = dt.date.fromisoformat(day)
    assert min(abs((found - observed).days) for found in islamic_days(observed.year, month, number)) <= 1


def test_nth_weekday() -> None:
    """Thanksgiving 2022 was 24 November, Memorial Day 2022 was 30 May."""
    assert nth_weekday(2022, 11, 4, 3) == dt.date(2022, 11, 24)
    assert nth_weekday(2022, 5, -1, 0) == dt.date(2022, 5, 30)
    assert nth_weekday(2022, 12, -1, 5) == dt.date(2022, 12, 31)


@pytest.mark.parametrize("name", sorted(feasts()))
def test_every_feast_has_days(name: str) -> None:
    """Every feast of the table is found in some year of living memory."""
    assert any(feast_in(name, year) for year in range(1940, 2031))


def test_occasions_are_in_order() -> None:
    """No occasion ends before it begins, and every name is indexed by its first word."""
    assert all(first <= last for days in occasions().values() for first, last in days)
    assert all(name.words[0] == first for first, group in names().items() for name in group)


@pytest.mark.parametrize(("tense", "year"), [("past", 2022), ("future", 2024), ("none", 2022)])
def test_tense_chooses_games(tense: str, year: int) -> None:
    """'The Olympics' are the last ones for the past, the next for the future, and the nearest without a tense."""
    found = stretch_named("olympics", Setting(dt.date(2022, 12, 1), None, tense))  # type: ignore[arg-type]
    assert found is not None
    assert found.start.year == year
