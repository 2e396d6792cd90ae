# ruff: noqa: E501 - a case of a table stands on one line
"""Front matter: what its fields say, and how a bad one is refused."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from demarche.reading.pages import Page, open_pages, page_from_text
from demarche.record import Refused

from .builders import REPORT

WHOLE = """---
title: "Talks in Moscow: the end"
source: The Harbour Gazette
source_kind: Newspaper
reliability: c
authors:
  - Jane Roe
  - 'John Doe'
# the day of the print edition
published: 2022-02-08
url: https://example.org/talks?a=1
language: en
---
"""


def test_every_field_is_read() -> None:
    """All fields of the contract are read, and the block is no part of the text."""
    page = page_from_text(WHOLE + REPORT)
    assert isinstance(page, Page)
    assert (page.title, page.source_name, page.source_kind) == (
        "Talks in Moscow: the end", "The Harbour Gazette", "newspaper",
    )  # fmt: skip
    assert (page.reliability, page.authors, page.published) == ("C", ("Jane Roe", "John Doe"), dt.date(2022, 2, 8))
    assert (page.url, page.text, page.notes) == ("https://example.org/talks?a=1", REPORT, ())
    assert not page.published_inferred


@pytest.mark.parametrize(
    "written", ["Jane Roe, John Doe", "[Jane Roe, 'John Doe']", "Jane Roe and John Doe", "Jane Roe; John Doe"]
)
def test_authors_may_be_a_line(written: str) -> None:
    """Authors on one line are told apart by commas, semicolons or 'and'."""
    page = page_from_text(f"---\nauthors: {written}\n---\n{REPORT}")
    assert isinstance(page, Page)
    assert page.authors == ("Jane Roe", "John Doe")


@pytest.mark.parametrize(
    ("line", "field", "wanted", "got"),
    [
        ("reliability: G", "reliability", "from A to F", "'G'"),
        ("published: soon", "published", "a date such as 2022-02-12", "'soon'"),
        ("published: 2022-02-30", "published", "a date such as 2022-02-12", "'2022-02-30'"),
        ("published: 03/04/2022", "published", "a date such as 2022-02-12", "'03/04/2022'"),
        ("source_kind: bloggy", "source_kind", "student press", "'bloggy'"),
        ("title: " + "x" * 3000, "title", "at most 2000", "x"),
        ("just words", "", "key: value", "just words"),
    ],
)
def test_bad_value_is_refused_with_its_line(line: str, field: str, wanted: str, got: str, tmp_path: Path) -> None:
    """A bad value refuses the report alone, and the refusal names file, line, field, what was wanted and what was got."""
    (tmp_path / "a.txt").write_text(f"---\nsource: AP\n{line}\n---\n{REPORT}", encoding="utf-8")
    (tmp_path / "b.txt").write_text(REPORT, encoding="utf-8")
    bad, good = open_pages([tmp_path])
    assert isinstance(bad, Refused)
    assert isinstance(good, Page)
    assert "a.txt:3" in bad.detail
    assert field in bad.detail
    assert wanted in bad.detail
    assert got in bad.detail


def test_unknown_key_is_noted_and_the_report_is_read() -> None:
    """A key that is no field is named in a note, and hinders nothing."""
    page = page_from_text(f"---\ntitle: Talks\ncolour: red\n---\n{REPORT}")
    assert isinstance(page, Page)
    assert page.notes == ("line 3: front matter has no field 'colour'; it was not used",)


@pytest.mark.parametrize("text", [f"---\n{REPORT}", f"---\n\n{REPORT}\n---\n", f"----- \nTalks\n-----\n{REPORT}"])
def test_rule_is_no_front_matter(text: str) -> None:
    """A line of dashes that opens no block of fields is part of the text."""
    page = page_from_text(text)
    assert isinstance(page, Page)
    assert page.text == text


def test_nothing_in_front_matter_is_run_or_expanded() -> None:
    """YAML's tags, anchors and aliases are plain text here."""
    page = page_from_text(f"---\ntitle: !!python/object/apply:os.system ['x']\nsource: &a AP\nurl: *a\n---\n{REPORT}")
    assert isinstance(page, Page)
    assert (page.title, page.source_name, page.url) == ("!!python/object/apply:os.system ['x']", "&a AP", "*a")


def test_markdown_marks_are_taken_off() -> None:
    """Markdown is read as it is seen: without marks, with headings, code, tables and captions left out."""
    text = (
        "---\ntitle: Talks\n---\n# Talks in Moscow\n\nThe president met *his* counterpart in [Moscow](https://example.org) on **Monday**, and "
        "said that he_felt_confident in a `long` talk of five hours.\n\nBackground\n----------\n\n> The Kremlin called some "
        "of the ideas feasible, and said no more about them.\n\n```\nx = 1\n```\n\n| a | b |\n|---|---|\n\n![The table](t.png)\n"
    )
    from demarche.reading.pages.markdown import read_markdown

    draft = read_markdown(text.split("---\n", 2)[2])
    assert (
        "The president met his counterpart in Moscow on Monday, and said that he_felt_confident in a long talk"
        in draft.text
    )
    assert "\nThe Kremlin called" in draft.text
    whys = {draft.text[s.start : s.end]: s.why for s in draft.left_out}
    assert whys == {
        "Talks in Moscow": "headline", "Background": "headline", "x = 1": "code", "| a | b |": "table",
        "|---|---|": "table", "The table": "caption",
    }  # fmt: skip
