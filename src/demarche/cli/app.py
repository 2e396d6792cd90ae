"""The `demarche` command itself: its version, its help, and its commands."""

from __future__ import annotations

from typing import Annotated

import typer

from demarche.cli import brief, forecast, game, lint, read, schema, weigh, whatif

HELP = """
Examples:

\b
  demarche brief reports/                     a cited brief of a folder of reports: brief.html
  demarche brief a.txt b.html -o talks.html   of two files, under another name
  demarche read reports/ -o readings.jsonl    events, statements, projections as JSON Lines
  demarche read wire.jsonl.gz -o events.csv --workers 2
  demarche weigh reports/ -o record.json      which mentions are one event, who agrees, who differs
  demarche forecast record.json               what may come next, by when, how likely and why
  demarche game solve coercive-crisis         a crisis as a game: who plays what, and what comes of it

A crisis desk: reads reports of an international crisis into a cited record and a brief.
"""
_EPILOG = (
    "Results go to stdout, everything else to stderr. "
    "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but some inputs were refused."
)

app = typer.Typer(
    name="demarche",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help=HELP,
    epilog=_EPILOG,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"demarche {version('demarche')}")
        raise typer.Exit


@app.callback(help=HELP, epilog=_EPILOG)
def demarche(
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Hold the options of the program itself."""


read.add_to(app)
weigh.add_to(app)
forecast.add_to(app)
whatif.add_to(app)
brief.add_to(app)
lint.add_to(app)
game.add_to(app)
schema.add_to(app)
