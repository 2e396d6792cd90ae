"""
Fit Lewis and Schultz's crisis signalling game by nested pseudo-likelihood.

The model may have several equilibria for one set of payoffs (classic `lewis-schultz2003`), so its likelihood is not a
function of the payoffs alone. Nested pseudo-likelihood takes the beliefs, pR and pF of each game, as given, fits the
payoffs, lets these imply new beliefs, and so on until neither changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import log_ndtr

from demarche.errors import InputError, SolveError
from demarche.game.classics.signaling import log_upper
from demarche.game.estimation.formula import Design, numbers, read_formula
from demarche.game.estimation.likelihood import Likelihood, Matrix, Optimum, Vector
from demarche.game.estimation.result import FitResult, summarise_fit

PAYOFFS = ("SA", "VA", "CB", "barWA", "barWB", "bara", "VB")
OUTCOMES = ("status quo", "concession", "stand firm", "back down")
FLOOR = 1e-6
"""Beliefs are kept this far from 0 and 1."""
ROUNDS = 400
SETTLED = 1e-7
"""Largest change of a belief in a round at which the search has settled."""
PEAKED = 1e-6
"""Newton decrement at or below which the payoffs count as fitted to the settled beliefs."""


@dataclass(frozen=True, eq=False)
class _Crisis:
    """Regressors of the seven payoffs, and the beliefs pR and pF of each game, shape (n,)."""

    columns: tuple[Matrix, ...]
    resist: Vector
    fight: Vector

    def payoffs(self, theta: Vector) -> list[Vector]:
        ends = np.cumsum([0, *(part.shape[1] for part in self.columns)])
        return [part @ theta[low:high] for part, low, high in zip(self.columns, ends[:-1], ends[1:], strict=True)]

    def contributions(self, theta: Vector) -> tuple[Vector, Matrix]:
        """Return log probabilities of the four outcomes of each game, shape (4n,), and scores, shape (4n, k)."""
        quiet, prize, concede, war, war_b, down, prize_b = self.payoffs(theta)
        cutoff = (quiet - (1 - self.resist) * prize) / self.resist
        pull = (self.fight * war_b + (1 - self.fight) * prize_b - concede) / self.fight
        logs_a, by_a = _challenge(cutoff, war, down)
        logs_b, by_pull = _reply(pull)
        ratio, odds = 1 / self.resist, (1 - self.fight) / self.fight
        nothing = np.zeros_like(by_pull)
        slopes = [
            by_a[0] * ratio[:, None], by_a[0] * (1 - ratio)[:, None], -by_pull / self.fight[:, None], by_a[1],
            by_pull + nothing, by_a[2], by_pull * odds[:, None],
        ]  # fmt: skip
        scores = [slope[:, :, None] * part[:, None, :] for slope, part in zip(slopes, self.columns, strict=True)]
        joined = np.concatenate(scores, axis=2)
        return (logs_a + logs_b).ravel(), joined.reshape(-1, joined.shape[2])

    def beliefs(self, theta: Vector) -> tuple[Vector, Vector]:
        """Return the pR and pF that payoffs and the other's present belief imply."""
        quiet, prize, concede, war, war_b, down, prize_b = self.payoffs(theta)
        pull = (self.fight * war_b + (1 - self.fight) * prize_b - concede) / self.fight
        cutoff = (quiet - (1 - self.resist) * prize) / self.resist
        fights, bluffs = log_upper(cutoff, war, down), log_upper(cutoff, down, war)
        return _inside(np.exp(log_ndtr(pull))), _inside(np.exp(fights - np.logaddexp(fights, bluffs)))


def _inside(chance: Vector) -> Vector:
    return np.clip(chance, FLOOR, 1 - FLOOR)


def _challenge(cutoff: Vector, war: Vector, down: Vector) -> tuple[Matrix, tuple[Matrix, Matrix, Matrix]]:
    """
    Return A's part of the log probabilities, shape (n, 4), and its derivatives by c*, W̄A and ā.

    A keeps quiet with Φ(c − W̄)Φ(c − ā); challenges and would fight with the integral over w >= c of
    φ(w − W̄)Φ(w − ā); and challenges and would back down with the same, the two means exchanged.
    """
    quiet = log_ndtr(cutoff - war) + log_ndtr(cutoff - down)
    fights, bluffs = log_upper(cutoff, war, down), log_upper(cutoff, down, war)
    acts = np.logaddexp(fights, bluffs)
    density_war, density_down = _log_density(cutoff - war), _log_density(cutoff - down)
    edge_fights = density_war + log_ndtr(cutoff - down)  # −d fights / dc, as a log
    edge_bluffs = density_down + log_ndtr(cutoff - war)
    tie = _log_density((war - down) / np.sqrt(2)) - np.log(2) / 2 + log_ndtr((war + down - 2 * cutoff) / np.sqrt(2))
    share_f, share_b = np.exp(fights - acts), np.exp(bluffs - acts)
    quiet_cutoff = np.exp(edge_fights - quiet) + np.exp(edge_bluffs - quiet)
    acts_cutoff = -np.exp(edge_fights - acts) - np.exp(edge_bluffs - acts)
    by_cutoff = [quiet_cutoff, acts_cutoff, -np.exp(edge_fights - fights), -np.exp(edge_bluffs - bluffs)]
    fights_war = np.exp(edge_fights - fights) + np.exp(tie - fights)
    bluffs_war = -np.exp(tie - bluffs)
    fights_down = -np.exp(tie - fights)
    bluffs_down = np.exp(edge_bluffs - bluffs) + np.exp(tie - bluffs)
    acts_war, acts_down = share_f * fights_war + share_b * bluffs_war, share_f * fights_down + share_b * bluffs_down
    by_war = [-np.exp(edge_fights - quiet), acts_war, fights_war, bluffs_war]
    by_down = [-np.exp(edge_bluffs - quiet), acts_down, fights_down, bluffs_down]
    slopes = (np.stack(by_cutoff, axis=1), np.stack(by_war, axis=1), np.stack(by_down, axis=1))
    return np.stack([quiet, acts, fights, bluffs], axis=1), slopes


def _reply(pull: Vector) -> tuple[Matrix, Matrix]:
    """Return B's part of the log probabilities, shape (n, 4), and its derivative by the argument of Φ."""
    resists, concedes = log_ndtr(pull), log_ndtr(-pull)
    density, nothing = _log_density(pull), np.zeros_like(pull)
    logs = np.stack([nothing, concedes, resists, resists], axis=1)
    up, down = np.exp(density - resists), -np.exp(density - concedes)
    return logs, np.stack([nothing, down, up, up], axis=1)


def _log_density(x: Vector) -> Vector:
    found: Vector = -(x**2) / 2 - np.log(2 * np.pi) / 2
    return found


def fit_crisis_signaling(
    formula: str,
    data: Mapping[str, ArrayLike],
    *,
    beliefs: tuple[ArrayLike, ArrayLike] | None = None,
    covariance: str = "robust",
) -> FitResult:
    """
    Fit the crisis signalling game.

    Parameters
    ----------
    formula : str
        `sq + cd + sf + bd ~ SA | VA | CB | barWA | barWB | bara | VB`: on the left the counts, in each game, of status
        quo, concession, A standing firm and A backing down; on the right the regressors of each payoff.
    data : mapping of str to array, or a data frame
        One row a game.
    beliefs : pair of float arrays, shape (n,), optional
        Where pR and pF start; by default each game's own shares, drawn towards those of all games.
    covariance : str
        `robust`, `bhhh` or `information`, all with the beliefs taken as known.

    Returns
    -------
    FitResult
        At the fixed point; `log_likelihood` is the pseudo-likelihood there, which is then a likelihood.

    Raises
    ------
    InputError
        If formula or counts do not fit.
    SolveError
        If beliefs have not settled after 400 rounds, or parameters are not identified.

    Notes
    -----
    [LewisSchultz2003], [AguirregabiriaMira2007], [CrismanCoxGibilisco2021]. Each round takes Fisher-scoring steps and
    then updates the beliefs. Departure: standard errors take the beliefs as known, and so are somewhat too small.
    """
    design = read_formula(formula, data, PAYOFFS)
    counts = read_outcome_counts(design)
    names = tuple(
        f"{payoff}: {name}" for payoff, part in zip(PAYOFFS, design.parts, strict=True) for name in part.names
    )
    resist, fight = _first_beliefs(counts) if beliefs is None else (numbers("beliefs", np.asarray(b)) for b in beliefs)
    if not len(resist) == len(fight) == len(counts):
        raise InputError("the beliefs do not fit the games", field="beliefs", wanted=f"two of length {len(counts)}")
    model = _Crisis(tuple(part.columns for part in design.parts), _inside(resist), _inside(fight))
    model, theta, trace = _settle(model, counts.ravel())
    likelihood = _likelihood(model, names, counts.ravel())
    value, gradient = likelihood.value(theta)
    decrement = float(gradient @ np.linalg.lstsq(_fisher(model, counts.ravel(), theta), gradient, rcond=1e-14)[0])
    optimum = Optimum(theta, value, decrement, len(trace), tuple(trace), decrement < PEAKED)
    notes = ("nested pseudo-likelihood: standard errors take the beliefs as known",)
    return summarise_fit("Crisis signalling game", likelihood, optimum, kind=covariance, notes=notes)


def _settle(model: _Crisis, weights: Vector) -> tuple[_Crisis, Vector, list[float]]:
    """Return the model with settled beliefs, the payoffs there, and the log-likelihood round by round."""
    theta, trace, change = np.zeros(sum(part.shape[1] for part in model.columns)), [], np.inf
    for _ in range(ROUNDS):
        theta, height = _score(model, weights, theta)
        trace.append(height)
        resist, fight = model.beliefs(theta)
        change = max(float(np.abs(resist - model.resist).max()), float(np.abs(fight - model.fight).max()))
        model = replace(model, resist=resist, fight=fight)
        if change < SETTLED:
            return model, theta, trace
    raise SolveError(f"beliefs have not settled after {ROUNDS} rounds (last change {change:.2g})", reached=theta)


def read_outcome_counts(design: Design) -> Matrix:
    """
    Return the counts, shape (n, 4).

    Raises
    ------
    InputError
        If there are not four columns, a count is negative or missing, or an outcome never occurs.
    """
    if len(design.left) != len(OUTCOMES):
        wanted, got = f"four counts: {', '.join(OUTCOMES)}", " + ".join(design.left)
        raise InputError("the left-hand side does not fit", field="formula", wanted=wanted, got=got)
    counts = np.column_stack([numbers(name, one) for name, one in zip(design.left, design.response, strict=True)])
    wrong = np.argwhere(counts < 0)
    if len(wrong):
        row, column = wrong[0]
        got = f"{counts[row, column]:g} in row {row + 1}"
        raise InputError("a count is negative", field=design.left[column], wanted="a number of at least 0", got=got)
    for column, outcome in enumerate(OUTCOMES):
        if counts[:, column].sum() <= 0:
            raise InputError("an outcome never occurs", field=design.left[column], wanted=outcome, got="only zeros")
    return counts


def _first_beliefs(counts: Matrix) -> tuple[Vector, Vector]:
    """Return each game's shares of resistance and of fighting, with five crises of the average added to it."""
    resisted, challenged = counts[:, 2:].sum(axis=1), counts[:, 1:].sum(axis=1)
    average_r, average_f = resisted.sum() / challenged.sum(), counts[:, 2].sum() / resisted.sum()
    return (resisted + 5 * average_r) / (challenged + 5), (counts[:, 2] + 5 * average_f) / (resisted + 5)


def _fisher(model: _Crisis, weights: Vector, theta: Vector) -> Matrix:
    """Return the expected information, shape (k, k): games' sizes are given, outcomes are not."""
    logs, scores = model.contributions(theta)
    sizes = np.repeat(weights.reshape(-1, 4).sum(axis=1), 4)
    information: Matrix = (scores * (sizes * np.exp(logs))[:, None]).T @ scores
    return information


def _score(model: _Crisis, weights: Vector, theta: Vector) -> tuple[Vector, float]:
    """Return the payoffs after at most 25 Fisher-scoring steps at given beliefs, and the log-likelihood."""
    logs, scores = model.contributions(theta)
    value = float(weights @ logs)
    for _ in range(25):
        gradient = weights @ scores
        step = np.linalg.lstsq(_fisher(model, weights, theta), gradient, rcond=1e-14)[0]
        gain, length = float(gradient @ step), 1.0
        while length > 1e-6:
            logs, scores = model.contributions(theta + length * step)
            new = float(weights @ logs)
            if np.isfinite(new) and new >= value + 1e-4 * length * gain:
                break
            length /= 2
        else:
            return theta, value
        theta, value = theta + length * step, new
        if gain < 1e-10:
            break
    return theta, value


def _likelihood(model: _Crisis, names: tuple[str, ...], weights: Vector) -> Likelihood:
    ends = np.full(len(names), np.inf)
    spreads = np.concatenate([np.sqrt((part**2).mean(axis=0)) for part in model.columns])
    return Likelihood(
        names=names, start=np.zeros(len(names)), contributions=model.contributions, weights=weights, low=-ends,
        high=ends, scale=1 / np.maximum(spreads, 1e-300),
    )  # fmt: skip
