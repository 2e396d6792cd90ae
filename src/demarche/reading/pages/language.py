"""The language of a page's prose: English by its function words, any other by py3langid behind one adapter."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

ENGLISH = "en"
# Shorter prose says too little of its language, and is trusted to be English.
_TRUSTED_CHARACTERS = 40
_SAMPLE_CHARACTERS = 6000
# Words that hardly any other language writes so. Their share of all words in 569 paragraphs of the English test sets of
# PUD, EWT and GUM: median .34, in 99 of 100 above .16; in leads in 25 other languages at most .05 (November 2026).
_FUNCTION_WORDS = frozenset({
    "the", "of", "and", "to", "that", "with", "for", "by", "from", "said", "would", "which", "have", "has", "had",
    "were", "been", "their", "they", "this", "his", "her", "will", "not", "but", "at", "who", "are", "as", "is", "was",
    "it", "be", "he", "she", "its", "after", "before", "about", "between", "against", "into", "over", "under", "when",
    "what", "there", "than", "could", "should", "may", "might", "must", "if", "while", "because", "also", "more",
    "most", "other", "some", "any", "all", "both", "these", "those",
})  # fmt: skip
_SURE_SHARE = 0.2
_FOREIGN_SHARE = 0.08
# py3langid's normed probability, below which its word is not taken: English headlines full of foreign names came out
# as Javanese or Tagalog with at most .35, and leads in 25 languages as what they are with at least .75, whole, and .54
# cut to 50 characters (November 2026).
_SURE_PROBABILITY = 0.5
_NO_LANGUAGE = frozenset({"und", "zxx", "pcm"})  # undetermined, no words, and Nigerian Pidgin, which is near to English


def prose_language(paragraphs: Iterable[str]) -> str:
    """
    Return the ISO 639-1 code of the language in which most of the prose is written.

    Notes
    -----
    A paragraph with enough English function words is English, however many foreign names it holds. What is left is
    put to py3langid as a whole.
    """
    english, other = 0, []
    for paragraph in _sample(paragraphs):
        if english_share(paragraph) >= _SURE_SHARE:
            english += len(paragraph)
        else:
            other.append(paragraph)
    rest = " ".join(other)
    if len(rest) < _TRUSTED_CHARACTERS or english >= len(rest):
        return ENGLISH
    return _identified(rest)


def english_share(words: str) -> float:
    """Return the share of English function words among the words of a text, in [0, 1]."""
    found = words.casefold().split()
    return len(list(filter(_FUNCTION_WORDS.__contains__, found))) / len(found) if found else 0.0


def is_foreign(paragraph: str) -> bool:
    """Tell whether a paragraph of an English page is surely in another language."""
    if len(paragraph) < 2 * _TRUSTED_CHARACTERS or english_share(paragraph) >= _FOREIGN_SHARE:
        return False
    return _identified(paragraph) != ENGLISH


def language_name(code: str) -> str:
    """
    Return the English name of a language, or its code where the table lacks it.

    Examples
    --------
    >>> language_name("fr")
    'French'
    """
    return _names().get(code, code)


def _sample(paragraphs: Iterable[str]) -> list[str]:
    """Take paragraphs evenly over the text up to a size: language seldom changes, and time is short."""
    whole = [one for one in paragraphs if one]
    step = max(1, sum(map(len, whole)) // _SAMPLE_CHARACTERS)
    return [one[:2000] for one in whole[::step]]


@cache
def _names() -> dict[str, str]:
    table = (files(__package__) / "data" / "languages.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return {row[0]: row[1] for row in rows}


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # slow to load, and seldom needed

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _identified(text: str) -> str:
    code, probability = _identifier().classify(text[:_SAMPLE_CHARACTERS])
    return ENGLISH if probability < _SURE_PROBABILITY or code in _NO_LANGUAGE else str(code)
