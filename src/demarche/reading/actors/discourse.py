"""
Who is meant, in the order of the text: each phrase gets its figures, and what came before decides what refers back.

A `Unit` is a phrase with its figures. Explicit names are registered first, for the whole report; then the phrases are
read from left to right: offices, forces and governments, definite descriptions, pronouns.
"""

from __future__ import annotations

from collections import Counter

from demarche.reading.actors.anaphora import Recall, Unit
from demarche.reading.actors.contexts import Contexts
from demarche.reading.actors.holders import Holders, sector_in
from demarche.reading.actors.phrases import Phrase
from demarche.reading.actors.references import rows_of_halves
from demarche.reading.actors.register import Figure, Register
from demarche.reading.actors.shortnames import initials_of
from demarche.reading.actors.spotting import Hit
from demarche.reading.actors.tables import word_kinds
from demarche.reading.actors.tree import Tree

_ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "root", "conj", "appos", "nmod:poss"})
_DATELINE = 12  # words within which a dateline's dash stands
_HONORARY = frozenset({"professor", "analyst", "journalist", "director", "chairman", "chief-executive", "judge"})
_ORGANS = frozenset({"GOV", "MIL", "LEG", "COP", "JUD", "SPY", "IGO"})
_GOVERNING = ("GOV", "MIL", "LEG")


class Discourse:
    """The units of one report, in order; asks itself for contexts while it grows."""

    def __init__(self, tree: Tree, phrases: list[Phrase], register: Register, issuer: str | None = None) -> None:
        self.tree, self.register, self._issuer = tree, register, issuer
        self.recall = Recall(tree)
        self._lands = {i: p.hit for p in phrases if p.hit.is_land for i in range(p.start, p.end)}
        self._countries = Counter(hit.country for hit in self._lands.values() if hit.country)
        self._holders = Holders(tree, phrases, register)
        self.recall.shares = self._countries + Counter(
            figure.country for figure in self._holders.person_at.values() if figure.country
        )
        self._contexts = Contexts(tree, self.recall, self._lands)
        self._initials: dict[str, tuple[Figure, ...]] = {}
        self._bodies = {phrase.start: phrase for phrase in phrases if phrase.hit.kind in ("org", "body", "group")}
        for phrase in phrases:
            self._read(phrase)

    # -- one phrase after another

    def _read(self, phrase: Phrase) -> None:
        kind = phrase.hit.kind
        if kind == "office":
            self._office(phrase)
        elif kind == "person":
            self._add(phrase, (self._holders.person_at[phrase.hit.start],), "name", human=True)
        elif kind == "noun":
            self._noun(phrase)
        elif kind == "initials":
            self._add(phrase, self._initials.get(phrase.hit.name or "", ()), "body")
        elif kind in ("half", "description", "pronoun"):
            self._anaphor(phrase)
        else:
            self._land(phrase)

    def _add(
        self, phrase: Phrase, figures: tuple[Figure, ...], how: str, *, human: bool = False, aside: bool = False
    ) -> None:
        if not figures:
            return
        for figure in figures:
            if not figure.is_person:
                figure.see(phrase.head)
        plural = len(figures) > 1 or phrase.hit.plural or figures[0].plural
        head = self._head(phrase)
        unit = Unit(phrase.start, phrase.end, head, figures, how, human, plural)
        unit.sent, unit.subject = -2 if aside else self.tree.sent_of[head], self.recall.is_subject(head, phrase.start)
        self.recall.add(unit)
        self._join(unit)

    def _join(self, unit: Unit) -> None:
        """Note a unit with the one that it is coordinated with; a part of a wider unit is not coordinated by itself."""
        if self.recall.outer[unit.start] is not unit:
            return
        for i in range(unit.start, unit.end):
            first = self.recall.outer.get(self.tree.heads[i]) if self.tree.deps[i] == "conj" else None
            if first is not None and first is not unit:
                first.joined.append(unit)

    def _head(self, phrase: Phrase) -> int:
        """Return the token by which the phrase hangs in the sentence: the parser's, where it names one inside."""
        heads, deps = self.tree.heads, self.tree.deps
        loose = [
            i for i in range(phrase.start, phrase.end) if heads[i] == i or not phrase.start <= heads[i] < phrase.end
        ]
        if phrase.head in loose or not loose:
            return phrase.head
        return next((i for i in loose if deps[i] in _ARGUMENTS), loose[-1])

    def _land(self, phrase: Phrase) -> None:
        hit = phrase.hit
        if hit.country is None and hit.name is None:
            return
        how = {"demonym": "demonym", "city": "metonym", "seat": "metonym", "country": "name", "place": "place"}.get(
            hit.kind, "body"
        )
        if self._is_dateline(hit):
            self._add(phrase, (self._power(hit),), "place", aside=True)
        else:
            self._add(phrase, (self._power(hit),), how)

    def _is_dateline(self, hit: Hit) -> bool:
        """Tell whether a name stands before the dash that ends a dateline: 'HANOI, Vietnam (AP) —'."""
        sent = self.tree.sent_of[hit.start]
        start = self.tree.sents[sent][0] if sent >= 0 else hit.start
        opening = self.tree.words[start : start + _DATELINE]
        dash = next((k for k, word in enumerate(opening) if word in ("-", "--", "—", "–")), 0)
        return (
            hit.start - start < dash
            and all(word[:1] in "(),." or word[:1].isupper() or word.isdigit() for word in opening[:dash])
            and not self.tree.is_glued(start + dash)
        )

    def _power(self, hit: Hit, sector: str | None = None) -> Figure:
        """Return the figure that a table's name denotes."""
        if hit.kind == "person":
            figure = self._holders.person_at.get(hit.start)
            return figure or self.register.person(hit.name or "", hit.start)
        sector = sector or hit.sector or "GOV"
        if hit.is_land or not hit.name or (hit.kind == "org" and sector in _ORGANS):
            return self.register.power(hit.country, sector_in(hit.country, sector))
        return self.register.power(hit.country, sector_in(hit.country, sector), hit.name, kind="body")

    # -- offices

    def _office(self, phrase: Phrase) -> None:
        if phrase.names:
            self._place_holders(phrase)
            figures = tuple(dict.fromkeys(self._holders.person_at[hit.start] for hit in phrase.names))
            self._add(phrase, figures, "title", human=True)
            if len(phrase.names) > 1:
                for hit in phrase.names:
                    single = Phrase(hit.start, hit.end, hit.end - 1, hit)
                    self._add(single, (self._holders.person_at[hit.start],), "title", human=True)
            return
        role, countries = self._holders.role(phrase), self._countries_of(phrase)
        if not countries and self._is_predicate(phrase):
            return
        if not countries and phrase.collective and phrase.hit.plural:
            self._add(phrase, (self._crowd(phrase),), "generic", human=True)
            return
        figures = tuple(self._office_of(phrase, role, country) for country in countries)
        if not figures:
            figures = self._bare_office(phrase, role)
        how = "generic" if figures and figures[0].kind == "crowd" else "office"
        self._add(phrase, tuple(dict.fromkeys(figures)), how, human=True)

    def _place_holders(self, phrase: Phrase) -> None:
        """Give titled persons of no stated country their owner's ('his foreign minister, X') or the context's."""
        owned = self._countries_of(phrase)
        for hit in phrase.names:
            figure = self._holders.person_at[hit.start]
            if phrase.hit.role == "counterpart":
                figure.sector = figure.sector or sector_in(figure.country, "GOV")
            if figure.country is None and phrase.hit.sector in _ORGANS and phrase.hit.role not in _HONORARY:
                figure.country = owned[0] if owned else self._home_of(phrase)
            figure.sector = sector_in(figure.country, figure.sector)

    def _home_of(self, phrase: Phrase) -> str | None:
        """Return the context's country for 'General X': not one that he deals with in the same clause."""
        return self.recall.context_country(phrase.start, without=self._contexts.beside(phrase))

    def _is_predicate(self, phrase: Phrase) -> bool:
        """Tell whether a bare singular title names an office and nobody in it: 'became president', 'as minister'."""
        return not (phrase.article or phrase.owner or phrase.hit.plural or self.tree.is_capital(phrase.hit.start))

    def _countries_of(self, phrase: Phrase) -> list[str]:
        found: list[str] = []
        for land in phrase.lands:
            country = land.country
            if land.kind == "person" and (figure := self._holders.person_at.get(land.start)):
                country = figure.country
            if country and country not in found:
                found.append(country)
        unit = self._owner(phrase.owner) if phrase.owner is not None and not found else None
        if unit is not None:
            found = list(dict.fromkeys(figure.country for figure in unit.figures if figure.country))
        return found

    def _owner(self, place: int) -> Unit | None:
        """Return whom a possessive pronoun before a noun stands for."""
        kind = word_kinds("pronouns.tsv").get(self.tree.lower[place], "")
        if kind == "rel":
            noun = self.recall.relative(place)
            return self.recall.at.get(noun) if noun is not None else None
        return self.recall.at.get(place) or self.recall.antecedent(place, kind)

    def _office_of(self, phrase: Phrase, role: str, country: str) -> Figure:
        """Return the holder of a country's office where the text names one, else an organ of the country."""
        if phrase.article != "a" and not (phrase.hit.plural and len(phrase.lands) < 2) and not phrase.former:
            holder = self._holders.holder(phrase, role, country)
            if holder is not None:
                return holder
        sector = phrase.hit.sector
        if phrase.lands and phrase.lands[0].kind == "group":
            sector = phrase.lands[0].sector
        return self.register.power(country, sector_in(country, sector), plural=phrase.hit.plural)

    def _bare_office(self, phrase: Phrase, role: str) -> tuple[Figure, ...]:
        if phrase.hit.plural or phrase.article == "a" or phrase.former or phrase.collective:
            return (self._crowd(phrase),)
        holder = self._holders.holder(phrase, role, None)
        if holder is not None:
            return (holder,)
        country = phrase.hit.country or self._issuer_at(phrase) or self._home_of(phrase)
        governs = phrase.hit.sector in _GOVERNING and role not in ("-", "diplomat", "official", "envoy")
        if governs and country and phrase.article == "the":
            return (self.register.power(country, sector_in(country, phrase.hit.sector)),)
        return (self._crowd(phrase),)

    def _issuer_at(self, phrase: Phrase) -> str | None:
        """Return the country whose government issues the text, for a bare 'the President' in it."""
        return self._issuer if self.tree.is_capital(phrase.hit.start) and phrase.hit.sector == "GOV" else None

    def _crowd(self, phrase: Phrase) -> Figure:
        """Return a figure for people whom the text does not place in a country: a sector and the text's own words."""
        start = phrase.start + (self.tree.lower[phrase.start] in ("the", "a", "an"))
        words = " ".join(self.tree.words[min(start, phrase.hit.start) : phrase.hit.end])
        return self.register.power(None, phrase.hit.sector, words, kind="crowd", plural=phrase.hit.plural)

    # -- collective nouns

    def _noun(self, phrase: Phrase) -> None:
        hit = phrase.hit
        countries = self._countries_of(phrase)
        human = hit.role in ("people", "crowd", "rebels", "press")
        named = self._bodies.get(phrase.end)
        if hit.role == "again" and named is not None and self.tree.heads[named.head] == phrase.head:
            self._add(phrase, (self._power(named.hit),), "body")
            return
        if hit.role in ("again", "press") and not countries:
            again = self.recall.body(phrase.head, hit.sector) if phrase.article == "the" and not hit.plural else None
            if again is not None or hit.role == "again":
                self._add(phrase, (again,) if again is not None else (), "body")
                return
        if (
            hit.role == "rebels"
            and not countries
            and phrase.article == "the"
            and (known := self.recall.rebels(phrase.head))
        ):
            self._add(phrase, (known,), "generic", human=True)
            return
        if not countries and not phrase.collective:
            country = self._contexts.implied(phrase)
            countries = [country] if country else []
        if not countries:
            self._add(phrase, (self._crowd(phrase),), "generic", human=human) if self._is_somebody(phrase) else None
            return
        sector = None if hit.role == "land" else hit.sector
        figures = tuple(self._organ(country, sector, plural=hit.plural) for country in countries)
        how = "demonym" if phrase.lands and phrase.lands[-1].kind == "demonym" else "generic"
        self._add(phrase, figures, how, human=human)
        if self.tree.is_capital(hit.end - 1):
            self._initials.update((letters, figures) for letters in initials_of(self.tree, phrase.start, phrase.end))

    def _organ(self, country: str, sector: str | None, *, plural: bool) -> Figure:
        sector = sector_in(country, sector or "GOV")
        return self.register.power(country, sector, plural=plural and sector not in ("GOV", "IGO"))

    def _is_somebody(self, phrase: Phrase) -> bool:
        return phrase.hit.role in (
            "people",
            "rebels",
            "crowd",
            "press",
            "state",
            "forces",
            "army",
            "organ",
            "land",
        ) and (phrase.hit.plural or phrase.article != "")

    # -- what refers back

    def _anaphor(self, phrase: Phrase) -> None:
        kind, role = phrase.hit.kind, phrase.hit.role
        if kind == "half":
            self._half(phrase)
        elif kind == "pronoun":
            unit = self.recall.antecedent(phrase.head, role)
            if unit is not None:
                self._add(phrase, unit.figures, "pronoun", human=unit.human)
        elif role.startswith("pair"):
            self._pair(phrase, role)
        else:
            self._body(phrase, role.split("|"))

    def _half(self, phrase: Phrase) -> None:
        """Read 'the North' by the divided country that the report names most."""
        fits = [(self._countries[context], half) for word, context, half in rows_of_halves() if word == phrase.hit.role]
        count, half = max(fits, default=(0, ""))
        if count:
            self._add(phrase, (self.register.power(half),), "name")

    def _pair(self, phrase: Phrase, role: str) -> None:
        role, _, number = role.partition(":")
        count = int(number or 2)
        rivals = self.recall.rivals(phrase.head) if role == "pair-rivals" and count == 2 else ()
        role = "pair-powers" if role == "pair-rivals" else role
        figures = rivals or self.recall.group(phrase.head, role, count) or self.recall.group(phrase.head, "pair", count)
        if role == "pair-powers":
            figures = tuple(self.register.power(figure.country) for figure in figures)
        if figures:
            self._add(phrase, figures, "generic", human=figures[0].is_person)

    def _body(self, phrase: Phrase, codes: list[str]) -> None:
        """Read 'the bloc', 'the council': the body of these named last, else the only one that it can be."""
        seen = {unit.country: unit for unit in self.recall.units if unit.country in codes}
        last = max(seen.values(), key=lambda unit: unit.head, default=None)
        if last is not None:
            self._add(phrase, (self.register.power(last.country, "IGO"),), "body")
        elif len(codes) == 1 and phrase.hit.start == phrase.start:
            self._add(phrase, (self.register.power(codes[0], "IGO"),), "body")
