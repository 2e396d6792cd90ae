"""`demarche brief` with an analyst's files: grades of sources and corrections."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from demarche.cli import main

MEETING = "President Anwar Sadat of Egypt met Israeli Prime Minister Menachem Begin in Jerusalem on November 20, 1977."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with one report in two copies, and a table of sources."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    for name in ("a", "b"):
        text = f"---\nsource: A Wire\npublished: 1977-11-21\n---\n{MEETING}\n"
        (tmp_path / "in" / f"{name}.txt").write_text(text, "utf-8")
    (tmp_path / "sources.yaml").write_text("sources:\n  - {name: A Wire, reliability: D, why: Late before.}\n", "utf-8")
    return tmp_path


def brief(folder: Path, *options: str) -> dict[str, list[dict[str, object]]]:
    assert main(["brief", "in", "-o", "out.json", "--draws", "0", *options]) == 0
    made: dict[str, list[dict[str, object]]] = json.loads((folder / "out.json").read_text("utf-8"))
    return made


def test_files_of_an_analyst_are_laid_over(folder: Path) -> None:
    """The user's grade stands with its reason; a finding that a correction takes out is gone, and both are told."""
    made = brief(folder, "--sources", "sources.yaml")
    assert (made["sources"][0]["grade"], len(made["findings"])) == ("D", 1)
    assert "Late before" in str(made["sources"][0]["graded"])
    assert [one["reason"] for one in made["refused"]] == ["the same report twice"]
    finding = made["findings"][0]["finding"]
    text = f"corrections:\n  - {{correct: no-event, items: [{finding}], why: a rehearsal}}\n"
    (folder / "mine.yaml").write_text(text, "utf-8")
    corrected = brief(folder, "--corrections", "mine.yaml")
    assert corrected["findings"] == []
    assert [(one["applied"], one["why"]) for one in corrected["corrections"]] == [(True, "a rehearsal")]


def test_a_broken_file_is_an_error(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file of corrections that is none names itself, and no brief is written."""
    (folder / "mine.yaml").write_text("corrections:\n  - {correct: nonsense, items: [e-1]}\n", "utf-8")
    assert main(["brief", "in", "--corrections", "mine.yaml"]) != 0
    assert "mine.yaml" in capsys.readouterr().err
    assert not (folder / "brief.html").exists()
