"""The tree solver against published numbers, Gambit's answers and closed forms."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from tests.game.random_trees import random_tree

from demarche.errors import InputError
from demarche.game.interop import read_efg, read_nfg, tree_of_bimatrix, write_efg
from demarche.game.solvers.tree import solve_tree
from demarche.game.solvers.tree_branch import DENSE_LIMIT, Equations, walk_branch
from demarche.game.solvers.tree_layout import lay_out
from demarche.game.tree import InformationSet, Tree
from demarche.game.verify import verify_tree

DATA = Path(__file__).parent / "data"
SHARED = Path(__file__).parents[3] / "shared" / "data" / "efg"
STORED = json.loads((DATA / "gambit_answers.json").read_text(encoding="utf-8"))["answers"]


def plays(tree: Tree, strategies: list[np.ndarray]) -> list[list[float]]:
    """Strategies by player, a player's sets in the order of their first appearance: Gambit's order."""
    order = sorted(range(len(tree.infosets)), key=lambda number: tree.infosets[number].player)
    return [strategies[number].tolist() for number in order]


@pytest.mark.parametrize("name", sorted(STORED))
def test_gambit_gives_the_same(name: str) -> None:
    """On trees of our own Gambit's stored answers are ours, whatever λ."""
    tree = read_efg(DATA / name)
    for strength, answer in STORED[name].items():
        found = solve_tree(tree, rationality=float(strength))
        assert found.converged
        for ours, theirs in zip(plays(tree, found.strategies), answer, strict=True):
            assert ours == pytest.approx(theirs, abs=2e-8), f"λ = {strength}"  # Gambit stops at λ ± 1e-8


def test_gambit_where_it_is_installed(tmp_path: Path) -> None:
    """Gambit reads what we write and finds what we find."""
    pygambit = pytest.importorskip("pygambit", reason="pygambit is not installed; stored answers are tested beside")
    for name in ("two_players_small.efg", "turns_back.efg"):
        tree, written = read_efg(DATA / name), tmp_path / name
        written.write_text(write_efg(tree), encoding="utf-8")
        theirs = next(iter(pygambit.qre.logit_solve_lambda(pygambit.read_efg(str(written)), 2.0)))
        flat = [float(one) for one in theirs]  # 16.7 and 17: by player, information set, action
        ours = [p for play in plays(tree, solve_tree(tree, rationality=2.0).strategies) for p in play]
        assert ours == pytest.approx(flat, abs=1e-7)


def test_matching_pennies_of_ochs() -> None:
    """McKelvey and Palfrey 1995: the first actions of Ochs' game (validation A1)."""
    tree = tree_of_bimatrix([[1.1141, 0], [0, 0.2785]], [[0, 1.1141], [1.1141, 0]])
    expected = {
        1: (0.586784, 0.451807),
        2: (0.617522, 0.371982),
        3: (0.616897, 0.314016),
        1.84561: (0.6156513, 0.3832909),
    }
    for strength, (row, column) in expected.items():
        found = solve_tree(tree, rationality=strength).strategies
        assert (found[0][0], found[1][0]) == pytest.approx((row, column), abs=2e-6)


def test_constant_sum_game_of_gambit() -> None:
    """Gambit's own test of a constant-sum game: first actions (validation A2)."""
    tree = read_nfg('NFG 1 R "constant sum" { "a" "b" } { 2 2 } 1 1 0 2 1 1 1 1')
    for strength, wanted in {1: (0.64298, 0.58832), 2: (0.77268, 0.61174), 3: (0.85954, 0.60382)}.items():
        found = solve_tree(tree, rationality=strength).strategies
        assert (found[0][0], found[1][0]) == pytest.approx(wanted, abs=1e-5)


def bluffing(strong: float, prize: float, back: float, win: float, *, give: float, lose: float) -> Tree:
    """Validation A5: chance, threat or quiet, resist or concede."""
    text = f"""EFG 2 R "bluff" {{ "C" "T" }}
    c "" 1 "" {{ "strong" {strong} "weak" {1 - strong} }} 0
    p "" 1 1 "strong" {{ "threat" "quiet" }} 0
    p "" 2 1 "T" {{ "resist" "concede" }} 0
    t "" 1 "war" {{ {win} {-lose} }} t "" 2 "conceded" {{ {prize} {-give} }} t "" 3 "quiet" {{ 0 0 }}
    p "" 1 2 "weak" {{ "threat" "quiet" }} 0
    p "" 2 1 0 t "" 4 "backed down" {{ {-back} 0 }} t "" 2 t "" 3 "quiet" {{ 0 0 }}"""
    return read_efg(text)


def test_bluffing_crisis() -> None:
    """Derived and computed with Gambit (validation A5), up to λ = 20."""
    tree = bluffing(0.3, 1, 0.5, 0.2, give=1, lose=2)
    expected = {
        1: (0.63072210, 0.53213496, 0.58085516),
        5: (0.91359217, 0.51170376, 0.66042352),
        20: (0.99990377, 0.46040070, 0.67195765),
    }
    for strength, numbers in expected.items():
        found = solve_tree(tree, rationality=strength)
        play = {one.label: one.probabilities[0] for one in found.infosets}
        assert (play["strong"], play["weak"], play["T"]) == pytest.approx(numbers, abs=1e-8)
        assert sum(chance for _, chance in found.outcomes) == pytest.approx(1)


def test_crisis_trees_of_the_validation() -> None:
    """Crisis trees with two types a side, solved by Gambit (validation A6)."""
    if not SHARED.exists():
        pytest.skip("the shared crisis trees are not here")
    for rounds in (1, 2, 3):
        answers = json.loads((SHARED / f"crisis_T{rounds}.json").read_text())["solutions"]
        tree = read_efg(SHARED / f"crisis_T{rounds}.efg")
        for strength, answer in answers.items():
            found = {(one.player, one.infoset): one for one in solve_tree(tree, rationality=float(strength)).infosets}
            for one in answer:
                ours = found[one["player"], one["infoset"] + 1].probabilities
                assert ours == pytest.approx(one["probabilities"], abs=2e-9)


def test_signorino_crisis_in_closed_form() -> None:
    """Backward induction of a logit game: P(resist) = L(λ(u24 − u23)), P(escalate) = L(λ(Eu − u11)) (validation A7)."""
    tree = read_efg(
        'EFG 2 R "s" { "1" "2" } p "" 1 1 "" { "escalate" "not" } 0 p "" 2 1 "" { "resist" "yield" } 0 '
        't "" 1 "war" { -0.5 -0.4 } t "" 2 "capitulation" { 1 -0.9 } t "" 3 "status quo" { 0 0 }'
    )
    found = solve_tree(tree, rationality=2.0)
    resist = 1 / (1 + np.exp(-2 * (-0.4 + 0.9)))
    escalate = 1 / (1 + np.exp(-2 * (-0.5 * resist + (1 - resist))))
    assert found.strategies[1][0] == pytest.approx(resist, abs=1e-12)
    assert found.strategies[0][0] == pytest.approx(escalate, abs=1e-12)
    assert dict(found.outcomes)["war"] == pytest.approx(resist * escalate)


def test_the_branch_turns_back() -> None:
    """Where the branch turns, its first crossing of λ is returned, and the turning is said."""
    tree = read_efg(DATA / "turns_back.efg")
    found = solve_tree(tree, rationality=15.0)
    assert "turns 2 times" in (found.branch_warning or "")
    assert solve_tree(tree, rationality=1.0).branch_warning is None


def test_a_fork_is_said() -> None:
    """In a symmetric game of coordination the branch goes straight on where others cross it, and this is said."""
    found = solve_tree(tree_of_bimatrix([[1, 0], [0, 1]], [[1, 0], [0, 1]]), rationality=6.0)
    assert found.strategies[0] == pytest.approx([0.5, 0.5])
    assert "cross" in (found.branch_warning or "")
    assert "other" in (found.branch_warning or "")


def test_dense_and_krylov_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways of solving the linear equations walk the same branch."""
    for seed in range(4):
        tree = random_tree(seed, players=3, nodes=60)
        layout, scaling = lay_out(tree, np.full(3, 4.0))
        assert layout.offset[-1] <= DENSE_LIMIT
        dense = walk_branch(Equations(layout), scaling.strength)
        with monkeypatch.context() as patch:
            patch.setattr("demarche.game.solvers.tree_branch.DENSE_LIMIT", 0)
            krylov = walk_branch(Equations(layout), scaling.strength)
        assert dense.reached
        assert krylov.reached
        assert krylov.logits == pytest.approx(dense.logits, abs=1e-8)


def long_tree(steps: int) -> Tree:
    """A path on which two players may stop at each of many steps, and the pot grows."""
    nodes = 2 * steps + 1
    index = np.arange(nodes)
    stop = (index % 2 == 1) & (index > 0)
    parent = np.where(stop, index - 1, index - 2)
    parent[0] = -1
    deciding = (~stop) & (index < nodes - 1)
    infoset = np.where(deciding, index // 2, -1)
    payoffs = np.zeros((nodes, 2))
    payoffs[stop, 0] = np.where((index[stop] // 2) % 2 == 0, 1.0, 0.0)
    payoffs[stop, 1] = 1 - payoffs[stop, 0]
    sets = tuple(InformationSet(step % 2, step // 2 + 1, "", ("stop", "go")) for step in range(steps))
    action = np.where(stop, 0, 1)
    action[0] = -1
    one, none = np.ones(nodes), np.full(nodes, -1, np.int32)
    return Tree(
        "", ("a", "b"), sets, infoset.astype(np.int32), parent.astype(np.int32), action.astype(np.int32),
        one, payoffs, none, (),
    )  # fmt: skip


@pytest.mark.parametrize("steps", [3_000, pytest.param(50_000, marks=pytest.mark.slow)])
def test_paths_of_thousands_of_moves(steps: int) -> None:
    """Depth costs no recursion: thousands of moves in a row are solved, the last one in closed form."""
    found = solve_tree(long_tree(steps), rationality=1.0)
    assert found.converged
    assert found.strategies[-1][0] == pytest.approx(1 / (1 + np.exp(-1.0)))  # stopping pays 1, going on 0


def test_sets_that_chance_never_reaches() -> None:
    """Where chance never leads, members count alike, and everything is finite."""
    tree = read_efg(
        'EFG 2 R "z" { "a" } c "" 1 "" { "x" 1 "y" 0 "z" 0 } 0 t "" 1 "" { 1 } '
        'p "" 1 1 "" { "l" "r" } 0 t "" 2 "" { 3 } t "" 3 "" { 0 } p "" 1 1 0 t "" 4 "" { 1 } t "" 5 "" { 0 }'
    )
    found = solve_tree(tree, rationality=1.0)
    assert found.strategies[0][0] == pytest.approx(1 / (1 + np.exp(-2.0)))  # (3 + 1) / 2 against 0


def test_a_game_without_decisions() -> None:
    """A tree in which nobody moves is solved, too."""
    found = solve_tree(read_efg('EFG 2 R "n" { "a" } t "" 1 "end" { 2 }'), rationality=1.0)
    assert found.converged
    assert found.outcomes == (("end", 1.0),)


def test_a_start_near_the_answer_is_taken() -> None:
    """Newton's method from the answer of a neighbouring λ comes to the same equilibrium."""
    tree = random_tree(3, players=2, nodes=40)
    near, wanted = solve_tree(tree, rationality=2.0), solve_tree(tree, rationality=2.1)
    again = solve_tree(tree, rationality=2.1, start=near.strategies)
    assert again.iterations < wanted.iterations
    assert np.concatenate(again.strategies) == pytest.approx(np.concatenate(wanted.strategies), abs=1e-9)


@pytest.mark.parametrize("wrong", [-1.0, float("nan"), float("inf"), [1.0, 2.0, 3.0]])
def test_wrong_rationality(wrong: float | list[float]) -> None:
    """λ below 0, not finite or of the wrong number is refused."""
    with pytest.raises(InputError, match="rationalit"):
        solve_tree(tree_of_bimatrix([[1.0]], [[1.0]]), rationality=wrong)


def test_imperfect_recall_is_refused() -> None:
    """A tree made by hand whose player forgets is refused before any work."""
    tree = random_tree(0, players=1, nodes=12, sight=1)
    merged = Tree(
        "", tree.players, (InformationSet(0, 1, "all", ("a", "b")),),
        np.array([0, 0, -1, -1, -1], np.int32), np.array([-1, 0, 0, 1, 1], np.int32),
        np.array([-1, 0, 1, 0, 1], np.int32), np.ones(5), np.zeros((5, 1)), np.full(5, -1, np.int32), (),
    )  # fmt: skip
    with pytest.raises(InputError, match="twice on one path"):
        solve_tree(merged, rationality=1.0)


def test_lambda_for_each_player() -> None:
    """Players' own λ are kept: the check with the same λ finds no gap, with others a large one."""
    tree = random_tree(8, players=3, nodes=50)
    found = solve_tree(tree, rationality=[0.5, 2.0, 4.0])
    assert verify_tree(tree, found.strategies, [0.5, 2.0, 4.0]).residual < 1e-10
    assert verify_tree(tree, found.strategies, 2.0).residual > 1e-3
