"""The scenario as a short YAML file of the template: what was chosen, and beside it why, with the quotation."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

import msgspec

from demarche.forecasting.scenario import DatedWindow, Reason, Scenario
from demarche.forecasting.windows import window_words
from demarche.ontology import spoken_name
from demarche.record import Record, Span

TEMPLATE = "coercive-crisis"
_WIDEST = 110
_MOST_REASONS = 3
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*\Z")
# YAML 1.1 readers take these bare words for truth values or nothing.
_WORDS_OF_YAML = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})


def write_spec(scenario: Scenario, record: Record) -> Scenario:
    """Return the scenario with its spec: a file that a person can read, change and pass back (`--game`)."""
    lines = [*_head(scenario), *_calendar(scenario), *_players(scenario, record)]
    lines += [*_initial(scenario, record), *_windows(scenario, record)]
    return msgspec.structs.replace(scenario, spec_text="\n".join(lines) + "\n")


def title_of(scenario: Scenario) -> str:
    """Return the title of a scenario: "Russia against Ukraine, as of 2022-02-12"."""
    one, other = (spoken_name(scenario.roles[role]) for role in ("challenger", "target"))
    title = f"{one} against {other}, as of {scenario.as_of}"
    return title[0].upper() + title[1:]


def _head(scenario: Scenario) -> Iterator[str]:
    yield from comment("Filled from the reports. Change what you know better, and pass it back with --game.")
    for note in scenario.warnings:
        yield from comment(f"Note: {note}")
    yield f"template: {TEMPLATE}"
    yield f"title: {scalar(title_of(scenario))}"
    yield ""


def _calendar(scenario: Scenario) -> Iterator[str]:
    ahead = scenario.periods - scenario.periods_seen
    seen = "The first week is" if scenario.periods_seen == 1 else f"The first {scenario.periods_seen} weeks are"
    yield from comment(
        f"{seen} over on {scenario.as_of}; the first dated move begins the first. {ahead} more are forecast."
    )
    yield f"calendar: {{start: {scenario.start}, periods: {scenario.periods}}}"
    yield ""


def _players(scenario: Scenario, record: Record) -> Iterator[str]:
    yield "players:"
    for role, actor in scenario.roles.items():
        name = f"{spoken_name(actor)}: " if actor != role else ""
        bid = next((one for one in scenario.bids if one.role == role and one.actor == actor), None)
        told = _quotes(bid.reasons, record) if bid and role != "target" else []
        if name or told:
            why = told[0] if told else "all this is directed against it." if role == "target" else ""
            yield from comment(f"{name[0].upper()}{name[1:]}{why}", "  ")
        for one in told[1:]:
            yield from comment(one, "  ")
        if actor == role:
            yield from comment("Nobody was found for this role in the reports.", "  ")
        partners = scenario.partners.get(role, ())
        if partners:
            yield from comment(f"With it: {', '.join(spoken_name(code) for code in partners)}.", "  ")
        yield f"  {role}: {scalar(actor)}"
    yield ""


def _initial(scenario: Scenario, record: Record) -> Iterator[str]:
    yield from comment(f"The state on {scenario.start}.")
    for reason in scenario.initial_reasons:
        yield from comment(reason.words)
        for quote in _quotes([reason], record):
            yield from comment(quote)
    values = ", ".join(f"{variable}: {scalar(value)}" for variable, value in scenario.initial.items())
    yield f"initial: {{{values}}}"


def _windows(scenario: Scenario, record: Record) -> Iterator[str]:
    if not scenario.windows:
        return
    yield ""
    yield "set:"
    for window in scenario.windows:
        said = f"{window_words(window, scenario.roles)}: {window.why[0].lower()}{window.why[1:]}"
        yield from comment(f"{said[0].upper()}{said[1:]}", "  ")
        yield from comment(_around(window, record), "  ")
        yield f"  {window.parameter}: {window.date}"


def _quotes(reasons: Iterable[Reason], record: Record) -> list[str]:
    """Return the words behind reasons, in quotation marks with the day of the report: the first few, each once."""
    spans: dict[str, tuple[str, Span]] = {}
    for finding in record.findings:
        lead = next((one for one in finding.mentions if one.event == finding.event.id), finding.mentions[0])
        spans[finding.id] = (lead.report, lead.account.spans[0])
    for said in record.statements:
        spans[said.id] = (said.report, said.spans[0])
    texts = {report.id: report for report in record.reports}
    told: dict[str, None] = {}
    for reason in reasons:
        for item in (*reason.findings, *reason.statements):
            if item in spans:
                report = texts[spans[item][0]]
                day = f" ({report.published})" if report.published else ""
                told.setdefault(f"“{spans[item][1].quote(report.text)}”{day}")
    return list(told)[:_MOST_REASONS]


def _around(window: DatedWindow, record: Record) -> str:
    """Return a window's words with some of the text on either side."""
    report = next(one for one in record.reports if one.id == window.report)
    start = max(report.text.rfind("\n", 0, window.start) + 1, window.start - 60)
    stop = report.text.find("\n", window.end)
    end = min(stop if stop >= 0 else len(report.text), window.end + 60)
    day = f" ({report.published})" if report.published else ""
    return f"“…{report.text[start:end]}…”{day}"


def comment(words: str, indent: str = "") -> Iterator[str]:
    """
    Yield comment lines of at most 110 characters; whatever the words are, nothing of them leaves the comment.

    Examples
    --------
    >>> list(comment("Hello" + chr(10) + "set: {a: 1}"))
    ['# Hello set: {a: 1}']
    """
    line = f"{indent}#"
    for word in "".join(one if one.isprintable() else " " for one in words).split():
        piece = word if len(word) < _WIDEST - 10 else word[: _WIDEST - 10] + "…"
        if len(line) + 1 + len(piece) > _WIDEST:
            yield line
            line = f"{indent}#"
        line = f"{line} {piece}"
    if line.strip() != "#":
        yield line


def scalar(value: str) -> str:
    """Return a text as a YAML scalar: bare where it is a plain word, in double quotes else."""
    if _PLAIN.match(value) and value.casefold() not in _WORDS_OF_YAML:
        return value
    return json.dumps(value, ensure_ascii=False)
