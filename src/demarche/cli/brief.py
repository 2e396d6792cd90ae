"""`demarche brief`: reports in, a cited brief out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from demarche.cli.console import Console
from demarche.cli.forecast import Draws, GameSpec, Resume, Solvers, Weeks, with_progress
from demarche.cli.game.options import counting
from demarche.cli.options import (
    AsOf,
    CorrectionsPath,
    Debug,
    LexiconFolder,
    LimitValues,
    NoColor,
    Output,
    Paths,
    PipelineName,
    Quiet,
    ReaderName,
    Seed,
    SourcesPath,
    Workers,
    choose,
    parse_date,
    parse_limits,
    whole_file,
)
from demarche.cli.tally import PARTLY, Tally
from demarche.errors import MissingInputError

FORMATS = ("html", "md", "json")
HELP = """
Examples:

\b
  demarche brief reports/                              brief.html, from all reports of a folder
  demarche brief blog.txt paper.html -o talks.html
  demarche brief reports/ --as-of 2022-02-12           nothing published later is used
  demarche brief reports/ --draws 0                    what the reports say, without a forecast
  demarche brief reports/ --game mine.yaml             with your own view of the crisis
  demarche brief reports/ --format md -o -             Markdown, on stdout
  demarche brief wire.jsonl.gz -o brief.json           all that the page holds, as JSON
  demarche brief reports/ --sources sources.yaml --corrections corrections.yaml

Read reports, weigh them, and write their brief: one file, every item cited. Prints the path of the brief.
"""


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("brief", help=HELP, short_help="Reports in, a cited brief out.")(brief)


def brief(  # noqa: PLR0917 - Typer makes options of the parameters
    paths: Paths,
    output: Output = None,
    form: Annotated[
        str | None, typer.Option("--format", metavar="html|md|json", help="By default, from OUT's name, else html.")
    ] = None,
    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", help="A title in place of the one written from the record.")
    ] = None,
    as_of: AsOf = None,
    sources: SourcesPath = None,
    corrections: CorrectionsPath = None,
    seed: Seed = 0,
    game: GameSpec = None,
    draws: Draws = 200,
    weeks: Weeks = 16,
    resume: Resume = None,
    solvers: Solvers = None,
    workers: Workers = 1,
    reader: ReaderName = "patterns",
    pipeline: PipelineName = "demarche",
    lexicon: LexiconFolder = None,
    limits: LimitValues = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
    debug: Debug = False,
) -> int:
    """Read reports, write their brief, print its path; return the exit code."""
    from demarche.pipeline import RENDERERS, Settings, brief_of, read_reports
    from demarche.weighing import load_corrections, load_sources

    console = Console(quiet=quiet, color=Console.may_color() and not no_color)
    tally = Tally(console)
    chosen = choose(form, "--format", FORMATS, _format_of(output))
    settings = Settings(
        reader=reader,
        pipeline=pipeline,
        lexicon=lexicon,
        workers=workers,
        as_of=parse_date(as_of, "--as-of"),
        limits=parse_limits(limits),
        debug=debug,
        tell=tally.spend,
        sources=load_sources(sources) if sources else None,
        corrections=load_corrections(corrections) if corrections else None,
        title=title,
        seed=seed,
        draws=draws,
        game=game,
        weeks=weeks,
        resume=resume,
        solvers=solvers,
    )
    if game is not None and not game.is_file():
        raise MissingInputError("no such file", where=str(game), field="--game", wanted="a spec (.yaml)")
    items = list(tally.over(console.progress(read_reports(paths, settings), "reports read")))
    if not tally.read:
        console.error("no report could be read, so there is nothing to brief")
        return tally.exit_code()
    if not draws:
        made = brief_of(items, settings, paths)
    else:
        with counting(console, "draws solved") as progress:
            made = brief_of(items, with_progress(settings, progress), paths)
    unsaid = str(made.forecast["unsaid"]) if made.forecast else ""
    if unsaid:
        console.warn(f"no forecast: {unsaid}")
    page = RENDERERS[chosen](made)
    _write(page, output or Path(f"brief.{chosen}"))
    return PARTLY if unsaid and game is not None else tally.exit_code()


def _format_of(output: Path | None) -> str:
    suffix = output.suffix.lstrip(".").lower() if output else ""
    return {"htm": "html", "markdown": "md"}.get(suffix, suffix if suffix in FORMATS else "html")


def _write(page: str, output: Path) -> None:
    if str(output) == "-":
        sys.stdout.buffer.write(page.encode())
        sys.stdout.buffer.flush()
        return
    with whole_file(output) as draft:
        draft.write_bytes(page.encode())
    typer.echo(str(output))
