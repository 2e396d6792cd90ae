"""
From a record to a filled game: roles, calendar, state at the start, windows and deadlines, each with its reason.

1. Know: nothing that came out after the as-of date is used (`build_known`).
2. Cast: who plays which role (`roles`); where that cannot be told, there is no scenario, and it says why.
3. Date: weeks back from the as-of date to the first week in which a move was seen.
4. Begin: the state before that week, by what had happened or stood by then.
5. Bound: windows and deadlines from the reports' texts (`windows`).
6. Write: the spec that a person can read, change and pass back (`spec_file`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from demarche.forecasting.build_known import date_of, known_by
from demarche.forecasting.build_state import happened, state_at
from demarche.forecasting.moves import Sides, matches
from demarche.forecasting.moves_acts import Act, acts_of
from demarche.forecasting.roles import cast_roles
from demarche.forecasting.scenario import NoScenario, Scenario
from demarche.forecasting.spec_file import write_spec
from demarche.forecasting.windows import find_windows
from demarche.ontology import spoken_name
from demarche.record import Record

STEP_DAYS = 7
MOST_WEEKS_SEEN = 8


def build_scenario(record: Record, as_of: dt.date | None = None, *, horizon_weeks: int = 16) -> Scenario | NoScenario:
    """
    Fill the coercive crisis from a record.

    Parameters
    ----------
    record : Record
    as_of : date, optional
        Nothing that came out later is used. The record's own as-of date if not given, else the latest day of
        publication.
    horizon_weeks : int
        Weeks after the as-of date, at least 1.

    Returns
    -------
    Scenario or NoScenario
        With reasons that cite findings and statements; `NoScenario` where challenger or target cannot be told.
    """
    day = date_of(record, as_of)
    if day is None:
        return NoScenario("No report has a date of publication, so there is no day to forecast from.")
    known = known_by(record, day)  # 1
    if not known.reports:
        return NoScenario(f"No report was out by {day}.", ("challenger", "target"))
    cast = cast_roles(known, day)  # 2
    if isinstance(cast, NoScenario):
        return cast
    acts = acts_of(known, day)
    sides = Sides.of(cast.roles, cast.partners)
    weeks = weeks_seen(acts, sides, day)  # 3
    start = day + dt.timedelta(days=1 - STEP_DAYS * weeks)
    initial, reasons = state_at(acts, sides, start)  # 4
    found = find_windows(known, day, cast.roles, start)  # 5
    gaps = [
        *undated(record),
        *quiet_days(known, day),
        *earlier_attacks(acts, sides, start),
        *unarmed(acts, sides, cast.roles),
    ]
    gaps += strikes_of_target(acts, sides)
    scenario = Scenario(
        spec_text="",
        origin="record",
        as_of=day,
        start=start,
        step_days=STEP_DAYS,
        periods_seen=weeks,
        periods=weeks + max(horizon_weeks, 1),
        roles=cast.roles,
        partners=cast.partners,
        initial=initial,
        initial_reasons=reasons,
        bids=cast.bids,
        windows=found.windows,
        warnings=(*cast.warnings, *found.notes, *gaps),
    )
    return write_spec(scenario, known)  # 6


def weeks_seen(acts: Iterable[Act], sides: Sides, as_of: dt.date) -> int:
    """Return the weeks from the first dated move within eight before the as-of date, 1 to 8."""
    first = as_of
    earliest = as_of - dt.timedelta(days=STEP_DAYS * MOST_WEEKS_SEEN - 1)
    for act in acts:
        day = act.day(as_of)
        if day is None or day < earliest or act.historical or not happened(act):
            continue
        if any(matches(act, sides, dated=True)):
            first = min(first, day)
    return min(max((as_of - first).days // STEP_DAYS + 1, 1), MOST_WEEKS_SEEN)


def earlier_attacks(acts: Iterable[Act], sides: Sides, start: dt.date) -> list[str]:
    """Return a warning where the challenger attacked the target before the start: the game begins short of war."""
    days = [
        act.last
        for act in acts
        if act.last is not None and act.last < start and happened(act)
        if any(row.id == "challenger-attacks" for row in matches(act, sides, dated=True))
    ]
    if not days:
        return []
    return [f"The reports tell of an attack by {max(days)}, before the game begins ({start}): it begins short of war."]


def unarmed(acts: Iterable[Act], sides: Sides, roles: Mapping[str, str]) -> list[str]:
    """Return a warning where no force of the challenger is told of: the game takes it that it may come to that."""
    doers, others = sides.members["challenger"], sides.members["target"]
    armed = {"MOBILIZE", "ASSAULT", "COERCE"}
    mine = [act for act in acts if doers & {*act.sources} and act.type in armed and act.status != "denied"]
    if any(act.kind != "statement" and (others & {*act.targets, act.place} or not act.targets) for act in mine):
        return []
    who, whom = spoken_name(roles["challenger"]), spoken_name(roles["target"])
    return [f"The reports tell of no force that {who} moved or used against {whom}; the game takes it that it might."]


def strikes_of_target(acts: Iterable[Act], sides: Sides) -> list[str]:
    """Return a warning where the target attacked the challenger: the game knows no attack of its own by the target."""
    struck = [
        act
        for act in acts
        if act.type == "ASSAULT" and happened(act) and not act.historical
        if sides.members["target"] & {*act.sources} and sides.members["challenger"] & {*act.targets}
    ]
    if not struck:
        return []
    who = spoken_name(min(sides.members["target"] & {*struck[0].sources}))
    return [f"The reports tell of an attack by {who}; the game has none of the target's own, and leaves it out."]


def undated(record: Record) -> list[str]:
    """Return a warning where reports have no date of publication, so that a forecast cannot use them."""
    refused = sum(one.stage == "as-of" and one.reason.startswith("no date") for one in record.refused)
    count = sum(one.published is None for one in record.reports) + refused
    if not count:
        return []
    reports = "1 report has" if count == 1 else f"{count} reports have"
    return [f"{reports} no date of publication, and so no part in the forecast."]


def quiet_days(record: Record, as_of: dt.date) -> list[str]:
    """Return a warning where a week or more lies between the last report and the as-of date."""
    last = max((one.published for one in record.reports if one.published), default=None)
    if last is None or (as_of - last).days < STEP_DAYS:
        return []
    return [f"The last report is of {last}: nothing is known of the {(as_of - last).days} days up to {as_of}."]
