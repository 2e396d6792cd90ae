"""Laws of the clauses room that hold for any parse, sound or broken."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from demarche.reading.clauses import read_clauses
from demarche.record import Actor

WORDS = [
    "Russia", "said", "deny", "will", "not", "invade", "if", "“", "”", '"', "talks", "to", ",", ".", "that", "''",
    "no", "?", "according", "1999", "last", "year", "threat", "of", "\n\n", "``", "had", "she", "we", "'",
]  # fmt: skip
POS = [
    "VERB", "NOUN", "PROPN", "AUX", "ADJ", "ADV", "PRON", "PUNCT", "ADP", "SCONJ", "DET", "X", "",
]  # fmt: skip
DEPS = [
    "root", "nsubj", "obj", "ccomp", "xcomp", "advcl", "acl", "acl:relcl", "conj", "parataxis", "obl", "nmod",
    "case", "mark", "aux", "cop", "advmod", "det", "csubj", "appos", "nmod:poss", "punct", "obl:agent", "", "dep",
]  # fmt: skip
TAGS = ["VB", "VBD", "VBG", "VBN", "VBZ", "MD", "NN", "NNP", "TO", "IN", ""]
VOCAB = Vocab()


class Anyone:
    """A cast that knows a country for every word."""

    def of(self, token: Token) -> tuple[Actor, ...]:
        return (Actor("FRA"),) if token.i % 2 else ()


@st.composite
def docs(draw: st.DrawFn) -> Doc:
    """Return a Doc with any labels on any tree-shaped or broken parse."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=25))
    n = len(words)
    heads = [draw(st.integers(0, i)) for i in range(n)]
    columns = [draw(st.lists(st.sampled_from(choices), min_size=n, max_size=n)) for choices in (POS, DEPS, TAGS)]
    return Doc(VOCAB, words=words, heads=heads, pos=columns[0], deps=columns[1], tags=columns[2], lemmas=words)


@settings(max_examples=150, deadline=None)
@given(docs())
def test_any_parse_is_read(doc: Doc) -> None:
    """Whatever the parser says, every token has facts, and every content is a range of the Doc."""
    clauses = read_clauses(doc, Anyone(), None)
    for token in doc:
        facts = clauses.of(token)
        assert facts.predicate.i == token.i
        assert not (facts.modality == "asserted" and (facts.negated or facts.denied))
    for made in clauses.attributions:
        start, end = made.content
        assert 0 <= start < end <= len(doc)


@settings(max_examples=40, deadline=None)
@given(docs())
def test_reading_is_repeatable(doc: Doc) -> None:
    """The same Doc gives the same facts, in whatever order they are asked for."""
    one, two = read_clauses(doc, Anyone(), None), read_clauses(doc, Anyone(), None)
    forward = [one.of(token) for token in doc]
    backward = [two.of(token) for token in reversed(doc)][::-1]
    assert [f.modality for f in forward] == [f.modality for f in backward]


def test_a_doc_without_a_parse_is_read() -> None:
    """A Doc without a parse has clauses that nobody attributes."""
    clauses = read_clauses(Doc(VOCAB, words=["Nothing", "was", "parsed"]), Anyone(), None)
    assert clauses.attributions == ()
    assert clauses.of(clauses.doc[1]).attribution is None
