"""Labelled reports as they lie in a JSON Lines file: text, events, statements, projections, each with its quotation."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Item:
    """One labelled or read item, reduced to what is compared."""

    kind: str
    label: str
    sources: frozenset[str]
    targets: frozenset[str]
    start: int
    end: int
    modality: str = ""
    when: tuple[str, str] | None = None
    low_high: tuple[float, float] | None = None
    quote: str = ""


@dataclass(frozen=True)
class GoldReport:
    """One labelled report."""

    id: str
    text: str
    meta: dict[str, Any]
    items: tuple[Item, ...]
    ignored: tuple[tuple[int, int], ...]


def load(path: Path) -> list[GoldReport]:
    """Return the labelled reports of a file; a quotation that does not stand in its text is an error."""
    return [_report(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _report(raw: dict[str, Any]) -> GoldReport:
    text = raw["text"]
    items = [_event(text, e) for e in raw["events"]]
    items += [_statement(text, s) for s in raw["statements"]]
    items += [_projection(text, p) for p in raw["projections"]]
    ignored = tuple(_place(text, quote) for quote in raw.get("ignore", []))
    meta = {key: raw.get(key) for key in ("title", "published", "url")} | {"source": raw["source"]["name"]}
    return GoldReport(raw["id"], text, meta, tuple(items), ignored)


def _place(text: str, quote: str) -> tuple[int, int]:
    start = text.find(quote)
    if start < 0:
        words = quote.split()
        start = text.find(" ".join(words[:4])) if words else -1
    return (max(start, 0), max(start, 0) + len(quote))


def _interval(raw: dict[str, str] | None) -> tuple[str, str] | None:
    return (raw["start"], raw["end"]) if raw else None


def _event(text: str, e: dict[str, Any]) -> Item:
    start, end = _place(text, e["quote"])
    sides = frozenset(e["sources"]), frozenset(e["targets"])
    return Item("event", e["type"], *sides, start, end, e["modality"], _interval(e["when"]), None, e["quote"])


def _statement(text: str, s: dict[str, Any]) -> Item:
    start, end = _place(text, s["quote"])
    country = s["speaker"].get("country")
    return Item(
        "statement", s["kind"], frozenset([country] if country else []), frozenset(), start, end, quote=s["quote"]
    )


def _projection(text: str, p: dict[str, Any]) -> Item:
    start, end = _place(text, p["quote"])
    event = p.get("event") or {"type": "", "sources": [], "targets": []}
    stated = p.get("probability")
    return Item(
        "projection",
        event["type"],
        frozenset(event["sources"]),
        frozenset(event["targets"]),
        start,
        end,
        modality=p["forecaster"]["kind"],
        when=_interval(p["window"]),
        low_high=(stated["low"], stated["high"]) if stated else None,
        quote=p["quote"],
    )
