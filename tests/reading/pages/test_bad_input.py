# ruff: noqa: E501 - a case of a table stands on one line
"""Everything that cannot be read is refused by name, with its reason, and the rest of the batch is done."""

from __future__ import annotations

import gzip
import json
import time
from pathlib import Path

import pytest

from demarche.errors import InputError, MissingInputError
from demarche.reading.pages import Limits, Page, open_pages, page_from_text
from demarche.record import Refused

from .builders import (
    REPORT,
    make_blank_pdf,
    make_feed,
    make_locked_pdf,
    make_mail,
    make_pdf,
    make_warc,
    make_web_page,
)

DEEP = "<html><body>" + "<div>" * 100_000 + REPORT + "</div>" * 100_000 + "</body></html>"
LAUGHS = (
    "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
    "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>]><rss><channel><item><title>&c;</title></item></channel></rss>"
)
OUTSIDE = (
    "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
    "<rss><channel><item><title>t</title><description>&x;</description></item></channel></rss>"
)
CASES: dict[str, tuple[str, bytes, str]] = {
    "empty file": ("empty.txt", b"", "empty file"),
    "white space alone": ("blank.txt", b" \n\t\n  ", "empty"),
    "binary under .txt": ("binary.txt", bytes(range(256)) * 40, "binary file"),
    "picture under .txt": ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(300), "unknown kind of file"),
    "office file": ("memo.docx", b"PK\x03\x04" + bytes(300), "unknown kind of file"),
    "broken UTF-8": ("broken.txt", "Élysée – the president’s café – said so.".encode() + b"\xff" + b" more", "broken UTF-8"),
    "UTF-8 cut in a letter": ("cut.txt", ("The Élysée said so – again. " * 5 + "é").encode()[:-1], "broken UTF-8"),
    "broken UTF-16": ("broken16.txt", "Talks went on in Moscow.".encode("utf-16") + b"\x00", "broken UTF-16"),
    "lone surrogate in UTF-16": ("lone.txt", b"\xff\xfeT\x00a\x00\x00\xd8l\x00", "broken UTF-16"),
    "encrypted PDF": ("locked.pdf", make_locked_pdf(make_pdf([["Talks."]]), "secret"), "encrypted PDF"),
    "image-only PDF": ("scan.pdf", make_blank_pdf(3), "PDF without text"),
    "damaged PDF": ("damaged.pdf", b"%PDF-1.4\n" + b"nothing that a reader would know\n" * 20, "damaged PDF"),
    "too many pages": ("long.pdf", make_blank_pdf(21), "too many pages"),
    "one long line": ("line.txt", b"Talks went on. " * 40_000, "line too long"),
    "deeply nested HTML": ("deep.html", DEEP.encode(), "HTML nested too deeply"),
    "HTML of nothing but tags": ("tags.html", b"<html>" + b"<p>" * 2_000_000, "HTML of too many elements"),
    "HTML without text": ("bare.html", b"<html><head><script>x()</script></head><body></body></html>", "no text"),
    "gzip bomb": ("bomb.txt.gz", gzip.compress(bytes(30_000_000)), "gzip bomb"),
    "damaged gzip": ("damaged.txt.gz", gzip.compress(REPORT.encode() * 50)[:-30], "damaged gzip"),
    "billion laughs": ("laughs.rss", LAUGHS.encode(), "XML entities"),
    "external entity": ("outside.xml", OUTSIDE.encode(), "XML entities"),
    "entity in UTF-16": ("wide.xml", LAUGHS.encode("utf-16"), "XML entities"),
    "feed without entries": ("empty.rss", b"<rss><channel><title>t</title></channel></rss>", "feed without entries"),
    "French": ("fr.txt", ("Le président français a rencontré lundi son homologue à Moscou. " * 4).encode(), "not English: French (fr)"),
    "truncated WARC": ("cut.warc", b"WARC/1.0\r\nWARC-Type: resp", "damaged WARC"),
    "e-mail without text": ("none.eml", make_mail("", attachment=("map.png", b"\x89PNG1234")), "e-mail without text"),
}  # fmt: skip
LIMITS = Limits(pdf_pages=20)


@pytest.mark.parametrize("case", CASES)
def test_bad_file_is_refused_and_the_batch_goes_on(case: str, tmp_path: Path) -> None:
    """A file that cannot be read gives one refusal with its reason, and its neighbours are read."""
    name, raw, reason = CASES[case]
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / name).write_bytes(raw)
    (tmp_path / "z.txt").write_text(REPORT, encoding="utf-8")
    started = time.perf_counter()
    found = list(open_pages([tmp_path / "a.txt", tmp_path / name, tmp_path / "z.txt"], LIMITS))
    assert time.perf_counter() - started < 20
    assert [type(one) for one in found] == [Page, Refused, Page]
    refused = found[1]
    assert isinstance(refused, Refused)
    assert (refused.reason, refused.path, refused.stage) == (reason, str(tmp_path / name), "page")
    assert refused.detail


@pytest.mark.parametrize(
    ("limits", "name", "raw", "limit"),
    [
        (Limits(file_bytes=1000), "a.txt", REPORT.encode() * 10, "file_bytes"),
        (Limits(report_characters=100), "a.txt", REPORT.encode(), "report_characters"),
        (Limits(line_characters=50, report_characters=10**6), "a.txt", REPORT.encode(), "line_characters"),
        (Limits(report_bytes=100), "a.jsonl", json.dumps({"text": REPORT}).encode(), "report_bytes"),
        (Limits(pdf_pages=1), "a.pdf", make_blank_pdf(2), "pdf_pages"),
        (Limits(report_seconds=-1), "a.pdf", make_pdf([["Talks went on."]]), "report_seconds"),
        (Limits(html_depth=1), "a.html", make_web_page().encode(), "html_depth"),
        (Limits(html_elements=5), "a.html", make_web_page().encode(), "html_elements"),
        (Limits(html_bytes=200), "a.html", make_web_page().encode(), "html_bytes"),
        (Limits(feed_entries=1), "a.rss", make_feed([("a", REPORT), ("b", REPORT)]).encode(), "feed_entries"),
        (Limits(mail_parts=1), "a.eml", make_mail(REPORT, html="<p>x</p>"), "mail_parts"),
        (Limits(warc_records=1), "a.warc", make_warc([("http://a.org/", "text/plain", REPORT.encode())] * 2), "warc_records"),
        (Limits(unpacked_ratio=2, unpacked_free_bytes=0), "a.txt.gz", gzip.compress(REPORT.encode() * 200), "unpacked_ratio"),
    ],
)  # fmt: skip
def test_refusal_names_the_limit(limits: Limits, name: str, raw: bytes, limit: str, tmp_path: Path) -> None:
    """What meets a limit is refused, and the refusal names the limit."""
    (tmp_path / name).write_bytes(raw)
    found = list(open_pages([tmp_path / name], limits))
    refused = [one for one in found if isinstance(one, Refused)]
    assert len(refused) == 1
    assert f"the limit {limit} is" in refused[0].detail


def test_fifty_megabytes_of_one_line_are_refused_quickly(tmp_path: Path) -> None:
    """A dump of one line is refused by its length, in seconds."""
    (tmp_path / "dump.txt").write_bytes(b"word " * 10_000_000)
    started = time.perf_counter()
    (refused,) = open_pages([tmp_path / "dump.txt"])
    assert isinstance(refused, Refused)
    assert refused.reason == "report too long"
    assert time.perf_counter() - started < 5


BAD_LINES = {
    "42": "got a number",
    "[1, 2]": "got a list",
    '"text"': "got a string",
    "null": "got null",
    "true": "got true or false",
    '{"title": "no text"}': "got no field text",
    '{"body": "Talks went on."}': "rename 'body'?",
    '{"text": 7}': "got a number",
    '{"text": null}': "got null",
    '{"text": "x", ': "",
    "not json": "",
    '{"text": "Talks went on.", "published": "soon"}': "field published",
    '{"text": "Talks went on.", "reliability": "G"}': "field reliability",
    '{"text": "Talks went on.", "source_kind": "bloggy"}': "field source_kind",
    '{"text": "Talks went on.", "authors": [1.5]}': "field authors",
    '{"text": ""}': "there is no text in it",
    "[" * 100_000: "",
}


def test_line_that_is_no_article_is_refused_by_its_number(tmp_path: Path) -> None:
    """Each line that is no article is refused with its line number; the lines around it are read."""
    good = json.dumps({"text": REPORT})
    lines = [line for bad in BAD_LINES for line in (good, bad)] + [good]
    (tmp_path / "corpus.jsonl").write_text("\n".join(lines), encoding="utf-8")
    found = list(open_pages([tmp_path / "corpus.jsonl"]))
    assert len(found) == len(lines)
    for number, (one, (bad, detail)) in enumerate(zip(found[1::2], BAD_LINES.items(), strict=True), 1):
        assert isinstance(one, Refused), bad
        assert one.path.endswith(f"corpus.jsonl:{2 * number}")
        assert detail in one.detail
    assert all(isinstance(one, Page) for one in found[::2])


def test_missing_path_is_told_before_anything_is_read(tmp_path: Path) -> None:
    """A path that does not exist raises at once, even beside paths that do."""
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    with pytest.raises(MissingInputError, match=r"nowhere\.txt"):
        open_pages([tmp_path / "a.txt", tmp_path / "nowhere.txt"])
    with pytest.raises(MissingInputError):
        open_pages(["a\x00b"])


def test_folder_without_readable_files_is_refused(tmp_path: Path) -> None:
    """A folder that holds nothing, or hidden files alone, is refused by name."""
    (tmp_path / ".hidden.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "inner").mkdir()
    (refused,) = open_pages([tmp_path])
    assert isinstance(refused, Refused)
    assert (refused.path, refused.reason) == (str(tmp_path), "folder without readable files")


def test_script_in_a_title_stays_text(tmp_path: Path) -> None:
    """Markup in a title is text like any other: kept, never run, never dropped."""
    title = "Talks <script>alert(1)</script> end"
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": REPORT, "title": title}), encoding="utf-8")
    (page,) = open_pages([tmp_path / "a.jsonl"])
    assert isinstance(page, Page)
    assert page.title == title
    (tmp_path / "b.txt").write_text(f"---\ntitle: {title}\n---\n{REPORT}", encoding="utf-8")
    (page,) = open_pages([tmp_path / "b.txt"])
    assert isinstance(page, Page)
    assert page.title == title


def test_truncated_warc_gives_what_came_before(tmp_path: Path) -> None:
    """The whole records of a cut archive are pages; the cut is refused."""
    raw = make_warc([(f"http://example.org/{n}", "text/plain", REPORT.encode()) for n in range(3)], packed=True)
    (tmp_path / "cut.warc.gz").write_bytes(raw[: len(raw) - 40])
    found = list(open_pages([tmp_path / "cut.warc.gz"]))
    assert [type(one) for one in found] == [Page, Page, Refused]


@pytest.mark.parametrize(
    "field", [{"reliability": "G"}, {"published": "soon"}, {"source_kind": "bloggy"}, {"colour": "x"}]
)
def test_bad_field_in_a_call_raises(field: dict[str, str]) -> None:
    """A bad or unknown field of a Python call is the caller's to mend."""
    with pytest.raises(InputError, match=next(iter(field))):
        page_from_text(REPORT, **field)
