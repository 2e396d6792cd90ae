"""`demarche whatif`: what a change would do to the forecast."""

from __future__ import annotations

import datetime as dt
import json
from typing import Annotated

import typer

from demarche.cli.console import Console
from demarche.cli.forecast import GameSpec, Resume, Solvers, Weeks, weighed, with_progress
from demarche.cli.game.options import AsJson, counting, split_changes, write_text
from demarche.cli.game.tables import percent, table
from demarche.cli.options import (
    AsOf,
    CorrectionsPath,
    Debug,
    NoColor,
    Output,
    Paths,
    Quiet,
    Seed,
    SourcesPath,
    Workers,
    parse_date,
)
from demarche.cli.tally import FAILED
from demarche.errors import InputError

HELP = """
Examples:

\b
  demarche whatif reports/ --force "USA support 2022-02-18"       what if the patron gave more support that week
  demarche whatif record.json --set full_sanctions=0.3            what if war cost the challenger more in sanctions
  demarche whatif record.json --set games_end=2022-03-13 --force "France mediate 2022-02-16" --json

Change something from the as-of date on, solve the same draws again, and say what that does to each outcome: the change
with its 80 % band, and the share of the draws that agree on its sign. A forced move is made wherever it can be in the
week of its date; the players learn from it as if it had been chosen, and what is known of its maker stays as it was.
Names of parameters: `demarche game show coercive-crisis`, or the file of `demarche forecast --spec`.
"""


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("whatif", help=HELP, short_help="What a change would do to the forecast.")(whatif)


def whatif(  # noqa: PLR0917 - Typer makes options of the parameters
    paths: Paths,
    changes: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PARAMETER=VALUE", help="A parameter's value from now on; again for more."),
    ] = None,
    forces: Annotated[
        list[str] | None,
        typer.Option("--force", metavar='"ACTOR MOVE DATE"', help="A move that is made; again for more."),
    ] = None,
    output: Output = None,
    as_json: AsJson = False,
    game: GameSpec = None,
    draws: Annotated[int, typer.Option("--draws", metavar="N", min=1, help="Draws of the game's parameters.")] = 200,
    as_of: AsOf = None,
    seed: Seed = 0,
    weeks: Weeks = 16,
    resume: Resume = None,
    solvers: Solvers = None,
    sources: SourcesPath = None,
    corrections: CorrectionsPath = None,
    workers: Workers = 1,
    quiet: Quiet = False,
    no_color: NoColor = False,
    debug: Debug = False,
) -> int:
    """Ask what if; return the exit code."""
    from demarche.forecasting import Forecast, ask_what_if
    from demarche.pipeline import Settings
    from demarche.weighing import load_corrections, load_sources

    console = Console(quiet=quiet, color=Console.may_color() and not no_color)
    if not changes and not forces:
        raise InputError("nothing is changed", field="--set", wanted='--set NAME=VALUE or --force "ACTOR MOVE DATE"')
    sets = {name: _value(name, text) for name, text in split_changes(changes)}
    settings = Settings(
        workers=workers,
        as_of=parse_date(as_of, "--as-of"),
        debug=debug,
        sources=load_sources(sources) if sources else None,
        corrections=load_corrections(corrections) if corrections else None,
        seed=seed,
        draws=draws,
        game=game,
        weeks=weeks,
        resume=resume,
        solvers=solvers,
    )
    record, code = weighed(paths, settings, console)
    if not record.reports:
        return FAILED
    with counting(console, "draws solved") as progress:
        asked = ask_what_if(record, sets, forces or (), with_progress(settings, progress).forecasting())
    if isinstance(asked, Forecast):
        console.error(f"no forecast: {asked.unsaid}")
        return FAILED
    if as_json:
        from demarche.forecasting import what_if_json

        write_text(json.dumps(what_if_json(asked), indent=2, ensure_ascii=False), output, console)
        return code
    rows = [
        (
            one.outcome,
            percent(one.before),
            percent(one.after),
            f"{100 * one.change:+.1f}",
            f"{100 * one.low:+.1f} to {100 * one.high:+.1f}",
            percent(one.agreeing) + ("" if one.is_sure else ", direction uncertain"),
        )
        for one in asked.shifts
    ]
    head = ("by the horizon", "before", "after", "points", "80 %", "draws that agree")
    write_text(f"What if {asked.words}\n\n{table(head, rows, numbers=range(1, 5))}", output, console)
    return code


def _value(name: str, text: str) -> float | dt.date:
    try:
        return float(text)
    except ValueError:
        pass
    try:
        return dt.date.fromisoformat(text)
    except ValueError as exc:
        raise InputError(
            "neither a number nor a date", field="--set", wanted=f"{name}=NUMBER or {name}=DATE", got=f"{name}={text}"
        ) from exc
