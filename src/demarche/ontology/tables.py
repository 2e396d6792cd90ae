"""
Reads the ontology's tables: tab-separated files with a header row, checked cell by cell.

The format is described in `data/README.md`. A fault is a `LexiconError` that names the file, the line and the field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from unicodedata import combining, normalize

from demarche.errors import LexiconError, did_you_mean

DATA = Path(__file__).parent / "data"
LIST_MARK = "|"
# What separates the pieces of a name: white space, hyphens, slashes and apostrophes of every kind. Apostrophes do,
# because some tokenisers cut "People's" in two and others do not.
_BREAKS = re.compile(r"[\s\-\u2010-\u2015/'’‘ʼ`]+")
_DROPPED = str.maketrans("", "", '.,"“”()')
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "ß": "ss", "æ": "ae"})


class Row:
    """One row of a table: its cells, the places of its columns, and where it stands."""

    __slots__ = ("_cells", "_places", "file", "line")

    def __init__(self, file: str, line: int, cells: list[str], places: dict[str, int]) -> None:
        self.file, self.line, self._cells, self._places = file, line, cells, places

    def fault(self, field: str, message: str, *, wanted: str = "", got: str = "", mend: str = "") -> LexiconError:
        """Return (not raise) the error for a cell of this row."""
        where = f"{self.file}, line {self.line}"
        return LexiconError(message, where=where, field=field, wanted=wanted, got=got, mend=mend)

    def text(self, field: str) -> str:
        """Return a cell that must not be empty."""
        value = self._cells[self._places[field]]
        if not value:
            raise self.fault(field, "the cell is empty", wanted="a value")
        return value

    def optional(self, field: str) -> str | None:
        """Return a cell, or None where it is empty."""
        return self._cells[self._places[field]] or None

    def many(self, field: str) -> tuple[str, ...]:
        """Return the values of a cell that holds a list, separated by `|`."""
        cell = self._cells[self._places[field]]
        return tuple(cell.split(LIST_MARK)) if cell else ()

    def number(self, field: str) -> float:
        """Return a cell as a number."""
        cell = self.text(field)
        try:
            return float(cell)
        except ValueError as exc:
            raise self.fault(field, "not a number", wanted="a decimal number", got=cell) from exc

    def year(self, field: str) -> int | None:
        """Return a cell as a year, or None where it is empty."""
        cell = self._cells[self._places[field]]
        if not cell:
            return None
        if not (cell.isdigit() and len(cell) == 4):
            raise self.fault(field, "not a year", wanted="four digits", got=cell)
        return int(cell)

    def flag(self, field: str) -> bool:
        """Return a cell that holds `yes`, or nothing for no."""
        cell = self._cells[self._places[field]]
        if cell not in ("yes", ""):
            raise self.fault(field, "not a flag", wanted="yes or nothing", got=cell)
        return cell == "yes"

    def choice(self, field: str, choices: frozenset[str] | set[str]) -> str:
        """Return a cell that must be one of `choices`."""
        cell = self.text(field)
        if cell not in choices:
            hint = did_you_mean(cell, choices)
            raise self.fault(field, "unknown value", wanted=" | ".join(sorted(choices)[:40]), got=cell, mend=hint)
        return cell


def read_table(name: str, columns: tuple[str, ...], *, folder: Path | None = None) -> Iterator[Row]:
    """
    Yield the rows of a table, header and comments left out.

    Parameters
    ----------
    name : str
        File name, for example ``countries.tsv``.
    columns : tuple of str
        The columns that the header must name, in this order.
    folder : Path, optional
        Where the file is; the package's own `data` folder by default. In a researcher's folder, cells at the end of
        a row may be left out, and the blanks around a cell do not count.

    Raises
    ------
    LexiconError
        If the file is missing, is no UTF-8, its header is another, or a row has too many or too few cells.
    """
    own = folder is not None and folder != DATA
    lines = _lines(name, (folder or DATA) / name)
    name = f"{folder.name}/{name}" if folder is not None and own else name
    places = {column: place for place, column in enumerate(columns)}
    width, header = len(columns), False
    for count, line in lines:
        cells = [cell.strip() for cell in line.split("\t")] if own else line.split("\t")
        if not header:
            if tuple(cells) != columns:
                where, wanted = f"{name}, line {count}", ", ".join(columns)
                raise LexiconError("wrong header", where=where, wanted=wanted, got=", ".join(cells))
            header = True
            continue
        cells += [""] * (width - len(cells)) if own else []
        if len(cells) != width:
            message = f"the row has {len(cells)} cells"
            wanted = f"{width}, parted by tabs: {', '.join(columns)}"
            raise LexiconError(message, where=f"{name}, line {count}", field=columns[-1], wanted=wanted)
        yield Row(name, count, cells, places)
    if not header:
        raise LexiconError("the table has no header", where=name, wanted=repr(columns))


def _lines(name: str, path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as exc:
        raise LexiconError("the table is missing", where=str(path)) from exc
    except UnicodeDecodeError as exc:
        raise LexiconError("the table is not UTF-8", where=str(path), mend="save it as UTF-8") from exc
    for count, line in enumerate(text.splitlines(), 1):
        if line and line[0] != "#" and not line.isspace():
            yield count, line


def once(rows: Iterator[Row], field: str, seen: Callable[[Row], str] | None = None) -> Iterator[Row]:
    """Pass the rows on, and raise LexiconError where a key stands twice."""
    keys: set[str] = set()
    for row in rows:
        key = seen(row) if seen else row.text(field)
        if key in keys:
            raise row.fault(field, "stands twice in the table", got=key)
        keys.add(key)
        yield row


@lru_cache(maxsize=65536)
def pieces(word: str) -> tuple[str, ...]:
    """
    Split a word or name into comparable pieces, at hyphens and apostrophes, without accents and full stops.

    Any tokeniser's cut gives the same pieces: ``Guinea-Bissau``, ``Guinea - Bissau`` and ``Guinea Bissau`` are equal.

    Examples
    --------
    >>> pieces("Côte d'Ivoire"), pieces("U.S."), pieces("Guinea-Bissau")
    (('Cote', 'd', 'Ivoire'), ('US',), ('Guinea', 'Bissau'))
    """
    if word.isascii():
        if word.isalpha():
            return (word,)
        parts = word.split()
        if "".join(parts).isalpha():
            return tuple(parts)
        plain = word
    else:
        plain = "".join(mark for mark in normalize("NFKD", word.translate(_LETTERS)) if not combining(mark))
    return tuple(part for part in _BREAKS.split(plain.translate(_DROPPED)) if part)
