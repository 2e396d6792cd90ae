"""From text to dates: expressions are found by the grammar, then resolved one after the other."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from demarche.reading.dates import days, periods, portions, windows
from demarche.reading.dates.grammar import Meaning, Parse, Spec, date_grammar
from demarche.reading.dates.lexicon import names, word_classes
from demarche.reading.dates.spans import ClauseTense, Setting, Stretch, Tense
from demarche.reading.dates.words import Word, split_words
from demarche.record import When

_TRIGGERS = frozenset(
    [
        "MONTH",
        "MON",
        "WEEKDAY",
        "WKD",
        "UNIT",
        "UNITS",
        "PERIOD",
        "SEASON",
        "FALL",
        "YEAR",
        "ISO",
        "SLASHED",
        "DECADE",
        "SHORTDECADE",
        "DECADES",
        "NAMED",
        "OCCASION",
        "today",
        "tonight",
        "tomorrow",
        "yesterday",
        "overnight",
        "weekend",
        "ORDNO",
        "PARTOFDAY",
        "TWO",
    ]
)
_LEAD = 8  # words that may stand before the word that makes an expression a date: "no later than the end of …"
_PURE: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {"amount": days.amount, "vague_number": days.vague_number, "short_year": days.short_year}
)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a report's text: its half-open range of code points, its days, its words and how it looks at them."""

    start: int
    end: int
    when: When
    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class Expression:
    """A date as the grammar reads it, not yet resolved: range, meaning, and the tense that its words suggest."""

    start: int
    end: int
    meaning: Spec
    tense: Tense


def find_dates(
    text: str,
    start: int = 0,
    end: int | None = None,
    *,
    published: dt.date | None,
    previous: dt.date | None = None,
    tense: Tense | None = None,
) -> list[DateMention]:
    """
    Find the dates in one sentence and resolve them to closed intervals of days.

    Parameters
    ----------
    text : str
        The report's text.
    start, end : int
        The sentence's half-open range of it, in code points.
    published : date or None
        The day of publication. Without it, dates that count from it are dropped; full dates stand.
    previous : date or None
        The date of the sentence before, from which "the next day" counts.
    tense : {"past", "future", "none"}, optional
        The tense of the clause; guessed from the words before each date if not given.

    Returns
    -------
    list of DateMention
        In the order of the text, without overlaps.

    Examples
    --------
    >>> found = find_dates("It may come before February 20th.", published=dt.date(2022, 2, 12))
    >>> found[0].words, str(found[0].when.start), str(found[0].when.end)
    ('before February 20th', '2022-02-12', '2022-02-20')
    """
    expressions = find_expressions(text, start, len(text) if end is None else end)
    before = Stretch(previous, previous) if previous else None
    tenses = [tense if tense is not None else each.tense for each in expressions]
    return resolve_all(text, expressions, published, before, tenses)[0]


def resolve_all(
    text: str,
    expressions: list[Expression],
    published: dt.date | None,
    previous: Stretch | None,
    tenses: Sequence[ClauseTense],
) -> tuple[list[DateMention], Stretch | None]:
    """Resolve a sentence's expressions in order; return the mentions, and the date for the next sentence."""
    mentions = []
    for expression, tense in zip(expressions, tenses, strict=True):
        found = resolve(expression.meaning, _setting(published, previous, tense))
        if found is None:
            continue
        words = text[expression.start : expression.end]
        mentions.append(DateMention(expression.start, expression.end, found.when(), words, found.kind))
        previous = found if found.kind == "point" else previous
    return mentions, previous


# A report of what someone said would be counts from the date before it if that is at most this old: the day of saying.
_SAID_DAYS = 7


def _setting(published: dt.date | None, previous: Stretch | None, tense: ClauseTense) -> Setting:
    if tense != "reported":
        return Setting(published, previous, tense)
    if published and previous and previous.start == previous.end and 0 <= (published - previous.end).days <= _SAID_DAYS:
        return Setting(previous.end, previous, "future")
    return Setting(published, previous, "future")


def resolve(meaning: Spec, setting: Setting) -> Stretch | None:
    """Return the days that a meaning names in a setting; None if it names none there."""
    try:
        found: Stretch | None = _act(meaning, setting)
    except (OverflowError, ValueError):
        # Python's calendar ends at the years 1 and 9999, and no date of the news lies beyond.
        return None
    return found if found is None or found.start <= found.end else None


def _act(meaning: Spec, setting: Setting) -> Any:
    arguments = {label: _argument(value) for label, value in meaning.arguments.items() if label}
    return _ACTIONS[meaning.action](setting, **arguments)


def _argument(value: Meaning) -> Any:
    if not isinstance(value, Spec):
        return value
    if value.action in _PURE:
        return _PURE[value.action](**{label: _argument(each) for label, each in value.arguments.items() if label})
    return lambda setting: _act(value, setting)


def _actions() -> dict[str, Callable[..., Any]]:
    table: dict[str, Callable[..., Any]] = {}
    for room in (days, periods, portions, windows):
        table.update({name: value for name, value in vars(room).items() if callable(value) and name[0] != "_"})
    return table


_ACTIONS: Mapping[str, Callable[..., Any]] = MappingProxyType(_actions())


def find_expressions(text: str, start: int, end: int) -> list[Expression]:
    """Return the sentence's date expressions, in order and without overlaps."""
    if _hint().search(text, start, end) is None:
        return []
    words = split_words(text, start, end)
    triggers = [index for index, word in enumerate(words) if not _TRIGGERS.isdisjoint(word.marks)]
    found: list[Expression] = []
    if not triggers:
        return found
    parse = Parse(words, date_grammar())
    at = 0
    for trigger in triggers:
        at = max(at, trigger - _LEAD)
        while at <= trigger:
            match = parse.longest("When", at)
            if match is not None and isinstance(match[1], Spec) and not _is_record(words, at, match[1]):
                last = words[match[0] - 1]
                found.append(Expression(words[at].start, last.end, match[1], guess_tense(words, at, match[0])))
                at = match[0]
            else:
                at += 1
    return found


@cache
def _hint() -> re.Pattern[str]:
    """Return a pattern that every sentence with a date matches, so that the others cost next to nothing."""
    any_case, capital = word_classes()
    known = [word for table in (any_case, capital) for word, classes in table.items() if classes.keys() & _TRIGGERS]
    known += [word for word in _TRIGGERS if word.islower()] + list(names())
    return re.compile(r"\d|\b(?:" + "|".join(sorted(map(re.escape, {*known}))) + r")(?![a-z])", re.IGNORECASE)


_RECORDS = frozenset({"first", "worst", "best", "most", "least", "only", "last", "second", "third", "time"})


def _is_record(words: list[Word], at: int, meaning: Spec) -> bool:
    """Tell "the first talks in three years" and "the worst storm in a decade" from "will come in three years"."""
    if meaning.action != "ahead_if_future":
        return False
    before = [word.marks for word in words[max(0, at - 8) : at]]
    return any(_RECORDS & marks.keys() or str(marks.get("NOUN", "")).endswith("est") for marks in before)


_GUESS_BACK, _GUESS_ON = 14, 8


def guess_tense(words: list[Word], first: int, after: int) -> Tense:
    """Return the tense of the nearest verb-like word before an expression, else after it; a stand-in for a parse."""
    before = range(first - 1, max(-1, first - 1 - _GUESS_BACK), -1)
    for index in (*before, *range(after, min(len(words), after + _GUESS_ON))):
        marks = words[index].marks
        if "WILL" in marks:
            return "future"
        if "WAS" in marks or (str(marks.get("NOUN", "")).endswith("ed")):
            return "past"
    return "none"
