"""What the names in an expression may mean, and an expression once it is understood."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from demarche.game.spec.document import Place
from demarche.game.spec.terms import Domain, Frame, Term, Value

EVERYTHING = frozenset({"t", "state", "type"})
"""What an expression may depend on besides parameters: the period (and so the date), the state, the player's type."""


@dataclass(frozen=True)
class Source:
    """An expression as it is written: a number or a text, and its place."""

    value: float | str | bool
    place: Place


@dataclass
class Scope:
    """
    What names may mean in an expression.

    Parameters
    ----------
    parameters : collection of str
    formulas : dict of str to Source
    variables : dict of str to Domain or None
        None for a numeric variable.
    player : str or None
        Whose payoff or prior it is, where `type` may be used.
    types : Domain or None
        Of the player.
    allowed : frozenset of str
        Of "t" (which stands for the date, too), "state" and "type".
    """

    parameters: Collection[str] = ()
    formulas: dict[str, Source] = field(default_factory=dict)
    variables: dict[str, Domain | None] = field(default_factory=dict)
    player: str | None = None
    types: Domain | None = None
    allowed: frozenset[str] = EVERYTHING
    bound: dict[tuple[str, str | None], Term] = field(default_factory=dict)
    opened: tuple[str, ...] = ()

    def names(self) -> list[str]:
        """Return every name that may be used here."""
        own: list[str] = [name for name in ("t", "type") if name in self.allowed and (name != "type" or self.types)]
        own += ["date"] if "t" in self.allowed else []
        variables = list(self.variables) if "state" in self.allowed else []
        return [*own, *variables, *self.parameters, *self.formulas]


@dataclass(frozen=True)
class Expression:
    """An expression, understood: its source, and the term to evaluate."""

    source: Source
    term: Term

    def evaluate(self, frame: Frame) -> Value:
        """Return the value for all periods, states and types at once."""
        return self.term.evaluate(frame)
