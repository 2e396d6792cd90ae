"""The reports at the end of the brief: printed whole, or, where there is too much text, the cited passages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from demarche.briefing.evidence import Evidence
from demarche.briefing.model import Brief, ReportPage
from demarche.briefing.outlook.build import citations_of

# Printed on either side of a citation where a report is not printed whole.
_AROUND_CHARACTERS = 120
# Chips printed after one sentence; the JSON has all of them.
MOST_CHIPS = 6


def lay_reports(brief: Brief, evidence: Evidence, most_characters: int) -> tuple[ReportPage, ...]:
    """
    Return each report with the ranges of it that are printed.

    Parameters
    ----------
    brief : Brief
        The sections before this one: what they cite is printed.
    evidence : Evidence
        The reports.
    most_characters : int
        Where all reports together are longer than this, only passages around printed citations are printed.
    """
    whole = sum(len(reading.report.text) for reading in evidence.readings) <= most_characters
    wanted: dict[int, list[tuple[int, int]]] = {}
    for cited in printed_citations(brief):
        where = evidence.citations[cited].selector[1]
        wanted.setdefault(int(cited.partition(".")[0]), []).append((where.start, where.end))
    pages = []
    for number, reading in enumerate(evidence.readings, start=1):
        text = reading.report.text
        passages = ((0, len(text)),) if whole and text else tuple(_passages(text, wanted.get(number, ())))
        pages.append(ReportPage(number, reading.report, passages))
    return tuple(pages)


def printed_citations(brief: Brief) -> tuple[str, ...]:
    """Return the numbers of all citations that stand on the page as chips, in order of first use."""
    return tuple(dict.fromkeys(number for numbers in _printed(brief) for number in numbers[:MOST_CHIPS]))


def _printed(brief: Brief) -> Iterator[tuple[str, ...]]:
    sentences = [*brief.bottom_line, *(one.sentence for one in brief.known), *brief.gaps]
    sentences += [row.sentence for row in (*brief.chronology, *brief.undated)]
    sentences += [side.sentence for one in brief.conflicts for side in one.sides]
    yield from (sentence.citations for sentence in sentences)
    yield from ((one.shown,) for one in brief.known)
    yield from (row.latest_citations for row in (brief.heat.rows if brief.heat else ()))
    yield from (cell.citations for row in (brief.grid.rows if brief.grid else ()) for cell in row.cells)
    yield from (row.citations for voice in brief.voices for row in voice.rows if row.printed)
    yield from (row.citations for row in brief.predictions if row.printed)
    yield from (row.citations for row in brief.events if row.printed)
    yield from citations_of(brief.foresight) if brief.foresight else ()


def _passages(text: str, ranges: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the ranges with a little text around each, cut at spaces, run together where they meet."""
    passage: tuple[int, int] | None = None
    for start, end in sorted(ranges):
        wide = _to_space(text, start - _AROUND_CHARACTERS, -1), _to_space(text, end + _AROUND_CHARACTERS, 1)
        if passage is None or wide[0] > passage[1]:
            if passage is not None:
                yield passage
            passage = wide
        else:
            passage = passage[0], max(passage[1], wide[1])
    if passage is not None:
        yield passage


def _to_space(text: str, place: int, step: int) -> int:
    """Move a cut outwards to the next space, by at most 20 characters."""
    place = min(max(place, 0), len(text))
    for moved in range(place, place + step * 20, step):
        if not 0 < moved < len(text) or text[moved].isspace():
            return min(max(moved, 0), len(text))
    return place
