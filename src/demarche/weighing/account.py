"""Accounts: the mentions that are weighed, in an order that hangs on their content alone."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
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

    A reading that comes twice is one. Where two differ but share their report's id, the one whose content sorts first
    stays and the other is refused by name, so that the order of the inputs never matters.
    """
    by_id: dict[str, dict[bytes, Reading]] = {}
    refused: dict[bytes, Refused] = {}
    for item in items:
        if isinstance(item, Refused):
            refused.setdefault(_content(item), item)
        else:
            by_id.setdefault(item.report.id, {}).setdefault(_content(item), item)
    kept: list[Reading] = []
    for name, versions in by_id.items():
        ordered = [versions[content] for content in sorted(versions)]
        kept.append(ordered[0])
        for other in ordered[1:]:
            refusal = _clash(other, name)
            refused.setdefault(_content(refusal), refusal)
    kept.sort(key=lambda one: (one.report.published or dt.date.max, one.report.id))
    return kept, [refused[key] for key in sorted(refused)]


def _content(item: Reading | Refused) -> bytes:
    """Return an item's JSON as bytes to sort by; a lone surrogate, which UTF-8 cannot hold, is escaped."""
    try:
        return msgspec.json.encode(item)
    except UnicodeEncodeError:
        return json.dumps(msgspec.to_builtins(item)).encode()


def _clash(reading: Reading, name: str) -> Refused:
    where = reading.report.path or reading.report.title or name
    detail = "give each report an id of its own, or none"
    return Refused(where, "weigh", f"another reading has the report id {name}, and says something else", detail)
