"""The study of past crises, on made-up crises: parsing, shares, folds, fits and scores."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from eval.catalogue import SHARED
from eval.icb.__main__ import main
from eval.icb.crises import ACTORS, SYSTEM, Crisis, is_there, read_crises
from eval.icb.features import Feature, load_features, load_sets, matrix
from eval.icb.logits import _loss, fit_ordered_logit
from eval.icb.rates import exact_interval, quartiles, wilson_interval
from eval.icb.rivalries import begins_without_violence, rivalries
from eval.icb.study import Effort, compare, rates_by_level
from eval.icb.validation import (
    FOLDS,
    brier_scores,
    calibration,
    gain_of,
    grouped_folds,
    log_scores,
    predict_out_of_fold,
    ranked_scores,
)
from hypothesis import given
from hypothesis import strategies as st

from demarche.errors import InputError

HISTORY = SHARED / "data" / "icb"
CODES = {"break": 2, "brexit": 40, "protrac": 1, "pcid": 40, "iwcmb": 1, "yrtrig": 1950, "viol": 1}
ACTOR = {"yrtrig": 1950, "motrig": 3, "datrig": 9, "cracid": 2, "southv": 365, "powdis": 5, "nuclear": 1}


def write(folder: Path, crises: Sequence[Mapping[str, object]], actors: Sequence[Mapping[str, object]]) -> Path:
    for name, rows in ((SYSTEM, crises), (ACTORS, actors)):
        columns = list(dict.fromkeys(key for row in rows for key in row))
        with (folder / name).open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(rows)
    return folder


def crisis(number: int, *, dyad: tuple[int, int] | None = None, violence: int = 0, **codes: int) -> Crisis:
    return Crisis(number, f"crisis {number}", violence, CODES | codes, {}, dyad)


def test_crises_are_read_with_their_first_actor(tmp_path: Path) -> None:
    """A crisis has its level, its codes and the actor whose trigger came first; a row without a level is counted."""
    rows = [
        {"icb1": "ICB1", "crisno": 1, "crisname": "ONE", **CODES, "viol": 3, "powdissy": "", "gravcr": -99},
        {"icb1": "ICB1", "crisno": 2, "crisname": "TWO", **dict.fromkeys(CODES, ""), "powdissy": "", "gravcr": ""},
    ]
    actors = [{"crisno": 1, **ACTOR, "motrig": 4}, {"crisno": 1, **ACTOR, "cracid": 255, "powdis": -99}]
    crises, blank = read_crises(write(tmp_path, rows, actors))
    assert blank == 1
    (one,) = crises
    assert (one.name, one.violence, one.days, one.dyad) == ("ONE", 2, 40, (255, 365))
    assert one.crisis["powdissy"] is None
    assert one.crisis["gravcr"] is None
    assert one.first["powdis"] == -99  # a power discrepancy may be negative


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        ({"viol": 7}, "crisis 1, field viol"),
        ({"viol": "many"}, "line 2, field viol"),
        ({"break": "1.5"}, "field break"),
    ],
)
def test_bad_codes_are_refused_where_they_stand(tmp_path: Path, codes: Mapping[str, object], words: str) -> None:
    """A cell that is no code, or no level of violence, is refused with its file and column."""
    folder = write(tmp_path, [{"crisno": 1, "crisname": "ONE", **CODES, **codes}], [{"crisno": 1, **ACTOR}])
    with pytest.raises(InputError) as caught:
        read_crises(folder)
    assert SYSTEM in str(caught.value)
    assert words in str(caught.value)


def test_absent_columns_are_named(tmp_path: Path) -> None:
    """A file of another make is refused with the columns that it lacks."""
    with pytest.raises(InputError, match=r"icb2v14\.csv.*southv"):
        read_crises(write(tmp_path, [{"crisno": 1, **CODES}], [{"crisno": 1}]))


def test_without_the_data_the_command_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the files are absent the command says which, and where, and stops without an error."""
    main([str(tmp_path)])
    told = capsys.readouterr().out
    assert told.startswith("absent, skipped")
    assert SYSTEM in told
    assert str(tmp_path) in told


def test_the_class_of_the_template_leaves_out_violence_wars_and_revolts() -> None:
    """A crisis that begins by outside acts without violence counts; one that arose in a war does not."""
    assert [begins_without_violence(crisis(1, **{"break": code})) for code in range(1, 10)] == [
        *[True] * 5,
        False,
        True,
        False,
        False,
    ]
    assert not begins_without_violence(crisis(1, iwcmb=2))


def test_rivalries_join_conflicts_and_dyads() -> None:
    """Crises of one protracted conflict or one dyad are one rivalry, through others too; a region is no conflict."""
    crises = [
        crisis(1, protrac=2, pcid=7),
        crisis(2, dyad=(2, 3)),
        crisis(3, protrac=2, pcid=7, dyad=(2, 3)),
        crisis(4, pcid=40),
        crisis(5, pcid=40),
    ]
    assert rivalries(crises).tolist() == [0, 0, 0, 1, 2]


# Newcombe, R. (1998), "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17, table I.
@pytest.mark.parametrize(
    ("hits", "trials", "wilson", "exact"),
    [
        (81, 263, (0.2553, 0.3662), (0.2527, 0.3676)),
        (15, 148, (0.0624, 0.1605), (0.0578, 0.1617)),
        (0, 20, (0.0, 0.1611), (0.0, 0.1684)),
        (1, 29, (0.0061, 0.1718), (0.0009, 0.1776)),
    ],
)
def test_intervals_are_newcombes(
    hits: int, trials: int, wilson: tuple[float, float], exact: tuple[float, float]
) -> None:
    """Wilson's and the exact interval are the published ones."""
    for found, wanted in ((wilson_interval(hits, trials), wilson), (exact_interval(hits, trials), exact)):
        assert (found.low, found.high) == pytest.approx(wanted, abs=5e-5)


@given(st.integers(1, 300), st.data())
def test_intervals_hold_the_share_and_grow_with_the_level(trials: int, data: st.DataObject) -> None:
    """The share lies in its interval, and a surer interval holds a less sure one."""
    hits = data.draw(st.integers(0, trials))
    for interval in (wilson_interval, exact_interval):
        narrow, wide = interval(hits, trials, 0.8), interval(hits, trials, 0.95)
        assert wide.low - 1e-12 <= narrow.low <= hits / trials + 1e-12
        assert hits / trials - 1e-12 <= narrow.high <= wide.high + 1e-12


def test_quartiles_are_ordered() -> None:
    """Quartiles of five values are the second, third and fourth."""
    assert quartiles([5, 1, 4, 2, 3]) == (2, 3, 4)


@given(st.lists(st.integers(0, 12), min_size=30, max_size=120), st.integers(0, 2**32 - 1))
def test_folds_keep_groups_whole(groups: list[int], seed: int) -> None:
    """A rivalry is wholly in one fold, and no fold exceeds another by more than the largest rivalry."""
    numbers = np.array(groups)
    folds = grouped_folds(numbers, FOLDS, np.random.default_rng(seed))
    assert all(len(set(folds[numbers == one])) == 1 for one in numbers)
    sizes = np.bincount(folds, minlength=FOLDS)
    assert sizes.sum() == len(groups)
    assert sizes.max() - sizes.min() <= np.bincount(numbers).max()


@given(st.integers(0, 2**32 - 1), st.integers(2, 4))
def test_scores_are_proper(seed: int, count: int) -> None:
    """In the mean over what is true, no statement scores better than the truth; a sure right one scores 0."""
    rng = np.random.default_rng(seed)
    truth, other = rng.dirichlet(np.ones(count), size=2)
    levels = np.arange(count)
    scores = [ranked_scores, log_scores] + ([brier_scores] if count == 2 else [])
    for score in scores:
        own, others = (truth @ score(np.tile(stated, (count, 1)), levels) for stated in (truth, other))
        assert own <= others + 1e-12
        assert np.abs(score(np.eye(count), levels)).max() < 1e-12


def test_ranked_scores_care_how_far_off_a_level_is() -> None:
    """A sure miss by one level costs less than by three, which costs 1."""
    sure = np.eye(4)[[0, 0]]
    assert ranked_scores(sure, np.array([1, 3])) == pytest.approx([1 / 3, 1])


def test_the_gradient_is_the_losses_slope() -> None:
    """The gradient of the fit is the difference quotient of its loss."""
    rng = np.random.default_rng(1)
    z, levels, at = rng.normal(size=(40, 3)), rng.integers(0, 4, 40), rng.normal(size=6) / 3
    gradient = _loss(at, z, levels, 4, 0.5)[1]
    for one, step in enumerate(np.eye(6) * 1e-6):
        up, down = (_loss(at + sign * step, z, levels, 4, 0.5)[0] for sign in (1, -1))
        assert gradient[one] == pytest.approx((up - down) / 2e-6, rel=1e-5, abs=1e-5)


def test_a_fit_finds_what_made_the_levels() -> None:
    """On many made-up crises with a weak prior, cuts and coefficients come back."""
    rng = np.random.default_rng(2)
    x, slope, cuts = rng.normal(size=(6000, 2)), np.array([1.0, -0.5]), np.array([-1.0, 0.5, 2.0])
    levels = (x @ slope + rng.logistic(size=6000) > cuts[:, None]).sum(axis=0)
    fit = fit_ordered_logit(x, levels, 4, prior_deviation=10)
    assert fit.coefficients / fit.deviation == pytest.approx(slope, abs=0.08)
    assert fit.cuts + fit.mean @ (fit.coefficients / fit.deviation) == pytest.approx(cuts, abs=0.12)
    assert fit.probabilities(x).sum(axis=1) == pytest.approx(np.ones(6000))


def test_a_tight_prior_gives_the_base_rate() -> None:
    """With no room for coefficients every crisis gets the shares of the levels, whatever is missing."""
    rng = np.random.default_rng(3)
    x, levels = rng.normal(size=(200, 2)), np.repeat([0, 1, 2, 3], [80, 60, 40, 20])
    x[5, 0] = np.nan
    found = fit_ordered_logit(x, levels, 4, prior_deviation=1e-3).probabilities(x)
    assert found == pytest.approx(np.tile([0.4, 0.3, 0.2, 0.1], (200, 1)), abs=2e-3)


@pytest.mark.parametrize(("slope", "clear"), [(2.0, True), (0.0, False)])
def test_gains_are_clear_where_there_is_something_to_tell(slope: float, clear: bool) -> None:
    """A column that makes the outcome gains clearly on the base rate; one that does not gains nothing."""
    rng = np.random.default_rng(4)
    x, groups = rng.normal(size=(300, 1)), np.repeat(np.arange(60), 5)
    yes = (slope * x[:, 0] + rng.logistic(size=300) > 0).astype(np.int64)
    found = predict_out_of_fold(x, yes, 2, groups, repeats=2, rng=rng)
    gain = gain_of(brier_scores(found.model, yes), brier_scores(found.base, yes), groups, resamples=500, rng=rng)
    assert gain.difference == pytest.approx(gain.model - gain.base)
    assert (gain.is_clear and gain.difference < 0) == clear


def test_calibration_counts_every_crisis_once() -> None:
    """Bins hold all the crises, with the mean of what was given to them and how often it happened."""
    bins = calibration(np.array([0.0, 0.1, 0.5, 1.0]), np.array([False, True, True, True]), (0.0, 0.3, 1.0))
    assert [(one.trials, one.hits) for one in bins] == [(2, 1), (2, 2)]
    assert [one.stated for one in bins] == pytest.approx([0.05, 0.75])


def test_columns_are_made_by_the_table() -> None:
    """Groups of codes become yes/no columns, a missing number its own column; what does not vary is left out."""
    features = [
        Feature("trigger", "break", "crises", "start", "", levels=(("force", (7,)), ("violence", (9,)))),
        Feature("power", "powdissy", "crises", "start", "", number="log"),
    ]
    crises = [crisis(1, **{"break": 7, "powdissy": 3}), crisis(2), crisis(3, powdissy=0)]
    names, values = matrix(features, crises)
    assert names == ["force", "power", "power missing"]
    np.testing.assert_allclose(values, [[1, np.log(4), 0], [0, np.nan, 1], [0, 0, 0]])
    with pytest.raises(InputError, match="nothing varies"):
        matrix(features[:1], [crisis(1), crisis(2)])


def test_the_table_keeps_what_comes_later_out_of_the_start() -> None:
    """Sets that a forecast may use hold only what is known at the start; each feature says why, and names its file."""
    for feature in load_features().values():
        assert feature.known in {"start", "partly", "later"}
        assert feature.file in {"crises", "actors"}
        assert feature.why
        assert bool(feature.levels) != bool(feature.number)
    for name, features in load_sets().items():
        knowable = {feature.known for feature in features} == {"start"}
        assert knowable == ("later" not in name and "look ahead" not in name)


def test_rates_by_level_count_each_crisis_once() -> None:
    """Levels and the baseline together are all the crises, and worse outcomes are no more frequent than milder ones."""
    crises = [crisis(n, violence=n % 4, **{"break": 7 + n % 3}) for n in range(30)]
    found = rates_by_level(load_features()["trigger"], crises)
    assert sum(one.trials for one in found) == 30
    assert all(list(one.hits) == sorted(one.hits, reverse=True) for one in found)


def test_a_comparison_is_the_same_twice() -> None:
    """The same seed gives the same scores."""
    rng = np.random.default_rng(6)
    crises = [crisis(n, violence=int(rng.integers(4)), **{"break": int(rng.integers(1, 10))}) for n in range(80)]
    features = [load_features()["trigger"]]
    first, second = (compare("trigger", features, crises, Effort(repeats=1)) for _ in range(2))
    assert first == second


@pytest.mark.skipif(not is_there(HISTORY), reason="the crises of [ICB14] are not part of the repository")
def test_the_counts_are_those_of_the_files() -> None:
    """486 crises have a level; 206 begin without violence, 108 of them stay so, 80 have clashes, 18 war."""
    crises, blank = read_crises(HISTORY)
    assert (len(crises), blank) == (486, 1)
    assert np.bincount([one.violence for one in crises]).tolist() == [125, 142, 116, 103]
    mild = [one for one in crises if begins_without_violence(one)]
    assert np.bincount([one.violence for one in mild]).tolist() == [108, 51, 29, 18]
