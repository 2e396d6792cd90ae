"""What the matcher did with a sentence: which patterns it tried, which one fired, and why the others did not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from demarche.reading.events.pattern import Constraint, Pattern


@dataclass(frozen=True, slots=True)
class Attempt:
    """One pattern tried on one word; `failed` is the first demand that did not hold, or "" where it fired."""

    token: Token
    rule: str
    type: str
    line: str
    failed: str


@dataclass(slots=True)
class Trace:
    """The attempts of one reading, and what became of the frames afterwards."""

    attempts: list[Attempt] = field(default_factory=list)
    notes: list[tuple[Token, str]] = field(default_factory=list)

    def tried(self, token: Token, pattern: Pattern, failed: Constraint | None) -> None:
        """Note a pattern that was tried."""
        why = "" if failed is None else described(failed)
        self.attempts.append(Attempt(token, pattern.rule, pattern.type or "no event", pattern.line, why))

    def note(self, token: Token, text: str) -> None:
        """Note what a later step did with a frame: merged, turned, dropped."""
        self.notes.append((token, text))


def described(constraint: Constraint) -> str:
    """Return a constraint in words: "no `on` with an actor"."""
    wanted = (
        "an actor" if "ACTOR" in constraint.specials else "one of " + ", ".join(sorted(constraint.words)[:4]) + ", …"
    )
    if constraint.sign == "+":
        return f"`{constraint.slot}` does not stand with it"
    if constraint.sign == "-":
        return f"it has a `{constraint.slot}`"
    if not constraint.words and not constraint.specials - {"ANY"}:
        return f"it has no `{constraint.slot}`"
    return f"its `{constraint.slot}` is not {wanted}"
