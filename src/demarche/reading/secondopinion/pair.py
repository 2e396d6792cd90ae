"""One source and one target in a parsed sentence: which words are theirs, and the path between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

_DEEPEST = 30
_WITHIN = frozenset({"det", "amod", "compound", "flat", "nummod", "nmod", "nmod:poss", "nmod:desc", "nmod:unmarked",
                     "fixed", "advmod", "goeswith"})  # fmt: skip


class TreeLike(Protocol):
    """What is asked of a parse: its columns by token, as `demarche.reading.events` holds them."""

    lemmas: list[str]
    pos: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    kids: list[list[int]]


@dataclass(frozen=True, slots=True)
class Pair:
    """
    A source and a target in the sentence of tokens [start, end).

    `source_head` and `target_head` are -1 where there is none; `climb` and `descent` lead from each head to `top`, the
    lowest word that governs both; `path` is the words between, the marked ones left out.
    """

    start: int
    end: int
    source: frozenset[int]
    target: frozenset[int]
    source_head: int
    target_head: int
    top: int
    climb: tuple[int, ...]
    descent: tuple[int, ...]
    path: tuple[int, ...]

    def is_marked(self, i: int) -> bool:
        """Tell whether a token is the source's or the target's."""
        return i in self.source or i in self.target


def make_pair(tree: TreeLike, bounds: tuple[int, int], source: Sequence[int], target: Sequence[int]) -> Pair:
    """Return the pair of two phrases, each the tokens of it in order; one of them may be empty."""
    heads = [_head(tree, phrase) for phrase in (source, target)]
    ups = [ancestors(tree, head) if head >= 0 else () for head in heads]
    shared = set(ups[1])
    top = next((i for i in ups[0] if i in shared), (ups[0] or ups[1] or (bounds[0],))[-1])
    climb, descent = (up[: up.index(top) + 1] if top in up else up for up in ups)
    marked = {*source, *target}
    path = tuple(dict.fromkeys(i for i in (*climb, *reversed(descent)) if i not in marked))
    return Pair(
        *bounds, frozenset(source), frozenset(target), heads[0], heads[1], top, climb, descent, path
    )  # fmt: skip


def ancestors(tree: TreeLike, i: int) -> tuple[int, ...]:
    """Return a token and all that govern it, up to the root."""
    found = [i]
    while tree.heads[found[-1]] != found[-1] and len(found) < _DEEPEST:
        found.append(tree.heads[found[-1]])
    return tuple(found)


def phrase_of(tree: TreeLike, head: int) -> list[int]:
    """Return the tokens of the noun phrase at a head, without clauses, coordination and the preposition before it."""
    found, waiting = [head], [(k, tree.deps[k] in _WITHIN) for k in tree.kids[head]]
    while waiting:
        i, belongs = waiting.pop()
        if belongs and abs(i - head) <= _DEEPEST:
            found.append(i)
            waiting.extend((k, tree.deps[k] in _WITHIN or tree.deps[k] == "case") for k in tree.kids[i])
    return sorted(found)


def _head(tree: TreeLike, phrase: Sequence[int]) -> int:
    inside = set(phrase)
    own = (i for i in phrase if tree.heads[i] not in inside or tree.heads[i] == i)
    return next(own, phrase[0] if phrase else -1)
