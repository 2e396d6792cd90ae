"""Parses written into spaCy Docs, all columns at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, POS, SENT_START, TAG
from spacy.parts_of_speech import IDS
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from demarche.reading.english.lemmas import Lemmatiser
from demarche.reading.english.network import Parsed
from demarche.reading.english.windows import Window

_COLUMNS = [TAG, POS, MORPH, LEMMA, DEP, HEAD, ENT_IOB, ENT_TYPE]
_TAG, _POS, _MORPH, _LEMMA, _DEP, _HEAD, _IOB, _KIND = range(8)
_FACTS = [_TAG, _POS, _MORPH, _DEP]
_INSIDE, _OUTSIDE, _BEGIN = 1, 2, 3  # spaCy's numbers of I, O and B

Table = NDArray[np.uint64]


class Scribe:
    """
    Writes parses into Docs of one vocabulary.

    Parameters
    ----------
    vocab : Vocab
        The vocabulary of the Docs.
    classes : dict
        The names of each head's classes, by their numbers.
    lemmatiser : Lemmatiser
        Gives the lemmas.
    """

    def __init__(self, vocab: Vocab, classes: dict[str, list[str]], lemmatiser: Lemmatiser) -> None:
        add, upos = vocab.strings.add, [*classes["upos"], "SPACE"]
        self._strings = vocab.strings
        self._lemma, self._tags = lemmatiser.lemma, classes["xpos"]
        self._xpos = np.array([add(tag) for tag in classes["xpos"]], np.uint64)
        self._upos = np.array([_number_of_pos(pos) for pos in upos], np.uint64)
        self._feats = np.array([vocab.morphology.add(feats) for feats in classes["feats"]], np.uint64)
        self._deps = np.array([add(dep) for dep in classes["deps"]], np.uint64)
        self._kinds = {kind: add(kind) for kind in ("PER", "LOC", "ORG")}
        self._space = (add("_SP"), int(self._upos[-1]), vocab.morphology.add(""), add("dep"))
        self._unparsed = (0, _number_of_pos("X"), vocab.morphology.add(""), 0)

    def write(self, doc: Doc, windows: Sequence[Window], parses: Sequence[Parsed]) -> Doc:
        """
        Annotate a Doc that was tokenised but not parsed.

        Tokens in no window (white space apart) are left out: pos X, no relation, and each stretch of them a sentence of
        its own. White space hangs on the token before it, as `dep`.
        """
        table = np.zeros((len(doc), len(_COLUMNS)), np.uint64)
        heads = np.full(len(doc), -1, np.int64)
        words = [token.text for token in doc]
        table[:, _IOB] = _OUTSIDE
        for window, parsed in zip(windows, parses, strict=True):
            self._write_sentence(table, heads, words, window, parsed)
        self._write_rest(table, heads, words)
        table[:, _HEAD] = (heads - np.arange(len(doc))).astype(np.uint64)
        doc.from_array(_COLUMNS, table)  # type: ignore[arg-type]
        # spaCy opens no sentence at a root without a relation, as left-out stretches have.
        doc.from_array([SENT_START], _sentence_starts(heads)[:, None])  # type: ignore[arg-type]
        doc.spans["prose"] = [_covering(doc, window) for window in windows]
        return doc

    def _write_sentence(
        self, table: Table, heads: NDArray[np.int64], words: Sequence[str], window: Window, parsed: Parsed
    ) -> None:
        at = np.array(window.tokens)
        table[at, _TAG], table[at, _POS] = self._xpos[parsed.xpos], self._upos[parsed.upos]
        table[at, _MORPH], table[at, _DEP] = self._feats[parsed.feats], self._deps[parsed.deps]
        add, lemma, tags = self._strings.add, self._lemma, self._tags
        chosen = zip(window.tokens, parsed.xpos.tolist(), parsed.edits.tolist(), strict=True)
        table[at, _LEMMA] = [add(lemma(words[i], tags[tag], edit)) for i, tag, edit in chosen]
        heads[at] = np.where(parsed.heads == 0, at, at[np.maximum(parsed.heads, 1) - 1])
        for start, end, kind in parsed.names:
            inside = slice(window.tokens[start], window.tokens[end - 1] + 1)
            table[inside, _IOB], table[inside, _KIND] = _INSIDE, self._kinds[kind]
            table[window.tokens[start], _IOB] = _BEGIN

    def _write_rest(self, table: Table, heads: NDArray[np.int64], words: Sequence[str]) -> None:
        """Hang white space on the token before it, and left-out tokens on the first of their stretch."""
        first_of_stretch = last_left_out = -1
        for place in np.flatnonzero(heads < 0).tolist():
            word = words[place]
            table[place, _LEMMA] = self._strings.add(word)
            if word.isspace():
                table[place, _FACTS] = self._space
                heads[place] = place - 1 if place else min(1, len(words) - 1)
                if place and last_left_out == place - 1:
                    last_left_out = place  # white space inside a stretch does not end it
                continue
            table[place, _FACTS] = self._unparsed
            if last_left_out != place - 1 or first_of_stretch < 0:
                first_of_stretch = place
            heads[place], last_left_out = first_of_stretch, place


def _covering(doc: Doc, window: Window) -> Span:
    return Span(doc, window.tokens[0], window.tokens[-1] + 1)


def _sentence_starts(heads: NDArray[np.int64]) -> Table:
    """Mark the first token of each tree: 1 there, -1 (as spaCy writes no) elsewhere."""
    roots = heads.copy()
    while not np.array_equal(above := heads[roots], roots):
        roots = above
    opens = np.ones(len(heads), np.int64)
    opens[1:] = np.where(np.diff(np.maximum.accumulate(roots)) > 0, 1, -1)
    return opens.astype(np.uint64)


def _number_of_pos(name: str) -> int:
    number: int = IDS[name]
    return number
