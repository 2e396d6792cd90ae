"""`demarche game show`: a game in words, and its pictures as one page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from demarche.cli.console import Console
from demarche.cli.game.options import (
    Changes,
    GameFile,
    GridSize,
    Rationality,
    counting,
    load_source,
    parse_changes,
    write_text,
)
from demarche.cli.options import Debug, NoColor, Output, Quiet
from demarche.errors import InputError

if TYPE_CHECKING:
    from demarche.game import Game

HELP = """
Examples:

\b
  demarche game show coercive-crisis                     in words; nothing is solved
  demarche game show my.yaml -o game.html                solved, as a page with figures
  demarche game show my.yaml -o game.html --state 'massed · pledged · tabled' --about 'challenger=limited'
  demarche game show my.yaml -o learning.svg --figure learning

Show a game: players, types, moves, ends and payoffs in words; and, solved, outcomes by date, who learns what from which
move, and who plays what at which belief. The page is one file that needs no network and no scripts, and prints well.
"""
FIGURES = ("outcomes", "learning", "strategies")


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("show", help=HELP, short_help="A game in words and pictures.")(show)


def show(  # noqa: PLR0917 - Typer makes options of the parameters
    file: GameFile,
    output: Output = None,
    figure: Annotated[
        str, typer.Option("--figure", metavar="|".join(FIGURES), help="Which figure an .svg holds.")
    ] = "outcomes",
    state: Annotated[
        str | None, typer.Option("--state", metavar="STATE", help="The public state that figures look at.")
    ] = None,
    about: Annotated[
        str | None, typer.Option("--about", metavar="PLAYER=TYPE", help="Whose probability the belief axis shows.")
    ] = None,
    rationality: Rationality = None,
    grid: GridSize = None,
    changes: Changes = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
    debug: Debug = False,
) -> None:
    """Show a game."""
    from demarche import game as room

    console = Console(quiet=quiet, color=Console.may_color() and not no_color)
    form = _form(output)
    if figure not in FIGURES:
        raise InputError("there is no such figure", field="--figure", wanted=" or ".join(FIGURES), got=figure)
    spec, game = load_source(file, changes, rationality, console)
    if form == "text" or isinstance(game, room.Tree):
        if isinstance(game, room.Tree) and form != "text":
            mend = "leave out --output to see a tree in words; `demarche game solve` has its strategies"
            raise InputError("pictures are made of crisis specs; this is a tree", field="--output", got=file, mend=mend)
        told = room.describe_tree(game) if isinstance(game, room.Tree) else _tell(game)
        write_text(told, output, console)
        return
    looked = room.Focus(state=state, about=about)
    looked.check(game)
    with counting(console, "periods solved") as progress:
        solution = room.solve_beliefs(game, grid=grid, progress=progress)
    if form == "svg":
        write_text(room.stand_alone(room.draw_figure(figure, game, solution, looked)), output, console)
    else:
        values = {} if spec is None else parse_changes(spec, changes)
        write_text(room.render_game(game, solution, spec, looked, values), output, console)


def _tell(game: Game) -> str:
    from demarche.game import describe_game, tell_description

    return tell_description(describe_game(game))


def _form(output: Path | None) -> str:
    """Return html, svg or text: what the name of the file asks for."""
    if output is None or str(output) == "-":
        return "text"
    form = output.suffix.lstrip(".").lower()
    if form == "htm":
        return "html"
    if form not in {"html", "svg", "txt"}:
        wanted = "a name that ends in .html, .svg or .txt"
        raise InputError("what shall it be?", where=str(output), field="--output", wanted=wanted)
    return "text" if form == "txt" else form
