"""Outcomes by date, what the press predicted beside ours, and what would follow from each outcome."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from demarche.briefing.datewords import window_words
from demarche.briefing.outlook.citing import Cited
from demarche.briefing.outlook.model import Chance, Consequence, Curve, DatedRow, Deadline, PressRow
from demarche.briefing.outlook.percentages import band_words, chance, percent
from demarche.briefing.outlook.wording import Speech
from demarche.briefing.predictions import forecaster_words, source_label
from demarche.briefing.sentences import event_noun

if TYPE_CHECKING:
    from demarche.forecasting import Comparison, Forecast, Outcome

# Days printed in the table beside the deadlines; all of them stand in the JSON and under the fold.
_MOST_DAYS = 6
# What sums of floating numbers leave over, and no outcome.
_ROUNDING = 5e-4


def draw_curves(forecast: Forecast, speech: Speech) -> tuple[Curve, ...]:
    """Return the outcomes over time, groups first."""
    ordered = sorted(forecast.outcomes, key=lambda one: not one.members)
    return tuple(_curve(one, speech) for one in ordered if one.by)


def date_rows(curves: tuple[Curve, ...], deadlines: tuple[Deadline, ...]) -> tuple[DatedRow, ...]:
    """Return all outcomes at the end of each day; printed are the deadlines' days and a few between."""
    dates = sorted({day for one in curves for day in one.dates})
    held = [dict(zip(one.dates, one.chances, strict=True)) for one in curves]
    shown = _shown_days(dates, deadlines)
    rows = []
    for day in dates:
        cells = tuple(one.get(day) for one in held)
        ended = sum(cell.probability for cell, of in zip(cells, curves, strict=True) if cell and not of.group)
        rest = min(max(1 - ended, 0.0), 1.0)
        named = ", ".join(one.name for one in deadlines if _held_by(dates, one.date) == day)
        rows.append(DatedRow(day, cells, rest, _rest_words(rest), named, day in shown))
    return tuple(rows)


def lay_deadlines(forecast: Forecast, cited: Cited) -> tuple[Deadline, ...]:
    """Return the dates that the reports give and the game uses, in order, each with its quotation."""
    windows = forecast.scenario.windows if forecast.scenario else ()
    return tuple(
        Deadline(one.parameter.replace("_", " "), one.date, one.words, one.why, cited.window(one))
        for one in sorted(windows, key=lambda one: (one.date, one.parameter))
    )


def compare_press(forecast: Forecast, cited: Cited) -> tuple[PressRow, ...]:
    """Return the projections of the press with ours beside them, by date."""
    rows = [_press_row(forecast, cited, one) for one in forecast.press]
    return tuple(sorted((one for one in rows if one), key=lambda one: (one.by, one.handle)))


def list_consequences(forecast: Forecast) -> tuple[Consequence, ...]:
    """Return what would follow from each outcome, with how likely the outcome is by the horizon."""
    return tuple(
        Consequence(one.outcome, _at_horizon(forecast.outcome(one.outcome)), one.name, one.value, one.basis)
        for one in forecast.consequences
    )


def _curve(outcome: Outcome, speech: Speech) -> Curve:
    dates = tuple(one.date for one in outcome.by)
    stated = tuple(chance(one) for one in outcome.by)
    return Curve(outcome.name, outcome.phrase, bool(outcome.members), speech.tone(outcome.name), dates, stated)


def _shown_days(dates: list[dt.date], deadlines: tuple[Deadline, ...]) -> set[dt.date]:
    if not dates:
        return set()
    step = max(1, -(-len(dates) // _MOST_DAYS))
    regular = dates[::-1][::step]
    return {*regular, *(_held_by(dates, one.date) for one in deadlines if dates[0] <= one.date <= dates[-1])}


def _held_by(dates: list[dt.date], deadline: dt.date) -> dt.date:
    """Return the last day computed up to a deadline."""
    until = [day for day in dates if day <= deadline]
    return until[-1] if until and deadline <= dates[-1] else dt.date.max


def _rest_words(rest: float) -> str:
    return "none" if rest < _ROUNDING else percent(rest)


def _press_row(forecast: Forecast, cited: Cited, one: Comparison) -> PressRow | None:
    entry = cited.projections.get(one.projection)
    if entry is None:
        return None
    projection = entry.value
    outcome = forecast.outcome(one.outcome)
    return PressRow(
        projection=one.projection,
        handle=entry.handle,
        forecaster=forecaster_words(projection.forecaster, source_label(cited.evidence, entry.report)),
        words=event_noun(projection.event),
        outcome=outcome.phrase if outcome else one.outcome,
        window=window_words(projection.window, forecast.as_of),
        by=one.by,
        low=one.press_low,
        high=one.press_high,
        range=band_words(one.press_low, one.press_high),
        ours=chance(one.ours),
        apart=one.apart,
        citations=entry.citations,
    )


def _at_horizon(outcome: Outcome | None) -> Chance | None:
    return chance(outcome.by[-1]) if outcome and outcome.by else None
