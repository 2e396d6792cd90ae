"""The independent check: what it finds right, and what it finds wrong."""

from __future__ import annotations

import ast
from pathlib import Path

import numpy as np
import pytest
from tests.game.random_trees import random_tree

from demarche.errors import InputError
from demarche.game.solvers.belief import solve_beliefs
from demarche.game.solvers.tree import solve_tree
from demarche.game.spec import load_game, template_text
from demarche.game.verify import strategies_from_solution, verify_tree
from demarche.game.verify_histories import verify_game

SOURCE = Path(__file__).parents[2] / "src" / "demarche" / "game"


@pytest.mark.parametrize("name", ["verify.py", "verify_histories.py"])
def test_no_code_of_the_solvers(name: str) -> None:
    """The check imports nothing from the solvers, and no compiler."""
    for node in ast.walk(ast.parse((SOURCE / name).read_text(encoding="utf-8"))):
        module = getattr(node, "module", "") or ""
        assert "solvers" not in module
        assert "numba" not in module


def test_a_wrong_strategy_is_found() -> None:
    """A strategy that is off by 1 % has a residual of 1 %, and the set is named."""
    tree = random_tree(5, players=2, nodes=40)
    strategies = [play.copy() for play in solve_tree(tree, rationality=2.0).strategies]
    least, most = strategies[1].argmin(), strategies[1].argmax()
    strategies[1][[least, most]] += [0.01, -0.01]
    check = verify_tree(tree, strategies, 2.0)
    assert check.residual == pytest.approx(0.01, rel=0.2)
    assert f"information set {tree.infosets[1].number}" in check.worst


def test_regret_by_hand() -> None:
    """Matching pennies played 3 to 1 against even play: the column gains by always choosing one side."""
    from demarche.game.interop import tree_of_bimatrix

    tree = tree_of_bimatrix([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
    assert verify_tree(tree, [[0.75, 0.25], [0.5, 0.5]], 1.0).regret == pytest.approx(0.5)


def test_solutions_as_json_are_read() -> None:
    """The JSON of a solution gives the strategies back, in the tree's order, with λ of each player."""
    tree = random_tree(6, players=3, nodes=40)
    found = solve_tree(tree, rationality=[1.0, 2.0, 3.0])
    document = found.to_dict()
    document["infosets"] = document["infosets"][::-1]
    strategies, rates = strategies_from_solution(tree, document)
    assert rates == [1.0, 2.0, 3.0]
    assert verify_tree(tree, strategies, rates).residual < 1e-10


def test_rounded_probabilities_are_scaled_and_named() -> None:
    """Probabilities that miss 1 by rounding are scaled, and a note says so."""
    tree = random_tree(6, players=2, nodes=40)
    rounded = [np.round(play, 3) + 1e-4 for play in solve_tree(tree, rationality=1.0).strategies]
    check = verify_tree(tree, rounded, 1.0)
    assert check.residual < 1e-3
    assert "scaled" in check.notes[0]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda d: d["infosets"].pop(), "missing"),
        (lambda d: d["infosets"].append(dict(d["infosets"][0], infoset=99)), "no information set 99"),
        (lambda d: d["infosets"].append(d["infosets"][0]), "twice"),
        (lambda d: d["infosets"][0].pop("probabilities"), "no strategy"),
        (lambda d: d.pop("rationality"), "λ is missing"),
        (lambda d: d.pop("infosets"), "no solution"),
    ],
)
def test_broken_solutions_are_refused(change: object, message: str) -> None:
    """A set that is missing, unknown or there twice, and a missing λ, are each named."""
    tree = random_tree(7, players=2, nodes=30)
    document = solve_tree(tree, rationality=1.0).to_dict()
    change(document)  # type: ignore[operator]
    with pytest.raises(InputError, match=message):
        strategies_from_solution(tree, document)


def test_strategies_that_are_none_are_refused() -> None:
    """Negative probabilities, and such that are far from summing to 1, are refused."""
    tree = random_tree(7, players=1, nodes=8, sight=1)
    good = [play.tolist() for play in solve_tree(tree, rationality=1.0).strategies]
    for wrong in ([1.2] + [-0.2] + [0.0] * (len(good[0]) - 2), [0.1] * len(good[0]), [float("nan")] * len(good[0])):
        with pytest.raises(InputError, match="is none"):
            verify_tree(tree, [wrong, *good[1:]], 1.0)


def test_belief_solutions_are_checked() -> None:
    """The belief solver's strategies answer themselves along public histories; a wrong λ is found."""
    settings = {"rounds": 3, "challenger_rationality": 3, "target_rationality": 3}
    game = load_game(template_text("crisis-rounds"), set=settings)
    found = solve_beliefs(game)
    check = verify_game(game, found)
    assert check.residual < 1e-4
    assert check.bayes_gap < 1e-12
    assert check.infosets == 42
    assert verify_game(game, found, rationality=(1.0, 1.0)).residual > 0.05


def test_long_games_are_followed_as_far_as_fits() -> None:
    """Of a long game the first periods are checked, and the note says how many."""
    game = load_game(template_text("crisis-rounds"), set={"rounds": 12})
    check = verify_game(game, solve_beliefs(game), histories=100)
    assert "of 12 periods" in check.notes[0]
    assert check.residual < 1e-3
