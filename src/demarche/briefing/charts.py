"""Charts as SVG, made here: the timeline and the bar of a probability range. Colour never speaks alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from markupsafe import Markup, escape

from demarche.briefing.datewords import interval_words
from demarche.briefing.model import Timeline, TimelineLane, TimelineMark, TimelineWindow
from demarche.briefing.naming import count_words
from demarche.briefing.plaintext import one_line

_WIDTH, _LEFT, _RIGHT, _TOP = 960, 132, 948, 34
_LANE, _WINDOW, _STRIP = 30, 34, 300
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_STEPS_DAYS = (1, 2, 7, 14)
_MOST_TICKS = 14


def draw_timeline(timeline: Timeline, printed: AbstractSet[str]) -> Markup:
    """
    Return the timeline as an SVG element.

    Parameters
    ----------
    timeline : Timeline
        Its first and last day become the ends of the axis.
    printed : set of str
        Handles whose rows stand on the page; marks of others are no links.
    """
    scale = _Scale(timeline)
    bottom = _TOP + _LANE * len(timeline.lanes)
    height = bottom + (20 + _WINDOW * len(timeline.windows) if timeline.windows else 0) + 10
    parts = [
        Markup('<svg viewBox="0 0 {} {}" width="{}" height="{}" role="group" aria-labelledby="tl-title">').format(
            _WIDTH, height, _WIDTH, height
        ),
        Markup('<title id="tl-title">Dated events by type, {}</title>').format(
            interval_words(timeline.start, timeline.end)
        ),
        *_axis(scale, height),
    ]
    for place, lane in enumerate(timeline.lanes):
        parts += _lane(scale, lane, _TOP + _LANE * place, printed)
    parts += _as_of(scale, timeline, height)
    if timeline.windows:
        parts.append(Markup('<text x="0" y="{}" class="h">Predicted in print</text>').format(bottom + 20))
    for place, window in enumerate(timeline.windows):
        parts += _window(scale, window, bottom + 20 + _WINDOW * place, printed)
    return Markup("").join([*parts, Markup("</svg>")])


def draw_range(low: float, high: float) -> Markup:
    """Return a bar from 0 to 100 % with a range on it; the words beside it say the same."""
    x, width = round(low * 100, 1), max(2.0, round((high - low) * 100, 1))
    return Markup(
        '<svg class="range" viewBox="-1 0 102 14" width="104" height="14" aria-hidden="true" focusable="false">'
        '<path class="rail" d="M0 7H100M0 3V11M50 5V9M100 3V11"/>'
        '<rect x="{}" y="3" width="{}" height="8" rx="1"/></svg>'
    ).format(x, width)


class _Scale:
    """Days to pixels."""

    def __init__(self, timeline: Timeline, left: float = _LEFT, right: float = _RIGHT) -> None:
        self.first = timeline.start - dt.timedelta(days=1)
        self.days = (timeline.end - self.first).days + 2
        self.left, self.width = left, right - left

    def x(self, day: dt.date, part: float = 0.5) -> float:
        """Return where a day stands; `part` 0 is its beginning, 1 its end."""
        return round(self.left + ((day - self.first).days + part) * self.width / self.days, 1)

    def ticks(self) -> list[dt.date]:
        """Return round days: each, every other, weeks from a Monday, or firsts of the month."""
        days = [self.first + dt.timedelta(days=one) for one in range(1, self.days)]
        for step in _STEPS_DAYS:
            ticks = [day for day in days if (day.toordinal() - 1) % step == 0]
            if len(ticks) <= _MOST_TICKS:
                return ticks
        return [day for day in days if day.day == 1]


def _axis(scale: _Scale, height: int) -> Iterator[Markup]:
    year = None
    for day in scale.ticks():
        x = scale.x(day)
        label = f"{day.day} {_MONTHS[day.month - 1]}" + (f" {day.year}" if day.year != year else "")
        year = day.year
        yield Markup('<path class="grid" d="M{} {}V{}"/>').format(x, _TOP - 8, height - 6)
        yield Markup('<text x="{}" y="{}" class="m">{}</text>').format(x, _TOP - 16, label)


def _lane(scale: _Scale, lane: TimelineLane, top: int, printed: AbstractSet[str]) -> Iterator[Markup]:
    middle = top + _LANE / 2
    number = sum(len(mark.items) for mark in lane.marks)
    yield Markup('<path class="base" d="M{} {}H{}"/>').format(_LEFT, middle, _RIGHT)
    yield Markup('<text x="0" y="{}" class="i">{}</text><text x="{}" y="{}" class="e">{}</text>').format(
        middle + 4, lane.label, _LEFT - 10, middle + 4, number
    )
    for mark in sorted(lane.marks, key=lambda one: one.start == one.end):
        yield _mark(scale, mark, lane, middle, printed)


def _mark(scale: _Scale, mark: TimelineMark, lane: TimelineLane, y: float, printed: AbstractSet[str]) -> Markup:
    number = len(mark.items)
    words = f"{lane.label}, {interval_words(mark.start, mark.end)}: {count_words(number, 'event')}"
    words += "" if mark.certain else ", not stated as fact"
    style = f"{lane.tone}{'' if mark.certain else ' open'}"
    if mark.start == mark.end:
        shape = _point(lane.tone, scale.x(mark.start), y, 6 if number == 1 else 9)
        middle = scale.x(mark.start)
    else:
        left, right = scale.x(mark.start, 0.1), scale.x(mark.end, 0.9)
        shape = Markup('<rect x="{}" y="{}" width="{}" height="8" rx="4"/>').format(left, y - 4, round(right - left, 1))
        middle = 0
    label = (
        Markup('<text x="{}" y="{}" class="c">{}</text>').format(middle, y + 4, number) if number > 1 and middle else ""
    )
    inside = Markup('<g class="{}"><title>{}</title>{}{}</g>').format(style, words, shape, label)
    if mark.handle not in printed:
        return inside
    return Markup('<a href="#{}" aria-label="{}">{}</a>').format(fragment(mark.handle), words, inside)


def _point(tone: str, x: float, y: float, size: int) -> Markup:
    if tone == "cooperative":
        return Markup('<circle cx="{}" cy="{}" r="{}"/>').format(x, y, size)
    far = size + 2
    return Markup('<path d="M{} {}L{} {}L{} {}L{} {}Z"/>').format(x, y - far, x + far, y, x, y + far, x - far, y)


def _as_of(scale: _Scale, timeline: Timeline, height: int) -> Iterator[Markup]:
    if timeline.as_of and timeline.start <= timeline.as_of <= timeline.end:
        x = scale.x(timeline.as_of, 1)
        yield Markup('<path class="asof" d="M{} {}V{}"/>').format(x, _TOP - 8, height - 6)
        yield Markup('<text x="{}" y="{}" class="a">as of</text>').format(x - 4, _TOP + 2)


def _window(scale: _Scale, window: TimelineWindow, top: int, printed: AbstractSet[str]) -> Iterator[Markup]:
    left, right = scale.x(window.start, 0), scale.x(window.end, 1)
    y = top + 20
    late = left > (_LEFT + _RIGHT) / 2
    words = f"{one_line(window.label)}, {interval_words(window.start, window.end)}"
    bar = Markup('<g class="window"><title>{}</title><rect x="{}" y="{}" width="{}" height="7" rx="1"/></g>').format(
        words, left, y, round(right - left, 1)
    )
    if window.handle in printed:
        bar = Markup('<a href="#{}" aria-label="{}">{}</a>').format(fragment(window.handle), words, bar)
    yield bar
    x, anchor = (right, "e") if late else (left, "w")
    yield Markup('<text x="{}" y="{}" class="{}">{}</text>').format(x, y - 4, anchor, escape(_cut(words)))


def _cut(words: str) -> str:
    return words if len(words) <= 80 else words[:79].rstrip() + "…"


def fragment(handle: str) -> str:
    """Return the fragment of an item's row: 'e-12' for E12."""
    return f"{handle[0].lower()}-{handle[1:]}"
