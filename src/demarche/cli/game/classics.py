"""`demarche game classics`: the models of the literature, listed, or one solved beside its published numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from demarche.cli.console import Console
from demarche.cli.game.options import AsJson, Changes, parse_number, split_changes, write_text
from demarche.cli.game.tables import table
from demarche.cli.options import Debug, NoColor, Output, Quiet
from demarche.errors import InputError

if TYPE_CHECKING:
    from demarche.game import Classic, ClassicResult

HELP = """
Examples:

\b
  demarche game classics                                   the list
  demarche game classics fearon1995                        solved at its defaults, published numbers beside
  demarche game classics fearon1995 --set cA=0.1 --set p=0.6
  demarche game classics bluffing --efg -o bluffing.efg    the game tree, for Gambit

Models of bargaining, deterrence and war from the literature, each with its source, at any parameters of its domain.
Their pages, with story, game tree and what to try, are in docs/classics.
"""


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("classics", help=HELP, short_help="Models of the literature.")(classics)


def classics(  # noqa: PLR0917 - Typer makes options of the parameters
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Which; left out, all are listed.", show_default=False)
    ] = None,
    changes: Changes = None,
    efg: Annotated[bool, typer.Option("--efg", help="Write the game tree in Gambit's format instead.")] = False,
    as_json: AsJson = False,
    output: Output = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
    debug: Debug = False,
) -> None:
    """List the classics, or solve one."""
    from demarche.game import classics as shelf
    from demarche.game import write_efg

    console = Console(quiet=quiet, color=Console.may_color() and not no_color)
    if name is None:
        if changes or efg:
            raise InputError("of which classic?", field="--set" if changes else "--efg", mend="name one first")
        write_text(_list_json(shelf.classics()) if as_json else _list(shelf.classics()), output, console)
        return
    classic = shelf.load_classic(name)
    given = {key: parse_number(key, text) for key, text in split_changes(changes)}
    if efg:
        write_text(write_efg(classic.tree(given)), output, console)
        return
    found = classic.solve(given)
    write_text(found.to_json() if as_json else "\n".join(_tell(classic, found)), output, console)


def _list(shelf: tuple[Classic, ...]) -> str:
    rows = [(one.name, one.title, one.source) for one in shelf]
    return table(("name", "model", "source"), rows)


def _list_json(shelf: tuple[Classic, ...]) -> str:
    rows = [
        {
            "name": one.name,
            "title": one.title,
            "source": one.source,
            "tree": one.builder is not None,
            "parameters": [{**asdict(each), "domain": str(each.domain)} for each in one.parameters],
        }
        for one in shelf
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False)


def _tell(classic: Classic, found: ClassicResult) -> Iterator[str]:
    """Yield a solved classic for people, line by line."""
    yield f"{classic.title} [{classic.source}]"
    yield ""
    rows = [(one.symbol, f"{found.parameters[one.name]:g}", one.meaning) for one in classic.parameters]
    yield table(("--set", "value", "meaning"), rows, numbers=(1,))
    yield ""
    if found.regime:
        yield f"Case: {found.regime}."
        yield ""
    if found.quantities:
        rows = [(name, f"{value:.6g}", classic.meanings.get(name, "")) for name, value in found.quantities.items()]
        yield table(("quantity", "value", "meaning"), rows, numbers=(1,))
        yield ""
    if found.equilibria:
        yield _side_by_side(classic, found)
        yield ""
    if found.published:
        known = [
            (one.quantity, "none" if one.ours is None else f"{one.ours:.8g}", f"{one.published:.8g}",
             "agree" if one.agrees else "DIFFER", one.where)
            for one in found.published
        ]  # fmt: skip
        yield table(("known before", "ours", "known", "", "from"), known, numbers=(1, 2))
    else:
        yield "No numbers are known at these parameters; at the defaults there may be."
    for note in found.notes:
        yield f"Note: {note}."
    yield ""
    yield from ("Try:", *(f"  {one}" for one in classic.suggestions))


def _side_by_side(classic: Classic, found: ClassicResult) -> str:
    """Return the equilibria as columns."""
    names = list(dict.fromkeys(name for one in found.equilibria for name in one.quantities))
    head = ("quantity", *(one.name for one in found.equilibria), "meaning")
    rows = [
        (name, *(f"{one.quantities[name]:.6g}" if name in one.quantities else "" for one in found.equilibria),
         classic.meanings.get(name, ""))
        for name in names
    ]  # fmt: skip
    return table(head, rows, numbers=range(1, len(head) - 1))
