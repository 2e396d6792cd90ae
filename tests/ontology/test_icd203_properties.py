"""Laws of probability words."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.ontology import complement, icd203_bands, icd203_word, probability_range, probability_words
from demarche.ontology.icd203 import HIGHEST, LOWEST

RANGES = st.tuples(st.integers(1, 99), st.integers(1, 99)).map(lambda pair: (min(pair) / 100, max(pair) / 100))


@given(RANGES)
def test_the_complement_of_the_complement(bounds: tuple[float, float]) -> None:
    """Turned twice, a range is itself, and it stays a range."""
    low, high = complement(bounds)
    assert 0 <= low <= high <= 1
    assert complement((low, high)) == bounds


@given(st.floats(0, 1), st.floats(0, 1))
def test_words_keep_the_order_of_probabilities(first: float, second: float) -> None:
    """A greater probability never has a lower word."""
    order = [band.word for band in icd203_bands()]
    low, high = sorted((first, second))
    assert order.index(icd203_word(low)) <= order.index(icd203_word(high))


# The first call reads the tables: no deadline for it.
@settings(deadline=None)
@given(st.integers(1, 99))
def test_a_percentage_is_itself(percent: int) -> None:
    """A stated percentage is its own range."""
    assert probability_range(f"a {percent} percent chance") == (percent / 100, percent / 100)


@settings(deadline=None)
@given(st.lists(st.sampled_from([entry.words for entry in probability_words()]) | st.text(max_size=12), max_size=6))
def test_a_range_is_always_a_range(parts: list[str]) -> None:
    """Whatever the words, the result is none or a range within the bounds."""
    bounds = probability_range(" ".join(parts))
    assert bounds is None or LOWEST <= bounds[0] <= bounds[1] <= HIGHEST
