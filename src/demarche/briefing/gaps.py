"""What the reports do not say, and how the brief was made: gaps counted from the record, method and limits in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from demarche.briefing.cited import Sentence
from demarche.briefing.datewords import day_words
from demarche.briefing.dyads import main_dyad
from demarche.briefing.evidence import Entry, Evidence, Value
from demarche.briefing.model import Note
from demarche.briefing.naming import count_words, country_words, list_words
from demarche.briefing.settings import BriefSettings
from demarche.ontology import default_reliability
from demarche.record import GradedSource

_MOST_CITED = 6
_CANNOT_BE_JUDGED = 6


def find_gaps(evidence: Evidence) -> tuple[Sentence, ...]:
    """Return the gaps that can be counted: dates, actors, sources, silence of a side."""
    return tuple(_gaps(evidence))


def _gaps(evidence: Evidence) -> Iterator[Sentence]:
    events = evidence.events
    undated = [one for one in events if one.value.when is None]
    nobody = [one for one in events if not one.value.sources]
    open_ended = [one for one in evidence.projections if one.value.window is None]
    if undated:
        yield _gap(f"No date is given for {count_words(len(undated), 'mention')} of {len(events):,}.", undated)
    if nobody:
        yield _gap(f"No doer is named for {count_words(len(nobody), 'mention')} of {len(events):,}.", nobody)
    if open_ended:
        some = count_words(len(open_ended), "prediction")
        yield _gap(
            f"No date is set for {some} in print of {len(evidence.projections):,}: it cannot be scored.", open_ended
        )
    yield from _about_findings(evidence)
    yield from _about_sources(evidence)
    yield from _about_sides(evidence)


def _about_sources(evidence: Evidence) -> Iterator[Sentence]:
    readings = evidence.readings
    if len(readings) == 1:
        yield Sentence("All of this rests on one report.", (), (readings[0].report.id,))
    ungraded = tuple(report for one in evidence.record.sources if _by_kind(one) for report in one.reports)
    if ungraded:
        some = count_words(len(ungraded), "report")
        yield Sentence(f"Nobody has graded the source of {some}: the grade is that of its kind.", (), ungraded)
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


def _by_kind(source: GradedSource) -> bool:
    return source.why == default_reliability(source.kind).reason


def _about_findings(evidence: Evidence) -> Iterator[Sentence]:
    findings = evidence.record.findings
    single = tuple(one.id for one in findings if one.origins <= 1)
    if len(evidence.readings) > 1 and single:
        some = count_words(len(single), "finding")
        yield Sentence(f"One origin alone tells of {some} of {len(findings):,}.", (), single)
    unjudged = tuple(one.id for one in findings if one.credibility == _CANNOT_BE_JUDGED)
    if unjudged:
        some = count_words(len(unjudged), "finding")
        yield Sentence(f"The credibility of {some} of {len(findings):,} cannot be judged.", (), unjudged)


def _gap(text: str, entries: Sequence[Entry[Value]]) -> Sentence:
    citations = tuple(dict.fromkeys(number for one in entries[:_MOST_CITED] for number in one.citations[:1]))
    return Sentence(text, citations, tuple(one.id for one in entries))


def describe_method(evidence: Evidence, settings: BriefSettings, *, with_forecast: bool = False) -> tuple[Note, ...]:
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
        Note("How it was read", _how_read(evidence, made)),
        Note("How it was weighed", _WEIGHED),
        Note("How it was written", _WRITTEN_WITH_FORECAST if with_forecast else _WRITTEN),
        Note("Limits", _LIMITS if with_forecast else f"{_LIMITS} {_NO_FORECAST}"),
        Note("How to trace a number", _TRACE),
    )


def _how_read(evidence: Evidence, made: str) -> str:
    """Return how the reports were read: the rules of their events tell by whom."""
    rules = {one.value.rule for one in evidence.events}
    models = sorted({rule.removeprefix(_BY_MODEL) for rule in rules if rule.startswith(_BY_MODEL)})
    if not models:
        return _READ.format(made=made)
    named = list_words([f"“{name}”" for name in models])
    if all(rule.startswith(_BY_MODEL) for rule in rules):
        return _READ_BY_MODEL.format(made=made, named=named)
    return f"{_READ.format(made=made)} {_SOME_BY_MODEL.format(named=named)}"


_BY_MODEL = "model:"
_READ_BY_MODEL = (
    "{made}. Each report was put to the language model {named}, which gave events, statements and predictions with "
    "quotations. What the report’s own words do not bear out was dropped, and is listed with the sources. A model can "
    "misread what it quotes, and reads the same text otherwise on another day. Event types are PLOVER’s, codes are "
    "CAMEO’s; words of probability are read as the ranges of ICD 203."
)
_SOME_BY_MODEL = "Some reports were read by the language model {named} instead: their events name it as their rule."
_READ = (
    "{made}. Each report was split into sentences and parsed; events, statements and predictions were read by "
    "patterns over the parse, and each names its rule. Event types are PLOVER’s, codes are CAMEO’s. Dates are "
    "intervals, counted from the day of publication or from the date in the sentence before. Words of probability "
    "are read as the ranges of ICD 203; “could”, “may” and “might” say nothing and have 20–80 %."
)
_WEIGHED = (
    "Mentions of one event, in one report or in several, are one finding: by type, parties, dates that meet, place and "
    "wording. Reports that repeat one text, or credit one source, count as one origin. Where mentions of a finding "
    "give values that cannot all be true, that is a conflict, and both sides are cited; so are statements on one "
    "matter that stand against each other. A source’s reliability (A to F) starts from its kind and is the user’s to "
    "set; a finding’s credibility (1 to 6) comes from its independent origins, conflicts, directness and "
    "detail. F and 6 mean that it cannot be judged, and are no low grades."
)
_WRITTEN = (
    "The title, the bottom line and all sentences about events are made by template from the record; nothing is "
    "added that no report says. Key points are chosen by intensity of the type, standing in the text, closeness "
    "to the as-of date and the number of independent origins, with a discount for more of the same."
)
_WRITTEN_WITH_FORECAST = (
    "All sentences are made by template. Those about events come from the record, and nothing is added that no report "
    "says; title, bottom line and key judgements come from the forecast, and how that was made stands in its own "
    "section. Key points are chosen by intensity of the type, standing in the text, closeness to the as-of date and "
    "the number of independent origins, with a discount for more of the same."
)
_LIMITS = (
    "A reading by machine misses events and misreads some, and what is misread is weighed as it was read: check the "
    "quotation before you rely on a sentence. Two mentions may be taken for one event that are two, or the other way "
    "round; an analyst’s corrections mend that. A conflict in other words is missed."
)
_NO_FORECAST = "The brief makes no forecast of its own: the likelihoods are those that stand in print."
_TRACE = (
    "A number in brackets leads to its quotation: 1.12 is the twelfth cited passage of report 1. Each marked "
    "passage leads back to the items read in it: E an event as one report mentions it, S a statement, P a prediction; "
    "mentions stand with their finding, F. The JSON form of this brief carries, for each number printed, "
    "the ids of what it counts, and for each citation its exact words and its place in code points (W3C "
    "selectors)."
)
