"""`demarche weigh`: readings in, a record out, and what its exit codes say."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from tests.weighing.made import Paper, Told, actor, reading

import demarche
from demarche.cli import main
from demarche.record import json_schema


def lines(folder: Path, *extra: str) -> Path:
    """Write two readings and whatever else as JSON Lines."""
    told = Told("Egypt seized the canal", "COERCE", [actor("EGY")], [actor("GBR")], "1956-07-26", mode="seize")
    papers = [
        Paper("Nile Daily", published="1956-07-27", items=[told]),
        Paper("Quay Post", published="1956-07-28", items=[told]),
    ]
    path = folder / "readings.jsonl"
    path.write_text("".join(reading(one).to_json() + "\n" for one in papers) + "".join(extra), encoding="utf-8")
    return path


def test_readings_are_told_by_content_and_weighed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The record on stdout keeps the printed schema."""
    assert main(["weigh", str(lines(tmp_path))]) == 0
    record = json.loads(capsys.readouterr().out)
    jsonschema.validate(record, json_schema("record"))
    assert [len(one["mentions"]) for one in record["findings"]] == [2]
    assert set(record) >= {"reports", "findings", "statements", "projections", "conflicts", "copies"}


def test_a_broken_line_is_refused_by_name_and_number(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The rest is weighed, the exit code is 3, and the record holds the refusal."""
    path = lines(tmp_path, '{"report": 3}\n')
    out = tmp_path / "record.json"
    assert main(["weigh", str(path), "-o", str(out), "--quiet"]) == 3
    assert "line 3" in capsys.readouterr().err
    assert "line 3" in json.loads(out.read_text(encoding="utf-8"))["refused"][0]["path"]


def test_a_citation_that_is_not_in_the_text_is_refused(tmp_path: Path) -> None:
    """A line that breaks a law of the record is refused like one that cannot be read."""
    path = lines(tmp_path)
    text = path.read_text(encoding="utf-8").replace('"end":22', '"end":2200', 1)
    path.write_text(text, encoding="utf-8")
    assert main(["weigh", str(path), "-o", str(tmp_path / "r.json"), "--quiet"]) == 3


def test_nothing_but_broken_lines_is_a_failure(tmp_path: Path) -> None:
    """Where no report is left, the exit code is 1."""
    path = tmp_path / "readings.jsonl"
    path.write_text('{"report": 1}\n', encoding="utf-8")
    assert main(["weigh", str(path), "--quiet"]) == 1


def test_tables_stand_beside_each_other(tmp_path: Path) -> None:
    """As CSV, findings, mentions, conflicts and the grid are files of their own."""
    out = tmp_path / "findings.csv"
    assert main(["weigh", str(lines(tmp_path)), "-o", str(out), "--quiet"]) == 0
    assert {path.name for path in tmp_path.glob("findings*.csv")} >= {
        "findings.csv",
        "findings.mentions.csv",
        "findings.grid.csv",
    }


def test_a_wrong_corrections_file_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A fault in the analyst's file stops the run and names the line."""
    faulty = tmp_path / "corrections.yaml"
    faulty.write_text("corrections:\n  - correct: same\n    items: [e-1]\n", encoding="utf-8")
    assert main(["weigh", str(lines(tmp_path)), "--corrections", str(faulty)]) == 1
    assert "line 3" in capsys.readouterr().err


def test_the_call_in_python_gives_the_same_record(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`demarche.weigh` and the command agree; tables leave by the Arrow PyCapsule."""
    told = Told("Egypt seized the canal", "COERCE", [actor("EGY")], [actor("GBR")], "1956-07-26", mode="seize")
    record = demarche.weigh([reading(Paper("Nile Daily", items=[told]))])
    assert record.to_dict()["findings"][0]["id"] == record.findings[0].id
    for kind in ("findings", "mentions", "grid"):
        assert hasattr(record.to_arrow(kind), "__arrow_c_stream__")
