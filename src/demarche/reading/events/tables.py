"""Reads the lexicon's tables: tab-separated, with a header row and comments; a fault names file, line and field."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from demarche.errors import LexiconError

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class LexiconRow:
    """One row of a table: its cells by column, and where it stands."""

    file: str
    line: int
    cells: dict[str, str]

    def fault(self, column: str, message: str, *, wanted: str = "", got: str = "", mend: str = "") -> LexiconError:
        """Return (not raise) the error for a cell of this row."""
        where = f"{self.file}, line {self.line}"
        return LexiconError(message, where=where, field=column, wanted=wanted, got=got, mend=mend)

    def list(self, column: str, separator: str) -> list[str]:
        """Return the parts of a cell, blanks trimmed."""
        return [part.strip() for part in self.cells[column].split(separator) if part.strip()]


def read_rows(path: Path, columns: tuple[str, ...]) -> list[LexiconRow]:
    """Return a table's rows; lines that begin with # are comments, and cells at the end of a line may be left out."""
    if not path.is_file():
        return []
    name = path.name if path.parent == DATA else f"{path.parent.name}/{path.name}"
    rows, header = [], False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not header:
            if tuple(cells) != columns:
                raise LexiconError("the header is wrong", where=f"{name}, line {number}", field="header",
                                   wanted=", ".join(columns), got=", ".join(cells))  # fmt: skip
            header = True
            continue
        if len(cells) > len(columns):
            raise LexiconError("there are too many cells", where=f"{name}, line {number}", field=columns[-1],
                               wanted=f"at most {len(columns)}", got=str(len(cells)))  # fmt: skip
        padded = [cell.strip() for cell in cells] + [""] * (len(columns) - len(cells))
        rows.append(LexiconRow(name, number, dict(zip(columns, padded, strict=True))))
    return rows
