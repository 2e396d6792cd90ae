"""
How sure a judgement is, by rule, and why: each ground caps the confidence; the lowest cap is printed with its grounds.

Confidence says how well founded a probability is, never how large (ICD 203). The caps are judgement, of November 2026:
three levels leave no room for tuning.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from demarche.briefing.cited import Sentence
from demarche.briefing.naming import count_words
from demarche.briefing.outlook.citing import Cited, origins_words
from demarche.briefing.outlook.model import Chance, Confidence
from demarche.briefing.outlook.percentages import list_reasons

if TYPE_CHECKING:
    from demarche.forecasting import Forecast

_LEVELS: tuple[Confidence, ...] = ("low", "moderate", "high")
_LOW, _MODERATE, _HIGH = range(3)
# Up to so many origins a single error can be behind it all.
_FEW_ORIGINS, _SOME_ORIGINS = 2, 5
_WIDE_BAND, _BROAD_BAND = 0.40, 0.20
# A mean over fewer draws has a standard error of more than 7 and 4 points where the truth is one half.
_FEW_DRAWS, _SOME_DRAWS = 50, 150
# Where the evidence moved so little, the answer is that of the prior.
_MOSTLY_PRIOR, _PARTLY_PRIOR = 0.95, 0.80
_MOST_SETTLED = 0.95
_GOOD_CREDIBILITY = 2
_GOOD_PARETO_K = 0.7  # [Vehtari2024]
_MOST_REASONS = 3


@dataclass(frozen=True)
class Ground:
    """What limits the confidence, to which level, in words."""

    cap: int
    words: str


def judge_confidence(forecast: Forecast, cited: Cited, chance: Chance) -> tuple[Confidence, tuple[str, ...]]:
    """
    Return a judgement's confidence and its reasons, the gravest first.

    The lowest cap of all grounds counts; where nothing caps it, the reasons are what speaks for it.
    """
    grounds = sorted(_grounds(forecast, cited, chance), key=lambda one: one.cap)
    level = grounds[0].cap
    # Where the confidence is limited, what does not limit it is no reason.
    told = grounds if level == _HIGH else [one for one in grounds if one.cap < _HIGH]
    return _LEVELS[level], tuple(one.words for one in told[:_MOST_REASONS])


def confidence_sentence(level: Confidence, reasons: tuple[str, ...]) -> Sentence:
    """Return the confidence in a sentence of its own."""
    return Sentence(f"Confidence is {level}: {list_reasons(reasons)}." if reasons else f"Confidence is {level}.")


def prior_share(forecast: Forecast) -> float:
    """
    Return how much of the posterior the prior already held: 1 − the mean over actors of their total variation.

    1 means that the evidence told nothing about anybody's type.
    """
    moved: dict[str, float] = {}
    for one in forecast.hypotheses:
        moved[one.role] = moved.get(one.role, 0.0) + abs(one.probability - one.prior) / 2
    return 1 - sum(moved.values()) / len(moved) if moved else 1.0


def _grounds(forecast: Forecast, cited: Cited, chance: Chance) -> Iterator[Ground]:
    yield from _of_origins(forecast, cited)
    width = chance.high - chance.low
    words = f"the band is {count_words(round(width * 100), 'point')} wide"
    yield Ground(_LOW if width >= _WIDE_BAND else _MODERATE if width >= _BROAD_BAND else _HIGH, words)
    share = prior_share(forecast)
    moved = count_words(round((1 - share) * 100), "point")
    if share >= _PARTLY_PRIOR:
        words = f"the evidence moved what is held of the actors by {moved} alone, so that most of it is the prior"
        yield Ground(_LOW if share >= _MOSTLY_PRIOR else _MODERATE, words)
    else:
        yield Ground(_HIGH, f"the evidence moved what is held of the actors by {moved}")
    yield from _of_draws(forecast)


def _of_draws(forecast: Forecast) -> Iterator[Ground]:
    health = forecast.health
    if health is None:
        return
    size = health.effective_sample_size
    words = f"{size:.0f} effective draws of {health.draws:,}"
    few = size < _FEW_DRAWS
    yield Ground(_LOW if few else _MODERATE if size < _SOME_DRAWS else _HIGH, f"only {words}" if few else words)
    if health.pareto_k is not None and health.pareto_k >= _GOOD_PARETO_K:
        yield Ground(_LOW, f"a few draws carry most of the weight (Pareto k {health.pareto_k:.2f})")
    if health.converged_share < 1:
        lost = round((1 - health.converged_share) * health.draws)
        yield Ground(
            _MODERATE if health.converged_share > 0.95 else _LOW, f"{count_words(lost, 'draw')} did not settle"
        )


def _of_origins(forecast: Forecast, cited: Cited) -> Iterator[Ground]:
    items = tuple(dict.fromkeys(one.sighting.item for one in forecast.evidence))
    if not items:
        yield Ground(_LOW, "no item of the record speaks to the game")
        return
    origins = cited.origins(items)
    cap = _LOW if origins <= _FEW_ORIGINS else _MODERATE if origins <= _SOME_ORIGINS else _HIGH
    yield Ground(cap, f"the evidence is of {origins_words(origins)}")
    grades = [grade for one in items if (grade := cited.credibility(one)) is not None]
    if not grades or min(grades) > _GOOD_CREDIBILITY:
        yield Ground(_MODERATE, "none of it is graded better than possibly true")
    if conflicts := cited.conflicting(items):
        many = (
            "accounts conflict on one item of it" if conflicts == 1 else f"accounts conflict on {conflicts} items of it"
        )
        yield Ground(_MODERATE, many)
