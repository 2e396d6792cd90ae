"""
What the network gets wrong of a sentence's first word: a plural noun taken for a verb.

"Claims that Iran had attacked were dismissed" and "Talks between India and Pakistan unlikely" open with a noun that is
spelt as a verb. The clauses' own lists of the parse are mended; the Doc stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_AFTER_NOUN: Final = frozenset({"that", "between", "among", "of", "by"})
_SUBJECTS: Final = ("nsubj", "nsubj:pass", "expl", "csubj")


def mend_first_nouns(  # noqa: PLR0917 - the parallel lists of a parse
    sentences: Sequence[tuple[int, int]], words: list[str], pos: list[str], tags: list[str], deps: list[str],
    heads: list[int],
) -> list[int]:  # fmt: skip
    """Make the opening noun of each sentence that needs it a noun, and its predicate's subject; return these nouns."""
    found = []
    for start, end in sentences:
        if start + 2 < end and tags[start] == "VBZ" and words[start + 1] in _AFTER_NOUN:
            predicate = _predicate(start, end, tags, deps, heads)
            if predicate >= 0:
                found.append(start)
                _mend(start, end, predicate, pos, tags, deps, heads)
    return found


def _predicate(start: int, end: int, tags: list[str], deps: list[str], heads: list[int]) -> int:
    """Return what the noun is the subject of: its head, or the finite clause or adjective that has no other subject."""
    if deps[start] in ("nsubj", "nsubj:pass"):
        return heads[start]
    taken = {heads[k] for k in range(start, end) if deps[k] in _SUBJECTS or deps[k] == "mark"}
    owners = {start, heads[start]} if deps[start] == "ccomp" else {start}
    return next(
        (k for k in range(start + 2, end)
         if heads[k] in owners and k not in taken and deps[k] in ("ccomp", "xcomp", "parataxis", "advcl")
         and tags[k] in ("VBD", "VBN", "VBZ", "VBP", "VB", "JJ")),
        -1,
    )  # fmt: skip


def _mend(  # noqa: PLR0917 - the parallel lists of a parse
    noun: int, end: int, predicate: int, pos: list[str], tags: list[str], deps: list[str], heads: list[int]
) -> None:
    if deps[noun] not in ("nsubj", "nsubj:pass"):
        if heads[predicate] == noun:
            heads[predicate] = predicate if heads[noun] == noun else heads[noun]
            deps[predicate] = deps[noun]
        passive = any(heads[k] == predicate and deps[k] == "aux:pass" for k in range(noun, end))
        heads[noun], deps[noun] = predicate, "nsubj:pass" if passive else "nsubj"
    pos[noun], tags[noun] = "NOUN", "NNS"
    for k in range(noun + 1, end):
        if heads[k] == noun:
            deps[k] = {"ccomp": "acl", "xcomp": "acl", "advcl": "acl", "obl": "nmod"}.get(deps[k], deps[k])
            if deps[k] == "punct" and k > predicate:
                heads[k] = predicate
