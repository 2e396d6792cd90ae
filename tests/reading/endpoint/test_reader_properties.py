"""Whatever a server answers, what is kept keeps the laws of the record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.reading.endpoint.asking import page
from tests.reading.endpoint.server import Desk, Handler, Request, envelope, environment, serving

from demarche.ontology import modes_of, sectors
from demarche.reading.endpoint import read_settings
from demarche.reading.endpoint.answer import answer_schema
from demarche.reading.endpoint.grounding import plain
from demarche.reading.model_reader import ModelReader
from demarche.record import EventType, Modality, Reading, Refused, StatementKind, check_reading, json_schema

TEXT = (
    "On Friday, French President Emmanuel Macron met Russian President Vladimir Putin in Moscow.\n\n"
    "“We will not invade,” Putin said. Russia will likely attack Ukraine by the end of February if talks fail, "
    "analysts at Chatham House said. Russia moved 100,000 troops. Russia moved 100,000 troops."
)
WORDS = TEXT.split()
PHRASES = st.builds(lambda at, n: " ".join(WORDS[at : at + n]), st.integers(0, len(WORDS) - 1), st.integers(0, 9))
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
CODES = st.sampled_from([None, "FRA", "RUS", "UKR", "USA", "IGO:NATO", "XXX", "fra", ""])
NAMES = st.sampled_from([None, "Emmanuel Macron", "Putin", "Chatham House", "Joe Biden", "Moscow", "a", ""]) | PHRASES
ACTORS = st.fixed_dictionaries({"country": CODES, "sector": st.sampled_from([None, "XXX", *sectors()]), "name": NAMES})
DATES = st.sampled_from(
    ["2022-02-11", "2022-02-12", "2022-02-28", "2021-01-01", "2099-12-31", "0001-01-01", "9999-12-31"]
)
DAYS = st.fixed_dictionaries(
    {"words": st.sampled_from(["On Friday", "by the end of February"]) | PHRASES, "start": DATES, "end": DATES}
)
BASE = {"sentence": st.integers(-1, 8), "quotes": st.lists(PHRASES, max_size=3)}
MODES = st.sampled_from([None, *sorted({mode for kind in get_args(EventType) for mode in modes_of(kind)})])
TYPES, SIDES = st.sampled_from(get_args(EventType)), st.lists(ACTORS, max_size=2)
EVENTS = st.fixed_dictionaries(
    {
        **BASE,
        "type": TYPES,
        "modality": st.sampled_from(get_args(Modality)),
        "mode": MODES,
        "context": st.sampled_from([None, "military", "magic"]),
        "sources": SIDES,
        "targets": SIDES,
        "attributed_to": st.none() | ACTORS,
        "when": st.none() | DAYS,
        "where": st.none() | st.fixed_dictionaries({"name": NAMES, "country": CODES}),
        "condition": st.none() | PHRASES,
    }
)
STATEMENTS = st.fixed_dictionaries(
    {
        **BASE,
        "speaker": ACTORS,
        "addressee": st.none() | ACTORS,
        "kind": st.sampled_from(get_args(StatementKind)),
        "stance": st.sampled_from(["positive", "negative", "neutral"]),
        "about": PHRASES,
        "direct": st.booleans(),
    }
)
FORECASTERS = st.fixed_dictionaries(
    {"kind": st.sampled_from(["author", "speaker", "third-party"]), "name": NAMES, "country": CODES}
)
PROJECTIONS = st.fixed_dictionaries(
    {
        **BASE,
        "forecaster": FORECASTERS,
        "type": TYPES,
        "sources": SIDES,
        "targets": SIDES,
        "window": st.none() | DAYS,
        "probability": st.none() | st.sampled_from(["will likely", "likely"]) | PHRASES,
        "condition": st.none() | PHRASES,
    }
)
ANSWERS = st.fixed_dictionaries(
    {
        "events": st.lists(EVENTS | ANY, max_size=6) | ANY,
        "statements": st.lists(STATEMENTS | ANY, max_size=4),
        "projections": st.lists(PROJECTIONS | ANY, max_size=4),
    },
    optional={"report": ANY, "extra": ANY},
)


class Model:
    """A model that answers what it was last told to."""

    def __init__(self) -> None:
        self.content: Any = {}

    def act(self, handler: Handler, _: Request) -> None:
        handler.reply(200, envelope(self.content if isinstance(self.content, str) else json.dumps(self.content)))


@pytest.fixture(scope="module")
def played() -> Iterator[tuple[Model, Desk]]:
    model = Model()
    with serving(model.act) as desk:
        yield model, desk


def read_as(played: tuple[Model, Desk], content: Any) -> Reading | Refused:
    model, desk = played
    model.content = content
    reader = ModelReader(read_settings(environment(desk, RETRIES="0")), debug=True)  # an error inside is let through
    (found,) = reader.read([page(TEXT, published="2022-02-12")])
    return found


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(ANSWERS)
def test_whatever_is_answered_what_is_kept_is_lawful(played: tuple[Model, Desk], content: Any) -> None:
    """Every kept span, name and phrase is the report's; every code is known; the laws hold; the JSON comes back."""
    found = read_as(played, content)
    if isinstance(found, Refused):
        assert found.stage == "model"
        return
    check_reading(found)
    flat, loose = " ".join(TEXT.split()), plain(TEXT)
    for event in found.events:
        phrases = [actor.name for actor in (*event.sources, *event.targets)] + [
            event.condition,
            event.where and event.where.name,
        ]
        assert all(one in flat for one in phrases if one is not None)
        assert event.rule == "model:test/model-1"
        assert {actor.country for actor in (*event.sources, *event.targets)} <= {
            None,
            "FRA",
            "RUS",
            "UKR",
            "USA",
            "IGO:NATO",
        }
        for actor in (*event.sources, *event.targets):
            assert actor.name or actor.country in {"FRA", "RUS", "UKR"}
        assert event.magnitude is None or event.magnitude.words in flat
    assert all(one.about in flat and len(one.about) > 0 for one in found.statements)
    assert all(one.probability is None or one.probability.words in flat for one in found.projections)
    quoted = [
        span.quote(TEXT) for item in (*found.events, *found.statements, *found.projections) for span in item.spans
    ]
    assert all(len(quote.split()) >= 2 and plain(quote) in loose for quote in quoted)
    assert msgspec.json.decode(found.to_json(), type=Reading) == found


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    st.text(max_size=40)
    | ANY.map(json.dumps)
    | st.builds(lambda a, b: a + '{"events": []}' + b, st.text(max_size=9), st.text(max_size=9))
)
def test_any_text_for_an_answer_is_a_reading_or_a_refusal(played: tuple[Model, Desk], content: str) -> None:
    """No answer raises."""
    found = read_as(played, content)
    assert isinstance(found, Refused) or check_reading(found).events == ()


def test_the_schema_is_strict_throughout() -> None:
    """Every object of the schema names all its fields as required, and allows no others; every enum has a type."""

    def walk(node: Any) -> Iterator[dict[str, Any]]:
        if isinstance(node, dict):
            yield node
        for one in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
            yield from walk(one)

    schema = answer_schema()
    objects = [one for one in walk(schema) if one.get("type") == "object"]
    assert len(objects) == 8
    for one in objects:
        assert one["additionalProperties"] is False
        assert one["required"] == list(one["properties"])
    assert all("type" in one for one in walk(schema) if "enum" in one)
    assert not any("default" in one for one in walk(schema))


def test_the_models_words_are_the_records() -> None:
    """Types, modalities and kinds of the schema are those of the record's own."""
    ours, theirs = json_schema("reading")["$defs"], answer_schema()["$defs"]
    event = theirs["EventGiven"]["properties"]
    assert set(event["type"]["enum"]) == set(get_args(EventType))
    assert set(event["modality"]["enum"]) == set(ours["Event"]["properties"]["modality"]["enum"])
    assert set(theirs["StatementGiven"]["properties"]["kind"]["enum"]) == set(
        ours["Statement"]["properties"]["kind"]["enum"]
    )
