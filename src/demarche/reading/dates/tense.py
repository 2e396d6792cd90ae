"""The tense of the clause that a date stands in, from the parse."""

from __future__ import annotations

from spacy.tokens import Token

from demarche.reading.dates.lexicon import word_classes
from demarche.reading.dates.spans import ClauseTense, Tense

_MODALS = frozenset(
    ["will", "would", "shall", "should", "may", "might", "could", "can", "must", "'ll", "wo", "ca", "'d", "ought"]
)
_BACKSHIFTED = frozenset({"would", "could", "might", "'d"})
_PERFECT = frozenset({"has", "have", "had", "'ve"})
_STEPS = 8  # heads to climb; a date deeper than this in its clause is left without a tense


def is_word_of(lemma: str, mark: str) -> bool:
    """Say whether a lemma stands in a class of data/words.txt."""
    return mark in word_classes()[0].get(lemma.lower(), {})


def tense_of(token: Token) -> ClauseTense:
    """Return the tense of the clause that a token stands in; `reported` for what someone said would be."""
    node = token
    for _ in range(_STEPS):
        if node.head.i == node.i:
            return _verdict(node) or "none"
        if node.i != token.i or node.pos_ in ("VERB", "AUX"):
            verdict = _verdict(node)
            if verdict is not None:
                return verdict
        node = node.head
    return _verdict(node) or "none"


def _verdict(node: Token) -> ClauseTense | None:  # noqa: PLR0911 - one return a rule, in their order
    """Return what a node says of its own clause's tense; None where its head must be asked."""
    helpers = [child for child in node.children if child.dep_.startswith(("aux", "cop"))]
    if node.pos_ not in ("VERB", "AUX") and not any(child.dep_ == "cop" for child in helpers):
        return None
    forms = {child.text.lower() for child in helpers}
    if forms & _BACKSHIFTED and _is_reported(node):
        return "reported"
    if forms & _MODALS:
        return "future"
    if is_word_of(node.lemma_, "AHEAD") and node.tag_ in ("VBN", "JJ", "VBG"):
        return "future"
    if any(child.tag_ == "TO" for child in node.children) and node.tag_ == "VB":
        return _infinitive(node)
    if node.tag_ == "VBD" or any(child.tag_ == "VBD" for child in helpers) or _is_perfect(node, forms):
        return "past"
    if node.tag_ in ("VBZ", "VBP") or any(child.tag_ in ("VBZ", "VBP") for child in helpers):
        return None if node.dep_.startswith("advcl") else "none"
    if node.tag_ == "VBN" and node.dep_.startswith("acl"):
        return "past"
    return None


def _is_reported(node: Token) -> bool:
    """Say whether a clause is what a verb in the past reports: "said that it would"."""
    head = node.head
    if not node.dep_.startswith("ccomp"):
        return False
    return head.tag_ == "VBD" or _is_perfect(head, {child.text.lower() for child in head.children})


def _is_perfect(node: Token, forms: set[str]) -> bool:
    return node.tag_ == "VBN" and not forms.isdisjoint(_PERFECT)


def _infinitive(node: Token) -> Tense | None:
    """An infinitive lies ahead of a word like 'plan', and on a noun ('a deadline to leave'); else its head is asked."""
    head = node.head
    if is_word_of(head.lemma_, "AHEAD") or (head.lemma_ == "go" and head.tag_ == "VBG"):
        return "future"
    if head.lemma_ == "be" or any(child.dep_ == "cop" for child in head.children):
        return "future"
    return "future" if node.dep_.startswith("acl") else None
