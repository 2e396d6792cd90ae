"""
The form of an answer: the fields that a model may fill, the JSON Schema that says so, and how an answer is taken apart.

A model fills in what the text says, and no more: ids, codes of CAMEO, numbers, ranges of probability, the report's own
fields and the rule are not among the fields, so that no answer can set them. Items are taken one by one, so that a bad
one costs itself alone.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

import msgspec

from demarche.ontology import plover_contexts, plover_modes, sectors
from demarche.record import DroppedKind, EventType, ForecasterKind, Modality, Stance, StatementKind

Kind = Literal["event", "statement", "projection"]


class _Given(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Frozen, and strict about fields that it does not know."""


class ActorGiven(_Given, frozen=True):
    """An actor; `name` to the letter of the text."""

    country: str | None = None
    sector: str | None = None
    name: str | None = None


class DaysGiven(_Given, frozen=True):
    """Days: the text's own words for them, and what they come to."""

    words: str
    start: dt.date
    end: dt.date


class PlaceGiven(_Given, frozen=True):
    """A place by its name in the text."""

    name: str
    country: str | None = None


class EventGiven(_Given, frozen=True):
    """An event as a model gives it."""

    sentence: int
    quotes: list[str]
    type: EventType
    modality: Modality
    mode: str | None = None
    context: str | None = None
    sources: list[ActorGiven] = []
    targets: list[ActorGiven] = []
    attributed_to: ActorGiven | None = None
    when: DaysGiven | None = None
    where: PlaceGiven | None = None
    condition: str | None = None


class StatementGiven(_Given, frozen=True):
    """A statement as a model gives it."""

    sentence: int
    quotes: list[str]
    speaker: ActorGiven
    kind: StatementKind
    stance: Stance
    about: str
    direct: bool
    addressee: ActorGiven | None = None


class ForecasterGiven(_Given, frozen=True):
    """Whose forecast it is."""

    kind: ForecasterKind
    name: str | None = None
    country: str | None = None


class ProjectionGiven(_Given, frozen=True):
    """A projection as a model gives it; `probability` are the text's words for it."""

    sentence: int
    quotes: list[str]
    forecaster: ForecasterGiven
    type: EventType
    sources: list[ActorGiven] = []
    targets: list[ActorGiven] = []
    window: DaysGiven | None = None
    probability: str | None = None
    condition: str | None = None


ItemGiven = EventGiven | StatementGiven | ProjectionGiven


class _Answer(_Given, frozen=True):
    events: list[EventGiven]
    statements: list[StatementGiven]
    projections: list[ProjectionGiven]


_KINDS: dict[str, tuple[Kind, Any]] = {
    "events": ("event", EventGiven),
    "statements": ("statement", StatementGiven),
    "projections": ("projection", ProjectionGiven),
}


@cache
def answer_schema() -> dict[str, Any]:
    """Return the JSON Schema of an answer, in the subset that servers take: every field required, none beside them."""
    made = msgspec.json.schema(_Answer)
    definitions: dict[str, Any] = made["$defs"]
    root = definitions.pop("_Answer")
    for one in (root, *definitions.values()):
        _make_strict(one)
    modes = sorted({mode for _, mode in plover_modes()})
    definitions["EventGiven"]["properties"]["mode"] = _one_of(modes)
    definitions["EventGiven"]["properties"]["context"] = _one_of(list(plover_contexts()))
    definitions["ActorGiven"]["properties"]["sector"] = _one_of(list(sectors()))
    return {**root, "$defs": definitions}


def _one_of(words: list[str]) -> dict[str, Any]:
    return {"anyOf": [{"type": "string", "enum": words}, {"type": "null"}]}


def _make_strict(node: Any) -> None:
    if isinstance(node, list):
        for one in node:
            _make_strict(one)
    if not isinstance(node, dict):
        return
    node.pop("default", None)
    node.pop("title", None)
    if "enum" in node:
        node.setdefault("type", "string")
    if "properties" in node:
        node["required"] = list(node["properties"])
        node["additionalProperties"] = False
    for value in node.values():
        _make_strict(value)


@dataclass(frozen=True)
class Offered:
    """One item of an answer: its kind, and the item, or why it is none, with the words that it claims to quote."""

    kind: DroppedKind
    item: ItemGiven | None
    reason: str = ""
    quote: str = ""


_THOUGHTS = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
_MOST_STARTS = 20
_PLACE = re.compile(r"`?\$((?:\.[a-z_]{1,24}|\[(?:\d{1,3}|\.\.\.)\]){1,6})`?$")


def offered_in(text: str) -> Iterator[Offered] | None:
    """
    Return the items of an answer, in its order, or None if it holds no object of the form.

    Parameters
    ----------
    text : str
        What the model wrote: the object alone, or with words, thoughts or a fence of code about it.
    """
    for found in _objects(_THOUGHTS.sub("", text, count=1)):
        parts = _lists(found)
        if parts is not None:
            return _items(found, parts)
    return None


def _objects(text: str) -> Iterator[dict[str, msgspec.Raw]]:
    """Yield the JSON objects that stand in a text: all of it, else from each of its first few braces on."""
    at = text.find("{")
    for _ in range(_MOST_STARTS):
        if at < 0:
            return
        try:
            _, end = json.JSONDecoder().raw_decode(text, at)
            yield msgspec.json.decode(text[at:end].encode(), type=dict[str, msgspec.Raw])
        except (ValueError, msgspec.DecodeError, RecursionError):
            end = at + 1
        at = text.find("{", end)


def _lists(found: Mapping[str, msgspec.Raw]) -> dict[str, list[msgspec.Raw]] | None:
    if not any(name in found for name in _KINDS):
        return None
    try:
        return {name: msgspec.json.decode(found[name], type=list[msgspec.Raw]) for name in _KINDS if name in found}
    except (msgspec.DecodeError, RecursionError):
        return None


def _items(found: Mapping[str, msgspec.Raw], parts: Mapping[str, list[msgspec.Raw]]) -> Iterator[Offered]:
    for name in found:
        if name not in _KINDS:
            yield Offered("answer", None, "a field that the form does not have", name)
    for name, raws in parts.items():
        kind, form = _KINDS[name]
        for raw in raws:
            yield _item(kind, form, raw)


def _item(kind: Kind, form: Any, raw: msgspec.Raw) -> Offered:
    try:
        return Offered(kind, msgspec.json.decode(raw, type=form))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as exc:
        return Offered(kind, None, _reason(str(exc)), _quote_of(raw))


def _reason(message: str) -> str:
    """Return which field breaks the form, in our own words: what the model wrote is not repeated."""
    if "unknown field" in message:
        return "a field that the form does not have"
    place = _PLACE.search(message)
    return f"breaks the form at {place[1].lstrip('.')}" if place else "breaks the form"


def _quote_of(raw: msgspec.Raw) -> str:
    """Return the first words that a broken item claims to quote, if it can be told at all."""
    try:
        told = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ""
    quotes = told.get("quotes") if isinstance(told, dict) else None
    first = quotes[0] if isinstance(quotes, list) and quotes else quotes
    return first if isinstance(first, str) else ""


TYPES: tuple[str, ...] = get_args(EventType)
