"""What the heads learn from, and what is kept from them."""

from __future__ import annotations

from training.corpus.pairs import is_test
from training.examples import Marks, Teller, events_of, read_corpus, read_marked

from demarche.reading import PatternReader


def test_pairs_kept_for_test_are_marked_so() -> None:
    """Each marked pair knows whether its crisis is kept for test, and its places quote its text."""
    pairs = read_marked()
    assert len(pairs) > 4_000
    assert all(one.test == is_test(one.crisis) for one in pairs)
    assert all(one.source and one.target and one.text[slice(*one.source)].strip() for one in pairs)


def test_events_kept_for_test_are_those_of_the_split() -> None:
    """Events of the corpus' test crises are marked so, and each has a source apart from its target."""
    corpus, test = read_corpus()
    events = events_of(corpus, test)
    assert {one.crisis for one in events if one.test} <= test
    assert not {one.crisis for one in events if not one.test} & test
    assert all(one.source != one.target for one in events)


def test_traits_are_the_same_each_time(reader: PatternReader) -> None:
    """The evidence on a pair hangs on nothing but the sentence and its marks, in its order, too."""
    marks = Marks("Ghana will not release the Togolese pilot.", (0, 5), (23, 41), "REJECT")
    first, second = (next(Teller(reader.pipeline, reader.lexicon).marked([marks])) for _ in range(2))
    assert list(first.traits.items()) == list(second.traits.items())
    assert "mood=negated" in first.traits
    assert "mood=will" in first.traits
