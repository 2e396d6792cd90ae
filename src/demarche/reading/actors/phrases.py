"""
A noun phrase that may denote actors, and what stands around its head: prefixes, countries, possessors, 'of X'.

Read by word order alone, so that coordinated titled names stay apart whatever the parser made of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from demarche.reading.actors.spotting import Hit, Spots
from demarche.reading.actors.tables import word_kinds

DASHES = frozenset({"-", "‑", "–", "‐"})
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_INDEFINITE = frozenset({"a", "an", "one", "another", "some", "several", "many", "any", "no", "each", "every"})
_OWNERS = frozenset({"his", "her", "its", "their", "our", "my", "whose"})
_DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday",
                   "tomorrow", "last", "late", "early", "next"})  # fmt: skip
# Adjectives that make a group of countries that nobody names.
_COLLECTIVE = frozenset({"western", "european", "african", "asian", "arab", "neighbouring", "neighboring", "foreign",
                         "other", "world", "regional", "international"})  # fmt: skip
_REACH = 9  # words before a title or noun in which its country may stand; longer premodifiers are parser's slips
_LEADING = frozenset({"led", "dominated", "commanded", "headed"})


@dataclass(slots=True)
class Phrase:
    """
    A noun phrase that may denote actors, at tokens [start, end) with its head.

    `hit` is what the head is; `lands` are the countries, bodies and persons that modify it; `owner` is the head
    of another possessor before it, a pronoun or 'the bloc'; `names` are the persons that it introduces; `article` is
    "the", "a" (indefinite) or "".
    """

    start: int
    end: int
    head: int
    hit: Hit
    lands: list[Hit] = field(default_factory=list)
    owner: int | None = None
    names: list[Hit] = field(default_factory=list)
    article: str = ""
    former: bool = False
    other: bool = False
    sided: bool = False
    collective: bool = False


class Surroundings:
    """Reads what stands around the heads of one report's phrases; `taken` are tokens that became part of an 'of X'."""

    def __init__(self, spots: Spots) -> None:
        self.tree, self.at = spots.tree, spots.at
        self.prefixes = word_kinds("prefixes.tsv")
        self.taken: set[int] = set()

    def of(self, phrase: Phrase, prepositions: tuple[str, ...]) -> None:
        """Take 'of France', 'of the UN', after a plural 'of France and Germany'."""
        i = phrase.end
        if i >= len(self.at) or self.tree.lower[i] not in prepositions:
            return
        i += 1
        while i < len(self.at) and self.tree.lower[i] in ("the", "both"):
            i += 1
        hit = self.at[i] if i < len(self.at) else None
        if hit is None or hit.kind not in ("country", "city", "place", "demonym", "seat", "body", "org", "group"):
            return
        owned = hit.end < len(self.at) and self.tree.lower[hit.end] in POSSESSIVES
        phrase.lands.append(hit)
        phrase.end = self._rest_of(hit, hit.end + owned)
        more = self.at[hit.end + 1] if hit.end + 1 < len(self.at) and self.tree.lower[hit.end] == "and" else None
        if phrase.hit.plural and not phrase.names and more is not None and more.kind == hit.kind:
            phrase.lands.append(more)
            phrase.end = more.end

    def _rest_of(self, hit: Hit, i: int) -> int:
        """Return where the noun phrase that a country begins ends: 'the U.S. Joint Chiefs', 'the Indian army'."""
        while i < len(self.at) and self._sentence(i) == self._sentence(hit.start) and self._goes_on(i, hit):
            self.taken.add(i)
            i += 1
        return i

    def _goes_on(self, i: int, hit: Hit) -> bool:
        other = self.at[i]
        if other is not None and other.kind not in ("office", "noun", "org"):
            return False
        if self.tree.pos[i] not in ("PROPN", "NOUN", "ADJ") or self.tree.lower[i] in _DAYS:
            return False
        return other is not None or hit.kind == "demonym" or self.tree.is_capital(i)

    def read(self, phrase: Phrase) -> None:
        """Read leftwards from a head: prefixes, demonyms, possessors, the article."""
        j, low = phrase.start - 1, max(0, phrase.start - _REACH)
        sentence = self._sentence(phrase.head)
        while j >= low and self._sentence(j) == sentence:
            step = self._modifier(phrase, j)
            if step < 0:
                return
            j -= step

    def _modifier(self, phrase: Phrase, j: int) -> int:
        """Read the modifier that ends at token j; return how many tokens it took, -1 at the phrase's edge."""
        word, hit = self.tree.lower[j], self.at[j]
        if word in self.prefixes or word.rstrip("-") in self.prefixes:
            kind = self.prefixes.get(word) or self.prefixes[word.rstrip("-")]
            phrase.former |= kind == "former"
            phrase.other |= kind == "other"
            phrase.start = j
            return 1
        if word in POSSESSIVES:
            return self._possessor(phrase, j)
        if self._is_compound(j):
            return self._compound(phrase, j)
        if hit is not None and (hit.is_land or hit.kind in ("body", "org", "group", "person")):
            return self._land(phrase, hit, j)
        return self._plain(phrase, j)

    def _possessor(self, phrase: Phrase, j: int) -> int:
        """Go on to a possessor that is a land or person; any other ('the bloc's') becomes the owner."""
        hit = self.at[j - 1] if j else None
        if hit is not None and hit.kind not in ("noun", "office", "honorific"):
            return 1
        if j and not phrase.lands:
            phrase.owner = j - 1
        return -1

    def _land(self, phrase: Phrase, hit: Hit, j: int) -> int:
        owned = hit.end < len(self.at) and self.tree.lower[hit.end] in POSSESSIVES
        if (hit.kind == "person" and not owned) or (hit.kind == "city" and not owned and hit.end < phrase.start):
            return -1
        if phrase.lands and not self._joins(hit, phrase):
            return -1
        phrase.lands.insert(0, hit)
        phrase.start = hit.start
        if self._has_the(hit.start - 1):
            phrase.article = phrase.article or "the"
        return j - hit.start + 1

    def _joins(self, hit: Hit, phrase: Phrase) -> bool:
        """Tell whether 'A and' or 'A-' before a phrase that has a country already adds another: 'A and B troops'."""
        between = self.tree.lower[hit.end : phrase.start]
        return bool(between) and all(word in ("and", "or", ",", "&", "'s", "’s") or word in DASHES for word in between)

    def _is_compound(self, j: int) -> bool:
        """Tell whether token j ends 'X-led', 'X-backed', 'pro-X' (one token or three)."""
        word = self.tree.lower[j]
        if word.startswith(("pro-", "anti-")) or ("-" in word and word.rsplit("-", 1)[1] in _LEADING | {"backed"}):
            return True
        if j >= 2 and self.tree.lower[j - 1] in DASHES:
            return word in _LEADING or word.endswith("ed") or word in ("held", "run", "born", "speaking", "made") or (
                self.tree.lower[j - 2] in ("pro", "anti")
            )  # fmt: skip
        return False

    def _compound(self, phrase: Phrase, j: int) -> int:
        """Read 'US-led' as a country of the phrase, 'pro-X' and 'X-backed' as no country of it."""
        first = j - 2 if self.tree.lower[j - 1] in DASHES and "-" not in self.tree.lower[j] else j
        hit = self.at[first]
        start = hit.start if hit is not None and hit.kind != "noun" else first
        if self.tree.lower[j] in _LEADING and hit is not None and (hit.is_land or hit.kind == "body"):
            phrase.lands.insert(0, hit)
        else:
            phrase.sided = True
        phrase.start = start
        return j - start + 1

    def _plain(self, phrase: Phrase, j: int) -> int:
        """Read an adjective, a noun, a numeral or an article before the head."""
        word, pos = self.tree.lower[j], self.tree.pos[j]
        if word in _OWNERS:
            phrase.owner = j if not phrase.lands else None
            phrase.start = j
            return -1
        if pos == "DET" or word in _INDEFINITE or word in ("the", "both", "these", "those"):
            phrase.article = "a" if word in _INDEFINITE else "the" if word in ("the", "this", "that", "both") else ""
            phrase.start = j
            return -1
        if word in _COLLECTIVE:
            phrase.collective = phrase.collective or not phrase.lands
        # A comma joins owners only before an "and": not in "talks in Beirut, France's foreign ministry said".
        joiners = ("and", "or", "&", ",") if len(phrase.lands) > 1 else ("and", "or", "&")
        joined = word in joiners and phrase.start == j + 1 and bool(phrase.lands)
        if joined and j and self.at[j - 1] is not None:
            return 1
        if word in DASHES and j and self.tree.is_glued(j):
            return 1
        if (pos in ("ADJ", "NOUN", "PROPN", "NUM", "ADV") and (not phrase.lands)) or (
            pos == "VERB" and self.tree.deps[j] == "amod"
        ):
            if not phrase.lands and pos != "ADV":
                phrase.start = j
            return 1
        return -1

    def _has_the(self, j: int) -> bool:
        return j >= 0 and self.tree.lower[j] == "the"

    def _sentence(self, i: int) -> int:
        return self.tree.sent_of[i]
