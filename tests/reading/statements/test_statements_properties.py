"""Laws of the statements room that hold for any parse."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from demarche.reading.clauses import read_clauses
from demarche.reading.statements import read_statements
from demarche.record import Actor, Report, Source

WORDS = [
    "Russia", "said", "deny", "will", "condemn", "invade", "warning", "“", "”", "of", "talks", "to", ",", ".",
    "from", "minister", "that", "threat", "he", "we", "accuse", "confident", "strike", "not",
]  # fmt: skip
POS = [
    "VERB", "NOUN", "PROPN", "AUX", "ADJ", "PRON", "PUNCT", "ADP",
]  # fmt: skip
DEPS = [
    "root", "nsubj", "obj", "ccomp", "xcomp", "advcl", "acl", "conj", "parataxis", "obl", "nmod", "case",
    "nmod:poss",
]  # fmt: skip
VOCAB = Vocab()


class Anyone:
    """A cast that knows a country for some words, and a mention for none."""

    def of(self, token: Token) -> tuple[Actor, ...]:
        return (Actor("FRA"),) if token.i % 3 == 0 else ()

    def named(self, token: Token) -> None:
        return None


@st.composite
def docs(draw: st.DrawFn) -> Doc:
    """Return a Doc with any labels."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=25))
    n = len(words)
    pos, deps = (draw(st.lists(st.sampled_from(choices), min_size=n, max_size=n)) for choices in (POS, DEPS))
    heads = [draw(st.integers(0, i)) for i in range(n)]
    return Doc(VOCAB, words=words, heads=heads, pos=pos, deps=deps, tags=["VBD"] * n, lemmas=words)


@settings(max_examples=150, deadline=None)
@given(docs())
def test_spans_quote_the_report(doc: Doc) -> None:
    """Every statement quotes the report, says whose and about what, and has an id of its own."""
    text = doc.text
    report = Report("r-1", None, Source(), None, False, None, "en", "", text)
    found = read_statements(doc, Anyone(), read_clauses(doc, Anyone(), None), report)
    for statement in found:
        (span,) = statement.spans
        assert 0 <= span.start < span.end <= len(text)
        assert statement.about.strip()
        assert statement.speaker.country or statement.speaker.name
    assert len({statement.id for statement in found}) == len(found)
