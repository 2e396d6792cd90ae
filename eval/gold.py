"""
Labelled texts, reduced to what is compared. Five formats, told apart by their fields:

- reports (`ignore`, quotations as places): whole reports, as in ../shared/gold/reports.jsonl;
- sentences (`style`, triggers as places): our own, as training/corpus/GUIDELINE.md says;
- records (`marked`): a sentence with one pair marked and its PLOVER type;
- pairs (`marked`, `crisis`): the same of our own, without countries;
- codes (`cameo`): a sentence of our own with one event, its CAMEO code and both sides' countries and bodies.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.corpus.pairs import MarkedPair, read_pairs, unmarked
from training.corpus.sentences import Labelled, Party, place_of, read_labelled

from demarche.ontology import gazetteer, plover_of

Interval = tuple[str, str]
# "U.S." is one word, and so is "Franco-British"; possessive endings and punctuation fall away.
_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|\w+(?:-\w+)*")


@dataclass(frozen=True)
class Item:
    """One labelled or read item; a projection's forecaster stands in `modality`."""

    kind: str
    label: str
    sources: frozenset[str]
    targets: frozenset[str]
    start: int
    end: int
    modality: str = ""
    when: Interval | None = None
    low_high: tuple[float, float] | None = None
    quote: str = ""
    cameo: str = ""


@dataclass(frozen=True)
class GoldReport:
    """One labelled text; `form` is `report`, `sentence`, `record`, `pair` or `code`."""

    id: str
    text: str
    published: str | None
    items: tuple[Item, ...]
    form: str = "report"
    title: str | None = None
    source: str | None = None
    ignored: tuple[tuple[int, int], ...] = ()
    crisis: str | None = None
    part: str | None = None


def load(path: Path) -> list[GoldReport]:
    """Return the labelled texts of a file, or of all the JSON Lines files of a folder."""
    if path.is_dir():
        return [report for file in sorted(path.glob("*.jsonl")) for report in load(file)]
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    fields = set(json.loads(lines[0])) if lines else set()
    if "marked" in fields and "crisis" in fields:
        return [_pair(place, one) for place, one in read_pairs(path)]
    if "style" in fields:
        return [_sentence(place, one) for place, one in read_labelled(path)]
    if "cameo" in fields:
        return [_code(f"{path.name}:{number}", json.loads(line)) for number, line in enumerate(lines, 1)]
    of_line = _record if "marked" in fields else _report
    return [of_line(json.loads(line)) for line in lines]


# ------------------------------------------------------------------ reports


def _report(raw: dict[str, Any]) -> GoldReport:
    text = raw["text"]
    items = [_event(text, e) for e in raw["events"]]
    items += [_statement(text, s) for s in raw["statements"]]
    items += [_projection(text, p) for p in raw["projections"]]
    ignored = tuple(_place(text, quote) for quote in raw.get("ignore", []))
    title, source = raw.get("title"), raw["source"]["name"]
    return GoldReport(raw["id"], text, raw["published"], tuple(items), "report", title, source, ignored)


def _place(text: str, quote: str) -> tuple[int, int]:
    start = text.find(quote)
    if start < 0:
        words = quote.split()
        start = text.find(" ".join(words[:4])) if words else -1
    return (max(start, 0), max(start, 0) + len(quote))


def _interval(raw: dict[str, str] | None) -> Interval | None:
    return (raw["start"], raw["end"]) if raw else None


def _event(text: str, e: dict[str, Any]) -> Item:
    sides = frozenset(e["sources"]), frozenset(e["targets"])
    when = _interval(e["when"])
    return Item("event", e["type"], *sides, *_place(text, e["quote"]), e["modality"], when, None, e["quote"])


def _statement(text: str, s: dict[str, Any]) -> Item:
    country = s["speaker"].get("country")
    speaker = frozenset([country] if country else [])
    return Item("statement", s["kind"], speaker, frozenset(), *_place(text, s["quote"]), quote=s["quote"])


def _projection(text: str, p: dict[str, Any]) -> Item:
    event = p.get("event") or {"type": "", "sources": [], "targets": []}
    sides = frozenset(event["sources"]), frozenset(event["targets"])
    stated = p.get("probability")
    low_high = (stated["low"], stated["high"]) if stated else None
    place, forecaster = _place(text, p["quote"]), p["forecaster"]["kind"]
    return Item("projection", event["type"], *sides, *place, forecaster, _interval(p["window"]), low_high, p["quote"])


# ---------------------------------------------------------------- sentences


def _sentence(place: str, one: Labelled | str) -> GoldReport:
    if isinstance(one, str):
        raise SystemExit(f"{place}: {one}")
    items = [
        Item("event", e.type, _countries(e.sources), _countries(e.targets), *_at(one.text, e.trigger), e.modality,
             _days(e.when), None, e.trigger)
        for e in one.events
    ]  # fmt: skip
    # One sentence alone: a statement's place is all of it.
    items += [
        Item("statement", s.kind, _countries((s.speaker,)), frozenset(), 0, len(one.text), quote=s.verb)
        for s in one.statements
    ]
    for p in one.projections:
        ranges = [_at(one.text, words) for words in (p.trigger, p.words)]
        place_in_text = min(start for start, _ in ranges), max(end for _, end in ranges)
        low_high = (p.low, p.high) if p.low is not None and p.high is not None else None
        sides = frozenset(p.sources), frozenset(p.targets)
        when, quote = _days(p.window), f"{p.words} … {p.trigger}"
        items.append(Item("projection", p.type, *sides, *place_in_text, p.forecaster, when, low_high, quote))
    return GoldReport(place, one.text, one.published.isoformat(), tuple(items), "sentence", crisis=one.crisis)


def _countries(parties: tuple[Party, ...]) -> frozenset[str]:
    return frozenset(party.country for party in parties if party.country)


def _at(text: str, quote: str) -> tuple[int, int]:
    return place_of(text, quote) or (0, len(text))


def _days(interval: Any) -> Interval | None:
    return (interval[0].isoformat(), interval[1].isoformat()) if interval else None


# ------------------------------------------------------------------ records


def _record(raw: dict[str, Any]) -> GoldReport:
    """Countries are those that the tables find in the marked words: no reading helps to make the gold."""
    text, (event, *_) = raw["text"], raw["events"] or [None]
    items = ()
    if event is not None:
        sides = [frozenset(c for p in event[side] for c in countries_of(p["text"])) for side in ("source", "target")]
        items = (Item("event", event["type"], *sides, 0, len(text), quote=raw["marked"]),
                 Item("pair", _older(event["type"]), *sides, 0, len(text), quote=raw["marked"]))  # fmt: skip
    return GoldReport(raw["id"], text, None, items, "record")


def _older(event_type: str) -> str:
    """Return a type by the edition of the marked pairs."""
    return "YIELD" if event_type in ("CONCEDE", "RETREAT") else event_type


def _pair(place: str, one: MarkedPair | str) -> GoldReport:
    marks = one if isinstance(one, str) else unmarked(one.marked)
    if isinstance(one, str) or isinstance(marks, str):
        raise SystemExit(f"{place}: {marks}")
    item = Item("pair", one.type, frozenset(), frozenset(), 0, len(marks.text), quote=one.marked)
    return GoldReport(place, marks.text, None, (item,), "pair", crisis=one.crisis)


def countries_of(words: str) -> frozenset[str]:
    """Return the countries and bodies that the tables know in a phrase."""
    hits = gazetteer().scan(_WORD.findall(words))
    return frozenset(hit.country for hit in hits if hit.country)


# -------------------------------------------------------------------- codes


def _code(place: str, raw: dict[str, Any]) -> GoldReport:
    """One event a sentence: its place is all of it."""
    text, code, found = raw["text"], raw["cameo"], plover_of(raw["cameo"])
    if found is None or found.code != code or found.plover is None:
        raise SystemExit(f"{place}: {code} is no CAMEO code of an event")
    item = Item("event", found.plover, frozenset(raw["source"]), frozenset(raw["target"]),
                0, len(text), quote=text, cameo=code)  # fmt: skip
    return GoldReport(place, text, raw["published"], (item,), "code", part=raw["part"])
