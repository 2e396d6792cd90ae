"""Fitting, packing and loading the heads of the second opinion, on examples made up for it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from training.examples import Example
from training.heads import PAIR_TYPES, Design, Head, Settings, accuracy, fit, pack, shares_of

from demarche.reading.secondopinion import PLACES, WordVectors, load_opinion

TYPES = ("AID", "ACCUSE", "YIELD")
WORDS = ["help", "blame", "free"]
TABLE = np.array([[100, 0, 0], [0, 100, 0], [0, 0, 100]], np.int8)


def example(event_type: str, *traits: str, word: str | None = None) -> Example:
    words = {place: [word] if word and place == "top" else [] for place in PLACES}
    return Example("pair", dict.fromkeys(traits, 1.0), words, event_type, "none", test=False)


EXAMPLES = [
    *[example("AID", "top=help", "order=st", word="help")] * 4,
    *[example("ACCUSE", "top=blame", "order=ts", word="blame")] * 4,
    *[example("YIELD", "top=free", "order=st", word="free")] * 4,
]


@pytest.fixture(scope="module")
def fitted() -> tuple[Design, Head]:
    design = Design(EXAMPLES, WordVectors(WORDS, TABLE), seen=2)
    weights = fit(design.rows(EXAMPLES), shares_of(EXAMPLES, TYPES), np.ones(len(EXAMPLES)), Settings())
    return design, Head(TYPES, weights)


def test_what_can_be_told_apart_is_told_apart(fitted: tuple[Design, Head]) -> None:
    """A fit on examples that their traits separate gets all of them right, and the same again."""
    design, head = fitted
    assert accuracy(head, design, EXAMPLES) == 1
    again = fit(design.rows(EXAMPLES), shares_of(EXAMPLES, TYPES), np.ones(len(EXAMPLES)), Settings())
    assert np.array_equal(head.weights, again)


def test_words_never_met_are_judged_by_their_vectors(fitted: tuple[Design, Head]) -> None:
    """With no trait known, the word's vector decides."""
    design, head = fitted
    assert accuracy(head, design, [example("ACCUSE", "top=never-met", word="blame")]) == 1


def test_the_file_says_what_was_fitted(fitted: tuple[Design, Head], tmp_path: Path) -> None:
    """Weights in 8 bits give the fit's probabilities to a hundredth."""
    design, head = fitted
    pack(tmp_path / "pairs.npz", design, WORDS, TABLE, head)
    opinion = load_opinion(tmp_path / "pairs.npz")
    for one, scores in zip(EXAMPLES, design.rows(EXAMPLES) @ head.weights, strict=True):
        wanted = np.exp(scores) / np.exp(scores).sum()
        found = opinion.of(one.traits, one.words).probabilities
        assert [found[name] for name in TYPES] == pytest.approx(wanted.tolist(), abs=0.01)


def test_rare_traits_are_left_out() -> None:
    """A trait that fewer examples have than asked has no weight."""
    design = Design([*EXAMPLES, example("AID", "top=once")], WordVectors(WORDS, TABLE), seen=2)
    assert "top=once" not in design.traits
    assert "top=help" in design.traits


def test_conceding_and_retreating_are_yielding() -> None:
    """A label of the later edition counts as the pairs' one type; every row sums to one."""
    shares = shares_of([*EXAMPLES, example("RETREAT"), example("CONCEDE")], PAIR_TYPES)
    assert shares.sum(axis=1).tolist() == [1.0] * (len(EXAMPLES) + 2)
    assert shares[-1].argmax() == shares[-2].argmax() == PAIR_TYPES.index("YIELD")
