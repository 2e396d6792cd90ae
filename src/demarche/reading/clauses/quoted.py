"""
Who says what stands between quotation marks.

A quotation belongs to the word of speech whose content it fills, else to the nearest word of speech beside it in its
sentence, else to the speaker of the rest of the same quotation, else to the speaker of the quotation or sentence of
speech just before it ("He replied:", a paragraph that is all quotation).
"""

from __future__ import annotations

from typing import Final

from demarche.reading.clauses.attribution import Finding
from demarche.reading.clauses.entries import entry_of
from demarche.reading.clauses.quotations import MARKS
from demarche.reading.clauses.speakers import beside, speaker_of
from demarche.reading.clauses.tables import Tables
from demarche.reading.clauses.tree import Tree

_SHORTEST_TOKENS: Final = 4  # a shorter quotation, or one without a verb, quotes words and not a sentence


class Quoted:
    """The quotations of a report, given to their speakers."""

    def __init__(self, tree: Tree, tables: Tables, quotations: list[tuple[int, int]], spoken: list[Finding]) -> None:
        self.tree, self.tables, self.quotations = tree, tables, quotations
        self._by_sentence: dict[int, list[Finding]] = {}
        for finding in spoken:
            if finding.verb >= 0:
                self._by_sentence.setdefault(tree.sentence[finding.verb], []).append(finding)
        self._inside = [-1] * len(tree)
        for number, (start, end) in enumerate(quotations):
            self._inside[start:end] = [number] * (end - start)

    def is_inside(self, i: int) -> bool:
        """Say whether a token stands between quotation marks."""
        return self._inside[i] >= 0

    def is_direct(self, content: tuple[int, int]) -> bool:
        """Say whether more than half of a range stands between quotation marks."""
        start, end = content
        inside = sum(1 for i in range(start, end) if self._inside[i] >= 0 or self.tree.words[i] in MARKS)
        return 2 * inside > end - start

    def find(self) -> list[Finding]:
        """Return an attribution for every part of a quotation that no complement holds, a part a sentence."""
        found: list[Finding] = []
        last: Finding | None = None
        last_sentence = -9
        for start, end in self.quotations:
            parts = self._parts(start, end)
            givers = [self._giver(part) for part in parts]
            carried = last if parts and parts[0][2] - last_sentence <= 1 else None
            for number, part in enumerate(parts):
                giver = givers[number] or _nearest(givers, number) or carried or self._said_before(part)
                if giver is None or not self._is_sentence(part):
                    continue
                if givers[number] is None or not _covers(givers[number], part):
                    found.append(Finding(giver.verb, giver.speaker, part[:2], giver.entry))
                last, last_sentence = giver, part[2]
        return found

    def _parts(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """Cut a quotation at sentence ends: `(start, end, sentence)`."""
        parts = []
        for number in sorted({n for n in self.tree.sentence[start:end] if n >= 0}):
            first, last = self.tree.sentences[number]
            parts.append((max(start, first), min(end, last), number))
        return parts

    def _is_sentence(self, part: tuple[int, int, int]) -> bool:
        start, end, _ = part
        return end - start >= _SHORTEST_TOKENS and any(self.tree.pos[i] in ("VERB", "AUX") for i in range(start, end))

    def _giver(self, part: tuple[int, int, int]) -> Finding | None:
        """Return what attributes a part within its own sentence."""
        start, end, sentence = part
        near = [f for f in self._by_sentence.get(sentence, ()) if not start <= f.verb < end]
        for finding in near:
            if _covers(finding, part):
                return finding
        outside = [f for f in near if not self.is_inside(f.verb) and f.speaker >= 0]
        if outside:
            return min(outside, key=lambda f: min(abs(f.verb - start), abs(f.verb - end)))
        return self._bare(part)

    def _bare(self, part: tuple[int, int, int]) -> Finding | None:
        """Return a word of speech beside a quotation, of which the parser made no complement."""
        start, end, sentence = part
        first, last = self.tree.sentences[sentence]
        near = [*range(end, min(last, end + 12)), *range(start - 1, max(first, start - 25) - 1, -1)]
        for i in near:
            if self.tree.pos[i] != "VERB" or self.is_inside(i):
                continue
            entry = entry_of(self.tree, i, self.tables)
            if entry is not None and entry.voice in ("says", "announces"):
                speaker = speaker_of(self.tree, i)
                if speaker < 0 or self.is_inside(speaker):
                    speaker = beside(self.tree, i)
                if speaker >= 0 and not start <= speaker < end:
                    return Finding(i, speaker, (start, end), entry)
        return None

    def _said_before(self, part: tuple[int, int, int]) -> Finding | None:
        """Return what the sentence before says when it ends in a colon, or quotes."""
        start, _, sentence = part
        if start > 1 and ":" in self.tree.words[max(0, start - 4) : start]:
            for finding in reversed(self._by_sentence.get(sentence - 1, [])):
                if finding.speaker >= 0:
                    return finding
            return self._bare((start, start, sentence - 1)) if sentence > 0 else None
        return None


def _covers(finding: Finding | None, part: tuple[int, int, int]) -> bool:
    if finding is None:
        return False
    low, high = max(finding.content[0], part[0]), min(finding.content[1], part[1])
    return 2 * (high - low) > part[1] - part[0]


def _nearest(givers: list[Finding | None], number: int) -> Finding | None:
    """Return the giver of the nearest other part of the same quotation."""
    order = sorted(range(len(givers)), key=lambda k: (abs(k - number), -k))
    return next((giver for giver in (givers[k] for k in order) if giver is not None), None)
