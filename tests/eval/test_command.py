from __future__ import annotations

import json
from pathlib import Path

import pytest
from eval.__main__ import main

SENTENCES = [
    {"text": "Norwegian police arrested two Swedish diplomats in Oslo on 3 May.", "published": "1987-05-04",
     "crisis": "none", "style": "wire", "statements": [], "projections": [],
     "events": [{"type": "COERCE", "trigger": "arrested", "modality": "asserted", "when": ["1987-05-03", "1987-05-03"],
                 "sources": [{"quote": "Norwegian police", "country": "NOR", "sector": "COP"}],
                 "targets": [{"quote": "two Swedish diplomats", "country": "SWE", "sector": "GOV"}]}]},
    {"text": "Norway yodelled at Sweden.", "published": "1987-05-04", "crisis": "none", "style": "wire",
     "statements": [], "projections": [],
     "events": [{"type": "PROTEST", "trigger": "yodelled", "modality": "asserted", "when": None, "targets": [],
                 "sources": [{"quote": "Norway", "country": "NOR"}]}]},
]  # fmt: skip


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    path = tmp_path / "labelled.jsonl"
    path.write_text("\n".join(json.dumps(one) for one in SENTENCES), encoding="utf-8")
    return path


def test_a_file_is_scored_by_its_path(labelled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command reads a labelled file with the real reader, prints its figures, its misses and why, and goes on."""
    absent = labelled.with_name("absent.jsonl")
    main([str(absent), str(labelled), "--misses", "--why"])
    out = capsys.readouterr().out
    assert "absent.jsonl: absent, skipped" in out
    assert "labelled.jsonl: 2 texts" in out
    assert "events: type                 P 1.000  R 0.500  F1 0.667   gold 2  read 1  hit 1" in out
    assert "PROTEST→- 1" in out
    assert "(cost 3): Norway yodelled at Sweden." in out
    assert "labelled.jsonl:2: PROTEST 'yodelled': no word of it is known" in out


def test_a_broken_line_is_named(labelled: Path) -> None:
    """A line that breaks the format stops the scoring with its place."""
    labelled.write_text(labelled.read_text(encoding="utf-8").replace('"COERCE"', '"COERCION"'), encoding="utf-8")
    with pytest.raises(SystemExit, match=r"labelled\.jsonl:1"):
        main([str(labelled)])
