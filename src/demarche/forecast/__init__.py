"""The forecast: from a weighed record and the crisis game to what may come next, by when, how likely and why."""

from demarche.forecast.build import build_scenario
from demarche.forecast.contract_json import forecast_json, what_if_json
from demarche.forecast.forecasting import forecast_record
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
from demarche.forecast.settings import DRAWS, HORIZON_WEEKS, ForecastSettings
from demarche.forecast.sighting import Sighting
from demarche.forecast.spec_file_reader import read_scenario
from demarche.forecast.what_if import ask_what_if

__all__ = [
    "DRAWS",
    "HORIZON_WEEKS",
    "Comparison",
    "ConsequenceRow",
    "DatedEstimate",
    "DatedWindow",
    "Estimate",
    "EvidenceWeight",
    "Forecast",
    "ForecastSettings",
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
    "ask_what_if",
    "build_scenario",
    "forecast_json",
    "forecast_record",
    "read_scenario",
    "what_if_json",
]
