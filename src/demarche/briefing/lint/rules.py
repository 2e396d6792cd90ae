"""The rules, in the order in which their breaches are told, and the linter itself."""

from __future__ import annotations

import json
from collections.abc import Mapping

import msgspec

from demarche.briefing.lint.drafts import open_draft
from demarche.briefing.lint.evidence import (
    check_citations,
    check_data_bands,
    check_press,
    check_quotations,
    check_sums,
)
from demarche.briefing.lint.judgement import check_agreement, check_complete
from demarche.briefing.lint.likelihood import check_apart, check_bands, check_extremes, check_words
from demarche.briefing.lint.model import Breach, Form, Rule

RULES = (
    Rule("word-number", "a word of likelihood and its number agree, by the bands of ICD 203", check_words),
    Rule("never-certain", "no probability is 0 or 100 %", check_extremes),
    Rule("confidence-apart", "confidence and likelihood never share a sentence", check_apart),
    Rule("complete", "a key judgement has a word, a number, a date, a criterion and a confidence", check_complete),
    Rule("agreement", "the parts of a key judgement say the same", check_agreement),
    Rule("within-band", "a forecast's number lies within its band", check_bands),
    Rule("within-band", "a forecast's number lies within its band", check_data_bands),
    Rule("sum", "the outcomes of each date come to 1, and so do the hypotheses about each actor", check_sums),
    Rule("press", "a projection of the press beside ours has its range and window", check_press),
    Rule("quotation", "a quotation is the exact text of its report at its span", check_quotations),
    Rule("citation", "a citation leads to something that is there", check_citations),
)


def lint_brief(text: str, form: Form, where: str = "brief") -> tuple[Breach, ...]:
    """
    Return the breaches of a brief, by rule and then by place; none where it is clean.

    Parameters
    ----------
    text : str
        The file's text.
    form : "json", "html" or "md"
        Its form.
    where : str
        The file's name, for an error.

    Raises
    ------
    InputError
        If it is no brief.

    Examples
    --------
    >>> [str(one) for one in lint_brief("An attack is likely (31 %).", "md")]
    ['line 1: word-number: wanted “unlikely” for 31 %, or 55–80 % for “likely”; got An attack is likely (31 %).']
    """
    draft = open_draft(text, form, where)
    return tuple(dict.fromkeys(breach for rule in RULES for breach in rule.check(draft)))


def form_of(text: str, name: str) -> Form:
    """Return a file's form: by its name, else by how it begins."""
    suffix = name.rpartition(".")[2].lower()
    named: dict[str, Form] = {"json": "json", "html": "html", "htm": "html", "md": "md", "markdown": "md"}
    if suffix in named:
        return named[suffix]
    start = text.lstrip()[:200].lower()
    if start.startswith(("{", "[")):
        return "json"
    return "html" if start.startswith("<") else "md"


def breaches_json(found: Mapping[str, tuple[Breach, ...]]) -> str:
    """Return the breaches of briefs, by path, as JSON for machines: an array, an object a brief."""
    rows = [
        {"brief": where, "clean": not breaches, "breaches": [msgspec.to_builtins(one) for one in breaches]}
        for where, breaches in found.items()
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
