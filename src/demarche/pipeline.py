"""
The main path, from reports to a brief. Read this file first.

1. Open: bytes become pages, whatever their kind; what cannot be read is refused by name (`reading.pages`).
2. Shut out: with an as-of date, nothing published later goes on.
3. Read: each page becomes a reading, every item with its span (`reading`).
4. Weigh: the readings become one record: same events, copies, conflicts, grades (`weighing`).
5. Forecast, where draws are asked for: the record fills a game, which says what may come (`forecast`, `game`).
6. Brief: record and forecast become what is printed, every item cited (`briefing`).
7. Render: HTML, Markdown or JSON.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from demarche.briefing import Brief, BriefSettings, build_brief, render_html, render_json, render_markdown
from demarche.errors import InputError, SolveError
from demarche.forecasting import DRAWS, HORIZON_WEEKS, Forecast, ForecastSettings, forecast_record
from demarche.ontology import load_ontology
from demarche.reading import (
    Explanation,
    Limits,
    Page,
    PatternReader,
    ReaderChoice,
    Spending,
    load_reader,
    open_pages,
    read_pages,
)
from demarche.record import (
    CorrectionsFile,
    Reading,
    Record,
    Refused,
    SourcesFile,
    holds_readings,
    read_lines_kindly,
)
from demarche.weighing import WeighSettings, weigh_readings

RENDERERS: dict[str, Callable[[Brief], str]] = {"html": render_html, "md": render_markdown, "json": render_json}


@dataclass(frozen=True)
class Settings:
    """
    What a run may be told; every default is sane for a laptop.

    Parameters
    ----------
    reader, pipeline : str
        Names of the reader and of its parser.
    lexicon : Path, optional
        A researcher's own tables.
    workers : int
        Processes that read.
    as_of : date, optional
        Nothing published later is used.
    limits : Limits
        The most of each thing that is read.
    debug : bool
        Let errors inside a report through.
    sources : SourcesFile, optional
        The user's grades of sources, over the defaults by kind.
    corrections : CorrectionsFile, optional
        An analyst's corrections, laid over the record.
    progress : callable, optional
        Called with the name of each stage of weighing as it begins.
    title : str, optional
        A title in place of the one that is written from the record.
    seed : int
        Seed of everything random.
    draws : int
        Draws of the forecast; 0: no forecast.
    game : Path, optional
        A spec in place of the one that is filled from the record.
    weeks : int
        Weeks that are forecast, where the game is filled from the record.
    resume : Path, optional
        A file that takes every draw, and from which a run that was stopped goes on.
    solvers : int, optional
        Processes that solve draws; one a core if not given.
    solved : callable, optional
        Called with the draws solved and all draws.
    tell : callable, optional
        Called with what each request of the model reader cost.
    """

    reader: str = "patterns"
    pipeline: str = "demarche"
    lexicon: Path | None = None
    workers: int = 1
    as_of: dt.date | None = None
    limits: Limits = field(default_factory=Limits)
    debug: bool = False
    sources: SourcesFile | None = None
    corrections: CorrectionsFile | None = None
    progress: Callable[[str], None] | None = None
    title: str | None = None
    seed: int = 0
    draws: int = 0
    game: Path | None = None
    weeks: int = HORIZON_WEEKS
    resume: Path | None = None
    solvers: int | None = None
    solved: Callable[[int, int], None] | None = None
    tell: Callable[[Spending], None] | None = None

    def choice(self) -> ReaderChoice:
        """Return which reader is wanted."""
        # What counts the model's bill stays in this process; the readers of others need not carry it.
        tell = self.tell if self.reader == "model" else None
        return ReaderChoice(self.reader, self.pipeline, self.lexicon, self.debug, tell)

    def forecasting(self) -> ForecastSettings:
        """Return the settings of the forecast."""
        return ForecastSettings(
            draws=self.draws,
            seed=self.seed,
            as_of=self.as_of,
            game=self.game,
            horizon_weeks=self.weeks,
            workers=self.solvers,
            resume_from=self.resume,
            progress=self.solved,
        )


def read_reports(paths: Sequence[str | Path], settings: Settings | None = None) -> Iterator[Reading | Refused]:
    """
    Read reports as a stream, in input order; memory stays bounded.

    Raises
    ------
    MissingInputError
        If a path does not exist; before anything is read.
    """
    chosen = settings or Settings()
    pages = open_pages(paths, chosen.limits)  # 1
    known = _shut_out(pages, chosen.as_of)  # 2
    return read_pages(known, chosen.choice(), workers=chosen.workers)  # 3


def explain_reports(paths: Sequence[str | Path], settings: Settings | None = None) -> Iterator[Explanation | Refused]:
    """
    Read reports one by one, and keep all that was tried on the way.

    Raises
    ------
    InputError
        If the reader that is asked for cannot explain itself.
    """
    chosen = settings or Settings()
    reader = load_reader(chosen.choice())
    if not isinstance(reader, PatternReader):
        raise InputError("this reader has no rules to explain", field="--reader", wanted="patterns", got=chosen.reader)
    for item in _shut_out(open_pages(paths, chosen.limits), chosen.as_of):
        yield item if isinstance(item, Refused) else reader.explain(item)


def read_or_load(paths: Sequence[str | Path], settings: Settings | None = None) -> Iterator[Reading | Refused]:
    """
    Read reports, or take over readings that were made before: JSON Lines of `demarche read`, told by their content.

    A line of readings that is broken comes as a `Refused` with its file and number.
    """
    ready = [path for path in paths if holds_readings(path)]
    rest = [path for path in paths if path not in ready]
    if rest:
        yield from read_reports(rest, settings)
    for path in ready:
        yield from read_lines_kindly(path)


def weigh_reports(items: Iterable[Reading | Refused], settings: Settings | None = None) -> Record:
    """Return the record of what was read and refused."""
    chosen = settings or Settings()
    how = WeighSettings(as_of=chosen.as_of, progress=chosen.progress)
    return weigh_readings(items, how, sources=chosen.sources, corrections=chosen.corrections)  # 4


def forecast_reports(record: Record, settings: Settings | None = None) -> Forecast:
    """Return what may come next."""
    chosen = settings or Settings(draws=DRAWS)
    return forecast_record(record, chosen.forecasting())  # 5


def make_brief(paths: Sequence[str | Path], settings: Settings | None = None) -> Brief:
    """Read reports and return their brief; render it with `RENDERERS`."""
    chosen = settings or Settings()
    return brief_of(read_reports(paths, chosen), chosen, paths)


def brief_of(items: Iterable[Reading | Refused], settings: Settings, paths: Sequence[str | Path] = ()) -> Brief:
    """Weigh what was read, and return the brief of it and of what was refused."""
    readings, refused = _told_once(items)
    record = weigh_reports(readings, settings)  # 4
    forecast = _forecast_or_why_not(record, settings) if settings.draws else None  # 5
    ontology = load_ontology(settings.lexicon)
    made_with = BriefSettings(
        title=settings.title,
        generated_from=tuple(str(path) for path in paths),
        version=version("demarche"),
        pipeline="" if settings.reader == "model" else settings.pipeline,
        lexicon=str(settings.lexicon) if settings.lexicon else "",
        own_types=tuple(ontology.own_types.values()),
        own_modes=tuple(ontology.own_modes.values()),
        own_bodies=ontology.own.bodies,
    )
    return build_brief(record, refused, settings=made_with, forecast=forecast)  # 6


def _forecast_or_why_not(record: Record, settings: Settings) -> Forecast:
    """Return the forecast, or one that says what was wrong: what is known is printed in any case."""
    try:
        return forecast_reports(record, settings)
    except (InputError, SolveError) as exc:
        dates = [report.published for report in record.reports if report.published]
        day = settings.as_of or record.as_of or max(dates, default=dt.date.min)
        return Forecast(day, settings.seed, None, None, f"The game could not be used: {exc}")


def _told_once(items: Iterable[Reading | Refused]) -> tuple[list[Reading], list[Refused]]:
    """Return each report's reading once, and what was refused; a report that came twice is among it, by name."""
    readings: dict[str, Reading] = {}
    refused: list[Refused] = []
    for item in items:
        if isinstance(item, Refused):
            refused.append(item)
            continue
        first = readings.setdefault(item.report.id, item)
        if first is not item:
            refused.append(Refused(_name(item), "weigh", "the same report twice", f"as {_name(first)}"))
    return list(readings.values()), refused


def _name(reading: Reading) -> str:
    return reading.report.path or reading.report.title or reading.report.id


def _shut_out(pages: Iterable[Page | Refused], as_of: dt.date | None) -> Iterator[Page | Refused]:
    for page in pages:
        yield page if as_of is None or isinstance(page, Refused) else _known_by(page, as_of)


def _known_by(page: Page, as_of: dt.date) -> Page | Refused:
    where = page.path or page.title or "a text"
    if page.published is None:
        detail = "give it one in front matter (published: 2022-02-12), or leave --as-of out"
        return Refused(where, "as-of", "no date of publication, so it cannot be shown to be early enough", detail)
    if page.published > as_of:
        return Refused(where, "as-of", f"published {page.published}, after the as-of date {as_of}")
    return page
