"""
A report's parse as plain lists: one copy out of spaCy, so that the rules need no attribute chains in their loops.

All indices are token indices in the report's Doc. Tokens outside the prose have sentence -1.
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
    words, lemmas, pos, deps = (_texts(doc, columns[:, k]) for k in range(4))
    heads = [i + offset for i, offset in enumerate(columns[:, 4].astype("int64").tolist())]
    children: list[list[int]] = [[] for _ in words]
    for i, head in enumerate(heads):
        if head != i:
            children[head].append(i)
    sents = _sentences(doc)
    sent_of = [-1] * len(words)
    for number, (start, end) in enumerate(sents):
        sent_of[start:end] = [number] * (end - start)
    return Tree(
        words=words,
        lower=[word.lower() for word in words],
        lemmas=[(lemma or word).lower() for lemma, word in zip(lemmas, words, strict=True)],
        pos=pos,
        deps=[dep.lower() for dep in deps],
        heads=heads,
        children=children,
        sents=sents,
        sent_of=sent_of,
        names=[(ent.start, ent.end, ent.label_) for ent in doc.ents],
        glued=[not space for space in columns[:, 5].tolist()],
    )


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
