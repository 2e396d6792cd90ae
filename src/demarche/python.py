"""The calls of the package's front door: what a script or a notebook uses."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from demarche.briefing import Brief
from demarche.errors import InputError, MissingInputError
from demarche.forecasting import Forecast, ForecastSettings, WhatIf, ask_what_if, forecast_record
from demarche.pipeline import RENDERERS, Settings, make_brief, read_reports, weigh_reports
from demarche.reading import Reader, ReaderChoice, load_reader, open_pages, page_from_text
from demarche.record import CorrectionsFile, Reading, Record, Refused, SourcesFile
from demarche.weighing import load_corrections, load_sources

_NAME_LENGTH = 1_000  # no path is longer; a longer string is a text


def read(path_or_text: str | Path, *, settings: Settings | None = None, **meta: object) -> Reading:
    """
    Read one report.

    Parameters
    ----------
    path_or_text : str or Path
        A path, or the text itself. A string that names an existing file is a path.
    settings : Settings, optional
        Reader, pipeline, lexicon and limits.
    **meta
        `title`, `source`, `source_kind`, `reliability`, `authors`, `published` (ISO date), `url`, `language`, `id`:
        what is known of the report; for a text only.

    Returns
    -------
    Reading
        What the report says; `to_dict`, `to_json`, `to_arrow` give it away.

    Raises
    ------
    InputError
        If the report is refused (the message says why), or the path holds more or less than one report.

    Examples
    --------
    >>> import demarche
    >>> said = demarche.read("Iran rejected the resolution on Sunday.", published="2006-12-24")
    >>> [event.type for event in said.events]
    ['REJECT']
    """
    chosen = settings or Settings()
    if _is_path(path_or_text):
        if meta:
            raise InputError(
                "a file says its own title, source and date", field=next(iter(meta)), got=str(path_or_text)
            )
        pages = list(open_pages([path_or_text], chosen.limits))
    else:
        pages = [page_from_text(str(path_or_text), limits=chosen.limits, **meta)]  # type: ignore[arg-type]
    if len(pages) != 1:
        raise InputError("not one report", where=str(path_or_text), wanted="one", got=f"{len(pages)}; see read_many")
    found = pages[0] if isinstance(pages[0], Refused) else next(_reader(chosen).read([pages[0]]))
    if isinstance(found, Refused):
        raise InputError(f"{found.reason}: {found.detail}", where=found.path, field=found.stage)
    return found


def read_many(paths: Sequence[str | Path], *, settings: Settings | None = None) -> Iterator[Reading | Refused]:
    """Read many reports as a stream, in input order; what cannot be read comes as a `Refused` in its place."""
    return read_reports(paths, settings)


def weigh(
    readings: Iterable[Reading | Refused],
    *,
    sources: str | Path | SourcesFile | None = None,
    corrections: str | Path | CorrectionsFile | None = None,
    as_of: dt.date | None = None,
) -> Record:
    """
    Weigh readings into one record: events with all their mentions, conflicts, copies, grades.

    Parameters
    ----------
    readings : iterable of Reading or Refused
        As `read` and `read_many` give them; their order does not matter.
    sources, corrections : path or struct, optional
        The analyst's files (YAML), or what they hold.
    as_of : date, optional
        Nothing published later is used.

    Examples
    --------
    >>> import demarche
    >>> one = demarche.read("Egypt seized the canal on 26 July 1956.", published="1956-07-27", source="Gulf Post")
    >>> record = demarche.weigh([one])
    >>> len(record.reports), record.to_dict()["reports"][0]["source"]["name"]
    (1, 'Gulf Post')
    """
    table = sources if sources is None or isinstance(sources, SourcesFile) else load_sources(sources)
    given = (
        corrections
        if corrections is None or isinstance(corrections, CorrectionsFile)
        else load_corrections(corrections)
    )
    return weigh_reports(readings, Settings(as_of=as_of, sources=table, corrections=given))


def forecast(
    record: Record, *, settings: ForecastSettings | None = None, game: str | Path | None = None, **changes: object
) -> Forecast:
    """
    Say what may come next in the crisis of a record, by when, how likely and why.

    Parameters
    ----------
    record : Record
        As `weigh` gives it.
    settings : ForecastSettings, optional
        All that can be set.
    game : str or Path, optional
        A spec of one's own (a file, or its text), in place of the game that is filled from the record.
    **changes
        Fields of `ForecastSettings` by name, e.g. ``draws=1000``, ``as_of=date(2022, 2, 12)``. With more than one of
        ``workers`` (one a core, if not given) a script needs the usual ``if __name__ == "__main__"``.

    Returns
    -------
    Forecast
        `to_dict`, `to_json`, `to_arrow` give it away. Where the record fills no game, `unsaid` says why.

    Examples
    --------
    >>> import demarche
    >>> one = demarche.read("Egypt seized the canal on 26 July 1956.", published="1956-07-27", source="Gulf Post")
    >>> demarche.forecast(demarche.weigh([one]), draws=1).health is None  # nobody is challenged by name
    True
    """
    return forecast_record(record, _forecasting(settings, game, changes))


def what_if(
    record: Record,
    *,
    sets: Mapping[str, float | dt.date] | None = None,
    forces: Sequence[str] = (),
    settings: ForecastSettings | None = None,
    game: str | Path | None = None,
    **changes: object,
) -> WhatIf | Forecast:
    """
    Say what a change would do to the forecast.

    Parameters
    ----------
    record : Record
    sets : mapping of str to float or date, optional
        Parameters of the game and their values from the as-of date on.
    forces : sequence of str, optional
        Moves that are made: "USA support 2022-02-18".
    settings, game, **changes
        As of `forecast`.

    Returns
    -------
    WhatIf or Forecast
        A `Forecast` whose `unsaid` says why, where there is none to change.
    """
    return ask_what_if(record, sets or {}, forces, _forecasting(settings, game, changes))


def _forecasting(
    settings: ForecastSettings | None, game: str | Path | None, changes: Mapping[str, object]
) -> ForecastSettings:
    given = settings or ForecastSettings()
    return replace(given, game=given.game if game is None else game, **changes)  # type: ignore[arg-type]


def brief(paths: Sequence[str | Path], *, settings: Settings | None = None, **changes: object) -> Brief:
    """
    Read reports and return their brief.

    Parameters
    ----------
    paths : sequence of str or Path
        Files and folders.
    settings : Settings, optional
        All that can be set.
    **changes
        Fields of `Settings` by name, e.g. `as_of=date(2022, 2, 12)`; `draws=200` for one with a forecast.
    """
    return make_brief(paths, replace(settings or Settings(), **changes))  # type: ignore[arg-type]


def render(made: Brief, form: str = "html") -> str:
    """Return a brief as `html`, `md` or `json`."""
    if form not in RENDERERS:
        raise InputError("there is no such form", field="form", wanted=", ".join(RENDERERS), got=form)
    return RENDERERS[form](made)


def _reader(settings: Settings) -> Reader:
    choice = settings.choice()
    # The model reader hangs on the environment, which may have changed, and loads nothing heavy.
    return load_reader(choice) if choice.reader == "model" else _loaded(choice)


@lru_cache(maxsize=2)  # a network takes a second to load
def _loaded(choice: ReaderChoice) -> Reader:
    return load_reader(choice)


def _is_path(given: str | Path) -> bool:
    if isinstance(given, os.PathLike):
        return True
    if len(given) >= _NAME_LENGTH or "\n" in given:
        return False
    try:
        if Path(given).exists():
            return True
    except OSError:  # longer than the system lets a file's name be: a text
        return False
    if Path(given).suffix and not any(map(str.isspace, given)):
        raise MissingInputError("no such file", where=given, mend="or give the text itself")
    return False
