"""
The labelled sets that there are, and where they lie.

A set outside the repository may be absent; our own are always there. Of our own sentences, `tune` is there to be read
miss by miss, and nothing is trained or tuned on `test`: a crisis is wholly in one of the two.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from training.corpus.pairs import is_test

from eval.gold import GoldReport, load
from eval.standoff import load_standoff

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


@dataclass(frozen=True)
class LabelledSet:
    """
    A labelled file, or a folder of them.

    `own` sets lie in the repository; a set that is not `settled` is still growing and has no floors; `split` names a
    file with the crises that count, one a line; `counts` tells them by their name; of a file with parts only `part`
    counts; `documents` is the folder of the texts where the labels stand apart from them.
    """

    name: str
    path: Path
    what: str
    own: bool = False
    settled: bool = True
    split: Path | None = None
    counts: Callable[[str], bool] | None = None
    part: str | None = None
    documents: Path | None = None

    @property
    def is_there(self) -> bool:
        """Whether there is anything to score."""
        if self.documents is not None and not self.documents.is_dir():
            return False
        return self.path.is_file() or (self.path.is_dir() and any(self.path.glob("*.jsonl")))

    @property
    def digest(self) -> str:
        """The first 16 hexadecimal digits of the SHA-256 of all that the set is made of."""
        files = sorted(self.path.glob("*.jsonl")) if self.path.is_dir() else [self.path]
        whole = hashlib.sha256()
        for file in [*files, *([self.split] if self.split else [])]:
            whole.update(file.read_bytes().replace(b"\r\n", b"\n"))
        return whole.hexdigest()[:16]

    def texts(self) -> list[GoldReport]:
        """Return the labelled texts."""
        if self.documents is not None:
            return load_standoff(self.path, self.documents, self.part)
        texts = [text for text in load(self.path) if self.part is None or text.part == self.part]
        if self.counts is not None:
            return [text for text in texts if text.crisis is not None and self.counts(text.crisis)]
        if self.split is None:
            return texts
        wanted = set(self.split.read_text(encoding="utf-8").splitlines())
        return [text for text in texts if text.crisis in wanted]


SETS: tuple[LabelledSet, ...] = (
    LabelledSet("own-tune", ROOT / "eval/sets/sentences/tune.jsonl", "our own sentences, to tune on", own=True),
    LabelledSet("own-test", ROOT / "eval/sets/sentences/test.jsonl", "our own sentences, never tuned on", own=True),
    LabelledSet(
        "corpus-test",
        ROOT / "training/corpus/sentences",
        "the corpus' sentences of the crises that nothing is trained on",
        split=ROOT / "training/corpus/split.txt",
    ),
    LabelledSet(
        "cameo-tune",
        ROOT / "eval/sets/cameo/records.jsonl",
        "records with one CAMEO code, to tune on",
        own=True,
        part="tune",
    ),
    LabelledSet(
        "cameo-test",
        ROOT / "eval/sets/cameo/records.jsonl",
        "records with one CAMEO code, never tuned on",
        own=True,
        part="test",
    ),
    LabelledSet(
        "pairs-test",
        ROOT / "training/corpus/pairs",
        "marked pairs of the crises that nothing is trained on",
        counts=is_test,
    ),
    LabelledSet(
        "wire-tune",
        ROOT / "eval/sets/wire/tune.jsonl",
        "whole reports of our own after the manner of agencies and papers, to tune and fit on",
        own=True,
    ),
    LabelledSet(
        "wire-test",
        ROOT / "eval/sets/wire/test.jsonl",
        "whole reports of our own after the manner of agencies and papers, never tuned on",
        own=True,
    ),
    LabelledSet("reports", SHARED / "gold/reports.jsonl", "excerpts of real reports (not in the repository)"),
    *(
        LabelledSet(
            f"weblogs-{part}",
            ROOT / "eval/sets/treebanks/labels.jsonl",
            f"real weblogs, posts and news with labels of our own, {use} (texts not in the repository)",
            part=part,
            documents=SHARED / "treebanks",
        )
        for part, use in (("tune", "to tune on"), ("test", "never tuned on"))
    ),
    LabelledSet("records", SHARED / "gold/plv_train.jsonl", "records with a marked pair (not in the repository)"),
)


def set_at(path: Path) -> LabelledSet:
    """Return the set of a path that is none of the catalogue's."""
    known = [one for one in SETS if one.path.resolve() == path.resolve() and one.part is None]
    return known[0] if known else LabelledSet(path.name, path, "named on the command line")
