"""
The actors of one report: `read_cast` finds them, `Cast` answers for any token of the Doc.

Stages: 1. copy the parse (`tree`); 2. find names, titles and nouns (`spotting`, `names`, `cities`, `shortnames`);
3. make phrases of them (`phrases`, `titles`, `references`); 4. read the phrases in order (`discourse`, `anaphora`,
`register`); 5. answer for tokens, through coordination, possessors, relative pronouns and quotations (`Cast`).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from demarche.ontology import Ontology, find_outlet, load_ontology
from demarche.reading.actors.anaphora import Recall, Unit
from demarche.reading.actors.atlas import Atlas
from demarche.reading.actors.cities import find_cities
from demarche.reading.actors.discourse import Discourse
from demarche.reading.actors.names import find_names
from demarche.reading.actors.places import Places
from demarche.reading.actors.quotations import quotations
from demarche.reading.actors.references import with_references
from demarche.reading.actors.register import Figure, Register
from demarche.reading.actors.shortnames import find_short_names
from demarche.reading.actors.spotting import Spots
from demarche.reading.actors.tables import word_kinds
from demarche.reading.actors.titles import find_phrases
from demarche.reading.actors.tree import Tree, tree_of
from demarche.record import Actor, Place, Source

_DEPTH = 6  # links that an answer may follow: possessor of a coordinated antecedent, and so on
_PARTITIVES = frozenset({"member", "one", "some", "both", "all", "group", "thousand", "hundred", "dozen", "rest",
                         "number", "majority", "part", "people", "most", "many", "two", "each", "none"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """
    One naming of an actor at tokens [start, end).

    `how` is one of: title, name, demonym, office, metonym (Moscow, the Kremlin), pronoun, body, generic (troops, the
    government, 'the two leaders', and people whom nobody names), place (a country or city where something is or goes).
    `former` marks one whose office is past ('former President X').
    """

    start: int
    end: int
    actor: Actor
    how: str
    former: bool = False


class Cast:
    """
    The actors of one report. Made by `read_cast`.

    Notes
    -----
    A country as such ('Russia', 'Moscow', 'the Kremlin', 'the Russian government') is `Actor("RUS", "GOV", None)`;
    its troops are `Actor("RUS", "MIL", None)`; a body of states is `Actor("IGO:UN", "IGO", None)`. All mentions of one
    person give one `Actor`, under the fullest name in the report. People whom the text places in no country
    ('diplomats', 'Western countries') are mentions with how "generic" and country None, and `of` leaves them out.
    """

    def __init__(self, tree: Tree, recall: Recall, register: Register, places: Places) -> None:
        self._tree, self._at, self._recall, self._register, self._places = tree, recall.at, recall, register, places
        self.ontology = register.ontology
        self._pronouns = word_kinds("pronouns.tsv")
        self._quotations = quotations(tree)
        self._answers: dict[int, tuple[Figure, ...]] = {}
        self._mentions = {
            id(unit): tuple(self._mention(unit, figure) for figure in unit.figures) for unit in recall.units
        }
        found = [mention for unit in recall.units for mention in self._mentions[id(unit)]]
        self.mentions: tuple[Mention, ...] = tuple(sorted(found, key=lambda mention: (mention.start, -mention.end)))

    def of(self, token: Token) -> tuple[Actor, ...]:
        """
        Return the actors that the phrase headed by a token denotes.

        Coordination is included ('Biden and Scholz' gives two), pronouns are resolved; a noun that is no actor gives
        its possessor or the country that modifies it ('Putin's demands', 'the Russian move'). () if there is none.
        """
        return tuple(
            dict.fromkeys(
                figure.actor for figure in self._figures(self._index(token), _DEPTH) if figure.kind != "crowd"
            )
        )

    def named(self, token: Token) -> Mention | None:
        """Return the mention at a token, also of people whom nobody names; the first where a phrase names several."""
        unit = self._at.get(self._index(token))
        return self._mentions[id(unit)][0] if unit is not None else None

    def place(self, token: Token) -> Place | None:
        """Return the phrase at a token as a place ('in Moscow', 'the Saudi border'), or None if it is none."""
        return self._places.at(self._index(token))

    def _mention(self, unit: Unit, figure: Figure) -> Mention:
        how = "place" if self._is_place(unit) else unit.how
        kept = self._tree.kept
        return Mention(kept[unit.start], kept[unit.end - 1] + 1, figure.actor, how, figure.former)

    def _index(self, token: Token) -> int:
        """Return a token's index in the tree; -1 for white space, which denotes nobody."""
        at = self._tree.place[token.i]
        return at if at < len(self._tree) and self._tree.kept[at] == token.i else -1

    def _is_place(self, unit: Unit) -> bool:
        return unit.how in ("name", "metonym") and not unit.human and self._places.is_place(unit.head)

    # -- answers

    def _figures(self, i: int, depth: int) -> tuple[Figure, ...]:
        if depth == 0 or i < 0:
            return ()
        if depth == _DEPTH and i in self._answers:
            return self._answers[i]
        own = self._own(i, depth)
        unit = self._at.get(i)
        span = range(unit.start, unit.end) if unit is not None and i == unit.head else (i,)
        for child in (child for token in span for child in self._tree.children[token]):
            if self._tree.deps[child] == "conj" and child not in span and self._joins(i, child):
                own += self._conjunct(i, child, depth)
        answer = tuple(dict.fromkeys(own))
        if depth == _DEPTH:
            self._answers[i] = answer
        return answer

    def _conjunct(self, i: int, child: int, depth: int) -> tuple[Figure, ...]:
        """Return whom a conjunct denotes: its whole phrase, where the parser hung a part ('X and Egypt's Y')."""
        outer = self._recall.outer.get(child)
        if outer is None or outer.start <= i < outer.end or outer.head == child:
            return self._figures(child, depth - 1)
        return self._figures(outer.head, depth - 1)

    def _joins(self, i: int, child: int) -> bool:
        """Tell whether a conjunct is another actor beside this one: both nominal, not inside the same unit."""
        mine, other = self._at.get(i), self._at.get(child)
        nominal = self._tree.pos[child] in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "X")
        return nominal and (mine is None or mine is not other)

    def _own(self, i: int, depth: int) -> tuple[Figure, ...]:
        """Return what a token denotes without its conjuncts."""
        unit = self._at.get(i)
        if unit is not None:
            return unit.figures
        kind = self._pronouns.get(self._tree.lower[i])
        if kind in ("we", "i"):
            return self._speaker(i, kind, depth)
        if kind == "rel":
            noun = self._recall.relative(i)
            return self._figures(noun, depth - 1) if noun is not None else ()
        if kind == "self":
            subject = self._recall.subject_unit(i)
            return subject.figures if subject is not None else ()
        return self._borrowed(i, depth) if self._tree.pos[i] in ("NOUN", "PROPN", "NUM", "DET", "ADJ", "PRON") else ()

    def _borrowed(self, i: int, depth: int) -> tuple[Figure, ...]:
        """Return the possessor of a noun that is no actor, the country before it, or what it is a part of."""
        tree = self._tree
        found: tuple[Figure, ...] = ()
        for relation in (("nmod:poss", "det:poss"), ("amod", "compound", "nmod", "nmod:desc")):
            for child in tree.children[i]:
                if tree.deps[child] in relation and child < i and not found and not self._is_venue(child, relation):
                    found = self._figures(child, depth - 1)
            if found:
                return found
        if tree.lemmas[i] in _PARTITIVES or tree.lower[i] in _PARTITIVES:
            for child in tree.children[i]:
                if tree.deps[child] in ("nmod", "obl") and any(tree.lower[c] == "of" for c in tree.children[child]):
                    return self._figures(child, depth - 1)
        return found

    def _is_venue(self, child: int, relations: tuple[str, ...]) -> bool:
        """Tell whether a city before a noun only names it: 'the Paris agreement', 'the Geneva talks'."""
        unit = self._at.get(child)
        return unit is not None and unit.how in ("metonym", "place") and "compound" in relations

    def _speaker(self, i: int, kind: str, depth: int) -> tuple[Figure, ...]:
        """Return who 'I' is inside a quotation, or on whose side 'we' is: the speaker's country, where there is one."""
        quotation = next((quote for quote in self._quotations if quote.start <= i < quote.end), None)
        if quotation is None or quotation.speaker is None:
            return ()
        figures = self._figures(quotation.speaker, depth - 1)
        if kind == "i" or len(figures) != 1 or figures[0].country is None:
            return figures
        return (self._register.power(figures[0].country, "IGO" if figures[0].country.startswith("IGO:") else "GOV"),)


def read_cast(
    doc: Doc,
    *,
    published: dt.date | None = None,
    source: Source | None = None,
    ontology: Ontology | None = None,
) -> Cast:
    """
    Find the actors of a report.

    Parameters
    ----------
    doc : Doc
        The whole report, with UD labels.
    published : date, optional
        Day of publication: which of several holders of a name the tables mean.
    source : Source, optional
        Who published the report. A government's own paper means its own president by 'the President'; else it places
        no actor: a newspaper's country is not its subjects'.
    ontology : Ontology, optional
        Names with a researcher's own among them; the package's by default.
    """
    tree = tree_of(doc)
    atlas = Atlas(published, ontology or load_ontology())
    spots = Spots(tree, atlas)
    find_names(spots)
    find_cities(spots)
    find_short_names(spots)
    phrases = with_references(tree, find_phrases(spots))
    register = Register(atlas.person, atlas.ontology)
    discourse = Discourse(tree, phrases, register, _issuer(source))
    return Cast(tree, discourse.recall, register, Places(tree, spots))


def _issuer(source: Source | None) -> str | None:
    """Return the country whose government published a report, or None."""
    outlet = find_outlet(source.name) if source is not None and source.name else None
    return outlet.country if outlet is not None and outlet.kind == "government" else None
