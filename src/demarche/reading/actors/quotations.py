"""
Who speaks in a quotation: enough to read 'we', 'our' and 'I' inside it.

A quotation's speaker is the subject of a verb of speech in its sentence, outside the quotation marks; a quotation
without one carries on the speaker of the quotation before it, in the same or the preceding sentence. The clauses room
has the whole of attribution; this is only what first-person pronouns need.
"""

from __future__ import annotations

from dataclasses import dataclass

from demarche.reading.actors.tables import word_kinds
from demarche.reading.actors.tree import CLOSING, OPENING, SUBJECTS, Tree


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words at tokens [start, end), and the token of the one who says them, or None."""

    start: int
    end: int
    speaker: int | None


def quotations(tree: Tree) -> list[Quotation]:
    """Return the report's quotations, in order; a mark that is never closed ends with its paragraph or the report."""
    verbs = word_kinds("speech.tsv")
    found: list[Quotation] = []
    for start, end in _ranges(tree):
        speaker = _speaker(tree, start, end, verbs)
        if speaker is None and found and tree.sent_of[start] - tree.sent_of[found[-1].end - 1] <= 1:
            speaker = found[-1].speaker
        found.append(Quotation(start, end, speaker))
    return found


def _ranges(tree: Tree) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for i, word in enumerate(tree.words):
        if opened is None and word in OPENING:
            opened = i + 1
        elif opened is not None and (word in CLOSING or word in OPENING):
            if i > opened:
                found.append((opened, i))
            opened = i + 1 if word in OPENING - CLOSING else None
    return found


def _speaker(tree: Tree, start: int, end: int, verbs: dict[str, str]) -> int | None:
    """Return the subject of the nearest verb of speech outside the quotation, in the sentences that it touches."""
    best: tuple[int, int] | None = None
    for sent in {tree.sent_of[start], tree.sent_of[end - 1]} - {-1}:
        low, high = tree.sents[sent]
        for i in range(low, high):
            if start <= i < end or tree.lemmas[i] not in verbs or tree.pos[i] not in ("VERB", "AUX"):
                continue
            subject = next((c for c in tree.children[i] if tree.deps[c] in SUBJECTS and not start <= c < end), None)
            subject = _neighbour(tree, i) if subject is None else subject
            distance = min(abs(i - start), abs(i - end))
            if subject is not None and (best is None or distance < best[0]):
                best = (distance, subject)
    return best[1] if best else None


def _neighbour(tree: Tree, verb: int) -> int | None:
    """Return a name or pronoun beside a verb of speech that the parser gave no subject: 'said Lavrov'."""
    for i in (verb + 1, verb - 1):
        if 0 <= i < len(tree) and tree.pos[i] in ("PROPN", "PRON"):
            return i
    return None
