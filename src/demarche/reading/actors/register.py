"""
The register of a report: one `Figure` for each person, body or country that it names.

Figures grow while the report is read (a fuller name, a country, a gender); `Figure.actor` is taken at the end, so that
all mentions of one figure give the same `Actor`. Names are never merged on likeness alone: two full names are one
person's only when one is the other with a forename, initial or particle left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from unicodedata import combining, normalize

from demarche.ontology import Ontology
from demarche.record import Actor

_PARTICLES = frozenset(
    {"al", "el", "ul", "bin", "ibn", "ben", "de", "da", "di", "du", "van", "von", "der", "den", "la"}
)
_SPLIT = re.compile(r"[\s\-‐‑–]+")
# A letter with an umlaut and its two-letter spelling are one: Schröder, Schroeder, Schroder.
_UMLAUTS = re.compile(r"(?<=[aou])e")
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "a", "œ": "o"})


@dataclass(frozen=True, slots=True)
class Known:
    """What the tables know of a person on the day of publication; `name` is the tables' own, "" for several bearers."""

    country: str | None
    sector: str | None
    gender: str | None
    office: str = ""
    name: str = ""


@dataclass(slots=True, eq=False)
class Figure:
    """
    One who is named in a report.

    Attributes
    ----------
    country, sector, name : str or None
        As in `demarche.record.Actor`; a country as such has sector GOV and no name.
    kind : str
        "person", "power" (a country, or an organ or the forces of one), "body" (an international one, a party, a firm),
        or "crowd" (people whom nobody names: diplomats, analysts, Western countries).
    gender : str or None
        "m" or "f" where a title, a pronoun or a table says it.
    plural : bool
        True for troops, officials, rebels.
    former : bool
        True where the report's own first words for a person say that the office is past.
    stated : bool
        True where the text itself gives the sector.
    office, identity : str
        The office that the tables give on the day, and their own name for the person; "" for none.
    places : list of int
        The tokens at which the figure is named, ascending.
    """

    country: str | None
    sector: str | None
    name: str | None
    kind: str
    gender: str | None = None
    plural: bool = False
    former: bool = False
    stated: bool = False
    office: str = ""
    identity: str = ""
    parts: tuple[str, ...] = ()
    places: list[int] = field(default_factory=list)

    @property
    def actor(self) -> Actor:
        """The figure as the record keeps it."""
        return Actor(country=self.country, sector=self.sector, name=self.name)

    @property
    def is_person(self) -> bool:
        """Tell whether the figure is one named person."""
        return self.kind == "person"

    def see(self, place: int) -> None:
        """Note a token at which the figure is named."""
        if not self.places or place > self.places[-1]:
            self.places.append(place)
        elif place not in self.places:
            self.places.insert(bisect_left(self.places, place), place)

    def last_before(self, place: int) -> int:
        """Return the last naming before a token, -1 if none."""
        at = bisect_left(self.places, place)
        return self.places[at - 1] if at else -1


@lru_cache(maxsize=8192)
def name_parts(words: str) -> tuple[str, ...]:
    """
    Return a name's parts for comparison: lower case, no accents, hyphens opened, particles and points dropped.

    Examples
    --------
    >>> name_parts("Bashar al-Assad"), name_parts("Kim Jong-un")
    (('bashar', 'assad'), ('kim', 'jong', 'un'))
    >>> name_parts("Schröder") == name_parts("Schroeder") == name_parts("Schroder")
    True
    """
    plain = words.lower()
    if not plain.isascii():
        letters = normalize("NFKD", plain.translate(_LETTERS))
        plain = "".join(mark for mark in letters if not combining(mark))
    pieces = [_UMLAUTS.sub("", piece.strip(".,'’\"“”")) for piece in _SPLIT.split(plain)]
    kept = [piece for piece in pieces if piece and piece not in _PARTICLES]
    return tuple(kept or [piece for piece in pieces if piece])


def is_same_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """
    Tell whether two full names can be one person's: the shorter is the longer with parts left out, the surname kept.

    Examples
    --------
    >>> is_same_name(("george", "bush"), ("george", "w", "bush"))
    True
    >>> is_same_name(("george", "h", "w", "bush"), ("george", "w", "bush"))
    False
    """
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) < 2 or len(short) == len(long) or short[-1] != long[-1]:
        return False
    if any(len(part) == 1 for part in short):
        return False
    left_out = list(long)
    for part in short:
        if part not in left_out:
            return False
        left_out.remove(part)
    return True


@dataclass(frozen=True, slots=True)
class _Naming:
    """What the text says where it names a person, and the tables' name for one who is known by title and name."""

    name: str
    country: str | None
    gender: str | None
    identity: str


class Register:
    """
    All figures of one report.

    Parameters
    ----------
    known : callable
        A name and a country, where known -> what the tables know of its bearer on the day, or None.
    ontology : Ontology, optional
        Whose titles are known; the package's by default.
    """

    def __init__(self, known: Callable[[str, str | None], Known | None], ontology: Ontology | None = None) -> None:
        self._known, self.ontology = known, ontology
        self._powers: dict[tuple[str | None, str | None, str | None, bool], Figure] = {}
        self.persons: list[Figure] = []
        self.offices: list[tuple[int, str, Figure]] = []

    def power(
        self, country: str | None, sector: str | None = "GOV", name: str | None = None, *, kind: str = "power",
        plural: bool = False,
    ) -> Figure:  # fmt: skip
        """Return the one figure for a country, an organ of it, a body or a crowd."""
        key = (country, sector, name, plural)
        if key not in self._powers:
            self._powers[key] = Figure(country, sector, name, kind, plural=plural)
        return self._powers[key]

    def person(
        self, name: str, place: int, *, country: str | None = None, sector: str | None = None,
        gender: str | None = None, former: bool = False, titled: str = "",
    ) -> Figure:  # fmt: skip
        """
        Return the person whom a name denotes at a token, new or known, with what the text says there added.

        `titled` is the name with its title: the tables know 'King Hussein' by it, and not as one of many Husseins.
        """
        parts = name_parts(name)
        told = self._known(titled, country) if titled and len(parts) == 1 else None
        naming = _Naming(name, country, gender, told.name if told is not None else "")
        figure = self._find(naming, parts, place)
        if figure is None:
            figure = Figure(None, None, titled if told is not None and told.name else name, "person", parts=parts)
            figure.former = former
            self.persons.append(figure)
            self._consult(figure, told)
        elif len(parts) > len(figure.parts):
            figure.name, figure.parts = name, parts
            self._consult(figure)
        if country is not None and figure.country is None:
            figure.country = country
            self._consult(figure)
        figure.country = country or figure.country
        self._set_sector(figure, sector)
        figure.gender = gender or figure.gender
        figure.see(place)
        return figure

    @staticmethod
    def _set_sector(figure: Figure, sector: str | None) -> None:
        """Keep the first sector that the text states; an officer whom the tables know as a ruler stays a ruler."""
        if sector is None or figure.stated or (sector in ("MIL", "REL", "PTY") and figure.sector == "GOV"):
            return
        figure.sector, figure.stated = sector, True

    def _consult(self, figure: Figure, told: Known | None = None) -> None:
        """Fill what the text has not said from the tables' people."""
        found = told if told is not None and told.name else self._known(figure.name or "", figure.country)
        if found is not None:
            figure.identity = figure.identity or found.name
            figure.country = figure.country or found.country
            figure.sector = figure.sector or found.sector
            figure.gender = figure.gender or found.gender
            figure.office = figure.office or found.office

    def _find(self, naming: _Naming, parts: tuple[str, ...], place: int) -> Figure | None:
        """Return the person whom these parts name, of several the last named before the token."""
        fits = [person for person in self.persons if self._agrees(person, naming, parts)]
        if len(parts) > 1:
            exact = [person for person in fits if is_same_name(person.parts, parts)]
            alone = [person for person in fits if len(person.parts) == 1 and person.parts[0] == parts[-1]]
            return self._latest(exact or alone or self._alias(naming, fits), place)
        if not parts:
            return None
        for rank in (-1, 0, None):
            named = [person for person in fits if _has_part(person.parts, parts[0], rank)]
            if named:
                return self._latest(named, place)
        return self._latest(self._alias(naming, fits), place)

    def _alias(self, naming: _Naming, fits: list[Figure]) -> list[Figure]:
        """Return those whom the tables know by another name, too: 'MBS' is Mohammed bin Salman."""
        known = [person for person in fits if person.identity]
        found = self._known(naming.name, naming.country) if known else None
        return [person for person in known if found is not None and person.identity == found.name]

    @staticmethod
    def _agrees(person: Figure, naming: _Naming, parts: tuple[str, ...]) -> bool:
        if naming.gender and person.gender and naming.gender != person.gender:
            return False
        if naming.identity and person.identity and naming.identity != person.identity:
            return False
        return not (naming.country and person.country and naming.country != person.country) or (
            person.parts == parts and len(parts) > 1
        )

    @staticmethod
    def _latest(persons: list[Figure], place: int) -> Figure | None:
        if not persons:
            return None
        return max(persons, key=lambda person: (person.last_before(place + 1), -(person.places or [0])[0]))

    def hold(self, place: int, role: str, figure: Figure) -> None:
        """Note that at a token a person is said to hold an office."""
        if role != "-":
            self.offices.append((place, role, figure))

    def holder(self, place: int, role: str, country: str | None) -> Figure | None:
        """Return who holds an office (of a country, where given): the last before a token, else the first after."""
        fits = [held for held in self.offices if held[1] == role and (country is None or held[2].country == country)]
        before = [held for held in fits if held[0] <= place]
        if before:
            return max(before, key=lambda held: max(held[0], held[2].last_before(place)))[2]
        return min(fits, key=lambda held: held[0])[2] if fits else None


def _has_part(parts: tuple[str, ...], part: str, rank: int | None) -> bool:
    if rank is not None:
        return parts[rank] == part
    return len(part) > 2 and part in parts
