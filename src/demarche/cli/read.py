"""`demarche read`: reports in, what they say out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from demarche.cli.console import Console
from demarche.cli.options import (
    AsOf,
    Debug,
    LexiconFolder,
    LimitValues,
    NoColor,
    Output,
    Paths,
    PipelineName,
    Quiet,
    ReaderName,
    Workers,
    choose,
    parse_date,
    parse_limits,
    whole_file,
)
from demarche.cli.tally import Tally
from demarche.errors import InputError
from demarche.record import Reading, Refused, table_paths, write_csv, write_events_csv, write_lines, write_parquet

FORMATS = ("jsonl", "csv", "parquet")
HELP = """
Examples:

\b
  demarche read report.txt                              one line of JSON a report, on stdout
  demarche read reports/ -o readings.jsonl --workers 2
  demarche read wire.jsonl.gz -o events.csv             and events.statements.csv, …
  demarche read - < page.html                           a page from standard input
  demarche read report.txt --reader model               by a language model: DEMARCHE_MODEL_URL, …_NAME, …_KEY
  echo 'Iran rejected the offer.' | demarche read - --explain     what was tried on each word, and why
  demarche read report.txt --explain --sentence 3 --sentence 4

Read reports: every event, statement and projection in them, each with the span of text behind it.
"""


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("read", help=HELP, short_help="Reports in, what they say out.")(read)


def read(  # noqa: PLR0917 - Typer makes options of the parameters
    paths: Paths,
    output: Output = None,
    form: Annotated[
        str | None,
        typer.Option("--format", metavar="jsonl|csv|parquet", help="By default, from OUT's name, else jsonl."),
    ] = None,
    workers: Workers = 1,
    reader: ReaderName = "patterns",
    pipeline: PipelineName = "demarche",
    lexicon: LexiconFolder = None,
    as_of: AsOf = None,
    limits: LimitValues = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Print, for each sentence, what was tried on it and what came of it.")
    ] = False,
    sentence: Annotated[
        list[int] | None,
        typer.Option("--sentence", metavar="N", min=1, help="Explain this sentence alone; again for more."),
    ] = None,
    about: Annotated[
        str | None, typer.Option("--about", metavar="WORDS", help="Explain the sentences that hold these words.")
    ] = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
    debug: Debug = False,
) -> int:
    """Read reports, and write what they say; return the exit code."""
    from demarche.cli.explaining import print_explanations
    from demarche.pipeline import Settings, explain_reports, read_reports

    console = Console(quiet=quiet, color=Console.may_color() and not no_color)
    tally = Tally(console)
    settings = Settings(
        reader=reader,
        pipeline=pipeline,
        lexicon=lexicon,
        workers=workers,
        as_of=parse_date(as_of, "--as-of"),
        limits=parse_limits(limits),
        debug=debug,
        tell=tally.spend,
    )
    chosen = choose(form, "--format", FORMATS, _format_of(output))
    if explain:
        if form is not None:
            raise InputError("an explanation is plain text", field="--format", mend="leave --format or --explain out")
        found = console.progress(explain_reports(paths, settings), "reports explained")
        return print_explanations(
            found, console, output=output, sentences=sentence or (), about=about or "", color=not no_color
        )
    if sentence or about is not None:
        option = "--sentence" if sentence else "--about"
        raise InputError("this goes with --explain", field=option, mend="add --explain")
    _write(tally.over(console.progress(read_reports(paths, settings), "reports read")), chosen, output)
    return tally.exit_code()


def _format_of(output: Path | None) -> str:
    suffix = output.suffix.lstrip(".") if output else ""
    return suffix if suffix in FORMATS else "jsonl"


def _write(items: Iterator[Reading | Refused], form: str, output: Path | None) -> None:
    if output is None or str(output) == "-":
        _write_to_stdout(items, form)
        return
    with whole_file(output) as draft:
        if form == "jsonl":
            with draft.open("wb") as stream:
                write_lines(items, stream)
        else:
            _write_tables(items, form, draft, output)


def _write_to_stdout(items: Iterator[Reading | Refused], form: str) -> None:
    if form == "parquet":
        raise InputError("Parquet needs a file", field="--output", mend="name one with -o events.parquet")
    if form == "csv":
        write_events_csv(items, sys.stdout)
    else:
        write_lines(items, sys.stdout.buffer)
    sys.stdout.flush()


def _write_tables(items: Iterator[Reading | Refused], form: str, draft: Path, output: Path) -> None:
    written = write_csv(items, draft) if form == "csv" else write_parquet(items, draft)
    for one, final in list(zip(written, table_paths(output).values(), strict=True))[1:]:
        one.replace(final)
