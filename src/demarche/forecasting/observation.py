"""
A record as evidence in the game: sightings of moves, states and types.

`observe` turns each finding and statement to sightings by `data/moves.toml`; `evidence_of` (observation_evidence) puts
them together. Nothing here hangs on the order of a record, and a copy adds nothing.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from demarche.forecasting.build_known import known_by
from demarche.forecasting.moves import Sides, attacks, matches, says
from demarche.forecasting.moves_acts import Act, acts_of
from demarche.forecasting.moves_tables import MoveRow, load_moves, loudness_of
from demarche.forecasting.scenario import Scenario
from demarche.forecasting.sighting import Sighting
from demarche.ontology import spoken_name
from demarche.record import Record

# A line of a table has room for so many characters of what was said.
_LONGEST_WORDS = 90
PLEDGE, ATTACK, SETTLED = "pledge", "attack", "challenge: accept terms"


class _Placed(NamedTuple):
    act: Act
    row: MoveRow
    period: int
    date: dt.date
    dated: bool


def observe(record: Record, scenario: Scenario) -> tuple[Sighting, ...]:
    """
    Return what the record lets one see of the game, by period, stage and item.

    An item published after the as-of date, or that happened before the start, is not seen; nor is one that speaks to
    no move, state or type. One item may speak to two moves.
    """
    sides = Sides.of(scenario.roles, scenario.partners)
    acts = acts_of(known_by(record, scenario.as_of), scenario.as_of)
    placed = [one for act in acts for one in _placed(act, sides, scenario)]
    settled = min((one.period for one in placed if SETTLED in one.row.means), default=None)
    pledged = min((one.period for one in placed if PLEDGE in one.row.means), default=None)
    fresh = pledged if scenario.initial.get("support", "none") == "none" else None
    seen = [each for one in placed for each in _sightings(one, sides, settled=settled, fresh=fresh)]
    echoed = {finding for act in acts for finding in act.echoes}
    seen += [each for act in acts if act.id not in echoed for each in _heard(act, sides, scenario)]
    return tuple(sorted(seen, key=lambda one: (one.period, one.kind, one.stage, one.move, one.variable, one.item)))


def _placed(act: Act, sides: Sides, scenario: Scenario) -> Iterator[_Placed]:
    if act.historical or act.kind != "finding" or not load_moves().status.get(act.status):
        return
    day = act.day(scenario.as_of)
    if act.first is not None and act.last is not None and act.last < scenario.start:
        return
    at = day or act.published
    period = period_of(at, scenario)
    if at is None or period is None:
        return
    for row in matches(act, sides, dated=day is not None):
        yield _Placed(act, row, period, at, day is not None)


def period_of(day: dt.date | None, scenario: Scenario) -> int | None:
    """Return the seen period in which a day lies; None before the start and after the as-of date."""
    if day is None or day < scenario.start or day > scenario.as_of:
        return None
    return min((day - scenario.start).days // scenario.step_days, scenario.periods_seen - 1)


def _sightings(one: _Placed, sides: Sides, *, settled: int | None, fresh: int | None) -> Iterator[Sighting]:
    r, why = strength(one.act, one.row, dated=one.dated, sides=sides)
    for means in one.row.means:
        for target, share in _meanings(one, means, settled, fresh).items():
            stage, _, move = target.partition(": ")
            variable, _, value = target.partition(" = ")
            if move:
                variable = value = ""
            else:
                stage = ""
            role, actor = _who(one.act, one.row.by, sides)
            weight = round(_shared(min(r, 1.0), share, stage, move), 6)
            told = f"{one.row.why}; {why}"
            yield Sighting(
                one.act.id, "finding", role, actor, one.period, one.date, stage, move, variable, value,
                weight, {}, words_of(one.act), f"{told[0].upper()}{told[1:]}.", one.row.id,
            )  # fmt: skip


def _shared(r: float, share: float, stage: str, move: str) -> float:
    """
    Return the strength at which a report speaks for a move that would be told of so in a share of cases.

    The share is of the likelihood, K**w − 1 = share (K**r − 1), not of the strength: a report that does not tell a raid
    from a war is as loud on there being an attack as any other.
    """
    loudness = loudness_of(stage, move)
    return r if share >= 1 else math.log1p(share * (loudness**r - 1.0)) / math.log(loudness)


def _meanings(one: _Placed, means: str, settled: int | None, fresh: int | None) -> Mapping[str, float]:
    """Return what a row means here, with the share of its weight."""
    if means == ATTACK:
        return attacks(one.act)
    if means == PLEDGE:
        return {"support: support": 1.0} if fresh == one.period else {"support = pledged": 1.0}
    if one.act.type == "RETREAT" and settled is not None and one.period >= settled and means != "support: stand by":
        return {SETTLED: 1.0} if one.period == settled else {}
    return {means: 1.0}


def strength(act: Act, row: MoveRow, *, dated: bool, sides: Sides) -> tuple[float, str]:
    """Return how strongly a finding speaks for what its row means, in [0, 1], and from what, in words."""
    table = load_moves()
    r = row.weight * act.believed * table.status[act.status]
    parts = [f"grade {act.grade} ({table.reasons[str(act.grade)]})"]
    if act.status != "happened":
        parts.append(act.status)
    if not dated:
        r *= table.undated
        parts.append("no week is told, so that of its report" if act.published else "undated")
    if on_rivals_word(act, sides):
        r *= table.rival
        parts.append("on the word of the other side alone")
    return min(max(r, 0.0), 1.0), ", ".join(parts)


def on_rivals_word(act: Act, sides: Sides) -> bool:
    """Whether only the other side says so: the target's side of the challenger, or the reverse."""
    camps = {"challenger": "challenger", "target": "target", "patron": "target"}
    by = {camps.get(sides.role_of(code)) for code in act.rivals} - {None}
    who = {camps.get(sides.role_of(code)) for code in act.sources} - {None}
    return bool(by and who and not by & who)


def _heard(act: Act, sides: Sides, scenario: Scenario) -> Iterator[Sighting]:
    if act.kind == "projection" or act.historical or act.status in {"denied", "planned", "possible"}:
        return
    day = act.day(scenario.as_of) or act.published
    period = period_of(day, scenario)
    if day is None or period is None:
        return
    for row in says(act, sides):
        actor = next(code for code in act.sources if sides.role_of(code) == row.by)
        factors = {kind: round(value**act.believed, 6) for kind, value in row.likelihoods.items()}
        why = f"{row.why[0].upper()}{row.why[1:]} ({row.source}); weight {act.believed:.2f} by its grade."
        yield Sighting(
            act.id, "statement" if act.kind == "statement" else "finding", row.by, actor, period, day,
            weight=round(act.believed, 6), type_likelihoods=factors, words=words_of(act), why=why, row=row.id,
        )  # fmt: skip


def _who(act: Act, by: Iterable[str], sides: Sides) -> tuple[str, str]:
    """Return the role and actor whose move it is: the row's first role among those who act."""
    wanted = [role for role in by if role != "both"] or ["challenger"]
    for role in wanted:
        for code in act.sources:
            if sides.role_of(code) == role:
                return role, code
    return wanted[0], act.sources[0] if act.sources else ""


def words_of(act: Act) -> str:
    """Return an act in a line: "Russia mobilises forces (Ukraine)", "France says: diplomacy still had a chance"."""
    who = " and ".join(spoken_name(code) for code in act.sources[:3]) or "someone"
    whom = [code for code in act.targets if code not in act.sources][:3]
    verb = load_moves().verbs.get(act.type, act.type.lower())
    if len(act.sources) > 1:
        verb = verb.replace("is ", "are ", 1) if verb.startswith("is ") else _plural(verb)
    tail = f" ({', '.join(spoken_name(code) for code in whom)})" if whom else ""
    if act.kind == "statement":
        tail = f": {shortened(act.about)}" if act.about else ""
    line = f"{who} {verb}{tail}"
    return line[0].upper() + line[1:]


def shortened(words: str) -> str:
    """Return the first words of a text, on one line, with an ellipsis where some are left out."""
    whole = " ".join(words.split())
    return whole if len(whole) <= _LONGEST_WORDS else f"{whole[:_LONGEST_WORDS].rsplit(' ', 1)[0]} …"


def _plural(verb: str) -> str:
    first, _, rest = verb.partition(" ")
    plain = first[:-3] + "y" if first.endswith("ies") else first[:-1] if first.endswith("s") else first
    return f"{plain} {rest}".strip()


def told_periods(record: Record, scenario: Scenario) -> int:
    """Return how many of the seen periods had begun when the last report came out: of later ones none can tell."""
    dates = [one.published for one in record.reports if one.published and one.published <= scenario.as_of]
    if not dates:
        return 0
    last = period_of(max(dates), scenario)
    return 0 if last is None else last + 1
