"""Plain tables and figures for people, as wide as what they hold."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

ALMOST = 0.9995


def table(head: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[int] = ()) -> str:
    """Return aligned columns under their heads; `numbers` are set to the right."""
    lines = [list(head), *(list(row) for row in rows)]
    widths = [max(_width(line[at]) for line in lines) for at in range(len(head))]
    shown = []
    for line in lines:
        cells = [
            " " * (widths[at] - _width(cell)) + cell if at in numbers else cell + " " * (widths[at] - _width(cell))
            for at, cell in enumerate(line)
        ]
        shown.append("  ".join(cells).rstrip())
    rule = "  ".join("-" * width for width in widths)
    return "\n".join([shown[0], rule, *shown[1:]])


def percent(probability: float) -> str:
    """
    Return a probability in per cent; what is small or nearly sure is not rounded to none or all.

    Examples
    --------
    >>> percent(0.123), percent(0.0), percent(1e-9), percent(0.99999)
    ('12.3 %', '0 %', '<0.1 %', '>99.9 %')
    """
    if probability in (0.0, 1.0):
        return f"{100 * probability:.0f} %"
    if probability < 1 - ALMOST:
        return "<0.1 %"
    return ">99.9 %" if probability > ALMOST else f"{100 * probability:.1f} %"


def _width(text: str) -> int:
    return sum(0 if unicodedata.combining(one) else 1 + (unicodedata.east_asian_width(one) in "WF") for one in text)
