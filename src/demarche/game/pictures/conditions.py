"""Sets of public states in words: "when massed or poised and tabled"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

from demarche.game.labels import SEPARATOR

MOST_NAMED = 3


def split_states(states: Sequence[str]) -> list[tuple[str, ...]] | None:
    """Return each state's values of the variables; None where the names are not made of variables."""
    parts = [tuple(state.split(SEPARATOR)) for state in states]
    return parts if len({len(one) for one in parts}) == 1 and len(parts[0]) > 1 else None


def state_words(chosen: Iterable[int], states: Sequence[str]) -> str:
    """
    Say in which states something holds, "" where in all.

    Examples
    --------
    >>> states = ["calm · closed", "calm · open", "tense · closed", "tense · open"]
    >>> state_words([1, 3], states), state_words([0, 1, 2], states), state_words(range(4), states)
    ('open', 'not (tense and open)', '')
    """
    inside = set(chosen)
    outside = set(range(len(states))) - inside
    if not outside:
        return ""
    if words := _product_words(inside, states):
        return words
    if words := _product_words(outside, states):
        return f"not ({words})"
    if len(inside) <= MOST_NAMED:
        return "; ".join(states[one] for one in sorted(inside))
    return f"{len(inside)} of the {len(states)} states"


def _product_words(chosen: set[int], states: Sequence[str]) -> str:
    """Return the words for a set that is all combinations of some values; "" where it is not."""
    parts = split_states(states)
    if not chosen:
        return ""
    if parts is None:
        return " or ".join(states[one] for one in sorted(chosen)) if len(chosen) <= MOST_NAMED else ""
    everything = [_values(parts, at) for at in range(len(parts[0]))]
    inside = [parts[one] for one in sorted(chosen)]
    held = [_values(inside, at) for at in range(len(parts[0]))]
    known = set(parts)
    if {one for one in product(*held) if one in known} != set(inside):
        return ""
    limited = [" or ".join(mine) for mine, all_ in zip(held, everything, strict=True) if len(mine) < len(all_)]
    return " and ".join(limited)


def _values(parts: Sequence[tuple[str, ...]], at: int) -> list[str]:
    """Return a variable's values in order of appearance."""
    return list(dict.fromkeys(one[at] for one in parts))


def change_words(before: str, after: str) -> str:
    """
    Say how the state changes, "" where it stays.

    Examples
    --------
    >>> change_words("calm · closed", "tense · closed")
    'calm → tense'
    """
    if before == after:
        return ""
    parts = split_states([before, after])
    if parts is None:
        return f"{before} → {after}"
    return ", ".join(f"{old} → {new}" for old, new in zip(*parts, strict=True) if old != new)
