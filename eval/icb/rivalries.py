"""
Which crises belong to one rivalry, and the classes of crises that are counted.

Crises of one protracted conflict, and crises that began between the same two states, are one rivalry, and what is
joined to a third is joined to each other. A rivalry is never on both sides of a cross-validation, and is drawn as a
whole in a bootstrap: its crises resemble one another.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from eval.icb.crises import Crisis

VIOLENT_TRIGGERS = {8, 9}
"""Violence, or violence against an ally or client."""
INTERNAL_TRIGGER = 6
MILITARY_TRIGGER = 7
"""A show of force, manoeuvres, mobilisation, a changed posture."""
NO_CONFLICT = 1
"""In `protrac`; `pcid` then names a region."""


@dataclass(frozen=True)
class CrisisClass:
    """Some of the crises, by a rule that can be told from their start."""

    name: str
    has: Callable[[Crisis], bool]

    def of(self, crises: Sequence[Crisis]) -> list[Crisis]:
        """Return those in the class."""
        return [one for one in crises if self.has(one)]


def arose_in_war(crisis: Crisis) -> bool:
    """Whether the crisis arose in a war that was on already."""
    return (crisis.crisis["iwcmb"] or 1) > 1


def begins_without_violence(crisis: Crisis) -> bool:
    """
    Whether the crisis began by an outside act without violence, and outside a war.

    It is the class that the coercive crisis stands for: the trigger is a verbal, political, economic or other act, an
    external change, or force moved and shown, not used.
    """
    trigger = crisis.crisis["break"]
    outside = trigger is not None and trigger != INTERNAL_TRIGGER and trigger not in VIOLENT_TRIGGERS
    return outside and not arose_in_war(crisis)


CLASSES = (
    CrisisClass("all", lambda _: True),
    CrisisClass("begin without violence", begins_without_violence),
    CrisisClass("as above, and internal triggers", lambda one: begins_without_violence(one) or _is_internal(one)),
    CrisisClass("as above, and arising in a war", lambda one: (one.crisis["break"] or 9) not in VIOLENT_TRIGGERS),
    CrisisClass(
        "begin by force shown", lambda one: begins_without_violence(one) and one.crisis["break"] == MILITARY_TRIGGER
    ),
    CrisisClass("begin without violence, since 1946", lambda one: begins_without_violence(one) and _year(one) >= 1946),
    CrisisClass("begin with violence", lambda one: one.crisis["break"] in VIOLENT_TRIGGERS),
)


def _is_internal(crisis: Crisis) -> bool:
    return crisis.crisis["break"] == INTERNAL_TRIGGER and not arose_in_war(crisis)


def _year(crisis: Crisis) -> int:
    return crisis.crisis["yrtrig"] or 0


def rivalries(crises: Sequence[Crisis]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the number of each crisis's rivalry, from 0 in the order of their first crises."""
    parent = list(range(len(crises)))

    def root(at: int) -> int:
        while parent[at] != at:
            at = parent[at]
        return at

    last: dict[Hashable, int] = {}
    for at, crisis in enumerate(crises):
        for tie in _ties(crisis):
            first, second = sorted((root(last.setdefault(tie, at)), root(at)))
            parent[second] = first
    roots = [root(at) for at in range(len(crises))]
    numbers = {one: number for number, one in enumerate(dict.fromkeys(roots))}
    return np.array([numbers[one] for one in roots], dtype=np.int64)


def _ties(crisis: Crisis) -> list[Hashable]:
    found: list[Hashable] = []
    conflict = crisis.crisis["pcid"]
    if conflict is not None and crisis.crisis["protrac"] != NO_CONFLICT:
        found.append(("conflict", conflict))
    if crisis.dyad is not None:
        found.append(("dyad", crisis.dyad))
    return found
