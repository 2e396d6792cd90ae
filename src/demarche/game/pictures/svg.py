"""What all figures share: scales, ticks, colours and the element itself. Colour never speaks alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from demarche.game.model import Game
from demarche.game.pictures.words import period_word

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
TONES = 8
"""Colours of series, c0 … c7 in the stylesheet: Okabe and Ito's (the colour-blind tell them apart), green last: an end
that is drawn green is taken for a good one."""


def tone(place: int) -> str:
    """Return the class of a series' colour."""
    return f"c{place % TONES}"


def figure(name: str, title: str, told: str, size: tuple[float, float], parts: Iterable[Markup]) -> Markup:
    """
    Return an SVG element with its title and text alternative.

    Parameters
    ----------
    name : str
        Unique on the page.
    title, told : str
        What it is, and what it shows in a sentence or two, for those who do not see it.
    size : pair of float
        Width and height.
    parts : iterable of Markup
    """
    width, height = size
    head = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img" '
        'aria-labelledby="{2}-t {2}-d"><title id="{2}-t">{3}</title><desc id="{2}-d">{4}</desc>'
    ).format(round(width), round(height), name, title, told)
    return Markup("").join([head, *parts, Markup("</svg>")])


def text(x: float, y: float, words: str, style: str = "") -> Markup:
    """Return a text element."""
    return Markup('<text x="{}" y="{}" class="{}">{}</text>').format(round(x, 1), round(y, 1), style, words)


def box(x: float, y: float, size: tuple[float, float], style: str, opacity: float | None = None) -> Markup:
    """Return a rectangle, nothing where it has no width."""
    if size[0] <= 0 or size[1] <= 0:
        return Markup("")
    faint = Markup("") if opacity is None else Markup(' fill-opacity="{}"').format(round(opacity, 3))
    return Markup('<rect x="{}" y="{}" width="{}" height="{}" class="{}"{}/>').format(
        round(x, 1), round(y, 1), round(size[0], 2), round(size[1], 2), style, faint
    )


def line(style: str, path: str) -> Markup:
    """Return a path that is drawn, not filled."""
    return Markup('<path class="{}" d="{}"/>').format(style, path)


def period_ticks(game: Game, most: int) -> list[tuple[int, str]]:
    """Return the periods that an axis names, at most so many, with their days (no year) or numbers."""
    periods = game.calendar.periods
    step = max(1, -(-periods // most))
    found = []
    for t in range(0, periods, step):
        day = game.calendar.date_of(t)
        found.append((t, str(t + 1) if day is None else f"{day.day} {MONTHS[day.month - 1]}"))
    return found


def period_name(game: Game, t: int) -> str:
    """Return a period's first day, or its number."""
    day = game.calendar.date_of(t)
    return str(t + 1) if day is None else f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def axis_title(game: Game) -> str:
    """Return what a time axis shows."""
    word, first = period_word(game), game.calendar.date_of(0)
    last = game.calendar.date_of(game.calendar.periods - 1)
    if first is None or last is None:
        return word
    years = str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    return f"first day of the {word}, {years}"


def spread(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """
    Move labels apart so that none is nearer to the next than a gap; order is kept.

    Examples
    --------
    >>> spread([10, 12, 50], 10, 0, 100)
    [10, 20, 50]
    """
    found: list[float] = []
    for place in places:
        found.append(max(place, found[-1] + gap if found else low))
    limit = high
    for at in range(len(found) - 1, -1, -1):
        found[at] = min(found[at], limit)
        limit = found[at] - gap
    return found
