"""
Leaders and notable people, 1900 to 2025: whom a bare name meant on a day.

A fallback only: what the text itself says of a person ("French President Emmanuel Macron") comes first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache

import msgspec

from demarche.ontology.tables import Row, pieces, read_table

# An officeholder is still the one meant for some years after leaving, less so than the one in office.
_AFTERGLOW_YEARS = 4
# Who is meant first where several of a name are in office: heads before ministers, ministers before the rest.
_HEADS = frozenset(
    ("supreme leader", "president", "prime minister", "head of state", "head of government", "monarch", "pope",
     "secretary-general", "head", "leader")
)  # fmt: skip
_MINISTERS = frozenset(("secretary of state", "foreign minister", "foreign secretary", "secretary of defense"))


class PersonEntry(msgspec.Struct, frozen=True):
    """
    One person in one office.

    `surname` is the name by which reports call the person alone ("Xi", "Mao", "Ban"); `end` is None for an office
    that was held at the end of 2025. Years are inclusive.
    """

    name: str
    surname: str
    aliases: tuple[str, ...]
    country: str
    sector: str
    office: str
    start: int
    end: int | None

    @property
    def full_names(self) -> tuple[str, ...]:
        """The name and its other full forms, of two words or more."""
        return tuple(name for name in (self.name, *self.aliases) if " " in name or "-" in name)

    @property
    def rank(self) -> int:
        """Return 0 for heads, 1 for first ministers, 2 for others."""
        return 0 if self.office in _HEADS else 1 if self.office in _MINISTERS else 2

    def years_away(self, year: int) -> int:
        """Return 0 within the years of office, else the distance in years."""
        if year < self.start:
            return self.start - year
        return max(0, year - self.end) if self.end is not None else 0


COLUMNS = ("name", "surname", "aliases", "country", "sector", "office", "start", "end")
ByName = dict[str, tuple[PersonEntry, ...]]


@cache
def people() -> tuple[PersonEntry, ...]:
    """Every row of the table: one for each office of a person."""
    return tuple(person_of(row) for row in read_table("people.tsv", COLUMNS))


def person_of(row: Row) -> PersonEntry:
    """Return the person of a row of people.tsv."""
    name, start = row.text("name"), row.year("start")
    if start is None:
        raise row.fault("start", "the cell is empty", wanted="a year")
    end = row.year("end")
    if end is not None and end < start:
        raise row.fault("end", "the office ends before it begins", wanted=f"{start} or later", got=str(end))
    surname = row.optional("surname") or name.split()[-1]
    sector, office = row.text("sector"), row.text("office")
    return PersonEntry(name, surname, row.many("aliases"), row.text("country"), sector, office, start, end)


def _key(name: str) -> str:
    """Return the pieces of a name as one string; most names are that already."""
    return name if name.isascii() and name.replace(" ", "").isalpha() else " ".join(pieces(name))


@cache
def _by_name() -> ByName:
    return index_by_name(people())


def index_by_name(entries: Iterable[PersonEntry]) -> ByName:
    """Return entries by each name and surname that they go by, heads before others."""
    found: ByName = {}
    for person in sorted(entries, key=lambda entry: entry.rank):
        for form in {_key(form) for form in (person.name, person.surname, *person.aliases)}:
            found[form] = (*found.get(form, ()), person)
    return found


def find_person(name: str, on: dt.date | None = None) -> tuple[PersonEntry, ...]:
    """
    Return the people that a full name or a surname may mean, the likeliest first.

    Parameters
    ----------
    name : str
        A full name or a surname, with its capitals.
    on : date, optional
        The day of the report. Those in office then come first; where there are some, no others are returned, else
        those who left office within four years before. None returns everybody of that name.

    Returns
    -------
    tuple of PersonEntry
        Empty where the table knows nobody. Several entries of one person are several offices.

    Examples
    --------
    >>> [p.name for p in find_person("Bush", dt.date(2003, 3, 20))]
    ['George W. Bush']
    """
    return choose_holders(_by_name().get(_key(name), ()), on)


def people_called(name: str, on: dt.date | None, table: ByName) -> tuple[PersonEntry, ...]:
    """Return whom a name means, as `find_person` does, by another table."""
    return choose_holders(table.get(_key(name), ()), on)


def choose_holders(entries: tuple[PersonEntry, ...], on: dt.date | None) -> tuple[PersonEntry, ...]:
    """Return those in office on a day; where there are none, those who had left within four years before."""
    if on is None:
        return entries
    within = tuple(entry for entry in entries if not entry.years_away(on.year))
    if within:
        return within
    late = [entry for entry in entries if entry.start <= on.year and entry.years_away(on.year) <= _AFTERGLOW_YEARS]
    return tuple(sorted(late, key=lambda entry: (entry.years_away(on.year), entry.rank)))
