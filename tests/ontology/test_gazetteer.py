"""Longest match of names over rows of words."""

from __future__ import annotations

from collections import defaultdict

import pytest

from demarche.ontology import Gazetteer, ambiguities, body_ids, country_codes, find_place_name, gazetteer, sectors
from demarche.ontology.gazetteer import KIND_ORDER, namings_of, packaged_names
from demarche.ontology.tables import pieces


def _found(text: str) -> list[tuple[str, str, str | None, str | None]]:
    words = text.split()
    hits = gazetteer().scan(words)
    return [(" ".join(words[hit.start : hit.end]), hit.kind, hit.country, hit.sector) for hit in hits]


def test_the_longest_name_wins() -> None:
    """North Korean is no Korean, and a deputy foreign minister is no minister alone."""
    assert _found("The deputy foreign minister met North Korean envoys in New Delhi .") == [
        ("deputy foreign minister", "office", None, "GOV"),
        ("North Korean", "demonym", "PRK", None),
        ("envoys", "office", None, "GOV"),
        ("New Delhi", "capital", "IND", None),
    ]


def test_any_cut_of_the_words_gives_the_same_hit() -> None:
    """Hyphens and full stops may be words of their own, or none."""
    for text in ("Guinea-Bissau", "Guinea - Bissau", "Guinea Bissau"):
        assert _found(f"in {text} now")[0][1:3] == ("country", "GNB")
    for text in ("People's Republic of China", "People ’s Republic of China"):
        assert _found(text)[0][:3] == (text, "country", "CHN")
    assert _found("the U.S. and the US")[0][2] == _found("the U.S. and the US")[1][2] == "USA"


def test_capitals_tell_names_from_words() -> None:
    """The pronoun is no country, and a bird no state; headlines in capitals are read."""
    assert _found("they told us to carve the turkey on china") == []
    assert _found("TALKS IN MOSCOW")[-1][1:3] == ("capital", "RUS")
    assert ("WHO", "body", "IGO:WHO", "IGO") in _found("the WHO asked who came")
    assert len(_found("the WHO asked who came")) == 1


@pytest.mark.parametrize(
    ("text", "kind", "country", "sector"),
    [
        ("Kremlin", "seat", "RUS", "GOV"),
        ("Bundestag", "seat", "DEU", "LEG"),
        ("Security Council", "body", "IGO:UN", "IGO"),
        ("European Commission", "body", "IGO:EU", "IGO"),
        ("North Atlantic Council", "body", "IGO:NATO", "IGO"),
        ("Arab League", "body", "IGO:LAS", "IGO"),
        ("League of Nations", "body", "IGO:LON", "IGO"),
        ("Hamas", "group", "PSE", "REB"),
        ("Tamil Tigers", "group", "LKA", "REB"),
        ("Supreme Council of Islamic Courts", "group", "SOM", "REB"),
        ("al-Qaeda", "group", None, "IMG"),
        ("Gazprom", "organisation", "RUS", "BUS"),
        ("State Department", "organisation", "USA", "GOV"),
        ("Rodong Sinmun", "organisation", "PRK", "MED"),
        ("IRGC", "organisation", "IRN", "MIL"),
        ("Mossad", "organisation", "ISR", "SPY"),
        ("Nelson Mandela", "person", "ZAF", "GOV"),
        ("Taiwan Strait", "water", None, None),
    ],
)
def test_kinds_countries_and_sectors(text: str, kind: str, country: str | None, sector: str | None) -> None:
    """Each table's names are found with their kind, country and sector."""
    assert _found(f"yesterday {text} again") == [(text, kind, country, sector)]


def test_plurals_are_told() -> None:
    """Nouns for several people say so, adjectives and singulars do not."""
    hits = {
        hit.name: hit.plural
        for hit in gazetteer().scan(["Syrians", "and", "a", "soldier", "and", "Iraqi", "ministers"])
    }
    assert hits == {"Syria": True, "soldier": False, "Iraq": False, "minister": True}


def test_other_readings_are_on_the_hit() -> None:
    """Georgia is the country first, and the American state among the others."""
    hit = gazetteer().match(["Georgia"], 0)
    assert hit is not None
    assert (hit.country, hit.ambiguous) == ("GEO", "region")
    assert [other.country for other in hit.others] == ["USA"]


def test_a_gazetteer_of_ones_own() -> None:
    """Names can come from elsewhere than the tables."""
    own = Gazetteer([("Ruritania", "country", "Ruritania", "XKX", None, False)])
    hit = own.find("the Ruritania")
    assert hit is not None
    assert hit.country == "XKX"
    assert own.find("France") is None


def test_no_name_means_two_countries_unless_it_is_flagged() -> None:
    """Two countries share a name only where `ambiguous.tsv` says so; people may have had two masters."""
    found: dict[tuple[str, ...], set[str | None]] = defaultdict(set)
    for form, kind, _, country, _, _ in namings_of(packaged_names()):
        if kind not in ("office", "person"):
            found[pieces(form)].add(country)
    shared = {key for key, named in found.items() if len(named) > 1}
    assert shared - set(ambiguities()) == set()


def test_every_flag_is_of_a_name_in_the_tables() -> None:
    """No flag is for a name that no table has."""
    known = {pieces(naming[0]) for naming in namings_of(packaged_names())}
    assert [flag.name for key, flag in ambiguities().items() if key not in known] == []


def test_every_naming_is_valid() -> None:
    """Kinds, countries and sectors of all names are those of the lists."""
    codes = country_codes() | body_ids() | {None}
    known = set(sectors()) | {None}
    for form, kind, name, country, sector, _ in namings_of(packaged_names()):
        assert pieces(form), form
        assert kind in KIND_ORDER
        assert country in codes, name
        assert sector in known, name


def test_every_name_is_found_again() -> None:
    """Every name of a country or place is found by itself, at its whole length."""
    for form, kind, _, _, _, _ in namings_of(packaged_names()):
        if kind in ("country", "demonym", "capital", "seat", "city", "region", "water"):
            assert find_place_name(form) is not None or gazetteer().find(form) is not None, form
