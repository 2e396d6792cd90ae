"""
The sections of a brief, in the order in which they are printed: a template partial each, in HTML and in Markdown.

A later section (the forecast) is added by a field of `Brief`, its builder, a line here, and
`templates/NAME.html.j2` and `templates/NAME.md.j2`.
"""

from __future__ import annotations

from typing import NamedTuple


class Section(NamedTuple):
    """A section: its fragment and template name, its heading, and its name in the contents."""

    name: str
    heading: str
    short: str


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
