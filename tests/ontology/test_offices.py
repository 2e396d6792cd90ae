"""Offices, titles, nouns for people, and sectors."""

from __future__ import annotations

import pytest

from demarche.ontology import find_office, offices, sector_of, sectors

PLOVER_SECTORS = "GOV MIL REB OPP PTY AGR BUS CRM CVL EDU ELI HLH IGO JUD JRN LAB LEG MED NGO COP SPY UAF REF UNK REL"


def test_the_sectors_of_plover_are_there() -> None:
    """Every code of PLOVER that the tables use is described."""
    assert set(PLOVER_SECTORS.split()) <= set(sectors())
    assert all(sector.description for sector in sectors().values())


def test_there_are_offices_enough() -> None:
    """At least 350 offices, some of several words, in lower case."""
    assert len(offices()) >= 350
    assert sum(" " in office.name for office in offices()) >= 200
    assert all(office.name == office.name.lower() for office in offices())


@pytest.mark.parametrize(
    ("words", "sector"),
    [
        ("President", "GOV"), ("prime ministers", "GOV"), ("Premier", "GOV"), ("Chancellor", "GOV"),
        ("defence secretary", "GOV"), ("Ministers of Defence", "GOV"), ("Ambassador", "GOV"), ("special envoy", "GOV"),
        ("spokeswomen", "GOV"), ("Gen.", "MIL"), ("Lt. Gen.", "MIL"), ("admiral", "MIL"), ("navies", "MIL"),
        ("troops", "MIL"), ("soldiers", "MIL"), ("policemen", "COP"), ("lawmakers", "LEG"), ("Sen.", "LEG"),
        ("opposition leader", "OPP"), ("King", "GOV"), ("Ayatollah", "REL"), ("Pope", "REL"), ("rebels", "REB"),
        ("militiamen", "UAF"), ("separatists", "REB"), ("insurgents", "REB"), ("protesters", "OPP"),
        ("students", "EDU"), ("company", "BUS"), ("central bank", "GOV"), ("courts", "JUD"), ("judges", "JUD"),
        ("NGO", "NGO"), ("journalists", "MED"), ("scholars", "EDU"), ("analysts", "EDU"), ("refugees", "REF"),
        ("UN Secretary-General", "IGO"), ("intelligence agencies", "SPY"), ("PM", "GOV"), ("fighters", "UAF"),
    ],
)  # fmt: skip
def test_offices_have_their_sector(words: str, sector: str) -> None:
    """Singular or plural, abbreviated or not, in any case, an office has its sector."""
    assert sector_of(words) == sector


def test_what_is_no_office() -> None:
    """Other words are none."""
    assert find_office("teapot") is None
    assert find_office("") is None


def test_titles_stand_before_names() -> None:
    """Titles may stand before a name, collectives never."""
    assert find_office("general").before_name  # type: ignore[union-attr]
    assert not any(office.before_name for office in offices() if office.kind in ("collective", "unit"))


def test_some_titles_tell_the_country() -> None:
    """A taoiseach is Irish; a president is of any country."""
    assert find_office("Taoiseach").country == "IRL"  # type: ignore[union-attr]
    assert find_office("President").country is None  # type: ignore[union-attr]
