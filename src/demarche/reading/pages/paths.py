"""The files that a user's paths name: files, folders walked in sorted order, `-` for standard input."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from demarche.errors import MissingInputError

STANDARD_INPUT = "-"


def check_paths(paths: Sequence[str | Path]) -> list[str | Path]:
    """
    Return the paths as given, once all of them are known to exist.

    Raises
    ------
    MissingInputError
        If one does not exist; raised before anything is read.
    """
    missing = [str(path) for path in paths if str(path) != STANDARD_INPUT and not _exists(path)]
    if missing:
        more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        raise MissingInputError(
            "no such file or folder" + more, where=missing[0], mend="check the spelling, and where you are"
        )
    return list(paths)


def _exists(path: str | Path) -> bool:
    try:
        return os.path.exists(path)
    except ValueError:  # a NUL in the name
        return False


def folder_files(folder: str | Path) -> Iterator[Path]:
    """
    Yield the files under a folder in sorted order; hidden ones and what is no regular file are passed by.

    A folder is entered once, by whatever names links give it, so that a loop of links ends.
    """
    seen: set[tuple[int, int]] = set()
    pending = [Path(folder)]
    while pending:
        here = pending.pop()
        if here.is_dir():
            if _is_new(here, seen):
                pending.extend(reversed(_children(here)))
        elif here.is_file():
            yield here


def _is_new(folder: Path, seen: set[tuple[int, int]]) -> bool:
    try:
        state = folder.stat()
    except OSError:
        return False
    key = (state.st_dev, state.st_ino)
    if key in seen:
        return False
    seen.add(key)
    return True


def _children(folder: Path) -> list[Path]:
    try:
        names = sorted(entry.name for entry in os.scandir(folder) if not entry.name.startswith("."))
    except OSError:
        return []
    return [folder / name for name in names]
