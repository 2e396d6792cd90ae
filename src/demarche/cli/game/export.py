"""`demarche game export`: a spec as a tree in Gambit's format."""

from __future__ import annotations

from typing import Annotated

import typer

from demarche.cli.console import Console
from demarche.cli.game.options import Changes, SpecFile, load_spec_game, write_text
from demarche.cli.options import Debug, NoColor, Output, Quiet
from demarche.errors import InputError

HELP = """
Examples:

\b
  demarche game export crisis-rounds -o rounds.efg           to be opened in Gambit
  demarche game export crisis-rounds --set rounds=6 -o -     to stdout

Write a game out as a tree: chance draws the types, then every public history has its own nodes. A tree grows by a
factor with every period; one that is too large is refused, with its size, before any of it is built.
"""
MANY = 1e12


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export", help=HELP, short_help="A spec as a Gambit .efg.")(export)


def export(  # noqa: PLR0917 - Typer makes options of the parameters
    file: SpecFile,
    output: Output = None,
    changes: Changes = None,
    limit: Annotated[
        int, typer.Option("--limit", metavar="NODES", min=1, help="Most nodes that may be written.")
    ] = 500_000,
    quiet: Quiet = False,
    no_color: NoColor = False,
    debug: Debug = False,
) -> None:
    """Write a tree."""
    from demarche.game import count_tree, expand, write_efg

    console = Console(quiet=quiet, color=Console.may_color() and not no_color)
    _, game = load_spec_game(file, changes, None, console)
    nodes = count_tree(game)
    if nodes > limit:
        raise InputError(
            f"the tree would have {nodes:,.0f} nodes" if nodes < MANY else f"the tree would have {nodes:.1e} nodes",
            field="--limit",
            wanted=f"at most {limit:,}",
            mend="shorten the spec's calendar.periods, or allow more nodes",
        )
    write_text(write_efg(expand(game, limit=limit)), output, console)
    console.note(f"{nodes:,.0f} nodes")
