"""The packaged weights at work, and files that are no weights."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest
from training.examples import Marks, Teller

from demarche.errors import InputError
from demarche.reading import PatternReader
from demarche.reading.secondopinion import WEIGHTS, Opinion, load_opinion

TWO_MEGABYTES = 2_000_000


def opinion_on(reader: PatternReader, text: str, source: str, target: str) -> Opinion:
    sides = [(text.index(words), text.index(words) + len(words)) for words in (source, target)]
    (told,) = Teller(reader.pipeline, reader.lexicon).marked([Marks(text, sides[0], sides[1], "")])
    return load_opinion().of(told.traits, told.words)


@pytest.mark.parametrize(
    ("text", "source", "target", "wanted"),
    [
        ("Paraguay's foreign minister met his Bolivian counterpart in Lima.", "Paraguay's foreign minister",
         "his Bolivian counterpart", "CONSULT"),
        ("Togolese police arrested three Ghanaian fishermen at dawn.", "Togolese police", "three Ghanaian fishermen",
         "COERCE"),
        ("Ghana accused Togo of sheltering smugglers.", "Ghana", "Togo", "ACCUSE"),
        ("Lima refused to release the Chilean pilot.", "Lima", "the Chilean pilot", "REJECT"),
        ("Lima released the Chilean pilot.", "Lima", "the Chilean pilot", "YIELD"),
        ("Lima urged Santiago to release the pilot.", "Lima", "Santiago", "REQUEST"),
        ("Lima threatened to expel the Chilean ambassador.", "Lima", "the Chilean ambassador", "THREATEN"),
    ],
)  # fmt: skip
def test_plain_sentences_have_their_type(
    reader: PatternReader, text: str, source: str, target: str, wanted: str
) -> None:
    """What is plainly said is told apart by the words around the pair: refused, urged, threatened, done."""
    assert opinion_on(reader, text, source, target).type == wanted


def test_the_marks_decide(reader: PatternReader) -> None:
    """In one sentence, two pairs have two types."""
    text = "Togo thanked Ghana, which had bombed Benin."
    assert opinion_on(reader, text, "Togo", "Ghana").type == "SUPPORT"
    assert opinion_on(reader, text, "Ghana", "Benin").type == "ASSAULT"


def test_probabilities_sum_to_one(reader: PatternReader) -> None:
    """An opinion is a distribution over the types."""
    found = opinion_on(reader, "Malta ignored Libya.", "Malta", "Libya")
    assert sum(found.probabilities.values()) == pytest.approx(1, abs=1e-5)
    assert min(found.probabilities.values()) >= 0


def test_a_missing_side_is_no_fault(reader: PatternReader) -> None:
    """A pair without a target, or without either, still has an opinion."""
    teller = Teller(reader.pipeline, reader.lexicon)
    for marks in (
        Marks("Chile protested.", (0, 5), None, ""),
        Marks("Rain.", None, None, ""),
    ):
        (told,) = teller.marked([marks])
        assert load_opinion().of(told.traits, told.words).type


def test_reasons_are_traits_of_the_sentence(reader: PatternReader) -> None:
    """The reasons of an opinion are traits that the sentence has, the strongest first."""
    text = "Ghana accused Togo of sheltering smugglers."
    (told,) = Teller(reader.pipeline, reader.lexicon).marked([Marks(text, (0, 5), (14, 18), "")])
    reasons = load_opinion().reasons(told.traits, "ACCUSE")
    assert reasons
    assert all(name in told.traits for name, _ in reasons)
    assert [gain for _, gain in reasons] == sorted((gain for _, gain in reasons), reverse=True)


def test_told_is_never_sure() -> None:
    """Nothing is rounded to certain or impossible."""
    assert Opinion({"AID": 0.9999, "ACCUSE": 0.0001}).told() == "AID .99, ACCUSE .01"


def test_the_table_is_small() -> None:
    """The file that ships stays under two megabytes."""
    assert WEIGHTS.stat().st_size < TWO_MEGABYTES


def test_an_opinion_is_cheap(reader: PatternReader) -> None:
    """Scoring a pair whose evidence is at hand takes well under a millisecond."""
    text = "Togolese police arrested three Ghanaian fishermen at dawn."
    (told,) = Teller(reader.pipeline, reader.lexicon).marked([Marks(text, (0, 15), (25, 49), "")])
    head = load_opinion()
    begun = time.process_time()
    for _ in range(200):
        head.of(told.traits, told.words)
    assert (time.process_time() - begun) / 200 < 0.002


def test_a_missing_file_says_how_to_make_it(tmp_path: Path) -> None:
    """Without weights the error names the file and the command that makes it."""
    with pytest.raises(InputError, match=r"training\.heads"):
        load_opinion(tmp_path / "none.npz")


def test_a_file_that_lacks_a_table_is_refused(tmp_path: Path) -> None:
    """A file without a table names what it lacks."""
    np.savez(tmp_path / "half.npz", traits=np.zeros(1, np.uint8))
    with pytest.raises(InputError, match="weights"):
        load_opinion(tmp_path / "half.npz")
