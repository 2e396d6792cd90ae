"""What sentences in a row tell: threats and warnings, self-targets, dates that are carried, targets from context."""

from __future__ import annotations

import datetime as dt

import pytest

from demarche.reading.actors import read_cast
from demarche.reading.clauses import read_clauses
from demarche.reading.dates import Calendar
from demarche.reading.english import ParseInput, load_pipeline
from demarche.reading.events import read_events
from demarche.record import Event, Report, Source

DAY = dt.date(2022, 1, 20)


def events_of(text: str, day: dt.date = DAY) -> tuple[Event, ...]:
    """Read a text as a report of that day."""
    doc = next(iter(load_pipeline().parse([ParseInput(text)])))
    cast, calendar = read_cast(doc, published=day), Calendar(doc, day)
    report = Report("r-1", None, Source(), day, False, None, "en", "0" * 64, text)
    return read_events(doc, cast, read_clauses(doc, cast, day), calendar, report)


def told(text: str, day: dt.date = DAY) -> list[str]:
    """Return the events of a text as "TYPE SOURCES > TARGETS [modality]"."""
    rows = []
    for event in events_of(text, day):
        sides = [",".join(sorted({a.country or "" for a in side})) for side in (event.sources, event.targets)]
        rows.append(f"{event.type} {sides[0]} > {sides[1]} [{event.modality}]")
    return rows


@pytest.mark.parametrize(
    "text",
    [
        "Antony Blinken warned on Wednesday that Russia could attack Ukraine at very short notice.",
        "The Polish prime minister cautioned that Moscow might invade Ukraine.",
        "Britain warned Kyiv that Russia would strike its power stations.",
        "The general warned of a Russian attack.",
    ],
)
def test_warnings_about_others(text: str) -> None:
    """A warning of what a third party may do is no threat by whoever warns."""
    assert not [row for row in told(text) if row.startswith("THREATEN")]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("North Korea warned that Seoul will pay dearly for the drills.", "THREATEN PRK > KOR [asserted]"),
        ("Ankara warned Athens that it would close the strait.", "THREATEN TUR > GRC [asserted]"),
        ("Iran threatened to close the strait to American ships.", "THREATEN IRN > USA [asserted]"),
    ],
)
def test_threats(text: str, row: str) -> None:
    """A warning of what one's own side will do, or of what will befall whoever is warned, is a threat."""
    assert row in told(text)


def test_denied_promise() -> None:
    """A promise that somebody denies is neither asserted nor a threat."""
    rows = told("Putin had promised Macron to halt exercises, Moscow denied.")
    assert not [row for row in rows if row.startswith("THREATEN") or "[asserted]" in row]


def test_host() -> None:
    """Troops deployed in a country are told once, with it for their host."""
    assert told("The United States deployed forces in Poland.") == ["MOBILIZE USA > POL [asserted]"]
    rows = told("Canada deployed a small contingent of special forces in Ukraine.")
    assert rows == ["MOBILIZE CAN > UKR [asserted]"]


@pytest.mark.parametrize(
    "text",
    [
        "Russia has massed about 100,000 troops near Ukraine, the biggest troop movement in Europe since 1989.",
        "Egypt sent a battalion into Sinai, the largest deployment there since the war of 1973.",
    ],
)
def test_compared_since(text: str) -> None:
    """How long nothing like it was seen does not date an event."""
    assert all(event.when is None for event in events_of(text) if event.type == "MOBILIZE")


def test_lasting_since() -> None:
    """What has lasted since a day is dated from it."""
    [event] = [e for e in events_of("Russia has blockaded the port of Mariupol since Monday.") if e.type == "COERCE"]
    assert event.when is not None
    assert event.when.start == dt.date(2022, 1, 17)


def test_own_alliance() -> None:
    """One's own alliance with another is aimed at the other, not at oneself."""
    assert told("Poland promised to honour its alliance with France.", dt.date(1936, 3, 9)) == [
        "SUPPORT POL > FRA [asserted]"
    ]


def test_internal_violence_stays() -> None:
    """What a state does to its own towns and people keeps its own country as the target."""
    assert "ASSAULT GEO > GEO [asserted]" in told("Georgian troops attacked Tskhinvali.", dt.date(2008, 8, 8))
    rows = told("Syrian forces shelled rebels in Homs.", dt.date(2012, 2, 9))
    assert "ASSAULT SYR > SYR [asserted]" in rows


def test_day_of_the_story() -> None:
    """What a party says next is told of the same day; what has been so for long has no day."""
    text = (
        "Esper met General Phan Van Giang in Hanoi on Wednesday. He urged Vietnam to buy American aircraft. "
        "Vietnam has accused China of bullying."
    )
    days = {e.type: e.when.start if e.when else None for e in events_of(text, dt.date(2019, 11, 21))}
    assert days["REQUEST"] == dt.date(2019, 11, 20)
    assert days["ACCUSE"] is None


def test_outsider_answers_the_last_deed() -> None:
    """An outsider who condemns "the violence" condemns whoever did it."""
    text = (
        "Police in Myanmar shot at protesters in Naypyidaw on Tuesday. "
        "The European Union condemned the violence and threatened to impose sanctions."
    )
    rows = told(text, dt.date(2021, 2, 10))
    assert "ACCUSE IGO:EU > MMR [asserted]" in rows
    assert "THREATEN IGO:EU > MMR [asserted]" in rows


def test_negated_condition() -> None:
    """What an if-clause says will not be is neither asserted nor denied."""
    rows = told("If Pakistan does not withdraw its troops, India will attack.", dt.date(1999, 6, 28))
    assert not [row for row in rows if "[denied]" in row or "[asserted]" in row]


def test_long_past_is_background() -> None:
    """What the text dates long before its publication is background."""
    rows = told("Turkish troops invaded Cyprus in 1974.", dt.date(1997, 4, 16))
    assert rows == ["ASSAULT TUR > CYP [historical]"]


def test_police_and_crowd_are_of_one_country() -> None:
    """Where a crowd fights the police, another country that the sentence names is no party to it."""
    text = "Supporters of the Maldives opposition clashed with police in Male after a leader came home from Britain."
    for event in events_of(text, dt.date(2018, 2, 3)):
        assert "GBR" not in {actor.country for actor in event.targets} or event.type != "ASSAULT"


def test_travel_warning() -> None:
    """Advice to travellers is no threat; a bare threat that somebody makes is one."""
    assert not [row for row in told("The State Department issued a travel warning for Sri Lanka.") if "THREATEN" in row]
    assert [row for row in told("China has made threats against Taiwan.") if row.startswith("THREATEN CHN > TWN")]


def test_condemned_deed() -> None:
    """Who condemns strikes that the report has told condemns those who struck, not whoever else is named."""
    text = (
        "American and British warplanes struck Houthi targets in Yemen on Friday. "
        "Iran condemned the strikes, while Oman expressed concern."
    )
    assert "ACCUSE IRN > GBR,USA [asserted]" in told(text, dt.date(2024, 1, 13))


def test_armed_is_no_aid() -> None:
    """People who carry arms give none."""
    assert not [row for row in told("Cuban workers armed with rifles fled to the hills.") if row.startswith("AID")]
