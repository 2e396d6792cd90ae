"""
How quickly mentions are weighed: seconds and memory by the number of mentions, on one core.

    python benchmarks/weighing.py                      10,000, 25,000, 50,000 and 100,000 mentions
    python benchmarks/weighing.py --sizes 1000 2000    other sizes, each in a process of its own
    python benchmarks/weighing.py --plot cost.svg      and a plot of cost over size

Readings are made, not read: events between parties drawn with the skew of the field (a few dyads and types have most of
them), told by one report or by many, with what reports leave out or get wrong: dates, names, places, numbers; a tenth
copies another. The days grow with the mentions, as they do in a corpus that grows; `--days N` holds them fixed.
Pin it to one core for a figure that means something: taskset -c 0 python benchmarks/weighing.py
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from demarche.ontology import cameo_code, countries, modes_of, plover_types
from demarche.record import (
    Actor,
    Event,
    Magnitude,
    Place,
    Reading,
    Report,
    Source,
    Span,
    When,
    identify,
    identify_report,
    text_digest,
)

SIZES = (10_000, 25_000, 50_000, 100_000)
MENTIONS_A_REPORT = 8
MENTIONS_A_DAY = 270  # a year of a mid-sized corpus: 100,000 mentions
START = dt.date(2015, 1, 1)
WORDS = 6_000


@dataclass(frozen=True)
class Happening:
    """What really happens, which reports tell well or badly."""

    kind: str
    mode: str | None
    source: Actor
    target: Actor
    day: dt.date
    place: Place
    words: tuple[str, ...]
    size: float | None


def zipf(dice: random.Random, size: int, power: float = 1.0) -> list[float]:
    """Return weights that fall with the rank."""
    return [1 / (rank + 1) ** power for rank in range(size)]


class World:
    """Makes happenings and reports of them."""

    def __init__(self, days: int, seed: int = 0) -> None:
        self.dice = random.Random(seed)
        self.days = days
        codes = sorted(one.alpha3 for one in countries())
        self.dice.shuffle(codes)
        self.codes, self.code_weights = codes, zipf(self.dice, len(codes), 1.1)
        self.kinds = list(plover_types())
        self.kind_weights = [12, 18, 8, 3, 3, 4, 4, 7, 9, 5, 5, 4, 4, 6, 9, 16]
        self.kind_weights = [dict(zip(self.kinds, self.kind_weights, strict=False)).get(kind, 4) for kind in self.kinds]
        self.words = [f"w{number}" for number in range(WORDS)]
        self.word_weights = zipf(self.dice, WORDS, 0.8)

    def happening(self) -> Happening:
        """Draw what happens."""
        dice = self.dice
        one, other = dice.choices(self.codes, self.code_weights, k=2)
        kind = dice.choices(self.kinds, self.kind_weights)[0]
        modes = modes_of(kind)
        day = START + dt.timedelta(days=dice.randrange(self.days))
        return Happening(
            kind,
            dice.choice(modes) if modes and dice.random() < 0.7 else None,
            Actor(one, dice.choice(["GOV", "GOV", "MIL"]), self.name(one)),
            Actor(other, dice.choice(["GOV", "GOV", "CVL", "REB"]), self.name(other)),
            day,
            Place(f"{other} City {dice.randrange(6)}", other),
            tuple(dice.choices(self.words, self.word_weights, k=9)),
            float(dice.randrange(1, 400)) if kind == "ASSAULT" else None,
        )

    def name(self, code: str) -> str | None:
        """Draw a name, or none."""
        number = min(int(self.dice.expovariate(0.5)), 8)
        return f"Given{code.title()}{number} Family{code.title()}{number}" if self.dice.random() < 0.5 else None

    def mention(self, it: Happening, published: dt.date) -> tuple[Event, str]:
        """Tell a happening as a report might."""
        dice = self.dice
        kept = [word for word in it.words if dice.random() < 0.6] + dice.choices(self.words, self.word_weights, k=5)
        quote = " ".join(kept).capitalize() + "."
        when = When(it.day, it.day) if dice.random() < 0.55 else None
        if when and dice.random() < 0.04:
            when = When(it.day + dt.timedelta(days=1), it.day + dt.timedelta(days=1))
        if when is None and dice.random() < 0.15:
            when = When(it.day.replace(day=1), it.day, "interval")
        mode = it.mode if dice.random() < 0.8 else None
        event = Event(
            id="",
            type=it.kind,  # type: ignore[arg-type]
            mode=mode,
            cameo=cameo_code(it.kind, mode),
            sources=(self.shown(it.source),),
            targets=(self.shown(it.target),) if dice.random() < 0.85 else (),
            when=when,
            where=it.place if dice.random() < 0.35 else None,
            modality=dice.choices(["asserted", "reported", "denied", "planned", "possible"], [60, 25, 3, 6, 6])[0],  # type: ignore[arg-type]
            magnitude=self.size(it),
            spans=(),
            rule="made",
        )
        return event, quote

    def shown(self, actor: Actor) -> Actor:
        """Return an actor with a name, or without."""
        return actor if self.dice.random() < 0.6 else Actor(actor.country, actor.sector)

    def size(self, it: Happening) -> Magnitude | None:
        """Return a number, right or a little wrong."""
        if it.size is None or self.dice.random() < 0.4:
            return None
        number = it.size if self.dice.random() < 0.8 else it.size + 5
        return Magnitude("deaths", number, number, None, f"{number:.0f} people")

    def readings(self, mentions: int) -> Iterator[Reading]:
        """Yield readings that hold so many mentions in all."""
        made, before, pool = 0, [], []
        while made < mentions:
            day = START + dt.timedelta(days=min(int(made / mentions * self.days), self.days - 1))
            if before and self.dice.random() < 0.1:
                told, texts = self.dice.choice(before[-50:])
            else:
                while len(pool) < 40:
                    it = self.happening()
                    again = min(int(self.dice.paretovariate(1.2)), 60)
                    near = min(max(day + dt.timedelta(days=self.dice.randrange(-5, 1)), START), day)
                    pool += [
                        Happening(it.kind, it.mode, it.source, it.target, near, it.place, it.words, it.size)
                    ] * again
                self.dice.shuffle(pool)
                drawn = [pool.pop() for _ in range(min(MENTIONS_A_REPORT, mentions - made))]
                pairs = [self.mention(it, day) for it in drawn]
                told, texts = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
                before.append((told, texts))
            yield self.reading(told, texts, day, made)
            made += len(told)

    def reading(self, told: list[Event], quotes: list[str], day: dt.date, number: int) -> Reading:
        """Put mentions into a report of their own."""
        places, text = [], ""
        for quote in quotes:
            text += (" " if text else "") + quote
            places.append(Span(len(text) - len(quote), len(text)))
        source = Source(f"Paper {number % 300}", "newspaper")
        report = Report("", None, source, day, False, f"https://example.org/{number}", "en", text_digest(text), text)
        report = identify_report(report)
        events = {}
        for event, span in zip(told, places, strict=True):
            fields = {name: getattr(event, name) for name in Event.__struct_fields__}
            made = identify(Event(**{**fields, "id": "", "spans": (span,)}), report.id)
            events[made.id] = made
        return Reading(report, tuple(events.values()))


def measure(mentions: int, days: int) -> dict[str, float]:
    """Weigh so many mentions; return seconds, findings and the most memory held, in megabytes."""
    from demarche.weighing import weigh_readings

    readings = list(World(days).readings(mentions))
    count = sum(len(reading.events) for reading in readings)
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    began = time.process_time()
    record = weigh_readings(readings)
    seconds = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told_often = sum(len(finding.mentions) > 1 for finding in record.findings)
    return {
        "mentions": count,
        "reports": len(readings),
        "findings": len(record.findings),
        "told_often": told_often,
        "seconds": round(seconds, 2),
        "readings_mb": round(held),
        "peak_mb": round(peak),
    }


def main() -> None:
    """Print the table and save the plot."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--days", type=int, default=0)
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        days = options.days or max(options.one // MENTIONS_A_DAY, 7)
        print(json.dumps(measure(options.one, days)))
        return
    rows = []
    print("mentions  reports  findings  told often  seconds  µs a mention  readings MB  peak MB")
    for size in options.sizes:
        command = [sys.executable, __file__, "--one", str(size), "--days", str(options.days)]
        row = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        each = 1e6 * row["seconds"] / row["mentions"]
        rows.append(row)
        print(
            f"{row['mentions']:8,}  {row['reports']:7,}  {row['findings']:8,}  {row['told_often']:10,}  "
            f"{row['seconds']:7.1f}  {each:12.0f}  {row['readings_mb']:11,}  {row['peak_mb']:7,}"
        )
    if options.plot:
        options.plot.write_text(plot(rows), encoding="utf-8")


def plot(rows: list[dict[str, float]]) -> str:
    """Return seconds over mentions as SVG, with the straight line through the origin and the last point."""
    width, height, edge = 640, 400, 60
    most = max(row["mentions"] for row in rows)
    top = max(row["seconds"] for row in rows) * 1.1 or 1

    def at(mentions: float, seconds: float) -> tuple[float, float]:
        return edge + mentions / most * (width - 2 * edge), height - edge - seconds / top * (height - 2 * edge)

    x0, y0 = at(0, 0)
    x1, y1 = at(most, rows[-1]["seconds"])
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="white"/>',
        f'<path d="M{edge} {edge}V{y0}H{width - edge}" fill="none" stroke="black"/>',
        f'<path d="M{x0} {y0}L{x1:.1f} {y1:.1f}" stroke="#999" stroke-dasharray="4 4"/>',
        f'<text x="{width / 2}" y="{height - 18}" text-anchor="middle">event mentions</text>',
        f'<text x="16" y="{height / 2}" text-anchor="middle" transform="rotate(-90 16 {height / 2})">'
        "seconds, one core</text>",
    ]
    for row in rows:
        x, y = at(row["mentions"], row["seconds"])
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#1f5a8a"/>')
        parts.append(f'<text x="{x:.1f}" y="{y - 9:.1f}" text-anchor="middle">{row["seconds"]:.1f} s</text>')
        parts.append(f'<text x="{x:.1f}" y="{y0 + 18}" text-anchor="middle">{row["mentions"]:,.0f}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


if __name__ == "__main__":
    main()
