"""
An analyst's corrections: what is laid over the weighed record, by hand, and never rubbed out.

Each names items by id. A mention is named by its event's id (`e-…`), a finding by its own (`f-…`), which holds the
digits of one of its mentions, so that both stay good when reports are added.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import msgspec

from demarche.record.model import Precision, Reliability, SourceKind, _Struct

ItemId = Annotated[str, msgspec.Meta(pattern="^[ef]-[0-9a-f]{16}$")]
Items = Annotated[tuple[ItemId, ...], msgspec.Meta(min_length=1)]
ManyItems = Annotated[tuple[ItemId, ...], msgspec.Meta(min_length=2)]


class NoEvent(_Struct, frozen=True, tag_field="correct", tag="no-event"):
    """What was read there is no event: a mention, or all mentions of a finding."""

    items: Items
    why: str = ""


class SameEvent(_Struct, frozen=True, tag_field="correct", tag="same"):
    """These are one event."""

    items: ManyItems
    why: str = ""


class DifferentEvents(_Struct, frozen=True, tag_field="correct", tag="different"):
    """No two of these are one event."""

    items: ManyItems
    why: str = ""


class SourceGrade(_Struct, frozen=True, tag_field="correct", tag="source"):
    """The reliability of a source is this."""

    name: str
    reliability: Reliability
    why: str = ""


class DateIs(_Struct, frozen=True, tag_field="correct", tag="date"):
    """The date that was read is wrong: these are the days (`end` left out: one day)."""

    items: Items
    start: dt.date
    end: dt.date | None = None
    precision: Precision | None = None
    why: str = ""


class PlaceIs(_Struct, frozen=True, tag_field="correct", tag="place"):
    """The place that was read is wrong: this is it; `country` is ISO 3166 alpha-3."""

    items: Items
    name: str
    country: str | None = None
    why: str = ""


Correction = NoEvent | SameEvent | DifferentEvents | SourceGrade | DateIs | PlaceIs


class AppliedCorrection(_Struct, frozen=True):
    """A correction, whether it could be applied, and what it did, or why it could not, in a sentence."""

    correction: Correction
    applied: bool
    outcome: str


class CorrectionsFile(_Struct, frozen=True):
    """The analyst's file of corrections; `by` says whose they are."""

    corrections: tuple[Correction, ...]
    by: str | None = None


class SourceEntry(_Struct, frozen=True):
    """A source of the user's table: its name, the other names it goes by, its grade, and the reason."""

    name: str
    reliability: Reliability
    names: tuple[str, ...] = ()
    why: str = ""


class SourcesFile(_Struct, frozen=True):
    """The user's table of sources, laid over the defaults by kind; `kinds` gives defaults of the user's own."""

    sources: tuple[SourceEntry, ...] = ()
    kinds: dict[SourceKind, Reliability] = msgspec.field(default_factory=dict)
