"""Who speaks in a clause of speech or thought, and to whom."""

from __future__ import annotations

from typing import Final

from demarche.reading.clauses.tree import Tree

_TOLD: Final = frozenset(
    [
        "tell",
        "inform",
        "notify",
        "assure",
        "reassure",
        "remind",
        "warn",
        "advise",
        "urge",
        "ask",
        "order",
        "command",
        "instruct",
        "press",
        "persuade",
        "promise",
        "implore",
        "beg",
        "beseech",
        "invite",
        "request",
        "call",
        "caution",
        "brief",
        "accuse",
        "blame",
        "thank",
        "congratulate",
        "appeal",
    ]
)
_STATEMENTS: Final = frozenset(
    [
        "statement",
        "letter",
        "message",
        "speech",
        "address",
        "interview",
        "report",
        "communique",
        "communiqué",
        "readout",
        "note",
        "tweet",
        "post",
        "article",
        "commentary",
        "editorial",
        "broadcast",
        "memo",
        "memorandum",
        "document",
        "declaration",
        "telegram",
        "cable",
        "resolution",
        "paper",
        "release",
    ]
)
_NOMINAL: Final = ("NOUN", "PROPN", "PRON")
_BY: Final = ("by", "from", "of")


def speaker_of(tree: Tree, i: int) -> int:
    """
    Return the token of whoever speaks by the verb, noun or adjective `i`, or -1.

    The verb's own subject first (an agent for a passive); then, for a participle, infinitive or joined verb, the
    subject of the clause that it hangs on; for "a statement saying", whose statement it is.
    """
    seen: set[int] = set()
    while i >= 0 and i not in seen:
        seen.add(i)
        found = _own_speaker(tree, i)
        if found >= 0:
            return _through_statement(tree, found)
        i = _next(tree, i)
    return -1


def beside(tree: Tree, i: int, *, before_only: bool = False) -> int:
    """
    Return the nominal that stands next to a verb of speech, by position alone, or -1.

    For parses that hang the speaker on the quotation ("…," the ministry said; "…," said Araghchi).
    """
    j = i - 1
    while j >= 0 and tree.sentence[j] == tree.sentence[i] and i - j < 8:
        if tree.pos[j] in _NOMINAL and not _is_aside(tree, j):
            return _phrase_head(tree, j)
        if tree.pos[j] not in ("ADV", "AUX", "ADP", "DET", "NUM", "PART", *_NOMINAL):
            break
        j -= 1
    j = i + 1
    while not before_only and j < len(tree) and tree.sentence[j] == tree.sentence[i] and j - i < 6:
        if tree.pos[j] in _NOMINAL:
            return _phrase_head(tree, j)
        if tree.pos[j] not in ("DET", "ADJ", "NUM"):
            break
        j += 1
    return -1


def _is_aside(tree: Tree, j: int) -> bool:
    """Say whether a nominal is a phrase of time or place between speaker and verb: "on Wednesday", "Tuesday"."""
    head = _phrase_head(tree, j)
    return bool(tree.case(head)) or tree.deps[head].startswith(("obl:", "advmod", "nmod:unmarked"))


def _phrase_head(tree: Tree, j: int) -> int:
    """Climb from a word of a name to the head of its phrase."""
    for _ in range(6):
        head = tree.heads[j]
        if (
            tree.deps[j].partition(":")[0] not in ("flat", "compound", "amod", "nummod", "goeswith")
            and tree.deps[j] != "nmod:desc"
        ):
            break
        if tree.pos[head] not in _NOMINAL or abs(head - j) > 6:
            break
        j = head
    return j


def _own_speaker(tree: Tree, i: int) -> int:
    if tree.pos[i] in ("NOUN", "PROPN") and tree.kid(i, "cop") < 0:
        return nominal_speaker(tree, i)
    agent = tree.kid(i, "obl:agent")
    if agent >= 0:
        return agent
    if tree.kid(i, "aux:pass") >= 0 and tree.lemmas[i] not in ("quote", "cite", "say", "report", "hear", "see"):
        by = [k for k in tree.by(i, "obl") if tree.case(k) == "by"]
        if by:
            return by[0]
        if tree.lemmas[i] not in ("concern", "determine", "commit", "convince", "prepare", "resolve", "worry"):
            return -1 if tree.kid(i, "nsubj:pass") >= 0 else _relative(tree, i, tree.subject(i))
    return _relative(tree, i, _subject(tree, i))


def _subject(tree: Tree, i: int) -> int:
    """Return the subject; where the parser gives two, not the pronoun that opens a relative clause."""
    found = tree.by(i, "nsubj", "nsubj:pass", "nsubj:outer")
    if len(found) > 1:
        found = [k for k in found if tree.words[k] not in ("which", "that", "what", "whom")] or found
        return found[-1] if found[-1] < i else found[0]
    return found[0] if found else -1


def _relative(tree: Tree, i: int, subject: int) -> int:
    """Put the noun that a relative clause belongs to in the place of its "who"."""
    if (
        subject >= 0
        and tree.words[subject] in ("who", "which", "that")
        and tree.pos[subject] in ("PRON", "DET", "SCONJ")
    ):
        return tree.heads[i] if tree.deps[i].startswith("acl") else _clause_noun(tree, i)
    return subject


def _clause_noun(tree: Tree, i: int) -> int:
    for head in tree.ancestors(i):
        if tree.pos[head] in ("NOUN", "PROPN", "PRON"):
            return head
    return -1


def _next(tree: Tree, i: int) -> int:
    """Return the clause whose subject `i` shares, or -1."""
    dep, head = tree.deps[i], tree.heads[i]
    if head == i:
        return -1
    if dep == "acl":
        return head if tree.tags[i] != "VBN" and tree.pos[head] in ("NOUN", "PROPN", "PRON") else -1
    if dep in ("conj", "xcomp", "advcl", "acl:relcl", "parataxis", "ccomp") and tree.pos[head] in (
        "VERB",
        "AUX",
        "ADJ",
    ):
        return head if dep != "ccomp" or tree.tags[i] in ("VBG", "VB") else -1
    return head if dep in ("conj", "appos") else -1


def nominal_speaker(tree: Tree, i: int) -> int:
    """Return whose claim, threat or statement a noun is: "Moscow's warning", "a warning from Moscow"."""
    owner = tree.kid(i, "nmod:poss")
    if owner >= 0:
        return owner
    for case in _BY:
        for k in tree.by(i, "nmod", "obl", "obl:agent"):
            if tree.case(k) == case:
                return k
    for k in tree.by(i, "acl"):
        agent = tree.kid(k, "obl:agent", "obl")
        if tree.tags[k] == "VBN" and agent >= 0 and tree.case(agent) == "by":
            return agent
    owned = [k for k in tree.by(i, "amod", "compound") if tree.tags[k] in ("JJ", "NNP")]
    if owned and tree.doc[owned[0]].text[:1].isupper():
        return owned[0]
    return _issuer(tree, i) if tree.lemmas[i] not in _STATEMENTS or tree.deps[i] != "nsubj" else i


def _issuer(tree: Tree, i: int) -> int:
    """Return the subject of a verb whose object is the statement: "he made the announcement that"."""
    head = tree.heads[i]
    if tree.deps[i] in ("obj", "obl") and tree.pos[head] == "VERB":
        return speaker_of(tree, head)
    return -1


def _through_statement(tree: Tree, i: int) -> int:
    """Go from "a statement by the Kremlin" to the Kremlin; a bare "the statement" stays."""
    if tree.lemmas[i] not in _STATEMENTS:
        return i
    owner = tree.kid(i, "nmod:poss")
    if owner >= 0:
        return owner
    for k in tree.by(i, "nmod"):
        if tree.case(k) in ("by", "from"):
            return k
    return i


def addressee_of(tree: Tree, i: int) -> int:
    """Return the token of whom a verb of speech addresses, or -1."""
    found = tree.kid(i, "iobj")
    if found >= 0:
        return found
    told = tree.kid(i, "obj", "nsubj:pass")
    if told >= 0 and tree.lemmas[i] in _TOLD and tree.pos[told] in ("NOUN", "PROPN", "PRON"):
        return told
    for k in tree.by(i, "obl", "nmod"):
        if tree.case(k) in ("to", "on", "upon", "with") and (tree.case(k) == "to" or tree.lemmas[i] in ("call",)):
            return k
    return -1
