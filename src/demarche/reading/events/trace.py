"""The demands of patterns in words, for those who ask why one did not fire."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from demarche.reading.events.pattern import Constraint

_SLOTS = {
    "subj": "subject", "obj": "object", "iobj": "indirect object", "xcomp": "complement", "ccomp": "that-clause",
    "inf": "infinitive", "that": "that-clause", "poss": "possessor", "mod": "modifier", "pl": "plural",
}  # fmt: skip
_MOST_WORDS = 4


def described(constraint: Constraint) -> str:
    """
    Return what is amiss where a constraint does not hold.

    Examples
    --------
    >>> from demarche.reading.events.pattern import Constraint
    >>> described(Constraint("obj", "", frozenset({"deal", "accord"}), frozenset(), 7))
    'its object is not accord or deal'
    >>> described(Constraint("with", "-", frozenset(), frozenset({"ANY"}), 1))
    "it has a 'with'"
    """
    slot = _SLOTS.get(constraint.slot, f"'{constraint.slot.replace('_', ' ')}'")
    wanted = _wanted(constraint)
    if constraint.slot == "pl":
        return "it is no plural"
    if constraint.sign == "+":
        return f"'{constraint.slot}' does not stand with it"
    if constraint.sign == "-":
        return f"its {slot} is {wanted}" if wanted else f"it has {'an' if slot[0] in 'aeiou' else 'a'} {slot}"
    if not wanted:
        return f"it has no {slot}"
    return f"no {slot} that is {wanted}" if constraint.slot not in _SLOTS else f"its {slot} is not {wanted}"


def _wanted(constraint: Constraint) -> str:
    """Return what a constraint asks the slot to be; "" for anything at all."""
    words = sorted(constraint.words)
    parts = words[:_MOST_WORDS] + (["the like"] if len(words) > _MOST_WORDS else [])
    parts += ["an actor"] if "ACTOR" in constraint.specials else []
    parts += ["a person"] if "PERSON" in constraint.specials else []
    return ", ".join(parts[:-1]) + " or " + parts[-1] if len(parts) > 1 else "".join(parts)
