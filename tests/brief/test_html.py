"""The page: what it cites, what it escapes, what it asks of the network (nothing)."""

from __future__ import annotations

import json
import re
from itertools import pairwise

import msgspec
import pytest

from demarche.briefing import Brief, BriefSettings, render_html, render_json
from demarche.record import Actor, LeftOut, Place, Refused, Source, Span, identify

from .pages import expected_quotations, parse, quotations, report_text
from .readings import (
    MACRON,
    PUTIN,
    UKRAINE,
    day,
    event,
    make_brief,
    make_report,
    moscow,
    moscow_blog,
    seal,
    statement,
    with_title,
)

SCRIPT = "</title></style><script>alert(1)</script><img src=x onerror=alert(2)>"


def hostile() -> Brief:
    """A brief in which every text of unknown origin is an attack."""
    text = f"Alpha {SCRIPT} struck Beta. \u202eGamma\x00\x1b said \ud800 so.\r\n<b>Delta</b> & left."
    report = make_report(
        text,
        title=SCRIPT,
        source=Source(SCRIPT, "blog"),
        url="javascript:alert(3)",
        authors=(SCRIPT,),
        path=SCRIPT,
        left_out=(LeftOut(text.index("<b>"), len(text), SCRIPT),),
    )
    actor = Actor("FRA", "GOV", SCRIPT)
    struck = event(
        report,
        "ASSAULT",
        f"Alpha {SCRIPT} struck Beta",
        [actor],
        [actor, UKRAINE],
        day(1),
        where=Place(SCRIPT),
        rule=SCRIPT,
    )
    said = statement(report, actor, "claim", "positive", SCRIPT, "\u202eGamma\x00\x1b said \ud800 so")
    refused = [Refused(SCRIPT, SCRIPT, SCRIPT, SCRIPT)]
    settings = BriefSettings(title=SCRIPT, generated_from=(SCRIPT,), version=SCRIPT, pipeline=SCRIPT, lexicon=SCRIPT)
    return make_brief([seal(report, [struck], [said])], refused, settings=settings)


@pytest.fixture(scope="module")
def brief() -> Brief:
    return make_brief(moscow(), [Refused("reports/secret.pdf", "page", "encrypted PDF")])


def test_every_citation_quotes_its_report(brief: Brief) -> None:
    """Each mark on the page says exactly the words that its citation has in its report."""
    assert quotations(parse(render_html(brief))) == expected_quotations(brief)
    assert len(brief.citations) == 21


def test_reports_stand_whole(brief: Brief) -> None:
    """A small brief prints every report to the letter, what was left out among it."""
    tree = parse(render_html(brief))
    for page in brief.reports:
        assert report_text(tree, page.number) == page.report.text
    struck = [element.text_content() for element in tree.xpath("//div[@class='text']//s")]
    assert struck == [
        "Photo: the long white table in the Kremlin.",
        'Like\nOne response to "A table too long"',
        "Published by the Student Observer",
    ]


@pytest.mark.parametrize("make", [lambda: make_brief(moscow()), hostile, lambda: make_brief([])])
def test_every_link_resolves(make) -> None:  # type: ignore[no-untyped-def]
    """Every link inside the page has its target, no fragment stands twice, and nothing is fetched."""
    tree = parse(render_html(make()))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    inside = [href[1:] for href in tree.xpath("//@href") if href.startswith("#")]
    assert set(inside) <= set(ids)
    outside = [href for href in tree.xpath("//@href") if not href.startswith("#")]
    assert all(re.match(r"https?://", href) for href in outside)
    assert all("noopener" in link.get("rel") for link in tree.xpath("//a[not(starts-with(@href, '#'))]"))
    assert not tree.xpath("//@src | //link | //script | //img | //iframe | //object | //form | //base")
    assert "url(" not in render_html(make()).partition("</style>")[0]


def test_items_and_quotations_lead_to_each_other(brief: Brief) -> None:
    """Each event, statement and prediction has a row that leads to its quotation, which leads back to it."""
    tree = parse(render_html(brief))
    rows = [*brief.events, *brief.predictions, *(row for voice in brief.voices for row in voice.rows)]
    assert len(rows) == 22
    for row in rows:
        fragment = f"{row.handle[0].lower()}-{row.handle[1:]}"
        (place,) = tree.xpath(f"//tr[@id='{fragment}'] | //li[@id='{fragment}']")
        for number in row.citations:
            anchor = "q-" + number.replace(".", "-")
            assert place.xpath(f".//a[@href='#{anchor}']")
            assert tree.xpath(f"//div[@class='text']//sup/a[@href='#{fragment}']")


def test_hostile_text_is_only_text() -> None:
    """Script in a title, a name, a path, a rule or a reason stands on the page as text, and as nothing else."""
    page = render_html(hostile())
    tree = parse(page)
    assert not tree.xpath("//script | //img | //@onerror | //b[text()='Delta']")
    assert page.count("<script") == 0
    assert tree.xpath("//title/text()")[0].count("<script>") == 1
    assert "javascript:" not in page.replace("&#39;", "")
    assert "\u202e" not in tree.xpath("//h1")[0].text_content()


def test_unprintable_text_keeps_its_length() -> None:
    """Control characters and lone surrogates are shown by a stand-in each, so that the page is UTF-8 and in place."""
    brief = hostile()
    page = render_html(brief)
    page.encode("utf-8")
    shown = report_text(parse(page), 1)
    assert len(shown) == len(brief.reports[0].report.text)
    assert "\u2400\u241b" in shown


def test_policy_allows_nothing(brief: Brief) -> None:
    """The page's own policy forbids every fetch, script and form."""
    (policy,) = parse(render_html(brief)).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy
    assert "form-action 'none'" in policy


def test_structure(brief: Brief) -> None:
    """One h1; headings in order; landmarks, a skip link, a caption for every table and a scope for every header."""
    tree = parse(render_html(brief))
    levels = [int(element.tag[1]) for element in tree.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(two - one <= 1 for one, two in pairwise(levels))
    assert tree.get("lang") == "en"
    assert [len(tree.xpath(f"//body/{name}")) for name in ("header", "main", "footer")] == [1, 1, 1]
    assert tree.xpath("//a[@class='skip']/@href") == ["#main"]
    assert all(table.xpath("./caption") for table in tree.iter("table"))
    assert all(header.get("scope") for header in tree.iter("th"))


def test_overlapping_quotations() -> None:
    """Quotations that nest or cross are each marked whole, and each crossing one is lit by a rule of its own."""
    report = make_report("one two three four five six", title="Crossing")
    spans = [(0, 13), (4, 18), (8, 13), (4, 13), (14, 27), (0, 27)]
    events = [
        identify(
            msgspec.structs.replace(event(report, "CONSULT", "one", [MACRON], [PUTIN]), spans=(Span(*span),)), report.id
        )
        for span in spans
    ]
    brief = make_brief([seal(report, events)])
    page = render_html(brief)
    assert quotations(parse(page)) == expected_quotations(brief)
    assert report_text(parse(page), 1) == report.text
    assert page.count(":has(#") >= 1


def test_directions() -> None:
    """A name in a script that runs from right to left is set apart from the words around it."""
    reading = with_title(moscow_blog(), "محادثات موسكو")
    tree = parse(render_html(make_brief([reading])))
    assert tree.xpath("//bdi[text()='محادثات موسكو']")
    assert all(element.get("dir") == "auto" for element in tree.xpath("//div[@class='text']"))


def test_nothing_read() -> None:
    """With no report, or one without events, the page says so in words and draws no empty chart."""
    empty = render_html(make_brief([], [Refused("a.pdf", "page", "encrypted PDF")]))
    assert "No report could be read" in empty
    assert "encrypted PDF" in empty
    silent = render_html(make_brief([seal(make_report("It rained all day.", title="Weather"))]))
    assert "No event was read" in silent
    assert "<svg" not in silent + empty
    assert "1 reports" not in silent


def test_a_title_that_is_given() -> None:
    """A title that the user gives stands in place of the one from the record."""
    assert parse(render_html(hostile())).xpath("//h1")[0].text_content() == SCRIPT


def test_json_of_hostile_text() -> None:
    """Text that UTF-8 cannot hold does not stop the JSON; its positions stay true."""
    brief = hostile()
    sent = json.loads(render_json(brief))
    assert len(sent["reports"][0]["report"]["text"]) == len(brief.reports[0].report.text)


def test_same_bytes() -> None:
    """The same readings give the same page and the same JSON, byte for byte."""
    assert render_html(make_brief(moscow())) == render_html(make_brief(moscow()))
    assert render_json(make_brief(moscow())) == render_json(make_brief(moscow()))
