"""Sources with their grades, copies counted once, and the corrections that an analyst laid over the record."""

from __future__ import annotations

import msgspec

from demarche.briefing.datewords import day_words
from demarche.briefing.evidence import Evidence
from demarche.briefing.model import CopyRow, CorrectionRow, SourceRow
from demarche.briefing.plaintext import one_line
from demarche.briefing.predictions import source_label
from demarche.ontology import admiralty_grades
from demarche.record import CopyGroup, Correction, GradedSource, Report, SourceGrade

_ELSEWHERE = "source:"
_CORRECTION_WORDS = {
    "NoEvent": "no event",
    "SameEvent": "one event",
    "DifferentEvents": "different events",
    "SourceGrade": "reliability of a source",
    "DateIs": "date",
    "PlaceIs": "place",
}


def credibility_words(grade: int) -> str:
    """
    Return a grade of credibility with its name.

    Examples
    --------
    >>> credibility_words(2)
    '2 probably true'
    """
    return f"{grade} {admiralty_grades()[str(grade)].name.lower()}"


def tabulate_sources(evidence: Evidence) -> tuple[SourceRow, ...]:
    """Return the reports as sources, in their order."""
    grades = {report: one for one in evidence.record.sources for report in one.reports}
    copies = {report: words for row in list_copies(evidence) for report, words in _copied(row)}
    return tuple(
        _source_row(evidence, number, grades.get(evidence.report(number).id), copies.get(number, ""))
        for number in range(1, len(evidence.readings) + 1)
    )


def list_copies(evidence: Evidence) -> tuple[CopyRow, ...]:
    """Return the groups of reports that count as one origin; a credit to what is copied anyway is not told again."""
    copied = {
        (group.of, report) for group in evidence.record.copies if group.kind == "copy" for report in group.reports
    }
    groups = (
        msgspec.structs.replace(group, reports=tuple(one for one in group.reports if (group.of, one) not in copied))
        if group.kind == "credit"
        else group
        for group in evidence.record.copies
    )
    return tuple(_copy_row(evidence, group) for group in groups if group.reports)


def list_corrections(evidence: Evidence) -> tuple[CorrectionRow, ...]:
    """Return the analyst's corrections, those that could not be applied among them."""
    quotes = _quotes(evidence) if evidence.record.corrections else {}
    return tuple(
        CorrectionRow(
            kind=_CORRECTION_WORDS[type(one.correction).__name__],
            words=_words(one.correction, quotes),
            applied=one.applied,
            outcome=one.outcome,
            why=one.correction.why,
            items=_items(one.correction),
        )
        for one in evidence.record.corrections
    )


def count_origins(evidence: Evidence) -> int:
    """Return how many independent origins the reports have: copies and credited sources count once."""
    origins = {reading.report.id: reading.report.id for reading in evidence.readings}
    for group in evidence.record.copies:
        origins |= dict.fromkeys(group.reports, group.of)
    return len(set(origins.values()))


def published_words(report: Report) -> str:
    """Return a report's day of publication, marked where it was inferred."""
    if report.published is None:
        return "no date"
    return day_words(report.published) + (" (inferred)" if report.published_inferred else "")


def _quotes(evidence: Evidence) -> dict[str, str]:
    """Return the words of every event that was read and of every finding's lead, by id; what was taken out, too."""
    found = {
        event.id: one_line(event.spans[0].quote(reading.report.text))
        for reading in evidence.record.readings()
        for event in reading.events
    }
    return found | {one.id: found[one.event.id] for one in evidence.record.findings}


def _words(correction: Correction, quotes: dict[str, str]) -> str:
    if isinstance(correction, SourceGrade):
        return f"{correction.name}: {correction.reliability}"
    return "; ".join(f"“{quotes[item]}”" if item in quotes else item for item in correction.items)


def _items(correction: Correction) -> tuple[str, ...]:
    return (correction.name,) if isinstance(correction, SourceGrade) else correction.items


def _copy_row(evidence: Evidence, group: CopyGroup) -> CopyRow:
    first = evidence.number.get(group.of)
    origin = group.of.removeprefix(_ELSEWHERE) if first is None else source_label(evidence, first)
    numbers = sorted(evidence.number[report] for report in group.reports if report in evidence.number)
    return CopyRow(first, origin, tuple(one for one in numbers if one != first), group.kind, group.why)


def _copied(row: CopyRow) -> list[tuple[int, str]]:
    how = "copy of" if row.kind == "copy" else "credits"
    whom = f"report {row.of}" if row.of else row.origin
    return [(number, f"{how} {whom}") for number in row.reports]


def _source_row(evidence: Evidence, number: int, graded: GradedSource | None, copy_of: str) -> SourceRow:
    report = evidence.report(number)
    tallies = (
        evidence.count("event", [one for one in evidence.events if one.report == number]),
        evidence.count("statement", [one for one in evidence.statements if one.report == number]),
        evidence.count("prediction in print", [one for one in evidence.projections if one.report == number]),
    )
    return SourceRow(
        number=number,
        report=report.id,
        label=source_label(evidence, number),
        kind=report.source.kind,
        grade=graded.reliability if graded else "F",
        graded=graded.why if graded else "nobody has graded it",
        published=published_words(report),
        copy_of=copy_of,
        tallies=tallies,
    )
