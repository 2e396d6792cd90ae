"""`demarche lint`: briefs in, the breaches of the rules of ICD 203 and of citing out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from demarche.cli.console import Console
from demarche.cli.options import Debug, NoColor, Quiet, choose
from demarche.errors import InputError, MissingInputError

if TYPE_CHECKING:
    from demarche.briefing import Breach

DONE, BREACHED = 0, 1
FORMATS = ("text", "json")
HELP = """
Examples:

\b
  demarche lint brief.html                   a line for each breach; nothing where the brief is clean
  demarche lint brief.json memo.md           several, of any form
  demarche lint brief.html --format json     for machines

Check a brief, ours or anybody's, against ICD 203: word and number agree, key judgements are whole, confidence and
likelihood never share a sentence, nothing is 0 or 100 %; quotations are exact and citations lead somewhere. What a
brief quotes is not checked for its words. Exit code 0: clean; 1: breaches; 2: wrong usage.
"""


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("lint", help=HELP, short_help="Check a brief against ICD 203 and its quotations.")(lint)


def lint(
    briefs: Annotated[
        list[str],
        typer.Argument(metavar="BRIEF", help="Briefs: JSON, HTML or Markdown, by name; `-` is standard input."),
    ],
    form: Annotated[
        str | None, typer.Option("--format", metavar="text|json", help="How breaches are told; by default text.")
    ] = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
    debug: Debug = False,
) -> int:
    """Print the breaches of briefs; return the exit code."""
    from demarche.briefing import breaches_json, form_of, lint_brief

    console = Console(quiet=quiet, color=Console.may_color() and not no_color)
    chosen = choose(form, "--format", FORMATS, "text")
    texts = {path: _read(path) for path in briefs}
    found = {path: lint_brief(text, form_of(text, path), path) for path, text in texts.items()}
    typer.echo(breaches_json(found) if chosen == "json" else _lines(found), nl=False)
    for path, breaches in found.items():
        console.note(_summary(path, len(breaches)))
    return BREACHED if any(found.values()) else DONE


def _lines(found: dict[str, tuple[Breach, ...]]) -> str:
    return "".join(f"{path}: {one}\n" for path, breaches in found.items() for one in breaches)


def _summary(path: str, number: int) -> str:
    return f"{path}: {'clean' if not number else f'{number} breach' if number == 1 else f'{number} breaches'}"


def _read(path: str) -> str:
    """Return a file's text; a path that cannot be read is wrong usage, bytes that are no text are no brief."""
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except FileNotFoundError as exc:
        raise MissingInputError("no such file", where=path, mend="give the path of a brief") from exc
    except OSError as exc:
        raise InputError(f"{path} cannot be read: {exc.strerror or exc}", wanted="the path of a brief") from exc
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise InputError("no brief", where=path, wanted="text in UTF-8", got=f"byte {data[exc.start]:#04x}") from exc
