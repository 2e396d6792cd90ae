"""The strategic model's likelihood: outcomes from payoffs with probit or logit errors, scores, and a start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, log_expit, log_ndtr, ndtr

from demarche.game.estimation.likelihood import Likelihood, Matrix, Vector, maximise

PAYOFFS = ("u11", "u13", "u14", "u24")
Link: TypeAlias = Literal["probit", "logit"]
Errors: TypeAlias = Literal["agent", "private"]


@dataclass(frozen=True)
class EgameSettings:
    """
    How the errors enter.

    Parameters
    ----------
    link : str
        `probit` (normal errors) or `logit` (extreme-value errors).
    errors : str
        `agent`: each action carries an error. `private`: each payoff at an end of the game carries one, known to its
        owner alone (probit only).
    """

    link: Link = "probit"
    errors: Errors = "agent"


@dataclass(frozen=True, eq=False)
class StrategicModel:
    """Regressors, outcomes 0, 1, 2, and how the errors enter; `payoffs` are numbers where they are fixed."""

    columns: tuple[Matrix, ...]
    outcome: NDArray[np.intp]
    settings: EgameSettings
    payoffs: tuple[float, float, float, float] | None = None

    def contributions(self, theta: Vector) -> tuple[Vector, Matrix]:
        """Return log probabilities, shape (n,), and scores, shape (n, k)."""
        scale = 1.0
        if self.payoffs is not None:
            scale = float(np.exp(theta[0]))
            payoffs = [np.full(len(self.outcome), number) for number in self.payoffs]
        else:
            ends = np.cumsum([0, *(part.shape[1] for part in self.columns)])
            payoffs = [
                part @ theta[low:high] for part, low, high in zip(self.columns, ends[:-1], ends[1:], strict=True)
            ]
        logs, slopes = log_probabilities([one / scale for one in payoffs], self.settings)
        rows = np.arange(len(self.outcome))
        chosen = slopes[rows, self.outcome]
        if self.payoffs is not None:
            score = -(chosen * np.column_stack(payoffs) / scale).sum(axis=1, keepdims=True)
        else:
            score = np.hstack([part * chosen[:, [index]] for index, part in enumerate(self.columns)])
        return logs[rows, self.outcome], score


def log_probabilities(payoffs: Sequence[Vector], settings: EgameSettings) -> tuple[Matrix, NDArray[np.float64]]:
    """
    Return the log probabilities of the three outcomes and their derivatives by the four payoffs.

    Parameters
    ----------
    payoffs : sequence of four float arrays, shape (n,)
        u11, u13, u14, u24, in units of one error.
    settings : EgameSettings

    Returns
    -------
    logs : float array, shape (n, 3)
    slopes : float array, shape (n, 3, 4)

    Notes
    -----
    q = u24/d2, p = F(q), r = ((1 − p)u13 + p u14 − u11)/d1; the outcomes have 1 − F(r), F(r)(1 − p), F(r)p. With logit
    F is the logistic function and d1 = d2 = 1. With probit F = Φ, d2 = √2, and d1 = √2 for agents, √(1 + (1 − p)² + p²)
    for private payoffs [Signorino2003].
    """
    u11, u13, u14, u24 = payoffs
    logit = settings.link == "logit"
    root = 1.0 if logit else np.sqrt(2.0)
    q = u24 / root
    p = expit(q) if logit else ndtr(q)
    up_2, down_2, density_2 = _tails(q, logit)
    gain = (1 - p) * u13 + p * u14 - u11
    private = settings.errors == "private"
    spread = np.sqrt(1 + (1 - p) ** 2 + p**2) if private else np.full(len(q), root)
    r = gain / spread
    up_1, down_1, _ = _tails(r, logit)
    # Derivatives of log F and log(1 − F) by their arguments.
    rise_1, fall_1 = _ratios(r, logit)
    rise_2, fall_2 = _ratios(q, logit)
    bent = gain * (2 * p - 1) / spread**3 if private else np.zeros(len(q))
    r_by = np.stack(
        [-1 / spread, (1 - p) / spread, p / spread, density_2 / root * ((u14 - u13) / spread - bent)], axis=1
    )
    q_by = np.zeros_like(r_by)
    q_by[:, 3] = 1 / root
    logs = np.stack([down_1, up_1 + down_2, up_1 + up_2], axis=1)
    acted = rise_1[:, None] * r_by
    slopes = np.stack([fall_1[:, None] * r_by, acted + fall_2[:, None] * q_by, acted + rise_2[:, None] * q_by], axis=1)
    return logs, slopes


def _tails(x: Vector, logit: bool) -> tuple[Vector, Vector, Vector]:
    """Return log F(x), log(1 − F(x)) and the density."""
    if logit:
        return log_expit(x), log_expit(-x), expit(x) * expit(-x)
    return log_ndtr(x), log_ndtr(-x), np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)


def _ratios(x: Vector, logit: bool) -> tuple[Vector, Vector]:
    """Return the derivatives of log F(x) and of log(1 − F(x)), exact in the tails."""
    if logit:
        return expit(-x), -expit(x)
    log_density = -(x**2) / 2 - np.log(2 * np.pi) / 2
    return np.exp(log_density - log_ndtr(x)), -np.exp(log_density - log_ndtr(-x))


def backward_start(model: StrategicModel) -> Vector:
    """
    Return starting values by statistical backward induction.

    Player 2's reply is fitted alone where 1 acted; with its probabilities put in, player 1's choice is fitted alone.
    Both are ordinary binary models with one maximum each [Signorino1999].
    """
    logit = model.settings.link == "logit"
    root = 1.0 if logit else np.sqrt(2.0)
    acted = model.outcome > 0
    reply = _fit_binary(model.columns[3][acted] / root, model.outcome[acted] == 2, logit)
    q = model.columns[3] @ reply / root
    p = (expit(q) if logit else ndtr(q))[:, None]
    spread = np.sqrt(1 + (1 - p) ** 2 + p**2) if model.settings.errors == "private" else root
    first, second, third, _ = model.columns
    move = _fit_binary(np.hstack([-first, (1 - p) * second, p * third]) / spread, acted, logit)
    return np.concatenate([move, reply])


def _fit_binary(columns: Matrix, chosen: NDArray[np.bool_], logit: bool) -> Vector:
    """Return the coefficients of a binary logit or probit (where it has ended, were they separated)."""
    size = columns.shape[1]
    if size == 0:
        return np.zeros(0)
    sign = np.where(chosen, 1.0, -1.0)

    def contributions(theta: Vector) -> tuple[Vector, Matrix]:
        x = sign * (columns @ theta)
        logs, _, _ = _tails(x, logit)
        return logs, (sign * _ratios(x, logit)[0])[:, None] * columns

    spreads = np.sqrt((columns**2).mean(axis=0))
    ends = np.full(size, np.inf)
    binary = Likelihood(
        names=("",) * size, start=np.zeros(size), contributions=contributions, weights=np.ones(len(chosen)),
        low=-ends, high=ends, scale=1 / np.maximum(spreads, 1e-300),
    )  # fmt: skip
    return maximise(binary).theta
