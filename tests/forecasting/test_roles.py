"""Who plays which role: crises of another day, with and without an answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from tests.forecasting.records import a_finding, a_record

from demarche.forecasting.build import build_scenario
from demarche.forecasting.scenario import NoScenario, Scenario
from demarche.record import Record


@pytest.mark.parametrize(
    ("crisis", "challenger", "target", "patron", "mediator"),
    [
        ("CUBA", "USA", "RUS", "patron", "IGO:UN"),
        ("KUWAIT", "IRQ", "KWT", "USA", "EGY"),
        ("KARGIL", "IND", "PAK", "patron", "mediator"),  # the target mobilises, too
        ("TAIWAN", "CHN", "TWN", "USA", "mediator"),
        ("GUYANA", "VEN", "GUY", "USA", "BRA"),
        ("WORDS_ALONE", "EGY", "ETH", "patron", "mediator"),
    ],
)
def test_roles_are_found(
    records: Callable[[str], Record], crisis: str, challenger: str, target: str, patron: str, mediator: str
) -> None:
    """Challenger, target, patron and mediator are those of the crisis; nobody is named where nobody is told of."""
    found = build_scenario(records(crisis))
    assert isinstance(found, Scenario), found
    wanted = {"challenger": challenger, "target": target, "patron": patron, "mediator": mediator}
    assert found.roles == wanted
    for role in ("patron", "mediator"):
        said = any("has one without a name" in one or "without a name" in one for one in found.warnings if role in one)
        assert said == (found.roles[role] == role)


def test_every_bid_cites_the_record(records: Callable[[str], Record]) -> None:
    """Every reason of a bid for challenger and target names findings or statements that the record has."""
    record = records("KUWAIT")
    found = build_scenario(record)
    assert isinstance(found, Scenario)
    known = {one.id for one in record.findings} | {one.id for one in record.statements}
    cited = [item for bid in found.bids for why in bid.reasons for item in (*why.findings, *why.statements)]
    assert cited
    assert set(cited) <= known
    assert all(bid.reasons for bid in found.bids)


def test_a_war_inside_one_country_gives_no_scenario(records: Callable[[str], Record]) -> None:
    """A civil war is no crisis between states, and the reason says which country it is in."""
    found = build_scenario(records("SYRIA"))
    assert isinstance(found, NoScenario)
    assert "Syria" in found.reason
    assert found.missing == ("challenger", "target")


def test_two_crises_that_weigh_the_same_give_no_scenario(records: Callable[[str], Record]) -> None:
    """Where two dyads have as much for them, neither is guessed: both are named."""
    found = build_scenario(records("TWO"))
    assert isinstance(found, NoScenario)
    assert "Russia against Estonia" in found.reason
    assert "North Korea against South Korea" in found.reason


def test_talk_of_trade_gives_no_scenario(records: Callable[[str], Record]) -> None:
    """A record in which nobody coerces anybody has no challenger."""
    found = build_scenario(records("TRADE"))
    assert isinstance(found, NoScenario)
    assert found.missing == ("challenger", "target")


def test_equal_coercion_either_way_gives_no_scenario(records: Callable[[str], Record]) -> None:
    """Where both do the same to each other, the record cannot tell who coerces whom."""
    found = build_scenario(records("MUTUAL"))
    assert isinstance(found, NoScenario)
    assert "who coerces whom" in found.reason


DAY = dt.date(2031, 1, 15)


def test_allies_with_the_same_acts_are_one_challenger() -> None:
    """Two states that threaten a third together are no two crises: one leads, and the other is its partner."""
    found = build_scenario(
        a_record(
            a_finding("THREATEN", ["GBR", "USA"], ["IRQ"], DAY),
            a_finding("MOBILIZE", ["GBR", "USA"], ["IRQ"], DAY, mode="troops"),
            a_finding("REJECT", ["USA"], ["IRQ"], DAY),
        )
    )
    assert isinstance(found, Scenario)
    assert (found.roles["challenger"], found.roles["target"]) == ("USA", "IRQ")
    assert found.partners["challenger"] == ("GBR",)
    assert not any("also tell of" in one for one in found.warnings)


def test_who_offers_to_mediate_is_no_patron() -> None:
    """What is done to both sides alike helps neither; who agrees on talks with both mediates."""
    found = build_scenario(
        a_record(
            a_finding("THREATEN", ["ARG"], ["CHL"], DAY),
            a_finding("AGREE", ["VAT"], ["ARG", "CHL"], DAY),
            a_finding("AGREE", ["CHL"], ["VAT"], DAY),
            a_finding("AGREE", ["ARG"], ["VAT"], DAY),
        )
    )
    assert isinstance(found, Scenario)
    assert (found.roles["patron"], found.roles["mediator"]) == ("patron", "VAT")


def test_force_moved_toward_a_friend_makes_no_challenger() -> None:
    """A reserve that is called up while an ally signs a pact is not against that ally."""
    found = build_scenario(
        a_record(
            a_finding("REQUEST", ["DEU"], ["POL"], DAY, mode="yield"),
            a_finding("MOBILIZE", ["POL"], ["GBR"], mode="troops"),
            a_finding("SUPPORT", ["GBR"], ["POL"], DAY),
            a_finding("SUPPORT", ["DEU", "RUS"], ["POL"], DAY),
        )
    )
    assert isinstance(found, Scenario)
    assert (found.roles["challenger"], found.roles["target"], found.roles["patron"]) == ("DEU", "POL", "GBR")
    assert "patron" not in found.partners
    assert any("no force that Germany moved" in one for one in found.warnings)


def test_a_request_in_polite_words_makes_no_challenger(records: Callable[[str], Record]) -> None:
    """To ask or to urge is not to demand."""
    assert isinstance(build_scenario(records("POLITE")), NoScenario)


def test_an_attack_by_the_target_is_named() -> None:
    """The game has no attack of the target's own, so the warnings say where one is told of."""
    found = build_scenario(
        a_record(
            a_finding("ASSAULT", ["IRQ"], ["IRN"], DAY, mode="invade"),
            a_finding("REQUEST", ["IRQ"], ["IRN"], DAY),
            a_finding("ASSAULT", ["IRN"], ["IRQ"], DAY),
        )
    )
    assert isinstance(found, Scenario)
    assert any("an attack by Iran" in one for one in found.warnings)
    assert found.initial["posture"] == "poised"


def test_too_little_from_sources_that_cannot_be_judged_says_what_would_help() -> None:
    """Where the weight is wanting because nobody has graded the outlets, the reason says so; else it does not."""
    one = a_finding("ASSAULT", ["AZE"], ["ARM"], DAY, grade=6, by="ARM")
    weak, fair = (
        build_scenario(a_record(item)) for item in (one, a_finding("REQUEST", ["AZE"], ["ARM"], DAY, grade=4))
    )
    assert isinstance(weak, NoScenario)
    assert isinstance(fair, NoScenario)
    assert "--sources" in weak.reason
    assert "Azerbaijan against Armenia" in weak.reason
    assert "--sources" not in fair.reason
