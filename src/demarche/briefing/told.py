"""Findings as the brief tells them: each with its handle (F1), the account that leads it, and who tells of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from demarche.briefing.cited import Sentence
from demarche.briefing.evidence import Entry, Evidence
from demarche.briefing.fullnames import with_full_names
from demarche.briefing.naming import count_words
from demarche.briefing.sentences import event_sentence
from demarche.record import Event, Finding

_HYPOTHETICAL = frozenset({"planned", "conditional", "possible"})


@dataclass(frozen=True)
class Told:
    """
    A finding with its mentions.

    `value` is its event as the record holds it best supported, actors by their full names; `mentions` stand in the
    order of the reports.
    """

    handle: str
    finding: Finding
    value: Event
    mentions: tuple[Entry[Event], ...]

    @property
    def id(self) -> str:
        """The finding's id."""
        return self.finding.id

    @cached_property
    def lead(self) -> Entry[Event]:
        """The mention that lends the finding its words."""
        return next((one for one in self.mentions if one.id == self.finding.event.id), self.mentions[0])

    @property
    def report(self) -> int:
        """The number of the lead's report."""
        return self.lead.report

    @cached_property
    def reports(self) -> tuple[int, ...]:
        """Numbers of the reports that tell of it as the finding stands: as having happened, planned, denied."""
        standing = _kind(self.value.modality)
        return tuple(sorted({one.report for one in self.mentions if _kind(one.value.modality) == standing}))

    @property
    def denied(self) -> tuple[Entry[Event], ...]:
        """Mentions by which it did not happen."""
        return tuple(one for one in self.mentions if one.value.modality == "denied")

    @cached_property
    def citations(self) -> tuple[str, ...]:
        """Numbers of all citations: the lead's, then one report after another, so that the first few show each."""
        rounds: dict[int, list[str]] = {}
        for entry in self.mentions:
            rounds.setdefault(entry.report, []).extend(entry.citations)
        turns = max(map(len, rounds.values()), default=0)
        spread = (numbers[turn] for turn in range(turns) for numbers in rounds.values() if turn < len(numbers))
        return tuple(dict.fromkeys((*self.lead.citations, *spread)))


def tell_findings(evidence: Evidence) -> tuple[Told, ...]:
    """Return the findings in the order of the reports and of the text."""
    leads = {finding.id: evidence.mention[finding.event.id] for finding in evidence.record.findings}
    ordered = sorted(evidence.record.findings, key=lambda one: (leads[one.id].report, int(leads[one.id].handle[1:])))
    return tuple(_told(evidence, finding, place) for place, finding in enumerate(ordered, start=1))


def _told(evidence: Evidence, finding: Finding, place: int) -> Told:
    mentions = sorted((evidence.mention[one.event] for one in finding.mentions), key=lambda one: int(one.handle[1:]))
    return Told(f"F{place}", finding, with_full_names(finding.event, evidence.names), tuple(mentions))


def told_sentence(told: Told, *, dated: bool = True) -> Sentence:
    """Return a finding's sentence, with in how many reports of how many origins it stands, and where it is denied."""
    text = event_sentence(told.value, dated=dated)
    notes = []
    if len(told.reports) > 1:
        notes.append(f"in {count_words(len(told.reports), 'report')}{_origins(told)}")
    if told.denied and told.value.modality != "denied":
        notes.append(f"denied in {count_words(len({entry.report for entry in told.denied}), 'account')}")
    return Sentence(text + (f" ({'; '.join(notes)})" if notes else "") + ".", told.citations, (told.id,))


def _origins(told: Told) -> str:
    if told.finding.origins >= len(told.reports):
        return ""
    return " of one origin" if told.finding.origins == 1 else f" of {told.finding.origins} origins"


def _kind(modality: str) -> str:
    return modality if modality in _HYPOTHETICAL or modality == "denied" else "told"
