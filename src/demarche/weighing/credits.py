"""
Credited origins: 'Reuters reported', '(AP)', 'according to the Interfax news agency', 'told AFP'.

Outlets come from the ontology's table. A credit in a dateline, or as the source line of a report, holds for the whole
report; one in a sentence, for the mentions in that sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from demarche.ontology import Outlet, find_outlet, find_outlet_by_url, outlets
from demarche.record import Actor, Report

ORIGIN = "source:"
_LEAD_CHARACTERS = 300
_FIRST = re.compile(r"(?<!\w)\w+")
_NEWS = frozenset({"agency", "newspaper", "broadcaster"})
_SAID = (
    r"(?:report(?:ed|s|ing)?|said|says|quoted|quotes|cited|cites|wrote|writes|revealed|learned|carried|broadcast|published|"
    r"news agency|reports? that|has learned)"
)
_BY = (
    r"(?:according to|citing|cited by|quoted by|told|quoting|as reported by|reported by|reports? (?:by|from)|"
    r"said by|via)"
)
_FILLER = r"(?:\s+(?:news agency|newspaper|television|has|had|also|first|later))*"
_FILLER = r"(?:\s+(?:news agency|newspaper|television|has|had|also|first|later))*"


@dataclass(frozen=True, slots=True)
class Credit:
    """A source that a text credits, and where."""

    source: str
    start: int
    end: int
    whole: bool


def origin_of(name: str) -> str:
    """Return the origin that stands for a source: its name in the table of outlets, else as given."""
    known = find_outlet(name)
    return ORIGIN + (known.name if known else " ".join(name.split()).removeprefix("The "))


def source_key(name: str) -> str:
    """Return what names of sources are compared by: the table's name for it, else the name without case or 'the'."""
    return origin_of(name).casefold().replace(f"{ORIGIN}the ", ORIGIN, 1)


def report_source(report: Report) -> str | None:
    """Return the origin that a report's own source stands for; None where it has no name and no known address."""
    if report.source.name:
        return origin_of(report.source.name)
    known = find_outlet_by_url(report.url) if report.url else None
    return ORIGIN + known.name if known else None


def find_credits(report: Report, others: frozenset[str] = frozenset()) -> list[Credit]:
    """Return the sources that a report credits, in order: outlets of the table, and `others` by name; never its own."""
    own = report_source(report)
    return [one for one in _found(report.text, others) if one.source != own]


def crediting_names(reports: Iterable[Report]) -> frozenset[str]:
    """Return the names of the reports' own sources that a text can be searched for: two words or more."""
    names = {report.source.name for report in reports if report.source.name}
    plain = {name.removeprefix("The ") for name in names}
    return frozenset(name for name in plain if " " in name and name[0].isupper() and find_outlet(name) is None)


def _found(text: str, others: frozenset[str]) -> Iterator[Credit]:
    index, at = _names(others), 0
    for word in _FIRST.finditer(text):
        names = index.get(word[0])
        hit = names.match(text, word.start()) if names is not None and word.start() >= at else None
        if hit is None:
            continue
        at = hit.end()
        name = hit[0].removeprefix("The ") if hit[0].removeprefix("The ") in others else hit[0]
        known = find_outlet(name)
        whole = _is_dateline(text, hit) or _is_source_line(text, hit)
        if whole or _is_credited(text, hit, known):
            yield Credit(origin_of(name), hit.start(), hit.end(), whole)


def _is_dateline(text: str, hit: re.Match[str]) -> bool:
    """'MOSCOW, Feb 7 (Reuters) -', '(AP) —' near the head of the text, or of a paragraph near it."""
    before, after = text[max(hit.start() - 1, 0) : hit.start()], text[hit.end() : hit.end() + 4]
    return hit.start() < _LEAD_CHARACTERS and before == "(" and bool(re.match(r"\)\s?[-–—:]?", after))


def _is_source_line(text: str, hit: re.Match[str]) -> bool:
    """'Source: TASS' on a line of its own, or '— AP' at the end."""
    start = text.rfind("\n", 0, hit.start()) + 1
    end = text.find("\n", hit.end())
    line = text[start : end if end >= 0 else len(text)].strip()
    return bool(re.fullmatch(rf"(?:source|by|from|[-–—(])\s*:?\s*{re.escape(hit[0])}\s*\)?\.?", line, re.IGNORECASE))


def _is_credited(text: str, hit: re.Match[str], known: Outlet | None) -> bool:
    before = text[max(hit.start() - 40, 0) : hit.start()]
    after = text[hit.end() : hit.end() + 40]
    if re.search(rf"\b{_BY}\s+(?:the\s+)?(?:[\w'’-]+\s+){{0,4}}$", before, re.IGNORECASE):
        return True
    if (known is None or known.kind in _NEWS) and re.search(r"\($", before) and after.startswith(")"):
        return True
    return bool(re.match(rf"(?:['’]s)?{_FILLER}\s+{_SAID}\b", after))


@lru_cache(maxsize=4)
def _names(others: frozenset[str]) -> dict[str, re.Pattern[str]]:
    """Return by the first word of names a pattern of the names that begin with it, the longest first."""
    names = {name for outlet in outlets() for name in outlet.names if outlet.kind not in ("social", "blog")}
    names |= others | {f"The {name}" for name in others}  # so that 'The Hill Echo' is not taken for 'The Hill'
    by_first: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        first = _FIRST.match(name)
        if first is not None:
            by_first.setdefault(first[0], []).append(name)
    return {first: re.compile(rf"(?:{'|'.join(map(re.escape, rest))})(?!\w)") for first, rest in by_first.items()}


def word_of(actor: Actor) -> str | None:
    """Return the origin that an attribution stands for: 'five papers quote one ministry' is one origin."""
    if actor.sector in ("MED", "JRN") and actor.name and find_outlet(actor.name):
        return origin_of(actor.name)
    if actor.country:
        return f"word:{actor.country}/{actor.sector or 'GOV'}"
    return f"word:{actor.name}" if actor.name else None
