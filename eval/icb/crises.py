"""
The two files of [ICB14] as crises: one row a crisis, and the actor whose crisis began first beside it.

Blank cells and -99 are missing, but for the power discrepancy, which may be negative. A row without a level of violence
is left out and counted: one of the 487 is blank.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from demarche.errors import InputError

SYSTEM, ACTORS = "icb1v14.csv", "icb2v14.csv"
VIOLENCE = ("none", "minor clashes", "serious clashes", "full-scale war")
"""Of a crisis at its worst; `viol` codes them 1 to 4."""
WORDS = {"icb1", "icb2", "crisname", "actor"}
"""Columns that are no codes."""
SIGNED = {"powdis", "powdissy"}
MISSING = -99
NO_STATE = 990
"""Codes from here on are no single state: several, a group, an international body."""
Row = Mapping[str, int | None]


@dataclass(frozen=True)
class Crisis:
    """
    One crisis.

    Parameters
    ----------
    number : int
    name : str
    violence : int
        Index in `VIOLENCE`.
    crisis : mapping of column to code
        Of icb1; None where missing.
    first : mapping of column to code
        Of icb2, for the crisis actor whose trigger came first; empty where there is none.
    dyad : pair of int, optional
        Country codes of that actor and of who threatens it, the lower first; None where one is no state.
    """

    number: int
    name: str
    violence: int
    crisis: Row
    first: Row
    dyad: tuple[int, int] | None

    @property
    def days(self) -> int | None:
        """From the first trigger to the end."""
        return self.crisis["brexit"]


def is_there(folder: Path) -> bool:
    """Whether both files lie in the folder."""
    return (folder / SYSTEM).is_file() and (folder / ACTORS).is_file()


def read_crises(folder: Path) -> tuple[list[Crisis], int]:
    """
    Return the crises with a level of violence, by number, and how many rows have none.

    Raises
    ------
    InputError
        If a file is absent, lacks a column, or holds what is no number or no known level of violence.
    """
    first: dict[int, Row] = {}
    for _, row in _rows(folder / ACTORS, {"crisno", "cracid", "southv", "yrtrig", "motrig", "datrig"}):
        number = row["crisno"]
        if number is not None and (number not in first or _began(row) < _began(first[number])):
            first[number] = row
    rows = list(_rows(folder / SYSTEM, {"crisno", "viol", "break", "brexit", "protrac", "pcid", "iwcmb"}))
    crises = [
        _crisis(folder / SYSTEM, row, first.get(row["crisno"] or 0, {}), name)
        for name, row in rows
        if row["viol"] is not None
    ]
    return sorted(crises, key=lambda one: one.number), len(rows) - len(crises)


def _crisis(path: Path, row: Row, first: Row, name: str) -> Crisis:
    number, level = row["crisno"], row["viol"]
    if number is None or level is None or not 1 <= level <= len(VIOLENCE):
        raise InputError(
            "unknown level of violence",
            where=f"{path.name}, crisis {number}",
            field="viol",
            wanted="1 to 4",
            got=str(level),
        )
    return Crisis(number, name, level - 1, row, first, _dyad(first))


def _dyad(first: Row) -> tuple[int, int] | None:
    one, other = first.get("cracid"), first.get("southv")
    if one is None or other is None or one == other or max(one, other) >= NO_STATE:
        return None
    return min(one, other), max(one, other)


def _began(row: Row) -> tuple[int, int, int]:
    """Return when an actor's crisis began; unknown parts count as late, days past 31 are codes for parts of a month."""
    day = row["datrig"]
    return row["yrtrig"] or 9999, row["motrig"] or 13, day if day is not None and day <= 31 else 32


def _rows(path: Path, needed: set[str]) -> Iterator[tuple[str, Row]]:
    """Yield the name of each row's crisis, and the cells that are numbers."""
    if not path.is_file():
        raise InputError("the file is absent", where=str(path), wanted="International Crisis Behavior data, version 14")
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        lacking = sorted(needed - set(reader.fieldnames or ()))
        if lacking:
            raise InputError("columns are absent", where=path.name, wanted=", ".join(lacking))
        for line in reader:
            codes = {name: _code(path, reader.line_num, name, line[name]) for name in line.keys() - WORDS}
            yield line.get("crisname") or line["crisno"], codes


def _code(path: Path, line: int, name: str, cell: str | None) -> int | None:
    text = (cell or "").strip()
    if not text:
        return None
    try:
        value = int(text)
    except ValueError as error:
        raise InputError(
            "no code", where=f"{path.name}, line {line}", field=name, wanted="a whole number", got=text
        ) from error
    return None if value == MISSING and name not in SIGNED else value
