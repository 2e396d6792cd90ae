"""A spec, understood: everything that a file says, every name resolved, ready to be compiled for any parameters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from demarche.game.parameters import Parameter
from demarche.game.spec.document import Place
from demarche.game.spec.scope import Expression


@dataclass(frozen=True)
class PlayerSpec:
    """
    A player as the file has it.

    Parameters
    ----------
    role : str
        The name in the file; payoffs refer to it.
    name : str
        The name in the game; the role, unless a file that uses a template renames it.
    types : tuple of str
    priors : tuple of Expression
        Of the types, over parameters. A type whose prior is exactly 0 is left out of the game.
    rationality, discount : Expression
    place : Place
    """

    role: str
    name: str
    types: tuple[str, ...]
    priors: tuple[Expression, ...]
    rationality: Expression
    discount: Expression
    place: Place


@dataclass(frozen=True)
class Variable:
    """
    One factor of the public state.

    Parameters
    ----------
    name : str
    values : tuple of str
        Names, in order; empty for a numeric variable.
    numbers : tuple of float
        Of a numeric variable that lists them.
    bounds : pair of Expression or None
        First and last whole number of a numeric variable given as from and to.
    place : Place
    """

    name: str
    values: tuple[str, ...]
    numbers: tuple[float, ...]
    bounds: tuple[Expression, Expression] | None
    place: Place


@dataclass(frozen=True)
class Branch:
    """
    Where a move or chance may lead.

    Parameters
    ----------
    probability : Expression or None
        None for the rest of the probability.
    end : int or None
        Index of the end that it leads to.
    changes : dict of str to Expression
        New values of variables; the others stay.
    place : Place
    """

    probability: Expression | None
    end: int | None
    changes: Mapping[str, Expression]
    place: Place


@dataclass(frozen=True)
class MoveSpec:
    """A move: when it is legal (None: always), where it leads, what it pays by player's index."""

    name: str
    when: Expression | None
    branches: tuple[Branch, ...]
    payoffs: Mapping[int, Expression]
    place: Place


@dataclass(frozen=True)
class StageSpec:
    """A stage: its mover's index (None: chance) and its moves (chance has one, named "chance")."""

    name: str
    player: int | None
    moves: tuple[MoveSpec, ...]
    place: Place


@dataclass(frozen=True)
class EndSpec:
    """An end of the game, or the horizon: its payoffs by player's index."""

    name: str
    payoffs: Mapping[int, Expression]
    place: Place


@dataclass(frozen=True)
class Consequence:
    """
    What follows from an end besides payoffs; reported, never played for.

    Parameters
    ----------
    name : str
    value : float, str, or pair of float (low, high)
    unit, source, why : str
    """

    name: str
    value: float | str | tuple[float, float]
    unit: str = ""
    source: str = ""
    why: str = ""


@dataclass(frozen=True, eq=False)
class Spec:
    """
    A game before its parameters have values.

    Parameters
    ----------
    title, description : str
    start : date or None
    step_days : int
    periods : Expression
        Over parameters.
    players : tuple of PlayerSpec
    parameters : dict of str to Parameter
    variables : tuple of Variable
    initial : dict of str to Expression
    stages : tuple of StageSpec
    flows : dict of int to Expression
        By player's index.
    ends : tuple of EndSpec
    horizon : EndSpec
    consequences : dict of str to tuple of Consequence
        By end.
    remake : callable and its arguments
        How another process reads this spec again: terms are functions and do not travel.
    """

    title: str
    description: str
    start: dt.date | None
    step_days: int
    periods: Expression
    players: tuple[PlayerSpec, ...]
    parameters: Mapping[str, Parameter]
    variables: tuple[Variable, ...]
    initial: Mapping[str, Expression]
    stages: tuple[StageSpec, ...]
    flows: Mapping[int, Expression]
    ends: tuple[EndSpec, ...]
    horizon: EndSpec
    consequences: Mapping[str, tuple[Consequence, ...]]
    remake: tuple[Callable[..., Spec], tuple[Any, ...]] | None = field(default=None, repr=False)

    def __reduce__(self) -> tuple[Callable[..., Spec], tuple[Any, ...]]:
        if self.remake is None:
            raise TypeError("a spec that was not read from a text cannot be sent to another process")
        return self.remake
