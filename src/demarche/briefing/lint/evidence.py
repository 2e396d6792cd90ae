"""Rules on what a brief rests on: quotations, citations, bands, sums, and the press beside ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demarche.briefing.lint.model import Breach, Draft
from demarche.briefing.lint.wording import find_numbers, says_window

# Sums are of numbers as computed, not as printed.
_SUM_TOLERANCE = 0.005
# To the point, as printed: the mean of a skewed few may lie a hair outside the middle four fifths of them.
_TOLERANCE = 0.01
_CUT_CHARACTERS = 80


def check_quotations(draft: Draft) -> Iterator[Breach]:
    """Each quotation is the exact text of its report at its span."""
    for one in draft.quotations:
        if one.stands is None:
            yield Breach("quotation", one.place, "a span of a report in the brief", f"“{_cut(one.said)}”")
        elif one.said != one.stands if one.whole else not one.stands.startswith(one.said):
            yield Breach("quotation", one.place, f"“{_cut(one.stands)}”, as the report has it", f"“{_cut(one.said)}”")


def check_citations(draft: Draft) -> Iterator[Breach]:
    """Each citation leads to something that is there."""
    for one in draft.links:
        if not one.resolves:
            yield Breach("citation", one.place, f"something at {one.target}", "nothing")


def check_data_bands(draft: Draft) -> Iterator[Breach]:
    """In JSON, each probability of the forecast is in [0, 1] and within its band."""
    for name in ("forecast", "outlook"):
        yield from _bands(draft.data.get(name), name)


def check_sums(draft: Draft) -> Iterator[Breach]:
    """In JSON, the ends and what is still open come to 1 on each date, and so do the hypotheses about each actor."""
    outlook = draft.data.get("outlook") or {}
    curves = outlook.get("curves") or ()
    for place, row in enumerate(outlook.get("dated") or ()):
        pairs = zip(row["chances"], curves, strict=False)
        total = sum(one["probability"] for one, of in pairs if one and not of["group"]) + row["still_open"]
        if abs(total - 1) > _SUM_TOLERANCE:
            yield Breach("sum", f"outlook.dated[{place}] ({row['date']})", "ends that come to 1", f"{total:.3f}")
    matrix = outlook.get("matrix") or {}
    roles: dict[str, float] = {}
    for row in matrix.get("rows") or ():
        roles[row["role"]] = roles.get(row["role"], 0.0) + row["now"]["probability"]
    for role, total in roles.items():
        if abs(total - 1) > _SUM_TOLERANCE:
            yield Breach("sum", f"outlook.matrix ({role})", "hypotheses that come to 1", f"{total:.3f}")


def check_press(draft: Draft) -> Iterator[Breach]:
    """A projection of the press that is set beside ours has its range and its window."""
    for passage in draft.beside:
        if not find_numbers(passage.text):
            yield Breach("press", passage.place, "the range that the press gave", f"“{_cut(passage.text)}”")
        if not says_window(passage.text):
            yield Breach("press", passage.place, "the window of the press's projection", f"“{_cut(passage.text)}”")
    outlook = draft.data.get("outlook") or {}
    for place, row in enumerate(outlook.get("press") or ()):
        where = f"outlook.press[{place}]"
        if not 0 < row["low"] <= row["high"] < 1:
            yield Breach("press", where, "a range from low to high within 0 and 1", f"{row['low']}–{row['high']}")
        if not says_window(row["window"]):
            yield Breach("press", where, "the window of the press's projection", f"“{row['window']}”")


def _bands(value: Any, place: str) -> Iterator[Breach]:
    if isinstance(value, list):
        for number, one in enumerate(value):
            yield from _bands(one, f"{place}[{number}]")
    if not isinstance(value, dict):
        return
    probability = value.get("probability", value.get("posterior"))
    if isinstance(probability, (int, float)):
        if not 0 <= probability <= 1:
            yield Breach("within-band", place, "a probability in [0, 1]", f"{probability}")
        low, high = value.get("low", probability), value.get("high", probability)
        if not low - _TOLERANCE <= probability <= high + _TOLERANCE:
            yield Breach("within-band", place, f"a number within {low:.3f}–{high:.3f}", f"{probability:.3f}")
    for name, one in value.items():
        yield from _bands(one, f"{place}.{name}")


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _CUT_CHARACTERS else line[: _CUT_CHARACTERS - 1].rstrip() + "…"
