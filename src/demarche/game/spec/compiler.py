"""From a `Spec` and values of its parameters to a `Game`: all periods, states and types at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demarche.errors import InputError
from demarche.game.checks import check_calendar_length
from demarche.game.model import Calendar, Game, Player, Stage
from demarche.game.spec.document import Place
from demarche.game.spec.moves import StageArrays, compile_stage
from demarche.game.spec.payoffs import Payoffs
from demarche.game.spec.reachable import check_coverage, reach
from demarche.game.spec.schema import listed, suggestion
from demarche.game.spec.scope import Expression
from demarche.game.spec.specification import PlayerSpec, Spec, Variable
from demarche.game.spec.statespace import StateSpace
from demarche.game.spec.terms import Frame

PRIOR_TOLERANCE = 1e-9
LARGEST_GAME_BYTES = 500_000_000
"""Half of the memory that solving a game may take."""


def compile_spec(spec: Spec, values: Mapping[str, float] | None = None, *, rationality: float | None = None) -> Game:
    """
    Compile a spec for given values of its parameters.

    Parameters
    ----------
    spec : Spec
    values : mapping of str to float, optional
        By parameter; the others have their defaults. A date is a number of days after the calendar's start.
    rationality : float, optional
        λ of every player, in place of what the spec says.

    Returns
    -------
    Game
        With the states that can be reached, and the types whose prior is above 0.

    Raises
    ------
    InputError
        If a probability, payoff, prior, λ or discount is out of bounds at these values, with the place in the spec.
    """
    with np.errstate(all="ignore"):  # what is not finite is refused where it counts, with its place
        return _Compilation(spec, parameter_values(spec, values or {}), rationality).game()


def check_spec(spec: Spec) -> None:
    """
    Compile a spec at its defaults, and refuse values of variables and ends that no play comes to.

    Raises
    ------
    InputError
        As `compile_spec`; or with the name of what is never reached.
    """
    with np.errstate(all="ignore"):
        _Compilation(spec, parameter_values(spec, {}), None, coverage=True).game()


def parameter_values(spec: Spec, values: Mapping[str, float]) -> dict[str, np.float64]:
    """Return every parameter's value: the defaults, and what is given in their place."""
    result = {name: np.float64(one.default) for name, one in spec.parameters.items()}
    for name, value in values.items():
        if name not in result:
            raise InputError(
                "there is no such parameter", field=name, wanted=listed(result), mend=suggestion(name, list(result))
            )
        if not np.isfinite(value):
            raise InputError("a parameter is a finite number", field=name, got=str(value))
        result[name] = np.float64(value)
    return result


@dataclass(frozen=True)
class _Types:
    """The types of a player that are in the game: their codes in the spec, and their priors."""

    codes: NDArray[np.int64]
    priors: tuple[float, ...]


class _Compilation:
    """One run over a spec; holds the frame that its expressions are evaluated in."""

    def __init__(
        self, spec: Spec, values: dict[str, np.float64], rationality: float | None, *, coverage: bool = False
    ) -> None:
        self.spec, self.rationality, self.coverage = spec, rationality, coverage
        empty = np.zeros((1, 1, 1))
        start = None if spec.start is None else spec.start.toordinal()
        self.frame = Frame(values, empty, empty, start)
        self.periods = self.whole(spec.periods, "the number of periods")
        if fault := check_calendar_length(self.periods, spec.start, spec.step_days):
            raise spec.periods.source.place.error(fault)
        self.frame.periods = np.arange(self.periods, dtype=float).reshape(-1, 1, 1)
        self.frame.days = self.frame.periods * spec.step_days
        self.types = [self.types_of(player) for player in spec.players]
        self.space = StateSpace.of([(one.name, one.values, self.numbers(one)) for one in spec.variables])
        self.check_size()
        self.frame.states = self.space.columns()
        self.frame.types = {
            player.role: types.codes.reshape(1, 1, -1) for player, types in zip(spec.players, self.types, strict=True)
        }

    def check_size(self) -> None:
        """Refuse what would not fit in memory before it is made."""
        moves = max(len(stage.moves) for stage in self.spec.stages)
        branches = max(len(move.branches) for stage in self.spec.stages for move in stage.moves)
        types = sum(len(one.codes) for one in self.types)
        cells = self.periods * self.space.size * len(self.spec.stages) * moves
        size = cells * (12 * branches + 8 * types)
        if size > LARGEST_GAME_BYTES:
            raise self.spec.players[0].place.error(
                "the game does not fit in memory",
                wanted=f"at most {LARGEST_GAME_BYTES / 1e6:,.0f} MB",
                got=f"{size / 1e6:,.0f} MB: {self.periods} periods, {self.space.size:,} states, {moves} moves a stage",
                mend="fewer periods, variables or values",
            )

    def scalar(self, expression: Expression) -> float:
        value = float(np.asarray(expression.evaluate(self.frame)).reshape(-1)[0])
        if not np.isfinite(value):
            source = expression.source
            raise source.place.error("the value is not finite", wanted="a number", got=f"{value} from '{source.value}'")
        return value

    def whole(self, expression: Expression, what: str) -> int:
        value = self.scalar(expression)
        if value != round(value):
            raise expression.source.place.error(f"{what} is not whole", wanted="a whole number", got=f"{value:g}")
        return round(value)

    def numbers(self, variable: Variable) -> tuple[float, ...]:
        if variable.bounds is None:
            return variable.numbers
        first, last = (self.whole(one, "a bound") for one in variable.bounds)
        if not first <= last <= first + 10_000:
            raise variable.place.error(
                "no such values", wanted="from before to, at most 10,000 apart", got=f"{first} to {last}"
            )
        return tuple(float(one) for one in range(first, last + 1))

    def types_of(self, player: PlayerSpec) -> _Types:
        priors = [self.scalar(one) for one in player.priors]
        for name, prior, expression in zip(player.types, priors, player.priors, strict=True):
            if prior < 0:
                raise expression.source.place.error(
                    f"the prior of type '{name}' is negative", wanted="a probability", got=f"{prior:g}"
                )
        total = sum(priors)
        if abs(total - 1.0) > PRIOR_TOLERANCE:
            place = player.place if len(priors) == 1 else player.priors[0].source.place
            place = Place(place.file, player.place.line, f"{player.place.field}.types")
            got = " + ".join(f"{one:g}" for one in priors)
            raise place.error("the priors do not sum to 1", wanted="a sum of 1", got=f"{got} = {total:.10g}")
        codes = np.flatnonzero(np.array(priors) > 0.0)
        return _Types(codes, tuple(priors[code] / total for code in codes))

    def player(self, player: PlayerSpec, types: _Types) -> Player:
        rationality = self.scalar(player.rationality) if self.rationality is None else float(self.rationality)
        if not 0.0 < rationality < np.inf:
            raise player.rationality.source.place.error(
                f"the rationality of {player.role} is out of bounds", wanted="a number above 0", got=f"{rationality:g}"
            )
        discount = self.scalar(player.discount)
        if not 0.0 < discount <= 1.0:
            raise player.discount.source.place.error(
                f"the discount of {player.role} is out of bounds", wanted="above 0, at most 1", got=f"{discount:g}"
            )
        names = tuple(player.types[code] for code in types.codes)
        return Player(player.name, names, types.priors, rationality, discount)

    def initial(self) -> int:
        codes = []
        for variable in self.spec.variables:
            given = self.spec.initial.get(variable.name)
            if given is None:
                codes.append(0)
                continue
            value = self.scalar(given)
            code = self.space.code(variable.name, value)
            if code is None:
                place = given.source.place
                raise place.error(
                    f"no such value of {variable.name}",
                    wanted=listed(self.space.words(variable.name)),
                    got=f"{value:g}",
                )
            codes.append(code)
        return self.space.index(codes)

    def game(self) -> Game:
        spec, space = self.spec, self.space
        players = tuple(self.player(one, types) for one, types in zip(spec.players, self.types, strict=True))
        payoffs = Payoffs(spec, self.frame, self.periods, space)
        stages = [compile_stage(stage, self.frame, self.periods, space, payoffs) for stage in spec.stages]
        initial = self.initial()
        found = reach(stages, initial, space.size, len(spec.ends))
        kept = found.kept()
        for at, stage in enumerate(stages):
            stage.settle(found.stages[:, at], kept, spec.stages[at], space)
        if self.coverage:
            check_coverage(spec, space, found)
        names = space.names()
        return Game(
            title=spec.title,
            players=players,
            stages=tuple(Stage(one.name, one.player, tuple(move.name for move in one.moves)) for one in spec.stages),
            states=tuple(names[state] for state in kept),
            ends=tuple(end.name for end in spec.ends),
            horizon_end=spec.horizon.name,
            calendar=Calendar(self.periods, spec.start, spec.step_days),
            initial=int(np.searchsorted(kept, initial)),
            **_assembled(stages, kept, space.size, len(spec.ends)),
            move_payoffs=payoffs.of_moves(stages, kept),
            state_payoffs=payoffs.of_states(kept),
            end_payoffs=payoffs.of_ends(),
            horizon_payoffs=payoffs.of_horizon(kept),
        )


def _assembled(stages: list[StageArrays], kept: NDArray[np.int64], states: int, ends: int) -> dict[str, Any]:
    """Stack the stages' arrays, with padding, for the states that are kept."""
    periods = stages[0].legal.shape[0]
    moves, branches = max(len(one.legal[0, 0]) for one in stages), max(one.successors.shape[3] for one in stages)
    shape = (periods, len(stages), len(kept), moves)
    legal = np.zeros(shape, dtype=np.bool_)
    successors = np.full((*shape, branches), -1, dtype=np.int32)
    probabilities = np.zeros((*shape, branches))
    number = np.full(states + ends + 1, -1, dtype=np.int32)  # the last place is that of padding, index −1
    number[kept] = np.arange(len(kept))
    number[states : states + ends] = len(kept) + np.arange(ends)
    for at, stage in enumerate(stages):
        _, _, count, wide = stage.successors.shape
        legal[:, at, :, :count] = stage.legal[:, kept]
        successors[:, at, :, :count, :wide] = number[stage.successors[:, kept]]
        probabilities[:, at, :, :count, :wide] = stage.probabilities[:, kept]
    return {"legal": legal, "successors": successors, "probabilities": probabilities}
