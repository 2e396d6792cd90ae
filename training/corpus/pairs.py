"""Marked pairs: a sentence in which one source and one target are marked, and the type of what is done."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

Range = tuple[int, int]
PairType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD", "REQUEST", "ACCUSE",
    "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
"""PLOVER's types, with CONCEDE and RETREAT as the one YIELD of the codebook of 2018."""
_MARK = re.compile(r"</?[st]>")


class MarkedPair(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of `pairs/`."""

    marked: str
    type: PairType
    crisis: str
    style: Literal["wire", "broadsheet", "blog", "history", "ngo", "analysis"]


@dataclass(frozen=True)
class Unmarked:
    """The sentence without its marks, and where they stood (half-open, in code points)."""

    text: str
    source: Range
    target: Range


def unmarked(marked: str) -> Unmarked | str:
    """
    Take the marks out of a sentence.

    Returns
    -------
    Unmarked or str
        What is wrong with the marks, where something is.

    Examples
    --------
    >>> unmarked("<s>Iran</s> met <t>Oman</t>.")
    Unmarked(text='Iran met Oman.', source=(0, 4), target=(9, 13))
    >>> unmarked("<s>Iran <t>met</t></s> Oman.")
    'marks must be <s>…</s> and <t>…</t>, each once and not one in the other: <s> <t> </t> </s>'
    """
    marks = [found.group() for found in _MARK.finditer(marked)]
    if marks not in (["<s>", "</s>", "<t>", "</t>"], ["<t>", "</t>", "<s>", "</s>"]):
        return f"marks must be <s>…</s> and <t>…</t>, each once and not one in the other: {' '.join(marks)}"
    text, places = "", []
    for piece in re.split(r"(</?[st]>)", marked):
        if _MARK.fullmatch(piece):
            places.append(len(text))
        else:
            text += piece
    first, second = (places[0], places[1]), (places[2], places[3])
    if not all(text[start:end].strip() for start, end in (first, second)):
        return "a mark with nothing in it"
    return Unmarked(text, *((first, second) if marks[0] == "<s>" else (second, first)))


def read_pairs(path: Path) -> Iterator[tuple[str, MarkedPair | str]]:
    """Yield the place ("file:line") and the pair of each line, or what is wrong with it."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        place = f"{path.name}:{number}"
        try:
            pair = msgspec.json.decode(line, type=MarkedPair)
        except (msgspec.ValidationError, msgspec.DecodeError) as exc:
            yield place, str(exc)
            continue
        marks = unmarked(pair.marked)
        yield place, marks if isinstance(marks, str) else pair


def is_test(crisis: str) -> bool:
    """
    Whether a crisis is in the fifth that nothing is trained on.

    A name's trailing number is left out: "mali-2023-2" goes on where "mali-2023" was, and belongs to its side.

    Examples
    --------
    >>> is_test("mali-2023") == is_test("mali-2023-2")
    True
    """
    stem = re.sub(r"-\d$", "", crisis)
    return zlib.crc32(stem.encode()) % 5 == 0
