"""The packaged tagger at work, and what it says where it saw nothing."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from demarche.errors import InputError
from demarche.ontology import plover_types
from demarche.reading import PatternReader
from demarche.reading.english import ParseInput, load_subwords
from demarche.reading.tagger import KINDS, MODALITIES, NO_EVENT, SOURCE, TARGET, TYPES, WEIGHTS, TextTags, tag_sentences
from demarche.reading.tagger.network import TaggerNetwork, load_network
from demarche.record import Modality, StatementKind

SENTENCES = [
    ["Togolese", "gunners", "shelled", "the", "Ghanaian", "border", "post", "at", "dawn", "."],
    ["The", "two", "ministers", "met", "in", "Lomé", "on", "Tuesday", "."],
    ["Rain", "fell", "."],
]


def tags_of(reader: PatternReader, text: str) -> tuple[dict[str, int], TextTags]:
    (doc,) = reader.pipeline.parse([ParseInput(text)])
    return {token.text: token.i for token in doc}, tag_sentences(doc, [(0, len(doc))])


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("Togolese gunners shelled the Ghanaian border post at dawn.", "shelled", "ASSAULT"),
        ("The two ministers met in Lomé on Tuesday.", "met", "CONSULT"),
        ("Ghana accused Togo of sheltering smugglers.", "accused", "ACCUSE"),
        ("Lima urged Santiago to release the pilot.", "urged", "REQUEST"),
        ("Police arrested three Ghanaian fishermen.", "arrested", "COERCE"),
    ],
)
def test_plain_acts_are_told(reader: PatternReader, text: str, word: str, wanted: str) -> None:
    """The word that carries a plain act has its type, and the other words carry none."""
    at, tags = tags_of(reader, text)
    assert tags.type(at[word]).name == wanted
    assert max(at, key=lambda one: 1 - tags.nothing(at[one])) == word


def test_who_acts_and_is_acted_on(reader: PatternReader) -> None:
    """The likeliest heads of the two roles are the subject and the object."""
    at, tags = tags_of(reader, "Ghana accused Togo of sheltering smugglers.")
    assert tags.parties(at["accused"], SOURCE)[0][0] == at["Ghana"]
    assert tags.parties(at["accused"], TARGET)[0][0] == at["Togo"]
    assert all(0 <= chance <= 1 for _, chance in tags.parties(at["accused"], TARGET))


def test_a_sentence_is_told_alike_whatever_stands_beside_it() -> None:
    """What is said of a sentence is the same alone and among others."""
    network = load_network()
    together = network.tag(SENTENCES)
    for words, found in zip(SENTENCES, together, strict=True):
        (alone,) = network.tag([words])
        assert np.array_equal(alone.types.argmax(-1), found.types.argmax(-1))
        assert np.allclose(alone.types, found.types, atol=1e-5)


def test_chances_sum_to_one() -> None:
    """Of each word the chances of the types, of the modalities and of the kinds are distributions."""
    for found in load_network().tag(SENTENCES):
        assert found.types.shape[1] == len(TYPES)
        for chances in (found.types, found.modalities, found.kinds):
            assert np.allclose(chances.sum(axis=-1), 1, atol=1e-4)


def test_of_a_very_long_sentence_the_first_words_are_told(reader: PatternReader) -> None:
    """What lies beyond the network's length carries nothing, and nothing breaks."""
    at, tags = tags_of(reader, "Togo bombed Ghana " + "and shelled towns " * 150 + "at last.")
    assert tags.type(at["bombed"]).name == "ASSAULT"
    assert tags.type(at["last"]).name == NO_EVENT
    assert tags.nothing(at["last"]) == 1
    assert tags.parties(at["last"], SOURCE) == []


def test_labels_are_those_of_the_record() -> None:
    """Types, modalities and kinds are the record's, and nothing."""
    assert set(TYPES) == {NO_EVENT, *plover_types()}
    assert set(MODALITIES) == set(get_args(Modality))
    assert set(KINDS) == {NO_EVENT, *get_args(StatementKind)}


def test_no_words_no_tags() -> None:
    """Without a sentence nothing is asked."""
    assert load_network().tag([]) == []


def test_a_missing_file_says_how_to_make_it(tmp_path: Path) -> None:
    """Without weights the error names the file and the command that makes it."""
    with pytest.raises(InputError, match=r"training\.tagger"):
        TaggerNetwork(tmp_path / "words.onnx", load_subwords())


def test_the_file_is_not_large() -> None:
    """The weights that ship stay under 20 MB."""
    assert (WEIGHTS / "words.onnx").stat().st_size < 20_000_000
