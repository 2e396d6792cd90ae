"""Laws of this room: nothing breaks it, and what it leaves out lies where it says."""

from __future__ import annotations

import gzip
import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from demarche.reading.pages import Page, page_from_text
from demarche.reading.pages.limits import Limits
from demarche.reading.pages.opener import _Opener
from demarche.record import Refused

from .builders import REPORT, make_blank_pdf, make_feed, make_mail, make_pdf, make_warc, make_web_page

NAMES = ["a.txt", "a.md", "a.html", "a.pdf", "a.eml", "a.rss", "a.xml", "a.jsonl", "a.json", "a.warc", "a.txt.gz", "a"]
SEEDS: dict[str, bytes] = {
    "a.txt": f"---\ntitle: Talks\n---\n{REPORT}".encode(),
    "a.md": f"# Talks\n\n{REPORT}\n> [x](y)".encode(),
    "a.html": make_web_page().encode(),
    "a.pdf": make_pdf([REPORT.split("\n")], {"Title": "Talks"}) + make_blank_pdf()[:100],
    "a.eml": make_mail(REPORT, html="<p>x</p>", attachment=("a.pdf", make_pdf([["x"]]))),
    "a.rss": make_feed([("Talks", f"<p>{REPORT}</p>")]).encode(),
    "a.xml": make_feed([("Talks", REPORT)]).encode("utf-16"),
    "a.jsonl": json.dumps({"text": REPORT, "published": "2022-02-08", "authors": ["Jane Roe"]}).encode(),
    "a.json": json.dumps([{"text": REPORT}]).encode(),
    "a.warc": make_warc([("http://example.org/", "text/html", make_web_page().encode())]),
    "a.txt.gz": gzip.compress(REPORT.encode()),
    "a": REPORT.encode("utf-16"),
}
PIECES = [
    "Share this:", "By Jane Roe", "Posted on February 12, 2022 by admin", "Leave a Reply", "# Talks", "KYIV (AP) — ",
    "The president said on Monday that the troops would stay.", "3 thoughts on “Talks”", "© 2022 The Harbour Gazette",
    "(Reporting by Jane Roe)", "Talks in Moscow", "> quoted", "\u2028", "\x00", "\ud800", "é", "—", "---", "a: b", "\t",
]  # fmt: skip
SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check(found: list[Page | Refused]) -> None:
    for one in found:
        if isinstance(one, Refused):
            assert one.stage == "page"
            assert one.reason
            continue
        at = 0
        for span in one.left_out:
            assert at <= span.start < span.end <= len(one.text)
            at = span.end
        assert "\r" not in one.text
        assert one.text.strip()
        for words in (one.text, one.title or "", one.source_name or "", one.url or "", *one.authors, *one.notes):
            words.encode("utf-8")


def read(name: str, raw: bytes) -> list[Page | Refused]:
    opener = _Opener(Limits())
    return list(opener.guarded(name, lambda: opener.stream_pages(io.BytesIO(raw), name, name)))


@pytest.mark.parametrize("name", NAMES)
@given(raw=st.binary(max_size=400))
@SETTINGS
def test_any_bytes_give_a_page_or_a_refusal(name: str, raw: bytes) -> None:
    """Any bytes under any name are read or refused, and nothing is raised."""
    found = read(name, raw)
    assert found or name in ("a.jsonl", "a.json", "a.warc")
    check(found)


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
@SETTINGS
def test_damaged_files_give_a_page_or_a_refusal(name: str, data: st.DataObject) -> None:
    """A good file that is cut, or has bytes changed, dropped or put in, is read or refused, and nothing is raised."""
    raw = bytearray(SEEDS[name])
    for _ in range(data.draw(st.integers(0, 4))):
        at = data.draw(st.integers(0, len(raw)))
        gone = data.draw(st.integers(0, 30))
        raw[at : at + gone] = data.draw(st.binary(max_size=30))
    check(read(name, bytes(raw[: data.draw(st.integers(0, len(raw)))] if data.draw(st.booleans()) else raw)))


@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=60), max_size=14), st.sampled_from(["\n", "\n\n", " ", "\r\n"])
)
@settings(max_examples=300, deadline=None)
def test_left_out_spans_are_ranges_of_the_text(pieces: list[str], gap: str) -> None:
    """Left-out spans lie in the text, in order, without overlap, and all of the text is kept."""
    text = gap.join(pieces)
    found = page_from_text(text)
    check([found])
    if isinstance(found, Page) and not text.startswith("---") and "\r" not in text and "\ufeff" not in text[:1]:
        assert len(found.text) == len(text)


@given(st.lists(st.sampled_from(PIECES), max_size=10))
@settings(max_examples=100, deadline=None)
def test_reading_twice_gives_the_same(pieces: list[str]) -> None:
    """The same text gives the same page."""
    text = "\n\n".join(pieces)
    assert page_from_text(text) == page_from_text(text)
