"""The record as a forecast cites it: by the id of a finding, statement or projection, its citations and its grade."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from demarche.briefing.cited import Sentence
from demarche.briefing.evidence import Entry, Evidence
from demarche.briefing.grades import credibility_words
from demarche.briefing.naming import count_words
from demarche.briefing.sentences import capitalise
from demarche.briefing.told import Told
from demarche.errors import EvidenceError
from demarche.ontology import admiralty_grades
from demarche.record import Projection, Statement

if TYPE_CHECKING:
    from demarche.forecasting import DatedWindow, Reason

_UNGRADED = "F"


class Cited:
    """What a forecast's ids lead to."""

    def __init__(self, evidence: Evidence, findings: Sequence[Told]) -> None:
        self.evidence = evidence
        self.told = {one.id: one for one in findings}
        self.projections = {one.id: one for one in evidence.projections}
        entries: tuple[Entry[Statement] | Entry[Projection], ...] = (*evidence.statements, *evidence.projections)
        self._citations = {one.id: one.citations for one in entries} | {one.id: one.citations for one in findings}
        self._handles = {one.id: one.handle for one in entries} | {one.id: one.handle for one in findings}
        self._reports = {one.id: (one.report,) for one in entries} | {one.id: one.reports for one in findings}
        self._reliability = {
            evidence.number[report]: one.reliability
            for one in evidence.record.sources
            for report in one.reports
            if report in evidence.number
        }
        self._windows = {
            (evidence.readings[int(number.partition(".")[0]) - 1].report.id, *_range(evidence, number)): number
            for number in evidence.citations
        }

    def citations(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return the citations of items, in order; an id that the record does not hold has none."""
        return tuple(dict.fromkeys(number for one in ids for number in self._citations.get(one, ())))

    def handle(self, item: str) -> str:
        """Return an item's handle, "" where the record does not hold it."""
        return self._handles.get(item, "")

    def grade(self, item: str) -> tuple[str, str]:
        """Return an item's grade as 'B2' (best source, credibility; of a statement the source alone), and its words."""
        letters = [self._reliability[one] for one in self._reports.get(item, ()) if one in self._reliability]
        letter = min(letters, default=_UNGRADED)
        named = f"source {letter}, {admiralty_grades()[letter].name.lower()}"
        told = self.told.get(item)
        if told is None:
            return letter, named
        number = told.finding.credibility
        return f"{letter}{number}", f"{named}; credibility {credibility_words(number)}"

    def credibility(self, item: str) -> int | None:
        """Return a finding's credibility, 1 to 6; None for anything else."""
        told = self.told.get(item)
        return told.finding.credibility if told else None

    def window(self, window: DatedWindow) -> tuple[str, ...]:
        """Return the citation of the words that a date was read from."""
        number = self._windows.get((window.report, window.start, window.end))
        if number is None or self.evidence.quote(number) != window.words:
            where = (window.start, window.end)
            raise EvidenceError("a date quotes words that its report has not", report=window.report, span=where)
        return (number,)

    def reason(self, reason: Reason) -> Sentence:
        """Return why, as a sentence with its citations."""
        ids = (*reason.findings, *reason.statements)
        return Sentence(capitalise(reason.words.rstrip(".")) + ".", self.citations(ids), ids)

    def origins(self, ids: Iterable[str]) -> int:
        """Return of how many reports, copies counted once, some items are."""
        first = {report: group.of for group in self.evidence.record.copies for report in group.reports}
        reports = {number for one in ids for number in self._reports.get(one, ())}
        names = (self.evidence.report(number).id for number in reports)
        return len({first.get(one, one) for one in names})

    def conflicting(self, ids: Iterable[str]) -> int:
        """Return how many of some findings have a conflict between their mentions."""
        return sum(1 for one in dict.fromkeys(ids) if one in self.told and self.told[one].finding.conflicts)


def origins_words(number: int) -> str:
    """Return '1 independent origin', '3 independent origins'."""
    return count_words(number, "independent origin")


def _range(evidence: Evidence, number: str) -> tuple[int, int]:
    where = evidence.citations[number].selector[1]
    return where.start, where.end
