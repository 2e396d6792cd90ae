"""
What a brief holds: one frozen struct with everything that is printed, and the JSON form of it.

Every text that states something carries the citations behind it; every number is a `Count` or a row that carries the
ids of the items counted. Citations carry W3C selectors (TextQuoteSelector, TextPositionSelector), in code points.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any, Literal

import msgspec

from demarche.briefing.cited import Citation, Count, Part, Sentence
from demarche.briefing.outlook.model import Outlook
from demarche.record import Event, Projection, Refused, Report, Statement

Tone = Literal["conflictual", "cooperative"]
Answer = Literal["says", "other", "denies", "both", "plans", "silent", "before"]


class KeyPoint(Part, frozen=True):
    """
    A thing known: its sentence, the quotation that shows it best, in how many reports it stands, and why here.

    `credibility` is the finding's grade in words, `graded` the reason for it; both are "" for a statement. `quoted`
    is the sentence of the report around the citation `shown`: what stands before it, its words, what follows.
    """

    sentence: Sentence
    shown: str
    quoted: tuple[str, str, str]
    reports: int
    tone: Tone | None
    why: str
    credibility: str
    graded: str


class ChronologyRow(Part, frozen=True):
    """A finding by its day (or interval); `credibility` is its grade, 1 to 6."""

    item: str
    when: str
    sentence: Sentence
    tone: Tone
    label: str
    reports: int
    origins: int
    credibility: int


class TimelineMark(Part, frozen=True):
    """What one lane of the timeline shows at one interval: the ids that it counts, and whether it is on one's word."""

    start: dt.date
    end: dt.date
    items: tuple[str, ...]
    certain: bool
    handle: str
    tone: Tone


class TimelineLane(Part, frozen=True):
    """One PLOVER type on the timeline."""

    label: str
    tone: Tone
    marks: tuple[TimelineMark, ...]


class TimelineWindow(Part, frozen=True):
    """A prediction's window on the timeline."""

    label: str
    start: dt.date
    end: dt.date
    handle: str
    item: str


class Timeline(Part, frozen=True):
    """Dated findings by type, between two days, with the windows predicted in print."""

    start: dt.date
    end: dt.date
    as_of: dt.date | None
    lanes: tuple[TimelineLane, ...]
    windows: tuple[TimelineWindow, ...]
    earlier: Count


class DyadCell(Part, frozen=True):
    """Who to whom: how many conflictual and cooperative acts, by id."""

    conflictual: tuple[str, ...]
    cooperative: tuple[str, ...]


class HeatRow(Part, frozen=True):
    """Two countries or bodies, whoever acts: their acts by week, before the weeks shown, and without a close date."""

    names: tuple[str, str]
    weeks: tuple[DyadCell, ...]
    earlier: DyadCell
    undated: DyadCell
    latest: str
    latest_citations: tuple[str, ...]


class HeatMap(Part, frozen=True):
    """The busiest pairs over weeks: `mondays` begin the weeks, `largest` is the most acts in one cell."""

    mondays: tuple[dt.date, ...]
    rows: tuple[HeatRow, ...]
    largest: int


class Dyads(Part, frozen=True):
    """The matrix of acts between countries and bodies: `cells[i][j]` is `senders[i]` towards `receivers[j]`."""

    senders: tuple[str, ...]
    receivers: tuple[str, ...]
    cells: tuple[tuple[DyadCell, ...], ...]
    largest: int
    others: Count


class StatementRow(Part, frozen=True):
    """A statement with the words that the page prints for it."""

    handle: str
    report: int
    statement: Statement
    speaker: str
    kind: str
    stance: str
    words: str
    citations: tuple[str, ...]
    printed: bool


class Voice(Part, frozen=True):
    """All that one speaker is quoted for."""

    speaker: str
    rows: tuple[StatementRow, ...]


class Side(Part, frozen=True):
    """One side of a conflict."""

    position: str
    sentence: Sentence


class Conflict(Part, frozen=True):
    """
    Where accounts, speakers or predictions conflict: the matter, the field, the reason, and each side, cited.

    `item` is the id of the finding, or of the record's conflict between statements or projections.
    """

    item: str
    field: str
    matter: str
    why: str
    sides: tuple[Side, ...]


class ClaimCell(Part, frozen=True):
    """What one report says of a claim: the answer, its value or speaker in words where that adds something."""

    answer: Answer
    words: str
    citations: tuple[str, ...]


class ClaimRow(Part, frozen=True):
    """A row of the grid: a finding or a matter in words, a cell a report, and its credibility with the reason."""

    item: str
    handle: str
    claim: str
    cells: tuple[ClaimCell, ...]
    credibility: str
    why: str


class Grid(Part, frozen=True):
    """Claim by report: `reports` are the numbers over the columns; `others` counts findings that are not shown."""

    reports: tuple[int, ...]
    rows: tuple[ClaimRow, ...]
    others: Count


class CopyRow(Part, frozen=True):
    """Reports that count as one origin: `of` is the first one's number, None where a source outside is credited."""

    of: int | None
    origin: str
    reports: tuple[int, ...]
    kind: str
    why: str


class CorrectionRow(Part, frozen=True):
    """A correction that an analyst laid over the record: what, on which words, what came of it, and why."""

    kind: str
    words: str
    applied: bool
    outcome: str
    why: str
    items: tuple[str, ...]


class PredictionRow(Part, frozen=True):
    """A prediction in print, with the words that the page prints for it."""

    handle: str
    report: int
    projection: Projection
    forecaster: str
    event: str
    window: str
    likelihood: str
    condition: str
    citations: tuple[str, ...]
    printed: bool


class FindingRow(Part, frozen=True):
    """
    A finding with the words that the page prints for it.

    `status` says whether it happened, is disputed, denied, planned or possible; `mentions` are the ids of its events.
    """

    handle: str
    finding: str
    event: Event
    label: str
    tone: Tone
    sentence: str
    when: str
    where: str
    magnitude: str
    status: str
    credibility: int
    credibility_words: str
    why: str
    origins: int
    mentions: tuple[str, ...]
    citations: tuple[str, ...]
    printed: bool


class EventRow(Part, frozen=True):
    """A mention of an event as read, with the words that the page prints; `corrected` where an analyst changed it."""

    handle: str
    report: int
    event: Event
    label: str
    tone: Tone
    sentence: str
    actors: str
    when: str
    where: str
    modality: str
    magnitude: str
    corrected: bool
    citations: tuple[str, ...]
    printed: bool


class SourceRow(Part, frozen=True):
    """A report as a source: its label, its grade with the reason, whose copy it is, and what was read in it."""

    number: int
    report: str
    label: str
    kind: str
    grade: str
    graded: str
    published: str
    copy_of: str
    tallies: tuple[Count, ...]


class LeftOutRow(Part, frozen=True):
    """A range of a report that was not read as prose, its words (shortened for the list), and why."""

    number: int
    report: str
    start: int
    end: int
    words: str
    why: str


class DroppedRow(Part, frozen=True):
    """
    What a reader was offered for a report and did not keep, how often, and why.

    `words` are what it claimed to quote, and need not stand in the report.
    """

    number: int
    report: str
    kind: str
    words: str
    why: str
    count: int


class Note(Part, frozen=True):
    """A paragraph of the method, with its heading."""

    heading: str
    text: str


class ReportPage(Part, frozen=True):
    """A report's place in the brief; `passages` are the half-open ranges printed, all of the text where it is one."""

    number: int
    report: Report
    passages: tuple[tuple[int, int], ...]


class Provenance(Part, frozen=True):
    """What the brief was made from and with."""

    generated_from: tuple[str, ...]
    version: str
    pipeline: str
    lexicon: str


class Brief(Part, frozen=True):
    """
    A brief: everything that is printed in it, and nothing else. The JSON form is this struct.

    `outlook` is what is printed of a forecast, `forecast` its numbers; both are left out where none was asked for.
    """

    title: str
    as_of: dt.date | None
    tallies: tuple[Count, ...]
    origins: int
    bottom_line: tuple[Sentence, ...]
    known: tuple[KeyPoint, ...]
    chronology: tuple[ChronologyRow, ...]
    undated: tuple[ChronologyRow, ...]
    timeline: Timeline | None
    dyads: Dyads | None
    heat: HeatMap | None
    grid: Grid | None
    conflicts: tuple[Conflict, ...]
    copies: tuple[CopyRow, ...]
    voices: tuple[Voice, ...]
    predictions: tuple[PredictionRow, ...]
    findings: tuple[FindingRow, ...]
    events: tuple[EventRow, ...]
    corrections: tuple[CorrectionRow, ...]
    sources: tuple[SourceRow, ...]
    left_out: tuple[LeftOutRow, ...]
    refused: tuple[Refused, ...]
    gaps: tuple[Sentence, ...]
    method: tuple[Note, ...]
    reports: tuple[ReportPage, ...]
    citations: tuple[Citation, ...]
    provenance: Provenance
    format: str = "demarche.briefing/2"
    dropped: tuple[DroppedRow, ...] = ()
    outlook: Outlook | msgspec.UnsetType = msgspec.UNSET
    forecast: dict[str, Any] | msgspec.UnsetType = msgspec.UNSET

    @property
    def foresight(self) -> Outlook | None:
        """What is printed of the forecast, None where none was asked for."""
        return None if self.outlook is msgspec.UNSET else self.outlook

    def to_dict(self) -> dict[str, object]:
        """Return plain dicts and lists, as in the JSON."""
        # Python's own JSON: it carries a lone surrogate of a report, which UTF-8 cannot, so that positions stay true.
        built: dict[str, object] = json.loads(json.dumps(msgspec.to_builtins(self)))
        return built

    def to_json(self) -> str:
        """Return the brief as JSON, indented, ending in a newline."""
        try:
            return msgspec.json.format(msgspec.json.encode(self), indent=1).decode() + "\n"
        except UnicodeEncodeError:
            return json.dumps(self.to_dict(), indent=1) + "\n"
