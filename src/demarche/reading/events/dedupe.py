"""One event, told once in a sentence, is one entry: nested and repeated namings are joined."""

from __future__ import annotations

from collections.abc import Callable

from demarche.reading.events.pattern import EventFrame
from demarche.reading.events.tree import Tree

Parties = tuple[frozenset[str], frozenset[str]]
_DEEDS = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SANCTION"})  # of which a sentence tells one by one
ORDER_FREE = frozenset({"CONSULT", "AGREE", "COOPERATE"})


def joined(
    frames: list[EventFrame],
    tree: Tree,
    parties: Callable[[EventFrame], Parties],
    dated: Callable[[EventFrame], object],
) -> list[EventFrame]:
    """
    Return a sentence's frames without the ones that name an event again.

    Two frames of one type are one event where their parties agree (or one names fewer) and one stands inside the
    other's clause, unless both have dates of their own that differ. Two verbs of hostile deeds are two deeds: "killed a
    hostage after kidnapping him".

    Parameters
    ----------
    frames : list of EventFrame
        The coded frames of one sentence, in the order of the text.
    tree : Tree
    parties : callable
        Returns the countries (or names) of a frame's sources and of its targets.
    dated : callable
        Returns a frame's own date, or None.
    """
    kept: list[EventFrame] = []
    for frame in frames:
        twin = next((one for one in kept if one.type == frame.type and _is_one(one, frame, tree, parties, dated)), None)
        if twin is None:
            kept.append(frame)
            continue
        better, worse = (twin, frame) if _rank(twin) >= _rank(frame) else (frame, twin)
        better.names.extend((worse.at, *worse.names))
        better.sources = better.sources or worse.sources
        better.targets = better.targets or worse.targets
        kept[kept.index(twin)] = better
    return kept


def _rank(frame: EventFrame) -> tuple[int, bool, bool]:
    return (bool(frame.sources) + bool(frame.targets), not frame.noun, frame.anchor >= 0)


def _is_one(
    one: EventFrame,
    other: EventFrame,
    tree: Tree,
    parties: Callable[[EventFrame], Parties],
    dated: Callable[[EventFrame], object],
) -> bool:
    if _renames(other, one, tree):
        return True
    mine, yours = dated(one), dated(other)
    if mine is not None and yours is not None and mine != yours:
        return False
    if not _agree(parties(one), parties(other), one.type in ORDER_FREE):
        return False
    if one.clause == other.clause:
        return True
    if _is_inside(tree, other.at, one.clause) or _is_inside(tree, one.at, other.clause):
        return one.noun or other.noun or (one.type not in _DEEDS and (mine is None or yours is None))
    return False


def _agree(one: Parties, other: Parties, order_free: bool) -> bool:
    if order_free:
        mine, yours = one[0] | one[1], other[0] | other[1]
        return mine <= yours or yours <= mine
    return all(not a or not b or a <= b or b <= a for a, b in zip(one, other, strict=True))


def _is_inside(tree: Tree, i: int, clause: int) -> bool:
    """Tell whether `i` stands in a clause, and not in another that is coordinated with it."""
    for _ in range(200):
        if i == clause:
            return True
        if tree.heads[i] == i or (tree.deps[i] in ("conj", "parataxis") and tree.is_clause(i)):
            return False
        i = tree.heads[i]
    return False


def _renames(frame: EventFrame, other: EventFrame, tree: Tree) -> bool:
    """Tell whether an event noun only says again, in apposition, what a verb has told: "…, the biggest movement"."""
    return frame.noun and tree.deps[frame.at] == "appos" and tree.is_under(frame.at, other.clause)
