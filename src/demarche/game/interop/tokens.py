"""Gambit's save files as tokens: quoted text, numbers, braces, commas, symbols, each with its place."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

from demarche.errors import InputError, MissingInputError

TOKEN = re.compile(
    r'\s*(?:(?P<text>"(?:[^"\\]|\\.)*")|(?P<number>[+-]?(?:\d+/\d+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(?=[\s{},"]|$))'
    r'|(?P<mark>[{},])|(?P<symbol>[^\s{},"]+)|(?P<open>"))',
    re.DOTALL,
)
ESCAPED = re.compile(r'\\(["\\])')
KINDS = {"text": "a quoted text", "number": "a number", "symbol": "a word"}
SHOWN = 40
"""So many characters of a strange token are shown in an error."""


def read_source(path_or_text: str | Path, marker: str) -> tuple[str, str]:
    """
    Return the name to show in errors and the text of a game.

    Parameters
    ----------
    path_or_text : str or Path
        A text is told from a path by its first word (the marker) or by holding more than one line.
    marker : str
        `EFG` or `NFG`.

    Raises
    ------
    InputError
        If there is no such file, or it is a folder or no text.
    """
    if isinstance(path_or_text, str) and (
        path_or_text.lstrip("\ufeff \t\r\n").startswith(marker) or "\n" in path_or_text
    ):
        return "text", path_or_text.lstrip("\ufeff")
    path = Path(path_or_text)
    if not str(path_or_text).strip() or len(str(path_or_text)) > 4_000 or not path.exists():
        raise MissingInputError(
            "no such file", where=str(path_or_text)[:200] or "(empty)", wanted=f"a .{marker.lower()} file"
        )
    if path.is_dir():
        raise InputError("this is a folder", where=str(path), wanted=f"a .{marker.lower()} file")
    content = path.read_bytes()
    try:
        return str(path), content.decode("utf-8-sig")
    except UnicodeDecodeError:
        if b"\0" in content:
            raise InputError("this is no text", where=str(path), wanted=f"a .{marker.lower()} file") from None
        return str(path), content.decode("latin-1")  # older Gambits wrote the machine's own encoding


class Tokens:
    """
    A reader's place in a save file.

    Parameters
    ----------
    text : str
    name : str
        Of the file, for errors.
    """

    def __init__(self, text: str, name: str) -> None:
        self.source, self.name = text, name
        self.kind, self.value, self.start, self.end = "", "", 0, 0
        self.advance()

    def advance(self) -> None:
        """Go to the next token; at the end its kind is `end`."""
        found = TOKEN.match(self.source, self.end)
        if found is None:
            self.kind, self.value, self.start = "end", "", len(self.source)
            return
        self.kind = found.lastgroup or "end"
        self.value, self.start, self.end = found[self.kind], found.start(self.kind), found.end()
        if self.kind == "open":
            raise self.error("a quoted text is never closed", 'a closing "', "the end of the file")

    def error(self, message: str, wanted: str = "", got: str | None = None, *, start: int | None = None) -> InputError:
        """Return an error that names this token's line and column (or those of `start`)."""
        place = self.place(self.start if start is None else start)
        return InputError(message, where=place, wanted=wanted, got=self.described() if got is None else got)

    def place(self, start: int) -> str:
        """Return file, line and column of a position in the text."""
        line = self.source.count("\n", 0, start) + 1
        return f"{self.name}, line {line}, column {start - self.source.rfind(chr(10), 0, start)}"

    def described(self) -> str:
        """Return the present token in words."""
        if self.kind == "end":
            return "the end of the file"
        shown = self.value if len(self.value) <= SHOWN else self.value[:SHOWN] + "…"
        return f"{KINDS[self.kind]}, {shown}" if self.kind == "text" else shown

    def take_mark(self, mark: str, why: str) -> None:
        """Pass a brace."""
        if self.kind != "mark" or self.value != mark:
            raise self.error("the file does not go on as it should", f"{mark} {why}")
        self.advance()

    def at_mark(self, mark: str) -> bool:
        """Whether this token is the given brace or comma."""
        return self.kind == "mark" and self.value == mark

    def take_text(self, what: str) -> str:
        """Pass a quoted text and return it without its quotes and escapes."""
        if self.kind != "text":
            raise self.error("the file does not go on as it should", f"{what} in quotes")
        value = ESCAPED.sub(r"\1", self.value[1:-1])
        self.advance()
        return value

    def take_texts(self, what: str) -> tuple[str, ...]:
        """Pass a list of quoted texts in braces."""
        self.take_mark("{", f"before {what}")
        found = []
        while self.kind == "text":
            found.append(self.take_text(what))
            self.skip_comma()
        self.take_mark("}", f"after {what}, or a text in quotes")
        return tuple(found)

    def skip_comma(self) -> None:
        """Pass a comma where there is one."""
        if self.at_mark(","):
            self.advance()

    def take_number(self, what: str) -> float:
        """Pass a number: decimal, with an exponent, or a fraction."""
        if self.kind != "number":
            raise self.error("the file does not go on as it should", what)
        try:
            value = float(Fraction(self.value)) if "/" in self.value else float(self.value)
        except (ZeroDivisionError, OverflowError):
            raise self.error("this number has no value", what) from None
        if abs(value) == float("inf"):
            raise self.error("this number is too large", what)
        self.advance()
        return value

    def take_whole(self, what: str) -> int:
        """Pass a whole number."""
        if self.kind != "number" or not self.value.lstrip("+-").isdigit():
            raise self.error("the file does not go on as it should", what)
        value = int(self.value)
        self.advance()
        return value
