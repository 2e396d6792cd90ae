"""
The study: a pool of draws, truths out of it, and what every draw makes of every truth's evidence.

1. Solve each draw once; play the truths that it is, with strategies at exact beliefs; see them through reports.
2. Ask each draw what follows from all evidences: its likelihood, the types, an attack by the horizon.

A replicate's forecast weighs the draws that are not its truth, as the product does (`Study.forecast`).
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demarche.forecasting.posterior import Weights
from demarche.game import Evidence, Game
from eval.calibration.crises import Design, Played, Replicate, forecast_member, play_member
from eval.calibration.observer import Floats

Progress = Callable[[int, int], None]
Answers = tuple[Floats, Floats, Floats]


@dataclass(frozen=True, eq=False)
class Study:
    """
    N draws (those that make a game) and R replicates, W types of all players in a row.

    Parameters
    ----------
    design : Design
    game : Game
        Of one draw: names alone are used.
    parameters : dict of str to float array, shape (N,)
    replicates : tuple of Replicate
        `member` counts the N draws.
    logs : float array, shape (N, R)
        Log likelihood of each replicate's evidence in each draw.
    types : float array, shape (N, R, W)
        Probabilities of types given the evidence.
    attack : float array, shape (N, R)
        Probability of an attack by the horizon given the evidence.
    prior_types, prior_attack : float arrays, shapes (N, W) and (N,)
        The same without evidence.
    earlier_logs, earlier_types : float arrays, shapes (L, N, R) and (L, N, R, W)
        With the evidence of the first weeks alone, as `Design.told` has them; the last is all.
    own_attack, own_types : float arrays, shapes (R,) and (R, W)
        What follows from the evidence in the truth's own draw.
    refused, unsettled : int
        Draws that make no game, and grid points of all draws at which the solver did not settle.
    """

    design: Design
    game: Game
    parameters: dict[str, Floats]
    replicates: tuple[Replicate, ...]
    logs: Floats
    types: Floats
    attack: Floats
    prior_types: Floats
    prior_attack: Floats
    earlier_logs: Floats
    earlier_types: Floats
    own_attack: Floats
    own_types: Floats
    refused: int = 0
    unsettled: int = 0

    @cached_property
    def truth(self) -> NDArray[np.int64]:
        """The draw that each replicate's truth is, shape (R,)."""
        return np.array([one.member for one in self.replicates])

    @cached_property
    def attacked(self) -> NDArray[np.bool_]:
        """Whether each truth came to an attack, shape (R,)."""
        return np.array([one.attacked for one in self.replicates])

    @cached_property
    def over(self) -> NDArray[np.bool_]:
        """Whether each truth was over by the end of the seen weeks, shape (R,)."""
        return np.array([one.ended < self.design.weeks for one in self.replicates])

    @cached_property
    def quiet(self) -> NDArray[np.bool_]:
        """Whether no report tells of a player's move that ends the game: known to a forecaster, unlike `over`, (R,)."""
        last = {
            (stage.name, name)
            for m, stage in enumerate(self.game.stages)
            for a, name in enumerate(stage.moves)
            if stage.player is not None and (self.game.successors[:, m, :, a] >= len(self.game.states)).any()
        }
        return np.array([all((s.stage, s.move) not in last for s in one.sightings) for one in self.replicates])

    def others(self, replicate: int) -> NDArray[np.int64]:
        """Return the draws that are not a replicate's truth."""
        return np.delete(np.arange(len(self.logs)), self.truth[replicate])

    @cached_property
    def weights(self) -> tuple[Weights, ...]:
        """The weights of the other draws, a replicate each."""
        found = [Weights.of(self.logs[self.others(r), r]) for r in range(len(self.replicates))]
        assert all(one is not None for one in found), "evidence that no other draw can explain"
        return tuple(one for one in found if one is not None)

    @cached_property
    def forecast(self) -> Floats:
        """Probability of an attack by the horizon, the other draws weighed, shape (R,)."""
        return np.array([float(one.mean(self.attack[self.others(r), r])) for r, one in enumerate(self.weights)])

    @cached_property
    def prior(self) -> Floats:
        """The same without evidence, shape (R,)."""
        return np.array([float(self.prior_attack[self.others(r)].mean()) for r in range(len(self.replicates))])

    @property
    def columns(self) -> list[tuple[int, int, str]]:
        """The types that hide anything: column, player, and name."""
        found, column = [], 0
        for n, player in enumerate(self.game.players):
            for k, kind in enumerate(player.types):
                if len(player.types) > 1:
                    found.append((column + k, n, f"{player.name}: {kind}"))
            column += len(player.types)
        return found


def run_study(design: Design, *, workers: int = 1, progress: Progress | None = None) -> Study:
    """Run a study; the same seed gives the same numbers whatever the workers."""
    return run_changed(design, (lambda evidence: evidence,), workers=workers, progress=progress)[0]


def run_changed(
    design: Design,
    changes: Sequence[Callable[[Evidence], Evidence]],
    *,
    workers: int = 1,
    progress: Progress | None = None,
) -> tuple[Study, ...]:
    """
    Run a study for several forecasters, each of whom changes the evidence before it is used.

    What is true is what follows in the truth's own draw from the evidence as the first forecaster has it.
    """
    steps, done = 2 * design.pool, 0

    def counted(results: Iterable[Any]) -> Iterator[Any]:
        nonlocal done
        for one in results:
            done += 1
            if progress is not None:
                progress(done, steps)
            yield one

    with TemporaryDirectory() as place, _Mapper(workers) as mapped:
        folder = Path(place)
        played = list(counted(mapped(partial(play_member, design, folder=folder), range(design.pool))))  # 1
        kept = [member for member, one in enumerate(played) if not one.refused]
        replicates = tuple(one for member in kept for one in played[member].replicates)
        asked = tuple(change(one) for change in changes for each in replicates for one in each.evidences)
        answers = list(counted(mapped(partial(_ask, folder, (*asked, Evidence(design.weeks))), kept)))  # 2
    studies = _gather(design, played, replicates, answers, len(changes))
    first = studies[0]
    return tuple(replace(one, own_attack=first.own_attack, own_types=first.own_types) for one in studies)


def _gather(
    design: Design, played: Sequence[Played], replicates: Sequence[Replicate], answers: Sequence[Answers], parts: int
) -> list[Study]:
    """Put the answers of all draws into a study for each part of what was asked."""
    kept = [member for member, one in enumerate(played) if not one.refused]
    at = {member: n for n, member in enumerate(kept)}
    count = len(replicates)
    logs, types, attack = (np.array([one[place] for one in answers]) for place in range(3))
    shape = (len(kept), parts, count, len(design.told))
    by_week = types[:, :-1].reshape(*shape, -1).transpose(1, 3, 0, 2, 4)
    logs_by_week = logs[:, :-1].reshape(shape).transpose(1, 3, 0, 2)
    attack_now = attack[:, :-1].reshape(shape)[..., -1].transpose(1, 0, 2)
    own = np.array([at[one.member] for one in replicates]), np.arange(count)
    return [
        Study(
            design=design,
            game=design.game(kept[0]),
            parameters={name: row[kept] for name, row in design.parameters().items()},
            replicates=tuple(replace(one, member=at[one.member]) for one in replicates),
            logs=logs_by_week[part, -1],
            types=by_week[part, -1],
            attack=attack_now[part],
            prior_types=types[:, -1],
            prior_attack=attack[:, -1],
            earlier_logs=logs_by_week[part],
            earlier_types=by_week[part],
            own_attack=attack_now[part][own],
            own_types=by_week[part, -1][own],
            refused=design.pool - len(kept),
            unsettled=sum(one.unsettled for one in played),
        )
        for part in range(parts)
    ]


def _ask(folder: Path, evidences: tuple[Evidence, ...], member: int) -> Answers:
    return forecast_member(folder, member, evidences)


class _Mapper:
    """`map` over members: in this process, or in several."""

    def __init__(self, workers: int) -> None:
        self.pool = None
        if workers > 1:
            self.pool = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))

    def __enter__(self) -> Callable[..., Iterable[Any]]:
        return map if self.pool is None else self.pool.map

    def __exit__(self, *_: object) -> None:
        if self.pool is not None:
            self.pool.shutdown(cancel_futures=True)
