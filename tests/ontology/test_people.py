"""Leaders and notable people, told apart by the day."""

from __future__ import annotations

import datetime as dt

import pytest

from demarche.ontology import body_ids, country_codes, find_person, people, sectors


def test_there_are_people_enough_and_all_are_valid() -> None:
    """At least 900 rows, with known countries and sectors, from 1900 to 2025."""
    assert len(people()) >= 900
    codes, known = country_codes() | body_ids(), set(sectors())
    for person in people():
        assert person.country in codes, person.name
        assert person.sector in known, person.name
        assert 1837 <= person.start <= 2025, person.name
        assert person.end is None or 1900 <= person.end <= 2025, person.name


def test_no_row_stands_twice() -> None:
    """A person is in one office from one year once."""
    rows = [(person.name, person.country, person.office, person.start) for person in people()]
    assert len(set(rows)) == len(rows)


@pytest.mark.parametrize(
    ("name", "day", "full"),
    [
        ("Bush", dt.date(1990, 8, 15), "George H. W. Bush"),
        ("Bush", dt.date(2003, 3, 20), "George W. Bush"),
        ("Clinton", dt.date(1995, 11, 21), "Bill Clinton"),
        ("Clinton", dt.date(2011, 3, 19), "Hillary Clinton"),
        ("Rice", dt.date(2006, 10, 9), "Condoleezza Rice"),
        ("Rice", dt.date(2014, 2, 1), "Susan Rice"),
        ("Assad", dt.date(1982, 6, 6), "Hafez al-Assad"),
        ("Assad", dt.date(2013, 8, 21), "Bashar al-Assad"),
        ("Khrushchev", dt.date(1962, 10, 22), "Nikita Khrushchev"),
        ("Galtieri", dt.date(1982, 4, 2), "Leopoldo Galtieri"),
        ("Grey", dt.date(1914, 7, 24), "Edward Grey"),
        ("Poincaré", dt.date(1914, 7, 24), "Raymond Poincaré"),
        ("Abiy", dt.date(2020, 11, 4), "Abiy Ahmed"),
    ],
)
def test_a_surname_is_told_by_the_day(name: str, day: dt.date, full: str) -> None:
    """A surname means first the one in office on the day of the report."""
    assert find_person(name, day)[0].name == full


def test_the_leader_comes_first_among_many() -> None:
    """Where several of a name are in office, the head of state or government comes first."""
    assert find_person("Kim", dt.date(2017, 9, 3))[0].name == "Kim Jong Un"
    assert {person.country for person in find_person("Kim", dt.date(2017, 9, 3))} == {"PRK", "KOR"}


def test_full_names_and_spellings() -> None:
    """A full name is found in each of its spellings, with or without accents."""
    for name in ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan", "Mao Tse-tung", "Muammar el-Qaddafi"):
        assert find_person(name), name
    assert find_person("Emmanuel Macron")[0].country == "FRA"


def test_those_who_left_lately_are_still_meant() -> None:
    """One who left office within four years is found where nobody of the name is in office, not later."""
    assert find_person("Thatcher", dt.date(1993, 1, 1))[0].name == "Margaret Thatcher"
    assert find_person("Thatcher", dt.date(1999, 1, 1)) == ()
    assert find_person("Thatcher", dt.date(1970, 1, 1)) == ()


def test_nobody_of_the_name() -> None:
    """An unknown name gives nobody."""
    assert find_person("Xyzzy") == ()
