"""Laws of the event reader, whatever the parser says."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Token

from demarche.reading.events import Frames, load_lexicon, read_events
from demarche.reading.events.alone import TOLD_ALONE
from demarche.record import Actor, Modality, Place, Report, Source, When

VOCAB = spacy.blank("en").vocab
WORDS = [
    "Russia",
    "France",
    "Ukraine",
    "Macron",
    "he",
    "they",
    "troops",
    "talks",
    "sanctions",
    "attack",
    "invasion",
    "who",
    "which",
    "that",
    "by",
    "with",
    "on",
    "from",
    "of",
    "to",
    "in",
    "not",
    "will",
    "said",
    "agreed",
    "refused",
    "launched",
    "held",
    "met",
    "attacked",
    "attacks",
    "shelling",
    "withdraw",
    "withdrawing",
    "called",
    "off",
    "hostage",
    "condemned",
    "accused",
    "urged",
    "threatened",
    "and",
    ",",
    ".",
    "-",
    "12",
    "dozens",
    "deal",
    "ceasefire",
    "visited",
    "Moscow",
    "series",
    "under",
    "fire",
    "collapsed",
]
DEPS = [
    "nsubj",
    "nsubj:pass",
    "obj",
    "iobj",
    "obl",
    "obl:agent",
    "nmod",
    "nmod:poss",
    "amod",
    "compound",
    "conj",
    "cc",
    "case",
    "mark",
    "aux",
    "aux:pass",
    "xcomp",
    "ccomp",
    "advcl",
    "acl",
    "acl:relcl",
    "punct",
    "advmod",
    "compound:prt",
    "det",
    "nummod",
    "fixed",
    "flat",
    "appos",
    "parataxis",
    "cop",
]
POS = ["NOUN", "PROPN", "VERB", "AUX", "ADP", "ADJ", "PRON", "PUNCT", "NUM", "PART"]
TAGS = ["NN", "NNS", "NNP", "VB", "VBD", "VBN", "VBG", "VBZ", "JJ", "IN", "PRP", "MD"]
LEMMAS = {"troops": "troop", "talks": "talk", "attacks": "attack", "agreed": "agree", "held": "hold", "met": "meet",
          "launched": "launch", "refused": "refuse", "called": "call", "condemned": "condemn"}  # fmt: skip
COUNTRIES = {"Russia": "RUS", "France": "FRA", "Ukraine": "UKR", "Macron": "FRA", "Moscow": "RUS", "he": "FRA"}


class FakeCast:
    """Knows a few names, and takes every other noun for nobody."""

    def of(self, token: Token) -> tuple[Actor, ...]:
        country = COUNTRIES.get(token.text)
        return (Actor(country, "GOV"),) if country else ()

    def place(self, token: Token) -> Place | None:
        return Place(token.text, "RUS") if token.text == "Moscow" else None


@dataclass
class FakeFacts:
    """A clause that stands as it is told to."""

    modality: Modality = "asserted"
    negated: bool = False
    tense: str = "past"
    modal: str | None = None
    condition: str | None = "if they come"
    attribution: None = None
    perfect: bool = False
    progressive: bool = False
    own: bool = False


class FakeClauses:
    """Every clause stands alike."""

    def __init__(self, facts: FakeFacts) -> None:
        self.facts = facts

    def of(self, token: Token) -> FakeFacts:
        return self.facts


@dataclass
class FakeDate:
    when: When
    start: int = 0
    kind: str = "point"


class FakeCalendar:
    """Dates the predicates whose index is even."""

    def of(self, token: Token) -> FakeDate | None:
        day = dt.date(2022, 2, 1 + token.i % 20)
        return FakeDate(When(day, day)) if token.i % 2 == 0 else None


@st.composite
def docs(draw: st.DrawFn) -> Doc:
    """Any sentence of these words, with any tree over it."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14))
    root = draw(st.integers(0, len(words) - 1))
    order = draw(st.permutations([i for i in range(len(words)) if i != root]))
    heads, placed = list(range(len(words))), [root]
    for i in order:
        heads[i] = draw(st.sampled_from(placed))
        placed.append(i)
    deps = ["root" if i == root else draw(st.sampled_from(DEPS)) for i in range(len(words))]
    pos = [draw(st.sampled_from(POS)) for _ in words]
    tags = [draw(st.sampled_from(TAGS)) for _ in words]
    lemmas = [LEMMAS.get(word, word.lower()) for word in words]
    return Doc(VOCAB, words=words, heads=heads, deps=deps, pos=pos, tags=tags, lemmas=lemmas)


FACTS = st.builds(
    FakeFacts,
    modality=st.sampled_from(["asserted", "reported", "denied", "planned", "possible", "conditional", "historical"]),
    negated=st.booleans(),
)


def report_of(doc: Doc) -> Report:
    return Report("r-1", None, Source(), dt.date(2022, 2, 12), False, None, "en", "0" * 64, doc.text)


@given(docs(), FACTS)
@settings(max_examples=300, deadline=None)
def test_any_tree(doc: Doc, facts: FakeFacts) -> None:
    """No tree breaks the reader; spans lie in the text, ids are unique, and reading twice gives the same."""
    read = lambda: read_events(doc, FakeCast(), FakeClauses(facts), FakeCalendar(), report_of(doc))  # noqa: E731
    events = read()
    assert len({event.id for event in events}) == len(events)
    for event in events:
        for span in event.spans:
            assert 0 <= span.start < span.end <= len(doc.text)
        assert event.sources or event.targets or event.type in TOLD_ALONE
        assert event.rule
        assert event.condition is None or event.modality == "conditional"
    assert events == read()


@given(docs())
@settings(max_examples=150, deadline=None)
def test_denied_stays_denied(doc: Doc) -> None:
    """What the clause denies is never coded as asserted, unless the denial has become a refusal."""
    events = read_events(doc, FakeCast(), FakeClauses(FakeFacts("denied", True)), FakeCalendar(), report_of(doc))
    for event in events:
        turned = ("REJECT", "CONCEDE", "RETREAT", "SANCTION", "AGREE", "THREATEN", "REQUEST", "ACCUSE", "SUPPORT")
        assert event.modality == "denied" or event.type in turned


@given(docs())
@settings(max_examples=150, deadline=None)
def test_every_token_answers(doc: Doc) -> None:
    """Any word can be asked for its frame, with a cast or without, and the frame's words lie in the Doc."""
    for cast in (None, FakeCast()):
        reading = Frames(doc, cast, load_lexicon())
        for token in doc:
            frame = reading.at(token)
            if frame is not None:
                assert frame.predicate == frame.token.lemma_
                assert all(0 <= i < len(doc) for i in (*frame.sources, *frame.targets, frame.clause))
