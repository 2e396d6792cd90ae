"""
The sections of a brief, in the order in which they are printed: a template partial each, in HTML and in Markdown.

A later section is added by a field of `Brief`, its builder, a line here, and `templates/NAME.html.j2` and
`templates/NAME.md.j2`. Those of a forecast stand only in a brief that has one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from demarche.briefing.naming import list_words
from demarche.briefing.outlook.model import Outlook

if TYPE_CHECKING:
    from demarche.briefing.model import Brief

# Moves to watch for that stand on the page; the JSON has the rest.
MOST_WATCHED = 8


class Section(NamedTuple):
    """A section: its fragment and template name, its heading, and its name in the contents."""

    name: str
    heading: str
    short: str


_JUDGEMENTS = Section("judgements", "Key judgements", "Judgements")
_FORESEEN = (
    Section("hypotheses", "Hypotheses and evidence", "Hypotheses"),
    Section("outcomes", "Outcomes by date", "Outcomes"),
    Section("watch", "What to watch, and what if", "Watch"),
)
_MAKING = Section("making", "How the forecast was made", "Forecast")
_UNSAID = Section("unsaid", "Why there is no forecast", "No forecast")
SECTIONS = (
    Section("known", "What is known", "Known"),
    Section("happened", "What happened", "Happened"),
    Section("said", "Who says what", "Said"),
    Section("predicted", "What is predicted in print", "Predicted"),
    Section("record", "The record: every finding", "Findings"),
    Section("gaps", "What the reports do not say", "Gaps"),
    Section("sources", "Sources, and what was not read", "Sources"),
    Section("method", "Method and limits", "Method"),
    Section("reports", "The reports, with what was cited", "Reports"),
)


def sections_of(outlook: Outlook | None) -> tuple[Section, ...]:
    """Return the sections of a brief with a forecast, with one that could not be made, or without (None)."""
    if outlook is None:
        return SECTIONS
    before = tuple(one for one in SECTIONS if one.name in {"known", "happened", "said"})
    after = tuple(one for one in SECTIONS if one not in before and one.name not in {"method", "reports"})
    end = tuple(one for one in SECTIONS if one.name in {"method", "reports"})
    making = (_MAKING,) if outlook.making else ()
    if outlook.unsaid:
        return (*before, *after[:1], _UNSAID, *making, *after[1:], *end)
    return (_JUDGEMENTS, *before, *_FORESEEN, *after, *making, *end)


def group_words(brief: Brief) -> str:
    """Return the names of the outcomes that join several ends, as a list in words."""
    curves = brief.foresight.curves if brief.foresight else ()
    return list_words([one.name for one in curves if one.group])
