"""
The exception tree: three branches, and which one says who can mend it.

`InputError`: the user can mend it. `EvidenceError`: a law of the record is broken. `SolveError`: a computation
did not reach what was asked, and carries what it reached. Each also inherits the built-in that one would expect.
An expected "no" (an encrypted PDF, a report in French) is no exception: it is a `demarche.record.Refused`.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class DemarcheError(Exception):
    """Root of every error that Démarche raises on purpose."""


def did_you_mean(got: str, known: Iterable[str]) -> str:
    """
    Return a hint at the known word that is nearest to a mistyped one, "" where none is near.

    Examples
    --------
    >>> did_you_mean("ASSUALT", ["AGREE", "ASSAULT"]), did_you_mean("xyz", ["AGREE"])
    ("did you mean 'ASSAULT'?", '')
    """
    near = get_close_matches(got, sorted(known), n=1)
    return f"did you mean '{near[0]}'?" if near else ""


class InputError(DemarcheError, ValueError):
    """
    Something that the user gave cannot be used, and the user can mend it.

    Parameters
    ----------
    message : str
        What is wrong, in a sentence.
    where : str, optional
        The file, and the line where there is one.
    field : str, optional
        The field or option.
    wanted, got : str, optional
        What would have been accepted, and what was found.
    mend : str, optional
        What to do about it.
    """

    def __init__(
        self, message: str, *, where: str = "", field: str = "", wanted: str = "", got: str = "", mend: str = ""
    ) -> None:
        super().__init__(message)
        self.message, self.where, self.field = message, where, field
        self.wanted, self.got, self.mend = wanted, got, mend

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.where, f"field {self.field}" if self.field else "") if part)
        details = [f"wanted {self.wanted}" if self.wanted else "", f"got {self.got}" if self.got else ""]
        tail = "; ".join(part for part in (*details, self.mend) if part)
        return (f"{place}: " if place else "") + self.message + (f" ({tail})" if tail else "")


class MissingInputError(InputError, FileNotFoundError):
    """A path that the user named does not exist."""

    __str__ = InputError.__str__


class LexiconError(InputError):
    """A data file (lexicon, pattern, ontology table) breaks its documented format."""


class EvidenceError(DemarcheError, ValueError):
    """
    A law of the record is broken, for example a citation that does not quote its report.

    Parameters
    ----------
    message : str
        Which law, and how it is broken.
    report : str, optional
        The report's id.
    item : str, optional
        The event's, statement's or projection's id.
    span : tuple of int, optional
        The half-open range of the report's text, in code points.
    """

    def __init__(self, message: str, *, report: str = "", item: str = "", span: tuple[int, int] | None = None) -> None:
        super().__init__(message)
        self.message, self.report, self.item, self.span = message, report, item, span

    def __str__(self) -> str:
        place = " ".join(part for part in (self.report, self.item, str(self.span or "")) if part)
        return f"{place}: {self.message}" if place else self.message


class SolveError(DemarcheError, RuntimeError):
    """A computation did not reach what was asked; `reached` carries what it did reach."""

    def __init__(self, message: str, *, reached: object = None) -> None:
        super().__init__(message)
        self.reached = reached
