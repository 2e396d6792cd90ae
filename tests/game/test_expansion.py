"""A game written out as a tree: counted before it is built, labelled, and the same game."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from demarche.errors import InputError
from demarche.game.expansion import count_tree, expand, expand_positions
from demarche.game.interop import read_efg, write_efg
from demarche.game.model import Game
from demarche.game.recall import check_tree
from demarche.game.solvers.tree import solve_tree
from demarche.game.spec import load_game, template_text

SHARED = Path(__file__).parents[3] / "shared" / "data" / "efg"


def rounds(count: int) -> Game:
    return load_game(template_text("crisis-rounds"), set={"rounds": count})


def shortened(game: Game, periods: int) -> Game:
    names = ("legal", "successors", "probabilities", "move_payoffs", "state_payoffs", "end_payoffs")
    cut = {name: getattr(game, name)[:periods] for name in names}
    return replace(game, calendar=replace(game.calendar, periods=periods), **cut)


@pytest.mark.parametrize("periods", [1, 2])
def test_the_count_is_the_size(periods: int) -> None:
    """What is counted beforehand is what is built, and the tree keeps the laws."""
    for game in (rounds(periods + 1), shortened(load_game(template_text("coercive-crisis")), periods)):
        tree = expand(game)
        assert len(tree.infoset) == count_tree(game)
        check_tree(tree)


def test_too_large_is_refused_before_any_work() -> None:
    """Half a year of weeks would be more nodes than atoms: said at once."""
    game = load_game(template_text("coercive-crisis"))
    assert count_tree(game) > 1e30
    with pytest.raises(InputError, match="belief solver"):
        expand(game)


def test_the_same_tree_as_the_shared_one() -> None:
    """The spec of the crisis in rounds is the game of the shared `.efg`."""
    if not SHARED.exists():
        pytest.skip("the shared crisis trees are not here")
    ours, theirs = expand(rounds(3)), read_efg(SHARED / "crisis_T3.efg")
    assert len(ours.infoset) == len(theirs.infoset)
    one, other = solve_tree(ours, rationality=3.0), solve_tree(theirs, rationality=3.0)
    assert one.values is not None
    assert other.values is not None
    assert one.values[0] == pytest.approx(other.values[0], abs=1e-10)


def test_labels_and_positions() -> None:
    """A set says who, which type, when and in which state."""
    found = expand_positions(rounds(2))
    first = found.tree.infosets[0]
    assert first.label == "C[weak] week 1: escalations 0"
    assert first.actions == ("E", "H", "B")
    assert found.period[0] == 0
    assert sorted(set(found.type.tolist())) == [0, 1]
    assert set(found.tree.outcomes) == {"backed down", "conceded", "out of rounds"}
    assert found.tree.chance[1:5].tolist() == pytest.approx([0.3, 0.2, 0.3, 0.2])


def test_outcomes_sum_to_one_and_survive_writing() -> None:
    """A written tree, read again, ends as it did."""
    tree = expand(shortened(load_game(template_text("coercive-crisis")), 1))
    found = solve_tree(tree, rationality=2.0)
    again = solve_tree(read_efg(write_efg(tree)), rationality=2.0)
    assert sum(chance for _, chance in found.outcomes) == pytest.approx(1)
    assert {name: chance for name, chance in again.outcomes if chance} == pytest.approx(
        {name: chance for name, chance in found.outcomes if chance}
    )


def test_discount_and_impossible_types() -> None:
    """Payoffs of period t are worth discount**t; a type of prior 0 has no nodes."""
    game = rounds(2)
    never = replace(game.players[0], prior=(1.0, 0.0), discount=0.5)
    tree = expand(replace(game, players=(never, *game.players[1:])))
    assert len(tree.infoset) < len(expand(game).infoset)
    plain = expand(replace(game, players=(replace(never, discount=1.0), *game.players[1:])))
    assert np.array_equal(plain.payoffs[:, 1], tree.payoffs[:, 1])
    assert not np.array_equal(plain.payoffs[:, 0], tree.payoffs[:, 0])
