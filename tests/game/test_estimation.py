"""Estimation: the published fits are reproduced, and bad data get a clear error."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.game.rdata import read_frame

from demarche.errors import InputError, SolveError
from demarche.game.classics import load_classic
from demarche.game.estimation import EgameSettings, FitResult, fit_crisis_signaling, fit_egame, fit_logit_game

GAMES = Path(__file__).parents[3] / "shared" / "data" / "games"
OCHS = {"row's choice": [128 * 0.527, 128 * 0.473], "column's choice": {"left": 128 * 0.366, "right": 128 * 0.634}}
WAR = "esc + war ~ s_wt_re1 + revis1 | 0 | regime1 | balanc + regime2"
DEVALUE = (
    "outcome ~ capcont + lreserves + overval + creditgrow + USinterest + service + contagion + prioratt - 1 | 1 | 1 | "
    "unifgov + lexports + preelec + postelec + rightgov + realinterest + capcont + lreserves"
)
ORDER = ("no attack", "devaluation", "defense")
PRIVATE = EgameSettings("probit", "private")


def frame(name: str) -> dict[str, np.ndarray[Any, Any]]:
    path = GAMES / name
    if not path.exists():
        pytest.skip(f"{name} is not beside this checkout (../shared/data/games)")
    return read_frame(path)


@pytest.fixture(scope="module")
def ochs() -> FitResult:
    return fit_logit_game(load_classic("matching-pennies"), OCHS)


def test_ochs(ochs: FitResult) -> None:
    """λ̂ and the log-likelihood are those of Gambit's tutorial, from McKelvey and Palfrey 1995."""
    assert ochs["rationality"] == pytest.approx(1.84561, abs=5e-6)
    assert ochs.llf == pytest.approx(-174.7645, abs=5e-5)
    assert ochs.nobs == 256
    assert ochs.converged


def test_a_tree_is_fitted_like_its_classic(ochs: FitResult) -> None:
    tree = fit_logit_game(load_classic("matching-pennies").tree(), OCHS)
    assert tree["rationality"] == pytest.approx(ochs["rationality"], rel=1e-6)


def test_profile_interval_is_where_the_likelihood_has_fallen(ochs: FitResult) -> None:
    """At either end of the interval the log-likelihood, computed afresh, is half of χ² below its maximum."""
    profile = ochs.profile("rationality", [1.0, 1.84561, 3.0])
    assert profile.low < ochs["rationality"] < profile.high
    assert profile.llf[1] == pytest.approx(ochs.llf, abs=1e-8)
    for end in (profile.low, profile.high):
        found = load_classic("matching-pennies").solve(**{"lambda": end}).flat()
        up, left = found["logit: row's choice: up"], found["logit: column's choice: left"]
        log = 67.456 * np.log(up) + 60.544 * np.log(1 - up) + 46.848 * np.log(left) + 81.152 * np.log(1 - left)
        assert log == pytest.approx(ochs.llf - 3.841459 / 2, abs=1e-4)


def test_standard_error_is_the_curvature(ochs: FitResult) -> None:
    points = ochs["rationality"] + np.array([-0.02, 0, 0.02])
    fell = ochs.profile("rationality", points).llf
    curvature = -(fell[0] - 2 * fell[1] + fell[2]) / 0.02**2
    assert ochs.bse[0] == pytest.approx(curvature**-0.5, rel=1e-3)


def test_results_read_like_statsmodels(ochs: FitResult) -> None:
    assert ochs.params.shape == ochs.bse.shape == ochs.tvalues.shape == ochs.pvalues.shape == (1,)
    assert ochs.cov_params() == pytest.approx(ochs.bse[:, None] ** 2)
    low, high = ochs.conf_int(alpha=0.05)[0]
    assert (low + high) / 2 == pytest.approx(ochs["rationality"])
    assert high - low == pytest.approx(2 * 1.959964 * ochs.bse[0], rel=1e-6)
    assert ochs.aic == pytest.approx(2 - 2 * ochs.llf)
    assert ochs.bic == pytest.approx(np.log(256) - 2 * ochs.llf)
    text = ochs.summary()
    assert "1.84561" in text
    assert "-174.7645" in text
    assert ochs.trace[-1] >= ochs.trace[0]
    assert ochs.to_dict()["parameters"][0]["name"] == "rationality"
    assert ochs.to_arrow().columns == ["name", "estimate", "std_err", "low", "high"]


def test_closed_forms_are_fitted_by_outcome() -> None:
    """Counts in proportion to the Signorino-type crisis's probabilities give its parameters back."""
    counts = {"outcome": {"status quo": 0.23269144, "capitulation": 0.56094751, "war": 0.20636105}}
    scaled = {"outcome": {name: 1000 * share for name, share in counts["outcome"].items()}}
    found = fit_logit_game(load_classic("signorino1999"), scaled, free=("lambda", "u14"))
    assert found.params == pytest.approx([2, -0.5], abs=1e-5)


@pytest.mark.parametrize(("link", "llf"), [("logit", -286.1828), ("probit", -286.1238)])
def test_war1800(link: Any, llf: float) -> None:
    found = fit_egame(WAR, frame("war1800.rda"), settings=EgameSettings(link), missing="drop")
    assert found.llf == pytest.approx(llf, abs=5e-5)
    assert found.nobs == 282
    assert found.converged
    assert "31 rows" in found.notes[0]


@pytest.mark.slow
def test_leblang2003() -> None:
    found = fit_egame(DEVALUE, frame("leblang2003.rda"), settings=PRIVATE, outcomes=ORDER)
    assert found.llf == pytest.approx(-482.02, abs=5e-3)
    assert found.nobs == 7240
    assert len(found.params) == 19


def test_leblang2003_with_fixed_payoffs() -> None:
    data = frame("leblang2003.rda")
    found = fit_egame("outcome ~ 1 | 1 | 1 | 1", data, settings=PRIVATE, outcomes=ORDER, fixed_payoffs=(1, -1, 0, 1))
    assert found["log(sigma)"] == pytest.approx(-1.0513, abs=5e-5)
    assert found.llf == pytest.approx(-646.54, abs=5e-3)


SANCTIONS = (
    "sq + cd + sf + bd ~ sqrt(senderecondep) + senderdemocracy + contig + ally - 1 | anticipatedsendercosts | "
    "sqrt(targetecondep) + anticipatedtargetcosts + contig + ally | sqrt(senderecondep) + senderdemocracy + lncaprat | "
    "targetdemocracy + lncaprat | senderdemocracy | 0"
)


@pytest.mark.slow
def test_sanctions() -> None:
    """Nested pseudo-likelihood from our own start reaches the published fixed point."""
    data = frame("sanctionsData.rdata")
    found = fit_crisis_signaling(SANCTIONS, data)
    assert len(found.params) == 20
    assert found.nobs == 49704
    assert found.llf == pytest.approx(-3932.447, abs=5e-4)
    assert found.converged


def test_sanctions_need_all_outcomes() -> None:
    data = {name: np.ones(6) for name in ("sq", "cd", "sf", "bd")} | {"x": np.arange(6.0)}
    data["bd"][:] = 0
    with pytest.raises(InputError, match="never occurs"):
        fit_crisis_signaling("sq + cd + sf + bd ~ x - 1 | 1 | 1 | 1 | 1 | 1 | 0", data)
    with pytest.raises(InputError, match="left-hand side"):
        fit_crisis_signaling("sq + cd ~ x - 1 | 1 | 1 | 1 | 1 | 1 | 0", data)


def crises(rows: int = 400) -> dict[str, np.ndarray[Any, Any]]:
    rng = np.random.default_rng(3)
    x, z = rng.normal(size=(2, rows))
    outcome = np.where(rng.uniform(size=rows) < 0.4, 1, np.where(rng.uniform(size=rows) < 0.5, 2, 3))
    return {"outcome": outcome, "x": x, "z": z}


@pytest.mark.parametrize(
    ("change", "formula", "match"),
    [
        ({"x": np.nan}, "outcome ~ x | 0 | 1 | z", "missing"),
        ({}, "outcome ~ x | 0 | 1", "parts"),
        ({}, "outcome ~ y | 0 | 1 | z", "no column y"),
        ({}, "outcome x | 0 | 1 | z", "no ~"),
        ({}, "outcome ~ x + x | 0 | 1 | z", "dependent"),
        ({}, "outcome ~ log(x) | 0 | 1 | z", "missing or infinite"),
        ({}, "outcome ~ tan(x) | 0 | 1 | z", "function"),
        ({}, "outcome ~ 0 | 0 | 0 | 0", "no payoff has a parameter"),
        ({}, "x ~ z | 0 | 1 | z", "codes"),
        ({}, "outcome + x ~ z | 0 | 1 | z", "0/1"),
    ],
)
def test_bad_data_are_named(change: dict[str, float], formula: str, match: str) -> None:
    data = crises()
    for name, value in change.items():
        data[name][7] = value
    with pytest.raises(InputError, match=match):
        fit_egame(formula, data)


def test_words_need_their_order() -> None:
    data = crises()
    data["outcome"] = np.array(["a", "b", "c"])[data["outcome"] - 1]
    with pytest.raises(InputError, match="name the three in order"):
        fit_egame("outcome ~ x | 0 | 1 | z", data)
    assert fit_egame("outcome ~ x | 0 | 1 | z", data, outcomes=["a", "b", "c"]).converged


def test_an_outcome_that_never_occurs_is_named() -> None:
    data = crises()
    data["outcome"] = np.minimum(data["outcome"], 2)
    with pytest.raises(InputError, match="never occurs"):
        fit_egame("outcome ~ x | 0 | 1 | z", data, outcomes=[1, 2, 3])  # type: ignore[list-item]


def test_perfect_separation_is_told() -> None:
    """A regressor that tells exactly who resists has no finite estimate, and the error says of which payoff."""
    data = crises()
    data["z"] = (data["outcome"] == 3) * 2.0 - 1
    with pytest.raises(SolveError, match="u24"):
        fit_egame("outcome ~ x | 0 | 1 | z", data)


def test_what_data_cannot_tell_apart_is_named() -> None:
    """u11 and both of 1's other payoffs have constants that only differ."""
    with pytest.raises(SolveError, match="identify"):
        fit_egame("outcome ~ 1 | 1 | 1 | z", crises())


def test_private_payoffs_have_no_logit() -> None:
    with pytest.raises(InputError, match="logit"):
        fit_egame("outcome ~ x | 0 | 1 | z", crises(), settings=EgameSettings("logit", "private"))


@pytest.mark.parametrize(
    ("data", "match"),
    [
        ({"row's choice": [3, -1]}, "count"),
        ({"row's choice": [3, np.nan]}, "count"),
        ({"row's choice": [0, 0]}, "no observations"),
        ({"row's choice": [1, 2, 3]}, "fit the actions"),
        ({"row's choice": {"sideways": 1}}, "no such action"),
        ({"nobody's choice": [1, 2]}, "no such information set"),
    ],
)
def test_bad_counts_are_named(data: Any, match: str) -> None:
    with pytest.raises(InputError, match=match):
        fit_logit_game(load_classic("matching-pennies"), data)


@pytest.mark.slow
def test_edges_of_rationality_are_told() -> None:
    """Play that is worse than chance, and play without errors, have no λ."""
    poker = load_classic("poker")
    with pytest.raises(SolveError, match="falls to 0"):
        fit_logit_game(poker, {"King": [20, 80]})
    with pytest.raises(SolveError, match="free of errors"):
        fit_logit_game(poker, {"King": [80, 0]})


def test_unknown_parameters_are_named() -> None:
    with pytest.raises(InputError, match="no such parameter"):
        fit_logit_game(load_classic("poker"), {"King": [8, 2]}, free=("luck",))
    with pytest.raises(InputError, match="alternatives"):
        fit_logit_game(load_classic("signorino1999"), {"o": {"war": 3, "escalate": 4}})
    with pytest.raises(InputError, match="standard errors"):
        fit_logit_game(load_classic("poker"), {"King": [8, 2]}, covariance="magic")
