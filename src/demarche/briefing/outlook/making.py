"""How the forecast was made, laid open: warnings, roles, dates, start, draws, the game's own text, and limits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from demarche.briefing.datewords import day_words, worded_dates
from demarche.briefing.naming import count_words
from demarche.briefing.outlook.citing import Cited
from demarche.briefing.outlook.confidence import prior_share
from demarche.briefing.outlook.dated import lay_deadlines
from demarche.briefing.outlook.model import Fact, Making, RoleRow
from demarche.briefing.outlook.wording import Speech, actor_words

if TYPE_CHECKING:
    from demarche.forecasting import Forecast, Health, RoleBid, Scenario

_CHANGE = (
    "Save the text below as a file, for example crisis.yaml, change roles, dates, the start or any parameter of the "
    "game, and pass it back: demarche brief REPORTS --game crisis.yaml. docs/game-spec.md says what may stand in it."
)
_LIMITS = (
    "The game is a model: a few actors, each with a few moves in a fixed order in every period. What it has no move "
    "for (a coup, a strike by a third side) cannot come out of it.",
    "Its parameters are ranges, most of them judgement; the bands carry that uncertainty and none that lies outside "
    "the game.",
    "The evidence is what the reports tell and the machine read. What nobody reported counts as not seen, by the "
    "chance that such a move is reported at all.",
    "The forecast has not been scored on crises to come; a number here is a statement to be held against what happens.",
)
_GOOD_PARETO_K = 0.7  # [Vehtari2024]


def tell_making(forecast: Forecast, cited: Cited, speech: Speech) -> Making | None:
    """Return how the forecast was made; None where not even a scenario was found."""
    scenario = forecast.scenario
    if scenario is None:
        return None
    warnings = (*warnings_of(forecast), *(worded_dates(one) for one in scenario.warnings))
    return Making(
        origin="filled by rule" if scenario.origin == "record" else f"set in {scenario.origin}",
        warnings=tuple(dict.fromkeys(warnings)),
        roles=tuple(_roles(scenario, cited, speech)),
        deadlines=lay_deadlines(forecast, cited),
        initial=tuple(scenario.initial.items()),
        initial_reasons=tuple(cited.reason(one) for one in scenario.initial_reasons),
        facts=tuple(_facts(forecast, scenario)),
        spec=scenario.spec_text,
        change=_CHANGE,
        limits=_LIMITS,
    )


def warnings_of(forecast: Forecast) -> tuple[str, ...]:
    """Return what a reader must be warned of, with dates in words."""
    return tuple(worded_dates(one) for one in forecast.health.warnings) if forecast.health else ()


def basis_of(forecast: Forecast) -> str:
    """Return the line that stands under each table: from how many draws its numbers are."""
    health = forecast.health
    if health is None:
        return ""
    return (
        f"From {count_words(health.draws, 'draw')} of the parameters, weighed by the evidence "
        f"({health.effective_sample_size:.0f} effective), seed {forecast.seed}; bands hold four fifths of the weight."
    )


def drawn_of(forecast: Forecast) -> str:
    """Return the same in a few words."""
    health = forecast.health
    if health is None:
        return ""
    return f"From {count_words(health.draws, 'draw')}, {health.effective_sample_size:.0f} effective."


def _roles(scenario: Scenario, cited: Cited, speech: Speech) -> Iterator[RoleRow]:
    bids = {(one.role, one.actor): one for one in scenario.bids}
    for role, actor in scenario.roles.items():
        yield _role(role, actor, True, bids.get((role, actor)), cited, speech)
        for partner in scenario.partners.get(role, ()):
            yield _role(f"beside the {role}", partner, True, bids.get((role, partner)), cited, speech)
    chosen = {(role, actor) for role, actor in scenario.roles.items()}
    chosen |= {(role, actor) for role, actors in scenario.partners.items() for actor in actors}
    others = [one for one in scenario.bids if (one.role, one.actor) not in chosen]
    for bid in sorted(others, key=lambda one: (one.role, -one.score, one.actor)):
        yield _role(bid.role, bid.actor, False, bid, cited, speech)


def _role(  # noqa: PLR0917 - the parts of one row
    role: str, actor: str, chosen: bool, bid: RoleBid | None, cited: Cited, speech: Speech
) -> RoleRow:
    reasons = tuple(cited.reason(one) for one in bid.reasons) if bid else ()
    return RoleRow(role, speech.role(role), actor_words(actor), chosen, bid.score if bid else 0.0, reasons)


def _facts(forecast: Forecast, scenario: Scenario) -> Iterator[Fact]:
    first, last = scenario.start, scenario.day_after(scenario.periods - 1)
    yield Fact("Calendar", f"{day_words(first)} – {day_words(last)}", _calendar(scenario))
    origin = "from the record" if scenario.origin == "record" else f"as the user gave it ({scenario.origin})"
    yield Fact("The game", "coercive crisis", origin) if scenario.origin == "record" else Fact("The game", origin, "")
    if forecast.health:
        yield from _health(forecast, forecast.health)


def _calendar(scenario: Scenario) -> str:
    seen = count_words(scenario.periods_seen, "period")
    step = "a week" if scenario.step_days == 7 else count_words(scenario.step_days, "day")
    periods = count_words(scenario.periods, "period")
    return f"{periods} of {step}; {seen} over on the as-of date, and what was seen in them counts"


def _health(forecast: Forecast, health: Health) -> Iterator[Fact]:
    refused = f"; {health.refused:,} more were refused" if health.refused else ""
    yield Fact("Draws", f"{health.draws:,}", f"sets of parameters from their ranges, seed {forecast.seed}{refused}")
    note = "(sum of weights)² ÷ sum of squared weights; the weights are the likelihoods of what was seen"
    yield Fact("Effective draws", f"{health.effective_sample_size:.0f}", note)
    k = "too few draws to tell" if health.pareto_k is None else f"{health.pareto_k:.2f}"
    yield Fact("Pareto k", k, f"shape of the weights’ tail; below {_GOOD_PARETO_K} is good")
    settled = round(health.converged_share * health.draws)
    yield Fact(
        "Settled",
        f"{settled:,} of {health.draws:,}",
        f"draws whose game was solved; largest residual {health.residual:.1e}",
    )
    words = f"{health.evidence_log_likelihood:.2f}".replace("-", "−")
    yield Fact(
        "Evidence", words, "logarithm of the mean likelihood of what was seen, against nothing having been reported"
    )
    note = "1 − the mean over actors of the total variation between prior and posterior of their types"
    yield Fact("Share of the prior", f"{prior_share(forecast):.2f}", note)
