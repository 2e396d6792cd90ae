"""`demarche game …` as a user meets it: results, messages, exit codes."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from demarche.cli import main

TRADE = """EFG 2 R "trade" { "A" "B" } ""
p "" 1 3 "opening" { "ask" "leave" } 0
p "" 2 7 "" { "give" "refuse" } 0
t "" 1 "given" { 1 1 }
t "" 2 "refused" { -1 0 }
t "" 3 "left" { 0 0 }
"""
SPEC = """template: crisis-rounds
title: Two rounds
calendar: {start: 2030-06-03, step: week}
players: {C: ALT, T: BOR}
set: {rounds: 2}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a tree and a spec."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "trade.efg").write_text(TRADE, "utf-8")
    (tmp_path / "two.yaml").write_text(SPEC, "utf-8")
    return tmp_path


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    assert main(["game", *arguments]) == 0
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return found


def test_the_json_of_a_solution_keeps_the_contract(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Keys are the contract's, and players and sets of an .efg carry the file's own numbers."""
    found = answer(capsys, "solve", "trade.efg", "--rationality", "2", "--json")
    assert list(found) == [
        "solver", "rationality", "converged", "iterations", "residual", "regret", "branch_warning", "infosets",
        "outcomes",
    ]  # fmt: skip
    assert found["rationality"] == 2.0
    first, second = found["infosets"]  # type: ignore[misc]
    assert (first["player"], first["infoset"], first["label"], first["actions"]) == (1, 3, "opening", ["ask", "leave"])
    assert (second["player"], second["infoset"]) == (2, 7)
    # In closed form: give is 1 better than refuse, ask is worth p − (1 − p).
    give = 1 / (1 + 2.718281828459045**-2)
    assert second["probabilities"][0] == pytest.approx(give, abs=1e-9)
    assert first["probabilities"][0] == pytest.approx(1 / (1 + 2.718281828459045 ** (-2 * (2 * give - 1))), abs=1e-9)
    assert [one["name"] for one in found["outcomes"]] == ["given", "refused", "left"]  # type: ignore[attr-defined]


def test_people_get_a_table(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without --json: outcomes, how exact, who plays what."""
    assert main(["game", "solve", "trade.efg"]) == 0
    out = capsys.readouterr()
    assert "A opening" in out.out
    assert "converged" in out.out
    assert out.err == ""


@pytest.mark.parametrize("text", [TRADE, SPEC])
def test_standard_input_is_told_by_content(
    text: str, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`-` reads a tree or a spec."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert answer(capsys, "solve", "-", "--json")["converged"] is True


def test_an_exported_spec_is_the_same_game(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Written as .efg and solved at the same λ, a spec has the strategies that it had."""
    assert main(["game", "export", "two.yaml", "-o", "two.efg"]) == 0
    capsys.readouterr()
    ours = answer(capsys, "solve", "two.yaml", "--rationality", "3", "--json")
    theirs = answer(capsys, "solve", "two.efg", "--rationality", "3", "--json")
    assert len(ours["infosets"]) == len(theirs["infosets"]) > 10  # type: ignore[arg-type]
    known = {(one["player"], one["infoset"]): one["probabilities"] for one in theirs["infosets"]}  # type: ignore[attr-defined]
    for one in ours["infosets"]:  # type: ignore[attr-defined]
        assert one["probabilities"] == pytest.approx(known[one["player"], one["infoset"]], abs=1e-8)


def test_a_value_out_of_range_is_taken_with_a_warning(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A parameter outside the range of its spec is the user's to choose, but said."""
    assert main(["game", "export", "two.yaml", "--set", "risk=0.9"]) == 0
    assert "risk is set to 0.9, outside the range" in capsys.readouterr().err


def test_verify_accepts_a_solution_and_refuses_another_games(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A solution has no residual; bent, it has one, and --tolerance counts it as failed; another game's is refused."""
    assert main(["game", "solve", "trade.efg", "--json", "-o", "solved.json"]) == 0
    capsys.readouterr()
    checked = answer(capsys, "verify", "trade.efg", "--strategies", "solved.json", "--tolerance", "1e-9", "--json")
    assert checked["infosets"] == 2
    solved = json.loads((folder / "solved.json").read_text())
    solved["infosets"][0]["probabilities"] = [0.5, 0.5]
    (folder / "bent.json").write_text(json.dumps(solved))
    assert main(["game", "verify", "trade.efg", "--strategies", "bent.json", "--tolerance", "1e-3"]) == 1
    assert "residual" in capsys.readouterr().err
    assert main(["game", "verify", "two.yaml", "--strategies", "solved.json"]) == 1
    assert "another game" in capsys.readouterr().err
    (folder / "solved.json").write_text('{"rationality": 1, "infosets": [{"player": "A"}]}')
    assert main(["game", "verify", "trade.efg", "--strategies", "solved.json"]) == 1
    assert "infosets[0]" in capsys.readouterr().err


def test_a_belief_solution_is_compared_and_checked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of a solution over beliefs the file holds the first period: it is compared, and the game checked anew."""
    assert main(["game", "solve", "two.yaml", "--solver", "belief", "--json", "-o", "belief.json"]) == 0
    capsys.readouterr()
    checked = answer(capsys, "verify", "two.yaml", "--strategies", "belief.json", "--json")
    assert "they are the file's" in str(checked["compared"])
    assert 0 <= checked["residual"] < 1e-3  # type: ignore[operator]


def test_a_run_by_seed_and_a_run_by_calculation_agree(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same seed gives the same bytes; counted shares are within four standard errors of the computed ones."""
    exact = answer(capsys, "run", "two.yaml", "--json")
    assert exact["exact"] is True
    texts = []
    for _ in range(2):
        assert main(["game", "run", "two.yaml", "--runs", "400", "--seed", "5", "--paths", "2", "--json"]) == 0
        texts.append(capsys.readouterr().out)
    assert texts[0] == texts[1]
    drawn = json.loads(texts[0])
    assert len(drawn["paths"]) == 2
    for one, other in zip(exact["outcomes"], drawn["outcomes"], strict=True):  # type: ignore[call-overload]
        assert other["probability"] == pytest.approx(one["probability"], abs=4 * other["standard_error"] + 1e-9)
    assert exact["outcomes"][0]["by"][-1]["date"] == "2030-06-16"  # type: ignore[index]
    by_type = [one for one in exact["by_type"] if one["player"] == "ALT"]  # type: ignore[attr-defined]
    mixed = sum(one["prior"] * one["outcomes"][0]["probability"] for one in by_type)
    assert mixed == pytest.approx(exact["outcomes"][0]["probability"])  # type: ignore[index]


def test_a_fixed_type_is_fixed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --type every run has that type."""
    drawn = answer(capsys, "run", "two.yaml", "--runs", "9", "--paths", "9", "--type", "ALT=strong", "--json")
    assert {one["types"]["ALT"] for one in drawn["paths"]} == {"strong"}  # type: ignore[attr-defined]


def test_an_ensemble_goes_on_where_it_was(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Resumed with more draws, an ensemble is the one that was never stopped."""
    options = ("--workers", "1", "--grid", "4", "--json")
    assert main(["game", "ensemble", "two.yaml", "--draws", "2", "--resume", "draws.jsonl", *options]) == 0
    capsys.readouterr()
    resumed = answer(capsys, "ensemble", "two.yaml", "--draws", "4", "--resume", "draws.jsonl", *options)
    assert resumed == answer(capsys, "ensemble", "two.yaml", "--draws", "4", *options)
    last = [one["by"][-1] for one in resumed["outcomes"]]  # type: ignore[attr-defined]
    assert sum(one["probability"] for one in last) == pytest.approx(1.0)
    assert all(one["low"] <= one["high"] for one in last)
    assert (
        main(["game", "ensemble", "two.yaml", "--draws", "4", "--seed", "1", "--resume", "draws.jsonl", *options]) == 1
    )


def test_a_template_is_written_and_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What `new` writes is a spec, with its comments; without a name, templates are listed."""
    assert main(["game", "new"]) == 0
    names = capsys.readouterr().out.split()
    assert {"coercive-crisis", "crisis-rounds"} <= set(names)
    for name in names:
        assert main(["game", "new", name, "-o", f"{name}.yaml", "--quiet"]) == 0
        assert (folder / f"{name}.yaml").read_text("utf-8").startswith("#")
        assert main(["game", "show", f"{name}.yaml"]) == 0
        assert "In each period, in this order" in capsys.readouterr().out


def test_classics_are_listed_and_solved(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The list, a model with known numbers beside, and its tree."""
    assert main(["game", "classics", "--json"]) == 0
    names = {one["name"] for one in json.loads(capsys.readouterr().out)}
    assert {"fearon1995", "bluffing"} <= names
    assert main(["game", "classics", "fearon1995", "--set", "cA=0.1"]) == 0
    out = capsys.readouterr().out
    assert "agree" in out
    assert "DIFFER" not in out
    assert main(["game", "classics", "bluffing", "--efg", "-o", "bluffing.efg", "--quiet"]) == 0
    assert answer(capsys, "solve", "bluffing.efg", "--json")["solver"] == "tree"


def test_the_schema_is_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`schema` prints a JSON Schema."""
    assert "$schema" in answer(capsys, "schema")


@pytest.mark.parametrize(
    ("arguments", "words", "code"),
    [
        ("solve absent.yaml", "absent.yaml: no such file", 2),
        ("solve crisis-round", "did you mean 'crisis-rounds'?", 2),
        ("solve .", "folder", 1),
        ("solve trade.efg --rationality 0", "--rationality", 2),
        ("solve two.yaml --rationality -1", "--rationality", 2),
        ("solve two.yaml --rationality nan", "--rationality", 2),
        ("solve two.yaml --set round=3", "did you mean 'rounds'?", 2),
        ("solve two.yaml --set rounds", "NAME=VALUE", 2),
        ("solve two.yaml --set rounds=many", "rounds=NUMBER", 2),
        ("solve two.yaml --set rounds=2 --set rounds=3", "set twice", 2),
        ("solve two.yaml --solver magic", "auto or belief or tree", 2),
        ("solve two.yaml --solver tree --grid 8", "--grid", 2),
        ("solve trade.efg --grid 8", "--grid", 2),
        ("solve trade.efg --solver belief", "--solver", 2),
        ("solve trade.efg --set x=1", "--set", 2),
        ("solve cut.efg", "cut.efg, line 4", 1),
        ("solve typo.yaml", "typo.yaml, line 2", 1),
        ("solve two.yaml -o absent/out.json", "folder does not exist", 2),
        ("new coercive-crysis", "did you mean 'coercive-crisis'?", 2),
        ("classics fearon", "fearon1995", 2),
        ("classics fearon1995 --set cost=1", "cA", 2),
        ("classics fearon1995 --set p=2", "[0, 1]", 2),
        ("classics fearon1995 --efg", "no finite tree", 2),
        ("classics --set p=1", "name one", 2),
        ("export trade.efg", "this is a tree", 2),
        ("export coercive-crisis", "nodes", 2),
        ("export two.yaml --limit 5", "at most 5", 2),
        ("run trade.efg", "this is a tree", 2),
        ("run two.yaml --paths 3", "--runs", 2),
        ("run two.yaml --runs 5 --type ALT=weary", "weak", 2),
        ("run two.yaml --runs 5 --type ALTO=weak", "did you mean 'ALT'?", 2),
        ("ensemble trade.efg", "no parameters to draw", 2),
        ("ensemble two.yaml --draws 0", "--draws", 2),
        ("show two.yaml -o two.pdf", ".html, .svg or .txt", 2),
        ("show two.yaml -o two.html --state calm", "escalations 0", 2),
        ("show two.yaml -o two.html --about ALT=weary", "weak", 2),
        ("show trade.efg -o trade.html", "this is a tree", 2),
        ("verify trade.efg --strategies absent.json", "absent.json", 2),
        ("verify trade.efg --strategies two.yaml", "no JSON", 1),
        ("solv two.yaml", "solve", 2),
    ],
)
def test_what_goes_wrong_is_said_in_one_message(
    arguments: str, words: str, code: int, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line on stderr that names file, line, field or option, nothing on stdout, the contract's exit code."""
    (folder / "cut.efg").write_text(TRADE[:-60], "utf-8")
    (folder / "typo.yaml").write_text("template: crisis-rounds\ntitel: A crisis\n", "utf-8")
    assert main(["game", *arguments.split()]) == code
    out = capsys.readouterr()
    assert out.out == ""
    assert words in out.err
    assert out.err.count("\n") == 1
    assert "Traceback" not in out.err
