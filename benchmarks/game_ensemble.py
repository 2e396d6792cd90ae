"""
How quickly an ensemble of the coercive crisis is solved, and how exactly, by grid.

    python benchmarks/game_ensemble.py                      20 draws a grid on one core, scaled to 1,000 on two
    python benchmarks/game_ensemble.py --draws 1000 --grids default --workers 2     the real thing

Seconds are of the wall; processor seconds of the draws are given for one worker alone, since on a crowded machine they
mean more. The error is the largest gap of any outcome probability by week to the last grid listed: its median over the
draws, its 95 % quantile, and that of the ensemble's mean.
"""

from __future__ import annotations

import argparse
import time

import numpy as np

from demarche.game.ensemble import Ensemble, solve_ensemble
from demarche.game.spec import Spec, load_spec

TEXT = "template: coercive-crisis\ntitle: crisis\n"


def solve(spec: Spec, draws: int, workers: int, grid: str) -> tuple[Ensemble, float, float]:
    """Solve an ensemble; return it with wall and processor seconds."""
    wall, own = time.perf_counter(), time.process_time()
    chosen = None if grid == "default" else int(grid)
    ensemble = solve_ensemble(spec, draws=draws, seed=2022, workers=workers, grid=chosen)
    return ensemble, time.perf_counter() - wall, time.process_time() - own


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draws", type=int, default=20)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--grids", nargs="+", default=["default", "6", "8", "12"])
    parser.add_argument("--firm", action="store_true", help="the target has one type: 3 x 2 types in all")
    options = parser.parse_args()
    text = TEXT + ("set: {firm_share: 1}\n" if options.firm else "")
    spec = load_spec(text)
    solve(spec, 1, 1, "4")
    found = []
    print("grid      wall s   cpu s a draw   1,000 draws on 2 cores   settled   other branches")
    for grid in options.grids:
        ensemble, wall, own = solve(spec, options.draws, options.workers, grid)
        found.append(ensemble)
        each = own / options.draws if options.workers == 1 else float("nan")
        scaled = 1000 * each / 2 if options.workers == 1 else wall * 1000 / options.draws
        print(
            f"{grid:8} {wall:7.1f}   {each:12.2f}   {scaled:20.0f} s   {ensemble.converged.mean():7.1%}   "
            f"{(ensemble.branches > 0).mean():7.1%}"
        )
    for grid, ensemble in zip(options.grids, found, strict=True):
        gaps = np.abs(ensemble.by_period - found[-1].by_period).max(axis=(1, 2))
        mean = np.abs(np.nanmean(ensemble.by_period, axis=0) - np.nanmean(found[-1].by_period, axis=0)).max()
        print(
            f"{grid:8} error: median {np.nanmedian(gaps):.1e}, 95 % {np.nanquantile(gaps, 0.95):.1e}, mean {mean:.1e}"
        )


if __name__ == "__main__":
    main()
