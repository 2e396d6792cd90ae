"""The forecast: from a weighed record and the crisis game to what may come next, by when, how likely and why."""

from demarche.forecast.model import (
    Comparison,
    ConsequenceRow,
    DatedEstimate,
    Estimate,
    EvidenceWeight,
    Forecast,
    Health,
    Hypothesis,
    Outcome,
    Sensitivity,
    Shift,
    WatchItem,
    WhatIf,
)
from demarche.forecast.scenario import DatedWindow, NoScenario, Reason, RoleBid, Scenario
from demarche.forecast.sighting import Sighting

__all__ = [
    "Comparison",
    "ConsequenceRow",
    "DatedEstimate",
    "DatedWindow",
    "Estimate",
    "EvidenceWeight",
    "Forecast",
    "Health",
    "Hypothesis",
    "NoScenario",
    "Outcome",
    "Reason",
    "RoleBid",
    "Scenario",
    "Sensitivity",
    "Shift",
    "Sighting",
    "WatchItem",
    "WhatIf",
]
