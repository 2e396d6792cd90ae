# ruff: noqa: E501 - a case of a table stands on one line
"""The day of publication is worked out where that is sound, and only there."""

from __future__ import annotations

import datetime as dt

import pytest

from demarche.reading.pages import Page, page_from_text

from .builders import LEAD, REPORT, SECOND

COMMENTS = (
    "2 thoughts on “Talks in Moscow end”\n\nOld Sailor says:\nMarch 3, 2022 at 3:04 pm\nNobody believes a word of it.\n"
)
PAST = "On February 7, 2022, the two presidents met in Moscow and talked for five hours at a very long table."

FOUND: dict[str, tuple[str, str | None, dt.date]] = {
    "posted on": (f"Talks end\n\nPosted on February 12, 2022 by admin\n\n{REPORT}", None, dt.date(2022, 2, 12)),
    "published": (f"Talks end\n\nPublished: 11 Feb 2022\n\n{REPORT}", None, dt.date(2022, 2, 11)),
    "published beats updated": (
        f"Talks end\n\nUpdated 15 February 2022\nPublished 11 February 2022\n\n{REPORT}", None, dt.date(2022, 2, 11),
    ),
    "updated alone": (f"Talks end\n\nUpdated Feb. 15, 2022, 10:30 a.m. ET\n\n{REPORT}", None, dt.date(2022, 2, 15)),
    "below the body": (f"Talks end\n\n{REPORT}\nPosted on 12th February 2022\n", None, dt.date(2022, 2, 12)),
    "line of a date": (f"Talks end\nFebruary 12, 2022 at 3:04 pm\n\n{REPORT}", None, dt.date(2022, 2, 12)),
    "ISO line": (f"Talks end\n2022-02-12\n\n{REPORT}", None, dt.date(2022, 2, 12)),
    "with a weekday": (f"Talks end\nSaturday, 12 February 2022\n\n{REPORT}", None, dt.date(2022, 2, 12)),
    "in the byline": (f"Talks end\n\nBy Jane Roe | February 12, 2022\n\n{REPORT}", None, dt.date(2022, 2, 12)),
    "figures in one order": (f"Talks end\nPublished 13/02/2022\n\n{REPORT}", None, dt.date(2022, 2, 13)),
    "archive line": (
        f"{REPORT}\nThis entry was posted in World on February 12, 2022 by admin.\n", None, dt.date(2022, 2, 12),
    ),
    "dateline with year": (f"KYIV, Feb 12, 2022 (AP) — {LEAD}\n\n{SECOND}", None, dt.date(2022, 2, 12)),
    "dateline and copyright": (f"KYIV, Feb 12 (AP) — {LEAD}\n\n{SECOND}\n\n© 2022 Harbour Media", None, dt.date(2022, 2, 12)),
    "dateline, weekday, year in the body": (
        "SEOUL, Aug. 20 (Yonhap) -- The North's paper blasted the South on Tuesday for an exercise.\n\nThe two sides had "
        "signed a military pact in 2018, and tests were held this year.",
        None, dt.date(2019, 8, 20),
    ),
    "address": (REPORT, "https://harbour.wordpress.com/2022/02/12/talks/", dt.date(2022, 2, 12)),
    "address beats lines": (f"Talks\nMarch 1, 2022\n\n{REPORT}", "https://example.org/2022-02-12/talks", dt.date(2022, 2, 12)),
    "body, told in the past": (f"{PAST}\n\n{SECOND} Yesterday the talks went on in Berlin.", None, dt.date(2022, 2, 7)),
    "body, a later day without a year": (
        f"{PAST}\n\nOn February 9 the minister flew to Kyiv. By Thursday the streets there were calm.", None, dt.date(2022, 2, 9),
    ),
    "body, past days and a deadline": (
        f"{PAST}\n\nAn invasion will likely happen before February 20, 2022. On Wednesday the two sides met in Berlin.",
        None, dt.date(2022, 2, 7),
    ),
    "body, past day beside a fear of the future": (
        "Macron met Putin on February 7, 2022, in the hope of stopping an attack that could come within days. Yesterday "
        "he spoke with him again.",
        None, dt.date(2022, 2, 7),
    ),
    "body, weekday and a year named": (
        "On Monday, February 7, the two presidents met in Moscow. It was their first meeting since the summer of 2021, and "
        "this week there were more.",
        None, dt.date(2022, 2, 7),
    ),
}  # fmt: skip
NOT_FOUND = {
    "no date at all": REPORT,
    "a deadline alone": f"{LEAD}\n\nAn invasion will likely happen before February 20, 2022. Today the streets are calm.",
    "planned day": f"{LEAD}\n\nThe ministers are due to meet on March 1, 2022. Yesterday they spoke on the telephone.",
    "promised day": f"{LEAD}\n\nOn March 1, 2022, the ministers will sign what they agreed on Monday, officials said.",
    "feared day": f"{LEAD}\n\nOfficials said yesterday that an attack could come on February 16, 2022, and left it there.",
    "comments alone": f"Talks end\n\n{REPORT}\n{COMMENTS}",
    "history": "On October 14, 1962, a spy plane photographed the sites. The president was told two days later by his aides.",
    "history in a report of later days": (
        "On October 14, 1962, a spy plane photographed the sites in Cuba. Today the papers of 2012 tell us more about it."
    ),
    "history that speaks of today": (
        "On October 14, 1962, a spy plane photographed the sites in Cuba. Today few remember how close to war the two were."
    ),
    "day without year": f"SEOUL, Aug. 20 (Yonhap) -- {LEAD}",
    "figures in two orders": f"Talks end\nPublished 03/02/2022\n\n{REPORT}",
    "no such day": f"Talks end\nPublished February 30, 2022\n\n{REPORT}",
    "a weekday that does not fit": f"Talks end\nPublished Monday, February 12, 2022\n\n{REPORT}",
}


@pytest.mark.parametrize("case", FOUND)
def test_day_is_found_and_marked(case: str) -> None:
    """A day that the page's lines, address or past tell is taken, and marked as inferred."""
    text, url, day = FOUND[case]
    page = page_from_text(text, **({"url": url} if url else {}))
    assert isinstance(page, Page)
    assert (page.published, page.published_inferred) == (day, True)


@pytest.mark.parametrize("case", NOT_FOUND)
def test_nothing_is_inferred_where_it_is_not_sound(case: str) -> None:
    """No day is inferred from the future, from comments, from history, or from what may be read in two ways."""
    page = page_from_text(NOT_FOUND[case])
    assert isinstance(page, Page)
    assert (page.published, page.published_inferred) == (None, False)


def test_stated_day_is_not_marked() -> None:
    """A day that the metadata state outranks all others, and is not marked."""
    page = page_from_text(f"Talks\n\nPosted on February 12, 2022\n\n{REPORT}", published="2022-02-10")
    assert isinstance(page, Page)
    assert (page.published, page.published_inferred) == (dt.date(2022, 2, 10), False)


def test_comments_do_not_move_the_day() -> None:
    """The day of a comment below is not the report's, whatever stands above."""
    page = page_from_text(f"Talks end\n\nPosted on February 12, 2022 by admin\n\n{REPORT}\n{COMMENTS}")
    assert isinstance(page, Page)
    assert page.published == dt.date(2022, 2, 12)
