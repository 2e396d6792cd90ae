"""The colours of the page against WCAG 2.2 AA."""

from __future__ import annotations

import re
from importlib import resources

import pytest

LEAST = 4.5


def themes() -> dict[str, dict[str, str]]:
    css = resources.files("demarche.briefing").joinpath("templates/brief.css").read_text(encoding="utf-8")
    light, dark, paper = (dict(re.findall(r"--(\w+):(#\w+)", block)) for block in re.findall(r":root\{([^}]*)\}", css))
    return {"light": light, "dark": light | dark, "print": light | paper}


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * one for one in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(colour: str, ground: str, part: float) -> str:
    """As CSS color-mix in sRGB."""
    pairs = [(int(colour[place : place + 2], 16), int(ground[place : place + 2], 16)) for place in (1, 3, 5)]
    return "#" + "".join(f"{round(one * part + other * (1 - part)):02x}" for one, other in pairs)


def long(colour: str) -> str:
    return colour if len(colour) == 7 else "#" + "".join(2 * one for one in colour[1:])


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_text_on_its_grounds(theme: str) -> None:
    """Every colour of text has AA contrast on every ground on which it stands, light, dark and printed."""
    colours = {name: long(value) for name, value in themes()[theme].items()}
    for ground in ("paper", "card"):
        for text in ("ink", "soft", "blue", "amber", "red", "teal"):
            assert contrast(colours[text], colours[ground]) >= LEAST, (theme, text, ground)
    for ground in ("mark", "hit"):
        assert contrast(colours["ink"], colours[ground]) >= LEAST, (theme, ground)
    for ground in ("mark",):
        for text in ("soft", "blue"):
            assert contrast(colours[text], colours[ground]) >= LEAST, (theme, text, ground)


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_cells_of_the_dyads(theme: str) -> None:
    """Numbers in the darkest cell of the matrix keep AA contrast."""
    colours = {name: long(value) for name, value in themes()[theme].items()}
    for tone in ("red", "teal"):
        assert contrast(colours["ink"], mixed(colours[tone], colours["paper"], 0.29)) >= LEAST, (theme, tone)


def test_formula() -> None:
    """Black on white is 21 to 1, and a colour on itself 1 to 1."""
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert contrast("#a4262c", "#a4262c") == 1
