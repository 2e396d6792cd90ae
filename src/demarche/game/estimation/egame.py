"""
Strategic probit and logit: player 1 acts or not, player 2 replies, each foreseeing the other's errors.

Outcomes: 1 leaves things as they are (payoff u11); 1 acts and 2 gives in (u13; 2's payoff is 0); 1 acts and 2 resists
(u14, u24). Each payoff is linear in regressors.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from demarche.errors import InputError, SolveError
from demarche.game.estimation.formula import Design, complete_rows, read_formula
from demarche.game.estimation.likelihood import Likelihood, Vector, maximise
from demarche.game.estimation.result import FitResult, summarise_fit
from demarche.game.estimation.strategic import PAYOFFS, EgameSettings, StrategicModel, backward_start

LOCAL = 1e-4
"""Gap between two log-likelihoods beyond which they are two maxima, not one reached twice."""
UNBOUNDED = 100.0
"""Standard error of a payoff, in units of the error and for a regressor of typical size, that counts as infinite."""


def fit_egame(
    formula: str,
    data: Mapping[str, ArrayLike],
    *,
    settings: EgameSettings | None = None,
    outcomes: Sequence[str] | None = None,
    fixed_payoffs: Sequence[float] | None = None,
    covariance: str = "information",
    missing: Literal["error", "drop"] = "error",
) -> FitResult:
    """
    Fit the strategic model of two players and three outcomes by maximum likelihood.

    Parameters
    ----------
    formula : str
        `outcome ~ u11 | u13 | u14 | u24`, each part the regressors of a payoff. On the left one column with three
        values (status quo, 2 gives in, 2 resists), or two 0/1 columns `acts + resists`.
    data : mapping of str to array, or a data frame
    settings : EgameSettings, optional
        Link and errors; probit and agent errors by default.
    outcomes : sequence of three str, optional
        The values of the outcome in order; needed where they are words.
    fixed_payoffs : sequence of four float, optional
        Holds (u11, u13, u14, u24) at these numbers and fits the log of the errors' scale instead, as `log(sigma)`.
    covariance : str
        Kind of the standard errors: `information`, `bhhh` or `robust`.
    missing : str
        `error`: a missing value is an error. `drop`: rows with one in the formula's columns are left out, and counted
        in the notes.

    Returns
    -------
    FitResult
        Parameters are named `u13: (constant)` and so on.

    Raises
    ------
    InputError
        If formula, data or settings do not fit together; if columns hold NaN, are linearly dependent, or no payoff has
        a parameter.
    SolveError
        If an outcome is separated perfectly, or some parameters are not identified.

    Notes
    -----
    [Signorino1999], [Signorino2003]. Payoffs are in units of one error's standard deviation (probit), or of its scale
    (logit: the extreme-value distribution's own). The likelihood may have several maxima: the search starts from
    statistical backward induction and from zero payoffs, and tells where they differ.
    """
    chosen = settings or EgameSettings()
    _check_settings(chosen)
    notes: tuple[str, ...] = ()
    if missing == "drop":
        data, dropped = complete_rows(formula, data)
        notes = (f"{dropped} rows with missing values were left out",) if dropped else ()
    design = read_formula(formula, data, PAYOFFS)
    outcome = read_outcome(design, outcomes)
    columns = tuple(part.columns for part in design.parts)
    assert len(columns) == len(PAYOFFS)
    if fixed_payoffs is not None:
        return _fit_scale(StrategicModel(columns, outcome, chosen, _four(fixed_payoffs)), covariance, notes)
    names = tuple(
        f"{payoff}: {name}" for payoff, part in zip(PAYOFFS, design.parts, strict=True) for name in part.names
    )
    if not names:
        raise InputError("no payoff has a parameter", field="formula", wanted="at least one term", got=formula)
    model = StrategicModel(columns, outcome, chosen)
    spreads = np.concatenate([np.sqrt((part**2).mean(axis=0)) for part in columns])
    likelihood = _likelihood(model, names, 1 / np.maximum(spreads, 1e-300))
    ends = [maximise(likelihood, start=start) for start in (backward_start(model), likelihood.start)]
    optimum = max(ends, key=lambda one: (one.converged, one.llf))
    if abs(ends[0].llf - ends[1].llf) > LOCAL:
        notes = (*notes, f"two starts led to two maxima: {ends[0].llf:.4f} and {ends[1].llf:.4f}; the higher is shown")
    return _check_separation(summarise_fit(_title(chosen), likelihood, optimum, kind=covariance, notes=notes))


def _fit_scale(model: StrategicModel, covariance: str, notes: tuple[str, ...]) -> FitResult:
    likelihood = _likelihood(model, ("log(sigma)",), np.ones(1))
    optimum = maximise(likelihood)
    held = ", ".join(f"{name} = {value:g}" for name, value in zip(PAYOFFS, model.payoffs or (), strict=True))
    notes = (*notes, f"payoffs held at {held}")
    if optimum.theta[0] < -6:
        raise SolveError("the errors' scale falls to 0: the fixed payoffs predict every outcome", reached=optimum)
    return summarise_fit(_title(model.settings), likelihood, optimum, kind=covariance, notes=notes)


def _likelihood(model: StrategicModel, names: tuple[str, ...], scale: Vector) -> Likelihood:
    size = len(names)
    return Likelihood(
        names=names,
        start=np.zeros(size),
        contributions=model.contributions,
        weights=np.ones(len(model.outcome)),
        low=np.full(size, -np.inf),
        high=np.full(size, np.inf),
        scale=scale,
    )


def read_outcome(design: Design, outcomes: Sequence[str] | None) -> NDArray[np.intp]:
    """
    Return the outcome of each row as 0, 1, 2.

    Raises
    ------
    InputError
        If the left-hand side is not one column of three values or two columns of 0 and 1.
    """
    if len(design.left) == 2:
        acts, resists = (_binary(name, column) for name, column in zip(design.left, design.response, strict=True))
        return np.where(acts, 1 + resists, 0).astype(np.intp)
    if len(design.left) != 1:
        raise InputError(
            "the left-hand side has the wrong number of columns",
            field="formula",
            wanted="1 or 2",
            got=str(len(design.left)),
        )
    name, column = design.left[0], design.response[0]
    found = sorted({value.item() if hasattr(value, "item") else value for value in column}, key=str)
    if any(isinstance(value, float) and np.isnan(value) for value in found):
        raise InputError("the outcome has missing values", field=name, wanted="three values", got="NaN")
    levels: Sequence[Any] = outcomes if outcomes is not None else found
    words = outcomes is None and any(isinstance(value, str) for value in found)
    if words or len(levels) != 3 or not set(found) <= set(levels):
        mend = "name the three in order: outcomes=[status quo, 2 gives in, 2 resists]"
        raise InputError(
            "the outcome's codes do not fit",
            field=name,
            wanted="three values",
            got=", ".join(map(str, found[:8])),
            mend=mend,
        )
    codes = np.select([column == level for level in levels], [0, 1, 2], -1)
    missing = [str(levels[code]) for code in range(3) if not (codes == code).any()]
    if missing:
        raise InputError("an outcome never occurs", field=name, wanted="all three", got=f"no {', '.join(missing)}")
    return codes.astype(np.intp)


def _binary(name: str, column: NDArray[Any]) -> NDArray[np.bool_]:
    if not np.isin(column, [0, 1]).all():
        got = ", ".join(str(value) for value in sorted({str(value) for value in column})[:8])
        raise InputError("a column is not 0/1", field=name, wanted="0 or 1", got=got)
    return column.astype(np.bool_)


def _check_settings(settings: EgameSettings) -> None:
    if settings.link not in ("probit", "logit"):
        raise InputError("unknown link", field="link", wanted="probit or logit", got=str(settings.link))
    if settings.errors not in ("agent", "private"):
        raise InputError("unknown errors", field="errors", wanted="agent or private", got=str(settings.errors))
    if settings.link == "logit" and settings.errors == "private":
        message = "private payoffs have no logit form: sums of extreme-value errors are not logistic"
        raise InputError(message, field="link", wanted="probit", got="logit")


def _four(values: Sequence[float]) -> tuple[float, float, float, float]:
    if len(values) != 4 or not np.isfinite(values).all():
        raise InputError(
            "the fixed payoffs do not fit",
            field="fixed_payoffs",
            wanted="four numbers: u11, u13, u14, u24",
            got=str(list(values)),
        )
    u11, u13, u14, u24 = (float(value) for value in values)
    return u11, u13, u14, u24


def _check_separation(fit: FitResult) -> FitResult:
    """Return the fit, or raise a `SolveError` where regressors tell an outcome perfectly."""
    loose = fit.bse / fit.likelihood.scale > UNBOUNDED
    if loose.any():
        names = ", ".join(name for name, bad in zip(fit.names, loose, strict=True) if bad)
        message = f"the regressors separate an outcome perfectly: {names} have no finite estimate"
        raise SolveError(message, reached=fit)
    return fit


def _title(settings: EgameSettings) -> str:
    kind = "private payoffs" if settings.errors == "private" else "agent errors"
    return f"Strategic {settings.link}, {kind}: two players, three outcomes"
