from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from eval.catalogue import SETS, LabelledSet
from eval.figures import Figure, Scores
from eval.floors import FIXED, FLOORS, MARGIN, SHARES, load_floors
from eval.gate import BELOW, BROKEN, CHANGED, KEPT, main

(OVER,) = FIXED


class Bench:
    """A gate over sets of its own, with figures that a test can set."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "floors.json"
        self.own = LabelledSet("own", folder / "own.jsonl", "ours", own=True)
        self.other = LabelledSet("other", folder / "other.jsonl", "theirs")
        self.own.path.write_text("{}\n")
        self.other.path.write_text("{}\n")
        self.hits, self.unreal, self.over = 80, 2.0, 1.1

    def scores(self, _: LabelledSet) -> Scores:
        figure = Figure("events: type", 100, 100, self.hits)
        return Scores(
            (figure,),
            (),
            {SHARES[0]: 0.9, "date right": 0.9},
            {"unreal": self.unreal, OVER: self.over},
            Counter(),
            Counter(),
        )

    def run(self, *argv: str) -> int:
        return main(argv, sets=(self.own, self.other), measure=self.scores, path=self.path)

    def floors(self, name: str = "own") -> dict[str, float]:
        return load_floors(self.path)[name].floors


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = Bench(tmp_path)
    assert bench.run("--raise") == KEPT
    return bench


def test_floors_are_what_was_reached_less_the_margin(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    """`--raise` sets a floor a margin below what is reached and a ceiling at it, and what is reached keeps them."""
    assert bench.floors() == {"events: type": pytest.approx(0.8 - MARGIN), SHARES[0]: pytest.approx(0.9 - MARGIN)}
    assert load_floors(bench.path)["own"].ceilings == {"unreal": 2.0, OVER: 1.5}
    assert bench.run() == KEPT
    assert "all floors are kept" in capsys.readouterr().out


def test_a_fall_below_a_floor_fails(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    """A figure below its floor is named with both numbers, and the exit code is 1."""
    bench.hits = 77
    assert bench.run() == BELOW
    assert "own: events: type: 0.770 is below its floor of 0.780" in capsys.readouterr().out


def test_a_rise_above_a_ceiling_fails(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    """One more imagined event coded as fact than the ceiling allows is a fall, too."""
    bench.unreal = 3.0
    assert bench.run() == BELOW
    assert "unreal: 3.000 is above its ceiling of 2.000" in capsys.readouterr().out


def test_over_production_has_a_fixed_ceiling(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    """Reading more is free up to the fixed ceiling, which no way moves."""
    bench.over = 1.5
    assert bench.run() == KEPT
    bench.over = 1.51
    for way in ((), ("--raise",), ("--lower",)):
        assert bench.run(*way) == BELOW
    assert "1.510 is above its ceiling of 1.500" in capsys.readouterr().out


def test_raising_never_lowers(bench: Bench) -> None:
    """`--raise` leaves every floor where it is when less is reached, and still fails."""
    before = bench.floors()
    bench.hits = 60
    assert bench.run("--raise") == BELOW
    assert bench.floors() == before


def test_raising_lifts(bench: Bench) -> None:
    """`--raise` lifts a floor to better figures, and lowers a ceiling."""
    bench.hits, bench.unreal = 90, 0.0
    assert bench.run("--raise") == KEPT
    assert bench.floors()["events: type"] == pytest.approx(0.9 - MARGIN)
    assert load_floors(bench.path)["own"].ceilings == {"unreal": 0.0, OVER: 1.5}


def test_lowering_has_to_be_said(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    """`--lower` lowers only the floors that are not kept, and prints each."""
    bench.hits = 60
    assert bench.run("--lower") == KEPT
    assert bench.floors() == {"events: type": pytest.approx(0.6 - MARGIN), SHARES[0]: pytest.approx(0.9 - MARGIN)}
    assert "own: events: type: 0.780 → 0.580" in capsys.readouterr().out


def test_a_floor_lowered_by_hand_is_refused(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    """A floor that an editor lowered breaks the seal: exit code 4, until `--lower` says that it is meant."""
    raw = json.loads(bench.path.read_text())
    raw["sets"]["own"]["floors"]["events: type"] = 0.5
    bench.path.write_text(json.dumps(raw))
    assert bench.run() == BROKEN
    assert bench.run("--raise") == BROKEN
    assert "was changed by hand" in capsys.readouterr().out
    assert bench.run("--lower") == KEPT
    assert bench.run() == KEPT
    assert bench.floors()["events: type"] == 0.5


def test_a_broken_file_is_refused(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    """A file of floors that is no JSON, or has no sets, is refused with what is wrong."""
    for text in ("not json", '{"seal": ""}', '{"seal": "", "sets": {"own": {"floor": 1}}}'):
        bench.path.write_text(text)
        assert bench.run() == BROKEN
        assert "breaks its format" in capsys.readouterr().out


@pytest.mark.parametrize("way", [(), ("--raise",), ("--lower",)])
def test_a_changed_set_is_refused(bench: Bench, way: Sequence[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A set that was changed since its floors were set stops every way but `--renew`, which keeps the floors."""
    before = bench.floors()
    bench.own.path.write_text('{"text": "another"}\n')
    assert bench.run(*way) == CHANGED
    assert "own: the set was changed since its floors were set" in capsys.readouterr().out
    assert bench.run("--renew", "own") == KEPT
    assert bench.run() == KEPT
    assert bench.floors() == before


def test_a_renewed_set_must_still_keep_its_floors(bench: Bench) -> None:
    """Taking over a changed set lowers nothing."""
    bench.own.path.write_text('{"text": "another"}\n')
    bench.hits = 50
    assert bench.run("--renew", "own") == BELOW


def test_line_ends_do_not_change_a_set(bench: Bench) -> None:
    """A checkout with other line ends has the same digest."""
    bench.own.path.write_bytes(b"{}\r\n")
    assert bench.run() == KEPT


def test_an_absent_set_is_said_and_the_others_checked(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    """A set outside the repository may be absent: the gate says so, checks our own, and keeps the other's floors."""
    bench.other.path.unlink()
    assert bench.run() == KEPT
    assert "other: absent (theirs); its floors are not checked" in capsys.readouterr().out
    bench.hits = 10
    assert bench.run() == BELOW
    assert bench.run("--lower") == KEPT
    assert bench.floors("other")["events: type"] == pytest.approx(0.8 - MARGIN)


def test_our_own_sets_may_not_be_absent(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    """A set of the repository that is gone is a fault, exit code 3."""
    bench.own.path.unlink()
    assert bench.run() == CHANGED
    assert "absent, though it belongs to the repository" in capsys.readouterr().out


def test_a_set_without_floors_is_said(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    """A settled set that has no floors yet fails until `--raise` gives it some."""
    bench.path.unlink()
    assert bench.run() == CHANGED
    assert "own: has no floors" in capsys.readouterr().out


def test_wrong_usage_has_a_code_of_its_own(bench: Bench) -> None:
    """Raising and lowering at once is wrong usage, exit code 2."""
    with pytest.raises(SystemExit) as stopped:
        bench.run("--raise", "--lower")
    assert stopped.value.code == 2


def test_the_floors_of_the_repository_hold_its_sets() -> None:
    """The file of floors is sealed, and knows our own sets as they are."""
    floors = load_floors(FLOORS)
    for one in SETS:
        if one.own:
            assert floors[one.name].digest == one.digest, f"{one.name} changed: python -m eval.gate --renew {one.name}"
            assert floors[one.name].floors
