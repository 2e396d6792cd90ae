"""What `demarche read --explain` prints: the explanation of each report, in colour on a terminal, plain elsewhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from demarche.cli.console import Console
from demarche.cli.options import whole_file
from demarche.cli.tally import DONE, FAILED, PARTLY
from demarche.errors import InputError
from demarche.record import Refused

if TYPE_CHECKING:
    from demarche.reading import Explanation

_STYLES = {"head": "bold", "title": "cyan", "word": "bold", "good": "green", "bad": "red", "dim": "dim"}


def print_explanations(
    found: Iterable[Explanation | Refused],
    console: Console,
    *,
    output: Path | None,
    sentences: Sequence[int],
    about: str,
    color: bool,
) -> int:
    """Print explanations of the sentences that are asked for; return the exit code."""
    if output is None or str(output) == "-":
        terminal = color and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        return _write(found, console, sys.stdout, sentences, about, styled=terminal)
    with whole_file(output) as draft, draft.open("w", encoding="utf-8") as stream:
        return _write(found, console, stream, sentences, about, styled=False)


def _write(
    found: Iterable[Explanation | Refused],
    console: Console,
    stream: TextIO,
    sentences: Sequence[int],
    about: str,
    *,
    styled: bool,
) -> int:
    told = refused = longest = 0
    for one in found:
        if isinstance(one, Refused):
            refused += 1
            console.refuse(one)
            continue
        told, longest = told + 1, max(longest, len(one))
        _print(one, stream, sentences, about, styled=styled)
    missing = [number for number in sentences if number > longest]
    if told and missing:
        raise InputError("there is no such sentence", field="--sentence", wanted=f"1 to {longest}", got=str(missing[0]))
    return FAILED if not told else PARTLY if refused else DONE


def _print(one: Explanation, stream: TextIO, sentences: Sequence[int], about: str, *, styled: bool) -> None:
    if not styled:
        stream.write(one.text(sentences, about) + "\n")
        return
    from rich.console import Console as Terminal
    from rich.text import Text

    terminal = Terminal(file=stream, highlight=False, soft_wrap=True)
    for line in one.lines(sentences, about):
        terminal.print(Text.assemble(*((piece.text, _STYLES.get(piece.style, "")) for piece in line)))
    terminal.print()
