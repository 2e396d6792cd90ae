"""Laws of the cast, over Docs of any shape."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from demarche.reading.actors import read_cast

WORDS = [
    "President", "Putin", "Vladimir", "the", "Russian", "foreign", "minister", ",", ".", "'s", "and", "of",
    "Russia", "he", "it", "they", "who", "we", '"', "“", "”", "said", "-", "led", "US", "troops", "rebels",
    "pro-Russian", "two", "leaders", "both", "sides", "North", "Korea", "Kim", "Jong", "Un", "former", "his",
    "country", "King", "Jordan", "Mr.", "in", "Moscow", "al", "EU", "chief", "council", "bloc", "government",
    "A", "x", "UN", "spokesman", "Georgia", "al-Assad", "Presidents", "counterpart", "itself", "Kremlin", "7",
    "’s", "--", "former",
]  # fmt: skip
DEPS = ["nsubj", "obj", "obl", "conj", "nmod:poss", "nmod", "amod", "compound", "flat", "appos", "case", "acl:relcl",
        "det", "root", "", "cc", "punct", "ccomp", "advcl", "expl"]  # fmt: skip
TAGS = ["NOUN", "PROPN", "VERB", "PRON", "ADJ", "DET", "ADP", "PUNCT", "CCONJ", "X", "PART", "NUM", "AUX"]


@st.composite
def any_doc(draw: st.DrawFn) -> Doc:
    """Draw a Doc of real words under a random tree, random tags, random names, random prose ranges."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=0, max_size=24))
    count = len(words)
    heads = [draw(st.integers(0, i)) for i in range(count)]
    deps = [draw(st.sampled_from(DEPS)) for _ in words]
    pos = [draw(st.sampled_from(TAGS)) for _ in words]
    spaces = [draw(st.booleans()) for _ in words]
    starts = [heads[i] == i for i in range(count)] if draw(st.booleans()) else None
    if starts is not None:
        heads = [max(j for j in range(i + 1) if starts[j]) for i in range(count)]
    doc = Doc(Vocab(), words=words, spaces=spaces, heads=heads, deps=deps, pos=pos, sent_starts=starts)
    if count and draw(st.booleans()):
        start = draw(st.integers(0, count - 1))
        end = draw(st.integers(start + 1, count))
        doc.ents = [Span(doc, start, end, label=draw(st.sampled_from(["PER", "LOC", "ORG"])))]
    if count and draw(st.booleans()):
        end = draw(st.integers(1, count))
        doc.spans["prose"] = [doc[0:end]]
    return doc


@settings(deadline=None)
@given(any_doc(), st.sampled_from([None, dt.date(1938, 9, 30), dt.date(2022, 2, 8)]))
def test_any_doc_is_read(doc: Doc, published: dt.date | None) -> None:
    """No Doc, however odd its tree, breaks the cast; mentions lie within it, answers have a country or a name."""
    cast = read_cast(doc, published=published)
    for mention in cast.mentions:
        assert 0 <= mention.start < mention.end <= len(doc)
    for token in doc:
        cast.place(token)
        cast.named(token)
        assert all(actor.country or actor.name for actor in cast.of(token))


@settings(deadline=None)
@given(any_doc())
def test_reading_twice_gives_the_same(doc: Doc) -> None:
    """The cast is a function of the Doc and the date alone, and `of` gives the same answer each time it is asked."""
    one, other = read_cast(doc), read_cast(doc)
    assert one.mentions == other.mentions
    for token in reversed(doc):
        assert one.of(token) == other.of(token) == one.of(token)


@settings(deadline=None)
@given(any_doc())
def test_only_prose_is_read(doc: Doc) -> None:
    """No mention begins outside the prose."""
    prose = {i for span in doc.spans.get("prose", ()) for i in range(span.start, span.end)}
    if prose:
        assert all(mention.start in prose for mention in read_cast(doc).mentions)
