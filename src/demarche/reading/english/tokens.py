"""
The tokeniser: spaCy's English rules, made to cut as the treebanks do.

Prefixes stay on their words (`de-escalate`, `anti-tank`), numbers come off theirs (`10-week`, `£5bn`), `and/or` is
three words, and titles keep their stops (`Gen.`).
"""

from __future__ import annotations

import re
from itertools import pairwise

from spacy.lang.char_classes import ALPHA, HYPHENS
from spacy.lang.en import English
from spacy.lang.tokenizer_exceptions import emoticons
from spacy.symbols import ORTH
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_suffix_regex

PREFIXES = (
    *("de", "re", "pre", "anti", "non", "co", "ex", "post", "pro", "sub", "counter", "inter", "intra", "multi", "neo"),
    *("pan", "quasi", "semi", "trans", "ultra", "un", "mid", "bi", "mis", "e", "extra"),
)
"""Prefixes that are no words of their own. `self`, `vice`, `over`, `under` are words, and are split off."""

TITLES = (
    *(
        "Gen",
        "Sen",
        "Sens",
        "Rep",
        "Reps",
        "Gov",
        "Lt",
        "Col",
        "Maj",
        "Capt",
        "Cmdr",
        "Adm",
        "Brig",
        "Sgt",
        "Cpl",
        "Pvt",
    ),
    *("Prof", "Rev", "Hon", "Pres", "Amb", "Supt", "Det", "Insp", "Ret", "Dept", "Cdr", "Msgr", "Lt.-Gen", "Maj.-Gen"),
)
_KEEP_STOP = (
    "etc.",
    "al.",
    "approx.",
    "Lt.-Col.",
    *(f"{title}." for title in TITLES),
    *(f"{t.upper()}." for t in TITLES),
)

_ENDLESS = re.compile(r"\S{1000,}")  # spaCy's time grows with the square of such a run
_STRETCH = 200
_NO_EXCEPTION = frozenset({"and/or"}) | emoticons  # "he asked (twice): ..." ends in no face
_NUMBERED = re.compile(r"\bNos?\.(?=\s?[0-9])")

_SPLITS_AT_HYPHEN = f"(?:{HYPHENS})"
_MORE_INFIXES = (
    rf"(?<=[0-9]){_SPLITS_AT_HYPHEN}(?=[{ALPHA}])",
    rf"(?<=[{ALPHA}]\.){_SPLITS_AT_HYPHEN}(?=[{ALPHA}])",
    rf"(?<=[{ALPHA}]{{2}})/(?=[{ALPHA}]{{2}})",
    r"(?<=[0-9])[–—](?=[0-9])",
    r"(?<=[0-9])[-–—](?=[$£€¥])",
    r"(?<=[0-9][-–—])[$£€¥](?=[0-9])",
)
_MORE_SUFFIXES = (r"(?<=[0-9])(?:bn|tn|mn|mln|bln|am|pm)",)


def make_tokeniser() -> Tokenizer:
    """Return a tokeniser with a vocabulary of its own, which grows with the words that it meets."""
    pipeline = English()
    tokeniser = pipeline.tokenizer
    assert isinstance(tokeniser, Tokenizer)
    infixes = [_with_prefixes_kept(infix) for infix in pipeline.Defaults.infixes]
    tokeniser.infix_finditer = compile_infix_regex([*infixes, *_MORE_INFIXES]).finditer
    tokeniser.suffix_search = compile_suffix_regex([*(pipeline.Defaults.suffixes or ()), *_MORE_SUFFIXES]).search
    tokeniser.rules = {word: cut for word, cut in tokeniser.rules.items() if word not in _NO_EXCEPTION}
    for word in _KEEP_STOP:
        tokeniser.add_special_case(word, [{ORTH: word}])
    return tokeniser


def tokenise(tokeniser: Tokenizer, text: str) -> Doc:
    """Cut a text into tokens; what runs on for very long without white space is first cut into stretches."""
    if not _ENDLESS.search(text):
        return _with_numbers_marked(tokeniser(text), text)
    cuts = sorted(
        {0, len(text), *(c for run in _ENDLESS.finditer(text) for c in range(run.start(), run.end(), _STRETCH))}
    )
    tokens = [token for start, end in pairwise(cuts) for token in tokeniser(text[start:end])]
    return Doc(tokeniser.vocab, [token.text for token in tokens], [bool(token.whitespace_) for token in tokens])


def _with_numbers_marked(doc: Doc, text: str) -> Doc:
    """Join the stop of `No. 242` to its word; elsewhere `No.` ends a sentence."""
    found = [doc.char_span(*place.span()) for place in _NUMBERED.finditer(text)]
    with doc.retokenize() as retokeniser:
        for span in found:
            if span is not None and len(span) > 1:
                retokeniser.merge(span)
    return doc


def _with_prefixes_kept(infix: str) -> str:
    if _SPLITS_AT_HYPHEN not in infix or not infix.endswith(f"(?=[{ALPHA}])"):
        return infix
    kept = "".join(f"(?<!^(?i:{prefix}))" for prefix in PREFIXES)
    return f"(?<=[{ALPHA}]){kept}(?:{HYPHENS})(?=[{ALPHA}])"
