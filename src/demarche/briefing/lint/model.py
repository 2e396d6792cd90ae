"""What the linter looks at, and what it says: passages with their places, key judgements, links, data, and breaches."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

import msgspec

Form = Literal["json", "html", "md"]


class Breach(msgspec.Struct, frozen=True):
    """One breach of one rule: where, what was wanted, what was got."""

    rule: str
    place: str
    wanted: str
    got: str

    def __str__(self) -> str:
        return f"{self.place}: {self.rule}: wanted {self.wanted}; got {self.got}"


@dataclass(frozen=True)
class Passage:
    """A run of the brief's own words (no quotations): a paragraph, an item, a cell; and where it stands."""

    text: str
    place: str
    section: str = ""


@dataclass(frozen=True)
class Quotation:
    """Words that a brief gives as a report's, and what stands there; `whole` False where they may be cut short."""

    place: str
    said: str
    stands: str | None
    whole: bool = True


@dataclass(frozen=True)
class Link:
    """A citation, and whether what it leads to is there."""

    place: str
    target: str
    resolves: bool


@dataclass(frozen=True)
class Draft:
    """
    A brief as the rules see it.

    Parameters
    ----------
    form : "json", "html" or "md"
        What it was read from.
    passages : tuple of Passage
        All of its own words.
    judgements : tuple of tuple of Passage
        Its key judgements, the passages of each together.
    links, quotations : tuple
        Its citations, and the words that it quotes.
    beside : tuple of Passage
        Rows that set a projection of the press beside a forecast.
    data : dict
        The brief's JSON; empty for another form.
    """

    form: Form
    passages: tuple[Passage, ...] = ()
    judgements: tuple[tuple[Passage, ...], ...] = ()
    links: tuple[Link, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    beside: tuple[Passage, ...] = ()
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Rule:
    """A rule: its name, what it says in a sentence, and its check."""

    name: str
    words: str
    check: Callable[[Draft], Iterable[Breach]]
