"""The title and the bottom line: the judgement as the record alone gives it, each part with its citation."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence

from demarche.briefing.cited import Sentence
from demarche.briefing.datewords import interval_words, is_narrow, window_words
from demarche.briefing.dyads import main_dyad
from demarche.briefing.evidence import Entry, Evidence
from demarche.briefing.model import Conflict
from demarche.briefing.naming import count_words, country_words, list_words
from demarche.briefing.passages import find_sentence
from demarche.briefing.plaintext import one_line
from demarche.briefing.predictions import forecaster_words, likelihood_words, percent_words, source_label
from demarche.briefing.sentences import capitalise, event_noun
from demarche.briefing.told import Told, told_sentence
from demarche.briefing.wording import type_words, weight
from demarche.record import Event, Projection

_TOLD = frozenset({"asserted", "reported"})
_VAGUE = (0.20, 0.80)
_QUOTE_CHARACTERS = 200
# Conflict in deeds, as PLOVER's material conflict.
_DEEDS = frozenset({"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})


def write_title(evidence: Evidence, conflicts: tuple[Conflict, ...]) -> str:
    """
    Return a title that says what the record says: the main pair, the gravest and the most conciliatory kind of act
    between anyone, and the prediction in print that comes due first.
    """
    if not evidence.readings:
        return "No report could be read"
    acts = " and ".join(_main_acts(evidence))
    subject = _subject(evidence)
    head = f"{subject}: {acts}" if subject and acts else capitalise(subject or acts)
    if not head:
        return "The reports tell of no act that could be read"
    prediction = next_prediction(evidence)
    tail = _predicted(prediction, evidence.as_of) if prediction else ""
    if tail:
        return f"{head}; {tail}"
    return f"{head}; the reports conflict" if conflicts else head


def write_bottom_line(
    evidence: Evidence, rows: Sequence[Told], conflicts: tuple[Conflict, ...]
) -> tuple[Sentence, ...]:
    """Return two to four sentences: what most recently, what is predicted by when on whose word, what conflicts."""
    sentences = [
        _latest(evidence, rows),
        _gravest(evidence, rows),
        _prediction_sentence(evidence),
    ]
    kept: list[Sentence] = []
    for sentence in sentences:
        if sentence and not any(sentence.items and set(sentence.items) == set(one.items) for one in kept):
            kept.append(sentence)
    conflict = _conflict_sentence(evidence, conflicts)
    kept += [conflict] if conflict else []
    return tuple(kept) or (Sentence("Nothing in the reports could be read as an event, statement or prediction."),)


def next_prediction(evidence: Evidence) -> Entry[Projection] | None:
    """Return the prediction that comes due first at or after the as-of date; those that give a degree before others."""
    open_ = [one for one in evidence.projections if _is_open(one.value, evidence.as_of)]
    return min(open_, key=_due, default=None)


def _is_open(projection: Projection, as_of: dt.date | None) -> bool:
    window = projection.window
    named = bool(projection.event.sources or projection.event.targets)
    return (
        window is not None and named and projection.probability is not None and (as_of is None or window.end >= as_of)
    )


def _due(entry: Entry[Projection]) -> tuple[int, dt.date, float, str]:
    projection = entry.value
    stated = projection.probability
    assert projection.window is not None
    assert stated is not None
    vague = (stated.low, stated.high) == _VAGUE
    return int(vague), projection.window.end, -weight(projection.event.type), entry.handle


def _subject(evidence: Evidence) -> str:
    pair = main_dyad(evidence)
    if pair:
        return capitalise(list_words([country_words(code) for code in pair]))
    counted = Counter(
        actor.country for one in evidence.record.findings for actor in one.event.sources if actor.country is not None
    )
    top = min(counted, key=lambda code: (-counted[code], code), default=None)
    return capitalise(country_words(top)) if top else ""


def _main_acts(evidence: Evidence) -> list[str]:
    """Return what the weightiest conflictual and the commonest cooperative type are called: ['attacks', 'talks']."""
    weights: defaultdict[str, float] = defaultdict(float)
    for event in (one.event for one in evidence.record.findings if one.event.modality in _TOLD):
        conflictual = type_words(event.type).tone == "conflictual"
        weights[event.type] += weight(event.type, event.mode) if conflictual else 1
    found = []
    for tone in ("conflictual", "cooperative"):
        types = [type_ for type_ in weights if type_words(type_).tone == tone]
        top = min(types, key=lambda type_: (-weights[type_], -weight(type_), type_), default=None)
        found += [type_words(top).many] if top else []
    return found


def _predicted(entry: Entry[Projection], as_of: dt.date | None) -> str:
    projection = entry.value
    event, likelihood = event_noun(projection.event), likelihood_words(projection.probability)
    when = window_words(projection.window, as_of)
    if likelihood.startswith("possible"):
        return f"{event} is called possible {when}"
    if "chance" in likelihood:
        return f"{event} is given {'a ' if likelihood.startswith('roughly') else ''}{likelihood} {when}"
    return f"{event} is called {likelihood} {when}"


def _latest(evidence: Evidence, rows: Sequence[Told]) -> Sentence | None:
    """The most recent dated act that is told as having happened, the weightiest of its day."""
    rows = [row for row in rows if row.value.when and row.value.modality in _TOLD]
    rows = [row for row in rows if row.value.sources and _is_past(row.value, evidence.as_of)]
    rows = [row for row in rows if is_narrow(row.value.when)]
    if not rows:
        return None
    latest = max(rows, key=lambda row: (_end(row.value), weight(row.value.type, row.value.mode), row.id))
    sentence = told_sentence(latest)
    return Sentence("Most recently, " + _inside(sentence.text), sentence.citations, sentence.items)


def _gravest(evidence: Evidence, rows: Sequence[Told]) -> Sentence | None:
    """
    The gravest conflictual deed that is told as having happened, in the report's own words.

    Deeds come before words, what is stated before what is on someone's word; then intensity, the main pair, the
    number of reports, the latest.
    """
    told = [row for row in rows if row.value.modality in _TOLD and row.value.sources]
    grave = [row for row in told if type_words(row.value.type).tone == "conflictual"]
    if not grave:
        return None
    pair = frozenset(main_dyad(evidence) or ())
    gravest = max(grave, key=lambda row: _gravity(row, pair))
    number = gravest.citations[0]
    where, report = evidence.citations[number].selector[1], evidence.report(int(number.partition(".")[0]))
    start, end = find_sentence(report.text, where.start, where.end, _QUOTE_CHARACTERS)
    words = one_line(report.text[start:end])
    words = words if len(words) <= _QUOTE_CHARACTERS else words[: _QUOTE_CHARACTERS - 1].rstrip() + "…"
    source = source_label(evidence, int(number.partition(".")[0]))
    text = f"Gravest, in the words of {source}: “{words.removesuffix('.')}”."
    return Sentence(text, gravest.citations, (gravest.id,))


def _gravity(row: Told, pair: frozenset[str]) -> tuple[bool, bool, float, int, int, dt.date, str]:
    lead = row.value
    countries = {actor.country for actor in (*lead.sources, *lead.targets)}
    heaviness = weight(lead.type, lead.mode)
    return (
        lead.type in _DEEDS or type_words(lead.type).deed,
        lead.modality == "asserted",
        heaviness,
        len(pair & countries),
        len(row.reports),
        _end(lead),
        row.id,
    )


def _prediction_sentence(evidence: Evidence) -> Sentence | None:
    entry = next_prediction(evidence)
    if entry is None:
        return None
    projection = entry.value
    who = forecaster_words(projection.forecaster, source_label(evidence, entry.report))
    stated = projection.probability
    words = f"“{stated.words}”, {percent_words(stated)}" if stated else ""
    condition = f", {projection.condition}" if projection.condition else ""
    text = (
        f"In print, {who} calls {event_noun(projection.event)} {likelihood_words(stated)} ({words}) "
        f"{window_words(projection.window, evidence.as_of)}{condition}."
    )
    return Sentence(text, entry.citations, (entry.id,))


def _conflict_sentence(evidence: Evidence, conflicts: tuple[Conflict, ...]) -> Sentence | None:
    if len(evidence.readings) < 2 and not conflicts:
        return None
    if not conflicts:
        return Sentence("No conflict between the reports was found by weighing.")
    first = conflicts[0]
    citations = tuple(dict.fromkeys(number for side in first.sides for number in side.sentence.citations))
    many = len(conflicts) > 1
    places = f" in {count_words(len(conflicts), 'place')}" if many else ""
    start = f"The accounts conflict{places}"
    text = f"{start}{'; first' if many else ''}: {first.matter.rstrip('.')} ({first.field})."
    return Sentence(text, citations, (first.item,))


def _inside(text: str) -> str:
    """Lower the article with which a sentence began."""
    return "t" + text[1:] if text.startswith("The ") else text


def _is_past(event: Event, as_of: dt.date | None) -> bool:
    return as_of is None or (event.when is not None and event.when.start <= as_of)


def _end(event: Event) -> dt.date:
    return event.when.end if event.when else dt.date.min


def span_of_days(evidence: Evidence) -> str:
    """Return the days on which the reports were published: '11–12 February 2022', or '' where none is dated."""
    days = sorted(one.report.published for one in evidence.readings if one.report.published)
    return interval_words(days[0], days[-1]) if days else ""
