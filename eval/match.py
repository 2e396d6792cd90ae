"""
Pairing what was read with what was labelled.

Two items can pair when their ranges of text overlap by at least half of the shorter one. Events pair on type, equal
sources and a shared target (or none on both sides); CONSULT, AGREE and COOPERATE are compared order-free. Statements
pair on the speaker's country. Projections pair on place alone, their fields are scored apart. The pairing is the
largest one (scipy is not needed: augmenting paths over a few dozen items).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from eval.gold import Item

SYMMETRIC = {"CONSULT", "AGREE", "COOPERATE"}
Fits = Callable[[Item, Item], bool]


def overlaps(a: Item, b: Item) -> bool:
    """Whether the two ranges share at least half of the shorter one."""
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared >= 0.5 * max(1, min(a.end - a.start, b.end - b.start))


def same_sides(a: Item, b: Item) -> bool:
    """Whether the sources agree, and a target (or that there is none)."""
    if a.label in SYMMETRIC:
        both = (a.sources | a.targets), (b.sources | b.targets)
        return both[0] == both[1] or len(both[0] & both[1]) >= 2
    targets = bool(a.targets & b.targets) or (not a.targets and not b.targets)
    return a.sources == b.sources and targets


def same_type(a: Item, b: Item) -> bool:
    """Whether the type agrees, in one place."""
    return a.label == b.label and overlaps(a, b)


def same_event(a: Item, b: Item) -> bool:
    """Whether type, sources and a target agree, in one place."""
    return same_type(a, b) and same_sides(a, b)


def same_modality(a: Item, b: Item) -> bool:
    """Whether type and modality agree, in one place."""
    return same_type(a, b) and a.modality == b.modality


def same_date(a: Item, b: Item) -> bool:
    """Whether type and interval agree, in one place."""
    return same_type(a, b) and a.when == b.when


def same_speaker(a: Item, b: Item) -> bool:
    """Whether the speaker's country agrees, in one place."""
    return a.sources == b.sources and overlaps(a, b)


def same_speech(a: Item, b: Item) -> bool:
    """Whether the speaker's country and the kind of statement agree, in one place."""
    return a.label == b.label and same_speaker(a, b)


def same_window(a: Item, b: Item) -> bool:
    """Whether the window agrees, in one place."""
    return a.when == b.when and overlaps(a, b)


def same_range(a: Item, b: Item) -> bool:
    """Whether the range of probability agrees to two places, in one place."""
    if a.low_high is None or b.low_high is None:
        return a.low_high == b.low_high and overlaps(a, b)
    near = all(abs(x - y) < 0.005 for x, y in zip(a.low_high, b.low_high, strict=True))
    return near and overlaps(a, b)


def same_forecaster(a: Item, b: Item) -> bool:
    """Whether the kind of forecaster agrees, in one place."""
    return a.modality == b.modality and overlaps(a, b)


def pair(gold: Sequence[Item], read: Sequence[Item], fits: Fits) -> list[tuple[int, int]]:
    """Return a largest pairing as (gold index, read index)."""
    held: dict[int, int] = {}

    def place(g: int, tried: set[int]) -> bool:
        for r, one in enumerate(read):
            if r in tried or not fits(gold[g], one):
                continue
            tried.add(r)
            if r not in held or place(held[r], tried):
                held[r] = g
                return True
        return False

    for g in range(len(gold)):
        place(g, set())
    return sorted((g, r) for r, g in held.items())
