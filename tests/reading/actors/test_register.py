"""Who is one person, and who is not."""

from __future__ import annotations

import pytest

from demarche.reading.actors.register import Known, Register, is_same_name, name_parts


def register() -> Register:
    return Register(lambda name, country: Known("RUS", "GOV", "m", "president") if name == "Putin" else None)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("George Bush", "George W. Bush", True),
        ("George H. W. Bush", "George W. Bush", False),
        ("Kim Jong Un", "Kim Jong-un", True),
        ("Kim Jong Un", "Kim Jong Il", False),
        ("Bashar al-Assad", "Bashar Assad", True),
        ("Hafez al-Assad", "Bashar al-Assad", False),
        ("Tayyip Erdogan", "Recep Tayyip Erdogan", True),
        ("John Kerry", "Bob Kerry", False),
    ],
)
def test_names_are_one_only_when_parts_are_left_out(one: str, other: str, same: bool) -> None:
    """Two full names are one person's only where one is the other with parts left out and the surname kept."""
    assert is_same_name(name_parts(one), name_parts(other)) is same


def test_a_surname_takes_up_the_one_named_last() -> None:
    """A surname alone is the bearer named last before it."""
    found = register()
    elder = found.person("Kim Jong Il", 0, country="PRK")
    other = found.person("Kim Dae-jung", 5, country="KOR")
    assert found.person("Kim", 3) is elder
    assert found.person("Kim", 9) is other


def test_a_stated_country_keeps_namesakes_apart() -> None:
    """King Hussein of Jordan is not Iraq's Saddam Hussein."""
    found = register()
    iraqi = found.person("Saddam Hussein", 0, country="IRQ")
    king = found.person("Hussein", 8, country="JOR", gender="m")
    assert king is not iraqi
    assert found.person("Saddam", 12) is iraqi


def test_a_fuller_name_is_kept() -> None:
    """The figure carries the fullest form of its name, whichever comes first."""
    found = register()
    short = found.person("Macron", 0)
    assert found.person("Emmanuel Macron", 4, country="FRA", sector="GOV") is short
    assert (short.actor.country, short.actor.sector, short.actor.name) == ("FRA", "GOV", "Emmanuel Macron")


def test_gender_keeps_husband_and_wife_apart() -> None:
    """Mrs Clinton is not Mr Clinton."""
    found = register()
    husband = found.person("Bill Clinton", 0, gender="m")
    assert found.person("Clinton", 5, gender="f") is not husband


def test_the_tables_fill_what_the_text_does_not_say() -> None:
    """A bare name that the tables know has its country; what the text says comes before what they say."""
    assert register().person("Putin", 0).actor.country == "RUS"
    assert register().person("Putin", 0, country="USA").actor.country == "USA"


def test_an_office_is_its_last_holders() -> None:
    """An office of a country is held by the one said to hold it last before the place asked about."""
    found = register()
    first, second = (
        found.person("Alexis Tsipras", 0, country="GRC"),
        found.person("Kyriakos Mitsotakis", 20, country="GRC"),
    )
    found.hold(0, "head-of-government", first)
    found.hold(20, "head-of-government", second)
    assert found.holder(10, "head-of-government", "GRC") is first
    assert found.holder(30, "head-of-government", "GRC") is second
    assert found.holder(30, "head-of-government", "TUR") is None


def test_the_tables_other_name_is_the_same_person() -> None:
    """One whom the tables know by two names is one figure, under the fuller."""
    known = Known("SAU", "GOV", "m", "crown prince", "Mohammed bin Salman")
    found = Register(lambda name, country: known if name in ("MBS", "Mohammed bin Salman") else None)
    prince = found.person("Mohammed bin Salman", 4)
    assert found.person("MBS", 0) is prince
    assert prince.name == "Mohammed bin Salman"


def test_a_title_that_the_tables_know_keeps_a_king_from_a_president() -> None:
    """'King Hussein' is known by his title, and is not Saddam Hussein, whom the report named before."""
    known = {"King Hussein": Known("JOR", "GOV", "m", "leader", "King Hussein")}
    known["Saddam Hussein"] = Known("IRQ", "GOV", "m", "president", "Saddam Hussein")
    found = Register(lambda name, country: known.get(name))
    iraqi = found.person("Saddam Hussein", 0)
    king = found.person("Hussein", 6, titled="King Hussein")
    assert king is not iraqi
    assert (king.country, king.name) == ("JOR", "King Hussein")
