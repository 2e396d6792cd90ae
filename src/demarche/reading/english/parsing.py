"""What a pipeline is to the rooms above; light, so that importing it does not import spaCy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span


@dataclass(frozen=True)
class ParseInput:
    """A text, and the ranges of it (half-open, code points) that are no prose and are not parsed."""

    text: str
    left_out: tuple[tuple[int, int], ...] = ()


class Pipeline(Protocol):
    """What reads English for the rooms above: ours, or an adapter of another."""

    @property
    def name(self) -> str:
        """The name by which it was loaded."""

    def parse(self, texts: Iterable[ParseInput]) -> Iterator[Doc]:
        """Yield one Doc for each text, in order, with UD labels; `doc.text` is the text."""


def prose_sents(doc: Doc) -> list[Span]:
    """Return the sentences of a Doc that were parsed, in order; where nobody marked the prose, all of them."""
    if "prose" in doc.spans:
        return list(doc.spans["prose"])
    if doc.has_annotation("SENT_START"):
        return list(doc.sents)
    return [doc[:]] if len(doc) else []
