"""`demarche game new`: a template with its comments."""

from __future__ import annotations

from typing import Annotated

import typer

from demarche.cli.console import Console
from demarche.cli.game.options import write_text
from demarche.cli.options import Debug, NoColor, Output, Quiet

HELP = """
Examples:

\b
  demarche game new                                names the templates
  demarche game new coercive-crisis > my.yaml
  demarche game new crisis-rounds -o rounds.yaml

Write a template of a game, with its comments, as a file to change.
"""


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("new", help=HELP, short_help="A template to change.")(new)


def new(
    template: Annotated[
        str | None, typer.Argument(metavar="TEMPLATE", help="Its name; left out, all are listed.", show_default=False)
    ] = None,
    output: Output = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
    debug: Debug = False,
) -> None:
    """Print a template."""
    from demarche.game import template_names, template_text

    console = Console(quiet=quiet, color=Console.may_color() and not no_color)
    write_text("\n".join(template_names()) if template is None else template_text(template), output, console)
