"""One name for a person across reports."""

from __future__ import annotations

from demarche.record import Actor

from .readings import MACRON, day, event, make_brief, make_report, moscow_blog, seal


def talk(surname: Actor) -> list[str]:
    """Sentences of a brief of the Moscow blog and a report that names someone by surname alone."""
    report = make_report("He rang Macron.", title="A call")
    call = event(report, "CONSULT", "He rang Macron", [surname], [MACRON], day(9), mode="phone")
    return [row.sentence for row in make_brief([moscow_blog(), seal(report, [call])]).events]


def test_surname_is_filled_in() -> None:
    """A surname that one person of that country bears in the reports becomes the full name."""
    assert "Vladimir Putin (Russia) spoke by telephone with Emmanuel Macron (France)." in talk(
        Actor("RUS", "GOV", "Putin")
    )


def test_another_country_is_another_person() -> None:
    """A surname of another country is left as it is."""
    assert "Putin (France) spoke by telephone with Emmanuel Macron (France)." in talk(Actor("FRA", "GOV", "Putin"))


def test_two_of_one_name() -> None:
    """Where two people bear the surname, nothing is filled in."""
    report = make_report("Kim Jong Un met Kim Yo Jong. Xi rang Un.", title="Kims")
    one, other, short = (Actor("PRK", "GOV", name) for name in ("Kim Jong Un", "Ri Un", "Un"))
    events = [
        event(report, "CONSULT", "Kim Jong Un met Kim Yo Jong", [one], [other], day(1), mode="meet"),
        event(report, "CONSULT", "Xi rang Un", [Actor("CHN", "GOV", "Xi")], [short], day(2), mode="phone"),
    ]
    brief = make_brief([seal(report, events)])
    assert brief.events[1].sentence == "Xi (China) spoke by telephone with Un (North Korea)."
    assert brief.events[1].event == events[1]


def test_record_is_kept() -> None:
    """The JSON carries the event as it was read, with the name that the report gives."""
    report = make_report("Putin rang Macron.", title="A call")
    call = event(report, "CONSULT", "Putin rang Macron", [Actor("RUS", "GOV", "Putin")], [MACRON], day(9), mode="phone")
    brief = make_brief([moscow_blog(), seal(report, [call])])
    assert call in [row.event for row in brief.events]
