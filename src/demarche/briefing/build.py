"""From the record to a brief: one builder a section, in the order in which they are printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from demarche.briefing.cited import Sentence
from demarche.briefing.claims import lay_grid
from demarche.briefing.conflicts import tell_conflicts
from demarche.briefing.dyads import count_dyads
from demarche.briefing.evidence import Evidence, gather_evidence
from demarche.briefing.gaps import describe_method, find_gaps
from demarche.briefing.grades import count_origins, list_copies, list_corrections, tabulate_sources
from demarche.briefing.headline import write_bottom_line, write_title
from demarche.briefing.heat import map_heat
from demarche.briefing.model import Brief, Provenance
from demarche.briefing.outlook.build import head_of, lay_outlook, spans_of
from demarche.briefing.predictions import collect_predictions
from demarche.briefing.reports import lay_reports
from demarche.briefing.rows import (
    count_tallies,
    tabulate_dropped,
    tabulate_events,
    tabulate_findings,
    tabulate_left_out,
)
from demarche.briefing.selection import choose_key_points
from demarche.briefing.settings import BriefSettings
from demarche.briefing.timeline import lay_timeline, write_chronology
from demarche.briefing.told import Told, tell_findings
from demarche.briefing.voices import collect_voices
from demarche.briefing.wording import speaking_of
from demarche.record import Record, Refused

if TYPE_CHECKING:
    from demarche.forecasting import Forecast

_DEFAULTS = BriefSettings()


def build_brief(
    record: Record,
    refused: Sequence[Refused] = (),
    *,
    settings: BriefSettings = _DEFAULTS,
    forecast: Forecast | None = None,
) -> Brief:
    """
    Return the brief of a record.

    Parameters
    ----------
    record : Record
        What the reports say together; they are numbered in its order.
    refused : sequence of Refused
        Inputs that were not read; they are listed, after them those that the record refused.
    settings : BriefSettings
        Title, provenance and how much is printed.
    forecast : Forecast, optional
        What may come next, or why it is unsaid; without it the brief holds what the reports say, as ever.

    Raises
    ------
    EvidenceError
        If the record breaks one of its laws, for example by a citation that is not in its report.
    """
    with speaking_of(settings.own_types, settings.own_modes, settings.own_bodies):
        return _built(record, refused, settings, forecast)


def _built(record: Record, refused: Sequence[Refused], settings: BriefSettings, forecast: Forecast | None) -> Brief:
    limits = settings.limits
    evidence = gather_evidence(record, spans_of(forecast))
    findings = tell_findings(evidence)
    conflicts = tell_conflicts(evidence, findings, limits.conflicts)
    chronology, undated = write_chronology(findings, limits.chronology)
    rows = tabulate_findings(findings, limits.events)
    brief = Brief(
        title=settings.title or write_title(evidence, conflicts),
        as_of=evidence.as_of,
        tallies=count_tallies(evidence, findings),
        origins=count_origins(evidence),
        bottom_line=write_bottom_line(evidence, findings, conflicts),
        known=choose_key_points(evidence, findings, limits.key_points),
        chronology=chronology,
        undated=undated,
        timeline=lay_timeline(evidence, findings),
        dyads=count_dyads(evidence, findings),
        heat=map_heat(evidence, findings),
        grid=lay_grid(evidence, findings, limits.claims),
        conflicts=conflicts,
        copies=list_copies(evidence),
        voices=collect_voices(evidence, limits.statements),
        predictions=collect_predictions(evidence, limits.predictions),
        findings=rows,
        events=tabulate_events(evidence, rows),
        corrections=list_corrections(evidence),
        sources=tabulate_sources(evidence),
        left_out=tabulate_left_out(evidence),
        refused=(*refused, *record.refused),
        gaps=find_gaps(evidence),
        method=describe_method(evidence, settings, with_forecast=forecast is not None and not forecast.unsaid),
        reports=(),
        citations=tuple(evidence.citations.values()),
        provenance=Provenance(settings.generated_from, settings.version, settings.pipeline, settings.lexicon),
        dropped=tabulate_dropped(evidence),
    )
    if forecast is not None:
        brief = _with_forecast(brief, forecast, evidence, findings, settings)
    return msgspec.structs.replace(brief, reports=lay_reports(brief, evidence, limits.text_characters))


def _with_forecast(
    brief: Brief, forecast: Forecast, evidence: Evidence, findings: Sequence[Told], settings: BriefSettings
) -> Brief:
    """Return the brief with its forecast: the judgement becomes title and bottom line, unless it is unsaid."""
    from demarche.forecasting import forecast_json  # the solver behind it is slow to import, and only for a forecast

    outlook, numbers = lay_outlook(forecast, evidence, findings), forecast_json(forecast)
    if outlook.unsaid:
        line = Sentence("There is no forecast here; why not, and what would mend it, stands below.")
        return msgspec.structs.replace(brief, bottom_line=(*brief.bottom_line, line), outlook=outlook, forecast=numbers)
    title, line = head_of(forecast, evidence, findings)
    # What the record alone gave stands first among what is known.
    outlook = msgspec.structs.replace(outlook, situation=brief.bottom_line)
    title = settings.title or title or brief.title
    return msgspec.structs.replace(brief, title=title, bottom_line=(line,), outlook=outlook, forecast=numbers)
