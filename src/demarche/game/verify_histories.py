"""
An independent check of a crisis game's strategies at any belief: own recursion over public histories, own Bayes.

Shares no code with the solvers; it only asks them which strategy they would play. A history's payoffs are followed to
the end of the game where that fits; in a long game the first periods are followed, and what comes after is taken to
be worth what the solver says.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from demarche.errors import InputError
from demarche.game.model import Game
from demarche.game.solution import Solution
from demarche.game.verify import Verification, logit

Beliefs = tuple[tuple[float, ...], ...]
Worth = list[list[float]]
"""Expected payoff by player and type."""
HISTORIES = 3_000
"""Decisions in public histories that are followed: about a second."""
CERTAIN = 1e-9
"""Types less likely than this are not checked: their beliefs at later moves have no digits left."""


class Policy(Protocol):
    """Who can be asked for strategies: the belief solver's policy, or a person's own."""

    def strategy_at(self, period: int, stage: int, state: int, beliefs: Any) -> Any:
        """Return the mover's probabilities by type and move."""

    def value_at(self, period: int, state: int, beliefs: Any) -> Any:
        """Return what the rest of the game is worth by player and type."""


@dataclass
class Tally:
    """The worst that was found."""

    residual: float = 0.0
    regret: float = 0.0
    bayes_gap: float = 0.0
    checked: int = 0
    worst: str = ""
    notes: list[str] = field(default_factory=list)


def verify_game(
    game: Game,
    solution: Solution | Policy,
    *,
    rationality: Sequence[float] | None = None,
    histories: int = HISTORIES,
) -> Verification:
    """
    Check the strategies of a belief solution along public histories from the prior.

    Parameters
    ----------
    game : Game
    solution : Solution or Policy
        A solution of the belief solver, or what has `strategy_at` and `value_at`.
    rationality : sequence of float, optional
        λ of each player; by default the solution's, else the players' own.
    histories : int
        Most decisions that are followed.

    Returns
    -------
    Verification
        The residual contains what the grid's interpolation does to the solver's continuation payoffs, unless the game
        is cut short, which the notes say.

    Raises
    ------
    InputError
        If the solution has no strategies for every belief (a tree's has not: check it with `verify_tree`), or not
        even the first period fits.
    """
    policy = solution.detail if isinstance(solution, Solution) else solution
    if not hasattr(policy, "strategy_at"):
        raise InputError("this solution has no strategy for every belief", wanted="one of the belief solver")
    if rationality is None:
        own = tuple(player.rationality for player in game.players)
        rationality = solution.rationality if isinstance(solution, Solution) else own
    walk = HistoryWalk(game, policy, tuple(rationality), periods_that_fit(game, histories))
    walk.visit(0, 0, game.initial, tuple(tuple(player.prior) for player in game.players))
    tally = walk.tally
    if walk.depth < game.calendar.periods:
        note = f"followed for {walk.depth} of {game.calendar.periods} periods; what comes after is the solver's word"
        tally.notes.append(note)
    return Verification(tally.residual, tally.regret, tally.bayes_gap, tally.checked, tally.worst, tuple(tally.notes))


def periods_that_fit(game: Game, histories: int) -> int:
    """Return how many periods can be followed within so many decisions."""
    positions, decisions = Counter({game.initial: 1}), 0
    for period in range(game.calendar.periods):
        for stage, turn in enumerate(game.stages):
            decisions += sum(positions.values()) if turn.player is not None else 0
            after: Counter[int] = Counter()
            for state, count in positions.items():
                for move in range(len(turn.moves)):
                    if game.legal[period, stage, state, move]:
                        for _, successor in branches_of(game, (period, stage, state), move):
                            after[successor] += count if successor < len(game.states) else 0
            positions = +after
        if decisions > histories:
            if period == 0:
                raise InputError("not even the first period fits", wanted=f"at most {histories:,} decisions")
            return period
    return game.calendar.periods


def branches_of(game: Game, at: tuple[int, int, int], move: int) -> list[tuple[float, int]]:
    """Return the probability and successor of each branch of a move."""
    successors, chances = game.successors[at][move].tolist(), game.probabilities[at][move].tolist()
    return [(p, to) for p, to in zip(chances, successors, strict=True) if to >= 0 and p > 0]


class HistoryWalk:
    """The recursion: what every public history is worth, checking each decision on the way."""

    def __init__(self, game: Game, policy: Policy, rationality: tuple[float, ...], depth: int) -> None:
        self.game, self.policy, self.rationality, self.depth = game, policy, rationality, depth
        self.tally = Tally()

    def visit(self, period: int, stage: int, state: int, beliefs: Beliefs) -> Worth:
        """Return the worth of going on from here, as of this period, by player and type."""
        game = self.game
        if stage == len(game.stages):
            later = self.next_period(period + 1, state, beliefs)
            flow = game.state_payoffs[period, state].tolist()
            return [
                [paid + player.discount * value for paid, value in zip(flow[i], later[i], strict=False)]
                for i, player in enumerate(game.players)
            ]
        mover = game.stages[stage].player
        legal = [move for move in range(len(game.stages[stage].moves)) if game.legal[period, stage, state, move]]
        if mover is None:
            return self.after_move((period, stage, state), legal[0], beliefs)
        play = [list(map(float, row)) for row in self.policy.strategy_at(period, stage, state, list(beliefs))]
        worths: dict[int, Worth] = {}
        for move in legal:
            left = self.bayes(beliefs, mover, play, move)
            self.compare_bayes((period, stage, state), beliefs, move, left)
            worths[move] = self.after_move((period, stage, state), move, left)
        self.check((period, stage, state), play, worths, beliefs)
        return self.expect(mover, play, worths, beliefs)

    def next_period(self, period: int, state: int, beliefs: Beliefs) -> Worth:
        """Return the worth of the game at the start of a period."""
        game = self.game
        if period == game.calendar.periods:
            return [list(map(float, row)) for row in game.horizon_payoffs[state]]
        if period == self.depth:
            return [list(map(float, row)) for row in self.policy.value_at(period, state, list(beliefs))]
        return self.visit(period, 0, state, beliefs)

    def after_move(self, at: tuple[int, int, int], move: int, beliefs: Beliefs) -> Worth:
        """Return the worth of a move with the beliefs that it leaves."""
        game, (period, stage, _) = self.game, at
        total = [list(map(float, row)) for row in game.move_payoffs[at][move]]
        for chance, successor in branches_of(game, at, move):
            end = successor - len(game.states)
            later = game.end_payoffs[period, end] if end >= 0 else self.visit(period, stage + 1, successor, beliefs)
            for row, values in zip(total, later, strict=True):
                for kind, value in enumerate(values):
                    row[kind] += chance * float(value)
        return total

    def bayes(self, beliefs: Beliefs, mover: int, play: list[list[float]], move: int) -> Beliefs:
        """Return the beliefs after a move: the mover's types weighed by how often each makes it."""
        weights = [belief * play[kind][move] for kind, belief in enumerate(beliefs[mover])]
        total = math.fsum(weights)
        left = tuple(weight / total for weight in weights) if total > 0 else beliefs[mover]
        return (*beliefs[:mover], left, *beliefs[mover + 1 :])

    def compare_bayes(self, at: tuple[int, int, int], beliefs: Beliefs, move: int, left: Beliefs) -> None:
        """Compare our beliefs after a move with those of a policy that keeps its own."""
        update = getattr(self.policy, "bayes_update", None)
        if update is None:
            return
        theirs = update(*at, list(beliefs), move)
        gaps = [
            abs(p - float(q))
            for mine, other in zip(left, theirs, strict=True)
            for p, q in zip(mine, other, strict=True)
        ]
        self.tally.bayes_gap = max(self.tally.bayes_gap, *gaps)

    def check(
        self, at: tuple[int, int, int], play: list[list[float]], worths: dict[int, Worth], beliefs: Beliefs
    ) -> None:
        """Compare each type's strategy with the logit response; λ is per unit of payoff as of the start."""
        period, stage, state = at
        mover = self.game.stages[stage].player
        assert mover is not None  # chance has no strategy
        player, tally = self.game.players[mover], self.tally
        rate = self.rationality[mover] * player.discount**period
        name = f"{self.game.stages[stage].name}, period {period + 1}, {self.game.states[state]}"
        for kind, label in enumerate(player.types):
            if beliefs[mover][kind] < CERTAIN:
                continue
            payoffs = [worths[move][mover][kind] for move in worths]
            response = logit([rate * payoff for payoff in payoffs])
            played = [play[kind][move] for move in worths]
            gap = max(abs(p - q) for p, q in zip(played, response, strict=True))
            if gap > tally.residual or not tally.worst:
                tally.residual, tally.worst = max(gap, tally.residual), f"{player.name}[{label}], {name}"
            mean = sum(p * payoff for p, payoff in zip(played, payoffs, strict=True))
            tally.regret = max(tally.regret, max(payoffs) - mean)
            tally.checked += 1

    def expect(self, mover: int, play: list[list[float]], worths: dict[int, Worth], beliefs: Beliefs) -> Worth:
        """Return the worth of a decision: the mover's types know their own strategy, the others expect the mean."""
        mean = {
            move: math.fsum(belief * play[kind][move] for kind, belief in enumerate(beliefs[mover])) for move in worths
        }
        return [
            [
                sum((play[kind][move] if i == mover else mean[move]) * worths[move][i][kind] for move in worths)
                for kind in range(len(player.types))
            ]
            for i, player in enumerate(self.game.players)
        ]
