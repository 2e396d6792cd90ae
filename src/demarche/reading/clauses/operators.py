"""What a clause says of itself: its modal, its tense, its negation, without what it is embedded in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from demarche.reading.clauses.tables import Tables
from demarche.reading.clauses.tree import SUBJECTS, Tree

_AUXILIARIES: Final = ("aux", "aux:pass", "cop")
_ARGUMENTS: Final = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "nsubj:outer"})
_EMPTY: Final = frozenset({"nobody", "none", "nothing", "neither", "no-one"})
_REACHING: Final = frozenset({"on", "upon", "to", "with", "against", "at", "into"})
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_BEYOND: Final = frozenset({("let", "alone"), ("much", "less"), ("still", "less")})
_SHORT_MODALS: Final = {"'ll": "will", "wo": "will", "ca": "can", "sha": "shall", "'d": "would", "’ll": "will"}


@dataclass(frozen=True)
class Operators:
    """The operators of one clause; `past_perfect` is "had done", `is_to` "is to do"."""

    negated: bool = False
    modal: str | None = None
    tense: str = "none"
    perfect: bool = False
    past_perfect: bool = False
    progressive: bool = False
    finite: bool = False
    is_to: bool = False


def clause_operators(tree: Tree, i: int, tables: Tables) -> Operators:
    """Return the operators of the clause that token `i` heads, those shared with a clause it is joined to included."""
    carrier = _carrier(tree, i)
    auxiliaries = tree.by(carrier, *_AUXILIARIES)
    modal = next((k for k in auxiliaries if tree.tags[k] == "MD" or tree.words[k] in tables.words["modal"]), -1)
    name = _SHORT_MODALS.get(tree.words[modal], tree.words[modal]) if modal >= 0 else None
    if modal >= 0 and tree.words[modal] in ("'d", "need", "ought") and tree.tags[modal] != "MD":
        name = None
    words = {tree.words[k] for k in auxiliaries}
    perfect = any(tree.lemmas[k] == "have" for k in auxiliaries) and tree.tags[i] != "VB"
    return Operators(
        negated=is_negated(tree, i, tables) or (carrier != i and is_negated(tree, carrier, tables, shared=True)),
        modal=name,
        tense=_tense(tree, i, carrier, name, auxiliaries),
        perfect=perfect,
        past_perfect=perfect and bool(words & {"had", "'d"}) and name is None,
        progressive=tree.tags[i] == "VBG" and any(tree.lemmas[k] == "be" for k in auxiliaries),
        finite=tree.is_finite(carrier),
        is_to=_is_to(tree, i, auxiliaries),
    )


def _is_to(tree: Tree, i: int, auxiliaries: list[int]) -> bool:
    """Say whether the clause is of the shape "are to meet"."""
    to = tree.kid(i, "mark")
    if to < 0 or tree.words[to] != "to" or tree.tags[i] not in ("VB", "VBN"):
        return False
    return any(tree.lemmas[k] == "be" and tree.words[k] not in ("be", "been", "being") and k < to for k in auxiliaries)


def _carrier(tree: Tree, i: int) -> int:
    """Return the clause whose auxiliaries `i` shares: "will meet and discuss"."""
    if tree.deps[i] != "conj" or tree.by(i, *_AUXILIARIES) or tree.subject(i) >= 0:
        return i
    head, seen = tree.heads[i], {i}
    while tree.deps[head] == "conj" and not tree.by(head, *_AUXILIARIES) and head not in seen:
        seen.add(head)
        head = tree.heads[head]
    same = tree.tags[head] == tree.tags[i] or {tree.tags[head], tree.tags[i]} <= {"VBN", "VBD"}
    return head if same and tree.tags[i] not in ("VBZ", "VBP") and tree.by(head, *_AUXILIARIES) else i


def _tense(tree: Tree, i: int, carrier: int, modal: str | None, auxiliaries: list[int]) -> str:
    if modal in ("will", "shall"):
        return "future"
    tags = [tree.tags[k] for k in auxiliaries] or [tree.tags[i]]
    if "VBD" in tags:
        return "past"
    if "VBZ" in tags or "VBP" in tags:
        perfect = any(tree.lemmas[k] == "have" for k in auxiliaries)
        return "past" if perfect and tree.tags[carrier] in ("VBN", "VBD") else "present"
    if modal:
        return "past" if modal in ("would", "could", "might") else "present"
    return "past" if any(tree.lemmas[k] == "have" for k in auxiliaries) else "none"


def is_negated(tree: Tree, i: int, tables: Tables, *, shared: bool = False) -> bool:
    """
    Say whether the clause of `i` is negated by its own words.

    With `shared`, `i` is the first of joined clauses, and only a negation of the auxiliary, which reaches the
    others too, counts.
    """
    for k in tree.kids[i]:
        word, dep = tree.words[k], tree.deps[k]
        if dep in ("advmod", "neg", "aux", "cc:preconj", "cc", "det") and word in tables.words["negator"]:
            if word != "no" and not _is_aside(tree, k, tables) and not (dep == "cc" and word != "nor"):
                return True
        elif (
            (not shared and dep == "advmod" and word == "longer" and _has_no(tree, k))
            or (not shared and dep in _ARGUMENTS and (word in _EMPTY or _has_no(tree, k) or _not_one(tree, k)))
            or (not shared and dep == "obl" and _is_empty_phrase(tree, k, tables))
        ):
            return True
    return not shared and ((tree.kid(i, "cop") >= 0 and _has_no(tree, i)) or _goes_beyond(tree, i))


def _goes_beyond(tree: Tree, i: int) -> bool:
    """Say whether a clause goes beyond what is denied: "did not meet them, let alone armed them"."""
    start, first = tree.range(i)[0], tree.sentences[tree.sentence[i]][0] if tree.sentence[i] >= 0 else 0
    near = range(max(start - 2, first + 1), min(start + 2, i - 1))
    return any(tuple(tree.words[k : k + 2]) in _BEYOND for k in near)


def _has_no(tree: Tree, i: int) -> bool:
    """Say whether a noun has "no" or "neither of" before it; "no doubt" and "no fewer than" deny nothing."""
    if tree.lemmas[i] in ("doubt", "wonder", "question", "secret", "fewer", "less", "matter"):
        return False
    return any(
        tree.words[k] in ("no", "neither") and tree.deps[k] in ("det", "advmod", "neg", "cc:preconj", "nummod")
        for k in tree.kids[i]
    )


def _not_one(tree: Tree, i: int) -> bool:
    """Say whether a noun phrase begins with "not one", "not a single"."""
    start = tree.range(i)[0]
    return tree.words[start] == "not" and start + 1 < i and tree.words[start + 1] in ("one", "a")


def _is_empty_phrase(tree: Tree, i: int, tables: Tables) -> bool:
    """Say whether a phrase empties its clause: "agreed upon nothing", "fired on nobody", "at no time"."""
    case = tree.case(i)
    if tree.words[i] in _EMPTY:
        return case in _REACHING and tree.heads[i] < i and tree.kid(i, "acl", "acl:relcl") < 0
    return _has_no(tree, i) and f"{case} no {tree.words[i]}" in tables.words["negator"]


def _is_aside(tree: Tree, k: int, tables: Tables) -> bool:
    """Say whether "not" goes with "only", "just", "until …": it negates no clause."""
    after = tree.words[k + 1] if k + 1 < len(tree) else ""
    return tree.words[k] in ("not", "n't") and after in tables.words["aside"]


def is_question(tree: Tree, i: int) -> bool:
    """Say whether the sentence of `i` ends with a question mark."""
    if tree.sentence[i] < 0:
        return False
    start, end = tree.sentences[tree.sentence[i]]
    return "?" in tree.words[max(start, end - 3) : end]


def is_imperative(tree: Tree, i: int) -> bool:
    """Say whether `i` is a bare verb form that heads a sentence without a subject."""
    if tree.tags[i] != "VB" or tree.deps[i] not in ("root", "parataxis", "ccomp"):
        return False
    return not any(tree.deps[k] in SUBJECTS or tree.deps[k] in ("aux", "mark") for k in tree.kids[i])
