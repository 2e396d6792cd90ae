# ruff: noqa: E501 - a case of a table stands on one line
"""Furniture is left out and listed, and prose that looks like it stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from demarche.errors import LexiconError
from demarche.reading.pages import Page, page_from_text
from demarche.reading.pages.furniture import SCOPES, furniture_rules, parse_rules

from .builders import LEAD, REPORT, SECOND, THIRD

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "furniture.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
FURNITURE = [line for verdict, line in ROWS if verdict == "no"]
PROSE = [line for verdict, line in ROWS if verdict == "yes"]


def page_of(text: str, **meta: object) -> Page:
    page = page_from_text(text, **meta)
    assert isinstance(page, Page), page
    return page


def left_out_words(page: Page) -> dict[str, str]:
    return {page.text[span.start : span.end]: span.why for span in page.left_out}


def test_both_ways_are_tried_enough() -> None:
    """At least eighty lines are tried each way."""
    assert min(len(FURNITURE), len(PROSE)) >= 80


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_is_left_out(line: str) -> None:
    """A line of furniture between paragraphs is left out, whole, with a reason."""
    page = page_of(f"{LEAD}\n\n{line}\n\n{SECOND}\n\n{THIRD}")
    assert line in left_out_words(page)
    assert page.text.count(line) == 1


@pytest.mark.parametrize("line", PROSE)
@pytest.mark.parametrize("place", ["first", "middle", "last"])
def test_prose_stays(line: str, place: str) -> None:
    """A sentence that begins as furniture does is left in the prose, wherever it stands."""
    paragraphs = {"first": [line, LEAD, SECOND], "middle": [LEAD, line, SECOND], "last": [LEAD, SECOND, line]}[place]
    page = page_of("\n\n".join(paragraphs))
    assert page.left_out == ()


def test_every_rule_leaves_out_its_example() -> None:
    """Each row of the table matches the example that it gives, in its own scope."""
    for rule in furniture_rules().rules:
        found = rule.pattern.search if rule.scope in ("inline", "end") else rule.pattern.fullmatch
        assert found(rule.example), rule
        assert rule.scope in SCOPES


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("url\tline\tany", "5 columns"),
        ("url\tnowhere\tany\tx\tx", "unknown scope"),
        ("url\tline\tsome\tx\tx", "unknown case"),
        ("url\tinline\tany\tx\tx", "begin with a bracket"),
        ("url\tline\tany\t(x\tx", "not a regular expression"),
    ],
)
def test_bad_row_is_refused(row: str, fault: str) -> None:
    """A row that breaks the format is refused with its line."""
    with pytest.raises(LexiconError, match=fault) as caught:
        parse_rules(f"# head\n{row}\n", "mine.tsv")
    assert caught.value.where == "mine.tsv:2"


def test_comments_after_the_report_are_left_out() -> None:
    """What follows a heading of comments is left out with it, prose or not."""
    text = (
        f"Talks in Moscow end\n\n{REPORT}\n3 thoughts on “Talks in Moscow end”\n\nOld Sailor says:\n"
        "February 13, 2022 at 3:04 pm\nThe whole thing is theatre, and Kyiv knows it very well, my friends.\n\nReply\n"
    )
    whys = left_out_words(page_of(text))
    assert whys["The whole thing is theatre, and Kyiv knows it very well, my friends."] == "comments"
    assert whys["Talks in Moscow end"] == "headline"


def test_link_to_comments_above_the_report_does_not_end_it() -> None:
    """'Leave a comment' above the body is a link, not the end of the report."""
    page = page_of(f"Talks in Moscow end\n\nLeave a comment\n\n{REPORT}")
    assert LEAD not in left_out_words(page)
    assert left_out_words(page)["Leave a comment"] == "comments"


def test_quoted_mail_and_signature_are_left_out() -> None:
    """The mail that is answered, quoted below an answer, is no prose of the answer."""
    text = f"{REPORT}\nOn Mon, 7 Feb 2022 at 10:00, John Doe wrote:\n\n> The talks were a waste of everybody's time.\n"
    whys = set(left_out_words(page_of(text)).values())
    assert whys == {"quoted-mail"}


def test_headline_is_found_and_left_out() -> None:
    """The first line that is no sentence is the title of plain text; where a title is given, its repetition is left out."""
    page = page_of(f"Talks in Moscow end without a deal\n\n{REPORT}")
    assert page.title == "Talks in Moscow end without a deal"
    assert left_out_words(page) == {"Talks in Moscow end without a deal": "headline"}
    page = page_of(f"Talks in Moscow end\nwithout a deal\n\n{REPORT}", title="Talks in Moscow end without a deal")
    assert set(left_out_words(page).values()) == {"headline"}
    assert page_of(REPORT).title is None


def test_headings_inside_are_left_out() -> None:
    """Short lines between paragraphs that are written as headings are no prose; short sentences are."""
    page = page_of(
        "\n\n".join([LEAD, "What happens next?", SECOND, "The Kremlin’s Answer", THIRD, "It said no.", LEAD])
    )
    assert left_out_words(page) == {"What happens next?": "headline", "The Kremlin’s Answer": "headline"}


def test_text_without_stops_is_not_eaten() -> None:
    """Lines without stops, as in messages, are prose where no line of the text is a whole sentence."""
    text = "russian troops entered the town\nlocal people say that shops are closed\nwe hear shelling from the river"
    assert page_of(text).left_out == ()


def test_wrapped_text_is_read_as_paragraphs() -> None:
    """A line that a machine broke is no line of its own: 'Share' at a line's start is still in its sentence."""
    text = (
        "The ministers said on Monday that the two sides would\nShare this: the cost of the mission, the command of it, and\n"
        "the blame if it should fail before the end of the winter\nseason, which nobody in the room expected it to do at\n"
        "all when the talks began in Geneva in the first week of\nthe year.\n"
    )
    assert page_of(text).left_out == ()
