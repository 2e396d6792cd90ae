"""Small figures inside tables: a chance with its band on a rail, a weight to either side, a number with its sign."""

from __future__ import annotations

from markupsafe import Markup

from demarche.briefing.outlook.model import Chance

_HALF = 26


def draw_chance(chance: Chance, prior: float | None = None) -> Markup:
    """Return a rail from 0 to 100 percent with the band and the mean on it, and a tick at a prior."""
    low, high = round(chance.low * 100, 1), round(chance.high * 100, 1)
    tick = Markup('<path class="prior" d="M{} 1V13"/>').format(round(prior * 100, 1)) if prior is not None else ""
    return Markup(
        '<svg class="range chance" viewBox="-4 0 108 14" width="108" height="14" aria-hidden="true" focusable="false">'
        '<path class="rail" d="M0 7H100M0 4V10M50 5V9M100 4V10"/>'
        '<rect x="{}" y="3" width="{}" height="8" rx="1"/>{}<circle cx="{}" cy="7" r="3.5"/></svg>'
    ).format(low, max(1.0, round(high - low, 1)), tick, round(chance.probability * 100, 1))


def draw_weight(value: float, largest: float) -> Markup:
    """Return a bar from the middle: to the right where a value is positive, to the left where it is negative."""
    width = round(abs(value) / largest * _HALF, 1) if largest > 0 else 0
    x = round(-width, 1) if value < 0 else 0
    kind = "less" if value < 0 else "more"
    return Markup(
        '<svg class="weight" viewBox="-{0} 0 {1} 12" width="{1}" height="12" aria-hidden="true" focusable="false">'
        '<rect class="{2}" x="{3}" y="2" width="{4}" height="8" rx="1"/><path class="rail" d="M0 0V12"/></svg>'
    ).format(_HALF, 2 * _HALF, kind, x, min(width, _HALF))


def signed(value: float) -> str:
    """
    Return a number with its sign and one or two places.

    Examples
    --------
    >>> signed(0.93), signed(-1.2), signed(0.001)
    ('+0.93', '−1.20', '0.00')
    """
    rounded = f"{abs(value):.2f}"
    return rounded if float(rounded) == 0 else ("−" if value < 0 else "+") + rounded
