"""The dates of one parsed report, each resolved by the tense of its own clause, and which predicate each belongs to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from spacy.tokens import Doc, Span, Token

from demarche.reading.dates.finder import DateMention, Expression, find_expressions, resolve_all
from demarche.reading.dates.spans import ClauseTense, Stretch
from demarche.reading.dates.tense import is_word_of, tense_of

# How many sentences a date carries for "the next day"; a judgement: past this, writers name the day again.
_CARRY_SENTENCES = 4
_NAMES = frozenset({"PER", "ORG", "PERSON"})
_UP_FROM_NOUN = ("obj", "nsubj", "obl", "nmod", "compound", "conj", "iobj")
_INSIDE_NOUN = ("nmod:poss", "compound", "amod", "nummod")


class Calendar:
    """
    The dates of one report.

    Parameters
    ----------
    doc : Doc
        The parsed report, with UD labels.
    published : date or None
        The day of publication; without it, only full dates are found.
    """

    def __init__(self, doc: Doc, published: dt.date | None) -> None:
        self._by_sentence: dict[int, tuple[DateMention, ...]] = {}
        self._by_head: dict[int, list[tuple[Token, DateMention]]] = {}
        previous: Stretch | None = None
        age = 0
        text = doc.text  # made anew on every access
        for sent in _sentences(doc):
            expressions, roots = _expressions(doc, text, sent)
            tenses = [_tense(expression, root) for expression, root in zip(expressions, roots, strict=True)]
            carried = previous if age < _CARRY_SENTENCES else None
            mentions, last = resolve_all(text, expressions, published, carried, tenses)
            age = 0 if last is not carried else age + 1
            previous = last
            self._keep(sent, expressions, roots, mentions)

    def _keep(self, sent: Span, expressions: list[Expression], roots: list[Token], mentions: list[DateMention]) -> None:
        self._by_sentence[sent.start] = tuple(mentions)
        root_at = {each.start: root for each, root in zip(expressions, roots, strict=True)}
        for mention in mentions:
            root = root_at[mention.start]
            self._by_head.setdefault(root.head.i, []).append((root, mention))

    def mentions(self, sent: Span) -> tuple[DateMention, ...]:
        """Return a sentence's dates in the order of the text."""
        return self._by_sentence.get(sent.start, ())

    def of(self, token: Token) -> DateMention | None:
        """
        Return the date that modifies a predicate or an event noun; None if the sentence dates it not.

        Its own modifiers come first, then those of the clause that carries it: of the verb for an event noun, of the
        governing verb for an infinitive or participle, and of the first conjunct: any where they share a subject
        ("rolled in on Thursday and shelled the camps"), else one that opens the sentence.
        """
        node = token
        own = self._own(node) or self._told_of(node)
        while own is None and (above := _carrier(node)) is not None:
            own = self._opening(above) if _is_conjunct(node) and _has_subject(node) else self._own(above)
            node = above
        return own

    def _told_of(self, node: Token) -> DateMention | None:
        """Return the date of the participle or clause that says more of a noun: "talks held in Geneva on Monday"."""
        if node.pos_ != "NOUN":
            return None
        told = (self._own(child) for child in node.children if child.dep_.startswith("acl"))
        return next((found for found in told if found is not None), None)

    def _own(self, node: Token) -> DateMention | None:
        direct = self._attached(node)
        if direct is not None or not self._by_head:
            return direct
        # "in a statement on Monday", and "met Rice on Monday" where the parser hung the day on the name.
        for child in node.children:
            if child.i in self._by_head and (child.dep_.startswith("obl") or child.ent_type_ in _NAMES):
                held = self._attached(child, outside=True)
                if held is not None:
                    return held
        return None

    def _attached(self, node: Token, *, outside: bool = False) -> DateMention | None:
        held = [
            (abs(root.i - node.i), mention)
            for root, mention in self._by_head.get(node.i, ())
            if root.i != node.i and mention.kind != "first-since" and not (outside and root.dep_ in _INSIDE_NOUN)
        ]
        return min(held, key=lambda each: (each[0], each[1].start))[1] if held else None

    def _opening(self, node: Token) -> DateMention | None:
        before = [(root, mention) for root, mention in self._by_head.get(node.i, ()) if root.i < node.i]
        return before[0][1] if before else None


def _sentences(doc: Doc) -> Iterable[Span]:
    prose = doc.spans.get("prose")
    return doc.sents if prose is None else prose


def _expressions(doc: Doc, text: str, sent: Span) -> tuple[list[Expression], list[Token]]:
    kept, roots = [], []
    for expression in find_expressions(text, sent.start_char, sent.end_char):
        span = doc.char_span(expression.start, expression.end, alignment_mode="expand")
        if span is None or (len(span) == 1 and span[0].ent_type_ in _NAMES):
            continue
        kept.append(expression)
        roots.append(span.root)
    return kept, roots


def _tense(expression: Expression, root: Token) -> ClauseTense:
    return tense_of(root) if root.dep_ and root.pos_ else expression.tense


def _is_conjunct(node: Token) -> bool:
    return node.dep_ == "conj" and node.pos_ in ("VERB", "AUX")


def _has_subject(node: Token) -> bool:
    return any(child.dep_.startswith("nsubj") for child in node.children)


def _carrier(node: Token) -> Token | None:
    """Return the word whose date is also this one's, None at the top of the clause."""
    if node.head.i == node.i:
        return None
    if node.pos_ in ("NOUN", "PROPN"):
        head = node.head
        talks = head.pos_ == "VERB" and is_word_of(head.lemma_, "TALK")
        return head if node.dep_.startswith(_UP_FROM_NOUN) and not talks else None
    if node.dep_.startswith("xcomp") or _is_conjunct(node):
        return node.head
    aim = node.tag_ == "VB" and any(child.lower_ == "to" for child in node.children)
    # "flew in on Monday to meet the king", "ordered on Monday the army to march"
    if (node.dep_.startswith("advcl") and (node.tag_ == "VBG" or aim)) or (node.dep_.startswith("acl") and aim):
        return node.head
    return None
