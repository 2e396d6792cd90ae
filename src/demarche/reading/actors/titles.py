"""
From hits to noun phrases: a title with its country, prefixes and name; troops with whose they are; a bare name.

"French President Emmanuel Macron", "Sergei Lavrov, Russia's foreign minister,", "Presidents Xi Jinping of China and
Vladimir Putin of Russia", "Indian and Chinese troops".
"""

from __future__ import annotations

from demarche.reading.actors.phrases import DASHES, POSSESSIVES, Phrase, Surroundings
from demarche.reading.actors.spotting import Hit, Spots
from demarche.reading.actors.tables import nouns

_CLOSERS = frozenset({"PUNCT", "VERB", "AUX", "ADV", "ADP", "CCONJ"})
# Offices that say with 'for' or 'at' whose they are; an envoy 'for Cyprus' or 'at the UN' does not.
_FOR = frozenset({"spokesman", "adviser", "foreign-minister", "director"})


# Those whose country is where they work, and not what they study or report on.
EXPERTS = frozenset({"analyst", "professor", "journalist", "economist", "historian", "lawyer"})
_DESK = 9  # words after an expert's title in which the place of work may stand
_NAME = 8  # words after a body's noun in which its name may go on
_AROUND = ("of", "in", "from", "near", "around", "inside", "outside", "across", "throughout")
# Where bodies of states sit: 'the Commission in Brussels' is not Belgium's.
_HOSTS = frozenset({"brussels", "geneva", "vienna", "hague", "strasbourg", "york"})
# Sectors of those who live where they are: a cleric in Najaf, a police chief in Basra; a diplomat in Kyiv does not.
_LOCAL = frozenset({"REL", "COP", "REB", "LAB", "CVL", "OPP", "PTY", "AGR"})
_NAMING = frozenset({"PROPN", "NOUN", "ADJ", "ADP", "DET", "CCONJ"})


def find_phrases(spots: Spots) -> list[Phrase]:
    """Return the phrases of a report's hits in order, the wider first where two begin together."""
    return _Builder(spots).found


class _Builder:
    """Builds the phrases of one report out of its `Spots`."""

    def __init__(self, spots: Spots) -> None:
        self.tree, self.at = spots.tree, spots.at
        self.around = Surroundings(spots)
        self.found: list[Phrase] = []
        for hit in spots.hits:
            if hit.kind == "office":
                self._title(hit)
        for hit in spots.hits:
            if hit.kind == "noun":
                self._noun(hit)
            elif hit.kind == "person" and hit.start not in self.around.taken:
                self._name(hit)
            elif hit.kind not in ("office", "person", "honorific"):
                self.found.append(Phrase(hit.start, hit.end, self._head(hit), hit))
        self.found.sort(key=lambda phrase: (phrase.start, -phrase.end))

    def _head(self, hit: Hit) -> int:
        """Return the token of a hit that depends on something outside it; its last token where none does."""
        for i in range(hit.end - 1, hit.start - 1, -1):
            head = self.tree.heads[i]
            if not hit.start <= head < hit.end or head == i:
                return i
        return hit.end - 1

    # -- titles

    def _title(self, hit: Hit) -> None:
        after = self.at[hit.end] if hit.end < len(self.at) else None
        prefixes = hit.end - hit.start == 1 and self.tree.lower[hit.start] in self.around.prefixes
        if hit.start in self.around.taken or (prefixes and after is not None and after.kind == "office"):
            return
        phrase = Phrase(hit.start, hit.end, hit.end - 1, hit, former=hit.former)
        self.around.read(phrase)
        if hit.role in EXPERTS and not hit.plural:
            self._at_home(phrase)
        self.around.of(phrase, ("of",))
        if not phrase.lands and phrase.owner is None and hit.role in _FOR:
            self.around.of(phrase, ("for", "at") if hit.role != "adviser" else ("to", "of", "for"))
        if not phrase.lands and phrase.owner is None and hit.sector in _LOCAL:
            self.around.of(phrase, ("in", "from"))
        self._names_after(phrase) or self._name_beside(phrase)
        self.found.append(phrase)

    def _at_home(self, phrase: Phrase) -> None:
        """Give an expert the country of the desk, not of the subject: 'a Korea expert at Tokyo University'."""
        phrase.lands = [land for land in phrase.lands if land.kind == "demonym" or self._is_owner(land)]
        stop = min(len(self.at), phrase.end + _DESK)
        for i in range(phrase.end, stop):
            hit = self.at[i]
            if (
                phrase.lands
                or self.tree.pos[i] in ("VERB", "AUX", "PUNCT", "SCONJ")
                or self.tree.lower[i] in ("on", "for")
            ):
                return
            if hit is not None and hit.kind in ("city", "place", "country", "org", "demonym") and i > phrase.end:
                phrase.lands.append(hit)

    def _is_owner(self, land: Hit) -> bool:
        return land.end < len(self.at) and self.tree.lower[land.end] in POSSESSIVES

    def _names_after(self, phrase: Phrase) -> bool:
        """Take the names right after a title: one, or each of several after a plural; then 'of X' after a name."""
        i, stop = phrase.end, len(self.at)
        while i < stop:
            hit = self.at[i]
            if (
                hit is None
                or hit.kind not in ("person", "honorific", "office")
                or self.tree.sent_of[i] != self.tree.sent_of[phrase.head]
            ):
                break
            if hit.kind != "person":
                self.around.taken.add(hit.start)
                i = hit.end
                continue
            phrase.names.append(hit)
            self.around.taken.add(hit.start)
            phrase.end = i = hit.end
            before = len(phrase.lands)
            self.around.of(phrase, ("of",))
            if len(phrase.lands) > before and phrase.hit.plural:
                hit.country = phrase.lands[-1].country
            i = phrase.end
            if not phrase.hit.plural or i + 1 >= stop or self.tree.lower[i] not in ("and", ","):
                break
            i += 2 if self.tree.lower[i + 1] == "and" else 1
        return bool(phrase.names)

    def _name_beside(self, phrase: Phrase) -> bool:
        """Take a name in apposition: 'the minister, Name,' or 'Name, the minister'."""
        if phrase.hit.plural or (phrase.article == "a" and not self._closes(phrase.end)):
            return False
        i = self._comma_after(phrase.end)
        after = self.at[i + 1] if i + 1 < len(self.at) and self.tree.lower[i] in (",", "(", "--", "—") else None
        while after is not None and after.kind in ("office", "honorific") and after.end < len(self.at):
            after = self.at[after.end]
        if after is not None and after.kind == "person" and self._is_apposed(phrase, after):
            phrase.names.append(after)
            return True
        j = phrase.start - 1
        before = self.at[j - 1] if j > 0 and self.tree.lower[j] in (",", "(", "--", "—") else None
        if (
            before is not None
            and before.kind == "person"
            and self._closes(phrase.end)
            and not self._in_list(phrase, before)
        ):
            phrase.names.append(before)
            return True
        return False

    def _comma_after(self, i: int) -> int:
        """Return the comma after a title, past 'to the Philippines'; the token itself where there is none."""
        if i >= len(self.at) or self.tree.pos[i] != "ADP":
            return i
        for k in range(i + 1, min(i + 6, len(self.at))):
            if self.tree.lower[k] == ",":
                return k
            if self.tree.pos[k] not in ("DET", "PROPN", "NOUN", "ADJ"):
                break
        return i

    def _is_apposed(self, phrase: Phrase, name: Hit) -> bool:
        """Tell whether a name after a comma explains the title: the parser says so, or a comma or stop closes it."""
        if any(self.tree.deps[i] == "conj" for i in range(name.start, name.end)):
            return False
        if self.tree.heads[self._head(name)] in range(phrase.start, phrase.end):
            return True
        nxt = name.end
        return (
            nxt >= len(self.at)
            or self.tree.lower[nxt] in (",", ".", ")", ";", "--", "—", ":")
            or self.tree.deps[nxt] == ""
        )

    def _closes(self, i: int) -> bool:
        """Tell whether an apposition can end at a token: punctuation, the sentence's end, 'who', 'in', a verb."""
        if i >= len(self.at) or self.tree.sent_of[i] != self.tree.sent_of[i - 1]:
            return True
        return self.tree.pos[i] in _CLOSERS or self.tree.lower[i] in ("who", "whose")

    def _in_list(self, phrase: Phrase, name: Hit) -> bool:
        """Tell whether a comma between a name and a title joins items of a list."""
        return any(self.tree.deps[i] == "conj" and name.start <= self.tree.heads[i] < name.end
                   for i in range(phrase.start, min(phrase.end, len(self.at))))  # fmt: skip

    # -- collective nouns and bare names

    def _noun(self, hit: Hit) -> None:
        if self._is_modifier(hit):
            return
        phrase = Phrase(hit.start, hit.end, hit.end - 1, hit)
        self.around.read(phrase)
        if hit.role in ("forces", "again") and self._is_rebel(phrase):
            hit.role, hit.sector = "rebels", "REB"
        if not phrase.lands or hit.plural:
            self.around.of(phrase, self._whose(hit))
        if not phrase.lands and hit.role == "body":
            self._seat(phrase)
        self.found.append(phrase)

    def _seat(self, phrase: Phrase) -> None:
        """Give a body the place at the end of its name: 'the Association of Muslim Scholars in Iraq'."""
        for i in range(phrase.end, min(len(self.at), phrase.end + _NAME)):
            hit, before = self.at[i], self.tree.lower[i - 1]
            if self.tree.sent_of[i] != self.tree.sent_of[phrase.head] or self.tree.pos[i] not in _NAMING:
                return
            if hit is not None and hit.is_land and before in ("in", "of", "for") and self.tree.lower[i] not in _HOSTS:
                phrase.lands.append(hit)
                return

    def _is_rebel(self, phrase: Phrase) -> bool:
        """Tell whether forces or a group are rebels': 'Islamist forces', 'militia groups'."""
        found = (nouns().at(self.tree.lower, j, j + 1) for j in range(phrase.start, phrase.hit.start))
        return any(noun is not None and noun[1].kind == "rebels" for noun in found)

    def _whose(self, hit: Hit) -> tuple[str, ...]:
        """Return the prepositions after which a noun's country stands: 'rebels in Somalia', 'ministry in Beijing'."""
        if hit.role in ("rebels", "crowd") or (hit.plural and hit.role == "organ"):
            return _AROUND
        capital = hit.role == "organ" and hit.end + 1 < len(self.at) and self._is_capital_city(hit.end + 1)
        return ("of", "in") if capital else ("of",)

    def _is_capital_city(self, i: int) -> bool:
        """Tell whether a capital stands at a token."""
        hit = self.at[i]
        return hit is not None and hit.kind == "city"

    def _is_modifier(self, hit: Hit) -> bool:
        """Tell whether a noun only modifies another ('police spokesman', 'party members')."""
        last = hit.end - 1
        if last + 1 < len(self.at) and self.tree.words[last + 1] in DASHES and self.tree.is_glued(last):
            return True
        return self.tree.deps[last] in ("compound", "amod", "nmod:desc") and self.tree.heads[last] == last + 1

    def _name(self, hit: Hit) -> None:
        phrase = Phrase(hit.start, hit.end, self._head(hit), hit, names=[hit])
        j = hit.start - 1
        before = self.at[j] if j >= 0 else None
        if before is not None and before.kind == "honorific":
            phrase.start, hit.gender = before.start, before.gender or hit.gender
            j = before.start - 1
        if j > 0 and self.tree.lower[j] in POSSESSIVES:
            owner = self.at[j - 1]
            if owner is not None and (owner.is_land or owner.kind in ("body", "org")):
                phrase.lands.append(owner)
                phrase.start = owner.start
        self.around.of(phrase, ("of",))
        self.found.append(phrase)
