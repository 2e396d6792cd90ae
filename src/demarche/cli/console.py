"""What goes to stderr: errors, warnings, refusals and progress. stdout carries the result alone."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from demarche.record import Refused

Item = TypeVar("Item")


@dataclass
class Console:
    """
    The voice on stderr.

    Parameters
    ----------
    quiet : bool
        Say errors and refusals alone: no progress, no notes.
    color : bool
        Whether colour may be used.
    """

    quiet: bool = False
    color: bool = True

    @staticmethod
    def may_color() -> bool:
        """Whether stderr is a terminal and the environment allows colour."""
        return sys.stderr.isatty() and not os.environ.get("NO_COLOR")

    def error(self, message: str) -> None:
        """Say an error."""
        self._say("error", "31;1", message)

    def warn(self, message: str) -> None:
        """Say a warning, unless quiet."""
        if not self.quiet:
            self._say("warning", "33", message)

    def note(self, message: str) -> None:
        """Say where something was written or the like, unless quiet."""
        if not self.quiet:
            print(message, file=sys.stderr)  # noqa: T201 - stderr is this class's task

    def refuse(self, item: Refused) -> None:
        """Name a refused input, even when quiet."""
        detail = f": {item.detail}" if item.detail else ""
        self._say("refused", "33", f"{item.path}: {item.reason}{detail} [{item.stage}]")

    def progress(self, items: Iterable[Item], what: str) -> Iterator[Item]:
        """Yield the items, with a count on a terminal."""
        if self.quiet or not sys.stderr.isatty():
            yield from items
            return
        from rich.console import Console as Terminal
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = (SpinnerColumn(), TextColumn("{task.description} {task.completed}"), TimeElapsedColumn())
        terminal = Terminal(stderr=True, no_color=not self.color)
        with Progress(*columns, console=terminal, transient=True) as shown:
            task = shown.add_task(what, total=None)
            for item in items:
                shown.advance(task)
                yield item

    def _say(self, label: str, style: str, message: str) -> None:
        shown = f"\033[{style}m{label}\033[0m" if self.color else label
        print(f"{shown}: {message}", file=sys.stderr, flush=True)  # noqa: T201 - stderr is this class's task
