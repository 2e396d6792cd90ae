"""Two small figures: ranks by tenth with their band, and what was given against what came."""

from __future__ import annotations

from collections.abc import Sequence

from scipy.stats import binom

from eval.calibration.ranks import BINS, Flatness
from eval.icb.rates import wilson_interval
from eval.icb.validation import Bin

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 360, 220, 44, 40, 26
INK, BLUE, SHADE = "#333", "#2b6ca3", "#d9e4ee"
LEVEL = 0.99


def draw_ranks(one: Flatness) -> str:
    """Return ranks by tenth as an SVG, with the 99 % band of a single tenth of uniform ranks."""
    count = len(one.ranks)
    low, high = binom.ppf(((1 - LEVEL) / 2, (1 + LEVEL) / 2), count, 1 / BINS)
    top = max(*one.counts, high) * 1.15
    width = (WIDTH - LEFT - 10) / BINS
    parts = [_box(LEFT, _at(high, top), WIDTH - LEFT - 10, _at(low, top) - _at(high, top), SHADE)]
    for n, tall in enumerate(one.counts):
        parts.append(_box(LEFT + n * width + 2, _at(tall, top), width - 4, _at(0, top) - _at(tall, top), BLUE))
    parts += [_line(LEFT, _at(count / BINS, top), WIDTH - 10, _at(count / BINS, top), dashed=True)]
    parts += [_words(LEFT - 6, _at(tick, top) + 4, f"{tick:.0f}", "end") for tick in (0, count / BINS)]
    parts += [_words(LEFT + share * (WIDTH - LEFT - 10), HEIGHT - 22, f"{share:g}") for share in (0, 0.5, 1)]
    title = f"Ranks of the true {one.name}, {count} replicates"
    return _page(title, "rank among the forecaster's draws (shaded: 99 of 100 tenths)", parts)


def draw_reliability(bins: Sequence[Bin]) -> str:
    """Return forecasts against outcomes as an SVG, with 95 % intervals."""
    across = WIDTH - LEFT - 10
    parts = [_line(LEFT, _at(0, 1), LEFT + across, _at(1, 1), dashed=True)]
    for one in bins:
        x, bounds = LEFT + one.stated * across, wilson_interval(one.hits, one.trials)
        parts.append(_line(x, _at(bounds.low, 1), x, _at(bounds.high, 1)))
        y = _at(one.hits / one.trials, 1)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{BLUE}"/>')
        parts.append(_words(x, HEIGHT - BOTTOM - 4, str(one.trials), small=True))
    parts += [_words(LEFT - 6, _at(share, 1) + 4, f"{share:g}", "end") for share in (0, 0.5, 1)]
    parts += [_words(LEFT + share * across, HEIGHT - 22, f"{share:g}") for share in (0, 0.5, 1)]
    count = sum(one.trials for one in bins)
    return _page(
        f"Attacks that came, by what was given, {count} replicates", "probability given (replicates below)", parts
    )


def _at(value: float, top: float) -> float:
    """Return the height of a value on the page."""
    return HEIGHT - BOTTOM - value / top * (HEIGHT - BOTTOM - TOP)


def _box(x: float, y: float, width: float, height: float, fill: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}"/>'


def _line(x: float, y: float, to_x: float, to_y: float, *, dashed: bool = False) -> str:
    dash = ' stroke-dasharray="4 3"' if dashed else ""
    return f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}" stroke="{INK}"{dash}/>'


def _words(x: float, y: float, text: str, anchor: str = "middle", *, small: bool = False) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{8 if small else 11}">{text}</text>'


def _page(title: str, below: str, parts: Sequence[str]) -> str:
    axis = _line(LEFT, HEIGHT - BOTTOM, WIDTH - 10, HEIGHT - BOTTOM)
    body = "\n".join([*parts, axis, _words(WIDTH / 2, 16, title), _words(WIDTH / 2, HEIGHT - 6, below)])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'role="img" font-family="sans-serif" fill="{INK}">\n<title>{title}</title>\n'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>\n{body}\n</svg>\n'
    )
