"""What a fit returns: estimates, standard errors, log-likelihood, and how the maximum was reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
from scipy.special import ndtr, ndtri

from demarche.errors import InputError
from demarche.game.estimation.likelihood import Likelihood, Matrix, Optimum, Vector, covariance
from demarche.game.estimation.profile import Profile, profile_likelihood

if TYPE_CHECKING:
    from polars import DataFrame as ArrowTable

KINDS = ("information", "bhhh", "robust")


@dataclass(frozen=True, eq=False)
class FitResult:
    """
    Estimates by maximum likelihood; attributes are named as in statsmodels.

    Parameters
    ----------
    model : str
        What was fitted, in words.
    names : tuple of str, length k
    params, bse : float arrays, shape (k,)
        Estimates and standard errors (of the kind `covariance_kind`).
    llf : float
        Log-likelihood; constants that no parameter moves are left out.
    nobs : float
        Number of observations.
    converged : bool
    iterations : int
    decrement : float
        By how much, twice, a Newton step would still raise the log-likelihood.
    trace : tuple of float
        The log-likelihood after each step.
    covariance_kind : str
        `information`, `bhhh` or `robust`.
    notes : tuple of str
    likelihood, optimum
        For profiles and other covariances.
    """

    model: str
    names: tuple[str, ...]
    params: Vector
    bse: Vector
    llf: float
    nobs: float
    converged: bool
    iterations: int
    decrement: float
    trace: tuple[float, ...]
    covariance_kind: str
    notes: tuple[str, ...]
    likelihood: Likelihood = field(repr=False)
    optimum: Optimum = field(repr=False)

    def __getitem__(self, name: str) -> float:
        """Return an estimate by name."""
        return float(self.params[self._index(name)])

    @property
    def tvalues(self) -> Vector:
        """Estimates over standard errors, shape (k,); large-sample z values."""
        return self.params / self.bse

    @property
    def pvalues(self) -> Vector:
        """Two-sided, of the hypothesis that a parameter is 0, shape (k,)."""
        two_sided: Vector = 2 * ndtr(-np.abs(self.tvalues))
        return two_sided

    @property
    def aic(self) -> float:
        """Akaike's criterion."""
        return 2 * len(self.params) - 2 * self.llf

    @property
    def bic(self) -> float:
        """Schwarz's criterion."""
        return float(len(self.params) * np.log(self.nobs) - 2 * self.llf)

    def cov_params(self, kind: str | None = None) -> Matrix:
        """
        Return the covariance matrix of the estimates, shape (k, k).

        Parameters
        ----------
        kind : str, optional
            `information`, `bhhh` or `robust`; by default that of `bse`.
        """
        return covariance(self.likelihood, self.params, check_kind(kind or self.covariance_kind))

    def conf_int(self, alpha: float = 0.05) -> Matrix:
        """Return Wald intervals, shape (k, 2), each of coverage 1 − alpha."""
        if not 0 < alpha < 1:
            raise InputError("alpha is no probability", field="alpha", wanted="a number in (0, 1)", got=str(alpha))
        half = -ndtri(alpha / 2) * self.bse
        return np.column_stack([self.params - half, self.params + half])

    def profile(self, name: str, values: Sequence[float] | None = None, *, alpha: float = 0.05) -> Profile:
        """
        Return the profile likelihood of a parameter: the others are fitted anew at each of its values.

        Parameters
        ----------
        name : str
        values : sequence of float, optional
            By default 21 points over three standard errors either way.
        alpha : float
            The interval holds the values whose log-likelihood is within χ²(1)/2 of the maximum.
        """
        return profile_likelihood(
            self.likelihood, self.optimum, self.bse, self._index(name), values=values, alpha=alpha
        )

    def summary(self) -> str:
        """Return a table in plain text."""
        width = max(len(name) for name in (*self.names, "parameter"))
        titles = f"{'estimate':>11}  {'std err':>10}  {'z':>8}  {'P>|z|':>6}  {'[0.025':>10}  {'0.975]':>10}"
        head = f"{'parameter':<{width}}  {titles}"
        rows = [
            f"{name:<{width}}  {value:>11.6g}  {error:>10.4g}  {z:>8.2f}  {p:>6.3f}  {low:>10.4g}  {high:>10.4g}"
            for name, value, error, z, p, (low, high) in zip(
                self.names, self.params, self.bse, self.tvalues, self.pvalues, self.conf_int(), strict=True
            )
        ]
        end = "reached" if self.converged else "NOT reached"
        top = [
            self.model,
            f"observations {self.nobs:g}   log-likelihood {self.llf:.4f}   AIC {self.aic:.2f}   BIC {self.bic:.2f}",
            f"maximum {end} in {self.iterations} steps (decrement {self.decrement:.1e})   "
            f"standard errors: {self.covariance_kind}",
        ]
        return "\n".join([*top, "-" * len(head), head, *rows, "-" * len(head), *self.notes])

    def to_dict(self) -> dict[str, Any]:
        """Return plain dicts and lists."""
        columns = zip(self.names, self.params, self.bse, self.conf_int(), strict=True)
        return {
            "model": self.model,
            "parameters": [
                {
                    "name": name,
                    "estimate": float(value),
                    "std_err": float(error),
                    "low": float(low),
                    "high": float(high),
                }
                for name, value, error, (low, high) in columns
            ],
            "log_likelihood": self.llf,
            "observations": self.nobs,
            "converged": self.converged,
            "iterations": self.iterations,
            "decrement": self.decrement,
            "standard_errors": self.covariance_kind,
            "notes": list(self.notes),
        }

    def to_json(self) -> str:
        """Return `to_dict` as indented JSON."""
        return msgspec.json.format(msgspec.json.encode(self.to_dict()), indent=2).decode()

    def to_arrow(self) -> ArrowTable:
        """Return the table of estimates, with the Arrow PyCapsule."""
        import polars

        return polars.DataFrame(self.to_dict()["parameters"])

    def _index(self, name: str) -> int:
        if name not in self.names:
            raise InputError(f"there is no parameter {name}", field="name", wanted=", ".join(self.names), got=name)
        return self.names.index(name)


def check_kind(kind: str) -> str:
    """Return the kind of covariance, or raise an `InputError`."""
    if kind not in KINDS:
        raise InputError("unknown kind of standard errors", field="covariance", wanted=", ".join(KINDS), got=kind)
    return kind


def summarise_fit(
    model: str, likelihood: Likelihood, optimum: Optimum, *, kind: str = "information", nobs: float | None = None,
    notes: tuple[str, ...] = (),
) -> FitResult:  # fmt: skip
    """
    Return the result of a fit, with standard errors.

    Raises
    ------
    InputError
        If the kind of standard errors is unknown.
    SolveError
        If the data do not identify all parameters.
    """
    matrix = covariance(likelihood, optimum.theta, check_kind(kind))
    return FitResult(
        model=model,
        names=likelihood.names,
        params=optimum.theta,
        bse=np.sqrt(np.diag(matrix)),
        llf=optimum.llf,
        nobs=float(likelihood.weights.sum()) if nobs is None else nobs,
        converged=optimum.converged,
        iterations=optimum.iterations,
        decrement=optimum.decrement,
        trace=optimum.trace,
        covariance_kind=kind,
        notes=notes,
        likelihood=likelihood,
        optimum=optimum,
    )
