# ruff: noqa: E501 - a case of a table stands on one line
"""Every kind of input gives pages, in order, with what the page says of itself."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import os
import random
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from demarche.reading.pages import Limits, Page, open_pages, page_from_text
from demarche.record import Refused

from .builders import LEAD, REPORT, SECOND, THIRD, make_feed, make_mail, make_pdf, make_warc, make_web_page


def pages_of(folder: Path, name: str, raw: bytes) -> list[Page]:
    (folder / name).write_bytes(raw)
    found = list(open_pages([folder / name]))
    assert all(isinstance(one, Page) for one in found), found
    return [one for one in found if isinstance(one, Page)]


def prose_of(page: Page) -> str:
    left, at = "", 0
    for span in page.left_out:
        left += page.text[at : span.start]
        at = span.end
    return left + page.text[at:]


KINDS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "text": ("a.txt", REPORT.encode),
    "text with a mark": ("a.txt", lambda: b"\xef\xbb\xbf" + REPORT.encode()),
    "UTF-16": ("a.txt", lambda: REPORT.encode("utf-16")),
    "UTF-16 without a mark": ("a.txt", lambda: REPORT.encode("utf-16-be")),
    "Windows-1252": ("a.txt", lambda: REPORT.replace("said that", "said – “that”", 1).encode("cp1252")),
    "no name at all": ("report", REPORT.encode),
    "Windows line ends": ("a.txt", lambda: REPORT.replace("\n", "\r\n").encode()),
    "Markdown": ("a.md", f"# Talks\n\n{REPORT}".encode),
    "HTML": ("a.html", lambda: make_web_page().encode()),
    "HTML under .txt": ("a.txt", lambda: make_web_page().encode()),
    "HTML in UTF-16": ("a.html", lambda: make_web_page().encode("utf-16")),
    "PDF": ("a.pdf", lambda: make_pdf([[LEAD[:88], LEAD[88:], "", SECOND, THIRD]])),
    "PDF under .txt": ("a.txt", lambda: make_pdf([[LEAD[:88], LEAD[88:], "", SECOND, THIRD]])),
    "e-mail": ("a.eml", lambda: make_mail(REPORT)),
    "e-mail under .txt": ("a.txt", lambda: make_mail(REPORT)),
    "e-mail in HTML": ("a.eml", lambda: make_mail("", html=make_web_page())),
    "RSS": ("a.rss", lambda: make_feed([("Talks", f"<p>{LEAD}</p><p>{SECOND}</p>")]).encode()),
    "RSS under .txt": ("a.txt", lambda: make_feed([("Talks", f"<p>{LEAD}</p><p>{SECOND}</p>")]).encode()),
    "JSON Lines": ("a.jsonl", lambda: json.dumps({"text": REPORT}).encode()),
    "JSON Lines under .txt": ("a.txt", lambda: json.dumps({"title": "Talks", "text": REPORT}).encode()),
    "JSON": ("a.json", lambda: json.dumps({"text": REPORT}, indent=1).encode()),
    "WARC": ("a.warc", lambda: make_warc([("http://example.org/", "text/html", make_web_page().encode())])),
    "WARC, packed": ("a.warc.gz", lambda: make_warc([("http://example.org/", "text/plain", REPORT.encode())], packed=True)),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("packed", [False, True])
def test_kind_is_read(kind: str, packed: bool, tmp_path: Path) -> None:
    """Each kind of input gives one page that holds the report's sentences as prose, gzip or not."""
    name, make = KINDS[kind]
    raw = gzip.compress(make()) if packed else make()
    (page,) = pages_of(tmp_path, name + ".gz" if packed else name, raw)
    prose = " ".join(prose_of(page).split())
    assert "Emmanuel Macron met Vladimir Putin in Moscow on Monday" in prose
    assert "The United States said" in prose
    assert "\r" not in page.text
    assert page.language == "en"


def test_wire_of_articles_keeps_order_ids_and_fields(tmp_path: Path) -> None:
    """JSON Lines give a page a line, in order, with the fields of the contract; further keys are not used."""
    first = {
        "id": 7, "text": REPORT, "title": "Talks", "source": "The Harbour Gazette", "source_kind": "newspaper",
        "reliability": "b", "authors": ["Jane Roe", "John Doe"], "published": "2022-02-08T10:00:00Z",
        "url": "https://example.org/talks", "tags": ["x"], "score": 0.5,
    }  # fmt: skip
    second = {"text": REPORT, "date": "9 February 2022", "source": {"name": "Reuters", "reliability": "A"}}
    raw = "\n".join([json.dumps(first), "", json.dumps(second)]).encode()
    one, two = pages_of(tmp_path, "wire.jsonl", raw)
    assert (one.given_id, one.title, one.source_name) == ("7", "Talks", "The Harbour Gazette")
    assert (one.source_kind, one.reliability, one.authors) == ("newspaper", "B", ("Jane Roe", "John Doe"))
    assert (one.published, one.published_inferred, one.url) == (dt.date(2022, 2, 8), False, "https://example.org/talks")
    assert (two.published, two.source_name, two.source_kind, two.reliability) == (
        dt.date(2022, 2, 9), "Reuters", "agency", "A",
    )  # fmt: skip
    assert (one.path.rsplit(":", 1)[1], two.path.rsplit(":", 1)[1]) == ("1", "3")
    assert one.text == REPORT


def test_json_list_gives_a_page_an_article(tmp_path: Path) -> None:
    """A JSON file that is a list gives a page for each article and a refusal for what is none."""
    (tmp_path / "a.json").write_text(json.dumps([{"text": REPORT}, 3, {"text": LEAD}]), encoding="utf-8")
    found = list(open_pages([tmp_path / "a.json"]))
    assert [type(one) for one in found] == [Page, Refused, Page]


def test_web_page_gives_its_metadata(tmp_path: Path) -> None:
    """Title, outlet, writers, date and address are taken from a web page's metadata; its paragraphs stay apart."""
    head = (
        "<meta property='og:site_name' content='The Harbour Gazette'><meta name='author' content='Jane Roe'>"
        "<meta property='article:published_time' content='2022-02-08T10:00:00Z'>"
        "<link rel='canonical' href='https://gazette.example.org/world/talks'>"
    )
    (page,) = pages_of(tmp_path, "a.html", make_web_page(head=head).encode())
    assert (page.title, page.source_name, page.source_kind) == (
        "Talks in Moscow end",
        "The Harbour Gazette",
        "newspaper",
    )
    assert (page.authors, page.published, page.published_inferred) == (("Jane Roe",), dt.date(2022, 2, 8), False)
    assert page.url == "https://gazette.example.org/world/talks"
    assert f"{SECOND}\n\n{THIRD}" in page.text
    assert "Nobody believes them" not in prose_of(page)
    assert "Home" not in prose_of(page)


def test_hostile_web_page_fetches_and_runs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Scripts, frames, pictures and redirects of a web page are neither run nor fetched."""
    import socket

    def refuse_network(*_: object, **__: object) -> None:
        raise AssertionError("a page reached for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse_network)
    monkeypatch.setattr(socket, "getaddrinfo", refuse_network)
    extra = (
        "<script src='http://192.0.2.1/x.js'>document.write('ran')</script><iframe src='http://192.0.2.1/'></iframe>"
        "<img src='http://192.0.2.1/x.png' onerror='ran()'>"
    )
    head = "<meta http-equiv='refresh' content='0; url=http://192.0.2.1/'><base href='http://192.0.2.1/'>"
    (page,) = pages_of(tmp_path, "a.html", make_web_page(extra=extra, head=head).encode())
    assert "ran" not in page.text.replace("France", "").split()


def test_mail_gives_headers_and_attachments(tmp_path: Path) -> None:
    """Subject, sender and date are title, source and day; attachments that are read are pages of their own."""
    raw = make_mail(
        REPORT, html="<p>not this</p>", attachment=("talks.pdf", make_pdf([[LEAD[:88], LEAD[88:], SECOND]]))
    )
    mail, attached = pages_of(tmp_path, "a.eml", raw)
    assert (mail.title, mail.source_name, mail.authors) == ("Talks in Moscow", "Jane Roe", ("Jane Roe",))
    assert mail.published == dt.date(2022, 2, 8)
    assert "not this" not in mail.text
    assert attached.path.endswith("a.eml/talks.pdf")
    assert "Emmanuel Macron" in attached.text
    (noted,) = pages_of(tmp_path, "b.eml", make_mail(REPORT, attachment=("map.png", b"\x89PNG1234")))
    assert noted.notes == ("the attachment 'map.png' was not read",)


def test_feed_gives_a_page_an_entry(tmp_path: Path) -> None:
    """Each entry of a feed is a page with its own title, day and address, and the feed's name as its source."""
    raw = make_feed([("First talks", f"<p>{LEAD}</p>"), ("Second talks", f"<p>{SECOND}</p><p>{THIRD}</p>")]).encode()
    one, two = pages_of(tmp_path, "a.rss", raw)
    assert (one.title, two.title) == ("First talks", "Second talks")
    assert (two.source_name, two.published, two.url) == (
        "The Harbour Gazette",
        dt.date(2022, 2, 8),
        "https://example.org/1",
    )
    assert two.text == f"{SECOND}\n\n{THIRD}"
    assert (one.path[-2:], two.path[-2:]) == ("#1", "#2")


def test_atom_feed_is_read(tmp_path: Path) -> None:
    """Atom's content and author are found as RSS's are."""
    raw = (
        "<?xml version='1.0' encoding='utf-8'?><feed xmlns='http://www.w3.org/2005/Atom'><title>Harbour blog</title>"
        "<entry><title>Talks</title><author><name>Jane Roe</name></author><updated>2022-02-09T10:00:00Z</updated>"
        f"<link href='https://harbour.wordpress.com/1'/><content type='html'>&lt;p&gt;{LEAD}&lt;/p&gt;</content></entry></feed>"
    )
    (page,) = pages_of(tmp_path, "a.xml", raw.encode())
    assert (page.authors, page.published, page.source_kind) == (("Jane Roe",), dt.date(2022, 2, 9), "blog")
    assert page.text == LEAD


def test_archive_gives_a_page_a_record(tmp_path: Path) -> None:
    """A WARC's pictures and failures are passed by; its pages carry their addresses."""
    raw = make_warc([
        ("https://example.org/a", "text/html; charset=utf-8", make_web_page().encode()),
        ("https://example.org/b.png", "image/png", b"\x89PNG"),
        ("https://example.org/2022/02/09/c", "text/plain", REPORT.encode()),
    ])  # fmt: skip
    one, two = pages_of(tmp_path, "crawl.warc", raw)
    assert (one.url, two.url) == ("https://example.org/a", "https://example.org/2022/02/09/c")
    assert (two.path[-2:], two.published, two.published_inferred) == ("#3", dt.date(2022, 2, 9), True)


def test_folder_is_walked_in_order_and_loops_end(tmp_path: Path) -> None:
    """A folder gives its files in sorted order, hidden ones passed by, and a loop of links does not go round."""
    for name in ("b.txt", "a/z.txt", "a/y.txt", ".hidden.txt", ".git/x.txt", "c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(REPORT, encoding="utf-8")
    try:
        os.symlink(tmp_path, tmp_path / "a" / "loop", target_is_directory=True)
    except OSError:
        pytest.skip("links cannot be made here")
    found = [Path(one.path).relative_to(tmp_path).as_posix() for one in open_pages([tmp_path])]
    assert found == ["a/y.txt", "a/z.txt", "b.txt", "c.txt"]


def test_standard_input_is_read_by_its_content() -> None:
    """`-` is any kind of input, told by its content alone."""
    lines = "\n".join(json.dumps({"text": REPORT, "title": title}) for title in ("One", "Two"))
    found = list(open_pages(["-"], stdin=io.BytesIO(lines.encode())))
    assert [one.title for one in found if isinstance(one, Page)] == ["One", "Two"]
    (page,) = open_pages(["-"], stdin=io.BytesIO(gzip.compress(make_pdf([[LEAD[:88], LEAD[88:]]]))))
    assert isinstance(page, Page)
    assert page.path == "-"
    (refused,) = open_pages(["-"], stdin=io.BytesIO(b""))
    assert isinstance(refused, Refused)


def test_long_stream_is_not_held(tmp_path: Path) -> None:
    """Reading a packed wire of 20 megabytes takes a few megabytes at any time."""
    filler = random.Random(0).randbytes(50_000)
    line = (json.dumps({"text": REPORT, "raw": filler.hex()}) + "\n").encode()
    with gzip.open(tmp_path / "wire.jsonl.gz", "wb", compresslevel=1) as out:
        for _ in range(200):
            out.write(line)
    stream = open_pages([tmp_path / "wire.jsonl.gz"])
    next(stream)  # tables and the detector are loaded once
    tracemalloc.start()
    count = 1 + sum(isinstance(one, Page) for one in stream)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 200
    assert peak < 4_000_000


def test_text_at_hand_gives_a_page() -> None:
    """A text in a string, with fields beside it or front matter in it, gives the page that its file would."""
    page = page_from_text(
        f"---\ntitle: Front\nreliability: C\n---\n{REPORT}", source="AP", published=dt.date(2022, 2, 8)
    )
    assert isinstance(page, Page)
    assert (page.title, page.source_name, page.source_kind, page.reliability) == ("Front", "AP", "agency", "C")
    assert page.text == REPORT
    refused = page_from_text("  ", path="nothing")
    assert refused == Refused("nothing", "page", "empty", "there is no text in it")


def test_limits_are_settings() -> None:
    """A limit that is raised lets through what it refused."""
    long = "Talks went on in Moscow. " * 10_000
    assert isinstance(page_from_text(long), Refused)
    assert isinstance(page_from_text(long, limits=Limits(line_characters=10**6)), Page)
