"""The demands of patterns in words, for those who ask why one did not fire."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from demarche.reading.events.pattern import Constraint

_SLOTS = {
    "subj": "subject", "obj": "object", "iobj": "indirect object", "xcomp": "complement", "ccomp": "that-clause",
    "inf": "infinitive", "that": "that-clause", "poss": "possessor", "mod": "modifier", "pl": "plural",
}  # fmt: skip


def described(constraint: Constraint) -> str:
    """
    Return what is amiss where a constraint does not hold.

    Examples
    --------
    >>> from demarche.reading.events.pattern import Constraint
    >>> described(Constraint("obj", "", frozenset({"deal", "accord"}), frozenset(), 7, "obj=@deal"))
    'its object is not of @deal'
    >>> described(Constraint("with", "-", frozenset(), frozenset({"ANY"}), 1, "-with"))
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
    return f"it has no {slot} that is {wanted}" if constraint.slot not in _SLOTS else f"its {slot} is not {wanted}"


def _wanted(constraint: Constraint) -> str:
    """Return what a constraint asks the slot to be, as its table writes it; "" for anything at all."""
    names = constraint.written.partition("=")[2].split("/") if "=" in constraint.written else []
    parts = [_named(name) for name in names if name.lower() != "@any"]
    return ", ".join(parts[:-1]) + " or " + parts[-1] if len(parts) > 1 else "".join(parts)


def _named(name: str) -> str:
    special = {"@actor": "an actor", "@person": "a person"}.get(name.lower())
    return special or (f"of {name}" if name.startswith("@") else f"'{name}'")
