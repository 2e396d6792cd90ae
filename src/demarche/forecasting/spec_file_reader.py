"""A person's own spec (`--game SPEC.yaml`) as a scenario: the short file of a template, or a whole game."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from demarche.errors import InputError
from demarche.forecasting.build import quiet_days, undated
from demarche.forecasting.build_known import date_of, known_by
from demarche.forecasting.build_state import state_at
from demarche.forecasting.moves import Sides
from demarche.forecasting.moves_acts import Act, acts_of
from demarche.forecasting.roles import ROLES, Casting, actors_of, gaps, surroundings
from demarche.forecasting.roles_bids import Scores
from demarche.forecasting.scenario import DatedWindow, Reason, Scenario
from demarche.forecasting.windows import find_windows
from demarche.game import Game, Spec, compile_spec, load_spec
from demarche.ontology import country_codes, gazetteer, spoken_name
from demarche.record import Record


def read_scenario(source: str | Path, record: Record, as_of: dt.date | None = None) -> Scenario:
    """
    Read a person's own spec as a scenario for a record.

    Parameters
    ----------
    source : str or Path
        A file, or the text itself: the short file of a template, or a whole game of one's own. Players may be named by
        code (RUS) or by name (Russia).
    record : Record
    as_of : date, optional
        As `build_scenario`.

    Raises
    ------
    InputError
        As `load_spec`; also if the spec has no start, begins after the as-of date, or leaves no period after it.
    """
    day = date_of(record, as_of)
    if day is None:
        raise InputError("no report has a date of publication", field="as-of", wanted="a day to forecast from")
    spec = load_spec(source)
    game = compile_spec(spec)
    text, origin = _text_of(source)
    start, seen = seen_periods(game, day, origin)
    known = known_by(record, day)
    roles = {player.role: actor_code(player.name) for player in spec.players}
    acts = acts_of(known, day)
    cast = surroundings(Scores(acts), roles) if set(ROLES) <= roles.keys() else Casting(roles, {}, (), ())
    sides = Sides.of(roles, cast.partners)
    then, reasons = state_at(acts, sides, start)
    initial = initial_values(game, spec)
    windows = _cited(spec, find_windows(known, day, roles, start).windows, start)
    warnings = [
        *(gaps(roles) if set(ROLES) <= roles.keys() else ()),
        *_strangers(roles, acts),
        *_state_conflicts(initial, then, start),
        *_past_dates(spec, start),
    ]
    warnings += [*_unfinished(game, start, seen, day), *undated(record), *quiet_days(known, day)]
    return Scenario(
        spec_text=text,
        origin=origin,
        as_of=day,
        start=start,
        step_days=game.calendar.step_days,
        periods_seen=seen,
        periods=game.calendar.periods,
        roles=roles,
        partners=cast.partners,
        initial=initial,
        initial_reasons=_fitting(reasons, initial, then),
        bids=cast.bids,
        windows=windows,
        warnings=tuple(warnings),
    )


def player_names(scenario: Scenario) -> dict[str, str]:
    """Return the names of a scenario's players in its game, by role: it may say Russia for RUS."""
    return {player.role: player.name for player in load_spec(scenario.spec_text).players}


def _text_of(source: str | Path) -> tuple[str, str]:
    """Return the text of a source that `load_spec` has read, and its name."""
    if isinstance(source, str) and ("\n" in source or ": " in source or source.lstrip().startswith("{")):
        return source, "spec"
    path = Path(source)
    return path.read_text(encoding="utf-8-sig"), str(path)


def seen_periods(game: Game, as_of: dt.date, origin: str) -> tuple[dt.date, int]:
    """Return a game's first day and how many of its periods have begun by a date."""
    calendar = game.calendar
    field = "calendar.start"
    if calendar.start is None:
        raise InputError("the game has no dates", where=origin, field=field, wanted=f"a day by {as_of}")
    if calendar.start > as_of:
        raise InputError(
            "the game begins after the as-of date",
            where=origin,
            field=field,
            wanted=f"a day by {as_of}",
            got=str(calendar.start),
        )
    seen = (as_of - calendar.start).days // calendar.step_days + 1
    if seen >= calendar.periods:
        last = calendar.start + dt.timedelta(days=calendar.step_days * calendar.periods - 1)
        raise InputError(
            f"nothing of the game is left to forecast: it ends on {last}, and the as-of date is {as_of}",
            where=origin,
            field="calendar.periods",
            wanted=f"more than {seen}",
            got=str(calendar.periods),
        )
    return calendar.start, seen


def actor_code(name: str) -> str:
    """
    Return the code of an actor named by code or by name; the name itself where no table has it.

    Examples
    --------
    >>> actor_code("Russia"), actor_code("RUS"), actor_code("NATO"), actor_code("Ruritania")
    ('RUS', 'RUS', 'IGO:NATO', 'Ruritania')
    """
    if name in country_codes() or name.startswith("IGO:"):
        return name
    hit = gazetteer().find(name)
    return hit.country if hit is not None and hit.country and hit.kind in {"country", "body"} else name


def initial_values(game: Game, spec: Spec) -> dict[str, str]:
    """Return the values of the public state in which a game starts, by variable."""
    parts = game.states[game.initial].split(" · ")
    named = zip(spec.variables, parts, strict=True) if len(parts) == len(spec.variables) else ()
    return {one.name: part.removeprefix(f"{one.name} ") for one, part in named}


def _cited(spec: Spec, found: Sequence[DatedWindow], start: dt.date) -> tuple[DatedWindow, ...]:
    """Return the windows of the reports that the spec has taken over."""
    return tuple(one for one in found if date_of_parameter(spec, one.parameter, start) == one.date)


def date_of_parameter(spec: Spec, name: str, start: dt.date) -> dt.date | None:
    """Return the value of a parameter with `unit: date`, which a spec holds as days after its start."""
    parameter = spec.parameters.get(name)
    if parameter is None or parameter.unit != "date":
        return None
    return start + dt.timedelta(days=round(float(parameter.default)))


def _strangers(roles: Mapping[str, str], acts: Iterable[Act]) -> list[str]:
    if not {"challenger", "target"} <= roles.keys():
        return ["The game has no challenger and target, so that nothing in the reports speaks to its moves."]
    known = actors_of(acts)
    return [
        f"{spoken_name(actor)} ({role}) is in none of the reports that were read."
        for role, actor in roles.items()
        if actor not in known and actor != role
    ]


def _state_conflicts(initial: Mapping[str, str], then: Mapping[str, str], start: dt.date) -> list[str]:
    notes = []
    if initial.get("posture") == "normal" and then["posture"] != "normal":
        notes.append(f"The game begins on {start} with a normal posture; by the reports, force stood massed by then.")
    if initial.get("support") == "none" and then["support"] != "none":
        notes.append(f"The game begins on {start} without support; by the reports, it was {then['support']} by then.")
    return notes


def _past_dates(spec: Spec, start: dt.date) -> list[str]:
    """Warn of dates before the start that somebody has set; the templates' own defaults are no such thing."""
    notes = []
    for name, parameter in spec.parameters.items():
        day = date_of_parameter(spec, name, start)
        if day is not None and day < start and parameter.distribution == "fixed":
            notes.append(f"{name} is {day}, before the start of the game ({start}): it has no effect.")
    return notes


def _unfinished(game: Game, start: dt.date, seen: int, as_of: dt.date) -> list[str]:
    last = start + dt.timedelta(days=game.calendar.step_days * seen - 1)
    if last <= as_of:
        return []
    return [f"The period up to {last} is not over on {as_of}: what is not yet reported of it is taken not to happen."]


def _fitting(reasons: Sequence[Reason], initial: Mapping[str, str], then: Mapping[str, str]) -> tuple[Reason, ...]:
    """Return the record's reasons for the state at the start where the spec begins in that state."""
    return tuple(reasons) if all(initial.get(name) == value for name, value in then.items()) else ()
