"""What a line of the lexicon becomes: a pattern, its constraints, and the frame that it gives where it matches."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from demarche.record import Modality

WordClass = Literal["verb", "noun"]
Effect = Literal[
    "do", "begin", "plan", "undergo", "halt", "fail", "occur", "refuse", "agree", "promise", "threaten", "request",
    "prevent", "allege", "condemn",
]  # fmt: skip
EFFECTS: frozenset[str] = frozenset(Effect.__args__)  # type: ignore[attr-defined]
# Slots that hold one kind of dependent; every other slot name is a preposition, with its words joined by "_".
SLOTS = frozenset({"subj", "obj", "iobj", "xcomp", "ccomp", "poss", "mod", "comp", "that", "inf", "pl", "roles"})
WORD, ABSENT = "+", "-"


@dataclass(frozen=True, slots=True)
class Constraint:
    """
    One demand of a frame: `obj=@troops`, `-obj`, `+down`, `with=@actor`.

    Parameters
    ----------
    slot : str
        A name of `SLOTS`, a preposition, or the bare word that `+` asks for.
    sign : str
        "" (must hold), "-" (must not), "+" (this word stands among the dependents).
    words : frozenset of str
        Lemmas one of which must head the slot; classes are spelled out; empty for any.
    specials : frozenset of str
        Of ACTOR (an actor of the cast, or the like of one), PERSON (a personal name), ANY.
    weight : int
        What the constraint adds to a pattern's specificity.
    written : str
        As it stands in the table.
    """

    slot: str
    sign: str
    words: frozenset[str]
    specials: frozenset[str]
    weight: int
    written: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A verb or event noun with a frame, and the event that it codes; `type` is None for an idiom that is no event."""

    rule: str
    lemma: str
    word_class: WordClass
    constraints: tuple[Constraint, ...]
    type: str | None
    mode: str | None
    cameo: str
    context: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    weight: int
    line: str
    needs: int = 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """Type, mode and CAMEO code that an event turns into."""

    type: str
    mode: str | None
    cameo: str


@dataclass(frozen=True, slots=True)
class TypeDefaults:
    """What a type does unless a pattern says otherwise: line for line the fields of `types.toml`."""

    context: str
    mutual: bool
    targets: tuple[str, ...]
    outcomes: dict[str, Outcome]


@dataclass(slots=True)
class EventFrame:
    """
    An event that a word of the text names, whatever its modality.

    Parameters
    ----------
    doc : Doc
        The report's parse.
    at : int
        Index of the predicate: the verb or noun in whose clause the event is told.
    type, mode, cameo, context, rule
        As in `demarche.record.Event`.
    sources, targets : list of int
        Heads of the phrases that fill the roles; the cast says which actors they are.
    mutual : bool
        Both sides act on each other ("A and B met").
    names : list of int
        Other words that name the same event: the noun of a light verb, the verb that turned it.
    turned : bool
        The negation is used up: "did not agree" has become REJECT.
    coded : bool
        False where the word names an event that another frame tells, or that is not coded on its own.
    noun : bool
        The predicate is a noun, which takes part `needs` actors of its own to be coded where no verb tells it.
    anchor : int
        The verb in whose clause the event is told, where that is not the predicate itself; else -1.
    forced : Modality, optional
        What the construction says of the event, whatever the clause's own modality: "accused X of bombing".
    """

    doc: Doc
    at: int
    type: str
    mode: str | None
    cameo: str
    context: str
    rule: str
    sources: list[int] = field(default_factory=list)
    targets: list[int] = field(default_factory=list)
    mutual: bool = False
    names: list[int] = field(default_factory=list)
    turned: bool = False
    coded: bool = True
    noun: bool = False
    needs: int = 1
    anchor: int = -1
    forced: Modality | None = None

    @property
    def clause(self) -> int:
        """The word in whose clause the event is told: its verb, or the noun itself."""
        return self.anchor if self.anchor >= 0 else self.at

    @property
    def token(self) -> Token:
        """The predicate."""
        return self.doc[self.at]

    @property
    def predicate(self) -> str:
        """The lemma of the predicate."""
        return self.doc[self.at].lemma_

    @property
    def source_tokens(self) -> tuple[Token, ...]:
        """Heads of the phrases that act."""
        return tuple(self.doc[i] for i in self.sources)

    @property
    def target_tokens(self) -> tuple[Token, ...]:
        """Heads of the phrases that are acted on."""
        return tuple(self.doc[i] for i in self.targets)

    def copy(self) -> EventFrame:
        """Return a frame like this one whose roles can be changed apart from it."""
        return replace(self, sources=list(self.sources), targets=list(self.targets), names=list(self.names))

    def imagine(self, types: frozenset[str]) -> None:
        """Keep an act of these types, which a clause names without saying that it happened, as possible; or drop it."""
        self.coded = self.coded and self.type in types
        self.forced = "possible" if self.coded else self.forced

    def turn(self, outcome: Outcome, rule: str) -> None:
        """Make it another event: what it becomes when it is halted, refused, promised or threatened."""
        self.type, self.mode, self.cameo, self.rule = outcome.type, outcome.mode, outcome.cameo, rule
        self.mutual = False
