from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest
from eval.catalogue import ROOT, SETS, LabelledSet, set_at
from eval.gold import countries_of, load
from training.corpus.pairs import MarkedPair, is_test, read_pairs
from training.corpus.sentences import FOLDER, Labelled, faults_of, read_labelled

from demarche.ontology import bodies, cameo_codes, countries
from demarche.record import EventType, Modality

OWN = [one for one in SETS if one.own]
SENTENCES = [one for one in OWN if one.path.parent.name == "sentences"]
WIRE = [one for one in OWN if one.path.parent.name == "wire"]
RECORDS = [one for one in OWN if one.part is not None]


@pytest.mark.parametrize("one", SENTENCES, ids=lambda one: one.name)
def test_our_own_sentences_keep_the_guideline(one: LabelledSet) -> None:
    """Every labelled sentence of our own parses, quotes its text, and names known countries and sectors."""
    for place, sentence in read_labelled(one.path):
        assert isinstance(sentence, Labelled), f"{place}: {sentence}"
        assert not faults_of(sentence), place


def test_our_own_sentences_are_many_and_varied() -> None:
    """At least 240 sentences of at least 24 crises hold all types and modalities, and no text stands twice."""
    sentences = [s for one in SENTENCES for _, s in read_labelled(one.path) if isinstance(s, Labelled)]
    assert len({s.text for s in sentences}) == len(sentences) >= 240
    assert len({s.crisis for s in sentences}) >= 24
    types = Counter(e.type for s in sentences for e in s.events)
    modalities = Counter(e.modality for s in sentences for e in s.events)
    assert min(types[one] for one in get_args(EventType)) >= 8
    assert min(modalities[one] for one in get_args(Modality)) >= 15


def test_a_crisis_is_in_one_half_and_not_trained_on() -> None:
    """No crisis is in both halves, and none of the test half is in the corpus that is trained on."""
    tune, test = ({text.crisis for text in one.texts()} for one in SENTENCES)
    assert not tune & test
    trained = {text.crisis for text in load(ROOT / "training/corpus/sentences")}
    assert not test & trained


def test_whole_reports_of_our_own_are_sound() -> None:
    """Every quotation stands in its report, sides are known, no outlet is said to have published it, texts differ."""
    known = {one.alpha3 for one in countries()} | {one.id for one in bodies()}
    lines = [json.loads(line) for one in WIRE for line in one.path.read_text(encoding="utf-8").splitlines()]
    assert len({one["text"] for one in lines}) == len(lines) == 72
    for one in lines:
        assert one["source"]["name"].startswith("Own text, after the manner of ")
        items = [*one["events"], *one["statements"], *one["projections"]]
        assert all(item["quote"] in one["text"] for item in items), one["id"]
        named = {side for event in one["events"] for side in (*event["sources"], *event["targets"])}
        assert named <= known | {"IGO:PCA", "IGO:OPCW", "IGO:IMF"}, one["id"]


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


def test_coded_records_are_sound() -> None:
    """A coded record has a day, a CAMEO code of an event and known sides, and no text stands twice."""
    known = {one.alpha3 for one in countries()} | {one.id for one in bodies()}
    found = [json.loads(line) for line in RECORDS[0].path.read_text(encoding="utf-8").splitlines()]
    assert len({one["text"] for one in found}) == len(found) >= 190
    for one in found:
        assert dt.date.fromisoformat(one["published"])
        assert cameo_codes()[one["cameo"]].plover
        assert one["source"]
        assert one["target"]
        assert known >= {*one["source"], *one["target"]}, one["text"]


def test_both_parts_of_the_coded_records_hold_every_root() -> None:
    """A record is in one part, and each part has five or more of each CAMEO root but the first."""
    tune, test = (one.texts() for one in RECORDS)
    assert not {text.id for text in tune} & {text.id for text in test}
    for part in (tune, test):
        roots = Counter(item.cameo[:2] for text in part for item in text.items)
        assert sorted(roots) == [f"{root:02}" for root in range(2, 21)]
        assert min(roots.values()) >= 5
