"""`demarche game ensemble`: a game under many draws of its parameters."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from demarche.cli.console import Console
from demarche.cli.game.dates import last_day
from demarche.cli.game.options import (
    AsJson,
    Changes,
    GridSize,
    SpecFile,
    counting,
    parse_changes,
    read_source,
    write_text,
)
from demarche.cli.game.tables import percent, table
from demarche.cli.options import Debug, NoColor, Output, Quiet, Seed
from demarche.errors import InputError

if TYPE_CHECKING:
    from demarche.game import Ensemble, Game

HELP = """
Examples:

\b
  demarche game ensemble coercive-crisis --draws 200
  demarche game ensemble my.yaml --draws 1000 --resume draws.jsonl     may be stopped, and goes on where it was
  demarche game ensemble my.yaml --set win_alone=0.5                   the same draws, but for one parameter
  demarche game ensemble my.yaml --draws 500 --workers 4 --json -o ensemble.json

Draw the parameters from what the spec says is known of them, solve each draw, and say how far the answer hangs on what
nobody knows. Parameters without a range stay as they are, and so do those that --set holds.
"""
LEVELS = (0.05, 0.95)


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("ensemble", help=HELP, short_help="The same under uncertain parameters.")(ensemble)


def ensemble(  # noqa: PLR0917 - Typer makes options of the parameters
    file: SpecFile,
    draws: Annotated[int, typer.Option("--draws", metavar="N", min=1, help="Sets of parameters to draw.")] = 100,
    seed: Seed = 0,
    workers: Annotated[
        int | None,
        typer.Option("--workers", metavar="N", min=1, help="Processes that solve at once; by default one a core."),
    ] = None,
    resume: Annotated[
        Path | None,
        typer.Option("--resume", metavar="FILE", help="Keep every draw here, and go on from what it holds."),
    ] = None,
    changes: Changes = None,
    grid: GridSize = None,
    as_json: AsJson = False,
    output: Output = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
    debug: Debug = False,
) -> int:
    """Solve an ensemble; return the exit code."""
    from demarche import game as room

    console = Console(quiet=quiet, color=Console.may_color() and not no_color)
    source = read_source(file)
    if room.gambit_form(source):
        raise InputError("a tree has no parameters to draw", field="--draws", wanted="a spec", got=file)
    spec = room.load_spec(source)
    if resume is not None and resume.parent != Path() and not resume.parent.is_dir():
        raise InputError("the folder does not exist", where=str(resume), field="--resume", mend="make it first")
    held = parse_changes(spec, changes)
    game = room.compile_spec(spec, held)
    with counting(console, "draws solved") as progress:
        found = room.solve_ensemble(
            spec, draws=draws, seed=seed, workers=workers, grid=grid, set=held, progress=progress, resume_from=resume
        )
    for draw, reason in list(found.refused.items())[:5]:
        console.warn(f"draw {draw} makes no game: {reason}")
    if len(found.refused) == draws:
        console.error("no draw could be solved")
        return 1
    text = json.dumps(for_json(game, found, seed), indent=2, ensure_ascii=False) if as_json else _tell(game, found)
    write_text(text, output, console)
    return 3 if found.refused else 0


def for_json(game: Game, found: Ensemble, seed: int) -> dict[str, Any]:
    """Return an ensemble for JSON: outcomes by date with their mean and the middle 90 % of the draws."""
    solved = ~found_refused(found)
    low, high = found.quantiles(LEVELS)
    mean = found.by_period[solved].mean(axis=0)
    return {
        "title": game.title,
        "draws": len(found.converged),
        "seed": seed,
        "converged_share": float(found.converged.mean()),
        "several_equilibria_share": float((found.branches > 0).mean()),
        "refused": [{"draw": draw, "reason": reason} for draw, reason in found.refused.items()],
        "outcomes": [
            {
                "name": name,
                "by": [
                    {
                        "period": period,
                        "date": None if (day := last_day(game, period)) is None else day.isoformat(),
                        "probability": float(mean[period, at]),
                        "low": float(low[period, at]),
                        "high": float(high[period, at]),
                    }
                    for period in range(len(mean))
                ],
            }
            for at, name in enumerate(found.outcomes)
        ],
    }


def found_refused(found: Ensemble) -> Any:
    """Return which draws were refused, shape (D,)."""
    import numpy as np

    return np.isnan(found.by_period[:, 0, 0])


def _tell(game: Game, found: Ensemble) -> str:
    """Return an ensemble for people."""
    low, middle, high = found.quantiles((LEVELS[0], 0.5, LEVELS[1]))
    mean = found.by_period[~found_refused(found)].mean(axis=0)
    rows = [
        (name, *(percent(float(one[-1, at])) for one in (mean, low, middle, high)))
        for at, name in enumerate(found.outcomes)
    ]
    head = ("in the end", "mean", "5 %", "median", "95 %")
    converged, several = float(found.converged.mean()), float((found.branches > 0).mean())
    return "\n".join([
        f"{game.title}: {len(found.converged):,} draws of {_drawn(found)} uncertain parameters",
        "",
        table(head, rows, numbers=range(1, 5)),
        "",
        f"Converged: {percent(converged)} of the draws; signs of a second equilibrium in {percent(several)}."
        + (f" Refused: {len(found.refused)}." if found.refused else ""),
        "The mean is the forecast if the draws are believed; 5 % to 95 % is how far the parameters move it.",
    ])  # fmt: skip


def _drawn(found: Ensemble) -> int:
    """Count the parameters that differ between draws."""
    return sum(bool((values != values[0]).any()) for values in found.parameters.values())
