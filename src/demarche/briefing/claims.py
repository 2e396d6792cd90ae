"""The claim × report grid: what each report says of a finding or a matter, denies, leaves out, or tells otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from demarche.briefing.conflicts import value_words
from demarche.briefing.dyads import DONE
from demarche.briefing.evidence import Evidence
from demarche.briefing.grades import credibility_words
from demarche.briefing.model import Answer, ClaimCell, ClaimRow, Grid
from demarche.briefing.naming import list_words, name_actor
from demarche.briefing.sentences import capitalise, event_sentence
from demarche.briefing.told import Told
from demarche.briefing.wording import weight
from demarche.record import Event, GridCell, MatterConflict, grid_row

_MOST_REPORTS = 8
_NO_ANSWER = frozenset({"silent", "before"})
# Matters that are stood for by statements: their sides are for and against, or said and denied.
_OF_WORDS = frozenset({"stance", "said and denied"})
# With fewer rows than this, findings that one report alone tells fill the grid up.
_FEWEST_ROWS = 6
_UNREAL = frozenset({"planned", "possible"})


def lay_grid(evidence: Evidence, findings: Sequence[Told], most: int) -> Grid | None:
    """
    Return the grid of what is in conflict, and of what most reports tell; None with fewer than two reports.

    Conflicts of fact come first, then matters on which speakers differ, then findings by the number of origins and by
    weight. Where there are more reports than columns, those that answer most are shown.
    """
    if len(evidence.readings) < 2 or not findings:
        return None
    chosen = sorted(findings, key=_rank)
    disputed = [one for one in chosen if one.finding.conflicts]
    shared = [one for one in chosen if not one.finding.conflicts and _is_shared(one)]
    single = [one for one in chosen if not one.finding.conflicts and not _is_shared(one) and _is_firm(one)]
    matters = [one for one in evidence.record.conflicts if one.kind in _OF_WORDS]
    rows = [_finding_row(evidence, one) for one in disputed]
    rows += [row for one in matters if (row := _matter_row(evidence, one))]
    rows += [
        _finding_row(evidence, one) for one in [*shared, *single[: max(0, _FEWEST_ROWS - len(rows) - len(shared))]]
    ]
    rows = rows[:most]
    shown = _columns(rows)
    kept = tuple(
        ClaimRow(
            row.item, row.handle, row.claim, tuple(row.cells[place - 1] for place in shown), row.credibility, row.why
        )
        for row in rows
    )
    printed = {row.item for row in kept}
    return Grid(shown, kept, evidence.count("findings not in the grid", [f for f in findings if f.id not in printed]))


def _is_shared(told: Told) -> bool:
    return told.finding.origins > 1 and len(told.reports) > 1


def _is_firm(told: Told) -> bool:
    return told.value.modality in DONE and bool(told.value.sources)


def _rank(told: Told) -> tuple[bool, int, float, int]:
    return (
        not told.finding.conflicts,
        -told.finding.origins,
        -weight(told.value.type, told.value.mode),
        int(told.handle[1:]),
    )


def _columns(rows: Sequence[ClaimRow]) -> tuple[int, ...]:
    answers: Counter[int] = Counter()
    for row in rows:
        for place, cell in enumerate(row.cells, start=1):
            answers[place] += cell.answer not in _NO_ANSWER
    most = sorted(answers, key=lambda place: (-answers[place], place))[:_MOST_REPORTS]
    return tuple(sorted(most))


def _finding_row(evidence: Evidence, told: Told) -> ClaimRow:
    cells = grid_row(told.finding, evidence.record.reports)
    grade = credibility_words(told.finding.credibility)
    sentence = event_sentence(_as_claim(told)) + "."
    return ClaimRow(
        told.id, told.handle, sentence, tuple(_cell(evidence, told, cell) for cell in cells), grade, told.finding.why
    )


def _as_claim(told: Told) -> Event:
    """Return the event as a claim: what is denied is put as what is denied, so that a cell can say that it is."""
    if told.value.modality != "denied":
        return told.value
    return msgspec.structs.replace(told.value, modality="asserted", attributed_to=None)


def _cell(evidence: Evidence, told: Told, cell: GridCell) -> ClaimCell:
    citations = (number for name in cell.mentions for number in evidence.mention[name].citations)
    words = "; ".join(dict.fromkeys(_values(told, cell)))
    answer: Answer = "says" if cell.answer == "plans" and told.finding.status in _UNREAL else cell.answer
    return ClaimCell(answer, words, tuple(dict.fromkeys(citations)))


def _values(told: Told, cell: GridCell) -> Iterator[str]:
    """Yield the values that a report gives on the fields in conflict; whether it happened, the answer says."""
    for conflict in told.finding.conflicts:
        for value in conflict.values:
            if conflict.field != "happened" and set(value.mentions) & set(cell.mentions):
                yield value_words(value.value)


def _matter_row(evidence: Evidence, matter: MatterConflict) -> ClaimRow | None:
    if sum(bool(side.statements) for side in matter.sides) < 2:
        return None
    cells = tuple(_matter_cell(evidence, matter, number) for number in range(1, len(evidence.readings) + 1))
    claim = capitalise(matter.about.rstrip(".")) + "."
    return ClaimRow(matter.id, "", claim, cells, "not graded", "A matter on which speakers stand against each other.")


def _matter_cell(evidence: Evidence, matter: MatterConflict, number: int) -> ClaimCell:
    told: list[tuple[str, str]] = []
    answers: list[Answer] = []
    citations: list[str] = []
    for place, side in enumerate(matter.sides):
        said = [one for one in evidence.statements if one.report == number and one.id in set(side.statements)]
        if said:
            speakers = list(dict.fromkeys(name_actor(one.value.speaker, full=False).text for one in said))
            told.append((list_words(speakers), value_words(side.stance)))
            answers.append("says" if place == 0 else "denies")
            citations += [citation for one in said for citation in one.citations]
    if not answers:
        return ClaimCell("silent", "", ())
    if len(set(answers)) == 1:
        return ClaimCell(answers[0], "; ".join(who for who, _ in told), tuple(dict.fromkeys(citations)))
    return ClaimCell("both", "; ".join(f"{who}: {stance}" for who, stance in told), tuple(dict.fromkeys(citations)))
