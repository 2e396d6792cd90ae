"""Options that several commands share, and what makes their values good."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from demarche.errors import InputError

if TYPE_CHECKING:
    from demarche.reading import Limits

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH",
        help="Files, folders (walked in sorted order) or `-` for standard input: text, Markdown, HTML, PDF, "
        "e-mail, RSS/Atom, JSON Lines, WARC; gzip of any.",
    ),
]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="OUT", help="The file to write; `-` is stdout.")]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="Shut out every report published later (ISO date, e.g. 2022-02-12)."),
]
Seed = Annotated[
    int, typer.Option("--seed", metavar="N", help="Seed of everything random; the same gives the same bytes.")
]
Workers = Annotated[int, typer.Option("--workers", metavar="N", min=1, help="Processes that read at once.")]
ReaderName = Annotated[
    str,
    typer.Option(
        "--reader",
        metavar="NAME",
        help="Which reader: `patterns`, or `model`, a language model behind an endpoint that DEMARCHE_MODEL_URL and "
        "DEMARCHE_MODEL_NAME name; the report's text is sent there.",
    ),
]
PipelineName = Annotated[
    str,
    typer.Option("--pipeline", metavar="NAME", help="The parser: `demarche`, or any installed spaCy pipeline."),
]
LexiconFolder = Annotated[
    Path | None,
    typer.Option("--lexicon", metavar="DIR", help="A folder of tables of your own, laid over the package's."),
]
LimitValues = Annotated[
    list[str] | None,
    typer.Option(
        "--limit",
        metavar="NAME=VALUE",
        help="Raise or lower a limit on inputs, e.g. pdf_pages=900; again for more. A refusal names the limit it met: "
        "file_bytes, report_bytes, report_characters, line_characters, report_seconds, unpacked_ratio, pdf_pages, "
        "html_depth, feed_entries, mail_parts, warc_records.",
    ),
]
SourcesPath = Annotated[
    Path | None,
    typer.Option("--sources", metavar="FILE", help="Your grades of sources (YAML), over the defaults by kind."),
]
CorrectionsPath = Annotated[
    Path | None,
    typer.Option("--corrections", metavar="FILE", help="Your corrections (YAML), laid over what was read and weighed."),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no notes on stderr.")]
NoColor = Annotated[bool, typer.Option("--no-color", help="No colour (NO_COLOR in the environment does the same).")]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]


_FRACTIONS = ("report_seconds", "unpacked_ratio")


def parse_date(value: str | None, option: str) -> dt.date | None:
    """Return the ISO date of an option, or None where it was not given."""
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError as exc:
        raise InputError("not a date", field=option, wanted="an ISO date such as 2022-02-12", got=value) from exc


def choose(value: str | None, option: str, allowed: tuple[str, ...], default: str) -> str:
    """Return the value of an option that is one of a few words."""
    if value is None:
        return default
    if value not in allowed:
        raise InputError("no such choice", field=option, wanted=" or ".join(allowed), got=value)
    return value


def parse_limits(values: list[str] | None) -> Limits:
    """Return the limits on inputs, with what the user changed."""
    from demarche.reading import Limits

    names = [field.name for field in fields(Limits)]
    changed: dict[str, float] = {}
    for value in values or ():
        name, _, number = value.partition("=")
        if name not in names:
            raise InputError("there is no such limit", field="--limit", wanted=", ".join(names), got=name)
        if not number.replace(".", "", 1).isdigit() or float(number) <= 0:
            raise InputError("a limit is a number above 0", field="--limit", wanted=f"{name}=N", got=value)
        changed[name] = float(number) if "." in number or name in _FRACTIONS else int(number)
    return replace(Limits(), **changed)  # type: ignore[arg-type]


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a path beside `path` to write to, and put it in place only when all went well: earlier work stays whole."""
    if path.parent != Path() and not path.parent.is_dir():
        raise InputError("the folder does not exist", where=str(path), field="--output", mend="make it first")
    if path.is_dir():
        raise InputError("that is a folder", where=str(path), field="--output", wanted="a file's name")
    draft = path.with_name(f".{path.stem}.{os.getpid()}.part{path.suffix}")
    try:
        yield draft
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
