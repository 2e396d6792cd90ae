"""Where: places as they are compared. A seat stands for the capital; a region or a country is wider than a city."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from demarche.ontology import country, country_of, gazetteer
from demarche.record import Place

COUNTRY, REGION, CITY = 0, 1, 2
_LEVELS = {"country": COUNTRY, "demonym": COUNTRY, "region": REGION, "water": REGION}
_WIDE = frozenset({"region", "province", "oblast", "district", "governorate", "border", "borders", "area", "coast"})
_SIDES = frozenset({"north", "south", "east", "west", "northern", "southern", "eastern", "western", "central"})


@dataclass(frozen=True, slots=True)
class Site:
    """A place as it is compared: `name` is its canonical name, `level` how wide it is."""

    name: str
    country: str | None
    level: int

    def meets(self, other: Site) -> bool:
        """Whether the two may be one place: the same, or one wide and around the other as far as is known."""
        if self.name == other.name:
            return True
        if self.country != other.country or self.country is None:
            return False
        return min(self.level, other.level) < CITY


def site_of(place: Place | None) -> Site | None:
    """
    Return how a place is compared, or None where there is none.

    Examples
    --------
    >>> from demarche.record import Place
    >>> site_of(Place("Kharkov")) == site_of(Place("Kharkiv", "UKR"))
    True
    >>> site_of(Place("the Kremlin")).name
    'Moscow'
    """
    return _site(place.name, place.country) if place else None


@lru_cache(maxsize=65536)
def _site(name: str, home: str | None) -> Site:
    known = gazetteer().find(name)
    if known is not None and known.kind in ("seat", "capital"):
        nation = country(known.country) if known.country else None
        capital = nation.capitals[0] if nation and nation.capitals and known.kind == "seat" else known.name
        return Site(capital, known.country, CITY)
    if known is not None and known.kind in ("country", "demonym", "city", "region", "water", "base"):
        return Site(known.name, known.country or home, _LEVELS.get(known.kind, CITY))
    pieces = [word for word in name.replace("’", "'").split() if word.lower() not in ("the", "near")]
    folded = [piece.casefold().removesuffix("'s") for piece in pieces]
    is_wide = bool(set(folded) & (_WIDE | _SIDES)) or not pieces or not pieces[-1][:1].isupper()
    around = home or country_of(" ".join(piece for piece in pieces if piece[:1].isupper()).removesuffix("'s"))
    return Site(" ".join(folded), around, REGION if is_wide else CITY)
