"""Which rows of `data/moves.toml` a finding or statement matches, given who plays which role."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from demarche.forecasting.moves_acts import Act
from demarche.forecasting.moves_tables import MoveRow, StatementRow, load_moves

SIDES = ("challenger", "target", "patron", "mediator")
# Above this many deaths an attack is taken for a full one: the threshold of a war in [COW].
FULL_WAR_DEATHS = 1000.0
# Below this many troops it is taken for a limited one. A judgement: a division.
FULL_WAR_TROOPS = 10_000.0
_FULL_MODES = frozenset({"invade"})


@dataclass(frozen=True)
class Sides:
    """Actors by role, partners included; whoever is none of these is an "other"."""

    members: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, roles: Mapping[str, str], partners: Mapping[str, tuple[str, ...]]) -> Sides:
        """Return the sides of a scenario."""
        return cls({role: frozenset({actor, *partners.get(role, ())}) for role, actor in roles.items()})

    def role_of(self, code: str) -> str:
        """Return the role for which an actor acts, "other" where none."""
        return next((role for role in SIDES if code in self.members.get(role, ())), "other")

    def roles(self, codes: tuple[str, ...]) -> frozenset[str]:
        """Return the roles of several actors; "none" where there is none of them."""
        found = {self.role_of(code) for code in codes} or {"none"}
        return frozenset(found | ({"both"} if found >= {"challenger", "target"} else set()))


def matches(act: Act, sides: Sides, *, dated: bool) -> Iterator[MoveRow]:
    """Yield the rows that a finding matches."""
    if act.kind != "finding":
        return
    by = sides.roles(act.sources)
    # One that is on both sides of an act ("India and China agreed") is no target of its own act, unless all are.
    others = tuple(code for code in act.targets if code not in act.sources)
    to = by if act.targets and not others and len(act.sources) > 1 else sides.roles(others)
    place = sides.role_of(act.place) if act.place else "none"
    for row in load_moves().row:
        kind_fits = act.type in row.types and _mode_fits(row, act.mode) and row.dated in {None, dated}
        if kind_fits and _parties_fit(row, by, to, place, act):
            yield row


def _mode_fits(row: MoveRow, mode: str) -> bool:
    return (not row.modes or mode in row.modes) and mode not in row.not_modes


def _parties_fit(row: MoveRow, by: frozenset[str], to: frozenset[str], place: str, act: Act) -> bool:
    if not set(row.parties) <= by | to or row.there not in {None, place == "target"}:
        return False
    if "both" in row.by:
        return "both" in by
    if not by & set(row.by) or ("both" in by and act.type in {"AGREE", "RETREAT"}):
        return False
    if "both" in row.to:
        return "both" in to and not by & {"challenger", "target"}
    if act.type == "MOBILIZE" and row.there is None:
        # Whom it is against goes before whom else it touches: a row for bystanders is for force against nobody here.
        at = to | ({"target"} if place == "target" else set())
        return "target" in row.to if "target" in at else bool(at & set(row.to))
    return bool(to & set(row.to))


def says(act: Act, sides: Sides) -> Iterator[StatementRow]:
    """Yield the rows of types that a statement matches, or a finding that is one (a threat, a demand, a refusal)."""
    by, to = sides.roles(act.sources), sides.roles(act.targets)
    stance = act.mode if act.kind == "statement" else ""
    about = act.about.casefold()
    for row in load_moves().statement:
        if act.type not in row.kinds or row.by not in by or (row.stances and stance not in row.stances):
            continue
        if row.about and not to & set(row.about):
            continue
        if row.words and not any(word in about for word in row.words):
            continue
        if any(word in about for word in row.not_words):
            continue
        yield row


def is_full(act: Act) -> bool:
    """Whether an attack is told of that is rather a full one, by its mode or numbers."""
    shares = attacks(act)
    return shares.get("challenge: full attack", 0.0) > shares.get("challenge: limited attack", 0.0)


def attacks(act: Act) -> dict[str, float]:
    """Return how often an attack of either size would be told of so, by the numbers and the mode that are told."""
    number = act.magnitude
    size = (number.high or number.low) if number else None
    limited, full = "challenge: limited attack", "challenge: full attack"
    if act.mode in _FULL_MODES:
        return {full: 0.8, limited: 0.5}
    if number and size is not None and number.kind == "deaths":
        return {full: 1.0} if size >= FULL_WAR_DEATHS else {limited: 1.0, full: 0.2}
    if number and size is not None and number.kind in {"troops", "people"}:
        return {full: 1.0, limited: 0.3} if size >= FULL_WAR_TROOPS else {limited: 1.0, full: 0.3}
    return {limited: 0.7, full: 0.4}
