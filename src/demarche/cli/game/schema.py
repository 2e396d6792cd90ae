"""`demarche game schema`: the JSON Schema of a spec."""

from __future__ import annotations

import json

import typer

from demarche.cli.options import Debug, NoColor, Quiet

HELP = """
Examples:

\b
  demarche game schema > spec.schema.json    an editor can check a spec against it as you type

Print the JSON Schema of a game's spec.
"""


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("schema", help=HELP, short_help="The JSON Schema of a spec.")(schema)


def schema(quiet: Quiet = False, no_color: NoColor = False, debug: Debug = False) -> None:
    """Print the schema."""
    from demarche.game import spec_schema

    typer.echo(json.dumps(spec_schema(), indent=2, ensure_ascii=False))
