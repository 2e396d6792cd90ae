"""
Quotations: which token ranges stand between quotation marks.

Marks of all kinds are paired (“ ” " `` '' « » „ ‘ ’). A quotation that runs over paragraphs opens each paragraph
anew and closes once: an opening mark inside an open quotation continues it.
"""

from __future__ import annotations

from typing import Final

from demarche.reading.clauses.tree import Tree

_OPENING: Final = {"“": "”", "``": "''", "«": "»", "„": "“", "‘": "’", "‹": "›", "`": "'"}
_CLOSING: Final = frozenset({"”", "''", "»", "’", "›"})
_STRAIGHT: Final = frozenset({'"', "'", "''"})
MARKS: Final = frozenset(_OPENING) | _CLOSING | _STRAIGHT | {"“"}
_LONGEST_TOKENS: Final = 600  # an unclosed mark is given up after about a page


def find_quotations(tree: Tree) -> list[tuple[int, int]]:
    """Return the token ranges inside quotation marks, the marks left out, in order."""
    found: list[tuple[int, int]] = []
    start, closer = -1, ""
    for i, word in enumerate(tree.words):
        if word not in MARKS:
            continue
        if word == "`" and i + 1 < len(tree) and tree.words[i + 1] == "`":
            start, closer = (i + 2, "''") if start < 0 else (start, closer)
            continue
        if word == "`" and start == i + 1:
            continue
        if start >= 0 and i - start > _LONGEST_TOKENS:
            start = -1
        if start < 0:
            start, closer = _open(tree, i, word)
        elif _closes(tree, i, word, closer):
            if i > start:
                found.append((start, i))
            start = -1
        elif _breaks_paragraph(tree, start, i) and word in (*_OPENING, '"'):
            found.append((start, i))
            start = i + 1
    return found


def _open(tree: Tree, i: int, word: str) -> tuple[int, str]:
    if word in _OPENING and not (word == "‘" and tree.pos[i] == "PART"):
        return i + 1, _OPENING[word]
    if word == '"' or (word in ("'", "''") and _free_standing(tree, i)):
        return i + 1, word
    return -1, ""


def _free_standing(tree: Tree, i: int) -> bool:
    """Say whether a single straight mark opens a quotation: a gap before it, none after it."""
    before = i == 0 or bool(tree.doc[i - 1].whitespace_) or tree.words[i - 1].isspace()
    return before and not tree.doc[i].whitespace_ and tree.pos[i] != "PART"


def _closes(tree: Tree, i: int, word: str, closer: str) -> bool:
    if word != closer and not (closer in ("''", '"', "”") and word in ("''", '"', "”")):
        return False
    if word in ("'", "’") and i and not tree.doc[i - 1].whitespace_ and tree.pos[i] == "PART":
        return False
    return not (word == '"' and _reopens(tree, i))


def _reopens(tree: Tree, i: int) -> bool:
    """Say whether a straight mark begins a paragraph or follows a blank and leans on the next word."""
    gap = i > 0 and (bool(tree.doc[i - 1].whitespace_) or tree.words[i - 1].isspace())
    return gap and not tree.doc[i].whitespace_ and i + 1 < len(tree) and not tree.words[i + 1].isspace()


def _breaks_paragraph(tree: Tree, start: int, i: int) -> bool:
    """Say whether a mark that leans on the next word continues an open quotation in a new sentence."""
    return i > start and not tree.doc[i].whitespace_
