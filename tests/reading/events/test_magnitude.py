"""Numbers that clauses give for their events."""

from __future__ import annotations

import pytest

from demarche.reading.events.magnitude import find_magnitude

FOUND = [
    ("Iraq massed 100,000 troops near the Kuwaiti border", "MOBILIZE", "troops", 1e5, 1e5, None),
    ("Russia has gathered more than 90,000 troops", "MOBILIZE", "troops", 90_000, None, None),
    ("China moved up to 3,000 soldiers to the plateau", "MOBILIZE", "troops", None, 3000, None),
    ("tens of thousands of soldiers were sent to the Rhine", "MOBILIZE", "troops", 20_000, 99_999, None),
    ("dozens of civilians were killed in the shelling", "ASSAULT", "deaths", 24, 99, None),
    ("the air strike killed at least 12 people", "ASSAULT", "deaths", 12, None, None),
    ("killing 269 people on board", "ASSAULT", "deaths", 269, 269, None),
    ("the raid left seven dead", "ASSAULT", "deaths", 7, 7, None),
    ("between 20 and 30 people were wounded", "ASSAULT", "injured", 20, 30, None),
    ("the battle wounded forty-two soldiers", "ASSAULT", "injured", 42, 42, None),
    ("the offensive displaced two million people", "ASSAULT", "displaced", 2e6, 2e6, None),
    ("fired three ballistic missiles", "ASSAULT", "weapons", 3, 3, None),
    ("pledged a $3bn package of aid", "AID", "money", 3e9, 3e9, "USD"),
    ("sent 5 million euros to the victims", "AID", "money", 5e6, 5e6, "EUR"),
    ("a loan of £450 million", "AID", "money", 4.5e8, 4.5e8, "GBP"),
    ("supplied 40 tanks", "AID", "weapons", 40, 40, None),
    ("raised tariffs by 25 percent", "SANCTION", "percent", 25, 25, None),
    ("pulled back 20 kilometres from the line", "RETREAT", "distance", 20, 20, "km"),
    ("half a million people marched in Rome", "PROTEST", "people", 5e5, 5e5, None),
    ("killed sixty people in Gori", "ASSAULT", "deaths", 60, 60, None),
    ("killed sixteen soldiers", "ASSAULT", "deaths", 16, 16, None),
    ("the raid on 5 June killed 51 people", "ASSAULT", "deaths", 51, 51, None),
    ("the shots of November 25 wounded three sailors", "ASSAULT", "injured", 3, 3, None),
    ("12 may have died in the raid", "ASSAULT", "deaths", 12, 12, None),
    ("freed 52 hostages", "CONCEDE", "people", 52, 52, None),
    ("thousands of people protested in Cairo", "PROTEST", "people", 2000, 9999, None),
]


@pytest.mark.parametrize(("text", "kind_of_event", "kind", "low", "high", "unit"), FOUND)
def test_found(text: str, kind_of_event: str, kind: str, low: float, high: float, unit: str | None) -> None:
    """A number becomes a range with its kind and unit, and its words stand in the text."""
    found = find_magnitude(text, kind_of_event)  # type: ignore[arg-type]
    assert found is not None
    assert (found.kind, found.low, found.high, found.unit) == (kind, low, high, unit)
    assert found.words in text


@pytest.mark.parametrize(
    ("text", "kind_of_event"),
    [
        ("attacked the town on 4 May 1940", "ASSAULT"),
        ("met on 12 June for two hours", "CONSULT"),
        ("shelled the city for the third day", "ASSAULT"),
        ("the two sides agreed", "AGREE"),
        ("invaded in 1939", "ASSAULT"),
        ("the F-16 jets bombed Tuzla", "ASSAULT"),
    ],
)
def test_not_found(text: str, kind_of_event: str) -> None:
    """Dates, durations, ordinals and names with digits are no magnitudes."""
    assert find_magnitude(text, kind_of_event) is None  # type: ignore[arg-type]
