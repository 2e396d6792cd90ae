"""
Finds names of the tables in a row of words: longest match, capitals obeyed, any tokeniser's cut.

Proper names must stand as the table has them, or all in capitals where they are longer than an abbreviation
("MOSCOW"); offices are found in any case. Where a name has several readings, the first by `KIND_ORDER` is the hit
and the others are on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

import msgspec

from demarche.ontology.bodies import Body, Organisation, bodies, groups, organisations
from demarche.ontology.countries import (
    Country,
    FormerState,
    PlaceEntry,
    Seat,
    ambiguities,
    countries,
    former_states,
    places,
    seats,
)
from demarche.ontology.offices import Office, offices
from demarche.ontology.people import PersonEntry, people
from demarche.ontology.tables import pieces

KIND_ORDER = (
    "country", "demonym", "capital", "seat", "body", "group", "organisation", "city", "region", "water", "base",
    "person", "office",
)  # fmt: skip
_PLACE_NAMES = frozenset(("country", "demonym", "capital", "seat", "city", "region", "water", "base"))
_RANK = {kind: rank for rank, kind in enumerate(KIND_ORDER)}
# Up to this length a word in capitals is taken for an abbreviation: 'US' is never 'Us', 'WHO' never 'Who'.
_ABBREVIATION = 4


class GazetteerHit(msgspec.Struct, frozen=True):
    """
    A name of the tables in a row of words, from `start` up to `end` (indices of words, half-open).

    `name` is the canonical name: of the country, body, place, person or office. `country` is alpha-3, an `IGO:` id or
    None; `sector` is set where the table knows it. `plural` tells a noun for several people ("Syrians", "soldiers").
    `ambiguous` is the other reading (person, word, region, place, country) or None. `others` are further readings.
    """

    start: int
    end: int
    kind: str
    name: str
    country: str | None
    sector: str | None = None
    plural: bool = False
    ambiguous: str | None = None
    others: tuple[GazetteerHit, ...] = ()


# A name as the tables have it: form, kind, canonical name, country, sector, and whether it is a plural.
Naming = tuple[str, str, str, str | None, str | None, bool]
Entry = tuple[tuple[str, ...], GazetteerHit]


class Gazetteer:
    """
    The names of the tables, indexed by their first word.

    Parameters
    ----------
    namings : iterable of tuple
        Names and what they stand for: form, kind, canonical name, country, sector, whether it is a plural.
        Forms of offices are in lower case.

    Examples
    --------
    >>> hit = gazetteer().match("Talks with North Korean officials".split(), 2)
    >>> hit.start, hit.end, hit.kind, hit.country
    (2, 4, 'demonym', 'PRK')
    """

    def __init__(self, namings: Iterable[Naming]) -> None:
        self._names, self._titles = _Index(), _Index()
        for naming in namings:
            (self._titles if naming[1] == "office" else self._names).add(naming)

    def match(self, words: Sequence[str], start: int) -> GazetteerHit | None:
        """
        Return the longest name that begins at `start`, or None.

        Parameters
        ----------
        words : sequence of str
            The tokens of a sentence or report. Punctuation may be tokens of its own.
        start : int
            Index of the word at which the name must begin.
        """
        word = words[start]
        first = pieces(word)
        if not first:
            return None
        hit = _longest(self._names, words, start, first, None)
        if hit is None and len(word) > _ABBREVIATION and word.isupper():
            hit = _longest(self._names, words, start, first, str.title)
        title = _longest(self._titles, words, start, first, str.lower)
        return title if title is not None and (hit is None or title.end > hit.end) else hit

    def scan(self, words: Sequence[str]) -> Iterator[GazetteerHit]:
        """Yield the hits in a row of words from left to right, none within another."""
        at = 0
        while at < len(words):
            hit = self.match(words, at)
            if hit:
                yield hit
            at = hit.end if hit else at + 1

    def find(self, name: str) -> GazetteerHit | None:
        """Return the hit for a whole name, any leading "the" left out, or None."""
        words = name.split()
        for cut in (words, words[1:] if words and words[0].lower() == "the" else []):
            hit = self.match(cut, 0) if cut else None
            if hit is not None and hit.end == len(cut):
                return hit
        return None


class _Index:
    """Names by their first piece. A first piece is worked out when it is first asked for: most never are."""

    def __init__(self) -> None:
        self._raw: dict[str, list[Naming]] = {}
        self._ready: dict[str, list[Entry]] = {}

    def add(self, naming: Naming) -> None:
        word = naming[0].split(None, 1)[0]
        first = word if word.isalpha() and word.isascii() else pieces(word)[0]
        self._raw.setdefault(first, []).append(naming)

    def get(self, first: str) -> list[Entry] | None:
        """Return the names that begin with this piece, the longest first, or None."""
        raw = self._raw.get(first)
        if raw is None:
            return None
        ready = self._ready.get(first)
        if ready is None:
            ready = self._ready[first] = _entries_of(raw)
        return ready


def _entries_of(raw: list[Naming]) -> list[Entry]:
    names: dict[tuple[str, ...], list[GazetteerHit]] = {}
    for form, kind, name, country, sector, plural in raw:
        key = pieces(form)
        flag = ambiguities().get(key)
        reading = flag.reading if flag and kind != "office" else None
        hit = GazetteerHit(0, 0, kind, name, country, sector, plural, reading)
        names.setdefault(key, []).append(hit)
    entries = [(key, hits[0] if len(hits) == 1 else _merge(key, hits)) for key, hits in names.items()]
    return sorted(entries, key=lambda entry: -len(entry[0]))


def _merge(key: tuple[str, ...], hits: list[GazetteerHit]) -> GazetteerHit:
    """Put the readings of one name in order: by kind, then the country that `ambiguous.tsv` prefers."""
    flag = ambiguities().get(key)
    wanted = flag.country if flag else None
    hits = sorted(hits, key=lambda hit: (_RANK[hit.kind], hit.country != wanted))
    others: list[GazetteerHit] = []
    for hit in hits[1:]:
        if all((hit.kind, hit.country) != (known.kind, known.country) for known in (hits[0], *others)):
            others.append(hit)
    return msgspec.structs.replace(hits[0], others=tuple(others))


def _longest(
    index: _Index, words: Sequence[str], start: int, first: tuple[str, ...], case: Callable[[str], str] | None
) -> GazetteerHit | None:
    found = index.get(case(first[0]) if case else first[0])
    if found is None:
        return None
    row, ends = _row(words, start, len(found[0][0]))
    if case:
        row = tuple(map(case, row))
    for key, hit in found:
        end = ends.get(len(key))
        if end and row[: len(key)] == key:
            return msgspec.structs.replace(hit, start=start, end=end)
    return None


def _row(words: Sequence[str], start: int, wanted: int) -> tuple[tuple[str, ...], dict[int, int]]:
    """Return the pieces from `start` on, and which number of pieces ends with which word."""
    row: tuple[str, ...] = ()
    ends: dict[int, int] = {}
    at = start
    while at < len(words) and len(row) < wanted:
        part = pieces(words[at])
        at += 1
        if part:
            row += part
            ends[len(row)] = at
    return row, ends


@cache
def gazetteer() -> Gazetteer:
    """All names of the tables (about 8,000), indexed once."""
    return Gazetteer(namings_of(packaged_names()))


class NamedTables(msgspec.Struct, frozen=True):
    """The tables that hold names, in the package or in a researcher's folder."""

    countries: tuple[Country, ...] = ()
    former: tuple[FormerState, ...] = ()
    places: tuple[PlaceEntry, ...] = ()
    seats: tuple[Seat, ...] = ()
    bodies: tuple[Body, ...] = ()
    groups: tuple[Organisation, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    people: tuple[PersonEntry, ...] = ()
    offices: tuple[Office, ...] = ()


def packaged_names() -> NamedTables:
    """Return the package's own tables of names."""
    return NamedTables(
        countries(), former_states(), places(), seats(), bodies(), groups(), organisations(), people(), offices()
    )


def namings_of(tables: NamedTables) -> Iterator[Naming]:
    """Yield every form of every name of some tables, with what it stands for."""
    for country in tables.countries:
        yield from _of_country(country, country.alpha3)
    for former in tables.former:
        yield from _of_country(former, former.country)
    for place in tables.places:
        yield from ((form, place.kind, place.name, place.country, None, False) for form in place.names)
    for seat in tables.seats:
        yield from ((form, "seat", seat.name, seat.country, seat.sector, False) for form in seat.names)
    for body in tables.bodies:
        yield from ((form, "body", body.name, body.id, "IGO", False) for form in body.names)
        yield from ((organ, "body", organ, body.id, "IGO", False) for organ in body.organs)
    yield from _of_organisations("group", tables.groups)
    yield from _of_organisations("organisation", tables.organisations)
    for person in tables.people:
        for form in person.full_names:
            yield form, "person", person.name, person.country, person.sector, False
    for office in tables.offices:
        yield office.name, "office", office.name, office.country, office.sector, False
        if office.plural:
            yield office.plural, "office", office.name, office.country, office.sector, True


def _of_country(entry: Country | FormerState, code: str) -> Iterator[Naming]:
    for form in entry.names:
        yield form, "country", entry.name, code, None, False
    for form in entry.adjectives:
        yield form, "demonym", entry.name, code, None, False
    for noun in entry.people:
        if noun not in entry.adjectives:
            yield noun, "demonym", entry.name, code, None, noun.endswith(("s", "men"))
    for capital in entry.capitals:
        yield capital, "capital", capital, code, None, False


def _of_organisations(kind: str, entries: Iterable[Organisation]) -> Iterator[Naming]:
    for entry in entries:
        yield from ((form, kind, entry.name, entry.country, entry.sector, False) for form in entry.names)


def find_place_name(name: str) -> GazetteerHit | None:
    """
    Return what a name of a country, its people, a capital, a seat of government or a place stands for.

    Capitals need not be right, except for names that `ambiguous.tsv` lists as common words ("turkey").

    Examples
    --------
    >>> find_place_name("the Kremlin").kind, find_place_name("kharkiv").country, find_place_name("turkey")
    ('seat', 'UKR', None)
    """
    hit = gazetteer().find(name)
    if hit is None or hit.kind == "office":
        hit = gazetteer().find(name.title() if name.islower() else name)
        if hit is not None and hit.ambiguous == "word" and name.islower():
            return None
    return hit if hit is not None and hit.kind in _PLACE_NAMES else None


def country_of(name: str) -> str | None:
    """
    Return the alpha-3 code of any country name, demonym, capital, seat of government, city or region, or None.

    Examples
    --------
    >>> [country_of(name) for name in ("Soviet Union", "Syrians", "Foggy Bottom", "Aleppo", "Taiwan Strait")]
    ['RUS', 'SYR', 'USA', 'SYR', None]
    """
    hit = find_place_name(name)
    return hit.country if hit is not None and hit.country and ":" not in hit.country else None
