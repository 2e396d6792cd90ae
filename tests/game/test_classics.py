"""The classics: the known numbers at the precision printed, the corners, and what bad parameters get."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from demarche.errors import InputError
from demarche.game.classics import Classic, ClassicResult, Domain, Published, classics, index_page, load_classic
from demarche.game.classics.page import classic_page, fill

DOCS = Path(__file__).parents[2] / "docs"
KNOWN = [(one, block) for one in classics() for block in one.known]


@pytest.mark.parametrize(("classic", "block"), KNOWN, ids=lambda case: getattr(case, "name", ""))
def test_known_numbers_are_reproduced(classic: Classic, block: Published) -> None:
    """Every number that was published or derived before is ours to the last digit printed."""
    found = classic.solve(block.parameters)
    beside = {one.quantity: one for one in found.published}
    assert set(block.values) <= set(beside)
    for name, number in block.values.items():
        assert found.flat()[name] == pytest.approx(number, abs=block.tolerance * 1.000001, rel=0), name
        assert beside[name].agrees


def test_enough_of_the_literature_is_there() -> None:
    names = {one.name for one in classics()}
    assert len(names) >= 14
    assert {"fearon1994", "fearon1995", "schultz1998", "kydd2005", "powell1996", "slantchev2005"} <= names
    assert {"signorino1999", "lewis-schultz2003", "bluffing", "attrition-static", "attrition-dynamic"} <= names


@pytest.mark.parametrize("classic", classics(), ids=lambda one: one.name)
def test_page_is_the_programs(classic: Classic) -> None:
    """docs/classics/NAME.md is what `python -m demarche.game.classics.page docs/classics` writes."""
    page = (DOCS / "classics" / f"{classic.name}.md").read_text(encoding="utf-8")
    ours = classic_page(classic)
    # A solver's last digit may differ from machine to machine; all else may not.
    assert re.sub(NUMBER, "#", page) == re.sub(NUMBER, "#", ours)
    numbers = [np.array(re.findall(NUMBER, text), dtype=float) for text in (page, ours)]
    np.testing.assert_allclose(*numbers, atol=1e-6)


NUMBER = r"-?\d+(?:\.\d+)?"


def test_index_lists_all() -> None:
    assert (DOCS / "classics" / "README.md").read_text(encoding="utf-8") == index_page()


@pytest.mark.parametrize("classic", classics(), ids=lambda one: one.name)
def test_what_a_page_suggests_runs(classic: Classic) -> None:
    for one in classic.suggestions:
        command = one.split(" — ")[0].split()
        assert command[:4] == ["demarche", "game", "classics", classic.name]
        given = dict(pair.split("=") for pair in command[5::2])
        assert set(command[4::2]) == {"--set"}
        assert classic.solve({key: float(value) for key, value in given.items()}).flat()


@pytest.mark.parametrize("classic", classics(), ids=lambda one: one.name)
def test_source_is_listed(classic: Classic) -> None:
    listed = (DOCS / "sources.md").read_text(encoding="utf-8")
    assert f"[{classic.source}]" in listed
    for key in re.findall(r"\[([A-Z]\w+\d{4})\]", classic.story):
        assert f"[{key}]" in listed


def solve(name: str, **parameters: float) -> ClassicResult:
    return load_classic(name).solve(parameters)


def war(name: str, **parameters: float) -> float:
    return solve(name, **parameters).quantities["war"]


def test_corners_of_the_demand() -> None:
    """A demand never exceeds the prize, and a demander whose own cost is above all of B's runs no risk."""
    whole = solve("fearon1995", p=0.9)
    assert whole.quantities["demand"] == 1
    assert whole.quantities["war"] == pytest.approx(0.1 / 0.5)
    assert solve("fearon1995", p=1).quantities["war"] == 0
    shy = solve("fearon1995", cA=0.7)
    assert (shy.quantities["demand"], shy.quantities["war"]) == (0.5, 0)
    assert solve("fearon1995-types", p=0.99).quantities["demand"] == 1


def test_war_stops_at_the_cutoff_of_two_types() -> None:
    assert war("fearon1995-types", q=0.66) == 0.66
    assert war("fearon1995-types", q=0.67) == 0


def test_power_that_matches_benefits_is_peaceful() -> None:
    assert war("powell1996", p=0.9, q=0.9) == 0
    assert war("powell1996", p=0.2, q=0.6) == 0
    assert war("powell1996", p=0.5, q=0.3) > 0


def test_audience_costs_shorten_a_crisis_and_leave_its_danger() -> None:
    slow, fast = solve("fearon1994", a1=0.5, a2=0.5), solve("fearon1994", a1=2, a2=2)
    assert fast.quantities["horizon"] == pytest.approx(slow.quantities["horizon"] / 4)
    assert fast.quantities["war"] == pytest.approx(slow.quantities["war"])


def test_a_dearer_threat_is_resisted_less() -> None:
    cheap, dear, dearest = (solve("slantchev2005", m=m).quantities for m in (0.05, 0.3, 0.5))
    assert cheap["war"] > dear["war"] > dearest["war"] == 0
    assert solve("slantchev2005", c2=0.1).quantities["resists"] == 1
    assert solve("slantchev2005", c1=0.8).quantities["mobilises"] == 0


def test_trust_below_the_threshold_leaves_distrust() -> None:
    assert [one.name for one in solve("kydd2005", t2=0.6).equilibria] == ["distrust"]
    assert len(solve("kydd2005").equilibria) == 3


def test_opposition_ends_bluffing() -> None:
    """Where the opposition's word is known to be informed, the limit has no war; without an opposition it has some."""
    assert solve("schultz1998").flat()["limit: ends in war"] == pytest.approx(0, abs=1e-6)
    assert solve("bluffing").flat()["limit: ends in war"] == pytest.approx(0.2, abs=1e-4)


@pytest.mark.parametrize(
    ("name", "parameters", "field"),
    [
        ("fearon1995", {"p": 1.2}, "p"),
        ("fearon1995", {"cost_a": -0.1}, "cA"),
        ("fearon1995", {"C": float("nan")}, "C"),
        ("fearon1995", {"C": "much"}, "C"),
        ("fearon1995", {"z": 1.0}, "z"),
        ("fearon1995", {"p": 0.5, "power": 0.5}, "power"),
        ("fearon1995-types", {"cL": 0.4}, "cost_high"),
        ("powell1996", {"low": 0.7}, "cost_high"),
        ("kydd2005", {"T": 2.0}, "reward"),
        ("attrition-dynamic", {"s1": 0.2, "s2": 0.2}, "concession_1"),
        ("poker", {"big": 0.5}, "big"),
        ("centipede", {"small": 0.9}, "large"),
        ("centipede", {"n": 2.5}, "n"),
        ("bluffing", {"lambda": 0.0}, "lambda"),
    ],
)
def test_bad_parameters_are_named(name: str, parameters: dict[str, float], field: str) -> None:
    """An error names the parameter, what was wanted and what was got."""
    with pytest.raises(InputError) as caught:
        load_classic(name).solve(parameters)
    assert field in caught.value.field
    assert caught.value.wanted
    assert caught.value.got or "twice" in caught.value.message


def test_unknown_classic_names_the_nearest() -> None:
    with pytest.raises(InputError, match="fearon1994"):
        load_classic("fearon94")


def test_closed_forms_are_no_trees() -> None:
    with pytest.raises(InputError, match="no finite tree"):
        load_classic("fearon1994").tree()
    assert load_classic("poker").tree(k=0.25).chance[1] == 0.25


def test_results_leave_as_json_and_arrow() -> None:
    result = solve("kydd2005")
    plain = result.to_dict()
    assert [one["name"] for one in plain["equilibria"]] == ["distrust", "trust", "wary"]
    assert '"threshold"' in result.to_json()
    table = solve("fearon1995").to_arrow()
    assert table.columns == ["quantity", "value", "published", "where"]
    assert table.row(0)[:3] == ("demand", pytest.approx(0.7), 0.7)


def test_domains_read_as_written() -> None:
    assert 0.0 in Domain.of("[0, 1)")
    assert 1.0 not in Domain.of("[0, 1)")
    assert 2.5 not in Domain.of("whole [1, 12]")
    assert float("inf") not in Domain.of("(0, inf)")


def test_slots_never_show_minus_zero() -> None:
    assert fill("{{x|.1f}}", {"x": -0.0}) == "0.0"
