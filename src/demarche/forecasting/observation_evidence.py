"""Sightings put together: the likelihood of what was seen, of every stage of every seen week, state and type."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from demarche.forecasting.moves_tables import load_moves, loudness_of
from demarche.forecasting.sighting import Sighting
from demarche.game import Evidence

if TYPE_CHECKING:
    from demarche.game import Game


def evidence_of(
    sightings: Iterable[Sighting],
    periods_seen: int,
    without: Collection[str] = frozenset(),
    *,
    game: Game | None = None,
    roles: Mapping[str, str] | None = None,
    periods_told: int | None = None,
) -> Evidence:
    """
    Put sightings together to likelihoods, relative to "nothing was reported".

    Parameters
    ----------
    sightings : iterable of Sighting
        As `observe` makes them.
    periods_seen : int
        Periods that are over on the as-of date.
    without : collection of str
        Ids of items that are left out.
    game : Game, optional
        The game that is conditioned: stages, moves, values and types that it does not have are left out.
    roles : mapping of str to str, optional
        Names of the players by role; the roles themselves, if not given.
    periods_told : int, optional
        Periods of which any report can tell (`told_periods`); in later ones silence says nothing. All, if not given.

    Returns
    -------
    Evidence
        A move's likelihood is s + K**r − 1 by the strongest report of it in its stage-week, and s = 1 − detection where
        there is none. A value of the state that fits a report of it by f has the factor K**(r f), the strongest in its
        week. A type's factor is the product over the rows of the table, of each row's strongest
        statement.
    """
    kept = [one for one in sightings if one.item not in without and one.period < periods_seen]
    told = periods_seen if periods_told is None else periods_told
    silent = {stage: dict(moves) for stage, moves in silence().items()}
    heard = _heard(kept)
    moves = {
        (period, stage): {**(silent[stage] if period < told else {}), **heard.get((period, stage), {})}
        for period in range(periods_seen)
        for stage in sorted({*silent, *(name for when, name in heard if when == period)})
    }
    types = {(roles or {}).get(role, role): factors for role, factors in _types(kept).items()}
    evidence = Evidence(periods_seen, moves, _states(kept), types)
    return evidence if game is None else _fitted(evidence, game)


def silence() -> dict[str, dict[str, float]]:
    """Return the likelihood of hearing nothing, by stage and move; 1 for a move that leaves no trace."""
    stages: dict[str, dict[str, float]] = {}
    for row in load_moves().detection:
        stages.setdefault(row.stage, {})[row.move] = round(1.0 - row.detection, 9)
    return stages


def likelihood_of(stage: str, move: str, weight: float) -> float:
    """
    Return the likelihood of a report of a move, made with a strength from 0 to 1, relative to silence where nothing is.

    It is s + K**r − 1: the logarithm of K, how much likelier such a report is where the thing was done, is discounted
    by the strength r; at r = 0 silence s is left.

    Examples
    --------
    >>> likelihood_of("challenge", "full attack", 0.0), likelihood_of("challenge", "full attack", 1.0)
    (0.001, 999.001)
    """
    table = load_moves()
    row = next((row for row in table.detection if (row.stage, row.move) == (stage, move)), None)
    silent = 1.0 - (row.detection if row else 0.0)
    return round(silent + float(loudness_of(stage, move) ** weight) - 1.0, 9)


def _heard(sightings: Iterable[Sighting]) -> dict[tuple[int, str], dict[str, float]]:
    heard: dict[tuple[int, str], dict[str, float]] = {}
    for one in sightings:
        if one.move:
            place = heard.setdefault((one.period, one.stage), {})
            place[one.move] = max(place.get(one.move, 0.0), likelihood_of(one.stage, one.move, one.weight))
    return heard


def _states(sightings: Iterable[Sighting]) -> dict[int, dict[str, float]]:
    table = load_moves()
    fits = {(row.variable, row.value): row.fits for row in table.consistent}
    states: dict[int, dict[str, float]] = {}
    for one in sightings:
        if not one.value:
            continue
        place = states.setdefault(one.period, {})
        for value, fit in fits.get((one.variable, one.value), {one.value: 1.0}).items():
            factor = table.loudness ** (one.weight * fit)
            place[value] = max(place.get(value, 1.0), factor)
    return states


def _types(sightings: Iterable[Sighting]) -> dict[str, dict[str, float]]:
    """Return the factors of types: of each row of the table the strongest statement, since talk repeated is no more."""
    strongest: dict[tuple[str, str], Sighting] = {}
    for one in sorted(sightings, key=lambda one: (-one.weight, one.item)):
        if one.type_likelihoods:
            strongest.setdefault((one.role, one.row), one)
    types: dict[str, dict[str, float]] = {}
    for (role, _), one in sorted(strongest.items()):
        place = types.setdefault(role, {})
        for kind, factor in one.type_likelihoods.items():
            place[kind] = place.get(kind, 1.0) * factor
    return types


def _fitted(evidence: Evidence, game: Game) -> Evidence:
    """Leave out what the game has no place for: a game of a person's own need not have the template's moves."""
    stages = {stage.name: set(game.ends if stage.player is None else stage.moves) for stage in game.stages}
    players = {player.name: set(player.types) for player in game.players}
    moves = {
        (period, stage): {move: value for move, value in row.items() if move in stages[stage]}
        for (period, stage), row in evidence.moves.items()
        if stage in stages
    }
    types = {
        player: {kind: value for kind, value in row.items() if kind in players[player]}
        for player, row in evidence.types.items()
        if player in players
    }
    return Evidence(evidence.periods, moves, evidence.states, types)
