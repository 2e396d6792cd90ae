"""The phrases seen as places: countries, cities and what the name finder calls LOC, with the country where known."""

from __future__ import annotations

from demarche.reading.actors.spotting import Hit, Spots
from demarche.reading.actors.tree import Tree
from demarche.record import Place

_LOCAL = frozenset({"in", "at", "near", "to", "into", "toward", "towards", "through", "across", "over", "outside",
                    "inside", "around", "from", "within", "throughout", "off", "along", "on", "onto", "via", "above",
                    "beyond", "north", "south", "east", "west"})  # fmt: skip
_GROUND = frozenset({"border", "territory", "soil", "airspace", "waters", "coast", "capital", "city", "town", "port",
                     "island", "peninsula", "region", "province", "frontier", "village", "airport", "base", "sea",
                     "strait", "mainland", "north", "south", "east", "west", "area", "land", "state"})  # fmt: skip


class Places:
    """The places of one report."""

    def __init__(self, tree: Tree, spots: Spots) -> None:
        self._tree, self._spots = tree, spots
        self._names = {i: (start, end) for start, end, label in tree.names if label == "LOC" for i in range(start, end)}
        self._country_of: dict[str, str] = {}
        for start, end, label in tree.names:
            if label == "LOC" and (country := self._stated(start, end)):
                self._country_of.setdefault(spots.text(start, end), country)

    def is_place(self, head: int) -> bool:
        """Tell whether a preposition of place stands before the phrase."""
        tree = self._tree
        return any(tree.deps[child] == "case" and tree.lower[child] in _LOCAL for child in tree.children[head])

    def at(self, i: int) -> Place | None:
        """Return the place that the phrase headed by a token names, or None."""
        if i < 0:
            return None
        hit = self._spots.at[i]
        if hit is not None and hit.kind in ("country", "city", "place"):
            return Place(self._spots.text(hit.start, hit.end), hit.country)
        if hit is not None and hit.kind in ("person", "office", "honorific"):
            return None
        if i in self._names:
            name = self._spots.text(*self._names[i])
            return Place(name, self._country_of.get(name))
        return self._ground(i)

    def _ground(self, i: int) -> Place | None:
        """Read 'the Saudi border', 'Ukraine's east' as a place in the country that modifies it."""
        tree = self._tree
        if tree.lemmas[i] not in _GROUND and tree.lower[i] not in _GROUND:
            return None
        start = i
        for child in tree.children[i]:
            if child < i and tree.deps[child] in ("nmod:poss", "amod", "compound", "nmod"):
                start = min(start, child)
        lands = [self._land(j) for j in tree.children[i]] + [
            self._land(j) for c in tree.children[i] for j in tree.children[c]
        ]
        country = next((land.country for land in lands if land is not None), None)
        return Place(self._spots.text(start, i + 1), country) if country is not None else None

    def _land(self, i: int) -> Hit | None:
        hit = self._spots.at[i]
        return hit if hit is not None and hit.is_land else None

    def _stated(self, start: int, end: int) -> str | None:
        """Return the country that the text itself gives to a place: 'Aleppo, Syria', 'Syria's city of Aleppo'."""
        at, lower = self._spots.at, self._tree.lower
        after = at[end + 1] if end + 1 < len(at) and lower[end] in (",", "in") else None
        if after is not None and after.kind in ("country", "demonym") and after.start == end + 1:
            return after.country
        for j in range(start - 1, max(start - 7, -1), -1):
            hit = at[j]
            if hit is not None and hit.kind in ("country", "demonym"):
                return hit.country
            if lower[j] not in (
                "of",
                "city",
                "town",
                "port",
                "the",
                "village",
                "province",
                "region",
                "'s",
                "’s",
                "capital",
            ) and (self._tree.pos[j] not in ("ADJ", "PROPN", "NOUN")):
                break
        return None
