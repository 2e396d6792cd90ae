"""
Labels of our own on documents that are not ours: real weblogs, newsgroup posts and news of the treebanks.

The labels (`eval/sets/treebanks/labels.jsonl`) hold places, types and countries, and no word of the text; the text is
put together from the treebanks, which are not in the repository. A document's text is its sentences with a blank
between, and an empty line where a paragraph begins.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from eval.gold import GoldReport, Interval, Item

_DOCUMENT, _PARAGRAPH, _TEXT = "# newdoc id = ", "# newpar", "# text = "


def load_standoff(path: Path, treebanks: Path, part: str | None = None) -> list[GoldReport]:
    """
    Return the labelled documents of a part, or of all.

    Parameters
    ----------
    path : Path
        The labels, a JSON object a document.
    treebanks : Path
        The folder in which the treebanks lie.
    part : str, optional
        `tune` or `test`.
    """
    raw = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    wanted = [one for one in raw if part is None or one["part"] == part]
    texts = {name: dict(documents_of(treebanks / name)) for name in {one["file"] for one in wanted}}
    return [_report(one, texts[one["file"]][one["document"]]) for one in wanted]


def documents_of(file: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each document of a treebank in CoNLL-U."""
    name, pieces = "", list[str]()
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith(_DOCUMENT):
                if name:
                    yield name, _joined(pieces)
                name, pieces = line.removeprefix(_DOCUMENT).strip(), []
            elif line.startswith(_PARAGRAPH):
                pieces.append("\n")
            elif line.startswith(_TEXT):
                pieces.append(line.removeprefix(_TEXT).strip())
    if name:
        yield name, _joined(pieces)


def _joined(pieces: list[str]) -> str:
    return re.sub(r" ?\n ?", "\n\n", " ".join(pieces)).strip()


def _report(raw: dict[str, Any], text: str) -> GoldReport:
    items = [Item("event", e["type"], *_sides(e), *e["at"], e["modality"], _interval(e["when"]),
                  quote=text[slice(*e["at"])]) for e in raw["events"]]  # fmt: skip
    for s in raw["statements"]:
        speaker = frozenset([s["country"]] if s["country"] else [])
        items.append(Item("statement", s["kind"], speaker, frozenset(), *s["at"], quote=text[slice(*s["at"])]))
    for p in raw["projections"]:
        stated = p["probability"]
        low_high = (stated["low"], stated["high"]) if stated else None
        window, quote = _interval(p["window"]), text[slice(*p["at"])]
        items.append(Item("projection", p["type"], *_sides(p), *p["at"], p["forecaster"], window, low_high, quote))
    ignored = tuple((start, end) for start, end in raw["ignore"])
    return GoldReport(raw["document"], text, raw["published"], tuple(items), ignored=ignored, part=raw["part"])


def _sides(raw: dict[str, Any]) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(raw["sources"]), frozenset(raw["targets"])


def _interval(raw: dict[str, str] | None) -> Interval | None:
    return (raw["start"], raw["end"]) if raw else None
