"""
What only looks said by somebody: clauses that the parser hangs into indirect speech, and that the author adds.

"Qatar said it would not bow, three days after its neighbours cut ties": nobody but the author tells of the ties. "Said
it regretted the move, accusing …": whoever speaks accuses by speaking.
"""

from __future__ import annotations

from typing import Final

from demarche.reading.clauses.entries import entry_of
from demarche.reading.clauses.tables import Tables
from demarche.reading.clauses.tree import Tree

_MARKS: Final = frozenset({"as", "after", "though", "although", "while"})
_QUOTES: Final = frozenset({'"', "\u201c", "\u201d", "``", "''"})
_SPOKEN: Final = frozenset(
    {
        "accuse", "appeal", "ask", "beg", "blame", "call", "caution", "charge", "condemn", "criticise", "criticize",
        "demand", "denounce", "deplore", "dismiss", "hail", "implore", "insist", "invite", "order", "pledge", "praise",
        "promise", "reaffirm", "reiterate", "reject", "renew", "repeat", "request", "rule", "thank", "threaten", "urge",
        "vow", "warn", "welcome",
    }
)  # fmt: skip
_ROUSED: Final = frozenset(
    {"draw", "prompt", "spark", "trigger", "provoke", "infuriate", "anger", "enrage", "rattle", "alarm", "spur"}
)
_DEEPEST: Final = 12


def is_act_of_speech(tree: Tree, i: int) -> bool:
    """Say whether a verb is done by speaking: "accused", "renewed a demand"."""
    return tree.pos[i] == "VERB" and tree.lemmas[i] in _SPOKEN


def teller_of(tree: Tree, i: int, tables: Tables) -> int:
    """Return the verb of speech whose speaker does what a participle after what was said tells, or -1."""
    if tree.deps[i] != "advcl" or tree.tags[i] != "VBG" or not tree.heads[i] < i or not _follows_a_comma(tree, i):
        return -1
    if tree.lemmas[i] not in _SPOKEN and tree.lemmas[i] not in _ROUSED:
        return -1
    if any(tree.deps[k] in ("mark", "case") for k in tree.kids[i]):
        return -1
    return _speech_over(tree, i, tables)


def breaks_off(tree: Tree, i: int, tables: Tables) -> bool:
    """Say whether a clause after a comma tells, in its own tense, of what the author knows: ", as rockets fell"."""
    if not tree.deps[i].startswith(("advcl", "conj", "ccomp")) or not tree.heads[i] < i or not _is_told(tree, i):
        return False
    marks = [k for k in tree.kids[i] if k < i and tree.words[k] in _MARKS and tree.deps[k] in ("mark", "cc", "advmod")]
    subject = tree.subject(i)
    if not marks or subject < 0 or tree.pos[subject] == "PRON" or not _follows_a_comma(tree, i):
        return False
    if tree.deps[i].startswith("ccomp"):
        return entry_of(tree, tree.heads[i], tables) is not None and tree.by(tree.heads[i], "ccomp")[0] < i
    return _speech_over(tree, i, tables) >= 0


def _is_told(tree: Tree, i: int) -> bool:
    """Say whether a clause stands in the past or the present perfect, which what is said in the past does not."""
    auxiliaries = tree.by(i, "aux", "aux:pass", "cop")
    if any(tree.tags[k] == "MD" or tree.words[k] == "had" for k in auxiliaries):
        return False
    perfect = any(tree.words[k] in ("has", "have") for k in auxiliaries)
    return perfect or tree.tags[i] == "VBD" or any(tree.tags[k] == "VBD" for k in auxiliaries)


def _follows_a_comma(tree: Tree, i: int) -> bool:
    start = tree.range(i)[0]
    return start > 0 and "," in tree.words[start - 1 : start + 1]


def _speech_over(tree: Tree, clause: int, tables: Tables) -> int:
    """Return the verb of speech before a clause into whose indirect speech the parser hung it, or -1."""
    i = tree.heads[clause]
    for _ in range(_DEEPEST):
        host = tree.heads[i]
        if host == i or not tree.deps[i].startswith(("ccomp", "xcomp", "conj", "advcl")):
            return -1
        entry = entry_of(tree, host, tables) if tree.deps[i] == "ccomp" else None
        if entry is not None and entry.voice in ("says", "announces"):
            quoted = sum(word in _QUOTES for word in tree.words[host:clause]) % 2
            return host if host < i and tree.tags[host] in ("VBD", "VBZ") and not quoted else -1
        i = host
    return -1
