"""
The results file of an ensemble: one line a draw, in order, only ever appended to.

A run that was killed leaves a file that is good up to its last whole line, and the next run goes on from there. The
first line says of what the results are; a file of another game, seed or grid is refused.
"""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import msgspec

from demarche.errors import InputError

VERSION = 2


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """Of what the results are: the digest covers game, parameters, seed, grid and tolerance, but not how many draws."""

    ensemble: int
    digest: str
    outcomes: tuple[str, ...]
    periods: int


class DrawResult(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    What one draw came to.

    `by_period[t]` are the probabilities that the game has ended so by the end of period t, the last that it is live.
    A draw whose parameters make no game says why in `refused`, and has no probabilities. `answer` is what it says to a
    question, all numbers in a row (null where one does not exist).
    """

    draw: int
    converged: bool = False
    iterations: int = 0
    residual: float = 0.0
    regret: float = 0.0
    branches: int = 0
    by_period: tuple[tuple[float, ...], ...] = ()
    answer: tuple[float | None, ...] = ()
    refused: str = ""


class ResultsFile:
    """
    The file, open for appending.

    Parameters
    ----------
    path : Path
    header : Header
        Written to a new file, compared with that of an old one.

    Raises
    ------
    InputError
        If the file is of another ensemble, or damaged before its last line.
    """

    def __init__(self, path: Path, header: Header) -> None:
        self.path, self.header = path, header
        self.results: list[DrawResult] = []
        good = self._read() if path.exists() else 0
        self._file: IO[bytes] = path.open("r+b" if path.exists() else "w+b")
        self._file.truncate(good)
        self._file.seek(good)
        if good == 0:
            self._write(header)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def append(self, result: DrawResult) -> None:
        """Write one draw's line through to the disk."""
        self._write(result)

    def _write(self, item: Header | DrawResult) -> None:
        self._file.write(msgspec.json.encode(item) + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())

    def _read(self) -> int:
        """Read what is there; return how many bytes are whole lines."""
        good = 0
        for number, line in enumerate(self.path.read_bytes().splitlines(keepends=True), start=1):
            if not line.endswith(b"\n"):
                break
            try:
                if number == 1:
                    self._compare(msgspec.json.decode(line, type=Header))
                else:
                    self.results.append(msgspec.json.decode(line, type=DrawResult))
            except msgspec.DecodeError as error:
                raise self._refused("a line that is no result", number, str(error)) from error
            if number > 1 and self.results[-1].draw != number - 2:
                raise self._refused("draws out of order", number, f"draw {self.results[-1].draw}")
            good += len(line)
        return good

    def _compare(self, found: Header) -> None:
        """Refuse a file of another ensemble."""
        if found != self.header:
            raise InputError(
                "these results are of another game, seed, grid or tolerance",
                where=str(self.path),
                field="digest",
                wanted=self.header.digest[:12],
                got=found.digest[:12],
                mend="name another file, or go on with the spec, seed and grid of this one",
            )

    def _refused(self, what: str, line: int, got: str) -> InputError:
        return InputError(f"{what} in a results file", where=f"{self.path}, line {line}", got=got)
