"""A game in words, read off its arrays: who moves when, what is legal where, where it leads, what it pays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from demarche.game.model import Game
from demarche.game.pictures.conditions import change_words, state_words

MOST_CHANGES = 4
SURE = 1 - 1e-9
SMALLEST = 0.1
TOLD = "what the moves to it say"


@dataclass(frozen=True)
class MoveWords:
    """
    A move.

    Parameters
    ----------
    name : str
    when : str
        In which states it is legal, "" in all.
    leads : tuple of str
        What it brings about, with probabilities.
    pays : str
        What it pays at once, "" for nothing.
    """

    name: str
    when: str
    leads: tuple[str, ...]
    pays: str


@dataclass(frozen=True)
class StageWords:
    """A turn: its name, its mover ("chance" for nature), its moves."""

    name: str
    mover: str
    moves: tuple[MoveWords, ...]


@dataclass(frozen=True)
class EndWords:
    """An end: its name and what it pays, a text a player."""

    name: str
    pays: tuple[str, ...]


@dataclass(frozen=True)
class Description:
    """
    A game in words.

    Parameters
    ----------
    title, calendar : str
    players : tuple of (name, types with priors, λ and discount)
    start : str
        The state in which the game starts.
    states : int
    stages : tuple of StageWords
    ends : tuple of EndWords
        The last is the horizon.
    flows : tuple of str
        What each period pays in which the game goes on, a text for each player that gets or loses something.
    """

    title: str
    calendar: str
    players: tuple[tuple[str, str, str], ...]
    start: str
    states: int
    stages: tuple[StageWords, ...]
    ends: tuple[EndWords, ...]
    flows: tuple[str, ...]


def describe_game(game: Game) -> Description:
    """
    Return a game in words; nothing is solved.

    Parameters
    ----------
    game : Game
    """
    return Description(
        title=game.title or "A game without a title",
        calendar=_calendar(game),
        players=tuple(_player(game, at) for at in range(len(game.players))),
        start=game.states[game.initial],
        states=len(game.states),
        stages=tuple(_stage(game, m) for m in range(len(game.stages))),
        ends=tuple(_ends(game)),
        flows=tuple(_by_player(game, game.state_payoffs.reshape(-1, *game.state_payoffs.shape[2:]))),
    )


def period_word(game: Game) -> str:
    """Return what a period is called: day, week, month or round."""
    if game.calendar.start is None and game.calendar.step_days == 7:
        return "week"
    return {1: "day", 7: "week", 30: "month"}.get(game.calendar.step_days, "period")


def _calendar(game: Game) -> str:
    count, word = game.calendar.periods, period_word(game)
    first, last = game.calendar.date_of(0), game.calendar.date_of(count)
    length = f"{count} {word}{'' if count == 1 else 's'}"
    if first is None or last is None:
        return length
    return f"{length}, from {first.isoformat()} to {(last - dt.timedelta(days=1)).isoformat()}"


def _player(game: Game, at: int) -> tuple[str, str, str]:
    player = game.players[at]
    kinds = ", ".join(f"{kind} {share(p)}" for kind, p in zip(player.types, player.prior, strict=True))
    discount = "" if player.discount == 1 else f", discount {player.discount:g} a {period_word(game)}"
    return player.name, kinds if len(player.types) > 1 else "nothing private", f"λ {player.rationality:g}{discount}"


def share(probability: float) -> str:
    """
    Return a probability in whole per cent, with a decimal where it is near 0 or 1; never rounded to none or all.

    Examples
    --------
    >>> share(0.123), share(0.0512), share(1e-6), share(0.9997), share(1.0)
    ('12 %', '5.1 %', 'under 0.1 %', 'over 99.9 %', '100 %')
    """
    shown = 100 * probability
    if 0 < shown < SMALLEST:
        return f"under {SMALLEST} %"
    if 100 - SMALLEST < shown < 100:
        return f"over {100 - SMALLEST} %"
    return f"{shown:.0f} %" if 10 <= shown <= 99 or shown == round(shown) else f"{shown:.1f} %"


def number(value: float) -> str:
    """Return a payoff with three digits and a true minus."""
    shown = f"{float(f'{round(value, 4):.3g}'):g}".replace("-", "−")
    return "0" if shown == "−0" else shown


def _stage(game: Game, m: int) -> StageWords:
    stage = game.stages[m]
    mover = "chance" if stage.player is None else game.players[stage.player].name
    return StageWords(stage.name, mover, tuple(_move(game, m, a) for a in range(len(stage.moves))))


def _move(game: Game, m: int, a: int) -> MoveWords:
    ever = game.legal[:, m, :, a].any(axis=0)
    always = game.legal[:, m, :, a].all(axis=0)
    when = state_words(np.flatnonzero(ever), game.states)
    if not np.array_equal(ever, always):
        periods = np.flatnonzero(game.legal[:, m, :, a].any(axis=1))
        word = period_word(game)
        when += f"{', ' if when else ''}from {word} {periods[0] + 1} to {periods[-1] + 1} at most"
    return MoveWords(game.stages[m].moves[a], when, tuple(_leads(game, m, a)), _move_pays(game, m, a))


def _leads(game: Game, m: int, a: int) -> Iterator[str]:
    """Yield what a move may bring about, each with the range of its probability."""
    found: dict[str, list[float]] = {}
    for t, s in zip(*np.nonzero(game.legal[:, m, :, a]), strict=True):
        here: dict[str, float] = {}
        for to, p in zip(game.successors[t, m, s, a], game.probabilities[t, m, s, a], strict=True):
            if to >= 0 and p > 0:
                word = _arrival(game, int(s), int(to))
                here[word] = here.get(word, 0.0) + float(p)
        for word, p in here.items():
            found.setdefault(word, []).append(p)
    ends = [word for word in found if word in game.ends]
    changes = [word for word in found if word and word not in game.ends]
    for word in ends:
        yield f"{word} ({_range(found[word])})"
    if len(changes) > MOST_CHANGES:
        yield f"one of {len(changes)} other states"
        return
    for word in changes:
        yield f"{word} ({_range(found[word])})"


def _arrival(game: Game, s: int, to: int) -> str:
    if to >= len(game.states):
        return game.ends[to - len(game.states)]
    return change_words(game.states[s], game.states[to])


def _range(values: list[float]) -> str:
    low, high = min(values), max(values)
    if low >= SURE:
        return "surely"
    return share(low) if share(low) == share(high) else f"{share(low)} to {share(high)}"


def _move_pays(game: Game, m: int, a: int) -> str:
    """Return what a move pays, with the ends that it may lead to; where it surely ends the game, the end tells it."""
    period = np.broadcast_to(np.arange(game.calendar.periods)[:, None], game.legal[:, m, :, a].shape)
    to, chance = game.successors[:, m, :, a], game.probabilities[:, m, :, a]
    ends = np.where(to >= len(game.states), chance, 0.0)
    told = game.legal[:, m, :, a] & (np.where(to == to[..., :1], ends, 0.0).sum(axis=-1) < SURE)
    paid = game.move_payoffs[:, m, :, a].copy()
    for branch in range(to.shape[-1]):
        number = np.maximum(to[..., branch] - len(game.states), 0)
        paid += ends[..., branch, None, None] * game.end_payoffs[period, number]
    pays = "; ".join(_by_player(game, paid[told])) if told.any() else ""
    return f"{pays}, counting the ends" if pays and (ends[told] > 0).any() else pays


def _by_player(game: Game, paid: NDArray[np.float64]) -> Iterator[str]:
    """Yield a text for each player that something is paid to; `paid` has shape (places, N, K)."""
    for at, player in enumerate(game.players):
        own = paid[:, at, : len(player.types)]
        if own.any():
            yield f"{player.name} {_payoffs(own, player.types)}"


def _payoffs(own: NDArray[np.float64], types: tuple[str, ...]) -> str:
    """Return payoffs, by type where they differ; `own` has shape (places, K)."""
    spans = [_span(own[:, k]) for k in range(len(types))]
    if len(set(spans)) == 1:
        return spans[0]
    return ", ".join(f"{kind} {span}" for kind, span in zip(types, spans, strict=True))


def _span(values: NDArray[np.float64]) -> str:
    low, high = number(float(values.min())), number(float(values.max()))
    return low if low == high else f"{low} to {high}"


def _ends(game: Game) -> Iterator[EndWords]:
    for e, name in enumerate(game.ends):
        routes = _sure_routes(game, e)
        paid = routes if len(routes) else game.end_payoffs[:, e]
        pays = [_payoffs(paid[:, i, : len(player.types)], player.types) for i, player in enumerate(game.players)]
        if not len(routes):  # what depends on the state is paid by the moves that may lead here, mixed with other ends
            pays = [TOLD if one == "0" else one for one in pays]
        yield EndWords(name, tuple(pays))
    last = tuple(_payoffs(game.horizon_payoffs[:, i, : len(p.types)], p.types) for i, p in enumerate(game.players))
    yield EndWords(game.horizon_end, last)


def _sure_routes(game: Game, e: int) -> NDArray[np.float64]:
    """Return what is paid, the move included, wherever a move leads to the end for sure; shape (places, N, K)."""
    there = game.successors == len(game.states) + e
    sure = game.legal & ((game.probabilities * there).sum(axis=-1) >= SURE)
    period = np.nonzero(sure)[0]
    paid: NDArray[np.float64] = game.move_payoffs[sure] + game.end_payoffs[period, e]
    return paid
