"""
Origins: whose word a mention is at the root, so that what is told ten times on one word counts once.

In this order: the source that its own sentence credits; the actor on whose word alone it stands; the origin of the
report that its report copies, or whose sentence it repeats; the source that its report credits as a whole; its report's
source; its report.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from demarche.record import CopyGroup, Report
from demarche.weighing.account import Account
from demarche.weighing.copies import Copy, find_copies
from demarche.weighing.credits import Credit, crediting_names, find_credits, report_source, word_of

# A sentence of so many words is not written twice by chance.
_FEWEST_WORDS = 9
# A report that is credited without a date came out within so many days before.
_CREDIT_DAYS = 2
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Origins:
    """The origin of each account (by its event's id), and the groups of reports that share one."""

    of: Mapping[str, str]
    groups: tuple[CopyGroup, ...]


def find_origins(reports: Sequence[Report], accounts: Sequence[Account]) -> Origins:
    """Return the origins of all accounts, and the copies and credits among the reports."""
    copies = {reports[one.report].id: one for one in find_copies(reports)}
    names = crediting_names(reports)
    credited = {report.id: find_credits(report, names) for report in reports}
    roots = {report.id: _root(report, reports, copies, credited) for report in reports}
    sentences: dict[tuple[str, ...], str] = {}
    of: dict[str, str] = {}
    for account in accounts:
        words = tuple(_WORD.findall(account.quote.casefold()))
        first = sentences.setdefault(words, account.report.id) if len(words) >= _FEWEST_WORDS else account.report.id
        of[account.event.id] = _credit_here(account, credited[account.report.id]) or _word(account) or roots[first]
    return Origins(of, (*_copied(reports, copies), *_credited(reports, credited)))


def _root(
    report: Report, reports: Sequence[Report], copies: Mapping[str, Copy], credited: Mapping[str, Sequence[Credit]]
) -> str:
    first = reports[copies[report.id].of] if report.id in copies else report
    whole = next((one.source for one in (*credited[first.id], *credited[report.id]) if one.whole), None)
    return whole or report_source(first) or first.id


def _credit_here(account: Account, found: Sequence[Credit]) -> str | None:
    text, span = account.report.text, account.event.spans[0]
    start = max(text.rfind(mark, 0, span.start) for mark in (". ", "\n")) + 1
    ends = [place for mark in (". ", "\n") if (place := text.find(mark, span.end)) >= 0]
    end = min(ends, default=len(text))
    return next((one.source for one in found if not one.whole and start <= one.start < end), None)


def _word(account: Account) -> str | None:
    event = account.told
    return word_of(event.attributed_to) if event.attributed_to and event.modality == "reported" else None


def _copied(reports: Sequence[Report], copies: Mapping[str, Copy]) -> list[CopyGroup]:
    groups: dict[str, list[tuple[str, float]]] = {}
    for report in reports:
        if report.id in copies:
            groups.setdefault(reports[copies[report.id].of].id, []).append((report.id, copies[report.id].share))
    found = []
    for first, members in groups.items():
        share = min(part for _, part in members)
        why = f"From {share:.0%} on of the words of the shorter text stand in the same order in both."
        found.append(CopyGroup(first, tuple(sorted(one for one, _ in members)), "copy", share, why))
    return sorted(found, key=lambda group: group.of)


def _credited(reports: Sequence[Report], credited: Mapping[str, Sequence[Credit]]) -> list[CopyGroup]:
    own: dict[str, list[Report]] = {}
    for report in reports:
        own.setdefault(report_source(report) or report.id, []).append(report)
    groups: dict[str, dict[str, str]] = {}
    for report in reports:
        for one in credited[report.id]:
            quote = report.text[max(one.start - 30, 0) : one.end + 20]
            first = _credited_report(report, own.get(one.source, ())) or one.source
            groups.setdefault(first, {}).setdefault(report.id, " ".join(quote.split()))
    found = []
    for first, members in sorted(groups.items()):
        why = f"They name it as their source: “{members[min(members)]}”."
        found.append(CopyGroup(first, tuple(sorted(members)), "credit", None, why))
    return found


def _credited_report(report: Report, candidates: Sequence[Report]) -> str | None:
    """Return the one report of the credited source from the days before; None where several may be meant."""
    if report.published is None:
        return None
    near = [
        one.id
        for one in candidates
        if one.published is not None and 0 <= (report.published - one.published).days <= _CREDIT_DAYS
    ]
    return near[0] if len(near) == 1 else None
