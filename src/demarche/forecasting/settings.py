"""What a caller may set about a forecast."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

DRAWS = 200
"""With even weights the standard error of a mean is then a fourteenth of the draws' spread."""
HORIZON_WEEKS = 16
"""Half of the crises of [ICB14] were over after 81 days, three in four after half a year."""


@dataclass(frozen=True)
class ForecastSettings:
    """
    Settings of `forecast_record`.

    Parameters
    ----------
    draws : int
        Sets of parameters that are drawn and solved; at least 1.
    seed : int
    as_of : date, optional
        Nothing that came out later is used; the latest report's day if not given.
    game : str or Path, optional
        A spec in place of the one that is filled from the record.
    horizon_weeks : int
        Weeks forecast, where the spec is filled from the record.
    workers : int, optional
        Processes; one a core if not given.
    resume_from : Path, optional
        A file that takes each solved draw, and from which a run that was stopped goes on.
    progress : callable, optional
        Called with the draws done and all draws.
    """

    draws: int = DRAWS
    seed: int = 0
    as_of: dt.date | None = None
    game: str | Path | None = None
    horizon_weeks: int = HORIZON_WEEKS
    workers: int | None = None
    resume_from: Path | None = None
    progress: Callable[[int, int], None] | None = None
