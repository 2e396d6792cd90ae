"""What weighing adds to the brief: findings, conflicts, the grid, copies, grades, corrections, weeks."""

from __future__ import annotations

import datetime as dt

from demarche.briefing import Brief, build_brief, render_html, render_markdown
from demarche.record import (
    Actor,
    CorrectionsFile,
    Magnitude,
    NoEvent,
    Place,
    Source,
    SourceEntry,
    SourceGrade,
    SourcesFile,
)
from demarche.weighing import weigh_readings

from .pages import parse
from .readings import day, event, make_brief, make_report, moscow, moscow_blog, moscow_paper, seal, statement

TWO = """Iran struck a base in Iraq on 3 February, killing 5. Iran met Oman in Muscat on 4 February."""
OTHER = """Iran struck a base in Iraq on 3 February, killing 40. Iran denied that it had met Oman on 4 February."""


def two_accounts() -> Brief:
    """Two reports of one strike with another number, and of one meeting that one of them has denied."""
    first = make_report(TWO, title="One", source=Source("Gulf Post", "newspaper"))
    second = make_report(OTHER, title="Two", source=Source("Oman Wire", "agency"))
    iran, iraq, oman = Actor("IRN", "GOV"), Actor("IRQ", "GOV"), Actor("OMN", "GOV")
    struck = {"where": Place("Iraq", "IRQ"), "mode": "aerial"}
    five, forty = Magnitude("deaths", 5, 5, None, "killing 5"), Magnitude("deaths", 40, 40, None, "killing 40")
    strike = "Iran struck a base in Iraq on 3 February, killing "
    one = [
        event(first, "ASSAULT", strike + "5", [iran], [iraq], day(3), magnitude=five, **struck),
        event(first, "CONSULT", "Iran met Oman in Muscat on 4 February", [iran], [oman], day(4), mode="meet"),
    ]
    denied = {"modality": "denied", "attributed_to": iran, "mode": "meet"}
    two = [
        event(second, "ASSAULT", strike + "40", [iran], [iraq], day(3), magnitude=forty, **struck),
        event(second, "CONSULT", "it had met Oman on 4 February", [iran], [oman], day(4), **denied),
    ]
    return make_brief([seal(first, one), seal(second, two)])


def test_a_finding_stands_once() -> None:
    """Two mentions of one event are one row, which cites both and says in how many reports it stands."""
    brief = two_accounts()
    assert len(brief.findings) == 2
    assert len(brief.events) == 4
    (strike,) = [row for row in brief.chronology if row.label == "Assault"]
    assert (strike.reports, strike.sentence.citations) == (2, ("1.1", "2.1"))
    assert "in 2 reports" in strike.sentence.text


def test_conflicts_are_cited_on_each_side() -> None:
    """Another number, and a denial, are conflicts of their findings; each side names its value and its report."""
    brief = two_accounts()
    found = {one.field: one for one in brief.conflicts}
    assert {"number", "whether it happened"} <= set(found)
    reports = [{number.partition(".")[0] for number in side.sentence.citations} for side in found["number"].sides]
    assert sorted(map(sorted, reports)) == [["1"], ["2"]]
    assert all(side.position and side.sentence.text for one in brief.conflicts for side in one.sides)
    assert "conflict" in brief.bottom_line[-1].text


def test_the_grid_says_who_says_what() -> None:
    """Each claim has a cell for each report: says, another value, denies; a cell that says something is cited."""
    grid = two_accounts().grid
    assert grid is not None
    assert grid.reports == (1, 2)
    answers = {row.claim.split()[1]: sorted(cell.answer for cell in row.cells) for row in grid.rows if row.handle}
    assert answers == {"struck": ["other", "says"], "denies": ["denies", "says"]} or answers == {
        "struck": ["other", "says"],
        "met": ["denies", "says"],
    }
    for row in grid.rows:
        assert all(bool(cell.citations) == (cell.answer not in ("silent", "before")) for cell in row.cells)
        assert row.credibility
        assert row.why


def test_heat_is_by_week() -> None:
    """The heat map counts each finding once, in the week in which it ends."""
    heat = two_accounts().heat
    assert heat is not None
    assert heat.mondays == (dt.date(2022, 1, 31),)
    assert {row.names: (len(row.weeks[0].conflictual), len(row.weeks[0].cooperative)) for row in heat.rows} == {
        ("Iran", "Iraq"): (1, 0),
        ("Iran", "Oman"): (0, 1),
    }


def test_one_report_has_no_grid() -> None:
    """With one report there is nothing to set side by side."""
    assert make_brief([moscow_paper()]).grid is None


WIRE = (
    "MUSCAT - Oman and Iran agreed on Monday to open two ports to each other, the foreign ministry of Oman said. "
    "The first ships are to sail in March, and tariffs on fish, dates and cement will be cut by half within a year. "
    "Iran welcomed the agreement as a step towards trust between neighbours who have quarrelled over fishing rights."
)


def copied() -> Brief:
    """A wire story and a newspaper that prints it again."""
    texts = {"Gulf Wire": (WIRE, 4, "agency"), "Harbour Post": (WIRE.replace("cut by half", "halved"), 5, "newspaper")}
    readings = []
    for name, (text, number, kind) in texts.items():
        published = dt.date(2022, 2, number)
        report = make_report(text, title=name, source=Source(name, kind), published=published)  # type: ignore[arg-type]
        oman, iran = Actor("OMN", "GOV"), Actor("IRN", "GOV")
        words = "Oman and Iran agreed on Monday to open two ports to each other"
        agreed = event(report, "AGREE", words, [oman, iran], [oman, iran], day(31, 1))
        hailed = statement(report, iran, "claim", "positive", "the agreement", "Iran welcomed the agreement")
        readings.append(seal(report, [agreed], [hailed]))
    return make_brief(readings)


def test_copies_count_once() -> None:
    """A reprinted story is one origin, is said to be a copy, and its statements are not printed twice."""
    brief = copied()
    assert brief.origins == 1
    assert [(row.of, row.reports) for row in brief.copies] == [(1, (2,))]
    assert [row.copy_of for row in brief.sources] == ["", "copy of report 1"]
    assert "in 2 reports of one origin" in brief.chronology[0].sentence.text
    assert [row.printed for voice in brief.voices for row in voice.rows] == [True, False]
    page = render_html(brief)
    assert "2 reports of 1 origin" in page
    assert "Copies, counted once" in page
    assert "copy of 1 Gulf Wire" in render_markdown(brief)


def test_sources_carry_their_grade() -> None:
    """A grade from the user's table stands with its reason, and is no longer called nobody's."""
    sources = SourcesFile((SourceEntry("Student Observer", "D", (), "It has been wrong before."),))
    brief = build_brief(weigh_readings(moscow(), sources=sources))
    graded = {row.label: (row.grade, row.graded) for row in brief.sources}
    assert graded["Student Observer"][0] == "D"
    assert "wrong before" in graded["Student Observer"][1]
    assert not [one for one in brief.gaps if "Nobody has graded" in one.text]


def test_corrections_are_listed() -> None:
    """What an analyst took out is gone from the findings, and every correction is listed with its reason."""
    (first, *_) = moscow_blog().events
    corrections = CorrectionsFile(
        (NoEvent((first.id,), "a caption"), SourceGrade("Eastern Notes", "E", "a hoax")), by="the desk"
    )
    record = weigh_readings(moscow(), corrections=corrections)
    brief = build_brief(record)
    assert first.id not in [row.event.id for row in brief.events]
    assert len(brief.events) == 11
    assert [(row.kind, row.applied) for row in brief.corrections] == [
        ("no event", True),
        ("reliability of a source", True),
    ]
    assert "met Vladimir Putin in Moscow" in brief.corrections[0].words
    tree = parse(render_html(brief))
    assert tree.xpath("//a[@href='#corrections']")
    assert "a caption" in tree.xpath("string(//h3[@id='corrections']/following-sibling::div)")


def test_reasons_are_on_demand() -> None:
    """Each key point about a finding folds its grade's reason away, without a script; the record prints it whole."""
    brief = make_brief(moscow())
    tree = parse(render_html(brief))
    folded = tree.xpath("//ol[@class='keys']//details/p/text()")
    assert folded == [point.graded for point in brief.known if point.credibility]
    assert set(folded) <= {row.why for row in brief.findings}
    assert all(row.why in tree.xpath("string(//table[@class='record'])") for row in brief.findings)
