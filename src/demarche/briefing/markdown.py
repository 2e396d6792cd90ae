"""The brief as Markdown, in the order of the page: citations are footnotes that hold the quotation itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import jinja2

from demarche.briefing.cited import Citation, Sentence
from demarche.briefing.datewords import day_words
from demarche.briefing.model import Answer, Brief, DyadCell, HeatRow
from demarche.briefing.naming import count_words
from demarche.briefing.outlook.figures import signed
from demarche.briefing.plaintext import one_line, printable
from demarche.briefing.predictions import percent_words
from demarche.briefing.reports import MOST_CHIPS, printed_citations
from demarche.briefing.sections import MOST_WATCHED, group_words, sections_of
from demarche.briefing.sentences import capitalise

# What CommonMark and GitHub's tables give a meaning inside a line, and what only begins one.
_INLINE = re.compile(r"([\\`*_\[\]<>|~&$])|(?<=\w)(:)(?=//)")
_BEGINNING = re.compile(r"^([-+#=]|\d+(?=[.)]))")
_MOST_LISTED = 100


class Verbatim(str):
    """Markdown that this module has written, which is not escaped again."""


def render_markdown(brief: Brief) -> str:
    """Return the brief as Markdown (GitHub's flavour: tables and footnotes); the same brief gives the same bytes."""
    template = _environment().get_template("page.md.j2")
    text = template.render(brief=brief, page=_Page(brief), sections=sections_of(brief.foresight))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def escape_markdown(text: str) -> str:
    r"""
    Return text on one line that Markdown prints as it is.

    Examples
    --------
    >>> print(escape_markdown("<b>*Deal*</b> [x](y)"))
    \<b\>\*Deal\*\</b\> \[x\](y)
    """
    line = _INLINE.sub(lambda found: "\\" + found.group(0), one_line(text))
    return _BEGINNING.sub(
        lambda found: found.group(0) + "\\" if found.group(0)[0].isdigit() else "\\" + found.group(0), line
    )


class _Page:
    """What the templates ask for."""

    def __init__(self, brief: Brief) -> None:
        self.citations = {one.number: one for one in brief.citations}
        self.labels = {row.number: f"{row.label}, {row.published}" for row in brief.sources}
        self.footnotes = [self.citations[number] for number in sorted(printed_citations(brief), key=_by_number)]
        self.most_listed, self.most_watched = _MOST_LISTED, MOST_WATCHED
        self.groups = group_words(brief)
        self.events = {row.event.id: row for row in brief.events}

    def cite(self, sentence: Sentence) -> Verbatim:
        """Return a sentence with its footnote marks."""
        return Verbatim(escape_markdown(sentence.text) + self.chips(sentence.citations))

    def chips(self, numbers: Sequence[str]) -> Verbatim:
        """Return footnote marks."""
        marks = "".join(f"[^{_label(number)}]" for number in numbers[:MOST_CHIPS])
        more = len(numbers) - MOST_CHIPS
        return Verbatim(marks + (f" (+{more:,})" if more > 0 else ""))

    def cells(self, row: HeatRow) -> tuple[DyadCell, ...]:
        """Return a pair's cells: before the weeks, each week, without a date."""
        return row.earlier, *row.weeks, row.undated

    def answer(self, answer: Answer) -> str:
        """Return a report's answer to a claim in a word, another value with its sign."""
        return {"other": "≠ says", "plans": "not yet"}.get(answer, answer)

    def fenced(self, text: str) -> Verbatim:
        """Return text as a block of code, behind a fence that no line of it can close."""
        longest = max((len(run) for run in re.findall("`+", text)), default=0)
        fence = "`" * max(3, longest + 1)
        return Verbatim(f"{fence}yaml\n{printable(text).rstrip()}\n{fence}")

    def footnote(self, citation: Citation) -> Verbatim:
        """Return a footnote: the exact words, on one line, and where they stand."""
        where = citation.selector[1]
        label = self.labels[int(citation.number.partition(".")[0])]
        source = escape_markdown(f"{label}, characters {where.start}–{where.end}")
        return Verbatim(f"[^{_label(citation.number)}]: “{escape_markdown(citation.exact)}” — {source}.")


def _label(number: str) -> str:
    return number.replace(".", "-")


def _by_number(number: str) -> tuple[int, int]:
    report, _, place = number.partition(".")
    return int(report), int(place)


def _finalize(value: object) -> object:
    """Escape everything that a template prints, but what is already Markdown."""
    return value if isinstance(value, Verbatim) or not isinstance(value, str) else escape_markdown(value)


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("demarche.briefing", "templates"),
        autoescape=False,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters |= {"day": day_words, "count": count_words, "percent": percent_words}
    environment.filters |= {"signed": signed, "capital": capitalise}
    return environment
