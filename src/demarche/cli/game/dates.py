"""Outcomes by date: the rows of JSON and the table for people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from demarche.cli.game.tables import percent, table

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from demarche.game import Game

WORDS = {1: "day", 7: "week", 30: "month"}
MOST_DATES = 9


def last_day(game: Game, period: int) -> dt.date | None:
    """Return the last day of a period, None where the game has no dates."""
    after = game.calendar.date_of(period + 1)
    return None if after is None else after - dt.timedelta(days=1)


def date_words(game: Game, period: int) -> str:
    """Return the first day of a period, or its number from 1."""
    first = game.calendar.date_of(period)
    return f"{WORDS.get(game.calendar.step_days, 'period')} {period + 1}" if first is None else first.isoformat()


def outcome_rows(game: Game, by_period: NDArray[Any], totals: Sequence[float]) -> list[dict[str, Any]]:
    """Return each outcome with its probability in all and by the end of each period."""
    rows = []
    for at, name in enumerate(game.outcomes):
        row: dict[str, Any] = {"name": name, "probability": float(totals[at])}
        if at < len(game.ends):  # what is still open is no outcome until the horizon
            row["by"] = [
                {"period": period, "date": _iso(last_day(game, period)), "probability": float(by_period[period, at])}
                for period in range(len(by_period))
            ]
        rows.append(row)
    return rows


def course_table(game: Game, by_period: NDArray[Any]) -> str:
    """Return outcomes by date for people: a few dates, the last among them."""
    periods = len(by_period)
    step = -(-periods // MOST_DATES)
    chosen = sorted({*range(periods - 1, -1, -step)})
    word = WORDS.get(game.calendar.step_days, "period")
    rows = []
    for period in chosen:
        day = last_day(game, period)
        when = f"{word} {period + 1}" if day is None else day.isoformat()
        rows.append((when, *(percent(float(one)) for one in by_period[period])))
    head = ("by", *game.ends, "still open")
    return table(head, rows, numbers=range(1, len(head)))


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()
