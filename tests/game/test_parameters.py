"""Draws of parameters: the distributions, and the streams that make draws comparable."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from demarche.game.parameters import Parameter, draw_parameters


@dataclass
class Holder:
    parameters: dict[str, Parameter] = field(default_factory=dict)


def holder(*parameters: Parameter) -> Holder:
    return Holder({one.name: one for one in parameters})


def one(distribution: str) -> Parameter:
    return Parameter("p", 0.4, low=0.1, high=1.2, distribution=distribution)


REFERENCES = {
    "uniform": stats.uniform(0.1, 1.1),
    "triangular": stats.triang(0.3 / 1.1, 0.1, 1.1),
    "beta": stats.beta(1 + 4 * 0.3 / 1.1, 1 + 4 * 0.8 / 1.1, 0.1, 1.1),
    "normal": stats.truncnorm(-0.3 / 0.275, 0.8 / 0.275, 0.4, 0.275),
}


@pytest.mark.parametrize("distribution", sorted(REFERENCES))
def test_quantiles_are_scipys(distribution: str) -> None:
    """Quantiles agree with SciPy's distributions, made from the range as the documentation says."""
    levels = np.linspace(0.001, 0.999, 57)
    assert one(distribution).quantile(levels) == pytest.approx(REFERENCES[distribution].ppf(levels), abs=1e-9)


def test_lognormal_is_a_normal_of_logarithms() -> None:
    """The median of a lognormal on a range that is even around it in logarithms is the default."""
    parameter = Parameter("p", 0.2, low=0.1, high=0.4, distribution="lognormal")
    levels = np.array([0.0, 0.5, 1.0])
    assert parameter.quantile(levels) == pytest.approx([0.1, 0.2, 0.4])


def test_normalised_gammas_are_dirichlet() -> None:
    """Gamma weights divided by their sum have the mean and variance of a Dirichlet."""
    shapes = {"a": 4.0, "b": 4.0, "c": 2.0}
    parameters = [Parameter(name, shape, distribution="gamma") for name, shape in shapes.items()]
    drawn = draw_parameters(holder(*parameters), 20_000, np.random.default_rng(1))
    shares = np.array(list(drawn.values()))
    shares /= shares.sum(axis=0)
    assert shares.mean(axis=1) == pytest.approx([0.4, 0.4, 0.2], abs=0.01)
    assert shares[0].var() == pytest.approx(0.4 * 0.6 / 11, rel=0.05)


def test_fixed_and_pointlike_ranges_are_constant() -> None:
    """A fixed parameter, and one whose range is a point, has its default in every draw."""
    drawn = draw_parameters(
        holder(Parameter("a", 3.0), Parameter("b", 2.0, low=2.0, high=2.0, distribution="uniform")),
        5,
        np.random.default_rng(0),
    )
    assert drawn["a"].tolist() == [3.0] * 5
    assert drawn["b"].tolist() == [2.0] * 5


names = st.text("abcdefgh_", min_size=1, max_size=8)


@given(st.lists(names, min_size=1, max_size=6, unique=True), names, st.integers(0, 2**32))
@settings(max_examples=40, deadline=None)
def test_adding_a_parameter_moves_no_other(existing: list[str], extra: str, seed: int) -> None:
    """Draw i of a parameter is the same whatever other parameters there are, and in whatever order."""
    every = [Parameter(name, 0.5, low=0.0, high=1.0, distribution="triangular") for name in existing]
    more = [Parameter(extra, 0.5, low=0.0, high=1.0, distribution="uniform")] if extra not in existing else []
    alone = draw_parameters(holder(*every), 4, np.random.default_rng(seed))
    joined = draw_parameters(holder(*more, *reversed(every)), 4, np.random.default_rng(seed))
    for name in existing:
        assert alone[name].tolist() == joined[name].tolist()


@given(st.integers(1, 20), st.integers(1, 20), st.integers(0, 2**32))
@settings(max_examples=20, deadline=None)
def test_more_draws_begin_with_the_same(few: int, more: int, seed: int) -> None:
    """The first draws do not depend on how many are made."""
    spec = holder(one("beta"))
    short = draw_parameters(spec, few, np.random.default_rng(seed))["p"]
    long = draw_parameters(spec, few + more, np.random.default_rng(seed))["p"]
    assert short.tolist() == long[:few].tolist()


@given(st.sampled_from(["uniform", "triangular", "beta", "normal", "lognormal", "gamma"]), st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_draws_stay_in_the_range(distribution: str, seed: int) -> None:
    """No draw leaves the range, and different seeds give different draws."""
    drawn = draw_parameters(holder(one(distribution)), 50, np.random.default_rng(seed))["p"]
    other = draw_parameters(holder(one(distribution)), 50, np.random.default_rng(seed + 1))["p"]
    assert ((drawn >= 0.1) & (drawn <= 1.2)).all()
    assert (drawn != other).any()


def test_different_names_have_different_streams() -> None:
    """Two parameters alike in everything but the name are drawn independently."""
    spec = holder(*(Parameter(name, 0.5, low=0.0, high=1.0, distribution="uniform") for name in ("a", "b")))
    drawn = draw_parameters(spec, 4000, np.random.default_rng(0))
    assert abs(np.corrcoef(drawn["a"], drawn["b"])[0, 1]) < 0.06
