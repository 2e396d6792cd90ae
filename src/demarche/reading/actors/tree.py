"""
A report's parse as plain lists: one copy out of spaCy, so that the rules need no attribute chains in their loops.

White space that is a token of its own (line breaks) is left out, so that no phrase is cut by it: `kept` and `place`
lead back to the Doc's indices and from them. Tokens outside the prose have sentence -1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from spacy.attrs import DEP, HEAD, LEMMA, ORTH, POS, SPACY
from spacy.tokens import Doc

_COLUMNS = [ORTH, LEMMA, POS, DEP, HEAD, SPACY]

CLAUSE_RELATIONS = frozenset(
    {"root", "ccomp", "xcomp", "advcl", "acl", "acl:relcl", "advcl:relcl", "parataxis", "csubj"}
)
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "nsubj:outer"})
OPENING = frozenset({'"', "“", "``", "«", "„"})
CLOSING = frozenset({'"', "”", "''", "»"})


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """
    The parse of one report.

    Attributes
    ----------
    words, lower, lemmas : lists of str
        The tokens as printed, in lower case, and their lemmas (lower case).
    pos, deps : lists of str
        UPOS and UD relations; "" where the token was not parsed.
    heads : list of int
        Head token; a root is its own head.
    children : list of lists of int
        Dependents of each token, in order.
    sents : list of (start, end)
        The prose sentences; `sent_of` gives the number of a token's sentence, -1 outside the prose.
    names : list of (start, end, label)
        What the name finder says: PER, LOC, ORG.
    glued : list of bool
        True where no space follows.
    kept, place : lists of int
        The Doc's index of each token here; the index here of each token of the Doc, and of its end.
    """

    words: list[str]
    lower: list[str]
    lemmas: list[str]
    pos: list[str]
    deps: list[str]
    heads: list[int]
    children: list[list[int]]
    sents: list[tuple[int, int]]
    sent_of: list[int]
    names: list[tuple[int, int, str]]
    glued: list[bool]
    kept: list[int]
    place: list[int]

    def is_glued(self, i: int) -> bool:
        """Tell whether no space follows the token."""
        return self.glued[i]

    def __len__(self) -> int:
        return len(self.words)

    def is_capital(self, i: int) -> bool:
        """Tell whether the token begins with a capital letter."""
        return self.words[i][:1].isupper()

    def subject_of(self, verb: int) -> int | None:
        """Return the subject of a predicate, or None."""
        return next((c for c in self.children[verb] if self.deps[c] in SUBJECTS), None)

    def clause_of(self, i: int) -> int:
        """Return the predicate of the smallest clause that holds the token."""
        seen = 0
        while self.deps[i] not in CLAUSE_RELATIONS and self.heads[i] != i and seen < 100:
            if self.deps[i] == "conj" and self.pos[i] in ("VERB", "AUX"):
                return i
            i, seen = self.heads[i], seen + 1
        return i

    def is_subject(self, i: int) -> bool:
        """Tell whether the token, or the first of its coordination, is a subject."""
        if self.deps[i] == "conj":
            i = self.heads[i]
        return self.deps[i] in SUBJECTS


def tree_of(doc: Doc) -> Tree:
    """Copy a Doc's parse into a `Tree`; a Doc without sentences is one sentence."""
    columns = doc.to_array(_COLUMNS)
    texts, lemmas, pos, deps = (_texts(doc, columns[:, k]) for k in range(4))
    offsets, spaced = columns[:, 4].astype("int64").tolist(), columns[:, 5].tolist()
    kept = [i for i, text in enumerate(texts) if not text.isspace()]
    place = _places(kept, len(texts))
    words = [texts[i] for i in kept]
    heads = [place[i + offsets[i]] if texts[i + offsets[i]].strip() else k for k, i in enumerate(kept)]
    sents = [(place[start], place[end]) for start, end in _sentences(doc)]
    return Tree(
        words=words,
        lower=[word.lower() for word in words],
        lemmas=[(lemmas[i] or texts[i]).lower() for i in kept],
        pos=[pos[i] for i in kept],
        deps=[deps[i].lower() for i in kept],
        heads=heads,
        children=_children(heads),
        sents=[(start, end) for start, end in sents if end > start],
        sent_of=_sentence_numbers(sents, len(words)),
        names=[(place[ent.start], place[ent.end], ent.label_) for ent in doc.ents],
        glued=[not spaced[i] and (i + 1 >= len(texts) or bool(texts[i + 1].strip())) for i in kept],
        kept=kept,
        place=place,
    )


def _places(kept: list[int], count: int) -> list[int]:
    """Return, for each token of the Doc and its end, how many kept tokens stand before it."""
    place, before = [0] * (count + 1), 0
    chosen = set(kept)
    for i in range(count):
        place[i] = before
        before += i in chosen
    place[count] = before
    return place


def _children(heads: list[int]) -> list[list[int]]:
    children: list[list[int]] = [[] for _ in heads]
    for i, head in enumerate(heads):
        if head != i:
            children[head].append(i)
    return children


def _sentence_numbers(sents: list[tuple[int, int]], count: int) -> list[int]:
    numbers = [-1] * count
    for number, (start, end) in enumerate(pair for pair in sents if pair[1] > pair[0]):
        numbers[start:end] = [number] * (end - start)
    return numbers


def _texts(doc: Doc, column: Any) -> list[str]:
    """Return a column of string ids as text, each id looked up once."""
    ids = column.tolist()
    strings = {number: doc.vocab.strings[number] for number in set(ids)}
    return [strings[number] for number in ids]


def _sentences(doc: Doc) -> list[tuple[int, int]]:
    """Return the prose sentences; where nobody marked prose, all sentences."""
    if "prose" in doc.spans:
        return [(span.start, span.end) for span in doc.spans["prose"]]
    if doc.has_annotation("SENT_START"):
        return [(span.start, span.end) for span in doc.sents]
    return [(0, len(doc))] if len(doc) else []
