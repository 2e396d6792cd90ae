"""
The ACH matrix: hypotheses as rows, evidence as columns by diagnosticity, and the flip test.

A cell is the log ratio by which an item raises the odds of a hypothesis, all other evidence given. The flip test takes
one item away: odds of each hypothesis times exp(−cell), and asks which one leads then.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from demarche.briefing.cited import Sentence
from demarche.briefing.outlook.citing import Cited
from demarche.briefing.outlook.judgements import cut_words
from demarche.briefing.outlook.model import HypothesisRow, Matrix, Weighed
from demarche.briefing.outlook.percentages import chance, list_reasons, percent
from demarche.briefing.outlook.wording import Speech

if TYPE_CHECKING:
    from demarche.forecasting import EvidenceWeight, Forecast, Hypothesis

# More do not fit the page; the rest stands under a fold and in the JSON.
_MOST_COLUMNS = 6
_MOST_FLIPS = 3
_MOST_IF_TRUE = 3


def lay_matrix(forecast: Forecast, cited: Cited, speech: Speech) -> Matrix | None:
    """Return the matrix, None where the game has no hidden types."""
    if not forecast.hypotheses:
        return None
    evidence = sorted(forecast.evidence, key=lambda one: (-one.diagnosticity, one.sighting.item))
    columns = tuple(_column(forecast, cited, speech, one) for one in evidence)
    rows = tuple(_row(forecast, speech, one, evidence) for one in forecast.hypotheses)
    return Matrix(
        columns=columns,
        rows=rows,
        printed=min(len(columns), _MOST_COLUMNS),
        largest=max((abs(cell) for row in rows for cell in row.cells), default=0.0),
        flip=_flip(columns, cited),
    )


def leads_without(forecast: Forecast, role: str, weight: EvidenceWeight) -> Hypothesis:
    """Return the hypothesis about a role that would lead if an item of evidence were taken away."""
    theirs = [one for one in forecast.hypotheses if one.role == role]
    return max(theirs, key=lambda one: _odds(one.probability) * math.exp(-weight.log_ratios.get(key_of(one), 0.0)))


def key_of(hypothesis: Hypothesis) -> str:
    """Return a hypothesis' key among log ratios: 'challenger: limited'."""
    return f"{hypothesis.role}: {hypothesis.type}"


def _column(forecast: Forecast, cited: Cited, speech: Speech, weight: EvidenceWeight) -> Weighed:
    sighting = weight.sighting
    grade, graded = cited.grade(sighting.item)
    turned = [f"“{speech.type_words(one.actor, one.type)}”" for one in _turned(forecast, weight)]
    leads = list_reasons(turned) if turned else "another hypothesis"
    return Weighed(
        item=sighting.item,
        handle=cited.handle(sighting.item),
        words=sighting.words,
        grade=grade,
        graded=graded,
        citations=cited.citations((sighting.item,)),
        diagnosticity=weight.diagnosticity,
        turns=leads if weight.flips else "",
        why=sighting.why,
    )


def _turned(forecast: Forecast, weight: EvidenceWeight) -> Iterator[Hypothesis]:
    for role in dict.fromkeys(one.role for one in forecast.hypotheses):
        other = leads_without(forecast, role, weight)
        if other != _leader(forecast, role):
            yield other


def _row(forecast: Forecast, speech: Speech, one: Hypothesis, evidence: list[EvidenceWeight]) -> HypothesisRow:
    likeliest = sorted(one.if_true.items(), key=lambda item: -item[1])[:_MOST_IF_TRUE]
    return HypothesisRow(
        actor=one.actor,
        role=one.role,
        type=one.type,
        words=speech.type_words(one.actor, one.type),
        leads=one == _leader(forecast, one.role),
        prior=percent(one.prior),
        prior_value=one.prior,
        now=chance(one),
        cells=tuple(weight.log_ratios.get(key_of(one), 0.0) for weight in evidence),
        if_true=tuple((name, percent(value)) for name, value in likeliest),
    )


def _flip(columns: tuple[Weighed, ...], cited: Cited) -> Sentence:
    turning = [one for one in columns if one.turns]
    if not columns:
        return Sentence("No item of the record speaks to the game: what is held of the actors is the prior.")
    if not turning:
        return Sentence("No single item, were it false, would turn which hypothesis leads.")
    shown = turning[:_MOST_FLIPS]
    said = [f"“{cut_words(one.words)}” were false would {one.turns} lead" for one in shown]
    more = f" ({len(turning) - len(shown)} more would turn it, too)" if len(turning) > len(shown) else ""
    items = tuple(one.item for one in shown)
    return Sentence(f"Only if {', only if '.join(said)}{more}.", cited.citations(items), items)


def _leader(forecast: Forecast, role: str) -> Hypothesis:
    return max((one for one in forecast.hypotheses if one.role == role), key=lambda one: one.probability)


def _odds(probability: float) -> float:
    return probability / max(1 - probability, 1e-9)
