"""The model reader from the command line and from Python."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.reading.endpoint.asking import TEXT, WHEN
from tests.reading.endpoint.server import (
    KEY,
    Act,
    Handler,
    Request,
    actor,
    envelope,
    environment,
    event,
    good,
    good_answer,
    serving,
    status,
)

import demarche
from demarche.cli import main
from demarche.errors import InputError
from demarche.pipeline import Settings
from demarche.record import check_record


def lies_too(handler: Handler, request: Request) -> None:
    made = good_answer(request)
    made["events"].append(event(1, "Greece bombed <b>Ankara</b>", "ASSAULT", [actor("GRC")], [actor("TUR")]))
    handler.reply(200, envelope(json.dumps(made)))


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(f"---\npublished: {WHEN}\n---\n{TEXT}\n", encoding="utf-8")
    return path


def run(monkeypatch: pytest.MonkeyPatch, script: Act, *arguments: str, **more: str) -> int:
    with serving(script) as desk:
        for name, value in environment(desk, **{"RETRIES": "0", **more}).items():
            monkeypatch.setenv(name, value)
        return main([*arguments, "--reader", "model"])


def test_read_tells_the_bill_and_what_was_dropped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], report: Path, tmp_path: Path
) -> None:
    """stdout or OUT has the readings alone, what was dropped in them; stderr has the bill."""
    out = tmp_path / "readings.jsonl"
    assert run(monkeypatch, lies_too, "read", str(report), "-o", str(out), PRICE_IN="0.5", PRICE_OUT="1.5") == 0
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "model test/model-1: 1 request; 100 tokens in, 10 out; cost 0.0001" in shown.err
    assert "items kept 2, dropped 1: 1 a quote is not in the text" in shown.err
    assert KEY not in shown.err + out.read_text()
    line = json.loads(out.read_text())
    assert [one["rule"] for one in line["events"]] == ["model:test/model-1"] * 2
    assert line["dropped"][0]["quote"] == "Greece bombed <b>Ankara</b>"


def test_what_was_dropped_is_in_the_record_and_in_the_brief(
    monkeypatch: pytest.MonkeyPatch, report: Path, tmp_path: Path
) -> None:
    """A record and a brief list what the model offered and the report did not bear out."""
    record, page, text = tmp_path / "record.json", tmp_path / "b.html", tmp_path / "b.md"
    assert run(monkeypatch, lies_too, "weigh", str(report), "-o", str(record)) == 0
    assert run(monkeypatch, lies_too, "brief", str(report), "--draws", "0", "-o", str(page)) == 0
    assert run(monkeypatch, lies_too, "brief", str(report), "--draws", "0", "-o", str(text)) == 0
    (dropped,) = json.loads(record.read_text())["dropped"]
    assert dropped["reason"] == "a quote is not in the text"
    assert "Greece bombed &lt;b&gt;Ankara&lt;/b&gt;" in page.read_text()
    assert "a quote is not in the text" in text.read_text()
    assert "put to the language model “test/model-1”" in text.read_text()
    assert "patterns over the parse" not in text.read_text()


def test_a_record_of_model_readings_weighs_to_itself(monkeypatch: pytest.MonkeyPatch, report: Path) -> None:
    """What was dropped survives weighing, and weighing again."""
    with serving(lies_too) as desk:
        for name, value in environment(desk).items():
            monkeypatch.setenv(name, value)
        record = check_record(demarche.weigh([demarche.read(report, settings=Settings(reader="model"))]))
    assert len(record.dropped) == 1
    assert demarche.weigh(record.readings()) == record


def test_a_failed_endpoint_is_named_and_nothing_is_made(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], report: Path
) -> None:
    """Where nothing could be read the exit code is 1, and the refusal names report, reason and stage."""
    assert run(monkeypatch, status(500), "read", str(report)) == 1
    shown = capsys.readouterr()
    assert f"refused: {report}: the endpoint refused the request: HTTP 500: no [model]" in shown.err
    assert json.loads(shown.out)["refused"]["stage"] == "model"


def test_a_wrong_key_is_wrong_usage(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], report: Path
) -> None:
    """401 ends with code 2 and one message, without the key."""
    assert run(monkeypatch, status(401, f"bad key {KEY}"), "read", str(report)) == 2
    error = capsys.readouterr().err
    assert "DEMARCHE_MODEL_KEY" in error
    assert KEY not in error


def test_a_missing_variable_is_wrong_usage(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], report: Path
) -> None:
    """Without an address the message names the variable and an example, and nothing is connected to."""
    monkeypatch.delenv("DEMARCHE_MODEL_URL", raising=False)
    assert main(["read", str(report), "--reader", "model"]) == 2
    assert "for example DEMARCHE_MODEL_URL=http://127.0.0.1:8080/v1" in capsys.readouterr().err


def test_an_unknown_reader_lists_both(capsys: pytest.CaptureFixture[str], report: Path) -> None:
    """A misspelt reader is told what there is."""
    assert main(["read", str(report), "--reader", "modell"]) == 2
    assert "patterns or model" in capsys.readouterr().err


def test_python_reads_by_the_environment_of_the_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two servers in turn are both asked: nothing of the first is kept."""
    for _ in range(2):
        with serving(good) as desk:
            for name, value in environment(desk).items():
                monkeypatch.setenv(name, value)
            found = demarche.read(TEXT, published=WHEN, settings=Settings(reader="model"))
            assert len(desk.requests) == 1
            assert [one.type for one in found.events] == ["CONSULT", "THREATEN"]


def test_without_httpx_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch, report: Path) -> None:
    """The extra is named."""
    monkeypatch.setitem(sys.modules, "httpx", None)
    monkeypatch.setenv("DEMARCHE_MODEL_URL", "http://localhost:1/v1")
    monkeypatch.setenv("DEMARCHE_MODEL_NAME", "m")
    with pytest.raises(InputError, match=r"pip install 'demarche\[model\]'"):
        demarche.read(report, settings=Settings(reader="model"))


@pytest.mark.slow
def test_no_other_reader_opens_a_connection(report: Path) -> None:
    """Reading by patterns connects to nobody."""
    code = (
        "import socket\n"
        "def no(*a, **k): raise AssertionError('a connection')\n"
        "socket.socket.connect = no; socket.create_connection = no\n"
        f"import demarche; demarche.read({str(report)!r})\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)
