"""
The ontology of one reading: the package's tables, with a researcher's folder laid over them.

A folder may hold any of `FILES`, in the format of `data/README.md`; its rows are added to the package's, and come first
where a name stands in both. Nothing of it is kept anywhere but in the `Ontology` that `load_ontology` returns.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from itertools import chain
from pathlib import Path

import msgspec

from demarche.errors import LexiconError, did_you_mean
from demarche.ontology.bodies import BODY_COLUMNS, body_ids, body_of, read_organisations
from demarche.ontology.cameo import cameo_codes
from demarche.ontology.countries import country_codes, read_former_states, read_places, read_seats
from demarche.ontology.gazetteer import Gazetteer, NamedTables, gazetteer, namings_of, packaged_names
from demarche.ontology.offices import read_offices, sectors
from demarche.ontology.owntypes import FILE, OwnMode, OwnType, TypesFile
from demarche.ontology.people import COLUMNS, PersonEntry, find_person, index_by_name, people_called, person_of
from demarche.ontology.plover import modes_of, plover_types
from demarche.ontology.tables import Row, once, read_table

# The files that a folder may hold; those of the last line are read by `demarche.reading.events`.
FILES = (
    "people.tsv", "bodies.tsv", "groups.tsv", "organisations.tsv", "places.tsv", "seats.tsv", "former.tsv",
    "offices.tsv",
    "verbs.tsv", "nouns.tsv", "classes.tsv", "operators.tsv", FILE,
)  # fmt: skip
_READ_BY_PEOPLE = frozenset({".md", ".txt", ".rst"})


class Ontology:
    """
    Names and types for one reading. Made by `load_ontology`.

    Parameters
    ----------
    own : NamedTables
        A researcher's own tables of names.
    types, modes : tuple of OwnType, tuple of OwnMode
        Their own types and modes.
    """

    def __init__(
        self, own: NamedTables | None = None, types: tuple[OwnType, ...] = (), modes: tuple[OwnMode, ...] = ()
    ) -> None:
        self.own = own or NamedTables()
        self.own_types: Mapping[str, OwnType] = {one.type: one for one in types}
        self.own_modes: Mapping[tuple[str, str], OwnMode] = {(one.type, one.mode): one for one in modes}
        both = _joined(self.own, packaged_names()) if own is not None else None
        self.gazetteer = Gazetteer(namings_of(both)) if both is not None else gazetteer()
        self._people = index_by_name(both.people) if both is not None else None

    def find_person(self, name: str, on: dt.date | None = None) -> tuple[PersonEntry, ...]:
        """Return the people that a name may mean, as `demarche.ontology.find_person` does."""
        return find_person(name, on) if self._people is None else people_called(name, on, self._people)

    def is_type(self, name: str) -> bool:
        """Tell whether events may have this type."""
        return name in plover_types() or name in self.own_types

    @property
    def types(self) -> tuple[str, ...]:
        """All types: PLOVER's, then the researcher's."""
        return (*plover_types(), *self.own_types)

    def modes_of(self, event_type: str) -> tuple[str, ...]:
        """Return the modes that a type may have."""
        own = tuple(mode for kind, mode in self.own_modes if kind == event_type)
        return (*modes_of(event_type), *own) if event_type in plover_types() else own

    def is_code(self, event_type: str, code: str) -> bool:
        """Tell whether a type may have a CAMEO code; a researcher's own needs none."""
        return code in cameo_codes() or (code == "" and event_type in self.own_types)


def load_ontology(folder: Path | None = None) -> Ontology:
    """
    Return the package's ontology, with a researcher's folder laid over it.

    Parameters
    ----------
    folder : Path, optional
        A folder with any of `FILES`; the package's tables alone where there is none.

    Raises
    ------
    LexiconError
        If there is no such folder, it holds a file that nobody reads, or a file breaks its format; the error names
        file, line and field.

    Examples
    --------
    >>> load_ontology().find_person("Brandt", dt.date(1971, 5, 1))[0].country
    'DEU'
    """
    if folder is None:
        return _packaged()
    if not folder.is_dir():
        raise LexiconError("there is no such folder", where=str(folder), wanted="a folder of tables")
    _check_names(folder)
    file = TypesFile(folder / FILE)
    return Ontology(_own_names(folder), file.types(), file.modes())


@cache
def _packaged() -> Ontology:
    return Ontology()


def _check_names(folder: Path) -> None:
    """Raise LexiconError at a file that nobody would read: its name is mistyped, or it is in the wrong place."""
    for path in sorted(folder.iterdir()):
        known = path.name in FILES or path.suffix in _READ_BY_PEOPLE or path.name.startswith(".") or path.is_dir()
        if not known:
            hint, wanted = did_you_mean(path.name, FILES), ", ".join(FILES)
            raise LexiconError("no table has this name", where=str(path), wanted=wanted, got=path.name, mend=hint)


def _own_names(folder: Path) -> NamedTables:
    has = {name: (folder / name).is_file() for name in FILES}
    rows = once(read_table("bodies.tsv", BODY_COLUMNS, folder=folder), "id") if has["bodies.tsv"] else ()
    bodies = tuple(body_of(row) for row in rows)
    codes = country_codes() | body_ids() | {body.id for body in bodies}
    people = read_table("people.tsv", COLUMNS, folder=folder) if has["people.tsv"] else ()
    return NamedTables(
        former=tuple(read_former_states(folder)) if has["former.tsv"] else (),
        places=tuple(read_places(folder)) if has["places.tsv"] else (),
        seats=tuple(read_seats(folder)) if has["seats.tsv"] else (),
        bodies=bodies,
        groups=tuple(read_organisations("groups.tsv", codes, folder)) if has["groups.tsv"] else (),
        organisations=tuple(read_organisations("organisations.tsv", codes, folder)) if has["organisations.tsv"] else (),
        people=tuple(_person(row, codes) for row in people),
        offices=tuple(read_offices(folder)) if has["offices.tsv"] else (),
    )


def _person(row: Row, codes: frozenset[str]) -> PersonEntry:
    row.choice("country", codes)
    row.choice("sector", frozenset(sectors()))
    return person_of(row)


def _joined(own: NamedTables, packaged: NamedTables) -> NamedTables:
    """Return both, the researcher's rows first."""
    pairs = zip(msgspec.structs.astuple(own), msgspec.structs.astuple(packaged), strict=True)
    return NamedTables(*(tuple(chain(one, other)) for one, other in pairs))
