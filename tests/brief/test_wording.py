"""The table of wording against the ontology that it words."""

from __future__ import annotations

from demarche.briefing.naming import count_words, country_words, list_words, name_actor
from demarche.briefing.wording import load_wording
from demarche.ontology import country_codes, plover_modes, plover_types, sectors
from demarche.record import Actor


def test_every_type_has_words() -> None:
    """Each PLOVER type has its words, and its tone is the side of the ontology's scale on which it stands."""
    types = load_wording().types
    assert set(types) == set(plover_types())
    for name, words in types.items():
        assert (words.tone == "cooperative") == (plover_types()[name].intensity > 0), name


def test_modes_are_those_of_the_ontology() -> None:
    """No words stand for a mode or type that the ontology does not know."""
    known = plover_modes()
    for type_, modes in load_wording().modes.items():
        assert all((type_, mode) in known for mode in modes), type_


def test_every_mode_has_words() -> None:
    """Each mode that the ontology knows has a verb of its own."""
    table = load_wording().modes
    assert [(type_, mode) for type_, mode in plover_modes() if mode not in table.get(type_, {})] == []


def test_sectors_are_real_codes() -> None:
    """Every sector that has words is a sector of the ontology."""
    assert set(load_wording().sectors) <= set(sectors())


def test_every_country_reads() -> None:
    """Every country and body has words that are not its code, unless the letters are its name."""
    for code in country_codes():
        assert country_words(code) != code
    assert country_words("IGO:NATO") == "NATO"
    assert country_words("IGO:EU") == "the EU"
    assert country_words("IGO:LAS") == "the League of Arab States"


def test_names() -> None:
    """A person has a country in brackets, a body has none twice, and an unnamed actor says so."""
    assert name_actor(Actor("USA", "GOV", "Joe Biden")).text == "Joe Biden (United States)"
    assert name_actor(Actor("RUS", "GOV", "Russia")).text == "Russia"
    assert name_actor(Actor("IGO:NATO", None, "NATO")).text == "NATO"
    assert name_actor(Actor()).text == "an unnamed actor"
    assert name_actor(Actor(None, "REB")).text == "rebels whose country is not named"


def test_numbers() -> None:
    """One is singular, others are plural, and thousands have their comma."""
    assert [count_words(one, "event") for one in (0, 1, 2, 12000)] == [
        "0 events",
        "1 event",
        "2 events",
        "12,000 events",
    ]
    assert list_words(["a", "b", "c"]) == "a, b and c"
