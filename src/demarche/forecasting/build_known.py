"""What was known by a date: a record without anything that came out later, weighed again where something did."""

from __future__ import annotations

import datetime as dt

from demarche.record import CorrectionsFile, Record, SourceEntry, SourcesFile
from demarche.weighing import WeighSettings, weigh_readings


def known_by(record: Record, as_of: dt.date) -> Record:
    """
    Return a record as it would have been on a date.

    Where a report is later, or has no date and so cannot be shown to be early enough, it is left out, and the rest is
    weighed again: grades and values of findings would otherwise know what came later. Ids of findings may then differ
    from those of `record`, so cite from what this returns. Grades of sources and corrections are kept.
    """
    if all(one.published is not None and one.published <= as_of for one in record.reports):
        return record
    named = [one for one in record.sources if one.name]
    grades = tuple(SourceEntry(one.name, one.reliability, why=one.why) for one in named if one.name)
    corrections = tuple(one.correction for one in record.corrections)
    return weigh_readings(
        [*record.readings(), *record.refused],
        WeighSettings(as_of=as_of),
        sources=SourcesFile(grades) if grades else None,
        corrections=CorrectionsFile(corrections) if corrections else None,
    )


def date_of(record: Record, as_of: dt.date | None = None) -> dt.date | None:
    """Return the as-of date: the one given, else the record's own, else the latest day of publication; None else."""
    dates = [one.published for one in record.reports if one.published]
    return as_of or record.as_of or max(dates, default=None)
