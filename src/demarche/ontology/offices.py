"""Offices, titles and nouns for kinds of people, with the sector of those who hold them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

from demarche.ontology.tables import Row, once, pieces, read_table

OFFICE_KINDS = frozenset({"title", "collective", "unit", "abbreviation"})


class Sector(msgspec.Struct, frozen=True):
    """A sector of actors: its code, name and what falls under it."""

    code: str
    name: str
    description: str


class Office(msgspec.Struct, frozen=True):
    """
    An office, title, or noun for a kind of people, in lower case.

    `kind` is `title` (of one person), `collective` (a body or kind of people), `unit` (of armed forces, ships and
    aircraft among them) or `abbreviation`. `before_name` tells whether it stands before a name ("President Biden").
    `country` is set where the title alone tells it ("taoiseach"), and yields to what the text says.
    """

    name: str
    plural: str | None
    sector: str
    kind: str
    before_name: bool
    country: str | None


@cache
def sectors() -> dict[str, Sector]:
    """Sectors by code."""
    rows = once(read_table("sectors.tsv", ("code", "name", "description")), "code")
    return {row.text("code"): Sector(row.text("code"), row.text("name"), row.text("description")) for row in rows}


@cache
def offices() -> tuple[Office, ...]:
    """Every office of the table."""
    return tuple(read_offices())


def read_offices(folder: Path | None = None) -> Iterator[Office]:
    """Yield the rows of offices.tsv."""
    columns = ("name", "sector", "kind", "before_name", "plural", "country")
    known = frozenset(sectors())
    yield from (_office(row, known) for row in once(read_table("offices.tsv", columns, folder=folder), "name"))


def _office(row: Row, known: frozenset[str]) -> Office:
    name = row.text("name")
    given = row.optional("plural")
    return Office(
        name=name,
        plural=None if given == "-" else given or _plural(name),
        sector=row.choice("sector", known),
        kind=row.choice("kind", OFFICE_KINDS),
        before_name=row.flag("before_name"),
        country=row.optional("country"),
    )


def _plural(name: str) -> str:
    """Regular plurals alone: every other stands in the table."""
    return name + "s"


@cache
def _by_words() -> dict[tuple[str, ...], Office]:
    found: dict[tuple[str, ...], Office] = {}
    for office in offices():
        for form in (office.name, office.plural):
            if form:
                found.setdefault(pieces(form.lower()), office)
    return found


def find_office(words: str) -> Office | None:
    """
    Return the office, title or noun that these words are, singular or plural, in any case.

    Examples
    --------
    >>> find_office("Foreign Ministers").sector, find_office("Gen.").sector, find_office("windmill")
    ('GOV', 'MIL', None)
    """
    key = tuple(part for word in words.lower().split() for part in pieces(word))
    return _by_words().get(key)


def sector_of(words: str) -> str | None:
    """
    Return the sector code of an office, title or noun, or None.

    Examples
    --------
    >>> sector_of("opposition leader"), sector_of("soldiers")
    ('OPP', 'MIL')
    """
    office = find_office(words)
    return office.sector if office else None
