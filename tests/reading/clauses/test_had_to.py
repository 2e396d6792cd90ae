"""What somebody had to do was done; what somebody had time to do is open."""

from __future__ import annotations

import pytest

from demarche.reading import PatternReader, page_from_text
from demarche.record import Reading


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Libya had to withdraw its troops from Chad last week.", True),
        ("Libya had until Friday to withdraw its troops from Chad.", False),
        ("Libya has to withdraw its troops from Chad.", False),
    ],
)
def test_had_to(reader: PatternReader, text: str, *, wanted: bool) -> None:
    """'Had to' tells a deed, 'has to' a duty, a deadline neither."""
    (reading,) = reader.read([page_from_text(text, published="1987-03-30", title="A wire report")])  # type: ignore[list-item]
    assert isinstance(reading, Reading)
    told = [event.modality for event in reading.events if event.type == "RETREAT"]
    assert ("asserted" in told) is wanted
