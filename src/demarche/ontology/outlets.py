"""Known outlets of the press and research bodies: kind and country by name or web address."""

from __future__ import annotations

from functools import cache
from urllib.parse import urlsplit

import msgspec

from demarche.ontology.admiralty import source_kinds
from demarche.ontology.countries import country_codes
from demarche.ontology.tables import Row, once, pieces, read_table


class Outlet(msgspec.Struct, frozen=True):
    """
    An outlet: its names, kind of source, country and web domains.

    `state` tells one that speaks for its government (Xinhua): its reports are also its government's word.
    """

    name: str
    names: tuple[str, ...]
    kind: str
    country: str | None
    domains: tuple[str, ...]
    state: bool


@cache
def outlets() -> tuple[Outlet, ...]:
    """Every outlet of the table."""
    columns = ("name", "names", "kind", "country", "domains", "state")
    return tuple(_outlet(row) for row in once(read_table("outlets.tsv", columns), "name"))


def _outlet(row: Row) -> Outlet:
    name = row.text("name")
    home = row.choice("country", country_codes()) if row.optional("country") else None
    kind = row.choice("kind", frozenset(source_kinds()))
    return Outlet(name, (name, *row.many("names")), kind, home, row.many("domains"), row.flag("state"))


@cache
def _by_name() -> dict[tuple[str, ...], Outlet]:
    found: dict[tuple[str, ...], Outlet] = {}
    for outlet in outlets():
        for name in outlet.names:
            found.setdefault(_key(name), outlet)
    return found


@cache
def _by_domain() -> dict[str, Outlet]:
    return {domain: outlet for outlet in outlets() for domain in outlet.domains}


def _key(name: str) -> tuple[str, ...]:
    key = tuple(part for word in name.lower().split() for part in pieces(word))
    return key[1:] if len(key) > 1 and key[0] == "the" else key


def find_outlet(name: str) -> Outlet | None:
    """
    Return the outlet of this name, in any case and with or without "The", or None.

    Examples
    --------
    >>> find_outlet("new york times").kind, find_outlet("AFP").country
    ('newspaper', 'FRA')
    """
    return _by_name().get(_key(name))


def find_outlet_by_url(url: str) -> Outlet | None:
    """
    Return the outlet whose domain a web address belongs to, or None.

    Examples
    --------
    >>> find_outlet_by_url("https://www.reuters.com/world/europe/").name
    'Reuters'
    """
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:  # no address at all, such as an open bracket
        return None
    parts = host.split(".")
    return next((found for at in range(len(parts) - 1) if (found := _by_domain().get(".".join(parts[at:])))), None)
