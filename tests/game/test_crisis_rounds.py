"""The crisis in rounds is the game behind the trees that Gambit solved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from demarche.game.model import Game
from demarche.game.spec import compile_spec, load_spec

TREES = Path(__file__).parents[3] / "shared" / "data" / "efg"


def leaves(
    game: Game, types: tuple[int, ...], paid: np.ndarray, period: int, stage: int, state: int
) -> Iterator[np.ndarray]:
    """Total payoffs of all plays for given types, depth first; for games without chance or discounting."""
    if stage == len(game.stages):
        flows = game.state_payoffs[period, state]
        paid, period, stage = paid + [flows[i, k] for i, k in enumerate(types)], period + 1, 0
    if period == game.calendar.periods:
        yield paid + [game.horizon_payoffs[state, i, k] for i, k in enumerate(types)]
        return
    for move in np.flatnonzero(game.legal[period, stage, state]):
        reward = game.move_payoffs[period, stage, state, move]
        now = paid + [reward[i, k] for i, k in enumerate(types)]
        to = game.successors[period, stage, state, move, 0]
        if to >= len(game.states):
            yield now + [game.end_payoffs[period, to - len(game.states), i, k] for i, k in enumerate(types)]
        else:
            yield from leaves(game, types, now, period, stage + 1, to)


@pytest.mark.parametrize("rounds", [1, 2, 3, 5])
def test_payoffs_are_the_trees(rounds: int) -> None:
    """Every end of every play pays what the tree of as many rounds says, in its order."""
    tree = TREES / f"crisis_T{rounds}.efg"
    if not tree.exists():
        pytest.skip(f"no {tree.name} here: the trees are not part of the repository")
    game = compile_spec(load_spec("crisis-rounds"), {"rounds": rounds})
    pairs = [(own, other) for own in (0, 1) for other in (0, 1)]
    ours = [one for types in pairs for one in leaves(game, types, np.zeros(2), 0, 0, game.initial)]
    lines = re.findall(r"^t .*\{(.*)\}", tree.read_text(encoding="utf-8"), re.MULTILINE)
    theirs = [[float(number) for number in line.split(",")] for line in lines]
    assert np.array(ours) == pytest.approx(np.array(theirs), abs=1e-8)


def test_rounds_are_a_parameter() -> None:
    """The number of rounds sets the periods and the states."""
    game = compile_spec(load_spec("crisis-rounds"), {"rounds": 11})
    assert (game.calendar.periods, len(game.states)) == (11, 12)
