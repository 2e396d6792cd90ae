"""
The golden cases of the actors room: mini reports and whom their words denote, with the parse frozen beside them.

A case in `golden/*.txt`::

    ## name published
    The report, on one line.
    - word[#n]: COUNTRY SECTOR [Name][; …] [| how]

`word` is the n-th token with that text; each actor is a country, a sector and the name in full, `-` for none; `()` is
nobody. After the bar: the mention's `how`, or `former`. Trees in `golden/trees.jsonl` were made by the project's own
pipeline (`python tests/reading/actors/cases.py` remakes them) and are kept so that rules are tested apart from weights.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spacy.tokens import Doc, Span, Token
from spacy.vocab import Vocab

from demarche.record import Actor

GOLDEN = Path(__file__).parent / "golden"
TREES = GOLDEN / "trees.jsonl"


@dataclass
class Case:
    """One mini report, its day, and what its words denote."""

    name: str
    published: dt.date
    text: str = ""
    wanted: list[tuple[str, str]] = field(default_factory=list)


def read_cases() -> Iterator[Case]:
    """Yield every case of the golden files."""
    for path in sorted(GOLDEN.glob("*.txt")):
        case: Case | None = None
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("## "):
                if case is not None:
                    yield case
                name, day = line[3:].split()
                case = Case(name, dt.date.fromisoformat(day))
            elif case is not None and line.startswith("- "):
                word, _, wanted = line[2:].partition(": ")
                case.wanted.append((word, wanted))
            elif case is not None and line.strip():
                case.text = line.strip()
        if case is not None:
            yield case


def token_of(doc: Doc, word: str) -> Token:
    """Return the token that a line of a case names."""
    text, _, number = word.partition("#")
    return [token for token in doc if token.text == text][int(number or 1) - 1]


def actors_of(wanted: str) -> tuple[Actor, ...]:
    """Return the actors that a line of a case lists."""
    listed = wanted.partition(" | ")[0].strip()
    if listed == "()":
        return ()
    found = []
    for item in listed.split("; "):
        country, sector, *name = item.split(" ", 2)
        found.append(Actor(None if country == "-" else country, None if sector == "-" else sector, *name))
    return tuple(found)


def doc_of(row: dict[str, list[object]], vocab: Vocab) -> Doc:
    """Return the Doc of a frozen tree."""
    keep = ("words", "spaces", "heads", "deps", "pos", "tags", "lemmas", "sent_starts")
    doc = Doc(vocab, **{key: row[key] for key in keep})
    doc.ents = [Span(doc, start, end, label=label) for start, end, label in row["ents"]]
    return doc


def row_of(doc: Doc) -> dict[str, list[object]]:
    """Return a Doc as a row of the frozen trees."""
    return {
        "words": [token.text for token in doc],
        "spaces": [bool(token.whitespace_) for token in doc],
        "heads": [token.head.i for token in doc],
        "deps": [token.dep_ for token in doc],
        "pos": [token.pos_ for token in doc],
        "tags": [token.tag_ for token in doc],
        "lemmas": [token.lemma_ for token in doc],
        "sent_starts": [bool(token.is_sent_start) for token in doc],
        "ents": [[ent.start, ent.end, ent.label_] for ent in doc.ents],
    }


def frozen_docs() -> dict[str, Doc]:
    """Return the frozen trees by the name of their case."""
    vocab = Vocab()
    with TREES.open(encoding="utf-8") as lines:
        return {row.pop("name"): doc_of(row, vocab) for row in map(json.loads, lines)}


def remake() -> None:
    """Parse every case anew and write the trees."""
    from demarche.reading.english import ParseInput, load_pipeline

    cases = list(read_cases())
    docs = load_pipeline().parse([ParseInput(case.text) for case in cases])
    with TREES.open("w", encoding="utf-8") as out:
        for case, doc in zip(cases, docs, strict=True):
            out.write(json.dumps({"name": case.name, **row_of(doc)}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    remake()
