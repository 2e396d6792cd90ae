"""The set of marked pairs, and the opinions on it."""

from __future__ import annotations

from eval.catalogue import SETS
from eval.opinions import marks_of, read_opinions
from training.corpus.pairs import is_test

from demarche.reading import Reader

PAIRS = next(one for one in SETS if one.name == "pairs-test")


def test_only_crises_kept_for_test_count() -> None:
    """The set holds the pairs whose crises nothing is trained on, and no others."""
    texts = PAIRS.texts()
    assert len(texts) > 500
    assert all(text.crisis is not None and is_test(text.crisis) for text in texts)


def test_each_pair_has_an_opinion(reader: Reader) -> None:
    """Each marked pair gets one type."""
    texts = PAIRS.texts()[:12]
    assert [len(items) for items in read_opinions(reader, texts)] == [1] * len(texts)


def test_marks_may_be_missing() -> None:
    """A record without a target keeps its source, and its text is that without the marks."""
    found = marks_of("At dawn <s>rebels</s> attacked.")
    assert (found.text, found.source, found.target) == ("At dawn rebels attacked.", (8, 14), None)
