"""Reads `golden.txt`: sentences of our own, and the events that they tell."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from demarche.record import Event

FILE = Path(__file__).parent / "golden.txt"
ANY = "?"


@dataclass(frozen=True)
class Wanted:
    """One event that a sentence tells; "?" for anything."""

    type: str
    sources: str
    targets: str
    modality: str = ANY
    when: str = ANY
    where: str = ANY

    def fits(self, event: Event) -> bool:
        """Tell whether an event is the one wanted."""
        start = event.when.start.isoformat() if event.when else "-"
        pairs = (
            (self.type, event.type),
            (self.modality, event.modality),
            (self.when, start),
            (self.where, (event.where.country if event.where else None) or "-"),
        )
        if any(wanted not in (ANY, got) for wanted, got in pairs):
            return False
        return _same(self.sources, event.sources) and _same(self.targets, event.targets)


@dataclass(frozen=True)
class Case:
    """A sentence, its day of publication, and what it tells."""

    line: int
    text: str
    published: dt.date
    wanted: tuple[Wanted, ...] = field(default=())


def read_cases(path: Path = FILE) -> list[Case]:
    """Return the cases of a golden file."""
    cases, published = [], dt.date(2022, 2, 12)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("@ "):
            published = dt.date.fromisoformat(line[2:].strip())
        elif line.strip() and not line.startswith("#"):
            text, _, events = line.partition(" | ")
            wanted = () if events.strip() == "none" else tuple(_wanted(one.split()) for one in events.split(" ; "))
            cases.append(Case(number, text.strip(), published, wanted))
    return cases


def _wanted(parts: list[str]) -> Wanted:
    kind, sources, _, targets, *rest = parts
    modality = next((part[1:-1] for part in rest if part.startswith("[")), ANY)
    others = [part for part in rest if not part.startswith("[")]
    return Wanted(kind, sources, targets, modality, *others)


def _same(wanted: str, actors: tuple[object, ...]) -> bool:
    if wanted == ANY:
        return True
    got = {getattr(actor, "country", None) for actor in actors} - {None}
    return got == (set() if wanted == "-" else set(wanted.split(",")))


def described(event: Event) -> str:
    """Return an event as it would stand in the file."""
    sides = [
        ",".join(sorted({a.country or a.name or "" for a in side})) or "-" for side in (event.sources, event.targets)
    ]
    when = event.when.start.isoformat() if event.when else "-"
    where = (event.where.country if event.where else None) or "-"
    return f"{event.type} {sides[0]} > {sides[1]} [{event.modality}] {when} {where}   ({event.rule})"
