"""
Print whether forecasts hold where the game is right: simulation-based calibration of filter, weights and bands.

    python -m eval.calibration                              the study of docs/calibration.md: six minutes of one core
    python -m eval.calibration --pool 30 --replicates 60    a minute, and rough
    python -m eval.calibration -o report.json               all numbers; report.md for the tables
    python -m eval.calibration --figures docs               the two figures, too
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

# Before numpy is imported: on products this small, threads that wait for one another cost ten times the work.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import msgspec
import numpy as np

from eval.calibration.crises import Design
from eval.calibration.figures import draw_ranks, draw_reliability
from eval.calibration.ranks import rank_all
from eval.calibration.report import summarise, tell
from eval.calibration.scores import reliability
from eval.calibration.study import Study, run_study

LATE = Design(pool=48, replicates=60, weeks=8, horizon=2, told=(1, 2, 4, 8))
"""The second study: more weeks, told of one after the other, for what is found out and for fewer effective draws."""


def main(argv: Sequence[str] | None = None) -> None:
    """Run the studies and print or write their numbers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, what in (
        ("pool", "draws of the parameters"),
        ("replicates", "simulated crises"),
        ("weeks", "seen"),
        ("horizon", "weeks forecast"),
        ("seed", "of everything"),
    ):
        parser.add_argument(f"--{name}", type=int, default=getattr(Design, name), help=what)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes; they change no number")
    parser.add_argument("--one", action="store_true", help="leave out the second study, of eight weeks")
    parser.add_argument("--figures", type=Path, help="folder for calibration-ranks.svg and calibration-reliability.svg")
    parser.add_argument("-o", "--output", type=Path, help="report.md or report.json; printed where left out")
    options = parser.parse_args(argv)
    design = Design(options.pool, options.replicates, options.weeks, options.horizon, options.seed, (options.weeks,))
    study = run_study(design, workers=options.workers, progress=_show)
    late = None
    if not options.one:
        smaller = min(LATE.pool, design.pool), min(LATE.replicates, design.replicates)
        second = Design(*smaller, LATE.weeks, LATE.horizon, design.seed, LATE.told)
        late = run_study(second, workers=options.workers, progress=_show)
    summary = summarise(study, late)
    lines = "\n".join(tell(summary))
    if options.figures is not None:
        write_figures(study, options.figures)
    if options.output is None:
        print(lines)
    elif options.output.suffix == ".json":
        options.output.write_bytes(msgspec.json.format(msgspec.json.encode(summary), indent=1) + b"\n")
    else:
        options.output.write_text(lines, encoding="utf-8")


def write_figures(study: Study, folder: Path) -> None:
    """Write the two figures."""
    rng = np.random.default_rng([study.design.seed, 5])
    ranks = rank_all(study, with_truth=True, rng=rng)[0]
    (folder / "calibration-ranks.svg").write_text(draw_ranks(ranks), encoding="utf-8")
    (folder / "calibration-reliability.svg").write_text(draw_reliability(reliability(study)), encoding="utf-8")


def _show(done: int, steps: int) -> None:
    if sys.stderr.isatty() or done == steps:
        print(f"\r{done} of {steps}", end="\n" if done == steps else "", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
