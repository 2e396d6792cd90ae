"""
How quickly crisis trees are solved, beside Gambit where it is installed: seconds by the number of rounds.

    python benchmarks/game_tree.py                       T = 2 … 10 rounds at λ = 3, ours alone
    python benchmarks/game_tree.py --gambit PYTHON       T = 2 … 5 also by pygambit, in the process of another Python
    python benchmarks/game_tree.py --rationality 10      another λ

The trees are the crisis in rounds (two types a side) written out. Times are CPU seconds of one solve after a first one
of another tree (the first ever costs the compilation, which is kept on disk); Gambit's are of its own process, reading
left out. Its answer is compared with ours.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")  # before NumPy is imported

ROUNDS = (2, 3, 4, 5, 6, 7, 8, 9, 10)
GAMBIT_ROUNDS = 5
THEIRS = """
import json, sys, time
import pygambit
game = pygambit.read_efg(sys.argv[1])
began = time.process_time()
found = next(iter(pygambit.qre.logit_solve_lambda(game, float(sys.argv[2]))))
seconds = time.process_time() - began
try:
    flat = [float(one) for one in found]
except TypeError:
    flat = [float(pair[1]) for player in found.profile for one in player for pair in one[1]]
print(json.dumps({"version": pygambit.__version__, "seconds": seconds, "flat": flat}))
"""


def measure(rounds: int, rationality: float, gambit: str | None, patience: int) -> dict[str, object]:
    """Solve a tree, by Gambit as well where it is given; return what it took."""
    from demarche.game import expand, load_game
    from demarche.game.interop import write_efg
    from demarche.game.solvers.tree import solve_tree
    from demarche.game.spec import template_text

    tree = expand(load_game(template_text("crisis-rounds"), set={"rounds": rounds}))
    best = []
    for _ in range(3):
        began = time.process_time()
        found = solve_tree(tree, rationality=rationality)
        best.append(time.process_time() - began)
    row: dict[str, object] = {
        "T": rounds,
        "nodes": len(tree.infoset),
        "sets": len(tree.infosets),
        "seconds": min(best),
        "passes": found.iterations,
        "residual": found.residual,
    }
    if gambit and rounds <= GAMBIT_ROUNDS:
        order = sorted(range(len(tree.infosets)), key=lambda number: tree.infosets[number].player)
        row |= compare(write_efg(tree), rationality, gambit, patience)
        flat = row.pop("flat", None)
        if isinstance(flat, list):
            numbers = written_order(tree, order)
            ours = [p for number in numbers for p in found.strategies[number].tolist()]
            row["apart"] = max(abs(p - q) for p, q in zip(ours, flat, strict=True))
            row["times"] = float(str(row["gambit"])) / min(best)
    return row


def written_order(tree: object, order: list[int]) -> list[int]:
    """Return the sets by player and first appearance in the file, the order of Gambit's vector."""
    from demarche.game.interop import read_efg, write_efg

    again = read_efg(write_efg(tree))  # type: ignore[arg-type]
    place = {(one.player, one.number): number for number, one in enumerate(tree.infosets)}  # type: ignore[attr-defined]
    sets = sorted(again.infosets, key=lambda one: one.player)
    return [place[one.player, one.number] for one in sets]


def compare(text: str, rationality: float, gambit: str, patience: int) -> dict[str, object]:
    """Let Gambit solve a tree in another process; give up after so many seconds."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tree.efg"
        path.write_text(text, encoding="utf-8")
        try:
            run = subprocess.run(
                [gambit, "-c", THEIRS, str(path), str(rationality)], capture_output=True, timeout=patience, check=True
            )
        except subprocess.TimeoutExpired:
            return {"gambit": f"over {patience}"}
    answer = json.loads(run.stdout)
    return {"gambit": answer["seconds"], "version": answer["version"], "flat": answer["flat"]}


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rationality", type=float, default=3.0)
    parser.add_argument("--rounds", type=int, nargs="*", default=list(ROUNDS))
    parser.add_argument("--gambit", help="a Python that has pygambit")
    parser.add_argument("--patience", type=int, default=300, help="seconds after which Gambit is given up")
    given = parser.parse_args()
    measure(1, given.rationality, None, 0)  # compiles, or loads what was compiled
    print(
        f"λ = {given.rationality:g}; CPU seconds\n"
        "  T   nodes   sets     ours  passes  residual   Gambit   times   apart"
    )
    for rounds in given.rounds:
        row = measure(rounds, given.rationality, given.gambit, given.patience)
        theirs = row.get("gambit", "")
        tail = f"{theirs:8.2f} {row['times']:7.0f} {row['apart']:7.1e}" if isinstance(theirs, float) else f"{theirs:>8}"
        head = f"{row['T']:3} {row['nodes']:7} {row['sets']:6} {row['seconds']:8.3f} {row['passes']:7}"
        print(f"{head} {row['residual']:9.1e} {tail}", flush=True)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
