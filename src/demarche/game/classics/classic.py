"""A classic: a model of the literature with its source, its parameters and their domains, and what it answers."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec

from demarche.errors import InputError
from demarche.game.tree import Tree

if TYPE_CHECKING:
    from polars import DataFrame as ArrowTable


@dataclass(frozen=True)
class Domain:
    """
    An interval of numbers.

    Parameters
    ----------
    low, high : float
        Ends; may be infinite.
    low_in, high_in : bool
        Whether an end belongs to it.
    whole : bool
        Whether only whole numbers belong to it.
    """

    low: float
    high: float
    low_in: bool
    high_in: bool
    whole: bool = False

    @classmethod
    def of(cls, text: str) -> Domain:
        """
        Read `(0, inf)`, `[0, 1)`, `whole [2, 12]`.

        Examples
        --------
        >>> 1.0 in Domain.of("[0, 1)")
        False
        """
        bounds = text.removeprefix("whole").strip()
        low, high = (float(part) for part in bounds[1:-1].split(","))
        return cls(low, high, bounds[0] == "[", bounds[-1] == "]", text.startswith("whole"))

    def __contains__(self, value: float) -> bool:
        above = value >= self.low if self.low_in else value > self.low
        below = value <= self.high if self.high_in else value < self.high
        return math.isfinite(value) and above and below and (not self.whole or value == int(value))

    def __str__(self) -> str:
        kind = "a whole number in " if self.whole else "a number in "
        return f"{kind}{'[' if self.low_in else '('}{self.low:g}, {self.high:g}{']' if self.high_in else ')'}"


@dataclass(frozen=True)
class Parameter:
    """
    One parameter of a classic.

    Parameters
    ----------
    name : str
        In words, as the functions call it.
    symbol : str
        As the source writes it; `--set` takes either.
    default : float
    domain : Domain
    meaning : str
    """

    name: str
    symbol: str
    default: float
    domain: Domain
    meaning: str

    def check(self, value: object, classic: str) -> float:
        """Return the value as a number of the domain, or raise an `InputError` that names the parameter."""
        try:
            number = float(value)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            number = math.nan
        if number not in self.domain:
            message = f"parameter {self.name} ({self.symbol}) of {classic} is out of its domain"
            raise InputError(message, field=self.symbol, wanted=str(self.domain), got=str(value))
        return number


@dataclass(frozen=True)
class Published:
    """
    Numbers that were known before, and the parameters at which they hold.

    Parameters
    ----------
    where : str
        Who printed or derived them.
    parameters : mapping of str to float
        By name; those that are left out have their defaults.
    values : mapping of str to float
        By name of quantity; `equilibrium: quantity` where there are several.
    tolerance : float
        Half a unit of the last digit that was printed.
    """

    where: str
    parameters: Mapping[str, float]
    values: Mapping[str, float]
    tolerance: float


@dataclass(frozen=True)
class Equilibrium:
    """One equilibrium: its name and its quantities."""

    name: str
    quantities: Mapping[str, float]


@dataclass(frozen=True)
class Answer:
    """
    What a model says at one set of parameters.

    Parameters
    ----------
    quantities : mapping of str to float
        What holds whatever the equilibrium.
    equilibria : tuple of Equilibrium
        Where there are several, or several concepts (logit, its limit, Nash).
    regime : str
        Which case of the formula applies, in words.
    notes : tuple of str
    """

    quantities: Mapping[str, float] = field(default_factory=dict)
    equilibria: tuple[Equilibrium, ...] = ()
    regime: str = ""
    notes: tuple[str, ...] = ()

    def flat(self) -> dict[str, float]:
        """Return all quantities by one name each: `quantity`, or `equilibrium: quantity`."""
        found = dict(self.quantities)
        for one in self.equilibria:
            found.update({f"{one.name}: {name}": value for name, value in one.quantities.items()})
        return found


@dataclass(frozen=True)
class Comparison:
    """A number of ours beside a known one; `agrees` is within half a unit of the last digit printed."""

    quantity: str
    ours: float | None
    published: float
    agrees: bool
    where: str


@dataclass(frozen=True)
class ClassicResult:
    """
    A classic, solved.

    Parameters
    ----------
    name : str
    parameters : mapping of str to float
        All of them, by name.
    quantities, equilibria, regime, notes
        As in `Answer`.
    published : tuple of Comparison
        Known numbers at just these parameters, beside ours; empty where none are known.
    """

    name: str
    parameters: Mapping[str, float]
    quantities: Mapping[str, float]
    equilibria: tuple[Equilibrium, ...]
    regime: str
    notes: tuple[str, ...]
    published: tuple[Comparison, ...]

    def flat(self) -> dict[str, float]:
        """Return all quantities by one name each: `quantity`, or `equilibrium: quantity`."""
        return Answer(self.quantities, self.equilibria).flat()

    def to_dict(self) -> dict[str, Any]:
        """Return plain dicts and lists."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return plain

    def to_json(self) -> str:
        """Return `to_dict` as indented JSON."""
        return msgspec.json.format(msgspec.json.encode(self.to_dict()), indent=2).decode()

    def to_arrow(self) -> ArrowTable:
        """Return a table (quantity, value, published, where), with the Arrow PyCapsule."""
        import polars

        known = {one.quantity: one for one in self.published}
        rows = [
            (
                name,
                value,
                known[name].published if name in known else None,
                known[name].where if name in known else None,
            )
            for name, value in self.flat().items()
        ]
        return polars.DataFrame(rows, schema=["quantity", "value", "published", "where"], orient="row", strict=False)


@dataclass(frozen=True)
class Classic:
    """
    A model of the literature, ready to be solved.

    Parameters
    ----------
    name : str
        As `demarche game classics NAME` takes it.
    title, source : str
        The source is a key of docs/sources.md.
    story, picture, result : str
        What it is about, the order of moves as a sketch, and what it says; for its page.
    suggestions : tuple of str
        Commands to try, each with what it shows.
    parameters : tuple of Parameter
    meanings : mapping of str to str
        What each quantity is.
    known : tuple of Published
    solver : callable
        From parameters by name to an `Answer`.
    builder : callable or None
        From parameters by name to the `Tree`, where the model is a finite tree.
    """

    name: str
    title: str
    source: str
    story: str
    picture: str
    result: str
    suggestions: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    meanings: Mapping[str, str]
    known: tuple[Published, ...]
    solver: Callable[..., Answer]
    builder: Callable[..., Tree] | None = None

    def values(self, given: Mapping[str, float] | None = None) -> dict[str, float]:
        """
        Return all parameters by name: those given (by name or symbol), checked, and the others' defaults.

        Raises
        ------
        InputError
            If a name is unknown, given twice, or a value is out of its domain.
        """
        known = {key: one for one in self.parameters for key in (one.name, one.symbol)}
        found: dict[str, float] = {}
        for key, value in (given or {}).items():
            if key not in known:
                wanted = ", ".join(f"{one.name} ({one.symbol})" for one in self.parameters)
                raise InputError(f"{self.name} has no parameter {key}", field=key, wanted=wanted, got=key)
            parameter = known[key]
            if parameter.name in found:
                raise InputError(f"parameter {parameter.name} is given twice", field=key, wanted="one value")
            found[parameter.name] = parameter.check(value, self.name)
        return {one.name: found.get(one.name, one.default) for one in self.parameters}

    def solve(self, given: Mapping[str, float] | None = None, **parameters: float) -> ClassicResult:
        """
        Solve the model.

        Parameters
        ----------
        given : mapping, optional
            Parameters by name or symbol.
        **parameters : float
            The same, as keywords.

        Returns
        -------
        ClassicResult
            With the known numbers at these parameters beside it.

        Raises
        ------
        InputError
            If a parameter is unknown, or out of its domain alone or with the others.
        """
        values = self.values({**(given or {}), **parameters})
        answer = self.solver(**values)
        return ClassicResult(
            self.name, values, answer.quantities, answer.equilibria, answer.regime, answer.notes,
            tuple(self._compare(answer.flat(), values)),
        )  # fmt: skip

    def tree(self, given: Mapping[str, float] | None = None, **parameters: float) -> Tree:
        """
        Return the model as a game tree, to be solved, verified or written as `.efg`.

        Raises
        ------
        InputError
            If the model is no finite tree, or as `solve` does.
        """
        if self.builder is None:
            raise InputError(f"{self.name} is solved by formula: it is no finite tree", field="name", got=self.name)
        return self.builder(**self.values({**(given or {}), **parameters}))

    def _compare(self, ours: Mapping[str, float], values: Mapping[str, float]) -> list[Comparison]:
        found = []
        for one in self.known:
            if self.values(one.parameters) != values:
                continue
            for name, number in one.values.items():
                mine = ours.get(name)
                agrees = mine is not None and abs(mine - number) <= one.tolerance * (1 + 1e-9)
                found.append(Comparison(name, mine, number, agrees, one.where))
        return found
