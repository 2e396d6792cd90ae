"""Lines of text in styled pieces: what a terminal colours and a file gets plain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Style = str
WIDEST = 48  # characters; a longer cell pushes its row aside rather than the whole column


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and what it is: `head`, `title`, `word`, `good`, `bad`, `dim`, or "" for plain text."""

    text: str
    style: Style = ""


Line = tuple[Piece, ...]


def plain(line: Line) -> str:
    """
    Return a line without its styles.

    Examples
    --------
    >>> plain((Piece("  events", "title"), Piece("  ")))
    '  events'
    """
    return "".join(piece.text for piece in line).rstrip()


def rows(table: Sequence[Sequence[str]], styles: Sequence[Style]) -> Iterator[Line]:
    """Yield a table's rows with their columns aligned; the last column is as wide as it is."""
    widths = [min(WIDEST, max((len(row[k]) for row in table), default=0)) for k in range(len(styles))]
    for row in table:
        cells = [f"{cell:{width}}  " for cell, width in zip(row[:-1], widths, strict=False)]
        yield tuple(Piece(cell, style) for cell, style in zip((*cells, row[-1]), styles, strict=True))
