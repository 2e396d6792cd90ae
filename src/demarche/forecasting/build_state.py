"""The public state of the game at its start, by what had happened or stood by then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from demarche.forecasting.moves import Sides, is_full, matches
from demarche.forecasting.moves_acts import Act
from demarche.forecasting.moves_tables import load_moves
from demarche.forecasting.scenario import Reason
from demarche.ontology import spoken_name

# How far a finding must be believed for the state at the start to hang on it. A judgement: a grade of "doubtful" does,
# "improbable" does not.
_FLOOR = 0.2
# As far for force to have been ready: "possibly true" does. A judgement: readiness alone makes an attack likelier.
_SURE = 0.7


def happened(act: Act) -> bool:
    """Whether an act is a finding that is told as done."""
    return act.kind == "finding" and load_moves().status.get(act.status, 0.0) > 0


def state_at(acts: Iterable[Act], sides: Sides, start: dt.date) -> tuple[dict[str, str], tuple[Reason, ...]]:
    """
    Return the public state at the start, and why.

    Force that stands without a date, or was moved before the start, is massed, and so is force that has attacked since.
    What would make it ready for a full attack (reserves, field hospitals) no event tells of, so nothing starts poised
    but where a full attack is told of: the game knows none from another posture.
    Aid and threats on the target's behalf before the start are a pledge; the patron's force in the target's country
    before the start, or standing there, is a deployment.
    """
    massed: list[Act] = []
    attacks: list[Act] = []
    full = False
    support: dict[str, list[Act]] = {"pledged": [], "deployed": []}
    for act in acts:
        if not happened(act) or act.believed < _FLOOR:
            continue
        before = act.last is not None and act.last < start
        rows = {row.id for row in matches(act, sides, dated=act.last is not None)}
        if rows & {"challenger-stands-massed"} or (before and rows & {"challenger-masses"}):
            massed.append(act)
        if not before and "challenger-attacks" in rows:
            attacks.append(act)
            full |= act.believed >= _SURE and is_full(act)
        if before and rows & {"patron-aids", "patron-supports", "patron-threatens", "patron-moves-nearby"}:
            support["pledged"].append(act)
        if (before or act.last is None) and rows & {"patron-deploys"}:
            support["deployed"].append(act)
    level = next((name for name in ("deployed", "pledged") if support[name]), "none")
    posture = "poised" if full else "massed" if massed or attacks else "normal"
    initial = {"posture": posture, "support": level, "terms": "none"}
    reasons = []
    if full:
        reasons.append(_because("A full attack is told of, and force must be ready before it", attacks))
    elif massed:
        reasons.append(_because("Force stood massed against the target by then", massed))
    elif attacks:
        reasons.append(_because("Attacks are told of, and force must be massed before it can attack", attacks))
    if level != "none":
        reasons.append(_because(f"Support to the target was {level} by then", support[level]))
    return initial, tuple(reasons)


def _because(words: str, acts: list[Act]) -> Reason:
    who = sorted({spoken_name(code) for act in acts for code in act.sources})
    return Reason(f"{words} ({', '.join(who)}).", tuple(act.id for act in acts))
