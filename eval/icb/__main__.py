"""
Print what the history of crises tells before a crisis is played out.

    python -m eval.icb                        ../shared/data/icb, as the labelled sets
    python -m eval.icb FOLDER                 a folder with icb1v14.csv and icb2v14.csv
    python -m eval.icb --part rates           base rates alone: a second; the regressions take a minute
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

# Before numpy is imported: on products this small, threads that wait for one another cost ten times the work.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from eval.catalogue import SHARED
from eval.icb import tables
from eval.icb.crises import is_there, read_crises
from eval.icb.rivalries import arose_in_war, begins_without_violence
from eval.icb.study import Effort

PARTS = ("rates", "sets", "alone", "checks")


def main(argv: Sequence[str] | None = None) -> None:
    """Print the tables, or that the data are absent."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED / "data" / "icb")
    parser.add_argument("--part", choices=PARTS, action="append", help="what to print; all where left out")
    parser.add_argument("--repeats", type=int, default=Effort.repeats, help="of the cross-validation")
    parser.add_argument("--shuffles", type=int, default=Effort.shuffles, help="of the permutation check")
    parser.add_argument("--seed", type=int, default=Effort.seed)
    parser.add_argument("--prior-deviation", type=float, default=Effort.prior_deviation, help="of the coefficients")
    options = parser.parse_args(argv)
    if not is_there(options.folder):
        print(f"absent, skipped: no icb1v14.csv and icb2v14.csv in {options.folder} ([ICB14], see docs/history.md)")
        return
    crises, blank = read_crises(options.folder)
    effort = Effort(options.repeats, options.shuffles, options.seed, options.prior_deviation)
    samples = {
        "all": crises,
        "outside wars": [one for one in crises if not arose_in_war(one)],
        "begin without violence": [one for one in crises if begins_without_violence(one)],
    }
    print(f"{len(crises)} crises; {blank} without a level of violence left out\n")
    for part in options.part or PARTS:
        if part == "rates":
            print("\n".join(tables.rates(crises)))
            continue
        for name, sample in samples.items():
            lines = {"sets": tables.sets, "alone": tables.alone, "checks": tables.checks}[part](sample, effort)
            print(f"## {name} ({len(sample)})\n\n" + "\n".join(lines))


if __name__ == "__main__":
    main()
