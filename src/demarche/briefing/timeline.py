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
from demarche.briefing.parallels import Parallel
from demarche.briefing.selection import parallel_sentence
from demarche.briefing.sentences import event_noun
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
# As in selection.py: what one more report adds to a row.
_ANOTHER_REPORT = 0.35


def lay_timeline(evidence: Evidence) -> Timeline | None:
    """Return the timeline, or None where fewer than three events are dated closely enough to stand on one."""
    end_of_record = evidence.as_of or max(
        (one.value.when.end for one in evidence.events if one.value.when), default=None
    )
    if end_of_record is None:
        return None
    first = end_of_record - dt.timedelta(days=_LOOK_BACK_DAYS)
    last = end_of_record + dt.timedelta(days=_LOOK_AHEAD_DAYS)
    shown = [entry for entry in evidence.events if _is_close(entry.value, first, last)]
    if len(shown) < _FEWEST_DATED:
        return None
    windows = _windows(evidence, first, last)
    earlier = [one for one in evidence.events if one.value.when and one.value.when.end < first]
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
        earlier=evidence.count("events before the timeline", earlier),
    )


def write_chronology(
    rows: Sequence[Parallel], most: int
) -> tuple[tuple[ChronologyRow, ...], tuple[ChronologyRow, ...]]:
    """
    Return the rows by date, and the undated ones.

    Where there are more than `most`, the weightiest of each are kept (the events table has the rest).
    """
    dated = [row for row in rows if row.lead.value.when]
    undated = [row for row in rows if row.lead.value.when is None and row.lead.value.modality != "historical"]
    kept = sorted(_weightiest(dated, most), key=_by_date)
    return tuple(map(_chronology_row, kept)), tuple(map(_chronology_row, _weightiest(undated, most // 2)))


def _is_close(event: Event, first: dt.date, last: dt.date) -> bool:
    when = event.when
    return (
        when is not None and first <= when.start and when.end <= last and (when.end - when.start).days <= _COARSEST_DAYS
    )


def _lanes(shown: list[Entry[Event]]) -> tuple[TimelineLane, ...]:
    lanes = []
    for type_, words in load_wording().types.items():
        entries = [entry for entry in shown if entry.value.type == type_]
        if entries:
            lanes.append(TimelineLane(words.label, words.tone, mark_days(entries)))
    return tuple(sorted(lanes, key=lambda lane: lane.tone))


def mark_days(entries: list[Entry[Event]]) -> tuple[TimelineMark, ...]:
    """Return events of one tone as marks, one for each interval, in order."""
    marks: dict[tuple[dt.date, dt.date], list[Entry[Event]]] = {}
    for entry in entries:
        when = entry.value.when
        if when is not None:
            marks.setdefault((when.start, when.end), []).append(entry)
    return tuple(
        TimelineMark(
            start,
            end,
            tuple(entry.id for entry in here),
            any(entry.value.modality in _CERTAIN for entry in here),
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


def _weightiest(rows: list[Parallel], most: int) -> list[Parallel]:
    return sorted(rows, key=_weight)[:most]


def _weight(row: Parallel) -> tuple[float, int, str]:
    lead = row.lead.value
    factor = 1.0 if lead.modality in _CERTAIN else 0.7
    return (
        -weight(lead.type, lead.mode) * factor * (1 + _ANOTHER_REPORT * (len(row.reports) - 1)),
        row.lead.report,
        row.lead.id,
    )


def _by_date(row: Parallel) -> tuple[dt.date, dt.date, int, str]:
    when = row.lead.value.when
    assert when is not None
    return (when.start if is_narrow(when) else when.end), when.end, row.lead.report, row.lead.handle


def _chronology_row(row: Parallel) -> ChronologyRow:
    lead = row.lead.value
    words = type_words(lead.type)
    return ChronologyRow(
        when_words(lead.when), parallel_sentence(row, dated=False), words.tone, words.label, len(row.reports)
    )
