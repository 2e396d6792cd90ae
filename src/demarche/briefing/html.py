"""The brief as one HTML file: no network, no script, readable on paper and on a phone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache
from importlib import resources
from itertools import chain

import jinja2
from markupsafe import Markup, escape

from demarche.briefing.charts import draw_range, draw_timeline, fragment
from demarche.briefing.cited import Citation, Sentence
from demarche.briefing.datewords import day_words
from demarche.briefing.grades import credibility_words
from demarche.briefing.marks import Piece, by_report, find_split, walk_marks
from demarche.briefing.model import (
    Answer,
    Brief,
    ChronologyRow,
    DyadCell,
    EventRow,
    FindingRow,
    PredictionRow,
    ReportPage,
    StatementRow,
)
from demarche.briefing.naming import count_words
from demarche.briefing.outlook.fan import draw_fan
from demarche.briefing.outlook.figures import draw_chance, draw_weight, signed
from demarche.briefing.outlook.judgements import cut_words
from demarche.briefing.outlook.model import HypothesisRow
from demarche.briefing.plaintext import flowing, one_line, printable
from demarche.briefing.predictions import percent_words
from demarche.briefing.reports import MOST_CHIPS, printed_citations
from demarche.briefing.sections import MOST_WATCHED, group_words, sections_of
from demarche.briefing.sentences import capitalise

# No script at all; styles stand in the page. `form-action` and `base-uri` do not fall back to default-src.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

_MOST_LISTED = 100
# Beyond this the sources and reports printed are the first that are cited; a page keeps to about a megabyte so.
_MOST_REPORTS = 300
_QUOTE_CHARACTERS = 320
_WEEK_DAYS = 7
_FEW_WEEKS = 6
_ANSWERS: dict[Answer, tuple[str, str]] = {
    "says": ("✓", "says"),
    "other": ("≠", "says"),
    "denies": ("✕", "denies"),
    "both": ("±", "both"),
    "plans": ("…", "not yet"),
    "silent": ("", "silent"),
    "before": ("", "before"),
}


def render_html(brief: Brief) -> str:
    """Return the brief as a self-contained HTML page; the same brief gives the same bytes."""
    page = _Page(brief)
    template = _environment().get_template("page.html.j2")
    sections = sections_of(brief.foresight)
    css = _stylesheet("brief.css") + (_stylesheet("outlook.css") if brief.foresight else "")
    return template.render(brief=brief, page=page, sections=sections, policy=_POLICY, css=css)


class _Page:
    """What the templates ask for: chips, links that resolve, marked text."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.citations = {one.number: one for one in brief.citations}
        self.of_report = by_report(brief.citations)
        self.handles = _handles(brief)
        self.printed = _printed_handles(brief)
        self.labels = {row.number: row.label for row in brief.sources}
        self.most_listed, self.most_watched = _MOST_LISTED, MOST_WATCHED
        self.events = {row.event.id: row for row in brief.events}
        self.findings_printed = sum(row.printed for row in brief.findings)
        self.predictions_printed = sum(row.printed for row in brief.predictions)
        self.statements_printed = sum(row.printed for voice in brief.voices for row in voice.rows)
        self.statements = sum(len(voice.rows) for voice in brief.voices)
        self.shown = _shown_reports(brief)
        self.reports = [(one, self._marked(one)) for one in brief.reports if one.number in self.shown]

    def chips(self, numbers: Sequence[str]) -> Markup:
        """Return the citations of a sentence as links to their quotations."""
        links = [self._chip(number) for number in numbers[:MOST_CHIPS]]
        more = len(numbers) - MOST_CHIPS
        if more > 0:
            links.append(Markup('<span class="chip">+{:,}</span>').format(more))
        return Markup('<span class="chips">{}</span>').format(Markup(" ").join(links)) if links else Markup("")

    def cite(self, sentence: Sentence) -> Markup:
        """Return a sentence with its chips after it."""
        return Markup("{} {}").format(one_line(sentence.text), self.chips(sentence.citations))

    def _chip(self, number: str) -> Markup:
        citation = self.citations[number]
        if int(number.partition(".")[0]) not in self.shown:
            return Markup('<span class="chip" title="{}">{}</span>').format(_brief_quote(citation), number)
        label = self.labels[int(number.partition(".")[0])]
        return Markup('<a class="chip" href="#{}" title="{}" aria-label="Quotation {}, {}">{}</a>').format(
            citation.anchor, _brief_quote(citation), number, one_line(label), number
        )

    def quoted(self, words: str) -> Markup:
        """Return words in quotation marks on one line, cut where they are long: the whole stands in the report."""
        line = one_line(words)
        line = line if len(line) <= _QUOTE_CHARACTERS else line[: _QUOTE_CHARACTERS - 1].rstrip() + "…"
        return Markup("<q>{}</q>").format(line)

    def source(self, citation: Citation) -> str:
        """Return whose words a citation are: the source and its day."""
        row = self.brief.sources[int(citation.number.partition(".")[0]) - 1]
        return one_line(f"{row.label}, {row.published}")

    def shade(self, number: int) -> int:
        """Return how dark a cell of the dyads is, 1 to 4."""
        largest = self.brief.dyads.largest if self.brief.dyads else 1
        return max(1, min(4, -(-4 * number // max(largest, 1))))

    def tones(self, cell: DyadCell) -> Markup:
        """Return how many acts of a cell are conflictual and cooperative, each with its sign."""
        some = (("key-c", "◆", "conflictual", cell.conflictual), ("key-o", "●", "cooperative", cell.cooperative))
        one = '<span class="{}">{}<span class="sr"> {} </span>{}</span>'
        return Markup(" ").join(Markup(one).format(key, sign, word, len(ids)) for key, sign, word, ids in some if ids)

    def short_day(self, day: dt.date, with_year: bool) -> str:
        """Return a day for the head of a narrow column: the year on the first, and on the first of a year."""
        words = day_words(day).split()
        early = day.month == 1 and day.day <= _WEEK_DAYS
        return f"{words[0]} {words[1][:3]}" + (f" {words[2]}" if with_year or early else "")

    def grade(self, row: ChronologyRow) -> Markup:
        """Return a row's credibility as a link to its reason in the table of findings."""
        handle = self.handles.get(row.item, "")
        words = credibility_words(row.credibility)
        if handle not in self.printed:
            return Markup('<span title="{}">{}</span>').format(words, row.credibility)
        link = '<a href="#{}" title="{}" aria-label="credibility {}, why">{}</a>'
        return Markup(link).format(fragment(handle), words, words, row.credibility)

    def answer(self, answer: Answer) -> Markup:
        """Return a report's answer to a claim: its sign and its word."""
        sign, word = _ANSWERS[answer]
        return Markup('<span aria-hidden="true">{}</span> {}').format(sign, word) if sign else Markup(word)

    def report(self, number: int) -> Markup:
        """Return a report's number and label, as a link where it is printed."""
        label = one_line(self.labels[number])
        if number not in self.shown:
            return Markup("{} <bdi>{}</bdi>").format(number, label)
        return Markup('<a href="#r-{}">{} <bdi>{}</bdi></a>').format(number, number, label)

    @property
    def heat_is_narrow(self) -> bool:
        """Whether the heat map leaves room for a column of words."""
        return self.brief.heat is not None and len(self.brief.heat.mondays) <= _FEW_WEEKS

    @property
    def any_earlier(self) -> bool:
        """Whether any pair acted before the weeks shown."""
        return any(_size(row.earlier) for row in (self.brief.heat.rows if self.brief.heat else ()))

    @property
    def any_undated(self) -> bool:
        """Whether any pair acted on no day that is known."""
        return any(_size(row.undated) for row in (self.brief.heat.rows if self.brief.heat else ()))

    def sign(self, stance: str) -> str:
        """Return the sign that stands for a stance beside its word."""
        return {"positive": "+", "negative": "−"}.get(stance, "○")

    def link(self, url: str | None) -> bool:
        """Return whether an address may be a link: the web alone."""
        return bool(url) and url is not None and url.startswith(("https://", "http://"))

    def beyond(self, number: int, printed: int, name: str) -> Markup:
        """Return a line that says how many rows are left to the JSON, or nothing."""
        if number <= printed:
            return Markup("")
        text = f"{count_words(number - printed, 'more ' + name)} left to the JSON form of this brief."
        return Markup('<p class="caption">{}</p>').format(text)

    def timeline(self) -> Markup:
        """Return the timeline's SVG."""
        return draw_timeline(self.brief.timeline, self.printed) if self.brief.timeline else Markup("")

    def heat(self, cell: DyadCell) -> str:
        """Return the class of a cell of the heat map: which tone prevails, and how dark."""
        number = _size(cell)
        largest = self.brief.heat.largest if self.brief.heat else 1
        tone = "hc" if len(cell.conflictual) >= len(cell.cooperative) else "ho"
        return f"{tone}{max(1, min(4, -(-4 * number // max(largest, 1))))}" if number else "none"

    def fan(self) -> Markup:
        """Return the fan chart's SVG."""
        return draw_fan(self.brief.foresight, self.printed) if self.brief.foresight else Markup("")

    @property
    def hypotheses(self) -> list[list[HypothesisRow]]:
        """The hypotheses, those about one role together."""
        matrix = self.brief.foresight.matrix if self.brief.foresight else None
        by_role: dict[str, list[HypothesisRow]] = {}
        for row in matrix.rows if matrix else ():
            by_role.setdefault(row.role, []).append(row)
        return list(by_role.values())

    @property
    def groups(self) -> str:
        """Return the names of the outcomes that join several ends."""
        return group_words(self.brief)

    @property
    def split(self) -> tuple[str, ...]:
        """Fragments of citations that stand in several pieces, which no `:target` alone can light up."""
        return tuple(dict.fromkeys(anchor for _, (_, anchors) in self.reports for anchor in anchors))

    def _marked(self, page: ReportPage) -> tuple[Markup, tuple[str, ...]]:
        """Return a report's printed text with its marks, and the fragments of those in pieces."""
        report = page.report
        citations = self.of_report.get(report.id, [])
        parts: list[Markup] = []
        split: list[str] = []
        place = 0
        for start, end in page.passages:
            parts.append(_gap(start - place))
            pieces = list(walk_marks(report.text, start, end, citations, report.left_out))
            crossing = set(find_split(pieces))
            parts += [self._piece(piece, crossing) for piece in pieces]
            split += [self.citations[number].anchor for number in crossing]
            place = end
        parts.append(_gap(len(report.text) - place))
        return Markup("").join(parts), tuple(sorted(split))

    def _piece(self, piece: Piece, crossing: set[str]) -> Markup:
        if piece.range is None:
            return escape(printable(piece.text))
        if piece.range.why:
            if piece.kind == "close":
                return Markup("</s>")
            return Markup('<s class="left" title="not read as prose: {}">').format(one_line(piece.range.why))
        citation = self.citations[piece.range.number]
        if piece.kind == "close":
            return Markup("</mark>{}").format(self._back(citation) if piece.last else "")
        attributes = Markup(' id="{}"').format(citation.anchor) if not piece.range.part else Markup("")
        if citation.number in crossing:
            attributes += Markup(' class="{}"').format("p" + citation.anchor)
        return Markup('<mark{} data-n="{}">').format(attributes, citation.number.partition(".")[2])

    def _back(self, citation: Citation) -> Markup:
        """Return links from a mark back to the rows of the items that were read in it."""
        handles = [self.handles[item] for item in citation.items if self.handles.get(item) in self.printed]
        links = [
            Markup('<a href="#{}" aria-label="back to {}">{}</a>').format(fragment(one), one, one) for one in handles
        ]
        return Markup('<sup class="back">{}</sup>').format(Markup(" ").join(links)) if links else Markup("")


def _size(cell: DyadCell) -> int:
    return len(cell.conflictual) + len(cell.cooperative)


def _handles(brief: Brief) -> dict[str, str]:
    found = {row.finding: row.handle for row in brief.findings}
    found |= {row.event.id: row.handle for row in brief.events}
    found |= {row.statement.id: row.handle for voice in brief.voices for row in voice.rows}
    return found | {row.projection.id: row.handle for row in brief.predictions}


def _shown_reports(brief: Brief) -> frozenset[int]:
    """Return the numbers of the reports that are printed: all, or those that the page cites first."""
    if len(brief.reports) <= _MOST_REPORTS:
        return frozenset(one.number for one in brief.reports)
    cited = dict.fromkeys(int(number.partition(".")[0]) for number in printed_citations(brief))
    return frozenset(list(cited)[:_MOST_REPORTS])


def _printed_handles(brief: Brief) -> frozenset[str]:
    statements = (row for voice in brief.voices for row in voice.rows)
    events: chain[FindingRow | EventRow] = chain(brief.findings, brief.events)
    rows: chain[FindingRow | EventRow | PredictionRow | StatementRow] = chain(events, brief.predictions, statements)
    return frozenset(row.handle for row in rows if row.printed)


def _brief_quote(citation: Citation) -> str:
    words = one_line(citation.exact)
    return f"“{words}”" if len(words) <= 180 else f"“{words[:179].rstrip()}…”"


def _gap(characters: int) -> Markup:
    if characters <= 0:
        return Markup("")
    return Markup('<span class="gap">[… {} not printed …]</span>').format(count_words(characters, "character"))


def _stylesheet(name: str) -> Markup:
    return Markup(resources.files("demarche.briefing").joinpath(f"templates/{name}").read_text(encoding="utf-8"))


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("demarche.briefing", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters |= {
        "line": one_line,
        "flow": flowing,
        "day": day_words,
        "count": count_words,
        "percent": percent_words,
        "fragment": fragment,
        "range": draw_range,
        "chance_bar": draw_chance,
        "weight_bar": draw_weight,
        "signed": signed,
        "cut": cut_words,
        "capital": capitalise,
        "print": printable,
    }
    return environment
