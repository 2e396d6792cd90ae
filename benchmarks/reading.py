"""
How quickly reports are read, whole: parse and all rules.

    python benchmarks/reading.py                   sentences a second of processor time
    python benchmarks/reading.py --reports 10000   and how memory goes over that many reports

News-like text is made from the bundled examples, with days, numbers and names changed, so that no cache can help.
Pin it to one core for a figure that means something: taskset -c 0 python benchmarks/reading.py
"""

from __future__ import annotations

import argparse
import os
import random
import re
import time
from collections.abc import Iterator
from pathlib import Path

from demarche.reading import Page, load_reader, page_from_text
from demarche.record import Reading, Refused

EXAMPLES = Path(__file__).parents[1] / "examples"
CHUNK = 40
SURNAMES = ("Adler", "Bakti", "Castro", "Dlamini", "Eriksen", "Farouk", "Gomez", "Haddad", "Ivanov", "Kimura", "Novak")


def made_pages(count: int) -> Iterator[Page]:
    """Yield reports that differ in names and numbers."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*/*.txt"))]
    dice = random.Random(0)
    for number in range(count):
        text = texts[number % len(texts)]
        text = re.sub(
            r"\b(Macron|Scholz|Lavrov|Doval|Geng)\b",
            lambda _: dice.choice(SURNAMES) + chr(97 + dice.randrange(26)),
            text,
        )
        # Numbers of people and miles, not days: a day that is none is refused.
        text = re.sub(r"\b\d{3}\b(?!,)", lambda found: str(int(found[0]) + dice.randrange(9)), text)
        page = page_from_text(text)
        assert not isinstance(page, Refused), page
        yield page


def resident_megabytes() -> float:
    """Return the memory that this process holds (Linux; 0 elsewhere)."""
    status = Path("/proc/self/statm")
    return int(status.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6 if status.exists() else 0.0


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=400)
    parser.add_argument("--pipeline", default="demarche")
    options = parser.parse_args()
    from demarche.reading import ReaderChoice

    reader = load_reader(ReaderChoice(pipeline=options.pipeline, debug=True))
    list(reader.read(list(made_pages(10))))  # warm
    sentences = items = done = 0
    spent = 0.0
    pages = made_pages(options.reports)
    while chunk := [page for _, page in zip(range(CHUNK), pages, strict=False)]:
        began = time.process_time()
        for reading in reader.read(chunk):
            assert isinstance(reading, Reading), reading
            items += len(reading.events) + len(reading.statements) + len(reading.projections)
        spent += time.process_time() - began
        sentences += sum(len(re.findall(r"[.?!][”\")]?\s", page.text)) for page in chunk)
        done += len(chunk)
        if done % 1000 < len(chunk):
            _print(done, sentences / spent, items)
    _print(done, sentences / spent, items)


def _print(done: int, rate: float, items: int) -> None:
    memory = resident_megabytes()
    print(f"{done:6} reports  {rate:6.0f} sentences/s  {items} items  {memory:6.0f} MB", flush=True)


if __name__ == "__main__":
    main()
