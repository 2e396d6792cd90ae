"""
What stands in a sentence, word by word: names from the tables, titles, honorifics, collective nouns.

No parse is needed here, so a parser's slip costs nothing. `names.py` adds the names of persons.
"""

from __future__ import annotations

from dataclasses import dataclass

from demarche.reading.actors.atlas import Atlas, Named
from demarche.reading.actors.tables import nouns, offices, word_kinds
from demarche.reading.actors.tree import Tree

# Titles that are as often given names or surnames.
_NAME_TITLES = frozenset({"dean", "major"})


@dataclass(slots=True)
class Hit:
    """
    A phrase of known kind at tokens [start, end).

    `kind`: country, demonym, city (a capital), place (another city or a region), seat, body, org, group (from the
    tables), office, noun (from the room's tables), honorific, person (a name), initials (of
    a body that the tables do not know). `role`, `gender`, `plural` and `former`
    are an office's or noun's.
    """

    start: int
    end: int
    kind: str
    country: str | None = None
    sector: str | None = None
    name: str | None = None
    role: str = "-"
    gender: str | None = None
    plural: bool = False
    former: bool = False
    ambiguous: str | None = None

    @property
    def is_land(self) -> bool:
        """Tell whether the phrase stands for a country: its name, a demonym, a capital, a seat of government."""
        return self.kind in ("country", "demonym", "city", "seat", "place")


class Spots:
    """The hits of one report: `at[i]` is the hit that covers token i, or None; `hits` are all, in order."""

    def __init__(self, tree: Tree, atlas: Atlas) -> None:
        self.tree, self.atlas = tree, atlas
        self.at: list[Hit | None] = [None] * len(tree)
        self._tables = word_kinds("honorifics.tsv")
        self._offices, self._nouns = offices(atlas.ontology), nouns(atlas.ontology)
        for start, end in tree.sents:
            self._scan(start, end)

    @property
    def hits(self) -> list[Hit]:
        """Return each hit once, in order, with the tokens that it still holds."""
        found: list[Hit] = []
        for i, hit in enumerate(self.at):
            if hit is None:
                continue
            if found and found[-1] is hit and hit.end == i:
                hit.end = i + 1
            elif not (found and found[-1] is hit):
                hit.start, hit.end = i, i + 1
                found.append(hit)
        return found

    def put(self, hit: Hit) -> None:
        """Lay a hit over its tokens; a hit that it cuts into loses those tokens."""
        self.at[hit.start : hit.end] = [hit] * (hit.end - hit.start)

    def _scan(self, start: int, end: int) -> None:
        tree, i = self.tree, start
        while i < end:
            hit = self._office(i, end)
            named = self.atlas.at(tree, i, end)
            titled = (
                hit is not None and hit.kind in ("office", "honorific") and named is not None and named.kind == "person"
            )
            if named is not None and not titled and (hit is None or named.end >= hit.end):
                hit = self._table_hit(named, i)
            hit = hit or self._combining(i, end) or self._noun(i, end)
            if hit is not None:
                self.put(hit)
                i = hit.end
            else:
                i += 1

    def _combining(self, i: int, end: int) -> Hit | None:
        """Read 'Sino' in 'Sino-Soviet'."""
        country = word_kinds("combining.tsv").get(self.tree.lower[i])
        if (
            country is None
            or i + 2 >= end
            or self.tree.words[i + 1] not in ("-", "–", "‑")
            or not self.tree.is_glued(i)
        ):
            return None
        return Hit(i, i + 1, "demonym", country)

    def _table_hit(self, named: Named, i: int) -> Hit:
        if named.country and not named.country.startswith("IGO:"):
            self.atlas.nearby.add(named.country)
        if named.kind == "person":
            return Hit(i, named.end, "person", name=self.text(i, named.end))
        name = self.text(i, named.end) if named.kind == "org" else named.name
        return Hit(i, named.end, named.kind, named.country, named.sector, name, ambiguous=named.ambiguous)

    def _office(self, i: int, end: int) -> Hit | None:
        gender = self._tables.get(self.tree.lower[i])
        if gender is not None and self.tree.is_capital(i):
            return Hit(i, i + 1, "honorific", gender=None if gender == "-" else gender)
        former = self.tree.lower[i].startswith("ex-")
        words = [self.tree.lower[i][3:], *self.tree.lower[i + 1 : i + 7]] if former else self.tree.lower
        found = self._offices.at(words, 0 if former else i, min(end - i, len(words)) if former else end)
        if found is None:
            return None
        length, office = found
        if self.tree.pos[i + length - 1] in ("VERB", "AUX", "ADV") or (length == 1 and self._is_name_part(i, end)):
            return None
        return Hit(
            i,
            i + length,
            "office",
            office.country,
            office.sector,
            None,
            office.role,
            office.gender,
            office.plural,
            former,
        )

    def _is_name_part(self, i: int, end: int) -> bool:
        """Tell whether a title is a name here: 'John Major', 'Secretary of State Dean Rusk'."""
        tree, before = self.tree, self.at[i - 1] if i else None
        if not tree.is_capital(i):
            return False
        if i and before is None and tree.is_capital(i - 1) and tree.lower[i - 1] in word_kinds("given-names.tsv"):
            return True
        follows = before is not None and before.kind == "office"
        return follows and tree.lower[i] in _NAME_TITLES and i + 1 < end and tree.is_capital(i + 1)

    def _noun(self, i: int, end: int) -> Hit | None:
        found = self._nouns.at(self.tree.lower, i, end)
        if found is None or self.tree.pos[i + found[0] - 1] not in ("NOUN", "PROPN", ""):
            return None
        length, noun = found
        if noun.kind == "body" and not self.tree.is_capital(i + length - 1):
            return None
        return Hit(i, i + length, "noun", None, noun.sector, noun.lemma, noun.kind, None, noun.plural)

    def text(self, start: int, end: int) -> str:
        """Return a span's words as printed."""
        pieces = [self.tree.words[i] + ("" if self.tree.is_glued(i) else " ") for i in range(start, end)]
        return "".join(pieces).strip()
