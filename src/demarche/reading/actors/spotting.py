"""
What stands in a sentence, word by word: names from the tables, titles, collective nouns, and persons' names.

No parse is needed here; so a parser's slip costs nothing. Persons' names are found where the name finder, a title, an
honorific or an earlier full name says so; a title or a table overrules the name finder.
"""

from __future__ import annotations

from dataclasses import dataclass

from demarche.reading.actors.atlas import Atlas, Named
from demarche.reading.actors.register import name_parts
from demarche.reading.actors.tables import nouns, offices, word_kinds
from demarche.reading.actors.tree import Tree

_INSIDE = frozenset({"de", "da", "di", "du", "dos", "del", "la", "le", "van", "von", "der", "den", "bin", "ibn", "ben",
                     "al", "el", "ul", "ur", "abu", "ter", "ten", "af", "y", "e"})  # fmt: skip
_DASHES = frozenset({"-", "‑", "–", "‐"})
_WORDS = frozenset({"may", "major", "brown", "bush", "ban", "park", "day", "long", "rice", "powell", "lord", "hope"})
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


@dataclass(slots=True)
class Hit:
    """
    A phrase of known kind at tokens [start, end).

    `kind`: country, demonym, city (a capital), place (another city or a region), seat, body, org, group (from the
    tables), office, noun (from the room's tables), honorific, person (a name). `role`, `gender` and `plural` are an
    office's or noun's.
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

    @property
    def is_land(self) -> bool:
        """Tell whether the phrase stands for a country: its name, a demonym, a capital, a seat of government."""
        return self.kind in ("country", "demonym", "city", "seat", "place")


class Spots:
    """The hits of one report: `at[i]` is the hit that covers token i, or None; `hits` are all, in order."""

    def __init__(self, tree: Tree, atlas: Atlas) -> None:
        self.tree, self._atlas = tree, atlas
        self.at: list[Hit | None] = [None] * len(tree)
        self._tables = word_kinds("honorifics.tsv")
        for start, end in tree.sents:
            self._scan(start, end)
        self._name_spans()
        self.hits = _in_order(self.at)

    def put(self, hit: Hit) -> None:
        """Lay a hit over its tokens; a hit that it cuts into loses those tokens."""
        self.at[hit.start : hit.end] = [hit] * (hit.end - hit.start)

    def _scan(self, start: int, end: int) -> None:
        tree, i = self.tree, start
        while i < end:
            hit = self._office(i, end)
            named = self._atlas.at(tree, i, end)
            if named is not None and (hit is None or named.end >= hit.end):
                hit = self._table_hit(named, i)
            hit = hit or self._noun(i, end)
            if hit is not None:
                self.put(hit)
                i = hit.end
            else:
                i += 1

    def _table_hit(self, named: Named, i: int) -> Hit:
        if named.country and not named.country.startswith("IGO:"):
            self._atlas.nearby.add(named.country)
        if named.kind == "person":
            return Hit(i, named.end, "person", name=self.text(i, named.end))
        return Hit(i, named.end, named.kind, named.country, named.sector, named.name)

    def _office(self, i: int, end: int) -> Hit | None:
        found = offices().at(self.tree.lower, i, end)
        if found is None:
            gender = self._tables.get(self.tree.lower[i])
            if gender is None or not self.tree.is_capital(i):
                return None
            return Hit(i, i + 1, "honorific", gender=None if gender == "-" else gender)
        length, office = found
        if self.tree.pos[i + length - 1] in ("VERB", "AUX", "ADV"):
            return None
        return Hit(
            i, i + length, "office", office.country, office.sector, None, office.role, office.gender, office.plural
        )

    def _noun(self, i: int, end: int) -> Hit | None:
        found = nouns().at(self.tree.lower, i, end)
        if found is None or self.tree.pos[i + found[0] - 1] not in ("NOUN", "PROPN", ""):
            return None
        length, noun = found
        return Hit(i, i + length, "noun", None, noun.sector, noun.lemma, noun.kind, None, noun.plural)

    # -- names of persons

    def _name_spans(self) -> None:
        for start, end, label in self.tree.names:
            if label == "PER" and self.tree.sent_of[start] >= 0:
                self._found_name(start, end)
        for start, end in self.tree.sents:
            for i in range(start, end):
                hit = self.at[i]
                if hit is not None and hit.kind in ("office", "honorific") and i == hit.end - 1:
                    self._name_after(hit, end)
        self._short_names()

    def _found_name(self, start: int, end: int) -> None:
        """Take a name that the name finder gives, less the titles, demonyms and possessives at its edges."""
        while start < end and self._is_edge(start, end):
            start += 1
        while end > start and (self.tree.lower[end - 1] in _POSSESSIVES or not self.tree.words[end - 1][:1].isalnum()):
            end -= 1
        stop = next((i for i in range(start, end) if self.tree.lower[i] in (",", "and", "'s", "’s")), end)
        if stop < end:
            self._found_name(start, stop)
            self._found_name(stop + 1, end)
        elif start < end and self._is_name(start, end):
            self.put(Hit(start, end, "person", name=self.text(start, end)))

    def _is_edge(self, i: int, end: int) -> bool:
        hit = self.at[i]
        if hit is not None and hit.kind in ("office", "honorific", "noun"):
            return hit.end < end or hit.kind != "honorific"
        if hit is not None and hit.kind in ("demonym", "body", "seat"):
            return True
        if hit is not None and hit.is_land and i + 1 < end and self.tree.lower[i + 1] in _POSSESSIVES:
            return True
        return self.tree.lower[i] in _POSSESSIVES or self.tree.pos[i] in ("DET", "PUNCT", "ADP")

    def _is_name(self, start: int, end: int) -> bool:
        """Tell whether a span can be a person's name: one word that is a country's is not."""
        if end - start == 1:
            return self.at[start] is None and self.tree.is_capital(start)
        inner = self.at[start]
        return inner is None or not (inner.start <= start and inner.end >= end)

    def _name_after(self, title: Hit, stop: int) -> None:
        """Take the capitalised words after a title as a name; after 'Presidents', each of 'A and B'."""
        start = title.end
        end = self.name_end(start, stop)
        if end == start:
            return
        self.put(Hit(start, end, "person", name=self.text(start, end), gender=title.gender))
        if title.plural and end + 1 < stop and self.tree.lower[end] in ("and", ","):
            self._name_after(Hit(end, end + 1, title.kind, gender=title.gender, plural=True), stop)

    def name_end(self, start: int, stop: int) -> int:
        """Return where the name that begins at a token ends; `start` itself where none begins."""
        end = start
        while end < stop and self._continues(start, end, stop):
            end += 1
        while end > start and (self.tree.lower[end - 1] in _INSIDE or self.tree.words[end - 1] in _DASHES):
            end -= 1
        return end

    def _continues(self, start: int, i: int, stop: int) -> bool:
        word, hit = self.tree.words[i], self.at[i]
        if hit is not None and hit.kind in ("office", "honorific"):
            return False
        if (
            hit is not None
            and hit.kind != "person"
            and (i == start or hit.kind in ("demonym", "country", "body", "seat"))
        ):
            return (
                i > start and hit.kind in ("country", "city") and self.at[i - 1] is None and self.tree.deps[i] == "flat"
            )
        if word in _DASHES:
            return i > start and i + 1 < stop and self.tree.is_glued(i) and self.tree.is_glued(i - 1)
        if i > start and word.lower() in _INSIDE:
            return i + 1 < stop and self.tree.is_capital(i + 1)
        if i > start and self.tree.words[i - 1] in _DASHES and word.isalpha():
            return True
        return (
            word[:1].isupper() and word[:1].isalpha() and self.tree.pos[i] not in ("VERB", "AUX", "DET", "PRON", "ADP")
        )

    def _short_names(self) -> None:
        """Find the surnames (and forenames) that stand alone of persons whose full names the report gives."""
        known: set[str] = set()
        for hit in _in_order(self.at):
            if hit.kind == "person":
                parts = name_parts(hit.name or "")
                known.update(part for part in parts if len(part) > 2)
        i = 0
        while i < len(self.at):
            end = i
            while (
                end < len(self.at)
                and self._is_short(end, known)
                and (end == i or self.tree.sent_of[end] == self.tree.sent_of[i])
            ):
                end += 1
            if end > i:
                self.put(Hit(i, end, "person", name=self.text(i, end)))
            i = max(end, i + 1)

    def _is_short(self, i: int, known: set[str]) -> bool:
        """Tell whether a word that nothing else claims is part of a known person's name."""
        tree = self.tree
        if self.at[i] is not None or tree.sent_of[i] < 0 or not tree.is_capital(i):
            return False
        parts = name_parts(tree.words[i])
        believed = bool(parts) and (set(parts) <= known or self._is_known(i))
        return believed and tree.pos[i] in ("PROPN", "NOUN", "X", "ADJ", "")

    def _is_known(self, i: int) -> bool:
        """Tell whether a word alone names somebody of the tables; at a sentence's head no common word does."""
        first = self.tree.sents[self.tree.sent_of[i]][0] == i
        return (
            self.tree.pos[i] == "PROPN"
            and not (first and self.tree.lower[i] in _WORDS)
            and self._atlas.knows(self.tree.words[i])
        )

    def text(self, start: int, end: int) -> str:
        """Return a span's words as printed."""
        pieces = [self.tree.words[i] + ("" if self.tree.is_glued(i) else " ") for i in range(start, end)]
        return "".join(pieces).strip()


def _in_order(at: list[Hit | None]) -> list[Hit]:
    """Return each hit once, with the tokens that it still holds."""
    found: list[Hit] = []
    for i, hit in enumerate(at):
        if hit is None or (found and found[-1] is hit):
            continue
        hit.start = i
        end = i
        while end < len(at) and at[end] is hit:
            end += 1
        hit.end = end
        found.append(hit)
    return found
