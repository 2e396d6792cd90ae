"""A draft and its colophon become a page: limits, furniture, title, writers, outlet, date, language."""

from __future__ import annotations

import re

from demarche.reading.pages.boilerplate import Layout, lay_out
from demarche.reading.pages.decoding import normalise
from demarche.reading.pages.language import ENGLISH, is_foreign, language_name, prose_language
from demarche.reading.pages.limits import LimitError, Limits
from demarche.reading.pages.outlets import guess_kind, outlet_name
from demarche.reading.pages.page import Colophon, Draft, Page, refuse
from demarche.reading.pages.publication import infer_published
from demarche.record import LeftOut, Refused

_BLOG_HOST = re.compile(r"(?i)\b(?:wordpress|blogger|blogspot|substack|tumblr|typepad|livejournal)\b")


def make_page(draft: Draft, colophon: Colophon, path: str, limits: Limits) -> Page | Refused:
    """
    Return the page that a draft becomes, or why there is none (empty, too long, in another language).

    Parameters
    ----------
    draft : Draft
        Text as an adapter took it, line ends as line feeds.
    colophon : Colophon
        What the metadata say; what they lack is looked for in the text's own lines.
    path : str
        Where the draft came from.
    limits : Limits
        The length of a report and of a line are checked here.
    """
    try:
        check_length(draft.text, limits)
    except LimitError as exc:
        return refuse(path, exc.reason, exc.detail)
    if not draft.text.strip():
        return refuse(path, "empty", "there is no text in it")
    layout = lay_out(draft.text, colophon.title, draft.left_out)
    language = prose_language(_prose(layout))
    if language != ENGLISH:
        said = f"{language_name(language)} ({language})"
        return refuse(path, f"not English: {said}", f"the prose is in {said}, and only English is read")
    return _page(draft, _completed(layout, colophon), layout, path)


def check_length(text: str, limits: Limits) -> None:
    """Raise `LimitError` if a report or one of its lines is too long."""
    if len(text) > limits.report_characters:
        raise LimitError("report too long", "report_characters", limits.report_characters, f"{len(text):,} characters")
    longest = max(map(len, text.split("\n"))) if len(text) > limits.line_characters else 0
    if longest > limits.line_characters:
        raise LimitError(
            "line too long", "line_characters", limits.line_characters, f"a line of {longest:,} characters"
        )


def _prose(layout: Layout) -> list[str]:
    kept = [line.words for line, why in zip(layout.lines, layout.whys, strict=True) if why is None]
    return kept or [line.words for line in layout.lines]


def _completed(layout: Layout, colophon: Colophon) -> Colophon:
    """Fill what the metadata lack from the page's lines and address."""
    agency = next((head.agency for head in layout.datelines if head.agency), None)
    url = colophon.url
    name = outlet_name(colophon.source_name or layout.outlet or agency, url)
    published = None if colophon.published else infer_published(layout, url)
    kind = guess_kind(name, url)
    if kind == "unknown" and any(map(_is_blog_host, _left_out_words(layout, "advertisement"))):
        kind = "blog"
    found = Colophon(
        title=layout.title, source_name=name, source_kind=kind, authors=layout.authors,
        published=published, published_inferred=published is not None,
    )  # fmt: skip
    return colophon.over(found)


def _left_out_words(layout: Layout, why: str) -> list[str]:
    return [line.words for line, left in zip(layout.lines, layout.whys, strict=True) if left == why]


def _is_blog_host(advert: str) -> bool:
    """Tell whether an advert on the page is that of a host of blogs."""
    return _BLOG_HOST.search(advert) is not None


def _page(draft: Draft, colophon: Colophon, layout: Layout, path: str) -> Page:
    foreign = [
        LeftOut(line.start, line.end, "language")
        for line, why in zip(layout.lines, layout.whys, strict=True)
        if why is None and is_foreign(line.words)
    ]
    left_out = merge_spans([*draft.left_out, *layout.left_out(), *foreign])
    return Page(
        text=draft.text, path=path, title=_clean(colophon.title), source_name=_clean(colophon.source_name),
        source_kind=colophon.source_kind or "unknown", reliability=colophon.reliability,
        authors=tuple(name for one in colophon.authors if (name := _clean(one))), published=colophon.published,
        published_inferred=colophon.published_inferred, url=_clean(colophon.url), language=ENGLISH,
        left_out=left_out, given_id=_clean(colophon.given_id), notes=draft.notes,
    )  # fmt: skip


def _clean(words: str | None) -> str | None:
    """Drop from a metadata value what could not be written as UTF-8 or would break a line."""
    return " ".join(normalise(words).split()) or None if words else None


def merge_spans(spans: list[LeftOut]) -> tuple[LeftOut, ...]:
    """
    Return the spans in order, empty ones dropped, those that overlap an earlier one cut to what it leaves.

    Examples
    --------
    >>> [(s.start, s.end) for s in merge_spans([LeftOut(5, 9, "url"), LeftOut(0, 6, "byline"), LeftOut(2, 4, "url")])]
    [(0, 6), (6, 9)]
    """
    kept: list[LeftOut] = []
    at = 0
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        start = max(span.start, at)
        if start < span.end:
            kept.append(LeftOut(start, span.end, span.why))
            at = span.end
    return tuple(kept)
