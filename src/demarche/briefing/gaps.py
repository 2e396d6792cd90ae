"""What the reports do not say, and how the brief was made: gaps counted from the record, method and limits in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from demarche.briefing.datewords import day_words
from demarche.briefing.dyads import main_dyad
from demarche.briefing.evidence import Entry, Evidence, Value
from demarche.briefing.model import Note, Sentence
from demarche.briefing.naming import count_words, country_words, list_words
from demarche.briefing.settings import BriefSettings

_MOST_CITED = 6


def find_gaps(evidence: Evidence) -> tuple[Sentence, ...]:
    """Return the gaps that can be counted: dates, actors, sources, silence of a side."""
    return tuple(_gaps(evidence))


def _gaps(evidence: Evidence) -> Iterator[Sentence]:
    events = evidence.events
    undated = [one for one in events if one.value.when is None]
    nobody = [one for one in events if not one.value.sources]
    open_ended = [one for one in evidence.projections if one.value.window is None]
    if undated:
        yield _gap(f"No date is given for {count_words(len(undated), 'event')} of {len(events):,}.", undated)
    if nobody:
        yield _gap(f"No doer is named for {count_words(len(nobody), 'event')} of {len(events):,}.", nobody)
    if open_ended:
        some = count_words(len(open_ended), "prediction")
        yield _gap(
            f"No date is set for {some} in print of {len(evidence.projections):,}: it cannot be scored.", open_ended
        )
    yield from _about_sources(evidence)
    yield from _about_sides(evidence)


def _about_sources(evidence: Evidence) -> Iterator[Sentence]:
    readings = evidence.readings
    if len(readings) == 1:
        yield Sentence("All of this rests on one report.", (), (readings[0].report.id,))
    ungraded = tuple(one.report.id for one in readings if one.report.source.reliability is None)
    if ungraded:
        yield Sentence(f"No reliability grade is given for {count_words(len(ungraded), 'report')}.", (), ungraded)
    undated = tuple(one.report.id for one in readings if one.report.published is None)
    if undated:
        yield Sentence(f"No day of publication is known for {count_words(len(undated), 'report')}.", (), undated)
    inferred = tuple(one.report.id for one in readings if one.report.published_inferred)
    if inferred:
        some = count_words(len(inferred), "report")
        yield Sentence(f"The day of publication is inferred from the text for {some}.", (), inferred)
    days = [one.report.published for one in readings if one.report.published]
    if days:
        yield Sentence(f"No report is later than {day_words(max(days))}.", (), tuple(one.report.id for one in readings))


def _about_sides(evidence: Evidence) -> Iterator[Sentence]:
    pair = main_dyad(evidence)
    if not pair or not evidence.statements:
        return
    quoted = {one.value.speaker.country for one in evidence.statements}
    silent = [code for code in pair if code not in quoted]
    if len(silent) == 2:
        both = list_words([country_words(code) for code in pair])
        yield Sentence(f"Neither side is quoted: no statement by {both} was read.")
    elif silent:
        other = next(code for code in pair if code not in silent)
        heard = [one for one in evidence.statements if one.value.speaker.country == other]
        text = f"One side only is quoted: {country_words(other)} speaks, {country_words(silent[0])} does not."
        yield _gap(text, heard)


def _gap(text: str, entries: Sequence[Entry[Value]]) -> Sentence:
    citations = tuple(dict.fromkeys(number for one in entries[:_MOST_CITED] for number in one.citations[:1]))
    return Sentence(text, citations, tuple(one.id for one in entries))


def describe_method(evidence: Evidence, settings: BriefSettings) -> tuple[Note, ...]:
    """Return how the brief was made, its limits, and how to trace a number."""
    made = ", ".join(
        part
        for part in (
            f"Démarche {settings.version}" if settings.version else "Démarche",
            f"English pipeline “{settings.pipeline}”" if settings.pipeline else "",
            f"lexicon “{settings.lexicon}”" if settings.lexicon else "",
        )
        if part
    )
    return (
        Note("How it was read", _READ.format(made=made)),
        Note("How it was written", _WRITTEN),
        Note("Limits", _LIMITS),
        Note("How to trace a number", _TRACE),
    )


_READ = (
    "{made}. Each report was split into sentences and parsed; events, statements and predictions were read by "
    "patterns over the parse, and each names its rule. Event types are PLOVER’s, codes are CAMEO’s. Dates are "
    "intervals, counted from the day of publication or from the date in the sentence before. Words of probability "
    "are read as the ranges of ICD 203; “could”, “may” and “might” say nothing and have 20–80 %."
)
_WRITTEN = (
    "The title, the bottom line and all sentences about events are made by template from the record; nothing is "
    "added that no report says. Key points are chosen by intensity of the type, standing in the text, closeness "
    "to the as-of date and the number of reports, with a discount for more of the same. Accounts of one type, one "
    "pair and one day stand in one row; whether they are one event is not judged. Where accounts may conflict is "
    "found by plain rules on the same row or the same main words; a conflict in other words is missed."
)
_LIMITS = (
    "A reading by machine misses events and misreads some; check the quotation before you rely on a sentence. The "
    "brief makes no forecast of its own: the likelihoods are those that stand in print. Reports that copy one "
    "another are not told apart. Reliability grades are those given with the reports, or else those with which a "
    "source of that kind starts."
)
_TRACE = (
    "A number in brackets leads to its quotation: 1.12 is the twelfth cited passage of report 1. Each marked "
    "passage leads back to the items read in it. The JSON form of this brief carries, for each number printed, "
    "the ids of what it counts, and for each citation its exact words and its place in code points (W3C "
    "selectors)."
)
