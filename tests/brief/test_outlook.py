"""The forecast in the brief: judgements, confidence, matrix, dates, what it says where it has nothing to say."""

from __future__ import annotations

import datetime as dt
import json

import msgspec
import pytest

from demarche.briefing import Brief, BriefSettings, build_brief, lint_brief, render_html, render_json, render_markdown
from demarche.errors import EvidenceError
from demarche.forecasting import DatedEstimate, Forecast, Health, Outcome
from demarche.ontology import icd203_word

from . import forecasts
from .pages import expected_quotations, parse, quotations


@pytest.fixture(scope="module")
def brief() -> Brief:
    return build_brief(forecasts.record(), forecast=forecasts.forecast())


def told(forecast: Forecast) -> Brief:
    return build_brief(forecasts.record(), forecast=forecast)


def test_without_a_forecast_nothing_changes() -> None:
    """A brief without a forecast has no word of one, in any form."""
    plain = build_brief(forecasts.record())
    assert not {"outlook", "forecast"} & set(plain.to_dict())
    assert "forecast" not in json.loads(render_json(plain))
    assert "Key judgements" not in render_html(plain)
    assert ".judged" not in render_html(plain)
    assert plain.foresight is None


def test_the_title_is_the_judgement(brief: Brief) -> None:
    """Title and bottom line say the leading outcome, with word and number by the deadline and by the horizon."""
    assert brief.title == (
        "An Argentine attack on the United Kingdom: very unlikely (12 %) by 4 April 1982, likely (58 %) by 20 June 1982"
    )
    assert len(brief.bottom_line) == 1
    assert brief.bottom_line[0].text.startswith("An Argentine attack on the United Kingdom is very unlikely (12 %) by")
    assert brief.bottom_line[0].citations
    assert brief.foresight
    assert brief.foresight.situation
    given = BriefSettings(title="Given")
    assert build_brief(forecasts.record(), settings=given, forecast=forecasts.forecast()).title == "Given"


def test_the_bottom_line_says_what_tells_most_of_the_challenger_and_what_to_watch() -> None:
    """The item named tells of the challenger; the first of the watch list stands with both numbers."""
    made = forecasts.forecast()
    line = told(made).bottom_line[0]
    first = max(made.watch, key=lambda one: one.information_bits)
    for of in (first.if_seen, first.if_not):
        assert f"at {round(100 * of['attack'])} %" in line.text
    assert "tells most about Argentina" in line.text
    (item,) = line.items
    ratios = next(one.log_ratios for one in made.evidence if one.sighting.item == item)
    theirs = [ratio for name, ratio in ratios.items() if name.startswith("challenger")]
    assert max(theirs) - min(theirs) > 0


def test_what_may_have_come_already_is_said_first() -> None:
    """Where the crisis may be over, that is said first, the next week is judged, and nothing is said to be watched."""
    made = msgspec.structs.replace(forecasts.forecast(), live=0.4)
    brief = told(made)
    attack = made.outcome("attack")
    assert attack is not None
    assert brief.bottom_line[0].text.startswith("It is likely (60 %) that the crisis had ended by 28 March 1982")
    assert "Watch first" not in brief.bottom_line[0].text
    assert brief.foresight
    assert brief.foresight.judgements[0].date == attack.by[0].date
    assert not lint_brief(render_json(brief), "json")


def test_warnings_are_in_words() -> None:
    """Days and percentages of a warning are written as on the rest of the page."""
    made = forecasts.forecast()
    assert made.health
    health = msgspec.structs.replace(made.health, warnings=("12% of the draws stopped on 1982-03-28.",))
    page = render_markdown(told(msgspec.structs.replace(made, health=health)))
    assert "12 % of the draws stopped on 28 March 1982." in page
    assert "12%" not in page


def test_judgements_are_whole(brief: Brief) -> None:
    """Each judgement has word, number, date, criterion and citations; its confidence and reason stand apart."""
    assert brief.foresight
    made = brief.foresight.judgements
    assert [one.outcome for one in made] == ["attack", "attack", "settlement", "standoff", "challenger: limited"]
    assert [one.date for one in made][:2] == [dt.date(1982, 4, 4), forecasts.HORIZON]
    for one in made:
        assert one.word == icd203_word(round(one.chance.probability, 2))
        assert one.word in one.sentence.text
        assert one.chance.percent in one.sentence.text
        assert "confidence" not in one.sentence.text.lower()
        assert one.sentence.citations
        assert one.criterion
        assert one.confidence_sentence.text.startswith("Confidence is low: the evidence is of 2 independent origins")
        assert "%" not in one.confidence_sentence.text


def test_deadline_beyond_the_horizon_is_not_judged() -> None:
    """Where no deadline lies ahead, the near judgement is four weeks on."""
    made = forecasts.forecast()
    assert made.scenario
    scenario = msgspec.structs.replace(made.scenario, windows=())
    shown = told(msgspec.structs.replace(made, scenario=scenario)).foresight
    assert shown
    assert shown.judgements[0].date == forecasts.AS_OF + dt.timedelta(weeks=4)


@pytest.mark.parametrize(
    "p", [0.0, 0.004, 0.049, 0.05, 0.1949, 0.196, 0.2, 0.4499, 0.55, 0.5499, 0.7999, 0.95, 0.996, 1.0]
)
def test_word_and_number_agree_as_printed(p: float) -> None:
    """Whatever the probability, no 0 or 100 % is printed, and the word is that of the printed number."""
    by = (
        DatedEstimate(p / 2, 0.0, p, date=forecasts.AS_OF + dt.timedelta(weeks=4)),
        DatedEstimate(p, p, p, date=forecasts.HORIZON),
    )
    attack = Outcome("attack", "Argentina attacks the United Kingdom", ("war",), by)
    end = Outcome("war", "war comes", (), by)
    made = msgspec.structs.replace(forecasts.forecast(), outcomes=(attack, end), watch=(), what_if=(), press=())
    shown = told(made)
    for text, form in ((render_html(shown), "html"), (render_markdown(shown), "md"), (render_json(shown), "json")):
        assert [str(one) for one in lint_brief(text, form)] == []  # type: ignore[arg-type]


def test_confidence_follows_its_grounds() -> None:
    """Few effective draws cap the confidence and are named first; the reasons are those that limit it."""
    shown = told(forecasts.thin())
    assert shown.foresight
    text = shown.foresight.judgements[0].confidence_sentence.text
    assert shown.foresight.judgements[0].confidence == "low"
    assert "only 9 effective draws of 200" in text
    page = render_html(shown)
    assert page.index("may move by 20 points") < page.index('class="keys judged"')
    assert "may move by 20 points" in render_markdown(shown).partition("## What is known")[0]


def test_confidence_rises_with_what_it_rests_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many origins, good grades, many draws, a narrow band and beliefs that moved make it high; each lack caps it."""
    from demarche.briefing.outlook import confidence
    from demarche.briefing.outlook.citing import Cited
    from demarche.briefing.outlook.percentages import chance

    monkeypatch.setattr(Cited, "origins", lambda *_: 9)
    monkeypatch.setattr(Cited, "conflicting", lambda *_: 0)
    made = forecasts.forecast()
    moved = tuple(
        msgspec.structs.replace(one, probability=p, low=p, high=p)
        for one, p in zip(made.hypotheses, (0.05, 0.15, 0.8, 0.95, 0.05), strict=True)
    )
    good = msgspec.structs.replace(made, hypotheses=moved, health=Health(400, 0, 1.0, 300.0, 0.2, -3.0, 1e-8))
    record = forecasts.record()
    from demarche.briefing.evidence import gather_evidence
    from demarche.briefing.told import tell_findings

    evidence = gather_evidence(record)
    cited = Cited(evidence, tell_findings(evidence))
    narrow = chance(DatedEstimate(0.5, 0.45, 0.55, date=forecasts.HORIZON))
    wide = chance(DatedEstimate(0.5, 0.2, 0.8, date=forecasts.HORIZON))
    assert confidence.judge_confidence(good, cited, narrow)[0] == "high"
    assert confidence.judge_confidence(good, cited, wide) == ("low", ("the band is 60 points wide",))
    unmoved = msgspec.structs.replace(
        good, hypotheses=tuple(msgspec.structs.replace(one, probability=one.prior) for one in moved)
    )
    assert confidence.prior_share(unmoved) == 1
    assert confidence.judge_confidence(unmoved, cited, narrow)[0] == "low"


def test_matrix_is_sorted_and_graded(brief: Brief) -> None:
    """Columns stand by diagnosticity with their grade; rows are the hypotheses; the flip test takes one item away."""
    assert brief.foresight
    matrix = brief.foresight.matrix
    assert matrix
    weights = [one.diagnosticity for one in matrix.columns]
    assert weights == sorted(weights, reverse=True)
    assert matrix.columns[0].grade == "B2"
    assert [row.type for row in matrix.rows] == ["bluffing", "limited", "bent on war", "committed", "detached"]
    assert [row.type for row in matrix.rows if row.leads] == ["limited", "detached"]
    assert matrix.flip.text == "Only if “A landing force sails” were false would “Argentina is bluffing” lead."
    assert matrix.flip.citations == matrix.columns[0].citations
    still = tuple(msgspec.structs.replace(one, flips=False) for one in forecasts.forecast().evidence)
    other = told(msgspec.structs.replace(forecasts.forecast(), evidence=still)).foresight
    assert other
    assert other.matrix
    assert "No single item" in other.matrix.flip.text


def test_dates_come_to_one(brief: Brief) -> None:
    """On each day the ends and what is still open come to 1; the deadline's day is among those printed."""
    assert brief.foresight
    shown = brief.foresight
    for row in shown.dated:
        ends = sum(one.probability for one, of in zip(row.chances, shown.curves, strict=True) if one and not of.group)
        assert ends + row.still_open == pytest.approx(1, abs=1e-6)
    assert [row.deadline for row in shown.dated if row.deadline] == ["games end"]
    assert all(row.printed for row in shown.dated if row.deadline)
    assert len(render_html(brief)) < 400_000


def test_every_number_is_in_the_table(brief: Brief) -> None:
    """What the chart draws stands in the table below it, in HTML and in Markdown."""
    tree = parse(render_html(brief))
    (table,) = tree.xpath("(//section[@id='outcomes']//table[@class='dated'])[1]")
    assert "58 %" in table.text_content()
    assert "41–75 %" in table.text_content()
    assert tree.xpath("//section[@id='outcomes']//figure//*[local-name()='path'][contains(@class, 'band')]")
    assert "58 % (41–75 %)" in render_markdown(brief)


def test_what_is_uncertain_is_said(brief: Brief) -> None:
    """A change on whose sign the draws do not agree is called uncertain; three changes are printed, the largest."""
    assert brief.foresight
    printed = [row for row in brief.foresight.what_if if row.printed]
    assert len({row.words for row in printed}) == 3
    assert not any(row.words == "No council meets" for row in printed)
    assert [row.sure for row in printed if row.words.startswith("The United States presses")] == [False, False]
    assert "direction uncertain" in render_markdown(brief)


def test_the_press_stands_beside_ours(brief: Brief) -> None:
    """A projection of the press stands with its range, window and citation beside ours, and is called apart."""
    assert brief.foresight
    (row,) = brief.foresight.press
    assert (row.range, row.ours.percent, row.apart, row.handle) == ("55–80 %", "27 %", True, "P1")
    assert row.citations
    assert "3 April 1982" in row.window


def test_dates_quote_their_report(brief: Brief) -> None:
    """A date of the game cites the words that it was read from; words that the report has not are an error."""
    assert brief.foresight
    assert brief.foresight.making
    (deadline,) = brief.foresight.making.deadlines
    citation = next(one for one in brief.citations if one.number == deadline.citations[0])
    assert citation.exact == "before 4 April, when the council of the Americas meets"
    made = forecasts.forecast()
    assert made.scenario
    window = msgspec.structs.replace(made.scenario.windows[0], words="before 5 April")
    with pytest.raises(EvidenceError, match="quotes words"):
        told(msgspec.structs.replace(made, scenario=msgspec.structs.replace(made.scenario, windows=(window,))))
    window = msgspec.structs.replace(made.scenario.windows[0], end=9999)
    with pytest.raises(EvidenceError, match="outside its report"):
        told(msgspec.structs.replace(made, scenario=msgspec.structs.replace(made.scenario, windows=(window,))))


def test_how_it_was_made(brief: Brief) -> None:
    """Warnings first, then roles with what speaks for them, the draws, the game as YAML and how to change it."""
    tree = parse(render_html(brief))
    text = tree.xpath("string(//section[@id='making'])")
    assert text.index("Nothing speaks for a mediator") < text.index("Who plays what")
    assert tree.xpath("//section[@id='making']//table[@class='roles']//a[@class='chip']")
    assert tree.xpath("//section[@id='making']//details//pre")[0].text_content() == forecasts.SPEC
    for words in ("121", "0.31", "197 of 200", "--game crisis.yaml", "seed 7"):
        assert words in text


def test_unsaid() -> None:
    """Where no forecast could be made the brief says why and what would mend it, and judges nothing."""
    shown = told(forecasts.unsaid())
    plain = build_brief(forecasts.record())
    assert shown.title == plain.title
    assert shown.foresight
    assert shown.foresight.judgements == ()
    page = render_html(shown)
    assert "no actor threatens another" in page
    assert "--game" in page
    assert "Key judgements" not in page
    assert "no forecast here" in shown.bottom_line[-1].text


def test_over() -> None:
    """Where the crisis had ended, the title says so; nothing is left to watch for."""
    shown = told(forecasts.over())
    assert shown.title == "The crisis is over as far as the reports tell: settlement, very likely (93 %)"
    assert "had ended by 28 March 1982" in shown.bottom_line[0].text
    assert "no move left to watch for" in render_html(shown)
    assert shown.foresight
    assert shown.foresight.judgements[0].date == forecasts.HORIZON


def test_what_would_read_alike_is_said_once() -> None:
    """Where the near day and the horizon would read alike, one stands; an end that is likelier is named beside it."""
    made = told(msgspec.structs.replace(forecasts.over(), live=1.0))
    assert made.title == (
        "An Argentine attack on the United Kingdom: almost no chance (below 1 %) by 20 June 1982; "
        "a settlement between Argentina and the United Kingdom very likely (93 %)"
    )
    assert made.foresight
    assert [one.outcome for one in made.foresight.judgements].count("attack") == 1
    assert "has almost no chance (below 1 %) by 20 June 1982, while a settlement" in made.bottom_line[0].text
    assert lint_brief(render_html(made), "html") == ()


def test_a_game_of_ones_own() -> None:
    """A game without an attack is judged by its likeliest ends, under their own names."""
    ends = {"blockade": 0.5, "deal": 0.3, "mutiny": 0.1}
    outcomes = tuple(Outcome(name, f"a {name} comes", (), forecasts.by_date(p, 0.2)) for name, p in ends.items())
    made = msgspec.structs.replace(
        forecasts.forecast(),
        outcomes=outcomes,
        hypotheses=(),
        evidence=(),
        watch=(),
        what_if=(),
        sensitivity=(),
        press=(),
    )
    shown = told(made)
    assert shown.title.startswith("A blockade comes: ")
    assert shown.foresight
    assert [one.outcome for one in shown.foresight.judgements] == ["blockade", "blockade", "deal", "mutiny"]
    assert "what the game calls “deal”" in shown.foresight.judgements[2].criterion
    assert lint_brief(render_html(shown), "html") == ()


SCRIPT = "</pre></style><script>alert(1)</script>```\n# x | y"


def test_hostile_words_are_only_text() -> None:
    """Script in a spec, a move, a reason or a warning stands on the page as text, and closes no block of Markdown."""
    made = forecasts.forecast()
    assert made.scenario
    assert made.health
    scenario = msgspec.structs.replace(made.scenario, spec_text=SCRIPT, warnings=(SCRIPT,))
    watch = tuple(msgspec.structs.replace(one, move=SCRIPT) for one in made.watch)
    seen = tuple(
        msgspec.structs.replace(one, sighting=msgspec.structs.replace(one.sighting, words=SCRIPT, why=SCRIPT))
        for one in made.evidence
    )
    health = msgspec.structs.replace(made.health, warnings=(SCRIPT,))
    shown = told(msgspec.structs.replace(made, scenario=scenario, watch=watch, evidence=seen, health=health))
    page = render_html(shown)
    assert not parse(page).xpath("//script")
    assert "<script" not in page
    assert "````yaml" in render_markdown(shown)


@pytest.mark.parametrize("make", [forecasts.forecast, forecasts.unsaid, forecasts.thin, forecasts.over])
def test_links_and_headings(make) -> None:  # type: ignore[no-untyped-def]
    """With a forecast, too, every link has its target, every quotation is exact, every table a caption."""
    shown = told(make())
    tree = parse(render_html(shown))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in tree.xpath("//@href") if href.startswith("#")} <= set(ids)
    assert quotations(tree) == expected_quotations(shown)
    assert all(table.xpath("./caption") for table in tree.iter("table"))
    assert all(header.get("scope") for header in tree.iter("th"))
    assert render_json(shown) == render_json(told(make()))
    assert render_html(shown) == render_html(told(make()))


def test_json_has_the_forecast(brief: Brief) -> None:
    """The JSON carries the forecast's numbers whole, beside what is printed of it."""
    sent = json.loads(render_json(brief))
    assert sent["forecast"]["outcomes"][0]["name"] == "attack"
    assert len(sent["forecast"]["what_if"]) == 4
    assert msgspec.convert(sent, Brief, strict=False).title == brief.title
