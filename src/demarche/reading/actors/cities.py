"""
Cities that the ontology's own tables do not know, where the text says that it is a place: 'in Baqubah', 'near Hilla'.

Of several countries that have such a city, one that the report names is meant; else the one with the most populous.
"""

from __future__ import annotations

from demarche.ontology import match_city
from demarche.reading.actors.spotting import Hit, Spots

_BEFORE = frozenset({"in", "at", "near", "around", "outside", "inside", "from"})
_KINDS = frozenset({"city", "town", "village", "port", "district", "suburb", "outskirts"})
_JOINING = frozenset({"and", ",", "or"})


def find_cities(spots: Spots) -> None:
    """Lay cities over the words that no table knows; needs the names of persons."""
    tree = spots.tree
    named = {hit.country for hit in spots.at if hit is not None and hit.is_land and hit.country}
    places = {i for start, end, label in tree.names if label == "LOC" for i in range(start, end)}
    for start, end in tree.sents:
        i = start
        while i < end:
            i = _lay(spots, i, end, named, places) if _may_begin(spots, i, start, places) else i + 1


def _may_begin(spots: Spots, i: int, start: int, places: set[int]) -> bool:
    """Tell whether a city's name may begin at a token: the name finder or the words before it call it a place."""
    tree = spots.tree
    if spots.at[i] is not None or not tree.is_capital(i):
        return False
    if i in places:
        return True
    if i == start:
        return False
    joined = tree.lower[i - 1] in _JOINING and i - 2 >= start and _is_city(spots.at[i - 2])
    told = tree.lower[i - 1] == "of" and i - 2 >= start and tree.lower[i - 2] in _KINDS
    return tree.lower[i - 1] in _BEFORE or joined or told


def _is_city(hit: Hit | None) -> bool:
    return hit is not None and hit.kind in ("city", "place")


def _lay(spots: Spots, i: int, end: int, named: set[str], places: set[int]) -> int:
    """Lay a city that begins at a token; return where to go on."""
    found = match_city(spots.tree.words[:end], i)
    if found is None:
        return i + 1
    stop, countries = found
    goes_on = stop < end and spots.at[stop] is None and spots.tree.is_capital(stop) and spots.tree.pos[stop] == "PROPN"
    if goes_on and stop not in places:
        return stop  # "in Lincoln Park", "at Victoria Nuland's"
    if any(spots.at[k] is not None for k in range(i, stop)):
        return stop
    country = next((one for one in countries if one in named), countries[0])
    spots.put(Hit(i, stop, "place", country, None, spots.text(i, stop)))
    return stop
