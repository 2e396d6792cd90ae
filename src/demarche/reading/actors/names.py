"""
The names of persons: found where the name finder, a title, an honorific, an apposition or an earlier full name says so.

A title or a table overrules the name finder; capitalised words beside a title are a name even where it is silent.
"""

from __future__ import annotations

from demarche.reading.actors.register import name_parts
from demarche.reading.actors.spotting import Hit, Spots

_INSIDE = frozenset({"de", "da", "di", "du", "dos", "del", "la", "le", "van", "von", "der", "den", "bin", "ibn", "ben",
                     "al", "el", "ul", "ur", "abu", "ter", "ten", "af", "y", "e"})  # fmt: skip
_DASHES = frozenset({"-", "‑", "–", "‐"})
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_CUTS = frozenset({",", "and", "'s", "’s", "of", "for", "in", "(", ";", "/", '"', "“", "”", "``", "''"})
_COMMAS = frozenset({",", "(", "--", "—"})
_NO_NAME = frozenset({"VERB", "AUX", "DET", "PRON", "ADP", "CCONJ", "SCONJ", "PUNCT"})
_NOMINAL = frozenset({"nsubj", "obj", "obl", "nmod", "nmod:poss", "conj", "appos", "flat", "nsubj:pass", "compound"})
# Surnames of the tables that are words too: believed at the head of a sentence only where the name finder agrees.
_WORDS = frozenset({"may", "major", "brown", "bush", "ban", "park", "day", "long", "rice", "powell", "lord", "hope"})


def find_names(spots: Spots) -> None:
    """Lay the names of persons over a report's hits."""
    finder = _Names(spots)
    for start, end, label in spots.tree.names:
        if label == "PER" and spots.tree.sent_of[start] >= 0:
            finder.found(start, min(end, spots.tree.sents[spots.tree.sent_of[start]][1]))
    for start, end in spots.tree.sents:
        finder.after_titles(start, end)
    for start, end in spots.tree.sents:
        for i in range(start, end - 1):
            finder.beside(i, end)
    finder.short_names()


class _Names:
    """The search for names over one report's hits."""

    def __init__(self, spots: Spots) -> None:
        self.spots, self.tree, self.at = spots, spots.tree, spots.at

    # -- what the name finder says

    def found(self, start: int, end: int, *, is_part: bool = False) -> None:
        """Take a name that the name finder gives, less the titles, demonyms and possessives at its edges."""
        lower = self.tree.lower
        while start < end and self._is_edge(start, end):
            start += 1
        while end > start and (lower[end - 1] in _POSSESSIVES or not self.tree.words[end - 1][:1].isalnum()):
            end -= 1
        last = self.at[end - 1] if end > start else None
        if last is not None and last.kind == "office" and last.end > end:
            end = last.start  # "US Secretary", of a Secretary of State
        # A part stays within its cut, else it would grow back over it without end.
        while not is_part and end > start and end + 1 < len(self.at) and self._is_hyphenated(end):
            end += 2
        stop = next((i for i in range(start, end) if lower[i] in _CUTS), end)
        if stop < end:
            self.found(start, stop, is_part=True)
            self.found(stop + 1, end, is_part=True)
        elif start < end and self._is_name(start, end):
            self._put(start, end)

    def _is_hyphenated(self, end: int) -> bool:
        """Tell whether a name goes on with a hyphen: 'Nam Sung' and '-wook'."""
        tree = self.tree
        return (
            tree.words[end] in _DASHES
            and tree.is_glued(end)
            and tree.is_glued(end - 1)
            and tree.words[end + 1].isalpha()
        )

    def _is_edge(self, i: int, end: int) -> bool:
        hit = self.at[i]
        if hit is not None and hit.kind in ("office", "honorific", "noun"):
            return True
        if hit is not None and hit.kind in ("demonym", "body", "seat"):
            return True
        if hit is not None and hit.is_land and hit.end < end and self.tree.lower[hit.end] in _POSSESSIVES:
            return True
        return self.tree.lower[i] in _POSSESSIVES or self.tree.pos[i] in ("DET", "PUNCT", "ADP")

    def _is_name(self, start: int, end: int) -> bool:
        """Tell whether a span can be a person's name: one word that the tables know is not."""
        inner = self.at[start]
        if end - start == 1:
            return inner is None and self.tree.is_capital(start)
        return inner is None or not (inner.start <= start and inner.end >= end)

    def _put(self, start: int, end: int, gender: str | None = None) -> None:
        self.spots.put(Hit(start, end, "person", name=self.spots.text(start, end), gender=gender))

    # -- what stands beside a title

    def after_titles(self, start: int, stop: int) -> None:
        """Take the capitalised words after each title or honorific; after 'Presidents', each of 'A and B'."""
        for i in range(start, stop):
            hit = self.at[i]
            if hit is not None and hit.kind in ("office", "honorific") and i == hit.end - 1:
                self._after(i + 1, stop, hit)

    def _after(self, start: int, stop: int, title: Hit) -> None:
        end = self._end(start, stop)
        if end == start:
            return
        self._put(start, end, title.gender)
        if title.plural and end + 1 < stop and self.tree.lower[end] in ("and", ","):
            self._after(end + 1, stop, title)

    def beside(self, i: int, stop: int) -> None:
        """Take two or more capitalised words as a name: after 'Egypt's', on either side of a title's comma."""
        before, lower = self.at[i], self.tree.lower
        if lower[i] == ",":
            self._before_title(i, stop)
        if before is None or i + 2 >= stop:
            return
        owner = lower[i + 1] in _POSSESSIVES and (before.is_land or before.kind == "body")
        titled = lower[i + 1] in _COMMAS and self._closes_title(i)
        if owner or titled:
            end = self._end(i + 2, stop)
            if (
                (end - i > 3 or (owner and end - i == 3 and self._is_alone(i + 2)))
                and all(self.at[k] is None for k in range(i + 2, end))
                and self._is_proper(i + 2, end)
            ):
                self._put(i + 2, end)

    def _is_alone(self, i: int) -> bool:
        """Tell whether a proper noun heads its own phrase: 'Brazil's Lula', not 'Brazil's Amazon basin'."""
        after = self.tree.pos[i + 1] if i + 1 < len(self.at) else ""
        return self.tree.pos[i] == "PROPN" and after not in ("NOUN", "PROPN", "ADJ")

    def _closes_title(self, i: int) -> bool:
        """Tell whether a title stands in the few words up to a token: 'the foreign minister of Ukraine'."""
        return any(hit is not None and hit.kind == "office" for hit in self.at[max(0, i - 4) : i + 1])

    def _before_title(self, comma: int, stop: int) -> None:
        """Take the capitalised words before ', the Russian minister' as a name."""
        ahead = self.at[comma + 1 : min(comma + 7, stop)]
        if not any(hit is not None and hit.kind == "office" for hit in ahead):
            return
        start, sent = comma, self.tree.sent_of[comma]
        while start > 0 and self.at[start - 1] is None and self.tree.sent_of[start - 1] == sent:
            if not (self.tree.is_capital(start - 1) and self.tree.pos[start - 1] == "PROPN"):
                break
            start -= 1
        if comma - start >= 2:
            self._put(start, comma)

    def _is_proper(self, start: int, end: int) -> bool:
        """Tell whether the words are a name's: proper nouns that the name finder calls no place or organisation."""
        other = any(label != "PER" and s < end and e > start for s, e, label in self._near(start))
        return not other and all(
            self.tree.pos[i] not in _NO_NAME or self.tree.words[i] in _DASHES for i in range(start, end)
        )

    def _near(self, i: int) -> list[tuple[int, int, str]]:
        return [name for name in self.tree.names if abs(name[0] - i) < 12]

    def _end(self, start: int, stop: int) -> int:
        """Return where the name that begins at a token ends; `start` itself where none begins."""
        end = start
        while end < stop and self._continues(start, end, stop):
            end += 1
        while end > start and (self.tree.lower[end - 1] in _INSIDE or self.tree.words[end - 1] in _DASHES):
            end -= 1
        return end

    def _continues(self, start: int, i: int, stop: int) -> bool:
        tree, word, hit = self.tree, self.tree.words[i], self.at[i]
        if word in _DASHES:
            return i > start and i + 1 < stop and tree.is_glued(i) and tree.is_glued(i - 1)
        if i > start and (tree.words[i - 1] in _DASHES or word.lower() in _INSIDE) and word.isalpha():
            return tree.words[i - 1] in _DASHES or self._leads_on(i + 1, stop)
        if hit is not None and hit.kind != "person":
            return self._is_swallowed(hit, start, i, stop)
        return word[:1].isupper() and word[:1].isalpha() and tree.pos[i] not in _NO_NAME

    def _is_swallowed(self, hit: Hit, start: int, i: int, stop: int) -> bool:
        """Tell whether a table's word is a surname here: 'Imran Khan', 'John Major', 'Michael Jordan'."""
        if i == start or hit.end - hit.start > 1 or not self.tree.is_capital(i) or self._is_capital(i + 1, stop):
            return False
        if hit.kind in ("office", "noun"):
            return True
        return hit.kind in ("country", "city", "place") and self.at[i - 1] is None and self.tree.deps[i] == "flat"

    def _leads_on(self, i: int, stop: int) -> bool:
        """Tell whether a name goes on after a particle: a capital, or a dash and a capital."""
        return self._is_capital(i, stop) or (
            i < stop and self.tree.words[i] in _DASHES and self._is_capital(i + 1, stop)
        )

    def _is_capital(self, i: int, stop: int) -> bool:
        return i < stop and self.tree.is_capital(i)

    # -- names that stand alone

    def short_names(self) -> None:
        """Find the surnames (and forenames) that stand alone, of persons whom the report or the tables know."""
        known: set[str] = set()
        surnames: set[str] = set()
        for hit in self.spots.hits:
            if hit.kind == "person":
                parts = name_parts(hit.name or "")
                known.update(part for part in parts if len(part) > 2)
                surnames.update(parts[-1:] if len(parts) > 1 else ())
        self._surnames_of_titles(surnames)
        i = 0
        while i < len(self.at):
            end = i
            while end < len(self.at) and self._is_short(end, known) and self.tree.sent_of[end] == self.tree.sent_of[i]:
                end += 1
            if end > i:
                self._put(i, end)
            i = max(end, i + 1)

    def _surnames_of_titles(self, surnames: set[str]) -> None:
        """Take a title's word that stands alone for the name that the report gave in full: 'Imran Khan … Khan said'."""
        for hit in self.spots.hits:
            i = hit.start
            lone = hit.kind in ("office", "honorific") and hit.end - i == 1 and self.tree.is_capital(i)
            if not lone or hit.plural or self.tree.lower[i] not in surnames:
                continue
            after = self.at[i + 1] if i + 1 < len(self.at) else None
            article = (
                i > 0 and self.tree.pos[i - 1] in ("DET", "ADJ") and self.tree.sent_of[i - 1] == self.tree.sent_of[i]
            )
            if (
                not article
                and (after is None or after.kind != "person")
                and self.tree.lower[min(i + 1, len(self.at) - 1)] != "of"
            ):
                self._put(i, i + 1)

    def _is_short(self, i: int, known: set[str]) -> bool:
        """Tell whether a word that nothing else claims is part of a known person's name."""
        tree = self.tree
        if self.at[i] is not None or not tree.is_capital(i) or tree.sent_of[i] < 0:
            return False
        parts = name_parts(tree.words[i])
        if tree.pos[i] in _NO_NAME and not (set(parts) <= known and self._is_nominal(i)):
            return False
        return bool(parts) and (set(parts) <= known or self._is_famous(i))

    def _is_nominal(self, i: int) -> bool:
        """Tell whether a word tagged as a verb is a name: an argument, or right before a verb ('Begin agreed')."""
        if self.tree.deps[i] in _NOMINAL:
            return True
        return i + 1 < len(self.at) and self.tree.pos[i + 1] in ("VERB", "AUX") and self.tree.pos[i] == "VERB"

    def _is_famous(self, i: int) -> bool:
        """Tell whether a word alone names somebody of the tables; at a sentence's head no common word does."""
        first = self.tree.sents[self.tree.sent_of[i]][0] == i
        common = first and self.tree.lower[i] in _WORDS
        return self.tree.pos[i] == "PROPN" and not common and self.spots.atlas.knows(self.tree.words[i])
