"""
Reads this room's tables: tab-separated files under `data/` with a header row; `data/README.md` has their format.

A fault is a `LexiconError` that names the file, the line and the field.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from demarche.errors import LexiconError

DATA = Path(__file__).parent / "data"
_KINDS = [
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
KINDS: dict[str, int] = {name: number for number, name in enumerate(_KINDS)}


def all_kinds(types: Iterable[str]) -> dict[str, int]:
    """Return the number of each type that occurs: PLOVER's, then those of a researcher's own in order of name."""
    return {**KINDS, **{name: len(KINDS) + k for k, name in enumerate(sorted({*types} - KINDS.keys()))}}


def rows(name: str, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """
    Yield the rows of a table as mappings; `line` holds where each stands.

    Raises
    ------
    LexiconError
        If the header is another, or a row has too many or too few cells.
    """
    header: tuple[str, ...] | None = None
    for count, text in enumerate((DATA / name).read_text(encoding="utf-8").splitlines(), 1):
        if not text.strip() or text.startswith("#"):
            continue
        cells = text.split("\t")
        where = f"{name}, line {count}"
        if header is None:
            header = tuple(cells)
            if header != columns:
                raise LexiconError("wrong header", where=where, wanted=repr(columns), got=repr(header))
        elif len(cells) != len(columns):
            raise LexiconError(f"the row has {len(cells)} cells", where=where, wanted=f"{len(columns)}: {columns}")
        else:
            yield {**dict(zip(columns, cells, strict=True)), "line": where}


def number(row: dict[str, str], field: str) -> float:
    """Return a cell as a number."""
    try:
        return float(row[field])
    except ValueError as exc:
        raise LexiconError("not a number", where=row["line"], field=field, got=row[field]) from exc


def kind_number(row: dict[str, str], field: str) -> int:
    """Return the number of the PLOVER type in a cell."""
    if row[field] not in KINDS:
        raise LexiconError("no PLOVER type", where=row["line"], field=field, wanted=", ".join(KINDS), got=row[field])
    return KINDS[row[field]]


@cache
def weights() -> dict[str, float]:
    """The weight of each piece of evidence that two mentions are of one event."""
    return {row["evidence"]: number(row, "weight") for row in rows("evidence.tsv", ("evidence", "weight", "reason"))}


@cache
def words(name: str) -> frozenset[str]:
    """Return the words of a plain list, one or several a line."""
    text = (DATA / name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())
