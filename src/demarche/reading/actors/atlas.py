"""The ontology's names as this room needs them: what begins at a token, and whom a person's name meant on a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from demarche.ontology import GazetteerHit, Ontology, PersonEntry, load_ontology
from demarche.reading.actors.register import Known
from demarche.reading.actors.tables import word_kinds
from demarche.reading.actors.tree import Tree

_KINDS = {
    "country": "country", "demonym": "demonym", "capital": "city", "seat": "seat", "body": "body", "group": "group",
    "organisation": "org", "city": "place", "region": "place", "base": "place", "water": "water", "person": "person",
}  # fmt: skip
# Whom a bare surname means where only one of its bearers of the day rules: 'Kim' in 2017.
_HEADS = frozenset({"supreme leader", "president", "prime minister", "head of state", "monarch", "pope"})
# First words in lower case with which a name of the tables may begin: al-Qaeda, and transcripts' "united states".
_LOWER = frozenset({"al", "united"})


@dataclass(frozen=True, slots=True)
class Named:
    """A name of the tables that ends at token `end`; `kind` as in `spotting.Hit`; `ambiguous` its other reading."""

    end: int
    kind: str
    country: str | None
    sector: str | None
    name: str | None
    ambiguous: str | None = None


@dataclass(slots=True)
class Atlas:
    """
    Lookups on the day of publication.

    `published` may be None: then a bare surname in the tables is believed only where its bearers are of one country.
    """

    published: dt.date | None
    ontology: Ontology = field(default_factory=load_ontology)
    nearby: set[str] = field(default_factory=set)

    def at(self, tree: Tree, i: int, end: int) -> Named | None:
        """Return the longest name of the tables that begins at token i and ends by `end`; titles are not names."""
        if not tree.is_capital(i) and tree.lower[i] not in _LOWER and "-" not in tree.words[i]:
            return None
        window = tree.words[i : min(end, i + 9)]
        if tree.words[i] == "united":
            window = [word.title() for word in window]
        hit = self.ontology.gazetteer.match(window, 0)
        while hit is not None and hit.kind == "office":
            window = window[: hit.end - 1]
            hit = self.ontology.gazetteer.match(window, 0) if window else None
        if hit is None or hit.kind not in _KINDS:
            return None
        return self._named(hit, i)

    @staticmethod
    def _named(hit: GazetteerHit, i: int) -> Named:
        kind = _KINDS[hit.kind]
        name = hit.name if kind in ("group", "org") else None
        sector = hit.sector or ("IGO" if kind == "body" else None)
        return Named(i + hit.end, kind, hit.country, sector, name, hit.ambiguous)

    def person(self, name: str, country: str | None = None) -> Known | None:
        """Return what the tables know of whom a name (of a country) meant on the day, None if they don't tell."""
        gender = word_kinds("given-names.tsv").get(name.split(maxsplit=1)[0].lower()) if " " in name else None
        entries = self.ontology.find_person(name, self.published)
        holds = bool(entries)
        if not entries and " " in name:
            entries = tuple(entry for entry in self.ontology.find_person(name) if not _is_body(entry))
        if len({entry.name for entry in entries}) == 1 and any(not _is_body(entry) for entry in entries):
            # One person in several posts: a minister before an envoy of the UN.
            entries = entries if self.published and holds else tuple(e for e in entries if not _is_body(e))
        known = {entry.country: entry for entry in reversed(entries)}
        if country is not None:
            known = {code: entry for code, entry in known.items() if code == country}
        fits = [code for code in known if code in self.nearby] or list(known)
        heads = [code for code in fits if any(e.country == code and e.office in _HEADS for e in entries)]
        fits = heads if holds and self.published is not None and len(heads) == 1 else fits
        if len(fits) == 1 or (fits and self.published is not None and len(known) == len(entries) == 1):
            entry = known[fits[0]]
            names = {other.name for other in entries if other.country == entry.country}
            name = entry.name if len(names) == 1 else ""
            return Known(entry.country, entry.sector, gender, entry.office if holds else "", name)
        return Known(None, None, gender) if gender else None

    def knows(self, surname: str) -> bool:
        """Tell whether a surname alone meant somebody of the tables on the day of publication."""
        return self.published is not None and self.person(surname) is not None


def _is_body(entry: PersonEntry) -> bool:
    """Tell whether somebody sat for an international body, not for a state."""
    return entry.country.startswith("IGO:")
