# ruff: noqa: E501 - sentences are as long as they are
"""
Speed and memory of the English pipeline: `python benchmarks/english.py [--reports N] [--text FILE]`.

Speed is sentences of about 21 words a second on one thread, Docs included (pin it: `taskset -c 0`). Memory is the
process's peak at ten points of a run over many reports, each with words that no report before it had; it must be flat.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from demarche.reading.english import ParseInput, load_pipeline, prose_sents

# Sentences of our own over real facts, as long as those of news are.
SENTENCES = [
    "The foreign ministers of India and Pakistan met in Islamabad on Tuesday for talks that both sides called frank.",
    "Russian troops moved armoured vehicles and field hospitals towards the border with Ukraine, officials in Kyiv said on Friday.",
    "The Security Council adopted a resolution that demands the withdrawal of all foreign forces from the south of Lebanon.",
    "Argentina landed soldiers on the islands in April 1982, and Britain sent a fleet to take them back by June.",
    "Although Tehran denied that it had enriched uranium beyond the limit, inspectors reported traces of it at two sites.",
    "The president told reporters in Brussels that the alliance would answer any attack on a member with all its strength.",
    "Protesters who had gathered outside the embassy threw stones at the police, and at least twelve people were arrested.",
    "China said it would close its airspace near Taiwan for three days while its navy holds exercises with live fire.",
]
_LETTERS = "abcdefghijklmnoprstuvz"


def reports(count: int, sentences_each: int = 15, *, new_words: bool = False) -> Iterator[ParseInput]:
    """Yield reports; with `new_words` each sentence opens with a name that was never seen."""
    dice = random.Random(0)
    for _ in range(count):
        chosen = [dice.choice(SENTENCES) for _ in range(sentences_each)]
        if new_words:
            chosen = ["".join(dice.choices(_LETTERS, k=9)).title() + " said so. " + text for text in chosen]
        yield ParseInput(" ".join(chosen))


def peak_mb() -> float:
    """Peak memory of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=1000, help="reports of the run that memory is watched in")
    parser.add_argument("--text", type=Path, help="time a text of your own, too: one report a paragraph")
    wanted = parser.parse_args()
    began = time.perf_counter()
    pipeline = load_pipeline()
    print(f"load: {time.perf_counter() - began:.2f} s, {peak_mb():.0f} MB")
    for _ in range(3):
        _time("own sentences", pipeline, list(reports(40)))
    if wanted.text:
        paragraphs = [ParseInput(p) for p in wanted.text.read_text(encoding="utf-8").split("\n\n") if p.strip()]
        _time(wanted.text.name, pipeline, paragraphs)
    step = max(1, wanted.reports // 10)
    for number, _ in enumerate(pipeline.parse(reports(wanted.reports, new_words=True)), start=1):
        if number % step == 0:
            print(f"after {number} reports: peak {peak_mb():.0f} MB")


def _time(name: str, pipeline: object, given: list[ParseInput]) -> None:
    began, cpu = time.perf_counter(), time.process_time()
    docs = list(pipeline.parse(given))  # type: ignore[attr-defined]
    seconds, busy = time.perf_counter() - began, time.process_time() - cpu
    sentences, words = sum(len(prose_sents(d)) for d in docs), sum(len(d) for d in docs)
    print(
        f"{name}: {sentences} sentences of {words / sentences:.1f} words, {sentences / seconds:.0f} a second "
        f"({sentences / busy:.0f} a second of processor time)"
    )


if __name__ == "__main__":
    main()
