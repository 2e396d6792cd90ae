"""The forecast: from a weighed record and the crisis game to what may come next, by when, how likely and why."""

from demarche.forecasting.build import build_scenario
from demarche.forecasting.contract_json import forecast_json, what_if_json
from demarche.forecasting.forecast import forecast_record
from demarche.forecasting.model import (
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
from demarche.forecasting.scenario import DatedWindow, NoScenario, Reason, RoleBid, Scenario
from demarche.forecasting.settings import DRAWS, HORIZON_WEEKS, ForecastSettings
from demarche.forecasting.sighting import Sighting
from demarche.forecasting.spec_file_reader import read_scenario
from demarche.forecasting.what_if import ask_what_if

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
