"""
What the tagger learns from, word by word.

The labelled sentences say of every word whether it carries an event, a saying or a prediction, and who its parties
are. A marked pair says only that one of the words between the two carries its type: that is learned as a choice. What
is kept for test (`split.txt` of the corpus, `is_test` of the pairs) is marked so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from demarche.reading.english import MAX_PIECES, Encoded, Subwords
from demarche.reading.events import Frames
from demarche.reading.secondopinion import make_pair
from demarche.reading.tagger import KINDS, MODALITIES, TYPES
from training.corpus.sentences import Labelled, place_of
from training.examples import Marks, Range, Teller, bounds_of, tokens_of

UNKNOWN = -100
"""PyTorch's mark for a word of which nothing is known."""
_CARRIERS = frozenset({"VERB", "NOUN", "ADJ", "PROPN"})
# Words that carry no act, and verbs that only lead to one: of "said it would cut off aid" it is "cut" that tells.
_EMPTY = frozenset({"say", "tell", "add", "note", "state", "report", "announce", "declare", "have", "be", "do", "make",
                    "take", "give", "hold", "go", "come", "get", "put", "keep", "plan", "intend", "want", "hope",
                    "expect", "seek", "try", "begin", "start", "continue", "find", "see", "use", "year", "month", "day",
                    "week"})  # fmt: skip
# The pairs' codebook has one type where this project has two: giving way and going back, cutting off and forcing.
_EITHER = {"YIELD": ("CONCEDE", "RETREAT"), "COERCE": ("COERCE", "SANCTION")}


@dataclass
class Example:
    """
    A sentence as numbers.

    Attributes
    ----------
    encoded : Encoded
        Its words as the network sees them.
    types, modalities, kinds, foretold : list of int
        Of each word: the type of event that it carries and how that stands, the kind of statement that it makes, and
        whether it is what somebody predicts; `UNKNOWN` where nobody labelled it.
    parties : list of (trigger, word, role)
        Heads of the phrases that act (role 0) and are acted on (role 1).
    choices : list of (words, types)
        One of the words carries one of the types.
    """

    encoded: Encoded
    types: list[int]
    modalities: list[int]
    kinds: list[int]
    foretold: list[int]
    parties: list[tuple[int, int, int]] = field(default_factory=list)
    choices: list[tuple[list[int], list[int]]] = field(default_factory=list)
    test: bool = False


class Maker:
    """
    Makes examples of labelled texts, parsed as the reader parses them.

    Parameters
    ----------
    teller : Teller
        Parses, and matches the patterns.
    subwords : Subwords
        Cuts words into the encoder's pieces.
    """

    def __init__(self, teller: Teller, subwords: Subwords) -> None:
        self.teller, self.subwords = teller, subwords

    def labelled(self, given: Sequence[Labelled], test: frozenset[str]) -> Iterator[Example]:
        """Yield an example of each sentence of the labelled texts."""
        for one, frames in zip(given, self.teller.frames(s.text for s in given), strict=True):
            for bounds in frames.tree.sentences:
                made = self._empty(frames.doc, bounds, known=True)
                if made is not None:
                    example, row = made
                    self._label(example, row, one, frames)
                    example.test = one.crisis in test
                    yield example

    def marked(self, given: Sequence[Marks]) -> Iterator[Example]:
        """Yield an example of each marked pair in which some word may carry its type."""
        for one, frames in zip(given, self.teller.frames(m.text for m in given), strict=True):
            sides = [tokens_of(frames.doc, place) for place in (one.source, one.target)]
            made = self._empty(frames.doc, bounds_of(frames, sides), known=False)
            if made is None:
                continue
            example, row = made
            carriers = [row[i] for i in _carriers(frames, sides, one) if i in row]
            if carriers:
                wanted = _EITHER.get(one.type, (one.type,))
                example.choices.append((carriers, [TYPES.index(name) for name in wanted]))
                example.test = one.test
                yield example

    def ordinary(self, texts: Iterable[str]) -> Iterator[Example]:
        """Yield an example of each sentence that tells of no event; of sayings and predictions nothing is known."""
        given = list(texts)
        for frames in self.teller.frames(given):
            for bounds in frames.tree.sentences:
                made = self._empty(frames.doc, bounds, known=False)
                if made is not None:
                    example, _ = made
                    example.types = [0] * len(example.types)
                    yield example

    def _empty(self, doc: Doc, bounds: Range, *, known: bool) -> tuple[Example, dict[int, int]] | None:
        """Return an example without labels, and the row of each token; None for a sentence that is too long."""
        tokens = [i for i in range(*bounds) if not doc[i].is_space]
        encoded = self.subwords.encode([doc[i].text for i in tokens])
        if not tokens or len(encoded.pieces) > MAX_PIECES:
            return None
        nothing = [0 if known else UNKNOWN] * len(tokens)
        example = Example(encoded, list(nothing), [UNKNOWN] * len(tokens), list(nothing), list(nothing))
        return example, {token: row for row, token in enumerate(tokens)}

    def _label(self, example: Example, row: dict[int, int], one: Labelled, frames: Frames) -> None:
        for event in one.events:
            trigger = _head(frames, one.text, event.trigger, row)
            if trigger is None:
                continue
            example.types[trigger] = TYPES.index(event.type)
            example.modalities[trigger] = MODALITIES.index(event.modality)
            for role, parties in enumerate((event.sources, event.targets)):
                heads = {_head(frames, one.text, party.quote, row) for party in parties}
                example.parties += [(trigger, head, role) for head in heads if head is not None]
        for said in one.statements:
            verb = _head(frames, one.text, said.verb, row)
            if verb is not None:
                example.kinds[verb] = KINDS.index(said.kind)
        for told in one.projections:
            trigger = _head(frames, one.text, told.trigger, row)
            if trigger is not None:
                example.foretold[trigger] = 1


def _head(frames: Frames, text: str, quote: str, row: dict[int, int]) -> int | None:
    """Return the row of the word that heads a quotation: the first that hangs on a word outside of it."""
    tokens = [i for i in tokens_of(frames.doc, place_of(text, quote)) if i in row]
    inside, heads = set(tokens), frames.tree.heads
    return next((row[i] for i in tokens if heads[i] not in inside or heads[i] == i), None)


def _carriers(frames: Frames, sides: Sequence[Sequence[int]], one: Marks) -> list[int]:
    """Return the words that may carry a pair's type: those that the patterns code so, else all on its path."""
    bounds, wanted = bounds_of(frames, sides), _EITHER.get(one.type, (one.type,))
    inside = [each for each in frames.tree.sentences if bounds[0] <= each[0] < bounds[1]]
    coded = [frame.at for each in inside for frame in frames.by_patterns(each).values()
             if frame.coded and frame.type in wanted]  # fmt: skip
    path = [i for i in make_pair(frames.tree, bounds, *sides).path if frames.tree.pos[i] in _CARRIERS]
    telling = [i for i in path if frames.tree.lemmas[i] not in _EMPTY]
    return [i for i in coded if i in path] or telling or coded
