"""Who learns what from which move: the beliefs before a turn, and those that each move leaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from demarche.game.model import Game
from demarche.game.pictures.svg import box, figure, text, tone
from demarche.game.pictures.words import share
from demarche.game.solvers.belief_policy import BeliefPolicy

LEFT, BAR, WIDTH = 230.0, 440.0, 900.0
ROW, HEAD = 26.0, 34.0
NARROW = 0.07
"""A part of a bar under this share is too narrow for its number."""


@dataclass(frozen=True, eq=False)
class Lesson:
    """
    What a turn tells about its mover.

    Parameters
    ----------
    player, stage, state : str
    types : tuple of str
    prior : float array, shape (K,)
    moves : tuple of str
        The legal ones.
    chances : float array, shape (moves,)
        How likely each is, the type being unknown.
    posteriors : float array, shape (moves, K)
    bits : float array, shape (moves,)
        Information about the type in each move: Σ posterior · log₂(posterior / prior).
    """

    player: str
    stage: str
    state: str
    types: tuple[str, ...]
    prior: NDArray[np.float64]
    moves: tuple[str, ...]
    chances: NDArray[np.float64]
    posteriors: NDArray[np.float64]
    bits: NDArray[np.float64]


def draw_lesson(lesson: Lesson, name: str) -> Markup:
    """Return a lesson as bars: the prior, then what each move leaves."""
    rows = len(lesson.moves) + 1
    title = f"What others learn about {lesson.player} from its move"
    parts = [
        *_legend(lesson),
        *_row("before the move", lesson.prior, "", HEAD),
        *(
            part
            for at, move in enumerate(lesson.moves)
            for part in _row(
                f"{move} ({share(float(lesson.chances[at]))})",
                lesson.posteriors[at],
                f"{lesson.bits[at]:.2f} bits",
                HEAD + ROW * (at + 1) + 6,
            )
        ),
    ]
    return figure(name, title, tell_lesson(lesson), (WIDTH, HEAD + ROW * rows + 12), parts)


def tell_lesson(lesson: Lesson) -> str:
    """Return a lesson in a sentence a move."""
    said = []
    for at, move in enumerate(lesson.moves):
        after = ", ".join(f"{k} {share(float(p))}" for k, p in zip(lesson.types, lesson.posteriors[at], strict=True))
        said.append(f"After {move} ({share(float(lesson.chances[at]))} likely): {after}.")
    before = ", ".join(f"{k} {share(float(p))}" for k, p in zip(lesson.types, lesson.prior, strict=True))
    return f"Before: {before}. " + " ".join(said)


def find_lesson(policy: BeliefPolicy, period: int, stage: int, state: int) -> Lesson | None:
    """Return what a turn at the priors tells, None where its mover has nothing to hide or no choice."""
    game = policy.game
    mover = game.stages[stage].player
    if mover is None or len(game.players[mover].types) < 2:
        return None
    legal = np.flatnonzero(game.legal[period, stage, state])
    if len(legal) < 2:
        return None
    play = policy.play(period, stage, np.array([state]), [one[None] for one in policy.prior])
    prior = policy.prior[mover]
    after = play.left[0, legal]
    with np.errstate(divide="ignore", invalid="ignore"):
        bits = np.where(after > 0, after * np.log2(after / prior), 0.0).sum(axis=1)
    return Lesson(
        player=game.players[mover].name,
        stage=game.stages[stage].name,
        state=game.states[state],
        types=game.players[mover].types,
        prior=prior,
        moves=tuple(game.stages[stage].moves[a] for a in legal),
        chances=prior @ play.strategies[0][:, legal],
        posteriors=after,
        bits=bits,
    )


def first_period(policy: BeliefPolicy, stage: int, state: int) -> int | None:
    """Return the first period in which a stage can come in a state; None where it never does."""
    met = np.flatnonzero(policy.layout.reached[:, stage, state])
    return int(met[0]) if len(met) else None


def richest_state(game: Game, stage: int) -> int:
    """Return the first state in which a stage has the most legal moves."""
    return int(game.legal[:, stage].any(axis=0).sum(axis=-1).argmax())


def _legend(lesson: Lesson) -> Iterator[Markup]:
    x = LEFT
    for place, kind in enumerate(lesson.types):
        yield box(x, 8, (12, 12), f"band {tone(place)}")
        yield text(x + 17, 18, kind, "i")
        x += 36 + 7.2 * len(kind)
    yield text(LEFT + BAR + 12, 18, "learnt", "h")


def _row(label: str, beliefs: NDArray[np.float64], after: str, y: float) -> Iterator[Markup]:
    yield text(LEFT - 10, y + 15, label, "ie")
    x = LEFT
    for place, p in enumerate(beliefs):
        wide = BAR * float(p)
        yield box(x, y, (max(wide - 1, 0), ROW - 6), f"band {tone(place)}")
        if p >= NARROW:
            yield text(x + wide / 2, y + 14, f"{100 * p:.0f}", f"in{tone(place)}")
        x += wide
    if after:
        yield text(LEFT + BAR + 12, y + 15, after, "i")
