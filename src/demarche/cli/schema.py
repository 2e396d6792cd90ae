"""`demarche schema`: the JSON Schema of what Démarche writes."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from demarche.cli.options import Debug, NoColor, Quiet
from demarche.record import json_schema

HELP = """
Examples:

\b
  demarche schema                      of a line that `demarche read` writes
  demarche schema event > event.json

Print the JSON Schema of a kind of object, made from the data model itself.
"""


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("schema", help=HELP, short_help="The JSON Schema of what is written.")(schema)


def schema(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="reading, report, event, statement, projection, refused; record, finding; corrections, sources.",
        ),
    ] = "reading",
    quiet: Quiet = False,
    no_color: NoColor = False,
    debug: Debug = False,
) -> None:
    """Print a JSON Schema."""
    typer.echo(json.dumps(json_schema(name), indent=2))
