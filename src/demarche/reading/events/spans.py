"""The range of text that tells an event: its clause, without the clauses of other events that are joined to it."""

from __future__ import annotations

from demarche.reading.events.pattern import EventFrame
from demarche.reading.events.tree import VERBAL, Tree
from demarche.record import Span

_LEFT_OUT = frozenset({"parataxis", "discourse", "list", "vocative"})
_CLIMB = 3  # clauses from an infinitive up to its subject; more is another sentence's worth of text
_EDGES = frozenset({"punct", "cc", "mark", "dep", ""})


def event_span(frame: EventFrame, tree: Tree) -> Span:
    """Return the half-open range, in code points, from the first to the last token of the event's own clause."""
    kept = sorted(_kept(frame, tree))
    while len(kept) > 1 and tree.deps[kept[0]] in _EDGES and not tree.kids[kept[0]]:
        kept.pop(0)
    while len(kept) > 1 and tree.deps[kept[-1]] in _EDGES and not tree.kids[kept[-1]]:
        kept.pop()
    first, last = frame.doc[kept[0]], frame.doc[kept[-1]]
    return Span(first.idx, last.idx + len(last.text))


def _kept(frame: EventFrame, tree: Tree) -> set[int]:
    top = _top(frame, tree)
    found, stack = {top}, [top]
    while stack:
        here = stack.pop()
        for k in tree.kids[here]:
            if not (here == top and _is_joined(tree, k, frame)):
                found.add(k)
                stack.append(k)
    if frame.at not in found:
        found.add(frame.at)
    return found


def _top(frame: EventFrame, tree: Tree) -> int:
    """Climb from an infinitive to the clause that names who does it: "Egypt agreed", "said it would"."""
    top = frame.clause
    for _ in range(_CLIMB):
        if tree.deps[top] not in ("xcomp", "ccomp") or tree.pos[tree.heads[top]] not in ("VERB", "ADJ", "AUX"):
            break
        outside = [k for k in frame.sources if not tree.is_under(k, top)]
        own = [k for k in frame.sources if tree.heads[k] == top and tree.pos[k] == "PRON"]
        if not outside and not own:
            break
        top = tree.heads[top]
    return top


def _is_joined(tree: Tree, k: int, frame: EventFrame) -> bool:
    """Tell whether a dependent is a clause of its own beside the event's: a coordinated verb, a parenthesis."""
    if tree.deps[k] in _LEFT_OUT:
        return not tree.is_under(frame.at, k)
    return (
        tree.deps[k] == "conj"
        and (tree.pos[k] in VERBAL or tree.has(k, "cop", "nsubj"))
        and not tree.is_under(frame.at, k)
    )
