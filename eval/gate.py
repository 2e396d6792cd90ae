"""
Hold the reading to its floors, on every labelled set at hand.

    python -m eval.gate                 check: nothing may be below its floor
    python -m eval.gate --raise         lift the floors to what is reached, less a small margin
    python -m eval.gate --renew SET     take over a set that was changed; its floors stay
    python -m eval.gate --lower         lower the floors that are not kept (say why in the commit)

Exit codes: 0 all kept · 1 something is below its floor · 2 wrong usage · 3 a set was changed, has no floors, or one
of our own is absent · 4 the file of floors was changed by hand or is broken.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from demarche.reading import Reader, load_reader
from eval.catalogue import SETS, LabelledSet
from eval.figures import Scores, score
from eval.floors import FLOORS, FloorsError, SetFloors, load_floors, save_floors
from eval.reading import read_items

KEPT, BELOW, CHANGED, BROKEN = 0, 1, 3, 4
Measure = Callable[[LabelledSet], Scores]


def main(
    argv: Sequence[str] | None = None,
    *,
    sets: Sequence[LabelledSet] = SETS,
    measure: Measure | None = None,
    path: Path = FLOORS,
) -> int:
    """Check or move the floors; return the exit code."""
    options = _options(argv)
    try:
        floors = load_floors(path, resealing=options.lower)
    except FloorsError as fault:
        print(f"gate: {fault}")
        return BROKEN
    worst = KEPT
    for one in sets:
        code = _absent(one) if not one.is_there else _gate(one, floors, measure or _measure, options)
        worst = max(worst, code)
    if options.lift or options.lower or options.renew:
        save_floors(path, floors)
    print("gate: " + {KEPT: "all floors are kept", BELOW: "below a floor"}.get(worst, "a set is not as it was"))
    return worst


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to what is reached")
    way.add_argument("--lower", action="store_true", help="lower the floors that are not kept")
    parser.add_argument("--renew", action="append", default=[], metavar="SET", help="take over a changed set")
    return parser.parse_args(argv)


def _absent(one: LabelledSet) -> int:
    if one.own:
        print(f"{one.name}: absent, though it belongs to the repository: {one.path.name}")
        return CHANGED
    print(f"{one.name}: absent ({one.what}); its floors are not checked")
    return KEPT


def _gate(one: LabelledSet, floors: dict[str, SetFloors], measure: Measure, options: argparse.Namespace) -> int:
    if not one.settled:
        print(f"{one.name}: still being written; it has no floors yet")
        return KEPT
    kept = floors.get(one.name)
    if kept is None:
        if not options.lift:
            print(f"{one.name}: has no floors; `python -m eval.gate --raise` gives it some")
            return CHANGED
        kept = floors[one.name] = SetFloors(one.digest)
    if kept.digest != one.digest and one.name not in options.renew:
        print(
            f"{one.name}: the set was changed since its floors were set (digest {one.digest}, not {kept.digest}); "
            f"`python -m eval.gate --renew {one.name}` takes it over"
        )
        return CHANGED
    kept.digest = one.digest
    return _hold(one, kept, measure(one), options)


def _hold(one: LabelledSet, kept: SetFloors, scores: Scores, options: argparse.Namespace) -> int:
    """Lower or lift as told, then check."""
    changes = kept.let_down(scores) if options.lower else []
    changes += kept.lift(scores) if options.lift else []
    for change in changes:
        print(f"{one.name}: {change}")
    falls = kept.falls(one.name, scores)
    print("\n".join(falls) or f"{one.name}: {len(kept.floors)} floors and {len(kept.ceilings)} ceilings are kept")
    return BELOW if falls else KEPT


@cache
def _reader() -> Reader:
    return load_reader()


def _measure(one: LabelledSet) -> Scores:
    reports = one.texts()
    return score(reports, read_items(_reader(), reports))


if __name__ == "__main__":
    sys.exit(main())
