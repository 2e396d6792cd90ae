"""Named persons first, for the whole report: who they are, and what offices the text or the tables give them."""

from __future__ import annotations

from functools import cache

from demarche.reading.actors.phrases import Phrase
from demarche.reading.actors.register import Figure, Register
from demarche.reading.actors.spotting import Hit
from demarche.reading.actors.tables import offices, rows
from demarche.reading.actors.tree import Tree

# Offices of the states of the US: 'Senator X of Georgia'.
_STATE_OFFICES = frozenset({"senator", "congressman", "governor"})


class Holders:
    """The named persons of a report (`person_at` the first token of each name), and the holders of offices."""

    def __init__(self, tree: Tree, phrases: list[Phrase], register: Register) -> None:
        self.tree, self.register = tree, register
        self.person_at: dict[int, Figure] = {}
        self._covers = _covers()
        self._name(phrases)

    def _name(self, phrases: list[Phrase]) -> None:
        """Register every named person: full names before surnames, titled before bare, then in the text's order."""
        named = [(phrase, hit) for phrase in phrases for hit in phrase.names]
        named.sort(
            key=lambda pair: (-min(len((pair[1].name or "").split()), 2), pair[0].hit.kind != "office", pair[1].start)
        )
        for phrase, hit in named:
            office = phrase.hit if phrase.hit.kind == "office" else None
            country = (
                hit.country or self.land_country(phrase) or (office.country if office and not phrase.owner else None)
            )
            group = next((land.sector for land in phrase.lands if land.kind == "group"), None)
            sector = sector_in(country, (group or office.sector) if office else None)
            gender = hit.gender or (office.gender if office else None)
            former = phrase.former and office is not None
            sector = "ELI" if former else sector
            figure = self.register.person(
                hit.name or "", hit.start, country=country, sector=sector, gender=gender, former=former,
                titled=self._titled(phrase, hit),
            )  # fmt: skip
            self.person_at[hit.start] = figure
            if office is not None and not former:
                self.register.hold(phrase.head, self.role(phrase), figure)
                self.register.hold(phrase.head, self._exact(phrase), figure)
            elif figure.office and not former:
                self._hold_known(hit.start, figure)
        self.register.offices.sort(key=lambda held: held[0])

    def _titled(self, phrase: Phrase, hit: Hit) -> str:
        """Return a name with the title right before it, as the tables may have it; "" for a name without one."""
        before = phrase.hit.kind == "office" and phrase.hit.end == hit.start
        return " ".join((*self.tree.words[phrase.hit.start : phrase.hit.end], hit.name or "")) if before else ""

    def role(self, phrase: Phrase) -> str:
        """Return the role of a phrase's title; a vice president's or deputy's is another."""
        return f"other:{phrase.hit.role}" if phrase.other else phrase.hit.role

    def _exact(self, phrase: Phrase) -> str:
        """Return the very title, by which its holder is found before others of the same role: 'the prime minister'."""
        return "=" + " ".join(self.tree.lower[phrase.hit.start : phrase.hit.end]) + ("*" if phrase.other else "")

    def _hold_known(self, place: int, figure: Figure) -> None:
        """Let one whom only the tables give an office hold it: 'Mikhail Gorbachev … the Soviet leader'."""
        words = figure.office.lower().replace("-", " - ").split()
        for i in range(len(words)):
            found = offices(self.register.ontology).at(words, i, len(words))
            if found is not None:
                self.register.hold(place, found[1].role, figure)
                return

    def land_country(self, phrase: Phrase) -> str | None:
        """Return the country or body that a phrase's modifiers name, the nearest to the head that names one."""
        for land in phrase.lands:
            if land.country:
                return "USA" if land.ambiguous == "region" and phrase.hit.role in _STATE_OFFICES else land.country
            if land.kind == "person" and (figure := self.person_at.get(land.start)) and figure.country:
                return figure.country
        return None

    def holder(self, phrase: Phrase, role: str, country: str | None) -> Figure | None:
        """Return who holds a title at its place in the text: by the very title, its role, then what the role covers."""
        place, exact = phrase.head, self._exact(phrase)
        for name in (exact, role, *self._covers.get(role, ())):
            holder = self.register.holder(place, name, country)
            if holder is not None:
                return holder
        return None


def sector_in(country: str | None, sector: str | None) -> str | None:
    """Return the sector of an actor: bodies of states are IGO whatever the office."""
    return "IGO" if country is not None and country.startswith("IGO:") else sector


@cache
def _covers() -> dict[str, tuple[str, ...]]:
    """Return the roles that a general title covers, from data/roles.tsv."""
    found: dict[str, tuple[str, ...]] = {}
    for general, special in rows("roles.tsv", 2):
        found[general] = (*found.get(general, ()), special)
    return found
