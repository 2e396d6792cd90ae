"""Where accounts, speakers and predictions conflict: the record's conflicts in words, each side cited."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import get_args

from demarche.briefing.cited import Sentence
from demarche.briefing.datewords import day_words
from demarche.briefing.evidence import Entry, Evidence
from demarche.briefing.model import Conflict, Side
from demarche.briefing.naming import count_words, list_words
from demarche.briefing.plaintext import one_line
from demarche.briefing.predictions import forecaster_words, likelihood_words, percent_words, source_label
from demarche.briefing.sentences import capitalise, event_noun, event_sentence, lower_measure
from demarche.briefing.told import Told
from demarche.briefing.voices import statement_sentence
from demarche.briefing.wording import weight
from demarche.record import Event, FieldConflict, MagnitudeKind, MatterConflict, MatterSide, Projection, Statement

FIELD_WORDS = {
    "happened": "whether it happened",
    "date": "date",
    "place": "place",
    "number": "number",
    "who": "who",
    "strength": "strength",
    "stance": "stance on one matter",
    "said and denied": "said and denied",
    "window": "by when",
    "probability": "likelihood in print",
    "predicted and denied": "predicted and denied",
}
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_KIND = re.compile(rf" \(({'|'.join(get_args(MagnitudeKind))})\)$")
# Sources named on one side before the rest are counted.
_MOST_SOURCES = 3
_QUOTE_CHARACTERS = 240


def tell_conflicts(evidence: Evidence, findings: Sequence[Told], most: int) -> tuple[Conflict, ...]:
    """Return the conflicts of fact, the weightiest findings first, then those between speakers and predictions."""
    by_weight = sorted(findings, key=lambda one: (-weight(one.value.type, one.value.mode), int(one.handle[1:])))
    told = [one for finding in by_weight for one in _of_finding(evidence, finding)]
    matters = [_of_matter(evidence, one, {told.id: told for told in findings}) for one in evidence.record.conflicts]
    return tuple([*told, *(one for one in matters if len(one.sides) > 1)][:most])


def value_words(value: str) -> str:
    """
    Return a value of a conflict as the page prints it: its ISO dates in words, a number without its kind.

    Examples
    --------
    >>> value_words("2022-02-07")
    '7 February 2022'
    >>> value_words("About 1,700 paratroopers (troops)")
    'about 1,700 paratroopers'
    """
    words = _DAY.sub(lambda found: day_words(dt.date.fromisoformat(found[0])), value)
    return lower_measure(_KIND.sub("", words))


def _of_finding(evidence: Evidence, told: Told) -> Iterator[Conflict]:
    for conflict in told.finding.conflicts:
        sides = tuple(_side(evidence, told, value.value, value.mentions) for value in conflict.values)
        yield Conflict(told.id, FIELD_WORDS[conflict.field], _matter(told, conflict), conflict.why, sides)


def _matter(told: Told, conflict: FieldConflict) -> str:
    return event_sentence(told.value, dated=conflict.field != "date")


def _side(evidence: Evidence, told: Told, value: str, mentions: Sequence[str]) -> Side:
    entries = [one for one in told.mentions if one.id in set(mentions)]
    citations = tuple(dict.fromkeys(number for entry in entries for number in entry.citations))
    text = f"{_sources(evidence, entries)}: {_quote(evidence, entries[0])}."
    return Side(value_words(value), Sentence(text, citations, tuple(entry.id for entry in entries)))


def _quote(evidence: Evidence, entry: Entry[Event]) -> str:
    """Return the report's own words for an event, cut where they are long."""
    words = one_line(evidence.quote(entry.citations[0])).rstrip(".")
    return f"“{words if len(words) <= _QUOTE_CHARACTERS else words[: _QUOTE_CHARACTERS - 1].rstrip() + '…'}”"


def _sources(evidence: Evidence, entries: Sequence[Entry]) -> str:  # type: ignore[type-arg]
    names = list(dict.fromkeys(source_label(evidence, entry.report) for entry in entries))
    more = len(names) - _MOST_SOURCES
    return list_words(names) if more <= 0 else list_words([*names[:_MOST_SOURCES], count_words(more, "other")])


def _of_matter(evidence: Evidence, one: MatterConflict, findings: dict[str, Told]) -> Conflict:
    sides = tuple(side for part in one.sides for side in _matter_sides(evidence, part, findings))
    return Conflict(one.id, FIELD_WORDS[one.kind], capitalise(_about(evidence, one)), one.why, sides)


def _about(evidence: Evidence, one: MatterConflict) -> str:
    """Return the matter in words: what is predicted, where predictions are set against each other."""
    wanted = {name for side in one.sides for name in side.projections}
    predicted = next((entry for entry in evidence.projections if entry.id in wanted), None)
    return event_noun(predicted.value.event) if predicted else one.about


def _matter_sides(evidence: Evidence, part: MatterSide, findings: dict[str, Told]) -> Iterator[Side]:
    stance = value_words(part.stance)
    for said in (one for one in evidence.statements if one.id in set(part.statements)):
        yield Side(stance, _statement(said))
    for forecast in (one for one in evidence.projections if one.id in set(part.projections)):
        yield Side(stance, _prediction(evidence, forecast))
    for told in (findings[name] for name in part.findings if name in findings):
        text = f"{_sources(evidence, told.mentions)}: {_quote(evidence, told.lead)}."
        yield Side(stance, Sentence(text, told.citations, (told.id,)))


def _statement(entry: Entry[Statement]) -> Sentence:
    return Sentence(statement_sentence(entry.value) + ".", entry.citations, (entry.id,))


def _prediction(evidence: Evidence, entry: Entry[Projection]) -> Sentence:
    stated = entry.value.probability
    who = forecaster_words(entry.value.forecaster, source_label(evidence, entry.report))
    likely = f" is {likelihood_words(stated)} ({percent_words(stated)})" if stated else " is predicted"
    text = capitalise(f"{who}: {event_noun(entry.value.event)}{likely}.")
    return Sentence(text, entry.citations, (entry.id,))
