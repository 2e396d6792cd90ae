"""`demarche game solve`: a game in, who plays what and what comes of it out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from demarche.cli.console import Console
from demarche.cli.game.options import (
    AsJson,
    Changes,
    GameFile,
    GridSize,
    Rationality,
    counting,
    load_source,
    write_text,
)
from demarche.cli.game.tables import percent, table
from demarche.cli.options import Debug, NoColor, Output, Quiet
from demarche.errors import InputError

if TYPE_CHECKING:
    from demarche.game import Game, Solution, Tree

HELP = """
Examples:

\b
  demarche game solve coercive-crisis                  the template as it is
  demarche game solve my.yaml --set inertia=0.2        with one parameter changed
  demarche game solve tree.efg --rationality 3 --json  a Gambit tree: its agent logit quantal response equilibrium
  demarche game solve my.yaml --grid 16                on a finer grid over beliefs

Solve a game: each actor makes a move the likelier the more it expects from it (λ says how much likelier), and all learn
from what they see. Small games and trees are solved exactly, long ones on a grid over beliefs.
"""
MOST_ROWS = 24


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("solve", help=HELP, short_help="Who plays what, and what comes of it.")(solve)


def solve(  # noqa: PLR0917 - Typer makes options of the parameters
    file: GameFile,
    rationality: Rationality = None,
    solver: Annotated[
        str,
        typer.Option(
            "--solver",
            metavar="auto|belief|tree",
            help="`tree`: exactly, on the explicit tree; `belief`: on a grid over beliefs, for long games; `auto`: the "
            "tree up to 20,000 nodes.",
        ),
    ] = "auto",
    grid: GridSize = None,
    changes: Changes = None,
    full: Annotated[bool, typer.Option("--all", help="Print every information set, not the first 24 alone.")] = False,
    as_json: AsJson = False,
    output: Output = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
    debug: Debug = False,
) -> None:
    """Solve a game."""
    from demarche import game as room

    console = Console(quiet=quiet, color=Console.may_color() and not no_color)
    if solver not in ("auto", "belief", "tree"):
        raise InputError("no such solver", field="--solver", wanted="auto or belief or tree", got=solver)
    spec, game = load_source(file, changes, rationality, console)
    if spec is None and (grid is not None or solver == "belief"):
        option = "--grid" if grid is not None else "--solver"
        raise InputError("only a crisis spec is solved over beliefs; this is a tree", field=option, got=file)
    if solver == "tree" and grid is not None:
        raise InputError("the tree's solver has no grid", field="--grid", mend="leave out one of the two")
    with counting(console, "periods solved") as progress:
        found = room.solve(game, rationality=rationality, solver=solver, grid=grid, progress=progress)
    write_text(found.to_json() if as_json else in_words(found, game, full), output, console)
    if not found.converged:
        console.warn(f"not converged: the residual is {found.residual:.2g}; take these numbers as a sketch")
    if found.branch_warning and as_json:
        console.warn(found.branch_warning)


def in_words(found: Solution, game: Game | Tree, full: bool = False) -> str:
    """Return a solution for people."""
    return "\n".join([
        game.title or "A game without a title",
        "",
        *_outcomes(found),
        *_verdict(found),
        "",
        *_strategies(found, game, full),
    ])  # fmt: skip


def _outcomes(found: Solution) -> list[str]:
    """Return the outcomes, likeliest first."""
    if not found.outcomes:
        return []
    ranked = sorted(found.outcomes, key=lambda one: -one[1])
    return [table(("outcome", "probability"), [(name, percent(one)) for name, one in ranked], numbers=(1,)), ""]


def _strategies(found: Solution, game: Game | Tree, full: bool) -> list[str]:
    """Return who plays what: a line an information set."""
    players = [one if isinstance(one, str) else one.name for one in game.players]
    shown = found.infosets if full else found.infosets[:MOST_ROWS]
    rows = []
    for one in shown:
        # What the belief solver writes into a label begins with the player's name already.
        label = one.label if one.label.startswith(players[one.player - 1]) else f"{players[one.player - 1]} {one.label}"
        plays = ", ".join(
            f"{action} {percent(p)}" for action, p in zip(one.actions, one.probabilities, strict=True) if p >= 0
        )
        rows.append((f"{one.player}.{one.infoset}", label.strip(), plays))
    left = len(found.infosets) - len(shown)
    lines = [table(("set", "who, when, where", "plays"), rows)]
    if left:
        lines.append(f"… and {left:,} more (--all prints them, --json writes them)")
    if found.solver == "belief":
        lines.append("These are the first period's, at the priors; `demarche game show` pictures the rest.")
    return lines


def _verdict(found: Solution) -> list[str]:
    """Return how good the solution is, in words."""
    lambdas = ", ".join(f"{one:g}" for one in dict.fromkeys(found.rationality))
    how = "exactly, on the explicit tree" if found.solver == "tree" else "on a grid over beliefs"
    fit = (
        f"converged: no strategy is further than {found.residual:.1e} from the logit response to it"
        if found.converged
        else f"NOT converged: some strategy is {found.residual:.1e} away from the logit response to it"
    )
    lines = [
        f"Solved {how}, λ = {lambdas}; {fit} ({found.iterations:,} iterations"
        f"{'' if found.solver == 'tree' else ' at most'}).",
        f"Somebody could gain up to {found.regret:.3g} in payoff by one different choice: logit players err, the less "
        "the higher λ.",
    ]
    return [*lines, f"Note: {found.branch_warning}."] if found.branch_warning else lines
