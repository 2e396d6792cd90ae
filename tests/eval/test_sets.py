from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import get_args

import pytest
from eval.catalogue import ROOT, SETS, LabelledSet, set_at
from eval.gold import countries_of, load
from training.corpus.pairs import MarkedPair, is_test, read_pairs
from training.corpus.sentences import FOLDER, Labelled, faults_of, read_labelled

from demarche.record import EventType, Modality

OWN = [one for one in SETS if one.own]


@pytest.mark.parametrize("one", OWN, ids=lambda one: one.name)
def test_our_own_sentences_keep_the_guideline(one: LabelledSet) -> None:
    """Every labelled sentence of our own parses, quotes its text, and names known countries and sectors."""
    for place, sentence in read_labelled(one.path):
        assert isinstance(sentence, Labelled), f"{place}: {sentence}"
        assert not faults_of(sentence), place


def test_our_own_sentences_are_many_and_varied() -> None:
    """At least 240 sentences of at least 24 crises hold all types and modalities, and no text stands twice."""
    sentences = [s for one in OWN for _, s in read_labelled(one.path) if isinstance(s, Labelled)]
    assert len({s.text for s in sentences}) == len(sentences) >= 240
    assert len({s.crisis for s in sentences}) >= 24
    types = Counter(e.type for s in sentences for e in s.events)
    modalities = Counter(e.modality for s in sentences for e in s.events)
    assert min(types[one] for one in get_args(EventType)) >= 8
    assert min(modalities[one] for one in get_args(Modality)) >= 15


def test_a_crisis_is_in_one_half_and_not_trained_on() -> None:
    """No crisis is in both halves, and none of the test half is in the corpus that is trained on."""
    tune, test = ({text.crisis for text in one.texts()} for one in OWN)
    assert not tune & test
    trained = {text.crisis for text in load(ROOT / "training/corpus/sentences")}
    assert not test & trained


def test_a_path_of_the_catalogue_is_its_set(tmp_path: Path) -> None:
    """A path on the command line that is a known set's stands for that set; another is a set of its own."""
    assert set_at(OWN[0].path) is OWN[0]
    other = set_at(tmp_path / "mine.jsonl")
    assert not other.is_there
    assert other.name == "mine.jsonl"


@pytest.mark.parametrize(
    ("words", "countries"),
    [
        ("the U.S. Supreme Court", {"USA"}),
        ("Iranian Foreign Minister", {"IRN"}),
        ("Russia's ambassador in Kyiv", {"RUS", "UKR"}),
        ("the farmers", set()),
    ],
)
def test_the_countries_of_a_marked_phrase_are_the_tables(words: str, countries: set[str]) -> None:
    """A marked phrase has the countries that the tables know by name."""
    assert countries_of(words) == countries


def test_marked_pairs_keep_their_guideline() -> None:
    """Every marked pair parses and has its marks once, none stands twice, and a fifth by crisis is kept for test."""
    found = [(place, one) for path in sorted((FOLDER / "pairs").glob("*.jsonl")) for place, one in read_pairs(path)]
    assert not [f"{place}: {one}" for place, one in found if isinstance(one, str)]
    pairs = [one for _, one in found if isinstance(one, MarkedPair)]
    assert len({one.marked for one in pairs}) == len(pairs) >= 3_500
    assert min(Counter(one.type for one in pairs).values()) >= 100
    assert 0.15 < sum(is_test(one.crisis) for one in pairs) / len(pairs) < 0.25
