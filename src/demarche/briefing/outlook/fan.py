"""The fan chart: outcomes over time as lines, bands that hold 80 % of the draws, deadlines, and the press as bars."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from markupsafe import Markup

from demarche.briefing.charts import fragment
from demarche.briefing.datewords import day_words
from demarche.briefing.outlook.model import Curve, Deadline, Outlook, PressRow
from demarche.briefing.plaintext import one_line

_WIDTH, _HEIGHT = 960, 334
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 800, 34, 296
_MOST_LINES = 6
_LABEL_APART = 15
_MOST_TICKS = 9
_STEPS = (0.05, 0.1, 0.25)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def draw_fan(outlook: Outlook, printed: AbstractSet[str]) -> Markup:
    """
    Return the chart as an SVG element; nothing where no outcome has two dates.

    Parameters
    ----------
    outlook : Outlook
        Its curves: groups and what has a tone are drawn with their bands, the likeliest of the rest as thin lines.
    printed : set of str
        Handles whose rows stand on the page: bars of the press lead to them.
    """
    curves = _chosen(outlook.curves)
    if not curves:
        return Markup("")
    scale = _Scale(outlook, curves)
    parts = [
        Markup('<svg viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="group" aria-labelledby="fan-title">').format(
            _WIDTH, _HEIGHT
        ),
        Markup('<title id="fan-title">Probability of each outcome by date; the table below has the numbers</title>'),
        *_grid(scale),
        *(_band(scale, one) for one in curves if one.group),
        *_deadlines(scale, outlook.making.deadlines if outlook.making else ()),
        *(_line(scale, one) for one in curves),
        *_bars(scale, [one for one in outlook.press if scale.holds(one.by)], printed),
        *_labels(scale, curves),
        Markup("</svg>"),
    ]
    return Markup("").join(parts)


class _Scale:
    """Days and probabilities to pixels; the top is the next step above all that is drawn."""

    def __init__(self, outlook: Outlook, curves: Sequence[Curve]) -> None:
        self.first = outlook.as_of
        self.last = max(day for one in curves for day in one.dates)
        self.days = max((self.last - self.first).days, 1)
        tops = [chance.high if one.group else chance.probability for one in curves for chance in one.chances]
        tops += [one.high for one in outlook.press if self.holds(one.by)]
        highest = min(max([*tops, 0.1]), 1.0)
        self.step = next((step for step in _STEPS if highest <= 5 * step), _STEPS[-1])
        self.top = min(1.0, -(-highest // self.step) * self.step)

    def holds(self, day: dt.date) -> bool:
        """Whether a day lies on the axis."""
        return self.first <= day <= self.last

    def x(self, day: dt.date) -> float:
        """Return where the end of a day stands."""
        return round(_LEFT + (day - self.first).days * (_RIGHT - _LEFT) / self.days, 1)

    def y(self, probability: float) -> float:
        """Return where a probability stands."""
        return round(_BOTTOM - min(max(probability, 0.0), self.top) * (_BOTTOM - _TOP) / self.top, 1)


def _chosen(curves: Sequence[Curve]) -> list[Curve]:
    """Return what is drawn: groups first, then the likeliest at the end that no group joins; at least two dates."""
    drawn = [one for one in curves if len(one.dates) > 1]
    rest = sorted((one for one in drawn if not one.group), key=lambda one: -one.chances[-1].probability)
    return [*(one for one in drawn if one.group), *rest][:_MOST_LINES]


def _points(scale: _Scale, curve: Curve, side: str) -> list[str]:
    values = [getattr(one, side) for one in curve.chances]
    return [f"{scale.x(day)} {scale.y(value)}" for day, value in zip(curve.dates, values, strict=True)]


def _band(scale: _Scale, curve: Curve) -> Markup:
    around = [*_points(scale, curve, "low"), *reversed(_points(scale, curve, "high"))]
    return Markup('<path class="band {}" d="M{}Z"/>').format(curve.tone, "L".join(around))


def _line(scale: _Scale, curve: Curve) -> Markup:
    kind = "line" if curve.group else "line thin"
    last = curve.chances[-1]
    words = f"{curve.name}: {last.percent} ({last.band}) by {day_words(curve.dates[-1])}"
    return Markup('<path class="{} {}" d="M{}"><title>{}</title></path>').format(
        kind, curve.tone, "L".join(_points(scale, curve, "probability")), one_line(words)
    )


def _grid(scale: _Scale) -> Iterator[Markup]:
    for place in range(round(scale.top / scale.step) + 1):
        y, value = scale.y(place * scale.step), round(place * scale.step * 100)
        yield Markup('<path class="{}" d="M{} {}H{}"/>').format("grid" if place else "base", _LEFT, y, _RIGHT)
        yield Markup('<text x="{}" y="{}" class="e">{}</text>').format(_LEFT - 8, y + 4, value)
    step = max(1, -(-scale.days // (7 * _MOST_TICKS))) * 7
    year = None
    for passed in range(0, scale.days + 1, step):
        day = scale.first + dt.timedelta(days=passed)
        yield Markup('<text x="{}" y="{}" class="m">{}</text>').format(
            scale.x(day), _BOTTOM + 19, f"{day.day} {_MONTHS[day.month - 1]}"
        )
        if day.year != year:
            yield Markup('<text x="{}" y="{}" class="m">{}</text>').format(scale.x(day), _BOTTOM + 33, day.year)
        year = day.year
    yield Markup('<text x="4" y="{}">percent</text>').format(_TOP - 18)


def _deadlines(scale: _Scale, deadlines: Sequence[Deadline]) -> Iterator[Markup]:
    lines = [one for one in deadlines if scale.holds(one.date)]
    for place, one in enumerate(lines):
        x, late = scale.x(one.date), scale.x(one.date) > (_LEFT + _RIGHT) / 2
        words = f"{one.name}, {one.date.day} {_MONTHS[one.date.month - 1]}"
        yield Markup('<path class="due" d="M{} {}V{}"><title>{}</title></path>').format(
            x, _TOP - 8, _BOTTOM, one_line(f"{one.name}: “{one.words}”")
        )
        yield Markup('<text x="{}" y="{}" class="{}">{}</text>').format(
            x - 5 if late else x + 5, _TOP - 2 + 14 * (place % 2), "a" if late else "d", one_line(words)
        )


def _bars(scale: _Scale, rows: Sequence[PressRow], printed: AbstractSet[str]) -> Iterator[Markup]:
    """Yield the press's ranges as bars; those for one day stand side by side."""
    before: dict[dt.date, int] = {}
    for row in rows:
        place = before.get(row.by, 0)
        before[row.by] = place + 1
        yield _bar(scale, row, scale.x(row.by) + 9 * place, printed)


def _bar(scale: _Scale, row: PressRow, x: float, printed: AbstractSet[str]) -> Markup:
    high = scale.y(row.high)
    words = one_line(f"{row.forecaster}: {row.words} {row.range} by {day_words(row.by)}")
    bar = Markup('<g class="press"><title>{}</title><rect x="{}" y="{}" width="6" height="{}" rx="1"/></g>').format(
        words, round(x - 3, 1), high, round(scale.y(row.low) - high, 1)
    )
    if row.handle not in printed:
        return bar
    return Markup('<a href="#{}" aria-label="{}">{}</a>').format(fragment(row.handle), words, bar)


def _labels(scale: _Scale, curves: Sequence[Curve]) -> Iterator[Markup]:
    """Yield the lines' names at their ends, moved apart where they would overlap."""
    ends = sorted((scale.y(one.chances[-1].probability), place) for place, one in enumerate(curves))
    last = float("-inf")
    floor = _BOTTOM - _LABEL_APART * (len(ends) - 1)
    for rank, (y, place) in enumerate(ends):
        at = max(min(y, floor + _LABEL_APART * rank), last + _LABEL_APART)
        last = at
        one = curves[place]
        words = f"{one.name} {one.chances[-1].percent}"
        yield Markup('<path class="lead" d="M{} {}L{} {}"/>').format(_RIGHT, y, _RIGHT + 10, at)
        yield Markup('<text x="{}" y="{}" class="{} {}">{}</text>').format(
            _RIGHT + 14, at + 4, "h" if one.group else "", f"t-{one.tone}" if one.tone else "", one_line(words)
        )
