"""`demarche game run`: a game solved and run forward."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from demarche.cli.console import Console
from demarche.cli.game.dates import course_table, date_words, outcome_rows
from demarche.cli.game.options import (
    AsJson,
    Changes,
    GridSize,
    Rationality,
    SpecFile,
    counting,
    load_spec_game,
    write_text,
)
from demarche.cli.game.tables import percent, table
from demarche.cli.options import Debug, NoColor, Output, Quiet, Seed
from demarche.errors import InputError, did_you_mean

if TYPE_CHECKING:
    from demarche.game import Course, Game, Simulation

HELP = """
Examples:

\b
  demarche game run coercive-crisis                             what has happened by when, and how it hangs on types
  demarche game run my.yaml --runs 2000 --seed 1 --paths 3      by drawing runs; three of them told
  demarche game run my.yaml --runs 500 --type challenger=bluffing

Solve a crisis and run it forward from its start. By default probabilities are computed; with --runs they are counted.
"""
HISTORIES = 2_000
"""Public histories that are followed one by one; where there are more, beliefs are merged on the solver's grid."""


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("run", help=HELP, short_help="What has happened by when.")(run)


def run(  # noqa: PLR0917 - Typer makes options of the parameters
    file: SpecFile,
    runs: Annotated[
        int | None, typer.Option("--runs", metavar="N", min=1, help="Draw so many runs and count.", show_default=False)
    ] = None,
    seed: Seed = 0,
    types: Annotated[
        list[str] | None,
        typer.Option("--type", metavar="PLAYER=TYPE", help="Fix a player's type in all runs; again for more."),
    ] = None,
    paths: Annotated[
        int, typer.Option("--paths", metavar="N", min=0, help="Tell so many of the runs move by move (with --runs).")
    ] = 0,
    rationality: Rationality = None,
    grid: GridSize = None,
    changes: Changes = None,
    as_json: AsJson = False,
    output: Output = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
    debug: Debug = False,
) -> None:
    """Run a game."""
    from demarche import game as room

    console = Console(quiet=quiet, color=Console.may_color() and not no_color)
    if runs is None and (types or paths):
        raise InputError("this needs drawn runs", field="--type" if types else "--paths", mend="give --runs N, too")
    _, game = load_spec_game(file, changes, rationality, console)
    fixed = _fixed_types(game, types)
    with counting(console, "periods solved") as progress:
        solution = room.solve_beliefs(game, grid=grid, progress=progress)
    if not solution.converged:
        console.warn(f"not converged: the residual is {solution.residual:.2g}; take these numbers as a sketch")
    if solution.branch_warning:
        console.warn(solution.branch_warning)
    if runs is None:
        course = room.propagate(game, solution, limit=HISTORIES)
        text = _dump(game, computed(game, course)) if as_json else _tell_course(game, course)
    else:
        import numpy as np

        drawn = room.simulate(game, solution, runs=runs, rng=np.random.default_rng(seed), types=fixed)
        text = _dump(game, counted(game, drawn, seed, paths)) if as_json else _tell_runs(game, drawn, paths)
    write_text(text, output, console)


def _fixed_types(game: Game, types: list[str] | None) -> dict[str, str]:
    """Return the types that are fixed, by player."""
    players = {one.name: one.types for one in game.players}
    found: dict[str, str] = {}
    for given in types or ():
        name, _, kind = (part.strip() for part in given.partition("="))
        if name not in players:
            raise InputError(
                "there is no such player", field="--type", wanted=", ".join(players), got=name,
                mend=did_you_mean(name, players),
            )  # fmt: skip
        if kind not in players[name]:
            raise InputError(
                f"{name} has no such type", field="--type", wanted=", ".join(players[name]), got=kind,
                mend=did_you_mean(kind, players[name]),
            )  # fmt: skip
        found[name] = kind
    return found


def computed(game: Game, course: Course) -> dict[str, Any]:
    """Return probabilities for JSON."""
    return {
        "exact": course.exact,
        "outcomes": outcome_rows(game, course.by_period, [one for _, one in course.probabilities]),
        "by_type": _by_type(game, course),
    }


def counted(game: Game, drawn: Simulation, seed: int, paths: int) -> dict[str, Any]:
    """Return shares of runs for JSON."""
    rows = outcome_rows(game, drawn.by_period, [one for _, one, _ in drawn.probabilities])
    errors = [error for _, _, error in drawn.probabilities]
    return {
        "runs": len(drawn.outcome),
        "seed": seed,
        "outcomes": [{**row, "standard_error": error} for row, error in zip(rows, errors, strict=True)],
        "paths": [_path(game, drawn, one) for one in range(min(paths, len(drawn.outcome)))],
    }


def _dump(game: Game, found: dict[str, Any]) -> str:
    return json.dumps({"title": game.title, **found}, indent=2, ensure_ascii=False)


def _by_type(game: Game, course: Course) -> list[dict[str, Any]]:
    """Return the outcomes given each type of each player that has several."""
    found, column = [], 0
    for player in game.players:
        for kind, prior in zip(player.types, player.prior, strict=True):
            joint = [*course.ended_by_type[:, :, column].sum(axis=0), course.standing_by_type[column]]
            column += 1
            if len(player.types) > 1 and prior > 0:
                total = sum(joint)
                named = zip(game.outcomes, joint, strict=True)
                shares = [{"name": name, "probability": float(one / total)} for name, one in named]
                found.append({"player": player.name, "type": kind, "prior": float(prior), "outcomes": shares})
    return found


def _path(game: Game, drawn: Simulation, number: int) -> dict[str, Any]:
    """Return a run as JSON."""
    types = {
        player.name: player.types[drawn.types[number, at]]
        for at, player in enumerate(game.players)
        if len(player.types) > 1
    }
    moves = [
        {"period": period, "date": date_words(game, period), "state": state, "stage": stage, "move": move}
        for period, state, stage, move in drawn.path(number)
        if move != "chance"
    ]
    return {"types": types, "moves": moves, "outcome": game.outcomes[drawn.outcome[number]]}


def _tell_course(game: Game, course: Course) -> str:
    """Return computed probabilities for people."""
    kinds = _by_type(game, course)
    lines = [game.title, "", "Probability that the crisis has ended so by then", ""]
    lines.append(course_table(game, course.by_period))
    if kinds:
        head = ("if the type is", *game.outcomes)
        rows = [
            (f"{one['player']}: {one['type']}", *(percent(end["probability"]) for end in one["outcomes"]))
            for one in kinds
        ]
        lines += ["", f"In the end ({game.horizon_end}: still open after the last period)", ""]
        lines.append(table(head, rows, numbers=range(1, len(head))))
    how = "Exact: every public history was followed." if course.exact else "Computed on the solver's grid over beliefs."
    return "\n".join([*lines, "", how])


def _tell_runs(game: Game, drawn: Simulation, paths: int) -> str:
    """Return counted shares for people."""
    count = len(drawn.outcome)
    lines = [game.title, "", f"Share of {count:,} runs that have ended so by then", ""]
    lines += [course_table(game, drawn.by_period), ""]
    rows = [(name, percent(share), f"± {200 * error:.1f}") for name, share, error in drawn.probabilities]
    lines.append(table(("in the end", "share", "95 %"), rows, numbers=(1, 2)))
    for number in range(min(paths, count)):
        one = _path(game, drawn, number)
        kinds = ", ".join(f"{player} {kind}" for player, kind in one["types"].items())
        lines += ["", f"Run {number + 1} ({kinds}): {one['outcome']}"]
        lines += [f"  {move['date']}  [{move['state']}]  {move['stage']}: {move['move']}" for move in one["moves"]]
    return "\n".join(lines)
