"""The laws of weighing, on readings drawn at random."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.weighing.made import Paper, Told, actor, reading

from demarche.record import CorrectionsFile, DifferentEvents, NoEvent, Place, Reading, Record, SameEvent, check_record
from demarche.weighing import weigh_readings

NAMES = ("EGY", "GBR", "FRA:Guy Mollet", "FRA:Christian Pineau", "ISR.MIL", "IGO:UN.IGO")
PARTIES = [actor(code) for code in NAMES]
WORDS = ["canal", "ship", "Lion", "brigade", "crossed", "noon", "two", "hills", "burned", "harbour", "Sabre"]
KINDS = [("CONSULT", "meet"), ("CONSULT", "phone"), ("ASSAULT", None), ("COERCE", "seize"), ("MOBILIZE", "troops")]


@st.composite
def mentions(draw: st.DrawFn) -> Told:
    """Draw a mention out of few values, so that many meet."""
    kind, mode = draw(st.sampled_from(KINDS))
    day = draw(st.sampled_from([None, "1956-10-29", "1956-10-30", "1956-11-05"]))
    words = draw(st.lists(st.sampled_from(WORDS), min_size=2, max_size=6))
    return Told(
        " ".join(words),
        kind,
        draw(st.lists(st.sampled_from(PARTIES), max_size=2, unique=True)),
        draw(st.lists(st.sampled_from(PARTIES), max_size=2, unique=True)),
        day,
        place=draw(st.sampled_from([None, Place("Port Said", "EGY"), Place("Suez", "EGY")])),
        modality=draw(st.sampled_from(["asserted", "reported", "denied", "planned", "possible"])),
        mode=mode,
    )


@st.composite
def corpora(draw: st.DrawFn) -> list[Reading]:
    """Draw a few reports."""
    items = draw(st.lists(st.lists(mentions(), max_size=4), min_size=1, max_size=5))
    days = ["1956-10-30", "1956-11-01", "1956-11-06", None]
    return [
        reading(
            Paper(
                draw(st.sampled_from(["Nile Daily", "Port Gazette", None])),
                published=draw(st.sampled_from(days)),
                items=list(one),
            )
        )
        for one in items
    ]


def groups(record: Record) -> set[frozenset[str]]:
    return {frozenset(mention.event for mention in finding.mentions) for finding in record.findings}


def together(record: Record, one: str, other: str) -> bool:
    return any({one, other} <= group for group in groups(record))


@given(corpora())
@settings(max_examples=25, deadline=None)
def test_weighing_is_idempotent(readings: list[Reading]) -> None:
    """Weighing what a record was made of, once or twice over, gives the record again, byte for byte."""
    record = check_record(weigh_readings(readings))
    assert weigh_readings(record.readings()).to_json() == record.to_json()
    assert weigh_readings([*readings, *readings]) == record


@given(corpora(), st.integers(0, 10**6))
@settings(max_examples=25, deadline=None)
def test_the_order_of_reports_does_not_matter(readings: list[Reading], seed: int) -> None:
    """Any order of the readings gives the same record."""
    shuffled = list(readings)
    random.Random(seed).shuffle(shuffled)
    assert weigh_readings(shuffled) == weigh_readings(readings)


@given(corpora(), corpora())
@settings(max_examples=25, deadline=None)
def test_adding_a_report_never_loses_a_mention(readings: list[Reading], more: list[Reading]) -> None:
    """Every mention of every reading stands in exactly one finding, however many reports are added."""
    record = check_record(weigh_readings([*readings, *more]))
    told = [mention.event for _, mention in record.mentions()]
    assert sorted(told) == sorted({event.id for one in (*readings, *more) for event in one.events})


@given(corpora(), corpora(), st.data())
@settings(max_examples=25, deadline=None)
def test_splits_and_merges_by_hand_stay(readings: list[Reading], more: list[Reading], data: st.DataObject) -> None:
    """What an analyst ties or parts stays so, whatever the evidence says and whatever is added."""
    ids = sorted({event.id for one in readings for event in one.events})
    if len(ids) < 3:
        return
    one, other, third = data.draw(st.permutations(ids))[:3]
    given_by_hand = CorrectionsFile((SameEvent((one, other)), DifferentEvents((other, third))))
    for corpus in (readings, [*readings, *more]):
        record = check_record(weigh_readings(corpus, corrections=given_by_hand))
        assert all(correction.applied for correction in record.corrections)
        assert together(record, one, other)
        assert not together(record, other, third)
        assert not together(record, one, third)


@given(corpora(), st.data())
@settings(max_examples=15, deadline=None)
def test_what_is_no_event_is_kept_aside(readings: list[Reading], data: st.DataObject) -> None:
    """A mention that an analyst takes out is in no finding, and is not lost."""
    ids = sorted({event.id for one in readings for event in one.events})
    if not ids:
        return
    gone = data.draw(st.sampled_from(ids))
    record = check_record(weigh_readings(readings, corrections=CorrectionsFile((NoEvent((gone,)),))))
    assert gone not in {mention.event for _, mention in record.mentions()}
    assert [mention.event for mention in record.dismissed] == [gone]
