"""`demarche game verify`: an independent check of strategies."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from demarche.cli.console import Console
from demarche.cli.game.options import AsJson, Changes, GameFile, GridSize, check_rationality, load_source, write_text
from demarche.cli.options import Debug, NoColor, Output, Quiet
from demarche.errors import InputError, MissingInputError

if TYPE_CHECKING:
    from demarche.game import Game, InfosetStrategy, Tree, Verification

HELP = """
Examples:

\b
  demarche game solve tree.efg --rationality 3 --json -o solved.json
  demarche game verify tree.efg --strategies solved.json                    of a file, by whomever it was made
  demarche game verify my.yaml                                              solve it, and check that
  demarche game verify tree.efg --strategies solved.json --tolerance 1e-6   exit code 1 where it is not met

Check strategies with code that shares nothing with the solvers: how far each is from the logit response to all others
(residual), what one deviation gains (regret), and whether beliefs follow Bayes' rule.
"""
SAME = 1e-6


class SetFile(msgspec.Struct, frozen=True):
    """One information set of a solution's JSON."""

    player: int
    infoset: int
    actions: list[str]
    probabilities: list[float]


class SolutionFile(msgspec.Struct, frozen=True):
    """What is needed of a solution's JSON."""

    rationality: float | list[float]
    infosets: list[SetFile]
    solver: str = "tree"


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("verify", help=HELP, short_help="An independent check of a solution.")(verify)


def verify(  # noqa: PLR0917 - Typer makes options of the parameters
    file: GameFile,
    strategies: Annotated[
        Path | None,
        typer.Option("--strategies", metavar="JSON", help="What `solve --json` wrote; left out, the game is solved."),
    ] = None,
    rationality: Annotated[
        float | None, typer.Option("--rationality", metavar="L", help="λ of every player; by default the solution's.")
    ] = None,
    tolerance: Annotated[
        float | None, typer.Option("--tolerance", metavar="X", help="Exit with 1 where the residual is larger.")
    ] = None,
    grid: GridSize = None,
    changes: Changes = None,
    as_json: AsJson = False,
    output: Output = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
    debug: Debug = False,
) -> int:
    """Check a solution; return the exit code."""
    console = Console(quiet=quiet, color=Console.may_color() and not no_color)
    given = None if strategies is None else _read(strategies)
    check_rationality(rationality)
    _, game = load_source(file, changes, rationality, console)
    if given is not None and given.solver != "belief":
        found, against = _check_file(game, given, str(strategies), rationality), ""
    else:
        found, against = _check_solved(game, given, str(strategies), rationality, grid)
    shown = {**found.to_dict(), "compared": against or None}
    write_text(json.dumps(shown, indent=2, ensure_ascii=False) if as_json else _tell(found, against), output, console)
    if tolerance is not None and not found.residual <= tolerance:
        console.error(f"the residual is {found.residual:.3g}, more than {tolerance:g}: {found.worst}")
        return 1
    return 0


def _read(path: Path) -> SolutionFile:
    """Return a solution's JSON, or say what is wrong with it."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError as exc:
        raise MissingInputError("no such file", where=str(path), field="--strategies") from exc
    try:
        return msgspec.json.decode(raw, type=SolutionFile)
    except msgspec.ValidationError as exc:
        wanted = "what `solve --json` writes"
        raise InputError("this is no solution", where=str(path), wanted=wanted, got=str(exc)) from exc
    except msgspec.DecodeError as exc:
        raise InputError("this is no JSON", where=str(path), got=str(exc)) from exc


def _check_file(game: Game | Tree, given: SolutionFile, name: str, rationality: float | None) -> Verification:
    """Check a file's strategies on the game's tree."""
    from demarche.game import Tree, expand, verify_tree

    tree = game if isinstance(game, Tree) else expand(game)
    lambdas = rationality if rationality is not None else given.rationality
    if isinstance(lambdas, list) and len(lambdas) != len(tree.players):
        raise InputError(
            "this solution is of another game", where=name, field="rationality",
            wanted=f"one λ, or {len(tree.players)}", got=str(len(lambdas)),
        )  # fmt: skip
    played = {(one.player, one.infoset): one for one in given.infosets}
    if len(played) < len(given.infosets):
        raise InputError("an information set stands twice", where=name, field="infosets")
    ordered = []
    for one in tree.infosets:
        key = (one.player + 1, one.number)
        found = played.pop(key, None)
        if found is None or tuple(found.actions) != one.actions:
            raise InputError(
                "this solution is of another game", where=name, field="infosets",
                wanted=f"player {key[0]}, set {key[1]} with the actions {', '.join(one.actions)}",
                got="none" if found is None else ", ".join(found.actions),
            )  # fmt: skip
        ordered.append(found.probabilities)
    if played:
        player, number = next(iter(played))
        got = f"player {player}, set {number}, which the game has not"
        raise InputError("this solution is of another game", where=name, field="infosets", got=got)
    try:
        return verify_tree(tree, ordered, lambdas)
    except InputError as error:
        error.where = error.where or name
        raise


def _check_solved(
    game: Game | Tree, given: SolutionFile | None, name: str, rationality: float | None, grid: int | None
) -> tuple[Verification, str]:
    """Solve a game and check that; where a file has the first period's strategies, compare those."""
    from demarche.game import Tree, choose_solver, expand, solve, verify_game, verify_tree

    if isinstance(game, Tree) and given is not None:
        raise InputError("this solution is of a crisis spec, the file is a tree", where=name, field="solver")
    solver = "belief" if given is not None else choose_solver(game, "auto", grid)
    lambdas = rationality if given is None or rationality is not None else given.rationality
    found = solve(game, solver=solver, rationality=lambdas, grid=grid if solver == "belief" else None)
    if isinstance(game, Tree):
        return verify_tree(game, found.strategies, found.rationality), ""
    if solver == "tree":
        return verify_tree(expand(game), found.strategies, found.rationality), ""
    return verify_game(game, found), "" if given is None else _compare(found.infosets, given, name)


def _compare(ours: tuple[InfosetStrategy, ...], given: SolutionFile, name: str) -> str:
    """Say how far a file's first period is from ours; a policy for all beliefs does not fit in a file."""
    theirs = {(one.player, one.infoset): one for one in given.infosets}
    gap = 0.0
    for one in ours:
        found = theirs.get((one.player, one.infoset))
        if found is None or tuple(found.actions) != one.actions or len(theirs) != len(ours):
            raise InputError(
                "this solution is of another game", where=name, field="infosets",
                wanted=f"player {one.player}, set {one.infoset} with the actions {', '.join(one.actions)}",
                got="none" if found is None else ", ".join(found.actions),
            )  # fmt: skip
        gap = max(gap, *(abs(p - q) for p, q in zip(one.probabilities, found.probabilities, strict=True)))
    same = "they are the file's" if gap <= SAME else f"the file's differ from them by up to {gap:.2g}"
    return f"The file holds the first period alone; the game was solved again, and {same}."


def _tell(found: Verification, against: str) -> str:
    """Return a check for people."""
    lines: list[Any] = [
        f"residual  {found.residual:.3g}   the largest gap between a strategy and the logit response to all",
        f"regret    {found.regret:.3g}   the most that one different choice gains, in payoff",
        f"Bayes     {found.bayes_gap:.3g}   the largest gap between a belief and Bayes' rule",
        "",
        f"{found.infosets:,} information sets were checked" + (f"; worst: {found.worst}." if found.worst else "."),
        *(f"Note: {one}." for one in found.notes),
    ]
    return "\n".join([*lines, against] if against else lines)
