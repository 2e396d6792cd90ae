"""
How quickly and how exactly the belief solver solves crisis games, on one core.

    python benchmarks/game_belief.py                      all three tables
    python benchmarks/game_belief.py --part accuracy      first moves of four rounds against Gambit's, by grid
    python benchmarks/game_belief.py --part grids         the coercive crisis of 26 weeks, by types and grid
    python benchmarks/game_belief.py --part weeks --plot benchmarks/game_belief.svg     CPU seconds over weeks

Seconds are of processor time, after the machine code was loaded. Errors of the coercive crisis are the largest gaps of
outcome probabilities by week, and of the first week's strategies at the priors, to those of the finest grid listed.
Each row of `grids` runs in a process of its own for its peak of memory. The first run compiles (some ten seconds).
Pin it to one core for a figure that means something: taskset -c 0 python benchmarks/game_belief.py
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from demarche.game.model import Game
from demarche.game.solution import Solution
from demarche.game.solvers.belief import solve_beliefs
from demarche.game.solvers.simplex import GridSettings
from demarche.game.spec import load_game

# pygambit 16.7.0 on crisis_T4.efg: the challenger's first moves, weak and strong.
GAMBIT = {
    1: [(0.39541209, 0.40496362, 0.19962429), (0.40260616, 0.40396614, 0.19342771)],
    3: [(0.48098244, 0.44173945, 0.07727811), (0.51791044, 0.42711658, 0.05497298)],
    10: [(0.69088263, 0.27807898, 0.03103839), (0.68103800, 0.31709230, 0.00186970)],
}
ACCURACY = ((10, 1), (20, 1), (40, 1), (4, 2), (8, 2), (20, 2), (40, 2), (4, 4), (8, 4), (20, 4))
KINDS = {"3x2": {"firm_share": 1.0}, "3x2x2": {}}
GRIDS = {"3x2": ("4", "6", "default", "12"), "3x2x2": ("default", "6")}
WEEKS = (4, 8, 13, 20, 26, 32)


def timed(game: Game, grid: GridSettings | int | None) -> tuple[Solution, float]:
    """Solve a game; return the solution and seconds of processor time."""
    began = time.process_time()
    solution = solve_beliefs(game, grid=grid, memory_bytes=4_000_000_000)
    return solution, time.process_time() - began


def crisis(weeks: int, kind: str) -> Game:
    """Return the coercive crisis over so many weeks."""
    text = f"template: coercive-crisis\ntitle: crisis\ncalendar: {{periods: {weeks}}}\n"
    return load_game(text, set=KINDS[kind])


def accuracy() -> None:
    """Print errors of the first moves of four rounds."""
    print("four rounds, 2 x 2 types: largest error of first moves against Gambit")
    print("intervals  degree  points" + "".join(f"   error λ={level:<3}" for level in GAMBIT) + "  seconds (λ=10)")
    for intervals, degree in ACCURACY:
        row, seconds = "", 0.0
        for level, wanted in GAMBIT.items():
            values = {"rounds": 4, "challenger_rationality": level, "target_rationality": level}
            solution, seconds = timed(load_game("crisis-rounds", set=values), GridSettings(intervals, degree))
            own = [one.probabilities for one in solution.infosets if one.player == 1][:2]
            row += f"  {np.abs(np.array(own) - np.array(wanted)).max():10.1e}"
        print(f"{intervals:9}  {degree:6}  {solution.detail.layout.points:6} {row}  {seconds:10.3f}")


def measure(kind: str, grid: str, folder: Path) -> dict[str, float | bool | str]:
    """Solve the coercive crisis on one grid; keep what it says for the comparison."""
    game = crisis(26, kind)
    timed(crisis(1, kind), 4)
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    solution, seconds = timed(game, None if grid == "default" else int(grid))
    first = np.concatenate([one.probabilities for one in solution.infosets])
    np.savez(folder / f"{kind}-{grid}.npz", first=first, by_period=solution.detail.course.by_period)
    settings = [one.settings.intervals for one in solution.detail.layout.grids]
    return {
        "intervals": "/".join(str(one) for one in settings),
        "points": solution.detail.layout.points,
        "seconds": seconds,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "held_mb": held,
        "converged": solution.converged,
        "iterations": solution.iterations,
        "branches": solution.branch_warning is not None,
    }


def grids(kinds: list[str]) -> None:
    """Print time, memory and error of the coercive crisis by grid."""
    for kind in kinds:
        print(f"coercive crisis, 26 weeks, {kind} types")
        print("grid     intervals  points  seconds  peak MB  settled  most evaluations  outcome error  strategy error")
        with tempfile.TemporaryDirectory() as folder:
            rows = []
            for grid in GRIDS[kind]:
                command = [sys.executable, __file__, "--one", kind, grid, folder]
                rows.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
            best = np.load(Path(folder) / f"{kind}-{GRIDS[kind][-1]}.npz")
            for grid, row in zip(GRIDS[kind], rows, strict=True):
                found = np.load(Path(folder) / f"{kind}-{grid}.npz")
                gaps = [np.abs(found[name] - best[name]).max() for name in ("by_period", "first")]
                line = (
                    f"{grid:8} {row['intervals']:>9}  {row['points']:6,}  {row['seconds']:7.2f}  {row['peak_mb']:7.0f}"
                )
                line += f"  {row['converged']!s:>7}  {row['iterations']:16}  {gaps[0]:13.1e}  {gaps[1]:14.1e}"
                print(line, flush=True)


def weeks(path: Path | None) -> None:
    """Print seconds over weeks on one grid (the least of three rounds), and plot them."""
    print("coercive crisis, 3x2 types, 4 intervals: seconds by weeks")
    timed(crisis(1, "3x2"), 4)
    games = [crisis(count, "3x2") for count in WEEKS]
    rounds = [[timed(game, 4)[1] for game in games] for _ in range(3)]
    rows = [(count, min(found)) for count, found in zip(WEEKS, zip(*rounds, strict=True), strict=True)]
    for count, seconds in rows:
        print(f"{count:5} weeks  {seconds:6.2f} s  {1000 * seconds / count:6.1f} ms a week")
    if path:
        path.write_text(plot(rows), encoding="utf-8")


def plot(rows: list[tuple[int, float]]) -> str:
    """Return seconds over weeks as SVG, with the straight line that fits best."""
    width, height, edge = 640, 400, 60
    slope, start = np.polyfit([one[0] for one in rows], [one[1] for one in rows], 1)
    most, top = rows[-1][0], max(one[1] for one in rows) * 1.1

    def at(count: float, seconds: float) -> tuple[float, float]:
        return edge + count / most * (width - 2 * edge), height - edge - max(seconds, 0) / top * (height - 2 * edge)

    (x0, y0), (x1, y1), (_, floor) = at(0, start), at(most, start + slope * most), at(0, 0)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="white"/>',
        f'<path d="M{edge} {edge}V{floor}H{width - edge}" fill="none" stroke="black"/>',
        f'<path d="M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}" stroke="#999" stroke-dasharray="4 4"/>',
        f'<text x="{width / 2}" y="{height - 18}" text-anchor="middle">weeks (3 x 2 types, 18 states, '
        "75 grid points)</text>",
        f'<text x="16" y="{height / 2}" text-anchor="middle" transform="rotate(-90 16 {height / 2})">'
        "processor seconds, one core</text>",
    ]
    for count, seconds in rows:
        x, y = at(count, seconds)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#1f5a8a"/>')
        parts.append(f'<text x="{x:.1f}" y="{y - 9:.1f}" text-anchor="middle">{seconds:.2f} s</text>')
        parts.append(f'<text x="{x:.1f}" y="{floor + 18}" text-anchor="middle">{count}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def main() -> None:
    """Print the tables and save the plot."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=["accuracy", "grids", "weeks"])
    parser.add_argument("--kinds", nargs="+", choices=list(KINDS), default=list(KINDS))
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.one[0], options.one[1], Path(options.one[2]))))
        return
    if options.part in (None, "accuracy"):
        accuracy()
    if options.part in (None, "grids"):
        grids(options.kinds)
    if options.part in (None, "weeks"):
        weeks(options.plot)


if __name__ == "__main__":
    main()
