"""
One report's parse as plain lists: what the rules read in their inner loops.

A spaCy token makes a Python object and a string look-up for every attribute asked; the rules ask a thousand times a
sentence. The lists are filled once, in token order, and indexed by `token.i`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spacy.tokens import Doc, Token

from demarche.reading.clauses.repairs import mend_first_nouns

_NONE: Mapping[str, str] = {}
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass", "csubj:outer", "expl"})
NOMINAL_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})


class Tree:
    """
    The parse of a Doc as lists indexed by token.

    Parameters
    ----------
    doc : Doc
        The parse.
    verbs, nouns : mapping, optional
        Lemma by inflected form, for words whose lemma must not hang on the parser.

    Attributes
    ----------
    words, lemmas, pos, tags, deps : list of str
        Lower-case text, lower-case lemma, UPOS, XPOS, UD relation.
    heads : list of int
        Index of each token's head; a root (and a token that was not parsed) is its own head.
    kids : list of list of int
        Dependents of each token, in order.
    sentence : list of int
        Which sentence of `sentences` each token is in; -1 where the text was not parsed.
    sentences : list of tuple of int
        Token ranges of the sentences that were parsed.
    """

    def __init__(
        self, doc: Doc, verbs: Mapping[str, str] | None = None, nouns: Mapping[str, str] | None = None
    ) -> None:
        self.doc = doc
        rows = [(t.text.lower(), t.pos_, t.tag_, t.dep_.lower(), t.head.i, t.lemma_.lower()) for t in doc]
        self.words, self.pos, self.tags = [r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows]
        self.deps, self.heads = [r[3] for r in rows], [r[4] for r in rows]
        self.sentences = _sentences(doc)
        mended = mend_first_nouns(self.sentences, self.words, self.pos, self.tags, self.deps, self.heads)
        known = {"VERB": verbs or {}, "AUX": verbs or {}, "NOUN": nouns or {}}
        self.lemmas = [
            known.get(pos, _NONE).get(word) or lemma or word
            for (word, *_, lemma), pos in zip(rows, self.pos, strict=True)
        ]
        for i in mended:
            self.lemmas[i] = (nouns or {}).get(self.words[i], self.words[i].removesuffix("s"))
        self.kids: list[list[int]] = [[] for _ in range(len(doc))]
        for i, head in enumerate(self.heads):
            if head != i:
                self.kids[head].append(i)
        self.sentence = [-1] * len(doc)
        for number, (start, end) in enumerate(self.sentences):
            self.sentence[start:end] = [number] * (end - start)
        self._edges: dict[int, tuple[int, int]] = {}

    def __len__(self) -> int:
        return len(self.words)

    def kid(self, i: int, *deps: str) -> int:
        """Return the first dependent of `i` by one of these relations, or -1."""
        return next((k for k in self.kids[i] if self.deps[k] in deps), -1)

    def by(self, i: int, *deps: str) -> list[int]:
        """Return the dependents of `i` by one of these relations."""
        return [k for k in self.kids[i] if self.deps[k] in deps]

    def has_word(self, i: int, deps: frozenset[str], words: frozenset[str]) -> bool:
        """Say whether `i` has a dependent by one of `deps` that is one of `words`."""
        return any(self.deps[k] in deps and self.words[k] in words for k in self.kids[i])

    def range(self, i: int) -> tuple[int, int]:
        """Return the half-open token range that the subtree of `i` spans."""
        if i not in self._edges:
            low, high, stack = i, i, [i]
            while stack:
                here = stack.pop()
                low, high = min(low, here), max(high, here)
                stack.extend(self.kids[here])
            self._edges[i] = (low, high + 1)
        return self._edges[i]

    def subtree(self, i: int) -> set[int]:
        """Return every token below `i`, itself included."""
        found, stack = {i}, [i]
        while stack:
            for k in self.kids[stack.pop()]:
                found.add(k)
                stack.append(k)
        return found

    def ancestors(self, i: int) -> Iterator[int]:
        """Walk from the head of `i` to the root of its sentence."""
        seen = {i}
        while self.heads[i] not in seen:
            i = self.heads[i]
            seen.add(i)
            yield i

    def text(self, start: int, end: int) -> str:
        """Return the report's text of a token range, white space folded."""
        return " ".join(self.doc[start:end].text.split()) if start < end else ""

    def is_clause(self, i: int) -> bool:
        """Say whether `i` heads a clause: a verb, or a nominal or adjective with a copula."""
        return self.pos[i] in ("VERB", "AUX") or self.kid(i, "cop", "aux:pass") >= 0

    def is_finite(self, i: int) -> bool:
        """Say whether the clause of `i` has a finite verb or auxiliary."""
        if self.tags[i] in ("VBD", "VBZ", "VBP", "MD"):
            return True
        return any(self.tags[k] in ("VBD", "VBZ", "VBP", "MD") for k in self.by(i, "aux", "aux:pass", "cop"))

    def subject(self, i: int) -> int:
        """Return the nominal subject of the clause of `i` itself, or -1."""
        return self.kid(i, "nsubj", "nsubj:pass", "nsubj:outer")

    def case(self, i: int) -> str:
        """Return the preposition of a phrase, the parts of a fixed one joined ("according to"), or ""."""
        found = self.by(i, "case")
        if not found and self.pos[i] in ("NOUN", "PROPN", "PRON"):
            found = self.by(i, "mark")[:1]
        return " ".join(self.fixed(k) for k in found if k < i)

    def fixed(self, i: int) -> str:
        """Return a word with the words fixed to it: "because of", "instead of"."""
        rest = [k for k in self.kids[i] if self.deps[k] == "fixed"]
        return " ".join(self.words[k] for k in (i, *rest))


def _sentences(doc: Doc) -> list[tuple[int, int]]:
    if "prose" in doc.spans:
        return [(span.start, span.end) for span in doc.spans["prose"]]
    if not doc.has_annotation("SENT_START") and not doc.has_annotation("DEP"):
        return []
    return [(span.start, span.end) for span in doc.sents]


def token_or_none(doc: Doc, i: int) -> Token | None:
    """Return the token at `i`, or None for -1."""
    return doc[i] if i >= 0 else None
