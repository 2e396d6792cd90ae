"""From a forecast to what the brief prints of it, every item led back to the record's citations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from demarche.briefing.cited import Sentence
from demarche.briefing.evidence import Evidence
from demarche.briefing.naming import list_words
from demarche.briefing.outlook.ahead import list_sensitivity, list_watch, list_what_if, shown_outcomes
from demarche.briefing.outlook.citing import Cited
from demarche.briefing.outlook.dated import compare_press, date_rows, draw_curves, lay_deadlines, list_consequences
from demarche.briefing.outlook.hypotheses import lay_matrix
from demarche.briefing.outlook.judgements import bottom_line_of, is_over, judge, title_of
from demarche.briefing.outlook.making import basis_of, drawn_of, tell_making, warnings_of
from demarche.briefing.outlook.model import Outlook
from demarche.briefing.outlook.wording import Speech
from demarche.briefing.told import Told
from demarche.record import Span

if TYPE_CHECKING:
    from demarche.forecasting import Forecast


def lay_outlook(forecast: Forecast, evidence: Evidence, findings: Sequence[Told]) -> Outlook:
    """
    Return what the brief prints of a forecast.

    Where the forecast is unsaid, that is why, what would mend it, and what is known of roles; nothing else.
    """
    cited, speech = Cited(evidence, findings), Speech(forecast.scenario)
    if forecast.unsaid or not any(one.by for one in forecast.outcomes):
        return _unsaid(forecast, cited, speech)
    curves = draw_curves(forecast, speech)
    return Outlook(
        as_of=forecast.as_of,
        horizon=forecast.horizon,
        unsaid="",
        mend="",
        over=is_over(forecast),
        warnings=warnings_of(forecast),
        basis=basis_of(forecast),
        drawn=drawn_of(forecast),
        judgements=judge(forecast, cited, speech),
        matrix=lay_matrix(forecast, cited, speech),
        curves=curves,
        dated=date_rows(curves, lay_deadlines(forecast, cited)),
        press=compare_press(forecast, cited),
        consequences=list_consequences(forecast),
        shown=shown_outcomes(forecast),
        watch=list_watch(forecast),
        what_if=list_what_if(forecast),
        sensitivity=list_sensitivity(forecast),
        making=tell_making(forecast, cited, speech),
    )


def head_of(forecast: Forecast, evidence: Evidence, findings: Sequence[Told]) -> tuple[str, Sentence]:
    """Return title and bottom line of a brief with a forecast that says something."""
    speech = Speech(forecast.scenario)
    return title_of(forecast, speech), bottom_line_of(forecast, Cited(evidence, findings), speech)


def spans_of(forecast: Forecast | None) -> tuple[tuple[str, Span], ...]:
    """Return what a forecast cites beside the record's items: the words that its dates were read from, by report."""
    windows = forecast.scenario.windows if forecast and forecast.scenario else ()
    return tuple((one.report, Span(one.start, one.end)) for one in windows)


def citations_of(outlook: Outlook) -> Iterator[tuple[str, ...]]:
    """Yield the citations that the forecast's sections print."""
    yield from (one.sentence.citations for one in outlook.judgements)
    if outlook.matrix:
        yield outlook.matrix.flip.citations
        yield from (one.citations for one in outlook.matrix.columns)
    yield from (one.citations for one in outlook.press)
    if outlook.making:
        yield from (reason.citations for role in outlook.making.roles for reason in role.reasons)
        yield from (one.citations for one in outlook.making.initial_reasons)
        yield from (one.citations for one in outlook.making.deadlines)


def _unsaid(forecast: Forecast, cited: Cited, speech: Speech) -> Outlook:
    bids = forecast.scenario.bids if forecast.scenario else ()
    missing = [role for role in ("challenger", "target") if forecast.scenario and role not in forecast.scenario.roles]
    named = f" for the {list_words(missing)}" if missing else ""
    mend = (
        "Reports that say who threatens whom, with what demand, and who stands behind the one threatened would fill "
        f"the roles{named}; or write the game down yourself and pass it with --game FILE.yaml."
    )
    return Outlook(
        as_of=forecast.as_of,
        horizon=None,
        unsaid=forecast.unsaid or "The game gave no outcome by any date.",
        mend=mend,
        over=False,
        warnings=warnings_of(forecast),
        basis="",
        drawn="",
        judgements=(),
        matrix=None,
        curves=(),
        dated=(),
        press=(),
        consequences=(),
        shown=(),
        watch=(),
        what_if=(),
        sensitivity=(),
        making=tell_making(forecast, cited, speech) if bids or forecast.scenario else None,
    )
