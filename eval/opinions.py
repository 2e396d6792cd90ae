"""
The second opinion, measured: the type that it gives each marked pair, against the label.

The whole text is parsed as the reader does it; the marks alone say which words are the source's and the target's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from training.examples import Example, Marks, Range, Teller

from demarche.reading import PatternReader, Reader
from demarche.reading.secondopinion import load_opinion
from eval.gold import GoldReport, Item

_MARK = re.compile(r"</?[st]>")


def read_opinions(reader: Reader, reports: Sequence[GoldReport]) -> list[list[Item]]:
    """Return the second opinion on each text's marked pair; nothing where it has none, or the reader is no parser."""
    if not isinstance(reader, PatternReader):
        return [[] for _ in reports]
    marked = [marks_of(item.quote) for report in reports for item in report.items if item.kind == "pair"]
    told = iter(_teller(reader).marked(marked))
    return [[_opinion(next(told)) for item in report.items if item.kind == "pair"] for report in reports]


def marks_of(marked: str) -> Marks:
    """
    Return a text without its marks, and where they stood; unlike in our own pairs, one may be missing.

    Examples
    --------
    >>> marks_of("<s>Iran</s> met nobody.").source
    (0, 4)
    """
    text, last, places = "", 0, {}
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        last = mark.end()
        places[mark.group()] = len(text)

    def place(name: str) -> Range | None:
        return (places[f"<{name}>"], places[f"</{name}>"]) if f"<{name}>" in places else None

    return Marks(text + marked[last:], place("s"), place("t"), "")


def _opinion(told: Example) -> Item:
    best = load_opinion().of(told.traits, told.words).type
    return Item("pair", best, frozenset(), frozenset(), 0, 1)


@cache
def _teller(reader: PatternReader) -> Teller:
    return Teller(reader.pipeline, reader.lexicon)
