"""What the press predicts: each projection with its forecaster, window and range, as printed."""

from __future__ import annotations

import datetime as dt

from demarche.briefing.datewords import window_words
from demarche.briefing.evidence import Entry, Evidence
from demarche.briefing.model import PredictionRow
from demarche.briefing.naming import bare, country_words, says_country
from demarche.briefing.sentences import event_noun
from demarche.ontology import icd203_word
from demarche.record import Forecaster, ProbabilityRange, Projection

_TITLE_CHARACTERS = 60
_NO_DEGREE = (0.20, 0.80)


def collect_predictions(evidence: Evidence, most: int) -> tuple[PredictionRow, ...]:
    """Return the projections by the end of their window, those without a date last; `most` of them are printed."""
    ordered = sorted(evidence.projections, key=_by_window)
    return tuple(_row(evidence, entry, place < most) for place, entry in enumerate(ordered))


def forecaster_words(forecaster: Forecaster, source: str) -> str:
    """Return whose forecast it is: the report's author, a speaker quoted in it, or a third party."""
    told = forecaster.country and not says_country(forecaster.name or "", forecaster.country)
    country = f" ({bare(country_words(forecaster.country))})" if forecaster.country and told else ""
    if forecaster.kind == "author":
        return f"{forecaster.name} ({source})" if forecaster.name and forecaster.name != source else source
    if forecaster.name:
        return forecaster.name + country
    if forecaster.country:
        return country_words(forecaster.country)
    return "an unnamed speaker" if forecaster.kind == "speaker" else "an unnamed third party"


def likelihood_words(probability: ProbabilityRange | None) -> str:
    """Return a range in ICD 203's words; 'no degree given' for 0.20–0.80, 'no likelihood given' where there is none."""
    if probability is None:
        return "no likelihood given"
    if (probability.low, probability.high) == _NO_DEGREE:
        return "possible, no degree given"
    return icd203_word((probability.low + probability.high) / 2)


def percent_words(probability: ProbabilityRange | None) -> str:
    """Return '55–80 %'; '' where the text gives no likelihood."""
    if probability is None:
        return ""
    low, high = round(probability.low * 100), round(probability.high * 100)
    return f"{low} %" if low == high else f"{low}–{high} %"


def _by_window(entry: Entry[Projection]) -> tuple[dt.date, dt.date, int]:
    window = entry.value.window
    return (window.end, window.start, 0) if window else (dt.date.max, dt.date.max, 1)


def _row(evidence: Evidence, entry: Entry[Projection], printed: bool) -> PredictionRow:
    projection = entry.value
    source = source_label(evidence, entry.report)
    return PredictionRow(
        handle=entry.handle,
        report=entry.report,
        projection=entry.raw,
        forecaster=forecaster_words(projection.forecaster, source),
        event=event_noun(projection.event),
        window=window_words(projection.window, evidence.as_of),
        likelihood=likelihood_words(projection.probability),
        condition=projection.condition or "",
        citations=entry.citations,
        printed=printed,
    )


def source_label(evidence: Evidence, number: int) -> str:
    """Return what a report is called: its source's name, else its title, else its number and kind."""
    report = evidence.report(number)
    source = report.source
    if source.name:
        return source.name
    if report.title:
        title = report.title if len(report.title) <= _TITLE_CHARACTERS else report.title[: _TITLE_CHARACTERS - 1] + "…"
        return f"“{title}”"
    return f"Report {number}" if source.kind == "unknown" else f"Report {number}, {source.kind}"
