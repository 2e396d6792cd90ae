"""Accounts: the mentions that are weighed, in an order that hangs on their content alone."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

from demarche.record import Event, Reading, Refused, Report

# Which way of telling leads a finding: the plainest first.
STANDING = ("asserted", "historical", "reported", "denied", "planned", "conditional", "possible")
UNREAL = frozenset({"planned", "possible", "conditional"})


@dataclass(frozen=True, slots=True)
class Account:
    """One event as one report tells it; `told` is the event as an analyst's correction has it, else as read."""

    report: Report
    event: Event
    told: Event

    @property
    def quote(self) -> str:
        """The words in the report."""
        return " … ".join(span.quote(self.report.text) for span in self.event.spans)


def order(account: Account) -> tuple[dt.date, str, int, str]:
    """Return the key of the order in which mentions stand: by publication, report, place in the text, id."""
    published = account.report.published or dt.date.max
    return published, account.report.id, account.event.spans[0].start, account.event.id


def unite(items: Iterable[Reading | Refused]) -> tuple[list[Reading], list[Refused]]:
    """
    Return the readings once each, in the order of publication and id, and what was refused.

    A reading that comes twice is one. Two readings of one text (another reader's, or an older one) are one with the
    items of both. Where two texts share a report's id, the one whose content sorts first stays and the other is
    refused by name, so that the order of the inputs never matters.
    """
    by_id: dict[str, dict[bytes, Reading]] = {}
    refused: dict[bytes, Refused] = {}
    for item in items:
        if isinstance(item, Refused):
            refused.setdefault(msgspec.json.encode(item), item)
        else:
            by_id.setdefault(item.report.id, {}).setdefault(_content(item), item)
    kept: list[Reading] = []
    for name, versions in by_id.items():
        ordered = [versions[content] for content in sorted(versions)]
        digest = ordered[0].report.sha256
        kept.append(_joined([one for one in ordered if one.report.sha256 == digest]))
        for other in (one for one in ordered if one.report.sha256 != digest):
            refusal = _clash(other, name)
            refused.setdefault(msgspec.json.encode(refusal), refusal)
    kept.sort(key=lambda one: (one.report.published or dt.date.max, one.report.id))
    return kept, [refused[key] for key in sorted(refused)]


def _joined(readings: Sequence[Reading]) -> Reading:
    """Return one reading with the items of all, each once."""
    if len(readings) == 1:
        return readings[0]
    events = {item.id: item for one in readings for item in one.events}
    statements = {item.id: item for one in readings for item in one.statements}
    projections = {item.id: item for one in readings for item in one.projections}
    dropped = tuple(dict.fromkeys(item for one in readings for item in one.dropped))
    items = tuple(events.values()), tuple(statements.values()), tuple(projections.values())
    return Reading(readings[0].report, *items, dropped)


def _content(item: Reading | Refused) -> bytes:
    """Return an item's JSON as bytes to sort by; a lone surrogate, which UTF-8 cannot hold, is escaped."""
    try:
        return msgspec.json.encode(item)
    except UnicodeEncodeError:
        return json.dumps(msgspec.to_builtins(item)).encode()


def _clash(reading: Reading, name: str) -> Refused:
    where = reading.report.path or reading.report.title or name
    detail = "give each report an id of its own, or none"
    return Refused(where, "weigh", f"another text has the report id {name}", detail)
