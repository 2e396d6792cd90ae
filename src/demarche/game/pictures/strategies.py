"""Who plays what, by belief and time: a small heat map for each type and move."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from demarche.errors import InputError, did_you_mean
from demarche.game.model import Game
from demarche.game.pictures.svg import axis_title, box, figure, line, period_ticks, text
from demarche.game.pictures.words import share
from demarche.game.solvers.belief_policy import BeliefPolicy

SHADES = 20
LEVELS = 13
"""Beliefs from 0 to 1 at which strategies are computed."""
WIDTH, LEFT, GAP = 900.0, 150.0, 14.0
HEAD, PANEL, FOOT = 44.0, 78.0, 46.0

_HATCH = Markup(
    '<defs><pattern id="{}-none" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<path d="M0 6L6 0" class="grid" style="stroke-dasharray:none"/></pattern></defs>'
)


@dataclass(frozen=True, eq=False)
class Plan:
    """
    How a stage is played in a state, by period and belief.

    Parameters
    ----------
    player, stage, state : str
    about : str
        Whose type the belief is about, and which: "challenger is bent on war".
    types, moves : tuples of str
        Of the mover; the legal moves.
    beliefs : float array, shape (L,)
    probabilities : float array, shape (K, moves, T, L)
        NaN in periods in which the state cannot have come about yet.
    """

    player: str
    stage: str
    state: str
    about: str
    types: tuple[str, ...]
    moves: tuple[str, ...]
    beliefs: NDArray[np.float64]
    probabilities: NDArray[np.float64]


def find_plan(policy: BeliefPolicy, stage: int, state: int, about: tuple[int, int]) -> Plan:
    """
    Compute how a stage is played in a state.

    Parameters
    ----------
    policy : BeliefPolicy
    stage, state : int
        The stage must be a player's.
    about : pair of int
        The player and the type that the belief is about; its other types keep the proportions of their priors, and
        beliefs about all other players stay at the priors.
    """
    game = policy.game
    mover = game.stages[stage].player
    assert mover is not None, "a chance stage is not played"
    legal = np.flatnonzero(game.legal[:, stage, state].any(axis=0))
    levels = np.linspace(0.0, 1.0, LEVELS)
    rows = _beliefs(policy, about, levels)
    kinds = game.players[mover].types
    found = np.full((len(kinds), len(legal), game.calendar.periods, LEVELS), np.nan)
    for period in range(game.calendar.periods):
        if policy.layout.reached[period, stage, state]:
            play = policy.play(period, stage, np.full(LEVELS, state), rows)
            found[:, :, period] = play.strategies[:, :, legal].transpose(1, 2, 0)
    player, kind = game.players[about[0]], game.players[about[0]].types[about[1]]
    return Plan(
        player=game.players[mover].name,
        stage=game.stages[stage].name,
        state=game.states[state],
        about=f"{player.name} is {kind}",
        types=kinds,
        moves=tuple(game.stages[stage].moves[a] for a in legal),
        beliefs=levels,
        probabilities=found,
    )


def _beliefs(policy: BeliefPolicy, about: tuple[int, int], levels: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """Return the beliefs about all players at each level, one array a player, shape (L, K)."""
    rows = [np.repeat(one[None], len(levels), axis=0) for one in policy.prior]
    player, kind = about
    others = policy.prior[player].copy()
    others[kind] = 0.0
    total = others.sum()
    others = others / total if total > 0 else np.where(np.arange(len(others)) == kind, 0.0, 1 / max(1, len(others) - 1))
    rows[player] = np.outer(1 - levels, others)
    rows[player][:, kind] = levels
    return rows


def find_about(game: Game, given: str | None = None) -> tuple[int, int] | None:
    """
    Return the player and type that beliefs are drawn for: PLAYER=TYPE, or the last type of who has the most.

    Raises
    ------
    InputError
        If there is no such player or type.
    """
    if given is None:
        counts = [len(one.types) for one in game.players]
        most = int(np.argmax(counts))
        return (most, counts[most] - 1) if counts[most] > 1 else None
    names = [one.name for one in game.players]
    name, _, kind = (part.strip() for part in given.partition("="))
    if name not in names:
        wanted, mend = ", ".join(names), did_you_mean(name, names)
        raise InputError("there is no such player", field="about", wanted=wanted, got=name, mend=mend)
    player = names.index(name)
    known = game.players[player].types
    if kind not in known or len(known) < 2:
        wanted = ", ".join(known) if len(known) > 1 else "a player with several types"
        raise InputError(f"{name} has no such type", field="about", wanted=wanted, got=kind or "none")
    return player, known.index(kind)


def draw_plan(game: Game, plan: Plan, name: str) -> Markup:
    """Return a plan as small heat maps: types down, moves across; time to the right, belief upward."""
    columns, rows = len(plan.moves), len(plan.types)
    wide = (WIDTH - LEFT - GAP * (columns - 1)) / columns
    height = HEAD + rows * (PANEL + GAP) + FOOT
    title = f"What {plan.player} does when the state is {plan.state}"
    parts = [_HATCH.format(name), *_heads(plan, wide)]
    for row, kind in enumerate(plan.types):
        top = HEAD + row * (PANEL + GAP)
        if rows > 1:
            parts.append(text(LEFT - 44, top + PANEL / 2 + 4, kind, "ie"))
        parts += [text(LEFT - 8, top + 9, "100 %", "e s"), text(LEFT - 8, top + PANEL, "0 %", "e s")]
        for column in range(columns):
            parts += _panel(plan.probabilities[row, column], (LEFT + column * (wide + GAP), top, wide), name)
    parts += [*_feet(game, plan, wide, height), *_key(height, name if np.isnan(plan.probabilities).any() else "")]
    return figure(name, title, tell_plan(plan), (WIDTH, height), parts)


def tell_plan(plan: Plan) -> str:
    """Return the plan's corners in words: the first and last period, no belief and full belief."""
    met = np.flatnonzero(~np.isnan(plan.probabilities[0, 0, :, 0]))
    if not len(met):
        return "The state never comes about."
    said = []
    for row, kind in enumerate(plan.types):
        for column, move in enumerate(plan.moves):
            block = plan.probabilities[row, column][met]
            low, high = share(float(block.min())), share(float(block.max()))
            said.append(f"{kind} plays {move} with {low}" + (f" to {high}" if low != high else ""))
    return f"Over all periods and beliefs that {plan.about}: " + "; ".join(said) + "."


def _hatched(x: float, y: float, size: tuple[float, float], name: str) -> Markup:
    """Return a rectangle that is hatched: no value, which pale would look like a small one."""
    return Markup('<rect x="{}" y="{}" width="{}" height="{}" fill="url(#{}-none)"/>').format(
        round(x, 1), round(y, 1), round(size[0], 1), round(size[1], 1), name
    )


def _heads(plan: Plan, wide: float) -> Iterator[Markup]:
    for column, move in enumerate(plan.moves):
        yield text(LEFT + column * (wide + GAP), HEAD - 10, move, "h")


def _panel(block: NDArray[np.float64], place: tuple[float, float, float], name: str) -> Iterator[Markup]:
    """Yield a heat map, shape (T, L); equal neighbours in time are one rectangle."""
    left, top, wide = place
    periods, levels = block.shape
    cell, tall = wide / periods, PANEL / levels
    for missing in np.flatnonzero(np.isnan(block[:, 0])):
        yield _hatched(left + missing * cell, top, (cell, PANEL), name)
    shades = np.where(np.isnan(block), -1, np.round(block * SHADES)).astype(int)
    for level in range(levels):
        start = 0
        for t in range(1, periods + 1):
            if t == periods or shades[t, level] != shades[start, level]:
                if shades[start, level] >= 0:
                    shade = 0.03 + 0.97 * shades[start, level] / SHADES
                    y = top + PANEL - (level + 1) * tall
                    yield box(left + start * cell, y, ((t - start) * cell, tall), "heat", shade)
                start = t
    yield box(left, top, (wide, PANEL), "frame")


def _feet(game: Game, plan: Plan, wide: float, height: float) -> Iterator[Markup]:
    base = height - FOOT - GAP
    dated = game.calendar.start is not None
    for column in range(len(plan.moves)):
        left = LEFT + column * (wide + GAP)
        for t, label in period_ticks(game, max(1, int(wide // 62)) if dated else max(2, int(wide // 34))):
            x = left + (t + (0 if dated else 0.5)) * wide / game.calendar.periods
            yield line("rail", f"M{x:.1f} {base}v4")
            yield text(x, base + 17, label, "s" if dated else "m s")
    yield text(0, 14, f"Upward: belief that {plan.about}. To the right: {axis_title(game)}.", "s")


def _key(height: float, hatch: str) -> Iterator[Markup]:
    """Yield the key of the shades."""
    y = height - 16
    yield text(LEFT, y + 9, "probability of the move", "s")
    for at, part in enumerate((0.0, 0.25, 0.5, 0.75, 1.0)):
        x = LEFT + 150 + at * 74
        yield box(x, y, (16, 11), "heat", 0.03 + 0.97 * part)
        yield box(x, y, (16, 11), "frame")
        yield text(x + 21, y + 9, f"{100 * part:.0f} %", "s")
    if hatch:
        yield _hatched(LEFT + 150 + 5 * 74, y, (16, 11), hatch)
        yield box(LEFT + 150 + 5 * 74, y, (16, 11), "frame")
        yield text(LEFT + 150 + 5 * 74 + 21, y + 9, "cannot have come about yet", "s")
