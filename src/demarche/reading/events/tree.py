"""A report's parse as plain lists, filled once: patterns ask for heads and relations a thousand times a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.attrs import DEP, HEAD, LEMMA, LOWER, POS, TAG
from spacy.tokens import Doc

from demarche.reading.english import prose_sents

if TYPE_CHECKING:
    from demarche.reading.events.lexicon import Lexicon

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})
# Relations that open a clause of its own; a noun's clause is found by climbing to the first of these.
CLAUSES = frozenset(
    {"root", "ccomp", "xcomp", "advcl", "acl", "acl:relcl", "advcl:relcl", "parataxis", "csubj", "csubj:pass"}
)
VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_NOMINAL_DEPS = frozenset({"nsubj", "nsubj:pass", "obj", "nmod"})


class Tree:
    """
    The parse of one Doc, indexed by token.

    Attributes
    ----------
    words, lemmas, pos, tags, deps : list of str
        Lower-case text, lower-case lemma, UPOS, XPOS, UD relation ("" where the text was not parsed).
    heads : list of int
        Each token's head; a root is its own.
    kids : list of list of int
        Each token's dependents, in order.
    sentences : list of tuple of int
        Token ranges of the sentences of the prose.
    """

    def __init__(self, doc: Doc, lexicon: Lexicon | None = None) -> None:
        self.doc = doc
        self.words, lemmas, self.pos, self.tags, deps = _columns(doc)
        self.lemmas = [lemma.lower() or word for lemma, word in zip(lemmas, self.words, strict=True)]
        self.deps = [dep.lower() for dep in deps]
        self.heads: list[int] = [i + step for i, step in enumerate(doc.to_array([HEAD]).astype("int64").tolist())]
        self._mend_verbs()
        if lexicon is not None:
            self._mend_lemmas(lexicon)
        self.kids: list[list[int]] = [[] for _ in self.words]
        for i, head in enumerate(self.heads):
            if head != i:
                self.kids[head].append(i)
        self.sentences = [(span.start, span.end) for span in prose_sents(doc)]
        self.people = {i for ent in doc.ents if ent.label_ == "PER" for i in range(ent.start, ent.end)}

    def __len__(self) -> int:
        return len(self.words)

    def _mend_verbs(self) -> None:
        """Give a verb that was hung before its object as part of a name its place: "jets bombed positions"."""
        subjects = {self.heads[k] for k, dep in enumerate(self.deps) if dep == "nsubj" and k < self.heads[k]}
        for i in subjects:
            noun = self.heads[i]
            if self.tags[i] in _FINITE and self.deps[i] in ("compound", "amod") and noun > i:
                self.deps[i], self.heads[i] = self.deps[noun], i if self.heads[noun] == noun else self.heads[noun]
                self.deps[noun], self.heads[noun] = "obj", i

    def _mend_lemmas(self, lexicon: Lexicon) -> None:
        """Give a verb or noun whose lemma the lexicon does not know the lemma of which it is a form."""
        for i, pos in enumerate(self.pos):
            if pos == "VERB" and self.tags[i] in ("VBZ", "VB") and self.deps[i] in _NOMINAL_DEPS:
                noun = lexicon.noun_forms.get(self.words[i].removesuffix("s"))
                if noun in lexicon.nouns:  # "Talks … will take place"
                    self.pos[i], self.tags[i], self.lemmas[i] = "NOUN", "NNS", noun
                    continue
            if pos == "VERB" and self.lemmas[i] not in lexicon.verbs and self.lemmas[i] not in lexicon.operators:
                self.lemmas[i] = lexicon.verb_forms.get(self.words[i], self.lemmas[i])
            elif pos == "NOUN" and self.lemmas[i] not in lexicon.nouns:
                self.lemmas[i] = lexicon.noun_forms.get(self.words[i], self.lemmas[i])
                if self.words[i].endswith("men") and self.tags[i] == "NNS":
                    self.lemmas[i] = self.words[i][:-2] + "an"  # "militiamen", for which the parser has "militiame"
            if pos == "NOUN" and i > 1 and self.words[i - 1] == "-" and self.heads[i - 2] == i:
                whole = f"{self.words[i - 2]}-{self.lemmas[i]}"  # "cease-fire", which the parser takes for three words
                self.lemmas[i] = whole if whole in lexicon.nouns else self.lemmas[i]

    def by(self, i: int, *deps: str) -> list[int]:
        """Return the dependents of `i` by one of these relations."""
        return [k for k in self.kids[i] if self.deps[k] in deps]

    def has(self, i: int, *deps: str) -> bool:
        """Tell whether `i` has a dependent by one of these relations."""
        return any(self.deps[k] in deps for k in self.kids[i])

    def with_conjuncts(self, tokens: list[int]) -> list[int]:
        """Return the tokens, each followed by what is coordinated with it."""
        found: list[int] = []
        for i in tokens:
            found.append(i)
            found.extend(k for k in self.kids[i] if self.deps[k] == "conj" and self.pos[k] not in VERBAL)
        return found

    def preposition(self, i: int) -> str:
        """Return the preposition before a phrase, its words joined by "_" ("out_of"), or ""."""
        for k in self.kids[i]:
            if self.deps[k] == "case" and self.words[k] not in ("'s", "’s", "'", "’"):
                fixed = [self.words[j] for j in self.kids[k] if self.deps[j] == "fixed"]
                if k + 1 in self.kids[i] and self.deps[k + 1] == "case" and self.words[k + 1] == "of":
                    fixed.append("of")
                return "_".join([self.words[k], *fixed])
        return ""

    def is_subject(self, i: int) -> bool:
        """Tell whether `i` is the subject of its clause."""
        return self.deps[i] in SUBJECTS

    def is_clause(self, i: int) -> bool:
        """Tell whether `i` is the predicate of a clause."""
        return self.pos[i] in VERBAL or self.deps[i] in CLAUSES or self.has(i, "cop")

    def clause_of(self, i: int) -> int:
        """Return the predicate of the smallest clause that holds `i`."""
        for _ in range(200):
            if self.heads[i] == i or self.deps[i] in CLAUSES or (self.deps[i] == "conj" and self.is_clause(i)):
                return i
            i = self.heads[i]
        return i

    def is_under(self, i: int, ancestor: int) -> bool:
        """Tell whether `ancestor` is `i` or stands above it."""
        for _ in range(200):
            if i == ancestor:
                return True
            if self.heads[i] == i:
                return False
            i = self.heads[i]
        return False


def _columns(doc: Doc) -> list[list[str]]:
    """Return lower-case words, lemmas, UPOS, XPOS and relations: whole columns at once, for tokens are slow to make."""
    strings = doc.vocab.strings
    columns = doc.to_array([LOWER, LEMMA, POS, TAG, DEP]).T.tolist()
    known = {key: strings[key] for column in columns for key in set(column)}
    return [[known[key] for key in column] for column in columns]
