"""
Grades: how reliable each source is (A to F), and why.

In this order: an analyst's correction; the user's table of sources; what the report itself says; the user's default for
the kind of source; the package's default for it. Sources are one by their name in the table of outlets; a report
without a named source is a source of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from demarche.ontology import default_reliability, find_outlet, find_outlet_by_url
from demarche.record import GradedSource, Reliability, Report, SourceGrade, SourceKind, SourcesFile
from demarche.weighing.credits import ORIGIN, report_source, source_key


@dataclass(frozen=True)
class Grades:
    """The graded sources, and the grade of each origin and report (by `source:NAME` or the report's id)."""

    sources: tuple[GradedSource, ...]
    of: Mapping[str, Reliability]

    def origin(self, origin: str, report: str) -> Reliability:
        """Return the grade of a mention's origin; of its report where the origin is not graded itself."""
        return self.of.get(origin) or self.of.get(report, "F")


def grade_sources(
    reports: Sequence[Report], origins: Sequence[str], table: SourcesFile | None, corrections: Sequence[SourceGrade]
) -> Grades:
    """
    Return the grade of every source of the reports, and of every outlet that they credit (`origins`).

    Parameters
    ----------
    reports : sequence of Report
        The reports.
    origins : sequence of str
        The origins of the mentions; those that name a source are graded, too.
    table : SourcesFile, optional
        The user's table.
    corrections : sequence of SourceGrade
        What an analyst says; the last one on a source counts.
    """
    judged = table or SourcesFile(())
    by_hand = {
        source_key(one.name): (one.reliability, _reason(one.why, "An analyst's correction says so."))
        for one in corrections
    }
    listed = {
        source_key(name): (one.reliability, _reason(one.why, "The user's table of sources says so."))
        for one in judged.sources
        for name in (one.name, *one.names)
    }
    given = listed | by_hand
    groups: dict[str, list[Report]] = {}
    for report in reports:
        groups.setdefault(report_source(report) or report.id, []).append(report)
    graded: dict[str, GradedSource] = {}
    for key, members in groups.items():
        lead = members[0].source
        kind = _kind(key, lead.kind)
        said = given.get(_folded(key)) or _stated(members) or _default(kind, judged)
        ids = tuple(report.id for report in members)
        name = lead.name or (key.removeprefix(ORIGIN) if key.startswith(ORIGIN) else None)
        graded[key] = GradedSource(name, kind, said[0], said[1], ids)
    of: dict[str, Reliability] = {key: one.reliability for key, one in graded.items()}
    of |= {report: one.reliability for one in graded.values() for report in one.reports}
    for origin in sorted(set(origins)):
        if origin.startswith(ORIGIN) and origin not in of:
            said = given.get(_folded(origin)) or _default(_kind(origin, "unknown"), judged)
            of[origin] = said[0]
            name = origin.removeprefix(ORIGIN)
            graded[origin] = GradedSource(name, _kind(origin, "unknown"), said[0], said[1], ())
    return Grades(tuple(graded[key] for key in sorted(graded)), of)


def _folded(origin: str) -> str:
    return source_key(origin.removeprefix(ORIGIN)) if origin.startswith(ORIGIN) else origin


def _kind(key: str, given: SourceKind) -> SourceKind:
    """Return the kind of a source: as its report says, else as the table of outlets does."""
    if given != "unknown" or not key.startswith(ORIGIN):
        return given
    known = find_outlet(key.removeprefix(ORIGIN)) or find_outlet_by_url(key.removeprefix(ORIGIN))
    return cast(SourceKind, known.kind) if known else given


def _reason(why: str, otherwise: str) -> str:
    text = why.strip() or otherwise
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _stated(members: Sequence[Report]) -> tuple[Reliability, str] | None:
    """Return the grade that the reports themselves state; the worst, where they differ."""
    stated = sorted({report.source.reliability for report in members if report.source.reliability})
    if not stated:
        return None
    return stated[-1], "Its report was given with this grade." if len(stated) == 1 else "The worst that was given."


def _default(kind: SourceKind, table: SourcesFile) -> tuple[Reliability, str]:
    if kind in table.kinds:
        return table.kinds[kind], f"The user's default for the kind {kind}."
    default = default_reliability(kind)
    return cast(Reliability, default.reliability), default.reason
