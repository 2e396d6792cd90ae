"""From readings to a brief: one builder a section, in the order in which they are printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import msgspec

from demarche.briefing.differences import find_differences
from demarche.briefing.dyads import count_dyads
from demarche.briefing.evidence import gather_evidence
from demarche.briefing.gaps import describe_method, find_gaps
from demarche.briefing.headline import write_bottom_line, write_title
from demarche.briefing.model import Brief, Provenance
from demarche.briefing.pairs import list_pairs
from demarche.briefing.parallels import find_parallels
from demarche.briefing.predictions import collect_predictions
from demarche.briefing.reports import lay_reports
from demarche.briefing.rows import count_tallies, tabulate_events, tabulate_left_out, tabulate_sources
from demarche.briefing.selection import choose_key_points
from demarche.briefing.settings import BriefSettings
from demarche.briefing.timeline import lay_timeline, write_chronology
from demarche.briefing.voices import collect_voices
from demarche.record import Reading, Refused

_DEFAULTS = BriefSettings()


def build_brief(
    readings: Iterable[Reading],
    refused: Sequence[Refused] = (),
    *,
    as_of: dt.date | None = None,
    settings: BriefSettings = _DEFAULTS,
) -> Brief:
    """
    Return the brief of some readings.

    Parameters
    ----------
    readings : iterable of Reading
        In the order in which the reports are to be numbered.
    refused : sequence of Refused
        Inputs that were not read; they are listed.
    as_of : date, optional
        Reports published later are not used, and are listed so. Default: the latest day of publication.
    settings : BriefSettings
        Title, provenance and how much is printed.

    Raises
    ------
    EvidenceError
        If a reading breaks a law of the record, for example a citation that is not in its report.
    """
    limits = settings.limits
    evidence, unused = gather_evidence(tuple(readings), as_of)
    rows = find_parallels(evidence.events)
    differences = find_differences(evidence, rows, limits.differences)
    chronology, undated = write_chronology(rows, limits.chronology)
    events = tabulate_events(evidence, limits.events)
    voices = collect_voices(evidence, limits.statements)
    predictions = collect_predictions(evidence, limits.predictions)
    timeline = lay_timeline(evidence)
    brief = Brief(
        title=settings.title or write_title(evidence, differences),
        as_of=evidence.as_of,
        tallies=count_tallies(evidence),
        bottom_line=write_bottom_line(evidence, rows, differences),
        known=choose_key_points(evidence, rows, limits.key_points),
        chronology=chronology,
        undated=undated,
        timeline=timeline,
        dyads=count_dyads(evidence),
        pairs=list_pairs(evidence, timeline),
        voices=voices,
        differences=differences,
        predictions=predictions,
        events=events,
        sources=tabulate_sources(evidence),
        left_out=tabulate_left_out(evidence),
        refused=(*refused, *unused),
        gaps=find_gaps(evidence),
        method=describe_method(evidence, settings),
        reports=(),
        citations=tuple(evidence.citations.values()),
        provenance=Provenance(settings.generated_from, settings.version, settings.pipeline, settings.lexicon),
    )
    return msgspec.structs.replace(brief, reports=lay_reports(brief, evidence, limits.text_characters))
