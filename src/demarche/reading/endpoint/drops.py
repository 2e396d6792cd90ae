"""The book of what was offered and not kept, bounded whatever a server sends."""

from __future__ import annotations

from collections.abc import Callable

from demarche.record import Dropped, DroppedKind

_MOST_ROWS = 60  # rows told one by one; what is beyond is told as a number a kind
_QUOTE_LETTERS = 160
_BEYOND = "more that are not listed"


class DropBook:
    """
    What one report's reading did not keep.

    Parameters
    ----------
    redact : callable
        Takes the key out of a text, should a server have put it there.
    """

    def __init__(self, redact: Callable[[str], str]) -> None:
        self._redact = redact
        self._rows: dict[tuple[DroppedKind, str, str], int] = {}
        self._beyond: dict[DroppedKind, int] = {}

    def add(self, kind: DroppedKind, reason: str, quote: str = "") -> None:
        """Enter one item."""
        row = (kind, reason, self._shown(quote))
        if row in self._rows or len(self._rows) < _MOST_ROWS:
            self._rows[row] = self._rows.get(row, 0) + 1
        else:
            self._beyond[kind] = self._beyond.get(kind, 0) + 1

    def rows(self) -> tuple[Dropped, ...]:
        """Return all entries, in the order in which they came."""
        told = tuple(Dropped(*row, count) for row, count in self._rows.items())
        return told + tuple(Dropped(kind, _BEYOND, "", count) for kind, count in self._beyond.items())

    def _shown(self, quote: str) -> str:
        """Return the beginning of a quote on one line, harmless on a terminal and in a file."""
        line = " ".join(self._redact(quote[: 100 * _QUOTE_LETTERS]).split())
        return "".join(letter for letter in line if letter.isprintable())[:_QUOTE_LETTERS]
