"""What the tagger learns from, word by word."""

from __future__ import annotations

import random
from datetime import date

import pytest
from training.corpus.sentences import Labelled, LabelledEvent, LabelledStatement, Party
from training.examples import Marks, Teller
from training.tagger.examples import UNKNOWN, Example, Maker
from training.tagger.ordinary import ordinary_texts
from training.treebanks import Sentence

from demarche.reading import PatternReader
from demarche.reading.english import load_subwords
from demarche.reading.tagger import KINDS, MODALITIES, TYPES

TEXT = "Ghana said on Monday that Togolese gunners had shelled its border post."


@pytest.fixture
def maker(reader: PatternReader) -> Maker:
    return Maker(Teller(reader.pipeline, reader.lexicon), load_subwords())


def labelled() -> Labelled:
    parties = Party("Togolese gunners", "TGO", "MIL"), Party("its border post", "GHA")
    event = LabelledEvent("ASSAULT", "shelled", parties[:1], parties[1:], "reported", None)
    said = LabelledStatement(Party("Ghana", "GHA", "GOV"), "said", "accusation")
    return Labelled(TEXT, date(1993, 3, 1), "togo-1993", "wire", (event,), (said,), ())


def carried(example: Example, column: str) -> dict[int, int]:
    return {row: label for row, label in enumerate(getattr(example, column)) if label not in (0, UNKNOWN)}


def test_labels_stand_at_their_words(maker: Maker) -> None:
    """The trigger has its type and modality, the verb of saying its kind, and the parties are heads of phrases."""
    words = TEXT.removesuffix(".").split()
    (example,) = maker.labelled([labelled()], frozenset())
    shelled, gunners, post = (words.index(word) for word in ("shelled", "gunners", "post"))
    assert carried(example, "types") == {shelled: TYPES.index("ASSAULT")}
    assert carried(example, "modalities") == {shelled: MODALITIES.index("reported")}
    assert carried(example, "kinds") == {words.index("said"): KINDS.index("accusation")}
    assert sorted(example.parties) == [(shelled, gunners, 0), (shelled, post, 1)]
    assert not example.test


def test_what_is_kept_for_test_is_marked_so(maker: Maker) -> None:
    """A sentence of a crisis that is kept for test says so."""
    (example,) = maker.labelled([labelled()], frozenset({"togo-1993"}))
    assert example.test


def test_a_pair_is_a_choice_among_the_words_between(maker: Maker) -> None:
    """Of a marked pair nothing is known but that one of the telling words carries one of the types; "said" is none."""
    text = "Lima said it would cut off aid to Santiago."
    marks = Marks(text, (0, 4), (text.index("Santiago"), len(text) - 1), "COERCE")
    (example,) = maker.marked([marks])
    ((words, types),) = example.choices
    assert set(example.types) == {UNKNOWN}
    assert {TYPES[one] for one in types} == {"COERCE", "SANCTION"}
    assert text.split().index("said") not in words


def treebank(text: str, heads: list[int], deps: list[str], upos: list[str]) -> Sentence:
    return Sentence("s", "d", text.split(), 0, upos=upos, heads=heads, deps=deps)


def test_ordinary_sentences_get_countries_and_tell_nothing(maker: Maker) -> None:
    """A country stands where the subject did; what a pattern codes then is left out; no word carries an event."""
    tags, deps = ["PRON", "VERB", "DET", "ADJ", "NOUN"], ["nsubj", "root", "det", "amod", "obj"]
    heads = [2, 0, 5, 5, 2]
    given = [treebank(text, heads, deps, tags) for text in ("She painted the old fence", "She bombed the old town")]
    (text,) = ordinary_texts(given, maker.teller, random.Random(4))
    assert "painted" in text
    assert not text.startswith("She")
    for example in maker.ordinary([text]):
        assert set(example.types) == {0}
        assert set(example.kinds) == {UNKNOWN}
