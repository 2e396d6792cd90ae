"""Open a brief in any of its forms as a draft: its own words with their places, judgements, links, quotations, data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from demarche.briefing.lint.markdown import read_markdown
from demarche.briefing.lint.model import Draft, Form, Link, Passage, Quotation
from demarche.briefing.lint.webpage import read_webpage
from demarche.errors import InputError

_OURS = "demarche.briefing/"


def open_draft(text: str, form: Form, where: str) -> Draft:
    """
    Return a brief as a draft.

    Parameters
    ----------
    text : str
        The file's text.
    form : "json", "html" or "md"
        Its form.
    where : str
        The file's name, for the error.

    Raises
    ------
    InputError
        If it is no brief: JSON of another kind, or a file without a word in it.
    """
    if form == "json":
        return _read_json(text, where)
    draft = read_webpage(text) if form == "html" else read_markdown(text)
    if not draft.passages:
        raise InputError("there is no text in it", where=where, wanted="a brief", got="nothing to read")
    return draft


def _read_json(text: str, where: str) -> Draft:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as exc:
        raise InputError(
            "no JSON", where=where, wanted="a brief that `demarche brief --format json` wrote", got=str(exc)
        ) from exc
    form = data.get("format") if isinstance(data, dict) else None
    if not (isinstance(form, str) and form.startswith(_OURS)):
        raise InputError("no brief", where=where, field="format", wanted=f"{_OURS}2", got=json.dumps(form))
    try:
        return Draft(
            form="json",
            passages=tuple(_passages(data)),
            judgements=tuple(_judgements(data)),
            links=tuple(_links(data)),
            quotations=tuple(_quotations(data)),
            data=data,
        )
    except (KeyError, TypeError, AttributeError, IndexError, ValueError) as exc:
        kind = type(exc).__name__
        raise InputError(
            "a brief that is broken", where=where, wanted="its fields whole", got=f"{kind}: {exc}"
        ) from exc


def _passages(data: dict[str, Any]) -> Iterator[Passage]:
    yield Passage(data["title"], "title", "title")
    for name in ("bottom_line", "gaps"):
        for place, one in enumerate(data[name]):
            yield Passage(one["text"], f"{name}[{place}]", name.replace("_", " "))
    for place, one in enumerate(data["known"]):
        yield Passage(one["sentence"]["text"], f"known[{place}]", "known")
    for place, one in enumerate(data["method"]):
        yield Passage(one["text"], f"method[{place}]", "method")
    for judgement in _judgements(data):
        yield from judgement
    outlook = data.get("outlook") or {}
    for place, one in enumerate(outlook.get("situation") or ()):
        yield Passage(one["text"], f"outlook.situation[{place}]", "known")
    if outlook.get("matrix"):
        yield Passage(outlook["matrix"]["flip"]["text"], "outlook.matrix.flip", "hypotheses")
        for place, row in enumerate(outlook["matrix"]["rows"]):
            yield Passage(_chance(row["now"]), f"outlook.matrix.rows[{place}]", "hypotheses")
    for place, row in enumerate(outlook.get("dated") or ()):
        for column, one in enumerate(row["chances"]):
            if one:
                yield Passage(_chance(one), f"outlook.dated[{place}].chances[{column}]", "outcomes")
    for place, row in enumerate(outlook.get("watch") or ()):
        numbers = (row["percent"], *row["if_seen"], *row["if_not"])
        yield Passage("; ".join(numbers), f"outlook.watch[{place}]", "watch")


def _chance(chance: dict[str, Any]) -> str:
    return f"{chance['percent']} ({chance['band']})"


def _judgements(data: dict[str, Any]) -> Iterator[tuple[Passage, ...]]:
    for place, one in enumerate((data.get("outlook") or {}).get("judgements") or ()):
        where, section = f"outlook.judgements[{place}]", "key judgements"
        criterion = f"What would count: {one['criterion']}" if one["criterion"].strip() else ""
        texts = (one["sentence"]["text"], one["confidence_sentence"]["text"], criterion)
        yield tuple(Passage(text, where, section) for text in texts if text)


def _links(data: dict[str, Any]) -> Iterator[Link]:
    numbers = {one["number"] for one in data["citations"]}
    reports = {one["report"]["id"] for one in data["reports"]}
    for one in data["citations"]:
        yield Link(f"citation {one['number']}", f"report {one['report']}", one["report"] in reports)
    for place, cited in _cited(data, ""):
        yield Link(place, f"citation {cited}", cited in numbers)


def _cited(value: Any, place: str) -> Iterator[tuple[str, str]]:
    """Yield every citation that anything in the brief makes, with its place."""
    if isinstance(value, list):
        for number, one in enumerate(value):
            yield from _cited(one, f"{place}[{number}]")
    elif isinstance(value, dict):
        for name, one in value.items():
            where = f"{place}.{name}" if place else name
            if name in ("citations", "latest_citations") and place:
                yield from ((where, number) for number in one)
            elif name not in ("citations", "forecast", "report"):
                yield from _cited(one, where)


def _quotations(data: dict[str, Any]) -> Iterator[Quotation]:
    texts = {one["report"]["id"]: one["report"]["text"] for one in data["reports"]}
    for one in data["citations"]:
        quote, where = one["selector"]
        text = texts.get(one["report"])
        start, end = where["start"], where["end"]
        stands = text[start:end] if text is not None and 0 <= start < end <= len(text) else None
        yield Quotation(f"citation {one['number']}", quote["exact"], stands)
