"""The linter: each rule with a text that keeps it and one that breaks it; our own briefs; briefs that others wrote."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from demarche.briefing import RULES, build_brief, form_of, lint_brief, render_html, render_json, render_markdown
from demarche.errors import InputError

from . import forecasts
from .readings import crowd, make_brief, moscow

DOCS = Path(__file__).parents[2] / "docs" / "brief-forecast.md"
RENDER = {"html": render_html, "md": render_markdown, "json": render_json}


def rules(text: str, form: str = "md") -> list[str]:
    """The names of the rules that a text breaks."""
    return [one.rule for one in lint_brief(text, form)]  # type: ignore[arg-type]


WHOLE = """# Key judgements

1. An attack by 20 February 2022 is unlikely (31 %, 17–47 %). Confidence is low: two reports, neither a witness. It \
counts as an attack if troops cross the border.
"""

# By rule: texts that keep it, texts that break it.
SENTENCES = {
    "word-number": (
        (
            "An attack is unlikely (31 %).",
            "An attack is unlikely (31 %) by May and likely (58 %) by June.",
            "There is a roughly even chance (50 percent) of talks.",
            "An attack is very unlikely, 12 per cent.",
            "We put it at 58 %: likely.",
            "A deal is almost certain (above 99 %).",
            "South Wire calls it likely (“likely”, 55–80 %).",
            "Credibility 2 probably true; 31 % of the fleet is at sea.",
            "The minister said “an attack is likely, 10 %”.",
            "An attack is likely.",
            "30 % of voters hold that war is likely.",
            "An attack is likely, for 20 % of the fleet has sailed.",
            "Prices fell by 10 % and a deal is likely.",
            "31 % unlikely · by 20 Feb",
            "Unlikely (31 %), likely (58 %).",
            "The range was 10 %; it is probable that more will come.",
            "A deal is not likely (30 %).",
        ),
        (
            "An attack is likely (31 %).",
            "An attack is unlikely (31 %) by May and likely (45 %) by June.",
            "There is a roughly even chance (70 percent) of talks.",
            "An attack is highly unlikely, 25 per cent.",
            "We put it at 58 %: unlikely.",
            "It is probable (10–20 %) that he leaves.",
            "A deal is not likely (70 %).",
            "31 % likely · by 20 Feb",
            "Unlikely (31 %), likely (38 %).",
            "An attack is likely and stands at 20 %.",
        ),
    ),
    "never-certain": (
        ("There is almost no chance (below 1 %) of it.", "A deal is almost certain (above 99 %).",
         "It moved 100 % of its tanks."),
        ("There is almost no chance (0 %) of it.", "The probability of war is 100 %.", "## Outcomes\n\nAttack: 0–5 %"),
    ),
    "confidence-apart": (
        ("An attack is likely. Confidence is low: two reports.", "Macron felt confident that war was unlikely.",
         "We have high confidence in this source."),
        ("We judge with high confidence that an attack is likely.", "Confidence is low that the 58 % holds.",
         "It is unlikely (low confidence)."),
    ),
    "within-band": (
        ("Attack 31 % (17–47 %).", "Deal: 95 % (90–>99 %).", "Deal: 3 % (<1–6 %).",
         "It is unlikely (31 %, 17–47 %).", "From 40 % to 31 % since May."),
        ("Attack 51 % (17–47 %).", "Deal: 89 % (90–>99 %).", "Deal: 9 % (<1–6 %).",
         "It is unlikely (31 %, 35–47 %).", "Deal: 10 %, range 20 to 40 percent"),
    ),
    "complete": (
        (
            WHOLE,
            WHOLE.replace("20 February", "the end of"),
            WHOLE.replace("20 ", ""),
            WHOLE.replace("# Key judgements", "# What we know").replace("31 %", "ahead"),
        ),
        (
            WHOLE.replace(" by 20 February 2022", ""),
            WHOLE.replace("by 20 February 2022", "that may come"),
            WHOLE.replace("unlikely", "foreseen"),
            WHOLE.replace(" (31 %, 17–47 %)", ""),
            WHOLE.replace("Confidence is low: two reports, neither a witness. ", ""),
            WHOLE.replace("It counts as an attack if troops cross the border.", ""),
        ),
    ),
    "citation": (("It rained.[^1]\n\n[^1]: “rain”",), ("It rained.[^2]\n\n[^1]: “rain”",)),
    "press": (
        ("## The press and ours\n\n| By | Press | Ours |\n|---|---|---|\n| 3 May | 55–80 % | 27 % |",),
        (
            "## The press and ours\n\n| By | Press | Ours |\n|---|---|---|\n| 3 May | some | none |",
            "## The press and ours\n\n| By | Press | Ours |\n|---|---|---|\n| soon | 55–80 % | 27 % |",
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, (good, _) in SENTENCES.items() for text in good])
def test_what_keeps_a_rule(rule: str, text: str) -> None:
    """A text that keeps a rule is not told of breaking it."""
    assert rule not in rules(text)


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, (_, bad) in SENTENCES.items() for text in bad])
def test_what_breaks_a_rule(rule: str, text: str) -> None:
    """A text that breaks a rule is told of, with its line."""
    found = [one for one in lint_brief(text, "md") if one.rule == rule]
    assert found
    assert all(re.match(r"line \d+", one.place) and one.wanted and one.got for one in found)


CARD = """<h2>Key judgements</h2><ul><li><p><b>31 %</b> <span>{head} · by {day}</span></p>
<p>It is unlikely (31 %, 17–47 %) that they attack by 20 February 2022.</p><p>Confidence is low: two reports.</p>
<p>What would count: troops cross the border.</p></li></ul>"""


def test_parts_of_a_judgement_agree() -> None:
    """Where head and sentence of a judgement say another word or day, that is told."""
    assert rules(CARD.format(head="unlikely", day="20 Feb"), "html") == []
    assert rules(CARD.format(head="unlikely", day="28 Feb"), "html") == ["agreement"]
    assert "agreement" in rules(CARD.format(head="very unlikely", day="20 Feb"), "html")
    assert rules(CARD.replace("<b>31", "<b>33").format(head="unlikely", day="20 Feb"), "html") == ["agreement"]


@pytest.mark.parametrize("form", ["html", "md", "json"])
@pytest.mark.parametrize("make", [None, forecasts.forecast, forecasts.unsaid, forecasts.thin, forecasts.over])
def test_our_own_briefs_are_clean(form: str, make: Any) -> None:
    """A brief of ours keeps every rule in every form, with a forecast or without."""
    brief = build_brief(forecasts.record(), forecast=make() if make else None)
    assert [str(one) for one in lint_brief(RENDER[form](brief), form)] == []  # type: ignore[arg-type]


@pytest.mark.parametrize("form", ["html", "md", "json"])
def test_briefs_of_the_record_are_clean(form: str) -> None:
    """So are briefs of two reports that disagree, and of many."""
    for readings in (moscow(), crowd(12, 6)):
        assert [str(one) for one in lint_brief(RENDER[form](make_brief(readings)), form)] == []  # type: ignore[arg-type]


def sent() -> dict[str, Any]:
    return json.loads(render_json(build_brief(forecasts.record(), forecast=forecasts.forecast())))  # type: ignore[no-any-return]


def broken(change: Any) -> list[str]:
    data = sent()
    change(data)
    return rules(json.dumps(data), "json")


def test_json_quotations() -> None:
    """A quotation that is not the text at its span, or whose span lies outside, is told of."""
    assert broken(lambda data: data["citations"][0]["selector"][0].update(exact="Nothing sailed")) == ["quotation"]
    assert broken(lambda data: data["citations"][0]["selector"][1].update(end=99999)) == ["quotation"]
    assert "citation" in broken(lambda data: data["citations"][0].update(report="r-none"))


def test_json_citations() -> None:
    """A citation that no quotation answers is told of, with the field that makes it."""
    assert broken(lambda data: data["bottom_line"][0].update(citations=["7.7"])) == ["citation"]
    assert broken(lambda data: data["outlook"]["matrix"]["columns"][1].update(citations=["7.7"])) == ["citation"]


def test_json_numbers() -> None:
    """A probability outside its band or [0, 1], or ends that do not come to 1, are told of."""
    assert broken(lambda data: data["forecast"]["outcomes"][1]["by"][3].update(low=0.9, high=0.95)) == ["within-band"]
    assert "within-band" in broken(lambda data: data["forecast"]["hypotheses"][0].update(probability=1.2))
    assert broken(lambda data: data["outlook"]["dated"][2].update(still_open=0.9)) == ["sum"]
    assert "sum" in broken(lambda data: data["outlook"]["matrix"]["rows"].pop())
    assert broken(lambda data: data["outlook"]["press"][0].update(window="no date given")) == ["press"]
    assert "press" in broken(lambda data: data["outlook"]["press"][0].update(low=0.9, high=0.2))


def test_json_judgements() -> None:
    """A judgement whose fields say something else than its sentences, or that lacks one, is told of."""

    def first(data: dict[str, Any]) -> dict[str, Any]:
        return data["outlook"]["judgements"][0]  # type: ignore[no-any-return]

    assert "agreement" in broken(lambda data: first(data).update(word="likely"))
    assert broken(lambda data: first(data).update(date="1982-04-05")) == ["agreement"]
    assert broken(lambda data: first(data).update(confidence="high")) == ["agreement"]
    assert broken(lambda data: first(data).update(criterion=" ")) == ["complete"]


def test_page_quotations() -> None:
    """On a page, a chip that quotes other words than its mark, or leads nowhere, is told of."""
    page = render_html(build_brief(forecasts.record(), forecast=forecasts.forecast()))
    assert rules(page.replace('title="“Argentine warships', 'title="“Chilean warships', 1), "html") == ["quotation"]
    assert "citation" in rules(page.replace('id="q-1-1"', 'id="q-9-9"'), "html")


def test_what_is_quoted_is_not_ours() -> None:
    """Words of likelihood in quotations, reports, footnotes and code are not checked."""
    assert rules("<p>He said: <q>an attack is likely (5 %)</q></p><blockquote>likely (5 %)</blockquote>", "html") == []
    assert rules("It rained.[^1]\n\n```\nlikely (5 %)\n```\n\n[^1]: “likely (5 %)”") == []
    assert rules("<p>An attack is likely (5 %).</p>", "html") == ["word-number"]


def test_what_is_no_brief() -> None:
    """JSON of another kind, broken JSON, a brief without its fields and an empty file are errors that say so."""
    for text, form in (
        ("[1]", "json"),
        ("{", "json"),
        ('{"format": "demarche.briefing/2"}', "json"),
        (" ", "md"),
        ("", "html"),
    ):
        with pytest.raises(InputError):
            lint_brief(text, form, "x")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", ["<" * 5000, "<div>" * 3000 + "likely (5 %)", "| | |\n|", "#\n1.\n", "\x00<p>\ud800", "[^"]
)
def test_odd_files_are_read(text: str) -> None:
    """Whatever a file holds, the linter says breaches or that it is no brief."""
    for form in ("html", "md"):
        try:
            lint_brief(text, form)  # type: ignore[arg-type]
        except InputError:
            continue


def test_forms_are_told_by_name_and_content() -> None:
    """A file's form follows its name, else how it begins."""
    assert [form_of("x", name) for name in ("a.json", "a.HTM", "a.markdown")] == ["json", "html", "md"]
    assert [form_of(text, "-") for text in ('{"a": 1}', "<!doctype html>", "# A")] == ["json", "html", "md"]


def test_the_rules_are_documented() -> None:
    """docs/brief-forecast.md lists the rules, each by name, and none that is not there."""
    listed = re.findall(r"^\| `([a-z-]+)` \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(listed) == {rule.name for rule in RULES}
    assert all(rule.check.__doc__ and rule.words for rule in RULES)
