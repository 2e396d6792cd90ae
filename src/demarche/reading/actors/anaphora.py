"""
What refers back: pronouns, 'the country', 'the two leaders', by recency, number, gender and grammatical role.

A candidate scores by how near its sentence is and whether it is a subject; the clause's other arguments are barred to
plain pronouns (Principle B: in 'Putin met him', he is not Putin). Weights are judgement, checked on the room's own
golden sentences in November 2026.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from demarche.reading.actors.register import Figure
from demarche.reading.actors.tables import word_kinds
from demarche.reading.actors.tree import SUBJECTS, Tree
from demarche.reading.actors.warnings import warned_at

_REACH = 4  # sentences to look back
_NEARNESS = {0: 10.0, 1: 8.0, 2: 4.5, 3: 2.5, 4: 1.0}
_SUBJECT = 3.0
_SPEAKER = 1.5
_AWAY = 4.0
_SCENE = 6.0  # what the country that the report names most gains as the owner of 'the army'
_WARNED = 9.0
_UNLIKE = 1.5  # what a subject loses as antecedent of an object: 'X attacked Y. Others armed it'
_CONTROLLED = frozenset({"xcomp", "advcl", "conj", "acl"})
_THINGS = frozenset({"nsubj", "nsubj:pass", "obj", "obl"})
_OBJECTS = frozenset({"obj", "iobj"})
_ACTIVE = frozenset({"NOUN", "PROPN", "PRON"})


@dataclass(slots=True)
class Unit:
    """A phrase at tokens [start, end) with its head, its figures, and how they were found (`Mention.how`)."""

    start: int
    end: int
    head: int
    figures: tuple[Figure, ...]
    how: str
    human: bool = False
    plural: bool = False
    subject: bool = False
    sent: int = -1
    joined: list[Unit] = field(default_factory=list)

    def whole(self) -> Unit:
        """Return the unit with those coordinated with it: 'Paraguay and Bolivia'."""
        if not self.joined:
            return self
        figures = self.figures + tuple(figure for unit in self.joined for figure in unit.figures)
        return replace(self, figures=tuple(dict.fromkeys(figures)), plural=True, joined=[])

    @property
    def country(self) -> str | None:
        """The country of the unit's only figure, None for several."""
        return self.figures[0].country if len(self.figures) == 1 else None


@dataclass(slots=True)
class Recall:
    """The units so far, by sentence and token (`at` the narrowest, `outer` the widest), and the searches among them."""

    tree: Tree
    units: list[Unit] = field(default_factory=list)
    by_sent: dict[int, list[Unit]] = field(default_factory=dict)
    at: dict[int, Unit] = field(default_factory=dict)
    outer: dict[int, Unit] = field(default_factory=dict)
    shares: Counter[str] = field(default_factory=Counter)

    def add(self, unit: Unit) -> None:
        """Note a unit; a narrower phrase keeps its own tokens."""
        self.units.append(unit)
        self.by_sent.setdefault(unit.sent, []).append(unit)
        for i in range(unit.start, unit.end):
            held, wide = self.at.get(i), self.outer.get(i)
            if wide is None or wide.end - wide.start < unit.end - unit.start:
                self.outer[i] = unit
            narrower = held is None or (held.end - held.start > unit.end - unit.start and i != held.head)
            if narrower:
                self.at[i] = unit

    def near(self, place: int) -> list[tuple[float, Unit]]:
        """Return the units before a token, of its sentence and the few before, each with its score."""
        sent, found = self.tree.sent_of[place], []
        for back in range(_REACH + 1):
            for unit in self.by_sent.get(sent - back, ()):
                if unit.head < place:
                    score = _NEARNESS[back] + (_SUBJECT if unit.subject else 0.0) + unit.head * 1e-4
                    found.append((score, unit))
        return found

    # -- pronouns

    def antecedent(self, place: int, kind: str) -> Unit | None:
        """Return the unit that a pronoun of a class of data/pronouns.tsv stands for, or None."""
        fits = {
            "he": self._fits_person,
            "she": self._fits_person,
            "it": self._fits_thing,
            "they": self._fits_group,
        }.get(kind)
        if fits is None or (kind in ("it", "they") and self._is_about_thing(place, kind)):
            return None
        best, top = None, 0.0
        barred, speaks = self._barred(place), self._speaks(place, place)
        warned, takes = warned_at(self.tree, place), self.tree.deps[place] in _OBJECTS
        for score, unit in self.near(place):
            bonus = fits(unit, kind)
            if bonus is None or not barred.isdisjoint(unit.figures):
                continue
            if speaks and self._speaks(unit.head, unit.start):
                bonus += _SPEAKER
            if warned is not None and unit.start <= warned < unit.end:
                bonus += _WARNED
            elif takes and unit.subject:
                bonus -= _UNLIKE
            if score + bonus > top:
                best, top = unit, score + bonus
        if kind == "it" and best is not None and self._is_nearer_thing(place, best):
            return None
        return best.whole() if best is not None and kind == "they" else best

    def is_subject(self, head: int, start: int) -> bool:
        """Tell whether a phrase is a subject, names one ('the bloc ECOWAS'), or stands behind 'said' that has none."""
        named = self.tree.heads[head] if self.tree.deps[head] == "appos" else head
        return self.tree.is_subject(named) or self._is_inverted(start)

    def _is_inverted(self, start: int) -> bool:
        verb = start - 1
        if verb < 0 or self.tree.lemmas[verb] not in word_kinds("speech.tsv") or self.tree.pos[verb] != "VERB":
            return False
        return self.tree.subject_of(verb) is None and self.tree.words[start - 2 : verb] != ["to"]

    def _speaks(self, place: int, start: int) -> bool:
        """Tell whether a token is the subject of a verb of speech: who spoke last is likely to go on."""
        tree = self.tree
        spoken = tree.deps[place] == "nsubj" and tree.lemmas[tree.heads[place]] in word_kinds("speech.tsv")
        return spoken or self._is_inverted(start)

    @staticmethod
    def _fits_person(unit: Unit, kind: str) -> float | None:
        if not unit.human or len(unit.figures) != 1 or unit.plural:
            return None
        figure = unit.figures[0]
        if figure.gender and figure.gender != ("m" if kind == "he" else "f"):
            return None
        return (1.0 if figure.is_person else 0.0) + (0.5 if figure.gender else 0.0)

    @staticmethod
    def _fits_thing(unit: Unit, kind: str) -> float | None:
        if unit.human or len(unit.figures) != 1 or unit.plural or unit.figures[0].is_person:
            return None
        return -4.0 if unit.how in ("demonym", "place") and not unit.subject else 0.0

    @staticmethod
    def _fits_group(unit: Unit, kind: str) -> float | None:
        if unit.plural or unit.joined:
            return 1.0 + bool(unit.joined)
        if unit.figures[0].is_person or unit.human:
            return None
        return -4.0 if unit.how in ("demonym", "place") and not unit.subject else -2.0

    def _barred(self, place: int) -> set[Figure]:
        """Return the figures of the other arguments of a pronoun's own predicate; a possessive bars nobody."""
        tree, verb = self.tree, self.tree.heads[place]
        if tree.deps[place] in ("nmod:poss", "det:poss") or tree.pos[verb] not in ("VERB", "AUX", "ADJ"):
            return set()
        beside = [unit for unit in self.by_sent.get(tree.sent_of[place], ()) if tree.heads[unit.head] == verb]
        barred = {figure for unit in beside if unit.head != place for figure in unit.figures}
        subject = None if tree.is_subject(place) else self._understood_subject(verb)
        unit = self.at.get(subject) if subject is not None else None
        return barred.union(unit.figures) if unit is not None else barred

    def _understood_subject(self, verb: int) -> int | None:
        """Return the subject of a predicate, else of the nearest above it ('regretted it, accusing him')."""
        for _ in range(6):
            subject = self.tree.subject_of(verb)
            if subject is not None or self.tree.deps[verb] not in _CONTROLLED:
                return subject
            verb = self.tree.heads[verb]
        return None

    def _is_about_thing(self, place: int, kind: str) -> bool:
        """Tell whether 'it' is empty, or the nearest subject is a thing that is no actor ('The plan … it')."""
        tree = self.tree
        if tree.deps[place] == "expl":
            return True
        subject = self._nearest_subject(place)
        if subject is None or subject in self.at or tree.pos[subject] not in _ACTIVE or tree.pos[subject] == "PRON":
            return False
        many = tree.words[subject].lower().endswith("s")
        return many if kind == "they" else not many

    def _is_nearer_thing(self, place: int, unit: Unit) -> bool:
        """Tell whether a thing stands between an 'it' that is no subject and its candidate: 'the deal … kept it'."""
        tree = self.tree
        if tree.is_subject(place) or tree.deps[place] == "nmod:poss":
            return False
        if tree.lemmas[tree.heads[place]] in word_kinds("addressing.tsv"):
            return False
        return any(
            tree.pos[i] == "NOUN" and tree.deps[i] in _THINGS and i not in self.at for i in range(unit.end, place)
        )

    def _nearest_subject(self, place: int) -> int | None:
        """Return the subject that a pronoun would take up: its own clause's, one above, the last sentence's."""
        tree, clause = self.tree, self.tree.clause_of(place)
        for _ in range(8):
            subject = tree.subject_of(clause)
            if subject is not None and subject < place and tree.pos[subject] != "PRON":
                return subject
            above = tree.heads[clause]
            if above == clause:
                break
            clause = tree.clause_of(above)
        sent = tree.sent_of[place]
        if sent <= 0:
            return None
        start, end = tree.sents[sent - 1]
        root = next((i for i in range(start, end) if tree.deps[i] == "root"), None)
        return tree.subject_of(root) if root is not None else None

    # -- countries and pairs

    def rebels(self, place: int) -> Figure | None:
        """Return the armed group named last before a token, as far back as the report goes."""
        found = [unit for unit in self.units if unit.head < place and _is_armed_group(unit.figures[0])]
        return found[-1].figures[0] if found else None

    def rebel_countries(self, place: int) -> set[str]:
        """Return the countries whose armed groups the report has named before a token."""
        found = (unit.figures[0] for unit in self.units if unit.head < place)
        return {figure.country for figure in found if figure.country and _is_armed_group(figure)}

    def body(self, place: int, sector: str | None) -> Figure | None:
        """Return the body, group or paper named last before a token: 'the group', 'the agency', 'the paper'."""
        found = [unit for _, unit in self.near(place) if unit.how in ("body", "generic") and len(unit.figures) == 1]
        fits = [unit for unit in found if _is_body(unit.figures[0], sector)]
        return max(fits, key=lambda unit: unit.head).figures[0] if fits else None

    def context_country(
        self, place: int, *, without: frozenset[str] = frozenset(), among: frozenset[str] = frozenset()
    ) -> str | None:
        """Return the country that 'the government', 'the army', 'the country' means at a token."""
        worth: dict[str, float] = {}
        most = max(self.shares.values(), default=1)
        for score, unit in self.near(place):
            country = unit.country
            if country is None or country.startswith("IGO:") or (among and country not in among):
                continue
            # Where something happens is not whose it is: 'meeting in Abuja, … the junta'.
            away = _AWAY if unit.how in ("metonym", "place") and not unit.subject else 0.0
            scene = _SCENE * self.shares[country] / most
            worth[country] = max(worth.get(country, 0.0), score - away + scene)
        best = max(worth, key=lambda country: worth[country], default=None)
        if best in without:
            # Where the first choice cannot be meant, a passer-by is not either: nobody rather than a wrong one.
            fits = [country for country in worth if country not in without and 2 * self.shares[country] >= most]
            best = max(fits, key=lambda country: worth[country], default=None)
        return best

    def again(self, place: int, noun: str) -> str | None:
        """Return the country of the same noun ('the junta') where the report said whose it is, for all one country."""
        found = {
            unit.country
            for unit in self.units
            if unit.head < place and unit.how in ("generic", "demonym") and self.tree.lemmas[unit.head] == noun
        }
        return found.pop() if len(found) == 1 else None

    def group(self, place: int, kind: str, count: int) -> tuple[Figure, ...]:
        """Return the last two (or three …) persons, countries or either before a token, in the text's order."""
        sent = self.tree.sent_of[place]
        named = self._named_together(place, count) if kind == "pair-powers" else ()
        if named:
            return named
        found: list[Figure] = []
        for back in range(_REACH + 4):
            found = found if count > 2 else []
            for unit in reversed(self.by_sent.get(sent - back, [])):
                if unit.head < place and unit.how != "place":
                    found += [figure for figure in unit.figures if _is_party(figure, kind)]
            parties = list(dict.fromkeys(found))
            chosen = _of_different_countries(parties, count)
            if len(chosen) < 2 and kind == "pair-persons" and len(parties) == count:
                chosen = parties
            if len(chosen) == count:
                return tuple(reversed(chosen))
        return ()

    def rivals(self, place: int) -> tuple[Figure, ...]:
        """Return the two countries of which the report tells most, where both have been named before a token; or ()."""
        most = [pair for pair in self.shares.most_common(4) if not pair[0].startswith("IGO:")]
        if len(most) < 2 or (len(most) > 2 and most[1][1] < 2 * most[2][1]):
            return ()
        pair = {country for country, _ in most[:2]}
        last = {figure.country: figure for unit in self.units if unit.head < place for figure in unit.figures}
        return tuple(last[country] for country in last if country in pair) if pair <= set(last) else ()

    def _named_together(self, place: int, count: int) -> tuple[Figure, ...]:
        """Return the last countries that one coordination names, as many as are asked for; of two, those just named."""
        sents = self.tree.sent_of
        for unit in reversed(self.units):
            if unit.head < place and unit.joined and unit.how != "place":
                if count == 2 and sents[place] - sents[unit.head] > 1:
                    return ()
                parties = [figure for figure in unit.whole().figures if _is_party(figure, "pair-powers")]
                chosen = _of_different_countries(parties, count + 1)
                if len(chosen) == count:
                    return tuple(chosen)
        return ()

    def subject_unit(self, place: int) -> Unit | None:
        """Return the unit of the subject of a token's clause (for reflexives)."""
        subject = self.tree.subject_of(self.tree.clause_of(place))
        return self.at.get(subject) if subject is not None else None

    def relative(self, place: int) -> int | None:
        """Return the noun that a relative pronoun takes up, or None."""
        tree, i = self.tree, place
        for _ in range(12):
            if tree.deps[i].startswith("acl") or tree.deps[i] == "advcl:relcl":
                return tree.heads[i]
            if tree.heads[i] == i or (i != place and tree.deps[i] in SUBJECTS):
                return None
            i = tree.heads[i]
        return None


def _is_body(figure: Figure, sector: str | None) -> bool:
    """Tell whether a figure is a body: of the sector asked for, else one with a name, or of several states."""
    if figure.country is None or figure.is_person:
        return False
    return figure.sector == sector if sector is not None else bool(figure.name) or figure.sector == "IGO"


def _is_armed_group(figure: Figure) -> bool:
    return figure.sector == "REB" and not figure.is_person


def _is_party(figure: Figure, kind: str) -> bool:
    if not figure.country or figure.country.startswith("IGO:"):
        return False
    if kind == "pair-persons":
        return figure.is_person
    return True


def _of_different_countries(parties: list[Figure], count: int) -> list[Figure]:
    """Return the first figures of different countries, `count` at most."""
    chosen: list[Figure] = []
    for figure in parties:
        if all(figure.country != other.country for other in chosen):
            chosen.append(figure)
        if len(chosen) == count:
            break
    return chosen
