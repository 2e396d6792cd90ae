"""Check the labelled sentences, and say what there is of each kind: `python -m training.corpus [FILE...]`."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from training.corpus.sentences import FOLDER, Labelled, faults_of, read_labelled


def main() -> int:
    """Print the faults of each line, then the counts; 1 if there was a fault."""
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
    return 1 if faulty else 0


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
