"""What to watch for, what would follow from a change, and on which parameters the answer hangs."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from demarche.briefing.datewords import day_words
from demarche.briefing.outlook.judgements import leading, negotiated
from demarche.briefing.outlook.model import SensitivityRow, WatchRow, WhatIfRow
from demarche.briefing.outlook.percentages import percent, points, points_band
from demarche.briefing.outlook.wording import actor_words
from demarche.briefing.sentences import capitalise

if TYPE_CHECKING:
    from demarche.forecasting import Forecast, Shift, WhatIf

_MOST_WHAT_IF = 3
_MOST_SHIFTS = 2
_MOST_PARAMETERS = 8
_NOT_COMPUTED = "–"
_ISO_DATE = re.compile(r"\b\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d)\b")


def shown_outcomes(forecast: Forecast) -> tuple[str, ...]:
    """Return the names of the outcomes that watch list and what-if are printed for."""
    chosen = [one for one in (leading(forecast), negotiated(forecast)) if one is not None]
    return tuple(dict.fromkeys(one.name for one in chosen))


def list_watch(forecast: Forecast) -> tuple[WatchRow, ...]:
    """Return the moves to watch for, those that tell most first."""
    shown = shown_outcomes(forecast)
    return tuple(
        WatchRow(
            words=_move_words(actor_words(one.actor), one.move),
            by=one.by,
            percent=percent(one.probability),
            bits=one.information_bits,
            if_seen=tuple(_of(one.if_seen, name) for name in shown),
            if_not=tuple(_of(one.if_not, name) for name in shown),
        )
        for one in sorted(forecast.watch, key=lambda one: (-one.information_bits, one.by, one.move))
    )


def list_what_if(forecast: Forecast) -> tuple[WhatIfRow, ...]:
    """Return the what-ifs by effect, the largest first; the first three are printed, two outcomes of each."""
    shown = shown_outcomes(forecast)
    ordered = sorted(forecast.what_if, key=lambda one: (-_effect(one, shown), one.words))
    rows = []
    for place, one in enumerate(ordered):
        shifts = sorted(one.shifts, key=lambda shift: (_rank(shift.outcome, shown), -abs(shift.change)))
        for rank, shift in enumerate(shifts):
            rows.append(_what_if_row(one, shift, place < _MOST_WHAT_IF and rank < _MOST_SHIFTS))
    return tuple(rows)


def list_sensitivity(forecast: Forecast) -> tuple[SensitivityRow, ...]:
    """Return the parameters that carry the leading outcome, the strongest first."""
    outcome = leading(forecast)
    about = [one for one in forecast.sensitivity if outcome and one.outcome == outcome.name] or forecast.sensitivity
    ordered = sorted(about, key=lambda one: (-abs(one.correlation), one.parameter))
    return tuple(
        SensitivityRow(
            parameter=one.parameter.replace("_", " "),
            unit=one.unit,
            outcome=one.outcome,
            correlation=one.correlation,
            at_low=percent(one.at_low),
            at_high=percent(one.at_high),
            basis=one.basis,
        )
        for one in ordered[:_MOST_PARAMETERS]
    )


def _what_if_row(one: WhatIf, shift: Shift, printed: bool) -> WhatIfRow:
    return WhatIfRow(
        words=capitalise(_ISO_DATE.sub(lambda day: day_words(dt.date.fromisoformat(day[0])), one.words)),
        outcome=shift.outcome,
        before=percent(shift.before),
        after=percent(shift.after),
        points=points(shift.change),
        band=points_band(shift.low, shift.high),
        agreeing=_share(shift.agreeing),
        sure=shift.is_sure,
        printed=printed,
    )


def _rank(outcome: str, shown: tuple[str, ...]) -> int:
    return shown.index(outcome) if outcome in shown else len(shown)


def _effect(one: WhatIf, shown: tuple[str, ...]) -> float:
    return max((abs(shift.change) for shift in one.shifts if shift.outcome in shown), default=0.0)


def _of(outcomes: dict[str, float], name: str) -> str:
    return percent(outcomes[name]) if name in outcomes else _NOT_COMPUTED


def _share(agreeing: float) -> str:
    """Return a share of draws: 'all draws', '94 of 100 draws'. It is no probability, and is not printed as one."""
    return "all draws" if agreeing >= 0.9995 else f"{round(agreeing * 100)} of 100 draws"


def _move_words(actor: str, move: str) -> str:
    """Return who makes a move: 'Russia: raise posture', or the move alone where it says so itself."""
    return capitalise(move if move.casefold().startswith(actor.casefold()) else f"{actor}: {move}")
