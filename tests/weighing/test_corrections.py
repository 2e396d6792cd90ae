"""The analyst's files: what is accepted, what is refused and where, and what each correction does."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import jsonschema
import pytest
from tests.weighing.made import Paper, Told, actor, reading

from demarche.errors import InputError, MissingInputError
from demarche.record import CorrectionsFile, DifferentEvents, SameEvent, check_record, json_schema
from demarche.weighing import load_corrections, load_sources, weigh_readings

EGY, GBR = actor("EGY"), actor("GBR")


def papers() -> list[Paper]:
    def seizure(words: str, day: str) -> Told:
        return Told(words, "COERCE", [EGY], [GBR], day, mode="seize")

    return [
        Paper(
            "Nile Daily", published="1956-07-27", items=[seizure("Egypt seized the canal on Thursday", "1956-07-26")]
        ),
        Paper(
            "Gulf Post", "blog", published="1956-09-20", items=[seizure("Pilots were held aboard a tug", "1956-09-14")]
        ),
    ]


def file(folder: Path, text: str) -> Path:
    path = folder / "given.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_kind_of_correction_is_applied_and_told_of(tmp_path: Path) -> None:
    """Each kind does what it says, and the record lists it with its outcome."""
    readings = [reading(one) for one in papers()]
    first, second = (one.events[0].id for one in readings)
    path = file(
        tmp_path,
        f"""by: A. Analyst
corrections:
  - correct: date
    items: [{second}]
    start: 1956-07-26
    why: A slip of the pen.
  - correct: place
    items: [{first}]
    name: Port Said
    country: EGY
  - correct: same
    items: [{first}, f{second[1:]}]
  - correct: source
    name: gulf post
    reliability: B
  - correct: no-event
    items: [e-0000000000000000]
""",
    )
    record = check_record(weigh_readings(readings, corrections=load_corrections(path)))
    (finding,) = record.findings
    assert finding.event.when is not None
    assert finding.event.when.start == dt.date(1956, 7, 26)
    assert finding.event.where is not None
    assert [one.applied for one in record.corrections] == [True, True, True, True, False]
    assert "none of these reports" in record.corrections[-1].outcome
    assert {one.name: one.reliability for one in record.sources}["Gulf Post"] == "B"
    read = next(mention for mention in finding.mentions if mention.event == second)
    assert read.account.when is not None
    assert read.account.when.start == dt.date(1956, 9, 14)
    assert read.told.when == finding.event.when


def test_a_correction_that_contradicts_an_earlier_one_is_told_of(tmp_path: Path) -> None:
    """The earlier correction stands, and the later one says why it was not applied."""
    readings = [reading(one) for one in papers()]
    first, second = (one.events[0].id for one in readings)
    record = weigh_readings(
        readings, corrections=CorrectionsFile((SameEvent((first, second)), DifferentEvents((first, second))))
    )
    assert [one.applied for one in record.corrections] == [True, False]
    assert len(record.findings) == 1


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        ("corrections:\n  - correct: same\n    items: [e-0123456789abcdef]\n", "line 3", "items"),
        ("corrections:\n  - correct: nonsense\n", "line 2", "correct"),
        ("corrections:\n  - correct: source\n    name: X\n    reliability: G\n", "line 4", "reliability"),
        ("corrections:\n  - correct: date\n    items: [x]\n    start: 1956-07-26\n", "line 3", "items"),
        ("corrections:\n  - correct: date\n    items: [e-0123456789abcdef]\n    start: July\n", "line 4", "start"),
        (
            "corrections:\n  - correct: no-event\n    items: [e-0123456789abcdef]\n    weather: fine\n",
            "line",
            "corrections[0]",
        ),
        ("corrections: all\n", "line 1", "corrections"),
        ("correction: []\n", "line 1", "correction"),
        ("- a\n", "line 1", ""),
        ("corrections:\n  - {\n", "line", ""),
    ],
)
def test_a_fault_is_named_by_line_and_field(tmp_path: Path, text: str, line: str, field: str) -> None:
    """An error in the file says where it stands."""
    path = file(tmp_path, text)
    with pytest.raises(InputError) as caught:
        load_corrections(path)
    assert line in caught.value.where
    assert field in caught.value.field


def test_a_date_that_runs_backwards_is_refused(tmp_path: Path) -> None:
    """The end of a corrected date is not before its start."""
    text = (
        "corrections:\n  - correct: date\n    items: [e-0123456789abcdef]\n    start: 1956-07-26\n    end: 1956-07-20\n"
    )
    with pytest.raises(InputError, match="before the start"):
        load_corrections(file(tmp_path, text))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A path that is not there is an error that names it."""
    with pytest.raises(MissingInputError):
        load_corrections(tmp_path / "none.yaml")


def test_the_users_table_goes_over_the_defaults(tmp_path: Path) -> None:
    """A source of the table has its grade, by any of its names; other kinds have the user's default."""
    text = """sources:
  - name: The Nile Daily
    names: [Nile Daily]
    reliability: D
    why: It printed rumours in June
kinds:
  blog: E
"""
    table = load_sources(file(tmp_path, text))
    record = weigh_readings([reading(one) for one in papers()], sources=table)
    grades = {one.name: (one.reliability, one.why) for one in record.sources}
    assert grades["Nile Daily"] == ("D", "It printed rumours in June.")
    assert grades["Gulf Post"][0] == "E"


def test_a_source_that_stands_twice_is_refused(tmp_path: Path) -> None:
    """Two entries with one name would contradict each other."""
    text = "sources:\n  - {name: A, reliability: B}\n  - {name: b, names: [a], reliability: C}\n"
    with pytest.raises(InputError, match="twice"):
        load_sources(file(tmp_path, text))


def test_the_documented_examples_are_valid(tmp_path: Path) -> None:
    """The examples in docs/commands.md load, and keep the printed schemas."""
    import yaml

    page = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")
    for head, load, name in (
        ("    by: A. Analyst", load_corrections, "corrections"),
        ("    sources:\n", load_sources, "sources"),
    ):
        block = page[page.index(head) :].split("\n\n")[0]
        text = "\n".join(line[4:] for line in block.splitlines())
        load(file(tmp_path, text))
        plain = yaml.load(text, Loader=yaml.BaseLoader)
        jsonschema.validate(plain, json_schema(name))
