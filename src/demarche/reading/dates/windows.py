"""Windows: a point seen from one side ('before', 'by', 'since'), and quantities of time from the anchor ('within')."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from demarche.reading.dates.days import Amount, Inner
from demarche.reading.dates.lexicon import quantities
from demarche.reading.dates.spans import ONE_DAY, Setting, Stretch, add, reach

_AROUND_DAYS = 3


def before(at: Setting, point: Inner, **_: Any) -> Stretch | None:
    """Return from the anchor to the point: to its first day, or to the eve of a whole week, month or year."""
    found = point(at.leaning("future"))
    if found is None or at.anchor is None:
        return None
    whole = found.precision in ("week", "month", "season", "year") and found.start != found.end
    end = found.start - ONE_DAY if whole else found.start
    if found.deadline == found.end:
        end = found.end
    return Stretch(at.anchor, end, "interval", "window-before") if end >= at.anchor else None


def by(at: Setting, point: Inner) -> Stretch | None:
    """Return from the anchor to the point's last day; a point that is over stands for itself."""
    found = point(at.leaning("future"))
    if found is None:
        return None
    end = found.deadline or found.end
    if at.anchor is None or end < at.anchor:
        return replace(found, kind="window-by")
    return Stretch(at.anchor, end, "interval", "window-by")


def until(at: Setting, point: Inner) -> Stretch | None:
    """Return from the anchor to the point's last day; a point that is over stands for itself."""
    found = point(at.leaning("future"))
    if found is None or at.anchor is None or found.end < at.anchor:
        return replace(found, kind="until") if found else None
    return Stretch(at.anchor, found.deadline or found.end, "interval", "until") if at.anchor <= found.end else found


def since(at: Setting, point: Inner) -> Stretch | None:
    """Return from the point's first day to the anchor."""
    found = point(replace(at, tense="past"))
    if found is None or at.anchor is None:
        return replace(found, kind="since") if found else None
    return Stretch(found.start, at.anchor, "interval", "since") if found.start <= at.anchor else None


def first_since(at: Setting, point: Inner) -> Stretch | None:
    """Return the window of "first time since": it dates no event, and is marked so."""
    found = since(at, point)
    return replace(found, kind="first-since") if found else None


def after(at: Setting, point: Inner, **_: Any) -> Stretch | None:
    """Return from the point's last day to where such a window is closed, and not past the anchor for the past."""
    found = point(at)
    return _onward(at, found, found.end) if found else None


def from_on(at: Setting, point: Inner) -> Stretch | None:
    """Return from the point's first day on: "as soon as Wednesday", "not before March"."""
    found = point(at.leaning("future"))
    return _onward(at, found, found.start) if found else None


def _onward(at: Setting, found: Stretch, start: dt.date) -> Stretch:
    end = reach(found)
    if at.anchor is not None and start <= at.anchor and at.tense != "future":
        end = min(end, at.anchor)
    return Stretch(start, max(start, end), "interval", "window-after")


def around(at: Setting, point: Inner) -> Stretch | None:
    """Return the point with a margin of three days on both sides."""
    found = point(at)
    if found is None or found.precision != "day":
        return replace(found, kind="around") if found else None
    margin = _AROUND_DAYS * ONE_DAY
    return Stretch(found.start - margin, found.end + margin, "interval", "around")


def during(at: Setting, point: Inner) -> Stretch | None:
    """Return the point itself."""
    return point(at)


def within(at: Setting, amount: Amount) -> Stretch | None:
    """Return from the anchor to the end of the amount; under a past tense, from the date before."""
    origin = at.published
    if at.tense == "past":
        origin = at.previous.end if at.previous else None
    if origin is None:
        return None
    return Stretch(origin, add(origin, amount.high, amount.unit), "interval", "window-within")


def past_window(at: Setting, amount: Amount) -> Stretch | None:
    """Return the days of "the past two weeks"."""
    if at.published is None:
        return None
    return Stretch(add(at.published, -amount.high, amount.unit), at.published, "interval", "window-past")


def recent(at: Setting, amount: Amount) -> Stretch | None:
    """Return the days of "recent weeks"."""
    if at.published is None:
        return None
    back = quantities().units[amount.unit][2]
    return Stretch(add(at.published, -back, amount.unit), at.published, "interval", "window-past")
