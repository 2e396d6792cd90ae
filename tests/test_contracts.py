"""One battery for everything of one kind: each kind of input, each reader, each form of a brief."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path

import jsonschema
import msgspec
import pytest
from fpdf import FPDF
from tests.reading.endpoint.server import environment, good, serving
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

import demarche
from demarche.pipeline import RENDERERS
from demarche.reading import ReaderChoice, load_reader, open_pages, page_from_text, read_pages
from demarche.reading.reader import READERS
from demarche.record import Reading, check_reading, json_schema

LEAD = "Greek Prime Minister Costas Simitis met Turkish President Suleyman Demirel in Helsinki on 10 December 1999."
MORE = (
    "Turkey threatened on Friday to close its airspace if Greece sends troops to Cyprus. "
    "Athens denied that it had such plans."
)
WHEN = "1999-12-11"


def as_text(path: Path) -> None:
    path.write_text(f"---\npublished: {WHEN}\n---\n{LEAD}\n\n{MORE}\n", encoding="utf-8")


def as_html(path: Path) -> None:
    meta = f'<meta property="article:published_time" content="{WHEN}T08:00:00Z">'
    body = (
        f"<article><h1>Aegean talks</h1><p>{LEAD}</p><p>{MORE}</p><p>{MORE.replace('Friday', 'Thursday')}</p></article>"
    )
    path.write_text(
        f"<!doctype html><html lang=en><head><title>Aegean talks</title>{meta}</head><body>{body}</body></html>",
        "utf-8",
    )


def as_pdf(path: Path) -> None:
    made = FPDF()
    made.add_page()
    made.set_font("Helvetica", size=11)
    made.multi_cell(0, 6, f"Published: December 11, 1999\n\n{LEAD}\n\n{MORE}")
    made.output(str(path))


def as_mail(path: Path) -> None:
    message = EmailMessage()
    message["Subject"], message["From"], message["Date"] = (
        "Aegean talks",
        "desk@example.org",
        "Sat, 11 Dec 1999 08:00:00 +0000",
    )
    message.set_content(f"{LEAD}\n\n{MORE}\n")
    path.write_bytes(message.as_bytes())


def as_feed(path: Path) -> None:
    told = f"<title>Aegean talks</title><description>{LEAD} {MORE}</description>"
    entry = f"<item>{told}<pubDate>Sat, 11 Dec 1999 08:00:00 GMT</pubDate></item>"
    path.write_text(
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>A feed</title>{entry}</channel></rss>', "utf-8"
    )


def as_lines(path: Path) -> None:
    path.write_bytes(gzip.compress(json.dumps({"id": "g-1", "text": f"{LEAD} {MORE}", "date": WHEN}).encode() + b"\n"))


def as_warc(path: Path) -> None:
    page = io.BytesIO()
    as_html(path.with_suffix(".html"))
    page.write(path.with_suffix(".html").read_bytes())
    path.with_suffix(".html").unlink()
    page.seek(0)
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.0")
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        writer.write_record(
            writer.create_warc_record("https://example.org/a", "response", payload=page, http_headers=headers)
        )


KINDS: dict[str, Callable[[Path], None]] = {
    "report.txt": as_text,
    "report.md": as_text,
    "report.html": as_html,
    "report.pdf": as_pdf,
    "report.eml": as_mail,
    "report.rss": as_feed,
    "report.jsonl.gz": as_lines,
    "report.warc.gz": as_warc,
}


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_input_gives_the_same_record(name: str, tmp_path: Path) -> None:
    """One report in any wrapping tells of the same meeting on the same day, with its exact words."""
    path = tmp_path / name
    KINDS[name](path)
    (reading,) = read_pages(open_pages([path]))
    assert isinstance(reading, Reading), reading
    check_reading(reading)
    meeting = next(event for event in reading.events if event.type == "CONSULT")
    assert {actor.country for actor in (*meeting.sources, *meeting.targets)} == {"GRC", "TUR"}
    assert meeting.when is not None
    assert meeting.when.start.isoformat() == "1999-12-10"
    assert "met Turkish President" in " ".join(meeting.spans[0].quote(reading.report.text).split())
    assert str(reading.report.published) == WHEN
    jsonschema.validate(reading.to_dict(), json_schema("reading"))


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A server on loopback for the reader that asks a model."""
    with serving(good) as desk:
        for variable, value in environment(desk).items():
            monkeypatch.setenv(variable, value)
        yield


@pytest.mark.usefixtures("endpoint")
@pytest.mark.parametrize("name", READERS)
def test_every_reader_keeps_the_laws(name: str) -> None:
    """A reader gives one lawful reading a page, in order, and the same one again."""
    reader = load_reader(ReaderChoice(reader=name))
    texts = [
        LEAD,
        MORE,
        f"{LEAD}\n\n{MORE}",
        "No actor does anything here, and nobody says a word of it to anyone at all.",
    ]
    pages = [page_from_text(text, published=WHEN) for text in texts]
    first = list(reader.read(pages))  # type: ignore[arg-type]
    assert [check_reading(one).report.text for one in first] == texts  # type: ignore[arg-type,union-attr]
    assert list(reader.read(pages)) == first  # type: ignore[arg-type]
    alone = [next(reader.read([page])) for page in pages]  # type: ignore[list-item]
    assert alone == first, "what a report says hangs on its neighbours"


@pytest.mark.parametrize("form", RENDERERS)
def test_every_form_of_a_brief_cites_exact_words(form: str, tmp_path: Path) -> None:
    """Each form carries the quotation of every event, to the letter."""
    path = tmp_path / "report.txt"
    as_text(path)
    made = demarche.brief([path])
    page = demarche.render(made, form)
    assert LEAD[:60] in page
    assert page == demarche.render(demarche.brief([path]), form)
    assert msgspec.json.decode(made.to_json()) == made.to_dict()
