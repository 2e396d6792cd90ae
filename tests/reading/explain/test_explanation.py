"""Explanations: golden texts of sentences over real facts, and what the command prints."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from demarche.cli import main
from demarche.reading import Explanation, PatternReader, page_from_text

GOLDEN = Path(__file__).parents[2] / "golden" / "explain"
PUBLISHED = "1956-11-06"
CASES = {
    "negation": "Egypt did not attack the British base at Fayid.",
    "light-verb": "Britain launched air strikes on Egyptian airfields near Cairo on Wednesday.",
    "refusal": "President Nasser refused to meet Anthony Eden.",
    "accusation": "Moscow accused Paris of shelling Port Said, and Christian Pineau denied it.",
    "forecast": "A British diplomat said that Israel would probably withdraw from Sinai within weeks.",
    "called-off": "Washington called off the talks with Cairo after the raid.",
}
"""Of the Suez crisis, in the project's own words."""


def explained(reader: PatternReader, text: str) -> Explanation:
    found = reader.explain(page_from_text(text, published=PUBLISHED, title="A wire report"))  # type: ignore[arg-type]
    assert isinstance(found, Explanation)
    return found


def steady(text: str) -> str:
    """Leave out the numbers of lines, which move whenever a table grows."""
    return re.sub(r"\[(\w+\.tsv), line \d+\]", r"[\1]", text)


@pytest.mark.parametrize("name", CASES)
def test_golden(reader: PatternReader, name: str) -> None:
    """The explanation of a sentence is the text in tests/golden (remade with DEMARCHE_REMAKE_GOLDEN=1)."""
    told = steady(explained(reader, CASES[name]).text())
    if os.environ.get("DEMARCHE_REMAKE_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        (GOLDEN / f"{name}.txt").write_text(told, encoding="utf-8")
    assert told == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


def test_selection(reader: PatternReader) -> None:
    """Sentences are picked by their number or by words in them."""
    told = explained(reader, " ".join(CASES.values()))
    assert len(told) == len(CASES)
    for chosen in (told.text([3]), told.text(about="ANTHONY Eden")):
        assert re.findall(r"(?m)^\[(\d+)\]", chosen) == ["3"]


@pytest.mark.parametrize(("sentence", "why"), [
    ("Egypt has a shelling record.", "not tried: it only belongs to 'record'"),
    ("Egypt struck a chord.", "strike.chord → no event"),
    ("Would Israel withdraw? Perhaps Israel did not expect to withdraw.", "projections"),
    ("Nobody said that Egypt would fight.", "nobody in particular"),
])  # fmt: skip
def test_whys(reader: PatternReader, sentence: str, why: str) -> None:
    """What was not read says why not."""
    assert why in explained(reader, sentence).text()


def test_unknown_verbs(reader: PatternReader) -> None:
    """A verb of which the lexicon knows nothing is named."""
    assert "no pattern for: shone" in explained(reader, "The lamps shone.").text()


def test_command(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """`read --explain` prints plain text to a pipe, picks sentences, and refuses numbers that no report has."""
    report = tmp_path / "report.txt"
    report.write_text("Iran rejected the offer. Oman hosted the talks.", encoding="utf-8")
    assert main(["read", "--explain", "--sentence", "2", str(report)]) == 0
    out = capfd.readouterr().out
    assert "[2] Oman hosted the talks." in out
    assert "[1]" not in out
    assert "\x1b" not in out
    assert main(["read", "--explain", "--sentence", "7", str(report)]) == 2
    assert "wanted 1 to 2; got 7" in capfd.readouterr().err
    assert main(["read", "--sentence", "2", str(report)]) == 2
    assert main(["read", "--explain", "--format", "csv", str(report)]) == 2
    assert main(["read", "--explain", "-o", str(tmp_path / "why.txt"), str(report)]) == 0
    assert "[1] Iran rejected the offer." in (tmp_path / "why.txt").read_text(encoding="utf-8")
