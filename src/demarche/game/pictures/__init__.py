"""A game in words and figures: the page that `demarche game show` writes, and what stands on it."""

from __future__ import annotations

from demarche.game.pictures.branches import describe_tree
from demarche.game.pictures.page import stand_alone
from demarche.game.pictures.show import FIGURES, Focus, draw_figure, render_game
from demarche.game.pictures.telling import tell_description
from demarche.game.pictures.words import Description, describe_game

__all__ = [
    "FIGURES",
    "Description",
    "Focus",
    "describe_game",
    "describe_tree",
    "draw_figure",
    "render_game",
    "stand_alone",
    "tell_description",
]
