"""What the tagger tells of a report, word by word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from demarche.reading.tagger.labels import KINDS, MODALITIES, NO_EVENT, TYPES
from demarche.reading.tagger.network import Tagged, load_network

if TYPE_CHECKING:
    from spacy.tokens import Doc

SOURCE, TARGET = 0, 1


@dataclass(frozen=True, slots=True)
class Label:
    """A label with its chance, between 0 and 1."""

    name: str
    chance: float


class TextTags:
    """
    What the tagger tells of the words of one report; every question is asked of a token's number.

    Parameters
    ----------
    sentences : iterable of (tokens, Tagged)
        The tokens of each sentence that the network saw, and what it said of them.
    """

    def __init__(self, sentences: Iterable[tuple[Sequence[int], Tagged]]) -> None:
        self._place: dict[int, tuple[Sequence[int], Tagged, int]] = {}
        for tokens, tagged in sentences:
            for row, token in enumerate(tokens[: len(tagged.types)]):
                self._place[token] = (tokens, tagged, row)

    def nothing(self, i: int) -> float:
        """Return the chance that a word carries no event: 1 for one that the network did not see."""
        if i not in self._place:
            return 1.0
        _, tagged, row = self._place[i]
        return float(tagged.types[row, TYPES.index(NO_EVENT)])

    def type(self, i: int) -> Label:
        """Return the likeliest type of the event that a word carries; none for a word that the network did not see."""
        if i not in self._place:
            return Label(NO_EVENT, 1.0)
        _, tagged, row = self._place[i]
        best = 1 + int(tagged.types[row, 1:].argmax())
        return Label(TYPES[best], float(tagged.types[row, best]))

    def modality(self, i: int) -> Label | None:
        """Return how the event that a word carries most likely stands."""
        if i not in self._place:
            return None
        _, tagged, row = self._place[i]
        best = int(tagged.modalities[row].argmax())
        return Label(MODALITIES[best], float(tagged.modalities[row, best]))

    def kind(self, i: int) -> Label:
        """Return the likeliest kind of statement that a word makes, or that it makes none."""
        if i not in self._place:
            return Label(NO_EVENT, 1.0)
        _, tagged, row = self._place[i]
        best = int(tagged.kinds[row].argmax())
        return Label(KINDS[best], float(tagged.kinds[row, best]))

    def foretold(self, i: int) -> float:
        """Return the chance that somebody predicts what a word says."""
        if i not in self._place:
            return 0.0
        _, tagged, row = self._place[i]
        return float(tagged.foretold[row, 0])

    def parties(self, i: int, role: int) -> list[tuple[int, float]]:
        """Return the words that may head who acts (`SOURCE`) or is acted on (`TARGET`), the likeliest first."""
        if i not in self._place:
            return []
        tokens, tagged, row = self._place[i]
        chances = tagged.parties(row)[role].tolist()
        return sorted(zip(tokens, chances, strict=False), key=lambda one: -one[1])


def tag_sentences(doc: Doc, bounds: Iterable[tuple[int, int]]) -> TextTags:
    """Return what the tagger tells of some sentences of a parsed report, each given by its token range."""
    tokens = [[i for i in range(*each) if not doc[i].is_space] for each in bounds]
    seen = [each for each in tokens if each]
    words = [[doc[i].text for i in each] for each in seen]
    return TextTags(zip(seen, load_network().tag(words), strict=True))
