"""The command line as a user meets it: results, messages, exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import polars
import pytest

from demarche.cli import main

MEETING = "President Anwar Sadat of Egypt met Israeli Prime Minister Menachem Begin in Jerusalem on November 20, 1977."
FRENCH = (
    "Le président français a rencontré son homologue russe à Moscou pour parler de la crise ukrainienne et des troupes."
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with one report that can be read and one that cannot."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(f"---\nsource: A Wire\npublished: 1977-11-21\n---\n{MEETING}\n", "utf-8")
    return tmp_path


def lines(out: str) -> list[dict[str, dict[str, object]]]:
    return [json.loads(line) for line in out.splitlines()]


def test_read_prints_a_line_a_report(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "in"]) == 0
    out = capsys.readouterr()
    (line,) = lines(out.out)
    assert (
        line["report"]["source"] == {"name": "A Wire", "kind": "unknown", "reliability": None}
        or line["report"]["source"]
    )
    assert line["events"][0]["type"] == "CONSULT"  # type: ignore[index]
    assert out.err == ""


def test_a_refusal_is_named_twice_and_the_rest_is_done(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "in" / "b.txt").write_text(FRENCH * 3, "utf-8")
    (folder / "in" / "c.txt").write_text("", "utf-8")
    assert main(["read", "in"]) == 3
    out = capsys.readouterr()
    read, french, empty = lines(out.out)
    assert "report" in read
    assert "French" in str(french["refused"])
    assert str(empty["refused"]["path"]).endswith("c.txt")
    assert "b.txt" in out.err
    assert "c.txt" in out.err


def test_nothing_readable_is_a_failure(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "in" / "a.txt").write_text("", "utf-8")
    assert main(["read", "in"]) == 1
    assert main(["brief", "in", "--draws", "0"]) == 1
    assert not (folder / "brief.html").exists()
    assert "nothing to brief" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["read", "absent.txt"], "absent.txt"),
        (["read", "in", "--format", "xml"], "jsonl or csv or parquet"),
        (["read", "in", "--colour"], "--colour"),
        (["read", "in", "--workers", "0"], "--workers"),
        (["read", "in", "--reader", "oracle"], "patterns"),
        (["read", "in", "--pipeline", "en_none_sm"], "en_none_sm"),
        (["read", "in", "--as-of", "soon"], "ISO date"),
        (["read", "in", "--limit", "pdf_pages=many"], "pdf_pages"),
        (["read", "in", "--limit", "patience=3"], "no such limit"),
        (["read", "in", "-o", "absent/out.jsonl"], "folder does not exist"),
        (["read", "in", "--format", "parquet"], "--output"),
        (["brief", "in", "--format", "pdf"], "html or md or json"),
        (["brief"], "PATH"),
        (["bref"], "brief"),
    ],
)
def test_wrong_usage_is_said_in_one_message(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    assert main(arguments) == 2
    out = capsys.readouterr()
    assert out.out == ""
    assert words in out.err
    assert out.err.count("\n") == 1
    assert "Traceback" not in out.err


def test_brief_prints_the_path_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["brief", "in", "-o", "talks.html", "--draws", "0"]) == 0
    assert capsys.readouterr().out == "talks.html\n"
    page = (folder / "talks.html").read_text("utf-8")
    assert MEETING[10:40] in page


@pytest.mark.parametrize("form", ["html", "md", "json"])
def test_the_same_input_gives_the_same_bytes(folder: Path, form: str) -> None:
    for name in ("one", "two"):
        assert main(["brief", "in", "-o", f"{name}.{form}", "--seed", "3", "--draws", "0"]) == 0
    assert (folder / f"one.{form}").read_bytes() == (folder / f"two.{form}").read_bytes()


def test_as_of_shuts_out_what_came_later(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "in" / "later.txt").write_text(
        f"---\npublished: 1978-09-18\n---\n{MEETING} They signed an accord.\n", "utf-8"
    )
    (folder / "in" / "undated.txt").write_text(
        "Egypt and Israel exchanged letters about a summit, a diplomat said.\n", "utf-8"
    )
    assert main(["read", "in", "--as-of", "1978-01-01"]) == 3
    read, later, undated = lines(capsys.readouterr().out)
    assert read["report"]["published"] == "1977-11-21"
    assert "after the as-of date" in str(later["refused"])
    assert "no date" in str(undated["refused"])


def test_workers_do_not_change_the_output(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(5):
        (folder / "in" / f"z{number}.txt").write_text(
            f"Syria shelled the Golan on day {number + 2} of May 1974. {MEETING}\n"
        )
    assert main(["read", "in"]) == 0
    alone = capsys.readouterr().out
    assert main(["read", "in", "--workers", "2"]) == 0
    assert capsys.readouterr().out == alone


def test_tables_are_written_beside_each_other(folder: Path) -> None:
    assert main(["read", "in", "-o", "events.parquet"]) == 0
    assert polars.read_parquet(folder / "events.parquet")["type"].to_list() == ["CONSULT"]
    assert main(["read", "in", "-o", "events.csv"]) == 0
    assert {path.name for path in folder.iterdir() if path.is_file()} == {
        f"events{kind}.{form}"
        for kind in ("", ".statements", ".projections", ".reports")
        for form in ("csv", "parquet")
    }


def test_a_failed_run_leaves_earlier_work_whole(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "brief.html").write_text("earlier work", "utf-8")

    def broken(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "brief.html")

    monkeypatch.setattr(Path, "write_bytes", broken)
    assert main(["brief", "in", "--draws", "0"]) == 1
    assert (folder / "brief.html").read_text("utf-8") == "earlier work"
    assert sorted(path.name for path in folder.iterdir()) == ["brief.html", "in"]


def test_version_and_help_need_no_reader() -> None:
    """`--help` must be quick, so it loads neither the parser nor the tables."""
    loaded = "print([m for m in ('spacy', 'polars', 'onnxruntime') if m in sys.modules])"
    code = f"import sys; from demarche.cli import main; main(['--help']); {loaded}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("[]")
    assert "Examples:" in done.stdout


def test_no_color_and_quiet_may_stand_before_the_command(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--quiet", "--no-color", "brief", "in", "--draws", "0"]) == 0
    assert capsys.readouterr().err == ""
