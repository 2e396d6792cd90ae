"""Laws of logit equilibria, on random trees of perfect recall."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.game.random_trees import random_tree

from demarche.game.interop import read_efg, write_efg
from demarche.game.solvers.tree import solve_tree
from demarche.game.tree import Tree
from demarche.game.verify import verify_tree

Seeds = st.integers(0, 10_000)
Strengths = st.sampled_from([0.3, 1.0, 3.0, 8.0])


def flat(tree: Tree, strength: float | list[float]) -> np.ndarray:
    return np.concatenate([np.zeros(0), *solve_tree(tree, rationality=strength).strategies])


@settings(max_examples=25, deadline=None)
@given(seed=Seeds, players=st.integers(1, 4), sight=st.integers(1, 3), strength=Strengths)
def test_solved_means_verified(seed: int, players: int, sight: int, strength: float) -> None:
    """A solution that says it converged has the residual and the regret that the independent check finds."""
    tree = random_tree(seed, players=players, nodes=40, sight=sight)
    found = solve_tree(tree, rationality=strength)
    check = verify_tree(tree, found.strategies, strength)
    assert found.converged
    assert check.residual < 1e-10
    assert check.regret == pytest.approx(found.regret, abs=1e-9)
    assert check.bayes_gap < 1e-12


@settings(max_examples=15, deadline=None)
@given(seed=Seeds, shift=st.floats(-50, 50), strength=Strengths)
def test_a_constant_changes_nothing(seed: int, shift: float, strength: float) -> None:
    """Payoffs shifted by a constant for each player keep the strategies."""
    tree = random_tree(seed, players=2, nodes=30)
    payoffs = tree.payoffs.copy()
    payoffs[0] += [shift, -2 * shift]
    shifted = replace(tree, payoffs=payoffs)
    assert flat(shifted, strength) == pytest.approx(flat(tree, strength), abs=1e-9)


@settings(max_examples=15, deadline=None)
@given(seed=Seeds, factor=st.floats(0.01, 100), strength=Strengths)
def test_scaling_payoffs_is_scaling_lambda(seed: int, factor: float, strength: float) -> None:
    """Payoffs times c with λ over c keep the strategies."""
    tree = random_tree(seed, players=2, nodes=30)
    scaled = replace(tree, payoffs=tree.payoffs * [factor, 1.0])
    assert flat(scaled, [strength / factor, strength]) == pytest.approx(flat(tree, strength), abs=1e-8)


@settings(max_examples=15, deadline=None)
@given(seed=Seeds, strength=Strengths)
def test_names_of_players_do_not_matter(seed: int, strength: float) -> None:
    """Players in another order keep their strategies."""
    tree = random_tree(seed, players=3, nodes=30)
    turned = replace(
        tree,
        players=tree.players[::-1],
        infosets=tuple(replace(one, player=2 - one.player) for one in tree.infosets),
        payoffs=tree.payoffs[:, ::-1].copy(),
    )
    assert flat(turned, strength) == pytest.approx(flat(tree, strength), abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(seed=Seeds, players=st.integers(1, 3), sight=st.integers(1, 3))
def test_written_and_read_again(seed: int, players: int, sight: int) -> None:
    """Writing a tree and reading it keeps all that matters, and a second time every byte."""
    tree = random_tree(seed, players=players, nodes=30, sight=sight)
    text = write_efg(tree)
    again = read_efg(text)
    assert write_efg(again) == text
    key = {(one.player, one.number): number for number, one in enumerate(again.infosets)}
    found = solve_tree(again, rationality=1.0).strategies
    for one, play in zip(tree.infosets, solve_tree(tree, rationality=1.0).strategies, strict=True):
        other = key[one.player, one.number]
        assert again.infosets[other].actions == one.actions
        assert again.infosets[other].label == one.label
        assert found[other] == pytest.approx(play, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(texts=st.lists(st.text(st.characters(blacklist_categories=["Cs", "Cc"])), min_size=5, max_size=5, unique=True))
def test_any_label_survives(texts: list[str]) -> None:
    """Quotes, backslashes and any other sign in a name come back as they were."""
    tree = random_tree(1, players=1, nodes=6)
    one = replace(tree.infosets[0], label=texts[0], actions=tuple(texts[1 : 1 + len(tree.infosets[0].actions)]))
    named = replace(tree, title=texts[4], players=(texts[3],), infosets=(one, *tree.infosets[1:]))
    again = read_efg(write_efg(named))
    assert (again.title, again.players) == (named.title, named.players)
    assert (again.infosets[0].label, again.infosets[0].actions) == (one.label, one.actions)
