"""
Where quoted words stand in a report: to the letter, else but for white space and typography, else nowhere.

The text is laid out once as runs of plain letters, each with the place in the report that it came from, so that what is
found there is a range of the report itself. Nothing is guessed: words that are not there are not found.
"""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from demarche.reading.endpoint.pieces import Sentence
from demarche.record import Span

# What models and editors write for one another; ligatures, wide letters and the like fall together under NFKC.
_PLAIN = str.maketrans({
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "`": "'", "´": "'", "ʼ": "'", "′": "'",
    "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "″": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
})  # fmt: skip
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_HALF = "\ufffd"  # stands for half of a surrogate pair, which no JSON can carry


@dataclass(frozen=True)
class _Laid:
    """A text in plain letters, and for each the range of the text that it came from."""

    letters: str
    starts: Sequence[int]
    ends: Sequence[int]


def plain(text: str) -> str:
    r"""
    Return a text in plain letters: one space for white space, straight quotes, hyphens for dashes.

    Examples
    --------
    >>> plain("“We  won’t\u00a0…” — Moscow")
    '"We won\'t ..." - Moscow'
    """
    return _lay(text).letters.strip()


def _lay(text: str) -> _Laid:
    letters: list[str] = []
    starts, ends = array("L"), array("L")
    at, last = 0, ""
    while at < len(text):
        end = at + 1
        if text[at].isspace():
            while end < len(text) and text[end].isspace():
                end += 1
            shown = " "
        else:
            while end < len(text) and (unicodedata.combining(text[end]) or text[end] in _UNSEEN):
                end += 1  # an unseen letter parts no mark from its letter, either
            shown = _shown(text[at:end])
        if shown == last == " ":
            ends[-1] = end  # an unseen letter between two white spaces parts nothing
        else:
            letters.append(shown)
            starts.extend([at] * len(shown))
            ends.extend([end] * len(shown))
            last = shown[-1:] or last
        at = end
    return _Laid("".join(letters), starts, ends)


def _shown(cluster: str) -> str:
    if cluster.isascii():
        return "'" if cluster == "`" else cluster
    if "\ud800" <= cluster[0] <= "\udfff":
        return _HALF
    seen = "".join(letter for letter in cluster.translate(_PLAIN) if letter not in _UNSEEN)
    folded = unicodedata.normalize("NFKC", seen).translate(_PLAIN)
    return "".join(letter for letter in folded if letter not in _UNSEEN and not letter.isspace())


class Ground:
    """
    A report's text, ready to be searched.

    Parameters
    ----------
    text : str
        The report's text.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._laid = _lay(text)

    def places(self, words: str, start: int = 0, end: int | None = None) -> list[Span]:
        """
        Return where words stand, in order; ends at letters' bounds, never within a word.

        Parameters
        ----------
        words : str
            Words as quoted.
        start, end : int
            Half-open range of the text to search.
        """
        return list(self._places(words, start, len(self.text) if end is None else end))

    def first(self, words: str) -> Span | None:
        """Return the first place in the text where words stand, or None."""
        return next(self._places(words, 0, len(self.text)), None)

    def nearest(self, words: str, sentence: Sentence | None, within: Sequence[Sentence]) -> Span | None:
        """
        Return the one place that is meant: in the sentence named, else the only one there is.

        Words that stand several times, but not in that sentence, are None: which is meant cannot be told.
        """
        first, last = within[0].start, within[-1].end
        if sentence is not None:
            inside = [one for one in self.places(words, first, last) if sentence.start <= one.start < sentence.end]
            if inside:
                return inside[0]
        found = self.places(words, first, last)
        return found[0] if len(found) == 1 else None

    def _places(self, words: str, start: int, end: int) -> Iterator[Span]:
        """Yield the places to the letter; where there are none, those that are alike."""
        wanted = words.strip()
        if not wanted:
            return
        exact = self._exact(wanted, start, end)
        found = next(exact, None)
        if found is None:
            yield from self._alike(plain(wanted), start, end)
        else:
            yield found
            yield from exact

    def _exact(self, wanted: str, start: int, end: int) -> Iterator[Span]:
        at = self.text.find(wanted, start, end)
        while at >= 0:
            if _is_whole(self.text, at, at + len(wanted)):
                yield Span(at, at + len(wanted))
            at = self.text.find(wanted, at + 1, end)

    def _alike(self, wanted: str, start: int, end: int) -> Iterator[Span]:
        laid = self._laid
        low, high = bisect_left(laid.starts, start), bisect_left(laid.starts, end)
        at = laid.letters.find(wanted, low, high) if wanted else -1
        while at >= 0:
            last = at + len(wanted) - 1
            span = Span(laid.starts[at], laid.ends[last])
            if self._cuts_no_letter(at, last) and _is_whole(self.text, span.start, span.end) and span.end <= end:
                yield span
            at = laid.letters.find(wanted, at + 1, high)

    def _cuts_no_letter(self, first: int, last: int) -> bool:
        """Whether a run of plain letters takes none of the text's own letters in part: "½" is not "2"."""
        starts = self._laid.starts
        opens = first == 0 or starts[first - 1] != starts[first]
        return opens and (last + 1 == len(starts) or starts[last + 1] != starts[last])


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a range cuts no word at either end."""
    cuts_before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    cuts_after = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    return not (cuts_before or cuts_after)
