"""
What a forecast holds: one frozen struct, and the JSON form of it.

Probabilities are in [0, 1]; `low` and `high` bound the band that holds 80 % of the posterior draws. Every item that
rests on the record carries the ids of the findings, statements or projections behind it.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import msgspec

from demarche.forecasting.scenario import Scenario
from demarche.forecasting.sighting import Sighting

if TYPE_CHECKING:
    from polars import DataFrame as ArrowTable

if TYPE_CHECKING:
    pass


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Frozen, and strict about fields that it does not know."""


class Estimate(_Part, frozen=True):
    """A probability with its 80 % band over the posterior draws."""

    probability: float
    low: float
    high: float


class DatedEstimate(Estimate, frozen=True, kw_only=True):
    """A probability that something has happened by the end of a day."""

    date: dt.date


class Hypothesis(Estimate, frozen=True, kw_only=True):
    """
    A hidden type of an actor: `prior` before the evidence, `probability` (in JSON `posterior`) after it.

    `if_true` are the probabilities of the outcomes by the horizon, were it true.
    """

    actor: str
    role: str
    type: str
    prior: float
    if_true: dict[str, float] = {}


class EvidenceWeight(_Part, frozen=True):
    """
    What one item of evidence does to the hypotheses.

    `log_ratios` are natural logarithms of likelihood ratios, by "role: type": by how much the item raises the odds of
    that hypothesis, all other evidence given. `flips`: without it another hypothesis about an actor would lead.
    `diagnosticity` is the largest of the log ratios less the smallest.
    """

    sighting: Sighting
    log_ratios: dict[str, float]
    flips: bool
    diagnosticity: float


class Outcome(_Part, frozen=True):
    """
    An outcome by date: an end of the game, the horizon's standoff, or a group of ends such as "attack".

    `members` are the ends of a group, empty for an end; `phrase` says it in a sentence's words ("Russia attacks
    Ukraine").
    """

    name: str
    phrase: str
    members: tuple[str, ...]
    by: tuple[DatedEstimate, ...]


class WatchItem(_Part, frozen=True):
    """
    A move that would tell much if it were seen by a date, or not seen.

    `if_seen` and `if_not` are the probabilities of the outcomes by the horizon; `information_bits` is what one expects
    to learn about the outcome (mutual information) by finding out whether it is made.
    """

    move: str
    actor: str
    role: str
    by: dt.date
    probability: float
    information_bits: float
    if_seen: dict[str, float]
    if_not: dict[str, float]


class Comparison(_Part, frozen=True):
    """A projection of the press, with ours of the same outcome and day; `apart` where the ranges do not meet."""

    projection: str
    outcome: str
    by: dt.date
    press_low: float
    press_high: float
    ours: Estimate
    apart: bool


SURE = 0.8
"""Share of the draws that must agree on the sign of a change before it is said to have one."""


class Shift(_Part, frozen=True):
    """A change in an outcome's probability by the horizon; `agreeing`: share of draws with the sign of `change`."""

    outcome: str
    before: float
    after: float
    change: float
    low: float
    high: float
    agreeing: float

    @property
    def is_sure(self) -> bool:
        """Whether enough draws agree for the change to have a direction."""
        return self.agreeing >= SURE


class WhatIf(_Part, frozen=True):
    """What would follow from a change: moves that are forced, parameters that are set. `words` say it to a reader."""

    words: str
    sets: dict[str, float]
    forces: tuple[str, ...]
    shifts: tuple[Shift, ...]


class Sensitivity(_Part, frozen=True):
    """
    How much of an outcome hangs on a parameter: rank correlation over the posterior draws, and the outcome's mean in
    the draws where the parameter is in its lowest and highest third.
    """

    parameter: str
    unit: str
    outcome: str
    correlation: float
    at_low: float
    at_high: float
    basis: str


class ConsequenceRow(_Part, frozen=True):
    """What follows from an outcome besides payoffs, as the game's spec has it."""

    outcome: str
    name: str
    value: str
    basis: str


class Health(_Part, frozen=True):
    """
    How far the numbers can be trusted.

    `pareto_k` is the shape of the weights' tail (below .7 is good [Vehtari2024]); None where too few draws tell.
    `evidence_log_likelihood` is the logarithm of the mean likelihood of the evidence; `warnings` are sentences.
    """

    draws: int
    refused: int
    converged_share: float
    effective_sample_size: float
    pareto_k: float | None
    evidence_log_likelihood: float
    residual: float
    warnings: tuple[str, ...] = ()


class Forecast(_Part, frozen=True):
    """
    What may come next, by when, how likely and why.

    Where no forecast could be made, `unsaid` says why, and the parts that need one are empty.
    """

    as_of: dt.date
    seed: int
    scenario: Scenario | None
    health: Health | None
    unsaid: str = ""
    horizon: dt.date | None = None
    live: float = 1.0
    hypotheses: tuple[Hypothesis, ...] = ()
    evidence: tuple[EvidenceWeight, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    watch: tuple[WatchItem, ...] = ()
    press: tuple[Comparison, ...] = ()
    what_if: tuple[WhatIf, ...] = ()
    sensitivity: tuple[Sensitivity, ...] = ()
    consequences: tuple[ConsequenceRow, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return plain dicts and lists, as in the JSON."""
        from demarche.forecasting.contract_json import forecast_json

        return forecast_json(self)

    def to_json(self) -> str:
        """Return the forecast as one JSON object."""
        return msgspec.json.encode(self.to_dict()).decode()

    def to_arrow(self, kind: str = "outcomes") -> ArrowTable:
        """Return a table of `outcomes`, `hypotheses`, `evidence` or `watch`, with the Arrow PyCapsule."""
        from demarche.forecasting.contract_json import forecast_table

        return forecast_table(kind, self)

    def outcome(self, name: str) -> Outcome | None:
        """Return the outcome of this name, if there is one."""
        return next((one for one in self.outcomes if one.name == name), None)
