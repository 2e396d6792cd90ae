"""`demarche forecast`: reports or a record in, what may come next out."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from demarche.cli.console import Console
from demarche.cli.game.options import AsJson, counting, write_text
from demarche.cli.game.tables import percent, table
from demarche.cli.options import (
    AsOf,
    CorrectionsPath,
    Debug,
    LexiconFolder,
    LimitValues,
    NoColor,
    Output,
    Paths,
    PipelineName,
    Quiet,
    ReaderName,
    Seed,
    SourcesPath,
    Workers,
    parse_date,
    parse_limits,
)
from demarche.cli.tally import DONE, FAILED, PARTLY, Tally

if TYPE_CHECKING:
    from demarche.cli.game.options import Progress
    from demarche.forecasting import Forecast, Shift
    from demarche.pipeline import Settings
    from demarche.record import Record

HELP = """
Examples:

\b
  demarche forecast reports/                               what may come next, by when, how likely
  demarche forecast record.json --json -o forecast.json    from a record, as JSON
  demarche forecast reports/ --as-of 2022-02-12            nothing known later is used
  demarche forecast reports/ --spec > mine.yaml            the crisis as a game, to read and change
  demarche forecast reports/ --game mine.yaml              with your own view of it
  demarche forecast reports/ --draws 1000 --resume draws.jsonl   may be stopped, and goes on where it was

Fill a crisis game from the reports, solve it for many draws of its parameters, weigh each draw by how well it explains
what was seen, and say what follows: hidden intentions, outcomes by date, what to watch. `demarche brief` prints it with
its sources.
"""
GameSpec = Annotated[
    Path | None,
    typer.Option(
        "--game", metavar="SPEC.yaml", help="A spec of your own, in place of the one filled from the reports."
    ),
]
Draws = Annotated[
    int, typer.Option("--draws", metavar="N", min=0, help="Draws of the game's parameters; 0: no forecast.")
]
Weeks = Annotated[
    int,
    typer.Option("--weeks", metavar="N", min=1, help="Weeks to forecast, where the game is filled from the reports."),
]
Resume = Annotated[
    Path | None,
    typer.Option("--resume", metavar="FILE", help="Keep every draw here, and go on from what it holds."),
]
Solvers = Annotated[
    int | None,
    typer.Option("--solvers", metavar="N", min=1, help="Processes that solve draws at once; by default one a core."),
]
WEEKS = (1, 2, 4, 8)
"""After so many weeks outcomes are printed, and at the horizon."""


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("forecast", help=HELP, short_help="Reports or a record in, what may come next out.")(forecast)


def forecast(  # noqa: PLR0917 - Typer makes options of the parameters
    paths: Paths,
    output: Output = None,
    as_json: AsJson = False,
    only_spec: Annotated[
        bool, typer.Option("--spec", help="Print the game that the record fills, as YAML, and stop.")
    ] = False,
    game: GameSpec = None,
    draws: Annotated[int, typer.Option("--draws", metavar="N", min=1, help="Draws of the game's parameters.")] = 200,
    as_of: AsOf = None,
    seed: Seed = 0,
    weeks: Weeks = 16,
    resume: Resume = None,
    solvers: Solvers = None,
    sources: SourcesPath = None,
    corrections: CorrectionsPath = None,
    workers: Workers = 1,
    reader: ReaderName = "patterns",
    pipeline: PipelineName = "demarche",
    lexicon: LexiconFolder = None,
    limits: LimitValues = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
    debug: Debug = False,
) -> int:
    """Forecast; return the exit code."""
    from demarche.pipeline import Settings, forecast_reports
    from demarche.weighing import load_corrections, load_sources

    console = Console(quiet=quiet, color=Console.may_color() and not no_color)
    settings = Settings(
        reader=reader,
        pipeline=pipeline,
        lexicon=lexicon,
        workers=workers,
        as_of=parse_date(as_of, "--as-of"),
        limits=parse_limits(limits),
        debug=debug,
        sources=load_sources(sources) if sources else None,
        corrections=load_corrections(corrections) if corrections else None,
        seed=seed,
        draws=draws,
        game=game,
        weeks=weeks,
        resume=resume,
        solvers=solvers,
    )
    record, code = weighed(paths, settings, console)
    if not record.reports:
        return FAILED
    if only_spec:
        return _print_spec(record, settings, output, console) or code
    with counting(console, "draws solved") as progress:
        made = forecast_reports(record, with_progress(settings, progress))
    if as_json:
        write_text(json.dumps(made.to_dict(), indent=2, ensure_ascii=False), output, console)
    if made.unsaid:
        console.error(f"no forecast: {made.unsaid}")
        return FAILED
    for warning in made.health.warnings if made.health else ():
        console.warn(warning)
    if not as_json:
        write_text(tell_forecast(made), output, console)
    return code


def weighed(paths: list[str], settings: Settings, console: Console) -> tuple[Record, int]:
    """Return the record of the paths, and the exit code that their refusals ask for."""
    from demarche.pipeline import read_or_load, weigh_reports
    from demarche.record import holds_record, read_record

    if len(paths) == 1 and holds_record(paths[0]):
        return read_record(paths[0]), DONE
    tally = Tally(console)
    told = replace(settings, tell=tally.spend)
    items = list(tally.over(console.progress(read_or_load(paths, told), "reports read")))
    record = weigh_reports(items, settings)
    if not record.reports:
        console.error("no report could be read, so there is nothing to forecast from")
    return record, PARTLY if record.refused else DONE


def with_progress(settings: Settings, progress: Progress | None) -> Settings:
    """Return settings that tell of each draw."""
    return replace(settings, solved=progress)


def _print_spec(record: Record, settings: Settings, output: Path | None, console: Console) -> int:
    from demarche.forecasting import NoScenario, build_scenario

    built = build_scenario(record, settings.as_of, horizon_weeks=settings.weeks)
    if isinstance(built, NoScenario):
        console.error(f"no game: {built.reason}")
        return FAILED
    write_text(built.spec_text, output, console)
    return DONE


def tell_forecast(made: Forecast) -> str:
    """Return a forecast for people."""
    assert made.scenario is not None
    assert made.health is not None
    actors = ", ".join(f"{role} {actor}" for role, actor in made.scenario.roles.items() if role != actor)
    health = made.health
    parts = [
        f"Forecast as of {made.as_of}, to {made.horizon}: {actors}",
        f"{health.draws} draws, effective {health.effective_sample_size:.0f}; 80 % bands in brackets.",
        "",
        _outcome_table(made),
        "",
        _hypothesis_table(made),
    ]
    if made.watch:
        parts += ["", _watch_table(made)]
    if made.what_if:
        parts += ["", *(_tell_change(one.words, one.shifts[0]) for one in made.what_if)]
    return "\n".join(parts)


def _outcome_table(made: Forecast) -> str:
    wanted = {made.as_of + dt.timedelta(weeks=week) for week in WEEKS} | {made.horizon}
    days = [at.date for at in made.outcomes[0].by if at.date in wanted]
    rows = [
        (one.name, *(f"{percent(at.probability)} ({_band(at.low, at.high)})" for at in one.by if at.date in wanted))
        for one in made.outcomes
    ]
    return table(("has come by", *map(_day, days)), rows, numbers=range(1, len(days) + 1))


def _hypothesis_table(made: Forecast) -> str:
    rows = [
        (f"{one.actor} is {one.type}", percent(one.prior), percent(one.probability), _band(one.low, one.high))
        for one in made.hypotheses
    ]
    return table(("hypothesis", "before", "now", "80 %"), rows, numbers=range(1, 4))


def _watch_table(made: Forecast) -> str:
    lead = made.outcomes[0].name
    rows = [
        (
            one.move,
            _day(one.by),
            percent(one.probability),
            f"{one.information_bits:.3f}",
            percent(one.if_seen[lead]),
            percent(one.if_not[lead]),
        )
        for one in made.watch
    ]
    return table(("watch for", "by", "likely", "bits", f"{lead} if seen", "if not"), rows, numbers=range(2, 6))


def _tell_change(words: str, shift: Shift) -> str:
    return (
        f"If {words}: {shift.outcome} {100 * shift.change:+.0f} points "
        f"({100 * shift.low:+.0f} to {100 * shift.high:+.0f}; {percent(shift.agreeing)} of the draws agree on the sign)"
    )


def _day(day: dt.date) -> str:
    return day.isoformat()


def _band(low: float, high: float) -> str:
    return f"{percent(low)}-{percent(high)}".replace(" %-", "-")
