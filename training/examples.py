"""
What the second opinion on pairs learns from: marked pairs, and the corpus' labelled events.

Sentences kept for test (`is_test` of the pairs, `split.txt` of the corpus) are marked so; nothing is fitted on them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from spacy.tokens import Doc

from demarche.reading.actors import read_cast
from demarche.reading.english import ParseInput, Pipeline
from demarche.reading.events import Frames, Lexicon
from demarche.reading.secondopinion import Evidence, make_pair
from training.corpus.pairs import MarkedPair, is_test, read_pairs, unmarked
from training.corpus.sentences import FOLDER, Labelled, place_of, read_labelled

Kind = Literal["pair", "event"]
Range = tuple[int, int]


@dataclass(frozen=True)
class Example:
    """A pair with its traits, the lemmas to be looked up as vectors, and its type."""

    kind: Kind
    traits: Mapping[str, float]
    words: Mapping[str, list[str]]
    type: str
    crisis: str
    test: bool


@dataclass(frozen=True)
class Marks:
    """A text with a source and a target, either of which may be missing, and its type."""

    text: str
    source: Range | None
    target: Range | None
    type: str
    crisis: str = ""
    test: bool = False


class Teller:
    """Parses texts and gathers the evidence on pairs in them."""

    def __init__(self, pipeline: Pipeline, lexicon: Lexicon) -> None:
        self.pipeline, self.lexicon = pipeline, lexicon

    def frames(self, texts: Iterable[str]) -> Iterator[Frames]:
        """Yield what the patterns make of each text."""
        for doc in self.pipeline.parse(ParseInput(text) for text in texts):
            yield Frames(doc, read_cast(doc), self.lexicon)

    def marked(self, given: Sequence[Marks], kind: Kind = "pair") -> Iterator[Example]:
        """Yield an example of each marked text."""
        for one, frames in zip(given, self.frames(m.text for m in given), strict=True):
            sides = [tokens_of(frames.doc, place) for place in (one.source, one.target)]
            yield self._example(frames, bounds_of(frames, sides), sides, kind, one)

    def _example(
        self, frames: Frames, bounds: Range, sides: Sequence[Sequence[int]], kind: Kind, marks: Marks
    ) -> Example:
        pair = make_pair(frames.tree, bounds, *sides)
        inside = [one for each in frames.tree.sentences if bounds[0] <= each[0] < bounds[1]
                  for one in frames.by_patterns(each).values()]  # fmt: skip
        evidence = Evidence(frames.tree, self.lexicon.senses, pair, inside)
        return Example(kind, evidence.traits, evidence.words(), marks.type, marks.crisis, marks.test)


def tokens_of(doc: Doc, place: Range | None) -> list[int]:
    """Return the tokens that lie in a range of text, white space left out."""
    if place is None:
        return []
    return [t.i for t in doc if t.idx < place[1] and t.idx + len(t) > place[0] and not t.is_space]


def bounds_of(frames: Frames, sides: Iterable[Sequence[int]]) -> Range:
    """Return the tokens from the first sentence with a mark to the last."""
    marked = [i for side in sides for i in side]
    holding = [each for each in frames.tree.sentences if any(each[0] <= i < each[1] for i in marked)]
    return (holding[0][0], holding[-1][1]) if holding else (0, len(frames.tree))


def read_marked(folder: Path = FOLDER / "pairs") -> list[Marks]:
    """Return the marked pairs of our own."""
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        for place, pair in read_pairs(path):
            if not isinstance(pair, MarkedPair):
                raise ValueError(f"{place}: {pair}")
            marks = unmarked(pair.marked)
            assert not isinstance(marks, str)
            found.append(Marks(marks.text, marks.source, marks.target, pair.type, pair.crisis, is_test(pair.crisis)))
    return found


def read_corpus() -> tuple[list[Labelled], frozenset[str]]:
    """Return the labelled sentences, and the crises that are kept for test."""
    found = [
        s
        for path in sorted((FOLDER / "sentences").glob("*.jsonl"))
        for _, s in read_labelled(path)
        if isinstance(s, Labelled)
    ]
    return found, frozenset((FOLDER / "split.txt").read_text(encoding="utf-8").splitlines())


def events_of(sentences: Iterable[Labelled], test: frozenset[str]) -> list[Marks]:
    """Return the labelled events that have a source and a target, each as a marked text."""
    found = []
    for sentence in sentences:
        for event in sentence.events:
            if event.sources and event.targets:
                places = [place_of(sentence.text, side[0].quote) for side in (event.sources, event.targets)]
                if places[0] != places[1]:
                    found.append(Marks(sentence.text, places[0], places[1], event.type, sentence.crisis,
                                       sentence.crisis in test))  # fmt: skip
    return found
