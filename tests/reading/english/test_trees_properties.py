from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from demarche.reading.english.trees import heads_of, is_tree


def arcs_of(sizes: st.SearchStrategy[int]) -> st.SearchStrategy[np.ndarray]:
    return sizes.flatmap(
        lambda n: hnp.arrays(np.float32, (n, n + 1), elements=st.floats(-20, 20, width=16).map(np.float32))
    )


@settings(deadline=None)
@given(arcs_of(st.integers(1, 25)))
def test_heads_are_always_one_tree_with_one_root(arcs: np.ndarray) -> None:
    """Whatever the scores, exactly one word hangs on the root, and every word hangs under it."""
    assert is_tree(heads_of(arcs))


@settings(deadline=None)
@given(arcs_of(st.integers(1, 4)))
def test_heads_are_the_best_tree(arcs: np.ndarray) -> None:
    """No tree with one root scores higher."""
    words = len(arcs)
    trees = (np.array(h) for h in itertools.product(range(words + 1), repeat=words))
    best = max(float(arcs[np.arange(words), h].sum()) for h in trees if is_tree(h))
    assert float(arcs[np.arange(words), heads_of(arcs)].sum()) >= best - 1e-3


@settings(deadline=None)
@given(st.integers(1, 8).flatmap(lambda n: st.lists(st.integers(0, n), min_size=n, max_size=n)))
def test_is_tree_agrees_with_following_every_word_up(heads: list[int]) -> None:
    """A tree with one root is one in which every word reaches the root, and one word hangs on it."""

    def reaches(word: int) -> bool:
        for _ in heads:
            word = heads[word - 1]
            if word == 0:
                return True
        return False

    assert is_tree(np.array(heads)) == (heads.count(0) == 1 and all(reaches(w) for w in range(1, len(heads) + 1)))


def test_equal_scores_give_a_tree() -> None:
    """Ties are broken into a tree, too, also for a long sentence."""
    assert is_tree(heads_of(np.zeros((190, 191), np.float32)))
