"""
Which country a speaker is of whom the cast places in none: by what the phrase says, by whom it goes with, by the place.

"Officials in London", "X, secretary of Ukraine's security council", "the statement said", "one of them said", and the
people of the place that is told of: "In Bulgaria, … demonstrators have called for".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, Protocol

import msgspec
from spacy.tokens import Doc, Token

from demarche.reading.clauses import Tree
from demarche.record import Actor

_LOCATED: Final = frozenset({"in", "at", "from", "near", "around", "of", "on", "across"})
_BODIES: Final = frozenset({"commission", "council", "agency", "organisation", "organization", "union", "court", "bank",
                            "secretariat", "mission", "bureau", "assembly", "committee"})  # fmt: skip
_NEAR: Final = 3  # sentences back that a place is looked for


class _Mention(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def actor(self) -> Actor: ...
    @property
    def how(self) -> str: ...


class Places(Protocol):
    """What is needed of a report's cast."""

    @property
    def mentions(self) -> tuple[_Mention, ...]:
        """The namings of actors, in the order of the text."""

    def of(self, token: Token, /) -> tuple[Actor, ...]:
        """Return the actors that a phrase denotes."""


class Origins:
    """
    Gives the speakers of one report their countries, in the order of the text.

    `signs` has the words of data/content.tsv by class. What was found is kept in `found`, by the speaker's token.
    """

    def __init__(self, doc: Doc, tree: Tree, cast: Places, signs: Mapping[str, frozenset[str]]) -> None:
        self.doc, self.tree, self.cast, self.signs = doc, tree, cast, signs
        self.found: dict[int, str] = {}
        self._named: dict[str, str] = {}
        self._last: str | None = None

    def settled(self, i: int, actor: Actor) -> Actor:
        """Return a speaker with a country where one can be told."""
        if actor.country is not None:
            self._last = actor.country
            return actor
        country = self._named.get(actor.name or "") or self._country(i, actor)
        if country is None:
            self._last = None
            return actor
        if actor.name is not None and self.tree.pos[i] in ("PROPN", "PRON"):
            self._named[actor.name] = country
        self.found[i] = country
        self._last = country
        return msgspec.structs.replace(actor, country=country)

    def _country(self, i: int, actor: Actor) -> str | None:
        tree = self.tree
        lemma = tree.lemmas[i]
        if lemma in self.signs["paper"]:
            return self._last if tree.words[i - 1] == "the" or tree.pos[i] == "PRON" else None
        if tree.words[i] in ("one", "another", "others"):
            return self._last
        words = set(tree.words[slice(*tree.range(i))][:25])
        if words & self.signs["foreign"] or lemma in _BODIES:  # "the Commission in Brussels" is not Belgium's
            return None
        described = self._described(i)
        if described is not None:
            return described
        if lemma in self.signs["local"] or words & self.signs["local"]:
            return self._near(i)
        return None

    def _described(self, i: int) -> str | None:
        """Return the country in what describes a speaker: the places and powers hung on the noun or its apposition."""
        tree = self.tree
        for head in (i, *tree.by(i, "appos")):
            for k in self._below(head, 3):
                country = self._at(k)
                if country is not None:
                    return country
        return None

    def _below(self, i: int, depth: int) -> Iterator[int]:
        for k in self.tree.kids[i]:
            dep = self.tree.deps[k].partition(":")[0]
            if dep in ("nmod", "amod", "compound", "obl") and (dep != "obl" or self.tree.case(k) in _LOCATED):
                yield k
                if depth > 1:
                    yield from self._below(k, depth - 1)

    def _at(self, k: int) -> str | None:
        countries = {actor.country for actor in self.cast.of(self.doc[k]) if actor.country is not None}
        return countries.pop() if len(countries) == 1 else None

    def _near(self, i: int) -> str | None:
        """Return the country of the place that was told of last, before the speaker."""
        here = self.tree.sentence[i]
        found = None
        for mention in self.cast.mentions:
            at = self.tree.sentence[mention.start]
            country = mention.actor.country
            if mention.how != "place" or country is None or at > here or at < here - _NEAR:
                continue
            if mention.start < i or (found is None and at == here):
                found = country
        return found
