"""Check the labelled sentences and the marked pairs, and say what there is of each: `python -m training.corpus`."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from training.corpus.pairs import MarkedPair, is_test, read_pairs
from training.corpus.sentences import FOLDER, Labelled, faults_of, read_labelled


def main() -> int:
    """Print the faults of each line, then the counts; 1 if there was a fault. Files named are of sentences."""
    faulty = _check_sentences()
    if not sys.argv[1:]:
        faulty += _check_pairs()
    return 1 if faulty else 0


def _check_sentences() -> int:
    paths = [Path(name) for name in sys.argv[1:]] or sorted((FOLDER / "sentences").glob("*.jsonl"))
    seen: dict[str, str] = {}
    faulty = 0
    sentences: list[Labelled] = []
    for path in paths:
        for place, sentence in read_labelled(path):
            found = faults_of(sentence) if isinstance(sentence, Labelled) else [sentence]
            if isinstance(sentence, Labelled):
                if sentence.text in seen:
                    found.append(f"the same text stands at {seen[sentence.text]}")
                seen[sentence.text] = place
                sentences.append(sentence)
            for fault in found:
                print(f"{place}: {fault}")
            faulty += bool(found)
    _print_counts(sentences)
    print(f"{len(sentences)} sentences, {faulty} with faults")
    return faulty


def _check_pairs() -> int:
    seen: dict[str, str] = {}
    faulty = 0
    pairs: list[MarkedPair] = []
    for path in sorted((FOLDER / "pairs").glob("*.jsonl")):
        for place, pair in read_pairs(path):
            fault = pair if isinstance(pair, str) else ""
            if isinstance(pair, MarkedPair):
                fault = f"the same pair stands at {seen[pair.marked]}" if pair.marked in seen else ""
                seen[pair.marked] = place
                pairs.append(pair)
            if fault:
                print(f"{place}: {fault}")
            faulty += bool(fault)
    for name, counter in (
        ("types", Counter(one.type for one in pairs)),
        ("styles", Counter(one.style for one in pairs)),
    ):
        print(f"{name} ({len(counter)}): " + ", ".join(f"{key} {count}" for key, count in counter.most_common()))
    kept = sum(is_test(one.crisis) for one in pairs)
    print(f"{len(pairs)} marked pairs, {kept} of them kept for test, {faulty} with faults")
    return faulty


def _print_counts(sentences: list[Labelled]) -> None:
    counts = {
        "types": Counter(e.type for s in sentences for e in s.events),
        "modalities": Counter(e.modality for s in sentences for e in s.events),
        "statements": Counter(x.kind for s in sentences for x in s.statements),
        "projections": Counter(p.forecaster for s in sentences for p in s.projections),
        "styles": Counter(s.style for s in sentences),
        "crises": Counter(s.crisis for s in sentences),
    }
    for name, counter in counts.items():
        print(f"{name} ({len(counter)}): " + ", ".join(f"{key} {count}" for key, count in counter.most_common()))
    print(f"without an event: {sum(not s.events for s in sentences)}")


if __name__ == "__main__":
    sys.exit(main())
