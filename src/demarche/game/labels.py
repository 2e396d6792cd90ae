"""What a decision is called, the same in trees and over beliefs: `challenger[bluffing] week 2: massed, none`."""

from __future__ import annotations

from demarche.game.model import Game

SEPARATOR = " · "
"""Between the values of the variables in the name of a state."""
_PERIODS = {1: "day", 7: "week"}


def label_decision(game: Game, period: int, stage: int, state: int, kind: int) -> str:
    """
    Return the label of one type's decision.

    Parameters
    ----------
    game : Game
    period, stage, state : int
        Where it is taken; the stage must be a player's. Periods are counted from 1 in the label.
    kind : int
        The mover's type; named where there is more than one. So is the stage where its player has several.
    """
    owner = game.stages[stage].player
    assert owner is not None, "chance takes no decision"
    player = game.players[owner]
    name = f"{player.name}[{player.types[kind]}]" if len(player.types) > 1 else player.name
    turns = sum(one.player == owner for one in game.stages)
    turn = f", {game.stages[stage].name}" if turns > 1 else ""
    return f"{name} {_PERIODS.get(game.calendar.step_days, 'period')} {period + 1}{turn}: {game.states[state]}"
