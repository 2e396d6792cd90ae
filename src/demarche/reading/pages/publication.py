"""
The day of publication, worked out from the page where its metadata give none.

In this order; the first that gives a day is taken, and the page is marked `published_inferred`:

1. the address: `/2022/02/12/` in the URL;
2. a line labelled published, posted, dated, …; then one labelled updated;
3. a line outside the body that is a date and little else;
4. a dateline with its year: `KYIV, Feb 12, 2022 (AP) —`;
5. a dateline or line without a year, where the year is told: by a copyright line, or by the years that the body names,
   if the weekdays agree;
6. the body: the latest full date that a sentence tells in the past tense, in a report that speaks of its own days
   (yesterday, on Monday, this week; not 'today', which histories say too): publication is on that day or soon after.

A day that the body puts in the future is never taken, and nothing below the heading of comments is read at all.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from demarche.reading.pages.boilerplate import Layout
from demarche.reading.pages.datewords import MONTH, PageDate, full_date, page_dates
from demarche.reading.pages.masthead import date_label

_URL_DATE = re.compile(r"/(19\d\d|20\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:[/-]|$)")
_YEAR = re.compile(r"(?<![\d.,$€£-])(1[89]\d\d|20\d\d)(?![\d%]|[.,]\d)")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’']?\s+(?=[\"“A-Z])")
_DEIXIS = re.compile(
    r"\b(?:yesterday|tonight|tomorrow|this (?:morning|afternoon|evening|week|weekend)"
    r"|last (?:week|night|weekend)|next (?:week|month)|earlier this week|in recent days"
    rf"|(?:on|late|early|until|by) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?!,? (?:the )?(?:\d|{MONTH}))"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day['’]s)\b",
    re.I,
)
_FUTURE = re.compile(
    r"\b(?:will|would|shall|planned|schedul\w+|expect\w*|due|set to|deadline|until|till|ahead of|upcoming|coming|looms?"
    r"|looming|next|(?:is|are|was|were|plans?|planning|intends?|hopes?|aims?|vow\w*|pledge\w*|promise\w*) to)\b",
    re.I,
)
# Before a date these put it in the future or in doubt; after it they may speak of something else.
_DOUBT = re.compile(r"\b(?:by|before|could|may|might|should|must|can|likely|if|unless)\b", re.I)
_PAST = re.compile(
    r"\b(?:was|were|had|did|said|told|met|held|took|came|went|began|sent|gave|made|left|spoke|broke|fell|flew|struck"
    r"|shot|won|lost|rose|cut|hit|put|saw|became|brought|sought|led|kept|set|[a-z]{3,}ed)\b"
)
# How far a body's later dates without a year may lie from its latest full date and still belong to the same weeks.
_SAME_WEEKS = dt.timedelta(days=31)
# How far from a date, in characters, the words may stand that tell whether it is past.
_BEFORE, _AFTER = 45, 60


def infer_published(layout: Layout, url: str | None) -> dt.date | None:
    """Return the day of publication by the rules above, or None where none of them is sound."""
    return (
        _from_url(url) or _from_lines(layout) or _from_datelines(layout) or _without_year(layout) or _from_body(layout)
    )


def _from_url(url: str | None) -> dt.date | None:
    found = _URL_DATE.search(url or "")
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _outside(layout: Layout) -> Iterator[tuple[str, str]]:
    """Yield (words, why) of the lines outside the prose, but for comments, links and captions."""
    for line, why in zip(layout.lines, layout.whys, strict=True):
        if why in ("comments", "quoted-mail") and line.start > layout.lines[layout.body.start].start:
            return
        if why in ("dateline", "byline", "header", "headline", "footer", "copyright", "related"):
            yield line.words, why


def _from_lines(layout: Layout) -> dt.date | None:
    ranked: list[tuple[int, dt.date]] = []
    for words, why in _outside(layout):
        day = full_date(words)
        if day is None or (why == "related" and not words.casefold().startswith("this entry")):
            continue
        label = date_label(words)
        if why in ("dateline", "byline", "related") or label:
            ranked.append(({"published": 0, "updated": 2}.get(label, 1), day))
        elif len(words) <= 80 and why in ("header", "footer"):
            ranked.append((3, day))
    return min(ranked, key=lambda one: one[0])[1] if ranked else None


def _from_datelines(layout: Layout) -> dt.date | None:
    days = (head.date.date() for head in layout.datelines if head.date and head.date.year)
    return next((day for day in days if day), None)


def _without_year(layout: Layout) -> dt.date | None:
    """Rule 5: the year is the copyright's, or the latest that the body names, or the one after it."""
    partial = [head.date for head in layout.datelines if head.date and not head.date.year]
    partial += [d for words, why in _outside(layout) if why == "dateline" for d in page_dates(words) if not d.year]
    if not partial:
        return None
    stated = [int(year) for words, why in _outside(layout) if why == "copyright" for year in _YEAR.findall(words)]
    if stated:
        return partial[0].date(max(stated))
    return _in_named_year(partial[0], list(_body_sentences(layout)))


def _in_named_year(partial: PageDate, sentences: list[str]) -> dt.date | None:
    """Take the latest year that the past sentences name, if the weekday of the first paragraph agrees with it alone."""
    years = _named_years(sentences)
    if not years:
        return None
    told = _first_weekday(" ".join(sentences[:2]))
    fitting = [d for y in (max(years), max(years) + 1) if (d := partial.date(y)) and told in (d.weekday(), None)]
    if told is None and partial.weekday is None:
        return None
    return fitting[0] if len(fitting) == 1 else None


def _first_weekday(words: str) -> int | None:
    found = re.search(r"\b(?:on|late|early|by)? ?(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b", words)
    return ["mon", "tues", "wednes", "thurs", "fri", "satur", "sun"].index(found[1].casefold()) if found else None


def _body_sentences(layout: Layout) -> Iterator[str]:
    for i in layout.body:
        if layout.whys[i] is None:
            yield from _SENTENCE_END.split(layout.lines[i].words)


def _from_body(layout: Layout) -> dt.date | None:
    """Rule 6: the latest day told in the past, of a report that speaks of its own days."""
    body = [layout.lines[i].words for i in layout.body if layout.whys[i] is None]
    if not any(True for words in body for _ in page_dates(words)) or not any(map(_DEIXIS.search, body)):
        return None
    sentences = list(_body_sentences(layout))
    told = [found for words in sentences for found in page_dates(words) if _is_told_past(words, found)]
    days = [day for found in told if found.year and (day := found.date())]
    years = _named_years(sentences)
    latest = max(days, default=None) or _by_weekday(told, years)
    if latest is None or (years and max(years) > latest.year):
        return None
    later = [day for found in told if not found.year and (day := found.date(latest.year))]
    return max([latest, *(day for day in later if latest < day <= latest + _SAME_WEEKS)])


def _named_years(sentences: list[str]) -> list[int]:
    """Return the years that sentences name, but for those that a sentence on the future may have put ahead."""
    return [
        int(year)
        for words in sentences
        if (years := _YEAR.findall(words)) and not (_FUTURE.search(words) or _DOUBT.search(words))
        for year in years
    ]


def _is_told_past(sentence: str, found: PageDate) -> bool:
    """Tell whether the words about a date are in the past tense, and none of them puts it in the future."""
    before = sentence[max(0, found.start - _BEFORE) : found.start]
    after = sentence[found.end : found.end + _AFTER]
    if _FUTURE.search(before) or _FUTURE.search(after) or _DOUBT.search(before):
        return False
    return bool(_PAST.search(before) or _PAST.search(after))


def _by_weekday(told: list[PageDate], years: list[int]) -> dt.date | None:
    """Give a year to 'Monday, February 7' where the latest year that the text names, or the next, has that weekday."""
    if not years:
        return None
    days = []
    for found in told:
        if found.weekday is not None and found.year is None:
            fitting = [day for y in (max(years), max(years) + 1) if (day := found.date(y))]
            days.extend(fitting if len(fitting) == 1 else [])
    return max(days, default=None)
