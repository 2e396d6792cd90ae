"""`demarche lint`: exit codes, lines, JSON, files that are no brief."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from demarche.cli import main

CLEAN = "# Notes\n\nAn attack is unlikely (31 %).\n"
BAD = "# Notes\n\nAn attack is likely (31 %).\n\nA deal has a 100 % chance.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "clean.md").write_text(CLEAN, "utf-8")
    (tmp_path / "bad.md").write_text(BAD, "utf-8")
    return tmp_path


def test_clean(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A clean brief gives exit code 0 and nothing on stdout."""
    assert main(["lint", "clean.md"]) == 0
    out, err = capsys.readouterr()
    assert (out, err) == ("", "clean.md: clean\n")


def test_breaches(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each breach is a line with file, place, rule, wanted and got; the exit code is 1."""
    assert main(["lint", "clean.md", "bad.md"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(": ")[:3] for line in lines] == [
        ["bad.md", "line 3, Notes", "word-number"],
        ["bad.md", "line 5, Notes", "never-certain"],
    ]
    assert all("wanted" in line and "got" in line for line in lines)


def test_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As JSON: an array with an object a brief; --quiet leaves stderr empty."""
    assert main(["lint", "clean.md", "bad.md", "--format", "json", "--quiet"]) == 1
    out, err = capsys.readouterr()
    made = json.loads(out)
    assert [(one["brief"], one["clean"], len(one["breaches"])) for one in made] == [
        ("clean.md", True, 0),
        ("bad.md", False, 2),
    ]
    assert set(made[1]["breaches"][0]) == {"rule", "place", "wanted", "got"}
    assert err == ""


def test_wrong_usage(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No such file, a folder, an unknown form or no file at all: exit code 2, one message."""
    for arguments in (["none.md"], ["."], ["clean.md", "--format", "xml"], []):
        assert main(["lint", *arguments]) == 2, arguments
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith("error: ")


def test_standard_input(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A brief from standard input is told by how it begins."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(BAD.encode())))
    assert main(["lint", "-", "-q"]) == 1
    assert capsys.readouterr().out.startswith("-: line 3, Notes: word-number")


def test_no_brief(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is no brief: exit code 1, and an error that names it."""
    (folder / "other.json").write_text('{"a": 1}', "utf-8")
    (folder / "bytes.md").write_bytes(b"\xff\xfe\x00")
    (folder / "empty.html").write_text("", "utf-8")
    for name in ("other.json", "bytes.md", "empty.html"):
        assert main(["lint", name]) == 1
        assert name in capsys.readouterr().err


MEETING = "President Anwar Sadat of Egypt met Israeli Prime Minister Menachem Begin in Jerusalem on November 20, 1977."


@pytest.mark.parametrize("form", ["html", "md", "json"])
def test_what_brief_writes_is_clean(folder: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What `demarche brief` writes keeps all rules."""
    (folder / "a.txt").write_text(MEETING, "utf-8")
    assert main(["brief", "a.txt", "-o", f"out.{form}"]) == 0
    assert main(["lint", f"out.{form}"]) == 0


EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["moscow-2022", "doklam-2017"])
def test_the_examples_are_clean(name: str) -> None:
    """The briefs of both examples keep all rules in every form, without a forecast and with one."""
    import demarche
    from demarche.briefing import build_brief, lint_brief, render_html, render_json, render_markdown
    from demarche.forecasting import ForecastSettings, forecast_record

    reports = sorted((EXAMPLES / name).glob("*.txt"))
    record = demarche.weigh([demarche.read(path) for path in reports])
    made = forecast_record(record, ForecastSettings(draws=4, workers=1))
    for forecast in (None, made):
        brief = build_brief(record, forecast=forecast)
        assert forecast is None or (brief.foresight and brief.foresight.judgements)
        for form, page in (
            ("html", render_html(brief)),
            ("md", render_markdown(brief)),
            ("json", render_json(brief)),
        ):
            assert [str(one) for one in lint_brief(page, form)] == []  # type: ignore[arg-type]
