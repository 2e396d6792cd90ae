# ruff: noqa: E501 - a case of a table stands on one line
"""Bylines, datelines, lines of dates and names of outlets on plain text."""

from __future__ import annotations

import datetime as dt

import pytest

from demarche.reading.pages import Page, page_from_text
from demarche.reading.pages.masthead import copyright_holder, read_byline, read_dateline

from .builders import LEAD, REPORT

BYLINES = {
    "By Jane Roe": ("Jane Roe",),
    "by Jane Roe": ("Jane Roe",),
    "BY JANE ROE": ("Jane Roe",),
    "By Jane Roe and John Doe": ("Jane Roe", "John Doe"),
    "By Jane Roe, John Doe and Ann Other": ("Jane Roe", "John Doe", "Ann Other"),
    "By Jane Roe, Staff Writer": ("Jane Roe",),
    "By Jane Roe in Moscow": ("Jane Roe",),
    "By Jane Roe | February 12, 2022": ("Jane Roe",),
    "By Ursula von der Leyen": ("Ursula von der Leyen",),
    "By Mohammed bin Salman": ("Mohammed bin Salman",),
    "Jane Roe, Staff Writer": ("Jane Roe",),
    "Jane Roe, AP Diplomatic Writer": ("Jane Roe",),
    "Jane Roe, Ap National Security Writer": ("Jane Roe",),
    "Jane Roe | Senior Correspondent": ("Jane Roe",),
    "Written by Jane Roe": ("Jane Roe",),
    "Posted by Jane Roe": ("Jane Roe",),
    "Published by admin": (),
    "Author: Jane Roe": ("Jane Roe",),
}
NO_BYLINES = [
    "By Friday, the troops had left.",
    "By February the army had left",
    "By land and by sea",
    "By the end of the week the talks were over.",
    "By Monday evening, Jane Roe of the ministry said, the town had fallen.",
    "Published by the ministry in January, the drafts asked for a veto.",
    "Jane Roe, a writer, was among the hostages.",
]
DATELINES = {
    "MOSCOW (Reuters) - The Kremlin said": ("Reuters", None),
    "KYIV, Ukraine, Feb 12 (AP) — The president said": ("AP", (2, 12)),
    "SEOUL, Aug. 20 (Yonhap) -- North Korea said": ("Yonhap", (8, 20)),
    "BEIJING, Feb. 7, 2022 (Xinhua) -- China said": ("Xinhua", (2, 7)),
    "HANOI, Vietnam (AP) — The minister said": ("AP", None),
    "NEW YORK (AFP) – The council met": ("AFP", None),
    "UNITED NATIONS — The council met": (None, None),
    "WASHINGTON/MOSCOW (Reuters) - The two sides": ("Reuters", None),
    "MOSCOW, February 7. /TASS/. The president said": ("TASS", (2, 7)),
    "Kyiv, 12 February (Ukrinform) – The army said": ("Ukrinform", (2, 12)),
    "Moscow, 7 February 2022 – The president said": (None, (2, 7)),
    "KABUL: The Taliban said": (None, None),
    "(CNN) The president said": ("CNN", None),
    "Washington (CNN) — The president said": ("CNN", None),
    "ST. PETERSBURG, Russia (AP) — The president said": ("AP", None),
}
NO_DATELINES = [
    "NATO - an alliance of thirty states - said no.",
    "OSCE: The mission said that it had seen tanks.",
    "The president - who had come from Paris - said no.",
    "Macron (left) said that he felt confident.",
    "Putin: “We shall see.”",
    "U.S. - Russian talks went on.",
    "BREAKING: The talks are over.",
    "Moscow - The talks are over.",
]


@pytest.mark.parametrize("line", BYLINES)
def test_byline_gives_the_writers(line: str) -> None:
    """A byline above the body is left out, and its writers are the page's."""
    page = page_from_text(f"Talks in Moscow end\n\n{line}\n\n{REPORT}")
    assert isinstance(page, Page)
    assert page.authors == BYLINES[line]
    assert {page.text[s.start : s.end]: s.why for s in page.left_out}[line] in ("byline", "dateline")


@pytest.mark.parametrize("line", NO_BYLINES)
def test_sentence_is_no_byline(line: str) -> None:
    """A sentence that begins with By, or names a writer, is no byline."""
    assert read_byline(line) is None


@pytest.mark.parametrize("line", DATELINES)
def test_dateline_is_taken_off_its_paragraph(line: str) -> None:
    """The place, day and agency before a wire report's first sentence are left out of the prose and read."""
    agency, day = DATELINES[line]
    head = read_dateline(line)
    assert head is not None
    assert head.agency == agency
    assert (head.date and (head.date.month, head.date.day)) == day
    sentence = line[head.end :]
    assert sentence.split()[0] in ("The", "North", "China")
    page = page_from_text(f"{line} on Monday that the talks would go on for as long as it took.\n\n{LEAD}")
    assert isinstance(page, Page)
    assert [(s.start, s.end, s.why) for s in page.left_out] == [(0, head.end, "dateline")]


@pytest.mark.parametrize("line", NO_DATELINES)
def test_sentence_has_no_dateline(line: str) -> None:
    """A body's letters, a dash in a sentence, or a speaker's name is no dateline."""
    assert read_dateline(line) is None


@pytest.mark.parametrize(
    ("line", "holder"),
    [
        ("© 2022 The Daily Harbour", "The Daily Harbour"),
        ("Copyright © 2022 The Daily Harbour. All rights reserved.", "The Daily Harbour"),
        ("Copyright 2022 Harbour Media Ltd.", "Harbour Media"),
        ("© 2019-2022 Harbour Press | Privacy", "Harbour Press"),
        ("© All rights reserved", None),
        ("Copyright © 2022", None),
    ],
)
def test_copyright_names_the_outlet(line: str, holder: str | None) -> None:
    """The holder of the copyright is the outlet."""
    assert copyright_holder(line) == holder


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        (f"MOSCOW (Reuters) - {LEAD}", "Reuters", "agency"),
        (f"PARIS (AP) — {LEAD}", "Associated Press", "agency"),
        (f"{REPORT}\n© 2022 The Harbour Gazette", "The Harbour Gazette", "newspaper"),
        (f"Talks end\n\nThe Daily Collegian\n\n{REPORT}", "The Daily Collegian", "student press"),
        (f"The Campus Voice\n\nTalks end in Moscow\n\n{REPORT}", "The Campus Voice", "student press"),
        (f"{REPORT}\nPublished by The Harbour Gazette", "The Harbour Gazette", "newspaper"),
        (REPORT, None, "unknown"),
    ],
)
def test_outlet_is_found_in_the_lines(text: str, name: str | None, kind: str) -> None:
    """Agency, copyright and masthead name the source, and its kind follows."""
    page = page_from_text(text)
    assert isinstance(page, Page)
    assert (page.source_name, page.source_kind) == (name, kind)


@pytest.mark.parametrize(
    ("meta", "kind"),
    [
        ({"url": "https://harbour.wordpress.com/2022/02/12/talks/"}, "blog"),
        ({"url": "https://talks.substack.com/p/moscow"}, "blog"),
        ({"url": "https://www.state.gov/briefing"}, "government"),
        ({"url": "https://www.diplomatie.gouv.fr/en/"}, "government"),
        ({"url": "https://www.army.mil/article"}, "government"),
        ({"url": "https://www.mfa.gov.sg/statement"}, "government"),
        ({"source": "Ministry of Foreign Affairs of Japan"}, "government"),
        ({"source": "Harbour Institute for Strategic Research"}, "think tank"),
        ({"source": "The Student Voice", "url": "https://voice.wordpress.com/"}, "blog"),
        ({"source": "Associated Press"}, "agency"),
        ({"source": "the guardian"}, "newspaper"),
        ({"source": "Harbour Campus News"}, "student press"),
        ({"source": "Jane's Notebook"}, "unknown"),
        ({"source": "Jane's Notebook", "source_kind": "blog"}, "blog"),
        ({"url": "not a url ["}, "unknown"),
    ],
)
def test_kind_of_source_is_guessed(meta: dict[str, str], kind: str) -> None:
    """The kind of a source is the one given, else guessed from its name and address."""
    page = page_from_text(REPORT, **meta)
    assert isinstance(page, Page)
    assert page.source_kind == kind


def test_title_is_what_the_comments_answer() -> None:
    """The heading of comments quotes the title: the line above the body that it repeats is the headline, not the site's."""
    text = (
        f"Harbour Notes — a view from the quay\n\nWhy nobody will shoot\nPosted on August 10, 2017 by Ann\n\n{REPORT}\n"
        "3 thoughts on “Why nobody will shoot”\n\nOld Sailor: Quite so.\n\nPowered by WordPress.com\n"
    )
    page = page_from_text(text)
    assert isinstance(page, Page)
    assert (page.title, page.source_name, page.source_kind) == ("Why nobody will shoot", "Harbour Notes", "blog")


def test_headline_stands_below_the_links_of_the_site() -> None:
    """A site's tagline above its section links is not the headline of the report below them."""
    text = f"Campus Chronicle\nYour voice since 1921\nNEWS\nSPORTS\nAllies hold their breath\nBy Jane Roe\n\n{REPORT}"
    page = page_from_text(text)
    assert isinstance(page, Page)
    assert (page.title, page.source_name, page.authors) == (
        "Allies hold their breath",
        "Campus Chronicle",
        ("Jane Roe",),
    )


def test_headline_that_asks_is_a_headline() -> None:
    """A question of any length on the first line is the headline, and what stands under it is still read as masthead."""
    text = f"The Long Winter: Can the Allies Hold Together at All?\nPublished by Jane Roe\nPosted on February 12, 2022\n\n{REPORT}"
    page = page_from_text(text)
    assert isinstance(page, Page)
    assert page.title == "The Long Winter: Can the Allies Hold Together at All?"
    assert (page.authors, page.published) == (("Jane Roe",), dt.date(2022, 2, 12))
    assert [span.why for span in page.left_out] == ["headline", "byline", "dateline"]


def test_all_of_a_blog_page() -> None:
    """A blog's page as it is copied from a browser: title, day, furniture; the prose alone stays."""
    text = (
        "Skip to content\nHarbour Notes\nMenu\n\nMacron comes back from Moscow with little\n\n"
        "Posted on February 12, 2022 by harbourmaster\n\nMacron and Putin at the table. Photo by Jane Roe\n\n"
        f"{REPORT}\nShare this:\nClick to share on Twitter (Opens in new window)\n\nLike this:\nLike Loading...\n\n"
        "Related\n\nPosted in Opinion | Tagged NATO\n\nPublished by harbourmaster\n\nView all posts by harbourmaster\n\n"
        "One response to “Macron comes back from Moscow with little”\n\nOld Sailor says:\nFebruary 14, 2022 at 3:04 pm\n"
        "They will be in Kyiv within the week, mark my words.\n\nLeave a Reply\n\nCreate a website or blog at WordPress.com\n"
    )
    page = page_from_text(text)
    assert isinstance(page, Page)
    assert (page.published, page.published_inferred) == (dt.date(2022, 2, 12), True)
    kept = [line for line in REPORT.split("\n") if line]
    left, at = [], 0
    for span in page.left_out:
        left.append(page.text[at : span.start])
        at = span.end
    assert [line for line in "".join([*left, page.text[at:]]).split("\n") if line.strip()] == kept
