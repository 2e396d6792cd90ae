"""`demarche game …`: crisis games and game trees. One file a command."""

from __future__ import annotations

import typer

from demarche.cli.game import classics, ensemble, export, new, run, schema, show, solve, verify

HELP = """
Examples:

\b
  demarche game new coercive-crisis -o my.yaml         a template with its comments, to be changed
  demarche game solve my.yaml                          who plays what, and what comes of it
  demarche game solve tree.efg --rationality 3 --json  a tree in Gambit's format
  demarche game run my.yaml                            what has happened by when
  demarche game ensemble my.yaml --draws 200           the same under uncertain parameters
  demarche game show my.yaml -o game.html              in words and pictures, as one page
  demarche game classics fearon1995 --set cA=0.1       a model of the literature beside its published numbers

Specify, solve, check and picture a crisis as a game of actors with hidden intentions.
"""


def add_to(app: typer.Typer) -> None:
    """Add the group and its commands."""
    group = typer.Typer(
        name="game",
        no_args_is_help=True,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    @group.callback(help=HELP)
    def game() -> None:
        """Hold the commands."""

    for command in (new, show, solve, run, ensemble, verify, export, classics, schema):
        command.add_to(group)
    app.add_typer(group, name="game", help=HELP, short_help="Crisis games: write, solve, check, picture them.")
