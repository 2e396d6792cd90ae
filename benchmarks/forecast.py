"""
How long the whole brief of the bundled example takes, its forecast included.

    python benchmarks/forecast.py                     200 draws, from a cold start and again; and without a forecast
    python benchmarks/forecast.py --draws 50

Cold: the solver's machine code is compiled first, as on the first run after an installation. Warm: it lies on disk.
Seconds of the wall, and processor seconds of all processes: on a crowded machine the latter over the number of cores is
what a quiet one takes.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]


def run(draws: int, folder: Path, cache: Path | None) -> tuple[float, float]:
    """Write a brief in a new process; return wall and processor seconds."""
    environment = dict(os.environ)
    if cache is not None:
        environment["NUMBA_CACHE_DIR"] = str(cache)
    command = [str(Path(sys.executable).with_name("demarche")), "brief", str(ROOT / "examples" / "moscow-2022")]
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([*command, "--draws", str(draws), "-o", str(folder / "brief.html"), "--quiet"], env=environment,
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - start, own


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draws", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, cache = Path(name), Path(name) / "cache"
        print(f"{os.cpu_count()} cores          wall s   processor s   processor s / cores")
        for what, draws in (("cold", options.draws), ("warm", options.draws), ("--draws 0", 0)):
            wall, own = run(draws, folder, cache)
            print(f"{what:16} {wall:7.1f}   {own:11.1f}   {own / (os.cpu_count() or 1):11.1f}")


if __name__ == "__main__":
    main()
