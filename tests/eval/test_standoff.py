"""Labels that stand apart from their texts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from eval.catalogue import SETS, LabelledSet
from eval.standoff import documents_of, load_standoff

CONLLU = """# newdoc id = one
# newpar id = one-1
# sent_id = one-1
# text = Chad shelled Sudan.
1\tChad\t_

# newpar id = one-2
# text = It said so.
1\tIt\t_

# text = Nobody else did.

# newdoc id = two
# text = Nothing.
"""
LABELS = {
    "document": "one",
    "file": "made.conllu",
    "published": "2005-01-02",
    "part": "test",
    "events": [{"at": [0, 18], "type": "ASSAULT", "sources": ["TCD"], "targets": ["SDN"], "modality": "asserted",
                "when": {"start": "2005-01-01", "end": "2005-01-01"}}],
    "statements": [{"at": [21, 31], "country": None, "kind": "claim"}],
    "projections": [{"at": [33, 48], "type": "AID", "sources": [], "targets": ["TCD"], "forecaster": "author",
                     "window": None, "probability": {"low": 0.2, "high": 0.8}}],
    "ignore": [[33, 49]],
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "made.conllu").write_text(CONLLU, encoding="utf-8")
    (tmp_path / "labels.jsonl").write_text(json.dumps(LABELS) + "\n", encoding="utf-8")
    return tmp_path


def test_documents_are_put_together(folder: Path) -> None:
    """Sentences have a blank between them, paragraphs an empty line."""
    texts = dict(documents_of(folder / "made.conllu"))
    assert texts == {"one": "Chad shelled Sudan.\n\nIt said so. Nobody else did.", "two": "Nothing."}


def test_labels_find_their_words(folder: Path) -> None:
    """Each label lies where it says, in the text that the treebank gives."""
    (report,) = load_standoff(folder / "labels.jsonl", folder, "test")
    event, statement, projection = report.items
    assert (event.quote, event.label, event.targets) == ("Chad shelled Sudan", "ASSAULT", frozenset({"SDN"}))
    assert (event.modality, event.when) == ("asserted", ("2005-01-01", "2005-01-01"))
    assert (statement.quote, statement.sources) == ("It said so", frozenset())
    assert (projection.quote, projection.low_high) == ("Nobody else did", (0.2, 0.8))
    assert report.ignored == ((33, 49),)
    assert load_standoff(folder / "labels.jsonl", folder, "tune") == []


def test_a_set_without_its_texts_is_absent(folder: Path) -> None:
    """The labels alone are no set."""
    there = LabelledSet("made", folder / "labels.jsonl", "made", documents=folder)
    assert there.is_there
    assert len(there.texts()) == 1
    assert not LabelledSet("made", folder / "labels.jsonl", "made", documents=folder / "none").is_there


def test_the_labels_hold_no_text() -> None:
    """Nothing of the documents is in the repository: the only words are names of fields, types and documents."""
    (path,) = {one.path for one in SETS if one.documents is not None}
    for line in path.read_text(encoding="utf-8").splitlines():
        raw = json.loads(line)
        for kind in ("events", "statements", "projections"):
            for item in raw[kind]:
                words = [value for value in item.values() if isinstance(value, str)]
                assert all(" " not in word for word in words)
