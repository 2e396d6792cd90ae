"""Labelled clusters (eval/sets/clusters, format in its README.md) as readings, clusters and conflicts."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from demarche.ontology import cameo_code, modes_of
from demarche.record import (
    Actor,
    Event,
    Magnitude,
    Place,
    Reading,
    Report,
    Source,
    Span,
    Statement,
    When,
    check_reading,
    identify,
    identify_report,
    text_digest,
)

SETS = Path(__file__).parent / "sets" / "clusters"
FIELDS = frozenset({"happened", "date", "number", "place", "who", "strength"})
_LAST_OF_JANUARY = 31
_STATEMENT_PARTS = 4


@dataclass(frozen=True)
class Crisis:
    """One file: its readings, and what was labelled. Ids are those of the record; `names` leads back to the file's."""

    name: str
    split: str
    region: str
    readings: tuple[Reading, ...]
    cluster_of: dict[str, str]
    field_conflicts: tuple[tuple[str, str, tuple[frozenset[str], ...]], ...]
    matter_conflicts: tuple[tuple[str, tuple[frozenset[str], ...]], ...]
    copies: tuple[frozenset[str], ...]
    names: dict[str, str]


def load_crises(folder: Path = SETS) -> list[Crisis]:
    """Return all crises of a folder, by name; a label that breaks the format is a ValueError that says where."""
    return [load_crisis(path) for path in sorted(folder.glob("*.txt"))]


def load_crisis(path: Path) -> Crisis:
    """Return one crisis."""
    head, *blocks = re.split(r"(?m)^== ", path.read_text(encoding="utf-8"))
    last, _, conflicts = blocks[-1].partition("\nconflicts:\n")
    blocks[-1] = last
    meta = dict(line.split(": ", 1) for line in head.strip().splitlines())
    readings, clusters, names = [], {}, {}
    for block in blocks:
        _read_block(path.name, block, readings, clusters, names)
    ids = {label: id_ for id_, label in names.items()}
    fields, matters, copies = _read_conflicts(path.name, conflicts, ids, clusters)
    return Crisis(
        meta["crisis"], meta["split"], meta["region"], tuple(readings), clusters, fields, matters, copies, names
    )


def _read_block(
    where: str, block: str, readings: list[Reading], clusters: dict[str, str], names: dict[str, str]
) -> None:
    first, _, rest = block.partition("\n")
    marked, _, labels = rest.partition("\n--\n")
    text, spans = unmark(marked.strip())
    report = _report(first, text)
    names[report.id] = first.split("|")[0].strip()
    events: list[Event] = []
    statements: list[Statement] = []
    for line in labels.strip().splitlines():
        parts = [part.strip() for part in line.split(" | ")]
        try:
            item = (_statement if len(parts) == _STATEMENT_PARTS else _event)(parts, spans.pop(parts[0]), report)
        except (KeyError, ValueError) as exc:
            raise ValueError(f"{where}: {line}: {exc}") from exc
        names[item.id] = parts[0]
        if isinstance(item, Statement):
            statements.append(item)
        else:
            events.append(item)
            clusters[item.id] = parts[1]
    if spans:
        raise ValueError(f"{where}: marked without a label: {sorted(spans)}")
    readings.append(Reading(report, tuple(events), tuple(statements)))
    check_reading(readings[-1])


def _report(head: str, text: str) -> Report:
    _, kind, source, published, title = (part.strip() for part in head.split("|"))
    day = dt.date.fromisoformat(published)
    told_by: Any = kind
    return identify_report(Report("", title, Source(source, told_by), day, False, None, "en", text_digest(text), text))


def unmark(marked: str) -> tuple[str, dict[str, Span]]:
    """
    Return the text without its marks, and the span of each.

    Examples
    --------
    >>> unmark("{a: Iran {b: met} Oman}.")
    ('Iran met Oman.', {'b': Span(start=5, end=8), 'a': Span(start=0, end=13)})
    """
    text, spans, open_ = "", {}, []
    for piece in re.split(r"(\{\w+: |\})", marked):
        if piece.startswith("{"):
            open_.append((piece[1:-2], len(text)))
        elif piece == "}":
            name, start = open_.pop()
            if name in spans:
                raise ValueError(f"marked twice: {name}")
            spans[name] = Span(start, len(text))
        else:
            text += piece
    if open_:
        raise ValueError(f"never closed: {open_}")
    return text, spans


def _event(parts: list[str], span: Span, report: Report) -> Event:
    _, _, kind, sides, when, where, modality, size = parts
    type_, mode = kind.split()
    if mode != "-" and mode not in modes_of(type_):
        raise ValueError(f"no such mode: {mode}")
    sources, targets = _sides(sides)
    modality, _, told_by = modality.partition(":")
    chosen = None if mode == "-" else mode
    event = Event(
        id="",
        type=type_,  # type: ignore[arg-type]
        mode=chosen,
        cameo=cameo_code(type_, chosen),
        sources=sources,
        targets=targets,
        when=_when(when),
        where=_place(where),
        modality=modality,  # type: ignore[arg-type]
        magnitude=_magnitude(size, report.text),
        spans=(span,),
        rule="by.hand",
        attributed_to=_actor(told_by) if told_by else None,
    )
    return identify(event, report.id)


def _statement(parts: list[str], span: Span, report: Report) -> Statement:
    _, kind, speaker, about = parts
    name, stance = kind.split()
    return identify(Statement("", _actor(speaker), None, name, stance, about, (span,)), report.id)  # type: ignore[arg-type]


def _sides(text: str) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    if text.endswith("<>"):
        both = _actors(text[:-2])
        return both, both
    one, other = text.split(">")
    return _actors(one), _actors(other)


def _actors(text: str) -> tuple[Actor, ...]:
    return tuple(_actor(part.strip()) for part in text.split(" + ") if part.strip() != "-")


def _actor(text: str) -> Actor:
    found = re.fullmatch(r"(IGO:[A-Z]+|[A-Z]{3})(?:\.([A-Z]{3}))?(?::(.+))?", text)
    if not found:
        raise ValueError(f"not an actor: {text!r}")
    body = found[1].startswith("IGO:")
    return Actor(found[1], found[2] or ("IGO" if body else "GOV"), found[3])


def _when(text: str) -> When | None:
    if text == "-":
        return None
    if re.fullmatch(r"\d{4}-\d\d", text):
        first = dt.date.fromisoformat(f"{text}-01")
        following = (first + dt.timedelta(days=_LAST_OF_JANUARY)).replace(day=1)
        return When(first, following - dt.timedelta(days=1), "month")
    days, _, precision = text.partition(" ")
    start, _, end = days.partition("..")
    told: Any = precision or ("interval" if end else "day")
    return When(dt.date.fromisoformat(start), dt.date.fromisoformat(end or start), told)


def _place(text: str) -> Place | None:
    if text == "-":
        return None
    name, country = text.rsplit(", ", 1)
    return Place(name, None if country == "-" else country)


def _magnitude(text: str, report: str) -> Magnitude | None:
    if text == "-":
        return None
    found = re.fullmatch(r'(\w+) (-|\d+)(?:-(\d+)|(\+))? "(.+)"', text)
    if not found:
        raise ValueError(f"not a magnitude: {text}")
    kind, low, high, more, words = found.groups()
    if words not in report:
        raise ValueError(f"the report does not say {words!r}")
    least = None if low == "-" else float(low)
    most = None if more else float(high) if high else least
    return Magnitude(kind, least, most, None, words)  # type: ignore[arg-type]


def _read_conflicts(where: str, text: str, ids: dict[str, str], clusters: dict[str, str]) -> Any:
    fields, matters, copies = [], [], []
    for line in text.strip().splitlines():
        if line.startswith("copies: "):
            copies.append(frozenset(ids[name] for name in line.removeprefix("copies: ").split()))
            continue
        head, _, rest = line.rpartition(" | ")
        sides = tuple(frozenset(ids[name] for name in side.split()) for side in rest.split(" / "))
        if len(sides) < 2 or any(one & other for one, other in pairwise(sides)):
            raise ValueError(f"{where}: a conflict needs two sides apart: {line}")
        if head.startswith("about "):
            matters.append((head.removeprefix("about "), sides))
            continue
        cluster, field = head.split(" | ")
        if field not in FIELDS or {clusters[one] for side in sides for one in side} != {cluster}:
            raise ValueError(f"{where}: not a field, or not one cluster: {line}")
        fields.append((cluster, field, sides))
    return tuple(fields), tuple(matters), tuple(copies)
