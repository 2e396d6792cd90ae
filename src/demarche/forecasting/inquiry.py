"""
What is asked of every draw: the evidence, the evidence without each item, nothing at all, and moves to watch or force.

All of it goes through one pass of each draw (`demarche.game.Question`); this file knows which place in the answer
belongs to what.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from demarche.forecasting.case import Case
from demarche.forecasting.moves_tables import load_moves
from demarche.forecasting.observation_evidence import evidence_of
from demarche.forecasting.scenario import Scenario
from demarche.forecasting.sighting import Sighting
from demarche.game import Condition, Evidence, Game, Question

MOST_ITEMS = 40
"""Items whose weight is measured by leaving them out, the strongest first; more would make the pass dear."""
WATCH_PERIODS = 2
"""A move to watch for is looked for in so many periods after the as-of date."""


@dataclass(frozen=True)
class Watched:
    """A move that may be seen or not by a date, and forced in the first period to come."""

    stage: str
    move: str
    role: str
    by: dt.date


@dataclass(frozen=True)
class Inquiry:
    """
    A question, and what its places are.

    Parameters
    ----------
    question : Question
        Evidences: all; without each of `items`; none at all. Conditions: each of `watched` never made; each forced.
    items : tuple of str
        Ids of findings and statements.
    watched : tuple of Watched
    """

    question: Question
    items: tuple[str, ...]
    watched: tuple[Watched, ...]

    @property
    def nothing(self) -> int:
        """Place of the evidence that knows nothing."""
        return len(self.items) + 1


def ask(case: Case) -> Inquiry:
    """Put the question to a crisis."""
    scenario = case.scenario
    everything = known_evidence(case)
    items, left_out = [], []
    for item in _loudest(case.sightings):
        changed = known_evidence(case, item)
        if changed != everything:
            items.append(item)
            left_out.append(changed)
        if len(items) == MOST_ITEMS:
            break
    watched = _to_watch(scenario, case.game, case.roles)
    first = scenario.periods_seen
    last = min(first + WATCH_PERIODS, scenario.periods) - 1
    conditions = (
        *(Condition(never=((one.stage, one.move, first, last),)) for one in watched),
        *(Condition(forced=((one.stage, one.move, first),)) for one in watched),
    )
    evidences = (everything, *left_out, Evidence(scenario.periods_seen))
    return Inquiry(Question(evidences, conditions), tuple(items), watched)


def known_evidence(case: Case, without: str = "") -> Evidence:
    """Return all evidence of a case, or all but an item's."""
    return evidence_of(
        case.sightings,
        case.scenario.periods_seen,
        frozenset({without} if without else ()),
        game=case.game,
        roles=case.players,
        periods_told=case.told,
    )


def _loudest(sightings: Sequence[Sighting]) -> list[str]:
    """Return the ids of items that may change what is known if they are left out, the strongest first.

    Of all that speaks to one move of a week, one value of the state or one row of the table only the strongest counts.
    """
    groups: dict[tuple[object, ...], list[Sighting]] = {}
    for one in sightings:
        period = one.period if one.move or one.value else None
        groups.setdefault((period, one.stage, one.move, one.variable, one.value, one.role, one.row), []).append(one)
    weights: dict[str, float] = {}
    for group in groups.values():
        for one in sorted(group, key=lambda one: (-one.weight, one.item))[:2]:
            weights[one.item] = max(weights.get(one.item, 0.0), one.weight)
    return sorted(weights, key=lambda item: (-weights[item], item))


def _to_watch(scenario: Scenario, game: Game, roles: Mapping[str, str]) -> tuple[Watched, ...]:
    """Return the moves that leave a trace and do not end the game by themselves."""
    last = min(scenario.periods_seen + WATCH_PERIODS, scenario.periods) - 1
    traced = {(row.stage, row.move) for row in load_moves().detection if row.detection > 0}
    found = []
    for m, stage in enumerate(game.stages):
        for a, move in enumerate(stage.moves):
            goes_on = (game.successors[scenario.periods_seen, m, :, a] < len(game.states)) & (
                game.probabilities[scenario.periods_seen, m, :, a] > 0
            )
            is_legal = game.legal[scenario.periods_seen, m, :, a].any()
            if stage.player is not None and (stage.name, move) in traced and is_legal and goes_on.any():
                role = roles.get(game.players[stage.player].name, game.players[stage.player].name)
                found.append(Watched(stage.name, move, role, scenario.day_after(last)))
    return tuple(found)
