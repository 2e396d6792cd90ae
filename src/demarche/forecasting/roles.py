"""
Who plays which role: bids for challenger and target together, then for patron and mediator, from the record alone.

Every act counts by `data/roles.toml`. A pair that the record cannot tell from another, or for which too little speaks,
is not filled: `cast_roles` says so and why.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from demarche.forecasting.moves_acts import Act, acts_of
from demarche.forecasting.moves_tables import load_roles
from demarche.forecasting.roles_bids import Bid, Scores
from demarche.forecasting.scenario import NoScenario, RoleBid
from demarche.ontology import spoken_name
from demarche.record import Record

ROLES = ("challenger", "patron", "target", "mediator")
_MOST_BIDS = 3
_UNJUDGED = 6


class Casting(NamedTuple):
    """Who plays what: `roles` with the role's own name where nobody was found, partners, all bids, and warnings."""

    roles: dict[str, str]
    partners: dict[str, tuple[str, ...]]
    bids: tuple[RoleBid, ...]
    warnings: tuple[str, ...]


def cast_roles(record: Record, as_of: dt.date) -> Casting | NoScenario:
    """Return who plays which role on a date by the record, or why that cannot be told."""
    scores = Scores(acts_of(record, as_of))
    ranked = scores.pairs()
    refusal = _refusal(scores, ranked)
    if refusal is not None:
        return refusal
    challenger, target = ranked[0].pair
    floors = load_roles().floors
    patrons = scores.patrons(challenger, target)
    patron = next((bid.pair[0] for bid in patrons if bid.score >= floors["patron"]), "patron")
    talkers = [bid for bid in scores.mediators(challenger, target) if bid.pair[0] != patron]
    mediator = next((bid.pair[0] for bid in talkers if bid.score >= floors["mediator"]), "mediator")
    roles = {"challenger": challenger, "patron": patron, "target": target, "mediator": mediator}
    around = surroundings(scores, roles)
    return around._replace(
        warnings=(*gaps(roles), *_rivals(ranked, scores.helpers(challenger, target)), *around.warnings)
    )


def surroundings(scores: Scores, roles: dict[str, str]) -> Casting:
    """Return what the record says around given roles: partners, and bids for every role."""
    challenger, target = roles["challenger"], roles["target"]
    floor, taken = load_roles().floors["partner"], set(roles.values())
    patrons, talkers = scores.patrons(challenger, target), scores.mediators(challenger, target)
    allies = [bid.pair[0] for bid in patrons if bid.score >= floor] if roles["patron"] != "patron" else []
    sides = {"patron": allies, "challenger": scores.helpers(challenger, target)}
    partners = {role: tuple(code for code in them if code not in taken) for role, them in sides.items()}
    talkers = [bid for bid in talkers if bid.pair[0] != roles["patron"]]
    bids = (*_pair_bids(scores.pairs()), *_bids("patron", patrons), *_bids("mediator", talkers))
    return Casting(roles, {role: them for role, them in partners.items() if them}, bids, ())


def _refusal(scores: Scores, ranked: Sequence[Bid]) -> NoScenario | None:
    table, bids = load_roles(), _pair_bids(ranked)
    inner = scores.inner()
    best = ranked[0] if ranked else None
    if inner is not None and inner.score >= table.floors["inner"] * max(best.score if best else 0.0, 0.1):
        reason = f"Most of the violence told of is inside {spoken_name(inner.pair[0])}: the game is one between states."
        return NoScenario(reason, ("challenger", "target"), bids)
    if best is None or best.score < table.floors["pair"]:
        return NoScenario(_little_words(best), ("challenger", "target"), bids)
    dyads = scores.dyads(ranked)
    allies = scores.helpers(*best.pair)
    for rival in sorted(ranked[1:], key=lambda bid: bid.pair != best.pair[::-1]):
        if rival.pair[1] == best.pair[1] and rival.pair[0] in allies:
            continue  # they act together: one crisis
        back = rival.pair == best.pair[::-1]
        its, ours = (rival.score, best.score) if back else (dyads[rival.pair], dyads[best.pair])
        if its >= table.tie * ours:
            return NoScenario(_tie_words(best, rival, f"({ours:.1f} to {its:.1f})"), ("challenger", "target"), bids)
    return None


def _little_words(best: Bid | None) -> str:
    reason = "The record has too little of one state that coerces, threatens or demands of another"
    if best is None or best.score <= 0:
        return f"{reason}."
    told = (
        f"the most is {pair_words(best)}, of weight {best.score:.1f} where {load_roles().floors['pair']:.1f} is wanted"
    )
    unjudged = all(act.grade == _UNJUDGED for _, act in best.acts if act.kind == "finding")
    mend = " Its sources cannot be judged; a file that grades them (--sources) would help." if unjudged else ""
    return f"{reason}: {told}.{mend}"


def _tie_words(best: Bid, rival: Bid, scores: str) -> str:
    if rival.pair == best.pair[::-1]:
        one, other = (spoken_name(code) for code in best.pair)
        return f"The record cannot tell who coerces whom, {one} or {other}: as much speaks for either {scores}."
    both = f"{pair_words(best)} and {pair_words(rival)}"
    return f"The record cannot tell which crisis is meant: as much speaks for {both} {scores}."


def pair_words(bid: Bid) -> str:
    """Return a pair in words: "Russia against Ukraine"."""
    return f"{spoken_name(bid.pair[0])} against {spoken_name(bid.pair[1])}"


def _pair_bids(ranked: Sequence[Bid]) -> tuple[RoleBid, ...]:
    bids: list[RoleBid] = []
    for bid in ranked[:_MOST_BIDS]:
        reasons = bid.reasons()
        bids.append(RoleBid("challenger", bid.pair[0], round(bid.score, 3), reasons))
        bids.append(RoleBid("target", bid.pair[1], round(bid.score, 3), reasons))
    return tuple(bids)


def _bids(role: str, bids: Iterable[Bid]) -> tuple[RoleBid, ...]:
    kept = [bid for bid in bids if bid.score > 0][:_MOST_BIDS]
    return tuple(RoleBid(role, bid.pair[0], round(bid.score, 3), bid.reasons()) for bid in kept)


def gaps(roles: dict[str, str]) -> list[str]:
    """Return a warning for each role that has no actor."""
    notes = []
    if roles["patron"] == "patron":
        whose = spoken_name(roles["target"])
        notes.append(f"Nothing in the reports speaks for a patron of {whose}; the game has one without a name.")
    if roles["mediator"] == "mediator":
        notes.append("Nobody in the reports talks with both sides; the game has a mediator without a name.")
    return notes


def _rivals(ranked: Sequence[Bid], allies: Sequence[str]) -> list[str]:
    best = ranked[0]
    apart = [bid for bid in ranked[1:] if bid.pair[1] != best.pair[1] or bid.pair[0] not in allies]
    others = [bid for bid in apart if bid.score >= 0.5 * best.score]
    return [
        f"The reports also tell of {pair_words(bid)} (weight {bid.score:.1f}, here {best.score:.1f})." for bid in others
    ]


def actors_of(acts: Iterable[Act]) -> frozenset[str]:
    """Return every country and body that acts, speaks, is acted on or has something happen on its soil."""
    found: set[str] = set()
    for act in acts:
        found.update(act.sources, act.targets, act.inner, [act.place] if act.place else [])
    return frozenset(found)
