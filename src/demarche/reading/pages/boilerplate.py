"""
What of a page's text is no prose, and what its lines say of the page: title, writers, outlet, dates.

1. Lines that the table of furniture knows, bylines and lines of dates, wherever they stand.
2. The body: from the first to the last line that is prose. A `cut` rule after the first ends it.
3. Before the body, lines that do not end as sentences do are headline, header; after it, footer.
4. Inside it, short headings; and in its paragraphs, datelines and credits.

Precision comes first: a line that ends as a sentence does is prose unless a rule names it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from demarche.reading.pages.furniture import MACROS, furniture_rules
from demarche.reading.pages.lines import Line, logical_lines
from demarche.reading.pages.masthead import (
    Dateline,
    copyright_holder,
    dated_byline,
    ends_open,
    is_dated_line,
    is_outlet,
    read_byline,
    read_dateline,
)
from demarche.record import LeftOut

_PROSE_CHARACTERS = 40  # shorter lines that end in a stop are too weak a sign that the body has begun
_LONG_CHARACTERS = 160  # a line of this length is prose, with or without a stop
_QUESTION_CHARACTERS = 120
_INNER_STOP = re.compile(r"[.!?] ")
_HEADER_LINES = 30
# The heading of comments on a blog quotes the title: One response to “…”.
_ANSWERED = re.compile(
    rf"(?i:(?:{MACROS['count']}) (?:response|thought|comment|repl(?:y|ie)|reaction)s? (?:to|on|for)) "
    r"[“\"‘«„](?P<title>.{3,250})[”\"’»]"
)
_TAGLINE = re.compile(r" [|–—-] |: ")
_NOT_LETTERS = re.compile(r"[\W_]+")
_QUESTION = re.compile(r"(?:What|How|Why|Who|Where|When|Could|Will|Is|Are|Can|Does|Did)\b.{3,60}\?")


@dataclass(frozen=True)
class Layout:
    """
    A page's lines, each with the reason for which it is left out, or None.

    `body` is the half-open range of lines that hold the prose; empty where no line is prose.
    """

    lines: tuple[Line, ...]
    whys: tuple[str | None, ...]
    body: range
    datelines: tuple[Dateline, ...] = ()
    inline: tuple[LeftOut, ...] = ()
    title: str | None = None
    authors: tuple[str, ...] = ()
    outlet: str | None = None

    def left_out(self) -> list[LeftOut]:
        """Return the ranges that are no prose: whole lines, and parts of lines."""
        whole = [LeftOut(ln.start, ln.end, why) for ln, why in zip(self.lines, self.whys, strict=True) if why]
        return whole + list(self.inline)


@dataclass
class _Marks:
    """The reasons, line by line, while they are being found."""

    lines: list[Line]
    whys: list[str | None]
    first: int = 0
    last: int = -1
    authors: list[str] = field(default_factory=list)
    outlets: list[str] = field(default_factory=list)

    def prose_indices(self) -> list[int]:
        """Return the lines that are surely prose."""
        return [i for i, line in enumerate(self.lines) if self.whys[i] is None and _is_prose(line.words)]


def lay_out(text: str, title: str | None = None, marked: tuple[LeftOut, ...] = ()) -> Layout:
    """
    Tell prose from furniture in a page's text.

    Parameters
    ----------
    text : str
        The page's text, line ends as line feeds.
    title : str, optional
        The title that the metadata give; lines before the body that repeat it are the headline.
    marked : tuple of LeftOut
        Ranges that the format itself marks (headings of Markdown or HTML, tables).
    """
    lines = logical_lines(text)
    marks = _Marks(lines, [_why_marked(line, marked) for line in lines])
    answered = next((found["title"] for line in lines if (found := _ANSWERED.fullmatch(line.words))), None)
    _apply_table(marks)
    _find_body(marks)
    _apply_cuts(marks)
    _apply_tail(marks)
    headline = _apply_header(marks, title or answered) or answered
    _apply_headings(marks)
    layout = Layout(
        tuple(lines), tuple(marks.whys), range(marks.first, marks.last + 1), title=headline,
        authors=tuple(dict.fromkeys(marks.authors)), outlet=marks.outlets[0] if marks.outlets else None,
    )  # fmt: skip
    return _with_inline(text, layout)


def _why_marked(line: Line, marked: tuple[LeftOut, ...]) -> str | None:
    return next((one.why for one in marked if one.start <= line.start and line.end <= one.end), None)


def _is_prose(words: str) -> bool:
    if words[-1] in "?!" and len(words) <= _QUESTION_CHARACTERS and not _INNER_STOP.search(words):
        return False  # a headline may ask; as prose it would stay, but it does not begin or end the body
    return len(words) >= _LONG_CHARACTERS or (len(words) >= _PROSE_CHARACTERS and not ends_open(words))


def _apply_table(marks: _Marks) -> None:
    rules = furniture_rules()
    for i, line in enumerate(marks.lines):
        if marks.whys[i] is None:
            marks.whys[i] = rules.why("line", line.words)
        if marks.whys[i] == "copyright" and (holder := copyright_holder(line.words)):
            marks.outlets.append(holder)


def _find_body(marks: _Marks) -> None:
    prose = marks.prose_indices()
    if prose:
        marks.first, marks.last = prose[0], prose[-1]


def _apply_cuts(marks: _Marks) -> None:
    """End the body at the first heading of comments, quoted mail or a signature that stands after prose."""
    rules = furniture_rules()
    for i in range(len(marks.lines)):
        if marks.whys[i] is not None:
            continue
        why = rules.why("cut", marks.lines[i].words)
        if why is None:
            continue
        marks.whys[i] = why
        if i > marks.first <= marks.last and _enough_before(marks, i):
            marks.whys[i:] = [old or why for old in marks.whys[i:]]
            marks.last = max((j for j in marks.prose_indices() if j < i), default=-1)
            return


def _enough_before(marks: _Marks, cut: int) -> bool:
    """Guard against a link 'Leave a comment' above the body: some of the prose must stand before it."""
    sizes = [(i, len(marks.lines[i].words)) for i in marks.prose_indices()]
    before = sum(size for i, size in sizes if i < cut)
    return before >= 400 or before >= 0.15 * sum(size for _, size in sizes)


def _apply_tail(marks: _Marks) -> None:
    """After the body: what a rule of scope `tail` names, bylines, dates, and lines that do not end as sentences do."""
    rules = furniture_rules()
    while marks.last > marks.first:
        why = rules.why("tail", marks.lines[marks.last].words)
        if why is None:
            break
        marks.whys[marks.last] = why
        marks.last = max((i for i in marks.prose_indices() if i < marks.last), default=-1)
    if marks.last < marks.first:
        return
    for i in range(marks.last + 1, len(marks.lines)):
        words = marks.lines[i].words
        if marks.whys[i] is None:
            marks.whys[i] = _edge_why(marks, words) or rules.why("tail", words)
        if marks.whys[i] is None and ends_open(words) and len(words) <= 120:
            marks.whys[i] = "footer"


def _edge_why(marks: _Marks, words: str) -> str | None:
    """Return why a line before or after the body is no prose, and keep the writers and outlets that it names."""
    if is_dated_line(words):
        marks.authors.extend(dated_byline(words))
        return "dateline"
    byline = read_byline(words)
    if byline:
        marks.authors.extend(byline.authors)
        marks.outlets.extend([byline.outlet] if byline.outlet else [])
        return "byline"
    if is_outlet(words):
        marks.outlets.append(words)
        return "header"
    return None


def _apply_header(marks: _Marks, title: str | None) -> str | None:
    """Before the body: headline, byline, date, outlet; return the headline that was found."""
    if not 0 < marks.first <= _HEADER_LINES:
        return None
    headline, known = None, _letters(title or "")
    for i in range(marks.first):
        words = marks.lines[i].words
        if marks.whys[i] is not None:
            headline = headline or (words if marks.whys[i] == "headline" else None)
            continue
        if known and _repeats(_letters(words), known):
            marks.whys[i] = "headline"
            marks.outlets.extend(_site_names(marks, i))
            continue
        marks.whys[i] = _edge_why(marks, words)
        if marks.whys[i] is None and (ends_open(words) or (not headline and words[-1] in "?!…")):
            marks.whys[i] = "headline" if headline is None and not title and _is_headline(words) else "header"
            headline = headline or (words if marks.whys[i] == "headline" else None)
    return _after_sections(marks, headline)


def _after_sections(marks: _Marks, headline: str | None) -> str | None:
    """Prefer the first line of several words below the section links (NEWS, SPORTS) of a site's own head."""
    header = range(marks.first)
    links = [
        i for i in header if " " not in marks.lines[i].words and marks.whys[i] in ("header", "furniture", "navigation")
    ]
    below = range(links[-1] + 1, marks.first) if links else header
    found = next(
        (i for i in below if marks.whys[i] in ("headline", "header") and _is_headline(marks.lines[i].words)), None
    )
    if headline is None or found is None:
        return headline
    marks.whys[found] = "headline"
    return marks.lines[found].words


def _site_names(marks: _Marks, headline: int) -> list[str]:
    """Return the name of the site where the first line of the page stands above the headline, without its tagline."""
    name = _TAGLINE.split(marks.lines[0].words, maxsplit=1)[0].strip()
    return [name] if headline > 0 and marks.whys[0] == "header" and name and len(name.split()) <= 6 else []


def _letters(words: str) -> str:
    return _NOT_LETTERS.sub("", words.casefold())


def _repeats(letters: str, title: str) -> bool:
    """Tell whether a line is the title, a broken line of it, or the title with a byline after it."""
    return len(letters) > 2 and (letters in title or (letters.startswith(title) and len(letters) < len(title) + 60))


def _is_headline(words: str) -> bool:
    return 8 <= len(words) <= 220 and " " in words and words[0] not in "-*•@#"


def _apply_headings(marks: _Marks) -> None:
    """Inside the body: short lines without a stop that are written as headings are."""
    for i in range(marks.first + 1, marks.last):
        words = marks.lines[i].words
        if marks.whys[i] is None and len(words) <= 70 and _is_heading(words):
            marks.whys[i] = "headline"


def _is_heading(words: str) -> bool:
    if _QUESTION.fullmatch(words):
        return True
    bare = words.strip("\"“”'‘’ ")
    tokens = bare.split()
    if not ends_open(words) or len(tokens) > 9 or not bare[:1].isupper() or bare[-1] in ",;:":
        return False
    long_words = [token for token in tokens if len(token) > 3]
    capitals = sum(token[0].isupper() for token in long_words)
    return len(tokens) <= 4 or bare.isupper() or capitals >= 0.7 * max(1, len(long_words))


def _with_inline(text: str, layout: Layout) -> Layout:
    """Find the datelines and credits that stand inside the paragraphs of the body."""
    rules, inline, datelines = furniture_rules(), [], []
    for i in layout.body:
        line = layout.lines[i]
        if layout.whys[i] is not None:
            continue
        if (head := read_dateline(line.words)) and (end := _offset(text, line, head.end)) < line.end:
            datelines.append(head)
            inline.append(LeftOut(line.start, end, "dateline"))
        inline.extend(rules.inline(text, line))
    return replace(layout, inline=tuple(inline), datelines=tuple(datelines))


def _offset(text: str, line: Line, count: int) -> int:
    """Return where the first `count` characters of a line's collapsed words end in the text."""
    at = line.start
    for wanted in line.words[:count]:
        if wanted == " ":
            while text[at].isspace():
                at += 1
        else:
            at += 1
    return at
