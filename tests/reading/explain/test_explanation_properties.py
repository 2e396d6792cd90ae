"""Laws of explanations, over any text that is made of a pool of sentences."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from demarche.reading import Explanation, PatternReader, page_from_text

POOL = (
    "Egypt nationalised the Suez Canal Company on July 26.",
    "“We shall not leave,” President Nasser told reporters in Cairo.",
    "Britain and France vetoed the resolution.",
    "If Israel attacks, Jordan will call up its reserves.",
    "The ministers met in London and agreed to impose sanctions on Egypt.",
    "Officials denied that troops had been sent to Cyprus.",
    "Washington urged London to withdraw its forces by Christmas.",
    "Anthony Eden threatened to resign, but he has not resigned.",
    "A war over the canal is unlikely this year, the paper wrote.",
    "Analysts fear that fighting could spread to Syria within days.",
    "Moscow accused Paris of bombing Port Said and warned that rockets might follow.",
    "Demonstrators marched in Trafalgar Square against the government.",
    "The talks collapsed.",
    "Israeli troops were ordered to seize Sharm el-Sheikh, a spokesman said.",
    "Shares fell.",
    "Dag Hammarskjöld condemned the raid; the raid was condemned by Oslo, too.",
)


@given(st.lists(st.sampled_from(POOL), min_size=1, max_size=6))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_explained_is_what_was_read(reader: PatternReader, sentences: list[str]) -> None:
    """The items that a trace keeps are those of the reading, in number, id and rule; each event's rule is printed."""
    page = page_from_text(" ".join(sentences), published="1956-11-06", title="A wire report")
    told = reader.explain(page)  # type: ignore[arg-type]
    (read,) = reader.read([page])  # type: ignore[list-item]
    assert isinstance(told, Explanation)
    assert told.reading == read
    for kind, items in (("event", read.events), ("statement", read.statements), ("projection", read.projections)):  # type: ignore[union-attr]
        assert {one.id for one in told.trace.items(kind)} == {one.id for one in items}  # type: ignore[arg-type]
    assert len(told.trace.items("event")) == len(read.events)  # type: ignore[union-attr]
    text = told.text()
    assert sorted(line.rpartition("; rule ")[2] for line in text.splitlines() if "; rule " in line) == sorted(
        event.rule
        for event in read.events  # type: ignore[union-attr]
    )


@given(st.lists(st.sampled_from(POOL), min_size=1, max_size=4))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_word_is_settled_once(reader: PatternReader, sentences: list[str]) -> None:
    """Of the patterns tried on a word at most one fires, it is the last tried, and all others say what failed."""
    told = reader.explain(page_from_text(" ".join(sentences), published="1956-11-06"))  # type: ignore[arg-type]
    assert isinstance(told, Explanation)
    by_word: dict[int, list[str]] = {}
    for attempt in told.trace.attempts:
        by_word.setdefault(attempt.token.i, []).append(attempt.failed)
    assert all("" not in failed[:-1] for failed in by_word.values())
