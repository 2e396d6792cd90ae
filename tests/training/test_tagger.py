"""What the tagger learns from, word by word."""

from __future__ import annotations

from datetime import date

import pytest
from training.corpus.sentences import Labelled, LabelledEvent, LabelledStatement, Party
from training.examples import Marks, Teller
from training.tagger.examples import UNKNOWN, Example, Maker

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
