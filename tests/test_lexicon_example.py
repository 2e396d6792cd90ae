"""The researcher's path: examples/lexicon as its README and docs/lexicon.md tell it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec
import pytest

import demarche
from demarche.briefing import build_brief, render_markdown
from demarche.cli import main
from demarche.errors import LexiconError
from demarche.ontology import BEHAVIOUR, FILES
from demarche.pipeline import Settings
from demarche.reading.events import load_lexicon
from demarche.record import Reading, json_schema

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "lexicon"
TABLES, REPORTS = str(EXAMPLE / "tables"), str(EXAMPLE / "reports")
TYPE_FIELDS = ("description", "quad", "name", "like", "intensity", "cameo", "many", "noun", "verb", "together", "modes")
PAGE = (ROOT / "docs" / "lexicon.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> list[Reading]:
    """What the first command of the README writes."""
    out = tmp_path_factory.mktemp("lexicon") / "readings.jsonl"
    assert main(["read", "--quiet", "--lexicon", TABLES, REPORTS, "-o", str(out)]) == 0
    return [msgspec.json.decode(line, type=Reading) for line in out.read_bytes().splitlines()]


def told(readings: list[Reading]) -> set[tuple[str, str | None, str, str, str]]:
    return {
        (event.type, event.mode, source.country or "", target.country or "", event.modality)
        for reading in readings
        for event in reading.events
        for source in event.sources
        for target in event.targets
    }


def test_coded_events(readings: list[Reading]) -> None:
    """New types are read with their modes, parties and modality, active and denied, and none has a CAMEO code."""
    found = told(readings)
    assert ("CYBER", "disrupt", "RUS", "EST", "asserted") in found
    assert ("CYBER", "deface", "RUS", "EST", "asserted") in found
    assert ("CYBER", "deface", "RUS", "EST", "denied") in found
    assert ("CYBER", None, "RUS", "EST", "denied") in found
    assert ("EVACUATE", None, "EST", "RUS", "asserted") in found
    own = [event for reading in readings for event in reading.events if event.type in ("CYBER", "EVACUATE")]
    assert {event.cameo for event in own} == {""}


def test_names_and_forecasts(readings: list[Reading]) -> None:
    """Statements find the people of the folder, and a forecast may be of a new type."""
    speakers = {(one.speaker.country, one.speaker.name) for reading in readings for one in reading.statements}
    assert {("EST", "Hillar Aarelaid"), ("EST", "Jaak Aaviksoo"), ("RUS", "Konstantin Goloskokov")} <= speakers
    assert [one.event.type for reading in readings for one in reading.projections if one.window] == ["CYBER"]


def test_without_the_folder() -> None:
    """Without the folder none of it is read: it changes nothing but the reading that it is given to."""
    plain = [one for one in demarche.read_many([REPORTS]) if isinstance(one, Reading)]
    assert not {event.type for reading in plain for event in reading.events} & {"CYBER", "EVACUATE"}


def test_weighing_does_not_need_it(readings: list[Reading], tmp_path: Path) -> None:
    """Readings with new types are weighed without the lexicon; two reports of one attack are one finding."""
    record = demarche.weigh(readings)
    attacks = [one for one in record.findings if one.event.type == "CYBER" and one.event.modality == "asserted"]
    assert [len(one.mentions) for one in attacks].count(2) == 1
    lines = tmp_path / "readings.jsonl"
    lines.write_bytes(b"".join(msgspec.json.encode(one) + b"\n" for one in readings))
    assert main(["weigh", "--quiet", str(lines), "-o", str(tmp_path / "record.json")]) == 0
    assert main(["weigh", "--quiet", "--lexicon", TABLES, REPORTS, "-o", str(tmp_path / "same.json")]) == 0
    assert (tmp_path / "same.json").read_bytes() == (tmp_path / "record.json").read_bytes()


def test_brief_has_its_words(readings: list[Reading]) -> None:
    """The brief calls new types by their names and words, on its lanes, too."""
    made = demarche.brief([REPORTS], settings=Settings(lexicon=Path(TABLES)))
    page = demarche.render(made, "md")
    for words in (
        "Cyber operation",
        "Evacuation",
        "defaced sites of",
        "disrupted computers of the Estonian",
    ):
        assert words in page, words
    assert made.timeline is not None
    assert "Cyber operation" in {lane.label for lane in made.timeline.lanes}
    plain = demarche.render(demarche.brief([str(ROOT / "examples" / "moscow-2022")]), "md")
    assert "Cyber" not in plain


def test_brief_without_its_words(readings: list[Reading]) -> None:
    """A record with types that no table tells of is briefed all the same, in plain words."""
    page = render_markdown(build_brief(demarche.weigh(readings)))
    assert "carried out a case of cyber" in page
    assert "| ◆ Evacuate |" in page


def test_explained(capfd: pytest.CaptureFixture[str]) -> None:
    """The explanation names the rule that fired with the folder's file."""
    assert main(["read", "--lexicon", TABLES, REPORTS, "--explain", "--about", "defaced"]) == 0
    assert re.search(r"✓ deface\.computers → CYBER  \[tables/verbs\.tsv, line \d+\]", capfd.readouterr().out)


def test_labelled() -> None:
    """The labelled sentences of the example are read as labelled."""
    figures = pytest.importorskip("eval.figures")
    from eval.catalogue import set_at
    from eval.reading import read_items

    from demarche.reading import ReaderChoice, load_reader

    reports = set_at(EXAMPLE / "labelled.jsonl").texts()
    scores = figures.score(reports, read_items(load_reader(ReaderChoice(lexicon=Path(TABLES))), reports))
    assert {figure.name: figure.f1 for figure in scores.types} == {"CYBER": 1.0, "EVACUATE": 1.0}


def test_schema_allows_them(readings: list[Reading]) -> None:
    """The schema of an event names PLOVER's sixteen types and says what others may look like."""
    (event,) = [one for name, one in json_schema("event")["$defs"].items() if name == "Event"]
    known, own = event["properties"]["type"]["anyOf"]
    assert len(known["enum"]) == 16
    assert re.fullmatch(own["pattern"], "CYBER")
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(msgspec.json.encode(readings[0]).replace(b'"CYBER"', b'"cyber war"'), type=Reading)


def test_every_file_format_is_documented() -> None:
    """Each file that a folder may hold, each of its columns, and each field of a type stands on the page."""
    for name in FILES:
        assert f"`{name}`" in PAGE or f"`{name}`," in PAGE, name
        packaged = [*(ROOT / "src" / "demarche").glob(f"ontology/data/{name}"),
                    *(ROOT / "src" / "demarche").glob(f"reading/events/data/{name}")]  # fmt: skip
        rows = [line for line in packaged[0].read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
        for column in rows[0].split("\t") if name.endswith(".tsv") else BEHAVIOUR:
            assert f"`{column}`" in PAGE, f"{name}: {column}"
    for field in TYPE_FIELDS:
        assert f"`{field}`" in PAGE, field


@pytest.mark.parametrize(("line", "field", "meant"), [
    ("hack\tobj\tCYBRE\n", "type", "CYBER"),
    ("hack\tobj=@computrs\tCYBER\n", "frame", "@computers"),
    ("hack\tobj\tCYBER\tdefase\n", "mode", "deface"),
    ("hack\tobj\tCYBER\t\t\tmilitry\n", "context", "military"),
    ("hack\tobj\tASSAULT\n", "cameo", ""),
])  # fmt: skip
def test_faults_of_patterns(tmp_path: Path, line: str, field: str, meant: str) -> None:
    """A fault in a pattern names file, line and field, and the word that was meant."""
    for path in Path(TABLES).iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    header = "lemmas\tframe\ttype\tmode\tcameo\tcontext\tsources\ttargets\n"
    (tmp_path / "verbs.tsv").write_text(header + line, encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        load_lexicon(tmp_path)
    assert caught.value.where == f"{tmp_path.name}/verbs.tsv, line 2"
    assert caught.value.field == field
    assert caught.value.mend == (f"did you mean '{meant}'?" if meant else "")


def test_faults_reach_the_user(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The command stops with one message and exit code 1, and writes nothing."""
    (tmp_path / "types.toml").write_text("[ASSUALT]\ncontext = 'military'\n", encoding="utf-8")
    assert main(["read", "--lexicon", str(tmp_path), REPORTS]) == 1
    out, err = capfd.readouterr()
    assert out == ""
    assert "types.toml, line 1, field type" in err
    assert "did you mean 'ASSAULT'?" in err


def test_readings_survive_a_round_trip(readings: list[Reading]) -> None:
    """What was read with new types is read back from its JSON as it was."""
    for reading in readings:
        assert msgspec.json.decode(json.dumps(reading.to_dict()).encode(), type=Reading) == reading
