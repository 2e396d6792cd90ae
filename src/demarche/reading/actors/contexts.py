"""The country that the context gives to 'the government', 'the army', 'pro-X separatists', 'the island'."""

from __future__ import annotations

from functools import cache

from demarche.reading.actors.anaphora import Recall
from demarche.reading.actors.phrases import Phrase
from demarche.reading.actors.spotting import Hit
from demarche.reading.actors.tables import rows, word_kinds
from demarche.reading.actors.tree import Tree

# Of these a country has one, and a report tells of one.
_ONE = frozenset({"junta", "regime"})


class Contexts:
    """Looks around a noun for its country: in its own sentence, then among what was named before."""

    def __init__(self, tree: Tree, recall: Recall, lands: dict[int, Hit]) -> None:
        self._tree, self._recall, self._lands = tree, recall, lands

    def implied(self, phrase: Phrase) -> str | None:
        """Return the country that the context gives to 'the government', 'the army', 'pro-X separatists'."""
        role = phrase.hit.role
        before = self._tree.lower[phrase.start : phrase.hit.end]
        if role in ("forces", "arms") and ("government" in before or "regime" in before):
            return self._recall.context_country(phrase.head)
        if role == "rebels":
            return self._place_after(phrase) or self._of_rebels(phrase)
        definite = phrase.article == "the" and not phrase.hit.plural
        if role == "body":
            known = self._recall.again(phrase.head, self._tree.lemmas[phrase.head])
            return known or (self._of_organ(phrase) if phrase.article == "the" else None)
        if role in ("state", "army") or (role == "organ" and phrase.article == "the"):
            placed = self._place_after(phrase) if definite and role == "state" else None
            return placed or (self._of_organ(phrase) if definite or role == "state" else None)
        if role == "land" and definite and phrase.start >= phrase.hit.start - 4:
            fits = _islands(phrase.hit.name or "") if "island" in (phrase.hit.name or "") else frozenset()
            return self._recall.context_country(phrase.head, among=fits)
        return None

    def _of_organ(self, phrase: Phrase) -> str | None:
        """Return whose 'the army' is; 'the junta' stays the one that it was."""
        noun = self._tree.lemmas[phrase.head]
        again = self._recall.again(phrase.head, noun) if noun in _ONE else None
        return again or self._recall.context_country(phrase.head, without=self.beside(phrase))

    def _of_rebels(self, phrase: Phrase) -> str | None:
        """Return the country of rebels: of those named before, where one; else the context's, no side's or agent's."""
        known = self._recall.rebel_countries(phrase.head)
        without = self._sided(phrase) | self._agents(phrase.head)
        if len(known) == 1 and not known & without:
            return next(iter(known))
        definite = phrase.article == "the" or phrase.sided or self._tree.is_subject(phrase.head)
        return self._recall.context_country(phrase.head, without=without) if definite else None

    def beside(self, phrase: Phrase) -> frozenset[str]:
        """Return the countries named after a subject in its own clause: 'X scrapped agreements with Paris'."""
        tree, found = self._tree, set[str]()
        head = next((i for i in range(phrase.start, phrase.end) if tree.is_subject(i)), None)
        if head is None:
            return frozenset()
        verb = tree.heads[head]
        speaks = tree.lemmas[verb] in word_kinds("speech.tsv")
        for i in range(verb + 1, tree.sents[tree.sent_of[verb]][1]):
            if tree.pos[i] in ("VERB", "AUX", "SCONJ"):
                break
            hit = self._lands.get(i)
            if speaks and not (tree.deps[i] in ("obj", "iobj") and tree.heads[i] == verb):
                continue
            if hit is not None and hit.country and tree.lower[i - 1] not in ("in", "at", "near", "from"):
                found.add(hit.country)
        return frozenset(found) | self._rebuked(verb)

    def _rebuked(self, verb: int) -> set[str]:
        """Return the countries of which a participle beside a verb tells: "said, accusing Riyadh of"."""
        tree = self._tree
        beside = [i for i, head in enumerate(tree.heads) if head == verb and tree.deps[i] == "advcl"]
        inner = [i for i in beside if tree.lower[i].endswith("ing") and i > verb]
        objects = [i for i, head in enumerate(tree.heads) if head in inner and tree.deps[i] == "obj"] if inner else []
        return {hit.country for i in objects if (hit := self._lands.get(i)) is not None and hit.country}

    def _sided(self, phrase: Phrase) -> frozenset[str]:
        """Return the countries that stand in a phrase without being its own: 'pro-Russian', 'Iranian-backed'."""
        if not phrase.sided:
            return frozenset()
        inside = (self._lands.get(i) for i in range(phrase.start, phrase.hit.start))
        return frozenset(hit.country for hit in inside if hit is not None and hit.country)

    def _agents(self, place: int) -> frozenset[str]:
        """Return the countries of the clause's subject: 'Belgrade had armed the gunmen' does not make them Serbia's."""
        subject = self._tree.subject_of(self._tree.clause_of(place))
        if subject is not None and word_kinds("pronouns.tsv").get(self._tree.lower[subject]) == "rel":
            subject = self._recall.relative(subject)
        unit = self._recall.at.get(subject) if subject is not None and subject < place else None
        return (
            frozenset(figure.country for figure in unit.figures if figure.country) if unit is not None else frozenset()
        )

    def _place_after(self, phrase: Phrase) -> str | None:
        """Return the country of the place that follows: 'separatists in the east of Congo'."""
        sent = self._tree.sent_of[phrase.head]
        stop = min(self._tree.sents[sent][1], phrase.end + 5) if sent >= 0 else phrase.end
        if phrase.end >= stop or self._tree.lower[phrase.end] not in ("in", "of", "from", "inside"):
            return None
        near = [self._lands.get(j) for j in range(phrase.end + 1, stop)]
        return next((hit.country for hit in near if hit is not None), None)


@cache
def _islands(noun: str) -> frozenset[str]:
    """Return the countries that 'the island' may mean, from data/islands.tsv."""
    return frozenset(country for country, kind in rows("islands.tsv", 2) if kind.startswith(noun))
