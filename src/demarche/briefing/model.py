"""
What a brief holds: one frozen struct with everything that is printed, and the JSON form of it.

Every text that states something carries the citations behind it; every number is a `Count` or a row that carries the
ids of the items counted. Citations carry W3C selectors (TextQuoteSelector, TextPositionSelector), in code points.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Literal

import msgspec

from demarche.record import Event, Projection, Refused, Report, Statement

Tone = Literal["conflictual", "cooperative"]


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Frozen, and strict about fields that it does not know."""


class TextQuoteSelector(_Part, frozen=True, tag_field="type", tag="TextQuoteSelector"):
    """The exact words cited, with up to 32 code points on either side (W3C Web Annotation)."""

    exact: str
    prefix: str
    suffix: str


class TextPositionSelector(_Part, frozen=True, tag_field="type", tag="TextPositionSelector"):
    """Where the words stand: a half-open range of the report's text, in code points."""

    start: int
    end: int


class Citation(_Part, frozen=True):
    """A cited span. `number` is `report.place`, as printed; `items` are the ids of what cites it."""

    number: str
    report: str
    selector: tuple[TextQuoteSelector, TextPositionSelector]
    items: tuple[str, ...]

    @property
    def exact(self) -> str:
        """The cited words."""
        return self.selector[0].exact

    @property
    def anchor(self) -> str:
        """The fragment under which the quotation stands on the page."""
        return "q-" + self.number.replace(".", "-")


class Count(_Part, frozen=True):
    """A printed number, and the ids of the items or reports that it counts."""

    name: str
    value: int
    items: tuple[str, ...]


class Sentence(_Part, frozen=True):
    """A sentence of the brief, the citations behind it, and the ids of the items that it rests on."""

    text: str
    citations: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


class KeyPoint(_Part, frozen=True):
    """
    A thing known: its sentence, the quotation that shows it best, in how many reports it stands, and why here.

    `quoted` is the sentence of the report around the citation `shown`: what stands before it, its words, what follows.
    """

    sentence: Sentence
    shown: str
    quoted: tuple[str, str, str]
    reports: int
    tone: Tone | None
    why: str


class ChronologyRow(_Part, frozen=True):
    """One day (or interval), one pair, one type: the accounts stand side by side and are not said to be one event."""

    when: str
    sentence: Sentence
    tone: Tone
    label: str
    reports: int


class TimelineMark(_Part, frozen=True):
    """What one lane of the timeline shows at one interval: the ids that it counts, and whether it is on one's word."""

    start: dt.date
    end: dt.date
    items: tuple[str, ...]
    certain: bool
    handle: str
    tone: Tone


class TimelineLane(_Part, frozen=True):
    """One PLOVER type on the timeline."""

    label: str
    tone: Tone
    marks: tuple[TimelineMark, ...]


class TimelineWindow(_Part, frozen=True):
    """A prediction's window on the timeline."""

    label: str
    start: dt.date
    end: dt.date
    handle: str
    item: str


class Timeline(_Part, frozen=True):
    """Dated events by type, between two days, with the windows predicted in print."""

    start: dt.date
    end: dt.date
    as_of: dt.date | None
    lanes: tuple[TimelineLane, ...]
    windows: tuple[TimelineWindow, ...]
    earlier: Count


class DyadCell(_Part, frozen=True):
    """Who to whom: how many conflictual and cooperative acts, by id."""

    conflictual: tuple[str, ...]
    cooperative: tuple[str, ...]


class Pair(_Part, frozen=True):
    """Two countries or bodies, whoever acts: their acts by id, and the dated ones as marks on the timeline's axis."""

    names: tuple[str, str]
    conflictual: tuple[str, ...]
    cooperative: tuple[str, ...]
    latest: str
    latest_citations: tuple[str, ...]
    marks: tuple[TimelineMark, ...]


class Dyads(_Part, frozen=True):
    """The matrix of acts between countries and bodies: `cells[i][j]` is `senders[i]` towards `receivers[j]`."""

    senders: tuple[str, ...]
    receivers: tuple[str, ...]
    cells: tuple[tuple[DyadCell, ...], ...]
    largest: int
    others: Count


class StatementRow(_Part, frozen=True):
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


class Voice(_Part, frozen=True):
    """All that one speaker is quoted for."""

    speaker: str
    rows: tuple[StatementRow, ...]


class Side(_Part, frozen=True):
    """One side of a possible conflict."""

    position: str
    sentence: Sentence


class Difference(_Part, frozen=True):
    """Where accounts or speakers may conflict: the matter, the field in which they differ, and each side, cited."""

    field: str
    matter: str
    sides: tuple[Side, ...]


class PredictionRow(_Part, frozen=True):
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


class EventRow(_Part, frozen=True):
    """An event with the words that the page prints for it."""

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
    citations: tuple[str, ...]
    printed: bool


class SourceRow(_Part, frozen=True):
    """A report as a source: its label on chips, its grade and where that comes from, and what was read in it."""

    number: int
    report: str
    label: str
    kind: str
    grade: str
    graded: str
    published: str
    tallies: tuple[Count, ...]


class LeftOutRow(_Part, frozen=True):
    """A range of a report that was not read as prose, its words (shortened for the list), and why."""

    number: int
    report: str
    start: int
    end: int
    words: str
    why: str


class Note(_Part, frozen=True):
    """A paragraph of the method, with its heading."""

    heading: str
    text: str


class ReportPage(_Part, frozen=True):
    """A report's place in the brief; `passages` are the half-open ranges printed, all of the text where it is one."""

    number: int
    report: Report
    passages: tuple[tuple[int, int], ...]


class Provenance(_Part, frozen=True):
    """What the brief was made from and with."""

    generated_from: tuple[str, ...]
    version: str
    pipeline: str
    lexicon: str


class Brief(_Part, frozen=True):
    """A brief: everything that is printed in it, and nothing else. The JSON form is this struct."""

    title: str
    as_of: dt.date | None
    tallies: tuple[Count, ...]
    bottom_line: tuple[Sentence, ...]
    known: tuple[KeyPoint, ...]
    chronology: tuple[ChronologyRow, ...]
    undated: tuple[ChronologyRow, ...]
    timeline: Timeline | None
    dyads: Dyads | None
    pairs: tuple[Pair, ...]
    voices: tuple[Voice, ...]
    differences: tuple[Difference, ...]
    predictions: tuple[PredictionRow, ...]
    events: tuple[EventRow, ...]
    sources: tuple[SourceRow, ...]
    left_out: tuple[LeftOutRow, ...]
    refused: tuple[Refused, ...]
    gaps: tuple[Sentence, ...]
    method: tuple[Note, ...]
    reports: tuple[ReportPage, ...]
    citations: tuple[Citation, ...]
    provenance: Provenance
    format: str = "demarche.briefing/1"

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
