"""International bodies, armed groups, and organisations known by their own names."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

from demarche.ontology.countries import country_codes
from demarche.ontology.offices import sectors
from demarche.ontology.tables import Row, once, read_table

BODY_PREFIX = "IGO:"
BODY_COLUMNS = ("id", "name", "names", "organs")


class Body(msgspec.Struct, frozen=True):
    """An international body: `id` is `IGO:` and letters; `organs` are its councils, agencies and missions."""

    id: str
    name: str
    names: tuple[str, ...]
    organs: tuple[str, ...]


class Organisation(msgspec.Struct, frozen=True):
    """An armed group, ministry, service, firm, party or paper; `country` None where it acts in no single one."""

    name: str
    names: tuple[str, ...]
    country: str | None
    sector: str


@cache
def bodies() -> tuple[Body, ...]:
    """International bodies, in the order of the table."""
    return tuple(body_of(row) for row in once(read_table("bodies.tsv", BODY_COLUMNS), "id"))


def body_of(row: Row) -> Body:
    """Return the body of a row of bodies.tsv."""
    key = row.text("id")
    if not (key.startswith(BODY_PREFIX) and key[len(BODY_PREFIX) :].isalnum() and key.isupper()):
        raise row.fault("id", "not the id of a body", wanted="IGO: and capital letters", got=key)
    name = row.text("name")
    return Body(key, name, (name, *row.many("names")), row.many("organs"))


@cache
def body_ids() -> frozenset[str]:
    """All ids of international bodies."""
    return frozenset(body.id for body in bodies())


@cache
def groups() -> tuple[Organisation, ...]:
    """Armed groups and movements, with the country that they act in."""
    return tuple(read_organisations("groups.tsv", country_codes() | body_ids()))


@cache
def organisations() -> tuple[Organisation, ...]:
    """State firms, ministries, services, armed forces, parties, papers and banks by their own names."""
    return tuple(read_organisations("organisations.tsv", country_codes() | body_ids()))


def read_organisations(file: str, codes: frozenset[str], folder: Path | None = None) -> Iterator[Organisation]:
    """Yield the rows of groups.tsv or organisations.tsv; `codes` are the countries and bodies that there are."""
    known = frozenset(sectors())
    for row in once(read_table(file, ("name", "names", "country", "sector"), folder=folder), "name"):
        name = row.text("name")
        home = row.choice("country", codes) if row.optional("country") else None
        yield Organisation(name, (name, *row.many("names")), home, row.choice("sector", known))
