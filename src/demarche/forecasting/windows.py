"""
Windows and deadlines in the reports: dates after or before which an attack or a retreat costs more.

A cue of `data/windows.toml` in a sentence makes a date of that sentence a parameter of the game; the date is read by
the reading room's finder, and cited by the words it was read from.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from demarche.forecasting.moves_acts import named_in
from demarche.forecasting.moves_tables import Cue, load_windows
from demarche.forecasting.scenario import DatedWindow
from demarche.ontology import spoken_name
from demarche.reading import DateMention, find_dates
from demarche.record import Record, Report

# A date further ahead than this is no window of a crisis of weeks. A judgement: a year.
FARTHEST_DAYS = 366
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s|$|[”\"’'])[^.!?\n]*)*[.!?]*[”\"’']?")
_ABBREVIATED = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sen|Rep|St|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.$")


class WindowsFound(NamedTuple):
    """Windows by parameter, and notes on dates that the reports disagree about."""

    windows: tuple[DatedWindow, ...]
    notes: tuple[str, ...]


def find_windows(
    record: Record, as_of: dt.date, roles: Mapping[str, str], start: dt.date | None = None
) -> WindowsFound:
    """
    Return the windows and deadlines that the reports give for a crisis.

    Parameters
    ----------
    record : Record
        Reports published later than `as_of` are not read.
    as_of : date
    roles : dict of str to str
        Who plays challenger, target and mediator: whose elections count.
    start : date, optional
        Of the game: a date before it has no effect and is left out.
    """
    people = _people(record)
    found = [
        one
        for report in record.reports
        if report.published is not None and report.published <= as_of
        for one in _in_report(report, people, roles)
        if (start or as_of) < one.date <= as_of + dt.timedelta(days=FARTHEST_DAYS)
    ]
    origins = _origins(record)
    by_parameter: defaultdict[str, list[DatedWindow]] = defaultdict(list)
    for one in found:
        by_parameter[one.parameter].append(one)
    chosen = [_choose(several, origins) for _, several in sorted(by_parameter.items())]
    return WindowsFound(tuple(one for one, _ in chosen), tuple(note for _, note in chosen if note))


def _choose(several: Sequence[DatedWindow], origins: Mapping[str, str]) -> tuple[DatedWindow, str]:
    tellers: defaultdict[dt.date, set[str]] = defaultdict(set)
    for one in several:
        tellers[one.date].add(origins.get(one.report, one.report))
    order = sorted(several, key=lambda one: (-len(tellers[one.date]), one.date, one.report, one.start))
    best = order[0]
    others = sorted({one.date for one in several} - {best.date})
    if not others:
        return best, ""
    rest = ", ".join(str(date) for date in others)
    name = best.parameter.replace("_", " ")
    return best, f"For the date “{name}”, {best.date} is taken, which most reports give; they also give {rest}."


def _origins(record: Record) -> dict[str, str]:
    return {report: group.of for group in record.copies for report in group.reports if group.kind == "copy"}


def _people(record: Record) -> dict[str, str]:
    """Return countries by the surnames of the people in the record, where a surname stands for one country."""
    countries: defaultdict[str, set[str]] = defaultdict(set)
    actors = [actor for one in record.findings for actor in (*one.event.sources, *one.event.targets)]
    for actor in (*actors, *(one.speaker for one in record.statements)):
        if actor.name and actor.country:
            countries[actor.name.split()[-1]].add(actor.country)
    return {name: next(iter(codes)) for name, codes in countries.items() if len(codes) == 1}


def _in_report(report: Report, people: Mapping[str, str], roles: Mapping[str, str]) -> Iterator[DatedWindow]:
    before = ""
    for start, end in sentences(report):
        text = report.text[start:end]
        lowered = text.casefold()
        for cue in load_windows().cue:
            at = _cue_at(cue, lowered)
            if at is None:
                continue
            mention = _date_near(report, start, end, start + at)
            if mention is None or (cue.begun and report.published and mention.when.start > report.published):
                continue
            parameter = cue.parameter
            if parameter == "election":
                parameter = f"{_voter(text, before, people, roles)}_election"
            if parameter != "_election":
                yield _window(parameter, cue, mention, report)
        before = text


def _window(parameter: str, cue: Cue, mention: DateMention, report: Report) -> DatedWindow:
    date, which = _day(cue.take, mention)
    why = f"{cue.why[0].upper()}{cue.why[1:]}{f' ({which})' if which else ''}."
    words = report.text[mention.start : mention.end]
    return DatedWindow(parameter, date, report.id, mention.start, mention.end, words, why)


def _day(take: str, mention: DateMention) -> tuple[dt.date, str]:
    when = mention.when
    if take == "edge":  # "before winter", "until March": their end; "in March": its beginning
        take = "end" if mention.kind.startswith("window") else "start"
    if when.start == when.end:
        return when.start, ""
    if take == "middle":
        return when.start + (when.end - when.start) // 2, "the middle of the days told"
    return (when.start, "the first of the days told") if take == "start" else (when.end, "the last of the days told")


# Words by which a sentence looks ahead: a date in it that would lie behind is tried as one to come.
_AHEAD = re.compile(r"\b(?:will|would|due|scheduled|until|by|before|next|expected|upcoming|set to|to be|planned)\b")


def _date_near(report: Report, start: int, end: int, at: int) -> DateMention | None:
    found = _nearest(find_dates(report.text, start, end, published=report.published), at)
    past = found is not None and report.published is not None and found.when.end < report.published
    if past and _AHEAD.search(report.text[start:end]):
        return _nearest(find_dates(report.text, start, end, published=report.published, tense="future"), at)
    return found


def _nearest(mentions: Iterable[DateMention], at: int) -> DateMention | None:
    """Return the date nearest to a cue; one that covers it is nearest."""
    gaps = [(max(one.start - at, at - one.end, 0), one.start, one) for one in mentions]
    return min(gaps, key=lambda gap: gap[:2])[2] if gaps else None


def _cue_at(cue: Cue, lowered: str) -> int | None:
    if any(word in lowered for word in cue.without):
        return None
    places = [match.start() for word in cue.words for match in re.finditer(rf"\b{re.escape(word)}", lowered)]
    return min(places, default=None)


def _voter(text: str, before: str, people: Mapping[str, str], roles: Mapping[str, str]) -> str:
    """Return the role whose country votes: named in the sentence, by person or country, else in the one before."""
    by_code = {code: role for role, code in roles.items() if role in {"challenger", "target", "mediator"}}
    for words in (text, before):
        # "A failure in Moscow would embarrass him": a place is no voter.
        codes = set(named_in(words, frozenset({"country", "demonym"})))
        codes |= {code for name, code in people.items() if re.search(rf"\b{re.escape(name)}\b", words)}
        if len(codes) == 1:
            return by_code.get(next(iter(codes)), "")
        if codes:
            return ""
    return ""


def sentences(report: Report) -> Iterator[tuple[int, int]]:
    """Yield the half-open ranges of a report's sentences, those that were left out of the prose left out."""
    text = report.text
    start: int | None = None
    for match in _SENTENCE.finditer(text):
        begin = match.start() if start is None else start
        if _ABBREVIATED.search(match.group()) and text[match.end() : match.end() + 1] != "\n":
            start = begin
            continue
        start = None
        if not any(out.start < match.end() and begin < out.end for out in report.left_out):
            yield begin + len(text[begin : match.end()]) - len(text[begin : match.end()].lstrip()), match.end()


def window_words(window: DatedWindow, roles: Mapping[str, str]) -> str:
    """Return what a window is, for a comment: "the target's election (Ukraine)"."""
    role, _, kind = window.parameter.partition("_")
    if kind == "election":
        return f"election in {spoken_name(roles[role])}"
    return {"games_end": "an attack costs more until then", "season_closes": "the season closes"}.get(
        window.parameter, "the season opens"
    )
