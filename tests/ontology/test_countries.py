"""Countries, former states, places and seats of government."""

from __future__ import annotations

import pytest

from demarche.ontology import (
    ambiguities,
    body_ids,
    countries,
    country,
    country_codes,
    country_name,
    country_of,
    find_place_name,
    former_states,
    places,
    seats,
    sectors,
)

# The officially assigned alpha-3 codes of ISO 3166-1, October 2025.
ISO_3166 = """
    ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS
    BIH BLM BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV
    CRI CUB CUW CXR CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM
    GAB GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN
    IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE
    LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS
    MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK
    PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR
    SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA UGA UKR UMI URY
    USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE
"""


def test_every_entry_of_iso_3166_and_kosovo_is_there() -> None:
    """The table holds the 249 codes of ISO 3166-1 and XKX, each once, and nothing else."""
    codes = [entry.alpha3 for entry in countries()]
    assert len(codes) == len(set(codes)) == 250
    assert set(codes) == set(ISO_3166.split()) | {"XKX"}


def test_codes_agree_with_pycountry_where_it_is_installed() -> None:
    """Alpha-3 and alpha-2 codes are those of the pycountry package."""
    pycountry = pytest.importorskip("pycountry", reason="pycountry is not installed")
    ours = {entry.alpha3: entry.alpha2 for entry in countries() if entry.alpha3 != "XKX"}
    assert ours == {entry.alpha_3: entry.alpha_2 for entry in pycountry.countries}


def test_alpha2_codes_are_two_capitals_each_once() -> None:
    """No two countries share an alpha-2 code."""
    codes = [entry.alpha2 for entry in countries()]
    assert all(len(code) == 2 and code.isupper() for code in codes)
    assert len(set(codes)) == len(codes)


def test_sovereign_states_have_a_capital_and_people() -> None:
    """Only dependencies, city states and the like lack a capital; few lack a noun for their people."""
    without_capital = {entry.alpha3 for entry in countries() if not entry.capitals}
    assert not without_capital & {"FRA", "RUS", "IND", "COD", "BOL", "ZAF", "KAZ", "MMR", "CIV", "XKX", "TWN"}
    assert len(without_capital) < 50
    assert sum(1 for entry in countries() if entry.people) > 215


def test_every_country_in_the_tables_is_valid() -> None:
    """Every country of the other tables is a code of the list or the id of a body."""
    codes = country_codes()
    assert {state.country for state in former_states()} <= codes
    assert {place.country for place in places() if place.country} <= codes
    assert {seat.country for seat in seats()} <= codes | body_ids()
    assert {seat.sector for seat in seats()} <= set(sectors())


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("USSR", "RUS"), ("Soviet Union", "RUS"), ("the Soviets", "RUS"), ("Leningrad", "RUS"), ("Zaire", "COD"),
        ("Burma", "MMR"), ("Rangoon", "MMR"), ("Persia", "IRN"), ("Siam", "THA"), ("Ceylon", "LKA"),
        ("East Germany", "DEU"), ("West Germany", "DEU"), ("Bonn", "DEU"), ("Yugoslavia", "SRB"),
        ("Czechoslovakia", "CZE"), ("Ottoman Empire", "TUR"), ("Austria-Hungary", "AUT"), ("Rhodesia", "ZWE"),
        ("Upper Volta", "BFA"), ("Abyssinia", "ETH"), ("Formosa", "TWN"), ("North Vietnam", "VNM"),
        ("South Yemen", "YEM"), ("Red China", "CHN"), ("Peking", "CHN"), ("Kosovo", "XKX"), ("Saigon", "VNM"),
    ],
)  # fmt: skip
def test_names_of_another_day_are_known(name: str, code: str) -> None:
    """A former state or a former name of a city stands for the state of today."""
    assert country_of(name) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Russians", "RUS"), ("French", "FRA"), ("Dutch", "NLD"), ("Syrians", "SYR"), ("North Koreans", "PRK"),
        ("Danes", "DNK"), ("Poles", "POL"), ("Filipinos", "PHL"), ("Ivorian", "CIV"), ("Nigerien", "NER"),
        ("Nigerian", "NGA"), ("Saudi", "SAU"), ("Emirati", "ARE"), ("Turkish Cypriots", "CYP"), ("Swiss", "CHE"),
        ("Kazakhs", "KAZ"), ("Malians", "MLI"), ("Burkinabé", "BFA"), ("Bosnian Serbs", "BIH"), ("U.S.", "USA"),
        ("Kharkiv", "UKR"), ("Crimea", "UKR"), ("Abkhazia", "GEO"), ("Nagorno-Karabakh", "AZE"), ("Gaza", "PSE"),
        ("West Bank", "PSE"), ("Golan Heights", "SYR"), ("Kashmir", "IND"), ("Doklam", "BTN"), ("Goma", "COD"),
        ("Darfur", "SDN"), ("Tigray", "ETH"), ("Chechnya", "RUS"), ("Texas", "USA"), ("Scotland", "GBR"),
        ("the Kremlin", "RUS"), ("White House", "USA"), ("Élysée", "FRA"), ("Elysee", "FRA"), ("Whitehall", "GBR"),
        ("Downing Street", "GBR"), ("Foggy Bottom", "USA"), ("Quai d'Orsay", "FRA"), ("Zhongnanhai", "CHN"),
        ("Blue House", "KOR"), ("Bankova", "UKR"), ("Casa Rosada", "ARG"), ("Planalto", "BRA"), ("Knesset", "ISR"),
        ("Wilhelmstrasse", "DEU"), ("Malacañang", "PHL"), ("Aso Rock", "NGA"),
    ],
)  # fmt: skip
def test_people_places_and_seats_are_known(name: str, code: str) -> None:
    """Demonyms, capitals, cities, contested places and seats of government give their country."""
    assert country_of(name) == code


@pytest.mark.parametrize("name", ["Taiwan Strait", "Scarborough Shoal", "South China Sea", "Black Sea", "Middle East"])
def test_waters_and_open_places_have_no_country(name: str) -> None:
    """A place that no one state stands for is known as a place, without country."""
    hit = find_place_name(name)
    assert hit is not None
    assert hit.country is None


def test_common_words_need_their_capitals() -> None:
    """A name that is also a word is taken for a country only with its capital."""
    assert country_of("turkey") is None
    assert country_of("Turkey") == "TUR"
    assert country_of("china") is None
    assert country_of("kenya") == "KEN"


@pytest.mark.parametrize("name", ["Jordan", "Chad", "Israel", "Georgia", "Turkey", "China", "Guinea", "Niger"])
def test_the_well_known_traps_are_flagged(name: str) -> None:
    """Names that are also people's, other places' or words carry a flag."""
    hit = find_place_name(name)
    assert hit is not None
    assert hit.ambiguous is not None


def test_ambiguity_prefers_a_country_that_the_name_has() -> None:
    """The preferred country of an ambiguous name is the one that the lookup gives."""
    for flag in ambiguities().values():
        hit = find_place_name(flag.name)
        if hit is not None and hit.kind != "person":
            assert hit.country == flag.country, flag.name


def test_names_of_countries() -> None:
    """A code gives its entry and usual short name; an unknown one is its own name."""
    assert country("COD").names[0] == country_name("COD") == "Democratic Republic of the Congo"
    assert country_name("IGO:NATO") == "IGO:NATO"
    with pytest.raises(KeyError):
        country("ZZZ")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Ottoman", "TUR"), ("Austro-Hungarian", "AUT"), ("Imperial Germany", "DEU"), ("Tsarist Russia", "RUS"),
        ("Prussian", "DEU"), ("Yugoslav", "SRB"), ("Czechoslovak", "CZE"), ("Zairean", "COD"), ("Zaïre", "COD"),
        ("Persian", "IRN"), ("Siamese", "THA"), ("Ceylonese", "LKA"), ("Rhodesian", "ZWE"), ("Kirghiz", "KGZ"),
        ("North Vietnamese", "VNM"), ("South Yemeni", "YEM"), ("East German", "DEU"), ("Ecuadorean", "ECU"),
        ("Argentinean", "ARG"), ("Kazakhstani", "KAZ"), ("Bengali", "BGD"), ("Salvadorean", "SLV"),
        ("Roumanian", "ROU"), ("Letts", "LVA"), ("Abkhazian", "GEO"), ("Crimean", "UKR"), ("German East Africa", "TZA"),
    ],
)  # fmt: skip
def test_old_states_and_other_spellings_have_their_code(name: str, code: str) -> None:
    """States of 1900 and later, and demonyms in every usual spelling, lead to a country of today."""
    assert country_of(name) == code
