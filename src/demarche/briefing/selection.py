"""
Key points: which accounts and statements stand under "What is known".

Score = root of intensity x standing x recency x how much is told x corroboration; then chosen one by one with a
discount for what is already there (same type, same parties), so that eight points are not eight shellings.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from demarche.briefing.cited import Sentence
from demarche.briefing.datewords import is_narrow
from demarche.briefing.dyads import main_dyad
from demarche.briefing.evidence import Entry, Evidence
from demarche.briefing.grades import credibility_words
from demarche.briefing.model import KeyPoint, Tone
from demarche.briefing.naming import count_words
from demarche.briefing.passages import find_sentence
from demarche.briefing.told import Told, told_sentence
from demarche.briefing.voices import statement_sentence
from demarche.briefing.wording import main_words, type_words, weight
from demarche.record import Event, Statement

# Judgement, set by reading briefs of the two bundled examples and of invented records; not fitted to any score.
_STANDING = {"asserted": 1.0, "reported": 0.8, "denied": 0.45, "planned": 0.6, "conditional": 0.4, "possible": 0.3}
_STATEMENT = {"threat": 6.0, "demand": 4.0, "denial": 4.0, "pledge": 4.0, "accusation": 3.0, "reassurance": 3.0}
_SAME_TYPE, _SAME_PARTIES, _SAME_BOTH, _SAME_REPORT = 0.55, 0.8, 0.25, 0.95
_ANOTHER_ORIGIN = 0.35
_MOST_STATEMENTS = 2
# A matter of fewer main words than this says too little to stand alone.
_FEWEST_WORDS = 2
# An act without a target weighs less: it may be aimed at nobody.
_AIMLESS = 0.7
# No more than these are weighed against each other; the discounts never reach so deep.
_MOST_CANDIDATES = 400
# An act between the main pair weighs more; beyond four origins, one more adds nothing.
_CENTRAL, _MOST_CORROBORATION = 1.25, 3
_NAMED, _DATED, _PLACED = 1.3, 1.15, 1.1


@dataclass(frozen=True)
class Candidate:
    """Something that could be a key point."""

    sentence: Sentence
    shown: str
    place: tuple[int, int, int]
    reports: tuple[int, ...]
    tone: Tone | None
    kind: str
    parties: object
    score: float
    why: str
    credibility: str = ""
    graded: str = ""


def choose_key_points(evidence: Evidence, rows: Sequence[Told], most: int) -> tuple[KeyPoint, ...]:
    """Return up to `most` key points, the weightiest first."""
    left = sorted([*_from_findings(evidence, rows), *_from_statements(evidence)], key=lambda one: -round(one.score, 9))
    chosen: list[Candidate] = []
    while left and len(chosen) < most:
        best = max(left, key=lambda one: round(_discounted(one, chosen), 9))
        left.remove(best)
        chosen.append(best)
        left = [one for one in left if not _overlap(one.place, best.place)]
        if sum(1 for one in chosen if one.tone is None) >= _MOST_STATEMENTS:
            left = [one for one in left if one.tone is not None]
    return tuple(_key_point(evidence, one) for one in chosen)


def _key_point(evidence: Evidence, one: Candidate) -> KeyPoint:
    where = evidence.citations[one.shown].selector[1]
    text = evidence.report(int(one.shown.partition(".")[0])).text
    start, end = find_sentence(text, where.start, where.end)
    parts = (text[start : where.start], text[where.start : where.end], text[where.end : end])
    return KeyPoint(one.sentence, one.shown, parts, len(one.reports), one.tone, one.why, one.credibility, one.graded)


def _overlap(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    """Whether two quotations are of one passage: a key point says it once."""
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def _place(evidence: Evidence, number: str) -> tuple[int, int, int]:
    where = evidence.citations[number].selector[1]
    return int(number.partition(".")[0]), where.start, where.end


def _discounted(one: Candidate, chosen: list[Candidate]) -> float:
    factor = 1.0
    for other in chosen:
        if other.kind == one.kind and other.parties == one.parties:
            factor *= _SAME_BOTH
        else:
            factor *= _SAME_TYPE if other.kind == one.kind else 1.0
            factor *= _SAME_PARTIES if other.parties == one.parties else 1.0
        factor *= _SAME_REPORT if other.reports == one.reports else 1.0
    return one.score * factor


def _from_findings(evidence: Evidence, rows: Sequence[Told]) -> Iterator[Candidate]:
    pair = frozenset(main_dyad(evidence) or ())
    scored = [(_score_row(evidence, row, pair), row) for row in rows if _may_stand(row)]
    scored.sort(key=lambda one: -round(one[0], 9))
    for score, row in scored[:_MOST_CANDIDATES]:
        lead = row.value
        why = (
            f"intensity {weight(lead.type, lead.mode):g} of 10, {lead.modality}, "
            f"{_recency(evidence, row)[1]}, told in {count_words(len(row.reports), 'report')} "
            f"of {count_words(row.finding.origins, 'origin')}"
        )
        shown = row.citations[0]
        yield Candidate(
            sentence=told_sentence(row),
            shown=shown,
            place=_place(evidence, shown),
            reports=row.reports,
            tone=type_words(lead.type).tone,
            kind=lead.type,
            parties=_countries(row),
            score=score,
            why=why,
            credibility=credibility_words(row.finding.credibility),
            graded=row.finding.why,
        )


def _may_stand(row: Told) -> bool:
    return row.value.modality in _STANDING and bool(row.value.sources)


def _score_row(evidence: Evidence, row: Told, pair: frozenset[str]) -> float:
    lead = row.value
    aimed = 1.0 if lead.targets else _AIMLESS
    central = _CENTRAL if pair and pair <= _countries(row) else 1.0
    told = 1 + _ANOTHER_ORIGIN * min(max(row.finding.origins, 1) - 1, _MOST_CORROBORATION)
    recency, _ = _recency(evidence, row)
    heaviness = math.sqrt(weight(lead.type, lead.mode)) * _STANDING[lead.modality]
    return heaviness * recency * aimed * central * told * _completeness(lead)


def _completeness(event: Event) -> float:
    """More for an account that names people on both sides, a day and a place: it can be checked."""
    named = any(one.name for one in event.sources) and any(one.name for one in event.targets)
    return (_NAMED if named else 1) * (_DATED if is_narrow(event.when) else 1) * (_PLACED if event.where else 1)


def _countries(row: Told) -> frozenset[str | None]:
    return frozenset(actor.country for actor in (*row.value.sources, *row.value.targets))


def _from_statements(evidence: Evidence) -> Iterator[Candidate]:
    for entry in evidence.statements:
        heaviness = _STATEMENT.get(entry.value.kind)
        if heaviness is None or not _has_speaker(entry) or len(main_words(entry.value.about)) < _FEWEST_WORDS:
            continue
        sentence = Sentence(statement_sentence(entry.value) + ".", entry.citations, (entry.id,))
        why = f"weight {heaviness:g} of 10 for a {entry.value.kind}, told in 1 report"
        speaker = entry.value.speaker.country or entry.value.speaker.name
        shown = entry.citations[0]
        place = _place(evidence, shown)
        yield Candidate(
            sentence, shown, place, (entry.report,), None, entry.value.kind, speaker, math.sqrt(heaviness) * 0.8, why
        )


def _has_speaker(entry: Entry[Statement]) -> bool:
    return bool(entry.value.speaker.name or entry.value.speaker.country)


def _recency(evidence: Evidence, row: Told) -> tuple[float, str]:
    """
    Return a factor that halves with every 30 days from the as-of date, with its words.

    An act without a date counts as of its report's day, at 0.8 of it; without that too, at 0.5.
    """
    when = row.value.when
    dated = is_narrow(when)
    known = when.end if when and dated else evidence.report(row.report).published
    if known is None or evidence.as_of is None:
        return 0.5, "no date"
    age_days = abs((evidence.as_of - known).days)
    words = f"{count_words(age_days, 'day')} from the as-of date"
    factor = max(0.1, 0.5 ** (age_days / 30))
    return (factor, words) if dated else (0.8 * factor, f"no date, its report {words}")
