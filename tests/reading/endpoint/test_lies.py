"""What a model says is kept where the report's words bear it out; a lie is dropped, counted, told with its reason."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from tests.reading.endpoint.asking import LEAD, TEXT, THREAT, Asked, ask
from tests.reading.endpoint.server import actor, answer, event, projection, say, statement

from demarche.record import Actor, Forecaster, Magnitude, Place, ProbabilityRange, When

MET = "Costas Simitis met Turkish President Suleyman Demirel in Helsinki"
GREECE = actor("GRC", "Costas Simitis", "GOV")
TURKEY = actor("TUR", "Suleyman Demirel", "GOV")
CLOSE = "threatened on Friday to close its airspace"
FRIDAY = {"words": "on Friday", "start": "1999-12-10", "end": "1999-12-10"}


NOT_THERE = "its words are not in the sentences that it quotes"


def days(words: str, start: str, end: str) -> dict[str, str]:
    return {"words": words, "start": start, "end": end}


def told(**more: Any) -> Asked:
    """An honest event, with some fields as given."""
    given = {"sentence": 1, "quote": MET, "kind": "CONSULT", "sources": [GREECE], "targets": [TURKEY], **more}
    return ask(say(answer([event(**given)])))


def test_an_honest_event_is_kept_whole() -> None:
    """All fields come through, and what is ours to work out is worked out from the text's words."""
    where = {"name": "Cyprus", "country": "CYP"}
    given = event(2, THREAT[:-1], "THREATEN", [actor("TUR")], [actor("GRC")], modality="asserted", when=FRIDAY)
    asked = ask(
        say(
            answer(
                [{**given, "mode": "restrict", "where": where, "condition": "if Greece sends 3,000 troops to Cyprus"}]
            )
        )
    )
    (kept,) = asked.reading.events
    assert (kept.type, kept.mode, kept.cameo, kept.rule) == ("THREATEN", "restrict", "1312", "model:test/model-1")
    assert kept.when == When(dt.date(1999, 12, 10), dt.date(1999, 12, 10), "day")
    assert kept.where == Place("Cyprus", "CYP")
    assert kept.condition == "if Greece sends 3,000 troops to Cyprus"
    assert [span.quote(TEXT) for span in kept.spans] == [THREAT[:-1]]
    assert asked.reasons == []


def test_numbers_are_read_by_us() -> None:
    """A magnitude comes from the quoted words, by the rules that the patterns use."""
    kept = ask(
        say(
            answer(
                [
                    event(
                        2, "Greece sends 3,000 troops to Cyprus", "MOBILIZE", [actor("GRC")], [], modality="conditional"
                    )
                ]
            )
        )
    )
    assert kept.reading.events[0].magnitude == Magnitude("troops", 3000, 3000, None, "3,000 troops")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"quote": "Greece and Turkey signed a treaty of peace"}, "a quote is not in the text"),
        ({"quote": "Costas Simitis met with Turkish President"}, "a quote is not in the text"),
        ({"quote": "Simiti"}, "a quote of one word says too little"),
        ({"quote": "tas Simitis met"}, "a quote is not in the text"),
        ({"quote": ""}, "a quote of one word says too little"),
        ({"quote": ". ,"}, "a quote of one word says too little"),
        ({"quotes": []}, "it quotes nothing"),
        ({"quotes": [MET] * 5}, "it quotes too much"),
        ({"quote": "x " * 5_000}, "it quotes too much"),
        ({"kind": "WAR"}, "breaks the form at type"),
        ({"modality": "certain"}, "breaks the form at modality"),
        ({"mode": "invade"}, "the mode is of another type"),
        ({"context": "magical"}, "there is no such context"),
        ({"sentence": "one"}, "breaks the form at sentence"),
        ({"grade": "A"}, "a field that the form does not have"),
        ({"id": "e-0"}, "a field that the form does not have"),
        ({"spans": [{"start": 0, "end": 5}]}, "a field that the form does not have"),
        ({"rule": "patterns"}, "a field that the form does not have"),
        ({"sources": [actor("GRE", "Costas Simitis")]}, "there is no such country"),
        ({"sources": [actor("Greece", "Costas Simitis")]}, "there is no such country"),
        ({"sources": [actor("IGO:EVIL")]}, "there is no such country"),
        ({"sources": [actor("USA")]}, "the report does not name this country"),
        ({"sources": [actor("USA", "Suleyman Demirel")]}, "the name is known as another country's"),
        ({"sources": [actor("USA", "Turkey")]}, "the name is known as another country's"),
        ({"sources": [actor("GRC", "Andreas Papandreou")]}, "a name is not in the text"),
        ({"sources": [actor(None, None, "GOV")]}, "an actor with neither a country nor a name"),
        ({"sources": [actor("GRC", None, "GODS")]}, "there is no such sector"),
        ({"sources": [GREECE] * 13}, "too many actors"),
        ({"when": days("on 10 December 1999", "1999-12-12", "1999-12-12")}, "the days are not those of the words"),
        ({"when": days("on 10 December 1999", "1999-12-10", "1999-12-09")}, "the days run backwards"),
        ({"when": days("on 11 December 1999", "1999-12-11", "1999-12-11")}, NOT_THERE),
        ({"when": days("on 10 December 1999", "1999-13-10", "1999-12-10")}, "breaks the form at when.start"),
        ({"when": days("in Helsinki", "2001-12-10", "2001-12-10")}, "told as past, but dated after publication"),
        ({"where": {"name": "Ankara", "country": "TUR"}}, "a name is not in the text"),
        ({"where": {"name": "Helsinki", "country": "SWE"}}, "the name is known as another country's"),
        ({"condition": "if Turkey yields"}, NOT_THERE),
        ({"attributed_to": actor("FRA")}, "the report does not name this country"),
    ],
)  # fmt: skip
def test_a_lie_is_dropped_with_its_reason(change: dict[str, Any], reason: str) -> None:
    """An event with one untrue field is not kept, and not mended; the reason says which."""
    asked = told(**change)
    assert asked.reading.events == ()
    assert asked.reasons == [reason]
    assert asked.reading.dropped[0].kind == "event"


def test_a_lie_costs_itself_alone() -> None:
    """What is true in the same answer stays."""
    lie = event(1, "Greece declared war on Turkey", "ASSAULT", [GREECE], [TURKEY])
    asked = ask(say(answer([lie, event(1, MET, "CONSULT", [GREECE], [TURKEY]), lie])))
    assert [one.type for one in asked.reading.events] == ["CONSULT"]
    assert [(one.reason, one.quote, one.count) for one in asked.reading.dropped] == [
        ("a quote is not in the text", "Greece declared war on Turkey", 2)
    ]


def test_typography_is_no_lie() -> None:
    """White space and quotation marks may differ; what is kept is the text's own."""
    text = "“We  won’t\tinvade — ever,” Vladimir Putin\u00a0said in Moscow."
    said = statement(
        1,
        '"We won\'t invade - ever," Vladimir Putin said',
        actor("RUS", "Vladimir Putin"),
        "We won't invade - ever",
        direct=True,
    )
    (kept,) = ask(say(answer(statements=[said])), text=text).reading.statements
    assert kept.about == "We won’t invade — ever"
    assert kept.spans[0].quote(text) == "“We  won’t\tinvade — ever,” Vladimir Putin\u00a0said"
    assert kept.speaker == Actor("RUS", None, "Vladimir Putin")


REPEATED = "Iran rejected the offer on Monday. Talks went on for days. Iran rejected the offer again in Vienna."


@pytest.mark.parametrize(("number", "start"), [(1, 0), (3, REPEATED.rindex("Iran"))])
def test_repeated_words_are_those_of_the_sentence_named(number: int, start: int) -> None:
    """Words that stand twice are told apart by the sentence."""
    given = event(number, "Iran rejected the offer", "REJECT", [actor("IRN")], [])
    assert ask(say(answer([given])), text=REPEATED).reading.events[0].spans[0].start == start


def test_repeated_words_without_their_sentence_are_dropped() -> None:
    """Where it cannot be told which are meant, none are."""
    given = event(2, "Iran rejected the offer", "REJECT", [actor("IRN")], [])
    assert ask(say(answer([given])), text=REPEATED).reasons == ["a quote stands in several places"]


def test_words_that_stand_once_need_no_right_number() -> None:
    """A model that counts badly is no liar."""
    assert len(told(sentence=7).reading.events) == 1


def test_the_same_item_twice_is_one() -> None:
    """An item has one id, and stands once."""
    given = event(1, MET, "CONSULT", [GREECE], [TURKEY])
    asked = ask(say(answer([given, given])))
    assert (len(asked.reading.events), asked.reasons) == (1, ["the same item twice"])


def test_a_run_of_items_in_one_sentence_is_cut() -> None:
    """No sentence holds twenty events."""
    kinds = [
        "CONSULT",
        "AGREE",
        "SUPPORT",
        "AID",
        "ACCUSE",
        "REJECT",
        "PROTEST",
        "COERCE",
        "ASSAULT",
        "REQUEST",
        "CONCEDE",
    ]
    asked = ask(say(answer([event(1, MET, kind, [GREECE], [TURKEY]) for kind in kinds])))
    assert (len(asked.reading.events), asked.reasons) == (10, ["too many items in one sentence"])


def test_a_book_of_a_thousand_lies_stays_short() -> None:
    """What was dropped is counted to the last, and listed up to a measure."""
    lies = [event(1, f"lie number {n} of many", "ASSAULT", [], []) for n in range(1_000)]
    asked = ask(say(answer(lies)))
    assert len(asked.reading.dropped) < 70
    assert sum(one.count for one in asked.reading.dropped) == 1_000


def test_a_date_without_a_day_to_count_from_is_dropped() -> None:
    """Where nobody knows when a report was published, its Friday is no day."""
    given = event(2, CLOSE, "THREATEN", [actor("TUR")], [], when=FRIDAY)
    asked = ask(say(answer([given])), meta={"published": None})
    assert asked.reasons == ["nothing in the report fixes these days"]


FORECAST = (
    "Turkey will likely close the Bosporus by the end of January, the diplomat Adrian Rees said. There may be war."
)
JANUARY = {"words": "by the end of January", "start": "1999-12-11", "end": "2000-01-31"}


def test_a_projection_takes_its_range_from_its_words() -> None:
    """The range is ICD 203's for the words; the model gives no number."""
    by = {"kind": "third-party", "name": "Adrian Rees", "country": None}
    given = projection(
        1,
        "Turkey will likely close the Bosporus",
        "COERCE",
        sources=[actor("TUR")],
        window=JANUARY,
        probability="will likely",
        forecaster=by,
    )
    (kept,) = ask(say(answer(projections=[given])), text=FORECAST).reading.projections
    assert kept.probability == ProbabilityRange(0.55, 0.80, "will likely")
    assert kept.forecaster == Forecaster("third-party", "Adrian Rees", None)
    assert kept.window == When(dt.date(1999, 12, 11), dt.date(2000, 1, 31), "interval")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"probability": "almost certainly"}, NOT_THERE),
        ({"probability": "may be"}, NOT_THERE),  # of the next sentence
        ({"probability": "the Bosporus"}, "these are no words of probability"),
        ({"probability": 0.9}, "breaks the form at probability"),
        ({"window": {**JANUARY, "end": "1998-01-31", "start": "1998-01-01"}}, "the days are not those of the words"),
        ({"forecaster": {"kind": "author", "name": "Adrian Rees", "country": None}}, "the author is not so named"),
        ({"forecaster": {"kind": "oracle", "name": None, "country": None}}, "breaks the form at forecaster.kind"),
        (
            {"forecaster": {"kind": "speaker", "name": None, "country": None}},
            "an actor with neither a country nor a name",
        ),
    ],
)
def test_a_lying_projection_is_dropped(change: dict[str, Any], reason: str) -> None:
    """A projection with one untrue field is not kept."""
    given = {**projection(1, "Turkey will likely close the Bosporus", "COERCE"), **change}
    asked = ask(say(answer(projections=[given])), text=FORECAST)
    assert (asked.reading.projections, asked.reasons) == ((), [reason])


def test_the_author_is_the_reports() -> None:
    """Whose report it is, the report says, not the model."""
    given = projection(2, "There may be war", "ASSAULT")
    asked = ask(say(answer(projections=[given])), text=FORECAST, meta={"authors": ["Ann Byline"]})
    assert asked.reading.projections[0].forecaster == Forecaster("author", "Ann Byline", None)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"about": "to bomb Athens"}, NOT_THERE),
        ({"about": ""}, "words that are none, or too many"),
        ({"kind": "hint"}, "breaks the form at kind"),
        ({"stance": "hostile"}, "breaks the form at stance"),
        ({"direct": "yes"}, "breaks the form at direct"),
        ({"speaker": None}, "breaks the form at speaker"),
        ({"addressee": actor("CHN")}, "the report does not name this country"),
    ],
)
def test_a_lying_statement_is_dropped(change: dict[str, Any], reason: str) -> None:
    """A statement with one untrue field is not kept."""
    given = {**statement(2, CLOSE, actor("TUR"), "close its airspace"), **change}
    asked = ask(say(answer(statements=[given])))
    assert (asked.reading.statements, asked.reasons) == ((), [reason])


@pytest.mark.parametrize("words", [LEAD, LEAD.upper()])
def test_capitals_are_the_texts(words: str) -> None:
    """A quote in other letters than the text's is no quote."""
    assert told(quote=words[:-1]).reasons == ([] if words == LEAD else ["a quote is not in the text"])
