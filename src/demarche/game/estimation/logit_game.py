"""
Fit a logit game to counts of what was played: λ, and payoffs where the game is a classic with named parameters.

The likelihood is that of independent draws from one equilibrium: the logit equilibrium on the principal branch of a
tree, or the closed form of a classic.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from demarche.errors import InputError, SolveError
from demarche.game.classics import Classic
from demarche.game.classics.logit import reach_probabilities
from demarche.game.estimation.likelihood import Likelihood, Matrix, Optimum, Vector, maximise
from demarche.game.estimation.result import FitResult, summarise_fit
from demarche.game.solvers.tree import solve_tree
from demarche.game.tree import Tree

RATIONALITY = "rationality"
OUTCOMES = "outcomes"
GRID = np.geomspace(0.03, 100, 15)
"""λ times the spread of payoffs at the starting points: from nearly even play to nearly Nash."""
STEP = 1e-4
"""Of the numerical scores, relative to each parameter's size: about the cube root of the solver's 1e-12."""
EDGE = 1e-4
"""λ times the spread of payoffs below which λ counts as 0."""
ENDLESS = 1e4
"""λ times the spread of payoffs above which λ counts as infinite."""
CERTAIN = 1e-5
"""Log-likelihood per observation above which everything observed was certain."""
SMALLEST = 1e-300

Counts = Mapping[str, Mapping[str, float] | Sequence[float]]


@dataclass(frozen=True)
class _Cells:
    """What was observed: by group of exclusive alternatives, their names and counts."""

    groups: tuple[tuple[str, tuple[str, ...], tuple[float, ...]], ...]

    @property
    def weights(self) -> Vector:
        return np.array([count for _, _, counts in self.groups for count in counts])


def fit_logit_game(
    game: Tree | Classic,
    data: Counts,
    *,
    free: Sequence[str] = (RATIONALITY,),
    values: Mapping[str, float] | None = None,
    covariance: str = "information",
) -> FitResult:
    """
    Fit λ, and payoffs of a classic, to counts of actions.

    Parameters
    ----------
    game : Tree or Classic
        A tree has λ alone as parameter; a classic those of its page.
    data : mapping
        Tree, or classic that is one: from the label of an information set to the counts of its actions, by name or in
        order; `outcomes` to the counts of ends by name. Other classics: from any name for a group to counts by
        name of quantity, the probabilities of which sum to 1. For `matching-pennies`:
        `{"row's choice": [67.456, 60.544], "column's choice": {"left": 46.848, "right": 81.152}}`.
    free : sequence of str
        Parameters to fit, by name or symbol; λ alone by default.
    values : mapping, optional
        What the other parameters are held at, and where the free ones start; defaults are the classic's.
    covariance : str
        Kind of the standard errors: `information`, `bhhh` or `robust`.

    Returns
    -------
    FitResult
        With the sum of counts × log probabilities as log-likelihood (no multinomial constants).

    Raises
    ------
    InputError
        If a label, action or parameter is unknown, or counts are negative, not finite or all 0.
    SolveError
        If the likelihood rises to the edge of the parameters (play no better than chance, or free of errors), or does
        not identify them.

    Notes
    -----
    [McKelveyPalfrey1995], [McKelveyPalfrey1998]. The search starts from the best of 15 values of λ. Scores by central
    differences of the log probabilities. Payoffs and λ are only identified up to scale: hold one of them.
    """
    names, start, low, high = _parameters(game, free, values or {})
    solver = _solver(game, names, values or {})
    cells = read_counts(game, data, solver(start))
    weights = cells.weights

    def logs_at(theta: Vector) -> Vector:
        found = solver(theta)
        return np.log(np.maximum([found[name, cell] for name, own, _ in cells.groups for cell in own], SMALLEST))

    likelihood = Likelihood(
        names=names,
        start=_best_start(logs_at, weights, names, start, _spread(game)),
        contributions=lambda theta: (logs_at(theta), _scores(logs_at, theta, low, high)),
        weights=weights,
        low=low,
        high=high,
        scale=np.maximum(np.abs(start), 0.1),
        step=1e-3,
    )
    optimum = maximise(likelihood)
    _check_edges(optimum, names, _spread(game), weights)
    title = game.title if isinstance(game, Tree) else f"{game.name}: {game.title}"
    return summarise_fit(f"Logit game, {title}", likelihood, optimum, kind=covariance)


def _parameters(
    game: Tree | Classic, free: Sequence[str], values: Mapping[str, float]
) -> tuple[tuple[str, ...], Vector, Vector, Vector]:
    """Return names, starting values and bounds of the free parameters."""
    if len(set(free)) != len(free) or not free:
        message = "the free parameters are empty or repeated"
        raise InputError(message, field="free", wanted="distinct names", got=str(list(free)))
    if isinstance(game, Tree):
        unknown = [name for name in (*free, *values) if name not in (RATIONALITY, "lambda")]
        if unknown:
            raise InputError("a tree has no such parameter", field="free", wanted=RATIONALITY, got=unknown[0])
        return (RATIONALITY,), np.array([values.get(RATIONALITY, 1.0)]), np.zeros(1), np.full(1, np.inf)
    known = {key: one for one in game.parameters for key in (one.name, one.symbol)}
    unknown = [name for name in free if name not in known]
    if unknown:
        raise InputError(f"{game.name} has no such parameter", field="free", wanted=", ".join(known), got=unknown[0])
    chosen = [known[name] for name in free]
    if any(one.domain.whole for one in chosen):
        wanted, got = "parameters that vary smoothly", ", ".join(free)
        raise InputError("a whole number cannot be fitted", field="free", wanted=wanted, got=got)
    at = game.values(values)
    start = np.array([at[one.name] for one in chosen])
    low, high = (np.array([getattr(one.domain, end) for one in chosen]) for end in ("low", "high"))
    inside = [min(max(value, a + 1e-6), b - 1e-6) for value, a, b in zip(start, low, high, strict=True)]
    return tuple(one.name for one in chosen), np.array(inside), low, high


def _solver(
    game: Tree | Classic, names: tuple[str, ...], values: Mapping[str, float]
) -> Callable[[Vector], dict[tuple[str, str], float]]:
    """Return the function from parameters to probabilities by group and cell."""
    if isinstance(game, Tree):
        return lambda theta: tree_probabilities(game, float(theta[0]))
    held = game.values(values)

    def solve(theta: Vector) -> dict[tuple[str, str], float]:
        at = held | dict(zip(names, map(float, theta), strict=True))
        if game.builder is not None:
            return tree_probabilities(game.builder(**at), at[RATIONALITY])
        return {("", name): value for name, value in game.solver(**at).flat().items()}

    return solve


def tree_probabilities(tree: Tree, rationality: float) -> dict[tuple[str, str], float]:
    """
    Return the probability of each action, by information set's label, and of each end, in the logit equilibrium.

    Raises
    ------
    SolveError
        If the branch could not be followed to λ.
    """
    solution = solve_tree(tree, rationality=rationality, tolerance=1e-9)
    if not solution.converged:
        raise SolveError(f"{tree.title} was not solved at λ = {rationality:g}", reached=solution)
    found = {
        (infoset.label, action): float(chance)
        for infoset, strategy in zip(tree.infosets, solution.strategies, strict=True)
        for action, chance in zip(infoset.actions, strategy, strict=True)
    }
    reach = reach_probabilities(tree, solution.strategies)
    ends = {(OUTCOMES, name): float(reach[tree.outcome == index].sum()) for index, name in enumerate(tree.outcomes)}
    return found | ends


def read_counts(game: Tree | Classic, data: Counts, solved: Mapping[tuple[str, str], float]) -> _Cells:
    """
    Return the counts by group, each named cell checked against what the game has.

    Raises
    ------
    InputError
        If a group or a cell is unknown, or a count is negative, not finite, or all are 0.
    """
    closed = isinstance(game, Classic) and game.builder is None
    known: dict[str, list[str]] = {}
    for group, cell in solved:
        known.setdefault(group, []).append(cell)
    groups = []
    for label, row in data.items():
        if not closed and label not in known:
            raise InputError("there is no such information set", field=label, wanted=", ".join(known), got=label)
        group = "" if closed else label
        counts = dict(row) if isinstance(row, Mapping) else dict(zip(known[group], row, strict=False))
        if not isinstance(row, Mapping) and (closed or len(row) != len(known[group])):
            wanted, got = ", ".join(known[group]), str(list(row))
            raise InputError("the counts do not fit the actions", field=label, wanted=wanted, got=got)
        for cell, count in counts.items():
            if cell not in known[group]:
                raise InputError("there is no such action", field=label, wanted=", ".join(known[group]), got=cell)
            if not (np.isfinite(count) and count >= 0):
                field, wanted = f"{label}: {cell}", "a number of at least 0"
                raise InputError("a count is no count", field=field, wanted=wanted, got=str(count))
        _check_exclusive(label, [solved[group, cell] for cell in counts], closed)
        groups.append((group, tuple(counts), tuple(float(count) for count in counts.values())))
    if not sum(sum(counts) for _, _, counts in groups) > 0:
        raise InputError("there are no observations", field="data", wanted="counts above 0", got="none")
    return _Cells(tuple(groups))


def _check_exclusive(label: str, chances: list[float], closed: bool) -> None:
    """Raise where the quantities of a group are no probabilities of exclusive alternatives."""
    total = sum(chances)
    if closed and not (min(chances) >= 0 and abs(total - 1) < 1e-9):
        wanted, got = "quantities whose probabilities sum to 1", f"{total:.6g}"
        raise InputError("the quantities are not the alternatives of one draw", field=label, wanted=wanted, got=got)


def _scores(logs_at: Callable[[Vector], Vector], theta: Vector, low: Vector, high: Vector) -> Matrix:
    """Return derivatives of the log probabilities, shape (cells, k), by central differences within the bounds."""
    columns = []
    for index, value in enumerate(theta):
        room = min(value - low[index], high[index] - value)
        step = np.zeros(len(theta))
        step[index] = min(STEP * max(abs(value), 1e-2), room / 4)
        columns.append((logs_at(theta + step) - logs_at(theta - step)) / (2 * step[index]))
    return np.stack(columns, axis=1)


def _best_start(
    logs_at: Callable[[Vector], Vector], weights: Vector, names: tuple[str, ...], start: Vector, spread: float
) -> Vector:
    """Return the starting values with the best of a grid of λ, where λ is free."""
    if RATIONALITY not in names:
        return start
    points = []
    for strength in GRID / spread:
        point = start.copy()
        point[names.index(RATIONALITY)] = strength
        points.append(point)
    return max(points, key=lambda point: float(weights @ logs_at(point)))


def _spread(game: Tree | Classic) -> float:
    """Return the spread of a game's payoffs, which is what λ is measured against."""
    if isinstance(game, Tree):
        return float(np.ptp(game.payoffs)) or 1.0
    if game.builder is not None:
        return float(np.ptp(game.tree().payoffs)) or 1.0
    return 1.0


def _check_edges(optimum: Optimum, names: tuple[str, ...], spread: float, weights: Vector) -> None:
    if RATIONALITY not in names:
        return
    strength = float(optimum.theta[names.index(RATIONALITY)]) * spread
    if strength < EDGE:
        raise SolveError("λ falls to 0: what was played is no nearer to best replies than even play", reached=optimum)
    if strength > ENDLESS or optimum.llf > -CERTAIN * weights.sum():
        raise SolveError("λ grows without end: what was played is free of errors", reached=optimum)
