"""Ids, laws, lines and tables of the record."""

from __future__ import annotations

import datetime as dt
import gzip
from collections.abc import Callable
from pathlib import Path

import jsonschema
import msgspec
import polars
import pytest

from demarche.errors import EvidenceError, InputError
from demarche.record import (
    Actor,
    Event,
    Forecaster,
    LeftOut,
    Place,
    ProbabilityRange,
    ProjectedEvent,
    Projection,
    Reading,
    Refused,
    Report,
    Source,
    Span,
    Statement,
    When,
    check_reading,
    identify,
    identify_report,
    json_schema,
    read_lines,
    text_digest,
    write_csv,
    write_lines,
    write_parquet,
)

TEXT = "Photo: a hall.\nEthiopia's army crossed the border on Monday. It will likely stay, an analyst said."


def report() -> Report:
    made = Report(
        id="",
        title="A crossing",
        source=Source("A paper", "newspaper", "B"),
        published=dt.date(1998, 6, 9),
        published_inferred=False,
        url=None,
        language="en",
        sha256=text_digest(TEXT),
        text=TEXT,
        left_out=(LeftOut(0, 14, "caption"),),
    )
    return identify_report(made)


def reading() -> Reading:
    home = report()
    ethiopia, eritrea = Actor("ETH", "MIL", None), Actor("ERI", None, None)
    day = When(dt.date(1998, 6, 8), dt.date(1998, 6, 8))
    event = Event(
        "",
        "ASSAULT",
        None,
        "190",
        (ethiopia,),
        (eritrea,),
        day,
        Place("the border"),
        "asserted",
        None,
        (Span(15, 60),),
        "cross.border",
    )
    statement = Statement(
        "", Actor(None, None, "an analyst"), None, "assessment", "neutral", "It will stay", (Span(62, 97),)
    )
    projection = Projection(
        "",
        Forecaster("third-party", "an analyst"),
        ProjectedEvent("COERCE", (ethiopia,)),
        None,
        ProbabilityRange(0.55, 0.8, "will likely"),
        None,
        (Span(62, 79),),
    )
    items = [identify(one, home.id) for one in (event, statement, projection)]
    return Reading(home, (items[0],), (items[1],), (items[2],))  # type: ignore[arg-type]


def test_a_reading_that_keeps_the_laws_is_returned_unchanged() -> None:
    assert check_reading(reading()) == reading()


def test_the_same_content_gives_the_same_ids() -> None:
    assert reading() == reading()
    assert identify_report(report()).id == report().id


def test_one_story_in_two_papers_is_two_reports() -> None:
    other = msgspec.structs.replace(report(), source=Source("Another paper", "newspaper"))
    assert identify_report(other).id != report().id


Change = Callable[[Reading], Reading]


def with_span(start: int, end: int) -> Change:
    def change(r: Reading) -> Reading:
        event = msgspec.structs.replace(r.events[0], spans=(Span(start, end),))
        return msgspec.structs.replace(r, events=(identify(event, r.report.id),))

    return change


def with_event(**fields: object) -> Change:
    def change(r: Reading) -> Reading:
        event = msgspec.structs.replace(r.events[0], **fields)
        return msgspec.structs.replace(r, events=(identify(event, r.report.id),))

    return change


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (with_span(90, 4000), "not in the text"),
        (with_span(20, 20), "not in the text"),
        (with_span(2, 9), "left out"),
        (with_event(spans=()), "cites nothing"),
        (with_event(when=When(dt.date(2020, 1, 2), dt.date(2020, 1, 1))), "backwards"),
        (lambda r: msgspec.structs.replace(r, events=r.events * 2), "share an id"),
        (lambda r: msgspec.structs.replace(r, events=(msgspec.structs.replace(r.events[0], id="e-1"),)), "id is not"),
        (lambda r: msgspec.structs.replace(r, report=msgspec.structs.replace(r.report, sha256="0")), "digest"),
    ],
)
def test_a_broken_law_is_named(change: Change, words: str) -> None:
    with pytest.raises(EvidenceError, match=words):
        check_reading(change(reading()))


def test_lines_come_back_as_they_went(tmp_path: Path) -> None:
    items = [reading(), Refused("a.pdf", "page", "encrypted PDF"), reading()]
    path = tmp_path / "readings.jsonl"
    with path.open("wb") as stream:
        write_lines(items, stream)
    assert list(read_lines(path)) == items
    packed = tmp_path / "readings.jsonl.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert list(read_lines(packed)) == items


def test_a_bad_line_is_named_by_file_and_number(tmp_path: Path) -> None:
    path = tmp_path / "readings.jsonl"
    path.write_bytes(msgspec.json.encode(reading()) + b'\n{"report": 3}\n')
    with pytest.raises(InputError, match=r"readings\.jsonl, line 2"):
        list(read_lines(path))


def test_every_line_meets_its_schema() -> None:
    jsonschema.validate(reading().to_dict(), json_schema("reading"))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"report": {}}, json_schema("reading"))
    with pytest.raises(InputError, match="no schema"):
        json_schema("opinion")


def test_tables_hold_every_item_and_every_refusal(tmp_path: Path) -> None:
    items = [reading(), Refused("a.pdf", "page", "encrypted PDF", "no password")]
    as_csv = write_csv(items, tmp_path / "events.csv")
    as_parquet = write_parquet(items, tmp_path / "events.parquet")
    assert [path.name for path in as_csv] == [
        "events.csv",
        "events.statements.csv",
        "events.projections.csv",
        "events.reports.csv",
    ]
    events = polars.read_parquet(as_parquet[0])
    assert events.height == polars.read_csv(as_csv[0]).height == 1
    assert events["sentence"][0] == TEXT[15:60]
    assert events["when_start"][0] == dt.date(1998, 6, 8)
    reports = polars.read_parquet(as_parquet[3])
    assert reports["reason"].to_list() == [None, "encrypted PDF"]


def test_tables_without_rows_keep_their_columns(tmp_path: Path) -> None:
    paths = write_parquet([], tmp_path / "events.parquet")
    assert [polars.read_parquet(path).height for path in paths] == [0, 0, 0, 0]
    assert "cameo" in polars.read_parquet(paths[0]).columns


def test_a_reading_leaves_as_arrow() -> None:
    assert polars.DataFrame(reading().to_arrow("projections"))["probability_low"].to_list() == [0.55]
