"""How well a pipeline reads treebanks from raw text: words, trees, subjects, objects and names, matched by letters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from spacy.tokens import Doc, Token

from demarche.reading.english import ParseInput, Pipeline, prose_sents
from training.treebanks import Sentence

Place = tuple[int, int]
_NAME_PARTS = {"flat", "compound", "nmod:desc", "goeswith", "fixed", "appos"}
_ROLES = {"nsubj": "subject", "nsubj:pass": "subject", "nsubj:outer": "subject", "obj": "object", "obl:agent": "agent"}


class Tally:
    """Counts of right, wanted and found, and what follows from them."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()

    def add(self, kind: str, *, right: int, wanted: int, found: int) -> None:
        """Count."""
        self.counts.update({(kind, "right"): right, (kind, "wanted"): wanted, (kind, "found"): found})

    def f1(self) -> dict[str, float]:
        """F1 of each kind, in percent."""
        kinds = dict.fromkeys(kind for kind, _ in self.counts)
        return {
            kind: round(
                200 * self.counts[kind, "right"] / max(1, self.counts[kind, "wanted"] + self.counts[kind, "found"]), 2
            )
            for kind in kinds
        }


def score_raw(pipeline: Pipeline, sentences: Sequence[Sentence], *, whole_documents: bool) -> dict[str, float]:
    """
    Score a pipeline on raw text.

    Parameters
    ----------
    pipeline : Pipeline
        What is scored.
    sentences : sequence of Sentence
        The truth.
    whole_documents : bool
        Whether it is given documents (paragraphs apart by a blank line) or, as the trial was, one sentence at a time;
        it splits sentences itself in both cases.

    Returns
    -------
    dict
        F1 in percent: words, sentences, UPOS, XPOS, FEATS, lemmas, UAS, LAS, subject, object, agent (arguments of
        verbs: the relation, the verb and any word of the argument's name must agree), names.
    """
    groups = (
        [list(g) for _, g in groupby(sentences, key=lambda s: s.document)]
        if whole_documents
        else [[s] for s in sentences]
    )
    tally = Tally()
    made = [_document(group) for group in groups]
    for (text, starts), group, doc in zip(made, groups, pipeline.parse(ParseInput(t) for t, _ in made), strict=True):
        assert doc.text == text
        _score_document(tally, group, starts, doc)
    return tally.f1()


def _document(group: Sequence[Sentence]) -> tuple[str, list[int]]:
    text, starts = "", []
    for sentence in group:
        if text:
            text += "\n\n" if sentence.new_paragraph else " "
        starts.append(len(text))
        text += sentence.text
    return text, starts


def _score_document(tally: Tally, group: Sequence[Sentence], starts: Sequence[int], doc: Doc) -> None:
    found = {(token.idx, token.idx + len(token)): token for token in doc if not token.is_space}
    wanted_sents, wanted_roles, wanted_names, right = set(), Counter(), set(), Counter()
    words = 0
    with_names = all(sentence.names is not None for sentence in group)
    for sentence, start in zip(group, starts, strict=True):
        places = _places(sentence, start)
        words += len(places)
        wanted_sents.add((places[0][0], places[-1][1]))
        for number, place in enumerate(places):
            token = found.get(place)
            if token is not None:
                right.update(_agreements(sentence, number, places, token))
        for role, verb, unit in _wanted_roles(sentence, places):
            wanted_roles[role, verb, unit] += 1
        wanted_names |= {(places[a][0], places[b - 1][1], kind) for a, b, kind in sentence.names or ()}
    for kind in ("words", "UPOS", "XPOS", "FEATS", "lemmas", "UAS", "LAS"):
        tally.add(kind, right=right[kind], wanted=words, found=len(found))
    found_sents = {(s[0].idx, s[-1].idx + len(s[-1])) for s in prose_sents(doc)}
    tally.add("sentences", right=len(wanted_sents & found_sents), wanted=len(wanted_sents), found=len(found_sents))
    _score_roles(tally, wanted_roles, doc)
    if with_names:
        names = {(e.start_char, e.end_char, e.label_) for e in doc.ents}
        tally.add("names", right=len(names & wanted_names), wanted=len(wanted_names), found=len(names))


def _places(sentence: Sentence, start: int) -> list[Place]:
    places = []
    for word, spaced in zip(sentence.words, sentence.spaces, strict=True):
        places.append((start, start + len(word)))
        start += len(word) + spaced
    return places


def _agreements(sentence: Sentence, number: int, places: Sequence[Place], token: Token) -> list[str]:
    head = sentence.heads[number]
    place = (token.head.idx, token.head.idx + len(token.head))
    hung = token.head.i == token.i if head == 0 else token.head.i != token.i and place == places[head - 1]
    checks = {
        "words": True,
        "UPOS": token.pos_ == sentence.upos[number],
        "XPOS": token.tag_ == sentence.xpos[number],
        "FEATS": str(token.morph) == sentence.feats[number],
        "lemmas": token.lemma_ == sentence.lemmas[number],
        "UAS": hung,
        "LAS": hung and token.dep_ == sentence.deps[number],
    }
    return [kind for kind, agrees in checks.items() if agrees]


def _wanted_roles(sentence: Sentence, places: Sequence[Place]) -> list[tuple[str, Place, frozenset[Place]]]:
    found = []
    for number, (head, dep) in enumerate(zip(sentence.heads, sentence.deps, strict=True)):
        if dep in _ROLES and head and sentence.upos[head - 1] == "VERB":
            found.append((_ROLES[dep], places[head - 1], frozenset(places[i] for i in _unit(sentence, number))))
    return found


def _unit(sentence: Sentence, number: int) -> list[int]:
    """A word with the parts of its name: any of them will do as the argument."""
    parts = [
        i
        for i, (h, d) in enumerate(zip(sentence.heads, sentence.deps, strict=True))
        if h == number + 1 and d in _NAME_PARTS
    ]
    return [number] + [word for part in parts for word in _unit(sentence, part)]


def _score_roles(tally: Tally, wanted: Counter[tuple[str, Place, frozenset[Place]]], doc: Doc) -> None:
    for role in ("subject", "object", "agent"):
        left = [(verb, unit) for kind, verb, unit in wanted.elements() if kind == role]
        total, right, found = len(left), 0, 0
        for token in doc:
            if _ROLES.get(token.dep_) != role or token.head.pos_ != "VERB":
                continue
            found += 1
            verb, place = (token.head.idx, token.head.idx + len(token.head)), (token.idx, token.idx + len(token))
            match = next((i for i, (v, unit) in enumerate(left) if v == verb and place in unit), None)
            if match is not None:
                right += 1
                left.pop(match)
        tally.add(role, right=right, wanted=total, found=found)
