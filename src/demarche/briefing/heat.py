"""The busiest pairs over weeks, whoever acts: conflictual and cooperative findings counted apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from demarche.briefing.datewords import is_narrow
from demarche.briefing.dyads import DONE, cell_of, directed_pairs
from demarche.briefing.evidence import Evidence
from demarche.briefing.model import DyadCell, HeatMap, HeatRow
from demarche.briefing.naming import bare, country_words
from demarche.briefing.sentences import event_sentence
from demarche.briefing.told import Told

_MOST_PAIRS = 8
# Half a quarter-year's worth fits a page of A4; what lies before is summed up in one column.
_MOST_WEEKS = 16
_WEEK = dt.timedelta(days=7)
_LONGEST_DAYS = 7


def map_heat(evidence: Evidence, findings: Sequence[Told]) -> HeatMap | None:
    """
    Return the busiest pairs by week, up to the week of the as-of date; None where no act has two parties.

    A finding counts in the week in which it ends, if its interval is no longer than a week; else it is undated.
    """
    pairs: dict[frozenset[str], list[Told]] = {}
    for one in findings:
        if one.value.modality in DONE:
            for key in dict.fromkeys(frozenset(pair) for pair in directed_pairs(one.value)):
                pairs.setdefault(key, []).append(one)
    busiest = sorted(pairs, key=lambda key: (-len(pairs[key]), sorted(key)))[:_MOST_PAIRS]
    if not busiest:
        return None
    mondays = _mondays([one for key in busiest for one in pairs[key]], evidence.as_of)
    rows = tuple(_row(key, pairs[key], mondays) for key in busiest)
    return HeatMap(mondays, rows, max((_size(cell) for row in rows for cell in row.weeks), default=0))


def _week(one: Told) -> dt.date | None:
    when = one.value.when
    if when is None or (when.end - when.start).days > _LONGEST_DAYS:
        return None
    return when.end - dt.timedelta(days=when.end.weekday())


def _mondays(shown: Sequence[Told], as_of: dt.date | None) -> tuple[dt.date, ...]:
    weeks = [week for one in shown if (week := _week(one)) and (as_of is None or week <= as_of)]
    if not weeks:
        return ()
    last = max(weeks)
    first = max(min(weeks), last - (_MOST_WEEKS - 1) * _WEEK)
    return tuple(first + place * _WEEK for place in range((last - first).days // 7 + 1))


def _row(key: frozenset[str], shown: list[Told], mondays: tuple[dt.date, ...]) -> HeatRow:
    one, other = sorted(bare(country_words(code)) for code in key)
    by_week: dict[dt.date | None, list[Told]] = {}
    for told in shown:
        by_week.setdefault(_week(told), []).append(told)
    early = [told for week, some in by_week.items() if week and mondays and week < mondays[0] for told in some]
    in_weeks = {told.id for week in mondays for told in by_week.get(week, ())}
    rest = [told for told in shown if told.id not in in_weeks and told not in early]
    dated = [told for told in shown if is_narrow(told.value.when)]
    latest = max(dated, key=lambda told: (told.value.when.end, int(told.handle[1:])), default=None)  # type: ignore[union-attr]
    return HeatRow(
        names=(one, other),
        weeks=tuple(cell_of(by_week.get(week, [])) for week in mondays),
        earlier=cell_of(early),
        undated=cell_of(rest),
        latest=event_sentence(latest.value) + "." if latest else "",
        latest_citations=latest.citations if latest else (),
    )


def _size(cell: DyadCell) -> int:
    return len(cell.conflictual) + len(cell.cooperative)
