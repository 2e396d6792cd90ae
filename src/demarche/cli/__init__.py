"""The command line: one file a command. `main` is the only place where every exception ends."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Sequence

from demarche.cli.app import app
from demarche.cli.console import Console
from demarche.errors import DemarcheError, InputError, MissingInputError

DONE, FAILED, USAGE = 0, 1, 2
_SHARED = {"--quiet", "-q", "--no-color", "--debug"}


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Run the command line and return its exit code (also the entry point of the `demarche` script).

    Returns
    -------
    int
        0 done · 1 failed, nothing usable was made · 2 wrong usage · 3 done, but some inputs were refused.
    """
    given = _command_first(list(sys.argv[1:] if arguments is None else arguments))
    console = Console(color=Console.may_color() and "--no-color" not in given)
    try:
        return int(app(given, standalone_mode=False, prog_name="demarche") or DONE)
    except Exception as exc:
        if "--debug" in given and not _is_usage(exc):
            raise
        return _report(exc, console)


def _command_first(arguments: list[str]) -> list[str]:
    """Move options that every command has behind the command, so that `demarche --quiet read x` works too."""
    leading = list(itertools.takewhile(lambda one: one in _SHARED, arguments))
    rest = arguments[len(leading) :]
    return rest[:1] + leading + rest[1:]


def _is_usage(exc: Exception) -> bool:
    return hasattr(exc, "format_message")  # click's own errors, whoever vendors it


def _report(exc: Exception, console: Console) -> int:
    code, message = _verdict(exc)
    console.error(message)
    return code


def _verdict(exc: Exception) -> tuple[int, str]:
    """Return the exit code and the one message of an exception."""
    if _is_usage(exc):
        context = getattr(exc, "ctx", None)
        where = f" (see `{context.command_path} --help`)" if context is not None else ""
        return USAGE, f"{exc.format_message()}{where}"  # type: ignore[attr-defined]
    if isinstance(exc, InputError):
        # Without a file in it, an input error is about an argument.
        is_usage = isinstance(exc, MissingInputError) or exc.field.startswith("--") or not exc.where
        return USAGE if is_usage else FAILED, str(exc)
    if isinstance(exc, DemarcheError):
        return FAILED, str(exc)
    if isinstance(exc, OSError):
        return FAILED, f"{exc.filename or 'input or output'}: {exc.strerror or exc}"
    return FAILED, f"this should not have happened: {type(exc).__name__}: {exc} (run again with --debug and report it)"
