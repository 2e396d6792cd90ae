"""From a record to a scenario: dates, the state at the start, warnings, and nothing from after the as-of date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from tests.forecasting.records import AS_OF, a_finding, a_record, a_statement

from demarche.forecasting.build import build_scenario
from demarche.forecasting.build_known import known_by
from demarche.forecasting.observation import observe
from demarche.forecasting.scenario import NoScenario, Scenario
from demarche.game import load_game
from demarche.record import Reading, Record
from demarche.weighing import weigh_readings

THREAT = a_finding("THREATEN", ["RUS"], ["EST"], dt.date(2031, 1, 30), grade=2)


def built(*items: object, **how: object) -> Scenario:
    found = build_scenario(a_record(THREAT, *items), **how)  # type: ignore[arg-type]
    assert isinstance(found, Scenario), found
    return found


@pytest.mark.parametrize(
    ("days_before", "weeks"), [(0, 1), (6, 1), (7, 2), (20, 3), (55, 8), (56, 1), (200, 1)]
)  # fmt: skip
def test_the_calendar_reaches_back_to_the_first_move(days_before: int, weeks: int) -> None:
    """Seen weeks run from the first dated move within eight weeks to the as-of date, which ends the last of them."""
    moved = a_finding("MOBILIZE", ["RUS"], ["EST"], AS_OF - dt.timedelta(days=days_before), mode="troops")
    found = built(moved)
    assert found.periods_seen == weeks
    assert found.day_after(weeks - 1) == AS_OF
    assert found.periods == weeks + 16
    assert built(moved, horizon_weeks=4).periods == weeks + 4


def test_a_date_of_a_whole_month_gives_no_week() -> None:
    """A move "in January" neither lengthens the calendar nor is put in a week by its date."""
    vague = a_finding("AID", ["USA"], ["EST"], dt.date(2031, 1, 1), until=dt.date(2031, 1, 31))
    assert built(vague).periods_seen == 1


def test_the_state_at_the_start_is_what_stood_by_then() -> None:
    """Force that stands without a date is massed and aid before the start a pledge; with neither, it is normal."""
    assert built().initial == {"posture": "normal", "support": "none", "terms": "none"}
    standing = a_finding("MOBILIZE", ["RUS"], ["EST"], mode="troops")
    early = a_finding("AID", ["USA"], ["EST"], dt.date(2030, 11, 1))
    found = built(standing, early)
    assert found.initial == {"posture": "massed", "support": "pledged", "terms": "none"}
    assert {one for why in found.initial_reasons for one in why.findings} == {standing[0].id, early[0].id}


def test_the_state_at_the_start_is_not_changed_by_weak_word() -> None:
    """A report that is graded improbable, or is denied, masses no force."""
    for told in ({"grade": 5}, {"status": "denied"}, {"status": "possible"}):
        found = built(a_finding("MOBILIZE", ["RUS"], ["EST"], mode="troops", **told))  # type: ignore[arg-type]
        assert found.initial["posture"] == "normal"


def test_troops_in_an_ally_are_no_deployment() -> None:
    """Only the patron's force in the target's own country is deployed."""

    def support(place: str) -> str:
        threat = a_finding("THREATEN", ["USA"], ["RUS"], dt.date(2031, 1, 29))
        moved = a_finding("MOBILIZE", ["USA"], ["EST"], dt.date(2030, 11, 1), mode="troops", place=place)
        return built(threat, moved).initial["support"]

    assert support("POL") == "pledged"
    assert support("EST") == "deployed"


def test_an_attack_that_is_told_of_can_happen_in_the_game() -> None:
    """Where an attack is reported, force is massed at the start: from a normal posture the game has none."""
    attack = a_finding("ASSAULT", ["RUS"], ["EST"], dt.date(2031, 1, 29))
    assert built(attack).initial["posture"] == "massed"


def test_partners_are_those_who_act_for_the_patrons_side() -> None:
    """Others who aid the target or threaten the challenger go with the patron; the challenger has its own."""
    items = [
        a_finding("AID", ["USA"], ["EST"], dt.date(2031, 1, 20), grade=1),
        a_finding("AID", ["GBR"], ["EST"], dt.date(2031, 1, 21)),
        a_finding("THREATEN", ["IGO:EU"], ["RUS"], dt.date(2031, 1, 21)),
        a_finding("MOBILIZE", ["BLR", "RUS"], ["EST"], dt.date(2031, 1, 22), mode="exercise"),
        a_finding("ACCUSE", ["LVA"], ["RUS"], dt.date(2031, 1, 22), grade=1),
    ]
    found = built(*items)
    assert found.roles["patron"] == "USA"
    assert set(found.partners["patron"]) == {"GBR", "IGO:EU"}
    assert found.partners["challenger"] == ("BLR",)


def test_who_helps_a_victim_is_no_challenger() -> None:
    """A state that threatens the challenger on the target's behalf is its patron, however loud it is."""
    items = [
        a_finding("MOBILIZE", ["RUS"], ["EST"], dt.date(2031, 1, 20), mode="troops"),
        a_finding("SUPPORT", ["USA"], ["EST"], dt.date(2031, 1, 21)),
        a_finding("THREATEN", ["USA"], ["RUS"], dt.date(2031, 1, 22), grade=1),
        a_finding("MOBILIZE", ["USA"], ["RUS"], dt.date(2031, 1, 23), mode="troops", grade=1),
    ]
    found = built(*items)
    assert (found.roles["challenger"], found.roles["target"], found.roles["patron"]) == ("RUS", "EST", "USA")


def test_a_territory_is_its_states() -> None:
    """An attack on a territory is an attack on the state that answers for it."""
    record = a_record(a_finding("ASSAULT", ["ARG"], ["FLK"], dt.date(2031, 1, 29)))
    found = build_scenario(record)
    assert isinstance(found, Scenario)
    assert (found.roles["challenger"], found.roles["target"]) == ("ARG", "GBR")


def test_two_that_threaten_each_other_are_the_crisis_whatever_else_one_of_them_does() -> None:
    """Threats either way outweigh a strike on a third; who coerces whom is then not guessed."""
    record = a_record(
        a_finding("THREATEN", ["IRN"], ["ISR"], dt.date(2031, 1, 28)),
        a_finding("THREATEN", ["ISR"], ["IRN"], dt.date(2031, 1, 29)),
        a_finding("ASSAULT", ["ISR"], ["SYR"], dt.date(2031, 1, 20)),
    )
    found = build_scenario(record)
    assert isinstance(found, NoScenario)
    assert "who coerces whom, Iran or Israel" in found.reason


def test_a_record_of_statements_alone_can_be_enough() -> None:
    """Threats and demands are enough to say who coerces whom, where no act is told of."""
    record = a_record(
        a_statement("demand", "RUS", "Estonia withdraw its troops", stance="neutral"),
        a_statement("threat", "RUS", "Estonia with force"),
        a_statement("pledge", "EST", "to defend every inch", stance="positive"),
    )
    found = build_scenario(record)
    if isinstance(found, NoScenario):  # sources that cannot be judged weigh little: then it must say so
        assert "too little" in found.reason
        pytest.fail(found.reason)
    assert (found.roles["challenger"], found.roles["target"]) == ("RUS", "EST")


def test_a_record_without_dates_gives_no_scenario() -> None:
    """Without a day of publication there is no day to forecast from."""
    assert isinstance(build_scenario(Record(())), NoScenario)


def test_a_gap_before_the_as_of_date_is_said() -> None:
    """Where the last report is weeks old, a warning says that nothing is known of the weeks since."""
    found = built(as_of=AS_OF + dt.timedelta(days=20))
    assert any("nothing is known" in one for one in found.warnings)


def test_nothing_later_moves_anything(readings: Callable[[str], tuple[Reading, ...]]) -> None:
    """Reports that came out after the as-of date, even of earlier events, change no part of scenario or sightings."""
    before = readings("KUWAIT")
    day = dt.date(1990, 7, 27)
    plain = weigh_readings(before)
    planted = weigh_readings([*before, *readings("KUWAIT_LATER")])
    assert len(planted.findings) > len(plain.findings)
    scenario = build_scenario(plain, day)
    assert isinstance(scenario, Scenario)
    assert build_scenario(planted, day) == scenario
    assert observe(planted, scenario) == observe(plain, scenario)
    assert known_by(planted, day).findings == plain.findings
    later = build_scenario(planted)
    assert isinstance(later, Scenario)
    assert later.as_of == dt.date(1990, 8, 3)
    assert any(one.move == "full attack" for one in observe(planted, later))


@pytest.mark.parametrize("crisis", ["CUBA", "KUWAIT", "KARGIL", "TAIWAN", "GUYANA", "WORDS_ALONE"])
def test_the_game_that_is_filled_can_be_loaded(records: Callable[[str], Record], crisis: str) -> None:
    """The spec is a game of the template with the scenario's calendar, names and start."""
    found = build_scenario(records(crisis))
    assert isinstance(found, Scenario)
    game = load_game(found.spec_text)
    assert (game.calendar.start, game.calendar.periods) == (found.start, found.periods)
    assert {player.name for player in game.players} == set(found.roles.values())
    assert 1 <= found.periods_seen <= 8
