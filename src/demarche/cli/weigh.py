"""`demarche weigh`: reports or readings in, one record out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from demarche.cli.console import Console
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
    SourcesPath,
    Workers,
    choose,
    parse_date,
    parse_limits,
    whole_file,
)
from demarche.cli.tally import DONE, FAILED, PARTLY, Tally
from demarche.errors import InputError
from demarche.record import Record, Refused, write_record

FORMATS = ("json", "csv", "parquet")
HELP = """
Examples:

\b
  demarche weigh reports/ -o record.json                 read reports, and weigh what they say
  demarche weigh readings.jsonl -o record.json           weigh what `demarche read` wrote
  demarche weigh reports/ --sources sources.yaml --corrections corrections.yaml -o record.json
  demarche weigh readings.jsonl -o findings.csv          a row a finding, and findings.mentions.csv, …

Weigh many reports into one record: which mentions are of one event, who agrees, where they conflict, what is copied
from whom, and how far each source and claim is to be believed.
"""


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("weigh", help=HELP, short_help="Reports or readings in, one record out.")(weigh)


def weigh(  # noqa: PLR0917 - Typer makes options of the parameters
    paths: Paths,
    output: Output = None,
    form: Annotated[
        str | None, typer.Option("--format", metavar="json|csv|parquet", help="By default, from OUT's name, else json.")
    ] = None,
    sources: SourcesPath = None,
    corrections: CorrectionsPath = None,
    as_of: AsOf = None,
    workers: Workers = 1,
    reader: ReaderName = "patterns",
    pipeline: PipelineName = "demarche",
    lexicon: LexiconFolder = None,
    limits: LimitValues = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
    debug: Debug = False,
) -> int:
    """Weigh reports or readings, and write the record; return the exit code."""
    from demarche.pipeline import Settings, read_or_load, weigh_reports
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
        progress=(lambda stage: console.note(f"weighing: {stage}")) if sys.stderr.isatty() else None,
    )
    items = list(tally.over(console.progress(read_or_load(paths, settings), "reports read")))
    record = weigh_reports(items, settings)
    known = {item for item in items if isinstance(item, Refused)}
    for item in record.refused:
        if item not in known:
            console.refuse(item)
    if not record.reports:
        console.error("no report could be read, so there is nothing to weigh")
        return FAILED
    _write(record, chosen, output)
    for one in record.corrections:
        if not one.applied:
            console.warn(f"correction: {one.outcome}")
    return PARTLY if record.refused else DONE


def _format_of(output: Path | None) -> str:
    suffix = output.suffix.lstrip(".").lower() if output else ""
    return suffix if suffix in FORMATS else "json"


def _write(record: Record, form: str, output: Path | None) -> None:
    if output is None or str(output) == "-":
        if form != "json":
            raise InputError("tables need a file", field="--output", mend=f"name one with -o findings.{form}")
        sys.stdout.buffer.write(record.to_json().encode() + b"\n")
        sys.stdout.flush()
        return
    with whole_file(output) as draft:
        written = write_record(record, draft, form)
        for kind, path in written.items():
            if path != draft:
                path.replace(output.with_name(f"{output.stem}.{kind}{output.suffix}"))
