"""Options that the game's commands share, and what makes their values good."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from demarche.cli.console import Console
from demarche.cli.options import whole_file
from demarche.errors import InputError, MissingInputError, did_you_mean

if TYPE_CHECKING:
    from demarche.game import Game, Spec, Tree

Progress = Callable[[int, int], None]
LARGEST_BYTES = 256_000_000
"""Of what standard input may hold: about the largest `.efg` that can be solved."""

GameFile = Annotated[
    str,
    typer.Argument(
        metavar="FILE",
        help="A spec (YAML), the name of a template, a Gambit .efg or .nfg, or `-` for one of these on standard input.",
    ),
]
SpecFile = Annotated[
    str,
    typer.Argument(metavar="FILE", help="A spec (YAML), the name of a template, or `-` for standard input."),
]
Rationality = Annotated[
    float | None,
    typer.Option(
        "--rationality", metavar="L", help="λ > 0 of every player, in place of the file's own (a tree has none: 1)."
    ),
]
Changes = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help="Set a parameter of the spec; again for more."),
]
GridSize = Annotated[
    int | None,
    typer.Option("--grid", metavar="N", min=1, help="Intervals along each edge of a belief simplex (by default 8)."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def read_source(file: str) -> str | Path:
    """Return what FILE stands for: standard input's text, a path, or the name of a template."""
    if file == "-":
        return _standard_input()
    path = Path(file)
    if path.is_dir():
        raise InputError("this is a folder", where=file, wanted="a spec (.yaml) or a tree (.efg)")
    if path.exists():
        return path
    from demarche.game import template_names

    if file in template_names():
        return file
    mend = did_you_mean(file, template_names()) or "give a file, or a template: " + ", ".join(template_names())
    raise MissingInputError("no such file", where=file, wanted="a spec (.yaml) or a tree (.efg)", mend=mend)


def _standard_input() -> str:
    raw = sys.stdin.buffer.read(LARGEST_BYTES + 1)
    if len(raw) > LARGEST_BYTES:
        raise InputError("too much for one game", where="standard input", wanted=f"at most {LARGEST_BYTES:,} bytes")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise InputError("this is no text", where="standard input", wanted="UTF-8", got=f"byte {exc.start}") from exc
    if not text.strip():
        raise InputError("there is nothing to read", where="standard input", wanted="a spec or an .efg")
    return text if text.endswith("\n") else text + "\n"  # with a line break it is a text, never a path


def check_rationality(value: float | None) -> float | None:
    """Return λ if it is usable."""
    if value is not None and not 0 < value < float("inf"):
        raise InputError("λ is not usable", field="--rationality", wanted="a number above 0", got=f"{value:g}")
    return value


def load_source(
    file: str, changes: list[str] | None, rationality: float | None, console: Console
) -> tuple[Spec | None, Game | Tree]:
    """Return a file's spec (None for a tree) and its game."""
    from demarche.game import compile_spec, gambit_form, load_spec, open_game

    check_rationality(rationality)
    source = read_source(file)
    if gambit_form(source):
        if changes:
            raise InputError("a tree has no parameters", field="--set", wanted="a spec", got=", ".join(changes))
        return None, open_game(source)
    spec = load_spec(source)
    values = parse_changes(spec, changes)
    for name, value in values.items():
        one = spec.parameters[name]
        if one.low is not None and one.high is not None and not one.low <= value <= one.high:
            console.warn(
                f"{name} is set to {value:g}, outside the range that the spec gives: {one.low:g} to {one.high:g}"
            )
    return spec, compile_spec(spec, values, rationality=rationality)


def load_spec_game(
    file: str, changes: list[str] | None, rationality: float | None, console: Console
) -> tuple[Spec, Game]:
    """Return the spec and the game of a file that must be a spec."""
    spec, game = load_source(file, changes, rationality, console)
    if spec is None or not hasattr(game, "calendar"):
        raise InputError("this is a tree", field="--FILE", wanted="a spec (.yaml) or the name of a template", got=file)
    return spec, game  # type: ignore[return-value]  # a calendar is a Game's alone


def parse_changes(spec: Spec, changes: list[str] | None) -> dict[str, float]:
    """Return the parameters that `--set` gives, as numbers; dates as days after the calendar's start."""
    found: dict[str, float] = {}
    for name, text in split_changes(changes):
        if name not in spec.parameters:
            mend = did_you_mean(name, spec.parameters) or _listed(spec.parameters)
            raise InputError("the spec has no such parameter", field="--set", got=name, mend=mend)
        found[name] = _value(spec, name, text)
    return found


def split_changes(changes: list[str] | None) -> Iterator[tuple[str, str]]:
    """Yield names and values of `--set NAME=VALUE`, refusing other forms and names given twice."""
    seen = set()
    for change in changes or ():
        name, sign, text = (part.strip() for part in change.partition("="))
        if not (name and sign and text):
            raise InputError("a change has a name and a value", field="--set", wanted="NAME=VALUE", got=change)
        if name in seen:
            raise InputError("a parameter is set twice", field="--set", wanted="one value", got=name)
        seen.add(name)
        yield name, text


def parse_number(name: str, text: str) -> float:
    """Return the number that a parameter is set to."""
    try:
        return float(text)
    except ValueError as exc:
        raise InputError("no number", field="--set", wanted=f"{name}=NUMBER", got=f"{name}={text}") from exc


def _value(spec: Spec, name: str, text: str) -> float:
    if spec.parameters[name].unit != "date":
        return parse_number(name, text)
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return parse_number(name, text)
    if spec.start is None:
        raise InputError(
            "the spec's calendar has no start to count days from",
            field="--set",
            wanted=f"{name}=DAYS",
            got=f"{name}={text}",
            mend="or give the spec a calendar.start",
        )
    return float((day - spec.start).days)


def _listed(names: Iterable[str]) -> str:
    known = list(names)
    most = 12
    return "it has " + ", ".join(known[:most]) + (f" and {len(known) - most} more" if len(known) > most else "")


def write_text(text: str, output: Path | None, console: Console) -> None:
    """Write a result to a file, or to stdout."""
    if output is None or str(output) == "-":
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
        sys.stdout.flush()
        return
    with whole_file(output) as draft:
        draft.write_text(text if text.endswith("\n") else text + "\n", encoding="utf-8")
    console.note(f"written: {output}")


@contextmanager
def counting(console: Console, what: str) -> Iterator[Progress | None]:
    """Give a callback that shows how much of all is done; None where nobody looks on."""
    if console.quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console as Terminal
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    text = TextColumn("{task.description}")
    terminal = Terminal(stderr=True, no_color=not console.color)
    columns = (SpinnerColumn(), text, TimeElapsedColumn(), TimeRemainingColumn())
    with Bar(*columns, console=terminal, transient=True) as bar:
        task = bar.add_task("getting ready (compiles once: half a minute)", total=None)

        def show(done: int, total: int) -> None:
            bar.update(task, description=f"{what} {done}/{total}", completed=done, total=total)

        yield show
