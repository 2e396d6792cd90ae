from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from demarche.errors import InputError
from demarche.reading.english import ParseInput, load_pipeline, prose_sents
from demarche.reading.english.adapter import SpacyPipeline, joined


@Language.component("demarche_test_parser")
def parser(doc: Doc) -> Doc:
    """Parse as en_core_web models do, for texts of the form `X met Y in Z.`; each such sentence has six tokens."""
    heads, deps, starts = [], [], []
    for start in range(0, len(doc) - len(doc) % 6, 6):
        heads += [start + 1, start + 1, start + 1, start + 1, start + 3, start + 1]
        deps += ["nsubj", "ROOT", "dobj", "prep", "pobj", "punct"]
        starts += [True] + [False] * 5
    made = Doc(
        doc.vocab, [t.text for t in doc], [bool(t.whitespace_) for t in doc], heads=heads, deps=deps,
        pos=["PROPN", "VERB", "PROPN", "ADP", "PROPN", "PUNCT"] * (len(doc) // 6),
        tags=["NNP", "VBD", "NNP", "IN", "NNP", "."] * (len(doc) // 6),
        lemmas=["", "meet", "", "in", "", "."] * (len(doc) // 6),
    )  # fmt: skip
    names = [Span(made, start, start + 1, label="PERSON") for start in range(0, len(doc), 6)]
    places = [Span(made, start + 4, start + 5, label="GPE") for start in range(0, len(doc), 6)]
    made.set_ents([*names, *places, *(Span(made, s + 2, s + 3, label="NORP") for s in range(0, len(doc), 6))])
    return made


@pytest.fixture
def pipeline() -> SpacyPipeline:
    language = spacy.blank("en")
    language.add_pipe("demarche_test_parser", name="parser")
    return SpacyPipeline("test", language)


def test_trees_and_names_are_converted(pipeline: SpacyPipeline) -> None:
    """A ClearNLP parse comes out as Universal Dependencies, names as PER, LOC and ORG."""
    (doc,) = pipeline.parse([ParseInput("Xi met Putin in Sochi.")])
    assert [(t.dep_, t.head.text) for t in doc] == [
        ("nsubj", "met"), ("root", "met"), ("obj", "met"), ("case", "Sochi"), ("obl", "met"), ("punct", "met"),
    ]  # fmt: skip
    assert [(e.text, e.label_) for e in doc.ents] == [("Xi", "PER"), ("Sochi", "LOC")]
    assert [t.lemma_ for t in doc][:2] == ["Xi", "meet"]


def test_left_out_ranges_are_in_the_doc_but_not_parsed(pipeline: SpacyPipeline) -> None:
    """The Doc holds the whole text; what was left out has no relation, and is no prose."""
    text = "Xi met Putin in Sochi.ADVERT HERE Biden met Scholz in Berlin."
    (doc,) = pipeline.parse([ParseInput(text, ((22, 34),))])
    assert doc.text == text
    assert [s.text for s in prose_sents(doc)] == ["Xi met Putin in Sochi.", "Biden met Scholz in Berlin."]
    assert {(t.pos_, t.dep_) for t in doc if t.text in {"ADVERT", "HERE"}} == {("X", "")}


def test_an_empty_text_is_an_empty_doc(pipeline: SpacyPipeline) -> None:
    """Nothing in, nothing out."""
    assert [len(doc) for doc in pipeline.parse([ParseInput("")])] == [0]


def test_a_pipeline_that_is_not_installed_says_how_to_install_it() -> None:
    """The error names the pipeline and the command that installs it."""
    with pytest.raises(InputError, match=r"no_such_pipeline.*python -m spacy download no_such_pipeline"):
        load_pipeline("no_such_pipeline")


def test_a_pipeline_without_a_parser_is_refused() -> None:
    """A tokeniser alone reads nothing."""
    with pytest.raises(InputError, match="no parser"):
        SpacyPipeline("blank", spacy.blank("en"))


def test_text_must_come_through_whole() -> None:
    """Parts that do not make the text up are an error, not a silent shift of offsets."""
    language = spacy.blank("en")
    with pytest.raises(InputError, match="changed the text"):
        joined("one two", [(language.make_doc("one  two"), False)], language)
