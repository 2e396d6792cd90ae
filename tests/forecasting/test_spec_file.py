"""The scenario as a file: it is YAML whatever the reports say, it comes back the same, and its faults are named."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from tests.forecasting.records import AS_OF, a_finding, a_record

from demarche.errors import InputError
from demarche.forecasting.build import build_scenario
from demarche.forecasting.scenario import Scenario
from demarche.forecasting.spec_file import comment, scalar
from demarche.forecasting.spec_file_reader import player_names, read_scenario
from demarche.record import Record

THREAT = a_finding("THREATEN", ["RUS"], ["EST"], dt.date(2031, 1, 30))
STANDING = a_finding("MOBILIZE", ["RUS"], ["EST"], mode="troops")
RECORD = a_record(THREAT, STANDING)
SPEC = """\
template: coercive-crisis
calendar: {start: 2031-01-11, periods: 12}
players: {challenger: Russia, patron: USA, target: EST, mediator: Finland}
initial: {posture: massed}
"""


@pytest.mark.parametrize("crisis", ["CUBA", "KUWAIT", "KARGIL", "TAIWAN", "GUYANA", "WORDS_ALONE"])
def test_a_scenario_comes_back_the_same(records: Callable[[str], Record], crisis: str, tmp_path: Path) -> None:
    """The file that a scenario is written to, read again, gives the same scenario, but for its origin and warnings."""
    record = records(crisis)
    found = build_scenario(record)
    assert isinstance(found, Scenario)
    path = tmp_path / "crisis.yaml"
    path.write_text(found.spec_text, encoding="utf-8")
    again = read_scenario(path, record)
    assert again.origin == str(path)
    assert msgspec.structs.replace(again, origin="record", warnings=found.warnings) == found


def test_comments_are_short_and_cite(records: Callable[[str], Record]) -> None:
    """Comment lines have at most 110 characters, and every choice stands under a quotation."""
    found = build_scenario(records("TAIWAN"))
    assert isinstance(found, Scenario)
    lines = found.spec_text.splitlines()
    assert all(len(line) <= 110 for line in lines if line.lstrip().startswith("#"))
    for field in ("challenger: ", "patron: ", "target_election: "):
        at = next(n for n, line in enumerate(lines) if line.strip().startswith(field))
        assert lines[at - 1].lstrip().startswith("#")
    assert "# “" in found.spec_text


@pytest.mark.parametrize(
    "words",
    [
        "a\nset: {games_end: 2031-01-01}",
        "“: {[ &x *y %",
        "\u2028template: x",
        "# " + "x" * 500,
        "\u0085\r\nplayers: {}",
        "",
    ],
)
def test_no_quotation_leaves_its_comment(words: str) -> None:
    """Whatever a report says, a comment line is a comment line."""
    for line in comment(words):
        assert line.startswith("#")
        assert len(line.splitlines()) == 1
        assert len(line) <= 110


@pytest.mark.parametrize(("value", "wanted"), [("RUS", "RUS"), ("no", '"no"'), ("IGO:EU", '"IGO:EU"'), ("Y", '"Y"')])
def test_scalars_are_texts(value: str, wanted: str) -> None:
    """A name that YAML would take for something else stands in quotes."""
    assert scalar(value) == wanted


def test_countries_may_be_named_by_name() -> None:
    """A spec may say Russia where the record says RUS; the game keeps the spec's names."""
    found = read_scenario(SPEC, RECORD)
    assert found.roles == {"challenger": "RUS", "patron": "USA", "target": "EST", "mediator": "FIN"}
    assert player_names(found)["challenger"] == "Russia"
    assert (found.start, found.periods_seen, found.as_of) == (dt.date(2031, 1, 11), 3, AS_OF)


def test_what_contradicts_the_record_is_said() -> None:
    """Strangers, a state that the record denies, dates that are past and a period that is not over: each a warning."""
    spec = SPEC.replace("massed", "normal").replace("2031-01-11", "2031-01-10") + "set: {games_end: 2030-12-01}\n"
    warnings = " ".join(read_scenario(spec, RECORD).warnings)
    for words in (
        "Finland (mediator) is in none",
        "normal posture",
        "games_end is 2030-12-01",
        "no effect",
        "is not over",
    ):
        assert words in warnings
    assert "Russia (challenger)" not in warnings


def test_a_spec_that_agrees_with_the_record_has_no_such_warning() -> None:
    """Where nothing contradicts, only the roles that nobody speaks for are warned of."""
    notes = read_scenario(SPEC, RECORD).warnings
    assert all("in none of the reports" in one for one in notes), notes


@pytest.mark.parametrize(
    ("old", "new", "field", "got"),
    [
        ("start: 2031-01-11, ", "", "calendar.start", ""),
        ("2031-01-11", "2031-02-11", "calendar.start", "2031-02-11"),
        ("periods: 12", "periods: 3", "calendar.periods", "3"),
    ],
)
def test_a_calendar_that_cannot_be_used_is_refused(old: str, new: str, field: str, got: str) -> None:
    """A spec without a start, that begins after the as-of date, or ends before it, names the field and the mend."""
    with pytest.raises(InputError) as caught:
        read_scenario(SPEC.replace(old, new), RECORD)
    assert caught.value.field == field
    assert caught.value.wanted
    assert caught.value.got == got


def test_a_game_of_ones_own_says_that_nothing_speaks_to_it() -> None:
    """A game without challenger and target is read, and a warning says that the reports do not speak to its moves."""
    text = (
        "title: Chicken\ncalendar: {start: 2031-01-25, periods: 3}\nplayers: {left: {}, right: {}}\n"
        "order:\n  - {stage: one, player: left, moves: {swerve: {then: {end: off}}, go: {}}}\n"
        "  - {stage: two, player: right, moves: {swerve: {then: {end: off}}, go: {}}}\n"
        "ends: {off: {left: 0, right: 0}}\nhorizon: {name: crash, payoffs: {left: -1, right: -1}}\n"
    )
    found = read_scenario(text, RECORD)
    assert found.roles == {"left": "left", "right": "right"}
    assert any("no challenger and target" in one for one in found.warnings)
