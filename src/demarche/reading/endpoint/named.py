"""
Which countries and bodies a report names, so that a code that it never speaks of is not believed.

A code is kept where the text names the country (by name, demonym, capital, place, person or body of the ontology's
tables), or where the actor has a name in the text of which the tables know nothing. It is not kept where the tables
know the name as another country's.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from demarche.ontology import GazetteerHit, body_ids, country_codes, find_person, gazetteer
from demarche.record import Report

_WORD = re.compile(r"[\w.'’-]*\w\.?|[^\w\s]")
_MONTHS = frozenset({"May", "March", "April", "June", "August"})  # and surnames of people in the tables
_PLACES = frozenset({"country", "demonym", "capital", "seat", "city", "region", "body", "base"})


def is_code(code: str) -> bool:
    """
    Whether a code may stand in the record: ISO 3166 alpha-3, XKX, or a body of the tables.

    Examples
    --------
    >>> is_code("FRA"), is_code("IGO:NATO"), is_code("XYZ"), is_code("IGO:EVIL")
    (True, True, False, False)
    """
    return code in country_codes() or code in body_ids()


class NamedCountries:
    """
    The codes that a report speaks of.

    Parameters
    ----------
    report : Report
        Its text and title are searched.
    """

    def __init__(self, report: Report) -> None:
        self._published = report.published
        words = _WORD.findall(f"{report.title or ''}\n{report.text}")
        self.codes = frozenset(_spoken_of(words, report.published))

    def doubt(self, code: str, name: str | None) -> str | None:
        """
        Return why a code is not to be believed of an actor, or None.

        Parameters
        ----------
        code : str
            A code for which `is_code` holds.
        name : str, optional
            The actor's name, which stands in the text.
        """
        known = _known(name) if name else frozenset()
        if known and code not in known:
            return "the name is known as another country's"
        if code in self.codes:
            return None
        if not name:
            return "the report does not name this country"
        # A bare surname is known where somebody of it was in office then; others may bear it, too.
        bearers = {entry.country for entry in find_person(name, self._published)}
        return "the name is known as another country's" if bearers and code not in bearers else None


def _known(name: str) -> frozenset[str]:
    """Return the codes under which the tables know a place, body or full name; empty where they do not know it."""
    hit = gazetteer().find(name)
    if hit is not None and hit.kind in _PLACES:
        return frozenset(_codes_of(hit))
    return frozenset(entry.country for entry in find_person(name)) if " " in name else frozenset()


def _spoken_of(words: list[str], published: dt.date | None) -> Iterator[str]:
    for hit in gazetteer().scan(words):
        yield from _codes_of(hit)
    for word in {word for word in words if word[:1].isupper()} - _MONTHS:
        for entry in find_person(word, published):
            yield entry.country


def _codes_of(hit: GazetteerHit) -> Iterator[str]:
    for one in (hit, *hit.others):
        if one.country:
            yield one.country
