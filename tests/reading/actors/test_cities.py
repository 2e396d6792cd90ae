"""Cities beyond the ontology's own tables, where the text says that they are places."""

from __future__ import annotations

import pytest

from demarche.ontology import find_place_name, match_city
from demarche.reading import PatternReader, page_from_text
from demarche.record import Event, Reading


def the_event(reader: PatternReader, text: str) -> Event:
    (reading,) = reader.read([page_from_text(text, published="2011-05-04", title="A wire report")])  # type: ignore[list-item]
    assert isinstance(reading, Reading)
    return reading.events[0]


def test_a_city_is_matched_as_printed() -> None:
    """Hyphens and accents do not count; the longest name is found; what the tables know is not there."""
    assert match_city(["Usolye", "-", "Sibirskoye"], 0) == (3, ("RUS",))
    assert match_city(["near", "Baqubah"], 1) == (2, ("IRQ",))
    assert match_city(["near", "nowhere"], 1) is None
    assert find_place_name("Kharkiv") is not None
    assert match_city(["Kharkiv"], 0) is None


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Gunmen killed a judge in Baqubah on Tuesday.", "IRQ"),
        ("Gunmen killed a judge near Chishtian Mandi on Tuesday.", "PAK"),
        ("Gunmen killed a judge in the town of Jajmau on Tuesday.", "IND"),
    ],
)
def test_an_unknown_city_places_what_happens_there(reader: PatternReader, text: str, country: str) -> None:
    """Who acts in a city without a country of his own is of the city's."""
    event = the_event(reader, text)
    assert event.where is not None
    assert event.where.country == country
    assert {actor.country for actor in (*event.sources, *event.targets)} == {country}


def test_of_two_cities_the_one_in_a_named_country_is_meant() -> None:
    """Brentwood is American first; in a report about Britain it is British."""
    found = match_city(["Brentwood"], 0)
    assert found is not None
    assert found[1][0] == "USA"
    assert "GBR" in found[1]


def test_the_report_s_country_decides(reader: PatternReader) -> None:
    """The named country's city is taken."""
    alone = the_event(reader, "Police arrested a bishop in Brentwood on Tuesday.")
    named = the_event(reader, "British police arrested a bishop in Brentwood on Tuesday.")
    assert alone.where is not None
    assert named.where is not None
    assert (alone.where.country, named.where.country) == ("USA", "GBR")
