"""From readings to a brief: what is used, what is counted, what is said."""

from __future__ import annotations

import datetime as dt
import json

import jsonschema
import pytest

from demarche.briefing import Brief, BriefSettings, PrintLimits, brief_schema, render_html, render_json
from demarche.errors import EvidenceError
from demarche.record import (
    Actor,
    Reading,
    Source,
    When,
)

from .pages import expected_quotations, parse, quotations
from .readings import (
    MACRON,
    PUTIN,
    crowd,
    day,
    event,
    make_brief,
    make_report,
    moscow,
    moscow_paper,
    seal,
)


def all_counts(value: object) -> list[dict[str, object]]:
    """Every object in the JSON that prints a number and names what it counts."""
    if isinstance(value, dict):
        own = [value] if set(value) == {"name", "value", "items"} else []
        return own + [one for part in value.values() for one in all_counts(part)]
    if isinstance(value, list):
        return [one for part in value for one in all_counts(part)]
    return []


@pytest.fixture(scope="module")
def brief() -> Brief:
    return make_brief(moscow())


def test_title_is_from_the_record(brief: Brief) -> None:
    """The title names the main pair, what is done, and the prediction that comes due first."""
    assert brief.title == (
        "Russia and Ukraine: military moves and talks; "
        "an attack by Russia on Ukraine is called likely by 20 February 2022"
    )


def test_every_part_of_the_bottom_line_is_cited(brief: Brief) -> None:
    """Each sentence of the bottom line leads to a quotation and names its items."""
    assert len(brief.bottom_line) == 4
    assert all(sentence.citations and sentence.items for sentence in brief.bottom_line)
    assert brief.bottom_line[0].text.startswith("Most recently, Joe Biden (United States) spoke by telephone")


def test_as_of_locks_out_later_reports() -> None:
    """A report published after the as-of date is not used, and is listed by name."""
    brief = make_brief(moscow(), as_of=dt.date(2022, 2, 13))
    assert [page.report.title for page in brief.reports] == ["A table too long"]
    assert [(one.path, one.reason) for one in brief.refused] == [
        ("reports/paper.txt", "published 2022-02-14, after the as-of date 2022-02-13")
    ]
    assert make_brief(moscow()).as_of == dt.date(2022, 2, 14)


def test_counts_name_what_they_count(brief: Brief) -> None:
    """Each number in the JSON is the length of its list of ids, each of which stands in the record."""
    sent = json.loads(render_json(brief))
    counts = all_counts(sent)
    known = {page["report"]["id"] for page in sent["reports"]}
    known |= {row["finding"] for row in sent["findings"]}
    for reading in moscow():
        known |= {one.id for one in (*reading.events, *reading.statements, *reading.projections)}
    assert len(counts) > 8
    for count in counts:
        assert count["value"] == len(count["items"])  # type: ignore[arg-type]
        assert set(count["items"]) <= known  # type: ignore[call-overload]


def test_json_keeps_its_schema(brief: Brief) -> None:
    """The JSON is what its schema says, and its selectors are W3C's."""
    sent = json.loads(render_json(brief))
    jsonschema.validate(sent, brief_schema())
    first = sent["citations"][0]["selector"]
    assert [one["type"] for one in first] == ["TextQuoteSelector", "TextPositionSelector"]
    assert first[0]["prefix"].endswith("Kremlin.\n\n")
    text = next(
        page["report"]["text"] for page in sent["reports"] if page["report"]["id"] == sent["citations"][0]["report"]
    )
    assert text[first[1]["start"] : first[1]["end"]] == first[0]["exact"]


def test_gaps_are_counted(brief: Brief) -> None:
    """The gaps say how many events have no date, which reports have no grade, and which side is not heard."""
    texts = [sentence.text for sentence in brief.gaps]
    assert "No date is given for 4 mentions of 12." in texts
    assert "One side only is quoted: Russia speaks, Ukraine does not." in texts
    assert "Nobody has graded the source of 1 report: the grade is that of its kind." in texts
    alone = [sentence.text for sentence in make_brief([moscow_paper()]).gaps]
    assert "All of this rests on one report." in alone


def test_key_points_say_a_passage_once(brief: Brief) -> None:
    """No two key points rest on one passage, and each says why it was chosen."""
    places = [brief.citations[[one.number for one in brief.citations].index(point.shown)] for point in brief.known]
    assert 4 <= len(places) <= 8
    for one in places:
        for other in places:
            if one is not other and one.report == other.report:
                apart = one.selector[1].end <= other.selector[1].start or other.selector[1].end <= one.selector[1].start
                assert apart
    assert all("told in" in point.why for point in brief.known)


def test_broken_citation_is_refused() -> None:
    """A reading whose citation is not in its report does not become a brief."""
    report = make_report("Short.", title="Short")
    far = event(make_report("Short. And longer.", title="Short"), "CONSULT", "And longer", [MACRON], [PUTIN])
    with pytest.raises(EvidenceError):
        make_brief([Reading(report, (far,))])


def test_much_input_stays_printable() -> None:
    """Past its limits the page prints the weightiest rows and the cited passages, says so, and cites truly."""
    limits = PrintLimits(events=30, chronology=10, text_characters=5000)
    brief = make_brief(crowd(12, 15), settings=BriefSettings(limits=limits))
    page = render_html(brief)
    tree = parse(page)
    marks = quotations(tree)
    expected = expected_quotations(brief)
    assert marks == {anchor: expected[anchor] for anchor in marks}
    assert {href[1:] for href in tree.xpath("//@href")} <= set(tree.xpath("//@id"))
    assert len(tree.xpath("//table[contains(@class, 'record')]/tbody/tr")) == 30
    assert "more findings left to the JSON form" in page
    assert "characters not printed" in page
    assert len(json.loads(render_json(brief))["events"]) == 180


def test_size_of_a_page_is_bounded() -> None:
    """Sixty reports of forty events each give a page of under half a megabyte; the bound does not grow with reports."""
    small = len(render_html(make_brief(crowd(30, 40))))
    large = len(render_html(make_brief(crowd(60, 40))))
    assert large < 800_000
    assert large < 1.6 * small


def test_more_reports_than_a_page_holds() -> None:
    """Past three hundred reports, those that the page cites are printed, the rest is counted, and links resolve."""
    page = render_html(make_brief(crowd(320, 2)))
    tree = parse(page)
    printed = len(tree.xpath("//article[@class='rep']"))
    assert 200 < printed <= 300
    assert len(tree.xpath("//table[@class='sources']/tbody/tr")) == printed
    assert f"{320 - printed} more reports left to the JSON form" in page
    assert {href[1:] for href in tree.xpath("//@href") if href.startswith("#")} <= set(tree.xpath("//@id"))


def test_one_long_line() -> None:
    """A report of a few megabytes on one line is printed as the passages that are cited."""
    text = "x" * 1_500_000 + " Iran met Oman. " + "y" * 1_500_000
    report = make_report(text, title="Long")
    page = render_html(
        make_brief([seal(report, [event(report, "CONSULT", "Iran met Oman", [MACRON], [PUTIN], day(1))])])
    )
    assert len(page) < 60_000
    assert "1,499," in page


def test_undated_reports() -> None:
    """Without any date there is no as-of date, and the page still stands."""
    report = make_report("Iran met Oman.", title="When", published=None, source=Source("Gulf Post"))
    met = event(
        report,
        "CONSULT",
        "Iran met Oman",
        [Actor("IRN")],
        [Actor("OMN")],
        When(dt.date(1953, 8, 1), dt.date(1953, 8, 31), "month"),
    )
    brief = make_brief([seal(report, [met])])
    assert brief.as_of is None
    assert "in August 1953" in brief.bottom_line[0].text
    assert "No day of publication is known for 1 report." in render_html(brief)
