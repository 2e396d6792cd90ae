"""
The data model that all rooms share: frozen structs, validated and written as JSON by msgspec.

Field order is the order in the JSON of docs/how-it-works.md. Ids derive from content (`ids.py`), so that reading the
same report twice changes nothing. The laws that no type can state are in `laws.py`.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import msgspec

if TYPE_CHECKING:
    from polars import DataFrame as ArrowTable

Reliability = Literal["A", "B", "C", "D", "E", "F"]
SourceKind = Literal[
    "agency", "newspaper", "broadcaster", "government", "think tank", "student press", "blog", "social", "unknown"
]
Precision = Literal["day", "week", "month", "season", "year", "interval"]
Modality = Literal["asserted", "reported", "denied", "planned", "possible", "conditional", "historical"]
StatementKind = Literal[
    "claim", "assessment", "pledge", "demand", "threat", "denial", "confidence", "reassurance", "accusation"
]
Stance = Literal["positive", "negative", "neutral"]
ForecasterKind = Literal["author", "speaker", "third-party"]
DroppedKind = Literal["event", "statement", "projection", "answer"]
MagnitudeKind = Literal["people", "troops", "deaths", "injured", "displaced", "money", "distance", "weapons", "percent"]
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
# A type of a researcher's own (`--lexicon DIR`) stands beside PLOVER's; the schema says so, and tells them apart.
CodedType = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^[A-Z][A-Z0-9_]{1,31}$",
        description="A PLOVER type, or one of a researcher's own (types.toml in the folder of --lexicon).",
        extra_json_schema={
            "anyOf": [
                {"title": "PLOVER", "enum": list(get_args(EventType))},
                {"title": "a researcher's own", "pattern": r"^[A-Z][A-Z0-9_]{1,31}$"},
            ]
        },
    ),
]


class _Struct(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Frozen, and strict about fields that it does not know."""


class Span(_Struct, frozen=True, order=True):
    """A half-open range of a report's text, in Unicode code points."""

    start: int
    end: int

    def quote(self, text: str) -> str:
        """Return the exact text that the span covers."""
        return text[self.start : self.end]


class LeftOut(_Struct, frozen=True):
    """A range of a report's text that was judged to be no prose, and why (`caption`, `byline`, …)."""

    start: int
    end: int
    why: str


class Source(_Struct, frozen=True):
    """Who published a report; `reliability` is an Admiralty grade, None until someone grades it."""

    name: str | None = None
    kind: SourceKind = "unknown"
    reliability: Reliability | None = None


class Report(_Struct, frozen=True):
    """One report as it was read. `text` is all of it, boilerplate included; spans are ranges of it."""

    id: str
    title: str | None
    source: Source
    published: dt.date | None
    published_inferred: bool
    url: str | None
    language: str
    sha256: str
    text: str
    left_out: tuple[LeftOut, ...] = ()
    authors: tuple[str, ...] = ()
    path: str | None = None


class Actor(_Struct, frozen=True):
    """
    Who acts, PLOVER style.

    `country` is ISO 3166 alpha-3 (XKX for Kosovo), or an international body such as `IGO:NATO`; None where the text
    names no country. `sector` is a PLOVER sector code (GOV, MIL, …). `name` is the person or body as the text names it.
    """

    country: str | None = None
    sector: str | None = None
    name: str | None = None


class When(_Struct, frozen=True):
    """A closed interval of days, and how precisely the text gave it."""

    start: dt.date
    end: dt.date
    precision: Precision = "day"


class Place(_Struct, frozen=True):
    """A place as the text names it, and its country where known."""

    name: str
    country: str | None = None


class Magnitude(_Struct, frozen=True):
    """A number that the text gives for an event: a range, its unit, and the words it came from."""

    kind: MagnitudeKind
    low: float | None
    high: float | None
    unit: str | None
    words: str


class Event(_Struct, frozen=True):
    """
    Who did what to whom, when and where; `rule` names the pattern that read it.

    `cameo` is "" where a researcher's own type has no CAMEO code.
    `attributed_to` is the actor on whose word alone it stands (modality `reported`, or a denial's author).
    `condition` is the text's own if- or unless-clause.
    """

    id: str
    type: CodedType
    mode: str | None
    cameo: str
    sources: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    when: When | None
    where: Place | None
    modality: Modality
    magnitude: Magnitude | None
    spans: tuple[Span, ...]
    rule: str
    context: str | None = None
    attributed_to: Actor | None = None
    condition: str | None = None


class Statement(_Struct, frozen=True):
    """What someone said or is said to think. `direct` tells quotation from report."""

    id: str
    speaker: Actor
    addressee: Actor | None
    kind: StatementKind
    stance: Stance
    about: str
    spans: tuple[Span, ...]
    direct: bool = False


class Forecaster(_Struct, frozen=True):
    """Whose forecast it is: the author's, a party's to the crisis (speaker), or a third party's."""

    kind: ForecasterKind
    name: str | None = None
    country: str | None = None


class ProjectedEvent(_Struct, frozen=True):
    """What is forecast: an event's type, and between whom."""

    type: CodedType
    sources: tuple[Actor, ...] = ()
    targets: tuple[Actor, ...] = ()


class ProbabilityRange(_Struct, frozen=True):
    """What the text's words of probability mean as a range (ICD 203), with the words."""

    low: float
    high: float
    words: str


class Projection(_Struct, frozen=True):
    """A prediction in print: whose, of what, by when, how likely, on what condition."""

    id: str
    forecaster: Forecaster
    event: ProjectedEvent
    window: When | None
    probability: ProbabilityRange | None
    condition: str | None
    spans: tuple[Span, ...]


class Dropped(_Struct, frozen=True):
    """
    What a reader was offered and did not keep, with the reason; `count` is how often.

    `quote` is the beginning of the words that it claimed to quote. They need not stand in the report: nothing may be
    built on them.
    """

    kind: DroppedKind
    reason: str
    quote: str = ""
    count: Annotated[int, msgspec.Meta(ge=1)] = 1


class Reading(_Struct, frozen=True):
    """What one report says: the product of the `reading` room, one line of its JSON Lines."""

    report: Report
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    projections: tuple[Projection, ...] = ()
    dropped: tuple[Dropped, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Return plain dicts and lists, as in the JSON."""
        plain: dict[str, object] = msgspec.json.decode(msgspec.json.encode(self))
        return plain

    def to_json(self) -> str:
        """Return one line of JSON Lines."""
        return msgspec.json.encode(self).decode()

    def to_arrow(self, kind: str = "events") -> ArrowTable:
        """Return a table of one kind of item (`events`, `statements`, `projections`), with the Arrow PyCapsule."""
        from demarche.record.tables import table_of

        return table_of(kind, [self])


class Refused(_Struct, frozen=True):
    """An input that was not read: an expected 'no', with the stage and the reason."""

    path: str
    stage: str
    reason: str
    detail: str = ""
