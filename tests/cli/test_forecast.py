"""`demarche forecast`, `demarche whatif` and the forecast in `demarche brief`, as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from demarche.cli import main

REPORT = """---
title: Columns on the border
source: Ridge Post
source_kind: newspaper
published: {day}
---
{text}
"""
MASSING = (
    "Russia has massed 60,000 troops on the border with Estonia. "
    "Russia threatened Estonia with force on Tuesday. The United States sent arms to Estonia on Wednesday. "
    "Finnish President Alexander Stubb met Vladimir Putin on Monday and flew on to Tallinn, where he met Estonian "
    "Prime Minister Kaja Kallas on Tuesday."
)
ATTACKED = "Russia attacked Estonia at dawn on Thursday and bombed Narva; hundreds of soldiers were killed."
FEW = ["--draws", "3", "--weeks", "4", "--solvers", "1", "--quiet"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(REPORT.format(day="2031-01-30", text=MASSING), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_reports_and_their_record_give_one_forecast(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A record forecasts as the reports that it was weighed from, as a table and as JSON."""
    assert main(["forecast", "in", *FEW, "--json", "-o", "one.json"]) == 0
    assert main(["weigh", "in", "-o", "record.json", "--quiet"]) == 0
    assert main(["forecast", "record.json", *FEW, "--json", "-o", "two.json"]) == 0
    assert (folder / "one.json").read_bytes() == (folder / "two.json").read_bytes()
    found = json.loads((folder / "one.json").read_text("utf-8"))
    assert found["scenario"]["roles"] == {"challenger": "RUS", "patron": "USA", "target": "EST", "mediator": "FIN"}
    capsys.readouterr()
    assert main(["forecast", "record.json", *FEW]) == 0
    told = capsys.readouterr().out
    assert "RUS is bent on war" in told
    assert "attack" in told


def test_a_spec_goes_out_and_comes_back(folder: Path) -> None:
    """The game that a record fills can be written, changed and passed back."""
    assert main(["forecast", "in", "--spec", "--weeks", "4", "-o", "mine.yaml", "--quiet"]) == 0
    assert main(["forecast", "in", *FEW, "--json", "-o", "own.json"]) == 0
    assert main(["forecast", "in", *FEW, "--game", "mine.yaml", "--json", "-o", "back.json"]) == 0
    own, back = (json.loads((folder / name).read_text("utf-8")) for name in ("own.json", "back.json"))
    assert own["outcomes"] == back["outcomes"]
    text = (folder / "mine.yaml").read_text("utf-8")
    changed = text + ("" if "\nset:" in text else "\nset:\n") + "  full_cost_bent: 0.9\n"
    (folder / "mine.yaml").write_text(changed, "utf-8")
    assert main(["forecast", "in", *FEW, "--game", "mine.yaml", "--json", "-o", "changed.json"]) == 0
    war = [
        next(one for one in json.loads((folder / name).read_text("utf-8"))["outcomes"] if one["name"] == "full war")
        for name in ("own.json", "changed.json")
    ]
    assert war[1]["by"][-1]["probability"] < war[0]["by"][-1]["probability"]


def test_what_came_later_is_shut_out(folder: Path) -> None:
    """With an as-of date an attack of the day after is not known; without one it all but ends the question."""
    assert main(["forecast", "in", *FEW, "--as-of", "2031-01-30", "--json", "-o", "before.json"]) == 0
    (folder / "in" / "b.txt").write_text(REPORT.format(day="2031-01-31", text=ATTACKED), "utf-8")
    code = main(["forecast", "in", *FEW, "--as-of", "2031-01-30", "--json", "-o", "planted.json"])
    assert code == 3  # the later report is refused, by name
    assert (folder / "before.json").read_bytes() == (folder / "planted.json").read_bytes()
    assert main(["forecast", "in", *FEW, "--json", "-o", "after.json"]) == 0
    attack = {
        name: json.loads((folder / f"{name}.json").read_text("utf-8"))["outcomes"][0]["by"][-1]["probability"]
        for name in ("before", "after")
    }
    assert attack["before"] < 0.5 < 0.7 < attack["after"]


def test_what_if_says_how_much_and_how_surely(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["whatif", "in", *FEW, "--force", "Estonia concede 2031-02-03", "--set", "full_sanctions=0.3"]) == 0
    told = capsys.readouterr().out
    assert "Estonia concedes" in told
    assert "full_sanctions = 0.3" in told
    assert main(["whatif", "in", *FEW, "--force", "USA support 2031-02-03", "--json"]) == 0
    shifts = json.loads(capsys.readouterr().out)["shifts"]
    assert all(one["low"] <= one["change"] <= one["high"] for one in shifts)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["whatif", "in"], "nothing is changed"),
        (["whatif", "in", "--set", "full_sanctions"], "NAME=VALUE"),
        (["whatif", "in", "--set", "full_sanctions=much"], "neither a number nor a date"),
        (["whatif", "in", "--draws", "2", "--set", "full_sanktions=1"], "did you mean 'full_sanctions'"),
        (["forecast", "in", "--draws", "0"], "--draws"),
        (["forecast", "nowhere"], "nowhere"),
        (["brief", "in", "--game", "nowhere.yaml"], "nowhere.yaml"),
    ],
)
def test_wrong_usage_is_named(
    folder: Path, arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert told in capsys.readouterr().err


def test_no_roles_no_forecast(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nobody challenges anybody the reason is told, and the brief is written all the same."""
    (folder / "in" / "a.txt").write_text(
        REPORT.format(day="2031-01-30", text="Norway won the ski race in Oslo on Sunday."), "utf-8"
    )
    assert main(["forecast", "in", *FEW]) == 1
    assert "no forecast" in capsys.readouterr().err
    assert main(["brief", "in", *FEW, "-o", "b.md"]) == 0
    assert "no forecast" in (folder / "b.md").read_text("utf-8").lower()


def test_a_spec_that_cannot_be_used_leaves_the_brief(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A spec that begins after the as-of date is named, and what is known is still printed."""
    (folder / "late.yaml").write_text("template: coercive-crisis\ncalendar: {start: 2040-01-01, periods: 4}\n", "utf-8")
    assert main(["brief", "in", "--draws", "2", "--game", "late.yaml", "-o", "b.json"]) == 3
    assert "calendar.start" in capsys.readouterr().err
    made = json.loads((folder / "b.json").read_text("utf-8"))
    assert made["findings"]
    assert "calendar.start" in made["forecast"]["unsaid"]


def test_half_a_record_is_no_record(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["weigh", "in", "-o", "record.json", "--quiet"]) == 0
    whole = (folder / "record.json").read_bytes()
    (folder / "record.json").write_bytes(whole[: len(whole) // 2])
    assert main(["forecast", "record.json", *FEW]) == 1
    assert "record.json" in capsys.readouterr().err
