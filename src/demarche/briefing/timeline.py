"""The timeline: dated events by type on a calendar, with the windows that are predicted in print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from demarche.briefing.datewords import is_narrow, when_words
from demarche.briefing.evidence import Entry, Evidence
from demarche.briefing.model import (
    ChronologyRow,
    Timeline,
    TimelineLane,
    TimelineMark,
    TimelineWindow,
)
from demarche.briefing.sentences import event_noun
from demarche.briefing.told import Told, told_sentence
from demarche.briefing.wording import load_wording, type_words, weight
from demarche.record import Event, Projection

# Below this there is nothing to see on a line; the chronology says it in words.
_FEWEST_DATED = 3
# Looking back further than this from the as-of date would press the days that matter together.
_LOOK_BACK_DAYS = 120
_LOOK_AHEAD_DAYS = 120
_CERTAIN = frozenset({"asserted", "historical"})
_MOST_WINDOWS = 6
_COARSEST_DAYS = 62
# As in selection.py: what one more origin adds to a finding.
_ANOTHER_ORIGIN = 0.35


def lay_timeline(evidence: Evidence, findings: Sequence[Told]) -> Timeline | None:
    """Return the timeline, or None where fewer than three findings are dated closely enough to stand on one."""
    end_of_record = evidence.as_of or max((one.value.when.end for one in findings if one.value.when), default=None)
    if end_of_record is None:
        return None
    first = end_of_record - dt.timedelta(days=_LOOK_BACK_DAYS)
    last = end_of_record + dt.timedelta(days=_LOOK_AHEAD_DAYS)
    shown = [one for one in findings if _is_close(one.value, first, last)]
    if len(shown) < _FEWEST_DATED:
        return None
    windows = _windows(evidence, first, last)
    earlier = [one for one in findings if one.value.when and one.value.when.end < first]
    starts = [one.value.when.start for one in shown if one.value.when]
    ends = [one.value.when.end for one in shown if one.value.when] + [one.end for one in windows]
    if evidence.as_of:
        starts.append(evidence.as_of)
        ends.append(evidence.as_of)
    return Timeline(
        start=max(first, min(starts)),
        end=min(last, max(ends)),
        as_of=evidence.as_of,
        lanes=_lanes(shown),
        windows=windows,
        earlier=evidence.count("findings before the timeline", earlier),
    )


def write_chronology(
    findings: Sequence[Told], most: int
) -> tuple[tuple[ChronologyRow, ...], tuple[ChronologyRow, ...]]:
    """
    Return the findings by date, and the undated ones.

    Where there are more than `most`, the weightiest of each are kept (the table of findings has the rest).
    """
    dated = [row for row in findings if row.value.when]
    undated = [row for row in findings if row.value.when is None and row.value.modality != "historical"]
    kept = sorted(_weightiest(dated, most), key=_by_date)
    return tuple(map(_chronology_row, kept)), tuple(map(_chronology_row, _weightiest(undated, most // 2)))


def _is_close(event: Event, first: dt.date, last: dt.date) -> bool:
    when = event.when
    return (
        when is not None and first <= when.start and when.end <= last and (when.end - when.start).days <= _COARSEST_DAYS
    )


def _lanes(shown: list[Told]) -> tuple[TimelineLane, ...]:
    lanes = []
    unknown = sorted({one.value.type for one in shown} - load_wording().types.keys())
    for type_ in (*load_wording().types, *unknown):
        words = type_words(type_)
        here = [one for one in shown if one.value.type == type_]
        if here:
            lanes.append(TimelineLane(words.label, words.tone, _mark_days(here)))
    return tuple(sorted(lanes, key=lambda lane: lane.tone))


def _mark_days(shown: list[Told]) -> tuple[TimelineMark, ...]:
    """Return findings of one tone as marks, one for each interval, in order."""
    marks: dict[tuple[dt.date, dt.date], list[Told]] = {}
    for one in shown:
        when = one.value.when
        if when is not None:
            marks.setdefault((when.start, when.end), []).append(one)
    return tuple(
        TimelineMark(
            start,
            end,
            tuple(one.id for one in here),
            any(one.value.modality in _CERTAIN for one in here),
            here[0].handle,
            type_words(here[0].value.type).tone,
        )
        for (start, end), here in sorted(marks.items())
    )


def _windows(evidence: Evidence, first: dt.date, last: dt.date) -> tuple[TimelineWindow, ...]:
    windows = []
    for entry in evidence.projections:
        window = entry.value.window
        if window and window.end >= first and window.start <= last:
            windows.append(_window(entry, max(window.start, first), min(window.end, last)))
    return tuple(sorted(windows, key=lambda one: (one.end, one.start, one.handle))[:_MOST_WINDOWS])


def _window(entry: Entry[Projection], start: dt.date, end: dt.date) -> TimelineWindow:
    return TimelineWindow(event_noun(entry.value.event), start, end, entry.handle, entry.id)


def _weightiest(rows: list[Told], most: int) -> list[Told]:
    return sorted(rows, key=_weight)[:most]


def _weight(row: Told) -> tuple[float, int, str]:
    lead = row.value
    factor = 1.0 if lead.modality in _CERTAIN else 0.7
    return (
        -weight(lead.type, lead.mode) * factor * (1 + _ANOTHER_ORIGIN * (max(row.finding.origins, 1) - 1)),
        row.report,
        row.id,
    )


def _by_date(row: Told) -> tuple[dt.date, dt.date, int, int]:
    when = row.value.when
    assert when is not None
    return (when.start if is_narrow(when) else when.end), when.end, row.report, int(row.handle[1:])


def _chronology_row(row: Told) -> ChronologyRow:
    words = type_words(row.value.type)
    return ChronologyRow(
        item=row.id,
        when=when_words(row.value.when),
        sentence=told_sentence(row, dated=False),
        tone=words.tone,
        label=words.label,
        reports=len(row.reports),
        origins=row.finding.origins,
        credibility=row.finding.credibility,
    )
