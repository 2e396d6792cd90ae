"""The labelled sentences as structs, and what is wrong with one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal

import msgspec

from demarche.ontology import country_codes, sectors
from demarche.record import EventType, Modality, StatementKind

FOLDER = Path(__file__).parent
Interval = tuple[date, date]
Style = Literal["wire", "broadsheet", "blog", "readout", "editorial", "student", "broadcast", "cable"]


class _Label(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Frozen, and strict about fields that it does not know."""


class Party(_Label, frozen=True):
    """Who is meant by a piece of the text."""

    quote: str
    country: str | None
    sector: str | None = None


class LabelledEvent(_Label, frozen=True):
    """An event, at its trigger."""

    type: EventType
    trigger: str
    sources: tuple[Party, ...]
    targets: tuple[Party, ...]
    modality: Modality
    when: Interval | None


class LabelledStatement(_Label, frozen=True):
    """Who says or thinks something, at the word that attributes it."""

    speaker: Party
    verb: str
    kind: StatementKind


class LabelledProjection(_Label, frozen=True):
    """A prediction, at the word for what is predicted."""

    type: EventType
    trigger: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    words: str
    low: float | None
    high: float | None
    window: Interval | None
    forecaster: Literal["author", "speaker", "third-party"]


class Labelled(_Label, frozen=True):
    """A sentence with all that it says."""

    text: str
    published: date
    crisis: str
    style: Style
    events: tuple[LabelledEvent, ...]
    statements: tuple[LabelledStatement, ...]
    projections: tuple[LabelledProjection, ...]


def read_labelled(path: Path) -> Iterator[tuple[str, Labelled | str]]:
    """Yield the place ("file:line") and the sentence of each line, or what is wrong with its form."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            try:
                yield f"{path.name}:{number}", msgspec.json.decode(line, type=Labelled)
            except (msgspec.ValidationError, msgspec.DecodeError) as exc:
                yield f"{path.name}:{number}", str(exc)


def place_of(text: str, quote: str) -> tuple[int, int] | None:
    """Return where a quotation stands in the text; `quote#2` asks for the second place."""
    stem, mark, number = quote.rpartition("#")
    wanted, times = (stem, int(number)) if mark and number.isdigit() else (quote, 1)
    start = -1
    for _ in range(times):
        start = text.find(wanted, start + 1)
        if start < 0:
            return None
    return start, start + len(wanted)


def faults_of(sentence: Labelled) -> list[str]:
    """Return what the guideline forbids about a sentence."""
    quotes = [x.trigger for x in sentence.events] + [x.verb for x in sentence.statements]
    quotes += [words for x in sentence.projections for words in (x.trigger, x.words)]
    parties = [p for x in sentence.events for p in (*x.sources, *x.targets)] + [x.speaker for x in sentence.statements]
    quotes += [party.quote for party in parties]
    found = [f"no such words in the text: {q!r}" for q in quotes if not q or place_of(sentence.text, q) is None]
    codes = [p.country for p in parties] + [c for x in sentence.projections for c in (*x.sources, *x.targets)]
    known = country_codes()
    found += [f"no such country: {c}" for c in codes if c and not c.startswith("IGO:") and c not in known]
    named = sectors()
    found += [f"no such sector: {p.sector}" for p in parties if p.sector and p.sector not in named]
    spans = [x.when for x in sentence.events] + [x.window for x in sentence.projections]
    found += [f"an interval that ends before it begins: {s[0]}" for s in spans if s and s[0] > s[1]]
    for one in sentence.projections:
        if (one.low is None) != (one.high is None) or (one.low is not None and not 0 < one.low <= one.high < 1):  # type: ignore[operator]
            found.append(f"no range of probability: {one.low} to {one.high}")
    return found
