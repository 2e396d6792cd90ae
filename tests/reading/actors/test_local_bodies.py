"""Bodies that no table knows, their short names, and local people take the country of their place."""

from __future__ import annotations

import pytest

from demarche.reading import PatternReader, page_from_text
from demarche.record import Reading


def speakers(reader: PatternReader, text: str) -> list[str | None]:
    page = page_from_text(text, published="2009-05-04", title="A wire report")
    (reading,) = reader.read([page])  # type: ignore[list-item]
    assert isinstance(reading, Reading)
    return [statement.speaker.country for statement in reading.statements]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The Council of Free Pastors in Monrovia said the raid was a crime.", "LBR"),
        ("The Peruvian Mining Board warned that prices would fall. The Board said so twice this week.", "PER"),
        ("The Association of Chadian Mothers (ACM) said the camp was unsafe. The ACM said that nobody came.", "TCD"),
        ("The Commission in Brussels said the plan was unlawful.", None),
        ("A nun in Quito said the shops were shut.", "ECU"),
        ("The police chief in Mombasa said that two men were missing.", "KEN"),
        ("A diplomat in Nairobi said the talks were stuck.", None),
        ("A fighter near Kandahar said the road was mined.", "AFG"),
    ],
)
def test_a_body_or_a_resident_belongs_to_its_place(reader: PatternReader, text: str, wanted: str | None) -> None:
    """Councils and clerics are of the country of their seat, diplomats and bodies of states are not."""
    assert set(speakers(reader, text)) == {wanted}


def test_a_rare_word_of_a_body_s_name_stands_for_it(reader: PatternReader) -> None:
    """'The Tigers' are those of Tamil Eelam once the report has named them; before, they are nobody."""
    named = "The Liberation Tigers of Tamil Eelam left the hall. The Tigers said they were tired."
    assert speakers(reader, named) == ["LKA"]
    assert speakers(reader, "The Tigers said they were tired.") == [None]


def test_an_apposed_name_is_the_group_s(reader: PatternReader) -> None:
    """'The group Hamas' is Hamas, whatever body was named before."""
    text = "Hezbollah fired rockets at Haifa. The militant group Hamas said it had no part in the attack."
    assert speakers(reader, text)[-1] == "PSE"


def test_victims_of_local_gunmen_are_of_the_same_country(reader: PatternReader) -> None:
    """Rebels kill people where they live; whom a foreign army kills is open where no place is told."""
    page = page_from_text("Colombian rebels killed a teacher on Monday.", published="2009-05-04", title="A wire report")
    (reading,) = reader.read([page])  # type: ignore[list-item]
    assert isinstance(reading, Reading)
    (event,) = reading.events
    assert {actor.country for actor in (*event.sources, *event.targets)} == {"COL"}
    assert event.targets
