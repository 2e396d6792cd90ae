"""Events and predictions in words."""

from __future__ import annotations

import datetime as dt

import pytest

from demarche.briefing.sentences import event_noun, event_sentence
from demarche.briefing.voices import statement_sentence
from demarche.record import Actor, Event, Magnitude, Place, ProjectedEvent, Span, Statement, When

CHINA, INDIA = Actor("CHN"), Actor("IND")
MODI = Actor("IND", "GOV", "Narendra Modi")
XI = Actor("CHN", "GOV", "Xi Jinping")
FIFTH = When(dt.date(2017, 9, 5), dt.date(2017, 9, 5))


def act(type_: str, sources=(CHINA,), targets=(INDIA,), **fields) -> Event:
    settings = {
        "id": "e-1",
        "type": type_,
        "mode": None,
        "cameo": "000",
        "sources": sources,
        "targets": targets,
        "when": None,
        "where": None,
        "modality": "asserted",
        "magnitude": None,
        "spans": (Span(0, 1),),
        "rule": "test",
    }
    return Event(**settings | fields)


@pytest.mark.parametrize(
    ("event", "sentence"),
    [
        (
            act("CONSULT", (MODI,), (XI,), mode="meet", when=FIFTH, where=Place("Xiamen", "CHN")),
            "Narendra Modi (India) met Xi Jinping (China) in Xiamen on 5 September 2017",
        ),
        (
            act("CONSULT", (MODI, XI), (XI, MODI), mode="meet", when=FIFTH),
            "Narendra Modi (India) and Xi Jinping (China) met on 5 September 2017",
        ),
        (
            act("CONSULT", (MODI, XI), (XI, MODI), mode="visit"),
            "Narendra Modi (India) and Xi Jinping (China) held talks",
        ),
        (
            act("CONSULT", (MODI,), (XI,), mode="phone"),
            "Narendra Modi (India) spoke by telephone with Xi Jinping (China)",
        ),
        (act("ASSAULT", modality="possible"), "China may attack India"),
        (act("ASSAULT", modality="planned", sources=(CHINA, Actor("PAK"))), "China and Pakistan plan to attack India"),
        (
            act("RETREAT", modality="reported", mode="withdraw"),
            "China is said to have withdrawn forces vis-à-vis India",
        ),
        (
            act("RETREAT", modality="reported", mode="withdraw", attributed_to=MODI),
            "China, according to Narendra Modi (India), withdrew forces vis-à-vis India",
        ),
        (
            act("MOBILIZE", modality="reported", mode="exercise", attributed_to=CHINA),
            "China, by its own account, held military exercises vis-à-vis India",
        ),
        (act("ASSAULT", modality="denied", attributed_to=CHINA), "China denies an attack on India"),
        (act("ASSAULT", modality="denied", attributed_to=INDIA), "India denies an attack by China on India"),
        (act("CONSULT", modality="denied"), "By this account there are no talks of China with India"),
        (act("ASSAULT", modality="conditional", condition="If talks fail."), "China would attack India, if talks fail"),
        (
            act("THREATEN", modality="conditional", condition="unless it withdraws"),
            "China made a threat against India, unless it withdraws",
        ),
        (act("ASSAULT", sources=()), "An attack on India is told of, with no doer named"),
        (act("CONSULT", sources=(), targets=(), modality="planned"), "Talks are planned, with no doer named"),
        (
            act("MOBILIZE", (Actor("CHN", "MIL"),), mode="troops", where=Place("Doklam", None)),
            "China deployed forces in Doklam vis-à-vis India",
        ),
        (
            act("MOBILIZE", mode="troops", targets=(Actor("IND"), CHINA), where=Place("India", "IND")),
            "China deployed forces in India",
        ),
        (
            act("REQUEST", targets=(INDIA, Actor("IND", "MIL"), Actor("BTN")), mode="yield"),
            "China called on India and Bhutan to give way",
        ),
        (act("ACCUSE", (Actor("USA", "LEG"),)), "The American parliament criticised India"),
        (
            act("AID", (Actor("USA"),), (Actor("IGO:UN"),), context="military"),
            "The United States gave military aid to the UN",
        ),
        (
            act(
                "ASSAULT",
                magnitude=Magnitude("deaths", 20, 20, None, "At least 20 soldiers"),
                when=When(dt.date(2020, 6, 1), dt.date(2020, 6, 30), "month"),
            ),
            "China attacked India in June 2020 (at least 20 soldiers)",
        ),
        (
            act("ASSAULT", sources=tuple(Actor(one) for one in ("CHN", "PAK", "IRN", "RUS", "PRK", "SYR"))),
            "China, Pakistan, Iran, Russia and 2 others attacked India",
        ),
    ],
)
def test_event_sentence(event: Event, sentence: str) -> None:
    """A sentence says who did what to whom, where and when, and how firmly the report says it."""
    assert event_sentence(event) == sentence


def test_sentence_without_date() -> None:
    """In a table that has the date beside it, the sentence leaves the date out."""
    assert event_sentence(act("ASSAULT", when=FIFTH), dated=False) == "China attacked India"


@pytest.mark.parametrize(
    ("event", "noun"),
    [
        (ProjectedEvent("ASSAULT", (CHINA,), (INDIA,)), "an attack by China on India"),
        (ProjectedEvent("AGREE", (CHINA, INDIA), (INDIA, CHINA)), "an agreement between China and India"),
        (ProjectedEvent("RETREAT", (), ()), "a pull-back"),
        (ProjectedEvent("SANCTION", (), (CHINA,)), "sanctions on China"),
    ],
)
def test_event_noun(event: ProjectedEvent, noun: str) -> None:
    """A predicted event is a noun phrase, with the parties that the text names."""
    assert event_noun(event) == noun


def test_statement_against() -> None:
    """Confidence that something will not happen does not read as confidence that it will."""
    said = Statement("", MODI, None, "confidence", "negative", "China will attack", (Span(0, 1),))
    assert statement_sentence(said) == "Narendra Modi (India) is confident against: China will attack"
