"""Estimation: rationality and payoffs from observed play, by maximum likelihood."""

from __future__ import annotations

from demarche.game.estimation.crisis_signaling import fit_crisis_signaling
from demarche.game.estimation.egame import fit_egame
from demarche.game.estimation.logit_game import fit_logit_game
from demarche.game.estimation.profile import Profile
from demarche.game.estimation.result import FitResult
from demarche.game.estimation.strategic import EgameSettings

__all__ = ["EgameSettings", "FitResult", "Profile", "fit_crisis_signaling", "fit_egame", "fit_logit_game"]
