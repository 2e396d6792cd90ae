"""Scoring flags of conflict: a flag is right if it sets apart two mentions or statements that the labels set apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from demarche.record import Event, Record, Span, Statement
from eval.bcubed import Figures
from eval.labelled import Crisis

Sides = tuple[frozenset[str], ...]


class Flag(NamedTuple):
    """What weighing says is in conflict."""

    field: str
    sides: Sides
    words: str


def field_flags(record: Record) -> list[Flag]:
    """Return the conflicts of findings."""
    return [
        Flag(
            conflict.field,
            tuple(frozenset(value.mentions) for value in conflict.values),
            f"{conflict.field}: " + " / ".join(value.value for value in conflict.values) + f" [{conflict.why}]",
        )
        for finding in record.findings
        for conflict in finding.conflicts
    ]


def matter_flags(record: Record) -> list[Flag]:
    """Return the conflicts of statements; a side's findings stand for their mentions, a denial for what it denies."""
    told = {finding.id: {mention.event for mention in finding.mentions} for finding in record.findings}
    events = [(mention.report, mention.account) for _, mention in record.mentions()]
    inside = {said.id: _inside(said.report, said, events) for said in record.statements}
    flags = []
    for one in record.conflicts:
        sides = tuple(
            frozenset(side.statements)
            | {event for name in side.findings for event in told.get(name, ())}
            | {event for name in side.statements for event in inside[name]}
            for side in one.sides
        )
        words = f"{one.kind}: {one.about}: " + " / ".join(side.stance for side in one.sides)
        flags.append(Flag("matter", sides, words))
    return flags


def labelled_fields(crises: Iterable[Crisis]) -> list[Flag]:
    """Return the labelled conflicts of fields."""
    return [Flag(f, sides, f"{one.name} {cluster}: {f}") for one in crises for cluster, f, sides in one.field_conflicts]


def labelled_matters(crises: Iterable[Crisis]) -> list[Flag]:
    """Return the labelled conflicts of statements."""
    return [Flag("matter", sides, f"{one.name}: {about}") for one in crises for about, sides in one.matter_conflicts]


def score_flags(flags: Sequence[Flag], labelled: Sequence[Flag], also: Sequence[Flag] = ()) -> Figures:
    """
    Return precision of the flags and recall of the labels; what meets `also` is right, too, but is not asked for.

    A denied event that weighing flags as a matter of words is such a case.
    """
    right = sum(any(meets(flag, one) for one in (*labelled, *also)) for flag in flags)
    found = sum(any(meets(flag, one) for flag in flags) for one in labelled)
    return Figures(right / max(1, len(flags)), found / max(1, len(labelled)), len(flags), len(labelled))


def meets(flag: Flag, label: Flag) -> bool:
    """Whether a flag sets apart what a label sets apart, on the same field."""
    if flag.field != label.field and "matter" not in {flag.field}:
        return False
    if flag.field == "matter" and label.field not in {"matter", "happened"}:
        return False
    return any(
        (one & a and other & b) or (one & b and other & a)
        for one, other in combinations(flag.sides, 2)
        for a, b in combinations(label.sides, 2)
    )


def _inside(report: str, said: Statement, events: Sequence[tuple[str, Event]]) -> set[str]:
    spans = said.spans
    return {event.id for where, event in events if where == report and _covers(spans, event.spans[0])}


def _covers(spans: Sequence[Span], inner: Span) -> bool:
    return any(span.start <= inner.start and inner.end <= span.end for span in spans)
