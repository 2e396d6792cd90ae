"""
Lemmas as edits: how many letters to take from the end of a word, what to put there, and whether to keep capitals.

`edit_of("stormed", "storm")` is "2|" and `apply_edit("Landed", "2|")` is "land". A leading "^" keeps capitals, as names
do. The network's head chooses among the edits that the treebanks taught.
"""

from __future__ import annotations

from functools import lru_cache

KEEP = "^0|"
"""The edit that leaves a word as it is."""


def edit_of(word: str, lemma: str) -> str:
    """Return the edit that makes `lemma` of `word`."""
    keep = lemma != lemma.lower()
    start = word if keep else word.lower()
    shared = next(
        (i for i, (a, b) in enumerate(zip(start, lemma, strict=False)) if a != b), min(len(start), len(lemma))
    )
    return f"{'^' if keep else ''}{len(start) - shared}|{lemma[shared:]}"


@lru_cache(maxsize=50_000)
def apply_edit(word: str, edit: str) -> str:
    """Return the lemma that an edit makes of a word; the word itself where the edit would take more than there is."""
    keep = edit.startswith("^")
    taken, _, ending = edit.removeprefix("^").partition("|")
    start = word if keep else word.lower()
    if int(taken) > len(start):
        return start
    return start[: len(start) - int(taken)] + ending or start
