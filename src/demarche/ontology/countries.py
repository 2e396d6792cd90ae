"""
Countries, places and seats of government: names in, ISO 3166-1 alpha-3 out.

Former states stand for the state of today that the record uses (USSR -> RUS); the list is `data/former.tsv`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

from demarche.ontology.tables import Row, once, pieces, read_table

PLACE_KINDS = frozenset({"city", "region", "water", "base"})
READINGS = frozenset({"person", "word", "region", "place", "country"})
_COUNTRY_COLUMNS = ("alpha3", "alpha2", "name", "names", "adjectives", "people", "capitals")
_FORMER_COLUMNS = ("name", "names", "adjectives", "people", "capitals", "country", "start", "end")


class Country(msgspec.Struct, frozen=True):
    """
    A country of ISO 3166-1, or Kosovo.

    `names` begins with the usual short name; `people` are nouns for its people, singular and plural;
    `capitals` begins with the present seat of government.
    """

    alpha3: str
    alpha2: str
    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]


class FormerState(msgspec.Struct, frozen=True):
    """A state, colony or part of a state of another day, and the `country` that stands for it; years inclusive."""

    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    country: str
    start: int | None
    end: int | None


class PlaceEntry(msgspec.Struct, frozen=True):
    """A place; `country` is None for waters and for places that no state stands for. `kind`: see PLACE_KINDS."""

    name: str
    names: tuple[str, ...]
    country: str | None
    kind: str


class Seat(msgspec.Struct, frozen=True):
    """A building, street or chamber whose name stands for those who sit there (`Kremlin`)."""

    name: str
    names: tuple[str, ...]
    country: str
    sector: str


class Ambiguity(msgspec.Struct, frozen=True):
    """What else a name may be (`reading`: person, word, region, place, country), and the country to prefer."""

    name: str
    reading: str
    country: str | None
    note: str


@cache
def countries() -> tuple[Country, ...]:
    """
    Every country of ISO 3166-1 and Kosovo (XKX), in the order of the table.

    Examples
    --------
    >>> len(countries())
    250
    """
    rows = once(read_table("countries.tsv", _COUNTRY_COLUMNS), "alpha3")
    return tuple(_country(row) for row in rows)


def _country(row: Row) -> Country:
    code = row.text("alpha3")
    if not (len(code) == 3 and code.isascii() and code.isupper()):
        raise row.fault("alpha3", "not a country code", wanted="three capital letters", got=code)
    name = row.text("name")
    names = (name, *row.many("names"))
    lists = (row.many("adjectives"), row.many("people"), row.many("capitals"))
    return Country(code, row.text("alpha2"), name, names, *lists)


@cache
def country_codes() -> frozenset[str]:
    """All alpha-3 codes that the record may carry."""
    return frozenset(country.alpha3 for country in countries())


@cache
def _by_code() -> dict[str, Country]:
    return {country.alpha3: country for country in countries()}


def country(alpha3: str) -> Country:
    """
    Return the country of an alpha-3 code.

    Raises
    ------
    KeyError
        If there is no such code.
    """
    return _by_code()[alpha3]


def country_name(alpha3: str) -> str:
    """
    Return the usual short name of a country, or the code itself where it is none.

    Examples
    --------
    >>> country_name("PRK"), country_name("IGO:XYZ")
    ('North Korea', 'IGO:XYZ')
    """
    found = _by_code().get(alpha3)
    return found.name if found else alpha3


@cache
def former_states() -> tuple[FormerState, ...]:
    """Former states, colonies and parts of states, with the country of today that stands for each."""
    return tuple(read_former_states())


def read_former_states(folder: Path | None = None) -> Iterator[FormerState]:
    """Yield the rows of former.tsv."""
    yield from (_former(row) for row in once(read_table("former.tsv", _FORMER_COLUMNS, folder=folder), "name"))


def _former(row: Row) -> FormerState:
    name = row.text("name")
    return FormerState(
        name=name,
        names=(name, *row.many("names")),
        adjectives=row.many("adjectives"),
        people=row.many("people"),
        capitals=row.many("capitals"),
        country=row.choice("country", country_codes()),
        start=row.year("start"),
        end=row.year("end"),
    )


@cache
def places() -> tuple[PlaceEntry, ...]:
    """Cities, regions, contested places, waters and bases."""
    return tuple(read_places())


def read_places(folder: Path | None = None) -> Iterator[PlaceEntry]:
    """Yield the rows of places.tsv."""
    codes = country_codes()
    for row in read_table("places.tsv", ("name", "names", "country", "kind"), folder=folder):
        name = row.text("name")
        home = row.choice("country", codes) if row.optional("country") else None
        yield PlaceEntry(name, (name, *row.many("names")), home, row.choice("kind", PLACE_KINDS))


@cache
def seats() -> tuple[Seat, ...]:
    """Seats of government and of parliaments used as names."""
    return tuple(read_seats())


def read_seats(folder: Path | None = None) -> Iterator[Seat]:
    """Yield the rows of seats.tsv."""
    for row in once(read_table("seats.tsv", ("name", "names", "country", "sector"), folder=folder), "name"):
        name = row.text("name")
        yield Seat(name, (name, *row.many("names")), row.text("country"), row.text("sector"))


@cache
def ambiguities() -> dict[tuple[str, ...], Ambiguity]:
    """Names that may be something else than the place, by their pieces (`demarche.ontology.tables.pieces`)."""
    rows = once(read_table("ambiguous.tsv", ("name", "reading", "country", "note")), "name")
    return {pieces(row.text("name")): _ambiguity(row) for row in rows}


def _ambiguity(row: Row) -> Ambiguity:
    home = row.choice("country", country_codes()) if row.optional("country") else None
    return Ambiguity(row.text("name"), row.choice("reading", READINGS), home, row.text("note"))
