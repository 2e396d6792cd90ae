"""The front door's one call: whatever holds a game goes in, a `Solution` comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from demarche.errors import InputError
from demarche.game.model import Game
from demarche.game.solution import Solution
from demarche.game.tree import Tree

if TYPE_CHECKING:  # these bring the solvers' machinery, which `import demarche.game` does without
    from demarche.game.solvers.belief import Grid
    from demarche.game.spec import Spec

SOLVERS = ("auto", "belief", "tree")
TREE_NODES = 20_000
"""
`auto` solves a crisis game on its explicit tree up to so many nodes: about a second (seven rounds of crisis-rounds,
3,561 nodes, took 0.14 s). Beyond, trees grow by a factor a period, and the belief solver is exact to its grid.
"""
TREE_RATIONALITY = 1.0
"""λ of a tree where none is given, as `Player` has it: a file of Gambit's says nothing of it."""


def open_game(
    source: str | Path | Spec | Game | Tree,
    *,
    set: Mapping[str, float] | None = None,  # noqa: A002 - the word users know
) -> Game | Tree:
    """
    Return the game that something holds.

    Parameters
    ----------
    source : path, text, Spec, Game or Tree
        A spec (or the name of a template), a Gambit `.efg` or a Gambit `.nfg`; files are told by content.
    set : mapping of str to float, optional
        Values of a spec's parameters; the others have their defaults.

    Returns
    -------
    Game or Tree
        A `Game` of a spec, a `Tree` of Gambit's files.

    Raises
    ------
    InputError
        With file, line and field; also if there is no such file, or `set` is given for what has no parameters.
    """
    if not isinstance(source, str | Path | Game | Tree):
        from demarche.game.spec import compile_spec

        return compile_spec(source, set)
    form = "" if isinstance(source, Game | Tree) else gambit_form(source)
    if isinstance(source, Game | Tree) or form:
        if set:
            what = "a tree" if form or isinstance(source, Tree) else "a compiled game"
            raise InputError(f"{what} has no parameters", field="set", wanted="a spec", got=", ".join(set))
        return source if isinstance(source, Game | Tree) else _read_gambit(source, form)
    from demarche.game.spec import load_game

    return load_game(source, set=set)


def gambit_form(source: str | Path) -> str:
    """Return EFG or NFG for a text or a file that begins so, "" for any other and where there is no such file."""
    text = str(source)
    if not isinstance(source, Path) and ("\n" in text or text.lstrip("\ufeff \t\r\n")[:4] in {"EFG ", "NFG "}):
        start = text[:64]
    else:
        try:
            with Path(source).open("rb") as file:
                start = file.read(64).decode("utf-8", "replace")
        except (OSError, ValueError):
            return ""  # the reader of specs says what is wrong with it
    word = start.lstrip("\ufeff \t\r\n")[:3]
    return word if word in {"EFG", "NFG"} else ""


def _read_gambit(source: str | Path, form: str) -> Tree:
    from demarche.game.interop import read_efg, read_nfg

    return read_efg(source) if form == "EFG" else read_nfg(source)


def solve(
    game: str | Path | Spec | Game | Tree,
    *,
    rationality: float | Sequence[float] | None = None,
    solver: str = "auto",
    grid: Grid | Mapping[str, Grid] | None = None,
    set: Mapping[str, float] | None = None,  # noqa: A002 - the word users know
    tolerance: float | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Solution:
    """
    Solve a game for its agent logit quantal response equilibrium.

    Parameters
    ----------
    game : path, text, Spec, Game or Tree
        As `open_game` takes it.
    rationality : float or one a player, optional
        λ > 0 in place of the game's own; for a tree 1 where left out.
    solver : str
        `belief`: on a grid over beliefs, for any horizon. `tree`: on the explicit tree, exact. `auto`: the tree for
        trees and for games of at most 20,000 nodes, beliefs for all others, and wherever a grid is given.
    grid : int, GridSettings or a mapping from player to these, optional
        The belief solver's, see `solve_beliefs`.
    set : mapping of str to float, optional
        Values of a spec's parameters.
    tolerance : float, optional
        Of the residual: by default 1e-8 for beliefs, 1e-10 for trees.
    progress : callable, optional
        Called by the belief solver with the periods done and all periods.

    Returns
    -------
    Solution
        Converged or not: `converged`, `residual`, `regret`, `iterations` and `branch_warning` say how far it got.

    Raises
    ------
    InputError
        If the game is broken, λ is not positive, or the solver does not fit the game; before any work.

    Examples
    --------
    >>> trade = '''EFG 2 R "" { "A" "B" } ""
    ... p "" 1 1 "" { "ask" "leave" } 0
    ... p "" 2 1 "" { "give" "refuse" } 0
    ... t "" 1 "given" { 1 1 }
    ... t "" 2 "refused" { -1 0 }
    ... t "" 3 "left" { 0 0 }'''
    >>> found = solve(trade, rationality=2.0)
    >>> [round(one.probabilities[0], 4) for one in found.infosets]
    [0.821, 0.8808]
    """
    if solver not in SOLVERS:
        raise InputError("there is no such solver", field="solver", wanted=" or ".join(SOLVERS), got=str(solver))
    opened = open_game(game, set=set)
    _check_fit(opened, solver, grid)
    check_positive(rationality)
    if choose_solver(opened, solver, grid) == "belief":
        assert isinstance(opened, Game)  # what `_check_fit` is for
        from demarche.game.solvers.belief import TOLERANCE, solve_beliefs

        return solve_beliefs(
            opened, grid=grid, rationality=rationality, tolerance=tolerance or TOLERANCE, progress=progress
        )
    return _solve_tree(opened, rationality, tolerance)


def choose_solver(game: Game | Tree, solver: str = "auto", grid: object = None) -> str:
    """Return `belief` or `tree`: what `auto` stands for with this game."""
    if solver != "auto":
        return solver
    if isinstance(game, Tree):
        return "tree"
    from demarche.game.expansion import count_tree

    return "tree" if grid is None and count_tree(game) <= TREE_NODES else "belief"


def check_positive(rationality: float | Sequence[float] | None, field: str = "rationality") -> None:
    """Refuse a λ that is not a positive number."""
    given = () if rationality is None else (rationality,) if isinstance(rationality, int | float) else rationality
    for one in given:
        if not 0 < one < float("inf"):
            raise InputError("rationality λ is not usable", field=field, wanted="a number above 0", got=f"{one}")


def _check_fit(game: Game | Tree, solver: str, grid: object) -> None:
    """Refuse options that mean nothing for the game."""
    if isinstance(game, Tree) and solver == "belief":
        raise InputError(
            "the belief solver needs a crisis spec; this is a tree", field="solver", wanted="tree or auto", got=solver
        )
    if grid is not None and (solver == "tree" or isinstance(game, Tree)):
        raise InputError("the tree's solver has no grid", field="grid", mend="leave the grid out")


def _solve_tree(game: Game | Tree, rationality: float | Sequence[float] | None, tolerance: float | None) -> Solution:
    from demarche.game.expansion import expand
    from demarche.game.solvers.tree import solve_tree

    rates: float | Sequence[float]
    if rationality is not None:
        rates = rationality
    else:
        rates = TREE_RATIONALITY if isinstance(game, Tree) else [one.rationality for one in game.players]
    tree = game if isinstance(game, Tree) else expand(game)
    return solve_tree(tree, rationality=rates, tolerance=tolerance or 1e-10)
