"""
The floors that reading must keep, in one file beside the digests of the sets that they were measured on.

The file's seal is a digest of all that it says: a floor that someone lowers with an editor breaks it. The seal keeps
nobody out who wants in; it makes lowering a floor an act of its own, which a reviewer sees.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eval.figures import Scores

FLOORS = Path(__file__).parent / "floors.json"
# The int8 network gives slightly other trees on other processors; on a set of 60 items, one item is .016.
MARGIN = 0.02
# Fewer labelled items than this make no floor.
FEWEST = 12
# Other shares may fall while their figure rises: whoever reads more events reads harder ones, too.
SHARES = ("window right where projection is",)
# Over-production has a fixed ceiling: one at what is reached would forbid to read more of what is there.
FIXED = {"events read for each gold event": 1.5}


@dataclass
class SetFloors:
    """Of one set: its digest, floors (F1 or a share, not to fall below), ceilings (not to rise above)."""

    digest: str
    floors: dict[str, float] = field(default_factory=dict)
    ceilings: dict[str, float] = field(default_factory=dict)

    def falls(self, name: str, scores: Scores) -> list[str]:
        """Return what is worse than it must be, a line each."""
        high, low = measures_of(scores)
        found = [
            f"{name}: {measure}: {high.get(measure, 0.0):.3f} is below its floor of {floor:.3f}"
            for measure, floor in self.floors.items()
            if high.get(measure, 0.0) < floor
        ]
        return found + [
            f"{name}: {measure}: {low[measure]:.3f} is above its ceiling of {ceiling:.3f}"
            for measure, ceiling in self.ceilings.items()
            if low.get(measure, 0.0) > ceiling
        ]

    def lift(self, scores: Scores) -> list[str]:
        """Raise floors, and take ceilings down, to what is reached; return what changed."""
        return self._move(scores, only_better=True)

    def let_down(self, scores: Scores) -> list[str]:
        """Lower the floors, and lift the ceilings, that are not kept; return what changed."""
        return self._move(scores, only_better=False)

    def _move(self, scores: Scores, *, only_better: bool) -> list[str]:
        high, low = measures_of(scores)
        changed = []
        for kept, reached, sign, margin in ((self.floors, high, 1, MARGIN), (self.ceilings, low, -1, 0.0)):
            for measure, value in reached.items():
                new, old = FIXED.get(measure, round(max(0.0, value - sign * margin), 3)), kept.get(measure)
                better = old is None or sign * (new - old) > 0
                broken = old is not None and sign * (value - old) < 0 and measure not in FIXED
                if better if only_better else broken:
                    kept[measure] = new
                    changed.append(f"{measure}: {'new' if old is None else f'{old:.3f}'} → {new:.3f}")
        return changed


def measures_of(scores: Scores) -> tuple[dict[str, float], dict[str, float]]:
    """Return the measures with a floor and those with a ceiling, by name."""
    high = {figure.name: figure.f1 for figure in scores.figures if figure.gold >= FEWEST}
    high |= {name: share for name, share in scores.shares.items() if name in SHARES}
    return high, scores.low


class FloorsError(Exception):
    """The file of floors is not as this module wrote it."""


def load_floors(path: Path, *, resealing: bool = False) -> dict[str, SetFloors]:
    """
    Return the floors of each set; none where there is no file.

    Raises
    ------
    FloorsError
        If the file breaks its format, or its seal while `resealing` is false.
    """
    if not path.exists():
        return {}
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        floors = {name: SetFloors(**one) for name, one in raw["sets"].items()}
        seal = raw["seal"]
    except (ValueError, KeyError, TypeError) as exc:
        raise FloorsError(f"{path.name} breaks its format: {exc!r}") from exc
    if seal != _seal(raw["sets"]) and not resealing:
        raise FloorsError(
            f"{path.name} was changed by hand: restore it, or run `python -m eval.gate --lower` to say that floors "
            "shall be lower"
        )
    return floors


def save_floors(path: Path, floors: dict[str, SetFloors]) -> None:
    """Write the floors with a fresh seal."""
    sets = {name: vars(one) for name, one in sorted(floors.items())}
    path.write_text(
        json.dumps({"seal": _seal(sets), "sets": sets}, indent=1, ensure_ascii=False, sort_keys=True) + "\n",
        encoding="utf-8",
    )


def _seal(sets: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(sets, sort_keys=True).encode()).hexdigest()[:16]
