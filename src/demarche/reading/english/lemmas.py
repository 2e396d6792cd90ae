"""
Lemmas: those of the treebanks for the inflected words that they hold, edits for the rest.

An edit says how many letters to take from the end of a word, what to put there, and whether to keep capitals.

`edit_of("stormed", "storm")` is "2|" and `apply_edit("Landed", "2|")` is "land". A leading "^" keeps capitals, as names
do. The network's head chooses among the edits that the treebanks taught.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


_PREFIXES = ("over", "under", "with", "fore", "mis", "out", "up", "re", "un", "inter", "be")
_REGULAR = frozenset({"0|", "1|", "2|", "3|", "1|y", "2|y", "3|y", "3|e", "2|e", "4|"})
_REMEMBERED = 100_000


class Lemmatiser:
    """
    Gives words their lemmas.

    Parameters
    ----------
    edits : sequence of str
        The edits among which the network chooses, by their numbers.
    known : mapping of str to str
        Lemmas of inflected words, by "word TAG" (lower case, PTB tag). Irregular ones also serve words made of them by
        a prefix: `withheld` goes as `held` does.
    """

    def __init__(self, edits: Sequence[str], known: Mapping[str, str]) -> None:
        self._edits, self._known = edits, known
        self._found: dict[tuple[str, str, int], str] = {}

    def lemma(self, word: str, tag: str, edit: int) -> str:
        """Return the lemma of a word with a PTB tag, for which the network chose an edit."""
        key = (word, tag, edit)
        found = self._found.get(key)
        if found is None:
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            found = self._found[key] = self._look_up(word.lower(), tag) or apply_edit(word, self._edits[edit])
        return found

    def _look_up(self, word: str, tag: str) -> str | None:
        known = self._known.get(f"{word} {tag}")
        if known is not None or not tag.startswith("VB"):
            return known
        for prefix in _PREFIXES:
            rest = word.removeprefix(prefix)
            if rest != word and (stem := self._known.get(f"{rest} {tag}")) and edit_of(rest, stem) not in _REGULAR:
                return prefix + stem
        return None
