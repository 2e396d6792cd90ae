"""What has happened by when: outcomes as a stack over time, each band named at its end."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from demarche.game.model import Game
from demarche.game.pictures.svg import axis_title, box, figure, line, period_ticks, spread, text, tone
from demarche.game.pictures.words import period_word, share

LEFT, RIGHT, TOP, BOTTOM = 52.0, 640.0, 14.0, 314.0
WIDTH, HEIGHT = 900.0, 356.0
LABEL = 16.0


def draw_outcomes(game: Game, by_period: NDArray[np.float64], name: str = "outcomes") -> Markup:
    """
    Return the probabilities of the outcomes by date as stacked areas.

    Parameters
    ----------
    game : Game
    by_period : float array, shape (T, E + 1)
        Probability that the game has ended so by the end of a period; the last: still live.
    name : str
        The figure's id.
    """
    shares = np.vstack([np.append(np.zeros(len(game.ends)), 1.0), by_period])  # before the first period all is open
    last = shares[-1]
    order = [*np.argsort(-last[:-1], kind="stable"), len(game.ends)]  # largest at the bottom, what is open on top
    names = [*game.ends, f"still open ({game.horizon_end})"]
    told = "; ".join(f"{names[one]} {share(float(last[one]))}" for one in order)
    title = f"Probability of each outcome by {period_word(game)}"
    return figure(name, title, f"After {game.calendar.periods} {period_word(game)}s: {told}.", (WIDTH, HEIGHT),
                  [*_axes(game), *_bands(shares, order), *_labels(shares, order, names)])  # fmt: skip


def _x(t: float, periods: int) -> float:
    return LEFT + (RIGHT - LEFT) * t / periods


def _y(probability: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * probability


def _axes(game: Game) -> Iterator[Markup]:
    for part in (0.0, 0.25, 0.5, 0.75, 1.0):
        yield text(LEFT - 8, _y(part) + 4, f"{100 * part:.0f} %", "e")
        yield line("grid", f"M{LEFT} {_y(part):.1f}H{RIGHT}")
    dated = game.calendar.start is not None
    for t, label in period_ticks(game, 6 if dated else 13):
        yield text(_x(t if dated else t + 0.5, game.calendar.periods), BOTTOM + 18, label, "m")
    yield text(RIGHT, BOTTOM + 36, axis_title(game), "e")


def _bands(shares: NDArray[np.float64], order: list[int]) -> Iterator[Markup]:
    periods = len(shares) - 1
    below = np.zeros(periods + 1)
    for place, one in enumerate(order):
        above = below + shares[:, one]
        out = " ".join(f"{_x(t, periods):.1f} {_y(above[t]):.1f}" for t in range(periods + 1))
        back = " ".join(f"{_x(t, periods):.1f} {_y(below[t]):.1f}" for t in range(periods, -1, -1))
        yield line(f"band {'open' if place == len(order) - 1 else tone(place)}", f"M{out} L{back}Z")
        below = above


def _labels(shares: NDArray[np.float64], order: list[int], names: list[str]) -> Iterator[Markup]:
    """Name the bands at the right edge, the highest first, pushed apart where they would touch."""
    edges = np.cumsum([shares[-1, one] for one in order])
    middles = [_y(float(edge - shares[-1, one] / 2)) for edge, one in zip(edges, order, strict=True)]
    downward = list(reversed(range(len(order))))
    spots = spread([middles[place] for place in downward], LABEL, TOP + 4, BOTTOM)
    for place, y in zip(downward, spots, strict=True):
        one = order[place]
        style = "open" if place == len(order) - 1 else tone(place)
        yield line("lead", f"M{RIGHT} {middles[place]:.1f}L{RIGHT + 16} {y:.1f}H{RIGHT + 22}")
        yield box(RIGHT + 24, y - 5, (10, 10), f"band {style}")
        yield text(RIGHT + 40, y + 4, f"{names[one]} {share(float(shares[-1, one]))}", "i")
