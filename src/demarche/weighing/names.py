"""
Who is named: keys of actors and persons that are equal only where the record says that they are one.

Names are never compared by likeness. A country is compared by its code, a group by its entry in the tables, a person by
the pieces of the name, within one country: 'Macron' is 'Emmanuel Macron' where no other Macron of France is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from demarche.ontology import gazetteer
from demarche.record import Actor
from demarche.weighing.tables import rows, words

_BODIES = frozenset({"group", "body", "organisation", "seat", "country", "demonym", "office"})
_MOST_PIECES = 5


@dataclass(frozen=True, slots=True)
class ActorKey:
    """`country` is what blocks and overlaps are made of; `group` tells the state from others of that country."""

    country: str
    group: str
    person: str | None


@cache
def groups() -> Mapping[str, str]:
    """The group of each sector: state, armed, society or body."""
    return {row["sector"]: row["group"] for row in rows("groups.tsv", ("sector", "group"))}


def actor_key(actor: Actor) -> ActorKey | None:
    """
    Return what an actor is compared by, or None where nothing names it ('officials', 'more troops').

    Examples
    --------
    >>> from demarche.record import Actor
    >>> actor_key(Actor("PRK")) == actor_key(Actor("KOR"))
    False
    >>> actor_key(Actor("FRA", "GOV", "Emmanuel Macron"))
    ActorKey(country='FRA', group='state', person='Emmanuel Macron')
    """
    name = (actor.name or "").strip()
    group = groups().get(actor.sector or "GOV", "state")
    entry = _table_entry(name) if name else None
    if actor.country is None:
        if not name or not name[0].isupper() or _is_generic(name):
            return None
        return ActorKey("name:" + _fold(entry[1] if entry else name), group, None)
    if actor.country.startswith("IGO:"):
        group = "body"
    if entry and entry[0] == "group":
        return ActorKey(actor.country, _fold(entry[1]), None)
    return ActorKey(actor.country, group, name if name and is_person(name) else None)


@lru_cache(maxsize=65536)
def _table_entry(name: str) -> tuple[str, str] | None:
    hit = gazetteer().find(name)
    return (hit.kind, hit.name) if hit else None


def _is_generic(name: str) -> bool:
    return " " not in name and name.endswith("s") and _table_entry(name) is None


@lru_cache(maxsize=65536)
def is_person(name: str) -> bool:
    """
    Tell whether a name can be a person's: capitals throughout, no word of a body, no entry as a body.

    Examples
    --------
    >>> is_person("Sergei Lavrov"), is_person("Foreign Ministry"), is_person("local officials")
    (True, False, False)
    """
    pieces = name.split()
    if not 0 < len(pieces) <= _MOST_PIECES or not (pieces[0][0].isupper() and pieces[-1][0].isupper()):
        return False
    if any(_fold(piece) in words("bodywords.txt") for piece in pieces):
        return False
    entry = _table_entry(name)
    return entry is None or entry[0] not in _BODIES


def _fold(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").replace(".", "").replace("’", "'").split())


def full_names(named: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str | None]:
    """
    Map each (country, person as named) to the fullest form in the corpus, or None where a short form fits several.

    Examples
    --------
    >>> found = full_names([("CUB", "Castro"), ("CUB", "Fidel Castro"), ("CUB", "Raúl Castro"), ("FRA", "Macron")])
    >>> found["CUB", "Castro"], found["FRA", "Macron"]
    (None, 'macron')
    """
    by_country: dict[str, dict[str, frozenset[str]]] = {}
    pairs = sorted(set(named))
    for country, name in pairs:
        folded = _fold(name)
        by_country.setdefault(country, {})[folded] = frozenset(folded.split())
    fullest = {country: _fullest(names) for country, names in by_country.items()}
    return {(country, name): fullest[country][_fold(name)] for country, name in pairs}


def _fullest(names: Mapping[str, frozenset[str]]) -> dict[str, str | None]:
    """Map each name to the one longest name that has all its pieces; to None where two such names differ."""
    by_piece: dict[str, list[str]] = {}
    for name, pieces in names.items():
        for piece in pieces:
            by_piece.setdefault(piece, []).append(name)
    found: dict[str, str | None] = {}
    for name, pieces in names.items():
        rarest = min((by_piece[piece] for piece in pieces), key=len)
        wider = [other for other in rarest if names[other] > pieces]
        # Only names that no other contains count: 'Kim' fits 'Kim Jong Un' and 'Kim Yo Jong', which differ.
        tops = [one for one in wider if not any(names[two] > names[one] for two in wider)]
        found[name] = name if not tops else (tops[0] if len(tops) == 1 else None)
    return found
