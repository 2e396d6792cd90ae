"""The cities of 15,000 inhabitants or more that `places.tsv` does not know, from `data/cities.tsv` (GeoNames)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from demarche.ontology.tables import DATA, pieces

LONGEST = 5
"""Words that a city's name has at most, as far as it is looked for."""


def match_city(words: Sequence[str], start: int) -> tuple[int, tuple[str, ...]] | None:
    """
    Return where the longest name of a city that begins at a word ends, and its countries, the most populous city first.

    Parameters
    ----------
    words : sequence of str
        As printed; accents, hyphens and apostrophes do not count, capitals do.
    start : int

    Examples
    --------
    >>> match_city(["near", "Baqubah", "on", "Monday"], 1)
    (2, ('IRQ',))
    """
    known = _cities()
    for stop in range(min(len(words), start + LONGEST), start, -1):
        told = known.get(" ".join(piece for word in words[start:stop] for piece in pieces(word)))
        if told is not None:
            return stop, tuple(told.split("|"))
    return None


@cache
def _cities() -> dict[str, str]:
    # 75,000 rows that the package makes itself: no `read_table`, which would look at each cell.
    lines = (DATA / "cities.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if not line.startswith("#"))
